"""Where a photo is cut."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..pure import crops

UNSUITABLE = {
    "outside": _("The frame does not lie on the photo. Please place it again."),
    "whole": _("The frame holds the whole photo. Make it smaller or choose another shape."),
    "small": _("What is left would be too small: each side needs %(least)s pixels."),
    "lost": _("The file of this photo is not there. Please tell whoever runs the server."),
}


class FrameForm(forms.Form):
    """A crops.Frame, as parts of the photo's sides."""

    x = forms.FloatField(min_value=0, max_value=1)
    y = forms.FloatField(min_value=0, max_value=1)
    width = forms.FloatField(min_value=0, max_value=1)
    height = forms.FloatField(min_value=0, max_value=1)

    @property
    def frame(self):
        """The Frame of a valid form."""
        return crops.Frame(**self.cleaned_data)


def told_of_frame(reason):
    """Return the sentence that tells why a photo is not cut."""
    return UNSUITABLE[reason] % {"least": crops.LEAST}
