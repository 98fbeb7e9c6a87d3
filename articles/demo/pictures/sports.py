"""The stadium and the track."""

import math

from .brush import Scene
from .colour import fade, mix, vary
from .figures import person
from .gallery import picture
from .shapes import Plane, closed, curve, ridge


@picture("stadium", "관중이 가득 찬 축구 경기장, 조명 아래 푸른 잔디에서 경기가 열린다.")
def stadium(scene: Scene) -> None:
    scene.sky("#0e1f3f", "#274a78", "#5f86a8", down_to=300)
    roof = [
        *curve((-20, 150), (800, 20), (1620, 150)),
        (1620, 260),
        *curve((1620, 250), (800, 130), (-20, 250)),
    ]
    hues = ("#c9473d", "#e9e4da", "#2f4f86", "#d9a441", "#3b3f4a", "#d9574a", "#c9473d")
    stand = [*curve((-20, 230), (800, 110), (1620, 230)), (1620, 560), (-20, 560)]
    scene.shade(stand, "#2b3348", "#4a5268")
    for row in range(23):
        share = row / 22
        y = 170 + 350 * share
        x = -10 + scene.rng.uniform(0, 9)
        while x < 1610:
            bend = 108 * ((x - 800) / 820) ** 2 * (1 - share)
            if scene.rng.random() < 0.94:
                size = 3.6 + 2.6 * share
                tone = mix(
                    "#27304a", vary(scene.rng, scene.rng.choice(hues), 18), 0.45 + 0.5 * share
                )
                scene.oval(x, y + bend, size, size * 1.2, tone)
                scene.oval(
                    x,
                    y + bend - size * 1.3,
                    size * 0.55,
                    size * 0.6,
                    mix("#5c4a4a", "#e3b895", share),
                )
            x += 10 + 5 * share
    scene.shade(roof, "#dfe6ea", "#8194a4")
    for strut in range(15):
        x = 40 + strut * 110
        bend = 118 * ((x - 800) / 820) ** 2
        scene.line([(x, 30 + bend), (x + (800 - x) * 0.05, 196 + bend)], fade("#42536b", 0.8), 4)
    for bank in (260, 620, 980, 1340):
        y = 128 + 118 * ((bank - 800) / 820) ** 2
        scene.rect((bank - 66, y, bank + 66, y + 22), "#22304a", 4)
        for bulb in range(6):
            scene.oval(bank - 54 + bulb * 22, y + 11, 8, 8, "#ffffff")
        scene.glow(bank, y + 11, 190, "#f2f8ff", 0.9)
        scene.haze(
            [[(bank - 60, y), (bank + 60, y), (bank + 260, 700), (bank - 260, 700)]],
            "#f4f9ff",
            26,
            0.13,
        )
    for board in range(8):
        left = board * 200
        hue = ("#1f7a5c", "#e9b949", "#2f5fa5", "#d84b41")[board % 4]
        scene.wash((left, 534, left + 197, 572), mix(hue, "#ffffff", 0.2), hue)
        scene.text(
            (left + 98, 553),
            ("HANBIT", "FC 2026", "GO GO", "DAILY")[board % 4],
            "#ffffff",
            22,
            "mm",
        )
    pitch = Plane((170, 590), (1430, 590), (2250, 1110), (-650, 1110))
    scene.wash((0, 572, 1600, 1067), "#3f7f45", "#2a6a37")
    for strip in range(12):
        scene.shade(
            list(pitch.cell(strip / 12, 0, (strip + 1) / 12, 1)),
            *(("#63ae58", "#3f8f45") if strip % 2 else ("#579f50", "#35803f")),
        )
    white = fade("#ffffff", 0.9)
    for box in ((0.02, 0.03, 0.98, 0.97), (0.02, 0.25, 0.16, 0.75), (0.84, 0.25, 0.98, 0.75)):
        corners = pitch.cell(*box)
        scene.line([*corners, corners[0]], white, 4)
    scene.line([pitch.at(0.5, 0.03), pitch.at(0.5, 0.97)], white, 4)
    scene.line(
        [pitch.at(0.5 + 0.1 * math.cos(i / 6), 0.45 + 0.2 * math.sin(i / 6)) for i in range(39)],
        white,
        4,
    )
    players = (
        (0.3, 0.2, 0),
        (0.42, 0.3, 1),
        (0.55, 0.15, 0),
        (0.66, 0.3, 1),
        (0.36, 0.5, 1),
        (0.47, 0.52, 0),
        (0.58, 0.62, 1),
        (0.7, 0.5, 0),
        (0.44, 0.8, 0),
        (0.62, 0.84, 1),
        (0.27, 0.36, 1),
        (0.78, 0.2, 0),
    )
    for u, v, team in players:
        x, y = pitch.at(u, v)
        size = 52 + 120 * ((y - 590) / 477)
        for lean in (-1, 1):
            scene.poly(
                [(x - 4, y - 3), (x + 4, y - 3), (x + lean * size * 0.7, y + size * 0.16)],
                fade("#10301a", 0.35),
            )
        person(
            scene,
            x,
            y,
            size,
            ("#d8352c", "#f4f4f0")[team],
            legs=("#f4f4f0", "#20305c")[team],
            pose="run",
            facing=1 if (u * 100) % 2 < 1 else -1,
        )
    ball = pitch.at(0.515, 0.57)
    scene.shadow(ball[0] + 4, ball[1] + 2, 16, 4, 0.5)
    scene.oval(ball[0], ball[1] - 7, 9, 9, "#ffffff")


