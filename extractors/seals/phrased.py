"""Lines of a seal with the purpose that fits them written out: the phrase stands for what was read of it, once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.seals.composed import composed
from extractors.seals.owner import split_owner
from extractors.seals.phrases import Fit
from extractors.seals.purpose import find_date, find_purpose, letters
from extractors.seals.window import best_window
from extractors.seals.wording import Piece

TOLD = 0.75
"""Share of a phrase from which it stands for what was read of it."""

_SURE = 0.9  # most that is said of a phrase's confidence
_CLEAR = 0.8  # of a line, from which it holds what was read and no more
_SURELY = 0.9  # ... from which it says what it says, though it is nearly a phrase
_SEEN = 0.97  # share of a phrase from which all of it was seen
_LIKE = 0.3  # share of a phrase from which a line is the one it was read in
_SAYS = 3  # characters of its own from which a line with an institution's word is a name
_MORE = 2  # characters beside a phrase that say something
_ENDING = "专用章"
_STAMP = re.compile(f"({_ENDING}|章)$")
_LATIN = re.compile(r"[A-Za-z]{2}")  # CT, PET
_RULE = re.compile(r"[一\-—_ ]+")  # the rules of a frame
_SERIAL = re.compile(r"[（(]\d{1,2}[)）]")


def in_words(pieces: Sequence[Piece], fit: Fit | None) -> tuple[Piece, ...]:
    """`pieces` from the top, the phrase in its place; without what else was read of the same line.

    Without a phrase that fits surely, one that was read in full stands alone in its line as well.
    """
    pieces = [piece for piece in pieces if not _RULE.fullmatch(piece.text)]
    fit = _read_in_full(pieces, fit) or fit
    if fit is None or fit.share < TOLD:
        return tuple(pieces)
    windows = [best_window(fit.phrase, piece.text) for piece in pieces]
    likest = max(range(len(pieces)), key=lambda at: windows[at][0], default=None)
    phrase = Piece(fit.phrase, min(_SURE, fit.share))
    if likest is not None and _in_a_name(pieces[likest].text, windows[likest]):
        return tuple(pieces)
    if likest is None or windows[likest][0] <= _LIKE:
        return (*(p for p in pieces if not _of_it(p.text, fit.phrase)), phrase)
    told = []
    for at, piece in enumerate(pieces):
        if at == likest:
            told.append(piece if _is_like_it(piece, fit) else _written_out(piece, phrase, windows[at]))
        elif not _of_it(piece.text, fit.phrase):
            told.append(piece)
    return tuple(told)


def _read_in_full(pieces: Sequence[Piece], fit: Fit | None) -> Fit | None:
    """A phrase that was read itself, unless one fits that says another thing: 检验中心 is no worn 医学检验中心."""
    match = find_purpose(" ".join(piece.text for piece in pieces))
    if match is None or match.share < 1.0:
        return None
    surely = any(letters(piece.text) == match.phrase and piece.confidence >= _CLEAR for piece in pieces)
    if fit is None or fit.share < TOLD or (surely and match.phrase in fit.phrase):
        return Fit(match.purpose, match.phrase, match.share)
    return None


def _written_out(piece: Piece, phrase: Piece, window: tuple[float, int, int]) -> Piece:
    """The phrase in its place in a line; what stands beside it stays if it says something."""
    share, start, end = window
    before, after = piece.text[:start], piece.text[end:]
    before = "" if _says_nothing(before, phrase.text) else before
    after = "" if _says_nothing(after, phrase.text) else after
    if not before and not after:
        return phrase if share < 1.0 else Piece(phrase.text, max(phrase.confidence, piece.confidence))
    return Piece(before + phrase.text + after, piece.confidence)


def _is_like_it(piece: Piece, fit: Fit) -> bool:
    """Whether a line was surely read as a purpose of the same kind that no list holds: 医学检验部 is no misread 科.

    What is a part of the phrase was cut short, and what lacks its 章 may have been, unless other words stand there:
    分子诊断实验室 is no 分子诊断章.
    """
    other = piece.text not in fit.phrase and "章" not in fit.phrase.removesuffix(piece.text[-1:])
    whole = other or _goes_on(letters(piece.text), _STAMP.sub("", fit.phrase))
    sure = piece.confidence >= _SURELY and fit.share < _SEEN and letters(piece.text) == piece.text
    return whole and sure and composed(piece.text) is fit.purpose


def _goes_on(words: str, stem: str) -> bool:
    """Whether words go on behind a phrase without its 章, and not as one that was read by half would."""
    rest = words.removeprefix(stem)
    return _MORE <= len(rest) < len(words) and not set(rest) & set(_ENDING)


def _in_a_name(text: str, window: tuple[float, int, int]) -> bool:
    """Whether what fits a phrase is the end of an institution's name: 示例医学检验所 is not the 医学检验科."""
    share, start, end = window
    return share < 1.0 and start >= _MORE and len(split_owner(text)[0]) >= end


def _says_nothing(text: str, phrase: str) -> bool:
    own = letters(text)
    return len(own) < _MORE or set(own) <= set(phrase) | set("年月日")


def _of_it(text: str, phrase: str) -> bool:
    """What of a line was read twice, or so badly that it says nothing."""
    if find_date(text) or is_serial(text) or _LATIN.search(text):
        return False
    own = letters(text)
    if split_owner(text)[0] and sum(c not in phrase for c in own) >= _SAYS:
        return False
    return set(own) <= set(phrase + _ENDING) or (len(own) > 1 and sum(c in phrase for c in own) >= 0.5 * len(own))


def is_serial(text: str) -> bool:
    """The number of one of several seals alike: (2)."""
    return _SERIAL.fullmatch(text) is not None
