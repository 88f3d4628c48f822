# ruff: noqa: E501 - a table of strokes
"""Ballpoint writing: characters drawn stroke by stroke along their medians, each time a little otherwise.

The medians come from the npm package hanzi-writer-data beside the web fonts; without it the words are set in a Kai face.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import random

from markupsafe import Markup, escape

from samples import faces

STROKES = faces.WEB / "hanzi-writer-data"
Point = tuple[float, float]

FIGURES: dict[str, tuple[tuple[Point, ...], ...]] = {  # in a box of 500 x 1024, y down
    "0": (((260, 330), (150, 420), (130, 640), (230, 800), (350, 720), (380, 480), (280, 340), (220, 350)),),
    "1": (((250, 330), (240, 560), (225, 810)),),
    "2": (((140, 430), (230, 330), (340, 390), (320, 530), (210, 680), (130, 800), (260, 780), (390, 800)),),
    "3": (((150, 360), (280, 330), (340, 420), (230, 540), (350, 600), (350, 720), (240, 810), (130, 760)),),
    "4": (((290, 320), (180, 500), (120, 640), (260, 640), (400, 620)), ((300, 480), (290, 660), (275, 830))),
    "5": (
        ((190, 350), (170, 520), (290, 500), (360, 620), (310, 770), (140, 800)),
        ((190, 350), (300, 345), (390, 330)),
    ),
    "6": (((330, 320), (200, 480), (140, 680), (220, 810), (340, 750), (330, 620), (220, 610), (150, 700)),),
    "7": (((130, 370), (270, 350), (380, 340), (310, 540), (240, 820)),),
    "8": (
        ((340, 380), (230, 330), (160, 430), (260, 560), (350, 690), (240, 810), (150, 700), (260, 550), (350, 400)),
    ),
    "9": (((350, 430), (250, 340), (160, 440), (220, 560), (340, 490), (350, 430), (330, 620), (280, 820)),),
    ".": (((220, 780), (250, 800)),),
    "-": (((120, 600), (250, 590), (380, 595)),),
    "/": (((360, 300), (250, 560), (140, 840)),),
    ":": (((240, 500), (250, 520)), ((240, 740), (250, 760))),
    "：": (((240, 500), (250, 520)), ((240, 740), (250, 760))),
    "、": (((180, 700), (260, 800)),),
    "，": (((220, 740), (250, 780), (190, 870)),),
    "。": (((220, 740), (280, 780), (220, 820), (190, 760), (230, 740)),),
    "（": (((360, 260), (240, 560), (360, 880)),),
    "）": (((160, 260), (290, 560), (160, 880)),),
    "(": (((360, 260), (240, 560), (360, 880)),),
    ")": (((160, 260), (290, 560), (160, 880)),),
    "·": (((220, 560), (260, 580)),),
    "+": (((130, 580), (370, 570)), ((250, 450), (250, 700))),
    "〇": (((500, 280), (300, 400), (280, 640), (480, 780), (700, 680), (720, 440), (540, 290), (460, 300)),),
    "Ⅱ": (((380, 340), (365, 790)), ((600, 335), (590, 785))),
    "Ⅲ": (((290, 340), (280, 790)), ((490, 335), (480, 785)), ((690, 340), (685, 790))),
    "Ⅳ": (((260, 340), (250, 780)), ((420, 340), (560, 790), (740, 330))),
    "A": (((250, 330), (110, 800)), ((250, 330), (390, 800)), ((160, 620), (340, 615))),
    "B": (
        ((150, 330), (140, 800)),
        ((150, 340), (330, 380), (300, 530), (150, 550), (350, 620), (330, 780), (140, 800)),
    ),
    "C": (((380, 400), (270, 330), (140, 500), (160, 720), (280, 800), (390, 730)),),
    "M": (((120, 800), (150, 340), (250, 640), (360, 340), (390, 800)),),
    "N": (((130, 800), (140, 340), (360, 790), (370, 330)),),
    "T": (((110, 340), (390, 330)), ((250, 340), (245, 800))),
    "W": (((90, 340), (170, 790), (250, 480), (330, 790), (410, 330)),),
    "p": (((150, 520), (145, 960)), ((150, 560), (280, 500), (340, 640), (250, 770), (150, 720))),
    "b": (((150, 330), (140, 800)), ((150, 600), (280, 560), (340, 680), (250, 800), (145, 770))),
    "g": (
        ((340, 540), (220, 500), (150, 640), (230, 760), (340, 680)),
        ((345, 540), (340, 860), (240, 950), (150, 900)),
    ),
    "m": (
        ((110, 530), (105, 790)),
        ((110, 600), (200, 530), (240, 620), (235, 790)),
        ((240, 600), (330, 530), (380, 620), (380, 790)),
    ),
    "a": (((340, 560), (220, 520), (140, 660), (210, 790), (330, 720)), ((345, 540), (340, 740), (390, 790))),
    "e": (((150, 660), (340, 640), (280, 530), (160, 580), (150, 720), (240, 800), (360, 750)),),
    "n": (((140, 530), (135, 790)), ((140, 610), (260, 530), (340, 620), (345, 790))),
    "r": (((150, 530), (145, 790)), ((150, 620), (220, 540), (320, 550))),
    "D": (((150, 330), (140, 800)), ((150, 340), (340, 420), (370, 620), (280, 770), (140, 800))),
    "？": (((150, 400), (250, 320), (350, 400), (260, 540), (250, 660)), ((250, 790), (255, 805))),
}


@functools.cache
def medians(char: str) -> tuple[tuple[Point, ...], ...] | None:
    """A character's strokes in a box of 1024, y down; None where no data is installed or known."""
    if char in FIGURES:
        return FIGURES[char]
    file = STROKES / f"{char}.json"
    if not file.is_file():
        return None
    return tuple(tuple((x, 900 - y) for x, y in line) for line in json.loads(file.read_text("utf-8"))["medians"])


