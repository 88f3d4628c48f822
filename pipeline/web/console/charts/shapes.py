"""Drawings of results: rates with their intervals, control charts, reliability, what thresholds do. Geometry alone; the
templates draw it, every point a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.quality.control import Chart
from pipeline.quality.intervals import Interval
from pipeline.quality.reliability import Bin, Trade
from pipeline.quality.results import Line
from pipeline.web.console.charts.plane import Plane, ceiling, percent

Href = Callable[[str], str]
"""Name of a line, week or bin → where its point leads."""
ROW = 24.0  # height of a line of rates
LABEL = 190.0  # width of their names
RATES = 620.0  # and of all of it


@dataclass(frozen=True, slots=True)
class Mark:
    """One point with its reach."""

    x: float
    y: float
    low: float  # ends of its interval, along the axis that measures
    high: float
    href: str
    title: str  # what a pointer over it and a screen reader are told
    tone: str = ""  # bad, or nothing
    name: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    plane: Plane
    marks: tuple[Mark, ...]
    lines: tuple[tuple[str, str], ...] = ()  # (class, points of a polyline)
    labels: tuple[tuple[float, str], ...] = ()  # along the horizontal axis, where it is not in percent


def rates(lines: Sequence[Line], name: Callable[[str], str], href: Href, which: str = "all") -> Drawing:
    """One row a line, its rate with its interval. `which`: all, missed or false; what could not happen has no row."""
    shown = [(line.name, rate) for line in lines if (rate := getattr(line, which)).of]
    top = ceiling([rate.interval.high for _, rate in shown])
    plane = Plane(RATES, ROW * len(shown) + 34, (0, top), (0, 1), left=LABEL, top=4)
    marks = []
    for row, (key, rate) in enumerate(shown):
        title = f"{name(key)}: {rate.wrong}/{rate.of}, {percent(rate.share)} {_reach(rate.interval)}"
        low, high = plane.x(rate.interval.low), plane.x(rate.interval.high)
        y = 4 + ROW * (row + 0.5)
        marks.append(Mark(plane.x(rate.share), y, low, high, href(key), title, name=name(key)))
    return Drawing(plane, tuple(marks))


def _reach(interval: Interval) -> str:
    return f"[{percent(interval.low)}, {percent(interval.high)}]"


def control(chart: Chart, href: Href) -> Drawing:
    """Weeks from left to right, the centre and the limits of each."""
    points = chart.points
    top = ceiling([value for point in points for value in (point.share, min(point.upper, 1.0))])
    plane = Plane(760, 240, (0, max(1, len(points))), (0, top))
    marks, upper, lower = [], [], []
    for index, point in enumerate(points):
        x = plane.x(index + 0.5)
        title = f"{point.batch.name}: {percent(point.share)} ({percent(point.lower)}–{percent(point.upper)})"
        tone = "bad" if point.alarms else ""
        y = plane.y(point.share)
        marks.append(Mark(x, y, y, y, href(point.batch.name), title, tone, point.batch.name))
        upper += _step(plane, index, point.upper)
        lower += _step(plane, index, point.lower)
    middle = plane.y(chart.centre)
    centre = f"{plane.x(0)},{middle} {plane.x(len(points) or 1)},{middle}"
    every = max(1, len(points) // 10)
    labels = tuple((mark.x, mark.name.partition("-")[2] or mark.name) for mark in marks[::every])  # W14
    path = " ".join(f"{mark.x},{mark.y}" for mark in marks)
    drawn = (("limit", " ".join(upper)), ("limit", " ".join(lower)), ("centre", centre), ("run", path))
    return Drawing(plane, tuple(marks), drawn, labels)


def _step(plane: Plane, index: int, value: float) -> list[str]:
    y = plane.y(value)
    return [f"{plane.x(index)},{y}", f"{plane.x(index + 1)},{y}"]


def reliability(found: Sequence[Bin], href: Href) -> Drawing:
    """How often values so sure were right; on the diagonal the confidence means what it says."""
    start = 0.5 if all(each.confidence >= 0.5 for each in found) else 0.0
    plane = Plane(420, 360, (start, 1), (start, 1))
    marks = []
    for each in found:
        title = f"{percent(each.confidence)} → {percent(each.right)} {_reach(each.interval)}, n = {each.count}"
        ends = plane.y(each.interval.low), plane.y(each.interval.high)
        marks.append(Mark(plane.x(each.confidence), plane.y(each.right), *ends, href(f"{each.low}"), title))
    diagonal = f"{plane.x(start)},{plane.y(start)} {plane.x(1)},{plane.y(1)}"
    return Drawing(plane, tuple(marks), (("centre", diagonal),))


def trades(found: Sequence[Trade], now: float | None, href: Href) -> Drawing:
    """What is left to people against what passes wrongly; the threshold in force stands out."""
    across = ceiling([each.left for each in found])
    up = ceiling([each.error for each in found if each.taken], 0.01)
    plane = Plane(560, 300, (0, across), (0, up))
    marks: dict[tuple[float, float], Mark] = {}  # many thresholds do the same: one point for them
    for each in found:
        if not each.taken:
            continue
        title = f"≥ {each.threshold:g}: {percent(each.left)} · {percent(each.error)} {_reach(each.interval)}"
        y = plane.y(each.error)
        tone = "bad" if now is not None and each.threshold == now else ""
        mark = Mark(plane.x(each.left), y, y, y, href(f"{each.threshold:g}"), title, tone)
        if tone or (mark.x, mark.y) not in marks:
            marks[mark.x, mark.y] = mark
    path = " ".join(f"{x},{y}" for x, y in marks)
    last = sorted(marks.values(), key=lambda mark: mark.tone)  # what stands out lies above the others
    return Drawing(plane, tuple(last), (("run", path),))
