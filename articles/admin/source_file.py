"""The papers that an article is written from: sent, fetched and removed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ..desk import refusals, source_files
from ..forms import told_of_source
from ..models import SourceFile
from ..pure import imaging
from ..pure.source_files import MAX_BYTES

TYPES = {
    SourceFile.Kind.HWP: "application/x-hwp",
    SourceFile.Kind.HWPX: "application/hwp+zip",
    SourceFile.Kind.PDF: "application/pdf",
}


@require_POST
def upload(request):
    """Take one file, which waits for the article that is being written; answer what it is."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("Please choose a file.")}, status=422)
    try:
        if file.size > MAX_BYTES:
            raise imaging.Unusable("too_large")
        row = source_files.add(file.name, file.read(), request.user)
    except imaging.Unusable as refusal:
        return JsonResponse({"error": told_of_source(refusal, file.name)}, status=422)
    size = filesizeformat(row.size)
    return JsonResponse({"id": row.pk, "name": row.name, "size": size, "is_source": True})


def row_for(user, pk):
    """Return the SourceFile of that number; nobody learns of what is not theirs."""
    row = SourceFile.objects.select_related("article").filter(pk=pk).first()
    if row is None or not source_files.may_read(user, row):
        raise Http404
    return row


@require_safe
def download(request, pk):
    """Answer the file, which no browser opens by itself: it comes from outside."""
    row = row_for(request.user, pk)
    try:
        file = row.path.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=row.name, content_type=TYPES[row.kind]
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def remove(request, pk):
    """Remove the file from its article, on whose approval screen it stands."""
    row = row_for(request.user, pk)
    if row.article is None:
        raise Http404
    try:
        source_files.remove(row.article, request.user, [row.pk])
    except refusals.NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, _("“%(name)s” has been removed.") % {"name": row.name})
    return HttpResponseRedirect(reverse("admin:articles_article_review", args=[row.article_id]))


def urls(view):
    """Return the addresses, each a view of the desk."""
    return [
        path("source/upload/", view(upload), name="articles_source_upload"),
        path("source/<int:pk>/", view(download), name="articles_source_download"),
        path("source/<int:pk>/remove/", view(remove), name="articles_source_remove"),
    ]
