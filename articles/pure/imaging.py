"""Image bytes: what is accepted, what is read from it, and the names of what readers get."""

import hashlib
import io
import re
import threading
import warnings
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pillow_heif
from django.conf import settings
from PIL import Image, ImageCms, ImageOps, IptcImagePlugin

from . import text

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")
MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 64_000_000  # “50 megapixels” of a phone are 50.3 million and more
MAX_LENGTH = 20_000  # pixels of the longer side
MAX_SCANS = 100  # of a progressive JPEG, each of which costs a whole decoding
MAX_SIDE = 16_383  # the largest side of a WebP picture
WIDTHS = (320, 640, 800, 960, 1280, 1920)
SMALL = 640  # pixels of width; places of the paper are wider
SHARE_SIZE = (1200, 630)
LEAST_SHARED = 200  # pixels of either side: KakaoTalk and Facebook show nothing smaller
LEAST_CUT = (600, 315)  # half of SHARE_SIZE
ALONE = 1280  # pixels of width of a picture that is sent without others to choose from

# How files of the AVIF and HEIF families begin, behind the length of their first part.
FAMILY = re.compile(rb"....ftyp(avi[fs]|he[im][cfmsvx]|hev[cmsx]|mif[12]|msf1)", re.DOTALL)

# Of a JPEG: what begins it, and a marker, which no byte of a picture's data looks like.
JPEG = b"\xff\xd8\xff"
MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
START_OF_SCAN, END_OF_IMAGE, STANDALONE = 0xDA, 0xD9, (0x01, 0xD8)
PAPER_ZONE = ZoneInfo("Asia/Seoul")  # of cameras that write none

EXIF_MOMENT = re.compile(r"\d{4}:\d\d:\d\d[ T]")
REDUCIBLE = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# The picture itself only: what stands for it, its depths and its masks cost time and show nothing.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
working = threading.Lock()  # on the pixels of a picture

# media/photos/<2 hex>/<32 hex>-<width>x<height>/<rendition>
FOLDER = re.compile(
    r"photos/(?P<shard>[0-9a-f]{2})/(?P<hash>(?P=shard)[0-9a-f]{30})-"
    r"(?P<width>[1-9]\d{0,3})x(?P<height>[1-9]\d{0,4})"
)
RENDITION = re.compile(r"(?:[1-9]\d{0,3}\.webp|share(?:-\d{1,3}-\d{1,3})?\.jpg)")
ADDRESS = re.compile(rf"/media/(?P<folder>{FOLDER.pattern})/{RENDITION.pattern}")


class Unusable(ValueError):
    """The bytes are not a picture that can be used; `reason` is one of the keys below.

    `details` are the words that go into the sentence that tells it.
    """

    REASONS = (
        *("too_large", "too_many_pixels", "too_small", "wrong_type", "broken", "withdrawn"),
        *("large_svg", "not_plain", "not_wide"),  # of nameplates
    )

    def __init__(self, reason, **details):
        super().__init__(reason)
        self.reason, self.details = reason, details


@dataclass(frozen=True)
class PicturePath:
    """Where the renditions of one picture lie; says their sizes without opening them."""

    folder: str  # "photos/ab/ab…-1920x1280"
    width: int
    height: int

    @property
    def digest(self):
        """The first 32 hex digits of the picture's SHA-256."""
        return self.folder[10:42]

    @property
    def widths(self):
        """The widths in pixels that readers may get, ascending."""
        return [width for width in WIDTHS if width < self.width] + [self.width]

    def url(self, width):
        """Return the URL of the smallest rendition that is at least `width` wide."""
        return settings.MEDIA_URL + self.name(width)

    def address(self, width):
        """Return how bodies and the desk name the same rendition, wherever readers get it."""
        return f"/media/{self.name(width)}"

    def name(self, width):
        """Return its name where the files lie."""
        return f"{self.folder}/{self.size(width)[0]}.webp"

    def size(self, width):
        """Return (width, height) in pixels of the rendition that `url` names."""
        fitting = next((w for w in self.widths if w >= width), self.width)
        return fitting, max(round(self.height * fitting / self.width), 1)

    @property
    def srcset(self):
        """The value of an <img srcset>."""
        folder = settings.MEDIA_URL + self.folder
        return ", ".join(f"{folder}/{width}.webp {width}w" for width in self.widths)

    def cut(self, shape):
        """Return (width, height) in pixels of its largest part that is `shape` times as wide as high."""
        width = min(self.width, max(round(self.height * shape), 1))
        return width, max(round(width / shape), 1)

    @property
    def is_shareable(self):
        """Whether it is large enough to be shown beside a shared link."""
        return min(self.width, self.height) >= LEAST_SHARED

    @property
    def is_shared_whole(self):
        """Whether it stands on a ground when it is shared: cut, it would be a blur or mean nothing."""
        width, height = self.cut(SHARE_SIZE[0] / SHARE_SIZE[1])
        is_a_strip = width * height * 4 < self.width * self.height
        return is_a_strip or self.width < LEAST_CUT[0] or self.height < LEAST_CUT[1]

    def share_name(self, focal_x, focal_y):
        """Return the file name of the share picture; one that is cut changes with the focal point."""
        if self.is_shared_whole:
            return "share.jpg"
        return f"share-{round(focal_x * 100)}-{round(focal_y * 100)}.jpg"

    def share_url(self, focal_x, focal_y):
        """Return the URL of the 1200×630 JPEG around a focal point (0–1, 0–1), "" for none."""
        if not self.is_shareable:
            return ""
        return f"{settings.MEDIA_URL}{self.folder}/{self.share_name(focal_x, focal_y)}"


