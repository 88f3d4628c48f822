"""Whether every paper is about the applicant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from extractors.reading import Document, Evidence, Field, Kind
from validators import persons
from validators.case import Channel, Person
from validators.checks.check import Given, Result, document_check, whole_pages
from validators.dossier import Dossier, issuer_known
from validators.matching import MATCHING
from validators.person_heard import heard_as
from validators.person_marks import Difference, Marks, marks
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, MatchStatus, Message, Outcome

_SHORTEST_NUMBER = 6  # digits: shorter ones are counted anew every day or year
_SHOWN_DIGITS = 8  # of a masked number: fewer are many people's
IDENTITY = (Kind.ID_CARD_FRONT, Kind.INSURANCE_CARD)


@document_check("about_applicant", "patient_mismatch")
def about_applicant(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The ID number, or else the name with sex and age, are the applicant's.

    Passes: the applicant's name, sex and age on a report; a doubtful name beside the patient number that the same
    hospital gave the applicant, or read just so beside the applicant's own ID number.
    Fails: another ID number, plainly read; or another name beside another sex or age. (One look-alike character apart,
    or only the age differs: unsure.)
    """
    kind = dossier.title(paper.document.kind)
    result = compare(paper.document, dossier.case.applicant, dossier.as_of, kind)
    if result.outcome is Outcome.UNSURE and _only_its_name_is_doubtful(paper.document, dossier):
        result = _by_number_of_theirs(paper, result, dossier) or _by_spelling(paper, result, dossier) or result
    yield result


def _only_its_name_is_doubtful(document: Document, dossier: Dossier) -> bool:
    """Whether nothing on a paper is a sign of another person but a name that may be misread, or was not read."""
    applicant, name = dossier.case.applicant, document.patient.name
    if _same_id(document.patient.id_number, applicant) not in (None, Outcome.PASS):
        return False
    doubtful = name is None or (
        _same_name(name, applicant) is Outcome.UNSURE or persons.one_character_apart(name.value, applicant.name)
    )
    return doubtful and not marks(document, applicant, dossier.as_of).differing


def _by_number_of_theirs(paper: JudgedDocument, result: Result, dossier: Dossier) -> Result | None:
    """Its patient number, where another paper of its hospital, plainly the applicant's, bears it too.

    A laboratory that is no entry prints the number of the hospital that sent the sample: there any hospital's counts,
    if sex and age are printed and the applicant's.
    """
    theirs = {
        (other.hospital.code, number.value)
        for other in dossier.papers
        if other is not paper and _plainly(other.document, dossier)
        for number in _numbers(other.document)
    }
    own = {(paper.hospital.code, n.value): n for n in _numbers(paper.document)}
    if not issuer_known(paper.hospital):
        told = marks(paper.document, dossier.case.applicant, dossier.as_of).support
        sent = paper.hospital.status is MatchStatus.UNKNOWN and told >= MATCHING.persons.sex + MATCHING.persons.age
        own = {(code, n.value): n for n in own.values() for code, _ in theirs} if sent else {}
    number = next((n for key, n in own.items() if key in theirs), None)
    if number is None:
        return None
    kind = dossier.title(paper.document.kind)
    said = Message(
        f"{kind.zh}上的姓名识读不清，患者号码与申请人在同一机构的其他材料一致",
        f"the name on the {kind.en} was read with doubt; its patient number is the applicant's at that hospital",
    )
    return Result(Outcome.PASS, said, (*result.evidence, *number.evidence), result.expected, result.found)


def _by_spelling(paper: JudgedDocument, result: Result, dossier: Dossier) -> Result | None:
    """The name as it was read on a paper with the applicant's own ID number: a rare character reads so each time."""
    name, applicant = paper.document.patient.name, dossier.case.applicant
    if name is None or not persons.one_character_apart(name.text, applicant.name):
        return None
    read = persons.normalise_name(name.text)
    alike = (
        other.document.patient.name
        for other in dossier.papers
        if _same_id(other.document.patient.id_number, applicant) is Outcome.PASS and _plainly(other.document, dossier)
    )
    theirs = next((each for each in alike if each and persons.normalise_name(each.text) == read), None)
    if theirs is None:
        return None
    kind = dossier.title(paper.document.kind)
    said = Message(
        f"{kind.zh}上的姓名有一字识读不清，与载有申请人身份证号码的材料上识读相同",
        f"one character of the name on the {kind.en} was read with doubt, as beside the applicant's own ID number",
    )
    return Result(Outcome.PASS, said, (*result.evidence, *theirs.evidence), result.expected, result.found)


def _plainly(document: Document, dossier: Dossier) -> bool:
    said = dossier.title(document.kind)
    return compare(document, dossier.case.applicant, dossier.as_of, said).outcome is Outcome.PASS


def _numbers(document: Document) -> list[Field]:
    """Its patient numbers, as far as they were read surely and are long enough to be one person's."""
    numbers = (document.patient.inpatient_number, document.patient.visit_number)
    return [n for n in numbers if n and n.confidence >= accepted().number and len(n.value) >= _SHORTEST_NUMBER]


