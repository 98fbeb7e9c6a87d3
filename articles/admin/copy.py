from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..desk import workflow


@require_POST
def open_copy(request, article):
    """Open a working copy of a live article, or go to the one that is open already."""
    copy = article.working_copies.unfinished().first()
    if copy is None:
        try:
            copy = workflow.open_copy(article, request.user)
        except workflow.Refusal:
            messages.error(request, _("A working copy of this article can't be opened now."))
            copy = article
        else:
            messages.success(
                request, _("This is a working copy. Readers see the article as it was meanwhile.")
            )
    elif not workflow.may_read(request.user, copy):
        messages.error(request, _("Somebody else has a working copy of this article open."))
        copy = article
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[copy.pk]))
