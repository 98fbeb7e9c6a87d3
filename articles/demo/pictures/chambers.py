"""Rooms of public life: assembly, press room, classroom and polling place."""

import math

from .brush import Scene
from .colour import fade, mix, vary
from .figures import person
from .gallery import picture
from .shapes import Plane, curve


@picture("assembly", "반원형으로 의석이 놓인 의회 본회의장에서 의원들이 회의하고 있다.")
def assembly(scene: Scene) -> None:
    scene.sky("#4a3526", "#7d5a3c", "#6b4a31")
    for panel in range(20):
        x = panel * 82
        scene.wash(
            (x, 0, x + 76, 470), vary(scene.rng, "#9a6f49", 6), vary(scene.rng, "#7d5636", 6)
        )
    scene.shade([(560, 60), (1040, 60), (1000, 400), (600, 400)], "#3d5248", "#2a3b36")
    scene.ring(800, 170, 70, 70, "#d9b563", 8)
    for petal in range(12):
        angle = petal * math.tau / 12
        scene.oval(800 + 42 * math.cos(angle), 170 + 42 * math.sin(angle), 14, 14, "#d9b563")
    scene.oval(800, 170, 22, 22, "#f3dfa6")
    for side in (-1, 1):
        scene.wash((800 + side * 330 - 90, 140, 800 + side * 330 + 90, 270), "#bfe0ea", "#5f93ab")
        for bar in range(5):
            height = scene.rng.uniform(20, 80)
            left = 800 + side * 330 - 70 + bar * 30
            scene.rect((left, 260 - height, left + 18, 260), "#f5d98f")
        scene.line([(800 + side * 270, 120), (800 + side * 270, 400)], "#d9c28a", 4)
        cloth = [
            (800 + side * 266, 126),
            (800 + side * 232, 150),
            (800 + side * 240, 330),
            (800 + side * 262, 340),
        ]
        scene.shade(cloth, "#e8e6de", "#8fa0ae")
    for lamp in range(13):
        x = 60 + lamp * 124
        scene.oval(x, 20, 16, 6, "#fff4cf")
        scene.glow(x, 20, 130, "#ffe3a6", 0.5)
    scene.shade([(560, 400), (1040, 400), (1100, 520), (500, 520)], "#8f623b", "#5d3c24")
    for x, size in ((700, 120), (800, 140), (900, 120)):
        person(scene, x, 450 + (size - 120), size, "#22293a")
    scene.wash((540, 400, 1060, 432), "#c08a55", "#8f623b")
    scene.wash((690, 380, 910, 440), "#cf9a62", "#8f623b")
    scene.wash((0, 470, 1600, 1067), "#7a2f34", "#5a2028", "#3a151d")
    scene.wash((740, 500, 860, 590), "#cf9a62", "#7d5232")
    person(scene, 800, 580, 150, "#2f3d57", facing=1)
    scene.wash((744, 520, 856, 592), "#b98050", "#6d4529")
    suits = ("#252c3b", "#3a3f4d", "#2f3a33", "#4a3040", "#5c5e66", "#1e2430", "#7a4a4a", "#3f5470")
    for row in range(5):
        rx, ry = 420 + row * 200, 90 + row * 94
        size = 84 + row * 36
        steps = 9 + row * 2
        for seat in range(steps):
            angle = math.pi * (0.06 + 0.88 * (seat + row % 2 * 0.5) / (steps - 0.5))
            x, y = 800 + rx * math.cos(angle), 560 + ry * math.sin(angle)
            if not -100 < x < 1700:
                continue
            scene.rect(
                (x - size * 0.32, y - size * 0.42, x + size * 0.32, y + size * 0.4),
                "#43202a",
                size * 0.12,
            )
            suit = suits[(seat * 3 + row) % 8]
            if scene.rng.random() < 0.92:
                scene.poly(
                    [
                        *curve(
                            (x - size * 0.27, y + size * 0.2),
                            (x - size * 0.3, y - size * 0.42),
                            (x, y - size * 0.42),
                            6,
                        ),
                        *curve(
                            (x, y - size * 0.42),
                            (x + size * 0.3, y - size * 0.42),
                            (x + size * 0.27, y + size * 0.2),
                            6,
                        ),
                    ],
                    suit,
                )
                hair = ("#241d1b", "#3a2f2a", "#8b8680")[(seat + row) % 3]
                scene.oval(x, y - size * 0.58, size * 0.15, size * 0.18, hair)
            scene.rect(
                (x - size * 0.32, y - size * 0.14, x + size * 0.32, y + size * 0.4),
                "#5a2a35",
                size * 0.1,
            )
            scene.arc(
                (x - size * 0.3, y - size * 0.12, x + size * 0.3, y + size * 0.3),
                190,
                350,
                fade("#d99aa0", 0.35),
                2,
            )
    scene.glow(800, 480, 520, "#ffe9bd", 0.25)


