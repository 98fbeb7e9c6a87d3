"""Two tags for one thing become one."""

from django.db import transaction

from ..models import FormerTag, Tag, Tagging
from .refusals import Conflict, NotAllowed

RIGHTS = ("articles.change_tag", "articles.delete_tag")


def may_merge(user):
    """Return whether the user may make one tag of two."""
    return user.is_active and user.has_perms(RIGHTS)


@transaction.atomic
def merge(tag, into, editor):
    """Give the tag's articles the other one, once, and let its name and address lead there.

    Returns the number of articles that got the other tag. Raises NotAllowed, and Conflict when one
    of the two is gone or both are the same.
    """
    if not may_merge(editor):
        raise NotAllowed
    # Nobody tags anything with either of them meanwhile.
    there = Tag.objects.select_for_update().filter(pk__in=[tag.pk, into.pk])
    if len(there) != 2:
        raise Conflict
    carried = Tagging.objects.filter(tag=into).values("content_object")
    tag.taggings.filter(content_object__in=carried).delete()
    count = tag.taggings.update(tag=into)
    tag.formers.update(tag=into)
    key, slug = tag.key, tag.slug
    tag.delete()
    FormerTag.objects.create(key=key, slug=slug, tag=into)
    return count
