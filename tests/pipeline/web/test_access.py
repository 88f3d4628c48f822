"""Who may ask, how often, and what is told of it: keys, certificates, regions, rates, logs, headers, health."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import time
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import text

from pipeline.api_settings import ApiSettings
from pipeline.environment import SettingsError
from pipeline.settings import Settings
from storage.records import clients
from storage.records.clients import Grant
from tests.pipeline.web.api import JPEG, Api, a_case, problem, serving


@pytest.mark.parametrize("key", ["nonsense", "ysk_", "ysk_abc", "ysk_abc_def", "ysk_" + "a" * 5000, "cert_00"])
def test_who_shows_no_good_key_is_refused(api: Api, key: str) -> None:
    answer = api.http().get("/v1/cases", headers={"Authorization": f"Bearer {key}"})
    problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_who_shows_nothing_or_another_scheme_is_refused(api: Api) -> None:
    problem(api.http().get("/v1/cases"), 401, "unauthenticated")
    problem(api.http().get("/v1/cases", headers={"Authorization": "Basic eDp5"}), 401, "unauthenticated")


def test_a_wrong_secret_of_a_known_key_is_refused(api: Api) -> None:
    key = api.key(api.client())
    problem(api.http(key[:-1] + ("A" if key[-1] != "A" else "B")).get("/v1/cases"), 401, "unauthenticated")


def test_a_key_ends_when_it_expires_or_is_revoked(api: Api) -> None:
    client = api.client()
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with api.service.database.begin() as tx:
        old = clients.new_key(tx, client, Grant(("cases:read",), expires_at=past))
    problem(api.http(old).get("/v1/cases"), 401, "unauthenticated")
    key = api.key(client)
    assert api.http(key).get("/v1/cases").status_code == 200
    with api.service.database.begin() as tx:
        clients.revoke(tx, key.split("_")[1])
    problem(api.http(key).get("/v1/cases"), 401, "unauthenticated")


def test_a_key_is_rotated_without_a_gap(api: Api) -> None:
    old = api.key(api.client())
    with api.service.database.begin() as tx:
        new = clients.rotate(tx, old.split("_")[1], overlap=1.0)
    assert api.http(old).get("/v1/cases").status_code == api.http(new).get("/v1/cases").status_code == 200
    time.sleep(1.1)
    problem(api.http(old).get("/v1/cases"), 401, "unauthenticated")
    assert api.http(new).get("/v1/cases").status_code == 200


def test_a_key_that_is_about_to_expire_is_followed_by_one_that_is_not(api: Api) -> None:
    now = dt.datetime.now(dt.UTC)
    with api.service.database.begin() as tx:
        old = clients.new_key(tx, api.client(), Grant(("cases:read",), expires_at=now + dt.timedelta(days=90)))
        aged = text("""
        update api_keys set created_at = created_at - interval '89 days', expires_at = expires_at - interval '89 days'
        where id = :id""")
        tx.execute(aged, {"id": old.split("_")[1]})
        new = clients.rotate(tx, old.split("_")[1], overlap=7 * 86400)
        until = clients.get_key(tx, new.split("_")[1]).expires_at
        chosen = clients.rotate(tx, new.split("_")[1], overlap=60, expires_at=now + dt.timedelta(days=5))
        its_end = clients.get_key(tx, chosen.split("_")[1]).expires_at
    assert until is not None and until - now > dt.timedelta(days=89)
    assert its_end == now + dt.timedelta(days=5)


def test_a_key_may_only_what_it_has_the_right_to(api: Api) -> None:
    reader = api.caller("cases:read")
    assert reader.get("/v1/cases").status_code == 200
    assert problem(reader.post("/v1/cases", json=a_case()), 403, "forbidden")["right"] == "cases:write"
    problem(reader.post("/v1/webhooks", json={}), 403, "forbidden")
    problem(reader.post("/v1/imports", json={}), 403, "forbidden")
    problem(api.caller("cases:write").get("/v1/cases"), 403, "forbidden")


def test_a_key_for_a_region_pushes_and_sees_that_region_and_what_lies_below(api: Api) -> None:
    client = api.client()
    wide, narrow = api.http(api.key(client)), api.http(api.key(client, regions=["neimenggu"]))
    problem(narrow.post("/v1/cases", json=a_case()), 403, "region_forbidden")
    elsewhere = wide.post("/v1/cases", json=a_case()).json()
    below = narrow.post("/v1/cases", json=a_case(case_key="H", region="hulunbuir")).json()
    problem(narrow.get(f"/v1/cases/{elsewhere['id']}"), 404, "not_found")
    assert [case["id"] for case in narrow.get("/v1/cases").json()["cases"]] == [below["id"]]
    assert narrow.get("/v1/cases", params={"region": "rizhao"}).json()["cases"] == []
    assert len(wide.get("/v1/cases").json()["cases"]) == 2


def test_a_certificate_counts_only_from_a_trusted_proxy(fresh_service: Settings) -> None:
    fingerprint = "ab" * 32
    for trusted, status in (("127.0.0.0/8", 200), ("10.0.0.0/8", 401)):
        proxies = (ipaddress.ip_network(trusted),)
        with serving(fresh_service, trusted_proxies=proxies, certificate_header="x-client-cert-sha256") as api:
            with api.service.database.begin() as tx:
                found = clients.by_name(tx, "mtls") or clients.create(tx, "mtls")
                if not clients.keys(tx, found.id):
                    clients.add_certificate(tx, found.id, fingerprint, Grant(("cases:read",)))
            shown = {"X-Client-Cert-Sha256": ":".join(["AB"] * 32)}
            assert api.http().get("/v1/cases", headers=shown).status_code == status
            problem(api.http(f"ysk_cert_{fingerprint}_x").get("/v1/cases"), 401, "unauthenticated")
            problem(api.http().get("/v1/cases", headers={"X-Client-Cert-Sha256": "cd" * 32}), 401, "unauthenticated")


def test_a_certificate_header_needs_trusted_proxies() -> None:
    with pytest.raises(SettingsError, match="TRUSTED_PROXIES"):
        ApiSettings.from_environment({"YUSHEN_API_CERTIFICATE_HEADER": "x-cert"})
    with pytest.raises(SettingsError, match="addresses or networks"):
        ApiSettings.from_environment({"YUSHEN_API_TRUSTED_PROXIES": "nonsense"})


def test_who_asks_too_often_is_told_when_to_come_back_and_others_are_not_touched(fresh_service: Settings) -> None:
    with serving(fresh_service, rate_per_second=1, rate_burst=5) as api:
        busy, other = api.caller(), api.caller()
        answers = [busy.get("/v1/cases") for _ in range(12)]
        assert [answer.status_code for answer in answers[:5]] == [200] * 5
        refused = next(answer for answer in answers if answer.status_code == 429)
        problem(refused, 429, "rate_limited")
        assert int(refused.headers["retry-after"]) >= 1
        assert other.get("/v1/cases").status_code == 200


def test_intake_goes_on_without_valkey(fresh_service: Settings) -> None:
    its = replace(fresh_service.service, broker_url="redis://127.0.0.1:1/0")
    with serving(replace(fresh_service, service=its), rate_per_second=1, rate_burst=1) as api:
        caller = api.caller()
        case = caller.post("/v1/cases", json=a_case()).json()
        where = f"/v1/cases/{case['id']}"
        assert caller.post(f"{where}/uploads?name=a.jpg", content=JPEG).status_code == 201
        assert caller.post(f"{where}:submit").json()["state"] == "reading"
        assert api.log.getvalue().count("rate_limit_skipped") == 1
        ready = caller.get("/health/ready")
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")


def test_without_database_or_storage_it_is_not_ready_and_says_try_again(fresh_service: Settings) -> None:
    with serving(fresh_service) as api:
        key = api.key(api.client())
    its = replace(fresh_service.service, database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    with serving(replace(fresh_service, service=its)) as api:
        assert api.http().get("/health/live").status_code == 200
        ready = api.http().get("/health/ready")
        assert (ready.status_code, ready.json()["status"], ready.json()["database"]) == (503, "down", False)
        answer = api.http(key).get("/v1/cases")
        problem(answer, 503, "unavailable")
        assert int(answer.headers["retry-after"]) >= 1


def test_logs_tell_who_and_what_and_nobodys_name(own_api: Api) -> None:
    caller = own_api.caller()
    case = caller.post("/v1/cases", json=a_case()).json()
    caller.post(f"/v1/cases/{case['id']}/uploads", params={"name": "林试样的诊断.jpg"}, content=JPEG)
    caller.get("/v1/cases", params={"case_key": "林试样"})
    caller.get("/v1/林试样")
    caller.post("/v1/cases", json=a_case(applicant={"name": "林试样"}))
    text = own_api.log.getvalue()
    assert "林试样" not in text
    assert "%E6%9E%97" not in text
    assert "99010119491231002X" not in text
    lines = [json.loads(line) for line in text.splitlines()]
    uploaded = next(line for line in lines if line["route"] == "/v1/cases/{case_id}/uploads")
    assert (uploaded["status"], uploaded["case_id"], uploaded["method"]) == (201, case["id"], "POST")
    assert uploaded["client_id"] and uploaded["key_id"] and uploaded["request_id"]
    assert not any("dropped" in line for line in lines)


def test_request_ids_come_back_and_strange_ones_are_replaced(api: Api) -> None:
    assert api.http().get("/health/live", headers={"X-Request-ID": "abc-12345"}).headers["x-request-id"] == "abc-12345"
    for strange in ("x", "a b c d e f g", "a" * 65, "<script>alert"):
        given = api.http().get("/health/live", headers={"X-Request-ID": strange}).headers["x-request-id"]
        assert given != strange
        assert len(given) == 32


def test_every_answer_is_shut_tight(api: Api) -> None:
    for path in ("/health/live", "/v1/cases", "/nothing"):
        headers = api.http().get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "server" not in {name.lower() for name in headers} or headers["server"] != "uvicorn/0"


def test_metrics_are_for_this_machine_or_who_has_the_token(fresh_service: Settings) -> None:
    with serving(fresh_service, metrics_token="let-me-see") as api:
        api.caller().get("/v1/cases")
        shown = api.http().get("/metrics").text
        assert 'route="/v1/cases"' in shown
        assert "yushen_queue_depth" in shown or "yushen_database_up 1.0" in shown
        through = {"X-Forwarded-For": "203.0.113.7"}
        problem(api.http().get("/metrics", headers=through), 404, "not_found")
        allowed = api.http().get("/metrics", headers=through | {"Authorization": "Bearer let-me-see"})
        assert allowed.status_code == 200


def test_a_fault_is_answered_without_its_words(own_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage.records import case_lists

    def broken(*_: object, **__: object) -> None:
        raise ValueError("林试样 99010119491231002X")

    monkeypatch.setattr(case_lists, "page", broken)
    answer = own_api.caller().get("/v1/cases")
    told = problem(answer, 500, "internal")
    assert "林试样" not in answer.text + own_api.log.getvalue()
    line = next(line for line in own_api.log.getvalue().splitlines() if told["request_id"] in line and "failed" in line)
    assert "ValueError at test_access.py" in line


def test_what_is_nowhere_and_what_is_not_allowed_are_problems_too(api: Api) -> None:
    problem(api.http().get("/nothing"), 404, "not_found")
    problem(api.http().put("/v1/cases"), 405, "method_not_allowed")
    problem(api.caller().get("/v1/cases/not-an-id"), 422, "invalid_request")
    problem(httpx.get(f"{api.url}/redoc", trust_env=False), 404, "not_found")


def test_a_key_may_have_a_rate_of_its_own(fresh_service: Settings) -> None:
    with serving(fresh_service, rate_per_second=1000, rate_burst=1000) as api:
        client = api.client()
        key = api.key(client)
        slow, other, operator = api.http(key), api.caller(), api.caller("admin")
        key_id = key.split("_")[1]
        assert slow.get("/v1/key").json()["rate"] == {"per_second": 1000, "burst": 1000, "own": False}
        changed = operator.put(f"/v1/keys/{key_id}/rate", json={"per_second": 0.5, "burst": 2}).json()
        assert (changed["id"], changed["rate"]) == (key_id, {"per_second": 0.5, "burst": 2, "own": True})
        answers = [slow.get("/v1/key").status_code for _ in range(6)]
        assert answers.count(429) >= 3
        assert [other.get("/v1/key").status_code for _ in range(6)] == [200] * 6
        assert operator.delete(f"/v1/keys/{key_id}/rate").json()["rate"]["own"] is False
        assert [slow.get("/v1/key").status_code for _ in range(6)] == [200] * 6
        problem(slow.put(f"/v1/keys/{key_id}/rate", json={"per_second": 9, "burst": 9}), 403, "forbidden")
        narrow = api.http(api.key(client, "admin", regions=["rizhao"]))
        problem(narrow.put(f"/v1/keys/{key_id}/rate", json={"per_second": 9, "burst": 9}), 403, "forbidden")
        problem(operator.put("/v1/keys/nobody/rate", json={"per_second": 9, "burst": 9}), 404, "not_found")
        problem(operator.put(f"/v1/keys/{key_id}/rate", json={"per_second": 0, "burst": 9}), 422, "invalid_request")


def test_a_rotated_key_keeps_its_rate(api: Api) -> None:
    with api.service.database.begin() as tx:
        old = clients.new_key(tx, api.client(), Grant(("cases:read",), rate=clients.Rate(3, 7)))
        new = clients.rotate(tx, old.split("_")[1], overlap=60)
    told = api.http(new).get("/v1/key").json()
    assert told["rate"] == {"per_second": 3, "burst": 7, "own": True}
    assert told["rights"] == ["cases:read"]
    assert new not in json.dumps(told)
