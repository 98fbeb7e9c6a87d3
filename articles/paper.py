"""What the templates of public pages call: shared blocks, times, bodies, addresses.

They are Jinja2, which makes a page in six tenths of the time of Django's own templates.
"""

import calendar
import functools
import re
from datetime import date, timedelta

import jinja2
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from jinja2.ext import Extension

from . import article_page, markup, pagecache, readership, slots, text
from .models import Article, Page, Publication, Section, Slot
from .paths import path_to

A_SUNDAY = date(2023, 1, 1)
AS_DATED = 600  # seconds that a card with a date is kept without an editorial change

MARKS = "▲△▴▶▷◀◁▼▽↑"  # with which Korean papers begin captions
BARE_CAPTION = re.compile(rf"<figcaption>(?!\s*(?:<\w+>\s*)*[{MARKS}])")


def part(name, /, **inputs):
    """Return the part `_<name>.html` as HTML; it knows its inputs and nothing else of the page."""
    return mark_safe(render_to_string(f"parts/_{name}.html", inputs))


def block(name, make, kind=""):
    """Return a part of each kind as HTML, kept for every page while it is fresh."""
    return pagecache.keep(f"{name} {kind}", lambda: part(name, **make()))


# Blocks that stand on many pages


def publication():
    """Return the publication."""
    return pagecache.keep("publication", Publication.current)


def sections():
    """Return all sections in their order."""
    return pagecache.keep("sections", lambda: list(Section.objects.all()))


def head():
    """Link the style of every page and the script that serves its reader."""
    return block("head", dict)


def masthead(current=""):
    """Show the head of every page; `current` is the slug of the section or the page's name."""
    return block(
        "masthead",
        lambda: {
            "publication": publication(),
            "sections": sections(),
            "current": current,
            "now": timezone.localtime(),
            "last_approval": pagecache.last_approval(),
        },
        current,
    )


def card(article, **shown):
    """Show an article in a list, by `_card.html` with `shown`; kept for every list while fresh."""
    return kept_card(article.pk, is_dated(article.published_at), lambda: article, shown)


def cards(listed, **shown):
    """Show articles as `card` does, of which (number, whether it is a day old) is known.

    They are read only when one is not kept. What has just been withdrawn is left out.
    """
    found = functools.cache(lambda: article_page.cards([number for number, _is_dated in listed]))
    shown_cards = (
        kept_card(number, has_date, lambda number=number: found().get(number), shown)
        for number, has_date in listed
    )
    return mark_safe("\n".join(shown_cards))


def kept_card(number, has_date, find, shown):
    """Return the card of the article of that number, which `find()` returns if it must be made."""

    def make():
        article = find()
        return part("card", article=article, **shown) if article else ""

    return pagecache.keep_some(
        (number, bool(has_date), *shown.items()),
        make,
        seconds=AS_DATED if has_date else pagecache.MAX_AGE,
    )


def reporter(reporter):
    """Show who wrote an article, below it; kept for all articles of the reporter while fresh."""
    return pagecache.keep_some(
        ("reporter", reporter.pk),
        lambda: part("reporter", reporter=reporter, linked=True),
    )


def crumbs(article):
    """Show where an article belongs; kept for all articles of its section and region while fresh."""
    return pagecache.keep_some(
        ("crumbs", article.section_id, article.region_id),
        lambda: part("crumbs", section=article.section, region=article.region),
    )


def tools():
    """Show the tools of a reader: the size of the text, print, share, copy the address."""
    return block("tools", dict)


def latest_news():
    """Show the block 최신뉴스."""
    size = slots.SIZES[Slot.LATEST]
    return block("latest_news", lambda: {"articles": slots.fill(Slot.LATEST, size)})


def photo_news():
    """Show the block PHOTO NEWS."""
    size = slots.PHOTO_NEWS_ASIDE
    return block("photo_news", lambda: {"articles": slots.fill(Slot.PHOTO_NEWS, size)})


