"""How a sub-editor breaks a headline: after its clauses, never within a short quotation or a quantity."""

import re

from .line_breaks import stretches, wrapped

LONGEST = 60  # characters of a headline that is set by its clauses
QUOTED = 14  # characters of a quotation that fits a line of a telephone
ELLIPSIS = re.compile(r"(?:…+|⋯+|\.{3,})[”’」』》〉)\]]*")
OPENING, CLOSING = "“‘「『《〈([", "”’」』》〉)]"
QUOTATION = re.compile(
    rf"“[^“”]{{1,{QUOTED}}}”|‘[^‘’]{{1,{QUOTED}}}’|「[^「」]{{1,{QUOTED}}}」|\[[^\[\]]{{1,{QUOTED}}}\]"
)
NUMBER = r"\d[\d.,]*[천만억조]*"
UNITS = (
    "원|달러|엔|유로|위안|명|인|건|곳|개국|개월|개|년|월|달|주|일|시간|시|분|초|대|회|차례|차|번째|번|도"
    "|세|살|가구|세대|톤|t|kg|㎏|km|㎞|m|ha|㏊|㎡|평|마리|그루|채|권|장|석|표|점|위|배|층|학년|퍼센트|%|%p"
)
PARTICLES = (
    "을|를|이|가|은|는|에|의|도|만|로|으로|과|와|까지|부터|씩|여|당|째|짜리|이상|이하|미만|넘게|뿐"
)
QUANTITY = re.compile(
    rf"(?:{NUMBER} )+(?:{UNITS})(?:{PARTICLES})?(?![가-힣A-Za-z])"
    rf"|{NUMBER}(?: {NUMBER})+(?:{UNITS})(?:{PARTICLES})?(?![가-힣A-Za-z])"
)


def set_by_clauses(words):
    """Return a headline as HTML: each clause holds together as long as a line has room for it."""
    parts = clauses(words) if len(words) <= LONGEST else [words]
    held = [wrapped(part.strip(), kept(part.strip())) for part in parts]
    if len(held) == 1:
        return held[0]
    joints = [" " if part[-1:].isspace() else "<wbr>" for part in parts[:-1]] + [""]
    return "".join(
        f'<span class="clause">{part}</span>{joint}'
        for part, joint in zip(held, joints, strict=True)
    )


def clauses(words):
    """Return the clauses of a headline, which end with their ellipsis, but within no quotation."""
    found, start = [], 0
    for ellipsis in ELLIPSIS.finditer(words):
        clause, rest = words[start : ellipsis.end()], words[ellipsis.end() :]
        if is_closed(clause) and clause.strip(" .…⋯") and rest.strip():
            space = len(rest) - len(rest.lstrip())
            found.append(clause + rest[:space])
            start = ellipsis.end() + space
    return [*found, words[start:]]


def is_closed(clause):
    """Return whether each quotation that begins in a clause ends in it."""
    return all(
        clause.count(opening) == clause.count(closing)
        for opening, closing in zip(OPENING, CLOSING, strict=True)
    )


def kept(words):
    """Return [(start, stop, class)] of what stays together, in order and apart.

    A quotation and a quantity go with the word that they are part of, and part only where a line is
    too short for them.
    """
    found = [match.span() for pattern in (QUOTATION, QUANTITY) for match in pattern.finditer(words)]
    joined = []
    for start, stop in sorted(whole_words(words, *span) for span in found):
        if joined and start < joined[-1][1]:
            stop = max(stop, joined[-1][1])
            start, _stop, _name = joined.pop()
        joined.append((start, stop, "keep"))
    alone = [
        (start, stop, "nb")
        for start, stop in stretches(words)
        if not any(start < end and begin < stop for begin, end, _name in joined)
    ]
    return sorted([*joined, *alone])


def whole_words(words, start, stop):
    """Return (start, stop) of the words of which a stretch is made."""
    before = re.search(r"\S*$", words[:start])[0]
    return start - len(before), stop + len(re.match(r"\S*", words[stop:])[0])
