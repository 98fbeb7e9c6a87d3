"""Forms of the newsroom: they check what was typed and keep it when it can't be saved."""

import json
import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from . import imaging, markup, photos, revisions, text, workflow
from .models import Article, ArticlePhoto, Page, Photo
from .models.article import content_of

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
MAX_TAGS = 50  # of an article; each is looked up while nobody else can write
NOT_YOURS = _(
    "Somebody else uploaded this photo, or readers see it already: an editor writes its credit "
    "and description."
)
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
    "photoSearch": _("Search captions, credits and dates (2026-11-24)"),
    "photoLoading": _("Loading …"),
    "photoNone": _("No photos found."),
    "photoFailed": _("The photos could not be loaded. Please try again in a moment."),
    "photoUntitled": _("Photo without a caption"),
    "photoUploading": _("Uploading “%(name)s” …"),
    "photoAdded": _("“%(name)s” is in."),
    "photoTooLarge": UNUSABLE["too_large"],
    "photoLapsed": _(
        "“%(name)s” was not uploaded: your login has ended. Log in again in another window, then "
        "try again."
    ),
    "photoUnsent": _("“%(name)s” was not uploaded. Please check the connection and try again."),
    "photoTwice": _("This photo is in the article already."),
    "photoNotYours": NOT_YOURS,
    "photoTaken": _("Taken %(at)s"),
    "photoMoved": _("The photo is number %(place)s now."),
    "photoNumber": _("Photo %(place)s"),
    "photoWaiting": _("The article is saved as soon as the photos are uploaded."),
    "retry": _("Try again"),
    "pasteDropped": _("Left out of what was pasted: %(what)s"),
    "pastePictures": _("%(count)s pictures"),
    "pasteFrames": _("%(count)s films or frames"),
    "pasteScripts": _("%(count)s scripts"),
    "pasteNotes": _("%(count)s comments"),
    "pasteOthers": _("%(count)s other elements"),
    "pasteLooks": _("fonts and colours"),
    "dropNoPicture": _("Only pictures can be dropped here."),
    "apply": _("Apply"),
    "cancel": _("Cancel"),
}


class BodyEditor(forms.Textarea):
    """The rich editor; a plain field with HTML where there is no JavaScript."""

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "desk/photo-dialog.css",
                "desk/body-editor.css",
            ]
        }
        js = [forms.Script("desk/body-editor.js", type="module")]

    def __init__(self):
        super().__init__(
            {
                "rows": 24,
                "data-body-editor": "",
                "data-photo-choices": reverse_lazy("admin:articles_photo_choices"),
                "data-photo-upload": reverse_lazy("admin:articles_photo_upload"),
                "data-max-bytes": imaging.MAX_BYTES,
                "data-labels": LabelsText(),
            }
        )


class LabelsText:
    """The words of the rich editor in the language of the page, as JSON, made when shown."""

    def __str__(self):
        return json.dumps({key: str(word) for key, word in EDITOR_LABELS.items()})


class PhotoInput(forms.NumberInput):
    """A photo of the library, chosen from pictures; by its number where there is no JavaScript."""

    class Media:
        css = {"all": ["desk/photo-dialog.css"]}
        js = [forms.Script("desk/photo-field.js", type="module")]

    def get_context(self, name, value, attrs):
        number = str(value or "")
        is_one = number.isdecimal() and len(number) <= 18
        photo = Photo.objects.filter(pk=number).first() if is_one else None
        attrs = (attrs or {}) | {
            "data-photo-field": "",
            "data-photo-choices": reverse_lazy("admin:articles_photo_choices"),
            "data-labels": LabelsText(),
            "data-thumbnail": photo.path.url(320) if photo else "",
        }
        return super().get_context(name, value, attrs)


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
    # The version that was seen beside one's own text, and that may be saved over.
    over = forms.IntegerField(required=False)
    accept_rewrite = forms.BooleanField(required=False)
    writer = None  # the User, set on the class by the screen
    conflict = None  # the Article as somebody else saved it
    is_rewrite = False

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

    def clean_tags(self):
        tags = self.cleaned_data["tags"]
        if len(tags) > MAX_TAGS:
            raise ValidationError(
                _("The article has %(count)d tags; at most %(limit)d are possible."),
                params={"count": len(tags), "limit": MAX_TAGS},
            )
        return tags

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            # Locks the row until the transaction of the save ends.
            now = Article.objects.select_for_update().get(pk=self.instance.pk)
            self.seen_version = now.edit_version
            # The instance was read before the lock: what came in between must not be undone.
            is_stale = self.instance.edit_version != now.edit_version
            if is_stale or now.edit_version not in (cleaned.get("version"), cleaned.get("over")):
                self.conflict = now
                self.add_error(None, conflict_error(now))
            if "body" in cleaned and workflow.is_rewritten(now, cleaned["body"]):
                self.is_rewrite = True
                if not cleaned.get("accept_rewrite"):
                    self.add_error(None, ValidationError(REWRITE, code="rewrite"))
        return cleaned

    def both_texts(self):
        """Return how the text that somebody saved differs from what was typed here."""
        reporters = self.conflict.bylines.values_list("reporter_id", "title")
        photos = self.conflict.content()["photos"]
        tags = self.cleaned_data.get("tags", [])
        typed = content_of(self.instance, reporters, tags, photos)
        return revisions.compare(self.conflict.content(), typed)


