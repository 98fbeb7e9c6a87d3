"""Where a reader was who did something about a comment."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ..models import Comment
from ..pure.paths import path_to
from ..reading import comments

# What forms and links carry: the order of the thread, or the number of a comment with a page of its own; the page.
CARRIED = re.compile(rf"({'|'.join(comments.ORDERS)}|[1-9][0-9]{{0,17}})\.([1-9][0-9]{{0,5}})")


@dataclass(frozen=True)
class WayBack:
    """A page of a thread in some order, or a page of the replies to a comment (its number)."""

    order: str = "newest"
    comment: int | None = None
    page: int = 1

    def __str__(self):
        return f"{self.comment or self.order}.{self.page}"

    def at(self, page):
        """Return another page of the same."""
        return replace(self, page=page)

    def path(self, article, **told):
        """Return the address of that page, with what it should tell."""
        query = told | ({"page": self.page} if self.page > 1 else {})
        if self.comment:
            base = path_to("comment", article.pk, self.comment)
        else:
            base = path_to("comments", article.pk)
            query |= {"order": self.order} if self.order != "newest" else {}
        return f"{base}?{urlencode(query)}" if query else base

    def is_there(self, article):
        """Return whether that page exists, now that something may be gone."""
        if self.comment is None:
            return comments.thread(article, self.page, self.order) is not None
        standing = Comment.objects.standing().filter(article=article, pk=self.comment).first()
        return standing is not None and comments.replies(standing, self.page) is not None


def way_back(carried):
    """Return the WayBack that a form or a link carries; the first page of the thread for any nonsense."""
    match = CARRIED.fullmatch(carried or "")
    if not match:
        return WayBack()
    place, page = match[1], int(match[2])
    if place in comments.ORDERS:
        return WayBack(order=place, page=page)
    return WayBack(comment=int(place), page=page)
