"""What tells whether two comments say the same."""

import hashlib


def digest(said):
    return hashlib.blake2b(said.encode(), digest_size=16).digest()


def bare(words):
    """Return what two texts have in common that differ in spaces, signs and capital letters only."""
    return "".join(sign for sign in words.casefold() if sign.isalnum()) or words
