"""Texts that are typed and not saved: kept while somebody writes, offered, forgotten."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..desk import kept_texts, workflow
from ..desk.refusals import NotAllowed
from ..models import Article, texts_of

TOKEN = re.compile(r"[0-9a-f]{32}")
MAX_TOKENS = 8  # of the texts saved last that a session remembers


def note_saved(request):
    """Remember which text has been saved, so that it is no longer offered here or in the browser."""
    token = request.POST.get("_kept", "")
    if TOKEN.fullmatch(token):
        kept_texts.forget(request.user, token)
        request.session["saved_texts"] = [token, *saved(request)][:MAX_TOKENS]


def saved(request):
    """Return the tokens of the texts that this session has saved."""
    return request.session.get("saved_texts", [])


@require_safe
def offered(request):
    """Answer with the person's own texts of one article, `?article=12`, or of new ones.

    It carries a CSRF token that is good after a new login.
    """
    number = request.GET.get("article", "")
    texts = kept_texts.of(request.user).filter(article=article_of(request.user, number))
    return JsonResponse(
        {
            "csrf": get_token(request),
            "texts": [
                {"token": text.token, "record": text.record, "at": text.kept_at.timestamp() * 1000}
                for text in texts.exclude(token__in=saved(request))
            ],
        }
    )


@require_http_methods(["POST", "DELETE"])
def kept(request, token):
    """Keep the record that is sent as JSON, or forget the text."""
    if not TOKEN.fullmatch(token):
        raise Http404
    if request.method == "DELETE" or token in saved(request):  # sent before the save, come after it
        kept_texts.forget(request.user, token)
        return JsonResponse({})
    try:
        record = request.body.decode()
        article = article_of(request.user, request.GET.get("article", ""))
        kept_texts.keep(request.user, token, article, record)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except ValueError:
        error = _("This is not the text of a form, so it was not kept.")
        return JsonResponse({"error": error}, status=400)
    return JsonResponse({})


@require_POST
def discard(request, token):
    """Forget the text for somebody who has no use for it."""
    if not TOKEN.fullmatch(token):
        raise Http404
    kept_texts.forget(request.user, token)
    messages.success(request, _("The text is discarded."))
    return HttpResponseRedirect(reverse("admin:index"))


def article_of(user, number):
    """Return the article with the number, None without a number. Raises Http404, also for one that is not theirs."""
    if not number:
        return None
    if not number.isdecimal():
        raise Http404
    article = get_object_or_404(Article.objects.only("created_by", "status"), pk=int(number[:18]))
    if not workflow.may_read(user, article):
        raise Http404
    return article


def addresses(guarded):
    """Return the addresses of these views, each guarded."""
    return [
        path("kept/", guarded(offered), name="kept_texts"),
        path("kept/<token>/", guarded(kept), name="kept_text"),
        path("kept/<token>/discard/", guarded(discard), name="kept_text_discard"),
    ]


def unsaved(request):
    """Return what the first screen tells of the person's texts, with the way to go on with each."""
    texts = kept_texts.of(request.user).exclude(token__in=saved(request))
    texts = texts.select_related("article").defer("record", *texts_of("article"))
    return [
        {"text": text, "title": text.title or _("(no headline)"), "path": way_to(text)}
        for text in texts
    ]


def way_to(text):
    """Return the address of the form that brings the text back."""
    form = (
        reverse("admin:articles_article_change", args=[text.article_id])
        if text.article_id
        else reverse("admin:articles_article_add")
    )
    return f"{form}#kept-{text.token}"
