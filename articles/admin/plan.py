"""What the newsroom plans: the form of a plan, and its steps."""

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ..desk import plans, workflow
from ..forms import MoveForm, PlanForm
from ..models import Plan
from ..pure.days import day_of
from . import plan_calendar
from .site import HidesRelatedButtons, NewsroomAdmin, newsroom
from .versions import VersionedAdmin

WRONG_STATE = _("This plan was called off. Take it up again first.")
STEPS = {
    "cancel": (plans.cancel, _("Called off: “%(title)s”.")),
    "take_up": (plans.take_up, _("Taken up again: “%(title)s”.")),
}


@admin.register(Plan, site=newsroom)
class PlanAdmin(VersionedAdmin, HidesRelatedButtons, NewsroomAdmin):
    """A calendar in place of a list."""

    form = PlanForm
    change_form_template = "admin/plan_form.html"

    # Rights

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return plans.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False  # what falls through is called off, and stays to be seen

    # The form

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        is_hidden = obj and obj.article and not may_see(request.user, obj.article)
        return [name for name in fields if not (is_hidden and name == "article")]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.planner = request.user
        return form

    def get_changeform_initial_data(self, request):
        reporter = request.user.reporter_or_none
        own = {"reporters": [reporter.pk]} if reporter and reporter.is_active else {}
        typed = super().get_changeform_initial_data(request)
        return {"day": day_of(timezone.now()), **own, **typed}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        plan = self.get_object(request, object_id) if object_id else None
        if request.method == "POST" and plan and not plans.may_change(request.user, plan):
            return self.too_late(request, plan)
        context = self.about(request.user, plan) if plan else {}
        return super().changeform_view(
            request, object_id, form_url, context | (extra_context or {})
        )

    def too_late(self, request, plan):
        """Give back what was typed into a plan that may no longer be changed."""
        names = ("title", "notes")
        fields = (
            (Plan._meta.get_field(name).verbose_name, request.POST.get(name)) for name in names
        )
        context = self.admin_site.titled(
            request, plan.title, plan=plan, typed=[field for field in fields if field[1]]
        )
        return TemplateResponse(request, "admin/plan_too_late.html", context, status=403)

    def about(self, user, plan):
        """Return what the plan's screen tells beside its form."""
        return {
            "plan": plan,
            "may_write": plans.may_write(user, plan),
            "may_step": plans.may_change(user, plan),
            "is_hidden": plan.article and not may_see(user, plan.article),
        }

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.made_by = request.user
        elif not form.is_unchanged:
            plans.claim(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        before = list(form.instance.reporters.all())
        super().save_related(request, form, formsets, change)
        plans.tell_assigned(form.instance, request.user, before)

    def response_add(self, request, obj, post_url_continue=None):
        return self.after_save(request, obj)

    def response_change(self, request, obj):
        return self.after_save(request, obj)

    def after_save(self, request, plan):
        """Return to the plan in the calendar, or go on to its article."""
        if "_write" in request.POST:
            return self.write(request, plan)
        messages.success(request, gettext("Saved."))
        return to_calendar(plan, f"day={plan.day}")

    # Steps

    def get_urls(self):
        steps = (("move", self.move), ("write", self.write), ("step", self.step))
        return [
            path(
                "day/",
                self.admin_site.admin_view(plan_calendar.day_view),
                name="articles_plan_day",
            ),
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(require_POST(of_plan(view))),
                    name=f"articles_plan_{name}",
                )
                for name, view in steps
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return plan_calendar.calendar_view(request)

    def move(self, request, plan):
        """Move the plan to the day of the button, or to the one that was typed."""
        typed = {"day": request.POST.get("to") or request.POST.get("day", "")}
        form = MoveForm(request.POST.dict() | typed)
        if "version" in form.errors:
            raise Http404
        if form.errors:
            messages.error(request, " ".join(form.errors["day"]))
            return back(request, plan)
        day, version = form.cleaned_data["day"], form.cleaned_data["version"]
        details = {"title": plan.title, "day": in_words(day)}
        done = _("Moved to %(day)s: “%(title)s”.") % details
        return self.carry_out(request, plan, done, plans.move, day=day, version=version)

    def step(self, request, plan):
        """Call the plan off, or take it up again."""
        verb, done = STEPS.get(request.POST.get("step"), (None, ""))
        version = request.POST.get("version", "")
        if verb is None or not version.isdecimal():
            raise Http404
        done %= {"title": plan.title}
        return self.carry_out(request, plan, done, verb, version=int(version[:10]))

    def carry_out(self, request, plan, done, verb, **arguments):
        """Call the verb, tell what came of it and return to the calendar."""
        try:
            verb(plan, request.user, **arguments)
        except plans.NotAllowed as refusal:
            raise PermissionDenied from refusal
        except plans.Conflict:
            messages.error(request, changed_by(plan))
        except plans.WrongState:
            messages.error(request, WRONG_STATE)
        else:
            self.log_change(request, plan, str(done))
            messages.success(request, done)
        return back(request, plan)

    def write(self, request, plan):
        """Go to the article of the plan, which is made when there is none."""
        is_new = plan.article_id is None
        try:
            article = plans.begin_article(plan, request.user)
        except plans.NotAllowed as refusal:
            raise PermissionDenied from refusal
        except plans.WrongState:
            messages.error(request, WRONG_STATE)
            return HttpResponseRedirect(reverse("admin:articles_plan_change", args=[plan.pk]))
        if not may_see(request.user, article):
            messages.error(request, _("Somebody else writes the article of this plan."))
            return back(request, plan)
        if is_new:
            self.log_change(request, plan, gettext("An article was begun."))
            messages.success(request, _("This is the draft of the plan; its notes stand above it."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def of_plan(view):
    """Return the view with the plan for its number, for whoever sees plans."""

    def viewed(request, pk):
        if not request.user.has_perm("articles.view_plan"):
            raise PermissionDenied
        plan = Plan.objects.select_related("article").filter(pk=pk).first()
        if plan is None:
            raise Http404
        return view(request, plan)

    return viewed


def may_see(user, article):
    """Return whether the user may see the article's headline: readers do, or it is theirs to read."""
    return article.is_public() or workflow.may_read(user, article)


def in_words(day):
    return formats.date_format(day, "m-d (D)")


def back(request, plan):
    """Return to the calendar as it was, or to the plan's week."""
    return to_calendar(plan, plan_calendar.Wanted.of(request).query or f"day={plan.day}")


def to_calendar(plan, query):
    return HttpResponseRedirect(
        f"{reverse('admin:articles_plan_changelist')}?{query}#plan-{plan.pk}"
    )


def changed_by(plan):
    """Return the sentence that tells who changed the plan meanwhile, and when."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Plan), object_id=str(plan.pk)
    )
    last = entries.select_related("user").first()
    return _(
        "%(who)s changed “%(title)s” at %(when)s, after you opened this screen. What you asked for "
        "was not done; you see the plan as it is now, on %(day)s."
    ) % {
        "who": (last and last.user) or gettext("Somebody"),
        "when": f"{timezone.localtime(last.action_time):%H:%M}" if last else "",
        "title": plan.title,
        "day": in_words(plan.day),
    }