def path_of(sha256, width, height):
    """Return the PicturePath of the picture with that hash (64 hex digits) and size in pixels."""
    folder = f"photos/{sha256[:2]}/{sha256[:32]}-{width}x{height}"
    return PicturePath(folder, width, height)


def parse_path(url):
    """Return the PicturePath of a rendition's address in a body, None for everything else."""
    match = ADDRESS.fullmatch(url)
    return match and PicturePath(match["folder"], int(match["width"]), int(match["height"]))


@dataclass(frozen=True)
class Picture:
    """A decoded upload: upright, sRGB, without metadata, and what its metadata said.

    One that is cut from another photo has what is known of that, and its largest file made already.
    """

    image: Image.Image
    sha256: str
    caption: str
    credit: str
    taken_at: datetime | None
    alt: str = ""
    focal: tuple[float, float] = (0.5, 0.5)
    webp: bytes = b""

    @property
    def path(self):
        """Its PicturePath."""
        return path_of(self.sha256, self.image.width, self.image.height)


def decode(data, ground="white"):
    """Return the Picture in the bytes. Raises Unusable for everything else.

    What is transparent gets the colour of the ground; without one it stays transparent.
    """
    if len(data) > MAX_BYTES:
        raise Unusable("too_large")
    try:
        # 64 megapixels are 192 MB in memory: one at a time, however many arrive.
        with working, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image, caption, credit, taken_at = open_picture(data, ground)
    except Unusable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unusable("too_many_pixels") from error
    except Image.UnidentifiedImageError as error:
        raise Unusable("broken" if looks_accepted(data) else "wrong_type") from error
    except Exception as error:  # decoders raise SyntaxError, ValueError, IndexError, struct.error…
        raise Unusable("broken") from error
    return Picture(image, hashlib.sha256(data).hexdigest(), caption, credit, taken_at)


