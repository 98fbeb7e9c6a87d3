"""What search engines are told of the paper: which pages it has, and when each changed last.

The sitemaps of https://www.sitemaps.org/protocol.html. Articles, tags and reporters are told in parts
of PART_SIZE numbers each, so that a part stays what it is however many come after it, and costs the
same in an archive of any size.
"""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, F, Max, OuterRef, Subquery
from django.db.models.expressions import RawSQL

from ..models import (
    Article,
    ArticlePhoto,
    Correction,
    Decision,
    Page,
    Region,
    Reporter,
    Section,
    Tag,
)
from ..models.prepared import moment_of
from ..pure import imaging
from ..pure.paths import path_to

PART_SIZE = 2000  # numbers of a part; a sitemap may hold 50,000 addresses
PICTURE = tuple(f"photo__{name}" for name in ("withdrawn_at", "sha256", "width", "height"))
LARGEST = 1920  # pixels of width of the picture that is told
# What readers see of an article changes by these; nothing else is told of the ledger.
CHANGES = (
    *(Decision.Action.REVISE, Decision.Action.MERGE),
    *(Decision.Action.CORRECT, Decision.Action.RESTORE),
)
LATEST_CHANGES = 250  # of each kind that are looked at for the times of parts
LATEST_ARTICLES = 1000  # the same of what was published
STANDING = ("latest", "photos", "most_viewed", "regions", "corrections", "about")

# The first number of each part is found from the end of the one before, by an index.
PARTS = """
    WITH RECURSIVE part(number) AS (
        SELECT CAST(-1 AS bigint)
        UNION ALL
        SELECT ({first}) / {size} FROM part WHERE part.number IS NOT NULL
    )
    SELECT number, ({last}) FROM part WHERE number >= 0 ORDER BY number
"""


class Entry(NamedTuple):
    """A page: its path, when it changed last (None: not known), the paths of its pictures."""

    path: str
    changed_at: datetime | None = None
    pictures: tuple = ()


def newest(articles):
    """Return when the newest of the articles was published, for a row that they belong to."""
    return Subquery(articles.values("published_at")[:1])


def listed(rows, articles):
    """Return the rows that have public articles, with `changed_at` of the newest of each."""
    return rows.annotate(changed_at=newest(articles)).filter(changed_at__isnull=False)


def rows_of(kind):
    """Return the rows that the parts of a kind tell, each with its `changed_at`."""
    public, row = Article.objects.public(), OuterRef("pk")
    if kind == "articles":
        return Article.objects.for_sitemap().annotate(changed_at=F("published_at"))
    if kind == "tags":
        return listed(Tag.objects, public.tagged(row))
    return listed(Reporter.objects, public.written_by(row))


def parts(kind):
    """Return {number of a part: `changed_at` of its last row} of the parts that tell anything. One query."""
    rows = rows_of(kind)
    following = rows.filter(pk__gte=RawSQL("(part.number + 1) * %s", [PART_SIZE])).order_by("pk")
    own = rows.filter(pk__lt=RawSQL("(part.number + 1) * %s", [PART_SIZE])).order_by("-pk")
    first, of_first = following.values("pk")[:1].query.sql_with_params()
    last, of_last = own.values("changed_at")[:1].query.sql_with_params()
    with connection.cursor() as cursor:
        sql = PARTS.format(first=first, size=PART_SIZE, last=last)
        cursor.execute(sql, [*of_first, *of_last])
        return {number: moment_of(at) for number, at in cursor.fetchall()}


def parts_of_articles():
    """Return {number of a part: when it changed last}. A query of the parts, five of the latest changes.

    A change is told while it is one of the LATEST_CHANGES, which a crawler that comes every week
    does not miss; later the last article of the part speaks for it.
    """
    changed_at = parts("articles")
    for number, at in latest_changes():
        part = number // PART_SIZE
        if part in changed_at:
            changed_at[part] = max(at, changed_at[part])
    return changed_at


def latest_changes():
    """Yield (number of the article, when) of the latest publications and changes of public articles."""
    newest = Article.objects.public().newest()
    yield from newest.values_list("pk", "published_at")[:LATEST_ARTICLES]
    is_public = Exists(Article.objects.public().order_by().filter(pk=OuterRef("article")))
    for action in CHANGES:
        made = Decision.objects.filter(is_public, action=action).order_by("-made_at", "-id")
        yield from made.values_list("article", "made_at")[:LATEST_CHANGES]


def part(kind, number):
    """Return an Entry of each row of a part, in the order of their numbers. At most three queries."""
    rows = rows_of(kind).filter(**span(number, "pk")).order_by("pk")
    if kind == "articles":
        return articles(rows, number)
    before, after = around(kind.removesuffix("s"))
    name = "slug" if kind == "tags" else "pk"
    return [Entry(f"{before}{of}{after}", at) for of, at in rows.values_list(name, "changed_at")]


def articles(rows, number):
    """Return an Entry of each article of a part, with its pictures."""
    within = span(number, "article")
    pictures = defaultdict(list)
    # Asked of the database, the few that were taken out of use would be where it begins to look.
    shown = ArticlePhoto.objects.filter(**within).order_by("article", "position", "id")
    for pk, withdrawn_at, *values in shown.values_list("article", *PICTURE):
        if withdrawn_at is None:
            pictures[pk].append(imaging.path_of(*values).url(LARGEST))
    corrections = Correction.objects.filter(**within).order_by().values_list("article")
    corrected = dict(corrections.annotate(Max("made_at")))
    before, after = around("article")
    return [
        Entry(
            f"{before}{pk}{after}",
            max(filter(None, (published_at, revised_at, corrected.get(pk)))),
            tuple(pictures[pk]),
        )
        for pk, published_at, revised_at in rows.values_list("pk", "published_at", "revised_at")
    ]


def span(number, field):
    """Return the lookups of the rows whose field lies in a part."""
    first = number * PART_SIZE
    return {f"{field}__gte": first, f"{field}__lt": first + PART_SIZE}


def around(view):
    """Return what stands before and behind the number or slug in the paths of a view.

    The paths of a part are made from it, for each would push one that pages need out of `path_to`.
    """
    before, after = path_to(view, 0).rsplit("0", 1)
    return before, after


def pages():
    """Return an Entry of each page that is neither article nor tag nor reporter. Four queries."""
    public, row = Article.objects.public().newest(), OuterRef("pk")
    sections = listed(Section.objects, public.filter(section=row))
    provinces = Region.objects.filter(parent=None)
    towns = Region.objects.filter(parent__isnull=False)
    regions = [
        *listed(provinces, public.filter(province=row)),
        *listed(towns, public.filter(region=row)),
    ]
    return [
        Entry(path_to("front")),
        *(Entry(path_to(view)) for view in STANDING),
        *(Entry(page.get_absolute_url(), page.updated_at) for page in Page.objects.all()),
        *(Entry(listed.get_absolute_url(), listed.changed_at) for listed in [*sections, *regions]),
    ]
