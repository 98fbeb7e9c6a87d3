import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def take_none_where_nobody_expects_them(apps, schema_editor):
    """A paper that has articles decides itself when its readers may answer."""
    if apps.get_model("articles", "Article").objects.exists():
        apps.get_model("articles", "CommentRules").objects.create(pk=1, policy="closed")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0027_first_steps'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommentCount',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='comment_count', serialize=False, to='articles.article')),
                ('count', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='comment_policy',
            field=models.CharField(blank=True, choices=[('open', 'shown at once'), ('approve', 'shown once approved')], max_length=7, null=True, verbose_name='new comments'),
        ),
        migrations.AddField(
            model_name='article',
            name='sensitivity',
            field=models.CharField(blank=True, choices=[('obituary', 'obituary'), ('suicide', 'suicide'), ('minor', 'a minor is concerned'), ('victim', 'victims are concerned')], max_length=9, null=True, verbose_name='spare those concerned'),
        ),
        migrations.AddField(
            model_name='section',
            name='comment_policy',
            field=models.CharField(blank=True, choices=[('open', 'shown at once'), ('approve', 'shown once approved'), ('closed', 'none are taken')], max_length=7, null=True, verbose_name='new comments'),
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, verbose_name='name')),
                ('text', models.TextField(max_length=1000, verbose_name='comment')),
                ('password', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('public', 'public'), ('hidden', 'hidden'), ('removed', 'removed by the desk'), ('deleted', 'deleted by its writer')], default='waiting', max_length=8)),
                ('held_for', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written at')),
                ('withheld_until', models.DateTimeField(null=True)),
                ('is_contested', models.BooleanField(default=False)),
                ('visitor', models.BinaryField(max_length=16, null=True)),
                ('network', models.BinaryField(max_length=16, null=True)),
                ('digest', models.BinaryField(max_length=16)),
                ('text_digest', models.BinaryField(max_length=16)),
                ('agree_count', models.PositiveIntegerField(default=0)),
                ('disagree_count', models.PositiveIntegerField(default=0)),
                ('reply_count', models.PositiveIntegerField(default=0)),
                ('report_count', models.PositiveIntegerField(default=0)),
                ('legacy_id', models.CharField(max_length=100, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='articles.article', verbose_name='article')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='articles.comment')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ('-id',),
                'permissions': [('moderate_comment', 'Can approve, hide and remove comments of readers')],
            },
        ),
        migrations.CreateModel(
            name='CommentBan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visitor', models.BinaryField(max_length=16, null=True)),
                ('network', models.BinaryField(max_length=16, null=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='articles.comment')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-made_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='CommentDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('approve', 'approved'), ('hide', 'hidden'), ('remove', 'removed'), ('delete', 'deleted by its writer'), ('settle', 'reports looked at'), ('withhold', 'withheld on a claim'), ('object', 'its writer objected'), ('restore', 'shown again after a claim'), ('end', 'removed after a claim'), ('ban', 'its writer was banned'), ('lift', 'the ban was lifted')], max_length=8, verbose_name='action')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comment_decisions', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='articles.comment')),
            ],
            options={
                'ordering': ('-made_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='CommentMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claimant', models.CharField(max_length=100, verbose_name='who claims')),
                ('claim', models.TextField(max_length=3000, verbose_name='what is claimed')),
                ('statement', models.TextField(blank=True, max_length=3000, verbose_name='what the writer says')),
                ('stated_at', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ends_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('restored', 'shown again'), ('removed', 'removed')], default='', max_length=8, verbose_name='outcome')),
                ('ended_at', models.DateTimeField(null=True)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='articles.comment')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-begun_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='CommentReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('abuse', 'insults or swearing'), ('hate', 'hatred or discrimination'), ('privacy', 'personal data'), ('defamation', 'harms my name or my rights'), ('spam', 'advertising or the same again and again'), ('lewd', 'lewd'), ('other', 'something else')], max_length=10, verbose_name='reason')),
                ('words', models.TextField(blank=True, max_length=500, verbose_name='more about it')),
                ('visitor', models.BinaryField(max_length=16, null=True)),
                ('network', models.BinaryField(max_length=16, null=True)),
                ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='articles.comment')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-made_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='CommentRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('open', 'shown at once'), ('approve', 'shown once approved'), ('closed', 'none are taken')], default='approve', max_length=7, verbose_name='new comments')),
                ('close_after', models.PositiveSmallIntegerField(blank=True, default=30, help_text='Counted from the approval of the article. Empty: they stay open.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='days until comments close')),
                ('per_article', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='comments of one reader under an article a day')),
                ('apart', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(3600)], verbose_name='seconds between two comments of one reader')),
                ('per_day', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='comments of one reader a day')),
                ('links_work', models.BooleanField(default=False, verbose_name='addresses in comments are links')),
                ('has_feed', models.BooleanField(default=False, verbose_name='comments have a feed')),
                ('words', models.TextField(blank=True, help_text='One on each line, beside those that the program knows.', max_length=20000, verbose_name='words that make a comment wait')),
            ],
            options={
                'verbose_name': 'comment rules',
                'verbose_name_plural': 'comment rules',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='comment_rules_are_one_row'), models.CheckConstraint(condition=models.Q(('policy__in', ['open', 'approve', 'closed'])), name='comment_policy_is_known')],
            },
        ),
        migrations.CreateModel(
            name='CommentVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visitor', models.BinaryField(max_length=16)),
                ('network', models.BinaryField(max_length=16)),
                ('agrees', models.BooleanField()),
                ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='articles.comment')),
            ],
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'parent', '-id'], name='comment_by_thread'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'parent', '-agree_count', '-id'], name='comment_by_agreement'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', '-id'], name='comment_by_state'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('report_count__gt', 0)), fields=['-id'], name='comment_that_is_reported'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['visitor', '-made_at'], name='comment_by_visitor'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['network', '-made_at'], name='comment_by_network'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['text_digest', '-id'], name='comment_by_text'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('withheld_until__isnull', False)), fields=['withheld_until'], name='comment_that_is_withheld'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'public', 'hidden', 'removed', 'deleted'])), name='comment_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(condition=models.Q(('visitor__isnull', False), models.Q(('state', 'deleted'), _negated=True)), fields=('article', 'visitor', 'digest'), name='one_comment_of_a_visitor_and_text'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(condition=models.Q(('legacy_id__isnull', False)), fields=('article', 'legacy_id'), name='imported_comment_once'),
        ),
        migrations.AddIndex(
            model_name='commentban',
            index=models.Index(fields=['visitor', 'until'], name='ban_of_a_visitor'),
        ),
        migrations.AddIndex(
            model_name='commentban',
            index=models.Index(fields=['network', 'until'], name='ban_of_a_network'),
        ),
        migrations.AddConstraint(
            model_name='commentban',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('made_at'))), name='ban_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='commentdecision',
            index=models.Index(fields=['-made_at', '-id'], name='comment_decision_by_time'),
        ),
        migrations.AddConstraint(
            model_name='commentmeasure',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('comment',), name='one_running_measure_of_a_comment'),
        ),
        migrations.AddConstraint(
            model_name='commentmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='ended_measure_has_its_time'),
        ),
        migrations.AddIndex(
            model_name='commentreport',
            index=models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['comment'], name='report_that_waits'),
        ),
        migrations.AddIndex(
            model_name='commentreport',
            index=models.Index(fields=['network', '-made_at'], name='report_by_network'),
        ),
        migrations.AddConstraint(
            model_name='commentreport',
            constraint=models.UniqueConstraint(condition=models.Q(('visitor__isnull', False)), fields=('comment', 'visitor'), name='one_report_of_a_visitor'),
        ),
        migrations.AddIndex(
            model_name='commentvote',
            index=models.Index(fields=['comment', 'network'], name='vote_by_network'),
        ),
        migrations.AddConstraint(
            model_name='commentvote',
            constraint=models.UniqueConstraint(fields=('comment', 'visitor'), name='one_vote_of_a_visitor'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('submitted', 'an article waits for approval'), ('sent_back', 'an article was sent back'), ('approved', 'an article was approved'), ('withdrawn', 'an article was withdrawn'), ('changed', 'somebody else changed an article'), ('mentioned', 'somebody wrote to me about an article'), ('assigned', 'something was assigned to me'), ('slot_runs_dry', 'a slot runs dry'), ('correction_due', 'a correction is due'), ('comments_wait', 'comments or reports wait'), ('comment_claim', 'a claim about a comment is due')], max_length=16),
        ),
        migrations.RunPython(take_none_where_nobody_expects_them, migrations.RunPython.noop),
    ]
