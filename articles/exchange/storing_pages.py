"""Pages of fixed text that an older system had."""

from django.utils.translation import gettext as _

from ..models import Page
from ..pure import markup, text


def store_page(title, address, body):
    """Store a page that is not there yet; returns why it was not stored, or "".

    What the paper has under the same address stays as it is.
    """
    name = text.slug(address or title)
    if Page.objects.filter(slug=name).exists():
        return _("there is a page at this address")
    try:
        page = Page(title=text.tidy_line(title)[:80], slug=name, body=body)
        page.save()
    except markup.Refused as error:
        return str(error)
    return ""
