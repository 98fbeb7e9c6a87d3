"""The password by which a reader deletes a comment: weak ones are usual, so guesses are few."""

import base64
import hashlib
import hmac
import secrets
import threading

from ..refusals import Busy

# RFC 7914 §2; 8 MB and about 20 ms, for strangers make us do it: far less than a login is worth.
COST, BLOCK, PARALLEL = 2**13, 8, 1
AT_ONCE = 2  # in a worker: the other threads stay for readers, and the memory is bounded
LONGEST, AGAIN = 1, 5  # seconds that one waits for its turn, and after which to ask again
_turns = threading.BoundedSemaphore(AT_ONCE)


def stored(password):
    """Return what is kept of a password. Raises Busy."""
    salt = secrets.token_bytes(16)
    return f"scrypt${encoded(salt)}${encoded(derived(password, salt))}"


def fits(password, kept):
    """Return whether it is the password of which `kept` is stored; no password fits "". Raises Busy."""
    kind, _, rest = kept.partition("$")
    if kind != "scrypt":
        return False
    salt, _, digest = rest.partition("$")
    salt, digest = base64.b64decode(salt), base64.b64decode(digest)
    return hmac.compare_digest(derived(password, salt), digest)


def derived(password, salt):
    source = password.encode("utf-8", "replace")
    if not _turns.acquire(timeout=LONGEST):
        raise Busy(AGAIN)
    try:
        return hashlib.scrypt(source, salt=salt, n=COST, r=BLOCK, p=PARALLEL, dklen=32)
    finally:
        _turns.release()


def encoded(data):
    return base64.b64encode(data).decode()
