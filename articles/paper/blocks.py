"""Blocks that stand on many pages, each kept while it is fresh."""

import functools
import itertools
from urllib.parse import quote

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..desk import slots
from ..models import CommentRules, Decision, Page, Publication, Section, Slot, interned
from ..models.prepared import Prepared
from ..reading import article_page, pagecache, readership
from ..reading.cards import by_number
from .comment_counts import comment_count
from .words import absolute, ago, dialled

FEW = 2  # reporters of an article who are introduced one by one
PUBLICATION = Prepared(lambda: interned(Publication.objects.order_by("pk")[:1]))
SECTIONS = Prepared(lambda: interned(Section.objects.all()))
PAGES = Prepared(lambda: interned(Page.objects.only("title", "slug")))


def part(name, /, **inputs):
    """Return the part `_<name>.html` as HTML; it knows its inputs and nothing else of the page."""
    return mark_safe(render_to_string(f"parts/_{name}.html", inputs))


def same_part(name, /, **inputs):
    """Return the part as `part` does, made anew only when one of its inputs is another.

    Rows must be interned. What changes with time is an input.
    """
    # With its inputs, so that no other object gets the identity of one of them.
    _inputs, html = pagecache.keep(
        (name, identity(inputs)),
        lambda: (inputs, part(name, **inputs)),
        seconds=float("inf"),
        by_age=True,
    )
    return html


def list_part(name, articles, /, **inputs):
    """Return the part that shows these articles by `card` and `headline`, as `same_part` does."""
    told = [told_with_time(article) for article in articles]
    return same_part(name, told=told, **inputs)


def identity(inputs):
    """Return what tells inputs of a part from others: of a row which object it is."""
    if isinstance(inputs, dict):
        return tuple((name, identity(value)) for name, value in inputs.items())
    if isinstance(inputs, list | tuple):
        return tuple(map(identity, inputs))
    return id(inputs) if isinstance(inputs, Model) else inputs


def block(name, make, kind=""):
    """Return a part of each kind as HTML, whose inputs are kept for every page while they are fresh."""
    return pagecache.keep(f"{name} {kind}", lambda: same_part(name, **make()))


def publication():
    """Return the publication."""
    return pagecache.keep(
        "publication", lambda: next(iter(PUBLICATION()), None) or Publication.current()
    )


def comment_rules():
    """Return how readers may comment."""
    return pagecache.keep("comment rules", CommentRules.current)


def sections():
    """Return all sections in their order."""
    return pagecache.keep("sections", lambda: list(SECTIONS()))


def head():
    """Link the style, the icons and the feeds of every page, and the script that serves its reader."""
    return block("head", lambda: {"publication": publication()})


def masthead(current=""):
    """Show the head of every page; `current` is the slug of the section or the page's name."""
    return block(
        "masthead",
        lambda: {
            "publication": publication(),
            "sections": sections(),
            "current": current,
            "today": timezone.localdate(),
            "last_edit": pagecache.keep("last edit", last_edit),
        },
        current,
    )


def last_edit():
    """Return when readers last got an article, another text of one or a correction; None without.

    The 발행연월일 of an internet newspaper, which stands in the head of its front page.
    """
    times = pagecache.last_approval(), Decision.last_change()
    return max(filter(None, times), default=None)


def card(article, told=ago, **inputs):
    """Show an article in a list, by `_card.html` with its inputs; `told` shows its time."""
    return same_part("card", article=article, **told_with_time(article, told), **inputs)


def told_with_time(article, told=ago):
    """Return what the row of an article does not say: how old it is, and how many comments it has."""
    return {"ago": told(article.published_at), "comments": comment_count(article)}


def headline(article):
    """Show an article in a list by its headline only."""
    return same_part("headline", article=article, **told_with_time(article))


def listed(numbers):
    """Return the articles with these numbers as lists show them, without what has just been withdrawn.

    They are read only when one is not kept.
    """
    read = functools.cache(lambda: by_number(numbers))
    articles = (
        pagecache.keep(("article", number), lambda number=number: read().get(number))
        for number in numbers
    )
    return filter(None, articles)


