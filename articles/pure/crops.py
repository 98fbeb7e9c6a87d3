"""A part of a picture that becomes a picture of its own."""

import hashlib
from typing import NamedTuple

from PIL import Image

from . import imaging, renditions

# What is cut has been compressed once already; at 80 the second time is seen.
WEBP = {"quality": 90, "method": 4}
LEAST = 100  # pixels of either side; what is smaller shows nothing


class Frame(NamedTuple):
    """Where a picture is cut: the left and the upper edge, width and height, as parts of its sides (0–1)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def is_inside(self):
        """Whether it has a size and lies on the picture, but for what rounding adds."""
        ends = (self.x + self.width, self.y + self.height)
        return min(self.width, self.height) > 0 <= min(self.x, self.y) and max(ends) < 1.001

    def box(self, width, height):
        """Return (left, top, right, bottom) in whole pixels on a picture of that size."""
        left, top = round(self.x * width), round(self.y * height)
        right, bottom = left + round(self.width * width), top + round(self.height * height)
        return left, top, min(right, width), min(bottom, height)

    def point(self, x, y):
        """Return where a point of the picture lies in it (0–1, 0–1), its middle when that is outside."""
        parts = (round((x - self.x) / self.width, 2), round((y - self.y) / self.height, 2))
        return parts if min(parts) >= 0 and max(parts) <= 1 else (0.5, 0.5)


def cut(path, box, storage, **known):
    """Return the imaging.Picture of a box in pixels of a PicturePath's largest file.

    `known` are its further fields. The same box makes the same bytes. Raises FileNotFoundError without that file.
    """
    with (
        storage.open(renditions.largest(path)) as file,
        imaging.working,
        Image.open(file, formats=("WEBP",)) as opened,
    ):
        image = opened.convert("RGB").crop(box)
        webp = renditions.encoded(image, "WEBP", **WEBP)
    return imaging.Picture(image, hashlib.sha256(webp).hexdigest(), webp=webp, **known)
