import hashlib
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from articles import migrations
from articles.models import Article, ArticlePhoto, Byline, FormerTag, Publication, Tag, Tagging
from articles.pure import text

from .factories import make_photo, make_public, make_tag

pytestmark = pytest.mark.django_db

FOLDER = Path(migrations.__file__).parent
# Papers have run these: what is new needs a migration of its own.
LANDED = {
    "0001_first_schema": "5ecbf56e11b80041",
    "0002_make_roles": "46fe0c96e9654e6d",
    "0003_schema_of_the_desk": "af3f67e9832409b0",
    "0004_roles_of_the_desk": "4bc5a6d0f79d4afd",
    "0005_lists_and_search_of_the_desk": "b32833d413c0d72f",
    "0006_reads_by_day_and_visitor": "768c6076f7aa7e37",
    "0007_lists_of_what_is_approved": "a9e93dec78141ea5",
    "0008_one_stem_of_views": "c05c92705a0b5f88",
    "0009_lists_of_what_was_imported": "1ecebe09f46c5bd3",
    "0010_sent_forms": "ef2f8930f41ea797",
    "0011_words_of_photos_in_articles": "62d48303ce1836c4",
    "0012_old_addresses": "f6814d930786ad4a",
    "0013_tags_in_one_form": "db559b2db18d1298",
    "0014_one_tag_of_a_name": "5dd3ebe247e64ff7",
    "0015_photos_out_of_use": "4d4566ad7c7906f3",
    "0016_logins_and_guesses": "f9f99fc260d4277f",
    "0017_words_for_machines": "3dbac71e6884230d",
    "0018_search_of_whole_articles": "bcde5364948da0b6",
    "0019_pings": "707ade292c7a3ab3",
    "0020_notices": "f2186e642db0b178",
    "0021_unfinished_drafts": "1ed073f41199b3c8",
    "0022_sources_of_articles": "ddff92a099d8e89e",
    "0023_related_and_templates": "9d71cfd5d1a09da5",
    "0024_correction_requests": "ef9ca4dfbb3cc342",
    "0025_words_about_passages": "3baf871162535ce1",
    "0026_plans": "2234d3f3b5b25d4c",
    "0027_first_steps": "526a9da36aaf1f15",
    "0028_comments_of_readers": "b79e439adba3c559",
    "0029_incidents": "a75303e719f52815",
    "0030_sections_of_opinion": "019d97935329d000",
    "0031_letters_of_headlines": "18a56552cc4b9f41",
    "0032_nameplates": "5ae8e1ffa610aab5",
}


def test_no_model_has_changed_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("0*.py")), ids=lambda path: path.stem)
def test_a_migration_that_has_landed_is_never_rewritten(path):
    assert hashlib.sha256(path.read_bytes()).hexdigest()[:16] == LANDED[path.stem]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("0*.py")), ids=lambda path: path.stem)
def test_a_migration_imports_nothing_that_may_change(path):
    ours = ("from articles", "import articles", "from .", "import_module")
    assert [line for line in path.read_text().splitlines() if any(w in line for w in ours)] == []


def test_migrating_gives_each_group_its_rights_and_no_others_of_the_paper():
    group = Group.objects.get(name="기자")
    before = set(group.permissions.values_list("codename", flat=True))
    assert {"submit_article", "add_photo"} <= before
    assert "approve_article" not in before
    approve = Group.objects.get(name="편집자").permissions.get(codename="approve_article")
    group.permissions.remove(group.permissions.get(codename="submit_article"))
    group.permissions.add(approve)
    call_command("migrate", verbosity=0)
    assert set(group.permissions.values_list("codename", flat=True)) == before


