"""The terms by which a text is found: cut alike from what is searched and from what is searched for.

Korean needs words inside of longer ones, such as `산업` in `이차전지산업을`, and nobody agrees on where
blanks stand. So a term is a pair of letters that stand together, or three in a row whatever blanks
are between them: a word of two is found by its pair, a longer one by all its threes. Latin words and
numbers count as one letter, and are terms themselves.
"""

import re
import unicodedata
from itertools import pairwise
from operator import add

from . import hanja
from .characters import MARKS

LETTER = "가-힣ㄱ-ㅎ"
LATIN = re.compile("[a-z0-9]{1,64}")
UNIT = re.compile(f"[{LETTER}]|{LATIN.pattern}")
RUN = re.compile(f"[{LETTER}a-z0-9]+")
PLAIN = re.compile("[\t\n -~\u00b7\u2018-\u201d\uac00-\ud7a3\u3131-\u314e]*")
NOT_JAMO = re.compile("[^\u3131-\u318e]+")  # compatibility would turn those into parts of syllables
ACCENTS = re.compile(f"[{MARKS}]")
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# The keys that write the vowels and the finals, in the order of the syllables.
VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split()
FINALS = (
    "",
    *"ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(),
)

# Two initials that a keyboard has drawn together, such as ㄳ.
PAIRS = dict(
    zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", [keys for keys in FINALS if len(keys) == 2], strict=True)
)

# While a text is cut a word stands in it as one letter, from here on.
FIRST_WORD = 0xF0000
WORD = re.compile("[\U000f0000-\U0010ffff]")
OF_TWO_WORDS = re.compile(f".*{WORD.pattern}.?{WORD.pattern}.*")
LETTER_OR_WORD = f"[{LETTER}{WORD.pattern[1:]}"
BREAK = re.compile(f"[^{LETTER}{WORD.pattern[1:-1]} ]+")
# Two letters between blanks each, such as `새 길`, of which no three would tell.
ALONE = re.compile(f"(?:(?<=[ \n])|^)({LETTER_OR_WORD})(?= ({LETTER_OR_WORD})(?:[ \n]|$))")


def normal(text):
    """Return the text in the one form in which it is compared: one width, small letters, no accents,
    hanja as they are read.
    """
    if not PLAIN.fullmatch(text):
        text = NOT_JAMO.sub(lambda part: unicodedata.normalize("NFKC", part[0]), text)
        if ACCENTS.search(decomposed := unicodedata.normalize("NFD", text)):
            text = unicodedata.normalize("NFC", ACCENTS.sub("", decomposed))
        text = hanja.read(text)
    return text.lower()


def terms(text):
    """Return the set of terms by which the text is found."""
    words = []

    def letter(word):
        words.append(word[0])
        return chr(FIRST_WORD + len(words) - 1)

    line = BREAK.sub("\n", LATIN.sub(letter, normal(text)))
    close = line.replace(" ", "")
    cut = {*map(add, line, line[1:]), *map("".join, zip(close, close[1:], close[2:], strict=False))}
    cut.update(map("".join, ALONE.findall(line)))
    cut = {term for term in cut if " " not in term and "\n" not in term}
    if words:
        listed = OF_TWO_WORDS.sub("", "\n".join(cut))
        cut = set(WORD.sub(lambda word: words[ord(word[0]) - FIRST_WORD], listed).split("\n"))
        cut.discard("")
    return cut.union(words, *hanja.LETTERS.findall(text))


def is_latin(unit):
    return "0" <= unit[0] <= "z"


def terms_of_word(units):
    """Return the terms that a text has in which these units stand together, [] when none tells."""
    if len(units) == 1:
        return units if is_latin(units[0]) else []
    several = zip(units, units[1:], units[2:], strict=False) if len(units) > 2 else pairwise(units)
    known = ["".join(some) for some in several if sum(map(is_latin, some)) < 2]
    return known or [unit for unit in units if is_latin(unit)]


def initials(text):
    """Return the text with each syllable as its initial: `충북도` → `ㅊㅂㄷ`."""
    return "".join(
        INITIALS[hanja.parts(letter)[0]] if hanja.is_syllable(letter) else letter
        for letter in normal(text)
    )


def strokes(text):
    """Return the keys that write the text, without blanks: `충북` → `ㅊㅜㅇㅂㅜㄱ`.

    What is typed so far begins what will have been typed: `충부`, `충붑` on the way to `충북부`.
    """
    return "".join(keys(letter) for letter in normal(text) if not letter.isspace())


def keys(letter):
    if not hanja.is_syllable(letter):
        return PAIRS.get(letter, letter)
    initial, vowel, final = hanja.parts(letter)
    return INITIALS[initial] + VOWELS[vowel] + FINALS[final]
