"""What people of the newsroom are told of."""

from .events import approvers, people_of, tell_of, tell_of_change
from .mailing import choose_mail, mailed_to
from .reading import News, news, see
from .telling import tell

__all__ = [
    "News",
    "approvers",
    "choose_mail",
    "mailed_to",
    "news",
    "people_of",
    "see",
    "tell",
    "tell_of",
    "tell_of_change",
]
