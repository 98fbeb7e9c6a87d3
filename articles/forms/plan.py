"""What the newsroom plans, and moving it to another day."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..desk import plans
from ..models import Plan, Reporter
from ..pure import text
from .versions import VersionedForm

DAY = Plan._meta.get_field("day")
NO_DAY = _("Please choose a day, such as 2026-11-24.")


class PlanForm(VersionedForm):
    """A plan as it is written; `version` is the edit_version that was on the screen."""

    planner = None  # the User, set on the class by the screen

    class Meta:
        model = Plan
        fields = ("day", "time", "title", "reporters", "section", "slot", "notes", "article")
        widgets = {
            "day": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "time": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "title": forms.TextInput({"autocomplete": "off"}),
            "notes": forms.Textarea({"rows": 6}),
            "reporters": forms.CheckboxSelectMultiple,
        }
        help_texts = {"article": _("An article that exists already, if this plan is about it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "day" not in self.fields:  # whoever may only look at it types nothing
            return
        chosen = Q(plans=self.instance) if self.instance.pk else Q()
        reporters = Reporter.objects.filter(Q(is_active=True) | chosen).distinct()
        self.fields["reporters"].queryset = reporters
        self.fields["day"].error_messages |= {"required": NO_DAY, "invalid": NO_DAY}
        # A browser would cut what is pasted, without a word.
        self.fields["title"].widget.attrs.pop("maxlength", None)
        self.fields["notes"].widget.attrs.pop("maxlength", None)
        self.fields["title"].error_messages["required"] = _("Please write a working title.")
        if "article" in self.fields:
            self.fields["article"].queryset = plans.linkable(self.planner, self.instance)

    def version_of(self, row):
        return str(row.edit_version)

    def values(self, row):
        is_typed = row is self.instance
        reporters = self.cleaned_data.get("reporters", ()) if is_typed else row.reporters.all()
        return super().values(row) | {"reporters": sorted(reporter.pk for reporter in reporters)}

    def clean_title(self):
        title = text.tidy_line(self.cleaned_data["title"])
        if text.is_blank(title):
            raise ValidationError(self.fields["title"].error_messages["required"])
        return title


class MoveForm(forms.Form):
    """The day to which a plan is moved, and the version of it that was on the screen."""

    day = forms.DateField(
        validators=DAY.validators, error_messages={"required": NO_DAY, "invalid": NO_DAY}
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
