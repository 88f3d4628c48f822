"""One condition of a material against one paper: three-valued, and why."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.reading import Certainty, Diagnosis, Document, Evidence, Field, LabItem, PartialDate, Physician
from validators import quantities
from validators.expressions import (
    TITLES,
    IssuerCondition,
    LabCondition,
    Paper,
    SignatureCondition,
    StageCondition,
    Words,
)
from validators.periods import not_older
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome

MODALITIES: dict[str, tuple[str, ...]] = {
    "CT": ("CT", "计算机断层", "计算机体层"),
    "MR": ("MR", "MRI", "磁共振", "核磁"),
    "ULTRASOUND": ("超声", "彩超", "B超", "US"),
    "ECG": ("心电图", "ECG", "EKG"),
    "HOLTER": ("动态心电", "HOLTER"),
    "XRAY": ("X线", "DR", "胸片", "平片", "X-RAY", "XRAY"),
    "ENDOSCOPY": ("胃镜", "肠镜", "内镜", "内窥镜"),
    "EEG": ("脑电图", "EEG"),
    "EMG": ("肌电图", "EMG", "神经传导"),
    "SPIROMETRY": ("肺功能",),
    "ANGIOGRAPHY": ("造影", "DSA", "冠脉CTA"),
    "FUNDUS": ("眼底",),
}
_NEGATORS = re.compile(r"(未见|未发现|无|排除|否认|除外|没有|未提示)[^，。；;,]{0,12}$")
_DOUBTERS = re.compile(r"(考虑|可能|疑似|可疑|待排|不除外|待查)[^，。；;,]{0,8}$")
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


@dataclass(frozen=True, slots=True)
class Answer:
    """How one condition stands, and what to look at."""

    outcome: Outcome
    reason: Message
    evidence: tuple[Evidence, ...] = ()


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """And: one fail fails, else one unsure is unsure."""
    found = list(outcomes)
    return Outcome.FAIL if Outcome.FAIL in found else Outcome.UNSURE if Outcome.UNSURE in found else Outcome.PASS


def best(outcomes: Iterable[Outcome]) -> Outcome:
    """Or: one pass passes, else one unsure is unsure."""
    found = list(outcomes)
    return Outcome.PASS if Outcome.PASS in found else Outcome.UNSURE if Outcome.UNSURE in found else Outcome.FAIL


def answers(paper: Paper, judged: JudgedDocument, as_of: dt.date) -> list[Answer]:
    """Every condition of `paper` except its kind and its repeated laboratory results."""
    document = judged.document
    asked: list[Answer] = []
    if paper.lab and paper.lab.times == 1:
        asked.append(lab(paper.lab, document))
    if paper.modality:
        asked.append(modality(paper.modality, document))
    if paper.supports:
        asked.append(supports(paper.supports, document))
    if paper.medication:
        asked.append(medication(paper.medication, document))
    if paper.stage:
        asked.append(stage(paper.stage, document))
    if paper.max_age:
        asked.append(age(paper, document, as_of))
    if paper.issuer:
        asked.append(issued_by(paper.issuer, judged))
    if paper.department:
        asked.append(department(paper.department, document))
    if paper.signatures:
        asked.append(signed(paper.signatures, document))
    return asked


def flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper().replace(" ", "")


def paper_date(document: Document) -> PartialDate | None:
    """The issue date, if one was read surely enough."""
    issue = document.issue_date
    return issue.date.date if issue and issue.date.confidence >= accepted().date else None


def age(paper: Paper, document: Document, as_of: dt.date) -> Answer:
    date = paper_date(document)
    if date is None or paper.max_age is None:
        return Answer(Outcome.UNSURE, Message("出具日期未能辨认", "the issue date could not be read"))
    outcome = not_older(date, paper.max_age, as_of)
    evidence = document.issue_date.date.evidence if document.issue_date else ()
    return Answer(
        outcome,
        Message(f"出具日期{date}，要求{paper.max_age.zh}内", f"issued {date}, within {paper.max_age} is asked"),
        evidence,
    )


def matching_items(condition: LabCondition, document: Document) -> list[LabItem]:
    wanted = {flat(name) for name in condition.items}
    return [
        item
        for item in document.lab_items
        if _item_names(item) & wanted and _specimen_fits(condition.specimen, item, document)
    ]


def _item_names(item: LabItem) -> set[str]:
    """The name, the code, the name without its bracket, and what stands in the bracket: 估算肾小球滤过率(eGFR)."""
    name = flat(item.name)
    inside = re.findall(r"\(([^()]*)\)", name)
    return {name, flat(item.code), re.sub(r"\([^()]*\)", "", name), *inside} - {""}


def _specimen_fits(wanted: Words, item: LabItem, document: Document) -> bool:
    printed = document.field("specimen")
    specimen = flat(item.specimen or (printed.value if printed else ""))
    if any(flat(word) in specimen for word in wanted.none_of):
        return False
    return not wanted.any_of or not specimen or any(flat(word) in specimen for word in wanted.any_of)


def lab_result(condition: LabCondition, item: LabItem) -> Outcome:
    """One row against the condition; a row read unsurely is unsure."""
    if condition.operator:
        outcome = quantities.holds(item.value, item.unit, condition.operator, condition.value, condition.unit)
    else:
        outcome = quantities.abnormal(item) if condition.abnormal else Outcome.PASS
    return outcome if item.confidence >= accepted().lab_item else Outcome.UNSURE


def lab(condition: LabCondition, document: Document) -> Answer:
    items = matching_items(condition, document)
    wanted = "/".join(condition.items)
    limit = f" {condition.operator} {condition.value:g} {condition.unit}" if condition.operator else ""
    if not items:
        none_read = not document.lab_items
        return Answer(
            Outcome.UNSURE if none_read else Outcome.FAIL,
            Message(f"未见项目{wanted}", f"no row {wanted} was found"),
        )
    outcome = best(lab_result(condition, item) for item in items)
    shown = "; ".join(f"{i.name} {i.value} {i.unit}".strip() for i in items)
    return Answer(
        outcome,
        Message(f"{shown}，要求{wanted}{limit}", f"{shown}; {wanted}{limit} is asked"),
        tuple(e for item in items for e in item.evidence),
    )


def modality(wanted: tuple[str, ...], document: Document) -> Answer:
    printed = document.field("modality")
    text = "|".join(
        flat(t) for t in (document.title, printed.value if printed else "", printed.text if printed else "")
    )
    evidence = printed.evidence if printed else ()
    reason = Message(f"要求检查类型{'/'.join(wanted)}", f"an examination by {'/'.join(wanted)} is asked")
    if any(_names_modality(text, _spellings(word)) for word in wanted):
        return Answer(Outcome.PASS, reason, evidence)
    another = any(_names_modality(text, spellings) for spellings in MODALITIES.values())
    return Answer(Outcome.FAIL if another else Outcome.UNSURE, reason, evidence)


def _spellings(word: str) -> tuple[str, ...]:
    return next((s for key, s in MODALITIES.items() if flat(word) in {key, *map(flat, s)}), (word,))


def _names_modality(text: str, spellings: tuple[str, ...]) -> bool:
    return any(
        re.search(rf"(?<![A-Z]){re.escape(flat(s))}(?![A-Z])" if s.isascii() else re.escape(flat(s)), text)
        for s in spellings
    )


def supports(wanted: tuple[str, ...], document: Document) -> Answer:
    """A confirmed diagnosis or the conclusion states one of the words, neither negated nor doubted.

    A diagnosis read in doubt that states none of them may be one that does.
    """
    outcomes: list[Outcome] = []
    evidence: list[Evidence] = []
    for diagnosis in document.diagnoses:
        read = diagnosis.confidence >= accepted().diagnosis
        stated = any(flat(word) in flat(diagnosis.name) for word in wanted)
        if diagnosis.source_rank < 9 and not stated and not read:
            outcomes.append(Outcome.UNSURE)
            evidence.extend(diagnosis.evidence)
        elif diagnosis.source_rank < 9 and stated:
            sure = diagnosis.certainty is Certainty.CONFIRMED and read
            doubted = diagnosis.certainty in (Certainty.CONFIRMED, Certainty.SUSPECTED)
            outcomes.append(Outcome.PASS if sure else Outcome.UNSURE if doubted else Outcome.FAIL)
            evidence.extend(diagnosis.evidence)
    passages = [f for f in document.fields if f.name in ("conclusion", "findings")]
    for passage in passages:
        outcomes.extend(_stated(word, passage) for word in wanted if flat(word) in flat(passage.value or passage.text))
        evidence.extend(passage.evidence)
    reason = Message(f"要求结论支持：{'、'.join(wanted)}", f"the conclusion has to state one of: {', '.join(wanted)}")
    if not passages and not document.diagnoses:
        return Answer(Outcome.UNSURE, reason)
    return Answer(best(outcomes), reason, tuple(evidence))


def _stated(word: str, passage: Field) -> Outcome:
    text = flat(passage.value or passage.text)
    outcomes = []
    for match in re.finditer(re.escape(flat(word)), text):
        before, after = text[: match.start()], text[match.end() : match.end() + 4]
        if _DOUBTERS.search(before) or re.match(r"[?？]|待|可能", after):
            outcomes.append(Outcome.UNSURE)
        elif _NEGATORS.search(before):
            outcomes.append(Outcome.FAIL)
        else:
            outcomes.append(Outcome.PASS if passage.confidence >= accepted().text else Outcome.UNSURE)
    return best(outcomes)


def medication(wanted: tuple[str, ...], document: Document) -> Answer:
    reason = Message(f"要求用药：{'、'.join(wanted)}", f"one of these medicines is asked: {', '.join(wanted)}")
    found = [m for m in document.medications if any(flat(word) in flat(m.name) for word in wanted)]
    if found:
        sure = any(m.confidence >= accepted().text for m in found)
        return Answer(Outcome.PASS if sure else Outcome.UNSURE, reason, tuple(e for m in found for e in m.evidence))
    return Answer(Outcome.FAIL if document.medications else Outcome.UNSURE, reason)


def stage(wanted: StageCondition, document: Document) -> Answer:
    reason = Message(
        f"要求{'/'.join(wanted.of)}分级不低于{wanted.at_least}{wanted.scale}",
        f"{'/'.join(wanted.of)} of at least {wanted.at_least}{wanted.scale} is asked",
    )
    outcomes: list[Outcome] = []
    evidence: list[Evidence] = []
    for diagnosis in document.diagnoses:
        if any(flat(word) in flat(diagnosis.name) for word in wanted.of):
            outcomes.append(_stage_reached(wanted, diagnosis))
            evidence.extend(diagnosis.evidence)
    return Answer(best(outcomes) if outcomes else Outcome.UNSURE, reason, tuple(evidence))


def _stage_reached(wanted: StageCondition, diagnosis: Diagnosis) -> Outcome:
    number = _ordinal(diagnosis.stage)
    if number is None or (wanted.scale and wanted.scale not in diagnosis.stage):
        return Outcome.UNSURE
    if diagnosis.confidence < accepted().diagnosis:
        return Outcome.UNSURE
    if number < wanted.at_least:
        return Outcome.FAIL
    return Outcome.PASS if diagnosis.certainty is Certainty.CONFIRMED else Outcome.UNSURE


def _ordinal(text: str) -> int | None:
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits[0])
    roman = re.search(r"[ⅠⅡⅢⅣⅤ]|IV|V|I{1,3}", text)
    return _ROMAN[roman[0]] if roman else None


def issued_by(wanted: tuple[IssuerCondition, ...], judged: JudgedDocument) -> Answer:
    hospital = judged.hospital
    named = "；或".join(_issuer_zh(issuer) for issuer in wanted)
    reason = Message(f"要求出具机构：{named}", f"the issuer has to be: {' or '.join(_issuer_en(i) for i in wanted)}")
    if hospital.status.value != "matched" or hospital.confidence < accepted().hospital:
        return Answer(Outcome.UNSURE, reason, hospital.evidence)
    return Answer(best(_issuer_fits(issuer, judged) for issuer in wanted), reason, hospital.evidence)


def _issuer_fits(wanted: IssuerCondition, judged: JudgedDocument) -> Outcome:
    hospital = judged.hospital
    outcomes = []
    if wanted.level is not None:
        outcomes.append(_at_least(hospital.level, wanted.level))
    if wanted.classes:
        known = hospital.grade_class
        outcomes.append(Outcome.UNSURE if known is None else Outcome.PASS if known in wanted.classes else Outcome.FAIL)
    if wanted.speciality:  # a name says what an institution is, its silence does not say what it is not
        outcomes.append(Outcome.PASS if any(word in hospital.name for word in wanted.speciality) else Outcome.UNSURE)
    return worst(outcomes)


def _at_least(level: int | None, wanted: int) -> Outcome:
    if level is None:
        return Outcome.UNSURE
    return Outcome.PASS if level >= wanted else Outcome.FAIL


def _issuer_zh(wanted: IssuerCondition) -> str:
    level = ("未定级", "一级", "二级", "三级")[wanted.level] + "及以上" if wanted.level is not None else ""
    classes = f"{'/'.join(wanted.classes)}等" if wanted.classes else ""
    return level + classes + (f"{'/'.join(wanted.speciality)}专科" if wanted.speciality else "")


def _issuer_en(wanted: IssuerCondition) -> str:
    parts = [f"level {wanted.level} or above" if wanted.level is not None else ""]
    parts.append(f"class {'/'.join(wanted.classes)}" if wanted.classes else "")
    parts.append(f"specialised in {'/'.join(wanted.speciality)}" if wanted.speciality else "")
    return " ".join(part for part in parts if part)


def department(wanted: tuple[str, ...], document: Document) -> Answer:
    reason = Message(f"要求科室：{'/'.join(wanted)}", f"the department has to be {'/'.join(wanted)}")
    found = document.department
    if found is None or found.confidence < accepted().text:
        return Answer(Outcome.UNSURE, reason, found.evidence if found else ())
    fits = any(flat(word) in flat(found.value) for word in wanted)
    return Answer(Outcome.PASS if fits else Outcome.FAIL, reason, found.evidence)


def title_rank(title: str) -> int | None:
    """Place in the order of titles, 副主任中医师 beside 副主任医师; None where none was read (主任 is an office)."""
    plain = re.sub("(?:中西?|西|蒙|藏)(?=医师$)", "", title)
    return TITLES.index(plain) if plain in TITLES else None


def signed(wanted: SignatureCondition, document: Document) -> Answer:
    """Enough different physicians of the title; a signature without a legible title may be one of them."""
    needed = TITLES.index(wanted.title_at_least)
    sure = {p.name.value for p in document.physicians if p.name and _signs(p) and (title_rank(p.title) or 0) >= needed}
    possible = sure | {f"#{i}" for i, p in enumerate(document.physicians) if title_rank(p.title) is None}
    reason = Message(
        f"要求{wanted.n}名{wanted.title_at_least}及以上医师签名",
        f"{wanted.n} signatures of {wanted.title_at_least} or above are asked",
    )
    outcome = Outcome.PASS if len(sure) >= wanted.n else Outcome.UNSURE if len(possible) >= wanted.n else Outcome.FAIL
    return Answer(outcome, reason, tuple(e for p in document.physicians for e in p.evidence))


def _signs(physician: Physician) -> bool:
    return physician.name is not None and physician.name.confidence >= accepted().name
