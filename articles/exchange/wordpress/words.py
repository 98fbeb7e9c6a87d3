"""The words of a piece of HTML."""

import html
import re

from ...pure import text

LINE_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|blockquote)>", re.IGNORECASE)
LINK = re.compile(r"<a\b([^<>]*+)>((?:(?!</?a\b).)*+)</a>", re.I | re.S)
ADDRESS = re.compile(r"\bhref=[\"']([^\"'<>]*)[\"']", re.I)
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def plain(source):
    """Return the lines of a piece of HTML as text, links with their addresses behind them."""

    def link(match):
        words, address = TAG.sub("", match[2]).strip(), ADDRESS.search(match[1])
        if not words or address is None or address[1] in words:
            return words
        return f"{words} ({address[1]})"

    source = LINE_BREAK.sub("\n", LINK.sub(link, source))
    return text.tidy_lines(html.unescape(TAG.sub("", source)))
