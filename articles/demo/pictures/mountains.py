"""Mountains, their weather and their stars."""

import math

from .brush import Scene
from .colour import blend_at, fade, mix
from .gallery import TALL, picture
from .props import conifer, pine
from .shapes import closed, curve, height_at, ridge, swell


@picture("ridge-dawn", "새벽 안개가 골짜기마다 깔린 푸른 산 능선이 겹겹이 이어져 있다.")
def ridge_dawn(scene: Scene) -> None:
    scene.sky("#5f86b4", "#9db8cf", "#e9dccb", "#f6d3b0", down_to=620)
    scene.glow(1120, 470, 560, "#ffe2b4", 0.85)
    scene.oval(1120, 470, 44, 44, "#fff6df")
    scene.clouds([(330, 170, 330, 26), (900, 120, 260, 20)], "#f4e6dc", "#c9cdd8", 0.5, 14)
    layers = ("#a9bccb", "#8aa6b5", "#66899a", "#47707c", "#2f5660", "#1b3b42")
    for index, colour in enumerate(layers):
        base = 560 + index * 92
        line = ridge(scene.rng, 1600, base, 190 - index * 12, rough=0.5 - index * 0.01, levels=8)
        scene.shade(
            closed(line, base + 260),
            mix(colour, "#ffe6c8", 0.12),
            colour,
            mix(colour, "#e8eef0", 0.5),
            mix(colour, "#e8eef0", 0.6),
        )
        if index < 5:
            scene.fog(base - 40, base + 130, "#eef1ee", 0.75)
    line = ridge(scene.rng, 1600, 1060, 120, rough=0.45, start=0.9, end=0.2)
    for _ in range(190):
        x = scene.rng.uniform(0, 1600)
        conifer(scene, x, height_at(line, x) + 14, scene.rng.uniform(24, 66), "#12292d")
    scene.shade(closed(line, 1067), "#12292d", "#0c1c20")


@picture("ridge-sunset", "붉은 노을 아래 검은 산줄기 사이로 해가 지고 있다.")
def ridge_sunset(scene: Scene) -> None:
    scene.sky("#3a3a6b", "#8f4f7c", "#e2725b", "#ffb35c", "#ffe09a", down_to=760)
    scene.glow(520, 470, 900, "#ffd27a", 0.9)
    scene.ball(520, 470, 88, 88, "#fff4cf", "#ffc860")
    scene.clouds(
        [
            (1120, 250, 420, 34),
            (420, 330, 300, 22),
            (860, 420, 380, 18),
            (1420, 470, 260, 16),
            (150, 180, 240, 20),
        ],
        "#ffb27d",
        "#8b4a72",
        0.75,
        9,
    )
    for index in range(4):
        base = 720 + index * 95
        colour = blend_at(("#b9545a", "#743a58", "#3d2547", "#160f24"), index / 3)
        line = ridge(scene.rng, 1600, base, 260 - index * 45, rough=0.56, levels=9)
        scene.shade(closed(line, 1067), mix(colour, "#ffa55a", 0.22), colour, colour)
        if index < 2:
            scene.fog(base - 60, base + 120, "#ff9d68", 0.35)
    pine(scene, 1290, 1010, 420, ("#0d0a16", "#1a1022", "#33182e"), "#0d0a16", -0.16)
    pine(scene, 1420, 1030, 300, ("#0d0a16", "#160e20", "#2b162b"), "#0d0a16", 0.2)
    line = ridge(scene.rng, 1600, 1050, 70, rough=0.5, start=0.1, end=0.9)
    scene.poly(closed(line, 1067), "#0d0a16")


