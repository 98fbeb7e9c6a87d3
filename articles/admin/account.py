"""One's own account: password, second factor, and where one is logged in."""

import segno
from django.contrib import messages
from django.contrib.auth import views
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..desk.login import second_factor, sessions
from ..desk.login.log import tell
from ..desk.refusals import Incomplete, NotAllowed
from ..forms import PasswordAgainForm, PasswordForm, SecondFactorForm
from . import mail
from .login import GAVE_CODE, Counts, network_of, put_off


class PasswordView(Counts, views.PasswordChangeView):
    """Changes one's own password, which ends one's other sessions."""

    template_name = "admin/password_change.html"
    form_class = PasswordForm
    success_url = reverse_lazy("admin:account")

    def form_valid(self, form):
        response = super().form_valid(form)
        user = self.request.user
        tell("password changed", name=user)
        messages.success(
            self.request, _("The password is changed. Other logins of yours have ended.")
        )
        sessions.end(user, by=user, keep=self.request.session.session_key)
        return response


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request, context):
    """Show the account; ends sessions, keeps what is mailed, switches the second factor off or makes codes."""
    form = PasswordAgainForm(user=request.user, network=network_of(request))
    if request.method == "POST":
        action = request.POST.get("action")
        if action == "end":
            return end_sessions(request)
        if action in ("off", "codes"):
            form = PasswordAgainForm(request.POST, user=request.user, network=network_of(request))
        if form.is_bound and form.is_valid():
            return show_codes(request, context) if action == "codes" else switch_off(request)
    mails = mail.form_of(request, is_sent=request.POST.get("action") == "mail")
    if mails and mails.is_bound and mails.is_valid():
        mail.save(request, mails)
        return HttpResponseRedirect(reverse("admin:account"))
    screen = {
        "title": _("My account"),
        "form": form,
        "mails": mails,
        "logins": sessions.of(request.user),
        "session_key": request.session.session_key,
        "is_on": second_factor.is_on(request.user),
        "is_required": second_factor.is_required(request.user),
        "codes_left": second_factor.recovery_codes_left(request.user),
    }
    return put_off(
        TemplateResponse(request, "admin/account.html", context | screen),
        *filter(None, (form, mails)),
    )


def end_sessions(request):
    """End one session of the user's, or all but this."""
    only = request.POST.get("login", "")
    is_one = only.isdecimal() and len(only) <= 18
    count = sessions.end(
        request.user,
        by=request.user,
        keep=request.session.session_key,
        only=int(only) if is_one else None,
    )
    if count:
        messages.success(request, _("Ended. Whoever was logged in there is not any more."))
    return HttpResponseRedirect(reverse("admin:account"))


def switch_off(request):
    try:
        second_factor.switch_off(request.user, keep=request.session.session_key)
    except NotAllowed:
        messages.error(request, _("The publication wants a second factor of your role."))
    else:
        request.session.pop(GAVE_CODE, None)
        messages.success(request, _("The second factor is off."))
    return HttpResponseRedirect(reverse("admin:account"))


def show_codes(request, context, codes=None):
    """Show recovery codes, new ones unless some were just made; nobody sees them again."""
    codes = codes or second_factor.new_recovery_codes(request.user)
    screen = {"title": _("Recovery codes"), "codes": codes}
    return TemplateResponse(request, "admin/recovery_codes.html", context | screen)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request, context):
    """Offer a key for the phone, and switch the second factor on with a code made from it."""
    user = request.user
    who = {"user": user, "network": network_of(request)}
    offered = request.POST.get("key") or second_factor.offer(user)
    form = SecondFactorForm(request.POST or None, initial={"key": offered}, **who)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            codes = second_factor.switch_on(
                user, typed["key"], typed["code"], keep=request.session.session_key
            )
        except Incomplete:
            form.add_error("code", _("This code is not right. Please type the one shown now."))
        else:
            request.session[GAVE_CODE] = True
            return show_codes(request, context, codes)
    key = second_factor.key_of(offered, user)
    if key is None:
        return HttpResponseRedirect(reverse("admin:account_second_factor"))
    screen = {
        "title": _("Second factor"),
        "form": form,
        "qr": qr(second_factor.address(user, key)),
        "secret": second_factor.secret(key),
        "is_required": second_factor.is_required(user),
        "is_on": second_factor.is_on(user),
    }
    return put_off(TemplateResponse(request, "admin/second_factor.html", context | screen), form)


def qr(words):
    """Return the SVG of a QR code."""
    code = segno.make(words, micro=False)
    return mark_safe(code.svg_inline(scale=5, border=4, light="#fff", dark="#000"))
