"""The paper's name as a wide picture, as it stands at the head of a page: of pixels, or of shapes (SVG)."""

import hashlib
import math
import re
from typing import NamedTuple
from xml.etree import ElementTree

from py_svg_hush import filter_svg

from . import imaging, renditions

HEIGHT, WIDTH = 160, 1600  # pixels of the largest, for screens of three to a CSS pixel
LEAST = 192  # pixels of its width
TYPES = {"webp": "image/webp", "svg": "image/svg+xml"}
NAME = re.compile(r"[0-9a-f]{32}-(?P<width>\d{1,4})x(?P<height>\d{1,3})\.(?P<kind>webp|svg)")

MAX_SVG = 256 * 1024  # bytes
NAMESPACE = "{http://www.w3.org/2000/svg}"
# Shapes, letters and their colours: no pictures in the picture, nothing that moves, links or runs.
ELEMENTS = frozenset(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan "
    "linearGradient radialGradient stop clipPath mask".split()
)
# What asks for another file, and what hides such a thing from whoever reads it.
OUTSIDE = re.compile(r"""url\(\s*(?!["']?#)|@|\\|//|script:""", re.I)


class Nameplate(NamedTuple):
    """A picture that can be shown: its file name, which tells its digest and size, and its bytes."""

    name: str
    data: bytes


def read(data):
    """Return the Nameplate in the bytes of an upload. Raises imaging.Unusable."""
    beginning = data[:1000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return drawn(data) if beginning.startswith((b"<?xml", b"<svg", b"<!")) else painted(data)


def painted(data):
    """Return the Nameplate of pixels, without what is transparent around them."""
    image = imaging.decode(data, ground=None).image.convert("RGBA")
    image = image.crop(image.getchannel("A").getbbox())
    if image.width < LEAST:
        raise imaging.Unusable("too_small", least=LEAST)
    image.thumbnail((WIDTH, HEIGHT))
    data = renditions.encoded(image, "WEBP", lossless=True, exact=True, method=4)
    # Of what is seen, however a later library packs it.
    return named(data, image.size, "webp", image.tobytes())


def drawn(data):
    """Return the Nameplate of shapes, without what is no part of them."""
    if len(data) > MAX_SVG:
        raise imaging.Unusable("large_svg", kilobytes=MAX_SVG // 1024)
    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise imaging.Unusable("not_plain", what="<!ENTITY>")
    try:
        clean = filter_svg(data, None)
        root = ElementTree.fromstring(clean)  # noqa: S314 (no entities are left)
    except (ValueError, ElementTree.ParseError) as error:
        raise imaging.Unusable("broken") from error
    for element in root.iter():
        refuse_more_than_shapes(element)
    return named(clean, scaled(*size_of(root)), "svg")


def refuse_more_than_shapes(element):
    """Raise imaging.Unusable where an element is none of a picture, or asks for what is not in it."""
    name = element.tag.removeprefix(NAMESPACE)
    if name not in ELEMENTS:
        raise imaging.Unusable("not_plain", what=f"<{name.rpartition('}')[2]}>")
    said = [element.text or ""] if name == "style" else []
    for key, value in element.attrib.items():
        key = key.rpartition("}")[2].lower()
        if key.startswith("on") or (key == "href" and not value.startswith("#")):
            raise imaging.Unusable("not_plain", what=key)
        said.append(value)
    if found := next(filter(None, map(OUTSIDE.search, said)), None):
        raise imaging.Unusable("not_plain", what=found[0])


def size_of(root):
    """Return (width, height) of an SVG by its viewBox, else as it gives them. Raises imaging.Unusable."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    told = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    try:
        width, height = (float(side.removesuffix("px")) for side in told)
    except ValueError:
        width = height = 0
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise imaging.Unusable("broken")
    return width, height


def scaled(width, height):
    """Return the size that fits into the largest, in whole pixels."""
    scale = min(WIDTH / width, HEIGHT / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def named(data, size, kind, seen=b""):
    """Return the Nameplate of bytes, named by them or by what is `seen`. Raises imaging.Unusable."""
    width, height = size
    if width < height:
        raise imaging.Unusable("not_wide")
    digest = hashlib.sha256(seen or data).hexdigest()[:32]
    return Nameplate(f"{digest}-{width}x{height}.{kind}", data)


def told(name):
    """Return (width, height, media type) as the name of a Nameplate tells them; None where it is none."""
    match = NAME.fullmatch(name)
    return match and (int(match["width"]), int(match["height"]), TYPES[match["kind"]])
