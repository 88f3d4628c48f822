"""case.json is read strictly, and every mistake is named with its key and what is allowed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractors.reading import Kind
from pipeline import casefile, casetext
from pipeline.casefile import CaseFileError
from validators.case import CaseType, Channel

REGIONS = ("neimenggu", "rizhao")
SCHEMA = json.loads((Path(casefile.__file__).parent / "schemas" / "case.json").read_text("utf-8"))


def good() -> dict[str, Any]:
    return {
        "case_key": "RZ-0001",
        "region": "rizhao",
        "submitted_on": "2026-04-01",
        "applicant": {"name": "林试样", "id_number": "99010119491231002X"},
        "diseases": ["糖尿病"],
        "channel": "self",
        "uploads": [{"name": "a.jpg", "declared_kind": "lab_report"}, {"name": "sub/b.pdf"}],
    }


def folder_with(tmp_path: Path, data: Any, *, raw: str | None = None) -> Path:
    folder = tmp_path / "case"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"x")
    (folder / "sub" / "b.pdf").write_bytes(b"y")
    (folder / "case.json").write_text(json.dumps(data) if raw is None else raw, "utf-8")
    return folder


def problems(folder: Path) -> dict[str, str]:
    with pytest.raises(CaseFileError) as caught:
        casefile.load(folder, REGIONS)
    assert str(folder / "case.json") in str(caught.value)
    return {problem.key: problem.en for problem in caught.value.problems}


def test_a_good_case_is_read_whole(tmp_path: Path) -> None:
    found = casefile.load(folder_with(tmp_path, good()), REGIONS)
    assert found.case.submitted_on == dt.date(2026, 4, 1)
    assert found.case.channel is Channel.SELF
    assert [(u.name, u.declared_kind) for u in found.case.uploads] == [("a.jpg", Kind.LAB_REPORT), ("sub/b.pdf", None)]
    assert found.unlisted == ()
    jsonschema.validate(good(), SCHEMA)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, None, raw="\ufeff" + json.dumps(good()))
    assert casefile.load(folder, REGIONS).case.case_key == "RZ-0001"


def test_files_nobody_named_are_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, good())
    for name in ("more.jpg", "truth.json", ".hidden", "sub/other.pdf"):
        (folder / name).write_bytes(b"z")
    assert casefile.load(folder, REGIONS).unlisted == ("more.jpg", "sub/other.pdf")


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        ({"colour": 1}, "colour", "unknown key; allowed: case_key, region"),
        ({"region": "atlantis"}, "region", "there are: neimenggu, rizhao"),
        ({"submitted_on": "2026-02-30"}, "submitted_on", "a date that exists"),
        ({"submitted_on": "2026-4-1"}, "submitted_on", "a date that exists"),
        ({"submitted_on": 20260401}, "submitted_on", "is a number"),
        ({"case_key": "a/b"}, "case_key", "allowed: letters, digits"),
        ({"applicant": {"name": "林试样"}}, "applicant.id_number", "is missing"),
        ({"applicant": {"name": " ", "id_number": "1"}}, "applicant.name", "a text that is not empty"),
        ({"applicant": "林试样"}, "applicant", "an object"),
        ({"diseases": []}, "diseases", "at least one"),
        ({"diseases": ["a\x00b"]}, "diseases[0]", "control characters"),
        ({"applicant": {"name": "\ud800", "id_number": "1"}}, "applicant.name", "control characters"),
        ({"case_type": "again"}, "case_type", "allowed: application, renewal, hospital_change"),
        ({"diseases": "糖尿病"}, "diseases", "at least one"),
        ({"channel": "post"}, "channel", "allowed: self, proxy"),
        ({"agent": {"name": "甲", "id_number": "1"}}, "agent", "channel is proxy"),
        ({"uploads": []}, "uploads", "at least one"),
        ({"uploads": [{"name": "no.jpg"}]}, "uploads[0].name", "there is no file no.jpg"),
        ({"uploads": [{"name": "../case/a.jpg"}]}, "uploads[0].name", "leads out of"),
        ({"uploads": [{"name": "/etc/hosts"}]}, "uploads[0].name", "leads out of"),
        ({"uploads": [{"name": "n" * 5000}]}, "uploads[0].name", "there is no file"),
        ({"uploads": [{"name": "a.jpg"}, {"name": "./a.jpg"}]}, "uploads[1].name", "named twice"),
        ({"uploads": [{"name": "a.jpg", "kind": "photo"}]}, "uploads[0].kind", "allowed: name, declared_kind"),
        ({"uploads": [{"name": "a.jpg", "declared_kind": "x"}]}, "uploads[0].declared_kind", "allowed: diagnosis_cert"),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, change: dict[str, Any], key: str, says: str) -> None:
    found = problems(folder_with(tmp_path, good() | change))
    assert says in found[key]
    assert len(found) == 1


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    data = good() | {"region": "x", "channel": "y"}
    del data["case_key"]
    assert set(problems(folder_with(tmp_path, data))) == {"case_key", "region", "channel"}


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"s")
    folder = folder_with(tmp_path, good() | {"uploads": [{"name": "link.jpg"}]})
    (folder / "link.jpg").symlink_to(secret)
    assert "leads out of" in problems(folder)["uploads[0].name"]


def test_a_case_may_say_that_it_renews(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, good() | {"case_type": "renewal"})
    assert casefile.load(folder, REGIONS).case.case_type is CaseType.RENEWAL
    jsonschema.validate(good() | {"case_type": "renewal"}, SCHEMA)


def test_a_case_may_come_without_naming_its_uploads_where_they_follow() -> None:
    data = {key: value for key, value in good().items() if key != "uploads"}
    assert casetext.case_of(data, REGIONS, uploads_named=False).uploads == ()
    with pytest.raises(casetext.CaseTextError, match="uploads: "):
        casetext.case_of(data, REGIONS)


def test_an_unknown_disease_is_no_error(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, good() | {"diseases": ["从未听说的病"]})
    assert casefile.load(folder, REGIONS).case.diseases == ("从未听说的病",)


def test_a_proxy_has_an_agent(tmp_path: Path) -> None:
    data = good() | {"channel": "proxy", "agent": {"name": "王代办", "id_number": "990101197001010011"}}
    agent = casefile.load(folder_with(tmp_path, data), REGIONS).case.agent
    assert agent is not None
    assert agent.name == "王代办"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("{", "not valid JSON (line 1, column 2)"),
        ("[]", "an object with the keys"),
        ("[" * 200_000, "nested too deeply"),
        ('{"region": "rizhao", "region": "rizhao"}', "twice"),
        ('{"region": ' + "1" * 5000 + "}", "a number that is too long"),
    ],
)
def test_what_is_no_case_at_all_is_refused(tmp_path: Path, raw: str, says: str) -> None:
    assert any(says in text for text in problems(folder_with(tmp_path, None, raw=raw)).values())


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, good())
    (folder / "case.json").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in problems(folder)[""]
