"""The shape of a clean body: a row of blocks, each with one line of words or several with <br>."""

import html
import re

from .. import text
from .limits import MAX_BYTES, TooLong

PIECE = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|[^<]+")
WORDS = re.compile(r"(?<![^>])[^<>]+")
MARKS = frozenset("strong b em i u s a sub sup ruby rt rp".split())
MEDIA = frozenset({"img", "iframe"})
HOLDERS = frozenset({"", "blockquote"})  # whose loose words become paragraphs
EMPTY_BLOCK = re.compile(
    r'<(figure|figcaption|caption|p|h[234]|blockquote|ul|ol)(?: lang="[^"]*")?>\s*</\1>\n?'
)
INDENT = re.compile(r"\s*(?:&nbsp;|\u3000)")


def shaped(source):
    """Return the HTML of both parsers in the form in which it is stored. Raises TooLong.

    Loose words become paragraphs. Two <br>, and one before an indent, end a paragraph, as it looks. No
    line begins or ends with a blank or a <br>; every text is tidy; formatting that holds nothing is gone.
    """
    shape = Shape()
    for piece in PIECE.finditer(source):
        is_end, name, tag = bool(piece[1]), piece[2], piece[0]
        if name is None:
            shape.read(tag)
        elif name == "br":
            shape.breaks += 1
        elif name in MARKS:
            shape.mark(name, tag, is_end)
        elif name not in MEDIA:
            shape.block(name, tag, is_end)
        elif is_end:
            shape.line.append(tag)
        else:
            shape.write(tidy_tag(tag))
    shape.end_line()
    return "".join(shape.done).strip()


def tidy(words):
    """Return a text of a parser's HTML tidy."""
    return html.escape(text.tidy(html.unescape(words)), quote=False)


def tidy_tag(tag):
    """Return a tag of a parser's HTML with its attributes tidy."""
    return text.tidy(tag.replace("&nbsp;", " "))


class Shape:
    """The finished part of a body, and the line that is being written."""

    def __init__(self):
        self.done = []
        self.blocks = [("", "")]  # (name, tag) of those that are open
        self.marks = []  # (tag, its end) of the formatting that is on
        self.growth = 0  # characters of formatting that was begun
        self.is_apart = False  # whether a newline stands before what comes next
        self.begin_line()

    def begin_line(self):
        self.line = []
        self.begun = 0  # how many of the marks the line has begun
        self.breaks = 0  # <br> that wait for words after them
        self.space = ""
        self.is_indented = False

    def read(self, source):
        """Read a piece of text, whose blanks at the ends wait for what stands beside them."""
        words = tidy(source)
        core = words.strip()
        before = words if not core else words[: len(words) - len(words.lstrip())]
        self.space = self.space or before
        self.is_indented |= bool(self.breaks and INDENT.match(source))
        if core:
            self.write(core)
            self.space = words[len(words.rstrip()) :]
        elif not self.line:
            self.is_apart |= "\n" in words

    def write(self, piece):
        """Put words, a picture or a film on the line, behind what waits for them."""
        block, _tag = self.blocks[-1]
        if self.line and (self.breaks > 1 or self.is_indented) and block in HOLDERS | {"p"}:
            self.end_line()
            self.is_apart = True
        if self.line:
            # A table's caption is one line of words, which is what an editor can carry.
            lines = " " * bool(self.breaks) if block == "caption" else "<br>" * self.breaks
            self.line.append(lines or self.space)
        self.breaks, self.space, self.is_indented = 0, "", False
        if block != "caption":
            self.begin_marks()
        self.line.append(piece)

    def begin_marks(self):
        """Begin on the line the formatting that is on. Raises TooLong."""
        for tag, _end in self.marks[self.begun :]:
            self.line.append(tag)
            self.growth += len(tag)
        if self.growth > MAX_BYTES:
            raise TooLong(f"more than {MAX_BYTES:,} bytes of HTML")
        self.begun = len(self.marks)

    def mark(self, name, tag, is_end):
        """Turn formatting on or off; a line begins it when words come."""
        if not is_end:
            self.marks.append((tidy_tag(tag), f"</{name}>"))
            return
        if self.begun == len(self.marks):
            self.line.append(self.marks[-1][1])
            self.begun -= 1
        self.marks.pop()

    def block(self, name, tag, is_end):
        """Begin or end a block."""
        self.end_line()
        if is_end:
            self.blocks.pop()
        elif name != "hr":
            self.blocks.append((name, tag))
        if name != "p":
            self.put(tag)

    def end_line(self):
        """Put the line into the body, in a paragraph where one is due."""
        line = "".join(self.line + [end for _tag, end in reversed(self.marks[: self.begun])])
        line = WORDS.sub(lambda words: tidy(words[0]), line)
        block, tag = self.blocks[-1]
        if block == "p" or (block in HOLDERS and WORDS.search(line)):
            line = f"{tag if block == 'p' else '<p>'}{line}</p>"
        if self.line:
            self.put(line)
            self.is_apart = block in HOLDERS and "\n" in self.space
        self.begin_line()

    def put(self, piece):
        self.done.append("\n" * (self.is_apart and bool(self.done)) + piece)
        self.is_apart = False
