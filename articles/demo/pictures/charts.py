"""Charts, drawn as plainly as a news desk draws them."""

import math
from collections.abc import Sequence
from random import Random

from .brush import Point, Scene
from .colour import blend_at, fade
from .gallery import SQUARE, picture

INK, SOFT_INK, RULE = "#20262d", "#6b747c", "#dfe3e6"
GREEN, RED, BLUE, GOLD = "#0f6b57", "#cf4a3a", "#2f6fae", "#e0a32f"


def _sheet(scene: Scene, title: str, unit: str, paper: str = "#fbfaf6") -> None:
    scene.grain, scene.vignette = 0, 0
    scene.sky(paper, paper)
    scene.rect((90, 84, 160, 94), GREEN)
    scene.text((90, 140), title, INK, 56)
    scene.text((90, 206), unit, SOFT_INK, 30)


def _axis(
    scene: Scene,
    frame: tuple[float, float, float, float],
    labels: Sequence[str],
    marks: Sequence[str],
    *,
    inside: bool = False,
) -> None:
    left, top, right, bottom = frame
    for index, mark in enumerate(marks):
        y = bottom - (bottom - top) * index / (len(marks) - 1)
        scene.line([(left, y), (right, y)], RULE if index else INK, 2 if index else 3)
        scene.text((left - 22, y), mark, SOFT_INK, 28, "rm")
    span = right - left
    for index, label in enumerate(labels):
        share = (index + 0.5) / len(labels) if inside else index / (len(labels) - 1)
        scene.text((left + span * share, bottom + 40), label, SOFT_INK, 28, "mm")


def _place(
    frame: tuple[float, float, float, float], values: Sequence[float], low: float, high: float
) -> list[Point]:
    left, top, right, bottom = frame
    return [
        (
            left + (right - left) * index / (len(values) - 1),
            bottom - (bottom - top) * (value - low) / (high - low),
        )
        for index, value in enumerate(values)
    ]


@picture(
    "chart-population", "2016년부터 2026년까지 줄던 인구가 마지막 해에 반등한 꺾은선 그래프이다."
)
def chart_population(scene: Scene) -> None:
    _sheet(scene, "Population 2016 - 2026", "thousand")
    frame = (200, 290, 1440, 930)
    _axis(
        scene, frame, [str(year) for year in range(2016, 2027)], ("260", "270", "280", "290", "300")
    )
    values = (297.2, 295.8, 292.9, 290.4, 286.1, 281.7, 278.8, 275.9, 273.4, 272.1, 276.6)
    points = _place(frame, values, 260, 300)
    area = [*points, (frame[2], frame[3]), (frame[0], frame[3])]
    scene.shade(area, "#b5dccf", "#d9eee6", "#fbfaf6")
    for index in range(4):
        y = frame[3] - (frame[3] - frame[1]) * index / 4
        scene.line([(frame[0], y), (frame[2], y)], fade("#8fa8a0", 0.3), 2)
    scene.limb(points[:-1], GREEN, 8)
    scene.limb(points[-2:], RED, 8)
    for point in points[:-1]:
        scene.oval(*point, 10, 10, "#ffffff")
        scene.ring(*point, 10, 10, GREEN, 5)
    scene.oval(*points[-1], 17, 17, RED)
    scene.rect((1330, points[-1][1] - 104, 1502, points[-1][1] - 38), RED, 12)
    scene.poly(
        [(1424, points[-1][1] - 40), (1456, points[-1][1] - 40), (1440, points[-1][1] - 22)], RED
    )
    scene.text((1416, points[-1][1] - 71), "276.6", "#ffffff", 40, "mm")
    scene.text((points[0][0] + 20, points[0][1] - 40), "297.2", GREEN, 36)
    scene.text((points[-2][0] - 20, points[-2][1] + 44), "272.1", GREEN, 36, "mm")


@picture("chart-budget", "2022년부터 2027년까지 분야별로 쌓은 예산 막대 그래프이다.")
def chart_budget(scene: Scene) -> None:
    _sheet(scene, "Budget by sector", "billion won", "#f4f6f9")
    frame = (200, 330, 1500, 940)
    years = [str(year) for year in range(2022, 2028)]
    _axis(scene, frame, years, ("0", "400", "800", "1,200", "1,600"), inside=True)
    hues = ("#17375e", "#2f6fae", "#6fa8d6", "#b8d3e9", GOLD)
    table = (
        (420, 260, 190, 120, 60),
        (450, 270, 200, 130, 74),
        (470, 290, 195, 138, 92),
        (505, 300, 210, 140, 110),
        (540, 310, 214, 150, 136),
        (572, 330, 226, 156, 178),
    )
    for index, parts in enumerate(table):
        x, y = frame[0] + (index + 0.5) * (frame[2] - frame[0]) / 6, frame[3]
        for hue, part in zip(hues, parts, strict=True):
            height = part / 1600 * (frame[3] - frame[1])
            scene.rect((x - 62, y - height, x + 62, y - 2), hue)
            if part > 110:
                ink = "#ffffff" if hue in hues[:2] else INK
                scene.text((x, y - height / 2), str(part), ink, 25, "mm")
            y -= height
        scene.text((x, y - 28), f"{sum(parts):,}", INK, 34, "mm")
    for index, (hue, name) in enumerate(
        zip(hues, ("Welfare", "Roads", "Farm", "Culture", "Climate"), strict=True)
    ):
        x = 620 + index * 184
        scene.rect((x, 190, x + 28, 218), hue, 5)
        scene.text((x + 40, 205), name, INK, 27)


