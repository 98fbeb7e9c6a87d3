"""The icons by which browsers and telephones show the paper: of its mark, or of its first letter."""

import functools
import hashlib
import io
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from PIL import Image, ImageDraw, ImageFont

SIDE = 512  # pixels of the largest icon, and of what they are made of
LEAST_MARK = 192  # pixels of a mark's longer side
OF_LETTER = 0.7  # of the side, the size of a letter, whose strokes lie in the safe zone of a mask
ICO_SIDES = (16, 32, 48)
FONT = Path(__file__).parent / "fonts" / "NanumBarunGothicBold.ttf"
MISSING = "\uffff"  # no character, so what a font shows for it stands for all that it lacks


class Form(NamedTuple):
    """One icon: its side in pixels, how much of it a mark takes, whether it has a ground."""

    side: int
    share: float = 1
    has_ground: bool = False


FORMS = {
    "32": Form(32),
    "144": Form(144),  # the widest that RSS allows
    "192": Form(192),
    "512": Form(512),
    # Telephones cut corners off and show what is transparent as black.
    "180": Form(180, 0.8, has_ground=True),
    # The safe zone of a mask is a circle of 0.8 of the side (W3C, Web App Manifest).
    "maskable": Form(512, 0.6, has_ground=True),
}


def squared(image):
    """Return the picture as an RGBA square of at most SIDE, with nothing beside what is narrower."""
    fitted = image.convert("RGBA")
    fitted.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    side = max(fitted.size)
    return placed(fitted, Image.new("RGBA", (side, side)))


def digest(square):
    """Return the name of a mark: of what is seen, however its file is packed."""
    return hashlib.sha256(square.tobytes()).hexdigest()[:32]


def address(character, colour):
    """Return the `data:` address of a picture of a character in white, sharp in every size."""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path fill='{colour}' d='M0 0h9v9H0z'/>"
        "<text x='4.5' y='6.75' fill='#fff' font-family='sans-serif' font-size='6.3' font-weight='700'"
        f" text-anchor='middle'>{character}</text></svg>"
    )
    return "data:image/svg+xml," + quote(svg, safe="='/:")


def letter(character, colour):
    """Return a square of the colour, such as "#00664b", with a character of the font in white."""
    image = Image.new("RGBA", (SIDE, SIDE), colour)
    font = lettering()
    if character and bytes(font.getmask(character)) != bytes(font.getmask(MISSING)):
        draw = ImageDraw.Draw(image)
        left, top, right, bottom = draw.textbbox((0, 0), character, font)
        corner = (SIDE - left - right) / 2, (SIDE - top - bottom) / 2
        draw.text(corner, character, "white", font)
    return image


@functools.cache
def lettering():
    return ImageFont.truetype(FONT, round(SIDE * OF_LETTER))


def png(square, form, fills=False):
    """Return the bytes of an icon of FORMS, made of a square picture.

    One that `fills` it, such as a letter on its ground, is not made smaller for any form.
    """
    side, share, has_ground = FORMS[form]
    inner = side if fills else round(side * share)
    image = square.resize((inner, inner), Image.Resampling.LANCZOS)
    image = placed(image, Image.new("RGBA", (side, side), ground_of(square) if has_ground else 0))
    file = io.BytesIO()
    image.convert("RGB" if has_ground else "RGBA").save(file, "PNG", optimize=True)
    return file.getvalue()


def ico(square):
    """Return the bytes of favicon.ico, in ICO_SIDES, made of a square picture."""
    file = io.BytesIO()
    image = square.resize((ICO_SIDES[-1],) * 2, Image.Resampling.LANCZOS)
    image.save(file, "ICO", sizes=[(side, side) for side in ICO_SIDES])
    return file.getvalue()


def placed(image, ground):
    """Return the ground with the picture in its middle."""
    ground.alpha_composite(
        image, ((ground.width - image.width) // 2, (ground.height - image.height) // 2)
    )
    return ground


def ground_of(square):
    """Return the colour that goes on around a picture: that of its corner, white around a transparent one."""
    *colour, alpha = square.getpixel((0, 0))
    return tuple(colour) if alpha == 255 else "white"