def open_picture(data, ground):
    """Return (image, caption, credit, taken_at) of the bytes. Raises Unusable and what Pillow does."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_LENGTH:
            raise Unusable("too_many_pixels")
        if data.startswith(JPEG) and scans(data) > MAX_SCANS:
            raise Unusable("broken")
        caption, credit, taken_at = metadata(opened)
        return normal(opened, ground), caption, credit, taken_at


def scans(data):
    """Return how many scans the JPEG has that the bytes begin with, up to one more than MAX_SCANS.

    Phones append a film, a map of depths or a second picture behind its end.
    """
    place = count = 0
    while count <= MAX_SCANS and (match := MARKER.search(data, place)):
        marker, place = match[1][0], match.end()
        if marker == END_OF_IMAGE:
            break
        if marker not in STANDALONE:  # the others tell their length
            count += marker == START_OF_SCAN
            place += int.from_bytes(data[place : place + 2], "big")
    return count


def looks_accepted(data):
    """Return whether the bytes begin like one of the accepted formats."""
    return (
        data.startswith((JPEG, b"\x89PNG\r\n", b"GIF8"))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or FAMILY.match(data) is not None
    )


def normal(opened, ground):
    """Return a new image: upright, 8-bit sRGB, at most 1920 wide, with no metadata."""
    profile = opened.info.get("icc_profile")
    upright = ImageOps.exif_transpose(reduced(opened))
    if upright.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        upright = upright.convert("I").point(lambda level: level / 257).convert("L")
    # Before the profile, which changes the colour that a picture names as its transparent one.
    if upright.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    elif upright.mode == "P":
        upright = upright.convert("RGB")
    if profile and upright.mode in ("RGB", "RGBA", "CMYK", "L"):
        upright = to_srgb(upright, profile)
    if upright.mode == "RGBA" and ground:
        image = Image.new("RGB", upright.size, ground)
        image.paste(upright, mask=upright.getchannel("A"))
    else:
        image = upright.convert("RGB" if ground else "RGBA")
    image.thumbnail((WIDTHS[-1], MAX_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


def reduced(opened):
    """Return the image made smaller by a whole factor, at once, since every further step copies it."""
    opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    factor = min(opened.size) // WIDTHS[-1]
    if factor < 2:
        return opened
    if opened.mode in ("1", "P", "PA"):
        return opened.convert("RGBA" if "transparency" in opened.info else "RGB").reduce(factor)
    return opened.reduce(factor) if opened.mode in REDUCIBLE else opened


def to_srgb(image, profile):
    """Return the image converted from its ICC profile; unchanged when the profile is unusable."""
    try:
        return ImageCms.profileToProfile(
            image,
            io.BytesIO(profile),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


IPTC_CAPTION, IPTC_CREDIT, IPTC_BYLINE, IPTC_SOURCE = (
    (2, 120),
    (2, 110),
    (2, 80),
    (2, 115),
)
EXIF_DESCRIPTION, EXIF_ARTIST, EXIF_DATE = 0x010E, 0x013B, 0x0132
EXIF_FOLDER, EXIF_TAKEN, EXIF_ZONE, EXIF_TAKEN_ZONE = 0x8769, 0x9003, 0x9010, 0x9011


def metadata(opened):
    """Return (caption, credit, taken_at) as IPTC and EXIF tell them; "" and None when they don't.

    Nothing in them is trusted: a broken block counts as absent.
    """
    try:
        iptc = IptcImagePlugin.getiptcinfo(opened) or {}
    except Exception:  # the block is the camera's, and the reader raises what it likes
        iptc = {}
    try:
        exif = opened.getexif()
        details = exif.get_ifd(EXIF_FOLDER)
        taken = (
            (details[EXIF_TAKEN], details.get(EXIF_TAKEN_ZONE) or details.get(EXIF_ZONE))
            if details.get(EXIF_TAKEN)
            else (exif.get(EXIF_DATE), details.get(EXIF_ZONE))
        )
        described, artist = exif.get(EXIF_DESCRIPTION), exif.get(EXIF_ARTIST)
    except Exception:
        taken, described, artist = (None, None), None, None
    caption = decoded(iptc.get(IPTC_CAPTION)) or decoded(described)
    credits = (iptc.get(key) for key in (IPTC_CREDIT, IPTC_BYLINE, IPTC_SOURCE))
    credit = next(filter(None, map(decoded, credits)), "") or decoded(artist)
    return caption[:500].rstrip(), text.tidy_line(credit)[:100].rstrip(), taken_at(*taken)


def decoded(value):
    """Return a metadata value as text: utf-8, else cp949, as Korean cameras and desks write it."""
    if isinstance(value, list):
        value = value[0] if value else b""
    if isinstance(value, str):
        # Pillow reads EXIF text as latin-1; the bytes are what the desk wrote.
        value = value.encode("latin-1", "ignore") if not value.isascii() else value.encode()
    if not isinstance(value, bytes):
        return ""
    for encoding in ("utf-8", "cp949"):
        try:
            return text.tidy_lines(value.rstrip(b"\0").decode(encoding))
        except UnicodeDecodeError:
            continue
    return ""


def taken_at(value, zone=None):
    """Return the moment of EXIF's `2025:11:04 20:25:17`, or of ISO 8601; None when it is none.

    `zone` is what stands beside it, such as `+07:00`. Cameras write none; theirs is the paper's.
    """
    typed = str(value).strip("\0 ")[:40]
    if EXIF_MOMENT.match(typed):
        typed = f"{typed[:10].replace(':', '-')}T{typed[11:]}"
    try:
        at = datetime.fromisoformat(typed)
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone_of(zone))
    except ValueError:
        return None
    return at if text.FIRST_YEAR <= at.year <= text.LAST_YEAR else None


def zone_of(offset):
    """Return the zone of EXIF's `+07:00`, the paper's own when it says none."""
    try:
        return datetime.strptime(str(offset).strip("\0 "), "%z").tzinfo
    except ValueError:
        return PAPER_ZONE
