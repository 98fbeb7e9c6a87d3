"""Old roofs: villages, a temple and a stone pagoda."""

from .brush import Scene
from .colour import fade, mix, vary
from .figures import person
from .gallery import TALL, picture
from .props import conifer, foliage, tiled_roof, wall, windows
from .shapes import closed, curve, ridge


@picture("snow-village", "함박눈이 내린 저녁, 눈 쌓인 지붕 아래 창마다 노란 불이 켜져 있다.")
def snow_village(scene: Scene) -> None:
    scene.sky("#46567e", "#7d8cae", "#b9bfce", "#dccfcd", down_to=560)
    for index, colour in enumerate(("#a3b0c6", "#8496b3")):
        line = ridge(scene.rng, 1600, 520 + index * 70, 190 - index * 40, rough=0.5)
        scene.shade(closed(line, 800), mix(colour, "#ffffff", 0.35), colour)
    scene.wash((0, 590, 1600, 1067), "#c3cde0", "#e9eef6", "#cdd8ea")
    for _ in range(26):
        x = scene.rng.uniform(0, 1600)
        conifer(
            scene,
            x,
            600 + scene.rng.uniform(-16, 16),
            scene.rng.uniform(50, 120),
            "#5f7590",
            "#eef4fb",
        )
    houses = (
        (90, 660, 200),
        (420, 640, 170),
        (720, 655, 190),
        (1060, 640, 180),
        (1370, 662, 210),
        (260, 770, 270),
        (930, 770, 280),
        (1290, 810, 320),
        (-60, 880, 340),
    )
    for x, y, width in houses:
        _snowy_house(scene, x, y, width)
    path = curve((640, 1080), (480, 860), (640, 720)) + curve((660, 720), (560, 860), (900, 1080))
    scene.poly(path, "#b4c3dc")
    for step in range(9):
        share = step / 9
        scene.oval(
            690 - share * 115 + (9 if step % 2 else -9) * (1 - share),
            1020 - share * 180,
            8 * (1.1 - share),
            5 * (1.1 - share),
            "#8fa3c4",
        )
    for size, count in ((1.6, 380), (3.2, 140), (6, 36)):
        for _ in range(count):
            scene.oval(
                scene.rng.uniform(0, 1600),
                scene.rng.uniform(0, 1067),
                size,
                size,
                fade("#ffffff", scene.rng.uniform(0.4, 0.9)),
            )


def _snowy_house(scene: Scene, x: float, y: float, width: float) -> None:
    height = width * 0.3
    scene.shadow(x + width * 0.62, y + height * 0.55, width * 0.75, width * 0.12, 0.4, "#51658d")
    scene.wash((x, y - height * 0.4, x + width, y + height * 0.55), "#54454a", "#735a52")
    for share in (0.16, 0.44, 0.72):
        left = x + width * (share - 0.07)
        scene.glow(left + width * 0.08, y + height * 0.1, width * 0.24, "#ffbe62", 0.65)
        scene.rect((left, y - height * 0.12, left + width * 0.15, y + height * 0.3), "#ffd689")
        scene.line(
            [(left + width * 0.075, y - height * 0.12), (left + width * 0.075, y + height * 0.3)],
            "#7d5a3e",
            2,
        )
    eave = (x - width * 0.12, y - height * 0.2)
    roof = curve(
        (x + width * 0.06, y - height * 0.95),
        (x + width * 0.5, y - height * 1.12),
        (x + width * 0.94, y - height * 0.95),
        8,
    )
    rim = curve((x + width * 1.12, y - height * 0.2), (x + width * 0.5, y - height * 0.02), eave, 8)
    scene.shade(roof + rim, "#ffffff", "#f0f4fb", "#c6d3e8")
    scene.line(rim, "#90a3c4", 3)
    scene.rect((x + width * 0.76, y - height * 1.3, x + width * 0.84, y - height * 0.85), "#6d5a5b")
    scene.oval(x + width * 0.8, y - height * 1.3, width * 0.05, height * 0.07, "#ffffff")
    for puff in range(9):
        scene.glow(
            x + width * (0.8 + puff * 0.025),
            y - height * (1.5 + puff * 0.22),
            width * (0.05 + puff * 0.012),
            "#f0eff2",
            0.5 - puff * 0.045,
        )


