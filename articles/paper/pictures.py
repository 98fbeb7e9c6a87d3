"""Photos and bodies as HTML."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..pure import markup
from .words import BARE_CAPTION


def rendition(photo, width):
    """Return the URL of the photo's smallest rendition that is at least `width` wide."""
    return photo.path.url(width)


PICTURE = '<img class="{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>'
EAGER = mark_safe('fetchpriority="high"')
LAZY = mark_safe('loading="lazy" decoding="async"')


def picture(photo, sizes, eager=False):
    """Show a photo as wide as `sizes` says; an eager one is what a reader sees first."""
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
        photo.alt_text,
        EAGER if eager else LAZY,
    )


def body(article):
    """Return the stored, clean body as readers get it."""
    html = BARE_CAPTION.sub("<figcaption>▲ ", markup.display(article.body))
    return mark_safe(html.replace("<iframe ", f'<iframe title="{_("Video")}" '))
