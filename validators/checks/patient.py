"""Whether every paper is about the applicant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from extractors.reading import Document, Evidence, Field, Kind, Patient
from validators import persons
from validators.case import Channel, Person
from validators.checks.check import Given, Result, document_check, whole_pages
from validators.conditions import paper_date
from validators.dossier import Dossier, issuer_known
from validators.person_heard import heard_as
from validators.thresholds import THRESHOLDS
from validators.verdict import JudgedDocument, Message, Outcome

_SHORTEST_NUMBER = 6  # digits: shorter ones are counted anew every day or year
_SHOWN_DIGITS = 8  # of a masked number: fewer are many people's
IDENTITY = (Kind.ID_CARD_FRONT, Kind.INSURANCE_CARD)


@document_check("about_applicant", "patient_mismatch")
def about_applicant(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The ID number, or else the name with sex and age, are the applicant's.

    Passes: the applicant's name, sex and age on a report; a doubtful name beside the patient number that the same
    hospital gave the applicant.
    Fails: another ID number, plainly read; or another name beside another sex or age. (One look-alike character apart,
    or only the age differs: unsure.)
    """
    kind = dossier.title(paper.document.kind)
    result = compare(paper.document, dossier.case.applicant, dossier.as_of, kind)
    if result.outcome is Outcome.UNSURE and (number := _number_of_theirs(paper, dossier)) is not None:
        said = Message(
            f"{kind.zh}上的姓名识读不清，患者号码与申请人在同一机构的其他材料一致",
            f"the name on the {kind.en} was read with doubt; its patient number is the applicant's at that hospital",
        )
        evidence = (*result.evidence, *number.evidence)
        result = Result(Outcome.PASS, said, evidence, result.expected, result.found)
    yield result


def _number_of_theirs(paper: JudgedDocument, dossier: Dossier) -> Field | None:
    """The patient number of a paper, where another paper of its hospital, plainly the applicant's, bears it too.

    It stands in for a name read with doubt, never against a sign of another person.
    """
    document, applicant = paper.document, dossier.case.applicant
    if _same_id(document.patient.id_number, applicant) not in (None, Outcome.PASS):
        return None
    name = document.patient.name
    doubtful = _same_name(name, applicant) is Outcome.UNSURE or (
        name is not None and persons.one_character_apart(name.value, applicant.name)
    )
    if not doubtful or _differing(document, applicant, dossier.as_of):
        return None
    theirs = {
        (other.hospital.code, number.value)
        for other in dossier.papers
        if other is not paper and _plainly(other.document, dossier)
        for number in _numbers(other.document)
    }
    return next(
        (n for n in _numbers(document) if issuer_known(paper.hospital) and (paper.hospital.code, n.value) in theirs),
        None,
    )


def _plainly(document: Document, dossier: Dossier) -> bool:
    said = dossier.title(document.kind)
    return compare(document, dossier.case.applicant, dossier.as_of, said).outcome is Outcome.PASS


def _numbers(document: Document) -> list[Field]:
    """Its patient numbers, as far as they were read surely and are long enough to be one person's."""
    numbers = (document.patient.inpatient_number, document.patient.visit_number)
    return [n for n in numbers if n and n.confidence >= THRESHOLDS.number and len(n.value) >= _SHORTEST_NUMBER]


def compare(document: Document, applicant: Person, as_of: dt.date, kind: Message) -> Result:
    """One paper against the applicant of the case."""
    patient = document.patient
    by_id, by_name = _same_id(patient.id_number, applicant), _same_name(patient.name, applicant)
    heard = by_name in (Outcome.UNSURE, Outcome.FAIL) and _is_heard(document, applicant, as_of)
    by_name = Outcome.PASS if heard else by_name
    if by_id is None and by_name is None and (masked := _by_what_is_shown(document, applicant, kind)) is not None:
        return masked
    if by_id is None and by_name is None:
        said = Message(f"{kind.zh}上的姓名不能辨认", f"no name could be read on the {kind.en}")
        return Result(Outcome.UNSURE, said, whole_pages(document))
    differing = _differing(document, applicant, as_of)
    named = [(zh, en) for zh, en, _, _ in differing]
    if by_id is Outcome.PASS and patient.name and persons.one_character_apart(patient.name.value, applicant.name):
        by_name = Outcome.UNSURE  # the number, whose check digit is right, outweighs one character of a name
    outcome, said = _by_number(by_id, by_name, kind) or _by_name(by_name, named, kind)
    if heard and outcome is Outcome.PASS:
        said = _heard_name(kind)
    evidence = _evidence(patient.id_number, patient.name, patient.sex, patient.age)
    asked, shown = [mask_name(applicant.name)], [mask_name(patient.name.value)] if patient.name else []
    if outcome is not Outcome.PASS:  # a name that agrees beside an age that does not explains nothing
        asked, shown = asked + [want for _, _, want, _ in differing], shown + [got for _, _, _, got in differing]
    return Result(outcome, said, evidence, " ".join(asked), " ".join(shown))


