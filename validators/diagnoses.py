"""病种 ↔ diagnosis: whether what the papers diagnose supports the disease applied for.

A diagnosis supports a disease when one of the disease's words stands in its name, the paper is sure of it (confirmed),
it was read surely and its ICD code, where one is printed, does not say something else. It is *unsure* when only a
suspected or past diagnosis fits, when name and code disagree, when only the code fits, or when a word fits but for one
look-alike character: an exact word is always asked for before anything passes. A negated or family diagnosis never
counts, nor does the 临床诊断 on a request (source_rank 9).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from extractors.reading import Certainty, Diagnosis, Evidence
from validators import icd
from validators.disease_table import DiseaseSpec, find
from validators.icd_import import IcdTable
from validators.look_alikes import alike, unify
from validators.matching import MATCHING
from validators.verdict import Message, Outcome

__all__ = ["DiseaseSpec", "Reason", "Support", "find", "stage_ordinal", "supports"]

_REQUEST_SIDE = 9
_LONGEST = 200  # characters of a name in which misread words are looked for
_DOUBT = re.compile(r"[?？]|待查|待排|待除外|可能|疑似|拟诊|考虑|不除外|不能排除|性质待定|倾向")
_DENIAL = re.compile(r"^(?:无(?!痛|症状|性细胞|排卵|脾|菌|张力|精|色素|脑)|否认|排除|未见|除外)")
_FAMILY = re.compile(r"家族史|家族性?病史|(?:父亲?|母亲?|兄|弟|姐|妹|祖父|祖母)(?:患|有|曾)")
_PAST = re.compile(r"个人史|既往|病史(?!陈述)")
_STAGE = re.compile(
    r"(?<![\dA-Z])(?:CKD|G|N)?-?(?P<number>[1-9]|I{1,3}|IV|VI{0,3}|[一二三四五六])[ABCD]?(?P<unit>期|级|度)"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}


OneSheet = Callable[[Evidence, Evidence], bool]


class Reason(StrEnum):
    """Why an outcome came about; `Support.message` says it in words."""

    CONFIRMED = "confirmed"
    NO_FIT = "no_fit"
    OPEN_LIST = "open_list"
    NONE_READ = "none_read"
    LOW_CONFIDENCE = "low_confidence"
    SUSPECTED = "suspected"
    HISTORY = "history"
    DOUBTFUL_NAME = "doubtful_name"
    LOOK_ALIKE = "look_alike"
    CODE_ONLY = "code_only"
    CODE_DISAGREES = "code_disagrees"
    ABBREVIATED = "abbreviated"
    STAGE_UNREAD = "stage_unread"
    STAGE_TOO_LOW = "stage_too_low"
    COMPLICATION_UNSURE = "complication_unsure"
    COMPLICATION_MISSING = "complication_missing"


_MESSAGES = {
    Reason.CONFIRMED: Message("诊断与申请病种相符", "a confirmed diagnosis supports the disease applied for"),
    Reason.NO_FIT: Message("材料中的诊断与申请病种不符", "no diagnosis on the papers fits the disease applied for"),
    Reason.OPEN_LIST: Message("诊断不在已知名称之列，请人工核对", "the diagnosis is none of the known names"),
    Reason.NONE_READ: Message("未识读到诊断", "no diagnosis could be read"),
    Reason.LOW_CONFIDENCE: Message("诊断识读不清，请人工核对", "the diagnosis was read with doubt"),
    Reason.SUSPECTED: Message("仅有疑似诊断（待查、考虑等）", "the diagnosis is only suspected"),
    Reason.HISTORY: Message("仅见于既往史", "the diagnosis stands only in the past history"),
    Reason.DOUBTFUL_NAME: Message("诊断名称不能确定属于申请病种", "the diagnosis may or may not be the disease meant"),
    Reason.LOOK_ALIKE: Message("诊断名称有一字疑似误读", "a character of the diagnosis may be misread"),
    Reason.CODE_ONLY: Message("仅疾病编码与申请病种相符", "only the ICD code fits the disease applied for"),
    Reason.CODE_DISAGREES: Message("诊断名称与疾病编码不一致", "the name of the diagnosis and its ICD code disagree"),
    Reason.ABBREVIATED: Message("诊断为缩写或外文，请人工核对", "the diagnosis is abbreviated or foreign"),
    Reason.STAGE_UNREAD: Message("未识读到所需的分期或分级", "the stage or grade needed could not be read"),
    Reason.STAGE_TOO_LOW: Message("分期或分级未达到要求", "the stage or grade is below the one needed"),
    Reason.COMPLICATION_UNSURE: Message("并发症不能确定", "a complication is needed and none is certain"),
    Reason.COMPLICATION_MISSING: Message("未见所需的并发症诊断", "a complication is needed and none is diagnosed"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Support:
    """Whether the diagnoses support the disease, why, and the diagnoses that made it so."""

    outcome: Outcome
    reason: Reason
    diagnoses: tuple[Diagnosis, ...] = ()

    @property
    def message(self) -> Message:
        return _MESSAGES[self.reason]


class _Name(StrEnum):
    """How a diagnosis name stands to a disease."""

    FITS = "fits"
    DOUBTFUL = "doubtful"
    LOOK_ALIKE = "look_alike"
    EXCLUDED = "excluded"  # it names something else that holds one of the disease's words
    OTHER = "other"


def _on_one_page(one: Evidence, other: Evidence) -> bool:
    return (one.upload, one.page) == (other.upload, other.page)


def supports(
    spec: DiseaseSpec,
    diagnoses: Sequence[Diagnosis],
    table: IcdTable | None = None,
    one_sheet: OneSheet = _on_one_page,
) -> Support:
    """Whether `diagnoses` support `spec`.

    Args:
        table: an imported official table: adds names that the own words do not hold.
        one_sheet: whether two places are on one sheet, as a paper photographed twice is.
    """
    counted = [d for d in diagnoses if d.source_rank < _REQUEST_SIDE]
    judged = [(d, _reason(spec, d, table)) for d in counted]
    fitting = [d for d, reason in judged if reason is Reason.CONFIRMED] or _agreeing(spec, judged, one_sheet)
    if fitting:
        return _qualified(spec, fitting, counted)
    unsure = [(d, reason) for d, reason in judged if reason is not Reason.NO_FIT]
    if unsure:
        best = min((reason for _, reason in unsure), key=list(Reason).index)
        return Support(Outcome.UNSURE, best, tuple(d for d, reason in unsure if reason is best))
    if not counted or all(d.certainty in (Certainty.NEGATED, Certainty.FAMILY) for d in counted):
        return Support(Outcome.UNSURE, Reason.NONE_READ, tuple(counted))
    return Support(Outcome.UNSURE, Reason.OPEN_LIST, tuple(counted)) if spec.open else _no_fit(counted)


def _agreeing(spec: DiseaseSpec, judged: Sequence[tuple[Diagnosis, Reason]], one_sheet: OneSheet) -> list[Diagnosis]:
    """Two diagnoses whose names fit, each more likely read rightly than not, on two sheets: hardly are both misread.

    The chance that neither was read rightly has to be no greater than it may be for a single one; more than two sheets
    prove no more, for what is printed alike is misread alike. So is what was photographed twice.
    """
    doubted = [d for d, reason in judged if reason is Reason.LOW_CONFIDENCE and d.evidence and d.confidence > 1 / 2]
    fitting = [d for d in doubted if _name_fit(spec, d) is _Name.FITS]
    apart = (two for two in combinations(fitting, 2) if not one_sheet(two[0].evidence[0], two[1].evidence[0]))
    two = min(apart, key=_both_wrong, default=())
    return list(two) if two and _both_wrong(two) <= 1 - MATCHING.diagnoses.sure else []


def _both_wrong(two: Sequence[Diagnosis]) -> float:
    return math.prod(1 - d.confidence for d in two)


def _no_fit(counted: list[Diagnosis]) -> Support:
    return Support(Outcome.FAIL, Reason.NO_FIT, tuple(counted))


def _qualified(spec: DiseaseSpec, fitting: list[Diagnosis], counted: list[Diagnosis]) -> Support:
    """What else the disease asks: a stage, then a complication."""
    staged = _stage_support(spec, fitting)
    if staged is not None:
        return staged
    return _complication_support(spec, fitting, counted) or Support(Outcome.PASS, Reason.CONFIRMED, tuple(fitting))


def _stage_support(spec: DiseaseSpec, fitting: list[Diagnosis]) -> Support | None:
    if not spec.min_stage:
        return None
    needed = stage_ordinal(spec.min_stage)
    stages = [s for d in fitting if (s := _stage_of(d)) is not None and needed is not None and s[1] == needed[1]]
    if needed is None or not stages:
        return Support(Outcome.UNSURE, Reason.STAGE_UNREAD, tuple(fitting))
    if max(stages) < needed:
        return Support(Outcome.FAIL, Reason.STAGE_TOO_LOW, tuple(fitting))
    return None


def _complication_support(spec: DiseaseSpec, fitting: list[Diagnosis], counted: list[Diagnosis]) -> Support | None:
    if not spec.with_any:
        return None
    holding = [d for d in counted if any(_normalise(word) in _normalise(d.name) for word in spec.with_any)]
    holding = [d for d in holding if _certainty(d) not in (Certainty.NEGATED, Certainty.FAMILY)]
    if any(_certainty(d) is Certainty.CONFIRMED and d.confidence >= MATCHING.diagnoses.sure for d in holding):
        return None
    if holding or any(d.confidence < MATCHING.diagnoses.sure for d in counted):
        return Support(Outcome.UNSURE, Reason.COMPLICATION_UNSURE, tuple(holding or fitting))
    return Support(Outcome.FAIL, Reason.COMPLICATION_MISSING, tuple(fitting))


def _reason(spec: DiseaseSpec, diagnosis: Diagnosis, table: IcdTable | None) -> Reason:
    """What one diagnosis says of the disease: CONFIRMED, NO_FIT, or why it cannot tell."""
    certainty = _certainty(diagnosis)
    if certainty in (Certainty.NEGATED, Certainty.FAMILY):
        return Reason.NO_FIT
    reason = _named(_name_fit(spec, diagnosis), _code_place(spec, diagnosis), spec, diagnosis, table)
    if reason is not Reason.CONFIRMED:
        return reason
    if certainty is Certainty.SUSPECTED:
        return Reason.SUSPECTED
    if certainty is Certainty.HISTORY:
        return Reason.HISTORY
    return Reason.CONFIRMED if diagnosis.confidence >= MATCHING.diagnoses.sure else Reason.LOW_CONFIDENCE


def _named(name: _Name, code: icd.Place, spec: DiseaseSpec, diagnosis: Diagnosis, table: IcdTable | None) -> Reason:
    if name is _Name.FITS:
        return Reason.CODE_DISAGREES if code is icd.Place.OUTSIDE else Reason.CONFIRMED
    if name is _Name.DOUBTFUL:
        return Reason.DOUBTFUL_NAME
    if name is _Name.LOOK_ALIKE:
        return Reason.LOOK_ALIKE
    if name is _Name.EXCLUDED:
        return Reason.CODE_DISAGREES if code is icd.Place.INSIDE else Reason.NO_FIT
    return _unnamed(code, spec, diagnosis, table)


def _unnamed(code: icd.Place, spec: DiseaseSpec, diagnosis: Diagnosis, table: IcdTable | None) -> Reason:
    """A name that holds none of the disease's words: the official table may know it, its own code may point there."""
    official = table.codes_of(diagnosis.name) if table else ()
    if official and all(icd.within(c, spec.icd) for c in official):
        return Reason.CODE_DISAGREES if code is icd.Place.OUTSIDE else Reason.CONFIRMED
    if code is icd.Place.INSIDE:
        return Reason.CODE_ONLY
    if code is icd.Place.DOUBTFUL:
        return Reason.DOUBTFUL_NAME
    if code is icd.Place.OUTSIDE:
        return Reason.NO_FIT
    if not re.search(r"[一-鿿]", diagnosis.name):
        return Reason.ABBREVIATED if diagnosis.name.strip() else Reason.LOW_CONFIDENCE
    return Reason.NO_FIT if diagnosis.confidence >= MATCHING.diagnoses.sure else Reason.LOW_CONFIDENCE


