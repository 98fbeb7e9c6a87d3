"""Made by hand, seen close up: a bowl of soup, dried persimmons, a pot."""

import math

from .brush import Scene
from .colour import fade, mix, vary
from .gallery import TALL, picture
from .shapes import curve


@picture("food-bowl", "뚝배기에 담긴 뜨거운 국밥에서 김이 오르고 깍두기와 밑반찬이 곁들여져 있다.")
def food_bowl(scene: Scene) -> None:
    scene.sky("#8a5c3a", "#a5714a", "#7d5233")
    for plank in range(7):
        y = plank * 156
        scene.wash(
            (0, y, 1600, y + 152), vary(scene.rng, "#a8744a", 8), vary(scene.rng, "#916039", 8)
        )
        scene.mottle([(0, y), (1600, y), (1600, y + 152), (0, y + 152)], "#5a371f", (240, 6), 0.5)
    for x, y, reach, kind in (
        (240, 270, 190, "kimchi"),
        (1370, 240, 170, "greens"),
        (1400, 800, 200, "rice"),
        (180, 800, 150, "pepper"),
    ):
        _side_dish(scene, x, y, reach, kind)
    scene.shadow(820, 620, 560, 480, 0.7)
    scene.ball(790, 540, 430, 420, "#574a44", "#241d1b")
    scene.ball(790, 526, 430, 414, "#463b37", "#2a2220", "#1b1513")
    scene.ring(790, 526, 402, 388, fade("#8f7f76", 0.5), 6)
    scene.ball(790, 530, 366, 352, "#e9d3a8", "#d9b27c", "#c4925a")
    scene.mottle(
        [(790 + 350 * math.cos(i / 8), 530 + 336 * math.sin(i / 8)) for i in range(51)],
        "#fff3d6",
        (90, 80),
        0.35,
    )
    for _ in range(46):
        turn, far = scene.rng.uniform(0, math.tau), 340 * math.sqrt(scene.rng.random())
        x, y, size = (
            790 + far * math.cos(turn),
            530 + far * math.sin(turn),
            scene.rng.uniform(8, 26),
        )
        scene.ring(x, y, size, size * 0.95, fade("#c9702f", 0.5), 2.5)
        scene.oval(x, y, size * 0.9, size * 0.85, fade("#f3b45c", 0.35))
    for _ in range(30):
        x, y = scene.rng.gauss(770, 130), scene.rng.gauss(540, 120)
        turn, length = scene.rng.uniform(0, math.pi), scene.rng.uniform(50, 96)
        dx, dy = length * math.cos(turn) / 2, length * math.sin(turn) / 2
        nx, ny = -dy * 0.42, dx * 0.42
        slab = [
            (x - dx, y - dy),
            (x - dx * 0.2 + nx, y - dy * 0.2 + ny),
            (x + dx, y + dy),
            (x + dx * 0.2 - nx, y + dy * 0.2 - ny),
        ]
        scene.poly([(px + 4, py + 6) for px, py in slab], fade("#6b3f22", 0.4))
        scene.poly(slab, vary(scene.rng, scene.rng.choice(("#a8765a", "#8f5f48", "#c29272")), 10))
        scene.line([slab[0], slab[1], slab[2]], fade("#f3dcc4", 0.6), 3)
    for _ in range(70):
        x, y = scene.rng.gauss(830, 92), scene.rng.gauss(500, 74)
        size = scene.rng.uniform(11, 19)
        tone = scene.rng.choice(("#6fae3f", "#8fc45a", "#4f8f38", "#c5dd8f"))
        scene.ring(x, y, size, size * 0.8, tone, 5)
    for _ in range(60):
        scene.oval(
            scene.rng.gauss(740, 110),
            scene.rng.gauss(560, 100),
            4,
            3,
            scene.rng.choice(("#d9412b", "#2a2320", "#f6e6bd")),
        )
    scene.glow(640, 360, 190, "#ffffff", 0.4)
    for wisp in range(9):
        x = 620 + wisp * 42
        points = [(x + 46 * math.sin(step * 0.7 + wisp), 520 - step * 46) for step in range(12)]
        width = [16 + step * 3 for step in range(12)]
        edge = [(px - w, py) for (px, py), w in zip(points, width, strict=True)]
        edge += [(px + w, py) for (px, py), w in zip(points[::-1], width[::-1], strict=True)]
        scene.haze([edge], "#fffaf0", 22, 0.24)
    scene.shadow(1230, 960, 300, 40, 0.4)
    for shift in (0, 40):
        scene.limb([(600 + shift, 1030), (1130 + shift, 960 + shift * 0.3)], "#8f979c", 13)
        scene.limb([(600 + shift, 1027), (1130 + shift, 957 + shift * 0.3)], "#e6eaec", 7)
    scene.limb([(350, 1010), (560, 930)], "#b9c0c4", 20)
    scene.ball(300, 1020, 80, 52, "#f3f5f6", "#a8b0b5")


