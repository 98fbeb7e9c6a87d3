"""Fields, orchards and what grows in them."""

import math

from .brush import Scene
from .colour import blend_at, fade, mix, vary
from .figures import person
from .gallery import SQUARE, picture
from .props import foliage
from .shapes import Plane, closed, curve, ridge


@picture("rice-field", "누렇게 익은 벼가 들판 끝까지 펼쳐지고 농부 한 사람이 논둑을 걷는다.")
def rice_field(scene: Scene) -> None:
    scene.sky("#6aa7d8", "#a8cfe6", "#f1ecd2", down_to=470)
    scene.clouds(
        [(1150, 240, 360, 110), (330, 170, 250, 60), (760, 330, 200, 40)],
        "#ffffff",
        "#c9d9e2",
        0.9,
        9,
    )
    for index, colour in enumerate(("#93b0ae", "#6d9580", "#4f7b57")):
        line = ridge(scene.rng, 1600, 430 + index * 22, 130 - index * 34, rough=0.48)
        scene.shade(closed(line, 520), mix(colour, "#e8e3c4", 0.3), colour)
    scene.wash((0, 462, 1600, 1067), "#d9c56a", "#dcae3a", "#b87f1f")
    for row in range(7):
        y = 466 + row * row * 7
        scene.wash((0, y, 1600, y + 3 + row * 2), "#a5a04c", "#9a8f3e")
    field = Plane((640, 470), (960, 470), (2900, 1067), (-1300, 1067))
    for _ in range(5200):
        v = scene.rng.random() ** 0.55
        x, y = field.at(scene.rng.random(), v)
        if not -20 < x < 1620:
            continue
        near = (y - 466) / 600
        height = 4 + near * 46
        tip = (x + scene.rng.uniform(0.1, 0.5) * height, y - height)
        colour = vary(
            scene.rng, blend_at(("#c9a63a", "#eccb5c", "#ffe48b"), scene.rng.random()), 14
        )
        scene.line(
            [(x, y), (x + height * 0.05, y - height * 0.7), tip],
            fade(colour, 0.75),
            0.8 + near * 1.6,
        )
        if near > 0.3:
            scene.oval(tip[0] + 2, tip[1] + 4, 2.2 + near * 2, 4 + near * 5, colour)
    path = [(770, 470), (790, 470), (1010, 1067), (560, 1067)]
    scene.shade(path, "#b9ad79", "#a98f5f", "#8c7148")
    for edge in ((780, 470, 560), (780, 470, 1010)):
        for _ in range(150):
            share = scene.rng.random() ** 0.6
            x = edge[0] + (edge[2] - edge[0]) * share + scene.rng.gauss(0, 7 * share)
            y = 470 + 597 * share
            scene.line([(x, y), (x + scene.rng.uniform(-9, 9), y - 6 - 26 * share)], "#7e8f3c", 2)
    scene.shadow(820, 742, 80, 12, 0.5, "#3e2f12")
    person(scene, 790, 740, 150, "#e9e4d6", legs="#4b5a6b", pose="walk", hair="#d8c590")
    scene.oval(791, 614, 26, 7, "#e2cd92")


