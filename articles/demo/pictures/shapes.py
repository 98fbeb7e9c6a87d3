"""Outlines and perspective: ridges, waves and tilted planes."""

import math
from itertools import pairwise
from random import Random

from .brush import Point

Quad = tuple[Point, Point, Point, Point]


def ridge(
    rng: Random,
    width: float,
    base: float,
    height: float,
    *,
    rough: float = 0.5,
    levels: int = 8,
    start: float | None = None,
    end: float | None = None,
) -> list[Point]:
    """Return a mountain line from left to right by halving and shifting its segments."""
    heights = [rng.random() if start is None else start, rng.random() if end is None else end]
    swing = 0.55
    for _ in range(levels):
        halved = [heights[0]]
        for left, right in pairwise(heights):
            halved += [(left + right) / 2 + rng.uniform(-swing, swing), right]
        heights, swing = halved, swing * rough
    low, high = min(heights), max(heights)
    span = (high - low) or 1
    step = (width + 40) / (len(heights) - 1)
    return [
        (i * step - 20, base - height * (value - low) / span) for i, value in enumerate(heights)
    ]


def swell(
    width: float, base: float, height: float, waves: float, phase: float = 0.0, points: int = 60
) -> list[Point]:
    """Return a gentle line of hills."""
    return [
        (
            -20 + (width + 40) * i / points,
            base
            - height
            * (
                math.sin(phase + waves * math.tau * i / points)
                + 0.4 * math.sin(phase * 2 + waves * 2.3 * math.tau * i / points)
            ),
        )
        for i in range(points + 1)
    ]


def closed(line: list[Point], bottom: float) -> list[Point]:
    """Close a line downwards so that it can be filled."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def height_at(line: list[Point], x: float) -> float:
    """Return the y of a left-to-right line at x."""
    for (x0, y0), (x1, y1) in pairwise(line):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / ((x1 - x0) or 1)
    return line[-1][1]


def curve(start: Point, bend: Point, end: Point, steps: int = 24) -> list[Point]:
    """Return a curve that leaves the start towards the bend and arrives at the end."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1])
        )
    return points


class Plane:
    """A rectangle seen in perspective; (0, 0) is its first corner and (1, 1) its third."""

    def __init__(self, first: Point, second: Point, third: Point, fourth: Point) -> None:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = first, second, third, fourth
        dx1, dx2, dx3 = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
        dy1, dy2, dy3 = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
        spread = dx1 * dy2 - dx2 * dy1
        g = (dx3 * dy2 - dx2 * dy3) / spread
        h = (dx1 * dy3 - dx3 * dy1) / spread
        self._x = (x1 - x0 + g * x1, x3 - x0 + h * x3, x0)
        self._y = (y1 - y0 + g * y1, y3 - y0 + h * y3, y0)
        self._depth = (g, h)

    def at(self, u: float, v: float) -> Point:
        """Return where a point of the plane is seen."""
        depth = self._depth[0] * u + self._depth[1] * v + 1
        return (
            (self._x[0] * u + self._x[1] * v + self._x[2]) / depth,
            (self._y[0] * u + self._y[1] * v + self._y[2]) / depth,
        )

    def cell(self, u0: float, v0: float, u1: float, v1: float) -> Quad:
        """Return where a part of the plane is seen."""
        return self.at(u0, v0), self.at(u1, v0), self.at(u1, v1), self.at(u0, v1)
