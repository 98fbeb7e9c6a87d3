"""The 시·도 and 시·군·구 of Korea, from korea.txt, whose head tells as of when."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """A 시·군·구: its name, and the slug of its address."""

    name: str
    slug: str


@dataclass(frozen=True)
class Province:
    """A 시·도: its name as papers write it, in full, the slug of its address, and what lies in it."""

    name: str
    full_name: str
    slug: str
    places: tuple


@cache
def provinces():
    """Return the Provinces in the order of the file."""
    found = []
    lines = Path(__file__).with_name("korea.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("  "):
            found[-1][-1].append(Place(*line.split()))
        elif not line.startswith("#"):
            found.append((*line.split(), []))
    return tuple(Province(*words, tuple(places)) for *words, places in found)
