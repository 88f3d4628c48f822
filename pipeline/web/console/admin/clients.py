"""接入方: upstream systems and their API keys. A key is shown once."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy import Connection

from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.places import choices
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import clients, sessions
from storage.records.clients import ClientRow, Grant, KeyRow, Rate
from storage.states import RIGHTS

HERE = "/console/admin/clients"
router = APIRouter(prefix=HERE, include_in_schema=False)
OfUser = Annotated[User, may(Right.CLIENTS_MANAGE)]
Text = Annotated[str, Form(max_length=200)]
Words = Annotated[list[str] | None, Form(max_length=100)]
Days = Annotated[int | None, Form(ge=1, le=3650)]
NAME = re.compile(r"[^\s\x00-\x1f](?:[^\x00-\x1f]{0,98}[^\s\x00-\x1f])?")
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@router.get("")
def get_clients(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        found = [(row, clients.keys(tx, row.id)) for row in clients.every(tx) if user.manages(row.regions)]
    return page(request, user, "admin/clients.html", found=found, regions=choices(web, user.regions))


@router.post("")
def post_client(request: Request, web: OfWeb, user: OfUser, name: Text = "", regions: Words = None) -> Response:
    """Raises Conflict where there is one of this name."""
    if not NAME.fullmatch(name.strip()):
        raise ConsoleError("error.client_name", 422)
    granted = _granted(web, user, regions)
    with web.service.database.begin(request.state.request_id) as tx:
        row = clients.create(tx, name.strip(), granted, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "clients.created")
    return go(f"{HERE}/{row.id}", request)


@router.get("/{client_id}")
def get_client(request: Request, web: OfWeb, user: OfUser, client_id: UUID) -> Response:
    with web.service.database.look() as tx:
        row = _own(tx, user, client_id)
        keys = clients.keys(tx, client_id)
    regions = choices(web, row.regions or user.regions)
    choose: dict[str, Any] = {"rights": RIGHTS, "regions": regions, "now": dt.datetime.now(dt.UTC)}
    return page(request, user, "admin/client.html", row=row, keys=keys, **choose)


@router.post("/{client_id}/off")
def post_off(request: Request, web: OfWeb, user: OfUser, client_id: UUID, off: Annotated[bool, Form()]) -> Response:
    """None of its keys is taken while it is off."""
    with web.service.database.begin(request.state.request_id) as tx:
        clients.disable(tx, _own(tx, user, client_id).id, off, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "clients.is_off" if off else "clients.is_on")
    return go(f"{HERE}/{client_id}", request)


@router.post("/{client_id}/keys")
def post_key(
    request: Request,
    web: OfWeb,
    user: OfUser,
    client_id: UUID,
    rights: Words = None,
    regions: Words = None,
    days: Days = None,
    certificate: Text = "",
) -> Response:
    """A key, shown once; or, with its SHA-256 fingerprint, a client certificate."""
    fingerprint = certificate.replace(":", "").strip().lower()
    if not rights or set(rights) - set(RIGHTS) or (fingerprint and not FINGERPRINT.fullmatch(fingerprint)):
        raise ConsoleError("error.key_grant", 422)
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=days) if days else None
    with web.service.database.begin(request.state.request_id) as tx:
        row = _own(tx, user, client_id)
        grant = Grant(tuple(rights), _granted(web, user, regions) if regions else None, until)
        if fingerprint:
            clients.add_certificate(tx, client_id, fingerprint, grant, user.actor)
            sessions.say(tx, user.session.id_hash, "good", "clients.certificate_added")
            return go(f"{HERE}/{client_id}", request)
        key = clients.new_key(tx, client_id, grant, user.actor)
    return page(request, user, "admin/client_key.html", row=row, key=key)


@router.post("/{client_id}/keys/{key_id}/rotate")
def post_rotate(
    request: Request,
    web: OfWeb,
    user: OfUser,
    client_id: UUID,
    key_id: str,
    overlap: Annotated[int, Form(ge=0, le=90)] = 7,
) -> Response:
    """A new key of the same rights; the old one is taken for `overlap` days more."""
    with web.service.database.begin(request.state.request_id) as tx:
        row = _own(tx, user, client_id)
        key = clients.rotate(tx, _key(tx, row, key_id).id, overlap * 86400, user.actor)
    return page(request, user, "admin/client_key.html", row=row, key=key)


@router.post("/{client_id}/keys/{key_id}/rate")
def post_rate(
    request: Request,
    web: OfWeb,
    user: OfUser,
    client_id: UUID,
    key_id: str,
    rate: Annotated[float | None, Form(gt=0, le=100_000)] = None,
    burst: Annotated[int | None, Form(ge=1, le=1_000_000)] = None,
) -> Response:
    """How many requests it may make, lasting and at once; without numbers, as many as all keys."""
    own = None if rate is None else Rate(rate, burst or math.ceil(rate * 2))
    with web.service.database.begin(request.state.request_id) as tx:
        clients.limit(tx, _key(tx, _own(tx, user, client_id), key_id).id, own, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "clients.rate_set")
    return go(f"{HERE}/{client_id}", request)


@router.post("/{client_id}/keys/{key_id}/revoke")
def post_revoke(request: Request, web: OfWeb, user: OfUser, client_id: UUID, key_id: str) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        clients.revoke(tx, _key(tx, _own(tx, user, client_id), key_id).id, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "clients.revoked")
    return go(f"{HERE}/{client_id}", request)


def _own(tx: Connection, user: User, client_id: UUID) -> ClientRow:
    row = clients.get(tx, client_id)
    if not user.manages(row.regions):
        raise NotFound("there is no such client")
    return row


def _key(tx: Connection, row: ClientRow, key_id: str) -> KeyRow:
    found = clients.get_key(tx, key_id)
    if found.client_id != row.id:
        raise NotFound("there is no such key")
    return found


def _granted(web: Web, user: User, regions: Sequence[str] | None) -> tuple[str, ...]:
    chosen = tuple(sorted({web.regions.path(region) for region in regions or ()}))
    if set(chosen) - set(web.regions.paths.values()) or not user.manages(chosen):
        raise ConsoleError("error.regions", 422)
    return chosen
