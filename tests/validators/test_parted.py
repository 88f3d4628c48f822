"""A fault is not stated where what seems to be missing may be in the case: pages elsewhere, a date in a stamp."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extractors.reading import (
    DATE_GLIMPSED,
    Box,
    Field,
    Line,
    Patient,
    Quality,
    QualityGrade,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
)
from validators import strict_yaml
from validators.case_papers import Shelf, application
from validators.judge import judge_documents
from validators.policy import load
from validators.verdict import Finding, Outcome

AS_OF = dt.date(2025, 8, 29)
RIZHAO = load("rizhao")
PAPERS = "[{kind: id_card_front}, {kind: diagnosis_certificate}, {kind: lab_report}, {kind: lab_report}]"
DATELESS = "[{kind: id_card_front}, {kind: diagnosis_certificate, issue_date: none}]"
WHERE = Box(0.5, 0.7, 0.7, 0.9)
CORNERS = ((0.5, 0.7), (0.7, 0.7), (0.7, 0.72), (0.5, 0.72))


def shelf(documents: str, disease: str = "恶性肿瘤") -> Shelf:
    case, papers = strict_yaml.parse(f"{{diseases: {disease}}}", "case"), strict_yaml.parse(documents, "documents")
    return application(case, papers, AS_OF, RIZHAO)


def said(made: Shelf, code: str) -> list[Finding]:
    verdict = judge_documents(
        made.case, made.readings, made.documents, policy=RIZHAO, registry=made.hospitals, as_of=AS_OF
    )
    return [finding for finding in verdict.findings if finding.code == code and finding.outcome is not Outcome.PASS]


def parted(first: tuple[int, ...], second: tuple[int, ...], names: tuple[str, str], sure: float = 0.99) -> Shelf:
    """Two reports of as many pages, which lack pages of these numbers and name somebody."""
    made = shelf(PAPERS)
    *others, one, two = made.documents
    parts = [
        replace(paper, page_count=2, missing_pages=missing, patient=named(name, sure))
        for paper, missing, name in zip((one, two), (first, second), names, strict=True)
    ]
    return replace(made, documents=(*others, *parts))


def named(name: str, sure: float) -> Patient:
    return Patient(name=Field("name", name, name, sure, ()))


@pytest.mark.parametrize(("names", "sure"), [(("张某某", "张某某"), 0.99), (("满骤", "清暖"), 0.6)])
def test_two_papers_that_have_what_the_other_lacks_may_be_one(names: tuple[str, str], sure: float) -> None:
    found = said(parted((2,), (1,), names, sure), "page_missing")
    assert [finding.outcome for finding in found] == [Outcome.UNSURE] * 2
    assert all("是否同属一份" in finding.message.zh for finding in found)
    assert all(len({proof.upload for proof in finding.evidence}) == 2 for finding in found), "both are to be looked at"


def test_somebody_elses_pages_are_not_the_missing_ones() -> None:
    found = said(parted((2,), (1,), ("张某某", "李红梅")), "page_missing")
    assert [finding.outcome for finding in found] == [Outcome.FAIL] * 2


def test_the_same_page_twice_is_no_other_page() -> None:
    found = said(parted((2,), (2,), ("张某某", "张某某")), "page_missing")
    assert [finding.outcome for finding in found] == [Outcome.FAIL] * 2


def test_papers_that_do_not_say_how_many_pages_they_have_tell_nothing_of_each_other() -> None:
    made = parted((2,), (2,), ("张某某", "张某某"))
    *others, one, two = made.documents
    uncounted = (replace(one, page_count=None), replace(two, page_count=None, missing_pages=()))
    (finding,) = said(replace(made, documents=(*others, *uncounted)), "page_missing")
    assert finding.outcome is Outcome.FAIL


def test_a_page_so_hard_to_read_that_its_number_was_not_may_be_the_missing_one() -> None:
    made = parted((2,), (), ("张某某", "张某某"))
    *others, one, two = made.documents
    smeared = replace(two, page_count=None, quality=Quality(QualityGrade.POOR))
    (finding,) = said(replace(made, documents=(*others, one, smeared)), "page_missing")
    assert finding.outcome is Outcome.UNSURE
    assert "页码未能读出" in finding.message.zh
    assert {proof.upload for proof in finding.evidence} == {one.pages[0].upload, two.pages[0].upload}
    strangers = replace(smeared, patient=named("李红梅", 0.99))
    (finding,) = said(replace(made, documents=(*others, one, strangers)), "page_missing")
    assert finding.outcome is Outcome.FAIL


def test_two_numbers_a_kind_do_not_make_one_paper() -> None:
    made = parted((2,), (1,), ("张某某", "张某某"))
    *others, one, two = made.documents
    longer = replace(two, page_count=3, missing_pages=(1, 3))
    found = said(replace(made, documents=(*others, one, longer)), "page_missing")
    assert [finding.outcome for finding in found] == [Outcome.FAIL] * 2


@pytest.mark.parametrize(
    ("disease", "others", "text", "outcome"),
    [
        ("高血压", "{kind: id_card_front}", "", Outcome.UNSURE),
        ("高血压", "{kind: id_card_front}", "购物小票", Outcome.FAIL),
        ("高血压", "{kind: photo}", "", Outcome.FAIL),
        ("恶性肿瘤", "{kind: id_card_front}", "", Outcome.FAIL),  # no photo is asked for
    ],
)
def test_a_picture_without_writing_may_be_the_photo(disease: str, others: str, text: str, outcome: Outcome) -> None:
    made = shelf(f"[{others}, {{kind: unrelated}}]", disease)
    (at,) = made.documents[-1].pages
    written = (Line(text, 0.99, 0.99, WHERE, CORNERS),) if text else ()
    (finding,) = said(written_on(made, at.upload, written), "unrelated_upload")
    assert finding.outcome is outcome


def written_on(made: Shelf, upload: str, lines: tuple[Line, ...]) -> Shelf:
    """With these lines added to the pages of an upload."""
    readings = tuple(
        replace(reading, pages=tuple(replace(page, lines=(*page.lines, *lines)) for page in reading.pages))
        if reading.upload == upload
        else reading
        for reading in made.readings
    )
    return replace(made, readings=readings)


def stamped(text: str, purpose: SealPurpose) -> Shelf:
    made = shelf(DATELESS)
    card, paper = made.documents
    (at,) = paper.pages
    look = (SealShape.ROUND, SealColour.RED, SealStatus.PRESENT)
    seal = Seal(at.upload, at.page, WHERE, *look, purpose, 0.9, text, "", "", "", 0.9)
    return replace(made, documents=(card, replace(paper, seals=(*paper.seals, seal))))


@pytest.mark.parametrize(
    ("text", "purpose", "outcome"),
    [
        ("202-11-1515", SealPurpose.DATE, Outcome.UNSURE),
        ("某市人民医院 2025-0 诊断专用章", SealPurpose.CERTIFICATE, Outcome.UNSURE),
        ("某市人民医院 3711020004567", SealPurpose.UNKNOWN, Outcome.FAIL),
    ],
)
def test_a_dated_stamp_that_was_not_read_may_be_the_date(text: str, purpose: SealPurpose, outcome: Outcome) -> None:
    (finding,) = said(stamped(text, purpose), "date_missing")
    assert finding.outcome is outcome
    assert (text in {proof.text for proof in finding.evidence}) is (outcome is Outcome.UNSURE)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("202-11-1515", Outcome.UNSURE), ("3711020004567", Outcome.FAIL), ("诊断专用章", Outcome.FAIL)],
)
def test_what_a_stamp_left_of_a_line_like_a_date_may_be_one(text: str, outcome: Outcome) -> None:
    made = shelf(DATELESS)
    (at,) = made.documents[1].pages
    under = Line(text, 0.97, 0.9, WHERE, CORNERS, in_seal=True)
    (finding,) = said(written_on(made, at.upload, (under,)), "date_missing")
    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("name", "purpose", "read", "outcome"),
    [
        ("匡丽芬印", SealPurpose.PERSONAL_NAME, "2苏", Outcome.UNSURE),
        ("匡丽芬印", SealPurpose.PERSONAL_NAME, "丽芬", Outcome.FAIL),
        ("某市人民医院 3711020004567", SealPurpose.INSTITUTION, "2苏", Outcome.FAIL),  # of its number
    ],
)
def test_a_digit_where_a_name_is_stamped_may_be_of_the_date(
    name: str, purpose: SealPurpose, read: str, outcome: Outcome
) -> None:
    made = stamped(name, purpose)
    (at,) = made.documents[1].pages
    under = Line(read, 0.55, 0.5, WHERE, CORNERS, in_seal=True)
    (finding,) = said(written_on(made, at.upload, (under,)), "date_missing")
    assert finding.outcome is outcome


@pytest.mark.parametrize(("missing", "outcome"), [((2,), Outcome.UNSURE), ((), Outcome.FAIL)])
def test_a_date_may_stand_on_the_page_that_is_missing(missing: tuple[int, ...], outcome: Outcome) -> None:
    made = shelf(DATELESS)
    card, paper = made.documents
    one = replace(paper, page_count=len(paper.pages) + len(missing), missing_pages=missing)
    (finding,) = said(replace(made, documents=(card, one)), "date_missing")
    assert finding.outcome is outcome
    assert finding.cause == ("page_missing" if missing else None)


@pytest.mark.parametrize(("notes", "outcome"), [((DATE_GLIMPSED,), Outcome.UNSURE), ((), Outcome.FAIL)])
def test_ink_nobody_could_read_where_a_date_is_expected_may_be_one(notes: tuple[str, ...], outcome: Outcome) -> None:
    made = shelf(DATELESS)
    (at,) = made.documents[1].pages
    readings = tuple(
        replace(r, pages=tuple(replace(p, notes=(*p.notes, *notes)) for p in r.pages)) if r.upload == at.upload else r
        for r in made.readings
    )
    (finding,) = said(replace(made, readings=readings), "date_missing")
    assert finding.outcome is outcome
