"""What was read with doubt and is decided all the same: by a check digit, the calendar, or the number of a stay."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extractors.reading import Box, DateField, Document, Evidence, Field, IssueDate, PartialDate
from validators import strict_yaml
from validators.case_papers import APPLICANT, Shelf, application
from validators.judge import judge_documents
from validators.persons import age_on, birth_of_id, compare_ids, misread, sex_of_id
from validators.policy import load
from validators.verdict import Finding, Outcome

AS_OF = dt.date(2025, 8, 15)
RIZHAO = load("rizhao")
SAMPLE = "11010519491231002X"
PAPERS = """[{kind: id_card_front}, {kind: insurance_card}, {kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤]},
 {kind: outpatient_record, diagnoses: [右肺恶性肿瘤]}, {kind: lab_report}]"""
CERTIFICATE, REPORT = 2, 4  # their places


def shelf() -> Shelf:
    case = strict_yaml.parse("{diseases: 恶性肿瘤}", "case")
    return application(case, strict_yaml.parse(PAPERS, "papers"), AS_OF, RIZHAO)


def field(name: str, value: str, confidence: float = 0.99, chars: tuple[float, ...] = ()) -> Field:
    return Field(name, value, value, confidence, (Evidence("5.jpg", 1, Box(0, 0, 1, 1), value, confidence),), chars)


def findings(documents: tuple[Document, ...], code: str, document: str) -> list[Finding]:
    made = shelf()
    found = judge_documents(
        made.case, made.readings, documents, policy=RIZHAO, registry=made.hospitals, as_of=AS_OF
    ).findings
    return [f for f in found if f.code == code and f.document == document]


def with_patient(document: Document, **parts: Field) -> Document:
    return replace(document, patient=replace(document.patient, **parts))


def doubtful(number: str, at: int, digit: str) -> tuple[str, tuple[float, ...]]:
    return number[:at] + digit + number[at + 1 :], tuple(0.5 if i == at else 0.99 for i in range(18))


def test_one_doubtful_digit_that_the_check_digit_settles_is_the_applicant_s() -> None:
    read, chars = doubtful(SAMPLE, 9, "5")
    assert misread(read, SAMPLE, chars)
    assert compare_ids(read, SAMPLE, 0.96, chars) is Outcome.PASS


@pytest.mark.parametrize("sure", [0.99, 0.85])
def test_a_digit_read_surely_settles_nothing(sure: float) -> None:
    read, _ = doubtful(SAMPLE, 9, "5")
    assert compare_ids(read, SAMPLE, 0.96, (sure,) * 18) is Outcome.UNSURE


def test_a_number_read_as_nobody_s_is_one_alarm() -> None:
    documents = list(shelf().documents)
    read = "5".join((SAMPLE[:4], SAMPLE[5:9], SAMPLE[10:]))
    documents[REPORT] = with_patient(documents[REPORT], id_number=field("id_number", read, 0.9))
    (invalid,) = findings(tuple(documents), "id_number_invalid", "d5")
    (mismatch,) = findings(tuple(documents), "patient_mismatch", "d5")
    assert (invalid.outcome, mismatch.outcome, mismatch.cause) == (Outcome.UNSURE, Outcome.UNSURE, "id_number_invalid")
    documents[REPORT] = with_patient(documents[REPORT], name=field("name", "欧阳若水"), sex=field("sex", "男"))
    (mismatch,) = findings(tuple(documents), "patient_mismatch", "d5")
    assert mismatch.outcome is not Outcome.PASS and mismatch.cause is None


def test_the_case_s_own_number_has_to_be_valid_and_only_one_digit_may_differ() -> None:
    read, chars = doubtful(SAMPLE, 9, "5")
    assert not misread(SAMPLE, read, chars)
    assert not misread(read[:3] + "9" + read[4:], SAMPLE, chars)


def test_a_doubtful_digit_on_paper_raises_no_alarm() -> None:
    documents = list(shelf().documents)
    read, chars = doubtful(APPLICANT.id_number, 9, "5" if APPLICANT.id_number[9] != "5" else "6")
    documents[CERTIFICATE] = with_patient(documents[CERTIFICATE], id_number=field("id_number", read, 0.96, chars))
    for code in ("id_number_invalid", "patient_mismatch"):
        (found,) = findings(tuple(documents), code, documents[CERTIFICATE].id)
        assert found.outcome is Outcome.PASS
    sure = with_patient(documents[CERTIFICATE], id_number=field("id_number", read, 0.99, (0.99,) * 18))
    (found,) = findings((*documents[:CERTIFICATE], sure, *documents[CERTIFICATE + 1 :]), "id_number_invalid", sure.id)
    assert found.outcome is Outcome.UNSURE


def with_number(documents: tuple[Document, ...], place: int, number: str, **more: Field) -> tuple[Document, ...]:
    made = with_patient(documents[place], inpatient_number=field("inpatient_number", number), **more)
    return (*documents[:place], made, *documents[place + 1 :])


LOOK_ALIKE = APPLICANT.name[:-1] + "桌"


def test_a_doubtful_name_beside_the_applicant_s_number_at_that_hospital_is_the_applicant() -> None:
    name = field("name", LOOK_ALIKE, 0.6)
    alone = with_number(shelf().documents, REPORT, "0403157", name=name)
    (found,) = findings(alone, "patient_mismatch", "d5")
    assert found.outcome is Outcome.UNSURE
    (found,) = findings(with_number(alone, CERTIFICATE, "0403157"), "patient_mismatch", "d5")
    assert found.outcome is Outcome.PASS
    assert "0403157" in {e.text for e in found.evidence}


def test_a_page_without_a_legible_name_is_the_applicant_s_by_that_number() -> None:
    papers = with_number(shelf().documents, REPORT, "0403157")
    papers = (*papers[:REPORT], replace(papers[REPORT], patient=replace(papers[REPORT].patient, name=None)))
    (found,) = findings(papers, "patient_mismatch", "d5")
    assert found.outcome is Outcome.UNSURE
    (found,) = findings(with_number(papers, CERTIFICATE, "0403157"), "patient_mismatch", "d5")
    assert found.outcome is Outcome.PASS


@pytest.mark.parametrize(("beside", "outcome"), [(SAMPLE, "pass"), (None, "unsure")], ids=["its number", "no number"])
def test_a_name_read_as_beside_the_applicant_s_own_number_is_the_applicant_s(beside: str | None, outcome: str) -> None:
    papers = list(shelf().documents)
    for place in (CERTIFICATE, REPORT):
        papers[place] = with_patient(papers[place], name=field("name", LOOK_ALIKE, 0.97))
    if beside:
        papers[CERTIFICATE] = with_patient(papers[CERTIFICATE], id_number=field("id_number", beside))
    (found,) = findings(tuple(papers), "patient_mismatch", "d5")
    assert found.outcome.value == outcome


@pytest.mark.parametrize("number", ["0403158", "0403"])
def test_another_number_or_a_short_one_says_nothing(number: str) -> None:
    papers = with_number(shelf().documents, REPORT, number, name=field("name", LOOK_ALIKE, 0.6))
    other = "0403157" if len(number) > 4 else number
    (found,) = findings(with_number(papers, CERTIFICATE, other), "patient_mismatch", "d5")
    assert found.outcome is Outcome.UNSURE


def test_the_number_speaks_for_no_paper_that_names_somebody_else() -> None:
    papers = with_number(shelf().documents, REPORT, "0403157", name=field("name", "欧阳若水"), sex=field("sex", "男"))
    (found,) = findings(with_number(papers, CERTIFICATE, "0403157"), "patient_mismatch", "d5")
    assert found.outcome is not Outcome.PASS


def dated(days: list[int], month: int = 8) -> Document:
    document = shelf().documents[REPORT]
    assert document.issue_date is not None
    possible = tuple(PartialDate(2025, month, day) for day in days)
    date: DateField = replace(document.issue_date.date, date=PartialDate(2025, month), possible=possible)
    return replace(document, dates=(date,), issue_date=IssueDate(date, "reported"))


@pytest.mark.parametrize(
    ("days", "outcome"), [([5, 15], Outcome.PASS), ([5, 15, 25], Outcome.UNSURE), ([16, 26], Outcome.FAIL)]
)
def test_a_day_with_a_digit_unread_is_decided_where_all_it_may_be_agree(days: list[int], outcome: Outcome) -> None:
    documents = (*shelf().documents[:REPORT], dated(days))
    (found,) = findings(documents, "date_in_future", "d5")
    assert found.outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [(14, Outcome.UNSURE), (18, Outcome.FAIL)])
def test_a_day_to_come_is_none_for_certain_where_a_digit_was_also_seen_as_a_past_one(
    day: int, outcome: Outcome
) -> None:
    document = shelf().documents[REPORT]
    assert document.issue_date is not None
    remote = (PartialDate(2025, 8, day), PartialDate(2025, 8, 19))
    read = replace(document.issue_date.date, date=PartialDate(2025, 8, 19), remote=remote)
    document = replace(document, dates=(read,), issue_date=replace(document.issue_date, date=read))
    (found,) = findings((*shelf().documents[:REPORT], document), "date_in_future", "d5")
    assert found.outcome is outcome


def test_a_doubtful_day_that_is_past_is_no_day_to_come() -> None:
    document = shelf().documents[REPORT]
    assert document.issue_date is not None
    doubted = replace(document.issue_date.date, confidence=0.3)
    document = replace(document, dates=(doubted,), issue_date=replace(document.issue_date, date=doubted))
    documents = (*shelf().documents[:REPORT], document)
    assert findings(documents, "date_in_future", "d5") == []
    (found,) = findings(documents, "date_missing", "d5")
    assert found.outcome is Outcome.UNSURE


@pytest.mark.parametrize(
    ("days", "outcome"), [([15, 25], Outcome.PASS), ([5, 15], Outcome.UNSURE), ([4, 14], Outcome.FAIL)]
)
def test_so_is_the_age_of_a_report(days: list[int], outcome: Outcome) -> None:
    (found,) = findings((*shelf().documents[:REPORT], dated(days, month=2)), "report_stale", "d5")
    assert found.outcome is outcome


@pytest.mark.parametrize(("name", "outcome"), [(APPLICANT.name[:-1] + "鑫", "pass"), ("欧阳若水", "unsure")])
def test_the_applicant_s_own_id_number_outweighs_one_character_of_the_name(name: str, outcome: str) -> None:
    documents = list(shelf().documents)
    own = field("id_number", APPLICANT.id_number)
    documents[CERTIFICATE] = with_patient(documents[CERTIFICATE], id_number=own, name=field("name", name))
    (found,) = findings(tuple(documents), "patient_mismatch", documents[CERTIFICATE].id)
    assert found.outcome.value == outcome


def test_one_character_read_surely_but_wrong_beside_the_applicant_s_number_at_that_hospital() -> None:
    name = field("name", APPLICANT.name[:-1] + "鑫")
    papers = with_number(shelf().documents, REPORT, "0403157", name=name)
    (found,) = findings(papers, "patient_mismatch", "d5")
    assert found.outcome is Outcome.UNSURE
    (found,) = findings(with_number(papers, CERTIFICATE, "0403157"), "patient_mismatch", "d5")
    assert found.outcome is Outcome.PASS


def test_a_laboratory_that_is_no_entry_prints_the_number_of_the_hospital_that_sent_the_sample() -> None:
    born = birth_of_id(APPLICANT.id_number)
    assert born is not None
    marked = {
        "name": field("name", LOOK_ALIKE, 0.92),
        "sex": field("sex", sex_of_id(APPLICANT.id_number)),
        "age": field("age", str(age_on(born, AS_OF))),
    }
    laboratory = (replace(field("letterhead", "澄心医学检验所有限公司"), text="澄心医学检验所有限公司"),)
    outcomes = {}
    for number, printed in (("0403157", marked), ("0403158", marked), ("0403157", {"name": marked["name"]})):
        papers = list(with_number(with_number(shelf().documents, REPORT, number, **printed), CERTIFICATE, "0403157"))
        papers[REPORT] = replace(papers[REPORT], hospitals=laboratory)
        (found,) = findings(tuple(papers), "patient_mismatch", "d5")
        outcomes[number, len(printed)] = found.outcome
    assert outcomes == {
        ("0403157", 3): Outcome.PASS,
        ("0403158", 3): Outcome.UNSURE,
        ("0403157", 1): Outcome.UNSURE,
    }


@pytest.mark.parametrize(("sure", "outcome"), [(0.7, Outcome.PASS), (0.99, Outcome.UNSURE)])
def test_the_digits_of_a_number_set_wide_are_each_as_sure_as_they_were_read(sure: float, outcome: Outcome) -> None:
    at = 9
    read = APPLICANT.id_number[:at] + ("5" if APPLICANT.id_number[at] != "5" else "4") + APPLICANT.id_number[at + 1 :]
    chars = tuple(0.5 if i % 2 else sure if i == 2 * at else 1.0 for i in range(35))
    wide = Field("id_number", " ".join(read), read, 0.92, (), chars)
    papers = list(shelf().documents)
    papers[REPORT] = with_patient(papers[REPORT], id_number=wide)
    for code in ("id_number_invalid", "patient_mismatch"):
        (found,) = findings(tuple(papers), code, "d5")
        assert found.outcome is outcome


@pytest.mark.parametrize(("sure", "same"), [(0.83, True), (0.9, False)])
def test_of_a_digit_that_looks_like_another_more_certainty_is_asked(sure: float, same: bool) -> None:
    at = SAMPLE.index("0")
    read = SAMPLE[:at] + "8" + SAMPLE[at + 1 :]
    chars = tuple(sure if i == at else 0.99 for i in range(18))
    assert misread(read, SAMPLE, chars) is same
    other = SAMPLE[:at] + "5" + SAMPLE[at + 1 :]
    assert not misread(other, SAMPLE, chars), "no look-alike: read with 0.83 it counts"
