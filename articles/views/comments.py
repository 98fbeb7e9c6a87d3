"""The comments of an article: a page of its thread, and the door for new ones."""

from datetime import timedelta

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import paper
from ..desk import comments as desk
from ..desk.refusals import Banned, Busy, Closed, Gone, Later, TooMany
from ..forms import CommentForm, words_of
from ..paper.words import short_words
from ..pure.days import in_words
from ..pure.paths import path_to
from ..reading import article_page, comments
from .door import for_readers, visitor

SEEN_SOON = "public, max-age=0, s-maxage=1"  # what readers answer is there at once

TOO_MUCH = (429, 503)  # answers to a flood, which cost little: they leave the thread out


class SeeOther(HttpResponseRedirect):
    """Leads to a page after a form, so that loading it again sends nothing."""

    status_code = 303


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, pk):
    """Show a page of the comments under an article, and take a new one."""
    article = public_article(pk)
    if request.method == "POST":
        return take(request, article)
    return shown(request, article, CommentForm(article=article))


def public_article(pk):
    """Return the article that readers see. Raises Http404: under any other there are no comments."""
    article = article_page.find(pk)
    if article is None or not article.is_public():
        raise Http404
    return article


def about(article):
    """Return what every page of comments tells of its article."""
    rules = paper.comment_rules()
    policy = desk.policy_of(article, rules)
    return {
        "article": article,
        "rules": rules,
        "policy": policy,
        "takes_comments": desk.takes(policy),
        "closed_because": closed_because(article, rules, policy),
        "count": 0 if policy == desk.NONE else comments.count_of(article.pk),
        "path": path_to("comments", article.pk),
        "order": "newest",
    }


def closed_because(article, rules, policy):
    """Return a sentence that tells readers why they can't comment, "" where they can."""
    if desk.takes(policy):
        return ""
    if policy == desk.NONE:
        return _("To spare those concerned, this article has no comments.")
    if article.comments_open and desk.is_over(article, rules, timezone.now()):
        return ngettext(
            "Comments under an article are taken for %(days)d day. It is over for this one.",
            "Comments under an article are taken for %(days)d days. They are over for this one.",
            rules.close_after,
        ) % {"days": rules.close_after}
    return _("No comments are taken under this article.")


def page_number(request):
    """Return the number in `?page=`, 1 without it. Raises Http404."""
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit()) or number.startswith("0") or len(number) > 6:
        raise Http404
    return int(number)


def not_there():
    raise Http404


def shown(request, article, form, status=200):
    """Return the page of the thread with a form, which may hold what was refused."""
    order = request.GET.get("order", "newest")
    if order not in comments.ORDERS:
        raise Http404
    context = about(article) | {"form": form, "order": order, "has_sent": "waits" in request.GET}
    number = page_number(request)
    if context["policy"] != desk.NONE and status not in TOO_MUCH:
        context["thread"] = comments.thread(article, number, order) or not_there()
    elif number == 1 or status in TOO_MUCH:
        context["thread"] = comments.NO_COMMENTS
    else:
        raise Http404
    response = render(request, "pages/comments.html", context, status=status)
    return seen_soon(response) if status == 200 else response


def seen_soon(response):
    response.headers["Cache-Control"] = SEEN_SOON
    return response


def take(request, article):
    """Store what was sent and lead back to the thread, or give it back with the reason."""
    form = CommentForm(request.POST, article=article)
    if not form.is_valid():
        return shown(request, article, form, 400)
    try:
        made, _is_new = desk.write(article, form.typed, visitor(request), paper.comment_rules())
    except (Closed, Gone, Banned, Later) as refused:
        status, reason = told(refused)
        if isinstance(refused, Gone):
            form.stand_alone()
        form.add_error(None, reason)
        response = shown(request, article, form, status)
        if isinstance(refused, Later):
            response.headers["Retry-After"] = str(refused.seconds)
        return response
    return SeeOther(place_of(made))


def told(refused):
    """Return the status and the sentence for a reader whose comment was refused."""
    if isinstance(refused, TooMany):
        wait = in_words(timedelta(seconds=refused.seconds))
        return 429, _("That was quick. You can send this again in %(time)s.") % {"time": wait}
    if isinstance(refused, Busy):
        return 503, words_of(refused)
    if isinstance(refused, Banned):
        until = {"time": short_words(refused.until)}
        return 403, _("You can't write comments here until %(time)s.") % until
    if isinstance(refused, Gone):
        return 409, _(
            "The comment that you answered is not there any more. Sent again, yours stands by itself."
        )
    return 403, _("No comments are taken under this article any more.")


def place_of(comment):
    """Return where readers see the comment, or learn that it waits."""
    path = path_to("comments", comment.article_id)
    if not comment.is_shown():
        return f"{path}?waits#comments"
    if comment.parent_id:
        path = path_to("comment", comment.article_id, comment.parent_id)
    address = paper.page_address(comments.page_with(comment), path=path)
    return f"{address}#comment-{comment.pk}"
