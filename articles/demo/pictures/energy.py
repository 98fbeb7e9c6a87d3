"""Power: sun, wind, water and batteries."""

import math

from .brush import Scene
from .colour import blend_at, fade, mix, vary
from .figures import COATS, person
from .gallery import TALL, picture
from .props import foliage
from .shapes import Plane, closed, height_at, ridge, swell


@picture("solar-farm", "언덕을 따라 줄지어 놓인 태양광 패널에 하늘과 햇빛이 비친다.")
def solar_farm(scene: Scene) -> None:
    scene.sky("#3f86c9", "#86b9e2", "#dcebf0", down_to=420)
    scene.clouds([(420, 220, 300, 90), (1010, 290, 240, 50)], "#ffffff", "#bfd2e2", 0.9, 8)
    scene.glow(1350, 120, 460, "#fffbe6", 1)
    scene.oval(1350, 120, 42, 42, "#fffef5")
    line = ridge(scene.rng, 1600, 420, 90, rough=0.46)
    scene.shade(closed(line, 560), "#6d9b84", "#8fb37c")
    scene.shade(closed(swell(1600, 440, 24, 0.8, 0.6), 1067), "#a8c06b", "#86a94f", "#55803a")
    scene.mottle(closed(swell(1600, 440, 24, 0.8, 0.6), 1067), "#3f6a30", (26, 10), 0.6)
    for row in range(6):
        depth = (row / 5) ** 1.35
        y, size = 470 + 500 * depth, 34 + 190 * depth
        shift = -90 * row
        scene.shadow(800, y + size * 0.55, 1100, size * 0.24, 0.5, "#26401f")
        count = round(2000 / (size * 1.7)) + 2
        for column in range(-1, count):
            x = shift % (size * 1.7) - size * 1.7 + column * size * 1.7
            panel = Plane(
                (x + size * 0.28, y - size * 0.42),
                (x + size * 1.86, y - size * 0.42),
                (x + size * 1.58, y + size * 0.36),
                (x, y + size * 0.36),
            )
            for foot in (0.25, 0.75):
                px, py = panel.at(foot, 0.7)
                scene.line([(px, py), (px, y + size * 0.62)], "#7d878c", max(1.5, size * 0.03))
            glint = abs((x - 1180) / 900)
            top = blend_at(("#dff0fa", "#6f9fd0", "#2c558f"), min(1, glint))
            scene.shade(list(panel.cell(0, 0, 1, 1)), top, "#27508c", "#152f5c")
            for u in range(1, 6):
                scene.line(
                    [panel.at(u / 6, 0), panel.at(u / 6, 1)],
                    fade("#bcd5ea", 0.5),
                    max(1, size * 0.008),
                )
            for v in range(1, 4):
                scene.line(
                    [panel.at(0, v / 4), panel.at(1, v / 4)],
                    fade("#bcd5ea", 0.5),
                    max(1, size * 0.008),
                )
            scene.line([*panel.cell(0, 0, 1, 1), panel.at(0, 0)], "#c5d3dc", max(1, size * 0.016))


@picture("wind-farm", "해 질 무렵 능선 위에 선 하얀 풍력 발전기들이 돌고 있다.", TALL)
def wind_farm(scene: Scene) -> None:
    scene.sky("#5d7fb0", "#93a6c4", "#e3b9a8", "#f8d9b0", down_to=1250)
    scene.clouds(
        [(240, 480, 330, 80), (880, 700, 300, 60), (420, 900, 280, 40), (900, 240, 240, 44)],
        "#fbe4d2",
        "#a99db4",
        0.85,
        10,
    )
    scene.glow(150, 1130, 640, "#ffe3b0", 0.9)
    hills = []
    for index, colour in enumerate(("#8d9bb0", "#657f92", "#466a70", "#2d4f4c")):
        line = ridge(scene.rng, 1067, 1180 + index * 110, 150, rough=0.46)
        hills.append(line)
        scene.shade(closed(line, 1600), mix(colour, "#f5cfa8", 0.25), colour)
        spots = ((150, 420, 940), (330,), (900, 150), (560,))[index]
        size = (170, 300, 440, 860)[index]
        for number, x in enumerate(spots):
            _turbine(
                scene,
                x,
                height_at(line, x) + 10,
                size,
                0.4 + number * 0.7 + index,
                mix("#ffffff", colour, 0.34 - index * 0.1),
            )
        if index < 3:
            scene.fog(1190 + index * 110, 1330 + index * 110, "#f3dcc8", 0.5)
    front = ridge(scene.rng, 1067, 1540, 60, rough=0.5)
    scene.shade(closed(front, 1600), "#1f3b36", "#132623")
    for _ in range(420):
        x = scene.rng.uniform(0, 1067)
        y = height_at(front, x) + scene.rng.uniform(0, 30)
        scene.line(
            [(x, y), (x + scene.rng.uniform(4, 24), y - scene.rng.uniform(20, 62))],
            vary(scene.rng, "#4d6a4a", 22),
            2,
        )