@picture("running-track", "붉은 육상 트랙의 굽은 주로를 선수들이 나란히 달린다.")
def running_track(scene: Scene) -> None:
    scene.sky("#f6c98f", "#fbe3ba", "#fdf3dc", down_to=330)
    scene.glow(1280, 210, 520, "#fffbe8", 0.95)
    scene.shade(closed(ridge(scene.rng, 1600, 300, 70, rough=0.5), 380), "#c9a98a", "#d9c09a")
    for x in range(-10, 1620, 34):
        height = scene.rng.uniform(30, 66)
        scene.oval(x, 330 - height * 0.4, 25, height, vary(scene.rng, "#7f9a5d", 12))
    scene.wash((0, 330, 1600, 1067), "#8fb357", "#5f9443")
    centre, lanes = (520, 330), 8
    for lane in range(lanes, -1, -1):
        rx, ry = 620 + lane * 118, 150 + lane * 84
        tone = mix("#c4512f", "#a83c25", lane / lanes)
        if lane:
            scene.oval(centre[0], centre[1] + 40, rx, ry, tone)
        else:
            scene.ball(centre[0], centre[1] + 40, rx, ry, "#a5c569", "#6f9f49")
    for lane in range(lanes + 1):
        rx, ry = 620 + lane * 118, 150 + lane * 84
        scene.ring(centre[0], centre[1] + 40, rx, ry, "#fff7ea", 3 + lane * 0.6)
    _sky_above_track(scene)
    for lane in range(lanes):
        angle = 0.44
        rx, ry = 620 + (lane + 0.5) * 118, 150 + (lane + 0.5) * 84
        x, y = centre[0] + rx * math.cos(angle + 0.42), centre[1] + 40 + ry * math.sin(angle + 0.42)
        scene.text((x, y + 20), str(lane + 1), fade("#fff7ea", 0.9), 30 + lane * 5, "mm")
    kit = ("#2f6fb5", "#f3d34a", "#2f9a6d", "#e9e6dd", "#8a4fa5", "#1f2a3d", "#ef8354", "#3fb0c4")
    for lane, angle in ((0, 0.78), (1, 0.6), (2, 0.88), (3, 0.7), (4, 0.98), (5, 0.8), (6, 1.02)):
        rx, ry = 620 + (lane + 0.5) * 118, 150 + (lane + 0.5) * 84
        x = centre[0] + rx * math.cos(angle + 0.5)
        y = centre[1] + 40 + ry * math.sin(angle + 0.5)
        size = 130 + lane * 32
        scene.haze(
            [
                [
                    (x, y - 4),
                    (x, y + 8),
                    (x - size * 0.9, y + size * 0.26),
                    (x - size * 0.95, y + size * 0.18),
                ]
            ],
            "#4a170c",
            6,
            0.55,
        )
        person(scene, x, y, size, kit[lane], legs="#c99272", pose="run", facing=1)
        scene.rect(
            (x - size * 0.13, y - size * 0.52, x + size * 0.12, y - size * 0.38), "#20242e", 5
        )
        scene.rect(
            (x - size * 0.02, y - size * 0.73, x + size * 0.11, y - size * 0.61), "#fffdf6", 2
        )


def _sky_above_track(scene: Scene) -> None:
    scene.wash((0, 0, 1600, 200), "#f6c98f", "#fbe3ba")
    scene.glow(1280, 130, 420, "#fffbe8", 0.95)
    scene.wash((0, 180, 1600, 330), "#5d6470", "#7c828c")
    hues = ("#d9574a", "#e9e4da", "#3f6a9a", "#e0b04a", "#4f5a66")
    for row in range(9):
        for seat in range(134):
            if scene.rng.random() < 0.72:
                tone = vary(scene.rng, scene.rng.choice(hues), 14)
                scene.oval(seat * 12 + (row % 2) * 6, 196 + row * 15, 4.5, 6, tone)
    scene.shade([(0, 120), (1600, 120), (1600, 176), (0, 184)], "#f4efe4", "#b9b3a8")
    for post in range(9):
        scene.rect((post * 200, 176, post * 200 + 8, 330), "#d9d4c8")
    scene.wash((0, 326, 1600, 366), "#2f6b5a", "#245446")
    for board in range(7):
        scene.text(
            (110 + board * 235, 347), ("TRACK", "400 m", "RUN")[board % 3], "#e6f2ea", 22, "mm"
        )
