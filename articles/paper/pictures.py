"""Photos and bodies as HTML."""

import itertools
import re

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..models import Article, Photo
from ..pure import imaging, markup
from ..pure.line_breaks import held_together_in
from ..pure.places import SIZES
from ..reading import pagecache
from .blocks import part
from .films import with_films_and_posts, with_plain_films
from .words import BARE_CAPTION, MARKS, absolute


def rendition(photo, width):
    """Return the URL of the photo's smallest rendition that is at least `width` wide."""
    return photo.path.url(width)


PICTURE = '<img class="{}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>'
EAGER = mark_safe('fetchpriority="high"')
# A description that is nothing, or what the caption begins with.
SAID_TWICE = re.compile(rf'alt="([^"]*)"([^>]*>\s*<figcaption>[\s{MARKS}]*)\1')
SCROLLER = re.compile('<div class="table" ')
PHOTO = r'<figure class="photo(?: tall)?">(?:(?!</figure>).)*</figure>\s*'
RUN = re.compile(f"(?:{PHOTO}){{3,}}", re.DOTALL)  # photos that follow each other
LAZY = mark_safe('loading="lazy" decoding="async"')


def picture(photo, place, eager=False, description="", shape=None):
    """Show a photo as wide as a place of SIZES does, but no larger than it is.

    `shape` is how many times as wide as high a place cuts it. An eager one is what a reader sees
    first. One beside a headline or a name has no description: nobody wants to hear both.
    """
    # Not a template: a list shows thirty of them, and each would cost as much as a query.
    path = photo.path
    width, height = path.cut(shape) if shape else (path.width, path.height)
    return format_html(
        PICTURE,
        f"{photo.focal_class} small" if width < imaging.SMALL else photo.focal_class,
        path.url(640),
        path.srcset,
        SIZES[place],
        str(width),
        str(height),
        description,
        EAGER if eager else LAZY,
    )


def described(words):
    """Return what a screen reader says of a photo in an article, which its caption does not say again."""
    is_said = words.caption.lstrip(f"{MARKS} ").startswith(words.alt)
    return _("Photo") if is_said else words.alt


def body(shown):
    """Return the stored, clean body of an Article or a Page as readers get it.

    The photos of an article say what its list of them says; a page keeps their captions itself. Films,
    tables and pictures have names.
    """
    if isinstance(shown, Article):
        figures = figures_of(shown, "photo", inside=True)
        html = in_grids(with_films_and_posts(markup.display(held_together_in(shown.body), figures)))
    else:
        html = with_films_and_posts(markup.display(without_withdrawn(shown.body)))
        html = SAID_TWICE.sub(rf'alt="{_("Photo")}"\2\1', html)
        html = held_together_in(BARE_CAPTION.sub("<figcaption>▲ ", html))
    numbers = itertools.count(1)
    return mark_safe(SCROLLER.sub(lambda _match: scroller(next(numbers)), html))


def inner_photos(article):
    """Show the photos of an article that stand neither on top nor in its text."""
    shown = (part("photo", item=item, inside=True) for item in article.inner_photos)
    return mark_safe(in_grids("\n".join(shown)))


def in_grids(html):
    """Return HTML whose runs of three photos or more stand in two columns, the first of an odd number over both."""
    return RUN.sub(lambda run: grid(run[0]), html)


def grid(run):
    first, end, others = run.partition("</figure>")
    halved = [part.replace(SIZES["text"], SIZES["grid"]) for part in (first, others)]
    if run.count("</figure>") % 2:
        halved[0] = first
    return f'<div class="photo-grid">{halved[0]}{end}{halved[1].rstrip()}</div>\n'


def portable_body(article):
    """Return the body of an article for whoever shows it elsewhere, its photos with their words."""
    address = absolute(article.get_absolute_url())
    html = markup.portable(article.body, address, figures_of(article, "entry_photo"))
    return mark_safe(with_plain_films(html))


def without_withdrawn(html):
    """Return a body without the pictures that nobody gets any more."""
    if not markup.pictures(html):
        return html
    return markup.without_pictures(html, pagecache.keep("withdrawn", withdrawn_digests))


def withdrawn_digests():
    """Return the digests of the pictures that have been taken out of use, which are few."""
    withdrawn = Photo.objects.filter(withdrawn_at__isnull=False).order_by()
    return {sha256[:32] for sha256 in withdrawn.values_list("sha256", flat=True)}


def figures_of(article, name, **inputs):
    """Return what shows a PicturePath as the photo of the article that lies there, "" for others.

    `name` is the part that shows it.
    """
    items = {
        item.photo.path: item
        for item in article.article_photos.all()
        if not item.photo.withdrawn_at
    }
    return lambda path: part(name, item=items[path], **inputs) if path in items else ""


def scroller(number):
    name = _("Table %(number)s") % {"number": number}
    return f'<div class="table" role="region" aria-label="{name}" '
