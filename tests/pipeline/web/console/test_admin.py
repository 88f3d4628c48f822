"""Administration: users, clients and keys, webhooks, quarantine; and that a region's administrator stays in it."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

import pipeline
from pipeline.web.console.words.catalogue import words
from storage.records import clients, users, webhooks, work
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.people import new_user, sign_in, someone
from tests.storage import made

EVIL = "<script>alert(1)</script>\u202e"


@pytest.fixture
def admin(api: Api) -> httpx.Client:
    return someone(api, "administrator")


def test_the_log_has_a_word_for_everything_that_is_logged() -> None:
    room = Path(pipeline.__file__ or "").parent
    written = re.compile(r"access\.note\(\s*tx,\s*[\w.]+,\s*\"(\w+)\"")
    said = {word for path in room.rglob("*.py") for word in written.findall(path.read_text("utf-8"))}
    assert said >= {"blind_page", "comparison", "audit_results", "export"}
    assert {f"saw.{word}" for word in said} <= words().keys()


def shown_secret(page: str) -> str:
    return page.partition('class="secret')[2].partition(">")[2].partition("<")[0]


def place(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_user_is_made_signs_in_with_the_password_shown_once_and_has_to_change_it(
    api: Api, admin: httpx.Client
) -> None:
    form = {"login": "zhang.min", "name": "张敏", "roles": ["reviewer"], "regions": ["rizhao"]}
    made_page = admin.post("/console/admin/users", data=form)
    password = shown_secret(made_page.text)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", password)
    with httpx.Client(base_url=api.url, trust_env=False) as browser:
        assert browser.post("/console/sign-in", data={"login": "zhang.min", "password": password}).status_code == 303
        assert browser.get("/console/account").headers["location"] == "/console/account/password"
    listed = admin.get("/console/admin/users").text
    assert "张敏" in listed
    assert "日照市" in listed
    assert password not in listed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"login": "no blanks"}, "账号不符合要求"),
        ({"name": ""}, "姓名不符合要求"),
        ({"roles": []}, "请至少选择一个角色"),
        ({"roles": ["emperor"]}, "请至少选择一个角色"),
        ({"roles": ["reviewer", "auditor"]}, "角色冲突"),
        ({"roles": ["senior_reviewer", "auditor", "administrator"]}, "角色冲突"),
        ({"regions": ["atlantis"]}, "统筹区不可用"),
    ],
)
def test_what_a_user_cannot_be_is_refused(admin: httpx.Client, change: dict[str, object], told: str) -> None:
    form = {"login": "li.test", "name": "李", "roles": ["reviewer"], "regions": ["rizhao"]} | change
    answer = admin.post("/console/admin/users", data=form)
    assert answer.status_code == 422
    assert told in answer.text


def test_two_users_cannot_share_a_login(api: Api, admin: httpx.Client) -> None:
    row = new_user(api, "reviewer")
    assert (
        admin.post("/console/admin/users", data={"login": row.login, "name": "李", "roles": "reviewer"}).status_code
        == 409
    )


def test_the_database_itself_refuses_who_decides_and_audits(api: Api) -> None:
    row = new_user(api, "reviewer")
    with pytest.raises(Exception, match="decides_or_audits"), api.service.database.begin() as tx:
        tx.execute(text("update users set roles = array['reviewer', 'auditor'] where id = :id"), {"id": row.id})


def test_a_granted_role_counts_at_once(api: Api, admin: httpx.Client) -> None:
    row = new_user(api, "read_only")
    browser = sign_in(api, row)
    assert browser.get("/console/admin/users").status_code == 403
    place(admin.post(f"/console/admin/users/{row.id}", data={"name": "新名", "roles": ["administrator"]}))
    assert browser.get("/console/admin/users").status_code == 200
    with api.service.database.look() as tx:
        assert users.name(api.service.vault, users.get(tx, row.id)) == "新名"


def test_nobody_shuts_themselves_out(api: Api) -> None:
    row = new_user(api, "administrator")
    browser = sign_in(api, row)
    assert browser.post(f"/console/admin/users/{row.id}", data={"name": "x", "roles": ["reviewer"]}).status_code == 409
    assert browser.post(f"/console/admin/users/{row.id}/off", data={"off": "true"}).status_code == 409


def test_a_new_password_and_being_put_off_end_sessions(api: Api, admin: httpx.Client) -> None:
    row = new_user(api, "reviewer")
    browser = sign_in(api, row)
    assert shown_secret(admin.post(f"/console/admin/users/{row.id}/password").text)
    assert browser.get("/console/account").headers["location"].startswith("/console/sign-in?")
    place(admin.post(f"/console/admin/users/{row.id}/off", data={"off": "true"}))
    with api.service.database.look() as tx:
        assert users.get(tx, row.id).disabled_at


def test_a_regions_administrator_sees_and_makes_only_its_own(api: Api) -> None:
    own, other, everywhere = (new_user(api, "reviewer", regions=r) for r in (["rizhao"], ["jiangxi"], []))
    browser = someone(api, "administrator", regions=["rizhao"])
    listed = browser.get("/console/admin/users").text
    assert own.login in listed
    assert other.login not in listed
    assert browser.get(f"/console/admin/users/{own.id}").status_code == 200
    for row in (other, everywhere):
        assert browser.get(f"/console/admin/users/{row.id}").status_code == 404
        assert browser.post(f"/console/admin/users/{row.id}/password").status_code == 404
    form = {"login": "x.y", "name": "李", "roles": "administrator"}
    assert browser.post("/console/admin/users", data=form).status_code == 422  # no region would be all
    assert browser.post("/console/admin/users", data=form | {"regions": "jiangxi"}).status_code == 422
    assert browser.post(f"/console/admin/users/{own.id}", data={"name": "x", "roles": "reviewer"}).status_code == 422


def test_hostile_names_show_as_text(api: Api, admin: httpx.Client) -> None:
    with api.service.database.begin() as tx:
        client = clients.create(tx, EVIL.removesuffix("\u202e"))
    for path in ("/console/admin/clients", f"/console/admin/clients/{client.id}"):
        page = admin.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_client_and_its_key_open_the_api_until_revoked(api: Api, admin: httpx.Client) -> None:
    where = place(admin.post("/console/admin/clients", data={"name": "某市小程序甲", "regions": ["rizhao"]}))
    key = shown_secret(admin.post(f"{where}/keys", data={"rights": ["cases:read"], "days": ""}).text)
    with api.http(key) as upstream:
        assert upstream.get("/v1/cases").status_code == 200
        assert upstream.get("/v1/webhooks").status_code == 403
        key_id = key.split("_")[1]
        place(admin.post(f"{where}/keys/{key_id}/rate", data={"rate": "50", "burst": ""}))
        assert "50.0 / 100" in admin.get(where).text
        assert admin.post(f"{where}/keys/{key_id}/rate", data={"rate": "0"}).status_code == 422
        place(admin.post(f"{where}/keys/{key_id}/rate", data={"rate": "", "burst": ""}))
        assert "与其他密钥相同" in admin.get(where).text
        newer = shown_secret(admin.post(f"{where}/keys/{key_id}/rotate").text)
        assert upstream.get("/v1/cases").status_code == 200
        place(admin.post(f"{where}/keys/{key_id}/revoke"))
        assert upstream.get("/v1/cases").status_code == 401
    with api.http(newer) as upstream:
        assert upstream.get("/v1/cases").status_code == 200
        place(admin.post(f"{where}/off", data={"off": "true"}))
        assert upstream.get("/v1/cases").status_code == 401
    page = admin.get(where).text
    assert key not in page
    assert key_id in page


def test_a_key_of_another_client_is_not_found_under_this_one(api: Api, admin: httpx.Client) -> None:
    where = place(admin.post("/console/admin/clients", data={"name": "某市小程序乙"}))
    other = api.key(api.client(), "cases:read").split("_")[1]
    assert admin.post(f"{where}/keys/{other}/revoke").status_code == 404
    assert admin.post(f"{where}/keys", data={"rights": ["root"]}).status_code == 422


def test_dead_deliveries_are_sent_again_from_their_page(api: Api, admin: httpx.Client) -> None:
    hook, delivery = _dead_delivery(api)
    page = admin.get(f"/console/admin/webhooks/{hook}").text
    assert "未送达" in page
    place(admin.post(f"/console/admin/webhooks/{hook}/deliveries/{delivery}/again"))
    with api.service.database.look() as tx:
        assert webhooks.get_delivery(tx, delivery).state == "due"
    assert admin.post(f"/console/admin/webhooks/{hook}/deliveries/{delivery}/again").status_code == 409
    assert admin.post(f"/console/admin/webhooks/{uuid4()}/deliveries/{delivery}/again").status_code == 404
    place(admin.post(f"/console/admin/webhooks/{hook}/disable"))
    with api.service.database.look() as tx:
        assert webhooks.get(tx, hook).disabled_at


def test_quarantined_work_is_put_back_and_only_by_its_own_region(api: Api, admin: httpx.Client) -> None:
    work_id = _quarantined(api, "rizhao")
    elsewhere = someone(api, "administrator", regions=["jiangxi"])
    assert elsewhere.post(f"/console/admin/queues/{work_id}/again").status_code == 404
    assert str(work_id) not in elsewhere.get("/console/admin/queues").text
    assert "broken" in admin.get("/console/admin/queues").text
    here = someone(api, "administrator", regions=["rizhao"])
    assert str(work_id) in here.get("/console/admin/queues").text
    place(here.post(f"/console/admin/queues/{work_id}/again"))
    with api.service.database.look() as tx:
        found = work.get(tx, work_id)
    assert found is not None
    assert found.state == "due"
    assert admin.get("/console/admin/queues/depths").status_code == 200


def _dead_delivery(api: Api) -> tuple[UUID, UUID]:
    with api.service.database.begin() as tx:
        row = made.case(tx, api.service.vault)
        secret = "whsec_" + "a" * 32
        hook = webhooks.add(tx, api.service.vault, row.client_id, "https://example.org/in", secret, webhooks.EVENTS)
        webhooks.enqueue(tx, row, "case.read", {"case": str(row.id)})
    with api.service.database.begin() as tx:
        delivery = webhooks.deliveries(tx, hook.id)[0]
        held = work.claim_next(tx, ("notify",), "w1", 60)
        assert held is not None
        webhooks.failed(tx, held, delivery, (500, "http_500"), None)
    return hook.id, delivery.id


def _quarantined(api: Api, region: str) -> UUID:
    with api.service.database.begin() as tx:
        made.submitted(tx, api.service.vault, f"{uuid4()}.jpg", region=region)
        held = work.claim_next(tx, ("read.instant", "read.batch"), "w1", 60)
        assert held is not None
        work.quarantine(tx, held, "broken")
    return held.id