def cards(numbers, first=None, **inputs):
    """Show the articles with these numbers as `card` does, the first of them with other inputs."""
    kinds = itertools.chain([inputs | (first or {})], itertools.repeat(inputs))
    shown = zip(listed(numbers), kinds, strict=False)
    return mark_safe("\n".join(card(article, **inputs) for article, inputs in shown))


def headlines(numbers):
    """Show the articles with these numbers as `headline` does."""
    return mark_safe("\n".join(map(headline, listed(numbers))))


def region_news(article, without):
    """Return the numbers of the newest articles of an article's region, but itself and some others."""
    if not article.region_id:
        return []
    newest = pagecache.keep(
        ("region news", article.region_id), lambda: article_page.newest_of_region(article.region)
    )
    shown = {article.pk, article.replaces_id, *without}
    return [number for number in newest if number not in shown][: article_page.OF_REGION]


def reporters(bylines):
    """Show who wrote an article, below it: more than two in one row, by no more than their names.

    Each is kept for all articles of the reporter while fresh.
    """
    form = "reporter" if len(bylines) <= FEW else "writer"
    shown = mark_safe("\n".join(reporter(byline.reporter, form) for byline in bylines))
    return shown if form == "reporter" else format_html('<div class="writers">{}</div>', shown)


def reporter(reporter, form):
    return pagecache.keep((form, reporter.pk), lambda: part(form, reporter=reporter, linked=True))


def portrait(reporter):
    """Show the face of a reporter, or the initial; kept for all articles of the reporter while fresh."""
    return pagecache.keep(("portrait", reporter.pk), lambda: part("portrait", reporter=reporter))


def crumbs(article):
    """Show where an article belongs; kept for all articles of its section and region while fresh."""
    return pagecache.keep(
        ("crumbs", article.section_id, article.region_id),
        lambda: part("crumbs", section=article.section, region=article.region),
    )


def tools():
    """Show the tools of a reader: the size of the text, print, share, copy the address."""
    return block("tools", dict)


def photo_viewer():
    """Say how the photos of an article are shown over the whole screen."""
    return block("photo_viewer", dict)


def share_links(headline, address):
    """Show where readers pass an article on by plain links: nobody is asked for anything before a click.

    `address` is absolute. But for both they are the same under every article.
    """
    links = block("share_links", dict).replace("{title}", quote(headline, safe=""))
    return mark_safe(links.replace("{address}", quote(address, safe="")))


def ways_to_tell(article):
    """Show how readers tell the newsroom of an error or of more; nothing where they could not."""
    paper = publication()
    writers = (byline.reporter.email for byline in article.bylines.all())
    email = paper.email or next(filter(None, writers), "")
    phone = dialled(paper.phone)
    if email:
        subject = quote(
            _("About the article “%(headline)s”") % {"headline": article.headline}, safe=""
        )
        body = quote(absolute(article.get_absolute_url()), safe="")
        address = f"mailto:{quote(email, safe='@')}?subject={subject}&body={body}"
    else:
        address = phone and f"tel:{phone}"
    return part("ways_to_tell", address=address) if address else ""


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
    """Return (window, its name, its most viewed articles) of the windows that have any."""
    names = window_names()
    ranked = [(key, name, readership.ranking(key, slots.MOST_VIEWED)) for key, name in names]
    return [(key, name, articles) for key, name, articles in ranked if articles]


def window_names():
    """Return (key, name) of the windows in which views are counted."""
    names = {"daily": _("daily"), "weekly": _("weekly"), "monthly": _("monthly")}
    return [(key, names[key]) for key in readership.WINDOWS]


def colophon():
    """Show the foot of every page: all sections, the pages of fixed text, the imprint."""
    return block(
        "colophon",
        lambda: {
            "publication": publication(),
            "sections": sections(),
            "pages": list(PAGES()),
        },
    )
