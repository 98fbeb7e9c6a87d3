"""Photos as they are uploaded, chosen and described."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..desk import photos
from ..models import ArticlePhoto, Photo, PhotoWords
from ..pure import imaging, renditions
from .body import EditorLabels
from .photo_words import LEFT_OUT, told
from .versions import VersionedForm

WORDS = PhotoWords._fields


class PhotoInput(forms.NumberInput):
    """A photo of the library, chosen from pictures; by its number where there is no JavaScript."""

    class Media:
        js = [forms.Script("newsroom/photo-field.js", type="module")]

    def get_context(self, name, value, attrs):
        number = str(value or "")
        is_one = number.isdecimal() and len(number) <= 18
        photo = Photo.objects.filter(pk=number).first() if is_one else None
        attrs = (attrs or {}) | {
            "data-photo-field": "",
            "data-photo-choices": reverse_lazy("admin:articles_photo_choices"),
            "data-labels": EditorLabels(),
            "data-thumbnail": photo.path.address(320) if photo else "",
        }
        return super().get_context(name, value, attrs)


def receive_photo(data):
    """Return the imaging.Picture in the bytes, with its renditions written. Raises imaging.Unusable."""
    picture = imaging.decode(data)
    photos.refuse_withdrawn(picture)
    renditions.write(picture, default_storage)
    return picture


def decode_uploads(uploads, receive=receive_photo):
    """Decode uploaded files and write what readers get, so that no transaction waits for that.

    Each keeps what `receive` made of its bytes as `picture`, or the imaging.Unusable as `refusal`.
    """
    for upload in uploads:
        upload.picture = upload.refusal = None
        try:
            if upload.size > imaging.MAX_BYTES:
                raise imaging.Unusable("too_large")
            upload.picture = receive(upload.read())
        except imaging.Unusable as refusal:
            upload.refusal = refusal


class PictureInput(forms.ClearableFileInput):
    """A place for one file, which names those of several that it leaves out."""

    class Media:
        js = [forms.Script("newsroom/one-file.js", type="module")]

    def __init__(self):
        # Systems that do not know HEIC give it no type, and would hide it.
        super().__init__({"accept": "image/*,.heic,.heif", "data-left-out": LEFT_OUT})


class PictureField(forms.FileField):
    """A file that `decode_uploads` has read; cleans to what that has made of it."""

    widget = PictureInput

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload.refusal:
            raise ValidationError(told(upload.refusal, upload.name), code=upload.refusal.reason)
        return upload and upload.picture


class PhotoChoice(forms.ModelChoiceField):
    """A photo by its number, or by the receipt for an upload; the screen shows a picture of it."""

    widget = forms.HiddenInput

    def to_python(self, value):
        return super().to_python(str(value or "").partition(":")[0])


class ArticlePhotoForm(forms.ModelForm):
    """A photo in an article: one of the library, or an upload that joins it.

    Its words are those of this article. The library's stay what they are; where it has none, the
    first that are typed become its own.
    """

    photo = PhotoChoice(Photo.objects.none(), label=_("photo"), required=False)
    upload = PictureField(label=_("upload"), required=False)
    writer = None  # the User, set on the class by the screen

    class Meta:
        model = ArticlePhoto
        fields = ("photo", "upload", *WORDS, "position")
        widgets = {
            "caption": forms.Textarea({"rows": 1}),
            "position": forms.NumberInput({"min": 0}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.instance.photo_id
        received = photos.of_receipt(self.writer, str(self["photo"].value() or ""))
        # Others' photos neither pass nor show what is written under them.
        usable = photos.usable_by(self.writer) | Photo.objects.filter(pk__in=[own, received])
        self.fields["photo"].queryset = usable
        self.fields["credit"].widget.attrs["list"] = "recent-credits"
        self.stored = {name: getattr(self.instance, name) for name in WORDS}
        for name in WORDS:
            # The library's words change without the article: what was shown tells what was typed.
            self.fields[name].show_hidden_initial = True
            if own:
                self.initial[name] = getattr(self.instance.words, name)

    @cached_property
    def current_photo(self):
        """The photo that the row shows: the one chosen last, if the writer may use it."""
        if not self.is_bound:
            return self.instance.photo if self.instance.photo_id else None
        try:
            return self.fields["photo"].to_python(self["photo"].value())
        except ValidationError:
            return None

    @property
    def thumbnail(self):
        """The address of a small picture of what the row shows, "" for none."""
        is_shown = self.current_photo and not self.current_photo.withdrawn_at
        return self.current_photo.path.address(320) if is_shown else ""

    @property
    def taken_at(self):
        """When the photo of the row was taken, None when the writer may not know it."""
        photo = self.current_photo
        return photo.taken_at if photo and photo.taken_at and self.is_visible(photo) else None

    @property
    def is_spare(self):
        """Whether this is the row to begin with, where there is no JavaScript to add one."""
        return not self.is_bound and not self.instance.pk

    @property
    def is_other(self):
        """Whether another photo is in the row than before."""
        return not self.instance.pk or "photo" in self.changed_data

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("photo") and not cleaned.get("upload"):
            raise ValidationError(_("Please choose a photo or upload one."))
        return cleaned

    def _post_clean(self):
        # The row needs its photo before the model checks it; the files come first.
        if not self.errors and self.cleaned_data.get("upload"):
            photo, _new = photos.add(self.cleaned_data["upload"], self.writer)
            self.cleaned_data["photo"] = photo
            # A browser forgets the file when another field is wrong; the photo is there already.
            self.data = self.data.copy()
            self.data[self.add_prefix("photo")] = (
                photo.pk if self.is_visible(photo) else photos.receipt(photo, self.writer)
            )
            self.current_photo = photo
        super()._post_clean()

    def told(self):
        """Return the ArticlePhoto of a valid row with its words, as it would be written."""
        for name, word in self.stored.items():
            setattr(self.instance, name, word)
        self.instance.say(follows=self.is_visible(self.instance.photo), **self.typed_words())
        return self.instance

    def save(self, commit=True):
        photo = self.instance.photo
        typed = self.typed_words()
        new = {name: word for name, word in typed.items() if word and not getattr(photo, name)}
        if new and photos.may_change(self.writer, photo):
            for name, word in new.items():
                setattr(photo, name, word)
            photo.save(update_fields=new)
        self.told()
        return super().save(commit)

    def typed_words(self):
        """Return {name: word} of what was typed, and of a new row's photo or file all that is known of it.

        In a row that was there the screen has shown what is known of another photo: what is empty is meant.
        """
        typed = {
            name: self.cleaned_data[name] or ""
            for name in WORDS
            if self.is_other or name in self.changed_data
        }
        if not self.instance.pk or self.cleaned_data.get("upload"):
            proposed = self.proposed_words()
            typed = {name: word or getattr(proposed, name) for name, word in typed.items()}
        return typed

    def proposed_words(self):
        """Return the PhotoWords for empty fields: the library's if visible, else the file's own.

        The library's words of the same picture may be of somebody's unpublished story.
        """
        photo, upload = self.instance.photo, self.cleaned_data.get("upload")
        known = photo.words if self.is_visible(photo) else PhotoWords("", "", "")
        return known.or_else(upload.caption, upload.credit) if upload else known

    def is_visible(self, photo):
        """Return whether the writer may see what the library says of the photo."""
        return photos.seen_by(self.writer).filter(pk=photo.pk).exists()


class PhotoForm(VersionedForm):
    """A photo of the library; what the file says of itself fills the empty fields."""

    upload = PictureField(label=_("file"), required=False)

    class Meta:
        model = Photo
        fields = ("upload", "caption", "credit", "alt", "taken_at", "focal_x", "focal_y")
        widgets = {"caption": forms.Textarea({"rows": 3})}

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("upload")
        if not self.instance.pk and not self.errors:
            if upload is None:
                self.add_error("upload", _("Please choose a file."))
            elif Photo.objects.filter(sha256=upload.sha256).exists():
                self.add_error("upload", _("This picture is in the library already."))
        return cleaned


class FocusForm(VersionedForm):
    """Where a photo must never be cut off."""

    class Meta:
        model = Photo
        fields = ("focal_x", "focal_y")
        widgets = {"focal_x": forms.HiddenInput, "focal_y": forms.HiddenInput}
