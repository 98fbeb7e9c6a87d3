from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import paper
from ..desk import comments, kept_texts, notices, plans, presence, preview, source_files, workflow
from ..forms import ArticleForm
from ..models import Article, Decision, Region
from ..pure.text import tidy_lines
from . import (
    bulk,
    comment_rules,
    copy,
    correction,
    duplicate,
    kept_text,
    machines,
    note,
    placing,
    readership,
    related,
    review,
    revision,
    source_file,
    template,
    unfinished,
    unsaved,
    word,
)
from .article_list import ArticleList
from .article_rows import ArticlePhotoInline, BylineInline, warn_of_no_name
from .presence import beat
from .site import HidesRelatedButtons, NewsroomAdmin, PreparesSaves, newsroom

Action = Decision.Action

SAVE_AND = {
    Action.SUBMIT: _("Save and ask for approval"),
    "review": _("Save and go to the approval"),
}


@admin.register(Article, site=newsroom)
class ArticleAdmin(ArticleList, PreparesSaves, HidesRelatedButtons, NewsroomAdmin):
    form = ArticleForm
    inlines = (ArticlePhotoInline, BylineInline)
    change_form_template = "admin/article_form.html"
    readonly_fields = ("text", "reporter_names", "related_headlines", "ai_assistance")
    text_fields = ("headline", "subheading", "body")
    fact_fields = (
        *("section", "region", "tags", "related", "origin", "original_url", "is_ai_assisted"),
        "copyright_notice",
    )
    editor_fields = ("in_latest", "in_most_viewed")
    comment_fields = ("comments_open", "comment_policy", "sensitivity")

    @admin.display(description=_("body"))
    def text(self, article):
        return format_html('<div class="shown-body">{}</div>', paper.body(article))

    @admin.display(description=_("reporters"))
    def reporter_names(self, article):
        return ", ".join(map(str, article.bylines.select_related("reporter"))) or "–"

    @admin.display(description=_("written with the help of AI"))
    def ai_assistance(self, article):
        return _("Yes") if article.is_ai_assisted else _("No")

    @admin.display(description=_("related articles"))
    def related_headlines(self, article):
        return related.headlines(article)

    def get_inlines(self, request, obj):
        can_edit = obj is None or workflow.may_edit(request.user, obj)
        return self.inlines if can_edit else (ArticlePhotoInline,)

    def is_plain(self, user):
        return user.writes_plain_text

    def get_queryset(self, request):
        return Article.objects.seen_by(request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "region":
            kwargs["queryset"] = Region.objects.in_tree_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        facts, of_comments = self.fact_fields, ("sensitivity",)
        # Those of a working copy would do nothing: they are its article's.
        if workflow.is_editor(request.user) and not (obj and obj.replaces_id):
            facts, of_comments = facts + self.editor_fields, self.comment_fields
        can_edit = obj is None or workflow.may_edit(request.user, obj)
        text = self.text_fields if can_edit else ("headline", "subheading", "text")
        if not can_edit:
            read = {"related": "related_headlines", "is_ai_assisted": "ai_assistance"}
            facts = ("reporter_names", *(read.get(name, name) for name in facts))
        return (
            (None, {"fields": text, "classes": ("article-text",)}),
            (_("Facts"), {"fields": facts, "classes": ("article-facts",)}),
            (
                pgettext_lazy("comments", "Comments"),
                {
                    "fields": of_comments,
                    "classes": ("article-facts",),
                    "description": comment_rules.now_of(obj),
                },
            ),
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.writer = request.user
        form.word_kept = word.word_for(request, obj)
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
            and (obj.created_by == request.user or workflow.is_editor(request.user))
            and not obj.decisions.exists()
        )

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        if not form.is_unchanged:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        if "related" in form.cleaned_data:
            workflow.put_related(article, form.cleaned_data["related"])
        workflow.record_edit(article, request.user, form.current.edit_version if change else None)
        source_files.attach(article, request.user, form.cleaned_data["sources"])
        source_files.remove(article, request.user, form.cleaned_data["sources_away"])
        switched = [name for name in form.changed_data if name in workflow.SWITCHES]
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
        kept_text.note_saved(request)
        then, said = request.POST.get("_then"), tidy_lines(request.POST.get("word", ""))
        word.keep_word(request, article, said)
        is_draft = article.status == Article.Status.DRAFT
        missing = then in SAVE_AND and is_draft and workflow.lacking(article.content())
        if missing:
            messages.warning(request, unfinished.told(article, missing))
            then = None
        elif then == Action.SUBMIT:
            review.carry_out(request, article, Action.SUBMIT, article.edit_version, said)
        else:
            messages.success(request, _("Saved."))
        if then != "review":
            warn_of_no_name(request, article)
        screen = "review" if then == "review" else "change"
        return HttpResponseRedirect(reverse(f"admin:articles_article_{screen}", args=[article.pk]))

    # Screens

    def get_urls(self):
        screens = (
            ("review/", review.review, "review"),
            ("decide/", review.decide, "decide"),
            ("place/", placing.place, "place"),
            ("copy/", copy.open_copy, "copy"),
            ("preview/", self.preview, "preview"),
            ("duplicate/", duplicate.duplicate, "duplicate", workflow.may_duplicate),
            ("presence/", beat, "presence"),
            ("revisions/", revision.revisions, "revisions"),
            ("revisions/difference/", revision.difference, "difference"),
            ("revisions/bring-back/", revision.bring_back, "bring_back"),
            ("corrections/", correction.corrections, "corrections"),
            ("notes/", note.notes, "notes"),
            ("views/", readership.views, "views"),
            ("machines/", machines.machines, "machines"),
        )
        view = self.admin_site.admin_view
        return [
            path(
                f"<int:pk>/{end}",
                view(self.screen(screen, *may)),
                name=f"articles_article_{name}",
            )
            for end, screen, name, *may in screens
        ] + [
            path("bulk/", view(bulk.bulk), name="articles_article_bulk"),
            path("choices/", view(related.choices), name="articles_article_choices"),
            path("add/preview/", view(self.preview), name="articles_article_preview_new"),
            *source_file.urls(view),
            *(url for url in super().get_urls() if url.name != "articles_article_history"),
        ]

    def screen(self, view, may=workflow.may_read):
        """Return the view with the article for its number; nobody learns of what is not theirs."""

        def of_article(request, pk):
            article = Article.objects.filter(pk=pk).first()
            if article is None or not may(request.user, article):
                raise Http404
            if view is not beat:
                notices.see(request.user, article=article)
            return view(request, article)

        return of_article

    def preview(self, request, article=None):
        return unsaved.preview(request, self, article)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        article = self.get_object(request, object_id) if object_id else None
        if article:
            notices.see(request.user, article=article)
        context = self.about(request, article) if article else self.about_new(request)
        context["kept"] = kept_texts
        context["save_steps"] = [
            (then, label)
            for then, label in SAVE_AND.items()
            if context["can_edit"] and may_then(request.user, then, article)
        ]
        asks = Action.SUBMIT in dict(context["save_steps"])
        context["takes_word"] = asks and not workflow.is_editor(request.user)
        if request.method == "POST" and not context["can_edit"] and context["may_read"]:
            return self.too_late(request, article)
        return super().changeform_view(
            request, object_id, form_url, context | (extra_context or {})
        )

    def too_late(self, request, article):
        """Give back what was typed into an article that may no longer be changed."""
        names = ("headline", "subheading", "body")
        labels = {name: Article._meta.get_field(name).verbose_name for name in names}
        labels = {"word": ArticleForm.base_fields["word"].label} | labels
        typed = [
            (label, request.POST[name]) for name, label in labels.items() if request.POST.get(name)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": str(article),
            "article": article,
            "typed": typed,
        }
        return TemplateResponse(request, "admin/too_late.html", context, status=403)

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | template.beginning(request)

    def about_new(self, request):
        """Return what the screen of a new article tells beside its form."""
        named = request.user.reporter_or_none is not None
        return {"can_edit": True, "is_named": named, **template.choices(request)}

    def about(self, request, article):
        """Return what the article's screen tells beside its form."""
        user = request.user
        may_read = workflow.may_read(user, article)
        can_edit = workflow.may_edit(user, article)
        return {
            "article": article,
            "may_read": may_read,
            "can_edit": can_edit,
            "others": presence.others(article, user) if can_edit else [],
            "beat": presence.BEAT,
            "steps": [
                step
                for step in review.steps(user, article)
                if not workflow.is_editor(user) and not (can_edit and step[0] == Action.SUBMIT)
            ],
            "sources": source_files.of(article) if may_read else [],
            **(history(user, article) if may_read else NO_HISTORY),
            "may_duplicate": workflow.may_duplicate(user, article),
            "may_open_copy": article.is_public() and workflow.may_open_copy(user, article),
            "standings": placing.standings(user, article),
            "may_correct": article.is_public() and workflow.is_editor(user),
            "comments": (
                comments.queue.count_under(article) if comments.may_moderate(user) else None
            ),
            "now": timezone.localtime(),
        }


NO_HISTORY = {"ledger": [], "returned": None, "preview": None, "copy": None, "plan": None}


def history(user, article):
    """Return what the screen tells of the article's way, and where it can be seen, if one may read it."""
    last = article.decisions.select_related("actor").first()
    copies = article.working_copies.unfinished()
    has_preview = article.status in preview.STATUSES
    return {
        "ledger": review.ledger(user, article),
        **note.panel(article),
        "returned": last if last and last.action == Action.SEND_BACK else None,
        "preview": preview.address(article) if has_preview else None,
        "plan": plans.of_article(article),
        "copy": copies.select_related("created_by").first(),
    }


def may_then(user, then, article):
    """Return whether a form may offer to go on with `then` after saving."""
    if then == "review":
        return workflow.is_editor(user)
    if article is None:
        return user.has_perm(workflow.moves_of(Article())[then].permission)
    return then in workflow.possible(user, article)
