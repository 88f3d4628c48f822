"""How composed papers set what they say: beside its heading, below it, in a cell, behind a gap."""

from __future__ import annotations

import random
from collections.abc import Sequence

from samples.training.roles_content import Content
from samples.training.roles_pen import Pen, Said

_STYLES = ("inline", "inline", "below", "cell", "gap")
_MARKS = (
    "■{}",
    "●{}",
    "◆{}",
    "▶{}",
    "*{}",
    "★{}",
    "｜{}｜",
    "—{}—",
    "<{}>",
    "《{}》",
    "{}→",
    "{}＞",
    "{}｜",
    "{}. ",
    "{}----",
    "#{}#",
)
_NUMERALS = "一二三四五六七八九"


class Setting:
    """A paper's own manner, kept mostly."""

    def __init__(self, rng: random.Random, pen: Pen, say: Content) -> None:
        self.rng, self.pen, self.say = rng, pen, say
        self.style = rng.choice(_STYLES)
        self.column = pen.left + rng.uniform(0.1, 0.22)
        self._decoration = rng.randint(0, 13)

    def headed(self, heading: str, said: Sequence[Said]) -> None:
        """A heading and what stands under it."""
        pen, rng = self.pen, self.rng
        style = self.style if self.say.chance(0.8) else rng.choice(_STYLES)
        printed = heading if style == "cell" else self.decorated(heading)
        if self.say.chance(0.04):  # the cell says its label again
            said = [Said(heading + rng.choice("：: ")), *said]
        if style == "inline":
            hanging = pen.left + (pen.width(printed) if self.say.chance(0.5) else rng.choice((0, 0, 2)) * pen.height)
            pen.y = pen.flow([Said(printed), *said], pen.left, pen.right, hanging, pen.y)
        elif style == "below":
            pen.put([Said(printed)], pen.left, size=rng.choice((1.0, 1.0, 1.15)))
            begin = pen.left + rng.choice((0, 2, 2, 1)) * pen.height
            pen.y = pen.flow(said, begin, pen.right, pen.left + rng.choice((0, 2, 0)) * pen.height, pen.y + pen.pitch)
        elif style == "cell":
            self._in_cells(printed, said)
        else:
            x = pen.put([Said(printed)], pen.left) + pen.height * rng.uniform(0.8, 3)
            pen.y = pen.flow(said, x, pen.right, x, pen.y)
        pen.y += rng.choice((0, 0, 0.3, 0.8)) * pen.height

    def decorated(self, heading: str) -> str:
        """A heading with the signs this paper mostly puts around one."""
        rng = self.rng
        if rng.random() < 0.05:
            heading = rng.choice((" ", "　")).join(heading)
        chosen = self._decoration if self.say.chance(0.7) else rng.randint(0, 13)
        ways = (
            f"{heading}：", f"{heading}：", f"{heading}：", f"{heading}:", f"{heading}：", f"【{heading}】",
            f"[{heading}]",
            f"{rng.choice(_NUMERALS)}、{heading}：", f"({rng.choice(_NUMERALS)}){heading}", heading, f"{heading} ",
            f"{rng.randint(1, 9)}.{heading}：", f"（{rng.choice(_NUMERALS)}）{heading}：",
        )  # fmt: skip
        return ways[chosen] if chosen < len(ways) else rng.choice(_MARKS).format(heading)

    def flow(self, said: Sequence[Said], x: float) -> None:
        """Running text, its first line from `x`."""
        self.pen.y = self.pen.flow(said, x, self.pen.right, self.pen.left, self.pen.y)

    def titled(self, text: str, size: float) -> None:
        """In the middle of the sheet, or at its left."""
        pen = self.pen
        middle = (pen.left + pen.right) / 2
        pen.put([Said(text)], pen.left if self.say.chance(0.1) else middle - pen.width(text, size) / 2, size=size)
        pen.down(1.5)

    def _in_cells(self, printed: str, said: Sequence[Said]) -> None:
        """A label, in one line or two, beside the text it is of."""
        pen, top = self.pen, self.pen.y
        end = pen.flow(said, self.column, pen.right, self.column, top)
        if len(printed) >= 4 and self.say.chance(0.25):
            half = len(printed) // 2
            middle = max(top, (top + end) / 2 - pen.pitch)
            pen.put([Said(printed[:half])], pen.left, middle)
            pen.put([Said(printed[half:])], pen.left, middle + pen.pitch)
            end = max(end, middle + 2 * pen.pitch)
        elif len(printed) == 2 and self.say.chance(0.15):  # one character above the other
            for at, c in enumerate(printed):
                pen.put([Said(c)], pen.left, top + at * pen.pitch)
            end = max(end, top + 2 * pen.pitch)
        else:
            pen.put([Said(printed)], pen.left, (top + end - pen.pitch) / 2 if self.say.chance(0.7) else top)
        pen.y = end + pen.height * self.rng.uniform(0.1, 0.6)
