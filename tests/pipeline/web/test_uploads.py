"""Uploads: streamed or by form, whole or not at all, the same bytes once."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx

from pipeline.settings import Settings
from storage.blobs import upload_key
from tests.pipeline.web.api import JPEG, Api, a_case, problem, serving


def opened(caller: httpx.Client, **changes: Any) -> str:
    return f"/v1/cases/{caller.post('/v1/cases', json=a_case(**changes)).json()['id']}"


def sent(caller: httpx.Client, where: str, name: str, data: bytes, **params: str) -> httpx.Response:
    return caller.post(f"{where}/uploads", params={"name": name} | params, content=data)


def posted(form: dict[str, Any], data: bytes, kind: str = "image/jpeg") -> httpx.Response:
    return httpx.post(form["url"], data=form["fields"], files={"file": ("x", data, kind)}, trust_env=False)


def stored(api: Api, upload: dict[str, Any]) -> bytes | None:
    from uuid import UUID

    return api.service.blobs.get(upload_key(UUID(upload["id"])))


def test_bytes_arrive_as_they_were_sent(api: Api) -> None:
    caller = api.caller()
    where = opened(caller)
    data = JPEG + bytes(range(256)) * 8192  # 2 MiB: spooled to disk
    upload = sent(caller, where, "诊断 证明.jpg", data, declared_kind="diagnosis_certificate").json()
    assert upload["name"] == "诊断 证明.jpg"
    assert (upload["sha256"], upload["size"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (upload["media_type"], upload["declared_kind"]) == ("image/jpeg", "diagnosis_certificate")
    assert stored(api, upload) == data


def test_a_body_of_unknown_length_is_taken(api: Api) -> None:
    caller = api.caller()
    where = opened(caller)

    def pieces() -> Iterator[bytes]:
        yield from (JPEG, b"more", b"and more")

    answer = caller.post(f"{where}/uploads", params={"name": "a.jpg"}, content=pieces())
    assert answer.status_code == 201
    assert answer.json()["size"] == len(JPEG) + 12


def test_the_same_file_twice_is_one_upload_and_leaves_no_stray_object(own_api: Api) -> None:
    caller = own_api.caller()
    where = opened(caller)
    first, again = sent(caller, where, "a.jpg", JPEG), sent(caller, where, "a.jpg", JPEG)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert len(list(own_api.service.blobs.keys("uploads/"))) == 1
    refused = problem(sent(caller, where, "a.jpg", JPEG + b"other"), 409, "upload_conflict")
    assert refused["differs"] == ["sha256"]
    assert len(list(own_api.service.blobs.keys("uploads/"))) == 1


def test_a_wrong_sha256_and_an_empty_file_are_refused(api: Api) -> None:
    caller = api.caller()
    where = opened(caller)
    problem(sent(caller, where, "a.jpg", JPEG, sha256="0" * 64), 422, "sha256_mismatch")
    assert sent(caller, where, "a.jpg", JPEG, sha256=hashlib.sha256(JPEG).hexdigest().upper()).status_code == 201
    problem(sent(caller, where, "b.jpg", b""), 422, "empty_upload")


def test_what_cannot_be_read_is_kept_with_a_warning(api: Api) -> None:
    caller = api.caller()
    upload = sent(caller, opened(caller), "a.docx", b"PK\x03\x04word/").json()
    assert upload["warning"]["code"] == "unsupported_type"
    assert stored(api, upload) == b"PK\x03\x04word/"


def test_a_name_that_hides_something_is_refused(api: Api) -> None:
    caller = api.caller()
    where = opened(caller)
    for name in ("a\x00.jpg", "\n", "x" * 501):
        problem(sent(caller, where, name, JPEG), 422, "invalid_request")
    assert sent(caller, where, "../../etc/passwd", JPEG).status_code == 201  # a name is never a path here


def test_too_large_is_refused_early(fresh_service: Settings) -> None:
    from dataclasses import replace

    with serving(replace(fresh_service, max_file_bytes=10_000)) as api:
        caller = api.caller()
        where = opened(caller)
        host = urlsplit(api.url)
        head = (
            f"POST {where}/uploads?name=a.jpg HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"
            f"Authorization: {caller.headers['authorization']}\r\n\r\n"
        )
        with socket.create_connection((host.hostname, host.port), timeout=10) as line:
            line.sendall(head.encode())
            assert b" 413 " in line.recv(4096)  # before a byte of the body was sent
        refused = problem(sent(caller, where, "a.jpg", b"x" * 10_001), 413, "too_large")
        assert refused["limit"] == 10_000

        def endless() -> Iterator[bytes]:
            for _ in range(100_000):  # 400 MB
                yield b"x" * 4000

        try:
            answer = caller.post(f"{where}/uploads", params={"name": "a.jpg"}, content=endless())
            assert answer.status_code == 413
        except httpx.WriteError:
            pass  # told and hung up while we were still sending
        assert caller.get(f"{where}/uploads").json()["uploads"] == []


def test_who_hangs_up_leaves_nothing(own_api: Api) -> None:
    caller = own_api.caller()
    where = opened(caller)
    host = urlsplit(own_api.url)
    head = (
        f"POST {where}/uploads?name=a.jpg HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
        f"Authorization: {caller.headers['authorization']}\r\n\r\n"
    )
    with socket.create_connection((host.hostname, host.port), timeout=10) as line:
        line.sendall(head.encode() + JPEG[:400])
    until = time.monotonic() + 10
    while '"route": "/v1/cases/{case_id}/uploads"' not in own_api.log.getvalue() and time.monotonic() < until:
        time.sleep(0.02)
    assert caller.get(f"{where}/uploads").json()["uploads"] == []
    assert list(own_api.service.blobs.keys("uploads/")) == []
    assert sent(caller, where, "a.jpg", JPEG).status_code == 201


def test_a_case_takes_so_many_uploads_and_no_more(fresh_service: Settings) -> None:
    with serving(fresh_service, max_uploads=3) as api:
        caller = api.caller()
        where = opened(caller)
        for number in range(3):
            assert sent(caller, where, f"{number}.jpg", JPEG).status_code == 201
        refused = problem(sent(caller, where, "4.jpg", JPEG), 409, "too_many_uploads")
        assert refused["limit"] == 3
        many = [{"name": f"{number}.jpg"} for number in range(4)]
        problem(caller.post("/v1/cases", json=a_case(case_key="B", uploads=many)), 409, "too_many_uploads")


def test_a_form_brings_a_file_straight_to_object_storage(own_api: Api) -> None:
    caller = own_api.caller()
    where = opened(caller)
    form = caller.post(f"{where}/uploads:presign", json={"name": "甲.jpg", "media_type": "image/jpeg"}).json()
    upload = form["upload"]
    assert upload["state"] == "expected"
    confirm = f"{where}/uploads/{upload['id']}:confirm"
    digest = hashlib.sha256(JPEG).hexdigest()
    problem(caller.post(confirm, json={"sha256": digest}), 409, "bytes_missing")
    problem(caller.post(f"{where}:submit"), 409, "uploads_missing")
    assert posted(form, JPEG).status_code in (200, 204)
    problem(caller.post(confirm, json={"sha256": "0" * 64}), 422, "sha256_mismatch")
    confirmed = caller.post(confirm, json={"sha256": digest}).json()
    assert (confirmed["state"], confirmed["size"], confirmed["media_type"]) == ("received", len(JPEG), "image/jpeg")
    assert stored(own_api, upload) == JPEG
    assert list(own_api.service.blobs.keys("incoming/")) == []
    assert caller.post(confirm, json={"sha256": digest}).json() == confirmed  # again: nothing changes
    problem(caller.post(confirm, json={"sha256": "0" * 64}), 409, "upload_conflict")
    assert caller.post(f"{where}:submit").json()["state"] == "reading"


def test_a_form_takes_its_type_and_size_alone(own_api: Api) -> None:
    caller = own_api.caller()
    where = opened(caller)
    asked = {"name": "甲.jpg", "media_type": "image/jpeg", "max_bytes": 1000}
    form = caller.post(f"{where}/uploads:presign", json=asked).json()
    assert form["max_bytes"] == 1000
    assert posted(form, b"x" * 1001).status_code >= 400
    wrong = {**form, "fields": {**form["fields"], "Content-Type": "text/html"}}
    assert posted(wrong, JPEG, "text/html").status_code >= 400
    stolen = {**form, "fields": {**form["fields"], "key": "uploads/other"}}
    assert posted(stolen, JPEG).status_code >= 400
    assert list(own_api.service.blobs.keys("")) == []
    problem(caller.post(f"{where}/uploads:presign", json=asked | {"media_type": "text/html"}), 422, "invalid_request")
    again = caller.post(f"{where}/uploads:presign", json=asked).json()
    assert again["upload"]["id"] == form["upload"]["id"]


def test_an_upload_is_taken_back_before_it_is_submitted_and_not_after(api: Api) -> None:
    caller = api.caller()
    where = opened(caller)
    first = sent(caller, where, "a.jpg", JPEG).json()
    assert caller.delete(f"{where}/uploads/{first['id']}").status_code == 204
    assert caller.delete(f"{where}/uploads/{first['id']}").status_code == 204
    assert caller.get(where).json()["uploads"] == []
    second = sent(caller, where, "a.jpg", JPEG + b"2").json()
    third = sent(caller, where, "b.jpg", JPEG + b"3", replaces=second["id"]).json()
    assert [upload["id"] for upload in caller.get(where).json()["uploads"]] == [third["id"]]
    caller.post(f"{where}:submit")
    problem(caller.delete(f"{where}/uploads/{third['id']}"), 409, "state_conflict")


def test_one_cases_upload_is_not_anothers(api: Api) -> None:
    caller = api.caller()
    mine, other = opened(caller), opened(caller, case_key="B")
    upload = sent(caller, mine, "a.jpg", JPEG).json()
    problem(caller.delete(f"{other}/uploads/{upload['id']}"), 404, "not_found")
    problem(caller.post(f"{other}/uploads/{upload['id']}:confirm", json={"sha256": "0" * 64}), 404, "not_found")
    problem(sent(caller, other, "b.jpg", JPEG, replaces=upload["id"]), 404, "not_found")
