"""用户: accounts, their roles and regions, passwords that were forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy import Connection

from pipeline import accounts
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.places import choices
from pipeline.web.console.rights import Right, Role
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import sessions, users
from storage.records.users import NewUser, UserRow

HERE = "/console/admin/users"
router = APIRouter(prefix=HERE, include_in_schema=False)
OfUser = Annotated[User, may(Right.USERS_MANAGE)]
Text = Annotated[str, Form(max_length=200)]
Words = Annotated[list[str] | None, Form(max_length=100)]


@router.get("")
def get_users(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        found = [(row, users.name(web.service.vault, row)) for row in users.every(tx) if user.manages(row.regions)]
    context: dict[str, Any] = {"roles": Role, "regions": choices(web, user.regions), "now": dt.datetime.now(dt.UTC)}
    return page(request, user, "admin/users.html", found=found, provider=_has_provider(web), **context)


@router.post("")
def post_user(
    request: Request,
    web: OfWeb,
    user: OfUser,
    login: Text = "",
    name: Text = "",
    roles: Words = None,
    regions: Words = None,
    elsewhere: Annotated[bool, Form()] = False,
) -> Response:
    """The answer shows the one-time password, this once; `elsewhere`: none, they sign in at the provider."""
    new = NewUser(login, name, tuple(roles or ()), _granted(web, user, regions), must_change=not elsewhere)
    with web.service.database.begin(request.state.request_id) as tx:
        if elsewhere:
            return go(f"{HERE}/{users.create(tx, web.service.vault, new, user.actor).id}", request)
        row, password = accounts.make(tx, web.service.vault, new, user.actor)
    return _password(request, user, row, password)


@router.get("/{user_id}")
def get_user(request: Request, web: OfWeb, user: OfUser, user_id: UUID) -> Response:
    with web.service.database.look() as tx:
        row = _own(tx, user, user_id)
        there = sessions.of_user(tx, row.id)
    name = users.name(web.service.vault, row)
    choose: dict[str, Any] = {"roles": Role, "regions": choices(web, user.regions), "now": dt.datetime.now(dt.UTC)}
    return page(request, user, "admin/user.html", row=row, name=name, sessions=there, **choose)


@router.post("/{user_id}")
def post_grant(
    request: Request,
    web: OfWeb,
    user: OfUser,
    user_id: UUID,
    name: Text = "",
    roles: Words = None,
    regions: Words = None,
) -> Response:
    """What changes is told; nobody takes the right to manage users from themselves, lest nobody be left."""
    held = users.checked_roles(roles or ())
    if user_id == user.id and Role.ADMINISTRATOR not in held:
        raise ConsoleError("error.own_account", 409)
    with web.service.database.begin(request.state.request_id) as tx:
        row = _own(tx, user, user_id)
        granted = _granted(web, user, regions)
        if (tuple(held), granted) != (row.roles, row.regions):
            users.grant(tx, row.id, held, granted, user.actor)
        if name.strip() != users.name(web.service.vault, row):
            users.rename(tx, web.service.vault, row.id, name, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "users.saved")
    return go(f"{HERE}/{user_id}", request)


@router.post("/{user_id}/password")
def post_password(request: Request, web: OfWeb, user: OfUser, user_id: UUID) -> Response:
    """A new one-time password; it unlocks as well."""
    with web.service.database.begin(request.state.request_id) as tx:
        row = _own(tx, user, user_id)
        _not_oneself(user, row)
        password = accounts.reset(tx, row.id, user.actor)
    return _password(request, user, row, password)


@router.post("/{user_id}/totp")
def post_totp(request: Request, web: OfWeb, user: OfUser, user_id: UUID) -> Response:
    """Take the second factor away: the telephone was lost."""
    with web.service.database.begin(request.state.request_id) as tx:
        row = _own(tx, user, user_id)
        _not_oneself(user, row)
        users.set_totp(tx, web.service.vault, row.id, None, 0, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "users.totp_removed")
    return go(f"{HERE}/{user_id}", request)


@router.post("/{user_id}/off")
def post_off(request: Request, web: OfWeb, user: OfUser, user_id: UUID, off: Annotated[bool, Form()]) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        row = _own(tx, user, user_id)
        _not_oneself(user, row)
        accounts.put_off(tx, row.id, off, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "users.is_off" if off else "users.is_on")
    return go(f"{HERE}/{user_id}", request)


@router.post("/{user_id}/sessions")
def post_sessions(request: Request, web: OfWeb, user: OfUser, user_id: UUID) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        row = _own(tx, user, user_id)
        sessions.end_all(tx, row.id, but=user.session.id_hash)
        sessions.say(tx, user.session.id_hash, "good", "users.signed_out")
    return go(f"{HERE}/{user_id}", request)


def _has_provider(web: Web) -> bool:
    return bool(web.service.settings.console.oidc_issuer)


def _own(tx: Connection, user: User, user_id: UUID) -> UserRow:
    row = users.get(tx, user_id)
    if not user.manages(row.regions):
        raise NotFound("there is no such user")
    return row


def _granted(web: Web, user: User, regions: Sequence[str] | None) -> tuple[str, ...]:
    """Known regions, and none beyond the administrator's own."""
    chosen = tuple(sorted({web.regions.path(region) for region in regions or ()}))
    if set(chosen) - set(web.regions.paths.values()) or not user.manages(chosen):
        raise ConsoleError("error.regions", 422)
    return chosen


def _not_oneself(user: User, row: UserRow) -> None:
    if row.id == user.id:
        raise ConsoleError("error.own_account", 409)


def _password(request: Request, user: User, row: UserRow, password: str) -> Response:
    return page(request, user, "admin/user_password.html", row=row, password=password)
