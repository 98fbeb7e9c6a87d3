"""Stores imported articles, many in one transaction."""

from django.db import transaction

from .. import text
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
)
from ..models.article import content_of

UPDATED = (
    "headline",
    "subheading",
    "body",
    "excerpt",
    "section",
    "region",
    "province",
    "lead_photo",
    "created_at",
    "published_at",
    "revised_at",
    "origin",
    "copyright_notice",
    "edit_version",
)


@transaction.atomic
def store(batch):
    """Write a list of ImportedArticle with different ids; returns their Articles in that order.

    New ones are drafts with their time, for `workflow.adopt`; those imported before are updated
    and keep their state.
    """
    sections = named_sections({told.section for told in batch})
    regions = named_regions({told.region for told in batch if told.region})
    reporters = known_reporters({reporter for told in batch for reporter in told.reporters})
    tags = named_tags({name for told in batch for name in told.tags})
    photos = known_photos({photo.sha256: photo for told in batch for photo in told.photos})
    known = {a.legacy_id: a for a in Article.objects.filter(legacy_id__in=[t.id for t in batch])}
    articles = []
    for told in batch:
        article = known.get(told.id) or Article(legacy_id=told.id, edit_version=0)
        region = regions.get(told.region)
        article.headline, article.subheading = told.headline, told.subheading
        article.body, article.excerpt = told.body, told.excerpt
        article.section = sections[told.section]
        article.region = region
        article.province_id = region and region.province_id
        article.lead_photo = photos[told.photos[0].sha256] if told.photos else None
        article.created_at, article.revised_at = told.created_at, told.revised_at
        if article.status != Article.Status.WITHDRAWN:
            article.published_at = told.published_at
        article.origin, article.copyright_notice = told.origin, told.copyright_notice
        article.edit_version += 1
        articles.append(article)
    Article.objects.bulk_create(article for article in articles if article.pk is None)
    if known:
        old = list(known.values())
        Article.objects.bulk_update(old, UPDATED)
        for relation in (Byline, ArticlePhoto):
            relation.objects.filter(article__in=old).delete()
        Tagging.objects.filter(content_object__in=old).delete()
    pairs = list(zip(articles, batch, strict=True))
    Byline.objects.bulk_create(
        Byline(article=a, reporter=reporters[r], order=order, published_at=a.published_at)
        for a, told in pairs
        for order, r in enumerate(told.reporters)
    )
    Tagging.objects.bulk_create(
        Tagging(content_object=a, tag=tags[name], published_at=a.published_at)
        for a, told in pairs
        for name in told.tags
    )
    ArticlePhoto.objects.bulk_create(
        ArticlePhoto(article=a, photo=photos[p.sha256], caption=p.caption, position=position)
        for a, told in pairs
        for position, p in enumerate(told.photos)
    )
    Redirect.objects.bulk_create(
        {t.address: Redirect(path=t.address, article=a) for a, t in pairs if t.address}.values(),
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["article"],
    )
    store_views(pairs)
    store_revisions(pairs, reporters, photos)
    return articles


def store_views(pairs):
    """Write the reads of the old system as those of the hour in which an article appeared."""
    HourlyViews.objects.bulk_create(
        (
            HourlyViews(
                article=article,
                hour=told.published_at.replace(minute=0, second=0, microsecond=0),
                count=told.views,
            )
            for article, told in pairs
            if told.views
        ),
        update_conflicts=True,
        unique_fields=["article", "hour"],
        update_fields=["count"],
    )


def store_revisions(pairs, reporters, photos):
    """Write a Revision of every article whose content is not what its last one says."""
    ids = [article.pk for article, _ in pairs]
    last = {}
    for article_id, number, content_hash in (
        Revision.objects.filter(article__in=ids)
        .order_by("number")
        .values_list("article", "number", "content_hash")
    ):
        last[article_id] = number, content_hash
    revisions = []
    for article, told in pairs:
        content = content_of(
            article,
            reporters=[reporters[reporter].pk for reporter in told.reporters],
            tags=told.tags,
            photos=[(photos[photo.sha256].pk, photo.caption) for photo in told.photos],
        )
        article.content_hash = text.digest(content)
        number, content_hash = last.get(article.pk, (0, None))
        if content_hash != article.content_hash:
            revisions.append(
                Revision(
                    article=article,
                    number=number + 1,
                    content=content,
                    content_hash=article.content_hash,
                )
            )
    Revision.objects.bulk_create(revisions)


def slugs_for(model, names):
    """Return a free slug of the model for each name."""
    wanted = {name: text.slug(name) for name in names}
    taken = set(model.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True))
    slugs = {}
    for name in sorted(wanted):
        slug = wanted[name]
        while slug in taken:
            slug = text.slug(
                name,
                taken
                | set(
                    model.objects.filter(slug__startswith=f"{wanted[name]}-").values_list(
                        "slug", flat=True
                    )
                ),
            )
        taken.add(slug)
        slugs[name] = slug
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
    """Return {ImportedReporter: Reporter}; the same person has the same name, title and email."""

    def identity(reporter):
        return reporter.name, reporter.title, reporter.email

    rows = Reporter.objects.filter(name__in={reporter.name for reporter in told})
    by_identity = {identity(row): row for row in rows.order_by("-pk")}
    missing = sorted(identity(r) for r in told if identity(r) not in by_identity)
    for row in Reporter.objects.bulk_create(
        Reporter(name=name, title=title, email=email) for name, title, email in missing
    ):
        by_identity[identity(row)] = row
    return {reporter: by_identity[identity(reporter)] for reporter in told}


def known_photos(told):
    """Return {sha256: Photo}; a picture that is in the library already is that one."""
    found = {photo.sha256: photo for photo in Photo.objects.filter(sha256__in=told)}
    fields = ("sha256", "width", "height", "widths", "caption", "credit", "alt", "taken_at")
    for photo in Photo.objects.bulk_create(
        Photo(**{name: getattr(photo, name) for name in fields} | {"widths": list(photo.widths)})
        for sha256, photo in told.items()
        if sha256 not in found
    ):
        found[photo.sha256] = photo
    return found
