"""Which rows have what somebody searches for."""

from typing import NamedTuple

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from ...models import Region, Reporter, Tag
from ...pure import queries, terms
from .. import pagecache
from .documents import IN_HEADLINE, REGION, REPORTER, TAG
from .engines import engine
from .following import ARTICLES, catch_up

FEW = (
    2000  # hits up to which the rows are looked up one by one; of more the rows are walked through
)
MAX_NAMED = 100  # reporters, tags and regions that one word may name


class Found(NamedTuple):
    """What was found: the numbers of the rows in their order, and the Query that found them.

    It is another one than asked for when that found nothing: what was being typed, perhaps.
    """

    numbers: list
    query: queries.Query


def newest(rows, query, limit, index=ARTICLES):
    """Return the Found with the first `limit` of the rows, in their order, that have every word."""
    return first_found(query, lambda query: numbers_of(matching(rows, query, index), limit))


def best(articles, query, limit):
    """Return the Found with up to `limit` articles: first those with every word in the headline."""

    def numbers(query):
        named = numbers_of(matching(articles, query, in_headline=True), limit)
        known = set(named)
        others = numbers_of(matching(articles, query), limit)
        return (named + [number for number in others if number not in known])[:limit]

    return first_found(query, numbers)


def first_found(query, numbers):
    """Return the Found of the query, else of the first guess at what was meant that finds anything."""
    for meant in (query, *queries.guesses(query)):
        if found := numbers(meant):
            return Found(found, meant)
    return Found([], query)


def numbers_of(rows, limit):
    return list(rows.values_list("pk", flat=True)[:limit])


def matching(rows, query, index=ARTICLES, in_headline=False):
    """Return those of the rows that have every word of the Query, none without a word.

    A seldom word gives the numbers to look up; for a common one the rows are gone through in their
    order, and each is asked for among the hits.
    """
    if not query.words:
        return rows.none()
    catch_up()
    words = ways(query, index, in_headline)
    hits = engine().hits(index.table, words, FEW + 1)
    if len(hits) <= FEW:
        return rows.filter(pk__in=hits)
    column = f"{index.model._meta.db_table}.id"
    return rows.filter(RawSQL(*engine().condition(index.table, words, column), BooleanField()))


def ways(query, index, in_headline):
    """Return for each word of the Query the ways to find it: by its terms, or by what it names."""
    if in_headline:
        return [[[IN_HEADLINE + term for term in way] for way in w.ways] for w in query.words]
    if index is not ARTICLES:
        return [list(word.ways) for word in query.words]
    tags = Tag.objects.filter(key__in=list(map(str, query.words))).order_by()
    tags = dict(tags.values_list("key", "pk"))
    return [[*word.ways, *([term] for term in named_by(word, tags))] for word in query.words]


def named_by(word, tags):
    """Return the terms of the reporters, the regions and, of {key: number}, the tag that it names."""
    named = [
        *(f"{REPORTER}{pk}" for pk, *names in names_of(Reporter) if is_named(word, names)),
        *(f"{REGION}{pk}" for pk, name, _initials in names_of(Region) if name == str(word)),
        *(f"{TAG}{tags[key]}" for key in [str(word)] if key in tags),
    ]
    return named[:MAX_NAMED]


def is_named(word, names):
    """Return whether the Word is part of a name, or the initials of one."""
    name, initials = names
    return len(word.units) > 1 and str(word) in (initials if word.is_initials else name)


def names_of(model):
    """Return (number, name, its initials) of all rows of a model that has few, as they are compared."""

    def read():
        rows = model.objects.order_by().values_list("pk", "name")
        return [
            (pk, "".join(terms.normal(name).split()), terms.initials(name)) for pk, name in rows
        ]

    return pagecache.keep(("names", model.__name__), read)
