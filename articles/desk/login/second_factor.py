"""The second factor: a code that a phone makes anew every half minute, and codes for when it is lost."""

from base64 import b32encode
from binascii import unhexlify
from urllib.parse import quote, urlencode

from django.core import signing
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from ...models import Publication
from ..refusals import Incomplete, NotAllowed
from ..workflow import rights
from . import sessions
from .log import tell

DIGITS = 6
TOLERANCE = 1  # half minutes by which the phone's clock may be wrong
RECOVERY_CODES = 10
OFFERED_FOR = 3600  # seconds in which a key must be confirmed
SALT = "newsstep.second-factor"


def is_on(user):
    """Return whether the user gives a code after the password."""
    return TOTPDevice.objects.filter(user=user).exists()


def is_required(user):
    """Return whether the publication wants a second factor of the user's role."""
    publication = Publication.current()
    if user.is_superuser:
        return publication.publishers_need_codes
    if rights.is_editor(user):
        return publication.editors_need_codes
    return publication.reporters_need_codes


# Switching on: the key goes to the page and comes back signed, so that nothing is kept before a
# code shows that the phone has it.


def offer(user):
    """Return a new key for the user's phone, signed."""
    return signing.dumps([user.pk, random_hex()], salt=SALT)


def key_of(offered, user):
    """Return the key that was offered to the user, in hexadecimal; None when it is too old or not."""
    try:
        owner, key = signing.loads(offered, salt=SALT, max_age=OFFERED_FOR)
    except signing.BadSignature:
        return None
    return key if owner == user.pk else None


def secret(key):
    """Return the key as it is typed into a phone that can't read the QR code."""
    return b32encode(unhexlify(key)).decode()


def address(user, key):
    """Return what the QR code says: an otpauth:// address with the names of paper and account."""
    paper = Publication.current().name.replace(":", " ")
    asked = urlencode({"secret": secret(key), "issuer": paper}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{paper}:{user.username}')}?{asked}"


@transaction.atomic
def switch_on(user, key, code, keep):
    """Ask the user for codes made with the key from now on; returns the recovery codes.

    Ends all sessions of the user but that with the key `keep`. Raises Incomplete when the code is wrong.
    """
    totp = TOTP(unhexlify(key))
    code = plain(code)
    if not is_of_phone(code) or not totp.verify(int(code), TOLERANCE):
        raise Incomplete
    forget(user)
    # The code that was just given is not good for a login.
    TOTPDevice.objects.create(user=user, name="totp", key=key, last_t=totp.t(), drift=totp.drift)
    tell("second factor on", name=user)
    sessions.end(user, by=user, keep=keep)
    return new_recovery_codes(user)


@transaction.atomic
def switch_off(user, keep):
    """Ask the user for no code any more. Raises NotAllowed when the user's role needs one."""
    if is_required(user):
        raise NotAllowed
    forget(user)
    tell("second factor off", name=user)
    sessions.end(user, by=user, keep=keep)


@transaction.atomic
def reset(user, by=None):
    """Take the second factor from somebody who has lost it, and end that account's sessions.

    `by` is who does it, None for the operator.
    """
    forget(user)
    tell("second factor reset", name=user, by=by or "operator")
    sessions.end(user, by=by)


def forget(user):
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()


# Codes


@transaction.atomic
def new_recovery_codes(user):
    """Return the recovery codes that are good from now on, each once; older ones are not."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    tell("recovery codes made", name=user)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def recovery_codes_left(user):
    """Return how many recovery codes the user has not used."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def accepts(user, code):
    """Return whether it is the phone's code of now or a recovery code; either is good once."""
    code = plain(code)
    model = TOTPDevice if is_of_phone(code) else StaticDevice
    device = model.objects.select_for_update().filter(user=user).first()
    return device is not None and device.verify_token(code)


def is_of_phone(code):
    return len(code) == DIGITS and code.isdecimal()


def plain(code):
    """Return the code as it is kept, however it was typed."""
    return "".join(character for character in code.lower() if character.isalnum())