def _is_heard(document: Document, applicant: Person, as_of: dt.date) -> bool:
    """Whether a name read with doubt is the applicant's by what the recogniser saw of it."""
    patient = document.patient
    if patient.name is None or not patient.name.frames or _differing(document, applicant, as_of):
        return False
    agrees = _sure(patient.sex) and (_sure(patient.age) or _sure(patient.birth_date))
    read, name = persons.normalise_name(patient.name.text), persons.normalise_name(applicant.name)
    return heard_as(patient.name.frames, read, name, agrees)


def _heard_name(kind: Message) -> Message:
    return Message(
        f"{kind.zh}上的姓名有一字识读不清，按字形核对与申请人一致",
        f"one character of the name on the {kind.en} was read with doubt; by its shape it is the applicant's",
    )


def _by_what_is_shown(document: Document, applicant: Person, kind: Message) -> Result | None:
    """A credential that hides the middle of name and number, as they do: whether what it shows is the applicant's."""
    number, name = document.field("masked_id_number"), document.field("masked_name")
    if number is None or number.confidence < THRESHOLDS.number or not _masked_fits(number.value, applicant.id_number):
        return None
    if sum(c.isdigit() for c in number.value) < _SHOWN_DIGITS:
        return None
    if name is not None and persons.compare_names(name.value, applicant.name, name.confidence) is Outcome.FAIL:
        return None
    said = Message(
        f"{kind.zh}部分隐去，所显示的号码首尾与申请人一致",
        f"the {kind.en} hides part of its number; what it shows is the applicant's",
    )
    return Result(Outcome.PASS, said, _evidence(number, name))


def _by_number(by_id: Outcome | None, by_name: Outcome | None, kind: Message) -> tuple[Outcome, Message] | None:
    """What the ID number decides; None where there is none."""
    if by_id is None:
        return None
    if by_id is Outcome.PASS and by_name is not Outcome.FAIL:
        return Outcome.PASS, Message(f"{kind.zh}属于申请人", f"the {kind.en} is the applicant's")
    if by_id is Outcome.FAIL and by_name is not Outcome.PASS:
        return Outcome.FAIL, _another(kind, "身份证号码", "ID number")
    if Outcome.FAIL in (by_id, by_name):
        torn = f"name and ID number on the {kind.en} point to different people"
        return Outcome.UNSURE, Message(f"{kind.zh}上的姓名与身份证号码不一致", torn)
    return Outcome.UNSURE, _doubt(kind)


def _by_name(by_name: Outcome | None, differing: list[tuple[str, str]], kind: Message) -> tuple[Outcome, Message]:
    """A name alone is not enough for another person: sex, birth date or age has to differ as well."""
    if by_name is Outcome.PASS and not differing:
        return Outcome.PASS, Message(f"{kind.zh}姓名与申请人一致", f"the name on the {kind.en} is the applicant's")
    if by_name is Outcome.FAIL and differing:
        names_en = "name and " + ", ".join(en for _, en in differing)
        return Outcome.FAIL, _another(kind, "姓名及" + "、".join(zh for zh, _ in differing), names_en)
    return Outcome.UNSURE, _doubt(kind, differing)


def _same_id(field: Field | None, person: Person) -> Outcome | None:
    if field is None or not field.value:
        return None
    if "*" in field.value:
        return None if _masked_fits(field.value, person.id_number) else Outcome.UNSURE
    outcome = persons.compare_ids(field.value, person.id_number, field.confidence, field.char_confidences)
    return outcome if field.confidence >= THRESHOLDS.number else _doubtful(outcome)