def can_write(text: str) -> bool:
    """Whether every character can be drawn."""
    return all(c == " " or medians(c) is not None for c in text)


class Pen:
    """One hand: its slant, haste and ink stay the same over a paper."""

    large = "0123456789"
    """What is written as tall as the characters around it."""

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        self.rng, self.typed = rng, typed
        self.slant = rng.uniform(-0.02, 0.2)
        self.haste = rng.uniform(0.08, 0.34)  # how often a stroke runs on into the next
        self.shake = rng.uniform(7, 17)
        self.ink = rng.choice(("#16181f", "#1b2350", "#20306e", "#23272e"))
        self.width = rng.uniform(50, 76)

    def __call__(self, value: object, size: float = 1.3) -> Markup:
        """The words of `value` (a Mark notes that it was printed), `size` in em of the text around."""
        text = str(value)
        if self.typed or not can_write(text):
            return Markup('<span class="pen">{}</span>').format(text)
        advances = [1.0 if ord(c) > 0x20FF else 0.5 for c in text]  # as the face below lays them out
        parts, at = [], 0.0
        for char, wide in zip(text, advances, strict=True):
            if char != " ":
                parts.append(self._char(char, at * 1024))
            at += wide
        wide_px = sum(advances) * 1024
        style = f"font-size:{size:.2f}em;width:{sum(advances):.2f}em"
        return Markup(  # noqa: S704 - numbers of our own and escaped text
            f'<span class="hw" style="{style}"><span>{escape(text)}</span>'
            f'<svg viewBox="0 -60 {wide_px:.0f} 1144" preserveAspectRatio="none" fill="none" stroke="{self.ink}"'
            f' stroke-width="{self.width:.0f}" stroke-linecap="round" stroke-linejoin="round">{"".join(parts)}</svg></span>'
        )

    def _char(self, char: str, x0: float) -> str:
        strokes = medians(char) or ()
        drawn_by_us = char in FIGURES
        middle = 250.0 if drawn_by_us and char not in "〇ⅡⅢⅣ" else 512.0
        scale = self.rng.uniform(1.25, 1.45) if char in self.large else self.rng.uniform(0.82, 1.0)
        turn, drop = math.radians(self.rng.gauss(0, 2.4)), self.rng.gauss(0, 22)
        drawn = []
        for line in strokes:
            points = [
                self._moved(p, middle, scale, turn, (x0, drop)) for p in (line if drawn_by_us else _thinned(line))
            ]
            drawn.append(points)
        out = []
        for i, points in enumerate(drawn):
            out.append(f'<path d="{_curve(points)}"/>')
            if i + 1 < len(drawn) and self.rng.random() < self.haste:
                (xa, ya), (xb, yb) = points[-1], drawn[i + 1][0]
                if math.hypot(xa - xb, ya - yb) < 420:
                    out.append(
                        f'<path d="M{xa:.0f} {ya:.0f}L{xb:.0f} {yb:.0f}" stroke-width="{self.width * 0.5:.0f}"/>'
                    )
        return "".join(out)

    def _moved(self, p: Point, middle: float, scale: float, turn: float, at: Point) -> Point:
        x, y = (p[0] - middle) * scale, (p[1] - 512) * scale
        x, y = x * math.cos(turn) - y * math.sin(turn) - y * self.slant, x * math.sin(turn) + y * math.cos(turn)
        return at[0] + middle + x + self.rng.gauss(0, self.shake), 512 + y + at[1] + self.rng.gauss(0, self.shake)


def _thinned(line: tuple[Point, ...]) -> list[Point]:
    """First, last and every other point between: a hand rounds what print spells out."""
    return [p for i, p in enumerate(line) if i in (0, len(line) - 1) or i % 2 or len(line) < 5]


def _curve(points: list[Point]) -> str:
    """A path through the middles of the legs, curved at the points."""
    if len(points) < 3:
        return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
    out = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for (xa, ya), (xb, yb) in itertools.pairwise(points[1:]):
        last = (xb, yb) == points[-1]
        xm, ym = (xb, yb) if last else ((xa + xb) / 2, (ya + yb) / 2)
        out += f"Q{xa:.0f} {ya:.0f} {xm:.0f} {ym:.0f}"
    return out