def most_viewed():
    """Show the block 많이 본 기사 with its windows."""
    return block("most_viewed", lambda: {"rankings": rankings()})


def rankings():
    """Return (window, its name, its most read articles) of the windows that have any."""
    found = [(key, name, ranking(key, slots.MOST_VIEWED)) for key, name in window_names()]
    return [told for told in found if told[2]]


def ranking(window, limit):
    """Return the `limit` most read articles of a window."""
    # Ranking reads every hour of the window: reads move it, editorial changes do not.
    ids = pagecache.keep(f"ranked {window}", lambda: readership.ranked(window, 150), by_age=True)
    return readership.most_viewed(ids, limit)


def window_names():
    """Return (key, name) of the windows in which reads are counted."""
    names = {"daily": _("daily"), "weekly": _("weekly"), "monthly": _("monthly")}
    return [(key, names[key]) for key in readership.WINDOWS]


def colophon():
    """Show the foot of every page: all sections, the pages of fixed text, the imprint."""
    return block(
        "colophon",
        lambda: {
            "publication": publication(),
            "sections": sections(),
            "pages": list(Page.objects.only("title", "slug")),
        },
    )


# Words and times


def moment(at):
    """Show how long ago something was within a day, else its date; the exact time is kept."""
    return time_element(at, age(timezone.localtime(at)))


def date_time(at, until="seconds"):
    """Show the date and the time of a moment, to the "minutes" or "seconds"."""
    return time_element(at, timezone.make_naive(at).isoformat(" ", until))


FULL_DATE = gettext_lazy("l, j F Y")
NEAR_DATE = gettext_lazy("j F, l")
MONTH = gettext_lazy("F Y")


def dated(at, form):
    """Return a day, or a moment as the paper's clocks show it, in one of Django's date formats."""
    return date_format(timezone.template_localtime(at), str(form))


def time_element(at, words):
    return format_html('<time datetime="{}">{}</time>', iso(at), words)


def iso(at):
    """Return a moment as machines read it, to the second."""
    return timezone.localtime(at).isoformat("T", "seconds")


def is_dated(at):
    """Return whether a moment is shown by its date, which stays, and not by its age in words."""
    return timezone.now() - at >= timedelta(days=1)


def age(at, now=None):
    """Return the age of a moment in words within a day, else its date."""
    minutes = int(((now or timezone.now()) - at) / timedelta(minutes=1))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {
            "count": minutes
        }
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    return f"{at:%Y-%m-%d}"


ORIGINS = {
    Article.Origin.PRESS_RELEASE: gettext_lazy(
        "Based on a release of an organisation or a company."
    ),
    Article.Origin.WIRE: gettext_lazy("Provided by a news agency."),
    Article.Origin.CONTRIBUTED: gettext_lazy(
        "Written by a guest author, whose views are their own."
    ),
    Article.Origin.SPONSORED: gettext_lazy("Made with payment from a sponsor."),
    Article.Origin.AUTOMATED: gettext_lazy("Written by a program from data."),
    Article.Origin.REPUBLISHED: gettext_lazy("First published elsewhere."),
}


def disclosures(article):
    """Return (label, sentence) of what a reader must know about where the article comes from."""
    found = []
    if article.origin in ORIGINS:
        found.append((article.get_origin_display(), ORIGINS[article.origin]))
    if article.is_ai_assisted:
        found.append((_("AI"), _("Written with the help of AI.")))
    return found


# Pictures, bodies and addresses


def rendition(photo, width):
    """Return the URL of the photo's smallest rendition that is at least `width` wide."""
    return photo.path.url(width)


PICTURE = '<img class="{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>'
EAGER = mark_safe('fetchpriority="high"')
LAZY = mark_safe('loading="lazy" decoding="async"')


