"""Times, labels, captions and addresses in the words of the paper."""

import functools
import html
import re
from datetime import timedelta
from email.utils import format_datetime

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ..models import Article
from ..pure import text
from ..pure.days import day_of
from ..pure.headlines import set_by_clauses
from ..pure.line_breaks import held_together
from ..pure.paths import path_to

MARKS = "▲△▴▶▷◀◁▼▽↑"  # with which Korean papers begin captions
BARE_CAPTION = re.compile(rf"<figcaption>(?!\s*(?:<\w+>\s*)*[{MARKS}])")


def ago(at):
    """Show how long ago something was within a day, else its date; the exact time is kept."""
    return time_element(at, age(at))


def time_of_day(at):
    """Show a moment under the head of its day: how long ago it was today, its time on another."""
    if day_of(at) == timezone.localdate():
        return ago(at)
    return time_element(at, f"{timezone.localtime(at):%H:%M}")


def day_in_words(day):
    """Return a day as the head of what was published on it, which needs its year in another only."""
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return dated(day, NEAR_DATE if day.year == today.year else FULL_DATE)


def date_time(at, until="seconds"):
    """Show the date and the time of a moment, to the "minutes" or "seconds"."""
    return time_element(at, timezone.make_naive(at).isoformat(" ", until))


# Of a moment, where it need not be told to the second: in another year than this, and in this one.
DAY_OF_A_YEAR, DAY = gettext_lazy("j F Y, H:i"), gettext_lazy("j F, H:i")


def short_time(at, since=None):
    """Show a moment to the minute without what is plain: this year, and the day of `since`."""
    return time_element(at, short_words(at, since))


def short_words(at, since=None):
    """Return what `short_time` shows, for a sentence that is no markup."""
    day = timezone.localtime(at).date()
    if since and day == timezone.localtime(since).date():
        form = "H:i"
    else:
        form = DAY if day.year == timezone.localdate().year else DAY_OF_A_YEAR
    return dated(at, form)


def short_times(article):
    """Return when readers got an article, and its last revision, as its head tells them."""
    told = [format_html(_("{time} approved"), time=short_time(article.published_at))]
    if article.revised_at:
        revised_at = short_time(article.revised_at, since=article.published_at)
        told.append(format_html(_("{time} revised"), time=revised_at))
    return told


def corrected(corrections):
    """Return the words that tell above an article of what was put right below it."""
    kinds = "·".join(dict.fromkeys(str(each.get_kind_display()) for each in corrections))
    return _("See %(kind)s") % {"kind": kinds}


LONG = 60  # characters of a headline, beyond which it stands smaller over its article
LOCALES = {"ko": "ko_KR", "en": "en_US"}  # as whoever shows a link names the language of a page


def locale():
    """Return the language of the paper with its country."""
    return LOCALES[get_language()]


DATE, DATE_OF_A_YEAR = gettext_lazy("j F"), gettext_lazy("j F Y")
FULL_DATE = gettext_lazy("l, j F Y")
NEAR_DATE = gettext_lazy("j F, l")
MONTH = gettext_lazy("F Y")


def dated(at, form):
    """Return a day, or a moment as the paper's clocks show it, in one of Django's date formats."""
    return date_format(timezone.template_localtime(at), str(form))


@functools.lru_cache(4096)
def time_element(at, words):
    return format_html('<time datetime="{}">{}</time>', iso(at), words)


def iso(at):
    """Return a moment as machines read it, to the second."""
    return timezone.localtime(at).isoformat("T", "seconds")


def rfc822(at):
    """Return a moment as RSS has it, by RFC 822 with a year of four digits."""
    return format_datetime(timezone.localtime(at))


def age(at, now=None):
    """Return the age of a moment in words within a day, else its date."""
    now = now or timezone.now()
    minutes = int((now - at) / timedelta(minutes=1))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {
            "count": minutes
        }
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    day = day_of(at)
    return date_in_words(day, str(DATE if day.year == day_of(now).year else DATE_OF_A_YEAR))


@functools.lru_cache(4096)
def date_in_words(day, form):
    # A list asks for the days of all its articles, which are few.
    return date_format(day, form)


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
    notices = []
    if article.origin in ORIGINS:
        notices.append((article.get_origin_display(), ORIGINS[article.origin]))
    if article.is_ai_assisted:
        notices.append((_("AI"), _("Written with the help of AI.")))
    return notices


def marked(caption):
    """Return the caption with the mark ▲, unless its desk has marked it already."""
    return caption if caption.startswith(tuple(MARKS)) else f"▲ {caption}"


def breaks(lines):
    """Return a text of several lines as HTML."""
    return mark_safe(html.escape(lines, quote=False).replace("\n", "<br>"))


def unbroken(words):
    """Return a text as HTML whose lines break only where Korean has a place for it."""
    return mark_safe(held_together(words))


def composed(headline):
    """Return a headline as HTML that breaks after its clauses, for where it stands large."""
    return mark_safe(set_by_clauses(headline))


# A number of Korea, with or without its area and the country, however its groups stand apart.
NUMBER = re.compile(r"(?:\+\d{1,3}[ -])?(?:\d{1,4}[). -]{0,2})?\d{3,4}[. -]?\d{4}")


def dialled(phone):
    """Return the first telephone number in a free text as a telephone dials it, "" without one."""
    found = NUMBER.search(phone)
    return re.sub(r"[^+\d]", "", found[0]) if found else ""


def absolute(path):
    """Return the address of a path, or of a place in its page, with the host that readers type.

    Photos that lie elsewhere have theirs already.
    """
    if path.startswith(("https://", "http://")):
        return path
    path, sign, place = path.partition("#")
    return settings.SITE_URL + text.quoted(path) + sign + place


@functools.lru_cache(256)
def qr_code(words):
    """Return the SVG of a QR code, which takes its size from the style sheet."""
    code = segno.make(words, error="l", boost_error=False, micro=False)
    return mark_safe(code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None))


def qr(article):
    """Show the address of an article as a telephone reads it from paper."""
    return qr_code(absolute(article.get_absolute_url()))


def day_path(at):
    """Return the path of the articles of a day, or of the day of a moment."""
    return path_to("archive", *dated(at, "Y-m-d").split("-"))
