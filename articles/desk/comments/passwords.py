"""The password by which a reader deletes a comment: weak ones are usual, so guesses are few."""

import base64
import hashlib
import hmac
import secrets

# RFC 7914 §2; 8 MB and about 20 ms, for strangers make us do it: far less than a login is worth.
COST, BLOCK, PARALLEL = 2**13, 8, 1


def stored(password):
    """Return what is kept of a password."""
    salt = secrets.token_bytes(16)
    return f"scrypt${encoded(salt)}${encoded(derived(password, salt))}"


def fits(password, kept):
    """Return whether it is the password of which `kept` is stored; no password fits ""."""
    kind, _, rest = kept.partition("$")
    if kind != "scrypt":
        return False
    salt, _, digest = rest.partition("$")
    salt, digest = base64.b64decode(salt), base64.b64decode(digest)
    return hmac.compare_digest(derived(password, salt), digest)


def derived(password, salt):
    source = password.encode("utf-8", "replace")
    return hashlib.scrypt(source, salt=salt, n=COST, r=BLOCK, p=PARALLEL, dklen=32)


def encoded(data):
    return base64.b64encode(data).decode()
