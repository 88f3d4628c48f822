"""Signing in: passwords, lock-out, second factor, sessions, forged forms."""

from __future__ import annotations

import time

import httpx
import pytest

from pipeline import totp
from storage.records import events, users
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.people import PASSWORD, new_user, sign_in, someone


def fresh(api: Api) -> httpx.Client:
    return httpx.Client(base_url=api.url, timeout=30, trust_env=False)


def test_a_page_sends_a_stranger_to_the_sign_in_and_back(api: Api) -> None:
    row = new_user(api, "administrator")
    with fresh(api) as browser:
        sent = browser.get("/console/account?x=1")
        assert (sent.status_code, sent.headers["location"]) == (
            303,
            "/console/sign-in?next=%2Fconsole%2Faccount%3Fx%3D1",
        )
        form = browser.get(sent.headers["location"])
        assert 'value="/console/account?x=1"' in form.text
        into = {"login": f" {row.login.upper()} ", "password": PASSWORD, "next": "/console/account?x=1"}
        done = browser.post("/console/sign-in", data=into)
        assert (done.status_code, done.headers["location"]) == (303, "/console/account?x=1")
        assert browser.get("/console/account").status_code == 200
        cookie = done.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    "where", ["https://example.org/", "//example.org", "/\\example.org", "/v1/cases", "javascript:1"]
)
def test_it_leads_nowhere_else_afterwards(api: Api, where: str) -> None:
    row = new_user(api, "reviewer")
    with fresh(api) as browser:
        done = browser.post("/console/sign-in", data={"login": row.login, "password": PASSWORD, "next": where})
        assert done.headers["location"] == "/console"


def test_an_unknown_login_and_a_wrong_password_are_told_the_same(api: Api) -> None:
    row = new_user(api, "reviewer", login="li.test")
    with fresh(api) as browser:
        wrong = browser.post("/console/sign-in", data={"login": row.login, "password": "not this one at all"})
        unknown = browser.post("/console/sign-in", data={"login": "nobody.x", "password": "not this one at all"})
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.text.replace(row.login, "") == unknown.text.replace("nobody.x", "")


def test_five_failures_lock_the_account_even_for_the_right_password(api: Api) -> None:
    row = new_user(api, "reviewer")
    with fresh(api) as browser:
        for _ in range(5):
            browser.post("/console/sign-in", data={"login": row.login, "password": "wrong and wrong again"})
        refused = browser.post("/console/sign-in", data={"login": row.login, "password": PASSWORD})
        assert refused.status_code == 401
        with api.service.database.begin() as tx:
            users.unlock(tx, row.id, "user:operator")
        assert browser.post("/console/sign-in", data={"login": row.login, "password": PASSWORD}).status_code == 303


def test_a_success_forgets_earlier_failures(api: Api) -> None:
    row = new_user(api, "reviewer")
    with fresh(api) as browser:
        for _ in range(3):
            for _ in range(4):
                browser.post("/console/sign-in", data={"login": row.login, "password": "wrong and wrong again"})
            assert browser.post("/console/sign-in", data={"login": row.login, "password": PASSWORD}).status_code == 303


def test_a_first_password_has_to_be_changed_before_anything_else(api: Api) -> None:
    row = new_user(api, "administrator", must_change=True)
    browser = sign_in(api, row)
    assert browser.get("/console/account").headers["location"] == "/console/account/password"
    new = "a whole new sentence of one's own"
    for current, wanted, again in (
        ("wrong", new, new),
        (PASSWORD, new, "other"),
        (PASSWORD, "short", "short"),
        (PASSWORD, f"{row.login}{row.login}{row.login}", f"{row.login}{row.login}{row.login}"),
        (PASSWORD, "aaaaaaaaaaaaa", "aaaaaaaaaaaaa"),
        (PASSWORD, PASSWORD, PASSWORD),
    ):
        told = browser.post("/console/account/password", data={"current": current, "new": wanted, "again": again})
        assert told.status_code == 422
    done = browser.post("/console/account/password", data={"current": PASSWORD, "new": new, "again": new})
    assert done.headers["location"] == "/console", "on to the work, not back to the account"
    assert "密码已修改" in browser.get("/console/account").text
    assert "密码已修改" not in browser.get("/console/account").text


