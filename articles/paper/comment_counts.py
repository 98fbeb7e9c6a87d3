"""How many comments there are, as lists and pages show it."""

import functools

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext

from ..reading import comments


def comment_count(article):
    """Show how many comments an article of a list has; "" where comments have no place under it."""
    if not article.shows_comments:
        return ""
    return comment_number(
        article.pk, comments.count_of(article.pk), pgettext("comments", "Comments")
    )


@functools.lru_cache(4096)
def comment_number(number, count, name=""):
    """Show how many comments the article with the number has, behind a name for them.

    Hidden while there are none: the reader's browser puts in what has changed since.
    """
    return format_html(
        ' <span class="comment-number" data-comments="{}"{}>{} <b>{}</b></span>',
        number,
        "" if count else mark_safe(" hidden"),
        name,
        f"{count:,}",
    )
