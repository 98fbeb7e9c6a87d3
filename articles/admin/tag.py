from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ..desk import tags, workflow
from ..desk.refusals import Conflict
from ..forms import MergeForm, TagForm
from ..models import Tag
from ..reading import tag_suggestions
from .lists import MAX_COUNT
from .site import NewsroomAdmin, newsroom
from .versions import VersionedAdmin


def counted(tag):
    """Return how many articles have the tag, as far as a list counts."""
    return told_count(tag.article_count, MAX_COUNT)


def told_count(count, most=tag_suggestions.MOST):
    """Return a count of articles as it is shown, which goes no further than `most`."""
    return f"{count:,}+" if count == most else f"{count:,}"


@admin.register(Tag, site=newsroom)
class TagAdmin(VersionedAdmin, NewsroomAdmin):
    form = TagForm
    list_display = ("name", "article_count", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    change_form_template = "admin/tag_form.html"

    @admin.display(description=_("articles"))
    def article_count(self, tag):
        return counted(tag)

    def rows(self):
        return super().rows().counted(MAX_COUNT)

    def get_urls(self):
        merge = require_http_methods(["GET", "HEAD", "POST"])(self.merge_view)
        view = self.admin_site.admin_view(merge)
        suggestions = self.admin_site.admin_view(require_safe(self.suggestions))
        return [
            path("suggestions/", suggestions, name="articles_tag_suggestions"),
            path("<int:pk>/merge/", view, name="articles_tag_merge"),
            *super().get_urls(),
        ]

    def suggestions(self, request):
        """Answer the tags that begin with `?q=`, while somebody writes an article."""
        if not request.user.has_perm("articles.add_article"):
            raise PermissionDenied
        typed, everything = request.GET.get("q", ""), workflow.is_editor(request.user)
        found = tag_suggestions.suggested(typed, unread=everything)
        items = [{"label": name, "about": told_count(count)} for name, count in found]
        return JsonResponse({"items": items, "note": ""})

    def merge_view(self, request, pk):
        """Ask which tag stays, and make one of both."""
        if not tags.may_merge(request.user):
            raise PermissionDenied
        tag = get_object_or_404(Tag.objects.counted(MAX_COUNT), pk=pk)
        proposed = request.GET.get("into", "")
        into = Tag.objects.filter(pk=proposed[:18]).first() if proposed.isdecimal() else None
        typed = request.POST if request.method == "POST" else None
        form = MergeForm(typed, tag=tag, initial={"into": into.name if into else ""})
        if form.is_valid():
            return self.merge(request, tag, form.cleaned_data["into"])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge tags"),
            "tag": tag,
            "count": counted(tag),
            "form": form,
        }
        return TemplateResponse(request, "admin/tag_merge.html", context)

    @transaction.atomic
    def merge(self, request, tag, into):
        """Merge both, write it into both histories, and go to the one that stays."""
        names = {"tag": tag.name, "slug": tag.slug, "into": into.name}
        gone = Tag.objects.filter(pk=tag.pk)
        self.log_deletions(request, gone)
        try:
            count = tags.merge(tag, into, request.user)
        except Conflict:
            transaction.set_rollback(True)
            messages.error(request, _("Somebody changed one of the two tags meanwhile."))
            return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))
        self.log_change(request, into, gettext("Took in the tag “%(tag)s” (%(slug)s).") % names)
        told = _("“%(tag)s” is “%(into)s” now; articles that got it: %(count)d.")
        messages.success(request, told % (names | {"count": count}))
        return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[into.pk]))
