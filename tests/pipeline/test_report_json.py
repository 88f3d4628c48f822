"""report.json keeps to its published schema, whatever the case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pipeline
from pipeline.report import as_json
from pipeline.screening import Screening
from tests.pipeline.papers import ID_NUMBER, screening

SCHEMA = json.loads((Path(pipeline.__file__).parent / "schemas" / "report.json").read_text("utf-8"))


def checked(made: Screening) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(json.dumps(as_json.report(made), ensure_ascii=False))
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    return report


def test_a_whole_case_keeps_to_the_schema() -> None:
    report = checked(screening()[0])
    assert report["disposition"] == "supplement"
    assert [d["kind"] for d in report["documents"]] == ["diagnosis_certificate", "lab_report"]
    assert report["unlisted"] == ["多余.jpg"]


def test_loose_files_keep_to_it_too() -> None:
    loose = replace(screening()[0], case=None, verdict=None, as_of=None, unlisted=())
    report = checked(loose)
    assert report["case"] is None
    assert report["disposition"] is None
    assert report["findings"] == []


def test_every_field_value_has_the_same_form() -> None:
    document = checked(screening()[0])["documents"][0]
    values = [
        document["patient"]["id_number"],
        document["issue_date"],
        document["diagnoses"][0],
        document["department"],
    ]
    values += [document["fields"]["advice"], document["fields"]["advice#2"], document["physicians"][0]["name"]]
    for value in values:
        assert {"text", "value", "confidence", "upload", "page", "box"} <= set(value)
        assert value["upload"] == "证明.jpg"
        assert value["page"] == 1
        assert len(value["box"]) == 4
    assert document["patient"]["id_number"]["value"] == ID_NUMBER
    assert document["patient"]["birth_date"] is None


def test_a_signature_that_cannot_be_read_has_no_value() -> None:
    supervising = checked(screening()[0])["documents"][0]["physicians"][1]
    assert supervising["name"]["value"] is None
    assert supervising["name"]["page"] == 1


def test_what_was_read_stands_beside_what_wording_settled() -> None:
    made = screening()[0]
    first, second = made.documents
    (diagnosis, *others) = first.document.diagnoses
    settled = tuple(replace(each, text="型糖尿病", settled=True) for each in diagnosis.evidence[:1])
    document = replace(first.document, diagnoses=(replace(diagnosis, evidence=settled), *others))
    (reading, *rest) = made.readings
    (page, *pages) = reading.pages
    raw = "胆" + page.lines[0].text[1:]
    lines = (replace(page.lines[0], raw=raw), *page.lines[1:])
    reading = replace(reading, pages=(replace(page, lines=lines), *pages))
    report = checked(
        replace(made, documents=(replace(first, document=document), second), readings=(reading, *rest)),
    )
    told = report["documents"][0]["diagnoses"]
    assert told[0]["as_read"] == "型糖尿病"
    assert all("as_read" not in each for each in [*told[1:], report["documents"][0]["department"]])
    shown = report["pages"][0]["lines"]
    assert (shown[0]["text"], shown[0]["as_read"]) == (page.lines[0].text, raw)
    assert all("as_read" not in line for line in shown[1:])


def test_the_hospital_is_what_the_registry_says() -> None:
    first, second = checked(screening()[0])["documents"]
    assert (first["hospital"]["level"], first["hospital"]["class"], first["hospital"]["designated"]) == (
        "三",
        "甲",
        True,
    )
    assert second["hospital"]["status"] == "unread"
    assert second["hospital"]["level"] is None


@pytest.mark.parametrize(("level", "shown"), [(3, "三"), (2, "二"), (1, "一"), (0, "未定级"), (None, None)])
def test_levels_are_written_as_the_registry_writes_them(level: int | None, shown: str | None) -> None:
    made = screening()[0]
    hospital = replace(made.documents[0].hospital, level=level)
    report = checked(replace(made, documents=(replace(made.documents[0], hospital=hospital), made.documents[1])))
    assert report["documents"][0]["hospital"]["level"] == shown


def test_the_same_case_gives_the_same_bytes() -> None:
    assert json.dumps(as_json.report(screening()[0])) == json.dumps(as_json.report(screening()[0]))


def test_no_box_leaves_the_page() -> None:
    def boxes(value: Any) -> Iterator[list[float]]:
        if isinstance(value, dict):
            if isinstance(value.get("box"), list):
                yield value["box"]
            for inner in value.values():
                yield from boxes(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from boxes(inner)

    found = list(boxes(checked(screening()[0])))
    assert len(found) > 15
    assert all(0 <= x0 <= x1 <= 1 and 0 <= y0 <= y1 <= 1 for x0, y0, x1, y1 in found)
