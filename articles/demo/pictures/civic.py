"""Public buildings seen from outside."""

from .brush import Scene
from .colour import blend_at, fade, mix
from .figures import COATS, person
from .gallery import SQUARE, picture
from .props import foliage, wall, windows
from .shapes import Plane, closed, curve, ridge


@picture("city-hall", "유리 벽으로 된 시청 청사 앞 광장에 깃발이 나부끼고 시민들이 오간다.")
def city_hall(scene: Scene) -> None:
    scene.sky("#4f93cf", "#9cc7e6", "#e4f0f2", down_to=760)
    scene.clouds([(250, 270, 320, 110), (1380, 190, 260, 80)], "#ffffff", "#bcd3e4", 0.95, 8)
    wing = Plane((180, 400), (620, 330), (620, 770), (180, 740))
    scene.shade(list(wing.cell(0, 0, 1, 1)), "#d8d2c6", "#b9b2a6")
    windows(scene, wing, 9, 6, ("#6f98b0", "#86adc2", "#5d879f"), gap=(0.3, 0.3))
    tower = Plane((620, 120), (1060, 170), (1060, 770), (620, 770))
    scene.shade(list(tower.cell(0, 0, 1, 1)), "#a9d2e8", "#5f9cc0", "#3b7195")
    for row in range(15):
        for column in range(8):
            tone = blend_at(
                ("#d9eef6", "#8fc2dd", "#4f8fb5", "#9ccbe0"),
                (column * 0.09 + row * 0.035 + scene.rng.uniform(0, 0.22)) % 1,
            )
            scene.poly(
                tower.cell(
                    column / 8 + 0.006,
                    row / 15 + 0.006,
                    (column + 1) / 8 - 0.006,
                    (row + 1) / 15 - 0.01,
                ),
                tone,
            )
    right = Plane((1060, 430), (1460, 470), (1460, 760), (1060, 770))
    scene.shade(list(right.cell(0, 0, 1, 1)), "#f2ede2", "#cfc8ba")
    windows(scene, right, 10, 4, ("#7ea3b8", "#94b6c7", "#6d93a9"), gap=(0.34, 0.3))
    scene.poly([(560, 640), (1140, 640), (1190, 676), (520, 676)], "#f7f4ec")
    scene.wash((520, 676, 1190, 696), "#c3beb2", "#8f8b82")
    for post in range(6):
        scene.wash(
            (560 + post * 116, 696, 584 + post * 116, 790), "#f2eee4", "#a8a399", sideways=True
        )
    scene.wash((590, 700, 1140, 790), "#35505f", "#6d8a94")
    for post in range(6):
        scene.wash(
            (560 + post * 116, 696, 580 + post * 116, 790), "#f7f3ea", "#b5b0a5", sideways=True
        )
    scene.text((855, 658), "CITY HALL", "#4a5a60", 24, "mm")
    scene.wash((0, 770, 1600, 1067), "#dcd6c9", "#c9c2b3", "#a9a295")
    plaza = Plane((420, 780), (1180, 780), (2500, 1067), (-900, 1067))
    for column in range(17):
        scene.line([plaza.at(column / 16, 0), plaza.at(column / 16, 1)], fade("#8b8577", 0.4), 1.5)
    for row in range(1, 8):
        scene.line([plaza.at(0, row / 8), plaza.at(1, row / 8)], fade("#8b8577", 0.4), 1.5)
    scene.haze([[(620, 780), (1500, 780), (1600, 850), (900, 850)]], "#3d4048", 16, 0.3)
    for x in (60, 160, 1490, 1570):
        scene.line([(x, 800), (x, 700)], "#5a4636", 10)
        foliage(scene, (x, 660, 74, 84), ("#2f5d3c", "#4f8448", "#8db45a", "#c3d67f"), 170, 10)
    for index, hue in enumerate(("#ffffff", "#2f7a6b", "#3a66a8")):
        x = 1230 + index * 74
        scene.line([(x, 860), (x, 430)], "#8e979c", 5)
        cloth = curve((x + 3, 440), (x + 36, 424), (x + 88, 446), 8)
        scene.shade(
            cloth + [(px, py + 54) for px, py in cloth[::-1]],
            hue,
            mix(hue, "#20303a", 0.3),
            sideways=True,
        )
        scene.oval(x, 428, 6, 6, "#d9b64a")
    for index, (x, y, size) in enumerate(
        (
            (520, 830, 66),
            (700, 812, 54),
            (736, 814, 58),
            (930, 850, 84),
            (330, 900, 120),
            (372, 905, 86),
            (1130, 940, 150),
            (640, 980, 180),
        )
    ):
        scene.shadow(x + size * 0.3, y, size * 0.45, size * 0.05, 0.5)
        person(scene, x, y, size, COATS[index], pose="walk", facing=1 if index % 2 else -1)
    scene.glow(120, 60, 620, "#fffbe8", 0.6)