REWRITE = _(
    "More than half of the text that readers see would be replaced. Portals take that for a new "
    "story under an old address. Write a new article, or confirm it below and save again."
)


def conflict_error(article):
    """Return the error that tells who saved the article, and when, after it had been opened."""
    last = article.revisions.select_related("editor").first()
    return ValidationError(
        _(
            "%(who)s saved this article at %(when)s, after you opened it. What you typed is still "
            "here and has not been saved. Compare both texts, then save again."
        ),
        code="conflict",
        params={
            "who": (last and last.editor) or _("Somebody"),
            "when": timezone.localtime(last.made_at).strftime("%H:%M") if last else "",
        },
    )


class Rows(forms.BaseInlineFormSet):
    """The rows of an article that belong to others too: `key` names what tells one from another.

    A row that somebody has written anew since the form was opened is found again by its key, and
    one that is gone is added again: what was typed into it is not lost.
    """

    key = None

    def __init__(self, data=None, files=None, instance=None, prefix=None, **options):
        if data is not None and instance is not None and instance.pk:
            data, files = self.with_present_rows(data, files, instance, prefix)
        super().__init__(data, files, instance, prefix=prefix, **options)

    def with_present_rows(self, data, files, instance, prefix):
        """Return what was sent with the ids of the rows that are there now, those first."""
        rows = self.model.objects.filter(**{self.fk.name: instance})
        present = {str(pk): str(key) for pk, key in rows.values_list("pk", self.key)}
        total, pk = data.get(f"{prefix}-TOTAL_FORMS", ""), self.model._meta.pk.name
        numbers = range(min(int(total[:9]), self.absolute_max) if total.isdecimal() else 0)
        ids = [data.get(f"{prefix}-{number}-{pk}", "") for number in numbers]
        keys = [
            ""
            if data.get(f"{prefix}-{number}-DELETE")
            else data.get(f"{prefix}-{number}-{self.key}", "").partition(":")[0]
            for number in numbers
        ]
        found = matched(ids, keys, present)
        if found == ids:
            return data, files
        order = sorted(numbers, key=lambda number: not found[number])
        data, files = renumbered(data, prefix, order), renumbered(files, prefix, order)
        for place, number in enumerate(order):
            data[f"{prefix}-{place}-{pk}"] = found[number]
        data[f"{prefix}-INITIAL_FORMS"] = sum(map(bool, found))
        return data, files


def matched(ids, keys, present):
    """Return which row each of the sent ones is, "" for a new one: that of its key, or its own.

    `present` is {id: key}. A key stays with its row, so that two that change places never stand
    twice in between; a row that is left over takes the new key, or goes.
    """
    by_key = {key: pk for pk, key in present.items()}
    found = [by_key.pop(key, "") for key in keys]
    free = {pk: None for pk in ids if pk in present and pk not in found}
    for wants_its_own in (True, False):
        for number, pk in enumerate(ids):
            if free and not found[number] and pk in (free if wants_its_own else present):
                found[number] = pk if wants_its_own else next(iter(free))
                del free[found[number]]
    return found


def renumbered(sent, prefix, order):
    """Return a copy of what was sent in which row `order[i]` of a formset is row `i`."""
    changed, places = sent.copy(), {number: place for place, number in enumerate(order)}
    rows = re.compile(rf"(initial-)?{re.escape(prefix)}-(\d{{1,9}})-(.+)")
    matches = [match for match in map(rows.fullmatch, sent) if match and int(match[2]) in places]
    for match in matches:
        changed.pop(match[0])
    for match in matches:
        name = f"{match[1] or ''}{prefix}-{places[int(match[2])]}-{match[3]}"
        changed.setlist(name, sent.getlist(match[0]))
    return changed