def _masked_fits(masked: str, number: str) -> bool:
    """A number that shows its ends alone (110105********002X) proves nothing, and agrees if its ends do."""
    whole = persons.normalise_id(number)
    start, end = re.split(r"\*.*\*|\*", persons.normalise_id(masked), maxsplit=1)
    return whole.startswith(start) and whole.endswith(end)


def _same_name(field: Field | None, person: Person) -> Outcome | None:
    if field is None or not field.value:
        return None
    outcome = persons.compare_names(field.value, person.name, field.confidence, field.char_confidences)
    return outcome if field.confidence >= THRESHOLDS.name else _doubtful(outcome)


def _doubtful(outcome: Outcome) -> Outcome:
    """A doubtful reading that comes out as the applicant's is no chance; one that differs may be a misreading."""
    return outcome if outcome is Outcome.PASS else Outcome.UNSURE


def _differing(document: Document, applicant: Person, as_of: dt.date) -> list[tuple[str, str, str, str]]:
    """Which of sex, birth date and age plainly are not the applicant's: (zh, en, the applicant's, as read).

    None if the applicant's number is invalid.
    """
    born = persons.birth_of_id(applicant.id_number)
    if born is None or not persons.id_number_valid(applicant.id_number):
        return []
    patient, found = document.patient, []
    if _sure(patient.sex) and patient.sex and patient.sex.value != persons.sex_of_id(applicant.id_number):
        found.append(("性别", "sex", persons.sex_of_id(applicant.id_number), patient.sex.value))
    if (
        _sure(patient.birth_date)
        and patient.birth_date
        and patient.birth_date.value != born.isoformat()[: len(patient.birth_date.value)]
    ):
        found.append(("出生日期", "birth date", born.isoformat(), patient.birth_date.value))
    if patient.age and _age_differs(patient, born, document, as_of):
        date = paper_date(document)
        age = persons.age_on(born, (date.latest if date else None) or as_of)
        found.append(("年龄", "age", f"{age}岁", f"{patient.age.value}岁"))
    return found


def _age_differs(patient: Patient, born: dt.date, document: Document, as_of: dt.date) -> bool:
    """By more than a year at the time of the paper: ages are rounded, and some count from the year of birth alone."""
    if patient.age is None or not _sure(patient.age) or not patient.age.value.isdecimal():
        return False
    date = paper_date(document)
    at_earliest, at_latest = (date.earliest, date.latest) if date else (as_of, as_of)
    youngest, oldest = persons.age_on(born, at_earliest) - 1, persons.age_on(born, at_latest) + 1
    return not youngest <= int(patient.age.value) <= oldest


def _sure(field: Field | None) -> bool:
    return field is not None and bool(field.value) and field.confidence >= THRESHOLDS.attribute


def _another(kind: Message, zh: str, en: str) -> Message:
    return Message(
        f"{kind.zh}上的{zh}与申请人不一致，疑为他人材料",
        f"{en} on the {kind.en} are not the applicant's: it seems to be somebody else's",
    )


def _doubt(kind: Message, differing: list[tuple[str, str]] | None = None) -> Message:
    what_zh = "、".join(zh for zh, _ in differing or []) or "姓名或身份证号码"
    what_en = ", ".join(en for _, en in differing or []) or "name or ID number"
    return Message(
        f"{kind.zh}上的{what_zh}与申请人不能完全对上，请核对",
        f"{what_en} on the {kind.en} cannot quite be matched with the applicant",
    )


def _evidence(*fields: Field | None) -> tuple[Evidence, ...]:
    return tuple(e for field in fields if field for e in field.evidence)


def mask_name(name: str) -> str:
    """张三丰 → 张**: enough to compare at a glance, too little to publish."""
    return name[:1] + "*" * max(0, len(name) - 1)


def agents_own(document: Document, dossier: Dossier) -> bool:
    """Is it the agent's ID card or authorisation, under proxy? Those are no papers of the applicant and need not be."""
    agent = dossier.case.agent
    if dossier.case.channel is not Channel.PROXY or document.kind not in (
        Kind.ID_CARD_FRONT,
        Kind.ID_CARD_BACK,
        Kind.PHOTO,
    ):
        return False
    if agent is None or _same_id(document.patient.id_number, dossier.case.applicant) is Outcome.PASS:
        return False
    by_id = _same_id(document.patient.id_number, agent)
    return by_id is Outcome.PASS or (by_id is None and _same_name(document.patient.name, agent) is Outcome.PASS)
