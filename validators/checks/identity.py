"""Identity numbers that cannot be, and identity cards past their day."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.reading import DateRole
from validators import persons
from validators.checks.check import Given, Result, case_check, document_check, passed
from validators.dossier import Dossier
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome


@case_check("case_ids_valid", "id_number_invalid")
def case_ids_valid(given: Given, dossier: Dossier) -> Iterable[Result]:
    """The ID numbers that came with the case have a right check digit and a real birth date.

    Passes: 11010519491231002X.
    Fails: 110105194912310021, as upstream sent it.
    """
    people = [("申请人", "the applicant", dossier.case.applicant)]
    if dossier.case.agent:
        people.append(("代办人", "the agent", dossier.case.agent))
    for zh, en, person in people:
        valid = persons.id_number_valid(person.id_number)
        said = Message(
            f"申请信息中{zh}的身份证号码{'有效' if valid else '校验不通过'}",
            f"the ID number of {en} in the case {'is well formed' if valid else 'fails its check'}",
        )
        yield Result(Outcome.PASS if valid else Outcome.FAIL, said, found=mask_id(person.id_number))


@document_check("printed_id_valid", "id_number_invalid")
def printed_id_valid(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """An ID number on paper has a right check digit and a real birth date.

    Passes: 11010519491231002X on an ID card; the same with one digit read with doubt, on the applicant's own paper.
    Fails: an invalid number, read with certainty and equal to the case's own. (Else it may be misread: unsure.)
    """
    field = paper.document.patient.id_number
    if field is None or not field.value or "*" in field.value:
        return
    kind = dossier.title(paper.document.kind)
    if persons.id_number_valid(field.value):
        yield passed(
            f"{kind.zh}上的身份证号码校验通过",
            f"the ID number on the {kind.en} is well formed",
            evidence=field.evidence,
        )
        return
    digits = persons.of_digits(field.text, field.char_confidences)
    if persons.misread(field.value, dossier.case.applicant.id_number, digits):
        yield passed(
            f"{kind.zh}上的身份证号码有一位识读不清，按申请人号码校验通过",
            f"the ID number on the {kind.en} is well formed with the applicant's digit for one read with doubt",
            evidence=field.evidence,
        )
        return
    same = persons.normalise_id(field.value) == persons.normalise_id(dossier.case.applicant.id_number)
    said = Message(
        f"{kind.zh}上的身份证号码校验不通过，可能识读有误",
        f"the ID number on the {kind.en} fails its check; it may be misread",
    )
    clear = same and field.confidence >= accepted().number
    cause = "id_number_invalid" if same else None  # the case's own number is the finding, its prints are not others
    yield Result(Outcome.FAIL, said, field.evidence, found=mask_id(field.value), clear=clear, cause=cause)


@document_check("id_card_in_force", "id_card_expired")
def id_card_in_force(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The ID card's validity has not ended before submission.

    Passes: 2015.06.01-2035.06.01, or 长期.
    Fails: 2005.06.01-2025.06.01, submitted 2025-06-02. (The last day itself is in time.)
    """
    kind = dossier.title(paper.document.kind)
    for date in paper.document.dates:
        if date.role is not DateRole.EXPIRY or date.date is None:
            continue
        if date.date.earliest >= dossier.as_of:
            yield passed(
                f"{kind.zh}在有效期内", f"the {kind.en} is in force", evidence=date.evidence, found=str(date.date)
            )
            continue
        clear = date.date.latest < dossier.as_of and date.confidence >= accepted().date
        said = Message(
            f"身份证有效期至{date.date}，早于申请日",
            f"the ID card's validity ended on {date.date}, before the submission",
        )
        yield Result(Outcome.FAIL, said, date.evidence, f"≥ {dossier.as_of}", str(date.date), clear=clear)


def mask_id(number: str) -> str:
    """110105********002X: area and the last four; short texts are hidden altogether."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) >= 15 else "*" * len(number)
