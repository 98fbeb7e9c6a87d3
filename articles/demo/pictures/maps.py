"""Maps of places that do not exist."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from .brush import Point, Scene
from .colour import fade, mix
from .gallery import WIDE, picture
from .shapes import curve

INK, SOFT_INK, RULE = "#20262d", "#6b747c", "#dfe3e6"
GREEN, RED, BLUE, GOLD = "#0f6b57", "#cf4a3a", "#2f6fae", "#e0a32f"


def _land(seed: str, size: tuple[int, int], sites: int) -> tuple[list[Point], list[list[Point]]]:
    """Divide an imaginary province into districts that share their borders."""
    rng = Random(seed)
    width, height = size
    columns = round(math.sqrt(sites * 1.4))
    rows = math.ceil(sites / columns)
    corners: dict[tuple[int, int], Point] = {}
    for row in range(rows + 1):
        for column in range(columns + 1):
            u, v = column / columns * 2 - 1, row / rows * 2 - 1
            x, y = u * math.sqrt(1 - v * v / 2), v * math.sqrt(1 - u * u / 2)
            corners[column, row] = (
                width / 2 + (x + rng.uniform(-0.1, 0.1)) * width / 2,
                height / 2 + (y + rng.uniform(-0.1, 0.1)) * height / 2,
            )
    borders: dict[tuple[tuple[int, int], tuple[int, int]], list[Point]] = {}

    def border(start: tuple[int, int], end: tuple[int, int]) -> list[Point]:
        if (end, start) in borders:
            return borders[end, start][::-1]
        if (start, end) not in borders:
            path, swing = [corners[start], corners[end]], 0.22
            for _ in range(5):
                finer = [path[0]]
                for (x0, y0), (x1, y1) in pairwise(path):
                    shift = rng.uniform(-swing, swing)
                    finer += [
                        ((x0 + x1) / 2 - (y1 - y0) * shift, (y0 + y1) / 2 + (x1 - x0) * shift),
                        (x1, y1),
                    ]
                path = finer
            borders[start, end] = path
        return borders[start, end]

    districts = []
    for row in range(rows):
        for column in range(columns):
            ring = ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
            outline: list[Point] = []
            for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
                outline += border(start, end)[:-1]
            districts.append(outline)
    edge = [(c, 0) for c in range(columns + 1)] + [(columns, r) for r in range(1, rows + 1)]
    edge += [(c, rows) for c in range(columns - 1, -1, -1)] + [
        (0, r) for r in range(rows - 1, -1, -1)
    ]
    coast: list[Point] = []
    for start, end in pairwise(edge):
        coast += border(start, end)[:-1]
    return coast, districts


def _moved(outline: Sequence[Point], by: Point) -> list[Point]:
    return [(x + by[0], y + by[1]) for x, y in outline]


def _middle(outline: Sequence[Point]) -> Point:
    return (sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline))


@picture("map-province", "가상의 도를 열두 시군으로 나누어 색의 짙기로 구분한 지도이다.")
def map_province(scene: Scene) -> None:
    scene.grain, scene.vignette = 0, 0
    scene.sky("#dbeaf0", "#cfe2ea")
    coast, districts = _land("province", (880, 820), 12)
    by = (560, 130)
    scene.haze([_moved(coast, (by[0] + 14, by[1] + 20))], "#5f8496", 18, 0.5)
    for width, tone in ((26, "#e6f1f5"), (12, "#f2f8fa")):
        scene.line([*_moved(coast, by), _moved(coast, by)[0]], tone, width)
    hues = ("#e4efe4", "#c3dec8", "#93c3a3", "#579c7c", "#23735a", "#0d4f3f")
    levels = (2, 0, 3, 1, 4, 5, 1, 2, 0, 3, 2, 1, 4, 0, 3, 2)
    for number, outline in enumerate(districts):
        shape = _moved(outline, by)
        scene.poly(shape, hues[levels[number]])
        scene.line([*shape, shape[0]], "#ffffff", 4)
    for number, outline in enumerate(districts):
        x, y = _middle(_moved(outline, by))
        scene.oval(x, y, 30, 30, fade("#ffffff", 0.92))
        scene.text((x, y), str(number + 1), INK, 32, "mm")
    for x, y, reach in ((520, 820, 26), (560, 880, 17), (480, 760, 14), (1450, 860, 20)):
        scene.oval(x, y, reach, reach * 0.72, hues[1])
    scene.rect((90, 84, 160, 94), GREEN)
    scene.text((90, 140), "Province, 12 districts", INK, 50)
    scene.text((90, 200), "index 2026", SOFT_INK, 30)
    for index, hue in enumerate(hues):
        scene.rect((90, 640 + index * 52, 150, 692 + index * 52), hue)
        scene.text((172, 666 + index * 52), f"{index * 20} - {index * 20 + 19}", INK, 27)
    scene.poly([(1500, 90), (1520, 160), (1500, 144), (1480, 160)], INK)
    scene.text((1500, 190), "N", INK, 34, "mm")
    scene.line([(1290, 1010), (1290, 1020), (1490, 1020), (1490, 1010)], INK, 3)
    scene.text((1390, 992), "50 km", INK, 26, "mm")


@picture("map-route", "색이 다른 네 개의 버스 노선이 환승역에서 만나는 노선도이다.")
def map_route(scene: Scene) -> None:
    scene.grain, scene.vignette = 0, 0
    scene.sky("#f7f5ef", "#f7f5ef")
    river = [
        *curve((-20, 780), (400, 560), (800, 690), 24),
        *curve((800, 690), (1200, 820), (1640, 470), 24),
    ]
    scene.poly(river + [(x, y + 84) for x, y in river[::-1]], "#cfe4ee")
    for park in ((180, 300, 420, 470), (1180, 690, 1480, 900), (760, 860, 960, 990)):
        scene.rect(park, "#dcebd2", 40)
    for street in range(9):
        scene.line([(street * 200, 0), (street * 200 + 60, 1067)], "#ebe7dc", 8)
        scene.line([(0, street * 140 + 20), (1600, street * 140 - 40)], "#ebe7dc", 8)
    routes = (
        (RED, "101", ((140, 560), (400, 560), (560, 400), (1060, 400), (1240, 580), (1480, 580))),
        (BLUE, "204", ((300, 220), (300, 460), (520, 680), (900, 680), (1060, 840), (1440, 840))),
        (GREEN, "307", ((160, 880), (480, 880), (800, 560), (800, 240), (1240, 240))),
        (
            GOLD,
            "450",
            ((560, 980), (560, 680), (560, 400), (700, 260), (1060, 260), (1060, 400), (1060, 980)),
        ),
    )
    for _, _, path in routes:
        scene.limb([(x + 4, y + 6) for x, y in path], fade("#6b6658", 0.25), 20)
    for hue, _, path in routes:
        scene.limb(list(path), "#f7f5ef", 28)
        scene.limb(list(path), hue, 19)
        for x, y in path:
            scene.oval(x, y, 9.5, 9.5, hue)
    for hue, number, path in routes:
        for (x0, y0), (x1, y1) in pairwise(path):
            count = max(1, round(math.dist((x0, y0), (x1, y1)) / 110))
            for stop in range(1, count + 1):
                x, y = x0 + (x1 - x0) * stop / count, y0 + (y1 - y0) * stop / count
                scene.oval(x, y, 8, 8, "#ffffff")
        for x, y in (path[0], path[-1]):
            scene.rect((x - 52, y - 30, x + 52, y + 30), "#ffffff", 30)
            scene.rect((x - 47, y - 25, x + 47, y + 25), hue, 25)
            scene.text((x, y), number, "#ffffff", 33, "mm")
    for x, y in ((560, 400), (1060, 400), (560, 680), (680, 680), (800, 400)):
        scene.oval(x, y, 27, 27, INK)
        scene.oval(x, y, 19, 19, "#ffffff")
        scene.oval(x, y, 8, 8, INK)
    scene.rect((90, 74, 160, 84), GREEN)
    scene.text((90, 126), "New bus routes 2027", INK, 50)
    scene.rect((1190, 90, 1510, 170), "#ffffff", 14)
    scene.oval(1232, 130, 19, 19, INK)
    scene.oval(1232, 130, 12, 12, "#ffffff")
    scene.text((1268, 130), "Transfer x 5", INK, 32)


@picture("map-rain", "해안 지도 위에 비구름이 파랑에서 보라까지 강우량에 따라 번져 있다.", WIDE)
def map_rain(scene: Scene) -> None:
    scene.grain, scene.vignette = 0, 0
    scene.sky("#33475a", "#263848")
    for line in range(1, 9):
        scene.line([(line * 180, 0), (line * 180, 1067)], fade("#ffffff", 0.07), 2)
        scene.line([(0, line * 120), (1600, line * 120)], fade("#ffffff", 0.07), 2)
    coast, districts = _land("coast", (1160, 880), 12)
    by = (330, 130)
    scene.line([*_moved(coast, by), _moved(coast, by)[0]], fade("#9fb8c8", 0.5), 12)
    scene.poly(_moved(coast, by), "#e9e6da")
    hues = ("#bfe3ea", "#7cc3dd", "#3f97cf", "#2f62b5", "#4a3b9c", "#8a2f86")
    rng = Random("rain")
    cells = [
        (420 + 90 * i + rng.gauss(0, 40), 860 - 66 * i + rng.gauss(0, 46), rng.uniform(120, 230))
        for i in range(10)
    ]
    for level, hue in enumerate(hues):
        shrink = 1.3 - level * 0.225
        shapes = []
        for x, y, reach in cells:
            size = reach * shrink
            wobble = [
                size * (1 + 0.16 * math.sin(k * 5 + x) + 0.1 * math.sin(k * 9 + y))
                for k in (math.tau * i / 40 for i in range(40))
            ]
            shapes.append(
                [
                    (
                        x + 1.25 * w * math.cos(math.tau * i / 40),
                        y + 0.8 * w * math.sin(math.tau * i / 40),
                    )
                    for i, w in enumerate(wobble)
                ]
            )
        scene.haze(shapes, hue, 9, 0.82)
    for outline in districts:
        shape = _moved(outline, by)
        scene.line([*shape, shape[0]], fade("#22313d", 0.45), 2.5)
    for x, y, amount in (
        (700, 650, "104"),
        (960, 460, "96"),
        (520, 800, "118"),
        (1220, 330, "26"),
        (620, 330, "8"),
        (1180, 760, "12"),
    ):
        scene.rect((x - 44, y - 27, x + 44, y + 27), fade("#ffffff", 0.92), 27)
        scene.text((x, y), amount, INK, 33, "mm")
    scene.text((70, 84), "Rainfall, 24 hours", "#ffffff", 50)
    scene.text((70, 140), "mm", "#b9c8d3", 30)
    for index, hue in enumerate(hues):
        scene.rect((1450, 960 - index * 62, 1500, 1020 - index * 62), mix(hue, "#ffffff", 0.05))
        scene.text((1516, 990 - index * 62), f"{(1, 10, 30, 60, 90, 120)[index]}+", "#e3ebf0", 28)