@picture("ridge-night", "둥근 달이 뜬 밤, 달빛을 받은 산과 골짜기 마을의 불빛이 보인다.")
def ridge_night(scene: Scene) -> None:
    scene.sky("#0a1230", "#1b2c57", "#3c5583", "#6d83a4", down_to=700)
    stars(scene, 420, 560)
    scene.glow(1180, 250, 480, "#cfdcf2", 0.6)
    scene.ball(1180, 250, 96, 96, "#fffdf0", "#e5e6e0")
    for dx, dy, r in ((-30, -20, 20), (24, 26, 26), (30, -34, 12), (-36, 34, 11)):
        scene.oval(1180 + dx, 250 + dy, r, r * 0.9, fade("#b8bfc6", 0.4))
    scene.clouds([(1330, 330, 240, 18), (960, 210, 150, 12)], "#8ea3c4", "#40547e", 0.6, 8)
    for index, colour in enumerate(("#4a618c", "#2e426b", "#1a2a4a")):
        base = 650 + index * 110
        ends = {"start": 0.5, "end": (0.4, 0.7, 0.2)[index]}
        line = ridge(scene.rng, 1600, base, 330 - index * 90, rough=0.54, levels=9, **ends)
        scene.shade(
            closed(line, base + 260),
            mix(colour, "#b9cbea", 0.3),
            colour,
            mix(colour, "#0a1024", 0.4),
        )
        scene.fog(base - 30, base + 130, "#6d86b3", 0.35)
    scene.shade(closed(swell(1600, 905, 22, 1.2, 1.0), 1067), "#16233d", "#070b17")
    for y in sorted(scene.rng.gauss(935, 24) for _ in range(52)):
        x = scene.rng.gauss(620, 190)
        scene.poly([(x - 15, y), (x, y - 12), (x + 15, y)], "#0c1427")
        scene.rect((x - 12, y, x + 12, y + 10), "#131d33")
        if scene.rng.random() < 0.7:
            scene.glow(x, y + 5, 30, "#ffb95e", 0.4)
            scene.rect((x - 4, y + 3, x + 3, y + 8), "#ffd58a")
    near = swell(1600, 1020, 30, 0.7, 2.4)
    for _ in range(90):
        x = scene.rng.choice((scene.rng.uniform(0, 420), scene.rng.uniform(1000, 1600)))
        conifer(scene, x, height_at(near, x) + 20, scene.rng.uniform(60, 190), "#050912", "#24365c")
    scene.poly(closed(near, 1067), "#050912")


@picture("ridge-snow", "파란 하늘 아래 눈 덮인 높은 산봉우리가 햇빛에 빛난다.")
def ridge_snow(scene: Scene) -> None:
    scene.sky("#2d6fb3", "#5fa0d6", "#b5d8ee", "#e6f3f8", down_to=700)
    scene.clouds(
        [(240, 330, 300, 50), (1380, 260, 280, 60), (850, 420, 260, 30)],
        "#ffffff",
        "#c5dbea",
        0.8,
        10,
    )
    far = ridge(scene.rng, 1600, 640, 230, rough=0.55, levels=8)
    scene.shade(closed(far, 800), "#dbe9f4", "#a9c6de")
    scene.wash((0, 760, 1600, 1067), "#e3eef7", "#f2f8fc")
    for tip_x, tip_y, reach in ((1230, 330, 560), (640, 170, 760)):
        _snow_peak(scene, tip_x, tip_y, reach)
    scene.fog(640, 880, "#f4fafd", 0.9)
    slope = ridge(scene.rng, 1600, 900, 90, rough=0.45, start=0.2, end=0.8)
    scene.shade(closed(slope, 1067), "#f6fbff", "#cfe0ef", "#b3cbe3")
    for _ in range(170):
        x = scene.rng.uniform(0, 1600)
        depth = scene.rng.random()
        y = height_at(slope, x) + 6 + depth * 130
        height = 34 + depth * 92
        scene.shadow(x + height * 0.3, y, height * 0.5, height * 0.08, 0.35, "#5d7fa8")
        conifer(scene, x, y, height, mix("#5d7d8c", "#21424f", depth), "#ffffff")


def _snow_peak(scene: Scene, tip_x: float, tip_y: float, reach: float) -> None:
    left = ridge(scene.rng, reach, 0, 90, rough=0.6, levels=7, start=0.2, end=0.2)
    line = []
    for index, (_, bump) in enumerate(left):
        share = index / (len(left) - 1)
        distance = abs(share - 0.5) * 2
        line.append(
            (
                tip_x - reach + reach * 2 * share,
                tip_y + 640 * distance**0.86 + bump * distance * 0.9 + 40 * distance,
            )
        )
    scene.shade(closed(line, tip_y + 700), "#ffffff", "#f0f6fb", "#d5e4f0", "#c4d8e8")
    for spine in range(8):
        start = line[round(len(line) * (0.3 + spine * 0.055))]
        if spine == 4:
            start = (tip_x, tip_y + 8)
        flank = [start]
        x, y = start
        while y < tip_y + 620:
            x, y = x + scene.rng.uniform(-16, 34), y + scene.rng.uniform(18, 46)
            flank.append((x, y))
        width = scene.rng.uniform(60, 130)
        back = [
            (px + width * (i / len(flank)) ** 0.7 + scene.rng.uniform(0, 26), py)
            for i, (px, py) in enumerate(flank)
        ][::-1]
        scene.poly(flank + back, fade("#6f97bf", 0.5))
        for px, py in flank[2:]:
            if scene.rng.random() < 0.75:
                size = scene.rng.uniform(8, 26)
                scene.poly(
                    [
                        (px, py),
                        (px + size, py + size * 1.6),
                        (px + size * 0.2, py + size),
                        (px - size * 0.4, py + size * 1.7),
                    ],
                    fade("#47617f", 0.7),
                )


