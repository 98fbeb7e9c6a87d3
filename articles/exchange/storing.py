"""Stores imported articles, many in one transaction."""

from django.core.files.storage import default_storage
from django.db import transaction

from ..models import (
    Article,
    ArticlePhoto,
    Byline,
    HourlyViews,
    Photo,
    Region,
    Reporter,
    Revision,
    Section,
    Tag,
    Tagging,
    content_of,
)
from ..pure import renditions, text
from . import storing_kept
from .storing_comments import store_comments

UPDATED = (
    *("headline", "subheading", "body", "excerpt", "section", "region", "province", "lead_photo"),
    *("created_at", "published_at", "revised_at", "origin", "original_url", "copyright_notice"),
    *("edit_version", "legacy_hash", *storing_kept.SWITCHES),
)


@transaction.atomic
def store(batch):
    """Write a list of ImportedArticle with different ids; returns the Articles that it wrote.

    New ones are drafts with their time, for `workflow.adopt`; those imported before are updated
    and keep their state. What says the same as at its last import is left alone, with all that
    the desk made of it since.
    """
    known = Article.objects.filter(legacy_id__in=[imported.id for imported in batch])
    known = {article.legacy_id: article for article in known}
    told = batch
    batch = [
        imported
        for imported in batch
        if imported.id not in known or known[imported.id].legacy_hash != imported.digest
    ]
    named = NamedRows(batch)
    pairs = []
    for imported in batch:
        article = known.get(imported.id) or Article(legacy_id=imported.id, edit_version=0)
        put_imported(article, imported, named)
        pairs.append((article, imported))
    storing_kept.create([pair for pair in pairs if pair[1].id not in known])
    update([article for article, imported in pairs if imported.id in known])
    store_bylines(pairs, named)
    store_taggings(pairs, named)
    store_photos(pairs, named)
    store_views([pair for pair in pairs if not pair[1].kept.hours])
    storing_kept.store_hours(pairs)
    storing_kept.store_corrections(pairs)
    store_revisions(pairs, named)
    of = known | {imported.id: article for article, imported in pairs}
    store_comments([(of[imported.id], imported) for imported in told])
    return [article for article, _ in pairs]


def update(articles):
    """Write articles that were imported before, and take away what they were related to."""
    if not articles:
        return
    # An upsert by number: bulk_update's CASE is slow, for it grows with the batch.
    Article.objects.bulk_create(
        articles, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED
    )
    Byline.objects.filter(article__in=articles).delete()
    ArticlePhoto.objects.filter(article__in=articles).delete()
    Tagging.objects.filter(content_object__in=articles).delete()


class NamedRows:
    """The sections, regions, reporters, tags and photos that a batch names, made when missing."""

    def __init__(self, batch):
        self.sections = named_sections({imported.section for imported in batch} - {""})
        self.regions = named_regions({imported.region for imported in batch if imported.region})
        self.reporters = named_reporters([r for imported in batch for r in imported.reporters])
        self.tags = Tag.objects.named({name for imported in batch for name in imported.tags})
        self.photos = named_photos([photo for imported in batch for photo in imported.photos])


def put_imported(article, imported, named):
    """Give the article what its ImportedArticle says, and `old_hour`, that of its reads so far."""
    article.old_hour = article.pk and article.published_at and hour_of(article.published_at)
    for name in ("headline", "subheading", "body", "excerpt", "revised_at"):
        setattr(article, name, getattr(imported, name))
    article.created_at = imported.created_at or article.created_at
    article.section = named.sections.get(imported.section)
    article.region = named.regions.get(imported.region)
    article.province_id = article.region and article.region.province_id
    usable = (named.photos[photo.sha256] for photo in imported.photos)
    article.lead_photo = next((photo for photo in usable if not photo.withdrawn_at), None)
    if article.status != Article.Status.WITHDRAWN and (imported.published_at or not article.pk):
        article.published_at = imported.published_at
    for name in ("origin", "original_url", "copyright_notice"):
        setattr(article, name, getattr(imported, name))
    storing_kept.put_switches(article, imported.kept)
    article.edit_version += 1
    article.legacy_hash = imported.digest


