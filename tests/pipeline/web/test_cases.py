"""Cases: created once, whatever is sent twice; refused with all that is wrong; nobody sees another's."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPResponse
from typing import Any
from uuid import UUID

import httpx
import pytest

from storage.errors import Refused
from storage.records import cases, retention
from storage.states import CaseState
from tests.pipeline.web.api import JPEG, Api, a_case, problem


def created(caller: httpx.Client, **changes: Any) -> dict[str, Any]:
    answer = caller.post("/v1/cases", json=a_case(**changes))
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_the_same_content_is_the_same_case(api: Api) -> None:
    caller = api.caller()
    case = created(caller)
    assert (case["state"], case["track"], case["uploads"]) == ("open", "batch", [])
    again = caller.post("/v1/cases", json=a_case())
    assert (again.status_code, again.json()["id"]) == (200, case["id"])
    assert again.headers["location"].endswith(f"/v1/cases/{case['id']}")


def test_other_content_under_the_same_key_is_refused_with_what_differs(api: Api) -> None:
    caller = api.caller()
    created(caller)
    changed = a_case(diseases=["高血压"], applicant={"name": "林别样", "id_number": "99010119491231002X"})
    refused = problem(caller.post("/v1/cases", json=changed), 409, "case_conflict")
    assert set(refused["differs"]) == {"diseases", "applicant.name"}
    assert "林" not in str(refused)


def test_many_at_once_make_one_case(api: Api) -> None:
    caller = api.caller()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: caller.post("/v1/cases", json=a_case()), range(16)))
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]


def test_a_retry_with_its_key_is_answered_alike_and_another_request_refused(api: Api) -> None:
    caller = api.caller()
    key = {"Idempotency-Key": "6f1d"}
    first = caller.post("/v1/cases", json=a_case(), headers=key)
    again = caller.post("/v1/cases", json=a_case(), headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    other = a_case(case_key="B", diseases=["高血压"])
    refused = problem(caller.post("/v1/cases", json=other, headers=key), 409, "idempotency_key_reused")
    assert refused["differs"] == ["case_key", "diseases"]
    spaced = json.dumps(dict(reversed(a_case().items())), indent=4)  # the same, written otherwise
    sent = caller.post("/v1/cases", content=spaced, headers={**key, "Content-Type": "application/json"})
    assert (sent.status_code, sent.json()["id"]) == (201, first.json()["id"])
    assert api.caller().post("/v1/cases", json=a_case(), headers=key).status_code == 201  # a key is its client's own


def test_what_would_have_been_taken_is_told_in_words(api: Api) -> None:
    caller = api.caller()
    refused = problem(caller.get("/v1/cases", params={"track": "slow"}), 422, "invalid_request")
    assert refused["problems"][0]["zh"] == "不在允许的取值之内（可用：instant、batch）"
    refused = problem(caller.get("/v1/cases", params={"cursor": "abc"}), 422, "invalid_request")
    assert [one["key"] for one in refused["problems"]] == ["query.cursor"]


def test_a_cancelled_case_says_that_no_report_will_come(api: Api) -> None:
    caller = api.caller()
    where = f"/v1/cases/{created(caller)['id']}"
    problem(caller.get(f"{where}/report"), 404, "report_not_ready")
    caller.post(f"{where}:cancel")
    problem(caller.get(f"{where}/report"), 404, "no_report")


def test_all_that_is_wrong_is_told_at_once(api: Api) -> None:
    wrong = a_case(region="atlantis", channel="post", colour="red", submitted_on="2026-02-30")
    refused = problem(api.caller().post("/v1/cases", json=wrong), 422, "invalid_case")
    assert {p["key"] for p in refused["problems"]} == {"region", "channel", "colour", "submitted_on"}
    assert all(p["zh"] and p["en"] for p in refused["problems"])


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 422, "invalid_case"),
        (b"\xff\xfe", "application/json", 400, "invalid_json"),
        (b"[" * 100_000, "application/json", 422, "invalid_case"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "application/json", 422, "invalid_case"),
        (b'{"case_key": "\\ud800"}', "application/json", 422, "invalid_case"),
        (b"{}", "text/plain", 415, "unsupported_media_type"),
        (b" " * (1024 * 1024 + 1), "application/json", 413, "too_large"),
        (b"", "application/json", 422, "invalid_case"),
    ],
)
def test_what_is_no_case_is_refused(api: Api, body: bytes, kind: str, status: int, code: str) -> None:
    problem(api.caller().post("/v1/cases", content=body, headers={"Content-Type": kind}), status, code)


def test_a_region_is_one_however_it_is_written(api: Api) -> None:
    caller = api.caller()
    case = created(caller, region="hulunbuir")
    assert case["region"] == "neimenggu/hulunbuir"
    assert caller.post("/v1/cases", json=a_case(region="neimenggu/hulunbuir")).json()["id"] == case["id"]


def test_what_belongs_to_another_client_is_not_there(api: Api) -> None:
    case = created(api.caller())
    stranger = api.caller()
    for method, path in [
        ("GET", ""),
        ("GET", "/progress"),
        ("GET", "/timeline"),
        ("GET", "/events"),
        ("GET", "/report"),
        ("GET", "/notice"),
        ("GET", "/verdicts"),
        ("GET", "/uploads"),
        ("POST", ":submit"),
        ("POST", ":cancel"),
        ("POST", "/supplements"),
        ("POST", "/uploads?name=a.jpg"),
        ("DELETE", ""),
    ]:
        problem(stranger.request(method, f"/v1/cases/{case['id']}{path}"), 404, "not_found")
    assert stranger.get("/v1/cases").json()["cases"] == []


def test_a_list_is_cut_into_pages_newest_first(api: Api) -> None:
    caller = api.caller()
    ids = [created(caller, case_key=f"K{n}")["id"] for n in range(7)]
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(4):
        page = caller.get("/v1/cases", params={"limit": 3} | ({"cursor": cursor} if cursor else {})).json()
        seen += [case["id"] for case in page["cases"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == ids[::-1]


def test_a_list_is_filtered(api: Api) -> None:
    caller = api.caller()
    first = created(caller, case_key="A")
    created(caller, case_key="B", region="neimenggu/hulunbuir")
    caller.post(f"/v1/cases/{first['id']}:cancel")

    def keys(**asked: str) -> set[str]:
        return {case["case_key"] for case in caller.get("/v1/cases", params=asked).json()["cases"]}

    assert keys(state="cancelled") == {"A"}
    assert keys(state="open") == {"B"}
    assert keys(region="rizhao") == {"A"}
    assert keys(region="neimenggu") == {"B"}  # with what lies below it
    assert keys(case_key="B") == {"B"}
    assert keys(created_from="2020-01-01T00:00:00Z") == {"A", "B"}
    assert keys(created_before="2020-01-01T00:00:00Z") == set()
    problem(caller.get("/v1/cases", params={"created_from": "2020-01-01T00:00:00"}), 422, "invalid_request")
    problem(caller.get("/v1/cases", params={"cursor": "nonsense"}), 422, "invalid_request")
    problem(caller.get("/v1/cases", params={"state": "gone"}), 422, "invalid_request")


def test_cancelled_twice_is_cancelled_once_and_takes_nothing_more(api: Api) -> None:
    caller = api.caller()
    case = created(caller)
    where = f"/v1/cases/{case['id']}"
    assert caller.post(f"{where}:cancel").json()["state"] == "cancelled"
    assert caller.delete(where).json()["state"] == "cancelled"
    kinds = [event["kind"] for event in caller.get(f"{where}/timeline").json()["events"]]
    assert kinds.count("case.cancelled") == 1
    refused = problem(caller.post(f"{where}/uploads?name=a.jpg", content=JPEG), 409, "state_conflict")
    assert (refused["state"], refused["allowed"]) == ("cancelled", []), "nobody asks for purging: its day comes"


def test_a_legal_hold_is_set_and_lifted_by_who_runs_the_client(api: Api) -> None:
    client = api.client()
    caller, keeper = api.http(api.key(client)), api.http(api.key(client, "admin"))
    case_id = caller.post("/v1/cases", json=a_case()).json()["id"]
    problem(caller.post(f"/v1/cases/{case_id}:hold"), 403, "forbidden")
    assert keeper.post(f"/v1/cases/{case_id}:hold").json()["legal_hold"] is True
    with api.service.database.begin() as tx:
        row = cases.lock(tx, UUID(case_id))
        ended = cases.move(tx, row, CaseState.CANCELLED, "user:test")
        with pytest.raises(Refused):
            retention.purge(tx, ended, "worker:test")
    assert keeper.post(f"/v1/cases/{case_id}:lift-hold").json()["legal_hold"] is False
    problem(api.caller("admin").post(f"/v1/cases/{case_id}:hold"), 404, "not_found")


def test_what_is_no_http_is_told_as_every_other_mistake(api: Api) -> None:
    """In the request line, in a length, and in a chunk after a head that was fine."""
    head = f"POST /v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.key(api.client())}\r\n"
    chunked = head + "Transfer-Encoding: chunked\r\n\r\n"
    for sent in ("NO HTTP\r\n\r\n", head + "Content-Length: x\r\n\r\n", chunked + "2\r\n{}\r\nz\r\n"):
        with socket.create_connection(("127.0.0.1", int(api.url.rpartition(":")[2])), 10) as wire:
            wire.sendall(sent.encode())
            answer = HTTPResponse(wire)
            answer.begin()
            body = json.loads(answer.read())
        assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
        assert (body["code"], body["request_id"]) == ("invalid_body", answer.headers["x-request-id"])


def test_nothing_is_submitted_without_what_was_named(api: Api) -> None:
    caller = api.caller()
    case = created(caller, uploads=[{"name": "甲.jpg", "declared_kind": "photo"}, {"name": "乙.jpg"}])
    where = f"/v1/cases/{case['id']}"
    assert [upload["state"] for upload in case["uploads"]] == ["expected", "expected"]
    sent = caller.post(f"{where}/uploads", params={"name": "乙.jpg"}, content=JPEG)
    assert (sent.status_code, sent.json()["position"]) == (201, 2)
    refused = problem(caller.post(f"{where}:submit"), 409, "uploads_missing")
    assert [p["key"] for p in refused["problems"]] == ["uploads[0]"]
    caller.post(f"{where}/uploads", params={"name": "甲.jpg"}, content=JPEG + b"2")
    submitted = caller.post(f"{where}:submit")
    assert submitted.json()["state"] == "reading"
    assert [(u["name"], u["declared_kind"]) for u in submitted.json()["uploads"]] == [
        ("甲.jpg", "photo"),
        ("乙.jpg", None),
    ]
    assert caller.post(f"{where}:submit").json()["state"] == "reading"  # again: nothing changes
    kinds = [event["kind"] for event in caller.get(f"{where}/timeline").json()["events"]]
    assert kinds.count("case.reading") == 1


def test_a_case_without_files_is_not_submitted(api: Api) -> None:
    caller = api.caller()
    problem(caller.post(f"/v1/cases/{created(caller)['id']}:submit"), 409, "uploads_missing")


def test_the_timeline_carries_request_ids_and_nobodys_name(api: Api) -> None:
    caller = api.caller()
    answer = caller.post("/v1/cases", json=a_case(), headers={"X-Request-ID": "upstream-0001"})
    assert answer.headers["x-request-id"] == "upstream-0001"
    timeline = caller.get(f"/v1/cases/{answer.json()['id']}/timeline")
    assert timeline.json()["events"][0]["data"]["request_id"] == "upstream-0001"
    assert "林试样" not in timeline.text