@picture("maple-temple", "붉고 노란 단풍으로 둘러싸인 산사의 기와지붕과 돌계단이 보인다.")
def maple_temple(scene: Scene) -> None:
    scene.sky("#bcd3dc", "#e9e2cd", "#f5dfb4")
    line = ridge(scene.rng, 1600, 460, 260, rough=0.5)
    scene.shade(closed(line, 900), "#9aa9a4", "#c9b48e")
    autumn = (
        ("#7a2a1d", "#b23c22", "#de6a2c", "#f3a043"),
        ("#8f4a1a", "#c97f22", "#e9b238", "#f8d767"),
        ("#5c1d20", "#94272a", "#c93b33", "#ea6a4b"),
        ("#4b5a2c", "#738037", "#a9a244", "#d6c35d"),
    )
    for _ in range(46):
        x, y = scene.rng.uniform(-20, 1620), scene.rng.uniform(400, 640)
        reach = scene.rng.uniform(56, 110)
        foliage(scene, (x, y, reach, reach * 0.78), scene.rng.choice(autumn), 60, reach * 0.14)
    scene.fog(420, 640, "#fbe9c4", 0.45)
    scene.shade([(0, 780), (1600, 760), (1600, 1067), (0, 1067)], "#b08a55", "#7a5a3c")
    scene.wash((430, 590, 1170, 800), "#5c3a2c", "#8a4c38")
    front = wall(430, 600, 1170, 800)
    windows(scene, front, 7, 1, ("#e8d8b4", "#dcc79b"), gap=(0.22, 0.3))
    for column in range(8):
        x = 430 + column * 740 / 7
        scene.wash((x - 11, 590, x + 11, 806), "#b5523c", "#6d2c25", sideways=True)
    scene.wash((420, 578, 1180, 612), "#2f6b5e", "#1f4a48")
    for index in range(38):
        scene.oval(432 + index * 20, 596, 7, 7, ("#d9704f", "#e0b45c", "#5fa08a")[index % 3])
    tiled_roof(scene, (330, 400, 1270, 590), "#4c5359", light="#f4e3c2")
    for step in range(7):
        y = 800 + step * 39
        spread = 180 + step * 36
        scene.wash((800 - spread, y, 800 + spread, y + 12), "#e0d6c0", "#cfc3aa")
        scene.wash((800 - spread, y + 12, 800 + spread, y + 39), "#8f8470", "#a99c85")
    for side in (-1, 1):
        for x, y, reach in ((700, 560, 190), (780, 780, 230), (610, 930, 170), (760, 1040, 220)):
            foliage(
                scene,
                (800 + side * x, y, reach, reach * 0.72),
                autumn[scene.rng.randrange(3)],
                420,
                reach * 0.07,
            )
    foliage(scene, (1180, 60, 520, 130), autumn[2], 900, 14)
    for _ in range(150):
        scene.oval(
            scene.rng.uniform(0, 1600),
            scene.rng.uniform(300, 1067),
            5,
            3,
            vary(scene.rng, scene.rng.choice(("#e0572c", "#f2a73b", "#c2302a")), 16),
        )
    scene.glow(260, 120, 620, "#fff1c9", 0.55)
    scene.haze([[(0, 0), (180, 0), (760, 1067), (320, 1067)]], "#fff3cf", 30, 0.22)


@picture("hanok-village", "위에서 본 한옥 마을, 검은 기와지붕들이 골목을 따라 겹겹이 이어진다.")
def hanok_village(scene: Scene) -> None:
    scene.sky("#c5d7e0", "#f3e6cf", down_to=330)
    for index, colour in enumerate(("#a7b9b3", "#7f9a86")):
        line = ridge(scene.rng, 1600, 270 + index * 50, 150 - index * 50, rough=0.48)
        scene.shade(closed(line, 480), colour, mix(colour, "#f0e3c8", 0.4))
    scene.wash((0, 330, 1600, 1067), "#b9a888", "#d3bf99")
    greens = ("#2f4f37", "#4c7448", "#86a25a", "#c0c373")
    blush = ("#8a3c20", "#c7642e", "#e69a45", "#f6c36f")
    for row in range(8):
        depth = row / 7
        y, width = 350 + 700 * depth**1.4, 150 + 380 * depth
        x = -width * scene.rng.uniform(0.1, 0.8)
        while x < 1640:
            reach = width * scene.rng.uniform(0.8, 1.25)
            drop = width * 0.24
            top = y + scene.rng.uniform(-0.1, 0.1) * width
            tone = vary(scene.rng, mix("#7b8388", "#41484e", depth), 9)
            scene.haze(
                [
                    [
                        (x, top + drop),
                        (x + reach * 1.1, top + drop),
                        (x + reach * 1.1, top + drop * 1.9),
                        (x, top + drop * 1.9),
                    ]
                ],
                "#40321f",
                10,
                0.45,
            )
            scene.wash(
                (x + reach * 0.12, top + drop * 0.8, x + reach * 0.88, top + drop * 1.75),
                "#cdb88f",
                "#f0e2c4",
            )
            for post in range(5):
                px = x + reach * (0.14 + post * 0.18)
                scene.rect(
                    (px - 3, top + drop * 0.8, px + 3 + depth * 4, top + drop * 1.75), "#6f4a30"
                )
            tiled_roof(
                scene,
                (x, top, x + reach, top + drop),
                tone,
                light="#fff0d6",
                ribs=max(12, round(reach / 13)),
            )
            if scene.rng.random() < 0.5:
                foliage(
                    scene,
                    (x + reach * 1.02, top + drop * 1.2, width * 0.17, width * 0.16),
                    blush if scene.rng.random() < 0.3 else greens,
                    60,
                    width * 0.03,
                )
            x += reach * scene.rng.uniform(0.98, 1.2)
    scene.glow(1400, 120, 760, "#fff1cc", 0.6)