@picture("school", "아담한 벽돌 학교 건물 앞 운동장에서 아이들이 공을 차며 뛰논다.")
def school(scene: Scene) -> None:
    scene.sky("#75bbe6", "#bfe1ee", "#f3f4e4", down_to=600)
    scene.clouds([(300, 170, 260, 80), (1250, 230, 300, 70)], "#ffffff", "#c6dde8", 0.92, 8)
    scene.shade(closed(ridge(scene.rng, 1600, 440, 140, rough=0.47), 600), "#8fb8a5", "#a9c79f")
    for x in range(20, 1600, 82):
        foliage(scene, (x, 520, 66, 74), ("#356b3f", "#55904b", "#8dbb5d"), 60, 13)
    scene.wash((230, 300, 1370, 620), "#c9785a", "#b3603f")
    scene.mottle([(230, 300), (1370, 300), (1370, 620), (230, 620)], "#8a4029", (12, 5), 0.5)
    for floor in range(3):
        y = 322 + floor * 100
        scene.rect((230, y + 68, 1370, y + 78), "#efe3cd")
        for column in range(14):
            if column in (6, 7):
                continue
            x = 252 + column * 79
            scene.rect((x - 4, y - 4, x + 58, y + 58), "#f7f1e2")
            scene.wash((x, y, x + 54, y + 54), "#bfe0ea", "#6f9fb5")
            scene.line([(x + 27, y), (x + 27, y + 54)], "#f7f1e2", 4)
            scene.line([(x, y + 22), (x + 54, y + 22)], "#f7f1e2", 3)
            if scene.rng.random() < 0.3:
                scene.poly(
                    [(x + 2, y + 2), (x + 18, y + 2), (x + 10, y + 50), (x + 2, y + 50)],
                    fade("#fff4c9", 0.8),
                )
    scene.wash((700, 240, 900, 620), "#e8d9bf", "#cdb897")
    scene.poly([(680, 244), (800, 176), (920, 244)], "#7d4a38")
    scene.ring(800, 300, 40, 40, "#6b4a39", 7)
    scene.oval(800, 300, 35, 35, "#fffdf5")
    scene.line([(800, 300), (800, 274)], "#33302c", 4)
    scene.line([(800, 300), (818, 308)], "#33302c", 5)
    scene.wash((742, 400, 858, 480), "#c3e0e8", "#7aa6b8")
    scene.rect((746, 516, 854, 622), "#6b4836", 6)
    scene.rect((756, 526, 796, 620), "#a9cbd5", 3)
    scene.rect((804, 526, 844, 620), "#a9cbd5", 3)
    scene.wash((0, 612, 1600, 1067), "#e3c592", "#d3ab72", "#b98a57")
    scene.mottle([(0, 620), (1600, 620), (1600, 1067), (0, 1067)], "#f4e2b9", (60, 14), 0.5)
    scene.ring(800, 850, 520, 150, fade("#fffaf0", 0.9), 6)
    scene.ring(800, 850, 130, 38, fade("#fffaf0", 0.9), 5)
    scene.line([(800, 700), (800, 1000)], fade("#fffaf0", 0.9), 5)
    for x, facing in ((120, 1), (1480, -1)):
        scene.line(
            [(x, 800), (x, 690), (x + facing * 60, 740), (x + facing * 60, 870), (x, 800)],
            "#f7f5ee",
            7,
        )
        for net in range(1, 6):
            scene.line(
                [(x + facing * net * 10, 690 + net * 8), (x + facing * net * 10, 800 + net * 12)],
                fade("#ffffff", 0.5),
                1.5,
            )
    kids = (
        (560, 770, 92, 1),
        (690, 870, 118, 1),
        (860, 800, 98, -1),
        (980, 920, 132, -1),
        (1130, 790, 96, -1),
        (420, 900, 128, 1),
        (1290, 960, 142, -1),
    )
    for index, (x, y, size, facing) in enumerate(kids):
        scene.shadow(x + 20, y, size * 0.5, size * 0.07, 0.5, "#5c3c1f")
        hue = ("#2f6fb5", "#e1533f")[index % 2]
        person(
            scene,
            x,
            y,
            size,
            hue,
            legs="#f0ece0" if index % 2 else "#2d3b52",
            pose="run",
            facing=facing,
        )
    scene.shadow(778, 886, 24, 6, 0.6)
    scene.ball(774, 872, 16, 16, "#ffffff", "#c9ccd2")
    scene.oval(774, 871, 6, 6, "#2b2e33")


