"""Crowds by day and by night: the market, the lanterns, the fireworks."""

import math

from .brush import Scene
from .colour import blend_at, fade, mix, vary
from .figures import COATS, person
from .gallery import TALL, picture
from .props import tiled_roof
from .shapes import Plane, closed, curve, ridge


@picture(
    "market", "아치형 지붕이 덮인 전통시장 골목에 과일과 채소가 쌓여 있고 장 보는 사람들로 붐빈다."
)
def market(scene: Scene) -> None:
    scene.sky("#cfe6ee", "#f6efd9", "#f2d9ac")
    for rib in range(11):
        depth = (rib / 10) ** 1.7
        reach, top, foot = 110 + 800 * depth, 430 - 520 * depth, 520 - 80 * depth
        arch = [
            (
                800 - reach * math.cos(math.pi * i / 24),
                foot - (foot - top) * math.sin(math.pi * i / 24),
            )
            for i in range(25)
        ]
        scene.line(arch, fade("#7f9aa0", 0.9), 2 + 10 * depth)
        for share in (6, 12, 18):
            if rib < 10:
                after = ((rib + 1) / 10) ** 1.7
                r2, t2, f2 = 110 + 800 * after, 430 - 520 * after, 520 - 80 * after
                scene.line(
                    [
                        arch[share],
                        (
                            800 - r2 * math.cos(math.pi * share / 24),
                            f2 - (f2 - t2) * math.sin(math.pi * share / 24),
                        ),
                    ],
                    fade("#9fb5b8", 0.8),
                    2 + 4 * depth,
                )
    scene.shade(
        [(690, 600), (910, 600), (1700, 1067), (-100, 1067)], "#d9c9ae", "#b09c82", "#8a7660"
    )
    scene.glow(800, 520, 330, "#fffbe8", 0.95)
    awnings = ("#d9574a", "#2f8f7a", "#e6a93c", "#3f77a8", "#c46a8a")
    goods = (
        ("#d9342b", "#ef6a4f"),
        ("#f29a2e", "#ffc45c"),
        ("#6fae3f", "#a5d065"),
        ("#8a4a9a", "#b57fc0"),
        ("#f3d94f", "#fff0a0"),
        ("#e9e4d6", "#ffffff"),
    )
    for stall in range(6):
        near, far = ((stall + 1) / 6) ** 1.7, (stall / 6) ** 1.7
        for side in (-1, 1):
            x0, x1 = 800 + side * (112 + 700 * far), 800 + side * (112 + 700 * near)
            y0, y1 = 470 - 190 * far, 470 - 190 * near
            f0, f1 = 600 + 330 * far, 600 + 330 * near
            back = Plane((x0, y0), (x1, y1), (x1, f1), (x0, f0))
            scene.shade(list(back.cell(0, 0, 1, 1)), "#8a6a4c", "#5c4432")
            scene.shade(list(back.cell(0.02, 0.3, 0.98, 0.62)), "#ffe3a8", "#d9a86a")
            hue = awnings[(stall * 2 + (side > 0)) % 5]
            drop = 40 + 130 * near
            inner0, inner1 = x0 - side * (14 + 70 * far), x1 - side * (14 + 110 * near)
            lip0, lip1 = y0 + drop * 0.45, y1 + drop * 0.8
            cover = Plane((x0, y0 + 4), (x1, y1 + 4), (inner1, lip1), (inner0, lip0))
            for strip in range(6):
                scene.poly(
                    cover.cell(strip / 6, 0, (strip + 1) / 6, 1), hue if strip % 2 else "#fbf4e4"
                )
            scene.glow(
                (inner0 + inner1) / 2, (lip0 + lip1) / 2 + 18, 30 + 120 * near, "#fff0bd", 0.5
            )
            t0, t1 = f0 - 30 - 80 * far, f1 - 30 - 110 * near
            table = Plane(
                (x0, t0), (x1, t1), (inner1, t1 + 26 + 60 * near), (inner0, t0 + 26 + 30 * far)
            )
            edge = [
                (inner0, t0 + 26 + 30 * far),
                (inner1, t1 + 26 + 60 * near),
                (inner1, f1 + 30),
                (inner0, f0 + 12),
            ]
            scene.shade(edge, "#b98a57", "#6b4a2e")
            scene.poly(table.cell(0, 0, 1, 1), "#7d5835")
            for tray in range(3):
                base, light = goods[(stall + tray * 2 + (side > 0) * 3) % 6]
                for _ in range(22):
                    u = (tray + scene.rng.uniform(0.08, 0.92)) / 3
                    x, y = table.at(u, scene.rng.uniform(0.05, 0.95))
                    size = 3 + 15 * near
                    scene.oval(x, y - size * 0.4, size, size * 0.9, vary(scene.rng, base, 14))
                    scene.oval(
                        x - size * 0.25, y - size * 0.7, size * 0.4, size * 0.3, fade(light, 0.8)
                    )
    for string in range(9):
        depth = (string / 8) ** 1.7
        for bulb in (-0.5, 0, 0.5):
            x, y = 800 + bulb * (150 + 700 * depth), 400 - 200 * depth + 30 * abs(bulb)
            scene.glow(x, y, 16 + 46 * depth, "#ffdf94", 0.9)
            scene.oval(x, y, 3 + 8 * depth, 4 + 9 * depth, "#fffbe6")
    for row in range(15):
        depth = (row / 14) ** 1.5
        for _ in range(3 if row < 10 else 2):
            x = 800 + scene.rng.uniform(-1, 1) * (76 + 300 * depth)
            y, size = 612 + 420 * depth, 66 + 290 * depth
            coat = vary(scene.rng, mix(scene.rng.choice(COATS), "#f2d9ac", 0.35 * (1 - depth)), 10)
            facing = scene.rng.choice((-1, 1))
            scene.shadow(x, y, size * 0.3, size * 0.05, 0.4)
            person(scene, x, y, size, coat, pose="walk", facing=facing)
            if scene.rng.random() < 0.5:
                bag = scene.rng.choice(("#d9c79f", "#c9503f", "#3f8f7a"))
                scene.rect(
                    (
                        x + facing * size * 0.15 - size * 0.07,
                        y - size * 0.44,
                        x + facing * size * 0.15 + size * 0.07,
                        y - size * 0.24,
                    ),
                    bag,
                    3,
                )
    scene.haze([[(560, 0), (760, 0), (980, 1067), (620, 1067)]], "#fff4d2", 40, 0.25)