@picture("tea-terrace", "산비탈을 따라 둥글게 층을 이룬 초록 차밭이 아침 햇살을 받고 있다.")
def tea_terrace(scene: Scene) -> None:
    scene.sky("#cfe3de", "#eef0dc", "#f8efcf", down_to=420)
    scene.glow(280, 120, 640, "#fff6d4", 0.9)
    for index in range(3):
        line = ridge(scene.rng, 1600, 300 + index * 60, 150, rough=0.47)
        colour = ("#b7cdbf", "#8fb09a", "#6a937a")[index]
        scene.shade(closed(line, 560), colour, mix(colour, "#f3f1dc", 0.5))
    scene.wash((0, 420, 1600, 1067), "#5f8f46", "#2f5a2c")
    for row in range(19):
        share = row / 18
        base = 380 + 720 * share**1.35
        thick = 12 + 46 * share
        rise = 140 * (1 - share * 0.5)
        line = [
            (
                x,
                base
                - rise * math.sin((x + 260) / 620 + share * 1.1)
                + rise * 0.35 * math.cos(x / 300 - share * 2),
            )
            for x in range(-20, 1641, 20)
        ]
        lower = [(x, y + thick * 1.5) for x, y in line]
        scene.poly(line + lower[::-1], blend_at(("#6d7a45", "#4c4a2a"), share))
        bush = [(x, y - thick * 0.2) for x, y in line]
        scene.shade(
            bush + [(x, y + thick * 0.85) for x, y in line[::-1]],
            mix("#b5d06b", "#8dbb4c", share),
            mix("#5c943d", "#3f7a32", share),
            "#24522a",
        )
        for x, y in line:
            for _ in range(3):
                dx, size = scene.rng.uniform(-10, 10), thick * scene.rng.uniform(0.12, 0.24)
                scene.oval(
                    x + dx,
                    y - thick * 0.1 + scene.rng.uniform(-1, 1) * thick * 0.2,
                    size * 1.4,
                    size,
                    vary(scene.rng, mix("#a9cf63", "#73ab42", share), 14),
                )
    for x, y, size, coat in (
        (560, 640, 92, "#e9e4da"),
        (930, 560, 74, "#c65f54"),
        (1180, 800, 128, "#4d7fa1"),
    ):
        person(scene, x, y, size, coat, pose="reach", facing=-1, hair="#e6d6a2")
        scene.oval(x, y - size * 0.93, size * 0.17, size * 0.05, "#efdfae")
        scene.ball(x + size * 0.2, y - size * 0.36, size * 0.16, size * 0.14, "#a9743f", "#7b4f2a")
    scene.fog(330, 520, "#fbf7e2", 0.55)


@picture("orchard", "빨간 사과가 주렁주렁 달린 가지 너머로 과수원 길이 이어진다.")
def orchard(scene: Scene) -> None:
    scene.sky("#8fc1e0", "#d7e6df", "#f6ecc9", down_to=560)
    line = ridge(scene.rng, 1600, 500, 150, rough=0.48)
    scene.shade(closed(line, 640), "#8fb1ad", "#b9cba4")
    scene.wash((0, 540, 1600, 1067), "#a9bd62", "#7da047", "#4f7a33")
    leaves = ("#28502a", "#3d7434", "#69993f", "#a5c35a")
    for row in range(6):
        depth = row / 5
        for side in (-1, 1):
            x = 800 + side * (150 + 540 * depth**1.4)
            y, reach = 570 + 260 * depth**1.3, 52 + 170 * depth
            scene.shadow(
                x + reach * 0.25, y + reach * 0.05, reach * 1.2, reach * 0.22, 0.55, "#1f3a18"
            )
            scene.line(
                curve((x, y), (x - 8, y - reach * 0.5), (x + 5, y - reach)), "#5b4334", reach * 0.13
            )
            foliage(
                scene,
                (x, y - reach * 1.1, reach, reach * 0.72),
                leaves,
                round(80 + 150 * depth),
                reach * 0.11,
            )
            for _ in range(16):
                ax = x + scene.rng.uniform(-0.8, 0.8) * reach
                ay = y - reach * 1.05 + scene.rng.uniform(-0.5, 0.55) * reach
                scene.oval(ax, ay, reach * 0.06, reach * 0.06, "#c8312b")
    scene.shade([(770, 560), (830, 560), (1100, 1067), (500, 1067)], "#d8cf96", "#b5a566")
    person(scene, 830, 760, 140, "#4f7fa6", pose="walk", facing=-1)
    scene.shade([(862, 690), (918, 690), (910, 730), (870, 730)], "#d9a05b", "#a66f38")
    for stem in (((-40, 120), (420, 60), (760, 210)), ((1640, 40), (1330, 90), (1130, 330))):
        scene.line(curve(*stem), "#4b382d", 24)
        for x, y in curve(*stem)[2::2]:
            for _ in range(15):
                lx, ly = x + scene.rng.gauss(0, 74), y + scene.rng.gauss(0, 52)
                turn = scene.rng.uniform(-0.6, 0.9)
                tip = (lx + 58 * math.cos(turn), ly + 58 * math.sin(turn))
                colour = vary(scene.rng, scene.rng.choice(leaves), 12)
                scene.poly(
                    curve((lx, ly), (lx + 22, ly - 24), tip, 8)
                    + curve(tip, (lx + 30, ly + 26), (lx, ly), 8),
                    colour,
                )
                scene.line([(lx, ly), tip], fade("#d9e7a5", 0.5), 1.5)
    for x, y, size in (
        (150, 225, 64),
        (380, 262, 74),
        (600, 258, 60),
        (1190, 356, 72),
        (1420, 222, 82),
    ):
        scene.line([(x, y - size * 0.6), (x + 9, y - size * 1.5)], "#4b382d", 6)
        scene.ball(x, y, size, size * 0.93, "#ef6a4f", "#cf2f2c", "#8e1a23")
        scene.glow(x - size * 0.32, y - size * 0.34, size * 0.6, "#ffd9b8", 0.8)
        scene.oval(x, y - size * 0.78, size * 0.26, size * 0.09, fade("#6d1519", 0.75))
        scene.line([(x, y - size * 0.76), (x + 7, y - size * 1.2)], "#4b382d", 6)
        for _ in range(24):
            scene.oval(
                x + scene.rng.gauss(0, size * 0.34),
                y + scene.rng.gauss(0, size * 0.32),
                1.5,
                1.5,
                fade("#ffd9a0", 0.6),
            )


