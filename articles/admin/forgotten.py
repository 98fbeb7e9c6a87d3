"""The way back for whoever has forgotten the password: a link that is good once, for a day."""

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ..desk.login import guesses, sessions
from ..desk.login.log import tell
from ..forms import ForgottenForm
from .login import Counts, network_of


class ForgottenView(Counts, views.PasswordResetView):
    """Sends the link where there is mail, and else says whom to ask."""

    template_name = "admin/forgotten.html"
    form_class = ForgottenForm
    subject_template_name = "admin/forgotten_subject.txt"
    email_template_name = "admin/forgotten_mail.txt"
    success_url = reverse_lazy("admin:password_reset_done")

    def post(self, request, *args, **kwargs):
        if not settings.EMAIL_URL:
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"has_mail": bool(settings.EMAIL_URL)}

    @property
    def extra_email_context(self):
        return {"site_url": settings.SITE_URL}


class SentView(views.PasswordResetDoneView):
    template_name = "admin/forgotten_sent.html"


class NewPasswordView(views.PasswordResetConfirmView):
    """Takes a new password from whoever has the link."""

    template_name = "admin/new_password.html"
    success_url = reverse_lazy("admin:password_reset_complete")

    def form_valid(self, form):
        response = super().form_valid(form)
        guesses.forgive(self.user.username, network_of(self.request))
        tell("password set by link", name=self.user, network=network_of(self.request))
        sessions.end(self.user, by=self.user)
        return response


class NewPasswordDoneView(views.PasswordResetCompleteView):
    template_name = "admin/new_password_done.html"


def link_for(user):
    """Return the address at which whoever opens it first sets the user's password."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse(
        "admin:password_reset_confirm", args=[uid, default_token_generator.make_token(user)]
    )
    return settings.SITE_URL + path
