"""Signing in with the organisation's accounts, against a provider on a real socket."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from joserfc.jwk import RSAKey

from pipeline.settings import Settings
from storage.records import users
from storage.records.users import NewUser, UserRow
from tests.pipeline.web.api import Api, serving
from tests.pipeline.web.console.issuer import CLIENT, SECRET, Issuer, issuing
from tests.pipeline.web.console.people import new_user
from tests.servers import Servers, rooms


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def here(running: Issuer, servers: Servers, migrated: str) -> Iterator[Api]:
    with rooms(servers, migrated) as environment:
        settings = Settings.from_environment(environment)
        its = replace(settings.console, oidc_issuer=running.url, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
        with serving(replace(settings, console=its)) as api:
            yield api


@pytest.fixture
def issuer(running: Issuer) -> Issuer:
    """Of which nobody has been told anything yet."""
    running.subject, running.change = secrets.token_hex(8), {}
    running.login = f"wu.{running.subject}"
    return running


def member(api: Api, login: str) -> UserRow:
    with api.service.database.begin() as tx:
        return users.create(tx, api.service.vault, NewUser(login, "吴测", ("reviewer",), must_change=False))


def go_there(api: Api, browser: httpx.Client, where: str = "") -> httpx.Response:
    """As a browser does: to the provider and, with its answer, back (to this API's own port)."""
    sent = browser.get("/console/oidc/start", params={"next": where})
    assert sent.status_code == 303, sent.text
    answer = httpx.get(sent.headers["location"], trust_env=False)
    back = httpx.URL(answer.headers["location"])
    assert str(back).startswith(f"{api.service.settings.service.public_url}/console/oidc/back?")
    return browser.get(f"{back.path}?{back.query.decode()}")


def visitor(api: Api) -> httpx.Client:
    return httpx.Client(base_url=api.url, trust_env=False, timeout=30)


def test_a_known_member_signs_in_and_stays_the_same_under_another_login(here: Api, issuer: Issuer) -> None:
    row = member(here, issuer.login)
    issuer.login = issuer.login.upper()
    with visitor(here) as browser:
        assert "统一身份认证" in browser.get("/console/sign-in").text
        done = go_there(here, browser, "/console/account")
        assert (done.status_code, done.headers["location"]) == (303, "/console/account")
        assert row.login in browser.get("/console/account").text
    issuer.login = "renamed"
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 303
    with here.service.database.look() as tx:
        assert users.get(tx, row.id).subject == f"{issuer.url} {issuer.subject}"


def test_a_name_chosen_at_the_provider_takes_no_local_account_over(here: Api, issuer: Issuer) -> None:
    row = new_user(here, "administrator")  # has a password
    issuer.login = row.login
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 403
        assert "yushen_session" not in browser.cookies


def test_strangers_and_those_put_off_stay_out(here: Api, issuer: Issuer) -> None:
    row = member(here, issuer.login)
    with here.service.database.begin() as tx:
        users.disable(tx, row.id, True, "user:operator")
    for login in (row.login, "stranger"):
        issuer.login = login
        with visitor(here) as browser:
            assert go_there(here, browser).status_code == 403


def test_a_second_identity_of_the_same_name_is_another_person(here: Api, issuer: Issuer) -> None:
    member(here, issuer.login)
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 303
    issuer.subject += "x"
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 403


@pytest.mark.parametrize(
    "change",
    [{"aud": "somebody-else"}, {"iss": "https://example.org"}, {"nonce": "old"}, {"exp": 1}, {"azp": "other"}],
    ids=lambda change: next(iter(change)),
)
def test_a_token_that_is_not_ours_or_not_now_is_refused(here: Api, issuer: Issuer, change: dict[str, object]) -> None:
    member(here, issuer.login)
    issuer.change = change
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 403


def test_new_keys_of_the_provider_are_fetched_and_foreign_ones_refused(here: Api, issuer: Issuer) -> None:
    member(here, issuer.login)
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 303
    issuer.key = RSAKey.generate_key(2048, {"kid": "k2"})
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 303
    issuer.forger = RSAKey.generate_key(2048, {"kid": "k2"})
    with visitor(here) as browser:
        assert go_there(here, browser).status_code == 403
    issuer.forger = None


def test_an_answer_that_nobody_asked_for_is_refused(here: Api, issuer: Issuer) -> None:
    member(here, issuer.login)
    with visitor(here) as browser:
        assert browser.get("/console/oidc/back", params={"code": "x", "state": "y"}).status_code == 403
        browser.get("/console/oidc/start")
        assert browser.get("/console/oidc/back", params={"code": "x", "state": "y"}).status_code == 403


def test_without_a_provider_there_is_no_such_way(api: Api) -> None:
    with visitor(api) as browser:
        assert browser.get("/console/oidc/start").status_code == 404
        assert "统一身份认证" not in browser.get("/console/sign-in").text