def bylines(imported, named):
    """Return {Reporter: title} of an ImportedArticle; the title only when it is not the reporter's."""
    return {
        named.reporters[r]: "" if r.title == named.reporters[r].title else r.title
        for r in reversed(imported.reporters)
    }


def store_bylines(pairs, named):
    """Write the bylines of the (Article, ImportedArticle)."""
    Byline.objects.bulk_create(
        Byline(
            article=article,
            reporter=reporter,
            title=title,
            order=order,
        )
        for article, imported in pairs
        for order, (reporter, title) in enumerate(reversed(bylines(imported, named).items()))
    )


def store_taggings(pairs, named):
    """Write the tags of the (Article, ImportedArticle)."""
    Tagging.objects.bulk_create(
        Tagging(content_object=article, tag=tag)
        for article, imported in pairs
        for tag in tags(imported, named)
    )


def photo_rows(article, imported, named):
    """Return the ArticlePhotos of an ImportedArticle; what it leaves out is as the library has it."""
    rows = []
    for position, photo in enumerate(imported.photos):
        row = ArticlePhoto(article=article, photo=named.photos[photo.sha256], position=position)
        known = {
            name: word
            for name in ("credit", "alt")
            if (word := getattr(photo, name)) or photo.library
        }
        row.say(caption=photo.caption, **known)
        rows.append(row)
    return rows


def tags(imported, named):
    """Return the Tags of an ImportedArticle, each once, whatever it is called there."""
    return list(dict.fromkeys(named.tags[name] for name in imported.tags))


def store_photos(pairs, named):
    """Write which photos the (Article, ImportedArticle) have."""
    ArticlePhoto.objects.bulk_create(
        row for article, imported in pairs for row in photo_rows(article, imported, named)
    )


def hour_of(at):
    """Return the beginning of the moment's hour."""
    return at.replace(minute=0, second=0, microsecond=0)


def store_views(pairs):
    """Write the views of the old system as those of the hour in which an article appeared."""
    pairs = [(article, imported) for article, imported in pairs if imported.published_at]
    for article, imported in pairs:
        if article.old_hour and article.old_hour != hour_of(imported.published_at):
            article.hourly_views.filter(hour=article.old_hour).delete()
    HourlyViews.objects.bulk_create(
        (
            HourlyViews(article=article, hour=hour_of(imported.published_at), count=imported.views)
            for article, imported in pairs
            if imported.views or article.old_hour
        ),
        update_conflicts=True,
        unique_fields=["article", "hour"],
        update_fields=["count"],
    )


def store_revisions(pairs, named):
    """Write a Revision of every article whose content is not what its last one says."""
    last = last_revisions([article for article, _ in pairs])
    revisions = []
    for article, imported in pairs:
        content = imported_content(article, imported, named)
        article.content_hash = text.digest(content)
        number, content_hash = last.get(article.pk, (0, None))
        if content_hash != article.content_hash:
            revision = Revision(article=article, number=number + 1, content=content)
            revision.content_hash = article.content_hash
            revisions.append(revision)
    Revision.objects.bulk_create(revisions)


def last_revisions(articles):
    """Return {the article's number: (number, content_hash)} of the articles' last Revisions."""
    rows = Revision.objects.filter(article__in=[article.pk for article in articles])
    return {
        article_id: (number, content_hash)
        for article_id, number, content_hash in rows.order_by("number").values_list(
            "article", "number", "content_hash"
        )
    }


def imported_content(article, imported, named):
    """Return what `Article.content()` will, without asking the database."""
    return content_of(
        article,
        reporters=[
            (reporter.pk, title) for reporter, title in reversed(bylines(imported, named).items())
        ],
        tags=[tag.name for tag in tags(imported, named)],
        photos=[(row.photo_id, *row.words) for row in photo_rows(article, imported, named)],
    )


