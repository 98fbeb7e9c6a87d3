"""The comments that readers wrote last, as a feed: RSS 2.0."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext

from ..models import Comment
from ..pure.characters import for_xml
from ..pure.paths import path_to
from .words import breaks


class Entry:
    """A comment as its feed tells it."""

    def __init__(self, comment):
        self.comment = comment
        self.title = gettext("%(name)s on “%(headline)s”") % {
            "name": comment.name,
            "headline": comment.article.headline,
        }
        # HTML as feeds have it, in a plain string, which the template escapes once more.
        self.content = breaks(comment.text).strip()
        place = path_to("comment", comment.article_id, comment.parent_id or comment.pk)
        self.path = f"{place}#comment-{comment.pk}"


@dataclass(frozen=True)
class CommentFeed:
    """A list of comments for machines, newest first: its title, the paths of its page and its own."""

    title: str
    description: str
    page: str
    path: str
    comments: Sequence[Comment]

    MINUTES = 5  # after which to ask again

    @property
    def entries(self):
        return [Entry(comment) for comment in self.comments]

    @property
    def made_at(self):
        """When its newest comment was written; never now, so that the same is the same."""
        return max((comment.made_at for comment in self.comments), default=None)

    def written(self):
        """Return the text of the feed as RSS 2.0."""
        return for_xml(render_to_string("feeds/comments.xml", {"feed": self}))
