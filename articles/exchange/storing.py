"""Stores imported articles, many in one transaction."""

from django.db import transaction

from ..models import (
    Article,
    ArticlePhoto,
    Byline,
    HourlyViews,
    Photo,
    Redirect,
    Region,
    Reporter,
    Revision,
    Section,
    Tag,
    Tagging,
    content_of,
)
from ..pure import text

UPDATED = (
    *("headline", "subheading", "body", "excerpt", "section", "region", "province", "lead_photo"),
    *("created_at", "published_at", "revised_at", "origin", "copyright_notice", "edit_version"),
    "legacy_hash",
)


@transaction.atomic
def store(batch):
    """Write a list of ImportedArticle with different ids; returns the Articles that it wrote.

    New ones are drafts with their time, for `workflow.adopt`; those imported before are updated
    and keep their state. What says the same as at its last import is left alone, with all that
    the desk made of it since.
    """
    known = {a.legacy_id: a for a in Article.objects.filter(legacy_id__in=[t.id for t in batch])}
    batch = [t for t in batch if t.id not in known or known[t.id].legacy_hash != t.digest]
    named = Named(batch)
    pairs = []
    for told in batch:
        article = known.get(told.id) or Article(legacy_id=told.id, edit_version=0)
        article.old_hour = article.pk and article.published_at and hour_of(article.published_at)
        put_line(article, told, named)
        pairs.append((article, told))
    Article.objects.bulk_create(article for article, _ in pairs if article.pk is None)
    old = [article for article, told in pairs if told.id in known]
    if old:
        # An upsert by number: bulk_update's CASE is slow, for it grows with the batch.
        Article.objects.bulk_create(
            old, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED
        )
        Byline.objects.filter(article__in=old).delete()
        ArticlePhoto.objects.filter(article__in=old).delete()
        Tagging.objects.filter(content_object__in=old).delete()
    store_relations(pairs, named)
    store_views(pairs)
    store_revisions(pairs, named)
    return [article for article, _ in pairs]


class Named:
    """The sections, regions, reporters, tags and photos that a batch names, made when missing."""

    def __init__(self, batch):
        self.sections = named_sections({told.section for told in batch})
        self.regions = named_regions({told.region for told in batch if told.region})
        self.reporters = known_reporters([r for told in batch for r in told.reporters])
        self.tags = named_tags({name for told in batch for name in told.tags})
        self.photos = known_photos({p.sha256: p for told in batch for p in told.photos})


def put_line(article, told, named):
    """Give the article what the line says of it."""
    for name in ("headline", "subheading", "body", "excerpt", "created_at", "revised_at"):
        setattr(article, name, getattr(told, name))
    article.section = named.sections[told.section]
    article.region = named.regions.get(told.region)
    article.province_id = article.region and article.region.province_id
    article.lead_photo = named.photos[told.photos[0].sha256] if told.photos else None
    if article.status != Article.Status.WITHDRAWN:
        article.published_at = told.published_at
    article.origin, article.copyright_notice = told.origin, told.copyright_notice
    article.edit_version += 1
    article.legacy_hash = told.digest


def bylines(told, named):
    """Return {Reporter: title} of the line; the title only when it is not the reporter's own."""
    return {
        named.reporters[r]: "" if r.title == named.reporters[r].title else r.title
        for r in reversed(told.reporters)
    }


def store_relations(pairs, named):
    """Write the bylines, taggings, photos and old addresses of the articles."""
    Byline.objects.bulk_create(
        Byline(
            article=article,
            reporter=reporter,
            title=title,
            order=order,
            published_at=article.listed_at,
        )
        for article, told in pairs
        for order, (reporter, title) in enumerate(reversed(bylines(told, named).items()))
    )
    Tagging.objects.bulk_create(
        Tagging(content_object=article, tag=named.tags[name], published_at=article.listed_at)
        for article, told in pairs
        for name in told.tags
    )
    ArticlePhoto.objects.bulk_create(
        ArticlePhoto(
            article=article, photo=named.photos[p.sha256], caption=p.caption, position=position
        )
        for article, told in pairs
        for position, p in enumerate(told.photos)
    )
    redirects = {t.address: Redirect(path=t.address, article=a) for a, t in pairs if t.address}
    Redirect.objects.bulk_create(
        redirects.values(),
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["article"],
    )


def hour_of(at):
    """Return the beginning of the moment's hour."""
    return at.replace(minute=0, second=0, microsecond=0)


