"""The pictures by which the paper is known: its square mark, and its name as a wide picture."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from ..desk import marks
from .photo import PictureField
from .versions import VersionedForm


class Place(NamedTuple):
    """Where a picture of the paper is typed: the file, what waits of one that came, the box that removes it."""

    upload: str
    received: str
    without: str


# The field of the paper → its Place.
PLACES = {
    "mark": Place("upload", "received", "without_mark"),
    "nameplate": Place("wide_upload", "wide_received", "without_nameplate"),
    "dark_nameplate": Place("dark_upload", "dark_received", "without_dark_nameplate"),
}
RECEIVE = {
    "upload": marks.receive,
    "wide_upload": marks.receive_nameplate,
    "dark_upload": marks.receive_nameplate,
}


def waiting():
    """Return the field for a picture that came with a form that had to be mended: browsers forget files."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


class MarksForm(VersionedForm):
    """A form of the paper with its pictures."""

    upload = PictureField(
        label=_("mark"),
        required=False,
        help_text=_(
            "The picture by which browsers, telephones and search engines show the paper, and which "
            "stands beside its name: square, at least 192 pixels, better 512. Without one it is the first "
            "letter of the name on the accent colour."
        ),
    )
    received = waiting()
    without_mark = forms.BooleanField(label=_("Remove the mark"), required=False)
    wide_upload = PictureField(
        label=_("nameplate"),
        required=False,
        help_text=_(
            "The name of the paper as a wide picture, which stands at the head of every page instead of "
            "the name in letters: PNG, WebP or SVG, transparent, better 160 pixels high. With it the mark "
            "stands in icons only."
        ),
    )
    wide_received = waiting()
    without_nameplate = forms.BooleanField(label=_("Remove the nameplate"), required=False)
    dark_upload = PictureField(
        label=_("nameplate for dark screens"),
        required=False,
        help_text=_(
            "The same in light letters. Without one the nameplate stands on white where a reader has "
            "chosen dark."
        ),
    )
    dark_received = waiting()
    without_dark_nameplate = forms.BooleanField(
        label=_("Remove the nameplate for dark screens"), required=False
    )

    def clean(self):
        cleaned = super().clean()
        for field, place in PLACES.items():
            picture = cleaned.get(place.upload) or self.received_of(place)
            if picture:
                self.data = self.data.copy()
                self.data[self.add_prefix(place.received)] = picture
            if picture or cleaned.get(place.without):
                setattr(self.instance, field, picture)
        return cleaned

    def received_of(self, place):
        name = self.cleaned_data.get(place.received) or ""
        is_kept = marks.is_kept if place is PLACES["mark"] else marks.is_kept_nameplate
        return name if is_kept(name) else ""

    def _post_clean(self):
        super()._post_clean()
        if self.current and any(
            getattr(self.instance, field) != getattr(self.current, field) for field in PLACES
        ):
            self.is_unchanged = False

    def waiting_fields(self):
        """Return the fields in which pictures wait that came with a form that had to be mended."""
        return [self[place.received] for place in PLACES.values()]

    @property
    def is_received(self):
        """Whether a picture came with the form and waits for the save."""
        return self.is_bound and any(field.data for field in self.waiting_fields())
