"""Where somebody is logged in, and ending that."""

import math
import time
from contextlib import suppress

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, close_old_connections, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ...models import Login
from ...pure import devices
from .log import tell

NOTED_EVERY = 600  # seconds: a session in use is written then, and not by each request
MOST_NOTED = 1000  # sessions that a worker remembers to have noted
TIDIED = 500  # sessions that have expired, cleared at one login
_noted = {}  # {session key: when, by the clock of the worker}


def note(session, user, network, agent):
    """Note that the user's session is in use by a browser with that user agent in that network."""
    key, now = session.session_key, time.monotonic()
    if key is None or now - _noted.get(key, -math.inf) < NOTED_EVERY:
        return
    if len(_noted) >= MOST_NOTED:
        _noted.clear()
    _noted[key] = now
    seen = {"network": network, "seen_at": timezone.now()}
    begun = {"user": user, "device": devices.name_of(agent), **seen}
    with suppress(IntegrityError), transaction.atomic():  # when it is just being ended
        Login.objects.update_or_create(session_id=key, defaults=seen, create_defaults=begun)


def of(user):
    """Return the Logins that let somebody in as the user now, the last used first."""
    logins = Login.objects.filter(user=user, session__expire_date__gt=timezone.now())
    logins = logins.select_related("session").order_by("-seen_at", "-pk")
    return [login for login in logins if is_open(login, user)]


def is_known(key):
    """Return whether there is a session with the key; False while the database can't say."""
    if not key:
        return False
    close_old_connections()  # asked before the request that it is about has begun
    try:
        return Session.objects.filter(pk=key, expire_date__gt=timezone.now()).exists()
    except DatabaseError:
        return False


def is_open(login, user):
    """Return whether the session was begun with the user's present password."""
    begun_with = login.session.get_decoded().get(HASH_SESSION_KEY, "")
    return constant_time_compare(begun_with, user.get_session_auth_hash())


def end(user, by=None, keep=None, only=None):
    """End the user's sessions: all, all but that with the key `keep`, or `only` that of the Login.

    `by` is who does it, None for the operator. Returns how many were ended.
    """
    ended = Session.objects.filter(login__user=user)
    if keep:
        ended = ended.exclude(pk=keep)
    if only is not None:
        ended = ended.filter(login=only)
    _rows, counts = ended.delete()
    count = counts.get("sessions.Session", 0)
    if count:
        tell("sessions ended", name=user, by=by or "operator", count=count)
    return count


def tidy():
    """Clear some sessions that have expired; nothing else does."""
    expired = Session.objects.filter(expire_date__lte=timezone.now())
    keys = list(expired.values_list("pk", flat=True)[:TIDIED])
    if keys:
        Session.objects.filter(pk__in=keys).delete()