def _turbine(scene: Scene, x: float, y: float, height: float, turn: float, colour) -> None:
    hub = y - height
    width = height * 0.022
    scene.shade(
        [(x - width * 0.55, hub), (x + width * 0.55, hub), (x + width, y), (x - width, y)],
        mix(colour, "#ffffff", 0.3),
        mix(colour, "#5a6478", 0.4),
        sideways=True,
    )
    for blade in range(3):
        angle = turn + blade * math.tau / 3
        along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        reach = height * 0.5
        points = [
            (
                x + along[0] * reach * a + across[0] * reach * b,
                hub + along[1] * reach * a + across[1] * reach * b,
            )
            for a, b in (
                (0, 0.02),
                (0.12, 0.055),
                (0.4, 0.035),
                (1, 0.004),
                (1, -0.004),
                (0, -0.025),
            )
        ]
        scene.poly(points, mix(colour, "#8a90a0", 0.18 * blade))
    scene.oval(x, hub, width * 1.15, width * 1.15, mix(colour, "#6d7686", 0.25))


@picture("dam", "깊은 골짜기를 막은 콘크리트 댐의 수문에서 하얀 물이 쏟아진다.")
def dam(scene: Scene) -> None:
    scene.sky("#a9c3cf", "#dfe9e6", down_to=260)
    line = ridge(scene.rng, 1600, 260, 190, rough=0.5)
    scene.shade(closed(line, 420), "#7c9a98", "#a9bdb0")
    scene.wash((0, 300, 1600, 420), "#9fc1c6", "#4f8594")
    wall = Plane((250, 350), (1350, 350), (1180, 860), (420, 860))
    scene.shade(list(wall.cell(0, 0, 1, 1)), "#d5d3c8", "#b4b2a9", "#85867f")
    scene.mottle(list(wall.cell(0, 0, 1, 1)), "#5e605c", (14, 80), 0.5)
    for seam in range(1, 12):
        scene.line([wall.at(seam / 12, 0), wall.at(seam / 12, 1)], fade("#55574f", 0.4), 2)
    for index in range(5):
        u = 0.2 + index * 0.13
        scene.poly(wall.cell(u, 0.0, u + 0.085, 0.13), "#3d4b50")
        fall = list(wall.cell(u + 0.004, 0.1, u + 0.081, 1.02))
        scene.shade(fall, "#e9f5f7", "#ffffff", "#e0eef2")
        for _ in range(36):
            across = u + scene.rng.uniform(0.006, 0.078)
            top = scene.rng.uniform(0.1, 0.8)
            scene.line(
                [wall.at(across, top), wall.at(across, top + scene.rng.uniform(0.08, 0.3))],
                fade("#86b3c2", 0.5),
                2,
            )
        scene.wash(
            (wall.at(u - 0.03, 0)[0], 318, wall.at(u - 0.005, 0)[0], 386), "#c9c6ba", "#8f8e86"
        )
    scene.wash((230, 334, 1370, 356), "#efece0", "#a9a79d")
    for post in range(42):
        scene.line([(236 + post * 27.4, 334), (236 + post * 27.4, 318)], "#6d7070", 2)
    scene.line([(230, 318), (1370, 318)], "#6d7070", 3)
    for x in (470, 560, 980):
        person(scene, x, 336, 34, scene.rng.choice(COATS))
    greens = ("#1f3d33", "#31594a", "#4f7c56", "#86a566")
    for side in (-1, 1):
        edge = 800 + side * 560
        slope = [
            (edge, 300),
            (800 + side * 400, 760),
            (800 + side * 330, 1067),
            (800 + side * 830, 1067),
            (800 + side * 830, 150),
            (800 + side * 640, 230),
        ]
        scene.shade(slope, "#55785c", "#31513f", "#1b322c")
        for _ in range(64):
            y = scene.rng.uniform(270, 1040)
            inner = 560 - 230 * min(1, max(0, (y - 300) / 640))
            x = 800 + side * scene.rng.uniform(inner + 40, 840)
            reach = 30 + (y - 150) * 0.05
            foliage(scene, (x, y, reach, reach * 0.8), greens, 56, reach * 0.14)
    scene.shade(
        [(420, 850), (1180, 850), (1330, 1067), (270, 1067)], "#cfe4e6", "#5b96a3", "#2c6675"
    )
    for _ in range(420):
        x, y = scene.rng.gauss(800, 210), 850 + abs(scene.rng.gauss(0, 55))
        size = scene.rng.uniform(6, 24)
        scene.oval(x, y, size * 1.7, size * 0.6, fade("#ffffff", scene.rng.uniform(0.15, 0.5)))
    for x in (480, 640, 800, 960, 1120):
        scene.glow(x, 850, 190, "#ffffff", 0.75, 0.7)
    scene.haze([[(1030, 620), (1560, 60), (1600, 120), (1090, 660)]], "#fff6df", 30, 0.2)


