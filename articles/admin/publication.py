from django.conf import settings
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from .. import paper
from ..desk import marks
from ..exchange import indexnow
from ..forms import PublicationForm, decode_uploads
from ..forms.mark import PLACES, RECEIVE
from ..models import Endpoint, Publication
from ..pure.paths import path_to
from .first_steps import next_screen
from .machines import host, words
from .site import NewsroomAdmin, PreparesSaves, newsroom
from .versions import VersionedAdmin

SHOWN = (("192", 96), ("180", 60), ("32", 32))  # icons of the preview, and how large: pixels


@admin.register(Publication, site=newsroom)
class PublicationAdmin(VersionedAdmin, PreparesSaves, NewsroomAdmin):
    change_form_template = "admin/publication_form.html"
    form = PublicationForm
    readonly_fields = ("icons", "nameplates", "indexnow_answers")
    fieldsets = (
        (None, {"fields": ("name", "slogan", "accent", "lettering")}),
        (_("Mark"), {"fields": ("icons", "upload", "without_mark")}),
        (
            _("Nameplate"),
            {
                "fields": (
                    "nameplates",
                    "wide_upload",
                    "without_nameplate",
                    "dark_upload",
                    "without_dark_nameplate",
                )
            },
        ),
        (
            _("Imprint that the law demands"),
            {
                "description": _(
                    "Stands at the foot of every page and under “About the paper”. The law demands all of "
                    "it of an internet newspaper, and the name of the paper."
                ),
                # The name stands above.
                "fields": Publication.DEMANDED[1:],
            },
        ),
        (_("More of the imprint"), {"fields": Publication.VOLUNTARY}),
        (
            _("Articles and feeds"),
            {"fields": ("copyright_notice", "ai_training_notice", "feeds_in_full")},
        ),
        (
            _("Search engines and robots"),
            {
                "fields": (
                    "google_verification",
                    "naver_verification",
                    "ai_crawlers_allowed",
                    "ads_txt",
                )
            },
        ),
        (
            _("Tell search engines at once"),
            {
                "description": _(
                    "With a key the paper tells Naver, Bing and others by IndexNow, free of charge, the "
                    "address of every article that is approved, changed or withdrawn, as soon as readers "
                    "see it. They need the key to be sure that it is you; it is no secret. Without one "
                    "nobody is told."
                ),
                "fields": ("indexnow_key", "make_indexnow_key", "indexnow_answers"),
            },
        ),
        (
            _("Who must give a second factor"),
            {
                "description": _(
                    "Whoever has none yet sets it up at the next step and can do nothing else before. "
                    "Everybody may use one."
                ),
                "fields": ("reporters_need_codes", "editors_need_codes", "publishers_need_codes"),
            },
        ),
    )

    def get_form(self, request, obj=None, change=False, **kwargs):
        texts = PublicationForm.Meta.help_texts | help_texts()
        return super().get_form(request, obj, change, help_texts=texts, **kwargs)

    def get_fieldsets(self, request, obj=None):
        shown = super().get_fieldsets(request, obj)
        idle = {place.without for field, place in PLACES.items() if not getattr(obj, field, "")}
        return [
            (title, told | {"fields": [f for f in told["fields"] if f not in idle]})
            for title, told in shown
        ]

    @admin.display(description=_("icons now"))
    def icons(self, publication):
        icon = Publication.current().icon  # not what a form that comes back would make of it
        shown = [(path_to("icon", icon, form), side, side) for form, side in SHOWN]
        pictures = format_html_join("", '<img src="{}" width="{}" height="{}" alt="">', shown)
        return format_html('<span class="icons">{}</span>', pictures)

    @admin.display(description=_("nameplate now"))
    def nameplates(self, publication):
        paper = Publication.current()
        shown = [
            (path_to("nameplate", name), ground)
            for name, ground in ((paper.nameplate, "light"), (paper.dark_nameplate, "dark"))
            if name
        ]
        pictures = format_html_join("", '<img src="{}" class="on-{}" alt="">', shown)
        return format_html('<span class="nameplates">{}</span>', pictures) if shown else "–"

    def read_files(self, files):
        for name, file in files.items():
            decode_uploads([file], RECEIVE.get(name, marks.receive))

    @admin.display(description=_("last answers"))
    def indexnow_answers(self, publication):
        """Show what each search engine answered last, and when."""
        if not settings.INDEXNOW_URLS:
            return _("The operator of the server has switched this off (INDEXNOW_URLS).")
        answered = {endpoint.address: endpoint for endpoint in Endpoint.objects.in_use()}
        lines = [(host(url), *last_answer(answered.get(url))) for url in settings.INDEXNOW_URLS]
        return format_html_join(mark_safe("<br>"), "{}: {} {}", lines)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.current and form.current.indexnow_key != obj.indexnow_key:
            indexnow.begin_anew(obj.indexnow_key)

    def render_change_form(self, request, context, *args, **kwargs):
        context["show_save_and_add_another"] = False  # there is one row
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request, obj):
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request, obj):
        otherwise = super().response_post_save_change(request, obj).url
        return HttpResponseRedirect(next_screen(otherwise))

    def changelist_view(self, request, extra_context=None):
        if Publication.objects.exists():
            return HttpResponseRedirect(reverse("admin:articles_publication_change", args=[1]))
        if self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:articles_publication_add"))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Publication.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


def help_texts():
    """Return {name of the field: what to type there}, as HTML."""
    now = Publication.current()
    unwritten = Publication(name=now.name, ai_crawlers_allowed=now.ai_crawlers_allowed)
    return {
        "legal_name": _("The company, association or person that publishes, as registered."),
        "registration_number": _("As on the certificate of registration."),
        "registered_on": _("As on the certificate of registration, such as 2026-03-02."),
        "founded_on": _("The day on which the first article appeared."),
        "publisher_name": _("As registered."),
        "editor_name": _("As registered. Several: each with what they are responsible for."),
        "address": _("Where the paper is published, as registered."),
        "phone": _("Of the office. On a phone the first number in it can be called."),
        "youth_protection_officer": _("Every internet newspaper must name one."),
        "arrangement_officer": _("Who answers for which articles stand where, if somebody does."),
        "copyright_notice": _("Under every article. Empty: %(notice)s")
        % {"notice": escape(unwritten.notice)},
        "ai_training_notice": _("Beside the copyright notice. Empty: %(notice)s")
        % {"notice": escape(unwritten.ai_notice)},
        "feeds_in_full": _("Otherwise feeds hold headlines and the beginnings of articles."),
    }


def last_answer(endpoint):
    """Return what an Endpoint, or None, answered last in words, and when."""
    if endpoint is None or endpoint.answer is None:
        return _("not told anything yet"), ""
    return words(endpoint.answer), paper.date_time(endpoint.answered_at, until="minutes")