def _side_dish(scene: Scene, x: float, y: float, reach: float, kind: str) -> None:
    scene.shadow(x + 20, y + 26, reach * 1.25, reach * 1.1, 0.6)
    scene.ball(x, y, reach, reach * 0.94, "#ffffff", "#e3e0d6", "#b5b0a3")
    scene.ball(x, y + 3, reach * 0.83, reach * 0.77, "#d5d0c3", "#f6f3ea")
    tones = {
        "kimchi": ("#c9341f", "#e0573a", "#f3b09a", "#f9dccb"),
        "greens": ("#2f5a2c", "#4a7d38", "#6fa04a", "#93b866"),
        "rice": ("#ffffff", "#f6f1e4", "#e9e2d0", "#fffdf6"),
        "pepper": ("#3f8f3a", "#5aa84a", "#2f6f30", "#79bd5c"),
    }[kind]
    for _ in range({"kimchi": 44, "greens": 150, "rice": 1100, "pepper": 8}[kind]):
        turn, far = scene.rng.uniform(0, math.tau), reach * 0.66 * math.sqrt(scene.rng.random())
        px, py = x + far * math.cos(turn), y + far * math.sin(turn) - reach * 0.05
        tone = vary(scene.rng, scene.rng.choice(tones), 8)
        if kind == "kimchi":
            size = reach * 0.13
            scene.rect(
                (px - size, py - size * 0.8 + 6, px + size, py + size + 6), fade("#5a1208", 0.6), 6
            )
            scene.rect((px - size, py - size, px + size, py + size * 0.8), tone, 7)
        elif kind == "rice":
            scene.oval(px, py, 9, 5, fade("#cfc6b0", 0.8))
            scene.oval(px - 1, py - 2, 8, 4.5, tone)
        elif kind == "pepper":
            tip = (px + reach * 0.5 * math.cos(turn * 0.3), py + reach * 0.24)
            scene.limb([(px - reach * 0.3, py - reach * 0.2), tip], tone, reach * 0.14)
        else:
            bend = (px + scene.rng.uniform(-50, 50), py + scene.rng.uniform(-50, 50))
            end = (px + scene.rng.uniform(-40, 40), py + scene.rng.uniform(-30, 30))
            scene.line(curve((px, py), bend, end, 7), tone, 6)


@picture("persimmons", "기와 처마 아래 주황빛 곶감이 줄줄이 매달려 햇볕에 말라 간다.", TALL)
def persimmons(scene: Scene) -> None:
    scene.sky("#e9d7b8", "#dcc196", "#b48a5c")
    scene.mottle([(0, 0), (1067, 0), (1067, 1600), (0, 1600)], "#fff3d6", (130, 90), 0.4)
    scene.rect((0, 300, 90, 1600), "#5d3f2a")
    scene.wash((60, 300, 92, 1600), "#7a5638", "#4a3120", sideways=True)
    scene.wash((600, 470, 1067, 1300), "#f6ecd2", "#e0cba0")
    for bar in range(8):
        scene.rect((600 + bar * 64, 470, 609 + bar * 64, 1300), "#6b4a30")
    for bar in range(11):
        scene.rect((600, 470 + bar * 83, 1067, 479 + bar * 83), "#6b4a30")
    scene.rect((584, 454, 608, 1320), "#4f3522")
    scene.haze([[(560, 320), (1067, 320), (1067, 560), (400, 520)]], "#3a2616", 40, 0.6)
    for depth, (count, size, shift) in enumerate(((9, 34, 40), (8, 44, -10), (6, 58, 30))):
        for string in range(count):
            x = shift + 40 + string * (1060 / count) + scene.rng.uniform(-10, 10)
            length = (17, 13, 10)[depth] + (string * 5 + depth) % 3
            if depth == 2:
                length -= 1 + string % 2
            scene.line([(x, 300), (x, 400 + (length - 1) * size * 1.75)], "#8a6a45", 2 + depth)
            for fruit in range(length):
                _dried_persimmon(
                    scene,
                    x + scene.rng.uniform(-4, 4),
                    410 + fruit * size * 1.75,
                    size * scene.rng.uniform(0.9, 1.05),
                    depth / 2,
                )
    scene.wash((0, 200, 1067, 322), "#5c3d27", "#7a5436", "#4a2f1d")
    for rafter in range(9):
        x = 20 + rafter * 130
        scene.wash((x - 34, 180, x + 34, 300), "#8f6440", "#5a3b25")
        scene.ball(x, 300, 34, 34, "#d9b07c", "#a87a4b")
        for grain in (24, 15, 7):
            scene.ring(x, 300, grain, grain, fade("#7a5230", 0.6), 2)
    scene.wash((0, 0, 1067, 210), "#59626a", "#3c444c")
    for tile in range(12):
        x = tile * 97 - 10
        scene.shade(
            [(x - 30, 0), (x + 30, 0), (x + 34, 196), (x - 34, 196)],
            "#7d878e",
            "#4a535b",
            "#2a3138",
            sideways=True,
        )
        scene.ball(x, 200, 38, 38, "#8a949b", "#3c444c")
        scene.ring(x, 200, 25, 25, fade("#c5cdd1", 0.5), 3)
        scene.oval(x, 200, 8, 8, fade("#c5cdd1", 0.5))
    scene.haze([[(1067, 100), (1067, 700), (0, 1600), (0, 900)]], "#fff0c4", 50, 0.22)
    scene.glow(1000, 420, 620, "#fff1c9", 0.35)


