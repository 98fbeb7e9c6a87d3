"""Pages of fixed text that an older system had."""

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Page
from ..pure import markup, names, text
from .figures import OLD_IMAGE, alt_of, source_of
from .jsonl import LOST
from .record import CUT, GUESSED, LEFT_OUT, REFUSED, Note

MAX_TITLE = 80  # characters


def store_page(title, slug, body, old_address="", is_dry=False):
    """Store a page that is not there yet, a dry run only looks at it; returns the Notes on it.

    What the paper has under the same address stays as it is. A page has no photos: which it lost is told.
    """
    page = Page(title=text.tidy_line(title), slug=text.slug(names.tidy_name(slug) or title))
    if Page.objects.filter(slug=page.slug).exists():
        return [note_on_page(LEFT_OUT, _("is there already"), title)]
    try:
        page.body = markup.clean(body, settings.VIDEO_HOSTS)
    except markup.Refused as error:
        return [note_on_page(LEFT_OUT, _("can't be used"), f"{title}: {REFUSED[type(error)]}")]
    if text.is_blank(page.title) or markup.is_empty(page.body):
        return [note_on_page(LEFT_OUT, _("is empty"), title)]
    notes = lost(title, body, page.body)
    if len(page.title) > MAX_TITLE:
        notes.append(note_on_page(CUT, _("headline"), page.title))
        page.title = text.excerpt(page.title, MAX_TITLE)
    address = f"{old_address} → {page.get_absolute_url()}"
    notes.append(note_on_page(GUESSED, _("address"), address))
    if not is_dry:
        page.position = Page.objects.next_position()
        page.save()
    return notes


def lost(title, body, clean):
    """Return the Notes on what of the body of a page is not in the clean one; pictures by their addresses."""
    notes = []
    for image in OLD_IMAGE.finditer(body):
        words = f"{title}: {source_of(image)} {alt_of(image)}"
        notes.append(note_on_page(CUT, "img", words))
    for kind, count in markup.losses(body, clean).items():
        if kind != "pictures" or not notes:
            notes.append(note_on_page(CUT, LOST[kind], f"{title}: {count}"))
    for address in markup.lost_links(body):
        notes.append(note_on_page(CUT, _("links"), f"{title}: {address}"))
    return notes


def note_on_page(kind, subject, detail=""):
    """Return a Note on a page of fixed text."""
    return Note(kind, f"{_('page of fixed text')}: {subject}", detail)
