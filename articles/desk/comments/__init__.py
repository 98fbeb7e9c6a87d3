"""Comments of readers: who may write where, what waits, what the desk makes of it.

Every verb checks, changes, records and counts in one transaction.
"""

from . import measures
from .identity import Visitor, visitor
from .moderating import ACTIONS, approve, hide, may_moderate, remove
from .policy import NONE, policy_of, takes
from .writing import Typed, write

__all__ = [
    "ACTIONS",
    "NONE",
    "Typed",
    "Visitor",
    "approve",
    "hide",
    "may_moderate",
    "measures",
    "policy_of",
    "remove",
    "takes",
    "visitor",
    "write",
]