def _dried_persimmon(scene: Scene, x: float, y: float, size: float, nearness: float) -> None:
    deep = mix("#b0602a", "#c2481a", nearness)
    body = mix("#d98a45", "#ee7d27", nearness)
    light = mix("#e6b072", "#ffb45c", nearness)
    outline = [
        *curve(
            (x, y - size * 0.72),
            (x + size * 1.15, y - size * 0.7),
            (x + size * 0.52, y + size * 0.42),
            10,
        ),
        *curve(
            (x + size * 0.52, y + size * 0.42),
            (x, y + size * 1.15),
            (x - size * 0.52, y + size * 0.42),
            8,
        ),
        *curve(
            (x - size * 0.52, y + size * 0.42),
            (x - size * 1.15, y - size * 0.7),
            (x, y - size * 0.72),
            10,
        ),
    ]
    scene.shade(outline, vary(scene.rng, light, 8), body, deep, sideways=True)
    scene.glow(x - size * 0.24, y - size * 0.3, size * 0.46, "#fff0c9", 0.65)
    for crease in (-0.25, 0.05, 0.3):
        scene.line(
            curve(
                (x + crease * size * 0.6, y - size * 0.5),
                (x + crease * size * 1.5, y),
                (x + crease * size * 0.5, y + size * 0.6),
                6,
            ),
            fade("#8a2f10", 0.28),
            2,
        )
    for leaf in range(4):
        turn = leaf * math.pi / 2 + 0.4
        scene.oval(
            x + size * 0.24 * math.cos(turn),
            y - size * 0.68 + size * 0.08 * math.sin(turn),
            size * 0.2,
            size * 0.1,
            "#7a6a3f",
        )


