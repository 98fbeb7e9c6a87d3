"""A save over a newer save: refused, with both shown side by side, and nothing of it lost."""

from django import forms
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..desk import revisions
from ..pure import differences, markup, text
from .body import BodyEditor

OVERTAKEN = _(
    "%(who)s saved this at %(when)s, after you opened it. What you typed is still here and has not "
    "been saved. Compare both, then save again."
)
CHANGED_MEANWHILE = _("Somebody made it %(value)s after you opened this list.")


class VersionedForm(forms.ModelForm):
    """A form of a row that refuses to save over what somebody else saved since it was opened.

    The version of a row is a digest of what the form shows of it: whoever changes that, in whatever
    way, makes another version.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    # The version that was seen beside one's own, and that may be saved over.
    over = forms.CharField(required=False)
    current = None  # the row as it is now, locked until the transaction of the save ends
    conflict = None  # the same when it is not what was on the screen
    is_unchanged = False  # whether saving would write what is there already

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.version_of(self.instance)

    def values(self, row):
        """Return {name: value} of the row's own fields that the form shows."""
        concrete = [field.name for field in row._meta.concrete_fields]
        return model_to_dict(row, [name for name in concrete if name in self.fields])

    def version_of(self, row):
        """Return what tells this state of the row from others."""
        return text.digest({name: str(value) for name, value in self.values(row).items()})

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            rows = type(self.instance)._base_manager.select_for_update()
            self.current = rows.get(pk=self.instance.pk)
            # What the form does not show must not become what it was before the lock.
            for field in self.instance._meta.concrete_fields:
                if field.name not in self.fields:
                    setattr(self.instance, field.attname, getattr(self.current, field.attname))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.current is None:
            return
        self.is_unchanged = self.values(self.instance) == self.values(self.current)
        if self.is_overtaken() and not self.is_harmless():
            self.conflict = self.current
            self.add_error(None, self.conflict_error())

    def is_overtaken(self):
        """Return whether the row is neither what was on the screen nor what may be saved over."""
        version, seen = self.newer_version, ("version", "over")
        # The instance was read before the lock: what came in between must not be undone either.
        is_stale = self.initial["version"] != version
        return is_stale or version not in [self.cleaned_data.get(name) for name in seen]

    def is_harmless(self):
        """Return whether saving takes nothing away from what somebody else saved."""
        return self.is_unchanged

    @property
    def newer_version(self):
        """The version of the row as it is now."""
        return self.version_of(self.current)

    def conflict_error(self):
        """Return the error that tells who saved the row, and when."""
        log = LogEntry.objects.filter(
            content_type__app_label=self.instance._meta.app_label,
            content_type__model=self.instance._meta.model_name,
            object_id=str(self.instance.pk),
        )
        last = log.select_related("user").first()
        return overtaken(OVERTAKEN, last and last.user, last and last.action_time)

    def both_texts(self):
        """Return a FieldDifference of each field: what is saved now, and what was typed here."""
        return [
            difference(name, self.fields[name], value, typed)
            for (name, value), typed in zip(
                self.values(self.conflict).items(),
                self.values(self.instance).values(),
                strict=True,
            )
        ]


def overtaken(sentence, who, at):
    """Return the error of a conflict, with who saved and when in the sentence."""
    when = timezone.localtime(at).strftime("%H:%M") if at else ""
    return ValidationError(
        sentence, code="conflict", params={"who": who or _("Somebody"), "when": when}
    )


def difference(name, field, old, new):
    """Return the FieldDifference of two values of a form's field."""
    label = str(field.label)
    if old == new:
        return revisions.FieldDifference(name, label)
    rows = differences.rows(lines(field, old), lines(field, new))
    return revisions.FieldDifference(name, label, is_changed=True, rows=tuple(rows))


def lines(field, value):
    """Return the value of a form's field as lines that people can read."""
    if isinstance(field.widget, BodyEditor):
        return [line for _kind, line in markup.blocks(value)]
    if isinstance(value, bool):
        return [str(_("yes") if value else _("no"))]
    if hasattr(field, "queryset"):
        chosen = value if isinstance(value, list) else [value]
        return [str(row) for row in field.queryset.filter(pk__in=chosen)]
    if hasattr(field, "choices"):
        value = dict(field.choices).get(value, value)
    return str("" if value is None else field.prepare_value(value)).splitlines()


class ListedForm(forms.ModelForm):
    """What a row of a list lets one change: only what was changed there is written.

    A value that somebody else has changed meanwhile is shown first.
    """

    is_unchanged = False  # a row that nobody touched is not saved at all

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self):
        cleaned = super().clean()
        for name in self.changed_data:
            bound = self[name]
            shown = str(self.data.get(bound.html_initial_name, ""))
            if str(bound.initial) not in (shown, str(cleaned.get(name))):
                error = ValidationError(CHANGED_MEANWHILE, params={"value": bound.initial})
                self.add_error(name, error)
                # It has been seen then, and may be changed.
                self.data = self.data.copy()
                self.data[bound.html_initial_name] = str(bound.initial)
        return cleaned
