"""The desk of comments: the queue with its tabs, and what is done to some of them at once."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..desk import comments as desk
from ..desk import notices
from ..desk.comments import queue
from ..models import Article, Comment, Notice
from . import comment_ban, comment_step, comment_thread
from .site import NewsroomAdmin, newsroom

LONGEST = 100  # characters of a search
LABELS = {
    "waiting": pgettext_lazy("comments", "Waiting"),
    "reported": pgettext_lazy("comments", "Reported"),
    "public": pgettext_lazy("comments", "Public"),
    "hidden": pgettext_lazy("comments", "Hidden"),
    "withheld": pgettext_lazy("comments", "Withheld on a claim"),
    "all": pgettext_lazy("comments", "All"),
}
NOTHING = {
    "waiting": gettext_lazy("No comment waits. New ones that need a decision come here."),
    "reported": gettext_lazy("Nothing that readers reported waits for a look."),
}


@admin.register(Comment, site=newsroom)
class CommentAdmin(NewsroomAdmin):
    """Screens of our own in place of forms: comments are decided about, never edited."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        screens = (
            ("", require_safe(show_queue), "changelist"),
            ("step/", require_POST(comment_step.step), "step"),
            ("bans/", require_http_methods(["GET", "HEAD", "POST"])(comment_ban.bans), "bans"),
            ("<int:pk>/", require_safe(comment_thread.thread), "thread"),
            ("<int:pk>/ban/", require_POST(comment_ban.ban), "ban"),
        )
        return [
            path(place, self.admin_site.admin_view(for_moderators(view)), name=name_of(name))
            for place, view, name in screens
        ]


def name_of(screen):
    return f"articles_comment_{screen}"


def for_moderators(view):
    """Return the view for whoever decides about comments, and a refusal for others."""

    def viewed(request, **arguments):
        if not desk.may_moderate(request.user):
            raise PermissionDenied
        return view(request, **arguments)

    return viewed


class Asked:
    """What the address of the queue asks for. Raises Http404 for what nobody typed."""

    def __init__(self, request):
        self.tab = request.GET.get("tab", "")
        if self.tab and self.tab not in queue.TABS:
            raise Http404
        self.start = number(request.GET.get("from", ""))
        self.article = found(Article.objects.without_texts(), request.GET.get("article", ""))
        self.writer = found(Comment.objects, request.GET.get("by", ""))
        self.words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]

    @property
    def is_narrowed(self):
        return bool(self.article or self.writer or self.words)

    def page(self):
        """Return the Page, of the first tab that has something to do when none was asked for."""
        if not self.tab:
            self.tab = "all" if self.is_narrowed else first_to_do()
        if not self.is_narrowed:
            return queue.page(self.tab, self.start)
        rows = queue.narrowed(self.article, self.writer, self.words)
        return queue.narrowed_page(self.tab, rows, self.start)

    def query(self, **other):
        """Return the query of the same list but for what is `other`, without its page."""
        values = {
            "tab": self.tab,
            "article": self.article and self.article.pk,
            "by": self.writer and self.writer.pk,
            "q": self.words,
        } | other
        return "?" + urlencode({name: value for name, value in values.items() if value})


def first_to_do():
    counts = queue.waiting_counts()
    return "reported" if counts["reported"] and not counts["waiting"] else "waiting"


def number(typed):
    """Return the number that was typed, None for nothing. Raises Http404."""
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > 18:
        raise Http404
    return int(typed)


def found(rows, typed):
    """Return the row with the number that was typed, None for nothing. Raises Http404."""
    wanted = number(typed)
    row = rows.filter(pk=wanted).first() if wanted is not None else None
    if row is None and wanted is not None:
        raise Http404
    return row


def show_queue(request):
    """Show one tab of the comments, all or those that were asked for."""
    asked = Asked(request)
    page = asked.page()
    notices.see(request.user, kind=Notice.Kind.COMMENTS_WAIT)
    for comment in page.comments:
        comment.steps = comment_step.buttons_of(comment)
    context = {
        **newsroom.titled(request, pgettext_lazy("desk", "Comments of readers")),
        "asked": asked,
        "comments": page.comments,
        "tabs": [
            (name, label, told(page.counts[name]), asked.query(tab=name))
            for name, label in LABELS.items()
        ],
        "nothing": NOTHING.get(asked.tab, _("Nothing here."))
        if not asked.is_narrowed
        else _("Nothing here."),
        "query": asked.query(**{"from": asked.start}),
        "first": asked.start and asked.query(),
        "next": page.next and asked.query(**{"from": page.next}),
        "without": {name: asked.query(**{name: None}) for name in ("article", "by", "q")},
        "searched": f"{queue.SEARCHED:,}",
        "steps": comment_step.steps_of(page.comments),
        "note_form": comment_step.note_form(),
    }
    return TemplateResponse(request, "admin/comments.html", context)


def told(count):
    """Return a number as the tabs show it."""
    return f"{queue.MOST:,}+" if count > queue.MOST else f"{count:,}"
