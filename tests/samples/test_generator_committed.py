"""The committed samples keep to their own format and cover what they promise. Nothing is drawn here."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import (
    Certainty,
    DateRole,
    Kind,
    PhysicianRole,
    QualityGrade,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
)
from samples.people import (
    AREAS_C,
    AREAS_E,
    AREAS_F,
    AREAS_G,
    AREAS_H,
    AREAS_I,
    AREAS_K,
    AREAS_L,
    AREAS_M,
    AREAS_N,
    AREAS_O,
    AREAS_P,
    AREAS_Q,
    AREAS_R,
    AREAS_S,
    AREAS_T,
    UNUSED_AREAS,
    check_digit,
)

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
FOLDERS = [SAMPLES / "demo", *sorted((SAMPLES / "tune").iterdir()), *sorted((SAMPLES / "report").iterdir())]
OWN = (
    UNUSED_AREAS,
    AREAS_C,
    AREAS_E,
    AREAS_F,
    AREAS_G,
    AREAS_H,
    AREAS_I,
    AREAS_K,
    AREAS_L,
    AREAS_M,
    AREAS_N,
    AREAS_O,
    AREAS_P,
    AREAS_Q,
    AREAS_R,
    AREAS_S,
    AREAS_T,
)
AREAS = {a for codes in OWN for areas in codes.values() for a in areas}
NOT_IN_THESE_REGIONS = {"eligibility_not_met"}
"""Neither founding region states limits of age or sex, or diseases that exclude each other."""
CAPTURES = {"digital", "scan", "photo", "photocopy", "fax", "screen"}


@cache
def _codes() -> tuple[frozenset[str], frozenset[str]]:
    """All finding codes of DESIGN.md's table, and the blocking ones."""
    rows = re.findall(r"^\| ([a-z_, ]+) \|.*\| (blocking|review) \|$", (ROOT / "DESIGN.md").read_text("utf-8"), re.M)
    named = [(code, severity) for codes, severity in rows for code in codes.split(", ")]
    return frozenset(c for c, _ in named), frozenset(c for c, s in named if s == "blocking")


@cache
def _truth(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "truth.json").read_text("utf-8"))


@cache
def _case(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "case.json").read_text("utf-8"))


def test_the_table_of_design_was_understood() -> None:
    assert len(_codes()[0]) >= 25
    assert _codes()[0] >= NOT_IN_THESE_REGIONS
    assert "stamp_missing" in _codes()[1]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_uploads_exist_and_every_page_has_its_truth(folder: Path) -> None:
    truth, case = _truth(folder), _case(folder)
    files = {p.name for p in folder.iterdir()} - {"case.json", "truth.json"}
    assert {u["name"] for u in case["uploads"]} == files
    assert case["case_key"] == truth["case_key"] == folder.name
    pages = {(p["upload"], p["page"]) for p in truth["pages"]}
    assert len(pages) == len(truth["pages"])
    assert {u for u, _ in pages} <= files
    placed = [(p["upload"], p["page"]) for d in truth["documents"] for p in d["pages"]]
    assert len(placed) == len(set(placed))
    assert set(placed) <= pages
    unplaced = {(p["upload"], p["page"]) for p in truth["pages"] if p["quality"] != "unreadable"} - set(placed)
    assert not unplaced


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_every_word_is_of_the_shared_vocabulary(folder: Path) -> None:
    truth = _truth(folder)
    for d in truth["documents"]:
        Kind(d["kind"])
        assert d["kind"] != "unknown"
        for date in d["dates"]:
            DateRole(date["role"])
            assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", date["value"])
        assert {x["value"] for x in d["dates"] if x["role"] == "birth"} == {d["patient"].get("birth_date")} - {None}
        assert "part" not in d["fields"]
        assert isinstance(d["fields"].get("applied_diseases", []), list)
        assert all(x["certainty"] in set(Certainty) and x["name"] for x in d["diagnoses"])
        assert all(x["role"] in set(PhysicianRole) and x["name"] for x in d["physicians"])
        assert all(x["flag"] in ("H", "L", "A", "") and x["name"] and x["value"] for x in d["lab_items"])
        assert d["patient"].get("sex", "男") in ("男", "女")
        assert "issue_date" not in d or d["issue_date"] in [x["value"] for x in d["dates"]]
    for p in truth["pages"]:
        QualityGrade(p["quality"])
        assert p["rotation"] in (0, 90, 180, 270)
        assert p["capture"] in CAPTURES
        for s in p["seals"]:
            SealShape(s["shape"]), SealColour(s["colour"]), SealStatus(s["status"]), SealPurpose(s["purpose"])
            x0, y0, x1, y1 = s["box"]
            assert 0 <= x0 < x1 <= 1
            assert 0 <= y0 < y1 <= 1


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_expectations_agree_with_the_table_of_findings(folder: Path) -> None:
    truth = _truth(folder)
    codes, blocking = _codes()
    findings = truth["expect"]["findings"]
    ids = {d["id"] for d in truth["documents"]}
    for f in findings:
        assert f["code"] in codes
        assert f["outcome"] in ("fail", "unsure")
        assert f["document"] is None or f["document"] in ids
        assert (f["material"] is not None) == (f["code"] == "required_material_missing")
    worst = any(f["outcome"] == "fail" and f["code"] in blocking for f in findings)
    assert truth["expect"]["disposition"] == ("supplement" if worst else "review" if findings else "ready")
    assert truth["clean"] == (not findings)
    assert len(findings) <= 3


