from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import markup, workflow
from ..forms import ArticleForm, ArticlePhotoForm, DecisionForm
from ..models import Article, ArticlePhoto, Byline, Decision, Region
from .site import DeskAdmin, Developing, Plain, desk

Action = Decision.Action
MAX_COUNT = 10_000  # articles that a list counts; a bigger number tells nobody anything

VERBS = {
    Action.SUBMIT: (_("Ask for approval"), _("The article waits for approval.")),
    Action.TAKE_BACK: (_("Take back"), _("The article is a draft again.")),
    Action.SEND_BACK: (_("Send back"), _("The article has gone back to its reporter.")),
    Action.APPROVE: (_("Approve"), _("The article is approved.")),
    Action.WITHDRAW: (_("Withdraw"), _("The article is withdrawn; readers no longer see it.")),
    Action.RESTORE: (_("Restore"), _("Readers see the article again.")),
}
SAVE_AND = {
    Action.SUBMIT: _("Save and ask for approval"),
    Action.APPROVE: _("Save and approve"),
}
REFUSALS = {
    workflow.NotAllowed: _("You are not allowed to do this to this article."),
    workflow.WrongState: _("Somebody moved this article in the meantime. This is its state now."),
    workflow.Conflict: _(
        "Somebody changed this article after you opened it. Please read it again, then decide."
    ),
    workflow.Incomplete: _("Something is missing: headline, text or the reason for this step."),
}


def is_editor(user):
    """Return whether the user decides about articles."""
    return user.has_perm("articles.approve_article")


class BoundedPaginator(Paginator):
    """Counts no further than MAX_COUNT, so a list of a million opens as fast as one of a hundred."""

    @property
    def count(self):
        if not hasattr(self, "_count"):
            self._count = self.object_list.order_by()[:MAX_COUNT].count()
        return self._count


