"""What pages show of readers' comments."""

from django.utils.html import escape
from django.utils.safestring import mark_safe

from ..desk.comments.identity import REMEMBERED
from ..pure.links import linked
from ..reading import pagecache
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
