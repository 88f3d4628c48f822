"""Users of the screens, and browsers of theirs without a window: httpx with the session's cookie and token."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import httpx

from pipeline import passwords
from storage.records import users
from storage.records.users import NewUser, UserRow
from tests.pipeline.web.api import Api

PASSWORD = "an evening in the reading room"
_HASH = passwords.hashed(PASSWORD)
_numbers = itertools.count(1)
_TOKEN = re.compile(r'"X-CSRF-Token": "([^"]+)"')


def new_user(api: Api, *roles: str, regions: Sequence[str] = (), login: str = "", must_change: bool = False) -> UserRow:
    """Who signs in with PASSWORD."""
    number = next(_numbers)
    new = NewUser(
        login or f"user{number}", f"周试{number}", roles, tuple(regions), password_hash=_HASH, must_change=must_change
    )
    with api.service.database.begin() as tx:
        return users.create(tx, api.service.vault, new)


def sign_in(api: Api, row: UserRow) -> httpx.Client:
    """Signed in; what it posts carries the session's token, as htmx does."""
    browser = httpx.Client(base_url=api.url, timeout=30, trust_env=False)
    answer = browser.post("/console/sign-in", data={"login": row.login, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    page = browser.get("/console/account", follow_redirects=True)
    found = _TOKEN.search(page.text)
    assert found, page.text
    browser.headers["X-CSRF-Token"] = found[1]
    return browser


def someone(api: Api, *roles: str, regions: Sequence[str] = ()) -> httpx.Client:
    """A new user of these roles, signed in."""
    return sign_in(api, new_user(api, *roles, regions=regions))
