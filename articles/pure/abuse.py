"""Whether a text holds what a newsroom would look at first: swearing, slurs, lewd words, shady advertising.

abuse.txt holds what is looked for, as expressions. Nothing is lost by it: a comment only waits.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from . import disguises

TOKEN = re.compile(r"\(\?(?::|<?[=!])|[()|?]|\[[^]]*\]|\\.|.")


@cache
def known():
    """Return {letter: the expression of all in abuse.txt that begins with it}.

    One expression of all would try each of its hundreds of alternatives at every letter of a text.
    """
    lines = Path(__file__).with_name("abuse.txt").read_text(encoding="utf-8").split("\n")
    by_letter = defaultdict(list)
    for line in lines:
        for atoms in alternatives("" if line.startswith("#") else line):
            for letter in beginnings(atoms):
                by_letter[letter].append("".join(atoms))
    return {letter: re.compile("|".join(options)) for letter, options in by_letter.items()}


def alternatives(expression):
    """Return what stands between the | of an expression, each as the list of its atoms."""
    options, depth = [[]], 0
    for sign in TOKEN.findall(expression):
        if sign == "|" and not depth:
            options.append([])
        elif depth or sign == "?":
            options[-1][-1] += sign
        else:
            options[-1].append(sign)
        depth += sign.startswith("(") - (sign == ")")
    return options


def beginnings(atoms):
    """Return the letters with which a match of these atoms may begin."""
    letters = set()
    for atom in atoms:
        if atom.startswith(("(?<", "(?=", "(?!")):
            continue
        may_lack = atom.endswith("?")
        atom = atom.removesuffix("?")
        if atom.startswith("(?:"):
            first = set().union(*map(beginnings, alternatives(atom[3:-1])))
        else:
            first = set(atom.strip("[]"))
        letters |= first
        if first and not may_lack:
            break
    return letters


def found(text):
    """Return the first abuse in one form of a text, None without."""
    expressions = known()
    for place, letter in enumerate(text):
        if letter in expressions and (match := expressions[letter].match(text, place)):
            return match[0]
    return None


@lru_cache(maxsize=4)
def own(words):
    """Return the forms of the words that a paper has listed, one on each line."""
    return [disguises.seen(word) for word in words.split("\n") if word.strip()]


def is_in(text, words=""):
    """Return whether the text holds abuse, or one of the words listed on lines of their own."""
    forms = disguises.seen(text)
    return any(map(found, dict.fromkeys(forms))) or any(
        form in seen for word in own(words) for form, seen in zip(word, forms, strict=True)
    )
