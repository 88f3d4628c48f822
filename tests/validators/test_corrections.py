"""A corrected case judged anew: the person's word counts, and only what it touches changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extractors.corrections import Correction
from extractors.reading import PageRef, Quality, QualityGrade, Reading
from pipeline.report.finding_key import keyed
from tests.extractors.test_documents import certificate, lab, reading
from validators.case import Case, Channel, Person, Upload
from validators.judge import judge
from validators.policy import load
from validators.registry import Registry
from validators.verdict import Outcome, Verdict

DAY = dt.date(2025, 8, 29)
RIZHAO = load("rizhao")
LAB = PageRef("lab.jpg", 1)


def judged(*told: Correction, grade: QualityGrade = QualityGrade.GOOD, twice: bool = False) -> Verdict:
    readings = _readings(grade, twice)
    names = tuple(Upload(each.upload) for each in readings)
    person = Person("张三", "99010119670305001X")
    case = Case("RZ-1", "rizhao", DAY, person, ("糖尿病",), Channel.SELF, names)
    return judge(case, readings, RIZHAO, Registry.empty(), DAY, corrections=told)


def _readings(grade: QualityGrade, twice: bool) -> list[Reading]:
    sheet = replace(lab(), quality=Quality(grade))
    made = [reading("a.jpg", certificate()), replace(reading("lab.jpg", sheet), sha256="1" * 64)]
    return [*made, replace(reading("copy.jpg", sheet), sha256="1" * 64)] if twice else made


def outcome(verdict: Verdict, code: str, upload: str = "lab.jpg") -> list[Outcome]:
    return [f.outcome for f in verdict.findings if f.code == code and f.upload == upload]


def test_a_corrected_date_is_held_against_the_rules() -> None:
    assert outcome(judged(), "report_stale") == [Outcome.PASS]
    verdict = judged(Correction(LAB, "issue_date", "2025-01-02"))
    assert outcome(verdict, "report_stale") == [Outcome.FAIL]
    (amendment,) = verdict.amendments
    assert amendment.machine is not None
    assert amendment.machine.value == "2025-03-02"


def test_what_a_person_read_on_a_poor_page_was_seen() -> None:
    told = Correction(LAB, "issue_date", "2025-01-02")
    assert outcome(judged(told, grade=QualityGrade.POOR), "report_stale") == [Outcome.FAIL]


def test_a_copy_that_does_not_count_is_no_longer_found() -> None:
    assert outcome(judged(twice=True), "duplicate_upload", "copy.jpg") == [Outcome.FAIL]
    verdict = judged(Correction(PageRef("copy.jpg", 1), "duplicate", "x", LAB), twice=True)
    assert Outcome.FAIL not in [f.outcome for f in verdict.findings if f.code == "duplicate_upload"]
    assert not [f for f in verdict.findings if f.upload == "copy.jpg"]


def test_findings_keep_their_keys_through_a_correction_and_a_renamed_file() -> None:
    def keys(verdict: Verdict, readings: list[Reading]) -> dict[tuple[str, str], str]:
        documents = [paper.document for paper in verdict.documents]
        return {(f.code, f.rule + (f.material or "")): key for f, key in keyed(verdict.findings, readings, documents)}

    readings = _readings(QualityGrade.GOOD, False)
    before = keys(judged(), readings)
    after = keys(judged(Correction(LAB, "issue_date", "2025-01-02")), readings)
    stale = [pair for pair in before if pair[0] == "report_stale"]
    assert stale
    assert [before[pair] for pair in stale] == [after[pair] for pair in stale]
    found = judged().findings
    assert len({key for _, key in keyed(found, readings, ())}) == len(found)
