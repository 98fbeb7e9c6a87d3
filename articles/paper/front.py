"""The front page: what stands in each of its bands, and the forms that its sections take."""

from django.utils import timezone

from ..models import Region, interned
from ..reading import cards, pagecache
from .blocks import list_part, same_part, told_with_time
from .words import ago, time_element

OPINIONS = 4  # of a section of opinion


def towns():
    """Return {number: region} of the regions that are no provinces divided into others."""
    return pagecache.keep(
        "towns", lambda: {town.pk: town for town in interned(Region.objects.towns())}
    )


def told_of(places, newest):
    """Return ([(town, its newest article)], the towns without one) of regions, by {number: article}."""
    known = towns()
    told = [
        (known.get(place.pk, place), newest[place.pk]) for place in places if place.pk in newest
    ]
    return told, [place for place in places if place.pk not in newest]


def front_page(top, towns, sections):
    """Return what the template of the front shows: a Top, (town, article) and (section, articles)."""
    return {
        "lead": top.lead,
        "latest": top.latest,
        "photo_news": top.photo_news,
        "towns": towns,
        "rows": rows_of(sections),
    }


def rows_of(sections):
    """Return rows of (form, section, what it shows), at most two beside each other.

    A photo leads one of a row, now the left and now the right one; a section of opinion has a row of
    its own. None stands far from its place in the order of the sections.
    """
    rows, news, opinions = [], [], []
    for section, articles in sections:
        if section.is_opinion:
            opinions.append([("opinion", section, with_writers(articles[:OPINIONS]))])
        else:
            news.append((section, articles))
        if len(news) == 2:
            rows.append(formed(news, is_mirrored=len(rows) % 2))
            news = []
        if not news:
            rows += opinions
            opinions = []
    return rows + ([formed(news)] if news else []) + opinions


def formed(news, is_mirrored=False):
    """Return a row of (section, articles) with their forms; a photo leads others, and its article is the first."""
    places = range(len(news))
    led = [
        len(articles) > 1 and any(article.lead_photo for article in articles)
        for _section, articles in news
    ]
    chosen = next((place for place in sorted(places, reverse=is_mirrored) if led[place]), None)
    return [
        ("photo", section, sorted(articles, key=lambda article: article.lead_photo is None))
        if place == chosen
        else ("pair", section, articles)
        for place, (section, articles) in enumerate(news)
    ]


def with_writers(articles):
    """Return [(article, the byline of who wrote it, None without)]."""
    writers = cards.writers_of(articles)
    return [(article, writers.get(article.pk)) for article in articles]


def section_block(form, section, shown, place):
    """Show a section in one of its forms, with what `rows_of` says that it shows."""
    articles = (article for article, _writer in shown) if form == "opinion" else shown
    inputs = {"section": section, "shown": shown, "place": place}
    return list_part(f"section_{form}", articles, **inputs)


def town_band(towns):
    """Show (town, its newest article), the names of all of them first."""
    articles = (article for _town, article in towns)
    return list_part("towns", articles, towns=towns)


def photo_band(photos):
    """Show articles by their photos."""
    return list_part("photo_band", photos, photos=photos)


def clock(at, today):
    """Show a moment of today by its time, an earlier one by its day."""
    local = timezone.localtime(at)
    told = f"{local:%H:%M}" if local.date() == today else f"{local.month}.{local.day}."
    return time_element(at, told)


def ticker(articles):
    """Show articles by their times and their headlines."""
    today = timezone.localdate()
    times = [clock(article.published_at, today) for article in articles]
    return same_part("ticker", lines=list(zip(times, articles, strict=True)))


def ticker_line(at, article):
    """Show an article by when it was published and its headline."""
    return same_part("ticker_line", article=article, at=at)


def town_news(town, article, linked=False):
    """Show the newest article of a town, whose name leads to its page where that stands nowhere else."""
    told = ago(article.published_at)
    return same_part("town", town=town, article=article, ago=told, linked=linked)


def opinion(article, writer):
    """Show an article with the face and the name of who wrote it."""
    return same_part("opinion", article=article, writer=writer, **told_with_time(article))