def slugs_for(model, names):
    """Return {name: slug} with a slug for each name that no row of the model has."""
    slugs = {}
    for name in sorted(names):
        alike = model.objects.filter(slug__startswith=text.slug(name))
        taken = {*slugs.values(), *alike.values_list("slug", flat=True)}
        slugs[name] = text.slug(name, taken)
    return slugs


def named_sections(names):
    """Return {name: Section}, making the missing ones at the end of the paper."""
    sections = {section.name: section for section in Section.objects.filter(name__in=names)}
    missing = sorted(names - sections.keys())
    for name, slug in slugs_for(Section, missing).items():
        position = Section.objects.next_position()
        sections[name] = Section.objects.create(name=name, slug=slug, position=position)
    return sections


def named_regions(paths):
    """Return {(province,) or (province, city): Region}, making the missing ones."""
    regions = {}
    for path in sorted(paths | {path[:1] for path in paths}, key=len):
        parent = regions[path[:1]] if len(path) == 2 else None
        region = Region.objects.filter(parent=parent, name=path[-1]).first()
        if region is None:
            [slug] = slugs_for(Region, path[-1:]).values()
            region = Region.objects.create(parent=parent, name=path[-1], slug=slug)
        regions[path] = region
    return regions


def named_reporters(reporters):
    """Return {ImportedReporter: Reporter}, making the missing ones.

    Titles change; a byline keeps the one that was printed.
    """
    rows_of = {}
    rows = list(Reporter.objects.filter(name__in={r.name for r in reporters}).order_by("pk"))
    for reporter in dict.fromkeys(reporters):
        row = same_person(reporter, rows)
        if row is None:
            row = Reporter.objects.create(
                name=reporter.name, title=reporter.title, email=reporter.email
            )
            rows.append(row)
        elif reporter.email and not row.email:
            row.email = reporter.email
            row.save(update_fields=["email"])
        rows_of[reporter] = row
    return rows_of


def same_person(reporter, rows):
    """Return the first of the Reporters who is the ImportedReporter, None without one.

    The same person has the same name and email, or only the same name where one of the two
    systems knows no email.
    """
    alike = [row for row in rows if row.name == reporter.name]
    if reporter.number and any(row.pk == reporter.number for row in alike):
        return next(row for row in alike if row.pk == reporter.number)
    same = [row for row in alike if row.email.lower() == reporter.email.lower()]
    vague = [row for row in alike if not row.email or not reporter.email]
    return next(iter(same or vague), None)


def named_photos(imported):
    """Return {sha256: Photo} of ImportedPhotos; a picture of the library is that one.

    What the library says stays; where it says nothing, the first that says something is heard.
    """
    hashes = {photo.sha256 for photo in imported}
    known = {photo.sha256: photo for photo in Photo.objects.filter(sha256__in=hashes)}
    photos = known | {
        photo.sha256: Photo(
            sha256=photo.sha256,
            width=photo.width,
            height=photo.height,
            focal_x=photo.focal[0],
            focal_y=photo.focal[1],
            withdrawn_at=photo.withdrawn_at,
        )
        for photo in imported
        if photo.sha256 not in known
    }
    for photo in known.values():
        if photo.withdrawn_at:  # the import has just written its files
            renditions.remove(photo.path, default_storage)
    told = set()
    for new in imported:
        photo = photos[new.sha256]
        for name in ("caption", "credit", "alt", "taken_at"):
            if (word := new.told(name)) and not getattr(photo, name):
                setattr(photo, name, word)
                told.add(new.sha256)
    Photo.objects.bulk_create(photo for photo in photos.values() if photo.pk is None)
    Photo.objects.bulk_update(
        [photo for sha256, photo in known.items() if sha256 in told],
        ["caption", "credit", "alt", "taken_at"],
    )
    return photos
