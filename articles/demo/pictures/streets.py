"""Streets, stops and stations."""

from .brush import Scene
from .colour import fade, mix, vary
from .figures import COATS, person, umbrella
from .gallery import picture
from .props import bus, foliage, wall, windows
from .shapes import Plane, curve


@picture("rain-street", "비 내리는 밤거리, 우산을 쓴 시민들 뒤로 가게 불빛이 젖은 길에 번진다.")
def rain_street(scene: Scene) -> None:
    scene.sky("#141c30", "#29344f", "#4b5670", down_to=640)
    for side in (-1, 1):
        for block in range(5):
            near, far = 1 - block * 0.2, 0.8 - block * 0.2
            x0, x1 = 800 + side * (90 + 760 * near**1.6), 800 + side * (90 + 760 * far**1.6)
            tall = scene.rng.uniform(360, 560)
            front = Plane(
                (x1, 600 - tall * (0.25 + far * 0.8)),
                (x0, 600 - tall * (0.25 + near * 0.8)),
                (x0, 640 + 120 * near),
                (x1, 640 + 120 * far),
            )
            tone = vary(scene.rng, mix("#5a6478", "#262d40", near), 8)
            scene.poly(front.cell(0, 0, 1, 1), tone)
            windows(
                scene,
                front,
                4,
                5,
                ("#1f2740", "#2a3350", "#f2c277", "#8a7a68"),
                inset=(0.06, 0.05, 0.94, 0.66),
            )
            sign = scene.rng.choice(("#ff6f61", "#4fd1c5", "#ffd166", "#f58fb4", "#7fb2ff"))
            shop = front.cell(0.05, 0.78, 0.95, 0.99)
            scene.shade(list(shop), "#ffe9b8", "#f7b867")
            board = front.cell(0.05, 0.69, 0.95, 0.77)
            scene.poly(board, sign)
            middle = front.at(0.5, 0.78)
            scene.glow(middle[0], middle[1], 60 + 180 * near, sign, 0.5)
            scene.poly(front.cell(0.42, 0.3, 0.56, 0.6), fade(sign, 0.9))
    scene.glow(800, 590, 260, "#b9c6dd", 0.7)
    scene.reflect(700, 367, "#1c2338", squash=1.2, tint_share=0.42, ripple=9)
    scene.wash((0, 694, 1600, 702), "#2b3347", "#20273a")
    for stripe in range(7):
        scene.poly(
            [
                (330 + stripe * 150, 900),
                (430 + stripe * 150, 900),
                (420 + stripe * 168, 990),
                (290 + stripe * 168, 990),
            ],
            fade("#e3e8f2", 0.2),
        )
    crowd = (
        (760, 712, 90),
        (836, 716, 94),
        (690, 738, 124),
        (905, 752, 134),
        (560, 800, 210),
        (1020, 830, 236),
        (760, 880, 300),
        (330, 990, 420),
        (1300, 1020, 450),
    )
    hues = (
        "#d7493f",
        "#e9b949",
        "#3f7cae",
        "#e6e8ea",
        "#5a9a7c",
        "#8a5d9d",
        "#ef8354",
        "#39415a",
        "#c73e5b",
    )
    for index, (x, y, size) in enumerate(crowd):
        scene.haze(
            [
                [
                    (x - size * 0.15, y),
                    (x + size * 0.15, y),
                    (x + size * 0.1, y + size * 0.6),
                    (x - size * 0.1, y + size * 0.6),
                ]
            ],
            "#0a0e18",
            size * 0.03,
            0.55,
        )
        facing = 1 if index % 2 else -1
        person(
            scene,
            x,
            y,
            size,
            mix(COATS[index], "#141b2b", 0.45),
            pose="walk",
            facing=facing,
            legs="#12161f",
        )
        umbrella(scene, x + facing * size * 0.06, y - size * 0.86, size * 0.42, hues[index])
    for _ in range(760):
        x, y = scene.rng.uniform(-40, 1640), scene.rng.uniform(-20, 1067)
        length = scene.rng.uniform(14, 46)
        scene.line(
            [(x, y), (x - length * 0.14, y + length)],
            fade("#d5e2f4", scene.rng.uniform(0.1, 0.4)),
            1.2,
        )
    for _ in range(110):
        x, y = scene.rng.uniform(0, 1600), scene.rng.uniform(770, 1060)
        scene.ring(x, y, (y - 690) * 0.06, (y - 690) * 0.018, fade("#cfdcf0", 0.4), 1.2)


