"""What readers write under articles, what others say of it, and what the desk makes of it."""

from .ban import CommentBan
from .comment import Comment, Hold
from .count import CommentCount
from .decision import CommentDecision
from .measure import CommentMeasure
from .report import CommentReport
from .rules import CommentPolicy, CommentRules
from .vote import CommentVote

__all__ = [
    "Comment",
    "CommentBan",
    "CommentCount",
    "CommentDecision",
    "CommentMeasure",
    "CommentPolicy",
    "CommentReport",
    "CommentRules",
    "CommentVote",
    "Hold",
]
