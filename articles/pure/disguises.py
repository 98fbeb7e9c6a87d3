"""What a word is once it is seen through: letters apart, repeated, parted by signs, or those of other scripts.

Readers recognise `시 발`, `시1발`, `ㅅㅣ발`, `씨이이발` and `tlqkf`, and so does what compares these forms.
"""

import re
import unicodedata

from . import terms
from .hanja import FINALS, VOWELS

FIRST = ord("가")
SYLLABLE, CONSONANT, VOWEL = "가-힣", "ㄱ-ㅎ", "ㅏ-ㅣ"
LETTER = SYLLABLE + CONSONANT
# Letters of other scripts that look like Latin ones, and old or half-wide jamo.
LOOK_ALIKES = str.maketrans(
    "аеорсухкмтвніјѕԁһԛԝοανικρτυχε" + "".join(map(chr, range(0x1100, 0x1113))),
    "aeopcyxkmtbhijsdhqwoavikptuxe" + terms.INITIALS,
) | {
    **{0x1161 + place: chr(ord("ㅏ") + place) for place in range(VOWELS)},
    **{0x11A7 + place: keys for place, keys in enumerate(terms.FINALS) if keys},
}
DRAWN = (
    (re.compile("(?<![a-z])a(?=ㅣ)"), "ㅅ"),
    (re.compile(r"\^\^(?=[ㅣ1il|!])"), "ㅆ"),
    (re.compile(r"(?:/\\|\^)(?=[ㅣ|])"), "ㅅ"),
    (re.compile("7(?=ㅐ)"), "ㄱ"),
    (re.compile(f"7h(?=[{LETTER}])"), "개"),
    (re.compile(f"(?<=[{CONSONANT}])[1il|!](?=[{LETTER}])"), "ㅣ"),
)
# Faces and laughter, of which no syllables are made.
FACE = re.compile(f"[ㅠㅜㅡㅗ]{{2,}}|(?<=[{SYLLABLE}])[ㅠㅜㅡ](?![{CONSONANT}])")
JAMO_VOWEL = re.compile(f"[{VOWEL}]")
HANGUL = re.compile(f"[{LETTER}{VOWEL}]+")
KEYS_OF_SYLLABLE = re.compile(
    f"([{terms.INITIALS}])({'|'.join(sorted(terms.VOWELS, key=len, reverse=True))})"
    f"((?:{'|'.join(sorted(terms.FINALS[1:], key=len, reverse=True))})(?![{VOWEL}]))?"
)
AGAIN = re.compile(r"([^\W\d]|[^\w\s])\1+")


# Vowels that go on as another one: 벼엉, 쉬이.
GOES_ON = {
    terms.VOWELS.index(vowel): terms.VOWELS.index(plain)
    for vowel, plain in zip("ㅑㅕㅛㅠ", "ㅏㅓㅗㅜ", strict=True)
} | {terms.VOWELS.index(keys): terms.VOWELS.index("ㅣ") for keys in ("ㅜㅣ", "ㅡㅣ")}


def drawn_out(vowel):
    """Return the expression for syllables that end in the vowel, which goes on after them: 씨이이."""
    opens = (chr(FIRST + (initial * VOWELS + vowel) * FINALS) for initial in range(19))
    silent = terms.INITIALS.index("ㅇ") * VOWELS
    first = [FIRST + (silent + going) * FINALS for going in {vowel, GOES_ON.get(vowel, vowel)}]
    ends = "".join(f"{chr(code)}-{chr(code + FINALS - 1)}" for code in first)
    return f"[{''.join(opens)}][{ends}]+"


DRAWN_OUT = re.compile(f"(?=[{SYLLABLE}][아-잏])(?:{'|'.join(map(drawn_out, range(VOWELS)))})")
# A sign, a digit or laughter that parts two letters of a word; what parts words is no disguise.
BETWEEN = re.compile(
    f"(?<=[{LETTER}])(?:[^\\s{LETTER}{VOWEL},·/()\"'’‘“”:;?]{{1,3}}|[ㅋㅎㅇㅣㅡ]{{1,2}})(?=[{LETTER}])"
)
# Letters that stand alone, one beside the other.
APART = re.compile(f"(?<![^\\s])([a-z{LETTER}{VOWEL}])\\s+(?=[a-z{LETTER}{VOWEL}](?!\\w))")
# Where the keys of the Korean keyboard stand.
KEYBOARD = str.maketrans(
    "qwertopQWERTOPyuiasdfghjklzxcvbnmYUIASDFGHJKLZXCVBNM",
    "ㅂㅈㄷㄱㅅㅐㅔㅃㅉㄸㄲㅆㅒㅖ" + "ㅛㅕㅑㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ" * 2,
)
TYPED_IN_LATIN = re.compile("[A-Za-z]{4,40}")


def plain(text):
    """Return the text in the form in which letters of other scripts and widths are no difference."""
    return terms.normal(text).translate(LOOK_ALIKES)


def seen(text):
    """Return the plain form of a text, and the one in which its words are put together again."""
    first = plain(text)
    second = APART.sub(r"\1", first)
    for sign, letter in DRAWN:
        second = sign.sub(letter, second)
    second = AGAIN.sub(r"\1", joined(FACE.sub(" ", second)))
    second = DRAWN_OUT.sub(shortened, BETWEEN.sub("", second))
    return first, " ".join((second, *from_keys(text)))


def joined(text):
    """Return the text with the jamo that stand apart as syllables: `ㅅㅣ발`, `십ㅏㄹ` → `시발`."""
    if not JAMO_VOWEL.search(text):
        return text
    return HANGUL.sub(lambda word: whole(word[0]) if JAMO_VOWEL.search(word[0]) else word[0], text)


def whole(word):
    return composed("".join(map(terms.keys, word)))


def composed(keys):
    """Return what the keys of a Korean keyboard write."""
    return KEYS_OF_SYLLABLE.sub(syllable, keys)


def syllable(keys):
    initial, vowel = terms.INITIALS.index(keys[1]), terms.VOWELS.index(keys[2])
    final = terms.FINALS.index(keys[3] or "")
    return chr(FIRST + (initial * VOWELS + vowel) * FINALS + final)


def shortened(letters):
    """Return one syllable for those of one vowel drawn out: `씨이이` → `씨`, `조옷` → `좃`."""
    first, last = letters[0][0], letters[0][-1]
    return chr(ord(first) + (ord(last) - FIRST) % FINALS)


def from_keys(text):
    """Yield what words in Latin letters are when the keyboard was Korean, if it is syllables all through."""
    for word in TYPED_IN_LATIN.findall(unicodedata.normalize("NFKC", text)):
        written = composed(word.translate(KEYBOARD))
        if all("가" <= letter <= "힣" for letter in written):
            yield written