def store_views(pairs):
    """Write the views of the old system as those of the hour in which an article appeared."""
    for article, told in pairs:
        if article.old_hour and article.old_hour != hour_of(told.published_at):
            article.hourly_views.filter(hour=article.old_hour).delete()
    HourlyViews.objects.bulk_create(
        (
            HourlyViews(article=article, hour=hour_of(told.published_at), count=told.views)
            for article, told in pairs
            if told.views or article.old_hour
        ),
        update_conflicts=True,
        unique_fields=["article", "hour"],
        update_fields=["count"],
    )


def store_revisions(pairs, named):
    """Write a Revision of every article whose content is not what its last one says."""
    last = {
        article_id: (number, content_hash)
        for article_id, number, content_hash in Revision.objects.filter(
            article__in=[article.pk for article, _ in pairs]
        )
        .order_by("number")
        .values_list("article", "number", "content_hash")
    }
    revisions = []
    for article, told in pairs:
        content = content_of(
            article,
            reporters=[(r.pk, title) for r, title in reversed(bylines(told, named).items())],
            tags=told.tags,
            photos=[
                (photo.pk, p.caption, photo.credit, photo.alt)
                for p in told.photos
                for photo in [named.photos[p.sha256]]
            ],
        )
        article.content_hash = text.digest(content)
        number, content_hash = last.get(article.pk, (0, None))
        if content_hash != article.content_hash:
            revision = Revision(article=article, number=number + 1, content=content)
            revision.content_hash = article.content_hash
            revisions.append(revision)
    Revision.objects.bulk_create(revisions)


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
    found = {section.name: section for section in Section.objects.filter(name__in=names)}
    missing = sorted(names - found.keys())
    position = Section.objects.count()
    for offset, (name, slug) in enumerate(slugs_for(Section, missing).items(), start=1):
        found[name] = Section.objects.create(name=name, slug=slug, position=position + offset)
    return found


def named_regions(paths):
    """Return {(province,) or (province, city): Region}, making the missing ones."""
    found = {}
    for path in sorted(paths | {path[:1] for path in paths}, key=len):
        parent = found[path[:1]] if len(path) == 2 else None
        region = Region.objects.filter(parent=parent, name=path[-1]).first()
        if region is None:
            [slug] = slugs_for(Region, path[-1:]).values()
            region = Region.objects.create(parent=parent, name=path[-1], slug=slug)
        found[path] = region
    return found


def named_tags(names):
    """Return {name: Tag}, making the missing ones."""
    found = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    missing = names - found.keys()
    for tag in Tag.objects.bulk_create(
        Tag(name=name, slug=slug) for name, slug in slugs_for(Tag, missing).items()
    ):
        found[tag.name] = tag
    return found


def known_reporters(told):
    """Return {ImportedReporter: Reporter}, making the missing ones.

    The same person has the same name and email, or only the same name where one of the two
    systems knows no email. Titles change; a byline keeps the one that was printed.
    """
    found = {}
    rows = list(Reporter.objects.filter(name__in={r.name for r in told}).order_by("pk"))
    for reporter in dict.fromkeys(told):
        alike = [row for row in rows if row.name == reporter.name]
        same = [row for row in alike if row.email.lower() == reporter.email.lower()]
        vague = [row for row in alike if not row.email or not reporter.email]
        row = next(iter(same or vague), None)
        if row is None:
            row = Reporter.objects.create(
                name=reporter.name, title=reporter.title, email=reporter.email
            )
            rows.append(row)
        elif reporter.email and not row.email:
            row.email = reporter.email
            row.save(update_fields=["email"])
        found[reporter] = row
    return found


def known_photos(told):
    """Return {sha256: Photo}; a picture that is in the library already is that one.

    What a line says of it now is taken over; what it leaves out stays.
    """
    found = {photo.sha256: photo for photo in Photo.objects.filter(sha256__in=told)}
    for photo in found.values():
        for name in ("credit", "alt"):
            setattr(photo, name, getattr(told[photo.sha256], name) or getattr(photo, name))
    Photo.objects.bulk_update(found.values(), ["credit", "alt"])
    fields = ("sha256", "width", "height", "caption", "credit", "alt", "taken_at")
    for photo in Photo.objects.bulk_create(
        Photo(**{name: getattr(photo, name) for name in fields})
        for sha256, photo in told.items()
        if sha256 not in found
    ):
        found[photo.sha256] = photo
    return found
