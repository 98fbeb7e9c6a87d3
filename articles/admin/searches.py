"""What the desk searches for: words, and days or months such as 2026-11-24 and 2026.11."""

from django.utils.translation import gettext as _

from ..pure import days, queries
from ..reading import search


def narrowed(rows, typed, index):
    """Return (the rows of the days and months that somebody typed, the Query of the other words).

    A row that holds a day in its text is of that day, too. The Query is None without other words.
    """
    spans, words = days.named_in(typed)
    for word, span in spans.items():
        rows = rows.of_time(*span) | search.matching(rows, queries.parse(word), index)
    return rows, queries.parse(words) if words or not spans else None


def note(typed):
    """Return what somebody who typed this must know of what was not searched for, "" if nothing."""
    _spans, words = days.named_in(typed)
    return queries.note(queries.parse(words)) if words else ""


def matching(rows, typed, index):
    """Return the rows that have all that somebody typed, in no order."""
    rows, query = narrowed(rows, typed, index)
    return search.matching(rows, query, index) if query else rows


def newest(articles, typed, limit):
    """Return (the numbers of the first `limit` of the articles, in their order, that have all; a note).

    The note says what one must know of what was searched for, "" if it is what was typed.
    """
    articles, query = narrowed(articles, typed, search.ARTICLES)
    if query is None:
        return list(articles.values_list("pk", flat=True)[:limit]), ""
    found = search.newest(articles, query, limit)
    said = note(typed)
    if found.query != query:
        words = {"typed": typed, "meant": str(found.query)}
        said = _("Nothing has “%(typed)s”. Found for “%(meant)s”:") % words
    return found.numbers, said
