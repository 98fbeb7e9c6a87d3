"""Homes going up, homes lit at night, and winter help for the old ones."""

import math

from .brush import Scene
from .colour import fade, mix, vary
from .figures import COATS, person
from .gallery import picture
from .props import foliage, lamp, tiled_roof, wall, windows
from .shapes import Plane, closed, curve, ridge


@picture("apartments", "해 질 녘 고층 아파트 단지의 창마다 불이 켜지고 앞에 공원이 있다.")
def apartments(scene: Scene) -> None:
    scene.sky("#4a6fa8", "#93a3c9", "#e8b9ae", "#fbd7ae", down_to=820)
    scene.clouds([(500, 260, 360, 70), (1250, 380, 300, 50)], "#fbe0d2", "#a69bb8", 0.8, 10)
    line = ridge(scene.rng, 1600, 760, 170, rough=0.48)
    scene.shade(closed(line, 860), "#74799b", "#a890a0")
    lit = ("#ffdf9c", "#ffe9bd", "#7d88a6", "#6b7796", "#8793ad", "#7480a0")
    for x, top, width, depth in (
        (80, 330, 110, 0.5),
        (330, 290, 110, 0.5),
        (640, 340, 110, 0.5),
        (900, 280, 110, 0.5),
        (1160, 330, 110, 0.5),
        (1440, 300, 110, 0.5),
        (-40, 200, 210, 0.9),
        (460, 130, 220, 0.9),
        (1010, 180, 215, 0.9),
        (1370, 110, 230, 0.9),
    ):
        tone = mix("#c9bfc6", "#e9dfd8", depth)
        base = 830 + depth * 40
        flank = width * 0.34
        scene.wash((x, top, x + width, base), mix(tone, "#ffffff", 0.3), tone, "#b3a7b5")
        side = [
            (x + width, top),
            (x + width + flank, top + 16),
            (x + width + flank, base),
            (x + width, base),
        ]
        scene.shade(side, "#a597ad", "#7d7394")
        rows = round((base - top) / (15 + depth * 12))
        windows(scene, wall(x, top + 14, x + width, base - 10), 6, rows, lit, gap=(0.26, 0.42))
        windows(
            scene,
            Plane(
                (x + width, top + 20),
                (x + width + flank, top + 34),
                (x + width + flank, base - 10),
                (x + width, base - 10),
            ),
            2,
            rows,
            ("#6a6486", "#6a6486", "#ffd58c"),
            gap=(0.5, 0.5),
        )
        scene.rect((x, top - 10, x + width, top + 4), "#5d7f91")
        scene.rect(
            (x + width * 0.3, top - 34, x + width * 0.62, top - 8), mix(tone, "#5a5270", 0.3)
        )
    scene.fog(720, 900, "#f7d8c4", 0.45)
    scene.wash((0, 850, 1600, 1067), "#5f7a57", "#2f4738")
    path = [
        *curve((760, 850), (900, 930), (420, 1080), 20),
        (760, 1080),
        *curve((1010, 960), (960, 890), (800, 850), 14),
    ]
    scene.poly(path, "#b9a99b")
    greens = ("#22382f", "#355743", "#54795a", "#93a66e")
    for _ in range(26):
        x, y = scene.rng.uniform(-20, 1620), scene.rng.uniform(850, 1010)
        if 520 < x < 1020:
            continue
        reach = 26 + (y - 840) * 0.3
        foliage(scene, (x, y, reach, reach), greens, 70, reach * 0.17)
    for x, y, size in ((700, 930, 150), (1080, 1000, 190), (380, 990, 180)):
        lamp(scene, x, y, size)
    for index, (x, y, size) in enumerate(
        ((800, 905, 52), (826, 907, 38), (760, 985, 100), (640, 1030, 128))
    ):
        person(scene, x, y, size, COATS[index + 2], pose="walk")


