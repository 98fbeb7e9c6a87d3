"""Rooms of books, pictures and music."""

import math

from .brush import Scene
from .colour import blend_at, fade, mix, vary
from .figures import COATS, person
from .gallery import picture
from .props import foliage
from .shapes import Plane


@picture("library", "높은 서가가 양쪽으로 늘어선 도서관에서 사람들이 책을 고르고 읽는다.")
def library(scene: Scene) -> None:
    scene.sky("#f6ead2", "#efdcb8", "#d9bf92")
    scene.wash((610, 170, 990, 640), "#fdfaf0", "#cfe6ea", "#b7d59b")
    foliage(scene, (800, 470, 190, 120), ("#6f9a56", "#98bd6b", "#d3e09a"), 180, 15)
    for bar in range(5):
        scene.rect((606 + bar * 94, 170, 614 + bar * 94, 640), "#7d5a3d")
    for bar in (170, 400, 636):
        scene.rect((606, bar, 996, bar + 9), "#7d5a3d")
    floor = Plane((610, 640), (990, 640), (2100, 1067), (-500, 1067))
    scene.shade(list(floor.cell(0, 0, 1, 1)), "#d9b27c", "#b07f4e", "#7f5634")
    for plank in range(27):
        scene.line([floor.at(plank / 26, 0), floor.at(plank / 26, 1)], fade("#5d3c22", 0.4), 1.5)
    for side in (-1, 1):
        for bay in range(6):
            near, far = (1 - bay / 6) ** 1.5, (1 - (bay + 0.86) / 6) ** 1.5
            _bookcase(scene, side, near, far)
    for lamp in range(4):
        share = (lamp / 3) ** 1.6
        x, y, size = 800, 60 + 130 * (1 - share), 10 + 34 * share
        scene.line([(x, 0), (x, y)], "#4a3728", 2 + 2 * share)
        scene.glow(x, y + size, size * 5, "#fff0c0", 0.5)
        scene.ball(x, y + size, size * 1.5, size, "#fffdf0", "#ffdf9c")
    scene.haze([[(640, 640), (960, 640), (1240, 1067), (420, 1067)]], "#fff6d9", 30, 0.35)
    table = Plane((690, 720), (930, 720), (1080, 860), (560, 860))
    scene.shadow(820, 960, 330, 50, 0.5)
    for x, y in ((600, 870), (1040, 870), (704, 730), (916, 730)):
        scene.rect((x - 8, y, x + 8, y + 100), "#5d3c26")
    person(scene, 700, 830, 190, "#3f6f86", facing=1)
    person(scene, 900, 820, 180, "#b5574a", facing=-1)
    scene.shade(list(table.cell(0, 0, 1, 1)), "#c9965c", "#a06a3c")
    scene.rect((560, 860, 1080, 880), "#7d5030")
    for u, v in ((0.25, 0.4), (0.72, 0.45)):
        left, right = table.cell(u - 0.09, v, u, v + 0.32), table.cell(u, v, u + 0.09, v + 0.32)
        scene.poly(left, "#fffaf0")
        scene.poly(right, "#efe6d2")
    for index, hue in enumerate(("#b5453c", "#2f6b7a", "#d9a441", "#5a7a4d")):
        scene.rect((770, 812 - index * 13, 850 - index * 5, 824 - index * 13), hue, 2)
    for x, y, size, facing in ((470, 940, 300, -1), (1190, 900, 250, 1), (1010, 690, 110, 1)):
        scene.shadow(x, y, size * 0.35, size * 0.05, 0.5)
        person(scene, x, y, size, COATS[size % 7], pose="reach", facing=facing)


def _bookcase(scene: Scene, side: int, near: float, far: float) -> None:
    xs = [800 + side * (210 + 640 * depth) for depth in (far, near)]
    tops = [190 - 260 * depth for depth in (far, near)]
    feet = [640 + 330 * depth for depth in (far, near)]
    case = Plane((xs[0], tops[0]), (xs[1], tops[1]), (xs[1], feet[1]), (xs[0], feet[0]))
    scene.shade(list(case.cell(-0.04, -0.02, 1, 1)), "#7a5334", "#553720")
    hues = ("#8f3d34", "#2f5a6e", "#c79a4a", "#4d6b4a", "#e6d9bd", "#6b4b6b", "#3a4552", "#b5673c")
    for shelf in range(6):
        top, low = shelf / 6 + 0.02, (shelf + 1) / 6 - 0.012
        scene.poly(case.cell(0.02, top, 0.97, low), "#3b2616")
        u = 0.03
        while u < 0.94:
            width = scene.rng.uniform(0.022, 0.055)
            height = scene.rng.uniform(0.55, 0.95) * (low - top)
            if scene.rng.random() < 0.95:
                tone = mix(
                    vary(scene.rng, scene.rng.choice(hues), 14), "#e9cf9f", 0.25 * (1 - near)
                )
                scene.poly(case.cell(u, low - height, min(u + width, 0.96), low), tone)
                scene.poly(
                    case.cell(u, low - height * 0.8, min(u + width, 0.96), low - height * 0.72),
                    fade("#f6e6bd", 0.4),
                )
            u += width + 0.004


