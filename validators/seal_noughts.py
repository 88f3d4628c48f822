"""The nought of a hospital's number (第五〇七医院) as a reader of seals sees it that was hardly ever shown one.

A ring between two characters is told as 〇, ○, O, 0, D or 口, each a little, and as nothing at all the most: what it
was taken for counts together, and for more than it says. Other numerals leave nothing round: of 491 frames that show
one, 2 held any of these at all.
"""

from __future__ import annotations

import math

from extractors import ctc
from extractors.reading import Frame
from validators import hospital_names

_RAISED = 4.0
"""Natural logarithm by which what is round counts for more; noughts of three hospitals were seen at -0.3 to -6."""
_MOST = math.log(0.9)
"""... but for no more than this."""
_UNHEARD = ctc.FLOOR + 1.5
"""Of a nought that left no trace at all: any other numeral would have left one."""
_LOWERED = 2.0
"""By which other numerals count for less where something round was seen."""
_SIGNS = frozenset(hospital_names.NOUGHTS)
_ROUND = _SIGNS | frozenset("OoＯ0０D口ロ")
_NUMERALS = frozenset("一二三五六七八九")
"""Without 四, which is round."""


def with_noughts(frame: Frame) -> Frame:
    """The frame, the best letter first, with what a nought is taken for told as 〇, beside what else it may be."""
    seen = [value for letter, value in frame if letter in _ROUND]
    said = max((value for letter, value in frame if letter in _SIGNS), default=-math.inf)
    together = math.log(sum(math.exp(value) for value in seen)) if seen else -math.inf
    raised = min(0.0, max(said, together, _UNHEARD, min(_MOST, together + _RAISED)))
    less = _LOWERED if seen else 0.0
    others = [(c, value - less if c in _NUMERALS else value) for c, value in frame if c not in _SIGNS]
    return tuple(sorted([*others, ("〇", raised)], key=lambda pair: -pair[1]))
