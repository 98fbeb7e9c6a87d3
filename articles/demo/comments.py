"""What readers of the demo newspaper say, and what of it waits for the desk."""

import json
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from ..models import Comment, CommentCount

FILE = Path(__file__).with_suffix(".json")
WAITING = "waiting"  # under which name the file has those that nobody has looked at yet


def add_comments(articles):
    """Put the demo's comments under its articles, newest first, as far as their time has come."""
    told = json.loads(FILE.read_text())
    of = {article.headline: article for article in articles}
    for headline, comments in told.items():
        if headline in of:
            add(of[headline], comments)
    for article, comment in zip(articles, told[WAITING], strict=False):
        store(article, comment, timezone.now() - timedelta(minutes=9))
    CommentCount.objects.recount_many(
        sorted(set(Comment.objects.values_list("article", flat=True)))
    )


def add(article, comments, parent=None):
    """Store comments with their replies, each so many minutes after the article was approved."""
    for told in comments:
        at = article.published_at + timedelta(minutes=told["after"])
        if at <= timezone.now():
            comment = store(article, told, at, parent)
            add(article, told.get("replies", ()), comment)


def store(article, told, at, parent=None):
    """Store one comment; nobody can delete it, for it has no password."""
    comment = Comment(
        article=article,
        parent=parent,
        name=told["name"],
        text=told["text"],
        made_at=at,
        agree_count=told.get("agrees", 0),
        disagree_count=told.get("disagrees", 0),
        held_for=told.get("held", []),
        state=Comment.State.WAITING if "held" in told else Comment.State.PUBLIC,
    )
    comment.put_digests()
    comment.save()
    return comment