@picture("bus-stop", "아침 정류장에 초록 시내버스가 들어서고 승객들이 줄을 서 있다.")
def bus_stop(scene: Scene) -> None:
    scene.sky("#ffd9b8", "#ffe9d0", "#dcecec", down_to=700)
    scene.glow(240, 300, 560, "#fff6df", 0.95)
    x = -30.0
    while x < 1600:
        width, height = scene.rng.uniform(110, 210), scene.rng.uniform(180, 420)
        tone = vary(scene.rng, "#c3c3c4", 12)
        scene.wash((x, 640 - height, x + width, 700), mix(tone, "#ffe2c4", 0.5), tone)
        windows(
            scene,
            wall(x, 640 - height, x + width, 690),
            5,
            round(height / 42),
            ("#9fb3bd", "#b5c6cc", "#8fa5b1"),
            gap=(0.4, 0.45),
        )
        x += width + scene.rng.uniform(4, 40)
    for x in (90, 470, 860, 1560):
        scene.line([(x, 760), (x, 560)], "#5d4a3c", 14)
        foliage(scene, (x, 520, 96, 100), ("#4d6f3c", "#729a4b", "#a5c469", "#d6e08f"), 190, 12)
    scene.wash((0, 690, 1600, 800), "#c9c0b4", "#b5aba0")
    scene.wash((0, 800, 1600, 1067), "#6f7276", "#4d5157")
    scene.rect((0, 800, 1600, 812), "#dcd5c8")
    for dash in range(7):
        scene.rect((dash * 260 - 60, 985, dash * 260 + 80, 995), "#e9e4d4")
    scene.haze([[(930, 800), (1560, 800), (1500, 830), (980, 830)]], "#3c342c", 14, 0.4)
    scene.rect((950, 470, 1540, 490), "#44525c", 6)
    scene.wash((940, 448, 1550, 474), "#f5f3ec", "#b9bfc1")
    for post in (970, 1250, 1520):
        scene.rect((post - 6, 488, post + 6, 802), "#54626c")
    scene.wash((976, 500, 1514, 740), "#dff0f2", "#b2ccd3")
    scene.poly(
        [(1020, 500), (1120, 500), (1040, 740), (976, 740), (976, 640)], fade("#ffffff", 0.4)
    )
    scene.rect((1290, 520, 1490, 690), "#fdfaf0", 6)
    for index, hue in enumerate(("#c9503f", "#2f7a6b", "#3d6fa5", "#d99a2b")):
        y = 548 + index * 36
        scene.limb([(1310, y), (1470, y)], hue, 6)
        for stop in range(6):
            scene.oval(1314 + stop * 30, y, 6, 6, "#ffffff")
            scene.ring(1314 + stop * 30, y, 6, 6, hue, 2.5)
    scene.rect((1000, 730, 1240, 744), "#a9774a", 4)
    for leg in (1020, 1220):
        scene.rect((leg - 4, 744, leg + 4, 802), "#54626c")
    bus(scene, 60, 900, 800, "#2f8f6d")
    scene.rect((300, 672, 560, 704), "#16211d", 6)
    scene.text((430, 688), "101", "#ffcf5a", 28, "mm")
    person(scene, 1060, 800, 220, "#7d5f86", pose="sit", facing=1)
    for index, (x, size) in enumerate(
        ((905, 240), (962, 190), (1180, 236), (1268, 226), (1340, 170), (1420, 244))
    ):
        scene.shadow(x + 30, 812, 90, 12, 0.35)
        person(scene, x, 812, size, COATS[index + 1], facing=-1)
        if index % 2 == 0:
            scene.rect(
                (x + size * 0.09, 812 - size * 0.74, x + size * 0.22, 812 - size * 0.45),
                mix(COATS[index + 3], "#000000", 0.15),
                8,
            )
    scene.haze([[(0, 200), (120, 120), (1300, 1067), (900, 1067)]], "#fff2d2", 40, 0.25)


