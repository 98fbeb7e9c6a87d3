"""Search of headlines by an index that the database keeps, in the articles' own transactions."""

from django.db import connection
from django.db.models import Exists, OuterRef

from ...models import Article
from ...pure import text
from . import postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
MAX_QUERY = 200  # characters of a query that are read
MAX_WORDS = 10
AT_ONCE = 600  # hits of the index that are compared with the articles in one step
FEW = 5000  # articles that are cheaper to look for in the index than the other way round
SELDOM = 0.05
INDEXED = ("headline", "subheading")


def engine():
    """Return the module that speaks to the database in use."""
    return ENGINES[connection.vendor]


def phrases(query):
    """Return a list of bigrams for each word of the query that the index can know.

    The last syllable of a word may go on in the text, so it stands alone only when it is all.
    """
    words = (text.bigrams(word) for word in query[:MAX_QUERY].split()[:MAX_WORDS])
    return [
        cut[:-1] if len(cut) > 1 and "가" <= cut[-2][-1] == cut[-1] and len(cut[-2]) > 1 else cut
        for cut in words
        if cut
    ]


def numbers(query, limit, before=None, among=None):
    """Return the numbers of at most `limit` articles with every word of the query, newest first.

    Below the number `before`, and only of those in the list `among`, when given. Whoever shows
    them filters by what the person may see.
    """
    wanted = phrases(query)
    return engine().numbers(wanted, limit, before, among) if wanted else []


def newest(articles, query, limit):
    """Return the numbers of the newest `limit` of the articles that have every word of the query.

    A common word is read from the newest on; but where hardly any of its articles is wanted and
    those wanted are few, these are looked for in the index.
    """
    hits, size = numbers(query, AT_ONCE), AT_ONCE
    matching = only_of(articles, hits)
    if len(hits) == size and len(matching) < min(limit, AT_ONCE * SELDOM):
        few = list(articles.order_by("-pk").values_list("pk", flat=True)[:FEW])
        if len(few) < FEW:
            return numbers(query, limit, among=few)
    while len(matching) < limit and len(hits) == size:
        size *= 2
        hits = numbers(query, size, before=hits[-1])
        matching += only_of(articles, hits)
    return matching[:limit]


def only_of(articles, numbers):
    """Return which of the numbers are of the articles, newest first."""
    # Each is looked up by its number, whatever index the database would choose for the rest.
    is_one = Exists(articles.order_by().filter(pk=OuterRef("pk")))
    present = Article.objects.filter(is_one, pk__in=numbers).order_by()
    return sorted(present.values_list("pk", flat=True), reverse=True)


def index(articles):
    """Write (number, headline, subheading) of articles into the index, over what it knew."""
    engine().index(
        (number, text.bigrams(f"{headline} {subheading}"))
        for number, headline, subheading in articles
    )


def remove(number):
    """Take an article out of the index."""
    engine().remove(number)


def remove_deleted():
    """Take every article out of the index that the database no longer has."""
    engine().remove_deleted()