def picture(photo, sizes, eager=False):
    """Show a photo as wide as `sizes` says; an eager one is what a reader sees first."""
    # Not a template: a list shows thirty of them, and each would cost as much as a query.
    path = photo.path
    return format_html(
        PICTURE,
        photo.focal_class,
        path.url(640),
        path.srcset,
        sizes,
        str(photo.width),
        str(photo.height),
        photo.alt_text,
        EAGER if eager else LAZY,
    )


def marked(caption):
    """Return the caption with the mark ▲, unless its desk has marked it already."""
    return caption if caption.startswith(tuple(MARKS)) else f"▲ {caption}"


def body(article):
    """Return the stored, clean body as readers get it."""
    shown = BARE_CAPTION.sub("<figcaption>▲ ", markup.display(article.body))
    return mark_safe(shown.replace("<iframe ", f'<iframe title="{_("Video")}" '))


def absolute(path):
    """Return the address of a path with the host that readers type."""
    return settings.SITE_URL + text.quoted(path)


def day_path(at):
    """Return the path of the articles of a day, or of the day of a moment."""
    return path_to("archive", *dated(at, "Y-m-d").split("-"))


# Lists


def numbers(page):
    """Return the numbers that lead away from a numbered page; None stands for those left out."""
    last = page.paginator.num_pages
    near = {1, last, *range(page.number - 2, page.number + 3)}
    shown = []
    for number in sorted(n for n in near if 1 <= n <= last):
        if shown and number - shown[-1] > 1:
            # A gap of one is filled: an ellipsis would be no shorter.
            shown.append(number - 1 if number - shown[-1] == 2 else None)
        shown.append(number)
    return shown


def month_of(day):
    """Show the month of a day, Sunday first; every day up to today links to its articles.

    The months and years since the first article are one step away, so nothing is out of reach.
    """
    today = timezone.localdate()
    first = pagecache.keep("first_day", first_day) or today
    month = day.replace(day=1)
    earlier = (month - timedelta(days=1)).replace(day=1) if month > first else None
    later = (month + timedelta(days=31)).replace(day=1) if month < today.replace(day=1) else None
    weeks = calendar.Calendar(calendar.SUNDAY).monthdayscalendar(day.year, day.month)
    return part(
        "calendar",
        day=day,
        today=today,
        weekdays=[A_SUNDAY + timedelta(days=number) for number in range(7)],
        weeks=[[day.replace(day=number) if number else None for number in week] for week in weeks],
        earlier=earlier,
        later=later,
        years=range(today.year, first.year - 1, -1),
    )


def first_day():
    """Return the day of the oldest public article, None without one."""
    oldest = (
        Article.objects.public().order_by("published_at").values_list("published_at", flat=True)
    )
    at = oldest.first()
    return at and timezone.localtime(at).date()


# How the templates reach all this


class WithoutIndents(Extension):
    """Leaves out the indents of templates, which every page would carry; what is shown keeps its own."""

    def preprocess(self, source, name, filename=None):
        return re.sub(r"^[ \t]+", "", source, flags=re.M)


def everywhere(request):
    """Return what the template of every page may name: a context processor."""
    return {"publication": publication()}


def environment(**options):
    """Return the environment of public templates, with `options` of `jinja2.Environment`."""
    made = jinja2.Environment(extensions=[WithoutIndents], trim_blocks=True, **options)  # noqa: S701 (Django's options say autoescape)
    for called in (
        *(head, masthead, colophon, latest_news, photo_news, most_viewed),
        *(part, card, cards, reporter, crumbs, tools, picture, month_of, window_names),
        *(moment, date_time, path_to, day_path, static),
    ):
        made.globals[called.__name__] = called
    made.globals |= {"_": _, "language": get_language}
    made.globals |= {"FULL_DATE": FULL_DATE, "NEAR_DATE": NEAR_DATE, "MONTH": MONTH}
    made.filters |= {"absolute": absolute, "body": body, "date": dated, "disclosures": disclosures}
    made.filters |= {"iso": iso, "marked": marked, "numbers": numbers}
    return made
