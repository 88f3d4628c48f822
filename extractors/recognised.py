"""What the recogniser read in one crop, decoded from its frames (greedy CTC), and what of its doubt is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from extractors.ctc import compact
from extractors.layout.text import is_cjk
from extractors.reading import Frame

Floats = NDArray[np.float32]

_MARKS = frozenset(" ·、，,.。；;：:_-—|（）()【】“”\"'/")
"""What parts words: it tells something only beside a digit."""
SURE = 0.98
"""Confidence of a line's least sure character from which nothing is kept of what else it may be."""
DOUBTED = 0.99
"""Confidence of a Chinese character from which nothing else is thought of in its place."""
_LEAST_SEEN, _MOST_BESIDE = (
    1e-5,
    12,
)  # probability from which a character was seen beside another one, and how many are kept
SURELY_NAMED = 0.999
"""The same for a line that may name a person: few characters, and look-alikes of rare ones are read with much of it."""
_NAMES_SOMEBODY = re.compile(
    r"姓\s*名|^\W*名\s*[:：]|患\s*者|病\s*人|患儿|产妇|受检|参保人|申请人|被保险人|持[卡证]人|就诊人|委托|受托|代办人|代理人|监护人"
    r"|兹有|兹证明|先生|女士|同志|^\W*[\u3400-\u9fff·]{2,8}[\s,，、/(（]*(?:性别|[男女])"
    r"|^\s*[\u3400-\u9fff](?:\s*[\u3400-\u9fff]){1,3}\s*$|[\u3400-\u9fff][·•．・][\u3400-\u9fff]"
    r"|^[\u3400-\u9fff]{2,5}[、,，][\u3400-\u9fff]{2,5}$"
)
_SIGNS = re.compile(
    r"签(?!发[机单日时])|医\s*[师生]|[药技护]\s*[师士]|主\s*任|主治|专家|[者人员]\s*[:：]|[a-z] ?[Bb]y\b"
    r"|(?:检[验测查]|操作|报告|诊断|审[核定方签]|复[核检审]|核[对准]|校对|阅片|调[配剂]|[发配]药|记录|书写|编码|批准|确认)\s*[:：]"
    r"|(?:^|[\s/])(?:[初主]检|检[验测]|操作|报告|审[核定方签]|复[核检审]|核[对准]|校对|阅片|调[配剂]|[发配]药|记录|书写)"
    r"[者员]?\s*[\u3400-\u9fff·]{2,4}(?:\s|$)"
)
_LONGEST_ROW = 48  # characters: who signs is in no longer lines
_HELD_AGAINST_A_LIST = re.compile(
    r"医院|卫生院|中心|诊所|门诊部|保健院|院$|\d{4}|[年月日]|\d{1,2}[-./]\d{1,2}"
    r"|[病症炎癌瘤]|梗[死塞]|衰竭|不全|综合征|硬化|减退|亢进|障碍|贫血|血压|移植|术后|[化放]疗|病变"
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recogniser read in one crop."""

    text: str
    char_confidences: tuple[float, ...]  # one per character
    char_positions: tuple[float, ...]  # centre of each character, fractions of the crop's width
    frames: Floats | None = None  # (frames, characters) probabilities; only where asked for
    span: float = 1.0  # share of the frames that lie on the crop; the rest is padding
    doubt: tuple[Frame, ...] = ()  # what else it may say, where that is kept (`keeps_its_doubt`)
    others: tuple[tuple[int, Frame], ...] = ()  # Chinese characters read in doubt: where, and what else was seen
    raw: str = ""  # what was read before wording settled it (`spelling`), as long; "" where it settled nothing

    @property
    def confidence(self) -> float:
        """Mean over the characters; 0 where nothing was read."""
        return float(np.mean(self.char_confidences)) if self.char_confidences else 0.0

    @property
    def min_confidence(self) -> float:
        return min(self.char_confidences, default=0.0)

    @property
    def telling(self) -> tuple[int, ...]:
        """Which of its characters tell something: where words part, marks do so only beside a digit.

        Which comma it is, or how wide a bracket, is what nets doubt most and what matters least.
        """
        digit = [False, *(char.isdigit() for char in self.text), False]
        return tuple(at for at, char in enumerate(self.text) if char not in _MARKS or digit[at] or digit[at + 2])

    @property
    def telling_confidence(self) -> float:
        """Of the least sure character that tells something; 0 where none does."""
        return min((self.char_confidences[at] for at in self.telling), default=0.0)


def decode(frames: Floats, characters: Sequence[str], span: float = 1.0, keep_frames: bool = False) -> Recognised:
    """Greedy CTC: (frames, characters) probabilities → text. `span` is the share of frames that lie on the crop."""
    best = frames.argmax(1)
    keep = (best != 0) & np.concatenate(([True], best[1:] != best[:-1]))
    at = np.flatnonzero(keep)
    text, marks = "".join(characters[i] for i in best[at]), tuple(float(c) for c in frames[at, best[at]])
    doubted = [
        place
        for place, (character, mark) in enumerate(zip(text, marks, strict=True))
        if mark < DOUBTED and is_cjk(character)
    ]
    read = Recognised(
        text=text,
        char_confidences=marks,
        char_positions=tuple(float(min(1.0, (t + 0.5) / len(frames) / span)) for t in at),
        frames=frames,
        span=span,
        others=tuple((place, _seen_beside(frames, int(at[place]), characters, text[place])) for place in doubted),
    )
    if keeps_its_doubt(text, marks):
        read = with_doubt(read, characters)
    return read if keep_frames else replace(read, frames=None)


def _seen_beside(frames: Floats, at: int, characters: Sequence[str], read: str) -> Frame:
    """What else was seen where a character was read, with log probabilities, best first."""
    here = frames[max(0, at - 1) : at + 2].max(0)
    heard = np.flatnonzero(here > _LEAST_SEEN)
    seen = heard[np.argsort(-here[heard], kind="stable")].tolist()
    others = (one for one in seen if one and characters[one] != read)
    return tuple((characters[one], math.log(here[one])) for one in islice(others, _MOST_BESIDE))


def with_doubt(read: Recognised, characters: Sequence[str]) -> Recognised:
    """The same with what else it may say, out of its frames."""
    if read.frames is None:
        return read
    return replace(read, doubt=compact(read.frames[: math.ceil(len(read.frames) * read.span)], characters))


def keeps_its_doubt(text: str, char_confidences: Sequence[float]) -> bool:
    """Whether a line will be held against a list, a checksum or a calendar, and may say something else than it seems.

    A hospital's name, a date, an ID number, a disease, a person's name, who signs; sure lines say what they say.
    """
    least = min(char_confidences, default=1.0)
    if least < SURE and _HELD_AGAINST_A_LIST.search(text) is not None:
        return True
    return least < SURELY_NAMED and (may_be_signed(text) or _NAMES_SOMEBODY.search(text) is not None)


def may_be_signed(text: str) -> bool:
    """Whether a line may say who did something."""
    return len(text) <= _LONGEST_ROW and _SIGNS.search(text) is not None
