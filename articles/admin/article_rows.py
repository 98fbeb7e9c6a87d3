"""The rows of an article's form: its photos and its reporters."""

from django.contrib import admin, messages
from django.db.models import ForeignKey
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..desk import photos, workflow
from ..forms import ArticlePhotoForm, EditorLabels, LongChoice, RowFormSet
from ..models import ArticlePhoto, Byline, Reporter
from ..pure import imaging
from .site import HidesRelatedButtons


class BylineFormSet(RowFormSet):
    """The bylines of an article; the box that takes one away is named for screen readers."""

    key = "reporter"
    writer = None  # the User, set on the class by the screen

    def __init__(self, data=None, files=None, instance=None, **options):
        if self.names_writer(data, instance):
            options["initial"] = [{"reporter": self.writer.reporter_or_none.pk}]
        super().__init__(data, files, instance, **options)

    def names_writer(self, data, instance):
        """Return whether the rows of a new article begin with whoever opens its form."""
        is_new = data is None and instance.pk is None
        return is_new and self.writer and self.writer.reporter_or_none is not None

    @cached_property
    def reporters(self):
        """All that one can choose, asked for once, however many rows choose among them."""
        reporters = Reporter.objects.only("name", "title")
        return [("", "---------"), *((reporter.pk, str(reporter)) for reporter in reporters)]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["reporter"].choices = self.reporters
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = form.fields["DELETE"].label


class LimitsRows:
    """Rows that are counted before they are made: one number would else make a thousand."""

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)


class BylineInline(LimitsRows, HidesRelatedButtons, admin.TabularInline):
    model = Byline
    max_num = 50
    formset = BylineFormSet
    extra = 0
    fields = ("reporter", "order")
    formfield_overrides = {ForeignKey: {"widget": LongChoice}}
    verbose_name, verbose_name_plural = _("reporter"), _("reporters")

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj is None and request.user.reporter_or_none else 0

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.writer = request.user
        return formset


class ArticlePhotoFormSet(RowFormSet):
    key = "photo"

    def recent_credits(self):
        """Return the credits that the writer may take again."""
        return photos.recent_credits(self.form.writer)


class ArticlePhotoInline(LimitsRows, HidesRelatedButtons, admin.StackedInline):
    model = ArticlePhoto
    max_num = 100
    form = ArticlePhotoForm
    formset = ArticlePhotoFormSet
    extra = 1  # for those without JavaScript, which takes it away
    template = "admin/parts/_article_photos.html"
    classes = ("article-photos",)
    labels = EditorLabels()
    max_bytes = imaging.MAX_BYTES

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.writer = request.user
        return formset


def warn_of_no_name(request, article):
    """Tell whoever has saved the article that readers will not learn who wrote it."""
    if article.bylines.exists():
        return
    told = _("No reporter is named to readers.")
    if workflow.may_edit(request.user, article):
        link = _("Choose a reporter")
        told = format_html('{} <a href="#bylines-group">{}</a>', told, link)
    messages.warning(request, told)