@picture("podium", "기자회견 단상에 여러 개의 마이크가 놓여 있고 카메라가 앞을 향하고 있다.")
def podium(scene: Scene) -> None:
    scene.sky("#123a5c", "#1d5578", "#153f5f")
    for fold in range(22):
        x = fold * 76
        scene.wash((x, 0, x + 38, 900), "#174a6d", "#0f3350", sideways=True)
    scene.haze([[(300, -40), (520, -40), (1050, 900), (560, 900)]], "#cfe8f7", 40, 0.25)
    scene.haze([[(1300, -40), (1080, -40), (560, 900), (1050, 900)]], "#cfe8f7", 40, 0.25)
    scene.glow(800, 380, 560, "#8fc4e2", 0.5)
    for x, hue in ((360, "#f4f2ea"), (1240, "#3f9a7d")):
        scene.line([(x, 160), (x, 900)], "#d9b865", 9)
        scene.shade(
            [*curve((x, 190), (x + 90, 220), (x + 76, 640), 10), (x + 20, 660), (x, 620)],
            hue,
            mix(hue, "#12283a", 0.45),
        )
        scene.oval(x, 156, 13, 13, "#f0d68a")
    scene.wash((0, 880, 1600, 1067), "#2a2f3a", "#14171f")
    scene.shadow(800, 1000, 420, 40, 0.7)
    scene.shade(
        [(590, 560), (1010, 560), (960, 1000), (640, 1000)], "#b98652", "#8a5d35", "#5c3b22"
    )
    scene.mottle([(590, 560), (1010, 560), (960, 1000), (640, 1000)], "#4a2d18", (6, 120), 0.4)
    scene.shade([(550, 520), (1050, 520), (1022, 580), (578, 580)], "#dcab72", "#a8743f")
    scene.ring(800, 760, 86, 86, "#e6c77d", 7)
    for ray in range(5):
        angle = math.tau * ray / 5 - math.pi / 2
        scene.oval(800 + 40 * math.cos(angle), 760 + 40 * math.sin(angle), 22, 22, "#e6c77d")
    hues = ("#d9483d", "#2f77c9", "#e9b949", "#2f9a6d", "#efefe9", "#8a5d9d", "#ef8354")
    for index in range(7):
        foot, tip = 650 + index * 50, 590 + index * 70
        top = 380 - 50 * math.sin(math.pi * index / 6)
        stem = curve((foot, 530), (foot + (tip - foot) * 0.2, 430), (tip, top), 14)
        scene.line(stem, "#15181d", 7)
        scene.line([(x - 2, y) for x, y in stem], fade("#8fa0ad", 0.5), 2)
        lean = (tip - foot) * 0.24
        scene.limb([(tip, top), (tip + lean, top - 66)], "#1d2126", 44)
        scene.limb([(tip - 5, top - 4), (tip + lean - 5, top - 66)], fade("#9aa7b2", 0.3), 12)
        scene.rect((tip - 30, top + 14, tip + 30, top + 54), hues[index], 6)
        scene.rect((tip - 18, top + 28, tip + 18, top + 40), fade("#ffffff", 0.8), 3)
    for x, y, size in ((170, 880, 1.15), (1420, 890, 1.25), (430, 990, 0.8), (1180, 1000, 0.85)):
        for foot in (-90, 0, 90):
            scene.line(
                [(x, y - 60 * size), (x + foot * size, y + 240 * size)], "#07090d", 12 * size
            )
        scene.rect((x - 90 * size, y - 150 * size, x + 90 * size, y - 40 * size), "#0b0e13", 14)
        facing = 1 if x < 800 else -1
        scene.rect(
            (
                x + facing * 60 * size - 60 * size,
                y - 134 * size,
                x + facing * 60 * size + 60 * size,
                y - 66 * size,
            ),
            "#12161d",
            8,
        )
        scene.rect((x - 40 * size, y - 186 * size, x + 40 * size, y - 150 * size), "#0b0e13", 8)
        scene.oval(x - facing * 70 * size, y - 130 * size, 6, 6, "#ff4a3d")
        scene.glow(x - facing * 70 * size, y - 130 * size, 32, "#ff4a3d", 0.8)