@picture("museum", "밝은 미술관 전시실 벽에 그림이 걸려 있고 관람객들이 바라본다.")
def museum(scene: Scene) -> None:
    scene.wash((0, 0, 1600, 120), "#d5d2cc", "#e6e3dc")
    scene.wash((0, 110, 1600, 780), "#f6f3ec", "#ebe6dc", "#dcd6ca")
    floor = Plane((-200, 780), (1800, 780), (2400, 1067), (-800, 1067))
    scene.shade(list(floor.cell(0, 0, 1, 1)), "#c9b79c", "#a58e70")
    for plank in range(40):
        scene.line([floor.at(plank / 39, 0), floor.at(plank / 39, 1)], fade("#7d6649", 0.35), 1.5)
    scene.rect((0, 772, 1600, 784), "#fbfaf6")
    frames = ((110, 300, 290, 360), (500, 220, 560, 440), (1160, 290, 330, 380))
    for index, (x, y, width, height) in enumerate(frames):
        middle = x + width / 2
        scene.haze(
            [
                [
                    (middle - 40, 96),
                    (middle + 40, 96),
                    (x + width + 60, y + height + 40),
                    (x - 60, y + height + 40),
                ]
            ],
            "#fffdf2",
            26,
            0.75,
        )
        scene.haze(
            [
                [
                    (x + 10, y + 18),
                    (x + width + 16, y + 18),
                    (x + width + 16, y + height + 22),
                    (x + 10, y + height + 22),
                ]
            ],
            "#5d5344",
            10,
            0.5,
        )
        scene.rect((x, y, x + width, y + height), ("#2f2a26", "#b08a4a", "#f3efe4")[index])
        box = (x + 16, y + 16, x + width - 16, y + height - 16)
        (_abstract, _landscape, _moon_jar)[index](scene, box)
        scene.rect((middle - 26, 84, middle + 26, 100), "#3b3a38", 5)
        scene.rect((x + width + 18, y + height - 60, x + width + 60, y + height - 24), "#ffffff")
    scene.rect((620, 900, 1010, 926), "#6b4d34", 6)
    for leg in (650, 970):
        scene.rect((leg, 926, leg + 16, 976), "#3f2d20")
    scene.shadow(815, 978, 240, 16, 0.5)
    for index, (x, y, size, facing) in enumerate(
        ((250, 930, 330, 1), (1120, 900, 290, -1), (1190, 904, 210, 1), (1470, 960, 350, -1))
    ):
        scene.shadow(x + 20, y, size * 0.4, size * 0.05, 0.5)
        person(
            scene,
            x,
            y,
            size,
            ("#34455c", "#b9554a", "#e0b34d", "#5f7462")[index],
            facing=facing,
            pose="reach" if index == 3 else "stand",
        )
    person(scene, 760, 976, 300, "#7d6a93", pose="sit", facing=1)


