"""Comments of readers: who may write where, what waits, what the desk makes of it.

Every verb checks, changes, records and counts in one transaction.
"""

from ...models.comments.policy import NONE, is_over, policy_of, takes
from . import measures, queue
from .bans import DAYS, ban, bans_of, lift, standing
from .deleting import delete, is_of
from .identity import Visitor, visitor
from .moderating import STEPS, approve, hide, may_moderate, possible, remove, settle
from .reporting import report
from .voting import vote
from .writing import Typed, write

__all__ = [
    "DAYS",
    "NONE",
    "STEPS",
    "Typed",
    "Visitor",
    "approve",
    "ban",
    "bans_of",
    "delete",
    "hide",
    "is_of",
    "is_over",
    "lift",
    "may_moderate",
    "measures",
    "policy_of",
    "possible",
    "queue",
    "remove",
    "report",
    "settle",
    "standing",
    "takes",
    "visitor",
    "vote",
    "write",
]
