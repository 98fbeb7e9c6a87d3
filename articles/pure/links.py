"""Addresses of the web in plain texts of readers."""

import html
import re

from . import text

# ASCII only: a Korean particle right behind an address is none of it. No part can be read in two
# ways, so that no text takes longer than its length.
ADDRESS = re.compile(
    r"(?<![a-z0-9])https?://(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?"
    r"(?:[/?#][a-z0-9/?#\[\]@!$&'()*+,;=:._~%-]*)?",
    re.IGNORECASE | re.ASCII,
)
AFTER = ".,:;!?'*~"  # what a sentence puts behind an address
OPENED = {")": "(", "]": "["}
REL = "ugc nofollow noopener"


def linked(words):
    """Return a plain text as HTML in which addresses of http and https are links."""
    made, place = [], 0
    for found in ADDRESS.finditer(words):
        shown = alone(found[0])
        try:
            address = text.web_address(shown)
        except ValueError:  # no address after all: it stays text
            continue
        link = f'<a href="{html.escape(address)}" rel="{REL}">{html.escape(shown)}</a>'
        made += [html.escape(words[place : found.start()], quote=False), link]
        place = found.start() + len(shown)
    return "".join(made) + html.escape(words[place:], quote=False)


def alone(address):
    """Return the address without signs of the sentence at its end; brackets that it opens stay."""
    end = len(address)
    spare = {close: address.count(close) - address.count(sign) for close, sign in OPENED.items()}
    while address[end - 1] in AFTER or spare.get(address[end - 1], 0) > 0:
        if address[end - 1] in OPENED:
            spare[address[end - 1]] -= 1
        end -= 1
    return address[:end]
