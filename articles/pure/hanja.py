"""Hanja, as Korean reads them.

hanja.txt holds a line for each reading, followed by the hanja that are read so: those of KS X 1001,
JIS X 0208 and GB 2312, by the property kHangul of the Unicode character database.
"""

import re
from functools import cache
from pathlib import Path

LETTERS = re.compile("[\u4e00-\u9fff]+")
VOWELS, FINALS = 21, 28  # how many of each make syllables with an initial
N, R, SILENT = 2, 5, 11  # places of ㄴ, ㄹ and ㅇ among the initials
FINAL_N = 4
# Vowels before which ㄴ and ㄹ are silent where a word begins: ㅑ ㅕ ㅖ ㅛ ㅠ ㅣ.
SOFT = {2, 6, 7, 12, 17, 20}


@cache
def table():
    """Return {hanja: the syllable by which it is read}."""
    lines = Path(__file__).with_name("hanja.txt").read_text(encoding="utf-8").split("\n")
    return {letter: line[0] for line in lines for letter in line[1:]}


def read(text):
    """Return the text with each hanja as its syllable, one for one; one without a reading stays.

    `女性 比率` → `여성 비율`: ㄴ and ㄹ change where a word begins, 렬 and 률 after a vowel or ㄴ
    (한글 맞춤법 제10항부터 제12항까지).
    """
    return LETTERS.sub(lambda run: read_run(run[0], text[: run.start()][-1:]), text)


def read_run(letters, before):
    """Return a run of hanja as it is read after the letter `before`, "" where a text begins."""
    syllables = []
    for letter in letters:
        before = sounding(table().get(letter, letter), before)
        syllables.append(before)
    return "".join(syllables)


def sounding(syllable, before):
    """Return the syllable as it sounds after the letter before it."""
    initial, vowel, final = parts(syllable)
    if not is_syllable(before):
        if initial == R:
            initial = SILENT if vowel in SOFT else N
        elif initial == N and vowel in SOFT:
            initial = SILENT
    elif syllable in "렬률" and parts(before)[2] in (0, FINAL_N):
        initial = SILENT
    return chr(0xAC00 + (initial * VOWELS + vowel) * FINALS + final) if initial >= 0 else syllable


def is_syllable(letter):
    return "가" <= letter <= "힣"


def parts(letter):
    """Return the places of a syllable's initial, vowel and final (0 for none); -1s for what is none."""
    if not is_syllable(letter):
        return -1, -1, -1
    number, final = divmod(ord(letter) - 0xAC00, FINALS)
    return *divmod(number, VOWELS), final