@picture("classroom", "햇살이 드는 교실에서 학생들이 책상에 앉아 칠판을 보고 있다.")
def classroom(scene: Scene) -> None:
    scene.sky("#f4ecd9", "#e9dcc0")
    scene.wash((220, 150, 1130, 560), "#2f5a4b", "#24473d")
    scene.mottle([(220, 150), (1130, 150), (1130, 560), (220, 560)], "#8fb5a2", (120, 60), 0.25)
    for edge in (
        (206, 138, 1144, 154),
        (206, 556, 1144, 574),
        (206, 138, 222, 574),
        (1128, 138, 1144, 574),
    ):
        scene.rect(edge, "#a8763f")
    chalk = "#f3f1e6"
    scene.line([(300, 480), (300, 230)], chalk, 3)
    scene.line([(280, 460), (580, 460)], chalk, 3)
    scene.line([(300 + i * 8, 460 - 190 * (i / 32) ** 2) for i in range(33)], "#ffd98a", 4)
    scene.text((640, 240), "y = x", chalk, 46)
    scene.text((748, 222), "2", chalk, 28)
    scene.poly([(880, 470), (1060, 470), (1060, 330)], fade("#ffffff", 0.08))
    scene.line([(880, 470), (1060, 470), (1060, 330), (880, 470)], "#9fd3e8", 4)
    scene.text((640, 330), "3 + 4 = 7", chalk, 40)
    scene.text((640, 400), "12 x 5 = 60", chalk, 40)
    wall = Plane((1250, 130), (1640, -10), (1640, 830), (1250, 640))
    for column in range(2):
        for row in range(2):
            u, v = 0.05 + column * 0.48, 0.04 + row * 0.4
            scene.poly(wall.cell(u - 0.02, v - 0.02, u + 0.45, v + 0.38), "#fbf8ef")
            scene.shade(list(wall.cell(u, v, u + 0.43, v + 0.36)), "#bfe3f2", "#e9f4e4")
    for _ in range(120):
        x, y = wall.at(scene.rng.uniform(0.06, 0.95), scene.rng.uniform(0.5, 0.78))
        scene.oval(x, y, 16, 13, fade(vary(scene.rng, "#8dbb5d", 26), 0.7))
    scene.wash((0, 660, 1600, 1067), "#c99c66", "#a97746", "#7f5733")
    scene.rect((0, 646, 1250, 662), "#b98d5c")
    person(scene, 1170, 690, 330, "#4a6a8a", pose="reach", facing=-1)
    scene.rect((1010, 575, 1110, 690), "#8a5f38", 4)
    scene.rect((996, 562, 1124, 582), "#a8763f", 4)
    hues = ("#d9574a", "#3f77a8", "#e6b54a", "#5a9670", "#8a6aa5", "#e8e2d2", "#44546b")
    for row in range(3):
        depth = row / 2
        size, y = 150 + 130 * depth, 770 + 190 * depth
        count = 5 - row
        for seat in range(count):
            x = 130 + 120 * depth + seat * (250 + 95 * depth)
            hue = hues[(row * 5 + seat * 3) % 7]
            scene.poly(
                [
                    (x - size * 0.62, y),
                    (x + size * 0.62, y),
                    (x + size * 0.55, y - size * 0.14),
                    (x - size * 0.55, y - size * 0.14),
                ],
                "#e3c08a",
            )
            scene.rect((x - size * 0.62, y, x + size * 0.62, y + size * 0.05), "#b58a55")
            for leg in (-0.56, 0.52):
                scene.rect((x + size * leg, y, x + size * (leg + 0.04), y + size * 0.6), "#7d858a")
            scene.poly([(x - 40, y - 20), (x + 4, y - 20), (x, y - 6), (x - 48, y - 6)], "#fffdf4")
            shoulder = y + size * 0.02
            scene.poly(
                [
                    *curve(
                        (x - size * 0.3, shoulder + size * 0.62),
                        (x - size * 0.36, shoulder - size * 0.22),
                        (x, shoulder - size * 0.22),
                        8,
                    ),
                    *curve(
                        (x, shoulder - size * 0.22),
                        (x + size * 0.36, shoulder - size * 0.22),
                        (x + size * 0.3, shoulder + size * 0.62),
                        8,
                    ),
                ],
                hue,
            )
            scene.oval(x, shoulder - size * 0.42, size * 0.19, size * 0.22, "#2a2220")
            if (row + seat) % 3 == 0:
                scene.oval(x, shoulder - size * 0.2, size * 0.07, size * 0.22, "#2a2220")
            scene.rect(
                (x - size * 0.3, y + size * 0.34, x + size * 0.3, y + size * 0.66),
                mix("#b07c48", "#000000", 0.05),
                8,
            )
            if seat % 2 == row % 2 and row < 2:
                scene.limb(
                    [(x + size * 0.24, shoulder), (x + size * 0.3, shoulder - size * 0.66)],
                    hue,
                    size * 0.09,
                )
                scene.oval(
                    x + size * 0.3, shoulder - size * 0.72, size * 0.06, size * 0.07, "#e3b895"
                )
    scene.haze([[(1280, 160), (1600, 60), (900, 1067), (240, 1067)]], "#fff3cf", 40, 0.3)