def _abstract(scene: Scene, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    scene.wash(box, "#e9d9b5", "#d9b98a")
    scene.oval((left + right) / 2, top + 110, 84, 84, "#c9493a")
    scene.rect((left + 20, top + 150, right - 60, bottom - 60), fade("#2f4f6b", 0.9))
    scene.poly(
        [(left + 60, bottom - 20), (right - 20, top + 160), (right - 20, bottom - 20)],
        fade("#e3a93c", 0.9),
    )
    scene.line([(left + 20, top + 40), (right - 30, bottom - 110)], "#2a2522", 6)


def _landscape(scene: Scene, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    scene.wash(box, "#e8e3d4", "#f3ecda")
    scene.oval(right - 110, top + 90, 40, 40, "#d9694a")
    for layer in range(4):
        base = top + 170 + layer * 58
        line = [
            (
                left + (right - left) * i / 30,
                base - 70 * abs(math.sin(i * (0.21 + layer * 0.05) + layer * 1.7)),
            )
            for i in range(31)
        ]
        scene.shade(
            [*line, (right, bottom), (left, bottom)],
            blend_at(("#9fb0ac", "#1f3b3d"), layer / 3),
            "#e9e3d2",
        )


def _moon_jar(scene: Scene, box: tuple[float, float, float, float]) -> None:
    left, _, right, bottom = box
    scene.wash(box, "#4a6478", "#7c94a0")
    scene.wash((left, bottom - 80, right, bottom), "#8b6f55", "#6d5441")
    x = (left + right) / 2
    scene.ball(x, bottom - 160, 96, 100, "#ffffff", "#f1eee6", "#a9a79f")
    scene.rect((x - 40, bottom - 268, x + 40, bottom - 248), "#f6f4ee", 6)


@picture("concert", "조명이 쏟아지는 무대에서 악단이 연주하고 관객들이 손을 들어 환호한다.")
def concert(scene: Scene) -> None:
    scene.sky("#12081f", "#2b1038", "#50184a", down_to=720)
    hues = ("#ff5f9e", "#7f7bff", "#ffb04d", "#4dd0ff", "#ff5f9e", "#ffd86b")
    for index in range(9):
        x, tip = 160 + index * 160, 800 + (index - 4) * 250
        scene.haze(
            [[(x - 8, 110), (x + 8, 110), (tip + 120, 760), (tip - 120, 760)]],
            hues[index % 6],
            12,
            0.32,
        )
    scene.rect((90, 90, 1510, 122), "#1b1326")
    for truss in range(48):
        x = 90 + truss * 30
        scene.line([(x, 92), (x + 15, 120), (x + 30, 92)], "#58466b", 2.5)
    for index in range(9):
        x = 160 + index * 160
        scene.rect((x - 16, 118, x + 16, 150), "#0e0916", 5)
        scene.glow(x, 150, 110, hues[index % 6], 0.95)
        scene.oval(x, 150, 11, 8, "#ffffff")
    scene.wash((300, 230, 1300, 560), "#3d1f6b", "#a83279", "#f0855a")
    for ray in range(24):
        angle = math.pi * ray / 24
        scene.poly(
            [
                (800, 560),
                (800 + 620 * math.cos(angle), 560 - 330 * math.sin(angle)),
                (800 + 620 * math.cos(angle + 0.06), 560 - 330 * math.sin(angle + 0.06)),
            ],
            fade("#ffe3b0", 0.22),
        )
    scene.glow(800, 560, 360, "#ffe9bd", 0.7)
    scene.wash((60, 640, 1540, 700), "#6b2f6b", "#2a1236")
    for speaker in (120, 1380):
        for box in range(3):
            scene.rect((speaker, 330 + box * 104, speaker + 100, 428 + box * 104), "#0d0914", 6)
            scene.ring(speaker + 50, 379 + box * 104, 34, 34, "#3a2b4a", 6)
            scene.oval(speaker + 50, 379 + box * 104, 13, 13, "#2a1f38")
    for x, size, coat, facing in (
        (520, 240, "#160c22", 1),
        (800, 280, "#1f0f2b", 1),
        (1080, 240, "#160c22", -1),
    ):
        scene.glow(x, 640, 190, "#ffd7a0", 0.35, 0.3)
        person(
            scene,
            x,
            650,
            size,
            coat,
            legs="#0e0818",
            skin="#5c3346",
            hair="#0d0716",
            facing=facing,
            pose="reach",
        )
    for x, facing in ((520, 1), (1080, -1)):
        scene.oval(x + facing * 30, 528, 40, 30, "#d9743a")
        scene.oval(x + facing * 62, 516, 26, 20, "#d9743a")
        scene.line([(x + facing * 30, 528), (x + facing * 150, 470)], "#3a1f18", 9)
    scene.line([(890, 650), (874, 446)], "#0b0712", 6)
    scene.limb([(874, 446), (858, 428)], "#0b0712", 15)
    for x, reach in ((690, 42), (640, 30), (735, 30)):
        scene.wash((x - reach, 590 - reach, x + reach, 640), "#e9e2f2", "#6b4f86")
        scene.oval(x, 590 - reach, reach, 10, "#ffffff")
    scene.wash((0, 690, 1600, 1067), "#3b143f", "#12071a")
    for row in range(7):
        depth = row / 6
        size = 26 + 54 * depth
        tone = mix("#43194a", "#08040d", depth)
        x = -30 + scene.rng.uniform(0, size)
        while x < 1640:
            y = 735 + 290 * depth**1.2 + scene.rng.uniform(-10, 10)
            scene.oval(x, y, size * 0.42, size * 0.5, tone)
            scene.rect(
                (x - size * 0.72, y + size * 0.5, x + size * 0.72, y + 240), tone, size * 0.5
            )
            if scene.rng.random() < 0.34:
                side = scene.rng.choice((-1, 1))
                hand = (
                    x + side * size * scene.rng.uniform(0.6, 1),
                    y - size * scene.rng.uniform(1, 2),
                )
                scene.limb([(x + side * size * 0.55, y + size * 0.8), hand], tone, size * 0.26)
                if scene.rng.random() < 0.5:
                    glow = scene.rng.choice(hues)
                    scene.glow(*hand, size * 0.9, glow, 0.8)
                    scene.limb(
                        [hand, (hand[0] + 4, hand[1] - size * 0.6)],
                        mix(glow, "#ffffff", 0.5),
                        size * 0.12,
                    )
            x += size * scene.rng.uniform(1.25, 1.8)