@picture("greenhouse", "위에서 내려다본 들판에 하얀 비닐하우스가 줄지어 늘어서 있다.")
def greenhouse(scene: Scene) -> None:
    scene.sky("#b8d2e6", "#e8eee6", down_to=260)
    line = ridge(scene.rng, 1600, 240, 120, rough=0.5)
    scene.shade(closed(line, 330), "#7b9ca3", "#a9bfae")
    scene.wash((0, 262, 1600, 1067), "#a9b878", "#8a9a58", "#6d6a3f")
    ground = Plane((330, 270), (1400, 270), (2250, 1120), (-700, 1120))
    for row in range(5):
        for column in range(9):
            u0, u1 = column / 9 + 0.008, (column + 0.84) / 9
            v0, v1 = row / 5 + 0.01, (row + 0.86) / 5
            if scene.rng.random() < 0.1:
                plot = ground.cell(u0, v0, u1, v1)
                scene.poly(plot, scene.rng.choice(("#7fa04a", "#8a6f47", "#b3b257")))
                for furrow in range(1, 6):
                    u = u0 + (u1 - u0) * furrow / 6
                    scene.line([ground.at(u, v0), ground.at(u, v1)], fade("#3f4f22", 0.5), 2)
                continue
            _tunnel(scene, ground, (u0, v0, u1, v1))
    scene.shade([(1010, 262), (1030, 262), (1310, 1067), (1150, 1067)], "#c5c2b4", "#a8a79e")
    scene.poly([(1170, 730), (1206, 730), (1215, 780), (1170, 780)], "#d9dde0")
    scene.rect((1166, 690, 1202, 742), "#3f70a6", 5)
    scene.rect((1170, 696, 1198, 712), "#bfd7e6", 3)
    scene.glow(1350, 60, 620, "#fff7dc", 0.7)


def _tunnel(scene: Scene, ground: Plane, box: tuple[float, float, float, float]) -> None:
    u0, v0, u1, v1 = box
    far_left, far_right, right, left = ground.cell(u0, v0, u1, v1)
    rise, far_rise = (right[0] - left[0]) * 0.4, (far_right[0] - far_left[0]) * 0.4
    front = [
        (
            left[0] + (right[0] - left[0]) * (1 - math.cos(math.pi * i / 12)) / 2,
            left[1] - rise * math.sin(math.pi * i / 12),
        )
        for i in range(13)
    ]
    back = [
        (
            far_left[0] + (far_right[0] - far_left[0]) * (1 - math.cos(math.pi * i / 12)) / 2,
            far_left[1] - far_rise * math.sin(math.pi * i / 12),
        )
        for i in range(13)
    ]
    scene.poly(
        [
            right,
            (right[0] + rise * 0.7, right[1] + 6),
            (far_right[0] + rise * 0.4, far_right[1]),
            far_right,
        ],
        fade("#2f3a22", 0.35),
    )
    for i in range(12):
        tone = blend_at(("#b9cdd2", "#f7fbfa", "#ffffff", "#d5e0df", "#8fa4a8"), i / 11)
        scene.poly([front[i], front[i + 1], back[i + 1], back[i]], tone)
    for hoop in range(1, 8):
        share = (hoop / 8) ** 1.2
        arch = [
            (bx + (fx - bx) * share, by + (fy - by) * share)
            for (fx, fy), (bx, by) in zip(front, back, strict=True)
        ]
        scene.line(arch, fade("#7d969b", 0.5), 1.4)
    scene.shade(front, "#e7efec", "#c7d8cb", "#9dba8c")
    middle = (left[0] + right[0]) / 2
    scene.rect(
        (middle - rise * 0.28, left[1] - rise * 0.62, middle + rise * 0.28, left[1]), "#6f8f7a"
    )
    scene.line(front, "#8ea3a6", 2)