@picture(
    "chart-share", "다섯 항목의 비중을 나타낸 도넛 그래프로 가장 큰 몫은 38퍼센트이다.", SQUARE
)
def chart_share(scene: Scene) -> None:
    _sheet(scene, "How people commute", "share, %")
    parts = (
        (38, "#0f6b57", "Car"),
        (27, "#2f9a82", "Bus"),
        (16, "#e0a32f", "Walk"),
        (12, "#e2774f", "Train"),
        (7, "#8a94a0", "Bike"),
    )
    start = -90.0
    for share, hue, name in parts:
        sweep = share * 3.6
        turn = math.radians(start + sweep / 2)
        push = 20 if share == 38 else 0
        x, y = 600 + push * math.cos(turn), 690 + push * math.sin(turn)
        rim = [
            (
                x + 370 * math.cos(math.radians(start + sweep * i / 40)),
                y + 370 * math.sin(math.radians(start + sweep * i / 40)),
            )
            for i in range(41)
        ]
        hole = [
            (
                x + 205 * math.cos(math.radians(start + sweep * i / 40)),
                y + 205 * math.sin(math.radians(start + sweep * i / 40)),
            )
            for i in range(41)
        ]
        outline = rim + hole[::-1]
        scene.poly(outline, hue)
        scene.line([*outline, outline[0]], "#fbfaf6", 6)
        spot = (x + 288 * math.cos(turn), y + 288 * math.sin(turn))
        scene.text(spot, str(share), "#ffffff", 62 if share > 20 else 44, "mm")
        label = (x + 440 * math.cos(turn), y + 420 * math.sin(turn))
        scene.text(label, name, INK, 36, "mm")
        start += sweep
    scene.text((600, 672), "38%", INK, 104, "mm")
    scene.text((600, 752), "by car", SOFT_INK, 38, "mm")


@picture(
    "chart-temperature", "해마다 색 띠로 나타낸 기온이 파랑에서 빨강으로 바뀌고 꺾은선이 오른다."
)
def chart_temperature(scene: Scene) -> None:
    scene.grain, scene.vignette = 0, 0
    scene.sky("#15202b", "#15202b")
    scene.text((90, 120), "Warmer, year by year", "#f4f6f7", 56)
    scene.text((90, 186), "mean temperature 1966 - 2025, Celsius", "#a3b0ba", 30)
    rng = Random("temperature")
    values = [11.2 + 2.5 * (year / 59) ** 1.6 + rng.gauss(0, 0.34) for year in range(60)]
    low, high = min(values), max(values)
    left, right, top, bottom = 170, 1520, 270, 930
    hues = ("#08306b", "#2f7ab9", "#8fc4e0", "#e3eef4", "#fbc9a5", "#ef7350", "#a50f15")
    width = (right - left) / 60
    for index, value in enumerate(values):
        x = left + index * width
        scene.rect((x, top, x + width, bottom), blend_at(hues, (value - low) / (high - low)))
    for degree in range(11, 15):
        y = bottom - (bottom - top) * (degree - 10.3) / 4.3
        scene.line([(left, y), (right, y)], fade("#15202b", 0.28), 2)
        scene.text((left - 20, y), f"{degree}.0", "#a3b0ba", 28, "rm")
    points = [
        (left + (index + 0.5) * width, bottom - (bottom - top) * (value - 10.3) / 4.3)
        for index, value in enumerate(values)
    ]
    trend = [
        (
            points[i][0],
            sum(p[1] for p in points[max(0, i - 4) : i + 5]) / len(points[max(0, i - 4) : i + 5]),
        )
        for i in range(60)
    ]
    scene.line(points, fade("#15202b", 0.45), 2.5)
    scene.limb(trend, "#15202b", 13)
    scene.limb(trend, "#ffffff", 8)
    scene.oval(*trend[-1], 16, 16, "#ffffff")
    scene.rect((1356, trend[-1][1] - 100, 1506, trend[-1][1] - 38), "#15202b", 10)
    scene.text((1431, trend[-1][1] - 69), "+2.3", "#ffffff", 38, "mm")
    for year in range(1966, 2027, 10):
        x = left + min(59.5, year - 1966 + 0.5) * width
        scene.text((x, bottom + 42), str(min(year, 2025)), "#a3b0ba", 28, "mm")
