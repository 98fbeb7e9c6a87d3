"""Related articles that are chosen by hand, typed as numbers or addresses."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..desk import related
from ..models import MAX_RELATED, Article
from .suggestions import RelatedInput


class RelatedField(forms.CharField):
    """Articles by their numbers or addresses, in order; cleans to the list of the numbers."""

    def __init__(self):
        super().__init__(
            label=_("related articles"),
            required=False,
            max_length=related.MAX_LINE,
            widget=RelatedInput,
            help_text=_(
                "Readers find them first under the article, then those with the same tags. What is not public "
                "yet shows when it is."
            ),
        )

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value):
        numbers, unknown = related.numbers_in(super().clean(value))
        if unknown:
            raise ValidationError(
                _("“%(typed)s” is neither the number nor the address of an article."),
                params={"typed": unknown[0][:80]},
            )
        if len(numbers) > MAX_RELATED:
            raise ValidationError(
                _("%(count)d related articles are chosen; at most %(limit)d are possible."),
                params={"count": len(numbers), "limit": MAX_RELATED},
            )
        return numbers


def present(article):
    """Return the numbers of the articles to which the article leads its readers."""
    return list(article.related.values_list("to", flat=True)) if article.pk else []


def checked(numbers, article, writer):
    """Return the numbers of those that the writer may choose. Raises ValidationError for others.

    What somebody else has chosen may stay.
    """
    known = related.choosable(writer, article).filter(pk__in=numbers)
    allowed = {*known.values_list("pk", flat=True), *present(article)}
    strange = [number for number in numbers if number not in allowed]
    if strange:
        raise ValidationError(
            _("Article no. %(number)d is not there, or can't be related to this one."),
            params={"number": strange[0]},
        )
    return numbers


def attributes(line, article, writer):
    """Return what the script of the field needs: where it searches, and what is in the line."""
    numbers, _unknown = related.numbers_in(line or "")
    may_see = related.choosable(writer, article).filter(pk__in=numbers)
    seen = {row.pk: related.described(row) for row in may_see.without_texts()}
    there = Article.objects.filter(pk__in=set(numbers) - seen.keys()).values_list("pk", flat=True)
    itself = f"?of={article.pk}" if article.pk else ""
    return {
        "data-related": reverse("admin:articles_article_choices") + itself,
        "data-chosen": json.dumps([*seen.values(), *map(related.unseen, there)]),
    }
