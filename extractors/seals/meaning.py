"""What a seal's words mean: its owner, its purpose, and what must stay unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.layout.surnames import is_whole_name
from extractors.reading import SealPurpose, SealShape, SealStatus
from extractors.seals.candidates import Candidate
from extractors.seals.composed import composed
from extractors.seals.owner import split_owner
from extractors.seals.phrased import TOLD
from extractors.seals.purpose import Match, find_date, find_purpose, general_purpose, letters
from extractors.seals.wording import Piece, SealText

_WHOLE = 0.8  # share of 诊断专用章 that has to be seen: other departments' seals end so
_ALL = 0.99  # share of it that is all of it
_CLEAR = 0.8  # of a line, before words that no phrase lists are what a seal is for
_PLAIN = 0.9  # ... and before its parts outweigh a listed phrase that resembles it
_DEPARTMENT = re.compile(r"[一-鿿][科室部处章用]")  # what is left of a purpose too worn to be told
_HALF_CLEAR = 0.5  # of a line, from which such words say that there is a purpose
_MARK = re.compile(r"^已|讫|.章")  # what a stamp says was done, or what it is; 章 begins names
_PERSON = re.compile(r"(?<![复夏打])印")  # of a name; purposes have it of copies alone
_CARVED = 4  # characters of a name seal: three and 印, or two and 之印
_PARTS = ("门诊", "门急诊", "急诊", "住院", "住院部")  # of a house, before what their office is for
_NAME = 4  # characters from which an institution is named: 医院 alone is the end of any
_SURE = 0.6  # of the rim's text, before a missing purpose line means anything


@dataclass(frozen=True, slots=True)
class Meaning:
    owner: str
    purpose_text: str
    purpose: SealPurpose


def understand(said: SealText, candidate: Candidate, small: bool) -> Meaning:
    """`small`: no larger than name seals are."""
    if candidate.purpose is not None:
        return Meaning("", "", candidate.purpose)
    owner, rest = _parted(said.rim)
    lines = list(said.inner)
    if not owner:
        for index, line in enumerate(lines):
            owner, after = _parted(line)
            if owner:
                lines[index : index + 1] = [after] if after.text else []
                break
    told = [piece for piece in (rest, *lines) if piece.text]
    words = " ".join(piece.text for piece in told)
    if not owner and small and _signs(said, candidate):
        return Meaning(letters(said.text), "", SealPurpose.PERSONAL_NAME)
    listed = _in_full(said, owner, told) or _composed(owner, told) or _listed(said, owner, words)
    if listed:
        return listed
    if not owner and _is_name(said, candidate, small):
        return Meaning(letters(said.text), "", SealPurpose.PERSONAL_NAME)
    return _unlisted(said, candidate, owner, words)


def _parted(piece: Piece) -> tuple[str, Piece]:
    """The institution a line names, and the rest of it; 门诊部 alone is no institution but what a seal is for."""
    owner, rest = split_owner(piece.text)
    alone = find_purpose(owner) if owner else None
    if alone is not None and (alone.phrase == letters(owner) or _is_room(owner, alone)):
        owner, rest = "", piece.text
    return owner, replace(piece, text=rest)


def _is_room(owner: str, match: Match) -> bool:
    """Whether a purpose ends what looks like a name, and a part of a house stands before it: 门诊一站式服务中心."""
    return match.share >= _ALL and owner.removesuffix(match.phrase) in _PARTS


def _in_full(said: SealText, owner: str, told: Sequence[Piece]) -> Meaning | None:
    """A listed purpose that was read itself, and no longer one fits: 诊断专用章 is also the end of 超声诊断专用章.

    Nor one that is put together from more than it: 办公室 is also the end of 医保物价办公室.
    """
    words = " ".join(piece.text for piece in told)
    match = find_purpose(words)
    if match is None or match.share < _ALL or (said.fit and len(said.fit.phrase) > len(match.phrase)):
        return None
    if (purpose := _without_doubt(match, words)) is SealPurpose.UNKNOWN:
        return None
    longer = next((piece for piece in told if _ends_in(piece, match.phrase)), None)
    if longer is not None and (other := composed(longer.text.replace(" ", ""))) is not None:
        return Meaning(owner, longer.text, other)
    return Meaning(owner, words[match.start : match.end].strip(), purpose)


def _ends_in(piece: Piece, phrase: str) -> bool:
    """Whether a line that was surely read ends in a phrase, with words of its own before it."""
    more = letters(piece.text).removesuffix(phrase)
    return piece.confidence >= _PLAIN and letters(piece.text).endswith(phrase) and len(more) > len(phrase) // 2


def _composed(owner: str, told: Sequence[Piece]) -> Meaning | None:
    """The purpose of a line, or of all of them, by the parts it is put together from."""
    every = Piece("".join(piece.text for piece in told), min((piece.confidence for piece in told), default=0.0))
    for piece in (every, *told):
        text = piece.text.replace(" ", "")
        alone = piece is every or "章" not in every.text.replace(piece.text, "")  # 医务部 / 断证明章: a part of one
        purpose = composed(text) if alone and piece.confidence >= _PLAIN else None
        if purpose is not None:
            return Meaning(owner, text, purpose)
    return None


def _listed(said: SealText, owner: str, words: str) -> Meaning | None:
    """The purpose by a phrase that seals are known to carry."""
    match = find_purpose(words)
    if said.fit and (match is None or (said.fit.share > match.share and len(said.fit.phrase) >= len(match.phrase))):
        certificate = said.fit.purpose is SealPurpose.CERTIFICATE and "证明" not in said.fit.phrase
        doubtful = certificate and not (said.fit.whole and said.fit.share > _WHOLE)
        return Meaning(owner, said.fit.phrase, SealPurpose.UNKNOWN if doubtful else said.fit.purpose)
    if match is None:
        return None
    text = words[match.start : match.end].strip()
    return Meaning(owner, text, _without_doubt(match, words))


def _without_doubt(match: Match, words: str) -> SealPurpose:
    """Of 超声诊断专用章 read in part, 诊断专用章 is left over: only whole words, or 证明, make it the certificate's."""
    left_over = match.share < _ALL or words[: match.start][-1:].strip()
    if match.purpose is SealPurpose.CERTIFICATE and "证明" not in match.phrase and left_over:
        return SealPurpose.UNKNOWN
    return match.purpose


