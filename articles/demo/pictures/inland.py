"""Lakes, rivers and the birds above them."""

import math

from .brush import Scene
from .colour import blend_at, fade, mix, vary
from .figures import person
from .gallery import picture
from .props import bird, foliage
from .shapes import closed, curve, height_at, ridge


@picture("reservoir", "잔잔한 호수에 산이 비치고 나무 산책길을 사람들이 걷는다.")
def reservoir(scene: Scene) -> None:
    scene.sky("#7fb4d6", "#bcdbe4", "#eef3e6", down_to=470)
    scene.clouds([(420, 190, 300, 80), (1200, 250, 260, 50)], "#ffffff", "#c6dbe4", 0.85, 10)
    for index, colour in enumerate(("#9fbfc4", "#6f9c9a", "#47786c")):
        line = ridge(scene.rng, 1600, 420 + index * 22, 210 - index * 55, rough=0.48)
        scene.shade(closed(line, 480), mix(colour, "#ffffff", 0.15), colour)
    for _ in range(44):
        x = scene.rng.uniform(0, 1600)
        foliage(
            scene, (x, 462, scene.rng.uniform(18, 42), 20), ("#2f5f4b", "#4f8558", "#8db267"), 16, 8
        )
    scene.reflect(474, 600, "#3f7f92", tint_share=0.4, ripple=7)
    scene.glints((0, 490, 1600, 1000), "#eafaf8", 160, 0.45, 90)
    deck = [
        *curve((1660, 560), (1000, 590), (880, 720), 30),
        *curve((880, 720), (770, 850), (1160, 1090), 30),
    ]
    inner = [
        *curve((1660, 584), (1100, 610), (1020, 716), 30),
        *curve((1020, 716), (960, 840), (1560, 1090), 30),
    ]
    scene.haze(
        [[(x - 14, y + 34) for x, y in deck] + [(x, y + 30) for x, y in inner[::-1]]],
        "#123a44",
        8,
        0.55,
    )
    for x0, y0 in deck[::3]:
        scene.line([(x0, y0), (x0, y0 + 40 + (y0 - 560) * 0.06)], "#4d3a2c", 5 + (y0 - 560) / 60)
    for i in range(len(deck) - 1):
        tone = vary(scene.rng, "#c39a6a", 14)
        scene.poly([deck[i], deck[i + 1], inner[i + 1], inner[i]], tone)
        scene.line([deck[i], inner[i]], fade("#5d412b", 0.6), 2)
    for rail in (deck, inner):
        for i in range(0, len(rail), 4):
            x, y = rail[i]
            scene.line([(x, y), (x, y - 16 - (y - 550) * 0.12)], "#5a4130", 3 + (y - 550) / 130)
        scene.line([(x, y - 16 - (y - 550) * 0.12) for x, y in rail], "#6d503a", 5)
    for x, y, size, coat, facing in (
        (1240, 606, 54, "#d8604f", 1),
        (1272, 606, 58, "#3d5a73", 1),
        (958, 700, 92, "#e7d9b4", -1),
        (1120, 900, 190, "#4f6a52", 1),
    ):
        scene.shadow(x, y, size * 0.35, size * 0.05, 0.5)
        person(scene, x, y, size, coat, pose="walk", facing=facing)
    for _ in range(150):
        x, y = scene.rng.uniform(-10, 620), 1080 - scene.rng.random() * 60
        tip = (x + scene.rng.uniform(-30, 46), y - scene.rng.uniform(90, 260) * (1 - x / 900))
        scene.line(curve((x, y), (x, y - 60), tip, 8), vary(scene.rng, "#6f7f45", 26), 3)
        if scene.rng.random() < 0.35:
            scene.oval(*tip, 5, 15, "#8a5d3b")


