"""The picture that stands for a page without a photo where its link is shared: words on a colour."""

import functools
import io
import re
import threading
import unicodedata
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from . import text
from .imaging import SHARE_SIZE

# Of the OFL fonts with all 11,172 syllables the one whose hanja of KS X 1001 are drawn, not blank.
FONT = Path(__file__).parent / "fonts/NanumBarunGothicBold.ttf"
DESIGN = 1  # raised with every change of looks, so that the addresses change too
EDGE = 80  # pixels at both sides; KakaoTalk cuts 15 at the top and the bottom
WIDTH, HEIGHT = SHARE_SIZE[0] - 2 * EDGE, 360  # pixels of the place of the headline
SIZES = (112, 96, 84, 76, 68, 60, 54, 48, 44, 40, 36, 32)  # pixels of its letters
LEADING = 1.34  # of its lines, in sizes of its letters
SMALL = 34  # pixels of the letters above and below it
STRONG, SOFT = 255, 208  # how white words are, 0–255
SHADES = 16  # from the colour to white: four bits a pixel
KEPT = 64  # pictures of about 15 kB that a process keeps
AT_ONCE = 2  # of a process: one that is drawn and one that waits

PIECE = re.compile(r"\S+?(?:…+|\s+|$)")  # of a line that may end there
NEVER_FIRST = ",.!?…’”)]}」』》〉·%℃~"
_turns, _drawing = threading.BoundedSemaphore(AT_ONCE), threading.Lock()


class Busy(Exception):
    """Too many are asked for at once."""


class Card(NamedTuple):
    """What a share picture says, and the colour that it says it on."""

    headline: str
    above: str = ""
    below: str = ""
    colour: str = "#00664b"

    @property
    def digest(self):
        """16 hex digits that are others as soon as the picture is another."""
        return text.digest([DESIGN, *self])[:16]


@functools.lru_cache(KEPT)
def picture(card):
    """Return the PNG of a Card, 1200 × 630 pixels. Raises Busy."""
    if not _turns.acquire(blocking=False):
        raise Busy
    try:
        with _drawing:
            return draw(card)
    finally:
        _turns.release()


def draw(card):
    """Return the PNG of a Card as bytes."""
    shades = Image.new("L", SHARE_SIZE, 0)
    canvas = ImageDraw.Draw(shades)
    height = SHARE_SIZE[1]
    small = font(SMALL)
    canvas.text((EDGE, EDGE), fitted(drawable(card.above), small), STRONG, small, "lt")
    canvas.text((EDGE, height - EDGE), fitted(drawable(card.below), small), SOFT, small, "ls")
    size, lines = layout(drawable(card.headline))
    leading = round(size * LEADING)
    middle = height // 2 - leading * (len(lines) - 1) // 2
    for number, line in enumerate(lines):
        canvas.text((EDGE, middle + number * leading), line, STRONG, font(size), "lm")
    return png(shades, card.colour)


def png(shades, colour):
    """Return the PNG of a picture in grey, whose black is the colour (#rrggbb)."""
    ground = bytes.fromhex(colour[1:])
    steps = [number / (SHADES - 1) for number in range(SHADES)]
    palette = [round(c + (255 - c) * step) for step in steps for c in ground]
    coloured = shades.point([v * SHADES // 256 for v in range(256)])
    coloured.putpalette(palette)
    file = io.BytesIO()
    coloured.save(file, "PNG", bits=4)
    return file.getvalue()


@functools.cache
def font(size):
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@functools.lru_cache(20_000)
def is_drawn(character):
    """Return whether the font has a shape for the character."""
    return character.isspace() or font(SMALL).getmask(character).getbbox() is not None


def drawable(words):
    """Return the words as a line of what the font can show: é as e, emoji not at all."""
    shown = []
    for character in words.replace("‧", "·"):
        if is_drawn(character):
            shown.append(character)
        else:
            shown += filter(is_drawn, unicodedata.normalize("NFKD", character))
    return " ".join("".join(shown).split())


def fitted(line, letters):
    """Return the line, cut where it would be wider than its place."""
    if letters.getlength(line) <= WIDTH:
        return line
    while line and letters.getlength(f"{line}…") > WIDTH:
        line = line[:-1]
    return f"{line.rstrip(' ·')}…"


def layout(headline):
    """Return (size in pixels, lines) of a headline: as large as it fits, in lines of like width."""
    for size in SIZES:
        lines = wrapped(headline, size, WIDTH)
        if len(lines) * size * LEADING <= HEIGHT:
            break
    lines = lines[: int(HEIGHT / (size * LEADING))]
    narrow, wide = 0, WIDTH
    while wide - narrow > size // 4:
        middle = (narrow + wide) // 2
        if middle > size and len(wrapped(headline, size, middle)) <= len(lines):
            wide = middle
        else:
            narrow = middle
    return size, wrapped(headline, size, wide)[: len(lines)]


def wrapped(headline, size, width):
    """Return the lines of a headline of which none is wider than `width` pixels.

    Korean breaks between words; inside of one only where it is longer than a line.
    """
    lines, line = [], ""
    for piece in PIECE.findall(headline):
        if measured(line + piece.rstrip(), size) > width and line:
            lines.append(line.rstrip())
            line = ""
        while measured(piece.rstrip(), size) > width:
            end = next(n for n in range(len(piece), 0, -1) if measured(piece[:n], size) <= width)
            end -= end > 1 and piece[end] in NEVER_FIRST
            lines.append(piece[:end])
            piece = piece[end:]
        line += piece
    return [*lines, line.rstrip()] if line else lines


def measured(words, size):
    """Return how wide the words are, in pixels."""
    return sum(advance(character) for character in words) * size / SMALL


@functools.lru_cache(20_000)
def advance(character):
    return font(SMALL).getlength(character)
