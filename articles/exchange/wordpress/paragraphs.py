"""The paragraphs that WordPress makes of blank lines when it shows a text (its `wpautop`)."""

import re
from string import ascii_lowercase, ascii_uppercase

# What stands in these is a row of blocks; blank lines between words make paragraphs.
ROWS = frozenset("blockquote div section article main aside header footer details form".split())
# What stands in these is words; a newline is a <br>.
LINES = frozenset("p h1 h2 h3 h4 h5 h6 li td th dt dd figcaption caption address summary".split())
# What stands in these is neither: newlines say nothing.
OTHERS = frozenset(
    "table thead tbody tfoot tr ul ol dl figure hr pre script style iframe video audio object "
    "noscript select textarea svg".split()
)
BLOCK = re.compile(
    rf"<(/?)({'|'.join(sorted(ROWS | LINES | OTHERS, key=len, reverse=True))})\b([^<>]*)>",
    re.IGNORECASE,
)
KEPT = re.compile(r"<(pre|script|style|textarea)\b|<!--", re.IGNORECASE)
TAG = re.compile(r"<[a-zA-Z/][^<>]*>")
BREAK = r"<br\b[^<>]*>"
TWO_BREAKS = re.compile(rf"{BREAK}\s*{BREAK}", re.IGNORECASE)
BREAK_AND_LINE = re.compile(rf"{BREAK}[^\S\n]*\n|\n", re.IGNORECASE)
SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)  # which keeps the length of every text
ENDS_BY_ITSELF = frozenset({"hr"})


def with_paragraphs(source):
    """Return the HTML with <p> where blank lines stand and <br> where lines end.

    As WordPress documents it: blocks are left alone, and so is what stands in <pre>, <script> and <style>.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\ue000", "")
    source, kept = put_aside(source)
    source = TAG.sub(lambda tag: tag[0].replace("\n", " "), source)
    source = TWO_BREAKS.sub("\n\n", source)
    return re.sub("\ue000(\\d+)\ue001", lambda mark: kept[int(mark[1])], blocks_of(source))


def put_aside(source):
    """Return (the HTML with marks for what is left alone, the list of that)."""
    lower, done, kept, at = source.translate(SMALL), [], [], 0
    missing = set()  # ends that are not there, which need not be looked for again
    for begin in KEPT.finditer(source):
        ending = f"</{begin[1].lower()}" if begin[1] else "-->"
        if begin.start() < at or ending in missing:
            continue
        end = lower.find(ending, begin.end())
        end = lower.find(">", end + 2) + 1 if end >= 0 else 0
        if not end:
            missing.add(ending)
            continue
        mark = f"\ue000{len(kept)}\ue001"
        kept.append(source[begin.start() : end])
        done += [source[at : begin.start()], f"\n\n{mark}\n\n" if begin[1] else mark]
        at = end
    return "".join(done) + source[at:], kept


def blocks_of(source):
    """Return the HTML with the words between its blocks in paragraphs or lines."""
    done, is_open, at = [], [], 0
    for tag in BLOCK.finditer(source):
        done.append(words_in(source[at : tag.start()], is_open[-1] if is_open else ""))
        name, at = tag[2].lower(), tag.end()
        if not tag[1] and name not in ENDS_BY_ITSELF and not tag[3].endswith("/"):
            is_open.append(name)
        elif name in is_open:
            del is_open[len(is_open) - 1 - is_open[::-1].index(name) :]
        done.append(tag[0])
    done.append(words_in(source[at:], is_open[-1] if is_open else ""))
    return "".join(done)


def words_in(words, block):
    """Return the words of a block in its way, "" being the block around all."""
    if block in OTHERS:
        return words
    if block in LINES:
        return BREAK_AND_LINE.sub("<br>\n", words.strip("\n")) if words.strip() else words
    return "\n".join(
        paragraph if re.fullmatch("\ue000\\d+\ue001", paragraph) else in_lines(paragraph)
        for part in re.split(r"\n\s*\n", words)
        if (paragraph := part.strip())
    )


def in_lines(paragraph):
    return f"<p>{BREAK_AND_LINE.sub('<br>' + chr(10), paragraph)}</p>"
