"""The sea and what lies along it."""

import math

from .brush import Scene
from .colour import fade, mix, vary
from .figures import person
from .gallery import TALL, picture
from .props import bird, pine
from .shapes import closed, curve, height_at, ridge


@picture("lighthouse", "파도가 치는 바위 위에 하얀 등대가 서 있고 갈매기가 난다.", TALL)
def lighthouse(scene: Scene) -> None:
    scene.sky("#3d7fbd", "#7fb4de", "#cfe6ee", "#f7efdc", down_to=980)
    scene.clouds(
        [(220, 560, 320, 150), (860, 760, 340, 120), (180, 880, 260, 60)],
        "#ffffff",
        "#b8d0e0",
        0.92,
        9,
    )
    scene.wash((0, 960, 1067, 1600), "#7fb9cc", "#2f86a6", "#125a7d", "#0b3d5c")
    scene.glints((0, 965, 1067, 1400), "#f2fdff", 220, 0.6, 90)
    scene.shade(
        [(620, 962), (720, 930), (860, 936), (980, 905), (1067, 915), (1067, 968), (600, 968)],
        "#86a3a6",
        "#5f838d",
    )
    cape = curve((-10, 1080), (260, 1010), (430, 1170)) + curve(
        (430, 1170), (600, 1200), (690, 1360)
    )
    scene.shade([*cape, (560, 1500), (-10, 1600)], "#8b8a7c", "#5c5852", "#2f3138")
    for _ in range(120):
        x, y = scene.rng.uniform(-20, 640), scene.rng.uniform(1120, 1540)
        if y < height_at(cape, x) + 20:
            continue
        size = scene.rng.uniform(16, 70)
        tone = vary(scene.rng, "#6a665f", 24)
        scene.poly(
            [
                (x, y),
                (x + size * 0.5, y - size * 0.4),
                (x + size, y),
                (x + size * 0.7, y + size * 0.5),
            ],
            fade(tone, 0.85),
        )
        scene.poly(
            [(x, y), (x + size * 0.5, y - size * 0.4), (x + size * 0.4, y + size * 0.1)],
            fade("#c9c2ae", 0.45),
        )
    grass = [(x, y - 8) for x, y in cape[:26]]
    scene.shade(grass + [(x, y + 44) for x, y in grass[::-1]], "#8fae5a", "#5d8044")
    tower = [(262, 430), (378, 430), (412, 1090), (228, 1090)]
    scene.haze([[(400, 1090), (640, 1180), (600, 1230), (380, 1120)]], "#20302c", 14, 0.5)
    scene.shade(tower, "#ffffff", "#f6f7f4", "#cdd7dc", "#8ea3b1", sideways=True)
    for top in (560, 780):
        inset = (top - 430) / 660 * 34
        low = (top + 96 - 430) / 660 * 34
        scene.shade(
            [(262 - inset, top), (378 + inset, top), (378 + low, top + 96), (262 - low, top + 96)],
            "#d8493d",
            "#c63c34",
            "#8a2427",
            sideways=True,
        )
    for y in (500, 710, 930):
        scene.rect((310, y, 332, y + 40), "#34495a", 10)
    scene.rect((296, 1020, 346, 1092), "#4a3b36", 20)
    scene.wash((236, 408, 404, 432), "#f4f6f4", "#8fa0aa", sideways=True)
    for post in range(11):
        scene.line([(240 + post * 16, 408), (240 + post * 16, 372)], "#41525e", 3)
    scene.line([(236, 372), (404, 372)], "#41525e", 4)
    scene.wash((276, 308, 364, 408), "#6f96ac", "#fff3c2", "#7ea3b4", sideways=True)
    for bar in range(5):
        scene.line([(276 + bar * 22, 308), (276 + bar * 22, 408)], "#34495a", 3)
    scene.glow(320, 356, 130, "#fff6cc", 0.95)
    scene.shade(
        [*curve((262, 310), (280, 236), (320, 232)), *curve((320, 232), (360, 236), (378, 310))],
        "#e0574a",
        "#9d2a2b",
        sideways=True,
    )
    scene.line([(320, 236), (320, 180)], "#34495a", 4)
    for base, reach in ((1380, 700), (1470, 560), (1545, 760)):
        for _ in range(110):
            x = scene.rng.gauss(reach * 0.75, 250)
            size = scene.rng.uniform(6, 26)
            scene.oval(
                x,
                base + scene.rng.gauss(0, 14),
                size * 2,
                size * 0.6,
                fade("#ffffff", scene.rng.uniform(0.15, 0.5)),
            )
    for _ in range(90):
        scene.oval(
            scene.rng.gauss(640, 60), 1400 - abs(scene.rng.gauss(0, 60)), 4, 4, fade("#ffffff", 0.7)
        )
    for x, y, span, beat in (
        (640, 380, 110, 0.6),
        (790, 520, 84, -0.2),
        (560, 640, 60, 0.8),
        (880, 300, 56, 0.3),
    ):
        bird(scene, x, y, span, "#f9fbfb", beat)
        bird(scene, x, y + 3, span * 0.5, fade("#8799a5", 0.5), beat)


