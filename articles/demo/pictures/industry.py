"""Factories outside and inside."""

import math

from .brush import Scene
from .colour import fade, mix
from .figures import person
from .gallery import picture
from .props import wall, windows
from .shapes import closed, curve, ridge


@picture("factory", "푸르스름한 새벽 공장 단지의 굴뚝에서 흰 수증기가 피어오르고 불빛이 켜져 있다.")
def factory(scene: Scene) -> None:
    scene.sky("#2d4a63", "#5d8291", "#b7bfae", "#f0cf9f", down_to=760)
    scene.glow(1320, 700, 520, "#ffdf9f", 0.7)
    scene.shade(closed(ridge(scene.rng, 1600, 700, 80, rough=0.5), 780), "#57727c", "#7f8d88")
    for x, top in ((300, 250), (420, 310), (980, 200), (1090, 280)):
        for puff in range(26):
            share = puff / 25
            scene.glow(
                x + 300 * share**1.4 + scene.rng.gauss(0, 16),
                top - 12 - 190 * share**0.8,
                34 + 110 * share,
                mix("#fdf1df", "#a9b9bf", share),
                0.6 - share * 0.42,
            )
        scene.wash((x - 22, top, x + 22, 780), "#c9ccc6", "#6b7c82", sideways=True)
        for band in range(3):
            scene.wash(
                (x - 22, top + 10 + band * 54, x + 22, top + 36 + band * 54),
                "#d9604c",
                "#8a3a36",
                sideways=True,
            )
    for x in (600, 720, 840):
        scene.wash((x - 50, 520, x + 50, 790), "#d9dedb", "#8b9ca0", "#56686f", sideways=True)
        scene.ball(x, 520, 50, 20, "#e9eeea", "#9aa9ab")
        for band in (580, 650):
            scene.arc((x - 50, band - 14, x + 50, band + 14), 0, 180, "#6b7d83", 3)
    for shed in range(6):
        left = -40 + shed * 290
        scene.wash((left, 690, left + 290, 860), "#5f7680", "#3d525d")
        scene.shade([(left, 690), (left + 70, 610), (left + 290, 690)], "#8fa3a6", "#536b75")
        scene.poly([(left, 690), (left + 70, 610), (left + 70, 690)], "#ffd992")
        windows(
            scene,
            wall(left + 14, 730, left + 276, 800),
            7,
            1,
            ("#ffd98c", "#ffe6b0", "#2f434e", "#ffcf7a"),
        )
    for pipe in range(3):
        y = 600 + pipe * 16
        scene.line([(320, y), (560, y), (560, y + 60), (900, y + 60)], "#b9c3c1", 8)
    for mast in (180, 520, 900, 1250, 1480):
        scene.line([(mast, 880), (mast, 640)], "#2c3a42", 4)
        scene.glow(mast, 640, 60, "#ffe2a0", 0.95)
    scene.fog(640, 900, "#dfe0d2", 0.55)
    scene.wash((0, 856, 1600, 1067), "#3a4a4f", "#1c262c")
    scene.reflect(880, 187, "#25353d", squash=1.1, tint_share=0.5, ripple=8)
    scene.wash((0, 862, 1600, 884), "#29353b", "#1d272c")
    for x, hue in ((240, "#d9dedb"), (620, "#c96f3d"), (1130, "#4d86a0")):
        scene.rect((x, 806, x + 150, 862), hue, 4)
        scene.rect((x + 156, 822, x + 200, 862), mix(hue, "#ffffff", 0.25), 8)
        for wheel in (30, 110, 176):
            scene.oval(x + wheel, 864, 11, 11, "#14191c")
        scene.glow(x + 204, 850, 70, "#fff2c6", 0.8, 0.5)


