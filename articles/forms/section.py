"""Sections, chosen from those that papers usually have."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..desk import sections
from ..models import CommentRules, Section
from ..pure.names import tidy_name
from .comment_rules import with_empty_choice
from .versions import VersionedForm

OWN = 3  # empty lines for names of one's own
LONGEST = Section._meta.get_field("name").max_length


class SectionForm(VersionedForm):
    """A section; its comments are as those of the paper unless it says otherwise."""

    class Meta:
        model = Section
        fields = "__all__"
        labels = {"comment_policy": _("new comments under its articles")}
        help_texts = {
            "comment_policy": _(
                "An article may say otherwise. None are taken: comments that are there stay readable."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        as_paper = _("as the paper (%(policy)s)")
        now = CommentRules.current().get_policy_display()
        with_empty_choice(self.fields["comment_policy"], as_paper % {"policy": now})


class ProposedSectionsForm(forms.Form):
    """A line for each proposed section that is not there yet, and some for names of one's own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for slug, name in sections.PROPOSED.items():
            if name not in self.there:
                is_usual = not self.there and slug in sections.USUAL
                label = _("Take “%(name)s”") % {"name": name}
                tick = forms.BooleanField(label=label, required=False, initial=is_usual)
                self.fields[f"take_{slug}"] = tick
                self.fields[f"name_{slug}"] = named(_("name of “%(name)s”") % {"name": name}, name)
        for number in range(OWN):
            self.fields[f"name_{number}"] = named(_("name of your own"))

    @cached_property
    def there(self):
        """The names of the sections that are there."""
        return list(Section.objects.values_list("name", flat=True))

    @property
    def lines(self):
        """(tick, or None where the name alone chooses; name) of each line."""
        for field in self.fields:
            if field.startswith("name_"):
                tick = field.replace("name", "take")
                yield self[tick] if tick in self.fields else None, self[field]

    def clean(self):
        cleaned, names = super().clean(), []
        for tick, typed in self.lines:
            name = tidy_name(cleaned.get(typed.name) or "")
            if cleaned.get(tick.name) if tick else name:
                if not name and typed.name in cleaned:
                    self.add_error(typed.name, _("Please type a name, or take the tick away."))
                elif name in (*names, *self.there):
                    self.add_error(typed.name, _("There is a section of this name already."))
                names.append(name)
        if not names:
            raise ValidationError(_("Please choose at least one."))
        cleaned["names"] = names
        return cleaned


def named(label, name=""):
    """Return a field for the name of a section."""
    return forms.CharField(label=label, max_length=LONGEST, required=False, initial=name)
