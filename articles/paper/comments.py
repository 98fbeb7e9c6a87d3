"""What pages show of readers' comments."""

import functools

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext

from ..desk.comments.identity import REMEMBERED
from ..pure.links import linked
from ..reading import comments, pagecache
from .blocks import PAGES, comment_rules

POLICY_SLUG = "comment-policy"  # of the page of fixed text that says how the desk moderates
DAYS_REMEMBERED = REMEMBERED.days


def said(words):
    """Return a plain text of a reader as HTML; addresses are links where the paper wants it."""
    return mark_safe(linked(words)) if comment_rules().links_work else escape(words)


def comment_policy_page():
    """Return the Page that tells how the desk moderates, None without it."""
    return pagecache.keep(
        "comment policy page",
        lambda: next((page for page in PAGES() if page.slug == POLICY_SLUG), None),
    )


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