def _code_place(spec: DiseaseSpec, diagnosis: Diagnosis) -> icd.Place:
    return icd.place(diagnosis.icd, spec.icd, spec.doubtful_icd, spec.excluded_icd)


def _name_fit(spec: DiseaseSpec, diagnosis: Diagnosis) -> _Name:
    """How the name stands to the disease. Phrases that mean something else are struck out first, longest first."""
    name = _normalise(diagnosis.name)
    words = [*spec.names, *(spec.treated_names if diagnosis.treated else ())]
    rest, excluded = _strike(name, spec.excludes)
    rest, masked = _strike(rest, [d for d in spec.doubtful if d not in words and _holds(_normalise(d), words)])
    staged = _staged(spec, diagnosis, rest)
    if _holds(rest, words) or staged is True:
        return _Name.FITS
    if staged is False:
        return _Name.EXCLUDED
    if masked or _holds(rest, spec.doubtful):
        return _Name.DOUBTFUL
    if _resembles(rest, words, diagnosis.confidence):
        return _Name.LOOK_ALIKE
    return _Name.EXCLUDED if excluded else _Name.OTHER


def _staged(spec: DiseaseSpec, diagnosis: Diagnosis, name: str) -> bool | None:
    """Whether a word that counts only from a stage on (`慢性肾脏病@5期`) has reached it; None where no stage was
    read.
    """
    stage = _stage_of(diagnosis)
    for item in spec.at_stage:
        word, _, needed_text = item.partition("@")
        needed = stage_ordinal(needed_text)
        if _normalise(word) in name and stage is not None and needed is not None and stage[1] == needed[1]:
            return stage >= needed
    return None