@picture("lanterns", "밤하늘과 강물 위에 색색의 등불이 떠 있고 사람들이 강가에서 바라본다.")
def lanterns(scene: Scene) -> None:
    scene.sky("#0b0d2a", "#231a47", "#4a2a5c", "#7a3f5e", down_to=640)
    scene.shade(closed(ridge(scene.rng, 1600, 610, 130, rough=0.5), 660), "#2a1d45", "#3d274e")
    for pillar in range(6):
        scene.rect((470 + pillar * 130, 520, 484 + pillar * 130, 640), "#5c2a3a")
    scene.glow(800, 560, 420, "#ffb35c", 0.55)
    scene.wash((476, 550, 1130, 628), "#c9793c", "#7d3a35")
    for pillar in range(6):
        scene.rect((470 + pillar * 130, 520, 486 + pillar * 130, 640), "#4a2030")
    tiled_roof(scene, (390, 410, 1220, 540), "#2b2742", light="#ffb978")
    hues = ("#ff8a3d", "#ffc24d", "#ff5f5f", "#f58fc0", "#7fd0ff", "#9be28a")
    for _ in range(64):
        depth = scene.rng.random() ** 2
        x, y = scene.rng.uniform(20, 1580), scene.rng.uniform(20, 430)
        size, hue = 5 + 24 * depth, scene.rng.choice(hues[:3])
        scene.glow(x, y, size * 3.4, hue, 0.6)
        scene.shade(
            [
                (x - size * 0.8, y - size),
                (x + size * 0.8, y - size),
                (x + size, y + size),
                (x - size, y + size),
            ],
            mix(hue, "#fff0c4", 0.35),
            mix(hue, "#fffbe0", 0.75),
        )
    for string in range(3):
        sag = curve((0, 90 + string * 60), (800, 330 + string * 50), (1600, 60 + string * 80), 22)
        scene.line(sag, "#14102a", 2)
        for index, (x, y) in enumerate(sag[1:-1]):
            hue = hues[(index + string) % 6]
            scene.glow(x, y + 24, 62, hue, 0.55)
            scene.ball(x, y + 24, 17, 20, mix(hue, "#ffffff", 0.25), mix(hue, "#fff6d0", 0.55), hue)
            for rib in (-8, 0, 8):
                scene.line(
                    [(x + rib, y + 6), (x + rib * 1.4, y + 24), (x + rib, y + 42)],
                    fade("#7d2f2a", 0.35),
                    1.2,
                )
            scene.rect((x - 7, y + 2, x + 7, y + 6), "#3a1f2e")
            scene.line([(x, y + 43), (x, y + 58)], hue, 3)
    scene.reflect(640, 427, "#150f33", tint_share=0.3, ripple=12)
    for index in range(24):
        depth = scene.rng.random()
        x, y = scene.rng.uniform(0, 1600), 668 + 270 * depth
        size, hue = 14 + 40 * depth, hues[index % 6]
        scene.glow(x, y, size * 2.6, hue, 0.6)
        for petal in range(-3, 4):
            scene.poly(
                [
                    *curve(
                        (x, y + size * 0.3),
                        (x + petal * size * 0.2, y - size * 0.9),
                        (x + petal * size * 0.36, y - size * (0.5 - abs(petal) * 0.08)),
                        6,
                    ),
                    (x + petal * size * 0.12, y + size * 0.3),
                ],
                mix(hue, "#fff3c9", 0.5),
            )
        scene.oval(x, y + size * 0.28, size * 0.8, size * 0.14, fade(hue, 0.7))
    for index in range(19):
        x = 20 + index * 88 + scene.rng.uniform(-24, 24)
        size = scene.rng.uniform(150, 250)
        person(
            scene,
            x,
            1110,
            size,
            "#0d0a1e",
            legs="#0d0a1e",
            skin="#1c1430",
            hair="#0a0818",
            facing=scene.rng.choice((-1, 1)),
        )
        scene.line(
            [(x - size * 0.13, 1110 - size * 0.8), (x - size * 0.15, 1110 - size * 0.5)],
            fade("#ff9f5c", 0.6),
            2,
        )


