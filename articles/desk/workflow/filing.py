"""Where an article is filed: its section, its region and its tags, changed without its form."""

from django.db import transaction

from ...models import Article, Tag
from ..refusals import Conflict, NotAllowed, Unsuitable, WrongState
from .edits import record_edit
from .rights import is_editor, may_edit

MAX_TAGS = 50  # of an article; each is looked up while nobody else can write


def set_section(article, editor, section):
    """Put the article into the section. Raises as `file_anew` does, and returns the same."""

    def change(row):
        if row.section_id == section.pk:
            return False
        row.section = section
        row.save(update_fields=["section"])
        return True

    return file_anew(article, editor, change)


def set_region(article, editor, region):
    """Say that the article is about the region, None for none. Raises and returns as `file_anew` does."""

    def change(row):
        if row.region_id == (region and region.pk):
            return False
        row.region = region
        row.province_id = region and region.province_id
        row.save(update_fields=["region", "province"])
        return True

    return file_anew(article, editor, change)


def add_tags(article, editor, names):
    """Give the article the tags of these names, too. Raises and returns as `file_anew` does."""

    def change(row):
        has = set(row.taggings.values_list("tag", flat=True))
        tags = {tag.pk: tag for tag in Tag.objects.named(names).values()}
        missing = [tag for pk, tag in tags.items() if pk not in has]
        if missing and len(has) + len(missing) > MAX_TAGS:
            raise Unsuitable("tags")
        row.tags.add(*missing)
        return bool(missing)

    return file_anew(article, editor, change)


def remove_tags(article, editor, names):
    """Take the tags of these names from the article. Raises and returns as `file_anew` does."""

    def change(row):
        tags = list(
            Tag.objects.filter(pk__in=[tag.pk for tag in Tag.objects.known(names).values()])
        )
        had = row.taggings.filter(tag__in=tags).exists()
        if had:
            row.tags.remove(*tags)
        return had

    return file_anew(article, editor, change)


@transaction.atomic
def file_anew(article, editor, change):
    """Make the change of the article and of its open working copy; returns whether either changed.

    A copy that kept what the article was would bring it back when it is approved. `change` changes a
    row and returns whether it did. Raises NotAllowed, WrongState, Conflict when the article is gone,
    and Unsuitable when it would have too many tags.
    """
    current = Article.objects.select_for_update().filter(pk=article.pk).first()
    if current is None:
        raise Conflict
    if not is_editor(editor):
        raise NotAllowed
    if not may_edit(editor, current):
        raise WrongState(current.state)
    copies = current.working_copies.unfinished().select_for_update()
    changed = [row for row in (current, *copies) if change(row)]
    for row in changed:
        record_edit(row, editor)
    return bool(changed)
