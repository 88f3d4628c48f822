"""One's own account: password, second factor, language, where one is signed in."""

from __future__ import annotations

import time
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse

from pipeline import passwords, totp
from pipeline.passwords import WeakPasswordError
from pipeline.web.console import cookies
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.records import sessions, users
from storage.vault import place

router = APIRouter(prefix="/console/account", include_in_schema=False)
Text = Annotated[str, Form(max_length=400)]
OfUser = Annotated[User, may(Right.ACCOUNT)]
HERE = "/console/account"
ENROL_S = 900  # seconds that a new second factor waits to be proved


@router.get("")
def get_account(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        there = sessions.of_user(tx, user.id)
    return page(request, user, "account.html", sessions=there)


@router.get("/session")
def get_session(user: OfUser) -> Response:
    """Whose it is and its token, for a page that lay open while somebody signed in anew."""
    return JSONResponse({"user": str(user.id), "csrf": user.csrf})


@router.get("/back")
def get_back(request: Request, user: OfUser) -> Response:
    """After signing in again beside one's work."""
    return page(request, user, "back.html")


@router.get("/password")
def get_password(request: Request, user: OfUser) -> Response:
    return page(request, user, "password.html", problem="")


@router.post("/password")
def post_password(
    request: Request, web: OfWeb, user: OfUser, current: Text = "", new: Text = "", again: Text = ""
) -> Response:
    """Ends all other sessions of this user."""
    problem = _problem(user, current, new, again)
    if problem:
        return page(request, user, "password.html", 422, problem=problem)
    with web.service.database.begin(request.state.request_id) as tx:
        users.set_password(tx, user.id, passwords.hashed(new), must_change=False, actor=user.actor)
        sessions.end_all(tx, user.id, but=user.session.id_hash)
        sessions.say(tx, user.session.id_hash, "good", "account.password_changed")
    return go("/console" if user.row.must_change else HERE)


@router.post("/language")
def post_language(request: Request, web: OfWeb, user: OfUser, language: Text = "zh") -> Response:
    if language not in cookies.LANGUAGES:
        raise ConsoleError("error.invalid", 422)
    with web.service.database.begin(request.state.request_id) as tx:
        users.set_language(tx, user.id, language)
    response = go(HERE)
    cookies.set_language(response, web, language)
    return response


@router.post("/sessions")
def post_sessions(request: Request, web: OfWeb, user: OfUser) -> Response:
    """Sign out everywhere else."""
    with web.service.database.begin(request.state.request_id) as tx:
        ended = sessions.end_all(tx, user.id, but=user.session.id_hash)
        sessions.say(tx, user.session.id_hash, "good", "account.ended", count=ended)
    return go(HERE)


@router.get("/totp")
def get_totp(request: Request, web: OfWeb, user: OfUser) -> Response:
    """A new secret, kept in a sealed cookie until a code proves that the app has it."""
    secret = totp.new_secret()
    response = _totp_page(request, user, secret, failed=False)
    sealed = web.service.vault.seal(secret, place("cookies", "totp", user.id))
    cookies.keep(response, web, "yushen_totp", sealed.hex(), ENROL_S)
    return response


@router.post("/totp")
def post_totp(request: Request, web: OfWeb, user: OfUser, code: Text = "") -> Response:
    try:
        sealed = bytes.fromhex(request.cookies.get(cookies.name(web, "yushen_totp"), ""))
    except ValueError:
        sealed = b""
    if not sealed:
        return go(f"{HERE}/totp")
    secret = web.service.vault.open(sealed, place("cookies", "totp", user.id))
    step = totp.step_of(secret, code, time.time())
    if step is None:
        return _totp_page(request, user, secret, failed=True)
    with web.service.database.begin(request.state.request_id) as tx:
        users.set_totp(tx, web.service.vault, user.id, secret, step, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "account.totp_on")
    response = go(HERE)
    cookies.drop(response, web, "yushen_totp")
    return response


@router.post("/totp/remove")
def post_totp_remove(request: Request, web: OfWeb, user: OfUser, password: Text = "") -> Response:
    if not passwords.matches(user.row.password_hash, password):
        raise ConsoleError("error.password", 403)
    with web.service.database.begin(request.state.request_id) as tx:
        users.set_totp(tx, web.service.vault, user.id, None, 0, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "account.totp_off")
    return go(HERE)


def _totp_page(request: Request, user: User, secret: bytes, failed: bool) -> Response:
    drawn = segno.make(totp.uri(secret, user.login), micro=False, error="m")
    side, path = drawn.symbol_size(border=4)[0], _modules(drawn.matrix)
    status = 422 if failed else 200
    return page(request, user, "totp.html", status, secret=totp.spelled(secret), side=side, drawn=path, failed=failed)


def _modules(matrix: tuple[bytearray, ...]) -> str:
    """The dark squares as the path of an SVG, inside a border of four."""
    return "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)


def _problem(user: User, current: str, new: str, again: str) -> str:
    """Key of what is wrong with a new password, "" if nothing is."""
    if not passwords.matches(user.row.password_hash, current):
        return "password.wrong"
    if new != again:
        return "password.differ"
    if new == current:
        return "password.same"
    try:
        passwords.check(new, user.login)
    except WeakPasswordError as weak:
        return f"password.{weak.code}"
    return ""
