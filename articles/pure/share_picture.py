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
PLATE, MARK = 76, 60  # pixels of the white ground of the paper's mark, and of the mark on it
SHADES = 16  # from the colour to white: four bits a pixel
KEPT = 64  # pictures of about 15 kB that a process keeps
AT_ONCE = 2  # of a process: one that is drawn and one that waits

PIECE = re.compile(r"\S+?(?:…+|\s+|$)")  # of a line that may end there
NEVER_FIRST = ",.!?…’”)]}」』》〉·%℃~"
_turns, _drawing = threading.BoundedSemaphore(AT_ONCE), threading.Lock()


class Busy(Exception):
    """Too many are asked for at once."""


class Card(NamedTuple):
    """What a share picture says, the colour that it says it on, and the digest of the paper's mark."""

    headline: str
    above: str = ""
    below: str = ""
    colour: str = "#00664b"
    mark: str = ""

    @property
    def digest(self):
        """16 hex digits that are others as soon as the picture is another."""
        return text.digest([DESIGN, *self])[:16]


@functools.lru_cache(KEPT)
def picture(card, mark=None):
    """Return the PNG of a Card, 1200 × 630 pixels; `mark()` is its mark, a square RGBA picture. Raises Busy."""
    if not _turns.acquire(blocking=False):
        raise Busy
    try:
        with _drawing:
            return draw(card, mark() if card.mark else None)
    finally:
        _turns.release()


def draw(card, mark=None):
    """Return the PNG of a Card as bytes, with its mark before the words above the headline."""
    shades = Image.new("L", SHARE_SIZE, 0)
    canvas = ImageDraw.Draw(shades)
    height = SHARE_SIZE[1]
    small = font(SMALL)
    indent = PLATE + SMALL // 2 if mark else 0
    above = fitted(drawable(card.above), small, WIDTH - indent)
    canvas.text((EDGE + indent, EDGE), above, STRONG, small, "lt")
    canvas.text((EDGE, height - EDGE), fitted(drawable(card.below), small), SOFT, small, "ls")
    size, lines = layout(drawable(card.headline))
    leading = round(size * LEADING)
    middle = height // 2 - leading * (len(lines) - 1) // 2
    for number, line in enumerate(lines):
        canvas.text((EDGE, middle + number * leading), line, STRONG, font(size), "lm")
    coloured = in_colour(shades, card.colour)
    file = io.BytesIO()
    if mark:
        marked(coloured, mark).save(file, "PNG")
    else:
        coloured.save(file, "PNG", bits=4)
    return file.getvalue()


def marked(picture, mark):
    """Return the picture, with the mark on a white ground at the height of the words above."""
    whole = picture.convert("RGB")
    top = EDGE + (SMALL - PLATE) // 2
    place = (EDGE, top, EDGE + PLATE, top + PLATE)
    ImageDraw.Draw(whole).rounded_rectangle(place, PLATE // 6, "white")
    small = mark.resize((MARK, MARK), Image.Resampling.LANCZOS)
    edge = (PLATE - MARK) // 2
    whole.paste(small, (EDGE + edge, top + edge), small)
    return whole.quantize(128, dither=Image.Dither.NONE)


def in_colour(shades, colour):
    """Return a picture in grey as one in SHADES of a colour (#rrggbb), which takes the place of black."""
    ground = bytes.fromhex(colour[1:])
    steps = [number / (SHADES - 1) for number in range(SHADES)]
    palette = [round(c + (255 - c) * step) for step in steps for c in ground]
    coloured = shades.point([v * SHADES // 256 for v in range(256)])
    coloured.putpalette(palette)
    return coloured


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


def fitted(line, letters, width=WIDTH):
    """Return the line, cut where it would be wider than its place of so many pixels."""
    if letters.getlength(line) <= width:
        return line
    while line and letters.getlength(f"{line}…") > width:
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
