"""What a doubtful line says, where a list says what it may say: names compete on what the recogniser saw.

The text of a line is the recogniser's best guess, one character at a time, and common characters win over rare ones of
the same shape (峰 over 峄). Held against a list, its second thoughts count: a name is scored by what it costs against
the text as read (`extractors.ctc`), and every other name on the list by the same measure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.reading import Frame

_TOLL = 1.5  # what a character beside the name costs
_LIKELY = 40  # names scored on the line


@dataclass(frozen=True, slots=True)
class Heard:
    """A name of a list as it fits a line."""

    text: str
    cost: float  # against the text as read, natural logarithm; 0 where it is that text, negative by what is given up


def heard(
    frames: Sequence[Frame], read: str, names: Sequence[str], plain: Callable[[str], str] = lambda letter: letter
) -> tuple[Heard, ...]:
    """The names that fit a line best, the best first; empty where nothing was kept of the line.

    Args:
        frames: what was kept of the line or the part of it that holds the name.
        read: the name as it was read there, in the letters of `names`.
        names: those that it may be.
        plain: a letter as it stands in `names`; "" for signs that do not count.
    """
    if not frames or not read or not names:
        return ()
    import numpy as np  # noqa: PLC0415 (who only loads the rules needs none)

    from extractors import ctc  # noqa: PLC0415

    looks = ctc.look([(tuple(in_letters(frame, plain) for frame in frames), False)], _TOLL)
    bounds = ctc.bounds(looks, list(names))
    likely = [names[int(at)] for at in np.argsort(-bounds, kind="stable")[:_LIKELY]]
    scores = ctc.fit(looks, [read, *likely])[0]
    found = [Heard(name, float(score - scores[0])) for name, score in zip(likely, scores[1:], strict=True)]
    return tuple(sorted(found, key=lambda one: -one.cost))


def in_letters(frame: Frame, plain: Callable[[str], str]) -> Frame:
    """A frame in the letters of the list, each once, the best first."""
    letters: dict[str, float] = {}
    for letter, value in frame:
        spelled = plain(letter) if letter else ""
        letters[spelled] = max(value, letters.get(spelled, value))
    return tuple(sorted(letters.items(), key=lambda pair: -pair[1]))
