"""What somebody searches for, read as the words that an article must have."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from . import hanja, terms
from .text import tidy_line

MAX_QUERY = 200  # characters of a query that are read
MAX_WORDS = 10
MAX_UNITS = 40  # of one word
QUOTED = re.compile('["“”„]([^"“”„]*)["“”„]')
ENDS_IN_JAMO = re.compile("(?<=[가-힣])[ㄱ-ㅎ]$")


@dataclass(frozen=True)
class Word:
    """A word of a query: its units, and the ways to find it, each a list of terms that go together."""

    units: tuple
    ways: tuple

    @classmethod
    def of(cls, units):
        units = tuple(units[:MAX_UNITS])
        return cls(units, (tuple(terms.terms_of_word(list(units))),))

    def __str__(self):
        return "".join(self.units)

    @property
    def is_initials(self):
        """Whether it consists of nothing but initials, such as ㅊㅂㄷ."""
        return all("ㄱ" <= unit <= "ㅎ" for unit in self.units)

    @property
    def pattern(self):
        """A regular expression that matches it in a text in normal form."""
        ends = [f"(?<![a-z0-9]){u}(?![a-z0-9])" if terms.is_latin(u) else u for u in self.units]
        return (" ?" if len(self.units) > 2 else "").join(ends)


@dataclass(frozen=True)
class Query:
    """The words that all must be there, and what could not be searched for, as it was typed.

    `looser` is the same without the lone syllables that went with other words, None where none did.
    """

    words: tuple
    skipped: tuple = ()
    looser: "Query | None" = field(default=None, compare=False)

    def __str__(self):
        return " ".join(map(str, self.words))


def parse(typed):
    """Return the Query that somebody typed.

    What stands in quotation marks is one word. A lone syllable goes with the word beside it, since
    by itself it stands in every text: `새 도서관` is searched as `새도서관`, which a text may have with
    or without the blank.
    """
    line = QUOTED.sub(lambda part: re.sub(r"\s", "", part[1]), tidy_line(typed[:MAX_QUERY]))
    words, skipped = [], [typed[MAX_QUERY:].strip()[:20]] if typed[MAX_QUERY:].strip() else []
    pieces = []  # (units, whether only a blank is before them)
    for typed_word in line.split():
        if len(typed_word) == 1 and hanja.LETTERS.match(typed_word):
            words.append(Word((typed_word,), ((typed_word,),)))
            pieces.append(None)
            continue
        word = terms.normal(typed_word)
        if match := ENDS_IN_JAMO.search(word):  # its last letter is just being typed
            skipped.append(match[0])
            word = word[: match.start()]
        runs = terms.RUN.findall(word)
        if not runs:
            skipped.append(typed_word)
        pieces += [(terms.UNIT.findall(run), not number) for number, run in enumerate(runs)]
    joined, left = with_lone_syllables(pieces)
    typed_units = [units for units, _is_apart in filter(None, pieces)]
    lone = ["".join(units) for units in typed_units if is_lone(units)]
    apart = [units for units in typed_units if not is_lone(units)]
    looser = None
    if len(lone) > len(left) and (words or apart):
        looser = query_of(words + list(map(Word.of, apart)), skipped + lone)
    return query_of(words + list(map(Word.of, joined)), skipped + left, looser)


def query_of(words, skipped, looser=None):
    """Return the Query of the first MAX_WORDS words."""
    skipped = skipped + [str(word) for word in words[MAX_WORDS:]]
    words = words[:MAX_WORDS]
    return Query(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(skipped)), looser)


def is_lone(units):
    """Return whether the units are one letter, which by itself stands in every text."""
    return len(units) == 1 and not terms.is_latin(units[0])


def with_lone_syllables(pieces):
    """Return the units of each word, lone syllables put to their neighbours, and those without any."""
    words, skipped = [], []
    waiting = []  # a lone syllable that goes with what follows
    may_join = False  # whether the last word may take a lone syllable that follows it
    for piece in [*pieces, None]:
        units, is_apart = piece or ([], False)
        if waiting and is_apart:
            units, waiting = waiting + units, []
        elif waiting:
            if may_join:
                words[-1] += waiting
            else:
                skipped.append(waiting[0])
            waiting = []
        if is_lone(units):
            may_join = may_join and is_apart
            waiting = units
        elif units:
            words.append(list(units))
            may_join = True
        if piece is None:
            may_join = False
    return words, skipped


def note(query):
    """Return what somebody must know of what was not searched for, "" if everything was."""
    if not query.words:
        return _("Please type two letters or more.")
    if query.skipped:
        return _("Not searched for: %(words)s") % {"words": ", ".join(query.skipped)}
    return ""


def guesses(query):
    """Return Queries for what may have been meant where nothing was found.

    Lone syllables may be left out, and the last word may be just being typed: `공하` may become 공항,
    and the ㅈ of `청줒` begin another syllable.
    """
    if not query.words:
        return []
    *others, last = query.words
    typed = [Query((*others, word), query.skipped) for word in half_typed(last) if any(word.ways)]
    return [*filter(None, [query.looser]), *typed]


def half_typed(word):
    """Return the Words that the Word may be the beginning of."""
    *units, end = word.units
    if not units or not hanja.is_syllable(end):
        return
    final = hanja.parts(end)[2]
    bare = chr(ord(end) - final)
    if final:
        yield Word.of([*units, bare])
    endings = [chr(ord(bare) + number) for number in range(hanja.FINALS)]
    ways = tuple(tuple(terms.terms_of_word([*units, ending])) for ending in endings)
    yield Word((*units, bare), ways)
