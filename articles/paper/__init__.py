"""The page as readers get it: what the templates of public pages call.

They are Jinja2, which makes a page in six tenths of the time of Django's own templates.
"""

from .blocks import card, comment_rules, part, publication, sections
from .comment_feed import CommentFeed
from .environment import environment, everywhere
from .front import front_page, told_of, towns
from .lists import archive_bounds, page_address
from .pictures import body, rendition
from .share import card_of, card_path, paper_card, paper_card_path, photo_of
from .words import date_time, iso

__all__ = [
    "CommentFeed",
    "archive_bounds",
    "body",
    "card",
    "card_of",
    "card_path",
    "comment_rules",
    "date_time",
    "environment",
    "everywhere",
    "front_page",
    "iso",
    "page_address",
    "paper_card",
    "paper_card_path",
    "part",
    "photo_of",
    "publication",
    "rendition",
    "sections",
    "told_of",
    "towns",
]