def _strike(name: str, phrases: Iterable[str]) -> tuple[str, bool]:
    found = False
    for phrase in sorted(map(_normalise, phrases), key=len, reverse=True):
        if phrase in name:
            name, found = name.replace(phrase, "|"), True
    return name, found


def _holds(name: str, words: Iterable[str]) -> bool:
    """Whether a word stands in the name; a word of Latin letters has to stand alone (`CA`, not in `CARE`)."""
    for word in map(_normalise, words):
        if word.isascii():
            if re.search(rf"(?<![A-Z]){re.escape(word)}(?![A-Z])", name):
                return True
        elif word in name:
            return True
    return False


def _resembles(name: str, words: Iterable[str], confidence: float) -> bool:
    """Whether a word stands in the name but for one character that looks alike; in words of four and more, read with
    doubt, any.
    """
    for word in map(_normalise, words):
        size = len(word)
        if size < 3 or word.isascii():
            continue
        for at in range(min(len(name), _LONGEST) - size + 1):
            differing = [(a, b) for a, b in zip(name[at : at + size], word, strict=True) if a != b]
            if len(differing) != 1:
                continue
            if alike(*differing[0]) or (size >= 4 and confidence < MATCHING.diagnoses.sure):
                return True
    return False


def _certainty(diagnosis: Diagnosis) -> Certainty:
    """What the paper says, and never more than its own words allow."""
    name = unify(diagnosis.name).strip()
    if _FAMILY.search(name):
        return Certainty.FAMILY
    if diagnosis.certainty is Certainty.CONFIRMED:
        if _PAST.search(name):
            return Certainty.HISTORY
        if _DENIAL.match(name):
            return Certainty.NEGATED
        if _DOUBT.search(name) or _DOUBT.match(_after(diagnosis)):
            return Certainty.SUSPECTED
    return diagnosis.certainty


def _after(diagnosis: Diagnosis) -> str:
    """What is printed right behind the name."""
    _, found, rest = diagnosis.text.partition(diagnosis.name)
    return rest.strip()[:4] if found and diagnosis.name else ""


def _stage_of(diagnosis: Diagnosis) -> tuple[int, str] | None:
    return stage_ordinal(diagnosis.stage) or stage_ordinal(diagnosis.name)


def stage_ordinal(text: str) -> tuple[int, str] | None:
    """(number, unit) of a stage or grade: `CKD4期` → (4, 期), `Ⅲ级` → (3, 级). None where there is none."""
    match = _STAGE.search(unify(text).upper())
    if not match:
        return None
    number = match["number"]
    ordinal = _ROMAN.get(number) or ("一二三四五六".find(number) + 1) or int(number)
    return ordinal, match["unit"]


def _normalise(text: str) -> str:
    return re.sub(r"[\s,，。.、·()（）\[\]\-—]", "", unify(text)).upper()
