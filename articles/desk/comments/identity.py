"""Who writes, as keyed hashes: nobody can tell an address from them, and they are forgotten."""

import functools
import hashlib
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings

REMEMBERED = timedelta(days=90)  # of a visitor and a network, beside what they wrote
SIZE = 16  # bytes


class Visitor(NamedTuple):
    """A browser at an address, and the address alone; both keyed hashes of SIZE bytes."""

    visitor: bytes
    network: bytes


def visitor(address, agent):
    """Return the Visitor of an address, as `beacon.client` tells it, and a user agent."""
    return Visitor(hashed("visitor", address, agent), hashed("network", address))


def hashed(*words):
    """Return a keyed hash of words."""
    words = "\n".join(words).encode("utf-8", "replace")
    return hashlib.blake2b(words, key=key_of(settings.SECRET_KEY), digest_size=SIZE).digest()


@functools.lru_cache(maxsize=2)
def key_of(secret):
    """Return the key of the paper's comments, made of its SECRET_KEY."""
    return hashlib.blake2b(secret.encode(), person=b"comments", digest_size=32).digest()
