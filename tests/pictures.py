"""Pictures of pages, small, and where two of them differ to the eye."""

import io
import zlib
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

FOLDER = Path(__file__).parent / "pictures"
CHANGED = FOLDER / "changed"  # what a failed test leaves to be looked at
SHRINK = 4  # pixels of the page to one of its picture
BLOCK = 4  # pixels of a picture that are looked at as one: 16 of the page, a letter
FAINT = 16  # of 255: how far a block may be off where letters are only smoothed otherwise
COLOURS = (
    4  # how much more a difference of colour counts, which no smoothing makes, than one of light
)
FEW = 6  # blocks that may be further off than that
# Colours are kept as sharp as light, or they would differ at every edge.
JPEG = {"quality": 60, "subsampling": 0, "optimize": True}

# What is shown is decoded anew where another width of it takes its place.
SETTLED = """() => Promise.all([document.fonts.ready, ...[...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => image.decode()).catch(() => {});
})])"""


def taken(page, density=1):
    """Return a picture of the whole page, as small as it is kept; `density` is of the screen's pixels to CSS ones."""
    page.evaluate(SETTLED)
    data = page.screenshot(full_page=True, type="jpeg", quality=95)
    with Image.open(io.BytesIO(data)) as whole:
        return whole.convert("RGB").reduce(SHRINK * density)


def photo(url):
    """Return the bytes of a picture that has colours of its own for every address: a sky and a ground."""
    name = url.split("/photos/")[1].rsplit("/", 1)[0]
    colours = zlib.crc32(name.encode()).to_bytes(4) + bytes(2)
    image = Image.new("RGB", (12, 8), tuple(128 + colour // 2 for colour in colours[:3]))
    image.paste(tuple(colour // 2 for colour in colours[1:4]), (0, 5, 12, 8))
    file = io.BytesIO()
    image.save(file, "WEBP", lossless=True)
    return file.getvalue()


def differing(picture, reference):
    """Return the corners (left, top) of the blocks that look otherwise, or are in one of them only."""
    size = [max(sides) for sides in zip(picture.size, reference.size, strict=True)]
    grounds = [Image.new("RGB", size, colour) for colour in ("black", "white")]
    for ground, image in zip(grounds, (picture, reference), strict=True):
        ground.paste(image)
    off = ImageChops.difference(*(ground.convert("YCbCr").reduce(BLOCK) for ground in grounds))
    light, *colours = off.split()
    for colour in colours:
        light = ImageChops.lighter(light, colour.point(lambda by: min(by * COLOURS, 255)))
    return [
        (number % off.width * BLOCK, number // off.width * BLOCK)
        for number, by in enumerate(light.tobytes())
        if by > FAINT
    ]


def is_changed(picture, reference):
    """Return whether somebody who turns from one to the other sees it."""
    return len(differing(picture, reference)) > FEW


def beside(picture, reference):
    """Return one picture of three: how it was, how it is, and where that is otherwise."""
    marked = picture.copy()
    draw = ImageDraw.Draw(marked)
    for left, top in differing(picture, reference):
        draw.rectangle((left, top, left + BLOCK - 1, top + BLOCK - 1), outline="red")
    parts = (reference, picture, marked)
    whole = Image.new(
        "RGB", (sum(p.width + 8 for p in parts) - 8, max(p.height for p in parts)), "red"
    )
    left = 0
    for part in parts:
        whole.paste(part, (left, 0))
        left += part.width + 8
    return whole


def file_of(name):
    return FOLDER / f"{name}.jpg"


def accept(name, picture):
    """Keep the picture as the one that pages are held against."""
    FOLDER.mkdir(exist_ok=True)
    picture.save(file_of(name), **JPEG)


def left(name, picture):
    """Return the path of what is left to be looked at where the picture is not as it was; "" where it is."""
    file = file_of(name)
    reference = Image.new("RGB", picture.size, "red")
    if file.exists():
        with Image.open(file) as image:
            reference = image.convert("RGB")
    if not is_changed(picture, reference):
        return ""
    CHANGED.mkdir(exist_ok=True)
    beside(picture, reference).save(CHANGED / f"{name}.png")
    return str(CHANGED / f"{name}.png")


def names():
    """Return the names of all that is kept."""
    return {file.stem for file in FOLDER.glob("*.jpg")}


def forget(names):
    """Throw away what is kept by these names."""
    for name in names:
        file_of(name).unlink()
