from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..desk import people
from ..desk.login import second_factor, sessions
from ..desk.login.log import tell
from ..desk.refusals import WrongState
from ..forms import UserForm
from ..models import Article, User
from .forgotten import link_for
from .invitation import invitation_for, send
from .person import AddsPeople
from .site import NewsroomAdmin, newsroom

ROLE = ("is_active", "is_staff", "is_superuser", "groups", "username")


class RoleFilter(admin.RelatedFieldListFilter):
    include_empty_choice = False  # a publisher needs no group, and has a filter of their own


@admin.register(User, site=newsroom)
class UserAdmin(AddsPeople, NewsroomAdmin, DjangoUserAdmin):
    change_form_template = "admin/user_form.html"
    list_display = (
        "username",
        "full_name",
        "is_active",
        "is_superuser",
        "last_login",
    )
    list_filter = (("groups", RoleFilter), "is_active", "is_superuser")
    filter_horizontal = ("groups",)
    form = UserForm
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("last_name", "first_name", "email", "writes_plain_text")}),
        (_("Role"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
    )

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name()

    def get_urls(self):
        access = self.admin_site.admin_view(self.access)
        return [path("<id>/access/", access, name="articles_user_access"), *super().get_urls()]

    def access(self, request, id):
        """Show where somebody is logged in; helps who has lost a password or a phone, ends sessions."""
        if not request.user.is_superuser:
            raise PermissionDenied
        user = self.get_object(request, id)
        if user is None:
            raise Http404
        link = self.link_of_new(request, user)
        if request.method == "POST":
            action = request.POST.get("action")
            if action == "link":
                link = self.make_link(request, user)
            else:
                self.carry_out(request, user, action)
                return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Access of %(name)s") % {"name": user},
            "opts": self.opts,
            "original": user,
            "link": link,
            "is_new": not user.has_usable_password(),
            "begins": not Article.objects.exists(),
            "logins": sessions.of(user),
            "is_on": second_factor.is_on(user),
            "is_own": user == request.user,
        }
        return TemplateResponse(request, "admin/user_access.html", context)

    def make_link(self, request, user):
        """Return a link for a new password, or for the first one; that one is mailed, too."""
        try:
            people.invite(user, request.user)
        except WrongState:
            user.refresh_from_db()
            tell("link for a password made", name=user, by=request.user)
            return link_for(user)
        link = invitation_for(user)
        send(request, user, link)
        return link

    def carry_out(self, request, user, action):
        if user == request.user:
            raise PermissionDenied  # one's own account asks for the password first
        if action == "reset":
            second_factor.reset(user, by=request.user)
            told = _("The second factor is off; the next login asks for the password only.")
        elif action == "end":
            sessions.end(user, by=request.user)
            told = _("Ended. Whoever was logged in there is not any more.")
        else:
            raise PermissionDenied
        messages.success(request, told)

    # What the operator's log tells

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        name, by = form.instance.username, request.user.username
        for field in set(ROLE) & set(form.changed_data) if change else ():
            before, after = form.initial.get(field), form.cleaned_data[field]
            tell(
                "role changed",
                name=name,
                by=by,
                field=field,
                before=said(before),
                after=said(after),
            )

    def user_change_password(self, request, id, form_url=""):
        user = self.get_object(request, id)
        before = user and user.password
        response = super().user_change_password(request, id, form_url)
        if user and User.objects.get(pk=user.pk).password != before:
            tell("password set by somebody else", name=user, by=request.user)
        return response

    def delete_model(self, request, obj):
        tell("account deleted", name=obj, by=request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for user in queryset:
            tell("account deleted", name=user, by=request.user)
        super().delete_queryset(request, queryset)


def said(value):
    """Return the value of a field as the log tells it: of groups their names."""
    if isinstance(value, bool | str | None):
        return value
    return ", ".join(sorted(group.name for group in value))