@picture("starry-sky", "은하수가 흐르는 밤하늘 아래 두 사람이 천체망원경 곁에 서 있다.", TALL)
def starry_sky(scene: Scene) -> None:
    scene.sky("#050a1f", "#0e1b42", "#21386b", "#3c5a86", "#86809a", "#d79f7d", down_to=1380)
    for step in range(46):
        share = step / 45
        x = 140 + share * 860 + scene.rng.gauss(0, 46)
        y = 1180 - share * 1220 + scene.rng.gauss(0, 46)
        colour = scene.rng.choice(("#6f7fc0", "#8f84b8", "#b39dbb", "#5f86c2"))
        scene.glow(x, y, scene.rng.uniform(90, 210), colour, 0.27)
    rift = [(170 + 820 * i / 30, 1160 - 1200 * i / 30) for i in range(31)]
    rift = [(x + scene.rng.gauss(0, 14), y + scene.rng.gauss(0, 14)) for x, y in rift]
    width = [9 + 26 * math.sin(math.pi * i / 30) * scene.rng.uniform(0.5, 1.3) for i in range(31)]
    near = [(x - w, y - w) for (x, y), w in zip(rift, width, strict=True)]
    far = [(x + w, y + w) for (x, y), w in zip(rift, width, strict=True)]
    scene.haze([near + far[::-1]], "#0d1638", 15, 0.6)
    for _ in range(1500):
        share = scene.rng.random()
        x = 140 + share * 860 + scene.rng.gauss(0, 105)
        y = 1180 - share * 1220 + scene.rng.gauss(0, 105)
        size = scene.rng.uniform(0.4, 1.3)
        scene.oval(x, y, size, size, fade("#ffffff", scene.rng.uniform(0.2, 0.85)))
    stars(scene, 520, 1250)
    scene.line([(760, 190), (610, 330)], fade("#ffffff", 0.25), 2)
    scene.line([(690, 255), (610, 330)], fade("#ffffff", 0.85), 3)
    scene.glow(610, 330, 24, "#ffffff", 0.9)
    for index, colour in enumerate(("#4d4c68", "#272c48")):
        line = ridge(scene.rng, 1067, 1370 + index * 60, 130, rough=0.5)
        scene.shade(closed(line, 1600), colour, mix(colour, "#0b0f1f", 0.6))
    hill = curve((-10, 1560), (520, 1330), (1080, 1490))
    scene.poly(closed(hill, 1600), "#060912")
    for x, height in ((690, 128), (782, 112)):
        y = height_at(hill, x) + 6
        scene.oval(x, y - height * 0.92, height * 0.075, height * 0.09, "#060912")
        scene.poly(
            [
                (x - height * 0.12, y - height * 0.8),
                (x + height * 0.12, y - height * 0.8),
                (x + height * 0.15, y),
                (x - height * 0.15, y),
            ],
            "#060912",
        )
    y = height_at(hill, 560)
    for foot in (525, 560, 598):
        scene.line([(560, y - 74), (foot, y + 8)], "#060912", 5)
    scene.limb([(600, y - 46), (510, y - 138)], "#060912", 22)
    for _ in range(170):
        x = scene.rng.uniform(0, 1067)
        y = height_at(hill, x) + 4
        scene.line(
            [(x, y), (x + scene.rng.uniform(-8, 8), y - scene.rng.uniform(8, 30))], "#060912", 1.5
        )


def stars(scene: Scene, count: int, depth: float) -> None:
    """Scatter stars over the sky, fewer towards the horizon."""
    for _ in range(count):
        x, y = scene.rng.uniform(0, scene.width), depth * scene.rng.random() ** 1.3
        size = scene.rng.choice((0.7, 0.8, 1.0, 1.2, 1.8))
        colour = scene.rng.choice(("#ffffff", "#dfe9ff", "#fff1d6"))
        if size > 1.5 and scene.rng.random() < 0.4:
            scene.glow(x, y, 11, colour, 0.5)
        scene.oval(x, y, size, size, fade(colour, scene.rng.uniform(0.45, 1) * (1.05 - y / depth)))
