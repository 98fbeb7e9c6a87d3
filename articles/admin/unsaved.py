"""The page of an article as its form stands, before anything of it is saved."""

import copy

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..desk import article_photos
from ..desk.preview import as_published
from ..models import Article, ArticlePhoto, Byline, Section, Tag, Tagging
from ..reading import article_page


@require_POST
def preview(request, screen, article=None):
    """Answer with the page of what the form of the screen holds, and why not all of it is there.

    `article` is what is being changed, None for a new one. Nothing is written.
    """
    allowed = screen.has_change_permission if article else screen.has_add_permission
    if not allowed(request, *filter(None, [article])):
        raise PermissionDenied
    form = screen.get_form(request, article)(request.POST, instance=as_new(article))
    form.is_valid()
    draft = completed(form.instance, article)
    typed = [name for name in form.errors if form.data.get(form.add_prefix(name))]
    wrong = [*said(form, typed), *fill_rows(draft, request, screen, article)]
    tags = Tag.objects.known_or_new(form.cleaned_data.get("tags", []))
    fill(draft, "taggings", [Tagging(tag=tag, content_object=draft) for tag in tags])
    context = article_page.context(draft) | {"is_preview": True}
    page = render_to_string("pages/article.html", context, request)
    return JsonResponse({"page": page, "wrong": wrong})


def as_new(article):
    """Return an Article like this one that nobody has saved: its form then locks and compares nothing."""
    draft = copy.copy(article) if article else Article()
    draft.pk, draft._state.adding = None, True
    return draft


def completed(draft, article):
    """Return the draft with all that a page needs, also where nothing has been typed yet."""
    draft.pk = article.pk if article else 0
    draft.headline = draft.headline or _("(no headline yet)")
    if not draft.section_id:
        draft.section = Section(pk=0, name=_("(no section yet)"), slug="none")
    draft.tidy()
    return article_page.complete(as_published(draft))


def said(form, names):
    """Return the first error of each of the fields, with the name of the field."""
    return [
        f"{form[name].label}: {errors[0]}" if name in form.fields else errors[0]
        for name, errors in form.errors.items()
        if name in names
    ]


def fill_rows(draft, request, screen, article):
    """Give the draft the rows of its form; returns a sentence for each that is left out."""
    wrong = []
    rows = {ArticlePhoto: [], Byline: []}
    for formset in formsets(request, screen, article):
        for form in formset.forms:
            if not form.is_valid():
                wrong += said(form, form.errors)
            elif is_there(form):
                rows[formset.model].append(as_told(form))
    photos = sorted(rows[ArticlePhoto], key=lambda row: row.position)
    photos, _changed = article_photos.arrange(draft, photos, request.user)
    fill(draft, "article_photos", [row for row in photos if not row.photo.withdrawn_at])
    reporter = request.user.reporter_or_none
    if not article and not rows[Byline] and reporter:
        rows[Byline] = [Byline(article=draft, reporter=reporter)]
    fill(draft, "bylines", sorted(rows[Byline], key=lambda row: row.order))
    return wrong


def formsets(request, screen, article):
    """Yield the rows of the form as they were sent, without files, which have been uploaded before."""
    for formset, inline in screen.get_formsets_with_inlines(request, article):
        yield formset(
            request.POST,
            MultiValueDict(),
            instance=article or Article(),
            prefix=formset.get_default_prefix(),
            queryset=inline.get_queryset(request),
        )


def is_there(form):
    """Return whether a valid form holds a row that will stay."""
    return (form.instance.pk or form.has_changed()) and not form.cleaned_data.get("DELETE")


def as_told(form):
    """Return the row of a valid form as it would be saved."""
    return form.told() if hasattr(form, "told") else form.instance


def fill(draft, name, rows):
    """Put the rows where `article_page.complete` puts those that are saved."""
    draft._prefetched_objects_cache[name] = rows
