"""The photos of an article: one list of those beside its text and those in it."""

from django.conf import settings

from ..models import ArticlePhoto, PhotoWords
from ..pure import markup, text
from . import photos


def gather(article, writer=None):
    """Let the article's list hold every photo that its body shows, and what the body says of them.

    The body then only names them. The first in use leads; its caption stands in for an excerpt
    where there is no text. Photos that the `writer` may not see bring no words of the library.
    """
    body, said = markup.named(article.body, settings.VIDEO_HOSTS)
    if body != article.body:
        article.body = body
        article.save(update_fields=["body"])
    rows = {row.photo.path: row for row in article.article_photos.select_related("photo")}
    add_rows(article, said.keys() - rows.keys(), rows, writer)
    for path, row in rows.items():
        tell(row, *said.get(path, ("", "")))
    in_use = [row for row in rows.values() if not row.photo.withdrawn_at]
    first = min(in_use, key=lambda row: (row.position, row.pk), default=None)
    article.lead_photo = first and first.photo
    if first and not article.excerpt:
        article.excerpt = text.excerpt(first.words.caption)


def add_rows(article, paths, rows, writer):
    """Add a row of each library photo of the PicturePaths to the end of {PicturePath: row}."""
    if not paths:
        return
    visible = photos.seen_by(writer) if writer else None
    place = max((row.position + 1 for row in rows.values()), default=0)
    library = {photo.path: photo for photo in photos.at(paths)}
    for path in markup.pictures(article.body):
        if path not in library or path in rows:
            continue
        row = ArticlePhoto(article=article, photo=library[path], position=place)
        if visible is not None and not visible.filter(pk=row.photo_id).exists():
            row.say(follows=False, caption="", credit="", alt="")
        row.save()
        rows[path] = row
        place += 1


def tell(row, caption, alt):
    """Take over what the body said of the row's photo; a credit at its end is the photo's own."""
    words = row.words
    caption = caption.removesuffix(f"({words.credit})").rstrip() if words.credit else caption
    said = PhotoWords(caption, "", alt).or_else(*words)
    if said != words:
        row.say(**said._asdict())
        row.save()