@picture("robot-arm", "공장에서 주황색 로봇팔이 불꽃을 튀기며 자동차 부품을 용접한다.")
def robot_arm(scene: Scene) -> None:
    scene.sky("#22303f", "#3a4d60", "#55687a", down_to=760)
    for beam in range(9):
        x = beam * 210 - 30
        scene.wash((x, 0, x + 26, 760), "#2d3d4d", "#4a5d6f", "#26333f", sideways=True)
        scene.rect((x + 90, 36, x + 180, 48), "#f2fbff")
        scene.glow(x + 135, 44, 150, "#d5ecff", 0.6)
    for pipe in range(3):
        scene.rect(
            (0, 120 + pipe * 34, 1600, 134 + pipe * 34), ("#d9a441", "#7d93a5", "#4f6578")[pipe]
        )
    for back in range(3):
        _arm(scene, 210 + back * 560, 770, 0.42, back, "#7d6350")
    scene.fog(430, 800, "#8fa5b8", 0.5)
    scene.wash((0, 760, 1600, 1067), "#7d8a94", "#55616b", "#353e46")
    scene.reflect(762, 160, "#66737d", tint_share=0.62, ripple=3)
    for stripe in range(27):
        x = stripe * 64 - 30
        scene.poly([(x, 930), (x + 32, 930), (x + 8, 962), (x - 24, 962)], "#f2c230")
        scene.poly([(x + 32, 930), (x + 64, 930), (x + 40, 962), (x + 8, 962)], "#23282d")
    scene.shadow(1130, 900, 430, 40, 0.6)
    shell = [
        *curve((820, 860), (830, 700), (980, 680), 10),
        *curve((1010, 640), (1140, 540), (1330, 560), 12),
        *curve((1380, 600), (1470, 690), (1540, 720), 10),
        (1590, 860),
    ]
    scene.shade(shell, "#e9eef2", "#b5c0c9", "#7d8a95", "#55616b")
    scene.poly([(1040, 668), (1150, 588), (1230, 584), (1230, 680)], "#2b3743")
    scene.poly([(1260, 584), (1320, 588), (1400, 680), (1260, 682)], "#2b3743")
    scene.line([(1245, 580), (1245, 856)], "#5c6974", 4)
    scene.line([(840, 770), (1580, 770)], fade("#ffffff", 0.5), 4)
    for wheel in (960, 1440):
        scene.pen.pieslice(
            [(wheel - 92) * 2, 1528, (wheel + 92) * 2, 1896], 180, 360, fill="#2b333b"
        )
    scene.wash((780, 858, 1600, 900), "#4a5560", "#2b333b")
    _arm(scene, 420, 960, 1.0, 3, "#f0812a")
    spark = (930, 690)
    scene.glow(*spark, 330, "#ffdf9c", 0.75)
    scene.glow(*spark, 120, "#ffffff", 1)
    for _ in range(150):
        turn, reach = scene.rng.uniform(0, math.tau), abs(scene.rng.gauss(0, 150)) + 20
        x, y = spark[0] + reach * math.cos(turn), spark[1] + reach * math.sin(turn)
        drop = reach * 0.35
        scene.line(
            curve(spark, ((spark[0] + x) / 2, (spark[1] + y) / 2 - 12), (x, y + drop), 7)[3:],
            scene.rng.choice(("#fff6d0", "#ffd27a", "#ff9d3d")),
            scene.rng.uniform(1, 2.6),
        )
    person(scene, 130, 950, 270, "#3f6a8a", facing=1, hair="#f2d03a", legs="#2c3640")


def _arm(scene: Scene, x: float, y: float, scale: float, turn: int, paint: str) -> None:
    light, dark = mix(paint, "#fff0d5", 0.4), mix(paint, "#1d1208", 0.45)
    lean = (0, 30, -20, 0)[turn]
    shoulder = (x, y - 250 * scale)
    elbow = (x + (60 + lean) * scale, y - 680 * scale)
    wrist = (x + 400 * scale, y - (610 + lean) * scale)
    tip = (x + 500 * scale, y - 300 * scale)
    scene.shadow(x + 20 * scale, y, 260 * scale, 36 * scale, 0.6)
    scene.wash((x - 150 * scale, y - 70 * scale, x + 150 * scale, y), "#5c666e", "#2a3138")
    scene.shade(
        [
            (x - 100 * scale, y - 200 * scale),
            (x + 100 * scale, y - 200 * scale),
            (x + 130 * scale, y - 66 * scale),
            (x - 130 * scale, y - 66 * scale),
        ],
        light,
        paint,
        dark,
        sideways=True,
    )
    for start, end, width in ((shoulder, elbow, 120), (elbow, wrist, 92), (wrist, tip, 54)):
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = math.hypot(dx, dy)
        nx, ny = -dy / length * width * scale / 2, dx / length * width * scale / 2
        scene.limb([start, end], paint, width * scale)
        scene.poly(
            [
                (start[0] + nx, start[1] + ny),
                (end[0] + nx * 0.8, end[1] + ny * 0.8),
                (end[0] + nx * 0.3, end[1] + ny * 0.3),
                (start[0] + nx * 0.4, start[1] + ny * 0.4),
            ],
            light,
        )
        scene.poly(
            [
                (start[0] - nx, start[1] - ny),
                (end[0] - nx, end[1] - ny),
                (end[0] - nx * 0.5, end[1] - ny * 0.5),
                (start[0] - nx * 0.5, start[1] - ny * 0.5),
            ],
            dark,
        )
    for (jx, jy), reach in ((shoulder, 92), (elbow, 78), (wrist, 56)):
        scene.oval(jx, jy, reach * scale, reach * scale, dark)
        scene.ball(jx, jy, reach * 0.86 * scale, reach * 0.86 * scale, light, paint)
        scene.ball(jx, jy, reach * 0.5 * scale, reach * 0.5 * scale, "#4a535b", "#22282e")
        for bolt in range(6):
            angle = bolt * math.tau / 6
            scene.oval(
                jx + reach * 0.68 * scale * math.cos(angle),
                jy + reach * 0.68 * scale * math.sin(angle),
                5 * scale,
                5 * scale,
                dark,
            )
    cable = curve((x - 60 * scale, y - 210 * scale), (x - 190 * scale, y - 620 * scale), elbow, 18)
    cable += curve(elbow, (x + 200 * scale, y - 840 * scale), wrist, 18)
    scene.line(cable, "#161b20", 16 * scale)
    scene.limb([tip, (tip[0] + 8 * scale, tip[1] + 24 * scale)], "#c9d2d8", 26 * scale)
