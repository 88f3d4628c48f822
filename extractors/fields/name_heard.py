"""A name read in doubt, decoded anew from what the recogniser saw, weighed by what names are made of.

Recognisers have learnt running text: 骞 becomes 塞, 妤 becomes 好, and a last character they hardly know is left out.
Each name that the frames allow is scored by its probability in them (CTC prefix search: Graves 2012) times how usual a
surname, a given character and a length like its own are; the best one's share of all is how sure it is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from extractors.fields.given_names import COUNTED, USUAL
from extractors.layout.surnames import COMPOUND, SINGLE, is_whole_name
from extractors.layout.text import is_cjk
from extractors.reading import Frame, Line

_BEAM = 32
_AUDIBLE = 0.001  # least probability of a character in a frame that is followed
_LONGEST = 4  # characters
_STRANGE_SURNAME = 0.03  # weight of a character nobody is called by where a name begins
_UNCOUNTED, _SURNAME_GIVEN, _STRANGE_GIVEN = 0.4, 0.2, 0.03  # of a given character that no count of names holds
_HALF = 800.0  # the rank in that count from which a character weighs half of the commonest
_COMMON_TEXT = 0.3  # share of the weight left to a character that running text is full of: it is read for rare ones
_TEXT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全"
    "三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先"
    "海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市"
)
# In hardly any given name, and read for characters that are in many: 凤, 天, 宇.
_SELDOM = {"风": 0.06, "夭": 0.01, "字": 0.02}
_RANKS = {letter: rank for rank, letter in enumerate(COUNTED)}
_LENGTHS = {2: 0.4, 3: 1.0, 4: 1.0}
_OPENS_COMPOUND = frozenset(surname[0] for surname in COMPOUND)
_SEEN = 0.02  # least share of the likeliest reading's probability that a name has to have without its being a name


def heard(frames: Sequence[Frame]) -> tuple[str, float] | None:
    """The likeliest name and how sure it is among all readings, in [0, 1]; None where no name was seen.

    Args:
        frames: of the name alone; what is no Chinese character there (a colon, a space) counts as no character.
    """
    plain = _search(frames, weighed=False)
    names = _search(frames, weighed=True)
    total = sum(names.values())
    if not total:
        return None
    best = max(names, key=lambda name: names[name])
    likeliest = max(plain.values())
    if not is_whole_name(best) or plain.get(best, 0.0) < _SEEN * likeliest:
        return None
    return best, names[best] / total


def frames_of(name: Line, lines: Sequence[Line]) -> tuple[Frame, ...]:
    """The frames between the characters before and behind a name in the line it is part of, what was lost there too.

    Args:
        lines: of the page.
    """
    for line in lines:
        at = _place(name, line)
        if at is not None and line.frames and len(line.char_positions) == len(line.text):
            first = _behind(line, at - 1)
            last = _frame_at(line, at + len(name.text)) if at + len(name.text) < len(line.text) else len(line.frames)
            return line.frames[first:last]
    return name.frames


def _place(name: Line, line: Line) -> int | None:
    """Where in a line a part of it begins; None where it is none."""
    if line is name:
        return 0
    if not (line.box.y0 == name.box.y0 and line.box.y1 == name.box.y1 and name.text in line.text):
        return None
    starts = [i for i in range(len(line.text)) if line.text.startswith(name.text, i)]
    here = [i for i in starts if abs(line.part(i, i + len(name.text)).box.x0 - name.box.x0) < 1e-6]
    return here[0] if here else None


def _frame_at(line: Line, index: int) -> int:
    """The frame in which a character was first read: about its position, for the last frame kept is not a whole one."""
    near = min(len(line.frames) - 1, max(0, round(line.char_positions[index] * len(line.frames) - 0.5)))
    around = [at for at in (near - 1, near, near + 1) if 0 <= at < len(line.frames)]
    return next((at for at in around if line.frames[at][0][0] == line.text[index]), near)


def _behind(line: Line, index: int) -> int:
    """The first frame in which the character at `index` is no longer the best; 0 before the first one."""
    if index < 0:
        return 0
    at = _frame_at(line, index)
    while at < len(line.frames) and line.frames[at][0][0] == line.text[index]:
        at += 1
    return at


def _search(frames: Sequence[Frame], weighed: bool) -> dict[str, float]:
    """The texts that the frames may say, each with its probability, times its weight as a name where asked for."""
    beams = {"": (1.0, 0.0)}  # text → probability of ending in a pause, and in its last character
    for frame in frames:
        heard_now = [(letter if letter and is_cjk(letter) else "", math.exp(value)) for letter, value in frame]
        then: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for text, (paused, spoken) in beams.items():
            for letter, share in heard_now:
                if share < _AUDIBLE:
                    continue
                if not letter:
                    then[text][0] += share * (paused + spoken)
                    continue
                if text.endswith(letter):
                    then[text][1] += share * spoken
                before = paused if text.endswith(letter) else paused + spoken
                weight = _weight(text, letter) if weighed else float(len(text) < _LONGEST)
                if before and weight:
                    then[text + letter][1] += share * before * weight
        best = sorted(then, key=lambda text: -sum(then[text]))[:_BEAM]
        beams = {text: (then[text][0], then[text][1]) for text in best}
    found = {text: sum(ends) for text, ends in beams.items() if text}
    return {text: value * _LENGTHS.get(len(text), 0.0) for text, value in found.items()} if weighed else found


def _weight(text: str, letter: str) -> float:
    """How usual it is that a name goes on so."""
    if not text:
        return 1.0 if letter in SINGLE else 0.3 if letter in _OPENS_COMPOUND else _STRANGE_SURNAME
    if text + letter in COMPOUND:
        return 1.0
    surname = 2 if text[:2] in COMPOUND else 1
    if len(text) - surname >= 2:
        return 0.0
    strange = _STRANGE_SURNAME if len(text) == 1 and text not in SINGLE and text in _OPENS_COMPOUND else 1.0
    return strange * _given(letter)


@lru_cache(maxsize=4096)
def _given(letter: str) -> float:
    """How usual a character is in given names, next to running text."""
    if letter in _SELDOM:
        return _SELDOM[letter]
    rank = _RANKS.get(letter)
    other = _UNCOUNTED if letter in USUAL else _SURNAME_GIVEN if letter in SINGLE else _STRANGE_GIVEN
    weight = other if rank is None else 1 / (1 + rank / _HALF)
    return weight * (_COMMON_TEXT if letter in _TEXT else 1.0)