@picture("river-bridge", "저녁 강 위로 조명을 밝힌 사장교가 놓여 있고 도시의 불빛이 강물에 비친다.")
def river_bridge(scene: Scene) -> None:
    scene.sky("#1f2f5c", "#4b4f86", "#a8708f", "#f0a58a", "#f9cfa0", down_to=640)
    scene.clouds([(1180, 260, 400, 40), (380, 350, 320, 30)], "#f4a798", "#5c5283", 0.7, 10)
    line = ridge(scene.rng, 1600, 600, 110, rough=0.48)
    scene.shade(closed(line, 660), "#7a5f86", "#8e6f8c")
    x = -10
    while x < 1600:
        width, height = scene.rng.uniform(30, 64), scene.rng.uniform(40, 210)
        tone = vary(scene.rng, "#4c4770", 12)
        scene.rect((x, 640 - height, x + width, 640), tone)
        for row in range(int(height / 13)):
            for column in range(int(width / 10)):
                if scene.rng.random() < 0.24:
                    left, top = x + 3 + column * 10, 644 - height + row * 13
                    scene.rect((left, top, left + 4, top + 6), "#ffd58f")
        x += width + scene.rng.uniform(0, 26)
    for tower in (520, 1180):
        for side in (-1, 1):
            for cable in range(1, 13):
                scene.line(
                    [(tower, 190 + cable * 11), (tower + side * cable * 27, 560)],
                    fade("#ffe9c4", 0.75),
                    1.6,
                )
        scene.shade(
            [(tower - 9, 150), (tower + 9, 150), (tower + 26, 660), (tower - 26, 660)],
            "#fff1d4",
            "#b98f92",
            "#5b4a72",
        )
        scene.glow(tower, 170, 70, "#ffedc0", 0.7)
    scene.wash((0, 552, 1600, 572), "#ffe3b3", "#77608a")
    for post in range(33):
        scene.glow(post * 50, 546, 26, "#ffd98e", 0.9)
        scene.oval(post * 50, 546, 2.5, 2.5, "#fffbe6")
    for car in range(14):
        x = car * 117 + scene.rng.uniform(0, 50)
        scene.rect((x, 545, x + 26, 554), "#2c2947", 3)
        scene.glow(x + 26, 550, 22, "#fff4cf", 0.8)
    scene.reflect(644, 423, "#2c2f5e", tint_share=0.3, ripple=10)
    scene.glints((0, 660, 1600, 1067), "#ffd9a0", 260, 0.5, 80)
    bank = curve((-10, 1000), (700, 960), (1000, 1080))
    scene.poly(closed(bank, 1080), "#141630")
    for _ in range(190):
        x = scene.rng.uniform(0, 820)
        y = height_at(bank, x) + 6
        scene.line(
            [(x, y), (x + scene.rng.uniform(-12, 22), y - scene.rng.uniform(20, 90))], "#141630", 2
        )


@picture("migratory-birds", "노을빛 하늘을 가득 메운 철새 떼가 갈대밭과 호수 위를 난다.")
def migratory_birds(scene: Scene) -> None:
    scene.sky("#6f7fa6", "#b596a8", "#eeb795", "#f9d6a4", down_to=770)
    scene.clouds([(300, 300, 360, 30), (1200, 420, 400, 36)], "#f8c9a8", "#97869f", 0.6, 12)
    scene.glow(900, 700, 620, "#ffe9bb", 0.9)
    for index, colour in enumerate(("#a3879a", "#76647f")):
        scene.shade(
            closed(ridge(scene.rng, 1600, 735 + index * 22, 80, rough=0.5), 770),
            colour,
            mix(colour, "#f5c99c", 0.3),
        )
    for _ in range(900):
        turn, spread = scene.rng.uniform(0, 1), scene.rng.gauss(0, 1)
        x = 150 + turn * 1250 + spread * 40
        y = 330 - 190 * math.sin(turn * 4.6) + spread * (34 + 60 * math.sin(turn * math.pi))
        bird(
            scene, x, y, scene.rng.uniform(7, 17), fade("#3b3147", 0.8), scene.rng.uniform(-0.6, 1)
        )
    for index in range(15):
        arm = index - 7
        bird(
            scene,
            880 + arm * 58 + scene.rng.uniform(-8, 8),
            330 + abs(arm) * 34,
            58,
            "#2c2436",
            math.sin(index * 1.9),
        )
    scene.reflect(768, 300, "#54506f", tint_share=0.3, ripple=9)
    scene.glints((0, 780, 1600, 1067), "#ffe4b0", 200, 0.5, 110)
    for _ in range(60):
        x, y = scene.rng.uniform(120, 1480), scene.rng.uniform(800, 900)
        scene.oval(x, y, 9, 4, "#2c2436")
        scene.line([(x + 6, y - 2), (x + 10, y - 10)], "#2c2436", 3)
    for _ in range(260):
        x = scene.rng.choice((scene.rng.uniform(-20, 520), scene.rng.uniform(1150, 1620)))
        foot = 1080
        height = scene.rng.uniform(110, 330)
        tip = (x + scene.rng.uniform(10, 80), foot - height)
        tone = vary(scene.rng, blend_at(("#2a2030", "#5a4038", "#a8744a"), scene.rng.random()), 8)
        scene.line(curve((x, foot), (x, foot - height * 0.6), tip, 8), tone, 3)
        if height > 200:
            for plume in range(5):
                scene.oval(tip[0] + plume * 5, tip[1] + plume * 5 - 6, 11, 5, fade("#d9a76d", 0.5))


