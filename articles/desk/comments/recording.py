"""What is written down of each step."""

from django.utils import timezone

from ...models import CommentDecision


def record(comment, actor, action, note="", at=None):
    """Write one line of the record; returns the CommentDecision."""
    return CommentDecision.objects.create(
        comment=comment, actor=actor, action=action, note=note, made_at=at or timezone.now()
    )
