"""The photos of an article: one list of those beside its text and those in it."""

from django.conf import settings

from ..models import ArticlePhoto, PhotoWords
from ..pure import markup, text
from . import photos


def gather(article, writer=None):
    """Let the article's list hold every photo that its body shows, and what the body says of them.

    The body then only names them. Photos that the `writer` may not see bring no words of the library.
    """
    before = article.body
    _rows, changed = arrange(article, article.article_photos.select_related("photo"), writer)
    if article.body != before:
        article.save(update_fields=["body"])
    for row in changed:
        row.save()


def arrange(article, listed, writer=None):
    """Do the same to an Article and ArticlePhotos, the first first, without writing anything.

    The first in use leads; its caption stands in for an excerpt where there is no text. Returns
    all rows, and those of them that are to be written.
    """
    article.body, said = markup.named(article.body, settings.VIDEO_HOSTS)
    rows = {row.photo.path: row for row in listed}
    new = new_rows(article, said.keys() - rows.keys(), list(rows.values()), writer)
    rows |= new
    told = [row for path, row in rows.items() if tell(row, *said.get(path, ("", "")))]
    in_use = [row for row in rows.values() if not row.photo.withdrawn_at]
    first = min(in_use, key=lambda row: row.position, default=None)
    article.lead_photo = first and first.photo
    if first and not article.excerpt:
        article.excerpt = text.excerpt(first.words.caption)
    return list(rows.values()), [*new.values(), *(row for row in told if row.pk)]


def new_rows(article, paths, rows, writer):
    """Return {PicturePath: row} of the library's photos at the PicturePaths, at the end of the rows."""
    if not paths:
        return {}
    visible = photos.seen_by(writer) if writer else None
    place = max((row.position + 1 for row in rows), default=0)
    library = {photo.path: photo for photo in photos.at(paths)}
    shown = [path for path in dict.fromkeys(markup.pictures(article.body)) if path in library]
    new = {}
    for position, path in enumerate(shown, start=place):
        row = new[path] = ArticlePhoto(article=article, photo=library[path], position=position)
        if visible is not None and not visible.filter(pk=row.photo_id).exists():
            row.say(follows=False, caption="", credit="", alt="")
    return new


def tell(row, caption, alt):
    """Take over what the body said of the row's photo, and return whether that is new.

    A credit at the end of the caption is the photo's own.
    """
    words = row.words
    caption = caption.removesuffix(f"({words.credit})").rstrip() if words.credit else caption
    said = PhotoWords(caption, "", alt).or_else(*words)
    if said != words:
        row.say(**said._asdict())
    return said != words
