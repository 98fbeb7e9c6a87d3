"""What stands for a page where its link is shared: a photo, or its words on the colour of the paper."""

from ..pure.paths import path_to
from ..pure.share_picture import Card
from .blocks import part, publication


def share(articles=()):
    """Tell whoever links the page what to show: the photo of the first article that has one."""
    photos = (article.lead_photo for article in articles if article.lead_photo)
    photo = next((photo for photo in photos if photo.share_url), None)
    return part("share", path=photo.share_url, alt=photo.alt) if photo else share_paper()


def share_paper():
    """Tell whoever links the page to show the card of the paper."""
    return part("share", path=paper_card_path(), alt=publication().name)


def share_article(article, is_preview=False):
    """Tell whoever links an article what to show; a preview has no picture of words, which is public."""
    photo = photo_of(article)
    if photo:
        words = article.leading.words
        return part("share", path=photo.share_url, alt=words.alt or words.caption)
    if is_preview:
        return share_paper()
    return part("share", path=card_path(article), alt=article.headline)


def photo_of(article):
    """Return the photo that stands for an article, None when it has none that is large enough."""
    photo = article.leading and article.leading.photo
    return photo if photo and photo.share_url else None


def paper_card():
    """Return the Card of the paper."""
    paper = publication()
    return Card(paper.name, below=paper.slogan, colour=paper.colour, mark=paper.mark)


def card_of(article):
    """Return the Card of an article, which tells like every list what was paid for."""
    paper = publication()
    label = article.get_origin_display() if article.is_sponsored else ""
    writers = " ".join(map(str, article.bylines.all()))
    below = " · ".join(filter(None, (label, article.section.name, writers)))
    return Card(article.headline, paper.name, below, paper.colour, paper.mark)


def paper_card_path():
    """Return the path of the picture of the paper's Card."""
    return path_to("paper_picture", paper_card().digest)


def card_path(article):
    """Return the path of the picture of an article's Card."""
    return path_to("share_picture", article.pk, card_of(article).digest)
