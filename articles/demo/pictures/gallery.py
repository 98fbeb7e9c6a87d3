"""The list of pictures: each painter enters itself here under its name."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image

from .brush import Scene

WIDE = (1600, 1067)
TALL = (1067, 1600)
SQUARE = (1200, 1200)

Painter = Callable[[Scene], None]


@dataclass(frozen=True)
class Entry:
    """A picture that can be painted."""

    paint: Painter
    alternative: str
    size: tuple[int, int]


ENTRIES: dict[str, Entry] = {}


def picture(
    name: str, alternative: str, size: tuple[int, int] = WIDE
) -> Callable[[Painter], Painter]:
    """Enter a painter under a name, with the text for those who cannot see the picture."""

    def enter(paint: Painter) -> Painter:
        ENTRIES[name] = Entry(paint, alternative, size)
        return paint

    return enter


def draw(name: str) -> Image.Image:
    """Paint a picture; the same name always gives the same picture."""
    entry = ENTRIES[name]
    scene = Scene(entry.size, Random(name))
    entry.paint(scene)
    return scene.finish()
