"""Films and posts of other hosts as readers get them: nobody else is asked before a click."""

import itertools

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..pure import embeds, markup
from .blocks import part

MAX_SHOWN = 60  # characters of a post's address


def with_films_and_posts(html):
    """Return a body whose films wait for their reader, each with a name of its own, and its posts as cards."""
    video = _("Video")  # gettext finds no words inside of f-strings
    names = itertools.chain([video], (f"{video} {number}" for number in itertools.count(2)))

    def film(frame, title):
        shown = embeds.film(frame, settings.VIDEO_HOSTS)
        return part("film", film=shown, title=title, name=title or next(names)).strip()

    return markup.with_posts(markup.with_films(html, film), post)


def post(address, name, words):
    """Show a post of another host as a card with what its writer said of it."""
    inputs = {"address": address, "host": name, "limit": MAX_SHOWN}
    return part("post", words=mark_safe(words), **inputs).strip()


def with_plain_films(html):
    """Return a body whose films are links, for whoever shows it elsewhere."""

    def film(frame, title):
        shown = embeds.film(frame, settings.VIDEO_HOSTS)
        words = title or _("Watch the film on %(host)s") % {"host": shown.name}
        return format_html('<a href="{}">{}</a>', shown.page, words)

    return markup.with_films(html, film)