@picture("pottery", "물레 위에서 두 손이 흙그릇을 빚고 뒤편 선반에 도자기가 놓여 있다.")
def pottery(scene: Scene) -> None:
    scene.sky("#4a3a30", "#6b5240", "#54402f")
    scene.glow(320, 260, 700, "#ffd9a0", 0.55)
    for shelf in range(2):
        y = 260 + shelf * 250
        for index in range(9):
            x = 80 + index * 184 + shelf * 60
            _vessel(scene, x, y, 70 + (index * 37 + shelf * 20) % 50, (index + shelf * 2) % 5)
        scene.wash((0, y, 1600, y + 22), "#b98a5c", "#7a5536")
        scene.haze([[(0, y + 26), (1600, y + 26), (1600, y + 44), (0, y + 44)]], "#1f150e", 10, 0.5)
    scene.haze([[(0, 0), (1600, 0), (1600, 560), (0, 560)]], "#5c4433", 60, 0.28)
    scene.wash((0, 880, 1600, 1067), "#3d2b20", "#241912")
    scene.shadow(800, 960, 620, 80, 0.7)
    scene.ball(800, 930, 460, 96, "#9a8c80", "#57493f")
    scene.ball(800, 912, 460, 92, "#d0c2b2", "#8f7f70", "#6a5b4e")
    for ring in range(5):
        scene.ring(800, 912, 430 - ring * 44, 86 - ring * 9, fade("#5c4d42", 0.4), 2)
    left_wall = curve((640, 880), (480, 640), (640, 520), 20)
    right_wall = curve((960, 520), (1120, 640), (960, 880), 20)
    bowl = [*left_wall, *right_wall, *curve((960, 880), (800, 930), (640, 880), 14)]
    scene.shade(bowl, "#d9b090", "#c08a66", "#8f5f43", "#6a432f", sideways=True)
    for groove in range(9):
        share = groove / 9
        px, py = left_wall[round(2 + share * 17)]
        reach = 800 - px
        scene.arc((px, py - 22, px + reach * 2, py + 22), 8, 172, fade("#fff0da", 0.22), 3)
        scene.arc((px, py - 17, px + reach * 2, py + 27), 8, 172, fade("#4a2a1a", 0.28), 3)
    scene.ball(800, 520, 162, 36, "#e6c3a2", "#a87655")
    scene.ball(800, 524, 142, 27, "#54311f", "#8f5f43")
    scene.glow(640, 650, 120, "#fff3dd", 0.5, 1.4)
    for side in (-1, 1):
        _potter_hand(scene, side)
    for _ in range(50):
        scene.oval(
            800 + scene.rng.gauss(0, 300),
            930 + scene.rng.gauss(0, 30),
            6,
            3,
            vary(scene.rng, "#b5896a", 18),
        )
    scene.haze([[(0, 0), (260, 0), (1060, 1067), (560, 1067)]], "#ffe6bd", 50, 0.22)


def _potter_hand(scene: Scene, side: int) -> None:
    skin, dark = "#e0ad86", "#b57f5c"
    wrist = (800 + side * 470, 700)
    scene.limb([(800 + side * 900, 900), (800 + side * 640, 770)], "#4f6a78", 176)
    scene.limb([(800 + side * 650, 776), wrist], dark, 112)
    scene.limb([(800 + side * 650, 768), wrist], skin, 102)
    scene.oval(800 + side * 400, 670, 96, 82, skin)
    for index, (x, y) in enumerate(((212, 580), (228, 626), (246, 674), (268, 720))):
        knuckle = (800 + side * (368 - index * 6), 624 + index * 34)
        scene.limb([knuckle, (800 + side * (x + 40), y + 2), (800 + side * x, y + 20)], dark, 46)
        scene.limb([knuckle, (800 + side * (x + 40), y - 3), (800 + side * x, y + 15)], skin, 40)
        scene.oval(800 + side * (x + 2), y + 18, 12, 9, "#f1cbaa")
    scene.limb(
        [(800 + side * 390, 610), (800 + side * 250, 520), (800 + side * 150, 512)], dark, 50
    )
    scene.limb(
        [(800 + side * 390, 606), (800 + side * 250, 515), (800 + side * 150, 507)], skin, 43
    )
    for _ in range(20):
        scene.oval(
            800 + side * scene.rng.uniform(190, 440),
            scene.rng.uniform(560, 740),
            9,
            6,
            fade("#a5704c", 0.5),
        )


def _vessel(scene: Scene, x: float, foot: float, size: float, kind: int) -> None:
    glaze = (
        ("#f6f2e8", "#b9b0a2"),
        ("#a8c6b4", "#5c8272"),
        ("#c9a67d", "#7a5538"),
        ("#8fb3b0", "#466b70"),
        ("#6b5a52", "#2f2622"),
    )[kind]
    waist = size * (0.62, 0.42, 0.7, 0.5, 0.55)[kind]
    left = curve(
        (x - size * 0.3, foot),
        (x - waist * 1.5, foot - size * 0.7),
        (x - size * 0.2, foot - size * 1.35),
        12,
    )
    right = [(2 * x - px, py) for px, py in left[::-1]]
    scene.shade(left + right, mix(glaze[0], "#ffffff", 0.3), glaze[0], glaze[1], sideways=True)
    scene.oval(x, foot - size * 1.35, size * 0.22, size * 0.05, glaze[1])
    if kind == 0:
        scene.line(
            curve(
                (x - 14, foot - size * 0.4),
                (x + 6, foot - size * 0.9),
                (x + 20, foot - size * 0.6),
                8,
            ),
            "#5a77a0",
            3,
        )
    scene.glow(x - size * 0.22, foot - size * 0.8, size * 0.28, "#ffffff", 0.6)
