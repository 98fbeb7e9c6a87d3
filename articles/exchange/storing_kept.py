"""Stores what the desk made of imported articles, as an export told it."""

from ..models import Article, Correction, HourlyViews, Redirect, Related, Revision
from ..models.article_queryset import UNFINISHED
from ..pure import text
from ..pure.paths import path_to
from . import addresses
from .kept import CHOICES, FLAGS

SWITCHES = (*FLAGS, *CHOICES)


def put_switches(article, kept):
    """Give an article what the line says of its switches."""
    for name, value in kept.switches:
        setattr(article, name, value)


def create(pairs):
    """Write the new ones of (Article, ImportedArticle), each with its number where that is free."""
    put_numbers(pairs)
    for article, imported in pairs:
        if imported.kept.state in (Article.Status.SUBMITTED, Article.Status.WITHDRAWN):
            article.status = imported.kept.state
    copies = [pair for pair in pairs if pair[1].kept.replaces]
    Article.objects.bulk_create(
        article for article, imported in pairs if not imported.kept.replaces
    )
    put_replaced(copies)
    Article.objects.bulk_create(article for article, _imported in copies)


def put_numbers(pairs):
    """Give new articles the numbers that their lines tell, as far as nobody has them."""
    wanted = {imported.kept.number: imported.id for _article, imported in pairs}
    wanted.pop(0, None)
    if not wanted:
        return
    taken = set(Article.objects.order_by().filter(pk__in=wanted).values_list("pk", flat=True))
    paths = {path_to("article", number).rstrip("/"): number for number in wanted}
    led = Redirect.objects.filter(path__in=paths).values_list("path", "article__legacy_id")
    taken |= {paths[path] for path, owner in led if owner != wanted[paths[path]]}
    free = wanted.keys() - taken
    addresses.raise_numbers(max(wanted))
    for article, imported in pairs:
        number = imported.kept.number
        if number in free and wanted[number] == imported.id:
            article.pk = number


def put_replaced(copies):
    """Let working copies be of their articles; one whose article is not there is a draft of its own."""
    ids = {imported.kept.replaces for _article, imported in copies}
    originals = dict(
        Article.objects.order_by()
        .filter(legacy_id__in=ids, replaces__isnull=True)
        .values_list("legacy_id", "pk")
    )
    copied = Article.objects.order_by().filter(replaces__in=originals.values())
    busy = set(copied.filter(status__in=UNFINISHED).values_list("replaces", flat=True))
    for article, imported in copies:
        original = originals.get(imported.kept.replaces)
        if original is None:
            continue
        article.published_at = None
        if imported.kept.state == "closed" or original in busy:
            article.status = Article.Status.CLOSED
        elif article.status == Article.Status.WITHDRAWN:
            article.status = Article.Status.DRAFT
        article.replaces_id = original
        if article.status in UNFINISHED:
            busy.add(original)


def store_hours(pairs):
    """Write in which hours people saw the (Article, ImportedArticle)."""
    HourlyViews.objects.bulk_create(
        (
            HourlyViews(article=article, hour=hour, count=count)
            for article, imported in pairs
            for hour, count in imported.kept.hours
        ),
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["article", "hour"],
        update_fields=["count"],
    )


def store_corrections(pairs):
    """Write the corrections of the (Article, ImportedArticle) that are not there yet."""
    for article, imported in pairs:
        known = {}
        if imported.kept.corrections:
            known = {(row.text, row.made_at): row for row in article.corrections.all()}
        rows = []
        for told in imported.kept.corrections:
            row = known.get((told.text, told.made_at))
            if row is None:
                earlier = rows[told.supersedes - 1] if 0 < told.supersedes <= len(rows) else None
                if earlier and Correction.objects.filter(supersedes=earlier).exists():
                    earlier = None
                row = Correction.objects.create(
                    article=article,
                    kind=told.kind,
                    text=told.text,
                    made_at=told.made_at,
                    supersedes=earlier,
                )
            rows.append(row)


def relate(related):
    """Relate articles as {id: [ids]} says; returns those that are related otherwise than before.

    Each of those has its `content_hash`, and a Revision that tells it.
    """
    ids = {*related, *(other for others in related.values() for other in others)}
    rows = {row.legacy_id: row for row in Article.objects.filter(legacy_id__in=related)}
    numbers = dict(
        Article.objects.order_by().filter(legacy_id__in=ids).values_list("legacy_id", "pk")
    )
    changed = []
    for name, others in related.items():
        article = rows.get(name)
        wanted = [numbers[other] for other in others if other in numbers and other != name]
        if article is None or list(article.related.values_list("to", flat=True)) == wanted:
            continue
        article.related.all().delete()
        Related.objects.bulk_create(
            Related(article=article, to_id=number, position=position)
            for position, number in enumerate(wanted)
        )
        content = article.content()
        article.content_hash = text.digest(content)
        last = article.revisions.order_by("-number").first()
        Revision.objects.create(
            article=article,
            number=last.number + 1 if last else 1,
            content=content,
            content_hash=article.content_hash,
        )
        changed.append(article)
    return changed
