"""Signing in and out: a password, then a code where the account has a second factor."""

from __future__ import annotations

import time
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from pipeline import passwords, totp
from pipeline.web.console import cookies
from pipeline.web.console.errors import SIGN_IN, ConsoleError, ForgedError
from pipeline.web.console.navigation import home
from pipeline.web.console.pages import go, local, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import OUT, TOTP_PAGE, User, may
from pipeline.web.context import OfWeb, Web
from storage.records import events, sessions, users
from storage.records.clients import Rate
from storage.records.users import UserRow

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=200)]
OfUser = Annotated[User, may(Right.ACCOUNT)]
SIGN_INS = Rate(5, 200)
"""Of one address: a whole office behind one proxy signs in of a morning."""


@router.get("/")
def get_root() -> Response:
    return RedirectResponse("/console", 303)


@router.get("/console")
def get_home(user: OfUser) -> Response:
    """The first page that this user may see."""
    return RedirectResponse(home(user), 303)


@router.get(SIGN_IN)
def get_sign_in(request: Request, web: OfWeb, next: str = "") -> Response:  # noqa: A002 (the query's own name)
    return _form(request, web, next)


async def unhurried(request: Request, web: OfWeb) -> None:
    """Looking at a password costs time and memory: nobody may have many looked at. Raises ConsoleError error.busy."""
    host = request.client.host if request.client is not None else ""
    if await web.limiter.wait(f"sign-in:{host}", SIGN_INS) > 0:
        raise ConsoleError("error.busy", 429)


@router.post(SIGN_IN, dependencies=[Depends(unhurried)])
def post_sign_in(request: Request, web: OfWeb, login: Text = "", password: Text = "", next: Text = "") -> Response:  # noqa: A002
    """The same answer whether the login is unknown, the password wrong, or the account locked or off."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForgedError
    row = _proved(web, login, password)
    if row is None:
        return _form(request, web, next, login=login, failed=True)
    return let_in(request, web, row, "password", next)


@router.get(TOTP_PAGE)
def get_code(request: Request, user: OfUser, next: str = "") -> Response:  # noqa: A002
    if user.session.whole:
        return RedirectResponse(local(next), 303)
    return page(request, user, "code.html", next=local(next, ""), failed=False)


@router.post(TOTP_PAGE)
def post_code(request: Request, web: OfWeb, user: OfUser, code: Text = "", next: Text = "") -> Response:  # noqa: A002
    its = web.service.settings.console
    with web.service.database.begin(request.state.request_id) as tx:
        allowed = users.attempt(tx, user.id, its.most_tries, its.lock_seconds)
        if not allowed:
            sessions.end(tx, user.session.id_hash)
    with web.service.database.begin(request.state.request_id) as tx:
        secret = users.totp_secret(web.service.vault, user.row)
        step = totp.step_of(secret, code, time.time()) if secret is not None and allowed else None
        if step is not None and users.take_step(tx, user.id, step):
            sessions.complete(tx, user.session.id_hash)
            users.succeeded(tx, user.id, "totp")
            return go(local(next))
    if not allowed:
        return go(SIGN_IN)
    return page(request, user, "code.html", 401, next=local(next, ""), failed=True)


@router.post(OUT)
def post_sign_out(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        sessions.end(tx, user.session.id_hash)
        events.append(tx, "user.signed_out", user.actor, data={"user": str(user.id)})
    response = go(SIGN_IN, request)
    cookies.drop_session(response, web)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@router.get("/console/language/{language}")
def get_language(web: OfWeb, language: str, next: str = "") -> Response:  # noqa: A002
    response = RedirectResponse(local(next), 303)
    if language in cookies.LANGUAGES:
        cookies.set_language(response, web, language)
    return response


def let_in(request: Request, web: Web, row: UserRow, way: str, next: str) -> Response:  # noqa: A002
    """Begin a session for somebody who has proved who they are; `way` is password or oidc."""
    whole = row.totp_secret is None or way == "oidc"  # the provider has its own second factor
    with web.service.database.begin(request.state.request_id) as tx:
        agent = request.headers.get("user-agent", "")
        sessions.sweep(tx)
        token = sessions.begin(tx, row.id, web.service.settings.console.session_seconds, agent, whole)
        if whole:
            users.succeeded(tx, row.id, way)
    where = local(next)
    response = go(where if whole else f"{TOTP_PAGE}?next={quote(where)}")
    cookies.set_session(response, web, token)
    return response


def _proved(web: Web, login: str, password: str) -> UserRow | None:
    its = web.service.settings.console
    with web.service.database.begin() as tx:
        row = users.by_login(tx, login)
        allowed = row is not None and users.attempt(tx, row.id, its.most_tries, its.lock_seconds)
    same = passwords.matches(row.password_hash if row is not None else None, password)
    if row is None or not allowed or not same:
        return None
    if row.password_hash and passwords.is_old(row.password_hash):
        with web.service.database.begin() as tx:
            users.rehash(tx, row.id, passwords.hashed(password))
    return row


def _form(request: Request, web: Web, next: str, login: str = "", failed: bool = False) -> Response:  # noqa: A002
    its = web.service.settings.console
    return page(
        request,
        None,
        "sign_in.html",
        401 if failed else 200,
        next=local(next, ""),
        login=login,
        failed=failed,
        provider=bool(its.oidc_issuer),
        tries=its.most_tries,
        minutes=its.lock_seconds // 60,
    )
