"""Why a photo is taken out of use, or back into it with its file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..pure import imaging
from .lines import LinesField


class PhotoUseForm(forms.Form):
    """The reason; of a photo that is out of use also the file, for it is gone."""

    note = LinesField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    upload = forms.FileField(
        label=_("file"), widget=forms.ClearableFileInput({"accept": "image/*,.heic,.heif"})
    )

    def __init__(self, *args, photo, **kwargs):
        super().__init__(*args, **kwargs)
        self.photo = photo
        if not photo.withdrawn_at:
            del self.fields["upload"]

    def clean_upload(self):
        """Return the imaging.Picture of the file, which must be that of the photo."""
        upload = self.cleaned_data["upload"]
        try:
            picture = imaging.decode(upload.read()) if upload.size <= imaging.MAX_BYTES else None
        except imaging.Unusable:
            picture = None
        if picture is None or picture.sha256 != self.photo.sha256:
            raise forms.ValidationError(
                _("“%(name)s” is not the file of this photo."), params={"name": upload.name}
            )
        return picture
