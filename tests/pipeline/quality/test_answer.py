from __future__ import annotations

import pytest

from pipeline.quality.answer import ILLEGIBLE, LONGEST, Answer, AnswerError, from_form, plain_date
from pipeline.quality.questions import FIELDS, GROUPS, LISTS, PERSONAL, asked_of

CODES = frozenset({"stamp_missing", "report_stale"})
CERTIFICATE = {
    "kind-1": "diagnosis_certificate",
    "seal-1": "present",
    "1-hospital": " 海州市医院 ",
    "1-diagnoses": "甲\n乙",
}


def test_what_is_empty_is_not_there() -> None:
    paper = from_form({**CERTIFICATE, "1-patient.name": "  "}, 1, CODES).papers[0]
    assert dict(paper.fields) == {"hospital": "海州市医院", "diagnoses": "甲\n乙"}
    assert paper.seal == "present"


def test_pages_that_go_on_are_one_paper() -> None:
    form = {**CERTIFICATE, "same-2": "1", "kind-2": "photo", "kind-3": "photo"}
    papers = from_form(form, 3, CODES).papers
    assert [(paper.pages, paper.kind) for paper in papers] == [((1, 2), "diagnosis_certificate"), ((3,), "photo")]


def test_the_first_page_goes_on_with_nothing() -> None:
    assert from_form({**CERTIFICATE, "same-1": "1"}, 1, CODES).papers[0].pages == (1,)


def test_fields_that_its_kind_does_not_have_are_left_out() -> None:
    paper = from_form({"kind-1": "photo", "1-hospital": "海州市医院", "seal-1": "present"}, 1, CODES).papers[0]
    assert not paper.fields
    assert not paper.seal


def test_only_findings_asked_about_are_taken() -> None:
    form = {**CERTIFICATE, "finding-stamp_missing": "fail", "finding-report_stale": "", "finding-other": "fail"}
    assert from_form(form, 1, CODES).findings == {"stamp_missing": "fail"}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"kind-1": ""}, "audit.kind_missing"),
        ({"kind-1": "newspaper"}, "audit.kind_missing"),
        ({"seal-1": ""}, "audit.seal_missing"),
        ({"1-issue_date": "gestern"}, "audit.bad_date"),
        ({"1-issue_date": "2026-13-01"}, "audit.bad_date"),
        ({"1-diagnoses": "甲" * (LONGEST + 1)}, "audit.too_long"),
        ({"finding-stamp_missing": "perhaps"}, "audit.bad_finding"),
    ],
)
def test_what_cannot_be_is_refused_with_a_word(change: dict[str, str], key: str) -> None:
    with pytest.raises(AnswerError) as told:
        from_form({**CERTIFICATE, **change}, 1, CODES)
    assert told.value.key == key


def test_a_full_width_question_mark_means_illegible_too() -> None:
    assert from_form({**CERTIFICATE, "1-hospital": "？"}, 1, CODES).papers[0].fields["hospital"] == ILLEGIBLE


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("2026-3-5", "2026-03-05"),
        ("2026/03/05", "2026-03-05"),
        ("2026.3.5", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("２０２６年３月", "2026-03"),
        ("2026", "2026"),
        ("3月5日", None),
        ("", None),
    ],
)
def test_dates_may_be_written_in_many_ways(told: str, plain: str | None) -> None:
    assert plain_date(told) == plain


def test_an_answer_comes_back_as_it_was() -> None:
    answer = from_form({**CERTIFICATE, "finding-stamp_missing": "unsure"}, 1, CODES)
    assert Answer.from_json(answer.as_json()) == answer


def test_every_field_is_asked_of_some_kind() -> None:
    assert all(asked_of(tuple(GROUPS)).values())
    assert asked_of(()) == FIELDS
    assert set(LISTS) <= set(asked_of(LISTS))


def test_only_what_the_plan_asks_is_taken() -> None:
    form = {**CERTIFICATE, "1-physicians": "魏娜静 副主任医师", "1-patient.age": "37", "whole-1-lab_items": "1"}
    assert "physicians" not in from_form(form, 1, CODES).papers[0].fields
    assert from_form(form, 1, CODES, ("physicians",)).papers[0].fields["physicians"] == "魏娜静 副主任医师"


def test_a_list_may_be_said_to_be_whole() -> None:
    form = {"kind-1": "lab_report", "seal-1": "absent", "1-lab_items": "葡萄糖 6.1", "whole-1-lab_items": "1"}
    answer = from_form(form, 1, CODES, tuple(GROUPS))
    assert answer.papers[0].whole == ("lab_items",)
    assert Answer.from_json(answer.as_json()) == answer


def test_a_card_may_be_valid_for_good() -> None:
    form = {"kind-1": "id_card_back", "1-date.valid_from": "2015.06.01", "1-date.expiry": "长期"}
    assert from_form(form, 1, CODES, ("dates",)).papers[0].fields["date.expiry"] == "长期"
    with pytest.raises(AnswerError):
        from_form({**form, "1-date.expiry": "永远"}, 1, CODES, ("dates",))


def test_what_names_people_is_told_apart() -> None:
    assert {"physicians", "patient.name", "patient.number", "patient.birth_date"} <= PERSONAL
    assert not {"lab_items", "medications", "hospital", "issue_date", "date.sampled"} & PERSONAL