@picture("construction", "노란 타워크레인이 골조가 올라가는 건물 위로 자재를 들어 올린다.")
def construction(scene: Scene) -> None:
    scene.sky("#e9b36a", "#f5d49a", "#fbeed0", down_to=1067)
    scene.clouds([(300, 300, 300, 60), (1300, 480, 300, 50)], "#fff6e2", "#e0bd8f", 0.7, 12)
    x = -20.0
    while x < 1600:
        width, height = scene.rng.uniform(60, 150), scene.rng.uniform(80, 330)
        scene.wash((x, 900 - height, x + width, 930), "#dcae78", "#e9c89a")
        x += width + 8
    scene.wash((0, 900, 1600, 1067), "#a97f55", "#6d4c36")
    frame = Plane((880, 330), (1400, 410), (1400, 930), (880, 960))
    flank = Plane((600, 420), (880, 330), (880, 960), (600, 925))
    for floor in range(9):
        v = floor / 8
        for body, tone in ((flank, "#7d6a5c"), (frame, "#b7a08a")):
            if floor < 8:
                for post in range(7):
                    u = post / 6
                    scene.poly(
                        body.cell(max(0, u - 0.014), v, min(1, u + 0.014), v + 0.125),
                        mix(tone, "#2a1f1a", 0.25),
                    )
                scene.poly(body.cell(0, v, 1, v + 0.125), fade("#3a2a24", 0.5))
            scene.poly(body.cell(-0.01, v - 0.012, 1.01, v + 0.014), tone)
    net = list(frame.cell(-0.02, 0.36, 1.02, 1.0))
    scene.poly(net, fade("#3f7f7a", 0.55))
    for fold in range(1, 14):
        scene.line([frame.at(fold / 14, 0.36), frame.at(fold / 14, 1)], fade("#cfe6df", 0.3), 2)
    for rod in range(30):
        px, py = frame.at(rod / 29, 0)
        scene.line([(px, py), (px, py - scene.rng.uniform(20, 46))], "#5c4438", 2)
    _tower_crane(scene, 420, 960, 120, 1)
    _tower_crane(scene, 1500, 930, 250, -1)
    for index, (x, y, size) in enumerate(
        (
            (950, 334, 46),
            (1080, 354, 46),
            (1230, 378, 48),
            (700, 1000, 130),
            (780, 1020, 140),
            (1180, 1030, 150),
        )
    ):
        person(
            scene,
            x,
            y,
            size,
            "#e0752d" if index % 2 else "#d9d34a",
            facing=-1 if index % 2 else 1,
            pose="reach" if index == 4 else "stand",
            hair="#f4f0e4",
        )
    for pile in range(5):
        scene.limb(
            [(100, 1000 - pile * 16), (330, 1010 - pile * 16)], vary(scene.rng, "#8b5d3c", 16), 12
        )
    scene.glow(1320, 160, 700, "#fff4d6", 0.85)


def _tower_crane(scene: Scene, x: float, y: float, top: float, facing: int) -> None:
    steel, dark = "#e3a41f", "#8a5b18"
    for side in (-13, 13):
        scene.line([(x + side, y), (x + side, top)], steel, 5)
    for step in range(int((y - top) / 28)):
        low = y - step * 28
        scene.line([(x - 13, low), (x + 13, low - 28)], steel, 2.5)
        scene.line([(x + 13, low), (x - 13, low - 28)], dark, 2)
    tip, tail = x + facing * 640, x - facing * 190
    for lift in (0, -24):
        scene.line([(tail, top + lift), (tip, top + lift)], steel, 4)
    for step in range(28):
        px = x + facing * (step * 23)
        scene.line([(px, top), (px + facing * 12, top - 24), (px + facing * 23, top)], dark, 2)
    scene.line([(tail, top - 20), (x, top - 100), (tip - facing * 120, top - 22)], "#5c4320", 2.5)
    scene.line([(x, top), (x, top - 100)], steel, 8)
    scene.rect((tail - 30, top - 10, tail + 30, top + 44), "#6d6a66", 4)
    scene.rect((x - 20, top + 4, x + 26, top + 44), "#f4efe2", 5)
    scene.rect((x - 10, top + 10, x + 20, top + 30), "#4f6b78", 3)
    hook = x + facing * 420
    scene.line([(hook, top), (hook, top + 120)], "#3a332d", 2)
    scene.line([(hook - 46, top + 150), (hook, top + 116), (hook + 46, top + 150)], "#3a332d", 2)
    for beam in range(3):
        scene.rect((hook - 60, top + 150 + beam * 9, hook + 60, top + 157 + beam * 9), "#a4512f")


