"""Parts of a page that an upright rule keeps apart: a counterfoil, the patient's data beside a report, two tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.layout.rows import Row, height
from extractors.reading import Line
from extractors.rulings import Crossing, Rulings

_LEAST_ROWS = 4  # that a rule runs along
_LEAST_LEVEL = 2  # of them with something on either side
_GAP = 0.5  # text heights between lines that a rule may stand between
_DRIFT = 0.8  # text heights that a rule may stray from one row to the next, seen aslant
_DASHES, _USUAL = 0.35, 0.5  # share of a row, and of most rows, along which a rule, or its dashes, are seen
_LYING = 1.5  # times as long as high: print that tells which way its row runs


@dataclass(frozen=True, slots=True)
class Parted:
    """What stands on either side of a rule, from one row to `end`."""

    end: int  # the row behind
    left: tuple[Line, ...]
    right: tuple[Line, ...]


def parted(laid: Sequence[Row], at: int, rulings: Rulings) -> Parted | None:
    """What an upright rule parts from row `at` on; None where none does, or where it belongs to a table or a form.

    A rule that level ones meet is part of a grid. Where several stand free in a row they part the columns of a table.
    """
    free = [wall for wall in _walls(laid, at, rulings) if _is_free(laid, at, wall, rulings)]
    if len(free) != 1 or len(free[0]) < _LEAST_ROWS:
        return None
    sides = [_sides(row, crossed.x) for row, crossed in zip(laid[at:], free[0], strict=False)]
    if sum(bool(left and right) for left, right in sides) < _LEAST_LEVEL:
        return None
    left, right = (tuple(line for side in sides for line in side[k]) for k in (0, 1))
    return Parted(at + len(free[0]), left, right)


def _walls(laid: Sequence[Row], at: int, rulings: Rulings) -> Iterator[list[Crossing]]:
    """Of each rule that begins in row `at`, where it crosses the rows."""
    for left, right in pairwise(laid[at].lines):
        if right.box.x0 - left.box.x1 > _GAP * min(height(left), height(right)):
            first = _crossed(laid[at], left.box.x1, right.box.x0, rulings)
            if first is not None:
                wall = [first, *_along(laid[at + 1 :], first, rulings)]
                if median(each.seen for each in wall) >= _USUAL:
                    yield wall


def _is_free(laid: Sequence[Row], at: int, wall: Sequence[Crossing], rulings: Rulings) -> bool:
    """Whether no level rule meets it, and it parts nothing further up: there it was looked at already."""
    above = _along(laid[at - 1 :: -1] if at else (), wall[0], rulings)
    if any(all(_sides(row, each.x)) for row, each in zip(laid[at - 1 :: -1], above, strict=False)):
        return False
    return not rulings.is_met(wall[0], wall[-1])


def _along(rows: Iterable[Row], start: Crossing, rulings: Rulings) -> list[Crossing]:
    """Where a rule crosses the next rows up or down, as far as it is seen and no line stands across it."""
    wall = [start]
    for row in rows:
        x = wall[-1].x
        left, right = _sides(row, x)
        if len(left) + len(right) < len(row.lines):
            break
        stray = _DRIFT * height(row.lines[0])
        x0 = max([x - stray, *(line.box.x1 for line in left)])
        x1 = min([x + stray, *(line.box.x0 for line in right)])
        crossed = _crossed(row, x0, x1, rulings)
        if crossed is None:
            break
        wall.append(crossed)
    return wall[1:]


def _crossed(row: Row, x0: float, x1: float, rulings: Rulings) -> Crossing | None:
    """Where a rule crosses a row between two places."""
    lying = [line for line in row.lines if line.box.width > _LYING * height(line)]
    if not lying or x1 <= x0:
        return None
    nearest = min(lying, key=lambda line: max(line.box.x0 - x1, x0 - line.box.x1))
    rule = rulings.upright(nearest, x0, x1)
    return rule if rule is not None and rule.seen >= _DASHES else None


def _sides(row: Row, x: float) -> tuple[list[Line], list[Line]]:
    return [line for line in row.lines if line.box.x1 <= x], [line for line in row.lines if line.box.x0 >= x]
