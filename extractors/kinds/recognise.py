"""Which kind a page is: from its title and its content, never from the file's name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.fields import lab_columns
from extractors.fields.page_numbers import PageNumber, page_number
from extractors.kinds.all import SPECS
from extractors.kinds.sighted import sighted
from extractors.kinds.spec import KindSpec
from extractors.kinds.titles import Title, titles
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Kind, QualityGrade, QualityProblem
from extractors.roles.net import MOST

_TITLE_WEIGHT = 4.0  # what a perfect title is worth against cues
_CONTENT_CAP = 4.0  # so that no amount of words outweighs everything
_LEAST = 1.2  # evidence a kind needs at all
_LEAST_CONFIDENCE = 0.4
_TITLED = 0.5  # strength from which a title begins a document
_CLEARER, _BELOW = 0.2, 0.15  # by which a paper's title is stronger and stands higher than a section's heading
_INNER = 0.4  # of a title's strength, for one that heads a section
_FEW_CHARACTERS = 12  # a page with fewer says nothing
_BORNE_OUT = 0.5  # evidence of the content that a title told by its ending alone needs
_TABLE = 1.0  # what the head of a table of results adds
_STAY = re.compile(r"住院|入院|床号|\d床")  # a ward's paper says whose bed it is of
_UNLIKELY = 0.6  # of a shared title's strength, for a ward's paper that says nothing of a stay
_MEDICAL = re.compile(r"医院|诊断|检查|检验|病历|患者|科室|住院|门诊|医师|医生|治疗|身份证|医保|社会保障|药")


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a page is, taken by itself."""

    kind: Kind
    confidence: float
    title: Title | None  # the title that begins a document here; None on a page that shows none
    number: PageNumber | None
    scores: Mapping[Kind, float]
    also: tuple[Kind, ...] = ()  # other documents on the same page (both sides of an ID card)

    @property
    def begins(self) -> bool:
        """Whether a title says that a document begins here."""
        return self.title is not None and self.title.strength >= _TITLED


def recognise(sheet: Sheet) -> Recognition:
    """The page's kind with a confidence in [0, 1].

    `unknown` for a legible page that fits nothing, `unrelated` for what is clearly something else (bills, chats,
    a picture with no text), `photo` for a portrait.
    """
    number = page_number(sheet)
    if sheet.page.picture == "portrait" and not _says_much(sheet):
        return Recognition(Kind.PHOTO, 0.95, None, number, {})
    if not sheet.lines or _characters(sheet) < _FEW_CHARACTERS:
        return _without_text(sheet, number)
    found = titles(sheet)
    text = _text(sheet, found)
    scores = {spec.kind: _score(spec, text, found) for spec in SPECS}
    if scores[Kind.LAB_REPORT] > 0 and any(lab_columns.header_of(row) for row in sheet.rows):
        scores[Kind.LAB_REPORT] += _TABLE
    return _decided(sheet, number, found, scores)


def _text(sheet: Sheet, found: tuple[Title, ...]) -> str:
    """The page's text; a title does not run on into the next line: 病程记录, 日期 is no 记录日期."""
    ends = {
        id(each.line) for each in found if each.strength >= _TITLED and squeeze(each.line.text).text.endswith(each.text)
    }
    return squeeze("".join(f"{line.text}|" if id(line) in ends else line.text for line in sheet.lines)).text


def _decided(
    sheet: Sheet, number: PageNumber | None, found: tuple[Title, ...], scores: Mapping[Kind, float]
) -> Recognition:
    ranked = sorted(scores, key=lambda kind: -scores[kind])
    best, second = ranked[0], ranked[1]
    confidence = _confidence(scores[best], scores[best] - max(0.0, scores[second]))
    title = next((each for each in found if each.kind is best), None)
    if both := _both_sides(scores):
        sure = min(_confidence(scores[kind], scores[kind]) for kind in both)
        return Recognition(both[0], sure, None, number, scores, both[1:])
    if scores[best] < _LEAST or confidence < _LEAST_CONFIDENCE:
        seen = sighted(sheet.page)
        if seen is not None and scores[seen] > 0:  # some word of such papers stands on it
            return Recognition(seen, MOST, None, number, scores)
        return Recognition(Kind.UNKNOWN, round(1 - confidence, 4), None, number, scores)
    if sheet.page.quality.grade is QualityGrade.UNREADABLE:
        confidence *= 0.7
    return Recognition(best, round(confidence, 4), title, number, scores)


def _both_sides(scores: Mapping[Kind, float]) -> tuple[Kind, ...]:
    """Front and back of an ID card on one page."""
    sides = (Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK)
    others = max(value for kind, value in scores.items() if kind not in sides)
    return sides if all(scores[side] >= max(_LEAST + 0.3, others) for side in sides) else ()


def _score(spec: KindSpec, text: str, found: tuple[Title, ...]) -> float:
    own = max((title for title in found if title.kind is spec.kind), key=lambda title: title.strength, default=None)
    titled = own.strength if own else 0.0
    if own is not None and any(_heads(each, own) for each in found):
        titled *= _INNER
    shared = own is not None and any(each.line is own.line and each.kind is not spec.kind for each in found)
    if shared and spec.inpatient and not _STAY.search(text):
        titled *= _UNLIKELY
    content = min(_CONTENT_CAP, sum(weight for word, weight in spec.cues.items() if word in text))
    if own is not None and own.vague and content < _BORNE_OUT:
        titled = 0.0
    against = min(_CONTENT_CAP, sum(weight for word, weight in spec.against.items() if word in text))
    # A clear title stands against stray words: records quote each other's titles.
    return _TITLE_WEIGHT * titled + content - against * (1.0 - 0.6 * titled)


def _heads(title: Title, other: Title) -> bool:
    """Whether a clear title stands over another of another kind, which then heads a section: 复诊病历 … 处方."""
    clearly = title.strength >= max(_TITLED, other.strength + _CLEARER)
    return clearly and title.kind is not other.kind and title.share + _BELOW < other.share


def _confidence(score: float, margin: float) -> float:
    evidence = 1 - math.exp(-0.75 * max(0.0, score))
    apart = 1 - math.exp(-1.3 * max(0.0, margin))
    return evidence * (0.5 + 0.5 * apart)


def _characters(sheet: Sheet) -> int:
    return sum(len(squeeze(line.text).text) for line in sheet.lines)


def _says_much(sheet: Sheet) -> bool:
    return _characters(sheet) >= 2 * _FEW_CHARACTERS


def _without_text(sheet: Sheet, number: PageNumber | None) -> Recognition:
    quality = sheet.page.quality
    text = "".join(line.text for line in sheet.lines)
    seen = quality.grade is QualityGrade.GOOD and QualityProblem.BLANK not in quality.problems
    if seen and not sheet.page.seals and not _MEDICAL.search(text) and number is None:
        return Recognition(Kind.UNRELATED, 0.7 if not text else 0.6, None, None, {})
    return Recognition(Kind.UNKNOWN, 0.5, None, number, {})
