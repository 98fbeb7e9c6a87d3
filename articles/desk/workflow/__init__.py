"""The verbs of the newsroom: each checks, changes and records in one transaction."""

from ..refusals import (
    Conflict,
    Incomplete,
    NotAllowed,
    Refusal,
    Unconfirmed,
    Unsuitable,
    WrongState,
)
from .checklist import CONFIRMED, fingerprint, remarks
from .completeness import lacking, lacking_of_each
from .copies import discard, open_copy
from .corrections import correct
from .duplicates import duplicate
from .edits import (
    SWITCHES,
    adopt,
    approved_content,
    bring_back,
    claim,
    is_rewritten,
    put_related,
    record_edit,
    record_imports,
    record_switches,
    switch,
)
from .filing import MAX_TAGS, add_tags, remove_tags, set_region, set_section
from .moves import approve, restore, send_back, submit, take_back, withdraw
from .rights import (
    is_editor,
    may,
    may_duplicate,
    may_edit,
    may_open_copy,
    may_read,
    moves_of,
    possible,
    takes_notes,
    write_roles,
)

__all__ = [
    "CONFIRMED",
    "MAX_TAGS",
    "SWITCHES",
    "Conflict",
    "Incomplete",
    "NotAllowed",
    "Refusal",
    "Unconfirmed",
    "Unsuitable",
    "WrongState",
    "add_tags",
    "adopt",
    "approve",
    "approved_content",
    "bring_back",
    "claim",
    "correct",
    "discard",
    "duplicate",
    "fingerprint",
    "is_editor",
    "is_rewritten",
    "lacking",
    "lacking_of_each",
    "may",
    "may_duplicate",
    "may_edit",
    "may_open_copy",
    "may_read",
    "moves_of",
    "open_copy",
    "possible",
    "put_related",
    "record_edit",
    "record_imports",
    "record_switches",
    "remarks",
    "remove_tags",
    "restore",
    "send_back",
    "set_region",
    "set_section",
    "submit",
    "switch",
    "take_back",
    "takes_notes",
    "withdraw",
    "write_roles",
]
