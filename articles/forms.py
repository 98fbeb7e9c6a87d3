"""Forms of the newsroom: they check what was typed and keep it when it can't be saved."""

import json

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import imaging, markup, photos, text
from .models import Article, ArticlePhoto, Page, Photo

UNUSABLE = {
    "too_large": _("“%(name)s” is larger than 30 MB. Please make it smaller and try again."),
    "too_many_pixels": _("“%(name)s” has more than 50 million pixels. Please make it smaller."),
    "wrong_type": _("“%(name)s” is not a JPEG, PNG, WebP, GIF or AVIF picture."),
    "broken": _("“%(name)s” is damaged and can't be read. Please save it anew and try again."),
}
REFUSED = {
    markup.TooLong: _("The text is too long: at most 200 KB."),
    markup.TooManyTags: _("The text has too much formatting. Please paste it without formatting."),
    markup.TooDeep: _("The text is nested too deeply. Please paste it without formatting."),
}
EDITOR_LABELS = {
    "toolbar": _("Formatting"),
    "body": _("Body"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "underline": _("Underline"),
    "strike": _("Strikethrough"),
    "heading2": _("Heading"),
    "heading3": _("Subheading"),
    "quote": _("Quotation"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "link": _("Link"),
    "linkAddress": _("Address (empty removes the link)"),
    "linkInvalid": _(
        "This is not an address of a web page, an e-mail address or a telephone number."
    ),
    "table": _("Insert table"),
    "rule": _("Dividing line"),
    "photo": _("Insert photo"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "addRow": _("Add row"),
    "deleteRow": _("Delete row"),
    "addColumn": _("Add column"),
    "deleteColumn": _("Delete column"),
    "headerRow": _("Header row"),
    "deleteTable": _("Delete table"),
    "deletePhoto": _("Delete photo"),
    "caption": _("Caption"),
    "photoTitle": _("Choose a photo"),
    "photoSearch": _("Search captions and credits"),
    "photoLoading": _("Loading …"),
    "photoNone": _("No photos found."),
    "photoFailed": _("The photos could not be loaded. Please try again in a moment."),
    "photoUntitled": _("Photo without a caption"),
    "apply": _("Apply"),
    "cancel": _("Cancel"),
}


class BodyEditor(forms.Textarea):
    """The rich editor; a plain field with HTML where there is no JavaScript."""

    class Media:
        css = {"all": ["django_prose_editor/material-icons.css", "desk/body-editor.css"]}
        js = [forms.Script("desk/body-editor.js", type="module")]

    def __init__(self):
        super().__init__(
            {
                "rows": 24,
                "data-body-editor": "",
                "data-photo-choices": reverse_lazy("admin:articles_photo_choices"),
                "data-labels": LabelsText(),
            }
        )


class LabelsText:
    """The words of the rich editor in the language of the page, as JSON, made when shown."""

    def __str__(self):
        return json.dumps({key: str(word) for key, word in EDITOR_LABELS.items()})


def develop(uploads):
    """Decode uploaded files and write their renditions, so that no transaction waits for that.

    Each keeps its imaging.Picture as `picture`, or the imaging.Unusable as `refusal`.
    """
    for upload in uploads:
        upload.picture = upload.refusal = None
        try:
            if upload.size > imaging.MAX_BYTES:
                raise imaging.Unusable("too_large")
            upload.picture = imaging.read(upload.read())
            imaging.write_renditions(upload.picture, settings.MEDIA_ROOT)
        except imaging.Unusable as refusal:
            upload.refusal = refusal


def clean_html(source):
    """Return the HTML of a body, clean and not empty. Raises ValidationError."""
    try:
        body = markup.clean(source, settings.VIDEO_HOSTS)
    except markup.Refused as error:
        raise ValidationError(REFUSED[type(error)]) from error
    if markup.is_empty(body):
        raise ValidationError(_("Please write the text."))
    return body


class PictureField(forms.FileField):
    """A file that `develop` has read; cleans to its imaging.Picture."""

    widget = forms.ClearableFileInput(
        {"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}
    )

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload.refusal:
            reason = upload.refusal.reason
            raise ValidationError(UNUSABLE[reason], code=reason, params={"name": upload.name})
        return upload and upload.picture


class ArticleForm(forms.ModelForm):
    """An article as it is written; `version` is the edit_version that the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    writer = None  # the User, set on the class by the screen

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "headline": forms.TextInput({"class": "headline", "autocomplete": "off"}),
            "subheading": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_plain = self.writer.writes_plain_text
        if "body" in self.fields:
            self.fields["body"].strip = False
            if self.is_plain:
                self.fields["body"].widget = forms.Textarea({"rows": 24, "class": "plain-body"})
                self.initial["body"] = markup.to_plain(self.instance.body)
            else:
                self.fields["body"].widget = BodyEditor()
        if "headline" in self.fields:
            # A browser would cut what is pasted, without a word.
            self.fields["headline"].widget.attrs.pop("maxlength", None)
            self.fields["headline"].error_messages["required"] = _("Please write a headline.")
            self.fields["body"].error_messages["required"] = _("Please write the text.")
            self.fields["section"].error_messages["required"] = _("Please choose a section.")
        if self.instance.pk:
            self.initial["version"] = self.instance.edit_version

    def clean_headline(self):
        headline = text.tidy_line(self.cleaned_data["headline"])
        if text.is_blank(headline):
            raise ValidationError(_("Please write a headline."))
        return headline

    def clean_subheading(self):
        return text.tidy_lines(self.cleaned_data["subheading"])

    def clean_body(self):
        body = self.cleaned_data["body"]
        if self.is_plain and not markup.looks_like_html(body):
            body = markup.from_plain(body)
        return clean_html(body)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            # Locks the row until the transaction of the save ends.
            now = Article.objects.select_for_update().get(pk=self.instance.pk)
            if now.edit_version != cleaned.get("version"):
                last = now.revisions.select_related("editor").first()
                self.add_error(
                    None,
                    ValidationError(
                        _(
                            "%(who)s saved this article at %(when)s, after you opened it. What you "
                            "typed is still here and has not been saved: open the article in "
                            "another window and bring both together."
                        ),
                        code="conflict",
                        params={
                            "who": (last and last.editor) or _("Somebody"),
                            "when": timezone.localtime(last.made_at).strftime("%H:%M")
                            if last
                            else "",
                        },
                    ),
                )
        return cleaned


class ArticlePhotoForm(forms.ModelForm):
    """A photo in an article: one of the library, or an upload that joins it."""

    upload = PictureField(label=_("upload"), required=False)
    credit = forms.CharField(label=_("credit"), max_length=100, required=False)
    alt = forms.CharField(label=_("description for the blind"), max_length=300, required=False)
    writer = None  # the User, set on the class by the screen

    class Meta:
        model = ArticlePhoto
        fields = ("photo", "upload", "caption", "credit", "alt", "position")
        widgets = {"caption": forms.Textarea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.instance.photo_id
        visible = photos.seen_by(self.writer)
        if "photo" in self.fields:
            self.fields["photo"].required = False
            # Others' photos neither pass nor show what is written under them.
            self.fields["photo"].queryset = visible | Photo.objects.filter(pk=own)
            if not str(self.data.get(self.add_prefix("photo"), "")).isdecimal():
                self.data = self.data.copy()
                self.data.pop(self.add_prefix("photo"), None)
        if own and visible.filter(pk=own).exists():
            self.initial["credit"] = self.instance.photo.credit
            self.initial["alt"] = self.instance.photo.alt

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("photo") and not cleaned.get("upload"):
            raise ValidationError(_("Please choose a photo or upload one."))
        return cleaned

    def _post_clean(self):
        # The row needs its photo before the model checks it; the files come first.
        if not self.errors and self.cleaned_data.get("upload"):
            self.cleaned_data["photo"], _new = photos.add(self.cleaned_data["upload"], self.writer)
            # A browser forgets the file when another field is wrong; the photo is there already.
            self.data = self.data.copy()
            self.data[self.add_prefix("photo")] = self.cleaned_data["photo"].pk
        super()._post_clean()

    def save(self, commit=True):
        photo = self.instance.photo
        # Of an upload the file tells, not the library, whose caption may be of an unpublished story.
        told = self.cleaned_data.get("upload") or photo
        self.instance.caption = text.tidy_lines(self.instance.caption) or told.caption
        if photos.may_change(self.writer, photo):
            for name in ("credit", "alt"):
                if name in self.changed_data:
                    setattr(photo, name, text.tidy_line(self.cleaned_data[name]))
            photo.save(update_fields=["credit", "alt"])
        return super().save(commit)


class PhotoForm(forms.ModelForm):
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


class DecisionForm(forms.Form):
    """One step of an article: the action, the version that was on the screen, time and note."""

    action = forms.CharField()
    version = forms.IntegerField()
    note = forms.CharField(max_length=1000, required=False)
    at = forms.DateTimeField(required=False)

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at < timezone.now():
            raise ValidationError(_("The time has passed. Leave it empty to approve now."))
        if at and at.year > text.LAST_YEAR:
            raise ValidationError(_("The time is too far away."))
        return at


class PageForm(forms.ModelForm):
    """A page of fixed text."""

    class Meta:
        model = Page
        fields = ("title", "slug", "body", "position")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = BodyEditor()

    def clean_body(self):
        return clean_html(self.cleaned_data["body"])