@picture(
    "hands-volunteers",
    "눈 내린 언덕 골목에서 봉사자들이 줄지어 연탄을 나르고 손수레에 연탄이 쌓여 있다.",
)
def hands_volunteers(scene: Scene) -> None:
    scene.sky("#b5c3d2", "#dde2e6", "#efe9df", down_to=620)
    for house in range(7):
        x, y = 40 + house * 240, 330 + (house % 3) * 40
        scene.wash((x, y, x + 200, y + 230), vary(scene.rng, "#a8988a", 12), "#8a7a70")
        scene.rect((x + 60, y + 60, x + 130, y + 130), "#ffe0a0" if house % 2 else "#5d6b78")
        roof = ("#b5604a", "#4f7590", "#6f7a6a")[house % 3]
        scene.shade(
            [(x - 24, y), (x + 30, y - 62), (x + 180, y - 62), (x + 226, y)],
            "#ffffff",
            "#e9eef3",
            roof,
        )
    scene.shade([(0, 560), (1600, 500), (1600, 1067), (0, 1067)], "#f6f8fa", "#dde4eb", "#b9c5d2")
    scene.shade([(0, 800), (1600, 690), (1600, 1067), (0, 1067)], "#cfd6dd", "#a9b2bb", "#8b949e")
    scene.mottle([(0, 800), (1600, 690), (1600, 1067), (0, 1067)], "#ffffff", (70, 10), 0.6)
    tiled_roof(scene, (1190, 190, 1660, 360), "#6b6f75", light="#ffffff")
    scene.wash((1240, 330, 1600, 740), "#cdb99c", "#a8927a")
    scene.rect((1300, 420, 1420, 720), "#5d6f66", 4)
    scene.glow(1360, 500, 140, "#ffe0a0", 0.5)
    vests = ("#e8a33a", "#3f8fb5", "#e8a33a", "#5aa37a", "#d9604f", "#e8a33a")
    spots = tuple((430 + index * 150, 862 - index * 17) for index in range(6))
    for index, (x, y) in enumerate(spots):
        size = 330 - index * 10
        scene.shadow(x + 30, y, 130, 16, 0.5)
        person(
            scene,
            x,
            y,
            size,
            vests[index],
            legs="#39414d",
            facing=1,
            pose="reach",
            hair=("#d9d4c8", "#2a2320", "#b5453c")[index % 3],
        )
        hold = (x + size * 0.36, y - size * 0.64)
        scene.oval(*hold, 15, 12, "#d9463a")
        if index != 2:
            _briquette(scene, hold[0] + 6, hold[1] - 8, 38)
    scene.shadow(230, 1000, 380, 40, 0.7)
    for row in range(4):
        for column in range(5 - row):
            _briquette(scene, 96 + column * 78 + row * 39, 800 - row * 66, 40)
    scene.shade([(20, 830), (520, 830), (490, 880), (50, 880)], "#a5713f", "#6b4526")
    scene.limb([(490, 850), (640, 800)], "#54585e", 12)
    for wheel in (150, 390):
        scene.ring(wheel, 930, 74, 74, "#22262b", 14)
        for spoke in range(8):
            turn = spoke * math.pi / 8
            scene.line(
                [
                    (wheel - 62 * math.cos(turn), 930 - 62 * math.sin(turn)),
                    (wheel + 62 * math.cos(turn), 930 + 62 * math.sin(turn)),
                ],
                "#7d858c",
                3,
            )
        scene.oval(wheel, 930, 12, 12, "#22262b")
    for index in range(6):
        _briquette(scene, 1130 + index % 3 * 120 + (index // 3) * 60, 1000 - index // 3 * 84, 62)
    for size, count in ((2, 200), (4, 80), (7, 24)):
        for _ in range(count):
            scene.oval(
                scene.rng.uniform(0, 1600),
                scene.rng.uniform(0, 1067),
                size,
                size,
                fade("#ffffff", 0.8),
            )


def _briquette(scene: Scene, x: float, y: float, reach: float) -> None:
    height, flat = reach * 1.3, reach * 0.36
    scene.wash(
        (x - reach, y, x + reach, y + height), "#4a4a4e", "#26262a", "#141417", sideways=True
    )
    scene.ball(x, y + height, reach, flat, "#3a3a3e", "#141417", sideways=True)
    scene.ball(x, y, reach, flat, "#5c5c61", "#3f3f44")
    scene.ring(x, y, reach, flat, "#6d6d73", 1.5)
    for ring, count in ((0, 1), (0.42, 6), (0.76, 12)):
        for hole in range(count):
            turn = math.tau * hole / count
            scene.oval(
                x + ring * reach * math.cos(turn),
                y + ring * flat * math.sin(turn),
                reach * 0.085,
                flat * 0.1,
                "#0c0c0e",
            )