@picture("harbor", "해 뜨는 항구에 작은 어선들이 나란히 묶여 물에 비친다.")
def harbor(scene: Scene) -> None:
    scene.sky("#86a9bd", "#cfd3c6", "#f7d9a6", "#fbc98a", down_to=500)
    scene.glow(1180, 450, 620, "#fff0c2", 0.95)
    scene.oval(1180, 440, 46, 46, "#fffbe8")
    line = ridge(scene.rng, 1600, 480, 130, rough=0.47)
    scene.shade(closed(line, 510), "#8ea39e", "#b3ab93")
    x = 20
    while x < 900:
        width, height = scene.rng.uniform(46, 96), scene.rng.uniform(30, 62)
        scene.rect(
            (x, 500 - height, x + width, 502),
            vary(scene.rng, scene.rng.choice(("#d9cfbb", "#b9a892", "#93a3a3")), 8),
        )
        scene.poly(
            [(x - 4, 500 - height), (x + width / 2, 476 - height), (x + width + 4, 500 - height)],
            scene.rng.choice(("#b5573f", "#4e6f86", "#6f6a63")),
        )
        x += width + 4
    scene.wash((0, 496, 1600, 520), "#a09a8b", "#6d6963")
    scene.wash((0, 518, 1600, 680), "#c9b48f", "#8fa39a", "#6d9097")
    scene.glints((0, 526, 1600, 670), "#fff0c9", 130, 0.6, 110)
    boats = (
        (240, 640, 300, "#2f6f9f"),
        (620, 610, 250, "#c2533f"),
        (960, 640, 300, "#3d7a63"),
        (1360, 660, 340, "#e4e0d2"),
    )
    for x, y, length, colour in boats:
        _boat(scene, x, y, length, colour)
    scene.reflect(674, 393, "#4f7480", squash=0.9, tint_share=0.32, ripple=12)
    scene.glints((0, 690, 1600, 1067), "#fff0c9", 260, 0.5, 100)
    for x, _, length, _ in boats:
        scene.oval(x, 676, length * 0.5, 8, fade("#20323a", 0.5))
    scene.shade([(0, 960), (1600, 1010), (1600, 1067), (0, 1067)], "#9b9488", "#5b5750")
    for x in (180, 760, 1330):
        y = 975 + x * 0.03
        scene.line(curve((x, y - 30), (x + 60, 900), (x + 160, 700)), "#cbb68a", 6)
        scene.rect((x - 22, y - 46, x + 22, y + 20), "#33373b", 8)
        scene.oval(x, y - 46, 30, 10, "#4a5056")
    for index in range(4):
        x, y = 420 + index * 58, 980 - (index % 2) * 8
        scene.wash((x, y - 40, x + 54, y + 24), "#4d94ad", "#2f6478")
        scene.rect((x + 6, y - 30, x + 48, y - 18), fade("#1c3d4a", 0.6))
    for x, y, span in ((520, 210, 46), (640, 260, 34), (420, 290, 30)):
        bird(scene, x, y, span, "#f7f4ea", 0.6)


