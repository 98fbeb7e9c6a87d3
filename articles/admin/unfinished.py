"""What an unfinished article lacks, told with the way to each field."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from ..desk import workflow
from ..models import Article


def told(article, missing):
    """Return the sentence that names what the article lacks, each a link to its field."""
    form = reverse("admin:articles_article_change", args=[article.pk])
    links = format_html_join(", ", '<a href="{}#id_{}">{}</a>', fields(form, missing))
    sentence = _("The article is a draft still. Before approval it needs:")
    return format_html("{} {}", sentence, links)


def fields(form, missing):
    """Yield (path of the form, name of the field, its label) of each that is missing."""
    for name in missing:
        label = _("text or a photo") if name == "body" else label_of(name)
        yield form, name, label


def label_of(name):
    """Return what people call a field of an article."""
    return Article._meta.get_field(name).verbose_name


def with_what_is_missing(drafts):
    """Return the drafts with the names of what each lacks as `lacks`; one query."""
    missing = workflow.lacking_of_each(drafts)
    for article in drafts:
        article.lacks = [
            _("no %(name)s") % {"name": label_of(name)} for name in missing[article.pk]
        ]
    return drafts
