"""The whole way through the API with workers at work: pushed, followed, judged, reported, supplemented, told."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from click.testing import CliRunner

from pipeline.client import ApiError, Client, Unreachable
from pipeline.commands.push import push
from pipeline.settings import Settings
from storage.errors import StorageError
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.web.api import JPEG, Api, a_case, problem, serving
from tests.pipeline.work.office import GREEDY, at_work, until
from tests.servers import Servers, rooms


def printed(words: str) -> bytes:
    return jpeg(bars) + f"text:{words}".encode()


@pytest.fixture(scope="module")
def working(servers: Servers, migrated: str) -> Iterator[Api]:
    """An API with workers behind it; their reader reads what is written in the bytes."""
    with rooms(servers, migrated) as environment:
        quick = {"YUSHEN_SWEEP_SECONDS": "0.2", "YUSHEN_ALLOW_PRIVATE_WEBHOOKS": "1"}
        settings = Settings.from_environment(dict(environment) | quick)
        with serving(settings, GREEDY) as api, at_work(api.service):
            yield api


def pushed(caller: httpx.Client, files: dict[str, bytes], **changes: Any) -> httpx.Response:
    case = json.dumps(a_case(**changes), ensure_ascii=False).encode()
    parts = [("case", (None, case, "application/json"))]
    return caller.post("/v1/cases:submit", files=[*parts, *(("file", (n, d, "image/jpeg")) for n, d in files.items())])


def judged(caller: httpx.Client, case_id: str, number: int = 1) -> dict[str, Any]:
    def there() -> bool:
        found = caller.get(f"/v1/cases/{case_id}").json()["verdict"]
        return found is not None and found["number"] >= number

    until(there, 120)
    body: dict[str, Any] = caller.get(f"/v1/cases/{case_id}").json()
    return body


def test_one_call_brings_a_report_in_every_format(working: Api) -> None:
    caller = working.caller()
    files = {"证明.jpg": printed("诊断证明书|姓名 林试样"), "化验.jpg": printed("检验报告单")}
    answer = pushed(caller, files, case_key="ONE")
    assert answer.status_code == 201, answer.text
    assert [upload["name"] for upload in answer.json()["uploads"]] == list(files)
    case = judged(caller, answer.json()["id"])
    where = f"/v1/cases/{case['id']}"
    assert case["verdict"]["current"] and case["verdict"]["findings"]
    report = caller.get(f"{where}/report")
    assert report.json()["schema"] == "yushen.report/1"
    assert [upload["name"] for upload in report.json()["uploads"]] == list(files)
    page = caller.get(f"{where}/report", headers={"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "证明.jpg" in page.text
    assert "sandbox" in page.headers["content-security-policy"]
    assert caller.get(f"{where}/report?format=pdf").content.startswith(b"%PDF-")
    same = caller.get(f"{where}/report", headers={"If-None-Match": report.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    problem(caller.get(f"{where}/report", headers={"Accept": "image/png"}), 406, "not_acceptable")
    problem(caller.get(f"{where}/report?verdict=7"), 404, "report_not_ready")
    if case["verdict"]["disposition"] == "supplement":
        assert "补正" in caller.get(f"{where}/notice").text
        assert caller.get(f"{where}/notice?format=txt").headers["content-type"].startswith("text/plain")
    else:
        problem(caller.get(f"{where}/notice"), 404, "no_notice")
    progress = caller.get(f"{where}/progress").json()
    assert (progress["stage"]["code"], progress["files"], progress["pages"]) == (
        "done",
        {"total": 2, "read": 2, "failed": 0},
        {"read": 2, "total": 2, "known": 2},
    )


def test_pushed_again_it_is_the_same_case_and_other_files_are_refused(working: Api) -> None:
    caller = working.caller()
    files = {"a.jpg": printed("诊断证明书")}
    first = pushed(caller, files, case_key="TWICE")
    judged(caller, first.json()["id"])
    before = len(list(working.service.blobs.keys("uploads/")))
    again = pushed(caller, files, case_key="TWICE")
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    other = problem(pushed(caller, {"a.jpg": printed("别的")}, case_key="TWICE"), 409, "case_conflict")
    assert other["differs"] == ["uploads"]
    assert len(list(working.service.blobs.keys("uploads/"))) == before
    problem(pushed(caller, {}, case_key="NONE"), 409, "uploads_missing")
    named = [{"name": "a.jpg", "declared_kind": "photo"}, {"name": "b.jpg"}]
    refused = problem(pushed(caller, files, case_key="NAMED", uploads=named), 422, "invalid_case")
    assert [p["key"] for p in refused["problems"]] == ["uploads[1].name"]
    assert caller.get("/v1/cases", params={"case_key": "NAMED"}).json()["cases"] == []


def test_a_form_that_is_none_is_refused(working: Api) -> None:
    caller = working.caller()
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    for body in (
        b"",
        b"--x\r\n",
        b"nonsense",
        b"--x\r\nContent-Disposition: form-data; name=other\r\n\r\n1\r\n--x--\r\n",
    ):
        problem(caller.post("/v1/cases:submit", content=body, headers=kind), 400, "invalid_body")
    plain = {"Content-Type": "application/json"}
    problem(caller.post("/v1/cases:submit", content=b"{}", headers=plain), 415, "unsupported_media_type")


def test_a_supplement_reads_new_bytes_alone_and_keeps_the_earlier_verdict(working: Api) -> None:
    caller = working.caller()
    kept, poor, better = printed("检验报告单 甲"), printed("看不清 乙"), printed("诊断证明书 丙")
    case = judged(caller, pushed(caller, {"kept.jpg": kept, "poor.jpg": poor}, case_key="SUP").json()["id"])
    where = f"/v1/cases/{case['id']}"
    begun = caller.post(f"{where}/supplements").json()
    assert begun["round"] == 1
    assert caller.post(f"{where}/supplements").json()["round"] == 1
    poor_id = case["uploads"][1]["id"]
    added = caller.post(f"{where}/uploads", params={"name": "better.jpg", "replaces": poor_id}, content=better)
    assert (added.status_code, added.json()["round"]) == (201, 1)
    assert caller.get(where).json()["state"] == "judged"  # the old verdict stands until it is submitted
    again = caller.post(f"{where}/uploads", params={"name": "kept.jpg"}, content=kept)
    assert (again.status_code, again.json()["round"]) == (200, 0)  # the very same is there already
    assert caller.post(f"{where}:submit").json()["round"] == 1
    now = judged(caller, case["id"], 2)
    assert {upload["name"] for upload in now["uploads"]} == {"kept.jpg", "better.jpg"}
    verdicts = caller.get(f"{where}/verdicts").json()["verdicts"]
    assert [(v["number"], v["current"]) for v in verdicts] == [(2, True), (1, False)]
    old = caller.get(f"{where}/report", params={"verdict": 1}).json()
    assert {upload["name"] for upload in old["uploads"]} == {"kept.jpg", "poor.jpg"}
    reader = working.service.reader
    with working.service.database.begin() as tx:
        from storage.records import readings

        seen = {data: readings.get(tx, hashlib.sha256(data).hexdigest(), reader) for data in (kept, poor, better)}
    assert all(row is not None and row.state == "done" for row in seen.values())
    assert seen[kept].created_at < seen[better].created_at  # type: ignore[union-attr]
    problem(caller.post(f"{where}/supplements:x"), 404, "not_found")


def test_a_supplement_may_withdraw_and_nothing_else(working: Api) -> None:
    caller = working.caller()
    case = judged(
        caller, pushed(caller, {"a.jpg": printed("甲 1"), "b.jpg": printed("乙 1")}, case_key="WD").json()["id"]
    )
    where = f"/v1/cases/{case['id']}"
    problem(caller.delete(f"{where}/uploads/{case['uploads'][0]['id']}"), 409, "state_conflict")
    withdrawn = caller.post(f"{where}:submit", json={"withdraw": [case["uploads"][0]["id"]]})
    assert withdrawn.status_code == 200, withdrawn.text
    now = judged(caller, case["id"], 2)
    assert [upload["name"] for upload in now["uploads"]] == ["b.jpg"]
    problem(caller.post(f"{where}:submit", json={"withdraw": [str(UUID(int=1))]}), 404, "not_found")


def test_a_stream_tells_what_happens_and_goes_on_where_it_broke(working: Api) -> None:
    caller = working.caller()
    case = pushed(caller, {"a.jpg": printed("流 1")}, case_key="SSE").json()
    with Client(working.url, caller.headers["authorization"].removeprefix("Bearer ")) as client:
        states = [progress.state for progress in client.follow(UUID(case["id"]))]
    assert states[-1] == "judged"
    first = list(_messages(caller, f"/v1/cases/{case['id']}/events", 4))
    numbers = [int(number) for number, kind in first if number]
    assert numbers == sorted(numbers)
    rest = list(_messages(caller, f"/v1/cases/{case['id']}/events", 1, str(numbers[1])))
    assert int(rest[0][0]) == numbers[2]


def _messages(caller: httpx.Client, path: str, count: int, last: str = "") -> Iterator[tuple[str, str]]:
    number = ""
    with caller.stream("GET", path, headers={"Last-Event-ID": last} if last else {}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                number = value
            elif name == "event" and number:
                yield number, value
                count -= 1
                number = ""
                if count == 0:
                    return


def test_a_folder_is_pushed_and_followed_to_its_report(working: Api, tmp_path: Path) -> None:
    folder = tmp_path / "案件"
    folder.mkdir()
    (folder / "甲.jpg").write_bytes(printed("诊断证明书 推"))
    case = a_case(case_key="PUSH", uploads=[{"name": "甲.jpg"}])
    (folder / "case.json").write_text(json.dumps(case), "utf-8")
    key = working.key(working.client())
    asked = [str(folder), "--url", working.url, "--key", key, "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(push, asked)
    assert done.exit_code in (0, 10, 20), done.output
    assert (tmp_path / "out" / "案件" / "report.html").is_file()
    assert CliRunner().invoke(push, asked).exit_code == done.exit_code  # again: the same case
    (folder / "case.json").write_text(json.dumps(case | {"diseases": ["高血压"]}), "utf-8")
    refused = CliRunner().invoke(push, asked)
    assert refused.exit_code == 2
    assert "differs: diseases" in refused.output
    (folder / "case.json").write_text("{", "utf-8")
    assert CliRunner().invoke(push, asked).exit_code == 2


def test_a_push_that_was_broken_off_sends_only_what_is_missing(working: Api, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(printed(name))
    case = a_case(case_key="RESUME", uploads=[{"name": "a.jpg"}, {"name": "b.jpg"}])
    (tmp_path / "case.json").write_text(json.dumps(case), "utf-8")
    with Client(working.url, working.key(working.client())) as client:
        made = client.create(case)
        client.upload(made.id, "a.jpg", tmp_path / "a.jpg")
        assert client.push(tmp_path).state in ("reading", "judging", "judged")
        kinds = [e["kind"] for e in json.loads(client._ask("GET", f"/v1/cases/{made.id}/timeline").content)["events"]]
    assert kinds.count("upload.received") == 2


def test_the_client_tries_again_and_gives_up_in_time(working: Api, tmp_path: Path) -> None:
    with Client("http://127.0.0.1:1", "ysk_x", patience=0.5) as nobody, pytest.raises(Unreachable):
        nobody.get(UUID(int=1))
    with Client(working.url, "ysk_wrong") as stranger, pytest.raises(ApiError) as refused:
        stranger.get(UUID(int=1))
    assert refused.value.code == "unauthenticated"


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append((dict(self.headers), body))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_webhooks_are_told_and_told_again(working: Api) -> None:
    receiver = HTTPServer(("127.0.0.1", 0), _Hook)
    receiver.got = []  # type: ignore[attr-defined]
    got: list[tuple[dict[str, str], bytes]] = receiver.got  # type: ignore[attr-defined]
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    caller = working.http(working.key(working.client()), **{"X-Request-ID": "counter-7.0001"})
    url = f"http://127.0.0.1:{receiver.server_port}/hook"
    hook = caller.post("/v1/webhooks", json={"url": url, "events": ["case.judged"]}).json()
    assert hook["secret"].startswith("whsec_")
    assert "secret" not in caller.get(f"/v1/webhooks/{hook['id']}").json()
    case = judged(caller, pushed(caller, {"a.jpg": printed("钩 1")}, case_key="HOOK").json()["id"])
    until(lambda: len(got) == 1, 60)
    from pipeline.work import signature

    headers, body = got[0]
    lower = {name.lower(): value for name, value in headers.items()}
    assert signature.verify(hook["secret"], lower, body, float(lower["webhook-timestamp"]))
    assert lower["x-request-id"] == "counter-7.0001"
    report = caller.get(f"/v1/cases/{case['id']}/report?format=json").json()
    assert report["request_id"] == "counter-7.0001"
    assert "counter-7.0001" in caller.get(f"/v1/cases/{case['id']}/report?format=html").text
    events = caller.get(f"/v1/cases/{case['id']}/timeline").json()["events"]
    assert next(e for e in events if e["kind"] == "case.judged")["data"]["request_id"] == "counter-7.0001"
    where = f"/v1/webhooks/{hook['id']}/deliveries"
    until(lambda: caller.get(where).json()["deliveries"][0]["state"] == "delivered", 60)
    sent = caller.get(where).json()["deliveries"][0]
    assert (sent["case_id"], sent["event"], sent["last_status"]) == (case["id"], "case.judged", 204)
    assert [one["id"] for one in caller.get(f"{where}?state=delivered").json()["deliveries"]] == [sent["id"]]
    assert caller.get(f"{where}?state=dead").json()["deliveries"] == []
    assert caller.post(f"{where}/{sent['id']}:redeliver").status_code == 202
    until(lambda: len(got) == 2, 60)
    rotated = caller.post(f"/v1/webhooks/{hook['id']}:rotate-secret", json={"overlap_hours": 1}).json()
    assert rotated["secret"] != hook["secret"]
    assert rotated["old_secret_until"] is not None
    until(lambda: caller.post(f"{where}/{sent['id']}:redeliver").status_code == 202, 60)
    until(lambda: len(got) == 3, 60)
    headers, body = got[2]
    lower = {name.lower(): value for name, value in headers.items()}
    for secret in (hook["secret"], rotated["secret"]):
        assert signature.verify(secret, lower, body, float(lower["webhook-timestamp"]))
    caller.post(f"/v1/webhooks/{hook['id']}:rotate-secret", json={"overlap_hours": 0})
    assert caller.get(f"/v1/webhooks/{hook['id']}").json()["old_secret_until"] is None
    problem(working.caller().post(f"/v1/webhooks/{hook['id']}:rotate-secret"), 404, "not_found")
    problem(working.caller().get(where), 404, "not_found")
    assert caller.delete(f"/v1/webhooks/{hook['id']}").status_code == 204
    assert caller.get(f"/v1/webhooks/{hook['id']}").json()["disabled_at"] is not None
    receiver.shutdown()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "ftp://example.org/",
        "nonsense",
    ],
)
def test_a_webhook_into_the_house_is_refused(api: Api, url: str) -> None:
    refused = problem(
        api.caller().post("/v1/webhooks", json={"url": url, "events": ["case.judged"]}), 422, "webhook_refused"
    )
    assert refused["reason"].startswith("target_")


def test_storage_that_is_away_registers_nothing(own_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = own_api.caller()
    where = f"/v1/cases/{caller.post('/v1/cases', json=a_case()).json()['id']}"

    def away(*_: object, **__: object) -> None:
        raise StorageError("object storage is away")

    monkeypatch.setattr(type(own_api.service.blobs), "put", away)
    problem(caller.post(f"{where}/uploads?name=a.jpg", content=JPEG), 503, "unavailable")
    assert caller.get(f"{where}/uploads").json()["uploads"] == []
    monkeypatch.undo()
    assert caller.post(f"{where}/uploads?name=a.jpg", content=JPEG).status_code == 201