def _boat(scene: Scene, x: float, y: float, length: float, colour: str) -> None:
    left, right, deck, keel = x - length / 2, x + length / 2, y - length * 0.12, 674
    for share, height in ((0.42, 0.86), (0.72, 0.62)):
        mast = left + length * share
        scene.line([(mast, deck), (mast, deck - length * height)], "#4a4038", 5)
        scene.line(
            [(mast, deck - length * height), (left + length * 0.04, deck)],
            fade("#3a332d", 0.7),
            1.5,
        )
        scene.line([(mast, deck - length * height), (right, deck - 14)], fade("#3a332d", 0.7), 1.5)
        scene.poly(
            [
                (mast, deck - length * height),
                (mast + 30, deck - length * height + 9),
                (mast, deck - length * height + 20),
            ],
            "#d8453c",
        )
    for bulb in range(7):
        bx = left + length * (0.44 + bulb * 0.04)
        scene.oval(bx, deck - length * 0.42, 6, 8, "#fff4cf")
    scene.wash(
        (left + length * 0.5, deck - length * 0.28, left + length * 0.8, deck), "#fbf8ee", "#c9c6ba"
    )
    scene.rect(
        (left + length * 0.48, deck - length * 0.31, left + length * 0.82, deck - length * 0.27),
        colour,
    )
    for pane in range(3):
        px = left + length * (0.53 + pane * 0.09)
        scene.rect(
            (px, deck - length * 0.23, px + length * 0.06, deck - length * 0.13), "#37505c", 3
        )
    hull = [
        *curve(
            (left - 12, deck - length * 0.1),
            (left + length * 0.2, deck + 4),
            (right, deck - 10),
            14,
        ),
        (right - length * 0.05, keel),
        (left + length * 0.1, keel),
    ]
    scene.shade(hull, mix(colour, "#ffffff", 0.35), colour, mix(colour, "#0b1a22", 0.5))
    scene.line(hull[:15], "#fbf6e6", 6)
    for tyre in range(4):
        scene.ring(left + length * (0.25 + tyre * 0.18), deck + 26, 13, 13, "#23272b", 7)


@picture("islands", "높은 곳에서 내려다본 다도해, 크고 작은 섬 사이로 배가 흰 물살을 그린다.")
def islands(scene: Scene) -> None:
    scene.sky("#8fc3dc", "#d3e8e8", "#f5efdd", down_to=270)
    scene.wash((0, 262, 1600, 1067), "#cfe5df", "#6fb7c2", "#2f8ba6", "#0f5f86")
    scene.mottle([(0, 300), (1600, 300), (1600, 1067), (0, 1067)], "#bfe9e4", (160, 14), 0.3)
    spots = [
        (scene.rng.uniform(0, 1600), 268 + 42 * i / 14, scene.rng.uniform(60, 190))
        for i in range(15)
    ]
    spots += [
        (330, 390, 260),
        (1150, 370, 300),
        (760, 440, 190),
        (1490, 480, 240),
        (90, 560, 280),
        (1020, 590, 360),
        (480, 690, 340),
        (1430, 800, 420),
    ]
    for x, y, reach in spots:
        depth = min(1, (y - 262) / 420)
        _island(scene, x, y, reach, depth)
    wake = curve((700, 900), (880, 800), (900, 660))
    for share, (x, y) in enumerate(wake[:-1]):
        spread = 34 * (1 - share / len(wake)) + 2
        scene.oval(x, y, spread, 5, fade("#ffffff", 0.12 + share * 0.02))
    scene.poly([(890, 650), (912, 650), (914, 668), (901, 690), (888, 668)], "#ffffff")
    scene.rect((895, 656, 907, 668), "#d5573f")
    for _ in range(2):
        scene.fog(250, 330, "#f6f3e6", 0.7)
    pine(scene, 120, 1080, 520, ("#173a33", "#2a5a42", "#5d8a4d"), "#3c2c26", 0.18)
    for x, y, span in ((640, 190, 40), (700, 170, 30)):
        bird(scene, x, y, span, "#ffffff", 0.7)


