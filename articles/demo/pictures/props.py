"""Things that appear in several pictures: trees, lamps, windows, roofs, vehicles, birds."""

import math
from collections.abc import Sequence

from .brush import Box, Scene
from .colour import Colour, blend_at, fade, mix, vary
from .shapes import Plane, curve


def foliage(scene: Scene, box: Box, colours: Sequence[Colour], count: int, dot: float) -> None:
    """Dab leaves over an ellipse (centre and radii), dark below and light above."""
    x, y, rx, ry = box
    for index in range(count):
        angle, radius = scene.rng.uniform(0, math.tau), math.sqrt(scene.rng.random())
        across, down = radius * math.cos(angle), radius * math.sin(angle)
        light = index / count * 0.55 + (1 - down) / 2 * 0.45 - across * 0.08
        size = dot * scene.rng.uniform(0.6, 1.25)
        colour = vary(scene.rng, blend_at(colours, light + scene.rng.gauss(0, 0.12)), 8)
        scene.oval(x + across * rx, y + down * ry, size, size * 0.82, colour)


def conifer(
    scene: Scene, x: float, y: float, height: float, colour: Colour, light: Colour | None = None
) -> None:
    """Draw a fir tree standing at (x, y)."""
    reach = height * 0.24
    for tier in range(4):
        tip, foot = y - height * (1 - tier * 0.18), y - height * (0.62 - tier * 0.19)
        width = reach * (0.45 + tier * 0.2)
        scene.poly([(x, tip), (x + width, foot), (x - width, foot)], colour)
        if light:
            scene.poly([(x, tip), (x - width * 0.1, foot), (x - width, foot)], fade(light, 0.4))


def pine(
    scene: Scene,
    x: float,
    y: float,
    height: float,
    needles: Sequence[Colour],
    trunk: Colour = "#4a352b",
    lean: float = 0.2,
) -> None:
    """Draw a red pine with a leaning trunk and flat clouds of needles."""
    crown = (x + lean * height, y - height)
    stem = curve((x, y), (x - lean * height * 0.5, y - height * 0.55), crown)
    scene.line(stem, trunk, height * 0.05)
    for offset, down, reach in (
        (-0.18, 0.2, 0.2),
        (0.17, 0.1, 0.2),
        (-0.05, -0.04, 0.24),
        (0.12, 0.33, 0.15),
    ):
        spot = (crown[0] + offset * height, crown[1] + down * height)
        foliage(scene, (*spot, reach * height, height * 0.075), needles, 130, height * 0.02)


def lamp(
    scene: Scene,
    x: float,
    y: float,
    height: float,
    *,
    lit: bool = True,
    pole: Colour = "#2c333d",
    light: Colour = "#ffdca0",
) -> None:
    """Draw a street lamp standing at (x, y)."""
    scene.line([(x, y), (x, y - height)], pole, max(1.5, height * 0.02))
    scene.line([(x, y - height), (x + height * 0.14, y - height)], pole, max(1.5, height * 0.018))
    if lit:
        scene.glow(x + height * 0.14, y - height, height * 0.42, light, 0.75)
    scene.oval(x + height * 0.14, y - height + 2, height * 0.04, height * 0.018, light)


def windows(
    scene: Scene,
    wall: Plane,
    columns: int,
    rows: int,
    glass: Sequence[Colour],
    *,
    gap: tuple[float, float] = (0.3, 0.35),
    inset: Box = (0.04, 0.04, 0.96, 0.96),
) -> None:
    """Set a grid of windows in a wall, each of a colour picked at random."""
    left, top, right, bottom = inset
    across, down = (right - left) / columns, (bottom - top) / rows
    for row in range(rows):
        for column in range(columns):
            u, v = left + column * across, top + row * down
            pane = wall.cell(
                u + across * gap[0] / 2,
                v + down * gap[1] / 2,
                u + across * (1 - gap[0] / 2),
                v + down * (1 - gap[1] / 2),
            )
            scene.poly(pane, vary(scene.rng, scene.rng.choice(glass), 6))


def wall(left: float, top: float, right: float, bottom: float) -> Plane:
    """Return a wall that faces the viewer."""
    return Plane((left, top), (right, top), (right, bottom), (left, bottom))