def _unlisted(said: SealText, candidate: Candidate, owner: str, words: str) -> Meaning:
    general = general_purpose(words)
    if general and all(p.confidence >= _CLEAR for p in (said.rim, *said.inner) if general in p.text):
        return Meaning(owner, general, SealPurpose.OTHER)
    if not owner and candidate.ellipse is None and find_date(said.text):  # within a ring, a date is the print below
        return Meaning("", find_date(said.text), SealPurpose.DATE)
    plain = _is_plain_institution(said, candidate, owner)
    return Meaning(owner, "", SealPurpose.INSTITUTION if plain else SealPurpose.UNKNOWN)


def _signs(said: SealText, candidate: Candidate) -> bool:
    """Whether a small frame holds the 印 of a name, wherever it was read, and of a purpose no more than a likeness."""
    text = letters(said.text)
    named = candidate.shape is SealShape.SQUARE and len(text) <= _CARVED and _PERSON.search(text) is not None
    return named and not (said.fit and said.fit.share >= TOLD) and find_purpose(said.text) is None


def _is_name(said: SealText, candidate: Candidate, small: bool) -> bool:
    text = letters(said.text)
    if not 2 <= len(text) <= 5 or candidate.shape in (SealShape.ROUND, SealShape.OVAL) or _MARK.search(text):
        return False
    if small or candidate.shape is SealShape.SQUARE or text[-1] == "印":
        return True
    return text == said.text and is_whole_name(text) and not _DEPARTMENT.search(text)


def _is_plain_institution(said: SealText, candidate: Candidate, owner: str) -> bool:
    """A whole round seal whose name was surely read, with a star and blank paper where a purpose would stand."""
    whole = candidate.shape is SealShape.ROUND and candidate.status in (SealStatus.PRESENT, SealStatus.PHOTOCOPIED)
    if any(_DEPARTMENT.search(piece.text) and piece.confidence >= _HALF_CLEAR for piece in said.inner):
        return False
    return (
        len(letters(owner)) >= _NAME
        and whole
        and said.rim.confidence >= _SURE
        and said.centre_marked
        and said.foot_blank
    )
