"""What somebody is told by mail: a part of one's own account."""

from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext as _

from ..desk import notices, workflow
from ..desk.login.log import tell
from ..forms import MailForm
from .login import network_of


def form_of(request, is_sent):
    """Return the form of whoever asks, with what was typed when it was sent; None without mail."""
    if not settings.EMAIL_URL:
        return None
    user = request.user
    typed = (request.POST,) if is_sent else ()
    chosen = {"email": user.email, "kinds": notices.mailed_to(user)}
    return MailForm(
        *typed,
        user=user,
        network=network_of(request),
        is_editor=workflow.is_editor(user),
        initial=chosen,
    )


def save(request, form):
    """Keep what was chosen, and what was not offered as it was."""
    offered = dict(form.fields["kinds"].choices)
    others = [kind for kind in notices.mailed_to(request.user) if kind not in offered]
    chosen = [*form.cleaned_data["kinds"], *others]
    if notices.choose_mail(request.user, form.cleaned_data["email"], chosen):
        tell("mail address changed", name=request.user)
    told = _("Saved.") if request.user.email else _("Saved. Without an address you get no mail.")
    messages.success(request, told)
