"""How readers may comment: the rules of the paper, and what sections and articles say instead."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import CommentRules
from .versions import VersionedForm

AS_SECTION = _("as the section")
AS_SECTION_NOW = _("as the section (%(policy)s)")
NOTHING = _("nothing of the kind")
AS_ARTICLE = _("as the article says (%(kind)s)")


class CommentRulesForm(VersionedForm):
    """The one row of the rules."""

    class Meta:
        model = CommentRules
        exclude = ()
        widgets = {
            "policy": forms.RadioSelect,
            "words": forms.Textarea({"rows": 8, "spellcheck": "false"}),
        }
        help_texts = {
            "policy": _(
                "Sections and articles may say otherwise. Articles that are marked – obituaries, suicide, "
                "minors, victims – take and show none unless an editor says so in the article."
            ),
            "per_article": _(
                "Readers are told apart by network address and browser, of which only a keyed hash is kept. "
                "What is too much is refused: the text stays in the form, with the time to wait."
            ),
            "per_day": _("Under all articles together."),
            "links_work": _(
                "Search engines do not follow them. Unticked, addresses are plain text."
            ),
            "has_feed": _("Readers' programs get new comments as RSS."),
        }

    def clean_words(self):
        """Return each word once; refuse a line that says nothing, for it would be in every comment."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()]
        words = list(dict.fromkeys(filter(None, lines)))
        for word in words:
            if sum(letter.isalnum() for letter in word) < 2:
                raise ValidationError(
                    _("“%(word)s” is too short: it would make nearly every comment wait."),
                    params={"word": word},
                )
        return "\n".join(words)

    def clean(self):
        cleaned = super().clean()
        under_one, in_all = cleaned.get("per_article"), cleaned.get("per_day")
        if under_one and in_all and under_one > in_all:
            error = _("Under one article there can't be more than a day allows in all: %(count)d.")
            self.add_error("per_article", ValidationError(error, params={"count": in_all}))
        return cleaned


def with_empty_choice(field, label):
    """Let the field say what it means that nothing is chosen."""
    field.choices = [("", label), *((value, words) for value, words in field.choices if value)]


def name_empty_choices(fields, article):
    """Let the fields of an article's form say what nothing chosen means there."""
    if "comment_policy" in fields:
        own = article.section and (article.section.comment_policy or CommentRules.current().policy)
        words = dict(CommentRules.policy.field.choices).get(own)
        label = AS_SECTION_NOW % {"policy": words} if words else AS_SECTION
        with_empty_choice(fields["comment_policy"], label)
    if "sensitivity" in fields:
        of = article.replaces
        now = of and (of.get_sensitivity_display() or NOTHING)
        label = AS_ARTICLE % {"kind": now} if of else NOTHING
        with_empty_choice(fields["sensitivity"], label)
