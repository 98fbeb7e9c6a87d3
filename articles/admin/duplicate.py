from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..desk import workflow


@require_POST
def duplicate(request, article):
    """Begin a new article of the person's own with what the article says."""
    draft = workflow.duplicate(article, request.user)
    told = _("This is a new draft, after “%(headline)s”. That article stays what it is.")
    messages.success(request, told % {"headline": article.headline})
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[draft.pk]))
