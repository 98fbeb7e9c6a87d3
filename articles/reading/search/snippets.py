"""What is shown of an article that was found: its headline and a passage, the words marked."""

import re

from ...pure import terms, text

LENGTH = 160  # characters of a passage
BEFORE = 20  # of them before the first word, so that a phone shows it


def headline(document, query):
    """Return the headline of a Document as a list of (text, whether it was searched for)."""
    return marked(document.headline, spans(document.headline, query))


def snippet(document, query):
    """Return a passage of a Document with a word of the query as a list of (text, whether marked).

    Of its body if that has one, else of its other texts, else the beginning of the body.
    """
    for source in (document.body, document.others):
        line = " ".join(source.split())
        if found := spans(line, query):
            return passage(line, found)
    return [(text.excerpt(document.body, LENGTH), False)]


def spans(line, query):
    """Return (begin, end) of each stretch of the line that the query searches for, in order."""
    normal = terms.normal(line)
    places = range(len(line) + 1) if len(normal) == len(line) else places_in(line)
    found = []
    for word in query.words:
        compared = terms.initials(line) if word.is_initials else normal
        if word.is_initials and len(compared) != len(line):
            continue
        for match in re.finditer(word.pattern, compared):
            found.append((places[match.start()], places[match.end() - 1] + 1))
    return joined(sorted(found))


def places_in(line):
    """Return for each character of the line's normal form where the one stands that it is of."""
    return [place for place, letter in enumerate(line) for _part in terms.normal(letter)] + [
        len(line)
    ]


def joined(spans):
    """Return the spans with those that touch as one."""
    whole = []
    for begin, end in spans:
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return whole


def passage(line, found):
    """Return the stretch around the first of the spans as a list of (text, whether marked)."""
    start = max(0, found[0][0] - BEFORE)
    if start:
        start = line.rfind(" ", 0, start + 1) + 1 or text.whole(line, start)
    end = min(len(line), start + LENGTH)
    end = max(text.whole(line, end), found[0][1])
    shown = marked(line[:end], [(a, min(b, end)) for a, b in found if a < end], start)
    return [
        *([("…", False)] if start else []),
        *shown,
        *([("…", False)] if end < len(line) else []),
    ]


def marked(line, spans, start=0):
    """Return the line from `start` on as a list of (text, whether it lies in a span)."""
    parts, place = [], start
    for begin, end in spans:
        parts += [(line[place:begin], False), (line[begin:end], True)]
        place = end
    return [(part, is_marked) for part, is_marked in [*parts, (line[place:], False)] if part]