@picture("seedlings", "모판 가득 연둣빛 모종이 자라고 새싹 하나가 햇빛을 받고 있다.", SQUARE)
def seedlings(scene: Scene) -> None:
    scene.sky("#dcebc2", "#b5d493", "#7da765", "#44703f")
    for _ in range(46):
        x, y = scene.rng.uniform(0, 1200), scene.rng.uniform(0, 520)
        reach = scene.rng.uniform(30, 110)
        tone = scene.rng.choice(("#f9fbe0", "#cfe6a5", "#8fbf6f"))
        scene.oval(x, y, reach, reach, fade(tone, 0.16))
    scene.haze(
        [
            [(i * 110 - 60, 470), (i * 110 + 10, 330 + (i % 3) * 50), (i * 110 + 90, 470)]
            for i in range(12)
        ],
        "#5c9444",
        22,
        0.7,
    )
    for row in range(5):
        depth = row / 4
        size, y = 60 + 150 * depth**1.2, 470 + 640 * depth**1.25
        pitch = size * 1.5
        columns = round(1200 / pitch) + 2
        for column in range(columns):
            x = (column - 0.4 + (row % 2) * 0.4) * pitch
            pot = [
                (x - pitch * 0.48, y),
                (x + pitch * 0.48, y),
                (x + pitch * 0.4, y + size * 0.9),
                (x - pitch * 0.4, y + size * 0.9),
            ]
            scene.shade(pot, "#3f444a", "#1f2226", "#121416", sideways=True)
            scene.ball(x, y, pitch * 0.48, size * 0.2, "#5a6067", "#2a2e33")
            scene.ball(x, y + 2, pitch * 0.43, size * 0.165, "#3a2a1f", "#5c4330")
            for _ in range(round(10 + 14 * depth)):
                scene.oval(
                    x + scene.rng.gauss(0, pitch * 0.17),
                    y + scene.rng.gauss(0, size * 0.06),
                    size * 0.03,
                    size * 0.022,
                    vary(scene.rng, "#7a5a40", 24),
                )
            _seedling(
                scene,
                x + scene.rng.uniform(-6, 6),
                y + 2,
                size * scene.rng.uniform(0.9, 1.25),
                depth,
            )
    scene.haze([[(1200, -40), (860, -40), (60, 1200), (560, 1200)]], "#fffbd9", 50, 0.26)
    scene.glow(1060, 60, 560, "#fffce0", 0.85)


def _seedling(scene: Scene, x: float, y: float, size: float, depth: float) -> None:
    sway = scene.rng.uniform(-0.12, 0.12) * size
    stem = curve((x, y), (x + sway, y - size * 0.5), (x + sway, y - size * 0.9), 10)
    scene.line(stem, mix("#8fb568", "#a9d36a", depth), max(2, size * 0.05))
    for turn, lift, reach in (
        (-1, 0.86, 0.62),
        (1, 0.9, 0.62),
        (-0.6, 1.0, 0.46),
        (0.55, 1.04, 0.46),
    ):
        foot = (x + sway, y - size * lift * 0.96)
        tip = (foot[0] + turn * size * reach, foot[1] - size * (0.32 - 0.16 * abs(turn)))
        middle = ((foot[0] + tip[0]) / 2, (foot[1] + tip[1]) / 2)
        fresh = blend_at(("#8dbb62", "#6fb53f", "#4f9a34"), depth)
        leaf = [
            *curve(foot, (middle[0], middle[1] - size * 0.26), tip, 10),
            *curve(tip, (middle[0], middle[1] + size * 0.16), foot, 10),
        ]
        scene.shade(leaf, mix(fresh, "#f3ffb5", 0.5), fresh, mix(fresh, "#1f4f22", 0.3))
        scene.line([foot, tip], fade("#f3ffc9", 0.6), max(1, size * 0.012))
    if depth > 0.6 and scene.rng.random() < 0.6:
        spot = (x + sway + size * 0.3, y - size * 1.06)
        scene.ball(*spot, size * 0.035, size * 0.035, "#ffffff", "#b5e0d9")