@picture("batteries", "초록빛 조명 아래 원통형 이차전지 셀이 줄지어 늘어서 있다.")
def batteries(scene: Scene) -> None:
    scene.sky("#06231f", "#0f4a40", "#1f7d66", "#0b3a34")
    scene.glow(1150, 120, 800, "#8ff5c4", 0.55)
    for row in range(6):
        depth = (row / 5) ** 1.3
        reach, height = 34 + 74 * depth, 120 + 340 * depth
        foot = 430 + 760 * depth
        count = round(1600 / (reach * 2.3)) + 2
        for column in range(count):
            x = (column - 0.5 + (row % 2) * 0.5) * reach * 2.3
            _cell(scene, x, foot, reach, height, (row * 3 + column) % 7 == 3, depth)
        if row < 5:
            scene.haze(
                [
                    [
                        (0, foot - height * 0.55),
                        (1600, foot - height * 0.55),
                        (1600, foot),
                        (0, foot),
                    ]
                ],
                "#062c26",
                24,
                0.32 - 0.2 * depth,
            )
    for _ in range(40):
        x, y = scene.rng.uniform(0, 1600), scene.rng.uniform(0, 420)
        scene.glow(x, y, scene.rng.uniform(8, 42), "#b5ffe0", scene.rng.uniform(0.1, 0.4))
    scene.haze([[(1600, -40), (1300, -40), (300, 1067), (800, 1067)]], "#d9fff0", 50, 0.14)


def _cell(
    scene: Scene, x: float, foot: float, reach: float, height: float, marked: bool, depth: float
) -> None:
    top, flat = foot - height, reach * 0.4
    body = ("#0f6b55", "#3fd9a5", "#1f9c7a", "#0a4a3c", "#062b24")
    if marked:
        body = ("#a86a14", "#ffd76b", "#f0a52c", "#8a5410", "#4a2c08")
    scene.wash(
        (x - reach, top, x + reach, foot),
        *(mix("#0b3a34", tone, 0.55 + 0.45 * depth) for tone in body),
        sideways=True,
    )
    scene.wash(
        (x - reach, top, x + reach, top + height * 0.1),
        "#8a989c",
        "#f3f8f8",
        "#b5c2c4",
        "#5c696d",
        "#384448",
        sideways=True,
    )
    scene.ball(x, top, reach, flat, "#f6fafa", "#aebcbf", "#7d8c90")
    scene.ball(x, top, reach * 0.78, flat * 0.76, "#8d9b9f", "#c9d5d7")
    scene.wash(
        (x - reach * 0.4, top - flat * 0.42, x + reach * 0.4, top),
        "#a3b0b3",
        "#f6fafa",
        "#8a989c",
        sideways=True,
    )
    scene.ball(x, top - flat * 0.42, reach * 0.4, flat * 0.38, "#ffffff", "#c5d2d4")
    scene.rect(
        (x - reach * 0.1, top + height * 0.24, x + reach * 0.18, top + height * 0.27),
        fade("#f3fffa", 0.8),
    )
    scene.rect(
        (
            x + reach * 0.02,
            top + height * 0.24 - reach * 0.12,
            x + reach * 0.07,
            top + height * 0.27 + reach * 0.12,
        ),
        fade("#f3fffa", 0.8),
    )