class PhotoChoice(forms.ModelChoiceField):
    """A photo by its number, or by the receipt for an upload; the screen shows a picture of it."""

    widget = forms.HiddenInput

    def to_python(self, value):
        return super().to_python(str(value or "").partition(":")[0])


class ArticlePhotoForm(forms.ModelForm):
    """A photo in an article: one of the library, or an upload that joins it."""

    photo = PhotoChoice(Photo.objects.none(), label=_("photo"), required=False)
    upload = PictureField(label=_("upload"), required=False)
    credit = forms.CharField(label=_("credit"), max_length=100, required=False)
    alt = forms.CharField(label=_("description for the blind"), max_length=300, required=False)
    writer = None  # the User, set on the class by the screen
    not_yours = NOT_YOURS

    class Meta:
        model = ArticlePhoto
        fields = ("photo", "upload", "caption", "credit", "alt", "position")
        widgets = {
            "caption": forms.Textarea({"rows": 2}),
            "position": forms.NumberInput({"min": 0}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The library's words change without the article: only what was typed here is written.
        self.fields["credit"].show_hidden_initial = self.fields["alt"].show_hidden_initial = True
        own = self.instance.photo_id
        received = photos.of_receipt(self.writer, str(self["photo"].value() or ""))
        visible = photos.seen_by(self.writer)
        # Others' photos neither pass nor show what is written under them.
        usable = visible | Photo.objects.filter(pk__in=[own, received])
        self.fields["photo"].queryset = usable
        if own and visible.filter(pk=own).exists():
            self.initial["credit"] = self.instance.photo.credit
            self.initial["alt"] = self.instance.photo.alt
        self.lock_words()

    def lock_words(self):
        """Let nobody type a credit or description that would not be kept."""
        for name in ("credit", "alt"):
            self.fields[name].widget.attrs["disabled"] = not self.may_tell

    @cached_property
    def shown(self):
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
        return self.shown.path.url(320) if self.shown else ""

    @property
    def is_spare(self):
        """Whether this is the row to begin with, where there is no JavaScript to add one."""
        return not self.is_bound and not self.instance.pk

    @property
    def may_tell(self):
        """Whether credit and description are the writer's to write."""
        return self.shown is None or photos.may_change(self.writer, self.shown)

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
            self.shown = photo
            self.lock_words()
        super()._post_clean()
        self.refuse_words_that_would_be_lost()

    def refuse_words_that_would_be_lost(self):
        """Add an error to credit and description that were typed for somebody else's photo."""
        photo = self.cleaned_data.get("photo")
        if photo is None or photos.may_change(self.writer, photo):
            return
        for name in ("credit", "alt"):
            if name in self.changed_data and self.cleaned_data.get(name):
                self.add_error(name, NOT_YOURS)

    def save(self, commit=True):
        photo = self.instance.photo
        if not self.instance.pk or "photo" in self.changed_data:
            self.instance.caption = text.tidy_lines(self.instance.caption) or self.proposed()
        if photos.may_change(self.writer, photo):
            told = [name for name in ("credit", "alt") if self.is_told(name)]
            for name in told:
                setattr(photo, name, text.tidy_line(self.cleaned_data[name]))
            photo.save(update_fields=told)
        return super().save(commit)

    def is_told(self, name):
        """Return whether credit or description was typed, or came with another photo."""
        is_other = "photo" in self.changed_data and self.cleaned_data[name]
        return bool(is_other) or name in self.changed_data

    def proposed(self):
        """Return the caption for an empty field: the file's own, or the library's if visible.

        The library's caption of the same picture may be of somebody's unpublished story.
        """
        if self.cleaned_data.get("upload"):
            return self.cleaned_data["upload"].caption
        photo = self.instance.photo
        return photo.caption if self.is_visible(photo) else ""

    def is_visible(self, photo):
        """Return whether the writer may see what the library says of the photo."""
        return photos.seen_by(self.writer).filter(pk=photo.pk).exists()


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
    """One step of an article: the action, what was on the screen, time, note and confirmations."""

    action = forms.CharField()
    version = forms.IntegerField()
    seen = forms.CharField(required=False)
    note = forms.CharField(max_length=1000, required=False)
    at = forms.DateTimeField(required=False)
    accepted = forms.MultipleChoiceField(
        choices=[(code, code) for code in workflow.CONFIRMED], required=False
    )

    @property
    def chosen(self):
        """The codes of what the editor confirmed."""
        return self.data.getlist("accepted") if self.is_bound else []

    def clean_seen(self):
        return self.cleaned_data["seen"] or None

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