def test_what_was_withdrawn_before_leaves_the_lists_of_its_tags_and_reporters(nari):
    withdrawn = make_public(reporters=[nari.reporter], tags=["축제"])
    shown = make_public(reporters=[nari.reporter], tags=["축제"])
    Article.objects.filter(pk=withdrawn.pk).update(status=Article.Status.WITHDRAWN)
    step = "0007_lists_of_what_is_approved"
    [forget_withdrawn] = MigrationLoader(connection).get_migration("articles", step).operations
    forget_withdrawn.code(apps, None)
    for model, article in ((Byline, "article"), (Tagging, "content_object")):
        times = dict(model.objects.values_list(article, "published_at"))
        assert times == {withdrawn.pk: None, shown.pk: shown.published_at}


def test_what_stood_under_a_photo_of_the_text_becomes_the_words_of_that_photo():
    listed = make_photo(caption="전경", credit="증평군 제공")
    placed = make_photo(caption="전경", credit="증평군 제공", alt="산단")
    body = (
        f'<p>글</p><figure><img src="{listed.path.url(320)}" alt="불난 골목"><figcaption><em>골목'
        f'</em> 어귀 (증평군 제공)</figcaption></figure><img src="{placed.path.url(640)}">'
        f'<figure><img src="{placed.path.url(640)}" alt="전경"><figcaption>전경 (증평군 제공)'
        "</figcaption></figure><figure><table><tbody><tr><td>1</td></tr></tbody></table></figure>"
    )
    article = make_public(photos=[listed], body="<p>글</p>")
    ArticlePhoto.objects.update(caption="", position=3)
    Article.objects.filter(pk=article.pk).update(body=body)
    first = article.revisions.get()
    step = MigrationLoader(connection).get_migration("articles", "0011_words_of_photos_in_articles")
    step.operations[-1].code(apps, None)
    article.refresh_from_db()
    assert [row.words for row in article.article_photos.all()] == [
        ("골목 어귀", "증평군 제공", "불난 골목"),
        ("전경", "증평군 제공", "산단"),
    ]
    assert "figcaption" not in article.body
    assert f'<figure><img src="{listed.path.url(960)}"></figure>' in article.body
    assert "<td>1</td>" in article.body
    last = article.revisions.first()
    assert (last.number, last.made_at) == (first.number + 1, first.made_at)
    assert last.content == {**article.content(), "body": article.body}
    assert last.content_hash == text.digest(last.content)


def test_tags_that_look_the_same_become_the_oldest_of_them():
    step = "0013_tags_in_one_form"
    typed = ["KBS", "ｋｂｓ", "#옥천군수", "옥천군수", "\u3164", "C#"]
    tags = [make_tag() for _name in typed]
    both, one = make_public(tags=tags[:2] + tags[4:5]), make_public(tags=[tags[1], tags[3]])
    loader = MigrationLoader(connection)
    before = loader.project_state(("articles", step)).apps
    for tag, name in zip(tags, typed, strict=True):
        before.get_model("articles", "Tag").objects.filter(pk=tag.pk).update(name=name)
    *_schema, merge = loader.get_migration("articles", step).operations
    merge.code(before, None)
    assert list(Tag.objects.order_by("pk").values_list("pk", "name", "slug", "key")) == [
        (tags[0].pk, "KBS", tags[0].slug, "kbs"),
        (tags[2].pk, "옥천군수", tags[2].slug, "옥천군수"),
        (tags[5].pk, "C#", tags[5].slug, "c#"),
    ]
    assert list(both.tags.names()) == ["KBS"]
    assert set(one.tags.names()) == {"KBS", "옥천군수"}
    assert dict(FormerTag.objects.values_list("slug", "tag__name")) == {
        tags[1].slug: "KBS",
        tags[3].slug: "옥천군수",
    }


def test_only_a_paper_without_articles_is_told_how_one_begins():
    step = MigrationLoader(connection).get_migration("articles", "0027_first_steps")
    Publication(name="한빛지역신문").save()
    for is_begun in (False, True):
        if is_begun:
            make_public()
        step.operations[-1].code(apps, None)
        assert Publication.objects.get().steps_put_away == is_begun
