"""Bulk import: each row once, what is wrong told by row, whatever a spreadsheet or a zip program made of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from typing import Any
from uuid import UUID

import httpx
import pytest

from pipeline import importing
from pipeline.manifest import Package, PackageError
from storage.records import cases
from tests.pipeline.web.api import JPEG, Api, a_case, problem


def packed(files: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def line(number: int, *names: str, **changes: Any) -> str:
    told = a_case(case_key=f"I-{number}", uploads=[{"name": name} for name in names]) | changes
    return json.dumps(told, ensure_ascii=False)


def imported(api: Api, caller: httpx.Client, package: bytes) -> dict[str, Any]:
    made = caller.post("/v1/imports", content=package, headers={"Content-Type": "application/zip"})
    assert made.status_code == 201, made.text
    importing.run(api.service, UUID(made.json()["id"]), lambda: None)
    body: dict[str, Any] = caller.get(f"/v1/imports/{made.json()['id']}").json()
    return body


def rows(caller: httpx.Client, made: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = caller.get(f"/v1/imports/{made['id']}/rows").json()["rows"]
    return found


def test_every_row_has_its_result(api: Api) -> None:
    caller = api.caller()
    lines = [
        line(1, "1/甲.jpg", "1/乙.jpg"),
        line(2, "2/甲.jpg", region="atlantis"),
        line(3, "3/没有.jpg"),
        "{",
        line(1, "2/甲.jpg"),  # the first one's key with other files
        line(4, "2/甲.jpg"),
    ]
    files = {"1/甲.jpg": JPEG, "1/乙.jpg": JPEG + b"2", "2/甲.jpg": JPEG + b"3"}
    made = imported(api, caller, packed({"manifest.jsonl": "\n".join(lines)} | files))
    assert (made["state"], made["rows"]) == ("done", {"total": 6, "due": 0, "done": 2, "refused": 4})
    found = rows(caller, made)
    assert [row["state"] for row in found] == ["done", "refused", "refused", "refused", "refused", "done"]
    assert found[1]["problem"]["problems"][0]["key"] == "region"
    assert found[2]["problem"]["problems"][0]["key"] == "uploads[0].name"
    assert found[3]["problem"]["code"] == "invalid_case"
    assert found[4]["problem"] == {"code": "case_conflict", "problems": [], "differs": ["uploads"]}
    case = caller.get(f"/v1/cases/{found[0]['case_id']}").json()
    assert (case["state"], case["track"]) == ("reading", "batch")
    assert [upload["name"] for upload in case["uploads"]] == ["1/甲.jpg", "1/乙.jpg"]


def test_imported_again_it_is_the_same_cases(api: Api) -> None:
    caller = api.caller()
    package = packed({"manifest.jsonl": line(1, "a.jpg"), "a.jpg": JPEG})
    first, again = imported(api, caller, package), imported(api, caller, package)
    assert rows(caller, first)[0]["case_id"] == rows(caller, again)[0]["case_id"]
    assert len(caller.get("/v1/cases").json()["cases"]) == 1


def test_an_import_that_was_broken_off_goes_on_where_it_stopped(own_api: Api) -> None:
    caller = own_api.caller()
    lines = [line(number, "a.jpg") for number in range(1, 6)]
    package = packed({"manifest.jsonl": "\n".join(lines), "a.jpg": JPEG})
    made = caller.post("/v1/imports", content=package, headers={"Content-Type": "application/zip"}).json()
    turns = iter([None, None])

    def dies() -> None:
        if next(turns, "dead") == "dead":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.run(own_api.service, UUID(made["id"]), dies)
    assert caller.get(f"/v1/imports/{made['id']}").json()["rows"] == {"total": 5, "due": 3, "done": 2, "refused": 0}
    importing.run(own_api.service, UUID(made["id"]), lambda: None)
    importing.run(own_api.service, UUID(made["id"]), lambda: None)  # a message that came twice
    done = caller.get(f"/v1/imports/{made['id']}").json()
    assert (done["state"], done["rows"]["done"]) == ("done", 5)
    with own_api.service.database.begin() as tx:
        assert sum(cases.counts(tx).values()) == 5
    assert list(own_api.service.blobs.keys("incoming/")) == []
    assert len(list(own_api.service.blobs.keys("uploads/"))) == 5


def spreadsheet(encoding: str, *lines: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode(encoding)


HEAD = ("申请编号", "统筹区", "申请日期", "姓名", "身份证号", "病种", "渠道", "代办人姓名", "代办人身份证号", "文件")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_spreadsheet_is_a_manifest(api: Api, encoding: str) -> None:
    caller = api.caller()
    sheet = spreadsheet(
        encoding,
        HEAD,
        (
            "X-1",
            "rizhao",
            "2026-04-01",
            "林试样",
            "'99010119491231002X",
            "糖尿病；高血压",
            "",
            "",
            "",
            "甲.jpg=photo;乙.jpg",
        ),
        ("X-2", "rizhao", "2026-04-01", "林试样", "9.90101E+17", "糖尿病", "本人", "", "", "甲.jpg"),
        ("X-3", "rizhao", "2026-04-01", "林试样", "99010119491231002X", "糖尿病", "代办", "王代办", "1", "甲.jpg"),
        ("",) * 10,
    )
    made = imported(api, caller, packed({"批次/manifest.csv": sheet, "批次/甲.jpg": JPEG, "批次/乙.jpg": JPEG + b"2"}))
    found = rows(caller, made)
    assert [row["state"] for row in found] == ["done", "refused", "done"]
    assert "科学计数" in found[1]["problem"]["problems"][0]["zh"]
    case = caller.get(f"/v1/cases/{found[0]['case_id']}").json()
    assert case["diseases"] == ["糖尿病", "高血压"]
    assert [(u["name"], u["declared_kind"]) for u in case["uploads"]] == [("甲.jpg", "photo"), ("乙.jpg", None)]
    assert caller.get(f"/v1/cases/{found[2]['case_id']}").json()["channel"] == "proxy"


def test_folders_with_a_case_are_cases(api: Api) -> None:
    caller = api.caller()
    files = {
        "F/1/case.json": line(71, "甲.jpg"),
        "F/1/甲.jpg": JPEG,
        "F/2/case.json": line(72, "b/c.jpg"),
        "F/2/b/c.jpg": JPEG,
    }
    made = imported(api, caller, packed(files))
    assert made["rows"]["done"] == 2


def test_names_as_windows_writes_them_are_understood() -> None:
    raw = "诊断\\甲.jpg".encode("gb18030")
    made = _renamed(raw)
    member = Package(io.BytesIO(made)).open("诊断/甲.jpg")
    assert member is not None
    assert member.read() == JPEG


def _renamed(raw: bytes) -> bytes:
    """A package whose one file's name is these bytes, without the flag for UTF-8."""
    stand_in = "n" * len(raw)
    return packed({stand_in: JPEG}).replace(stand_in.encode(), raw)