@picture("pagoda", "잔디 위에 선 오래된 오층 석탑 뒤로 소나무와 산이 보인다.", TALL)
def pagoda(scene: Scene) -> None:
    scene.sky("#9dbfcf", "#d5e0d6", "#f7e6c4", down_to=1180)
    scene.clouds([(820, 330, 320, 90), (150, 520, 240, 60)], "#fffaf0", "#c5d2d2", 0.85, 12)
    for index, colour in enumerate(("#9fb4ae", "#7c988a")):
        line = ridge(scene.rng, 1067, 1120 + index * 60, 230 - index * 90, rough=0.5)
        scene.shade(closed(line, 1300), colour, mix(colour, "#f0e3c0", 0.45))
    greens = ("#223f33", "#37604a", "#5f8a57", "#9cb56b")
    for x, y, reach in ((80, 1130, 130), (240, 1180, 90), (900, 1140, 140), (1020, 1080, 150)):
        for clump in range(4):
            foliage(
                scene,
                (x + scene.rng.gauss(0, 40), y - clump * 70, reach, reach * 0.42),
                greens,
                160,
                11,
            )
    scene.fog(1020, 1260, "#f9edd0", 0.6)
    scene.wash((0, 1230, 1067, 1600), "#b3b866", "#87994c", "#566f35")
    scene.mottle([(0, 1230), (1067, 1230), (1067, 1600), (0, 1600)], "#e0d98a", (40, 7), 0.4)
    scene.haze(
        [[(330, 1400), (760, 1400), (1100, 1500), (1100, 1560), (600, 1500)]], "#26331c", 18, 0.5
    )
    for step, (reach, top, foot) in enumerate(
        ((330, 1370, 1440), (290, 1250, 1372), (306, 1222, 1252))
    ):
        _stone(scene, 540, reach, top, foot, step)
    for panel in (-170, 0, 170):
        scene.wash((540 + panel - 60, 1268, 540 + panel + 60, 1362), "#b3ab98", "#8f8878")
    y = 1222.0
    for storey in range(5):
        reach, height = 184 - storey * 25, (150, 82, 72, 62, 54)[storey]
        _stone(scene, 540, reach, y - height, y, storey)
        if storey == 0:
            scene.wash((500, y - 118, 580, y - 16), "#5d564b", "#746c5e")
            scene.oval(566, y - 66, 5, 5, "#a89d86")
        for ledge in range(3):
            wide = reach + 16 + ledge * 16
            _stone(scene, 540, wide, y - height - 13 - ledge * 12, y - height - ledge * 12, ledge)
        top = y - height - 36
        wide, lift = reach + 92, 66 - storey * 6
        eaves = curve((540 - wide, top - 20), (540, top + 18), (540 + wide, top - 20), 20)
        under = [(px, py + 17) for px, py in eaves[::-1]]
        scene.shade(eaves + under, "#cfc6b2", "#a79e8c", "#6e675c", sideways=True)
        slope = [
            *eaves,
            *curve(
                (540 + wide, top - 20), (540 + reach, top - 24), (540 + reach * 0.72, top - lift), 8
            ),
            *curve(
                (540 - reach * 0.72, top - lift), (540 - reach, top - 24), (540 - wide, top - 20), 8
            ),
        ]
        scene.shade(slope, "#e3dac4", "#b5ac99", "#857d70", sideways=True)
        scene.mottle(slope, "#5f6a4f", (26, 12), 0.3)
        y = top - lift
    for size, lift in ((54, 24), (38, 50), (46, 66), (26, 84)):
        scene.ball(540, y - lift, size, 15, "#d9d0bb", "#8a8274", sideways=True)
    scene.line([(540, y), (540, y - 150)], "#6b6458", 9)
    for ring in range(4):
        scene.oval(540, y - 104 - ring * 16, 18 - ring * 3, 6, "#8a8274")
    person(scene, 190, 1500, 190, "#c9665a", facing=1)
    scene.shadow(220, 1502, 80, 10, 0.5)
    for _ in range(360):
        x, foot = scene.rng.uniform(0, 1067), 1600 - 60 * scene.rng.random() ** 2
        scene.line(
            [(x, foot), (x + scene.rng.uniform(-12, 16), foot - scene.rng.uniform(16, 50))],
            vary(scene.rng, "#5f7a38", 26),
            2,
        )
    scene.glow(160, 200, 620, "#fff6d9", 0.55)


def _stone(scene: Scene, x: float, reach: float, top: float, foot: float, turn: int) -> None:
    block = [(x - reach, top), (x + reach, top), (x + reach, foot), (x - reach, foot)]
    tones = ("#e0d7c2", "#bdb4a1", "#857d70")
    scene.shade(block, *(vary(scene.rng, tone, 5) for tone in tones), sideways=True)
    scene.mottle(block, ("#5a5a4c", "#6b5f50")[turn % 2], (18, 14), 0.26)
    scene.line([(x - reach, foot), (x + reach, foot)], fade("#4a453c", 0.6), 2.5)
    scene.line([(x - reach, top + 1), (x + reach, top + 1)], fade("#fff8e6", 0.5), 2)
