"""The HTML of bodies: what of it may be kept, its plain text, and how its pictures are shown."""

from .cleaning import check_size, clean, from_plain, looks_like_html
from .figures import figure_of, named
from .foreign import with_addresses, with_embeds, with_films, with_posts, without_embeds
from .limits import Refused, TooDeep, TooLong, TooManyTags, check_length
from .losses import losses, lost_hosts, lost_links
from .reading import (
    blocks,
    display,
    is_empty,
    links,
    pictures,
    plain,
    portable,
    to_plain,
    without_pictures,
)

__all__ = [
    "Refused",
    "TooDeep",
    "TooLong",
    "TooManyTags",
    "blocks",
    "check_length",
    "check_size",
    "clean",
    "display",
    "figure_of",
    "from_plain",
    "is_empty",
    "links",
    "looks_like_html",
    "losses",
    "lost_hosts",
    "lost_links",
    "named",
    "pictures",
    "plain",
    "portable",
    "to_plain",
    "with_addresses",
    "with_embeds",
    "with_films",
    "with_posts",
    "without_embeds",
    "without_pictures",
]