@picture("cherry-road", "활짝 핀 벚꽃이 터널을 이룬 길을 시민들이 걷고 꽃잎이 흩날린다.")
def cherry_road(scene: Scene) -> None:
    scene.sky("#b9d9ee", "#e9eef3", "#fdf1ee", down_to=640)
    scene.wash((0, 620, 1600, 1067), "#c9d3a4", "#93ad6c")
    scene.shade([(770, 600), (830, 600), (1360, 1067), (240, 1067)], "#d5ccc9", "#b3aab0")
    scene.glow(800, 560, 420, "#fffdf4", 0.9)
    blossom = ("#d98fa8", "#efb4c6", "#f9d5de", "#fff4f5")
    for row in range(8):
        depth = (row / 7) ** 1.5
        for side in (-1, 1):
            x = 800 + side * (58 + 640 * depth)
            y, height = 606 + 300 * depth, 130 + 560 * depth
            trunk = curve(
                (x, y),
                (x + side * height * 0.05, y - height * 0.5),
                (x - side * height * 0.2, y - height * 0.95),
            )
            scene.line(trunk, mix("#8b7780", "#43343a", depth), 6 + 40 * depth)
            branch = curve(
                (x, y - height * 0.45),
                (x + side * height * 0.1, y - height * 0.7),
                (x + side * height * 0.35, y - height * 0.9),
            )
            scene.line(branch, mix("#8b7780", "#43343a", depth), 4 + 22 * depth)
            for dx, dy, reach in ((-0.25, -1.0, 0.42), (0.3, -0.95, 0.42), (0.0, -1.25, 0.4)):
                foliage(
                    scene,
                    (
                        x + side * dx * height,
                        y + dy * height,
                        reach * height,
                        reach * height * 0.62,
                    ),
                    blossom,
                    round(90 + 230 * depth),
                    7 + 13 * depth,
                )
    for x, y, size, coat in (
        (790, 640, 46, "#5b6f8c"),
        (830, 650, 52, "#c0656a"),
        (735, 700, 84, "#e8dfd0"),
        (768, 702, 88, "#3f5a74"),
        (900, 780, 140, "#d9a24c"),
        (560, 860, 196, "#7d5f86"),
    ):
        scene.shadow(x + 8, y, size * 0.4, size * 0.06, 0.4)
        person(scene, x, y, size, coat, pose="walk", facing=1 if x < 800 else -1)
    for _ in range(420):
        depth = scene.rng.random()
        x, y = scene.rng.uniform(0, 1600), scene.rng.uniform(200, 1067)
        scene.oval(x, y, 2 + depth * 5, 1.5 + depth * 3, fade("#fde3ea", 0.5 + depth * 0.4))
    for _ in range(500):
        x, y = scene.rng.uniform(200, 1400), 1067 - 440 * scene.rng.random() ** 1.5
        scene.oval(x, y, 4, 2, fade("#f5c5d2", 0.7))
