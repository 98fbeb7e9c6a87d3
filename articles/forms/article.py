"""An article as it is written."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..desk import revisions, workflow
from ..models import Article, Decision, Section, content_of
from ..pure import text
from . import comment_rules, related
from .body import BodyEditor, clean_html, plain_of, told_losses
from .lines import LinesField
from .source_file import Numbers, WaitingSources
from .suggestions import TagInput
from .tag import check_tags
from .versions import VersionedForm, overtaken

PHOTO_ROW = re.compile(r"(article_photos-\d+)-(?:photo|upload)")
OTHER_WORDS = (
    *("subheading", "region", "tags", "related", "original_url", "copyright_notice"),
    "sources",
)
OVERTAKEN = _(
    "%(who)s saved this article at %(when)s, after you opened it. What you typed is still here and "
    "has not been saved. Compare both texts, then save again."
)
NO_ADDRESS = _(
    "This is not the address of a page. It looks like this: https://news.example.com/articles/1"
)
NOTHING_YET = _("There is nothing to save yet. Please write a headline or a few words first.")
# What only a draft may lack.
NEEDED = {
    "headline": _("Please write a headline."),
    "section": _("Please choose a section."),
    "body": _("Please write the text or add a photo."),
}
REWRITE = _(
    "More than half of the text that readers see would be replaced. Portals take that for a new "
    "story under an old address. Write a new article, or confirm it below and save again."
)


class ArticleForm(VersionedForm):
    """An article as it is written; `version` is the edit_version that the writer saw."""

    accept_rewrite = forms.BooleanField(required=False)
    sources = WaitingSources(label=_("source files"), required=False)
    sources_away = Numbers(label=_("source files to remove"), required=False)
    related = related.RelatedField()
    word = LinesField(
        label=_("A word to the desk"),
        max_length=Decision._meta.get_field("note").max_length,
        required=False,
        widget=forms.Textarea({"rows": 3, "aria-label": _("A word to the desk")}),
        help_text=_("Editors read it with the article. It goes with the request for approval."),
    )
    word_kept = ""  # that was typed before and has not gone yet
    writer = None  # the User, set on the class by the screen
    is_rewrite = False

    class Meta:
        model = Article
        fields = "__all__"
        field_classes = {"original_url": forms.CharField}  # which says itself what is an address
        help_texts = {
            "original_url": _("Readers get the link, and search engines are sent there."),
            "comment_policy": _("What is chosen here is valid for a marked article, too."),
            "sensitivity": _("A marked article takes and shows no comments."),
        }
        labels = {"comments_open": _("This article takes comments")}
        widgets = {
            "original_url": forms.TextInput({"class": "vURLField", "inputmode": "url"}),
            "headline": forms.TextInput({"class": "headline", "autocomplete": "off"}),
            "subheading": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_plain = self.writer.writes_plain_text
        self.initial["word"] = self.word_kept
        if "body" in self.fields:
            self.fields["body"].strip = False
            if self.is_plain:
                self.fields["body"].widget = forms.Textarea({"rows": 24, "class": "plain-body"})
                self.initial["body"] = plain_of(self.initial.get("body", ""))
            else:
                self.fields["body"].widget = BodyEditor()
        if "headline" in self.fields:
            # A browser would cut what is pasted, without a word.
            self.fields["headline"].widget.attrs.pop("maxlength", None)
        if "section" in self.fields and not (self.instance.pk or Section.objects.exists()):
            self.fields["section"].help_text = how_to_sections(self.writer)
        if "related" in self.fields:
            self.initial["related"] = related.present(self.instance)
            shown = self["related"].value()
            attributes = related.attributes(shown, self.instance, self.writer)
            self.fields["related"].widget.attrs |= attributes
        if "tags" in self.fields:
            self.fields["tags"].widget = TagInput()
        comment_rules.name_empty_choices(self.fields, self.instance)

    def version_of(self, row):
        return str(row.edit_version)

    def is_harmless(self):
        return False  # bylines, photos and tags may be others

    def clean_headline(self):
        return text.tidy_line(self.cleaned_data["headline"])

    def clean_subheading(self):
        return text.tidy_lines(self.cleaned_data["subheading"])

    def clean_body(self):
        typed = self.cleaned_data["body"]
        body = clean_html(typed, self.is_plain, may_be_empty=True)
        self.left_out = told_losses(typed, body)
        return body

    def brings_photos(self):
        """Return whether photos come with it, in rows that are not this form's: they may be all."""
        rows = [key for key, value in [*self.data.items(), *self.files.items()] if value]
        photos = {row[1] for row in map(PHOTO_ROW.fullmatch, rows) if row}
        return any(f"{photo}-DELETE" not in self.data for photo in photos)

    def clean_tags(self):
        return check_tags(self.cleaned_data["tags"])

    def clean_related(self):
        return related.checked(self.cleaned_data["related"], self.instance, self.writer)

    def clean_original_url(self):
        try:
            return text.web_address(self.cleaned_data["original_url"])
        except ValueError as error:
            raise ValidationError(NO_ADDRESS) from error

    def clean(self):
        cleaned = super().clean()
        if "body" in self.fields:
            self.check_finished(cleaned)
        if self.current and "body" in cleaned:
            self.is_rewrite = workflow.is_rewritten(self.current, cleaned["body"])
        if self.is_rewrite and not cleaned.get("accept_rewrite"):
            self.add_error(None, ValidationError(REWRITE, code="rewrite"))
        return cleaned

    def check_finished(self, cleaned):
        """Refuse what is not complete, of a draft only when there is nothing of it at all."""
        content = {name: cleaned.get(name) or "" for name in NEEDED}
        content |= {"section": cleaned.get("section"), "photos": self.brings_photos()}
        missing = workflow.lacking(content)
        if self.current is None and len(missing) == len(NEEDED):
            if not self.errors and not any(cleaned.get(name) for name in OTHER_WORDS):
                self.add_error(None, ValidationError(NOTHING_YET))
        elif self.current and self.current.status != Article.Status.DRAFT:
            for name in set(missing) - self.errors.keys():
                self.add_error(name, NEEDED[name])

    def conflict_error(self):
        last = self.conflict.revisions.select_related("editor").first()
        return overtaken(OVERTAKEN, last and last.editor, last and last.made_at)

    def both_texts(self):
        reporters = self.conflict.bylines.values_list("reporter_id", "title")
        photos = self.conflict.content()["photos"]
        tags = self.cleaned_data.get("tags", [])
        chosen = self.cleaned_data.get("related", [])
        typed = content_of(self.instance, reporters, tags, photos, chosen)
        return revisions.compare(self.conflict.content(), typed)


def how_to_sections(writer):
    """Return where somebody who may makes the first sections, and whom the others ask, as HTML."""
    told = _("There are no sections yet, and every article stands in one.")
    if not writer.has_perm("articles.add_section"):
        return format_html("{} {}", told, _("Please ask an editor."))
    way = reverse("admin:articles_section_proposed")
    return format_html('{} <a href="{}">{}</a>', told, way, _("Choose sections"))