@picture("hospital", "밤에도 불을 밝힌 병원 응급실 앞에 구급차가 서 있다.", SQUARE)
def hospital(scene: Scene) -> None:
    scene.sky("#0f2238", "#204463", "#4a7b90")
    for _ in range(90):
        scene.oval(
            scene.rng.uniform(0, 1200),
            scene.rng.uniform(0, 420),
            1.1,
            1.1,
            fade("#ffffff", scene.rng.uniform(0.3, 0.9)),
        )
    scene.wash((110, 210, 760, 900), "#dce9ec", "#b3ccd4")
    scene.wash((760, 380, 1130, 900), "#9db9c5", "#7f9fae")
    lit = ("#fff0c2", "#ffe6a8", "#d9f2f0", "#4a6b80", "#3d5c72", "#fbe7b8")
    windows(scene, wall(130, 350, 740, 690), 9, 6, lit, gap=(0.3, 0.36))
    windows(scene, wall(780, 400, 1110, 690), 6, 5, lit, gap=(0.34, 0.36))
    scene.glow(435, 285, 170, "#8ff0d8", 0.65)
    scene.rect((395, 240, 475, 320), "#f9fffd", 14)
    scene.rect((425, 252, 445, 308), "#1f9c7d", 3)
    scene.rect((407, 270, 463, 290), "#1f9c7d", 3)
    scene.wash((110, 712, 1130, 900), "#3d5a68", "#8aa5a8")
    for pane in range(11):
        left = 130 + pane * 90
        scene.wash((left, 748, left + 82, 900), "#fff3cf", "#ffdf9f")
    for index in range(5):
        person(
            scene, 190 + index * 170, 898, 118, fade("#5b6f78", 1), hair="#3b4a52", skin="#a8a294"
        )
    scene.poly([(60, 706), (1180, 706), (1160, 748), (80, 748)], "#f4f8f8")
    scene.rect((80, 706, 1160, 750), "#d8463c")
    scene.text((600, 728), "EMERGENCY  24", "#ffffff", 34, "mm")
    scene.glow(600, 790, 560, "#ffe9b8", 0.35)
    scene.reflect(900, 300, "#12283a", squash=0.9, tint_share=0.62, ripple=5)
    scene.line([(0, 1090), (1200, 1060)], fade("#f5f1dc", 0.5), 7)
    scene.shadow(720, 1032, 330, 26, 0.75)
    scene.rect((450, 806, 880, 1006), "#fbfcfa", 16)
    scene.poly(
        [(872, 830), (940, 836), (990, 912), (1010, 930), (1010, 1006), (872, 1006)], "#fbfcfa"
    )
    scene.poly([(888, 848), (934, 850), (976, 914), (888, 914)], "#2c4655")
    scene.rect((450, 926, 1010, 950), "#d8463c")
    scene.rect((450, 956, 1010, 964), "#2f8f7a")
    scene.rect((500, 838, 610, 896), "#3f5f70", 6)
    scene.rect((720, 836, 740, 906), "#d8463c", 2)
    scene.rect((695, 861, 765, 881), "#d8463c", 2)
    for x, hue in ((560, "#ff4d42"), (820, "#ff4d42")):
        scene.rect((x - 34, 788, x + 34, 808), hue, 7)
        scene.glow(x, 794, 190, hue, 0.65)
    for wheel in (550, 900):
        scene.oval(wheel, 1006, 42, 42, "#14181c")
        scene.oval(wheel, 1006, 20, 20, "#b9c2c7")
    scene.glow(1090, 970, 230, "#fff6d2", 0.65, 0.4)
    for x, coat in ((330, "#4fb0a0"), (390, "#f4f8f6")):
        person(scene, x, 1034, 196, coat, legs="#d5e4e2", facing=1, pose="reach")


