"""The way in for somebody new: a link that is good once, for a week, and sets the first password."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from ..desk.login import guesses
from ..desk.login.invitations import invitations
from ..desk.refusals import TooMany
from ..forms import words_of
from ..models import Guess
from .forgotten import NewPasswordView
from .login import network_of

logger = logging.getLogger(__name__)


class InvitationView(NewPasswordView):
    """Takes the first password from whoever has the link, and leads to the login."""

    token_generator = invitations
    template_name = "admin/invitation.html"
    success_url = reverse_lazy("admin:login")

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, _("The password is set. Please log in with it."))
        return response


def invitation_for(user):
    """Return the address at which whoever opens it first sets the user's first password."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("admin:invitation", args=[uid, invitations.make_token(user)])
    return settings.SITE_URL + path


def send(request, user, link):
    """Mail the link to the user where there is mail, and tell the publisher what became of it."""
    if not settings.EMAIL_URL or not user.email:
        return
    words = {"name": user.username, "link": link}
    subject = render_to_string("admin/invitation_subject.txt").strip()
    body = render_to_string("admin/invitation_mail.txt", words)
    try:
        guesses.begin(user.username.casefold(), network_of(request), Guess.Kind.RESET)
        send_mail(subject, body, None, [user.email])
    except TooMany as later:
        messages.warning(request, words_of(later))
    except (OSError, SMTPException) as error:
        logger.warning("An invitation could not be mailed: %s", error)
        told = _("The mail to %(to)s could not be sent. Please hand the link over yourself.")
        messages.warning(request, told % {"to": user.email})
    else:
        messages.success(request, _("The link is on its way to %(to)s.") % {"to": user.email})
