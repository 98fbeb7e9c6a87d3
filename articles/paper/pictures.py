"""Photos and bodies as HTML."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..models import Article
from ..pure import markup
from .blocks import part
from .words import BARE_CAPTION


def rendition(photo, width):
    """Return the URL of the photo's smallest rendition that is at least `width` wide."""
    return photo.path.url(width)


PICTURE = '<img class="{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>'
EAGER = mark_safe('fetchpriority="high"')
LAZY = mark_safe('loading="lazy" decoding="async"')


def picture(photo, sizes, eager=False, alt=None):
    """Show a photo as wide as `sizes` says; an eager one is what a reader sees first.

    `alt` is what the blind are told, the library's words unless it is given.
    """
    # Not a template: a list shows thirty of them, and each would cost as much as a query.
    path = photo.path
    return format_html(
        PICTURE,
        photo.focal_class,
        path.url(640),
        path.srcset,
        sizes,
        str(photo.width),
        str(photo.height),
        photo.alt if alt is None else alt,
        EAGER if eager else LAZY,
    )


def body(shown):
    """Return the stored, clean body of an Article or a Page as readers get it.

    The photos of an article say what its list of them says; a page keeps their captions itself.
    """
    if isinstance(shown, Article):
        html = markup.display(shown.body, figures_of(shown))
    else:
        html = BARE_CAPTION.sub("<figcaption>▲ ", markup.display(shown.body))
    return mark_safe(html.replace("<iframe ", f'<iframe title="{_("Video")}" '))


def figures_of(article):
    """Return what shows a PicturePath as the photo of the article that lies there, "" for others."""
    items = {item.photo.path: item for item in article.article_photos.all()}
    return lambda path: part("photo", item=items[path]) if path in items else ""