@picture("station", "기차역 승강장에 고속열차가 서 있고 승객들이 가방을 끌고 지나간다.")
def station(scene: Scene) -> None:
    scene.sky("#dbe7ee", "#f3efe4")
    for side in (-1, 1):
        roof = [
            (800 + side * 60, 400),
            (800 + side * 860, -60),
            (800 + side * 860, 190),
            (800 + side * 60, 440),
        ]
        scene.shade(roof, "#58707f", "#2d404d")
        for rib in range(9):
            share = (rib / 8) ** 1.8
            x = 800 + side * (60 + 760 * share)
            scene.line(
                [(x, 400 - 440 * share), (x, 440 - 230 * share)],
                fade("#c9dbe4", 0.5),
                2 + 7 * share,
            )
    for rib in range(8):
        share = (rib / 7) ** 1.8
        y, reach = 404 - 440 * share, 60 + 800 * share
        scene.line(
            curve((800 - reach, y), (800, y - 150 * share - 30), (800 + reach, y)),
            fade("#3d525f", 0.8),
            2 + 12 * share,
        )
    scene.glow(800, 420, 420, "#fffdf2", 0.95)
    platform = [(790, 520), (860, 520), (1700, 1067), (640, 1067)]
    scene.shade([(740, 520), (792, 520), (640, 1067), (-300, 1067)], "#7d7a76", "#47464a")
    scene.shade([(860, 520), (1600, 560), (1600, 1067), (1500, 1067)], "#b5b9b9", "#8d9495")
    scene.shade(platform, "#e9e4d8", "#c3bdb2", "#9b968f")
    tiles = Plane((790, 520), (860, 520), (1700, 1067), (640, 1067))
    for row in range(1, 14):
        v = row / 14
        scene.line([tiles.at(0, v), tiles.at(1, v)], fade("#7d786f", 0.35), 1.5)
    scene.poly(tiles.cell(0.04, 0, 0.11, 1), "#e7b93c")
    body = [(640, 392), (782, 470), (782, 560), (560, 830), (20, 1067), (-40, 1067), (-40, 60)]
    scene.shade(body, "#ffffff", "#e9eef2", "#b7c4ce")
    side = Plane((-40, 150), (770, 470), (770, 548), (-40, 1010))
    scene.shade(list(side.cell(0, 0.28, 1, 0.56)), "#28394a", "#16222e")
    for pane in range(11):
        u = pane / 11
        scene.shade(list(side.cell(u + 0.012, 0.31, u + 0.07, 0.53)), "#fff0c4", "#e8c98b")
    scene.poly(side.cell(0, 0.66, 1, 0.72), "#2a5fa8")
    scene.poly(side.cell(0, 0.73, 1, 0.75), "#d84b41")
    for door in (0.2, 0.62):
        scene.shade(list(side.cell(door, 0.2, door + 0.06, 0.92)), "#cdd8e0", "#93a3b0")
        scene.poly(side.cell(door + 0.015, 0.32, door + 0.045, 0.54), "#33475a")
    scene.poly(side.cell(0, 0.92, 1, 1.0), "#3b4650")
    for x, top, foot, width in ((1420, 120, 880, 26), (1120, 268, 700, 15), (985, 336, 620, 9)):
        scene.wash((x - width, top, x + width, foot), "#eff2f1", "#8fa0a8", sideways=True)
    scene.rect((1010, 250, 1250, 330), "#16222e", 8)
    scene.text((1030, 276), "EXPRESS  10:24", "#ffce62", 28)
    scene.text((1030, 308), "No. 3", "#8fd6a8", 22)
    scene.ring(1340, 262, 44, 44, "#2b3a45", 7)
    scene.oval(1340, 262, 38, 38, "#fdfcf6")
    scene.line([(1340, 262), (1340, 234)], "#2b3a45", 4)
    scene.line([(1340, 262), (1322, 274)], "#2b3a45", 5)
    for index, (x, y, size) in enumerate(
        (
            (846, 560, 64),
            (880, 580, 76),
            (834, 616, 98),
            (960, 640, 116),
            (900, 720, 170),
            (1130, 760, 200),
            (1010, 900, 300),
            (1360, 960, 320),
        )
    ):
        scene.shadow(x + size * 0.15, y, size * 0.4, size * 0.05, 0.45)
        facing = -1 if index % 3 else 1
        person(scene, x, y, size, COATS[index], pose="walk", facing=facing)
        if index % 2 == 0:
            bx = x - facing * size * 0.24
            scene.line(
                [(bx, y - size * 0.2), (x - facing * size * 0.12, y - size * 0.44)], "#3a4046", 3
            )
            scene.rect(
                (bx - size * 0.08, y - size * 0.24, bx + size * 0.08, y - 4),
                COATS[(index + 4) % 9],
                6,
            )