def _island(scene: Scene, x: float, y: float, reach: float, depth: float) -> None:
    top = ridge(scene.rng, reach, 0, reach * 0.3, rough=0.5, levels=6, start=0.0, end=0.0)
    outline = [
        (x - reach / 2 + px, y - 3 - (-py) * math.sin(math.pi * min(1, max(0, px / reach))))
        for px, py in top
        if -1 < px < reach + 1
    ]
    shore = mix("#dfe8dc", "#e9d6a8", depth)
    scene.oval(
        x, y + reach * 0.02, reach * 0.56, reach * 0.05 + 2, fade("#d9f5ee", 0.5 * depth + 0.1)
    )
    scene.oval(x, y, reach * 0.51, reach * 0.032 + 1, shore)
    green = mix("#9dbfc0", "#2f6b4a", depth)
    scene.shade(
        [*outline, (x + reach / 2, y + 2), (x - reach / 2, y + 2)],
        mix(green, "#e4eeb8", 0.3),
        green,
        mix(green, "#0f3a3a", 0.25),
    )
    if depth > 0.2:
        for px, py in outline[2:-2]:
            for _ in range(9):
                size = reach * scene.rng.uniform(0.008, 0.019)
                spot = py + (y - py) * scene.rng.random()
                scene.oval(
                    px + scene.rng.uniform(-6, 6),
                    spot,
                    size * 1.3,
                    size,
                    vary(scene.rng, mix(green, "#c9d98a", scene.rng.random() * 0.5), 10),
                )


@picture("tidal-flat", "물 빠진 갯벌에 구불구불한 물길이 빛나고 아낙들이 조개를 캔다.")
def tidal_flat(scene: Scene) -> None:
    scene.sky("#c58f7a", "#e7b58d", "#f6d9ad", "#fbe8c6", down_to=330)
    scene.glow(430, 300, 700, "#fff3d0", 0.9)
    scene.oval(430, 270, 40, 40, "#fffaf0")
    scene.shade(closed(ridge(scene.rng, 1600, 322, 60, rough=0.48), 340), "#a98578", "#c39b83")
    scene.wash((0, 326, 1600, 380), "#f9dfae", "#e5b98c")
    flat = [(0, 372), (1600, 366), (1600, 1067), (0, 1067)]
    scene.shade(flat, "#b08d74", "#836757", "#4f4040", "#322c33")
    scene.mottle(flat, "#d3ab86", (60, 4), 0.4)
    scene.mottle(flat, "#2f2529", (16, 4), 0.4)
    for start, bend, reach in ((430, -120, 1.0), (1180, 90, 0.62)):
        left, right = [], []
        for step in range(60):
            share = step / 59
            y = 372 + 720 * share**1.5
            sway = math.sin(share * 9 + bend / 50) * (20 + 190 * share) + bend * share
            width = (3 + 120 * share**1.6) * reach
            left.append((start + sway - width, y))
            right.append((start + sway + width, y))
        scene.line(left, fade("#241c20", 0.5), 7)
        scene.shade(left + right[::-1], "#fff0cb", "#f2c693", "#d69a7c", "#7d6f85")
        scene.line(right, fade("#fff3d6", 0.5), 2)
    for _ in range(420):
        share = scene.rng.random() ** 1.3
        x, y = scene.rng.uniform(0, 1600), 390 + 670 * share
        scene.oval(x, y, 1.5 + 7 * share, 1 + 2.4 * share, fade("#1f181c", 0.55))
        scene.oval(x - 1, y - 1 - share, 1 + 4 * share, 0.7 + share, fade("#f6d3a4", 0.4))
    for x, y, size, coat in (
        (690, 520, 86, "#c9503f"),
        (820, 560, 96, "#3f6f86"),
        (1130, 640, 130, "#d9a441"),
        (300, 700, 150, "#6d5f8a"),
    ):
        scene.shadow(x + size * 0.2, y, size * 0.6, size * 0.06, 0.6)
        facing = -1 if x > 700 else 1
        person(scene, x, y, size, coat, pose="reach", facing=facing, hair="#efe4d0", legs="#3a3238")
        scene.oval(x, y - size * 0.93, size * 0.15, size * 0.045, "#e8d9b6")
        scene.ball(
            x + facing * size * 0.42,
            y - size * 0.06,
            size * 0.13,
            size * 0.09,
            "#b98d54",
            "#6a4a2c",
        )
    for x, y, span in ((1180, 170, 40), (1260, 150, 48), (1330, 190, 34)):
        bird(scene, x, y, span, "#7a5b55", 0.5)
