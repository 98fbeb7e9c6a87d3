"""What the newsroom means to report: who may change a plan, its verbs, and the calendar."""

from ..refusals import Conflict, NotAllowed, Refusal, WrongState
from .calendar import Day, calendar, count_of_day
from .planning import (
    begin_article,
    cancel,
    claim,
    linkable,
    may_change,
    may_plan,
    may_write,
    move,
    of_article,
    take_up,
    tell_assigned,
)

__all__ = [
    "Conflict",
    "Day",
    "NotAllowed",
    "Refusal",
    "WrongState",
    "begin_article",
    "calendar",
    "cancel",
    "claim",
    "count_of_day",
    "linkable",
    "may_change",
    "may_plan",
    "may_write",
    "move",
    "of_article",
    "take_up",
    "tell_assigned",
]
