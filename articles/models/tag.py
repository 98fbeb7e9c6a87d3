from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from ..pure import names, text
from ..pure.paths import path_to
from .listed_row import ListedRow
from .text_fields import TagBeginningField, TagKeyField, TagNameField

BATCH = 500  # tags that one statement changes
# A count of what is cut off is none that Django could write.
COUNT = """
    SELECT COUNT(*)
    FROM (SELECT 1 FROM articles_tagging WHERE tag_id = articles_tag.id LIMIT %s) AS tagged
"""


class TagQuerySet(models.QuerySet):
    def counted(self, limit):
        """Return the tags with their `article_count`, which goes no further than the limit."""
        return self.annotate(article_count=RawSQL(COUNT, [limit]))  # noqa: S611, one constant text

    def find(self, name):
        """Return the tag of this name, also of one that it took in; None without."""
        return self.known([name]).get(names.key(names.tag_name(name)))

    def named(self, typed):
        """Return {name: Tag} of names as they were typed, making the missing ones."""
        keys = {name: names.key(names.tag_name(name)) for name in typed}
        tags = self.known(typed)
        while missing := {key: name for name, key in keys.items() if key and key not in tags}:
            # Somebody else may make the same tag, or take the slug, at this moment.
            made = [Tag(name=name) for name in missing.values()]
            for tag, slug in zip(made, free_slugs([tag.name for tag in made]), strict=True):
                tag.slug = slug
            self.bulk_create(made, ignore_conflicts=True)
            tags |= self.known(missing.values())
        return {name: tags[key] for name, key in keys.items() if key}

    def known_or_new(self, typed):
        """Return the tags of names as they were typed, the missing ones as new ones, unsaved."""
        tags = self.known(typed)
        for name in map(names.tag_name, typed):
            if name:
                tags.setdefault(names.key(name), Tag(pk=0, name=name, slug=text.slug(name)))
        keys = dict.fromkeys(names.key(names.tag_name(name)) for name in typed)
        return [tags[key] for key in keys if key]

    def write_beginnings(self):
        """Write what an upgrade could not know: by which beginnings tags and their formers are found."""
        for model in (self.model, FormerTag):
            rows, last = model.objects.using(self.db).filter(strokes="").order_by("pk"), 0
            # Of some names, such as an accent alone, nothing is found by a beginning.
            while batch := list(rows.filter(pk__gt=last)[:BATCH]):
                for row in batch:
                    for name in ("strokes", "initials"):
                        row._meta.get_field(name).pre_save(row, add=False)
                model.objects.using(self.db).bulk_update(batch, ("strokes", "initials"))
                last = batch[-1].pk

    def known(self, typed):
        """Return {key: Tag} of those of these names that are there."""
        keys = {names.key(names.tag_name(name)) for name in typed}
        formers = FormerTag.objects.filter(key__in=keys).select_related("tag")
        tags = {former.key: former.tag for former in formers}
        return tags | {tag.key: tag for tag in self.filter(key__in=keys)}


class Begun(models.Model):
    """What is found by the beginning of `said`, by its keys or by its initials."""

    strokes = TagBeginningField(
        max_length=300, editable=False, db_index=True, default="", db_default=""
    )
    initials = TagBeginningField(
        max_length=300, editable=False, db_index=True, default="", db_default=""
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.said


class Tag(Begun, TagBase):
    """A subject word of articles."""

    name = TagNameField(_("name"), max_length=100, unique=True)
    # Of the name, the same for all ways to write it in capital letters, in every database.
    key = TagKeyField(max_length=300, unique=True, editable=False)
    slug = models.SlugField(
        pgettext_lazy("of a page", "address"), max_length=100, unique=True, allow_unicode=True
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def save(self, **options):
        if not self.slug:
            [self.slug] = free_slugs([names.tag_name(self.name)])
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "key", "strokes", "initials"}
        super().save(**options)
        # What is made anew under an old name or address leads no longer to another.
        FormerTag.objects.filter(Q(slug=self.slug) | Q(key=self.key) & ~Q(tag=self)).delete()

    def get_absolute_url(self):
        return path_to("tag", self.slug)

    @property
    def said(self):
        return names.tag_name(self.name)


class FormerTag(Begun):
    """The name and the address of a tag that went into another one: both lead there."""

    key = models.CharField(max_length=300, db_index=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="formers")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.slug

    @property
    def said(self):
        return self.key


class Tagging(ListedRow, ItemBase):
    """A tag on an article."""

    article_name = "content_object"
    searched_number = "content_object_id"
    searched_fields = ("tag",)

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        constraints = [
            models.UniqueConstraint(fields=("content_object", "tag"), name="tag_once_an_article")
        ]
        indexes = [
            models.Index(
                fields=("tag", "-published_at", "-content_object"), name="tagging_by_tag_and_time"
            )
        ]

    def __str__(self):
        return str(self.tag)


class TagsOfArticle(_TaggableManager):
    """The tags of an article; names find the tag that has them in whatever form."""

    def add(self, *tags, **options):
        if tags:
            super().add(*tags, **options)

    def _to_tag_model_instances(self, tags, tag_kwargs):
        named = Tag.objects.named([tag for tag in tags if isinstance(tag, str)])
        return list(
            dict.fromkeys(
                named[tag] if isinstance(tag, str) else tag
                for tag in tags
                if tag in named or not isinstance(tag, str)
            )
        )


def free_slugs(named):
    """Return a slug for each of the names that no tag has or had, in the same order."""
    slugs = []
    for name in named:
        start = text.slug(name)
        taken = set(slugs)
        for rows in (Tag.objects, FormerTag.objects):
            taken |= set(rows.filter(slug__startswith=start).values_list("slug", flat=True))
        slugs.append(text.slug(name, taken))
    return slugs