@pytest.mark.parametrize("split", ["tune", "report"])
def test_every_finding_code_occurs_and_at_least_seven_cases_are_clean(split: str) -> None:
    truths = [_truth(f) for f in FOLDERS if f.parent.name == split]
    assert len(truths) >= 24
    assert sum(t["clean"] for t in truths) >= 7
    assert {f["code"] for t in truths for f in t["expect"]["findings"]} == _codes()[0] - NOT_IN_THESE_REGIONS
    kinds = {d["kind"] for t in truths for d in t["documents"]}
    assert kinds == {k.value for k in Kind} - {"unknown"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_id_numbers_use_unused_areas_and_are_valid_unless_planted(folder: Path) -> None:
    truth, case = _truth(folder), _case(folder)
    planted = any(f["code"] == "id_number_invalid" for f in truth["expect"]["findings"])
    numbers = [case["applicant"]["id_number"], *(d["patient"].get("id_number", "") for d in truth["documents"])]
    for number in filter(None, numbers):
        assert number[:6] in AREAS
        assert (check_digit(number[:17]) == number[17]) or (planted and number == case["applicant"]["id_number"])


def test_the_two_splits_share_no_hospital_and_no_person() -> None:
    seen: dict[str, set[str]] = {"tune": set(), "report": set()}
    for folder in FOLDERS:
        truth = _truth(folder)
        for d in truth["documents"]:
            seen[truth["split"]] |= {d["hospital"]["code"]} if d.get("hospital", {}).get("code") else set()
            seen[truth["split"]] |= {d["patient"]["id_number"]} if "id_number" in d["patient"] else set()
    assert not seen["tune"] & seen["report"]


def test_of_several_panels_the_oldest_report_date_counts() -> None:
    found = 0
    for folder in FOLDERS:
        for d in _truth(folder)["documents"]:
            reported = {x["value"] for x in d["dates"] if x["role"] == "reported"}
            if d["kind"] == "lab_report" and len(reported) > 1:
                found += 1
                assert d["issue_date"] == min(reported)
    assert found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_application_forms_tick_what_is_applied_for(folder: Path) -> None:
    forms = [d for d in _truth(folder)["documents"] if d["kind"] == "application_form"]
    assert all(d["fields"]["applied_diseases"] == _case(folder)["diseases"] for d in forms)


def test_the_report_split_has_hard_pages_and_clean_cases_have_none() -> None:
    truths = [_truth(f) for f in FOLDERS if f.parent.name == "report"]
    grades = [(p["quality"], t["clean"]) for t in truths for p in t["pages"]]
    assert sum(quality == "poor" for quality, _ in grades) >= 8
    assert all(quality == "good" for quality, clean in grades if clean)
    assert any(quality == "unreadable" for quality, _ in grades)


def test_seals_of_every_sort_and_state_occur() -> None:
    seals = [s for f in FOLDERS for p in _truth(f)["pages"] for s in p["seals"]]
    assert {"round", "oval", "rectangle", "square", "line"} <= {s["shape"] for s in seals}
    assert {"red", "blue", "black", "grey"} <= {s["colour"] for s in seals}
    assert {"present", "partial", "photocopied"} <= {s["status"] for s in seals}
    assert any(not s["legible"] for s in seals)


def test_formats_and_captures_are_mixed() -> None:
    names = [p.name for f in FOLDERS for p in f.iterdir()]
    suffixes = {Path(n).suffix.lower() for n in names}
    assert {".jpg", ".png", ".pdf", ".heic", ".webp"} <= suffixes
    assert suffixes & {".tif", ".tiff"}
    assert {p["capture"] for f in FOLDERS for p in _truth(f)["pages"]} == CAPTURES
    assert {p["rotation"] for f in FOLDERS for p in _truth(f)["pages"]} >= {0, 90, 270}


def test_the_committed_samples_stay_small() -> None:
    total = sum(p.stat().st_size for f in FOLDERS for p in f.iterdir())
    assert total + (SAMPLES / "registry.csv").stat().st_size < 24_000_000
