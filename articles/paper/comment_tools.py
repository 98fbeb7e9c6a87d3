"""What the row of tools under every comment of a page has in common: hundreds may stand there."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from ..pure.paths import path_to


class CommentTools(NamedTuple):
    """Where the comments of the page are, the page as a WayBack in text, and the words of the row."""

    path: str
    back: str
    agree: str
    disagree: str
    replies: str
    report: str
    delete: str
    whose: str  # with %(name)s


def comment_tools(article, back):
    """Return the CommentTools of a page of the article's comments."""
    return CommentTools(
        path_to("comments", article.pk),
        str(back),
        agree=_("Agree"),
        disagree=_("Disagree"),
        replies=_("Replies"),
        report=_("Report"),
        delete=_("Delete"),
        whose=_("comment of %(name)s"),
    )
