"""The way in: name and password, then a code where the account asks for one."""

import time
from functools import wraps

from django.contrib.auth import login, views
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from ..desk.login import guesses, second_factor, sessions
from ..desk.login.log import tell
from ..desk.refusals import TooMany
from ..forms import CodeForm, LoginForm
from ..models import User
from ..reading.readership import beacon

PENDING = "pending_login"  # in the session: who has given the password and owes the code
PENDING_FOR = 600  # seconds
GAVE_CODE = "gave_code"  # in the session: the second factor was given
OPEN = ("account_second_factor", "logout")  # to whoever must switch the second factor on first


def network_of(request):
    """Return the network that guesses and logins are told of by, as readers are."""
    return beacon.client(request.META)


class Counts:
    """A view whose form counts guesses: it is given the network, and says when to try again."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"network": network_of(self.request)}

    def form_invalid(self, form):
        return put_off(super().form_invalid(form), form)


def put_off(response, *forms):
    """Give the response the status that tells programs when to try again, if a form was put off."""
    for form in forms:
        if form.later:
            response.status_code = 429 if isinstance(form.later, TooMany) else 503
            response.headers["Retry-After"] = str(form.later.seconds)
    return response


class LoginView(Counts, views.LoginView):
    """Asks for name and password."""

    template_name = "admin/login.html"
    authentication_form = LoginForm

    def form_valid(self, form):
        user, to = form.get_user(), self.get_success_url()
        if second_factor.is_on(user):
            owe_code(self.request, user, to)
            return HttpResponseRedirect(reverse("admin:login_code"))
        enter(self.request, user)
        return HttpResponseRedirect(to)


class CodeView(Counts, views.LoginView):
    """Asks somebody who has given the password for a code."""

    template_name = "admin/login_code.html"
    authentication_form = CodeForm

    def dispatch(self, request, *args, **kwargs):
        self.user = owing(request)
        if self.user is None:
            return HttpResponseRedirect(reverse("admin:login"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["request"]
        return kwargs | {"user": self.user}

    def form_valid(self, form):
        to = self.request.session.pop(PENDING)["to"]
        enter(self.request, self.user)
        self.request.session[GAVE_CODE] = True
        return HttpResponseRedirect(to)


def owe_code(request, user, to):
    """Remember that the user has given the password; nobody is logged in by that."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": time.time() + PENDING_FOR,
        "to": to,
    }


def owing(request):
    """Return the user who has given the password a while ago and owes the code, else None."""
    pending = request.session.get(PENDING)
    if not pending or pending["until"] < time.time():
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True, is_staff=True).first()
    if user and constant_time_compare(pending["hash"], user.get_session_auth_hash()):
        return user
    return None


def enter(request, user):
    """Log the user in, who has given all that is asked for."""
    network = network_of(request)
    login(request, user)
    sessions.tidy()
    guesses.forgive(user.username, network)
    tell("login", name=user, network=network)


def guarded(view):
    """Return the view so that it needs the second factor where the role does; it notes the session."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        is_open = request.resolver_match.url_name in OPEN
        if not is_open and lacks_second_factor(request):
            return HttpResponseRedirect(reverse("admin:account_second_factor"))
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:  # the session may be a new one, after a new password
            agent = request.META.get("HTTP_USER_AGENT", "")
            sessions.note(request.session, request.user, network_of(request), agent)
        return response

    return wrapper


def lacks_second_factor(request):
    """Return whether the role needs a second factor that this session has not given."""
    return not request.session.get(GAVE_CODE) and second_factor.is_required(request.user)
