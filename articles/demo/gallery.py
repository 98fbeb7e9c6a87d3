"""The pictures of the demo newspaper: WebP files that were drawn for it, so that none is borrowed."""

import functools
import json
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"


@functools.cache
def descriptions():
    """Return {name of a picture: what is to be seen in it, for the blind}."""
    return json.loads((FOLDER / "descriptions.json").read_text())


def path(name):
    """Return the path of the picture's file."""
    return FOLDER / f"{name}.webp"
