"""The form that adds somebody to the newsroom, and the link that comes of it."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..desk import people
from ..forms import PersonForm
from .invitation import invitation_for, send
from .site import PreparesSaves

INVITED = "invited"  # in the session: whom the publisher has just added


class AddsPeople(PreparesSaves):
    """Makes an account with its role and its public author; ends at the link for the first password."""

    add_form = PersonForm
    add_form_template = "admin/person_form.html"
    add_fieldsets = (
        (gettext_lazy("Person"), {"fields": ("name", "username", "email", "role")}),
        (
            gettext_lazy("Byline"),
            {"fields": ("is_public", "reporter", "title", "shows_email", "upload")},
        ),
    )

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            form.by = request.user
        return form

    def add_view(self, request, form_url="", extra_context=None):
        more = {"title": _("Add a person"), "show_save_and_continue": False}
        more |= {"show_save_and_add_another": False} | (extra_context or {})
        return super().add_view(request, form_url, more)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            people.add(obj, form.cleaned_data["role"], request.user, form.public_author)

    def response_add(self, request, obj, post_url_continue=None):
        request.session[INVITED] = obj.pk
        transaction.on_commit(partial(send, request, obj, invitation_for(obj)))
        messages.success(request, _("%(name)s belongs to the newsroom now.") % {"name": obj})
        return HttpResponseRedirect(reverse("admin:articles_user_access", args=[obj.pk]))

    def link_of_new(self, request, user):
        """Return the link for the first password of whom the publisher has just added, "" for others."""
        if request.method != "GET" or request.session.get(INVITED) != user.pk:
            return ""
        del request.session[INVITED]
        return "" if user.has_usable_password() else invitation_for(user)
