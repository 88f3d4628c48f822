"""A person's value in a document, and the machine's beside it."""

from __future__ import annotations

import pytest

from extractors.amending import amend
from extractors.corrections import REVIEWER, Correction, checked
from extractors.documents import assemble
from extractors.placing import without_duplicates
from extractors.reading import Certainty, DateRole, Document, Kind, PageRef, PhysicianRole, Reading, SealPurpose
from tests.extractors.test_documents import certificate, lab, reading, rest, shape, titled

FIRST = PageRef("a.pdf", 1)


def told(subject: str, value: str, page: PageRef = FIRST, to: PageRef | None = None) -> Correction:
    return Correction(page, subject, checked(subject, value), to)


def paper(*corrections: Correction) -> Document:
    made, _ = amend(assemble([reading("a.pdf", certificate())]), corrections)
    return made[0]


def test_the_person_s_date_counts_and_the_machine_s_stays_known() -> None:
    before = assemble([reading("a.pdf", certificate())])
    (after,), (applied,) = amend(before, [told("issue_date", "2025-04-01")])
    assert after.issue_date is not None
    assert str(after.issue_date.date.date) == "2025-04-01"
    assert after.issue_date.date.confidence == 1.0
    (proof,) = after.issue_date.date.evidence
    assert (proof.source, proof.text) == (REVIEWER, "2025-04-01")
    assert before[0].issue_date is not None
    assert proof.box == before[0].issue_date.date.evidence[0].box  # it is looked for where the machine looked
    assert applied.machine is not None
    assert applied.machine.value == "2025-03-05"
    assert applied.document == after.id
    assert [str(d.date) for d in after.dates] == ["2025-04-01"]


def test_what_is_not_on_the_paper_is_taken_off() -> None:
    after = paper(told("issue_date", ""), told("patient.name", ""), told("diagnoses", ""), told("hospital", ""))
    assert after.issue_date is None
    assert after.patient.name is None
    assert after.diagnoses == ()
    assert after.hospitals == ()


def test_diagnoses_are_understood_as_if_they_were_printed() -> None:
    one, two, three = paper(told("diagnoses", "2型糖尿病 E11.900\n肺癌？\n高血压病3级")).diagnoses
    assert (one.name, one.icd, one.type) == ("2型糖尿病", ("E11.900",), "2型")
    assert two.certainty is Certainty.SUSPECTED
    assert three.stage == "3级"
    assert {d.source_rank for d in (one, two, three)} == {0}


@pytest.mark.parametrize(
    ("said", "owner", "purpose"),
    [
        ("海曲市人民医院诊断证明专用章", "海曲市人民医院", SealPurpose.CERTIFICATE),
        ("海曲市人民医院", "海曲市人民医院", SealPurpose.INSTITUTION),
        ("海曲市人民医院收费专用章", "海曲市人民医院", SealPurpose.FEE),
        ("海曲市人民医院某某某", "海曲市人民医院", SealPurpose.UNKNOWN),
    ],
)
def test_a_seal_is_told_by_what_it_says(said: str, owner: str, purpose: SealPurpose) -> None:
    (seal,) = paper(told("seals", said)).seals
    assert (seal.owner_text, seal.purpose, seal.page) == (owner, purpose, 1)


def test_a_field_of_any_name_and_a_laboratory_value() -> None:
    made = assemble([reading("a.pdf", lab())])
    (after,), applied = amend(made, [told("field.conclusion", "正常"), told("lab.0.葡萄糖", "17.9")])
    conclusion = after.field("conclusion")
    assert conclusion is not None
    assert conclusion.value == "正常"
    assert [(i.name, i.value) for i in after.lab_items] == [("葡萄糖", "17.9")]
    assert [a.machine and a.machine.value for a in applied] == [None, "7.9"]


def test_who_signed_is_told_row_by_row() -> None:
    after, (applied,) = amend(
        assemble([reading("a.pdf", certificate())]), [told("physicians", "attending\t王试医\t主任医师\nreviewing\t\t")]
    )
    first, second = after[0].physicians
    assert first.name is not None
    assert (first.role, first.name.value, first.title) == (PhysicianRole.ATTENDING, "王试医", "主任医师")
    assert (second.role, second.name) == (PhysicianRole.REVIEWING, None), "a signature that nobody can read"
    assert {e.source for e in first.evidence} == {REVIEWER}
    before = assemble([reading("a.pdf", certificate())])[0].physicians
    assert (applied.machine is None) == (not before)
    assert paper(told("physicians", "")).physicians == ()


def test_drugs_are_told_row_by_row() -> None:
    first, second = paper(told("medications", "二甲双胍片\t0.5g\t每日三次\n阿司匹林肠溶片\t\t")).medications
    assert (first.name, first.dose, first.frequency, first.confidence) == ("二甲双胍片", "0.5g", "每日三次", 1.0)
    assert (second.name, second.dose) == ("阿司匹林肠溶片", "")


