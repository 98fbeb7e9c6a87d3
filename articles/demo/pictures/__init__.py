"""The pictures of the demonstration newspaper, painted in code, so that none is borrowed."""

from . import (
    chambers,
    charts,
    civic,
    coast,
    culture,
    energy,
    festivals,
    fields,
    handiwork,
    housing,
    industry,
    inland,
    maps,
    mountains,
    sports,
    streets,
    villages,
)
from .gallery import ENTRIES, draw

__all__ = ["ALT", "NAMES", "THEMES", "draw"]

# Importing a theme is what enters its painters in the gallery.
THEMES = (
    chambers,
    charts,
    civic,
    coast,
    culture,
    energy,
    festivals,
    fields,
    handiwork,
    housing,
    industry,
    inland,
    maps,
    mountains,
    sports,
    streets,
    villages,
)
NAMES: tuple[str, ...] = tuple(ENTRIES)
ALT: dict[str, str] = {name: ENTRIES[name].alternative for name in NAMES}