@picture("ballot-box", "투표함에 손이 투표용지를 넣고 뒤로 기표소가 보인다.")
def ballot_box(scene: Scene) -> None:
    scene.sky("#f0e9dc", "#e6dccb", "#d2c5b0", down_to=760)
    for booth in range(4):
        left = 90 + booth * 390
        scene.wash((left, 210, left + 260, 720), "#fdfbf5", "#dcd5c8")
        scene.wash((left + 24, 240, left + 236, 560), "#3f7f8f", "#2f6473")
        for fold in range(7):
            x = left + 30 + fold * 30
            scene.wash((x, 240, x + 12, 556), "#5c9cab", "#3b7684")
        for leg in (left + 8, left + 240):
            scene.rect((leg, 560, leg + 12, 760), "#b5ada0")
        if booth != 2:
            scene.limb([(left + 110, 580), (left + 110, 750)], "#454b57", 30)
            scene.limb([(left + 150, 580), (left + 150, 750)], "#454b57", 30)
        scene.text((left + 130, 186), str(booth + 1), "#5c6a70", 40, "mm")
    scene.haze([[(0, 160), (1600, 160), (1600, 780), (0, 780)]], "#efe6d6", 60, 0.35)
    scene.wash((0, 756, 1600, 1067), "#a8845f", "#7a5a3f")
    scene.shadow(840, 990, 640, 60, 0.6)
    front = Plane((470, 560), (1050, 600), (1040, 1040), (490, 990))
    side = Plane((1050, 600), (1290, 540), (1270, 950), (1040, 1040))
    lid = Plane((470, 560), (730, 500), (1290, 540), (1050, 600))
    scene.shade(list(front.cell(0, 0, 1, 1)), "#fdfcf8", "#e9e5db", "#cfc9bb")
    scene.shade(list(side.cell(0, 0, 1, 1)), "#cfc8ba", "#a89f90", sideways=True)
    scene.shade(list(lid.cell(0, 0, 1, 1)), "#ffffff", "#efece4")
    scene.poly(front.cell(0, 0.14, 1, 0.26), "#2f7a6b")
    scene.poly(side.cell(0, 0.14, 1, 0.26), "#235f54")
    scene.poly(lid.cell(0.24, 0.38, 0.76, 0.58), "#33302c")
    mark = front.at(0.5, 0.6)
    scene.ring(*mark, 92, 92, "#c23a30", 14)
    scene.line(
        [(mark[0] - 36, mark[1] - 30), (mark[0], mark[1] + 18), (mark[0], mark[1] + 62)],
        "#c23a30",
        14,
    )
    scene.line([(mark[0] + 46, mark[1] - 46), (mark[0], mark[1] + 18)], "#c23a30", 14)
    scene.shade(list(side.cell(0.36, 0.32, 0.64, 0.6)), "#e3b84a", "#a87d22")
    scene.line([side.at(0.5, 0.36), side.at(0.5, 0.55)], "#6b4d12", 6)
    slip = [(800, 330), (1010, 300), (1000, 556), (816, 545)]
    scene.haze([[(x + 12, y + 10) for x, y in slip]], "#4a4238", 8, 0.35)
    scene.shade(slip, "#ffffff", "#f0ede5")
    for row in range(4):
        y = 372 + row * 38
        scene.line([(824, y + 4), (984, y - 16)], fade("#8d9499", 0.7), 3)
        scene.ring(962, y + 4, 12, 12, fade("#8d9499", 0.7), 3)
    scene.ring(962, 410, 12, 12, "#c23a30", 4)
    scene.limb([(1660, 20), (1290, 226)], "#2f4a66", 190)
    scene.limb([(1640, 10), (1300, 200)], fade("#5c7c9c", 0.6), 60)
    scene.limb([(1262, 240), (1226, 262)], "#f4f2ec", 164)
    scene.limb([(1220, 262), (1120, 318)], "#e0ad86", 136)
    for index, (x, y) in enumerate(((968, 366), (980, 410), (1002, 450))):
        scene.limb([(1096, 320 + index * 34), (1040, 336 + index * 38), (x, y)], "#b57f5c", 48)
        scene.limb([(1096, 316 + index * 34), (1040, 331 + index * 38), (x, y - 4)], "#e0ad86", 41)
    scene.limb([(1120, 268), (1030, 262), (950, 312)], "#b57f5c", 52)
    scene.limb([(1120, 263), (1030, 257), (952, 307)], "#e6b691", 44)
    scene.oval(950, 306, 14, 11, "#f6d5ba")
    scene.glow(250, 100, 640, "#fffdf2", 0.6)
