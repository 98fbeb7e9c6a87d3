from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from ..forms import clean_early, decode_uploads
from . import (
    account,
    comment_measure,
    first_steps,
    forgotten,
    home,
    invitation,
    kept_text,
    machine,
    notice,
)
from .lists import BoundedChangeList, BoundedPaginator
from .login import CodeView, LoginView, guarded
from .preference import keep_writing_preference
from .repeats import done_once


class Newsroom(AdminSite):
    """The newsroom's side of the paper."""

    site_header = site_title = _("Newsroom")
    index_title = _("Desk")
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        return super().admin_view(guarded(done_once(view)), cacheable)

    def titled(self, request, title, **context):
        """Return what every screen shows, and its title."""
        return self.each_context(request) | {"title": title, "subtitle": None} | context

    def i18n_javascript(self, request, extra_context=None):
        # Ours come last and win.
        packages = ["django.contrib.admin", "articles"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = self.titled(request, _("Log in"), app_path=request.get_full_path())
        return LoginView.as_view(extra_context=context)(request)

    def login_code(self, request):
        return CodeView.as_view(extra_context=self.titled(request, _("Log in")))(request)

    def password_change(self, request, extra_context=None):
        context = self.titled(request, _("Password change"))
        return account.PasswordView.as_view(extra_context=context)(request)

    def account(self, request):
        return account.account(request, self.each_context(request))

    def notices(self, request):
        return notice.notices(request, self.titled(request, _("Notices")))

    def news(self, request):
        return notice.news(request, is_in=self.has_permission(request))

    def machine(self, request):
        return machine.machine(request, self.titled(request, _("State of the server")))

    def second_factor(self, request):
        return account.set_up(request, self.each_context(request))

    def each_context(self, request):
        context = super().each_context(request)
        if context["has_permission"]:
            context |= {"program": settings.VERSION, "news": notice.news_of(request)}
        return context

    def index(self, request, extra_context=None):
        return super().index(request, home.home(request) | (extra_context or {}))

    def get_urls(self):
        # Django's short cut to any object's page asks nobody for a right; no field asks while typing.
        unused = ("view_on_site", "autocomplete")
        urls = [url for url in super().get_urls() if getattr(url, "name", "") not in unused]
        return [
            path(
                "writing/", self.admin_view(keep_writing_preference), name="articles_user_writing"
            ),
            path("account/", self.admin_view(self.account), name="account"),
            path(
                "account/second-factor/",
                self.admin_view(self.second_factor),
                name="account_second_factor",
            ),
            path("machine/", self.admin_view(self.machine), name="machine"),
            path("first-steps/", self.admin_view(first_steps.put_steps_away), name="first_steps"),
            path("notices/", self.admin_view(self.notices), name="notices"),
            path("notices/<int:pk>/", self.admin_view(notice.open_notice), name="notice"),
            # It asks by itself, so it must not count as somebody who uses the session.
            path("notices/news/", self.news, name="news"),
            path("login/code/", self.login_code, name="login_code"),
            *kept_text.addresses(self.admin_view),
            *comment_measure.addresses(self),
            *self.ways_back(),
            *urls,
        ]

    def ways_back(self):
        """Return the addresses of whoever has forgotten the password, or has none yet."""
        steps = {
            "password_reset/": (forgotten.ForgottenView, "password_reset"),
            "password_reset/sent/": (forgotten.SentView, "password_reset_done"),
            "password_reset/done/": (forgotten.NewPasswordDoneView, "password_reset_complete"),
            "password_reset/<uidb64>/<token>/": (
                forgotten.NewPasswordView,
                "password_reset_confirm",
            ),
            "invitation/<uidb64>/<token>/": (invitation.InvitationView, "invitation"),
        }
        return [path(way, self.open(view), name=name) for way, (view, name) in steps.items()]

    def open(self, view):
        """Return a view of a class that anybody may ask for, on a screen of the newsroom."""

        def opened(request, **kwargs):
            return view.as_view(extra_context=self.each_context(request))(request, **kwargs)

        return opened


newsroom = Newsroom(name="admin")


def csrf_failure(request, reason=""):
    """Tell somebody whose login ended while a form was open that what was written is not lost."""
    context = newsroom.each_context(request) | {"title": _("Not saved")}
    return render(request, "admin/csrf_failure.html", context, status=403)


class HidesRelatedButtons:
    """Shows fields without the buttons that leave the screen, each named for screen readers."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            hide_related_buttons(field.widget)
            name_for_screen_readers(field)
        return field


def hide_related_buttons(widget):
    """Take away the buttons beside a choice that add, change, delete and view what it offers."""
    for verb in ("add", "change", "delete", "view"):
        if hasattr(widget, f"can_{verb}_related"):
            setattr(widget, f"can_{verb}_related", False)


def name_for_screen_readers(field):
    """Give the field's label to its widget, or to each of its parts."""
    # Rows of a table and the two halves of a time have no label of their own.
    widget = getattr(field.widget, "widget", field.widget)
    for part in getattr(widget, "widgets", [widget]):
        part.attrs.setdefault("aria-label", field.label)


class PreparesSaves:
    """Reads photos and bodies before the transaction of the save begins: nobody else writes in it."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method == "POST" and self.may_save(request, object_id):
            self.read_files(request.FILES)
            clean_early(request.POST.get("body", ""), self.is_plain(request.user))
        return super().changeform_view(request, object_id, *args, **kwargs)

    def read_files(self, files):
        """Read the files that were sent, by their fields; here they are photos."""
        decode_uploads(files.values())

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if left_out := getattr(form, "left_out", ""):
            messages.warning(request, left_out)

    def is_plain(self, user):
        """Return whether the user types bodies into a field for plain text here."""
        return False

    def may_save(self, request, object_id):
        """Return whether the person may add, or change the object with that id."""
        if object_id is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, self.get_object(request, object_id))


class NewsroomAdmin(admin.ModelAdmin):
    """What every screen of the desk has: only its own filters may ask the database."""

    view_on_site = False
    max_search_words = 10
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count its own rows
    sortable_by = ()  # columns of small tables, or with an index that serves the order
    list_deferred = ()  # long texts that the list does not show

    def get_changelist(self, request, **kwargs):
        return BoundedChangeList

    def get_paginator(self, request, queryset, per_page, *args, **kwargs):
        if queryset.model is not self.model:  # the entries of an object's history
            return Paginator(queryset, per_page)
        paginator = super().get_paginator(request, queryset, per_page, *args, **kwargs)
        paginator.rows = self.rows()
        return paginator

    def rows(self):
        """Return the rows of the list with all that it shows of them."""
        rows = self.model._default_manager.defer(*self.list_deferred)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def lookup_allowed(self, lookup, value, request):
        allowed = set()
        for item in self.get_list_filter(request):
            if hasattr(item, "parameter_name"):
                allowed.add(item.parameter_name)
            else:
                name = item if isinstance(item, str) else item[0]
                allowed |= {f"{name}__{how}" for how in ("exact", "id__exact", "isnull")}
        return lookup in allowed

    def get_search_results(self, request, queryset, search_term):
        words = " ".join(search_term.split()[: self.max_search_words])
        return super().get_search_results(request, queryset, words)
