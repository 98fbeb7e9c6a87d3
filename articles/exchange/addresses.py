"""The old addresses of an export: what they have in common, and where they lead from now on."""

import functools
import json
import re
from contextlib import suppress

from django.db import connection
from django.urls import Resolver404, get_resolver, resolve
from django.utils.translation import gettext as _

from ..models import Article, Generation, Redirect
from ..models.generation import old_forms
from ..pure import addresses

LEARNED_FROM = 2000  # addresses, and every SAMPLEth of the others
SAMPLE = 16
MAX_PIECE = 20_000_000  # bytes of a line that are in memory
MAX_KNOWN = 30  # words of Generation.old_forms
# The field as it stands in a line, which is not parsed for it.
FIELD = re.compile(rb'"url(?<!\\"url)s?"\s*:\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\])')
OUR_NUMBER = re.compile(r"/articles/(\d{1,15})$")
RAISE_NUMBERS = {
    "postgresql": """
        SELECT setval(numbers, GREATEST(%s, nextval(numbers)))
        FROM (SELECT pg_get_serial_sequence('articles_article', 'id')::regclass AS numbers) AS of
    """,
    "sqlite": "UPDATE sqlite_sequence SET seq = MAX(seq, %s) WHERE name = 'articles_article'",
}
BEGIN_NUMBERS = "INSERT INTO sqlite_sequence (name, seq) VALUES ('articles_article', %s)"
# Of these the page of ours is shown, whatever an export says.
ALWAYS_OURS = (
    *("front", "latest", "photos", "regions", "most_viewed", "archive_today", "corrections"),
    *("about", "preview", "count_view", "media", "robots", "healthz"),
)


def learn(file):
    """Learn from all old addresses of an export how they name an article; returns the names.

    New articles get numbers above all that stand in addresses of the form that ours have.
    """
    known, highest = [], 0
    for number, url in enumerate(urls_in(file)):
        is_like_ours = "/articles/" in url.lower()
        if number >= LEARNED_FROM and number % SAMPLE and not is_like_ours:
            continue
        with suppress(ValueError):  # told when the line is read
            address = addresses.address_of_url(url)
            match = OUR_NUMBER.match(address.path)
            highest = max(highest, int(match[1]) if match else 0)
            known.append(address)
    if highest:
        raise_numbers(highest)
    return remember(addresses.identifying(known))


def urls_in(file):
    """Yield every old URL in a file of one JSON object a line."""
    with file.open("rb") as lines:
        while line := lines.readline(MAX_PIECE):
            for match in FIELD.finditer(line):
                with suppress(ValueError):  # told when the line is read
                    value = json.loads(match[1])
                    yield from [value] if isinstance(value, str) else filter(is_text, value)


def is_text(value):
    return isinstance(value, str)


def raise_numbers(highest):
    """Have new articles numbered above `highest`."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE_NUMBERS[connection.vendor], [highest])
        if connection.vendor == "sqlite" and not cursor.rowcount:
            cursor.execute(BEGIN_NUMBERS, [highest])


def remember(words):
    """Add words to what old addresses are known by; returns all names of parameters."""
    row, _made = Generation.objects.get_or_create(pk=1)
    old = row.old_forms.split()
    new = [word for word in sorted(words) if word not in old and " " not in word]
    if new:
        row.old_forms = " ".join([*old, *new][:MAX_KNOWN])
        Generation.objects.filter(pk=1).update(old_forms=row.old_forms)
    return old_forms(row.old_forms).names


def store(batch, names):
    """Write where the old addresses of a list of ImportedArticle lead; returns the notes on them.

    A note is (id of the line, address, what is to be known). An address belongs to whoever had it
    first.
    """
    numbers = dict(
        Article.objects.filter(legacy_id__in=[imported.id for imported in batch]).values_list(
            "legacy_id", "pk"
        )
    )
    wanted = [
        (imported.id, url, addresses.address_of_url(url))
        for imported in batch
        for url in imported.urls
    ]
    owners = Owners(wanted, names)
    rows, notes = [], []
    for line, url, address in wanted:
        key, number = addresses.key(address, names), numbers[line]
        if key == f"/articles/{number}":  # of this program, and the article has it again
            continue
        reason = owners.reason_against(address, key, number)
        if reason:
            notes.append((line, url, reason))
        elif owners.of.setdefault(key, number) == number and key not in owners.stored:
            owners.stored.add(key)
            twin = addresses.twin(address, names)[:500]
            rows.append(Redirect(path=key, twin=twin, article_id=number))
    Redirect.objects.bulk_create(rows)
    return notes


class Owners:
    """To which articles the addresses of a batch lead, and which of them are ours already."""

    def __init__(self, wanted, names):
        keys = [addresses.key(address, names) for _line, _url, address in wanted]
        self.of = dict(Redirect.objects.filter(path__in=keys).values_list("path", "article_id"))
        self.stored = set(self.of)
        ours = [OUR_NUMBER.match(address.path) for _line, _url, address in wanted]
        asked = {int(match[1]) for match in ours if match}
        self.articles = set(
            Article.objects.order_by().filter(pk__in=asked).values_list("pk", flat=True)
        )

    def reason_against(self, address, key, number):
        """Return why readers of an old address don't get to the article, "" when they do."""
        if len(key) > 500:
            return _("is too long")
        if self.of.get(key, number) != number:
            return _("leads to article %(number)s already") % {"number": self.of[key]}
        if address.path.startswith(("/admin", "/static", "/media")):
            return _("is an address of this paper; it can't lead anywhere else")
        return self.reason_of_route(address, key, number)

    def reason_of_route(self, address, key, number):
        if "?" in key or address.path.split("/")[1] not in our_folders():
            return ""
        match = route(address.path)
        if match is None:
            return ""
        if match.url_name in ALWAYS_OURS:
            return _("is an address of this paper; it can't lead anywhere else")
        if match.url_name == "article" and match.kwargs["pk"] in self.articles - {number}:
            return _("is the address of another article of this paper")
        if match.url_name == "archive":
            remember(["/archive"])  # there is a page of ours for every day
        return ""


@functools.cache
def our_folders():
    """Return the first parts of the paths of our pages; "" is that of the front."""
    patterns = [
        inner
        for pattern in get_resolver().url_patterns
        for inner in (pattern.url_patterns if str(pattern.pattern) == "" else [pattern])
    ]
    return {str(pattern.pattern).lstrip("^").partition("/")[0] for pattern in patterns}


def route(path):
    """Return the ResolverMatch of a page of ours at the path, with a slash at its end or without."""
    for ending in ("", "/"):
        with suppress(Resolver404):
            return resolve(path + ending if path != "/" else "/")
    return None
