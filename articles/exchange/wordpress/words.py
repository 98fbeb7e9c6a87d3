"""The words of a piece of HTML."""

import html
import re

from ...pure import text

LINE_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|blockquote)>", re.IGNORECASE)
LINK = re.compile(r"<a\b[^<>]*\bhref=[\"']([^\"'<>]*)[\"'][^<>]*>(.*?)</a>", re.I | re.S)
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def plain(source):
    """Return the lines of a piece of HTML as text, links with their addresses behind them."""

    def link(match):
        words = TAG.sub("", match[2]).strip()
        return words if match[1] in words or not words else f"{words} ({match[1]})"

    source = LINE_BREAK.sub("\n", LINK.sub(link, source))
    return text.tidy_lines(html.unescape(TAG.sub("", source)))
