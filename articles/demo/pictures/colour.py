"""Colours: parsing, mixing, fading and trembling."""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageColor

Colour = str | tuple[int, ...]
Rgb = tuple[int, int, int]


def rgb(colour: Colour) -> Rgb:
    """Return the red, green and blue of a colour."""
    red, green, blue = (ImageColor.getrgb(colour) if isinstance(colour, str) else colour)[:3]
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Rgb:
    """Blend two colours; ``share`` is how much of the second one is in the blend."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True)
    )
    return red, green, blue


def fade(colour: Colour, opacity: float) -> tuple[int, int, int, int]:
    """Return the colour with an opacity between 0 and 1."""
    return (*rgb(colour), max(0, min(255, round(opacity * 255))))


def vary(rng: Random, colour: Colour, amount: int = 10) -> Rgb:
    """Make a colour a little lighter or darker at random."""
    shift = rng.randint(-amount, amount)
    red, green, blue = (max(0, min(255, channel + shift)) for channel in rgb(colour))
    return red, green, blue


def blend_at(colours: Sequence[Colour], position: float) -> Rgb:
    """Pick the colour at a position between 0 and 1 along evenly spaced stops."""
    place = max(0.0, min(1.0, position)) * (len(colours) - 1)
    index = min(int(place), len(colours) - 2)
    return mix(colours[index], colours[index + 1], place - index)


def ramp(
    colours: Sequence[Colour], size: tuple[int, int], *, sideways: bool = False
) -> Image.Image:
    """Paint a smooth gradient from top to bottom, or from left to right."""
    steps = 192
    strip = Image.new("RGB", (steps, 1) if sideways else (1, steps))
    strip.putdata([blend_at(colours, step / (steps - 1)) for step in range(steps)])
    return strip.resize(size, Image.Resampling.BILINEAR)
