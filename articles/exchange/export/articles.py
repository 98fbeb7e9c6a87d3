"""The lines of an export that tell its articles, in the form that `import_articles` reads."""

import re

from django.conf import settings
from django.db.models import Prefetch

from ...models import Article, Comment, Correction, HourlyViews, Related, Tagging
from ...pure import imaging
from ...pure.paths import path_to
from .forms import plain

BATCH = 200  # articles that are in memory together
SAID = (
    *("origin", "is_ai_assisted", "copyright_notice"),
    *("in_latest", "in_most_viewed", "comments_open", "comment_policy", "sensitivity"),
)
TIMES = ("created_at", "published_at", "revised_at")
WORDS = ("caption", "credit", "alt")
IMAGE = re.compile(rf'(?<=<img src="){imaging.ADDRESS.pattern}(?=")')


def identity(number, legacy_id):
    """Return what names an article in every export: what an older system named it, or its address."""
    return legacy_id or f"{settings.SITE.netloc}{path_to('article', number)}"[-100:]


def file_of(sha256):
    """Return the name of a photo's file below the folder of photos."""
    return f"{sha256[:2]}/{sha256[:32]}.webp"


def lines(missing):
    """Yield every article as a dict that JSON can hold, by number.

    `missing` are the digests of photos that have no file.
    """
    last = 0
    while batch := list(rows().filter(pk__gt=last)[:BATCH]):
        replaced = dict(
            Article.objects.order_by()
            .filter(pk__in={article.replaces_id for article in batch} - {None})
            .values_list("pk", "legacy_id")
        )
        for article in batch:
            yield line(article, replaced, missing)
        last = batch[-1].pk


def rows():
    """Return the articles with all that is told of them."""
    related = Related.objects.select_related("to").only("article", "position", "to__legacy_id")
    return (
        Article.objects.order_by("pk")
        .select_related("section", "region__parent")
        .prefetch_related(
            "bylines__reporter",
            "article_photos__photo",
            "redirects",
            Prefetch("taggings", Tagging.objects.select_related("tag").order_by("pk")),
            Prefetch("related", related),
            Prefetch("hourly_views", HourlyViews.objects.order_by("hour")),
            Prefetch("corrections", Correction.objects.order_by("made_at", "pk")),
            Prefetch("comments", Comment.objects.order_by("made_at", "pk")),
        )
    )


def line(article, replaced, missing):
    """Return what is told of an article; what it does not have is left out."""
    hours = {plain(row.hour): row.count for row in article.hourly_views.all() if row.count}
    told = {
        "id": identity(article.pk, article.legacy_id),
        "number": article.pk,
        "url": settings.SITE_URL + path_to("article", article.pk) if was_public(article) else "",
        "urls": sorted(row.path for row in article.redirects.all()),
        "status": article.status,
        "replaces": article.replaces_id
        and identity(article.replaces_id, replaced.get(article.replaces_id)),
        "headline": article.headline,
        "subheading": article.subheading,
        "body": named(article.body),
        "section": article.section and article.section.name,
        "region": region(article.region),
        "tags": [row.tag.name for row in article.taggings.all()],
        "reporters": [reporter(row) for row in article.bylines.all()],
        "original_url": article.original,
        "photos": [photo(row, missing) for row in article.article_photos.all()],
        "related": [identity(row.to_id, row.to.legacy_id) for row in article.related.all()],
        "corrections": corrections(article.corrections.all()),
        "comments": comments(article.comments.all()),
        "views": sum(hours.values()),
        "views_by_hour": hours,
    }
    told |= {name: plain(getattr(article, name)) for name in TIMES}
    told = {name: value for name, value in told.items() if value not in (None, "", [], {}, 0)}
    return told | {name: getattr(article, name) for name in SAID}


def was_public(article):
    return article.status in (Article.Status.APPROVED, Article.Status.WITHDRAWN)


def named(body):
    """Return a body whose pictures have the names of the files of the export."""
    return IMAGE.sub(lambda match: f"photos/{match['shard']}/{match['hash']}.webp", body)


def region(row):
    """Return the names of a region from the province down, as a list where one has a slash."""
    if row is None:
        return ""
    path = [row.parent.name, row.name] if row.parent else [row.name]
    return path if any("/" in name for name in path) else "/".join(path)


def reporter(row):
    """Return a reporter with the title that is printed."""
    person = row.reporter
    title = row.title or person.title
    return {"number": person.pk, "name": person.name, "title": title, "email": person.email}


def photo(row, missing):
    """Return a photo of an article with what it says there, and the library's words where those differ."""
    photo, words = row.photo, row.words
    told = {
        "sha256": photo.sha256,
        "width": photo.width,
        "height": photo.height,
        **words._asdict(),
        "taken_at": plain(photo.taken_at),
        "withdrawn_at": plain(photo.withdrawn_at),
    }
    if photo.withdrawn_at is None and photo.sha256 not in missing:
        told = {"file": file_of(photo.sha256)} | told
    told = {name: value for name, value in told.items() if value}
    if (photo.focal_x, photo.focal_y) != (0.5, 0.5):
        told["focal"] = [photo.focal_x, photo.focal_y]
    if photo.words != words:
        told["library"] = photo.words._asdict()
    return told


def corrections(rows):
    """Return the corrections of an article, the first first; one says by its place which it supersedes."""
    places = {row.pk: place for place, row in enumerate(rows, 1)}
    return [
        {"kind": row.kind, "text": row.text, "made_at": plain(row.made_at)}
        | ({"supersedes": places[row.supersedes_id]} if row.supersedes_id in places else {})
        for row in rows
    ]


def comments(rows):
    """Return the comments of an article, replies after what they reply to."""
    names = {row.pk: row.legacy_id or f"newsstep-{row.pk}" for row in rows}
    return [comment(row, names) for row in sorted(rows, key=lambda row: row.parent_id is not None)]


def comment(row, names):
    told = {
        "id": names[row.pk],
        "parent": names.get(row.parent_id),
        "name": row.name,
        "text": row.text,
        "made_at": plain(row.made_at),
        "state": row.state,
        "held_for": row.held_for,
        "withheld_until": plain(row.withheld_until),
        "is_contested": row.is_contested,
        "agrees": row.agree_count,
        "disagrees": row.disagree_count,
    }
    return {name: value for name, value in told.items() if value}
