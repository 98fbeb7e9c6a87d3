"""How the templates of public pages reach all that they may call."""

import re

import jinja2
from django.templatetags.static import static
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from jinja2.ext import Extension

from ..pure import icons, imaging, text
from ..pure.paths import path_to
from . import structured
from .blocks import (
    card,
    cards,
    colophon,
    comment_rules,
    crumbs,
    head,
    headline,
    headlines,
    latest_news,
    masthead,
    most_viewed,
    part,
    photo_news,
    photo_viewer,
    portrait,
    publication,
    region_news,
    reporters,
    share_links,
    tools,
    ways_to_tell,
    window_names,
)
from .comment_counts import comment_count, comment_number
from .comment_tools import comment_tools
from .comments import DAYS_REMEMBERED, comment_policy_page, said
from .feeds import FORMS, feeds
from .front import (
    opinion,
    photo_band,
    section_block,
    ticker,
    ticker_line,
    town_band,
    town_news,
)
from .lists import by_day, how_many, month_of, numbers, page_address
from .pictures import body, described, inner_photos, picture, portable_body
from .share import share, share_article
from .words import (
    FULL_DATE,
    LONG,
    MONTH,
    NEAR_DATE,
    absolute,
    ago,
    breaks,
    composed,
    corrected,
    date_time,
    dated,
    day_in_words,
    day_path,
    dialled,
    disclosures,
    iso,
    locale,
    marked,
    qr,
    rfc822,
    short_time,
    short_times,
    time_of_day,
    unbroken,
)


class WithoutIndents(Extension):
    """Leaves out the indents of templates, which every page would carry; what is shown keeps its own."""

    def preprocess(self, source, name, filename=None):
        return re.sub(r"^[ \t]+", "", source, flags=re.M)


class Environment(jinja2.Environment):
    """The environment of public templates."""

    def make_globals(self, own):
        """Return what a template may name, as the plain dictionary that each part of a page copies."""
        return self.globals | (own or {})


def everywhere(request):
    """Return what the template of every page may name: a context processor."""
    return {"publication": publication()}


def environment(**options):
    """Return the environment of public templates, with `options` of `jinja2.Environment`."""
    templates = Environment(extensions=[WithoutIndents], trim_blocks=True, **options)
    for function in (
        *(head, masthead, colophon, feeds, latest_news, photo_news, most_viewed),
        *(part, card, cards, headline, headlines, picture, month_of, window_names),
        *(portrait, reporters, crumbs, tools, ways_to_tell, region_news),
        *(inner_photos, photo_viewer, qr),
        *(ago, corrected, date_time, short_time, short_times, path_to, day_path, page_address),
        *(static, locale),
        *(share, share_article, share_links, comment_tools, comment_policy_page),
        *(comment_count, comment_number, comment_rules),
        *(ticker, ticker_line, town_band, town_news, photo_band, section_block, opinion),
        *(time_of_day, day_in_words, how_many),
    ):
        templates.globals[function.__name__] = function
    templates.globals |= {
        "_": _,
        "icon_address": icons.address,
        "pgettext": pgettext,
        "language": get_language,
        "structured": structured,
    }
    templates.globals |= {
        "FULL_DATE": FULL_DATE,
        "NEAR_DATE": NEAR_DATE,
        "MONTH": MONTH,
        "LONG": LONG,
        "ALONE": imaging.ALONE,
        "WIDEST": imaging.WIDTHS[-1],
        "DAYS_REMEMBERED": DAYS_REMEMBERED,
        "FEED_FORMS": FORMS,
    }
    templates.filters |= {
        "absolute": absolute,
        "body": body,
        "breaks": breaks,
        "date": dated,
        "described": described,
        "dialled": dialled,
        "disclosures": disclosures,
    }
    templates.filters |= {"iso": iso, "marked": marked, "numbers": numbers}
    templates.filters |= {"portable_body": portable_body, "rfc822": rfc822}
    templates.filters |= {"one_line": text.one_line, "said": said}
    templates.filters |= {"unbroken": unbroken, "composed": composed, "by_day": by_day}
    return templates