def compare(document: Document, applicant: Person, as_of: dt.date, kind: Message) -> Result:
    """One paper against the applicant of the case."""
    patient, told = document.patient, marks(document, applicant, as_of)
    by_id, by_name = _same_id(patient.id_number, applicant), _same_name(patient.name, applicant)
    heard = by_name in (Outcome.UNSURE, Outcome.FAIL) and _is_heard(patient.name, applicant, told)
    by_name = Outcome.PASS if heard else by_name
    if by_id is None and by_name is None and (masked := _by_what_is_shown(document, applicant, kind)) is not None:
        return masked
    if by_id is None and by_name is None:
        said = Message(f"{kind.zh}上的姓名不能辨认", f"no name could be read on the {kind.en}")
        return Result(Outcome.UNSURE, said, whole_pages(document))
    if by_id is Outcome.PASS and patient.name and persons.one_character_apart(patient.name.value, applicant.name):
        by_name = Outcome.UNSURE  # the number, whose check digit is right, outweighs one character of a name
    outcome, said = _by_number(by_id, by_name, kind) or _by_name(by_name, told.differing, kind)
    if heard and outcome is Outcome.PASS:
        said = _heard_name(kind)
    evidence = _evidence(patient.id_number, patient.name, patient.sex, patient.age)
    asked, shown = [mask_name(applicant.name)], [mask_name(patient.name.value)] if patient.name else []
    if outcome is not Outcome.PASS:  # a name that agrees beside an age that does not explains nothing
        asked += [one.expected for one in told.differing]
        shown += [one.found for one in told.differing]
    unread = outcome is Outcome.UNSURE and by_name is not Outcome.FAIL and _is_misread(patient.id_number)
    cause = "id_number_invalid" if unread and not told.differing else None
    return Result(outcome, said, evidence, " ".join(asked), " ".join(shown), cause)


def _is_misread(number: Field | None) -> bool:
    """Whether a number is nobody's: one that was misread, which its own finding says."""
    return number is not None and "*" not in number.value and not persons.id_number_valid(number.value)


def _is_heard(name: Field | None, applicant: Person, told: Marks) -> bool:
    """Whether a name read with doubt is the applicant's by what the recogniser saw of it."""
    if name is None or told.differing:
        return False
    read, theirs = persons.normalise_name(name.text), persons.normalise_name(applicant.name)
    return heard_as(name.frames, read, theirs, told.support)


def _heard_name(kind: Message) -> Message:
    return Message(
        f"{kind.zh}上的姓名有一字识读不清，按字形核对与申请人一致",
        f"one character of the name on the {kind.en} was read with doubt; by its shape it is the applicant's",
    )


def _by_what_is_shown(document: Document, applicant: Person, kind: Message) -> Result | None:
    """A credential that hides the middle of name and number, as they do: whether what it shows is the applicant's."""
    number, name = document.field("masked_id_number"), document.field("masked_name")
    if number is None or not _masked_fits(number.value, applicant.id_number):
        return None
    if number.confidence < accepted().attribute or sum(c.isdigit() for c in number.value) < _SHOWN_DIGITS:
        return None
    if name is not None and _same_name(name, applicant) is Outcome.FAIL:
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


def _by_name(by_name: Outcome | None, differing: Sequence[Difference], kind: Message) -> tuple[Outcome, Message]:
    """A name alone is not enough for another person: sex, birth date or age has to differ as well."""
    if by_name is Outcome.PASS and not differing:
        return Outcome.PASS, Message(f"{kind.zh}姓名与申请人一致", f"the name on the {kind.en} is the applicant's")
    if by_name is Outcome.FAIL and differing:
        names_en = "name and " + ", ".join(one.en for one in differing)
        return Outcome.FAIL, _another(kind, "姓名及" + "、".join(one.zh for one in differing), names_en)
    return Outcome.UNSURE, _doubt(kind, differing)


def _same_id(field: Field | None, person: Person) -> Outcome | None:
    if field is None or not field.value:
        return None
    if "*" in field.value:
        return None if _masked_fits(field.value, person.id_number) else Outcome.UNSURE
    digits = persons.of_digits(field.text, field.char_confidences)
    outcome = persons.compare_ids(field.value, person.id_number, field.confidence, digits)
    return outcome if field.confidence >= accepted().number else _doubtful(outcome)


def _masked_fits(masked: str, number: str) -> bool:
    """A number that shows its ends alone (110105********002X) proves nothing, and agrees if its ends do."""
    whole = persons.normalise_id(number)
    start, end = re.split(r"\*.*\*|\*", persons.normalise_id(masked), maxsplit=1)
    return whole.startswith(start) and whole.endswith(end)


def _same_name(field: Field | None, person: Person) -> Outcome | None:
    if field is None or not field.value:
        return None
    outcome = persons.compare_names(field.value, person.name, field.confidence, field.char_confidences)
    return outcome if field.confidence >= accepted().name else _doubtful(outcome)


def _doubtful(outcome: Outcome) -> Outcome:
    """A doubtful reading that comes out as the applicant's is no chance; one that differs may be a misreading."""
    return outcome if outcome is Outcome.PASS else Outcome.UNSURE


def _another(kind: Message, zh: str, en: str) -> Message:
    return Message(
        f"{kind.zh}上的{zh}与申请人不一致，疑为他人材料",
        f"{en} on the {kind.en} are not the applicant's: it seems to be somebody else's",
    )


def _doubt(kind: Message, differing: Sequence[Difference] = ()) -> Message:
    what_zh = "、".join(one.zh for one in differing) or "姓名或身份证号码"
    what_en = ", ".join(one.en for one in differing) or "name or ID number"
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