@pytest.mark.parametrize(
    ("package", "code"),
    [
        (b"no zip at all", "not_a_zip"),
        (packed({"a.jpg": JPEG}), "no_manifest"),
        (packed({"manifest.csv": "甲,乙\n1,2\n"}), "manifest_columns"),
        (packed({"manifest.jsonl": b"\xff\xff\xff"}), "manifest_unreadable"),
        (packed({"manifest.jsonl": "\n"}), "no_manifest"),
    ],
)
def test_a_package_that_is_none_fails_as_a_whole(api: Api, package: bytes, code: str) -> None:
    caller = api.caller()
    made = imported(api, caller, package)
    assert (made["state"], made["error_code"]) == ("failed", code)


def test_a_file_larger_than_allowed_is_one_rows_problem(api: Api) -> None:
    caller = api.caller()
    buffer = io.BytesIO()
    most = api.service.settings.max_file_bytes
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.jsonl", line(81, "bomb.jpg") + "\n" + line(82, "a.jpg"))
        package.writestr("bomb.jpg", bytes(most + 1))
        package.writestr("a.jpg", JPEG)
    made = imported(api, caller, buffer.getvalue())
    assert [row["state"] for row in rows(caller, made)] == ["refused", "done"]


def test_a_package_goes_straight_to_object_storage(api: Api) -> None:
    caller = api.caller()
    package = packed({"manifest.jsonl": line(91, "a.jpg"), "a.jpg": JPEG})
    made = caller.post("/v1/imports", json={}).json()
    where, form = f"/v1/imports/{made['id']}", made["form"]
    assert made["state"] == "expected"
    problem(caller.post(f"{where}:start"), 409, "bytes_missing")
    sent = httpx.post(
        form["url"], data=form["fields"], files={"file": ("p", package, "application/zip")}, trust_env=False
    )
    assert sent.is_success
    problem(caller.post(f"{where}:start", json={"sha256": "0" * 64}), 422, "sha256_mismatch")
    digest = hashlib.sha256(package).hexdigest()
    assert caller.post(f"{where}:start", json={"sha256": digest}).json()["state"] == "due"
    assert caller.post(f"{where}:start").json()["state"] == "due"
    importing.run(api.service, UUID(made["id"]), lambda: None)
    assert caller.get(where).json()["rows"]["done"] == 1
    assert caller.get("/v1/imports").json()["imports"][0]["id"] == made["id"]
    problem(api.caller().get(where), 404, "not_found")


def test_a_key_for_some_regions_imports_their_rows_alone(api: Api) -> None:
    client = api.client()
    narrow, wide = api.http(api.key(client, regions=["neimenggu"])), api.http(api.key(client))
    rows = [line(201, "a.jpg", region="rizhao"), line(202, "a.jpg", region="hulunbuir")]
    package = packed({"manifest.jsonl": "\n".join(rows), "a.jpg": JPEG})
    made = narrow.post("/v1/imports", content=package, headers={"Content-Type": "application/zip"}).json()
    importing.run(api.service, UUID(made["id"]), lambda: None)
    refused, done = narrow.get(f"/v1/imports/{made['id']}/rows").json()["rows"]
    assert (refused["state"], refused["problem"]["code"]) == ("refused", "region_forbidden")
    assert done["state"] == "done"
    assert narrow.get(f"/v1/cases/{done['case_id']}").json()["region"] == "neimenggu/hulunbuir"
    prepared = wide.post("/v1/imports", json={}).json()
    problem(narrow.post(f"/v1/imports/{prepared['id']}:start"), 403, "region_forbidden")
    problem(narrow.post(f"/v1/imports/{narrow.post('/v1/imports', json={}).json()['id']}:start"), 409, "bytes_missing")


def test_an_encrypted_package_is_refused() -> None:
    data = bytearray(packed({"a": b"x"}))
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    with pytest.raises(PackageError) as refused:
        Package(io.BytesIO(bytes(data)))
    assert refused.value.code == "encrypted"
