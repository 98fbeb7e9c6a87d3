"""The canvas every picture is painted on, and the strokes it knows."""

import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from .colour import Colour, fade, ramp, rgb

Point = tuple[float, float]
Box = tuple[float, float, float, float]

# Everything is painted twice as large and halved at the end: that is what smooths the edges.
SCALE = 2
SOFT = 4


class Scene:
    """A picture in the making; all coordinates are in pixels of the finished picture."""

    def __init__(self, size: tuple[int, int], rng: Random) -> None:
        self.width, self.height = size
        self.rng = rng
        self.image = Image.new("RGB", (self.width * SCALE, self.height * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.grain = 7
        self.vignette = 0.22

    # Hard strokes

    def poly(self, points: Iterable[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def rect(self, box: Box, colour: Colour, radius: float = 0) -> None:
        """Fill a rectangle, with round corners if asked."""
        scaled = tuple(edge * SCALE for edge in box)
        if scaled[2] <= scaled[0] or scaled[3] <= scaled[1]:
            return
        if radius:
            self.pen.rounded_rectangle(scaled, radius * SCALE, fill=colour)
        else:
            self.pen.rectangle(scaled, fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse around a centre."""
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(box, fill=colour)

    def ring(self, x: float, y: float, rx: float, ry: float, colour: Colour, width: float) -> None:
        """Outline an ellipse."""
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(box, outline=colour, width=max(1, round(width * SCALE)))

    def arc(self, box: Box, start: float, end: float, colour: Colour, width: float) -> None:
        """Draw part of the outline of an ellipse, in degrees clockwise from three o'clock."""
        scaled = tuple(edge * SCALE for edge in box)
        self.pen.arc(scaled, start, end, fill=colour, width=max(1, round(width * SCALE)))

    def line(self, points: Sequence[Point], colour: Colour, width: float = 2) -> None:
        """Draw a line through the points."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def limb(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line with round ends."""
        self.line(points, colour, width)
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2, width / 2, colour)

    def text(self, at: Point, words: str, colour: Colour, size: float, anchor: str = "lm") -> None:
        """Write digits or Latin letters."""
        font = ImageFont.load_default(size=size * SCALE)
        place = (at[0] * SCALE, at[1] * SCALE)
        self.pen.text(place, words, fill=colour, font=font, anchor=anchor)

    # Gradients

    def wash(self, box: Box, *colours: Colour, sideways: bool = False) -> None:
        """Fill a rectangle with a gradient."""
        left, top, right, bottom = (round(edge * SCALE) for edge in box)
        if right > left and bottom > top:
            self.image.paste(
                ramp(colours, (right - left, bottom - top), sideways=sideways), (left, top)
            )

    def sky(self, *colours: Colour, down_to: float | None = None) -> None:
        """Fill the picture with a gradient from its top to the horizon."""
        horizon = down_to or self.height
        self.wash((0, 0, self.width, horizon), *colours)
        self.rect((0, horizon, self.width, self.height), colours[-1])

    def shade(self, points: Sequence[Point], *colours: Colour, sideways: bool = False) -> None:
        """Fill a polygon with a gradient."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        left, top = (math.floor(min(axis)) for axis in zip(*scaled, strict=True))
        right, bottom = (math.ceil(max(axis)) for axis in zip(*scaled, strict=True))
        size = (max(1, right - left), max(1, bottom - top))
        mask = Image.new("1", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in scaled], fill=1)
        self.image.paste(ramp(colours, size, sideways=sideways), (left, top), mask)

    def ball(
        self, x: float, y: float, rx: float, ry: float, *colours: Colour, sideways: bool = False
    ) -> None:
        """Fill an ellipse with a gradient."""
        turn = math.tau / 96
        outline = [(x + rx * math.cos(i * turn), y + ry * math.sin(i * turn)) for i in range(96)]
        self.shade(outline, *colours, sideways=sideways)

    # Soft strokes

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        strength: float = 1.0,
        squash: float = 1.0,
    ) -> None:
        """Let light spread from a point."""
        # The gradient of Pillow reaches 181 at the middle of each edge and 255 at the corners.
        falloff = [round(255 * strength * max(0, 1 - step / 180) ** 2) for step in range(256)]
        width, height = round(radius * 2 * SCALE), round(radius * 2 * SCALE * squash)
        if width < 2 or height < 2:
            return
        mask = Image.radial_gradient("L").point(falloff).resize((width, height))
        self._tint(mask, colour, (x - radius, y - radius * squash))

    def haze(
        self, shapes: Sequence[Sequence[Point]], colour: Colour, blur: float, opacity: float = 1.0
    ) -> None:
        """Fill polygons that have no hard edge: shadows, beams, banks of fog."""
        xs = [x for shape in shapes for x, _ in shape]
        ys = [y for shape in shapes for _, y in shape]
        left, right = max(0, min(xs) - blur * 3), min(self.width, max(xs) + blur * 3)
        top, bottom = max(0, min(ys) - blur * 3), min(self.height, max(ys) + blur * 3)
        if right - left < SOFT or bottom - top < SOFT:
            return
        mask = Image.new("L", (round((right - left) / SOFT), round((bottom - top) / SOFT)))
        pen = ImageDraw.Draw(mask)
        for shape in shapes:
            pen.polygon(
                [((x - left) / SOFT, (y - top) / SOFT) for x, y in shape], fill=round(opacity * 255)
            )
        mask = mask.filter(ImageFilter.GaussianBlur(blur / SOFT))
        size = (round((right - left) * SCALE), round((bottom - top) * SCALE))
        self._tint(mask.resize(size, Image.Resampling.BILINEAR), colour, (left, top))

    def shadow(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        opacity: float = 0.4,
        colour: Colour = "#10141c",
    ) -> None:
        """Lay a soft shadow on the ground."""
        self.glow(x, y, rx, colour, opacity, ry / rx)

    def noise(self, size: tuple[int, int], cell: tuple[int, int]) -> Image.Image:
        """Make smooth random blotches of about the size of a cell."""
        columns, rows = max(2, size[0] // cell[0]), max(2, size[1] // cell[1])
        seed = Image.frombytes("L", (columns, rows), self.rng.randbytes(columns * rows))
        return seed.resize(size, Image.Resampling.BICUBIC)

    def fog(self, top: float, bottom: float, colour: Colour, opacity: float = 0.8) -> None:
        """Draw a patchy bank of fog across the picture."""
        size = (self.width // SOFT, max(2, round((bottom - top) / SOFT)))
        swell = [0, 90, 200, 255, 200, 90, 0]
        band = Image.new("L", (1, len(swell)))
        band.putdata([round(level * opacity) for level in swell])
        patches = self.noise(size, (60, 10)).point(lambda level: 95 + level * 160 // 255)
        mask = ImageChops.multiply(band.resize(size, Image.Resampling.BICUBIC), patches)
        full = (self.width * SCALE, round((bottom - top) * SCALE))
        self._tint(mask.resize(full, Image.Resampling.BILINEAR), colour, (0, top))

    def mottle(
        self,
        points: Sequence[Point],
        colour: Colour,
        cell: tuple[int, int] = (10, 10),
        opacity: float = 0.3,
    ) -> None:
        """Roughen a polygon with random blotches of a colour."""
        left, top = (min(axis) for axis in zip(*points, strict=True))
        right, bottom = (max(axis) for axis in zip(*points, strict=True))
        left, top = max(0, left), max(0, top)
        right, bottom = min(self.width, right), min(self.height, bottom)
        size = (max(2, round(right - left)), max(2, round(bottom - top)))
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in points], fill=255)
        levels = [max(0, min(255, round((level - 90) * 1.6 * opacity))) for level in range(256)]
        mask = ImageChops.multiply(mask, self.noise(size, cell).point(levels))
        self._tint(mask.resize((size[0] * SCALE, size[1] * SCALE)), colour, (left, top))

    def clouds(
        self,
        banks: Iterable[Box],
        light: Colour,
        dark: Colour,
        opacity: float = 0.85,
        blur: float = 7,
    ) -> None:
        """Draw clouds, each given as the centre of its flat base, half its width, its height."""
        size = (self.width // 2, self.height // 2)
        for colour, lift, share in ((dark, 0.0, 1.0), (light, 0.22, 0.9)):
            mask = Image.new("L", size)
            pen = ImageDraw.Draw(mask)
            puffs = Random(f"{self.width}{colour}")
            for x, y, reach, height in banks:
                for _ in range(34):
                    offset = puffs.uniform(-1, 1)
                    radius = height * (1 - offset * offset) * puffs.uniform(0.25, 0.62) + 5
                    px, py = x + offset * reach, y - radius * 0.55 - lift * height
                    pen.ellipse(
                        (
                            (px - radius * 1.5) / 2,
                            (py - radius) / 2,
                            (px + radius * 1.5) / 2,
                            (py + radius * 0.72) / 2,
                        ),
                        fill=round(255 * opacity * share),
                    )
            mask = mask.filter(ImageFilter.GaussianBlur(blur / 2))
            self._tint(mask.resize(self.image.size, Image.Resampling.BILINEAR), colour, (0, 0))

    def reflect(
        self,
        waterline: float,
        depth: float,
        tint: Colour,
        *,
        squash: float = 1.0,
        tint_share: float = 0.35,
        ripple: float = 5,
    ) -> None:
        """Mirror what stands above the waterline in the water below it."""
        source_top = max(0, waterline - depth * squash)
        mirror = self.image.crop(
            (0, round(source_top * SCALE), self.width * SCALE, round(waterline * SCALE))
        )
        mirror = mirror.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        size = (self.width, round(depth))
        mirror = mirror.resize(size).filter(ImageFilter.BoxBlur((0, 3)))
        rippled = Image.new("RGB", size)
        row = 0
        while row < size[1]:
            thickness = self.rng.randint(2, 3 + round(7 * row / size[1]))
            shift = round(self.rng.gauss(0, ripple * (0.25 + row / size[1])))
            strip = mirror.crop((0, row, size[0], min(size[1], row + thickness)))
            rippled.paste(strip, (shift, row))
            edge = (0, row) if shift > 0 else (size[0] + shift, row)
            rippled.paste(strip.crop((0, 0, abs(shift) or 1, strip.height)), edge)
            row += thickness
        rippled = Image.blend(rippled, Image.new("RGB", size, rgb(tint)), tint_share)
        rippled = rippled.resize((size[0] * SCALE, size[1] * SCALE))
        self.image.paste(rippled, (0, round(waterline * SCALE)))

    def glints(
        self, box: Box, colour: Colour, count: int, opacity: float = 0.5, length: float = 60
    ) -> None:
        """Scatter flat strokes of light over water, longer towards the viewer."""
        left, top, right, bottom = box
        for _ in range(count):
            nearness = self.rng.random() ** 1.4
            x, y = self.rng.uniform(left, right), top + (bottom - top) * nearness
            reach = self.rng.uniform(0.15, 1) * length * (0.25 + nearness)
            self.oval(
                x,
                y,
                reach / 2,
                0.6 + nearness * 1.4,
                fade(colour, opacity * self.rng.uniform(0.2, 1)),
            )

    def _tint(self, mask: Image.Image, colour: Colour, at: Point) -> None:
        left, top = round(at[0] * SCALE), round(at[1] * SCALE)
        crop = (
            max(0, -left),
            max(0, -top),
            min(mask.width, self.image.width - left),
            min(mask.height, self.image.height - top),
        )
        if crop[2] > crop[0] and crop[3] > crop[1]:
            box = (left + crop[0], top + crop[1], left + crop[2], top + crop[3])
            self.image.paste(rgb(colour), box, mask.crop(crop))

    # The end

    def finish(self) -> Image.Image:
        """Halve the canvas and give it the grain and the darker corners of a photograph."""
        picture = self.image.reduce(SCALE)
        if self.vignette:
            strength = self.vignette
            corners = [
                round(255 * strength * max(0, step / 255 - 0.45) ** 1.5) for step in range(256)
            ]
            mask = Image.radial_gradient("L").point(corners).resize(picture.size)
            picture.paste((8, 10, 20), (0, 0), mask)
        if self.grain:
            levels = [round(128 + (level - 128) * self.grain / 128) for level in range(256)]
            size = (picture.width, picture.height)
            noise = Image.frombytes("L", size, self.rng.randbytes(size[0] * size[1]))
            noise = noise.point(levels)
            picture = ImageChops.overlay(picture, Image.merge("RGB", (noise, noise, noise)))
        return picture