def test_a_laboratory_row_is_put_right_added_and_taken_off() -> None:
    made = assemble([reading("a.pdf", lab())])
    (item,) = made[0].lab_items
    row = "血糖\t17.9\tmmol/L\t3.9-6.1\tH"
    (after,), (applied,) = amend(made, [told("lab.0.葡萄糖", row)])
    (new,) = after.lab_items
    assert (new.name, new.value, new.unit, new.reference, new.flag) == ("血糖", "17.9", "mmol/L", "3.9-6.1", "H")
    assert new.code == item.code
    assert applied.machine is not None
    assert applied.machine.value.split("\t")[:2] == ["葡萄糖", "7.9"]
    (after,), (applied,) = amend(made, [told("lab.0.肌酐", "肌酐\t88\tumol/L\t\t")])
    assert [(i.name, i.value) for i in after.lab_items] == [("葡萄糖", "7.9"), ("肌酐", "88")]
    assert applied.machine is None
    (after,), _ = amend(made, [told("lab.0.葡萄糖", "")])
    assert after.lab_items == ()


def test_a_correction_of_a_page_that_is_gone_waits() -> None:
    made = assemble([reading("a.pdf", certificate())])
    after, applied = amend(made, [told("issue_date", "2025-04-01", PageRef("other.pdf", 1))])
    assert (after, applied) == (made, ())


def test_of_two_documents_on_a_page_the_one_of_the_kind_is_meant() -> None:
    one, two = (
        Document(f"d{n}", kind, 1.0, (FIRST,)) for n, kind in enumerate((Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK))
    )
    correction = Correction(FIRST, "field.valid_to", "2030-01-01", kind=Kind.ID_CARD_BACK)
    after, _ = amend([one, two], [correction])
    assert [len(document.fields) for document in after] == [0, 1]


def packet() -> Reading:
    return reading("a.pdf", certificate(), lab("第1页/共2页"), rest("第2页/共2页"))


def test_a_page_of_another_kind_is_read_as_that_kind() -> None:
    strange = titled("情况说明", "诊断：高血压病3级", "2025年3月5日")
    assert assemble([reading("a.pdf", strange)])[0].kind is Kind.UNKNOWN
    (made,) = assemble([reading("a.pdf", strange)], corrections=[told("kind", "diagnosis_certificate")])
    assert made.kind is Kind.DIAGNOSIS_CERTIFICATE
    assert made.kind_confidence > 0.95
    assert [d.name for d in made.diagnoses] == ["高血压病3级"]


def test_a_page_goes_to_the_paper_it_belongs_to() -> None:
    third, first = PageRef("a.pdf", 3), FIRST
    moved = assemble([packet()], corrections=[told("document", "x", third, first)])
    assert shape(moved) == [
        ("diagnosis_certificate", [("a.pdf", 1), ("a.pdf", 3)]),
        ("lab_report", [("a.pdf", 2)]),
    ]
    alone = assemble([packet()], corrections=[told("document", "own", PageRef("a.pdf", 3))])
    assert [pages for _, pages in shape(alone)] == [[("a.pdf", 1)], [("a.pdf", 2)], [("a.pdf", 3)]]


def test_moving_the_first_page_leaves_the_rest_a_paper() -> None:
    moved = assemble([packet()], corrections=[told("document", "x", PageRef("a.pdf", 2), FIRST)])
    assert [pages for _, pages in shape(moved)] == [[("a.pdf", 1), ("a.pdf", 2)], [("a.pdf", 3)]]


def test_a_copy_no_longer_counts() -> None:
    one, two = reading("a.pdf", certificate(), lab()), reading("b.jpg", certificate())
    left, gone = without_duplicates([one, two], [told("duplicate", "x", PageRef("b.jpg", 1), FIRST)])
    assert ([r.upload for r in left], gone) == (["a.pdf"], frozenset({"b.jpg"}))
    left, gone = without_duplicates([one, two], [told("duplicate", "x", FIRST, PageRef("b.jpg", 1))])
    assert ([[p.number for p in r.pages] for r in left], gone) == ([[2], [1]], frozenset())


def test_a_date_takes_the_role_its_kind_counts_from() -> None:
    bare = titled("诊断证明书", "诊断：高血压病3级")
    (after,), _ = amend(assemble([reading("a.pdf", bare)]), [told("issue_date", "2025-04-01")])
    assert after.issue_date is not None
    assert after.issue_date.date.role is DateRole.ISSUED


def test_of_two_pages_called_copies_of_each_other_one_stays() -> None:
    one, two = reading("a.jpg", certificate()), reading("b.jpg", certificate())
    a, b = PageRef("a.jpg", 1), PageRef("b.jpg", 1)
    left, gone = without_duplicates([one, two], [told("duplicate", "x", b, a), told("duplicate", "x", a, b)])
    assert ([r.upload for r in left], gone) == (["a.jpg"], frozenset({"b.jpg"}))
    left, gone = without_duplicates([one], [told("duplicate", "x", a, b)])  # the other was withdrawn
    assert ([r.upload for r in left], gone) == (["a.jpg"], frozenset())