def tiled_roof(
    scene: Scene,
    box: Box,
    colour: Colour,
    *,
    flare: float = 0.16,
    light: Colour = "#ffffff",
    ribs: int = 0,
    inset: float = 0.14,
) -> None:
    """Draw a Korean tiled roof with upturned eaves; the box spans ridge to eaves."""
    left, top, right, bottom = box
    width, drop = right - left, bottom - top
    ridge_left, ridge_right = left + width * inset, right - width * inset
    lift = drop * flare * 2.2
    ridge_line = curve(
        (ridge_left, top), ((left + right) / 2, top + drop * 0.16), (ridge_right, top), 20
    )
    eaves = curve(
        (left, bottom - lift), ((left + right) / 2, bottom + lift * 0.9), (right, bottom - lift), 20
    )
    left_edge = curve(
        (left, bottom - lift),
        (left + width * inset * 0.85, bottom - drop * 0.5),
        (ridge_left, top),
        8,
    )
    right_edge = curve(
        (ridge_right, top),
        (right - width * inset * 0.85, bottom - drop * 0.5),
        (right, bottom - lift),
        8,
    )
    scene.shade(
        left_edge + ridge_line + right_edge + eaves[::-1],
        mix(colour, light, 0.22),
        colour,
        mix(colour, "#000000", 0.25),
    )
    count = ribs or max(8, round(width / 16))
    for rib in range(1, count):
        share = rib / count
        up, low = ridge_line[round(share * 20)], eaves[round(share * 20)]
        upper = (ridge_left + (ridge_right - ridge_left) * share, up[1] + 2)
        lower = (left + width * share, low[1])
        scene.line([upper, lower], fade(mix(colour, "#000000", 0.55), 0.55), max(1, drop * 0.018))
        scene.line([(upper[0] + 2, upper[1]), (lower[0] + 2, lower[1])], fade(light, 0.1), 1)
    scene.line(eaves, mix(colour, "#000000", 0.45), max(2, drop * 0.06))
    scene.line(ridge_line, mix(colour, "#000000", 0.3), max(2, drop * 0.09))
    scene.line(
        [(x, y - drop * 0.03) for x, y in ridge_line],
        mix(colour, light, 0.35),
        max(1, drop * 0.025),
    )


def bus(
    scene: Scene, x: float, y: float, length: float, colour: Colour, *, lit: bool = False
) -> None:
    """Draw a city bus seen from its side, its wheels at (x, y)."""
    height = length * 0.3
    top, floor = y - height, y - height * 0.09
    scene.shadow(x + length / 2, y, length * 0.56, length * 0.035, 0.6)
    scene.rect((x, top, x + length, floor), colour, length * 0.03)
    scene.rect(
        (x, top, x + length, top + height * 0.13), mix(colour, "#ffffff", 0.45), length * 0.025
    )
    scene.rect((x, y - height * 0.3, x + length, y - height * 0.24), fade("#ffffff", 0.75))
    glass = "#ffe7b0" if lit else "#35505f"
    pane = length * 0.125
    for index in range(7):
        left = x + length * 0.025 + index * pane * 1.08
        door = index in (1, 4)
        box = (left, top + height * 0.2, left + pane, floor - height * (0.06 if door else 0.4))
        scene.rect(box, glass, 3)
        if not lit:
            scene.poly(
                [
                    (left + pane * 0.5, box[1]),
                    (left + pane * 0.85, box[1]),
                    (left + pane * 0.45, box[3]),
                    (left + pane * 0.1, box[3]),
                ],
                fade("#cfe6ee", 0.25),
            )
        if door:
            scene.line([(left + pane / 2, box[1]), (left + pane / 2, box[3])], colour, 3)
        else:
            scene.oval(
                left + pane * 0.5,
                box[3] - height * 0.1,
                pane * 0.14,
                height * 0.1,
                fade("#1c2830", 0.75),
            )
    for share in (0.2, 0.78):
        scene.oval(x + length * share, y - height * 0.1, height * 0.16, height * 0.16, "#1d2126")
        scene.oval(x + length * share, y - height * 0.1, height * 0.08, height * 0.08, "#9aa3ab")
    scene.oval(x + length * 0.992, floor - height * 0.16, 5, 8, "#fff3c9")


def bird(scene: Scene, x: float, y: float, span: float, colour: Colour, beat: float) -> None:
    """Draw a flying bird; beat is how far its wings are up, from -1 to 1."""
    lift = span * 0.26 * beat
    for side in (-1, 1):
        tip = (x + side * span / 2, y - lift)
        bend = (x + side * span * 0.22, y - abs(lift) * 0.9 - span * 0.1)
        upper = curve((x, y - span * 0.02), bend, tip, 8)
        lower = curve(tip, (bend[0], bend[1] + span * 0.09), (x, y + span * 0.05), 8)
        scene.poly(upper + lower, colour)
    scene.poly(
        [
            (x - span * 0.2, y + span * 0.045),
            (x - span * 0.05, y - span * 0.03),
            (x + span * 0.14, y - span * 0.015),
            (x + span * 0.3, y + span * 0.012),
            (x + span * 0.1, y + span * 0.045),
        ],
        colour,
    )
