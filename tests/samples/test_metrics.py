"""The scorer counts what it says it counts."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import Box, Certainty, Diagnosis, Medication
from samples.ledger import Ledger
from samples.metrics_documents import measure_document, pair
from samples.metrics_findings import measure_findings
from samples.metrics_seals import measure_seals
from samples.metrics_text import distance, measure_page, similarity
from samples.place import Place
from samples.reading_cache import ReadingCache
from samples.score import Scores
from samples.score_table import table
from samples.truth import TruthCase, TruthError, load_all
from tests.pipeline.papers import certificate, line, page, screening
from validators.verdict import Disposition, Verdict

HERE = Place("case-1", "d1")


def slow_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def test_the_distance_is_levenshteins() -> None:
    chance = random.Random(1)
    for _ in range(200):
        a, b = ("".join(chance.choices("诊断证明书a", k=chance.randrange(9))) for _ in range(2))
        assert distance(a, b) == slow_distance(a, b)


def test_width_and_spaces_are_no_mistakes() -> None:
    assert similarity("姓名：林 试样", "姓名:林试样") == 1.0
    assert similarity("", "") == 1.0
    assert similarity("abcd", "abcx") == 0.75


def page_truth(text: str, **changes: Any) -> dict[str, Any]:
    truth = {"upload": "a", "page": 1, "rotation": 0, "capture": "scan", "quality": "good", "text": text, "seals": []}
    return truth | changes


def test_order_counts_for_cer_and_not_for_recall() -> None:
    ledger = Ledger()
    measure_page(ledger, page_truth("诊断证明"), page("a", line("证明", 0), line("诊断", 1)), HERE)
    assert ledger.means["CER"].value == 1.0
    assert ledger.means["character recall"].value == 1.0
    assert ledger.means["CER/capture scan"].value == 1.0
    assert ledger.rates["rotation"].value == 1.0


def test_an_unread_page_counts_in_full() -> None:
    ledger = Ledger()
    measure_page(ledger, page_truth("诊断"), None, HERE)
    assert ledger.means["CER"].value == 1.0
    assert ledger.means["character recall"].value == 0.0


def document_truth(**changes: Any) -> dict[str, Any]:
    truth = {
        "id": "d9",
        "kind": "diagnosis_certificate",
        "pages": [{"upload": "x.jpg", "page": 1}],
        "hospital": {"name": "青屿市中心医院", "code": "H0001"},
        "patient": {"name": "林试样", "sex": "男", "age": "76"},
        "physicians": [{"role": "attending", "name": "陈样本", "title": "主治医师"}],
        "dates": [{"role": "issued", "value": "2026-03-05"}],
        "issue_date": "2026-03-05",
        "diagnoses": [{"name": "2型糖尿病", "certainty": "confirmed", "icd": ["E11.900"]}],
        "fields": {},
    }
    return truth | changes


def measured(truth: dict[str, Any]) -> Ledger:
    ledger = Ledger()
    measure_document(ledger, truth, certificate("x.jpg")[1], HERE)
    return ledger


def test_a_document_read_right_scores_in_full() -> None:
    ledger = measured(document_truth())
    for metric in ("kind", "grouped exactly", "hospital → registry entry", "patient name", "issue date"):
        assert ledger.rates[metric].value == 1.0, metric
    for metric in ("dates", "diagnoses", "ICD codes", "date/issued", "physician names"):
        assert ledger.found[metric].f1 == 1.0, metric


@pytest.mark.parametrize(
    ("change", "metric"),
    [
        ({"kind": "lab_report"}, "kind"),
        ({"pages": [{"upload": "x.jpg", "page": 1}, {"upload": "x.jpg", "page": 2}]}, "grouped exactly"),
        ({"hospital": {"name": "别院", "code": "H0002"}}, "hospital: no wrong entry"),
        ({"hospital": {"name": "名录外", "code": None}}, "hospital → registry entry"),
        ({"patient": {"name": "林试洋"}}, "patient name"),
        ({"issue_date": "2026-03-06"}, "issue date"),
        ({"issue_date": None}, "issue date"),
        ({"diagnoses": []}, "diagnoses, set exact"),
    ],
)
def test_a_mistake_is_counted_and_kept(change: dict[str, Any], metric: str) -> None:
    ledger = measured(document_truth(**change))
    assert ledger.rates[metric].value == 0.0
    assert any(miss.metric == metric and miss.at == HERE for miss in ledger.misses)


def test_a_document_not_found_is_wrong_in_every_field() -> None:
    ledger = Ledger()
    measure_document(ledger, document_truth(), None, HERE)
    assert ledger.rates["kind"].value == 0.0
    assert ledger.rates["patient name"].value == 0.0
    assert ledger.found["diagnoses"].recall == 0.0


def measured_with(truth: dict[str, Any], **said: Any) -> Ledger:
    ledger = Ledger()
    judged = certificate("x.jpg")[1]
    measure_document(ledger, truth, replace(judged, document=replace(judged.document, **said)), HERE)
    return ledger


def diagnosis(name: str, **changes: Any) -> Diagnosis:
    return Diagnosis(name, name, Certainty.CONFIRMED, "诊断", 0, **changes)


def test_what_only_justified_a_request_is_no_diagnosis() -> None:
    asked = replace(diagnosis("高血压病"), source_rank=9)
    ledger = measured_with(document_truth(), diagnoses=(diagnosis("2型糖尿病"), asked))
    assert ledger.rates["diagnoses, set exact"].value == 1.0


def test_kinds_whose_truth_lists_no_diagnoses_are_left_out() -> None:
    tissue = document_truth(kind="pathology_report", diagnoses=[])
    assert "diagnoses" not in measured_with(tissue, diagnoses=(diagnosis("浸润性腺癌"),)).found
    assert measured_with(tissue | {"diagnoses": document_truth()["diagnoses"]}, diagnoses=()).found["diagnoses"].missed


def test_codes_are_compared_whatever_their_case() -> None:
    coded = [{"name": "高血压病3级", "certainty": "confirmed", "icd": ["I10.x00x002"], "stage": "3级", "type": ""}]
    said = diagnosis("高血压病3级", icd=("I10.X00X002",), stage="2级")
    ledger = measured_with(document_truth(diagnoses=coded), diagnoses=(said,))
    assert ledger.found["ICD codes"].f1 == 1.0
    assert ledger.rates["diagnosis stage"].value == 0.0


def test_medications_are_paired_by_name() -> None:
    truth = [
        {"name": "缬沙坦胶囊", "dose": "80mg", "frequency": "qd"},
        {"name": "二甲双胍片", "dose": "", "frequency": ""},
    ]
    said = (Medication("缬沙坦胶囊", "", "80mg", "bid"), Medication("阿司匹林", ""))
    ledger = measured_with(document_truth(medications=truth), medications=said)
    found = ledger.found["medications"]
    assert (found.hits, found.extra, found.missed) == (1, 1, 1)
    assert (ledger.rates["medication dose"].value, ledger.rates["medication frequency"].value) == (1.0, 0.0)


def test_documents_are_paired_by_their_pages() -> None:
    said = screening()[0].documents
    truth = [document_truth(pages=[{"upload": u, "page": 1}]) for u in ("化验.jpg", "没有.jpg", "证明.jpg")]
    pairs = [judged.document.id if judged else None for _, judged in pair(truth, said)]
    assert pairs == ["d2", None, "d1"]


def seal_truth(**changes: Any) -> dict[str, Any]:
    seal = certificate("x.jpg")[1].document.seals[0]
    return {
        "box": [seal.box.x0, seal.box.y0, seal.box.x1, seal.box.y1],
        "shape": "round",
        "colour": "red",
        "status": "present",
        "purpose": "fee",
        "text": seal.text,
        "owner": "H0001",
        "legible": True,
    } | changes


def test_seals_are_matched_by_place() -> None:
    judged = certificate("x.jpg")[1]
    seal, owner = judged.document.seals[0], judged.seal_owners[0]
    elsewhere = replace(seal, box=Box(0, 0, 0.1, 0.1))
    ledger = Ledger()
    measure_seals(
        ledger, [seal_truth(), seal_truth(box=[0.4, 0.1, 0.6, 0.2])], [(seal, owner), (elsewhere, None)], HERE
    )
    found = ledger.found["seal presence"]
    assert (found.hits, found.extra, found.missed) == (1, 1, 1)
    assert ledger.rates["seal purpose (legible)"].value == 1.0
    assert ledger.rates["seal owner → registry entry (legible)"].value == 1.0
    assert ledger.means["seal text likeness (legible)"].value == 1.0


def truth_case(disposition: str, *findings: dict[str, Any], clean: bool = False) -> TruthCase:
    truth = {"clean": clean, "expect": {"disposition": disposition, "findings": list(findings)}, "documents": []}
    return TruthCase(Path("tune-1"), "tune", truth)


def verdict(disposition: Disposition = Disposition.SUPPLEMENT) -> Verdict:
    made = screening()[0].verdict
    assert made is not None
    return replace(made, disposition=disposition)


def test_findings_are_matched_by_code_and_document() -> None:
    ledger = Ledger()
    case = truth_case(
        "supplement",
        {"code": "stamp_kind_wrong", "outcome": "fail", "document": "t1", "material": None},
        {"code": "hospital_unknown", "outcome": "fail", "document": "t2", "material": None},
        {"code": "report_stale", "outcome": "fail", "document": "t2", "material": None},
    )
    measure_findings(ledger, case, verdict(), {"t1": "d1", "t2": "d2"})
    overall = ledger.found["findings"]
    assert (overall.hits, overall.extra, overall.missed) == (2, 1, 1)
    assert ledger.found["finding/image_unreadable"].precision == 0.0
    assert ledger.found["finding/report_stale"].recall == 0.0
    assert ledger.rates["finding outcome"].value == 0.5
    assert ledger.confusion == {"supplement → supplement": 1}


def test_a_finding_on_another_document_is_not_the_same() -> None:
    ledger = Ledger()
    wanted = {"code": "stamp_kind_wrong", "outcome": "fail", "document": "t2", "material": None}
    measure_findings(ledger, truth_case("supplement", wanted), verdict(), {"t2": "d2"})
    assert ledger.found["finding/stamp_kind_wrong"].hits == 0


def test_a_silent_miss_is_a_ready_that_should_not_be() -> None:
    ledger = Ledger()
    ready = replace(verdict(Disposition.READY), findings=())
    measure_findings(ledger, truth_case("supplement"), ready, {})
    measure_findings(ledger, truth_case("ready", clean=True), ready, {})
    assert (ledger.rates["no silent miss"].right, ledger.rates["no silent miss"].total) == (1, 2)
    assert ledger.rates["clean cases without any alarm"].value == 1.0


def test_the_table_shows_both_splits() -> None:
    ledger = measured(document_truth(kind="lab_report"))
    shown = table(Scores({"tune": ledger, "report": Ledger()}, {"tune": 1, "report": 0}, {"tune": 1, "report": 0}))
    assert "tune: 1 cases, 1 pages" in shown
    assert "0.0%  0/1" in shown
    assert "not measured" in shown


def test_readings_are_kept_by_content_and_version(tmp_path: Path) -> None:
    reading = screening()[0].readings[0]
    ReadingCache(tmp_path, "1").put(reading)
    assert ReadingCache(tmp_path, "1").get(reading.sha256) == reading
    assert ReadingCache(tmp_path, "2").get(reading.sha256) is None


def test_without_truth_there_is_nothing_to_measure(tmp_path: Path) -> None:
    with pytest.raises(TruthError, match=r"no tune or report/CASE/truth.json"):
        load_all(tmp_path)
    (tmp_path / "tune" / "a").mkdir(parents=True)
    (tmp_path / "tune" / "a" / "truth.json").write_text("{}")
    with pytest.raises(TruthError, match="schema"):
        load_all(tmp_path)
