"""Values read wrong on purpose: one at a time, and counted where a fault is hidden by it."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest

from extractors.calibration import CALIBRATION, Topic
from extractors.reading import Document
from samples.misreadings import Misreader
from samples.wrong_passes import Faulty, count, written
from validators import strict_yaml, thresholds
from validators.case_papers import Shelf, application
from validators.policy import load

AS_OF = dt.date(2025, 8, 29)
RIZHAO = load("rizhao")
PAPERS = """[{kind: id_card_front}, {kind: insurance_card}, {kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤]},
 {kind: outpatient_record, diagnoses: [右肺恶性肿瘤, 高血压病3级]}, {kind: lab_report, issue_date: 2025-02-27}]"""
HOSPITALS = ("青岚市人民医院", "青岚市人民医院东院区", "云渡县中医院")


@pytest.fixture(scope="module")
def stale() -> Shelf:
    """A case whose laboratory report is one day too old."""
    return application(
        strict_yaml.parse("{diseases: 恶性肿瘤}", "case"), strict_yaml.parse(PAPERS, "documents"), AS_OF, RIZHAO
    )


def faulty(made: Shelf, *codes: str) -> Faulty:
    return Faulty(Counter(codes), made.case, RIZHAO, AS_OF, made.readings, tuple(made.documents))


def changed(before: Document, after: Document) -> set[str]:
    return {name for name in Document.__slots__ if getattr(before, name) != getattr(after, name)}


ALTERS = {
    Topic.KIND: {"kind", "kind_confidence"},
    Topic.HOSPITAL: {"hospitals"},
    Topic.NAME: {"patient"},
    Topic.NUMBER: {"patient"},
    Topic.ATTRIBUTE: {"patient"},
    Topic.PHYSICIAN: {"physicians"},
    Topic.DATE: {"dates", "issue_date"},
    Topic.DIAGNOSIS: {"diagnoses"},
    Topic.LAB_ITEM: {"lab_items"},
    Topic.MEDICATION: {"medications"},
    Topic.SEAL: {"seals"},
    Topic.SEAL_TEXT: {"seals"},
    Topic.TEXT: {"fields"},
}


@pytest.mark.parametrize("topic", Topic)
def test_a_value_of_the_topic_says_something_else_and_nothing_else_does(stale: Shelf, topic: Topic) -> None:
    reader = Misreader(HOSPITALS, stale.documents, random.Random(1))
    for document in stale.documents:
        for wrong in reader.misread(topic, document):
            assert changed(document, wrong) <= ALTERS[topic]
            assert changed(document, wrong)


def test_a_digit_and_a_character_become_others_of_their_kind(stale: Shelf) -> None:
    reader = Misreader(HOSPITALS, stale.documents, random.Random(3))
    number = "98010119700101123X"
    for _ in range(30):
        wrong = reader.digit(number)
        assert [a == b for a, b in zip(number, wrong, strict=True)].count(False) == 1
        assert wrong.endswith("X")
    assert reader.digit("阴性") == "阴性"
    assert reader.alike("青岚市人民医院") == "青岚市人民医院东院区"


def test_only_what_hides_the_fault_passes(stale: Shelf) -> None:
    found = count([faulty(stale, "report_stale")] * 12, stale.hospitals, HOSPITALS)
    dates = found[Topic.DATE]
    assert 0 < dates.passed < dates.tried
    assert set(dates.codes) == {"report_stale"}
    assert found[Topic.ATTRIBUTE].passed == found[Topic.NUMBER].passed == 0
    assert 0 < dates.passed / dates.tried < dates.at_most <= 1


def test_a_fault_that_was_not_found_cannot_be_hidden(stale: Shelf) -> None:
    found = count([faulty(stale, "stamp_missing")], stale.hospitals, HOSPITALS)
    assert not any(each.tried for each in found.values())


def test_the_same_seed_counts_the_same(stale: Shelf) -> None:
    first, second = (count([faulty(stale, "report_stale")], stale.hospitals, HOSPITALS, seed=5) for _ in range(2))
    assert first == second


def test_what_is_written_makes_the_thresholds(stale: Shelf, tmp_path: Path) -> None:
    found = count([faulty(stale, "report_stale")], stale.hospitals, HOSPITALS)
    (tmp_path / thresholds.WRONG_PASSES).write_text(written(found, "9", 1), "utf-8")
    base = tmp_path / "thresholds.yaml"
    base.write_text(thresholds.PATH.read_text("utf-8"), "utf-8")
    made = thresholds.load(base, CALIBRATION)
    share = found[Topic.DATE].at_most
    on_average = CALIBRATION.curves[Topic.DATE].threshold(made.target / share)
    assert made.date == pytest.approx(max(on_average, 1 - 0.01 / share, 0.6), abs=1e-3)