class BylineFormSet(BaseInlineFormSet):
    """The bylines of an article; the box that takes one away is named for screen readers."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = form.fields["DELETE"].label


class BylineInline(Plain, admin.TabularInline):
    model = Byline
    formset = BylineFormSet
    extra = 0
    fields = ("reporter", "order")
    verbose_name_plural = _("reporters")


class ArticlePhotoInline(Plain, admin.StackedInline):
    model = ArticlePhoto
    form = ArticlePhotoForm
    extra = 0
    autocomplete_fields = ("photo",)
    readonly_fields = ("preview",)
    classes = ("article-photos",)

    def get_fields(self, request, obj=None):
        if obj and not workflow.may_edit(request.user, obj):
            return ("preview", "caption")
        return (("preview", "photo", "upload"), "caption", ("credit", "alt", "position"))

    @admin.display(description=_("preview"))
    def preview(self, item):
        if not item.photo_id:
            return ""
        return format_html('<img class="thumbnail" src="{}" alt="">', item.photo.path.url(320))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.writer = request.user
        return formset


class StateFilter(admin.SimpleListFilter):
    """By state, where scheduled is a state of its own."""

    title = _("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*Article.Status.choices, ("scheduled", _("scheduled"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "scheduled":
            return queryset.filter(status=Article.Status.APPROVED, published_at__gt=now)
        if self.value() == Article.Status.APPROVED:
            return queryset.public(now)
        return queryset.filter(status=self.value()) if self.value() else queryset


class WhoseFilter(admin.SimpleListFilter):
    """Own articles or all that one may see; reporters begin with their own."""

    title = _("writer")
    parameter_name = "whose"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.user = request.user

    def lookups(self, request, model_admin):
        return [("mine", _("my articles")), ("all", _("all articles"))]

    def value(self):
        return super().value() or ("all" if is_editor(self.user) else "mine")

    def choices(self, changelist):
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        return queryset.own(request.user) if self.value() == "mine" else queryset


@admin.register(Article, site=desk)
class ArticleAdmin(Developing, Plain, DeskAdmin):
    form = ArticleForm
    inlines = (ArticlePhotoInline, BylineInline)
    list_display = ("headline", "state", "section", "region", "published_at", "created_at")
    list_select_related = ("section", "region__parent")
    list_filter = (StateFilter, WhoseFilter, "section", "origin")
    list_per_page = 50
    search_fields = ("headline",)
    show_full_result_count = False
    paginator = BoundedPaginator
    change_form_template = "admin/article_form.html"
    actions = None
    readonly_fields = ("text",)
    text_fields = ("headline", "subheading", "body", "version")
    fact_fields = ("section", "region", "tags", "origin", "is_ai_assisted", "copyright_notice")
    editor_fields = ("comments_open", "in_latest", "in_most_viewed")

    @admin.display(description=_("status"), ordering="status")
    def state(self, article):
        return format_html('<span class="state {}">{}</span>', article.state, article.state_label)

    @admin.display(description=_("body"))
    def text(self, article):
        return format_html(
            '<div class="shown-body">{}</div>', mark_safe(markup.display(article.body))
        )

    def get_queryset(self, request):
        return Article.objects.seen_by(request.user).order_by("-id")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "region":
            kwargs["queryset"] = Region.objects.in_tree_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_search_results(self, request, queryset, search_term):
        if search_term.strip().isdecimal():
            found = queryset.filter(pk=int(search_term.strip()[:18]))
            if found.exists():
                return found, False
        return super().get_search_results(request, queryset, search_term)

    def get_fieldsets(self, request, obj=None):
        facts = self.fact_fields + (self.editor_fields if is_editor(request.user) else ())
        can_edit = obj is None or workflow.may_edit(request.user, obj)
        text = self.text_fields if can_edit else ("headline", "subheading", "text")
        return (
            (None, {"fields": text, "classes": ("article-text",)}),
            (_("Facts"), {"fields": facts, "classes": ("article-facts",)}),
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.writer = request.user
        return form

    # Rights

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return workflow.may_edit(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        # Whatever was ever decided about stays, withdrawn if need be.
        allowed = super().has_delete_permission(request) and obj is not None
        return (
            allowed
            and obj.status == Article.Status.DRAFT
            and workflow.may_edit(request.user, obj)
            and (obj.created_by == request.user or is_editor(request.user))
            and not obj.decisions.exists()
        )

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        reporter = request.user.reporter_or_none
        if not change and reporter and not article.bylines.exists():
            Byline.objects.create(article=article, reporter=reporter)
        workflow.record_edit(article, request.user)
        switched = [name for name in form.changed_data if name in ("in_latest", "in_most_viewed")]
        if change and switched:
            workflow.record_switches(article, request.user, switched)

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.after_save(request, obj)

    def response_change(self, request, obj):
        return self.after_save(request, obj)

    def after_save(self, request, article):
        """Stay at the article, after the step that the button asked for."""
        action = request.POST.get("_then")
        if action in SAVE_AND:
            self.decide(request, article, action, article.edit_version)
        else:
            messages.success(request, _("Saved."))
        return self.back_to(article)

    def back_to(self, article):
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    # Steps

    def get_urls(self):
        return [
            path(
                "<int:pk>/decide/",
                self.admin_site.admin_view(require_POST(self.decide_view)),
                name="articles_article_decide",
            ),
            *super().get_urls(),
        ]

    def decide_view(self, request, pk):
        """Do the step that a form of the article's screen asks for."""
        article = self.get_queryset(request).filter(pk=pk).first()
        if article is None:
            raise Http404
        form = DecisionForm(request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, errors[0])
            return self.back_to(article)
        asked = form.cleaned_data
        if asked["action"] not in VERBS:
            raise PermissionDenied
        self.decide(
            request, article, asked["action"], asked["version"], asked["note"], at=asked["at"]
        )
        return self.back_to(article)

    def decide(self, request, article, action, version, note="", at=None):
        """Call the verb and tell the person what came of it."""
        verb = getattr(workflow, action)
        arguments = {"note": note, "version": version}
        if action == Action.APPROVE and at:
            arguments["at"] = at
        try:
            verb(article, request.user, **arguments)
        except workflow.Refusal as refusal:
            messages.error(request, REFUSALS[type(refusal)])
            if note:
                messages.warning(request, _("Your note was: %(note)s") % {"note": note})
        else:
            messages.success(request, VERBS[action][1])
            if article.state == Article.SCHEDULED:
                at = formats.date_format(timezone.localtime(article.published_at), "Y-m-d (D) H:i")
                messages.success(request, _("Readers will see it from %(at)s.") % {"at": at})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        article = self.get_object(request, object_id) if object_id else None
        if article:
            steps = workflow.possible(request.user, article)
            can_edit = workflow.may_edit(request.user, article)
        else:
            steps, can_edit = [Action.SUBMIT], True
            if is_editor(request.user):
                steps.append(Action.APPROVE)
        # The form's own button asks for approval; whoever can send back need not take back.
        skipped = {Action.SUBMIT} if can_edit else set()
        if Action.SEND_BACK in steps:
            skipped.add(Action.TAKE_BACK)
        decisions = ()
        if article and (
            request.user.has_perm("articles.view_decision") or article.is_own(request.user)
        ):
            decisions = list(article.decisions.select_related("actor"))
        context = {
            "article": article,
            "can_edit": can_edit,
            "save_steps": [
                (action, SAVE_AND[action]) for action in steps if can_edit and action in SAVE_AND
            ],
            "steps": [
                (action, VERBS[action][0], workflow.MOVES[action].needs_note)
                for action in steps
                if article and action not in skipped
            ],
            "decisions": decisions,
            "returned": bool(decisions)
            and decisions[0].action == Action.SEND_BACK
            and decisions[0],
            "now": timezone.localtime(),
        }
        return super().changeform_view(
            request, object_id, form_url, context | (extra_context or {})
        )
