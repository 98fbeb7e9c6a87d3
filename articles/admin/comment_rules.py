"""How readers may comment: the screen of the rules, and what they mean for one article."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..desk.comments import proposal
from ..forms import CommentRulesForm
from ..models import CommentRules
from ..models.comments import policy
from .site import NewsroomAdmin, newsroom
from .versions import VersionedAdmin


@admin.register(CommentRules, site=newsroom)
class CommentRulesAdmin(VersionedAdmin, NewsroomAdmin):
    change_form_template = "admin/comment_rules_form.html"
    form = CommentRulesForm
    fieldsets = (
        (None, {"fields": ("policy", "close_after")}),
        (
            gettext_lazy("How much one reader may write"),
            {"fields": ("per_article", "per_day", "apart")},
        ),
        (gettext_lazy("Links and feed"), {"fields": ("links_work", "has_feed")}),
        (
            gettext_lazy("Words that are looked at"),
            {
                "description": gettext_lazy(
                    "A comment with one of them is not refused: it waits, with the reason, until the "
                    "newsroom has looked at it. Blanks and signs between the letters do not hide a word."
                ),
                "fields": ("words",),
            },
        ),
    )

    def add_view(self, request, form_url="", extra_context=None):
        # Somebody else may have saved them since the form was opened: both are shown then.
        if CommentRules.objects.exists():
            return self.change_view(request, "1", form_url, extra_context)
        return super().add_view(request, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {
            "title": self.opts.verbose_name,
            "show_save_and_add_another": False,  # there is one row
            "policy_page": proposal.policy_page(),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request, obj):
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request, obj):
        page = proposal.propose(request.user) if "_propose" in request.POST else None
        if page is None:
            return HttpResponseRedirect(reverse("admin:index"))
        self.log_addition(request, page, [{"added": {}}])
        told = _("The text is in the foot of every page now. Change it as your paper does it.")
        messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:articles_page_change", args=[page.pk]))

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        name = "change" if CommentRules.objects.exists() else "add"
        args = [1] if name == "change" else []
        return HttpResponseRedirect(reverse(f"admin:articles_commentrules_{name}", args=args))

    def has_delete_permission(self, request, obj=None):
        return False


NOW = pgettext_lazy("comments", "Now: %(policy)s.")
LATER = pgettext_lazy("comments", "Once it is public: %(policy)s.")
OF_A_COPY = pgettext_lazy(
    "comments",
    "Under the article now: %(policy)s. What is chosen here is valid once the copy is approved.",
)


def now_of(article):
    """Return as HTML what becomes of comments under the article, None for a new one."""
    if article is None:
        return None
    told = OF_A_COPY if article.replaces_id else NOW if article.is_public() else LATER
    words = policy.in_words(article.replaces or article, CommentRules.current())
    return escape(told % {"policy": words})
