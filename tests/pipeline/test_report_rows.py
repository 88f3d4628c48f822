"""A document's facts as rows: each told once."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from extractors.roles.net import SOURCE
from pipeline.report import as_json
from pipeline.report.masking import mask_id
from pipeline.report.rows import rows
from tests.pipeline.papers import ID_NUMBER, screening


def card(end: str, until: str) -> dict[str, Any]:
    """A document with an end of validity as a date, and as a field."""
    document: dict[str, Any] = copy.deepcopy(as_json.report(screening()[0])["documents"][0])
    date = {**document["issue_date"], "role": "expiry", "label": "", "value": end, "text": end}
    date.pop("reason")
    field = {key: date[key] for key in ("text", "value", "confidence", "upload", "page", "box", "read_by")}
    return {**document, "issue_date": None, "dates": [date], "fields": {"expiry": {**field, "value": until}}}


def told(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    made = rows(document, lambda *_: "")
    return [(row.label[0], row.value, row.subject) for row in made if row.label[0].startswith("有效期")]


def test_a_date_that_a_field_tells_too_stands_once_where_it_can_be_corrected() -> None:
    assert told(card("2044-07-16", "2044-07-16")) == [("有效期至", "2044-07-16", "field.expiry")]


@pytest.mark.parametrize("until", ["2034-07-16", "长期"])
def test_two_that_differ_are_both_told(until: str) -> None:
    assert [value for _, value, _ in told(card("2044-07-16", until))] == ["2044-07-16", until]


def test_what_stands_under_no_label_is_said_so_in_both_languages() -> None:
    document = copy.deepcopy(as_json.report(screening()[0])["documents"][0])
    (diagnosis, *_) = document["diagnoses"]
    for source, english in ((SOURCE, "told by its context"), ("出院诊断", "出院诊断")):
        made = rows({**document, "diagnoses": [{**diagnosis, "source": source}]}, lambda *_: "")
        (notes,) = [row.notes for row in made if row.label[0] == "诊断"]
        assert (source, english) in notes


@pytest.mark.parametrize(
    ("status", "said"),
    [("unknown", "名录中未找到"), ("ambiguous", "名录中有多家相符"), ("matched", "属 临汐市第一医院")],
)
def test_a_seals_row_says_how_its_text_was_read_and_whether_its_owner_is_settled(status: str, said: str) -> None:
    document = copy.deepcopy(as_json.report(screening()[0])["documents"][0])
    (seal, *_) = document["seals"]
    owner = {**(seal["owner"] or {}), "status": status, "name": "临汐市第一医院", "text": "临沙市第一医院"}
    seal = {**seal, "text": "临沙市第一医院", "confidence": 0.99, "text_confidence": 0.61, "owner": owner}
    (row,) = [row for row in rows({**document, "seals": [seal]}, lambda *_: "") if row.label[0] == "印章"]
    assert row.confidence == 0.61
    assert said in [zh for zh, _ in row.notes]


def test_a_row_shows_what_was_read_where_wording_settled_it() -> None:
    document = copy.deepcopy(as_json.report(screening()[0])["documents"][0])
    (diagnosis, *_) = document["diagnoses"]
    made = rows({**document, "diagnoses": [{**diagnosis, "as_read": "码物性高血糖"}]}, lambda *_: "")
    assert [row.text for row in made if row.label[0] == "诊断"] == ["码物性高血糖"]


@pytest.mark.parametrize("name", ["id_number", "birth_date"])
def test_no_row_shows_an_id_number_as_it_was_read(name: str) -> None:
    document = copy.deepcopy(as_json.report(screening()[0])["documents"][0])
    value = {**document["patient"]["id_number"], "as_read": ID_NUMBER}
    told = {
        **document,
        "patient": {**document["patient"], name: value},
        "fields": {**document["fields"], "agent_id_number": value},
    }
    made = list(rows(told, lambda *_: ""))
    assert len([row for row in made if row.value == mask_id(ID_NUMBER)]) >= 1
    assert not [row for row in made if ID_NUMBER in row.text]