@picture("fire-engine", "소방서 앞마당에 빨간 소방차가 사다리를 세우고 소방관들이 점검한다.")
def fire_engine(scene: Scene) -> None:
    scene.sky("#9cc4de", "#e3eef0", down_to=760)
    scene.clouds([(1250, 210, 320, 90)], "#ffffff", "#c3d6e2", 0.9, 9)
    scene.wash((120, 250, 1290, 820), "#d9c7b2", "#c4ad97")
    scene.mottle([(120, 250), (1290, 250), (1290, 820), (120, 820)], "#a0563c", (22, 9), 0.35)
    scene.wash((100, 226, 1310, 262), "#f7f3ea", "#c9c2b6")
    windows(scene, wall(150, 280, 1260, 440), 11, 1, ("#7fa3b5", "#98b8c6", "#6a8fa3"))
    for bay in range(3):
        left = 170 + bay * 370
        scene.rect((left - 14, 466, left + 334, 820), "#efe7da")
        scene.wash((left, 480, left + 320, 820), "#3a3f46", "#5d6066")
        if bay != 1:
            for slat in range(11):
                scene.wash(
                    (left, 480 + slat * 30, left + 320, 507 + slat * 30), "#d84f43", "#b33a33"
                )
            scene.rect((left + 40, 545, left + 280, 590), "#b9d3dd", 4)
        else:
            scene.glow(left + 160, 500, 240, "#ffe6b0", 0.6)
    scene.wash((1310, 130, 1450, 820), "#e8dccb", "#bda78f", sideways=True)
    scene.text((1380, 210), "119", "#c2332c", 62, "mm")
    windows(scene, wall(1340, 280, 1420, 780), 1, 5, ("#7fa3b5",), gap=(0.1, 0.5))
    scene.wash((0, 806, 1600, 1067), "#9fa3a6", "#6f7479")
    scene.line([(0, 880), (1600, 850)], fade("#f2d35a", 0.9), 8)
    for rung in range(31):
        share = rung / 30
        x, y = 560 + 760 * share, 560 - 500 * share
        scene.line([(x - 8, y - 14), (x + 12, y + 18)], "#d5dade", 4)
    for shift in (-13, 16):
        scene.line([(552, 560 + shift), (1322, 56 + shift)], "#aeb7bd", 7)
    scene.rect((1298, 30, 1372, 92), "#e9edef", 6)
    person(scene, 1336, 76, 92, "#e0912d", hair="#f2e24a")
    scene.shadow(690, 966, 640, 42, 0.65)
    scene.rect((250, 620, 1020, 930), "#cf2f28", 12)
    scene.wash((250, 628, 1020, 700), "#ee5a48", "#d23a31")
    scene.rect((990, 560, 1260, 930), "#cf2f28", 26)
    scene.wash((1004, 572, 1246, 640), "#f06a55", "#d8402f")
    scene.poly([(1040, 610), (1240, 610), (1252, 740), (1040, 740)], "#2c4250")
    scene.poly([(1100, 610), (1160, 610), (1110, 740), (1050, 740)], fade("#cfe5ee", 0.35))
    scene.rect((250, 790, 1260, 818), "#f7f4ea")
    for stripe in range(24):
        x = 254 + stripe * 42
        scene.poly([(x, 790), (x + 20, 790), (x + 34, 818), (x + 14, 818)], "#f2c53d")
    for locker in range(4):
        left = 280 + locker * 175
        scene.rect((left, 668, left + 150, 778), "#b9c0c5", 6)
        for slat in range(6):
            scene.rect((left + 4, 676 + slat * 17, left + 146, 687 + slat * 17), "#8f999f")
    scene.rect((1060, 530, 1200, 562), "#2f77c9", 10)
    scene.glow(1090, 540, 120, "#ff5a4a", 0.85)
    scene.glow(1170, 540, 120, "#5ab0ff", 0.85)
    for wheel in (400, 560, 1120):
        scene.oval(wheel, 930, 66, 66, "#1c1f23")
        scene.oval(wheel, 930, 34, 34, "#c9ced2")
        scene.oval(wheel, 930, 14, 14, "#5a6168")
    scene.oval(1250, 850, 12, 18, "#fff7d6")
    for x, size, facing in ((1370, 250, -1), (1460, 244, -1), (140, 250, 1)):
        scene.shadow(x, 982, 80, 12, 0.5)
        person(
            scene,
            x,
            982,
            size,
            "#2f3640",
            legs="#2f3640",
            facing=facing,
            pose="reach",
            hair="#e8d33f",
        )
        for band in (0.5, 0.66):
            scene.rect(
                (x - size * 0.11, 982 - size * band, x + size * 0.11, 974 - size * band), "#e9e45a"
            )