def test_a_form_without_the_sessions_token_changes_nothing(api: Api) -> None:
    browser = someone(api, "reviewer")
    token = browser.headers.pop("X-CSRF-Token")
    assert browser.post("/console/account/language", data={"language": "en"}).status_code == 403
    assert browser.post("/console/account/language", data={"language": "en", "csrf": "x"}).status_code == 403
    elsewhere = browser.post(
        "/console/account/language", data={"language": "en", "csrf": token}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert elsewhere.status_code == 403
    assert browser.post("/console/account/language", data={"language": "en", "csrf": token}).status_code == 303
    assert "My account" in browser.get("/console/account").text


def test_signing_out_ends_the_session_on_the_server(api: Api) -> None:
    browser = someone(api, "reviewer")
    cookie = browser.cookies["yushen_session"]
    assert browser.post("/console/sign-out").headers["location"] == "/console/sign-in"
    browser.cookies.set("yushen_session", cookie)
    assert browser.get("/console/account").status_code == 303


def test_who_is_put_off_is_out_at_once(api: Api) -> None:
    row = new_user(api, "reviewer")
    browser = sign_in(api, row)
    with api.service.database.begin() as tx:
        users.disable(tx, row.id, True, "user:operator")
    assert browser.get("/console/account").status_code == 303
    with fresh(api) as again:
        assert again.post("/console/sign-in", data={"login": row.login, "password": PASSWORD}).status_code == 401


def test_a_second_factor_is_asked_for_and_each_code_taken_once(api: Api) -> None:
    row = new_user(api, "reviewer")
    browser = sign_in(api, row)
    page = browser.get("/console/account/totp")
    secret = _secret(page.text)
    assert browser.post("/console/account/totp", data={"code": "000000"}).status_code == 422
    now = int(time.time() // totp.STEP_S)
    assert browser.post("/console/account/totp", data={"code": totp.code(secret, now - 1)}).status_code == 303
    with fresh(api) as again:
        half = again.post(
            "/console/sign-in", data={"login": row.login, "password": PASSWORD, "next": "/console/account"}
        )
        assert half.headers["location"] == "/console/sign-in/code?next=/console/account"
        assert again.get("/console/account").headers["location"] == "/console/sign-in/code"
        assert again.get("/console/account/password").headers["location"] == "/console/sign-in/code"
        csrf = again.get("/console/sign-in/code").text.partition('name="csrf" value="')[2].partition('"')[0]
        used = again.post("/console/sign-in/code", data={"code": totp.code(secret, now - 1), "csrf": csrf})
        assert used.status_code == 401
        right = {"code": totp.code(secret, now), "csrf": csrf, "next": "/console/account"}
        assert again.post("/console/sign-in/code", data=right).headers["location"] == "/console/account"
        assert again.get("/console/account").status_code == 200


def test_guessing_codes_locks_the_account(api: Api) -> None:
    row = new_user(api, "reviewer")
    with api.service.database.begin() as tx:
        users.set_totp(tx, api.service.vault, row.id, totp.new_secret(), 0, row.actor)
    with fresh(api) as browser:
        browser.post("/console/sign-in", data={"login": row.login, "password": PASSWORD})
        csrf = browser.get("/console/sign-in/code").text.partition('name="csrf" value="')[2].partition('"')[0]
        statuses = [
            browser.post("/console/sign-in/code", data={"code": "000001", "csrf": csrf}).status_code for _ in range(6)
        ]
        assert statuses[0] == 401
        assert statuses[-1] == 303  # to the sign-in: the account is locked, and half a session has ended
        assert browser.post("/console/sign-in", data={"login": row.login, "password": PASSWORD}).status_code == 401


def test_the_log_tells_who_signed_in_and_no_name(api: Api) -> None:
    row = new_user(api, "reviewer")
    sign_in(api, row)
    with api.service.database.begin() as tx:
        told = [one for one in _system(tx) if one.data.get("user") == str(row.id)]
    assert [one.kind for one in told] == ["user.created", "user.signed_in"]
    assert told[1].actor == f"user:{row.id}"
    assert "周试" not in str(told)
    assert PASSWORD not in api.log.getvalue()
    assert row.login not in api.log.getvalue()


def test_pages_carry_a_strict_policy_and_no_inline_script(api: Api) -> None:
    browser = someone(api, "administrator")
    for path in ("/console/account", "/console/account/totp", "/console/sign-in"):
        page = browser.get(path)
        policy = page.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert page.headers["cache-control"] == "no-store"
        assert "style=" not in page.text
        assert "<script>" not in page.text
        assert "onclick" not in page.text


def test_static_files_are_kept_for_ever_under_a_name_that_changes(api: Api) -> None:
    with fresh(api) as browser:
        page = browser.get("/console/sign-in").text
        path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        found = browser.get(path)
        assert found.headers["content-type"].startswith("text/css")
        assert "immutable" in found.headers["cache-control"]
        assert browser.get(path.replace(path.split("/")[2], "0" * 16)).headers["cache-control"] == "no-cache"
        assert browser.get("/static/x/../../rights.py").status_code == 404
        assert browser.get("/static/x/%2e%2e/rights.py").status_code == 404


def _secret(page: str) -> bytes:
    import base64

    return base64.b32decode(page.partition('<code class="secret">')[2].partition("<")[0].replace(" ", ""))


def _system(tx: object) -> list[events.Event]:
    from sqlalchemy import text

    rows = tx.execute(text("select seq, case_id, at, actor, kind, data from events where case_id is null order by seq"))  # type: ignore[attr-defined]
    return [events.Event(*row) for row in rows]
