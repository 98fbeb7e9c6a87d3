"""People, small and simple, and their umbrellas."""

from .brush import Point, Scene
from .colour import Colour, fade, mix
from .shapes import curve

COATS: tuple[Colour, ...] = (
    "#3d5a73",
    "#8c4b46",
    "#c79b4d",
    "#4d6b57",
    "#5b4b6e",
    "#2f3742",
    "#a8674c",
    "#8a8f98",
    "#b9aa92",
)

# Joints in eighths of the height: forwards from the hip, then up from the ground.
LEGS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "stand": (((-0.42, 3.7), (-0.48, 0.3)), ((0.42, 3.7), (0.48, 0.3))),
    "reach": (((-0.42, 3.7), (-0.48, 0.3)), ((0.42, 3.7), (0.48, 0.3))),
    "walk": (((0, 3.7), (-0.35, 2.0), (-1.15, 0.4)), ((0, 3.7), (0.62, 2.0), (0.85, 0.3))),
    "run": (((0, 3.7), (-0.8, 1.9), (-2.5, 1.9)), ((0, 3.7), (1.5, 2.4), (0.9, 0.5))),
    "sit": (((0, 2.2), (1.9, 2.2), (1.9, 0.3)),),
}
ARMS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "stand": (((-0.95, 5.9), (-1.2, 3.6)), ((0.95, 5.9), (1.2, 3.6))),
    "reach": (((-0.95, 5.9), (-1.15, 3.7)), ((0.7, 6.0), (2.6, 5.3))),
    "walk": (((-0.9, 5.9), (-1.35, 4.7), (-1.1, 3.6)), ((0.9, 5.9), (1.25, 4.7), (1.55, 3.9))),
    "run": (((0.8, 6.0), (-0.8, 5.2), (-0.1, 4.1)), ((0.8, 6.0), (2.1, 4.8), (3.0, 5.7))),
    "sit": (((-0.8, 4.3), (-1.0, 2.9), (0.1, 2.5)), ((0.8, 4.3), (1.3, 3.1), (1.8, 2.6))),
}


def person(
    scene: Scene,
    x: float,
    y: float,
    height: float,
    coat: Colour,
    *,
    legs: Colour = "#2b303b",
    pose: str = "stand",
    facing: int = 1,
    skin: Colour = "#e3b895",
    hair: Colour = "#2a2320",
) -> None:
    """Draw a person whose feet are at (x, y); pose: stand, walk, run, sit or reach."""
    unit = height / 8

    def joint(forwards: float, up: float) -> Point:
        return x + facing * forwards * unit, y - up * unit

    shoes, sleeve = mix(legs, "#0a0a0c", 0.55), mix(coat, "#000000", 0.2)
    for leg in LEGS[pose]:
        scene.limb([joint(*point) for point in leg], legs, unit * 0.84)
        toe_x, toe_y = joint(leg[-1][0] + 0.2, leg[-1][1] - 0.12)
        scene.oval(toe_x, toe_y, unit * 0.62, unit * 0.3, shoes)
    far, near = ARMS[pose]
    _arm(scene, [joint(*point) for point in far], unit, sleeve, skin)
    hip, neck = (1.6, 5.1) if pose == "sit" else (3.2, 6.7)
    lean = 0.8 if pose == "run" else 0.0
    scene.limb([joint(lean, neck - 0.2), joint(lean * 1.2, neck + 0.3)], skin, unit * 0.5)
    body = [(lean - 1.12, neck - 0.5), (lean - 0.55, neck), (lean + 0.55, neck)]
    body += [(lean + 1.12, neck - 0.5), (0.9, hip), (-0.9, hip)]
    scene.poly([joint(*point) for point in body], coat)
    back = [(lean - 1.12, neck - 0.5), (lean - 0.55, neck), (lean - 0.3, neck), (-0.3, hip)]
    scene.poly([joint(*point) for point in (*back, (-0.9, hip))], fade("#000000", 0.1))
    _arm(scene, [joint(*point) for point in near], unit, sleeve, skin)
    head_x, head_y = joint(lean * 1.3, neck + 0.66)
    scene.oval(head_x - facing * 0.1 * unit, head_y - 0.1 * unit, 0.66 * unit, 0.74 * unit, hair)
    scene.oval(head_x + facing * 0.15 * unit, head_y + 0.14 * unit, 0.5 * unit, 0.57 * unit, skin)


def _arm(scene: Scene, points: list[Point], unit: float, sleeve: Colour, skin: Colour) -> None:
    scene.oval(*points[-1], unit * 0.3, unit * 0.34, skin)
    scene.limb([*points[:-1], _short_of(points[-2], points[-1])], sleeve, unit * 0.6)


def _short_of(start: Point, end: Point) -> Point:
    return start[0] + (end[0] - start[0]) * 0.86, start[1] + (end[1] - start[1]) * 0.86


def umbrella(scene: Scene, x: float, y: float, reach: float, colour: Colour) -> None:
    """Draw an open umbrella with the middle of its rim at (x, y)."""
    dome = curve((x - reach, y), (x - reach * 0.8, y - reach * 0.85), (x, y - reach * 0.82), 10)
    dome += curve((x, y - reach * 0.82), (x + reach * 0.8, y - reach * 0.85), (x + reach, y), 10)
    rim = [(x + reach * (1 - 0.5 * i), y - (reach * 0.13 if i % 2 else 0)) for i in range(5)]
    scene.line([(x, y - reach * 0.9), (x, y + reach * 0.9)], "#2a2d33", max(1, reach * 0.05))
    scene.poly(dome + rim, colour)
    scene.poly(
        [
            (x, y - reach * 0.82),
            (x + reach * 0.62, y - reach * 0.56),
            (x + reach, y),
            (x + reach * 0.5, y - reach * 0.13),
        ],
        fade("#000000", 0.14),
    )
    scene.poly(
        [(x, y - reach * 0.82), (x - reach * 0.5, y - reach * 0.13), (x, y)], fade("#ffffff", 0.14)
    )