@picture("fireworks", "밤하늘에 커다란 불꽃이 터지고 강물과 구경하는 사람들을 환하게 비춘다.", TALL)
def fireworks(scene: Scene) -> None:
    scene.sky("#050716", "#0d1230", "#1d2450", "#3b3560", down_to=1240)
    bursts = (
        (520, 420, 340, "#ffcf5c", "#ff7a3d"),
        (230, 760, 190, "#ff6f9e", "#b53dff"),
        (860, 800, 210, "#6fd6ff", "#4d6bff"),
        (860, 240, 150, "#a5f08a", "#2fbf8f"),
        (180, 260, 130, "#ffffff", "#ffb0d9"),
    )
    for x, y, reach, light, dark in bursts:
        scene.glow(x, y, reach * 1.9, dark, 0.4)
        _burst(scene, x, y, reach, light, dark)
    for _ in range(30):
        x, y = scene.rng.gauss(520, 130), scene.rng.gauss(640, 110)
        scene.glow(x, y, scene.rng.uniform(60, 130), "#4a4668", 0.14)
    for x, y, foot in ((520, 800, 1240), (230, 960, 1240), (860, 1020, 1240)):
        scene.haze([[(x - 2, y), (x + 2, y), (x + 6, foot), (x - 6, foot)]], "#ffd9a0", 3, 0.55)
    x = -10.0
    while x < 1067:
        width, height = scene.rng.uniform(30, 80), scene.rng.uniform(30, 150)
        scene.wash((x, 1246 - height, x + width, 1250), "#20214a", "#15153a")
        for _ in range(int(height / 9)):
            wx, wy = x + scene.rng.uniform(4, width - 8), 1246 - scene.rng.uniform(6, height - 4)
            scene.rect(
                (wx, wy, wx + 4, wy + 5), scene.rng.choice(("#ffd58a", "#ffe9bd", "#8fb5e0"))
            )
        x += width + 3
    scene.reflect(1250, 350, "#0a0d24", squash=2.6, tint_share=0.25, ripple=14)
    scene.glints((0, 1260, 1067, 1540), "#ffd48a", 180, 0.5, 70)
    scene.shade(closed(curve((-10, 1520), (540, 1470), (1080, 1530)), 1600), "#0a0b1c", "#05060f")
    for index in range(17):
        x = 16 + index * 66 + scene.rng.uniform(-20, 20)
        size = scene.rng.uniform(120, 200)
        person(
            scene,
            x,
            1620,
            size,
            "#070816",
            legs="#070816",
            skin="#10122a",
            hair="#050610",
            facing=scene.rng.choice((-1, 1)),
        )
        scene.arc(
            (x - size * 0.1, 1620 - size * 1.0, x + size * 0.1, 1620 - size * 0.8),
            200,
            340,
            fade("#ffb86b", 0.7),
            2,
        )
    person(scene, 700, 1440 + 90, 90, "#070816", legs="#070816", skin="#10122a", hair="#050610")


def _burst(scene: Scene, x: float, y: float, reach: float, light: str, dark: str) -> None:
    for ray in range(84):
        angle = math.tau * ray / 84 + scene.rng.uniform(-0.03, 0.03)
        length = reach * (
            scene.rng.uniform(0.84, 1.0) if ray % 3 else scene.rng.uniform(0.45, 0.65)
        )
        points = []
        for step in range(9):
            share = 0.12 + 0.88 * step / 8
            points.append(
                (
                    x + length * share * math.cos(angle),
                    y + length * share * math.sin(angle) + reach * 0.16 * share**2.4,
                )
            )
        for step in range(8):
            tone = blend_at(("#ffffff", light, dark), step / 7)
            scene.line(points[step : step + 2], fade(tone, 0.25 + 0.09 * step), 1 + step * 0.28)
        tip = points[-1]
        scene.glow(*tip, reach * 0.055, light, 0.9)
        scene.oval(*tip, 2.6, 2.6, "#fffdf0")
    scene.glow(x, y, reach * 0.4, "#fffbe6", 0.95)
