"""Signing in with the organisation's accounts, where YUSHEN_OIDC_ISSUER names its provider.

Nobody gets in whom an administrator has not added: an account without a password is bound to the identity that first
signs in under its login. One that has a password is never bound, so that no name chosen at the provider takes it over.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.console_settings import ConsoleSettings
from pipeline.oidc import Attempt, Identity, Provider, ProviderError
from pipeline.web.console import cookies
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import local
from pipeline.web.console.sign_in import let_in
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound, SealError
from storage.records import users
from storage.records.users import UserRow
from storage.vault import place

COOKIE = "yushen_oidc"
BACK = "/console/oidc/back"
PATIENCE_S = 600  # that somebody has to sign in at the provider
CONTEXT = place("cookies", "oidc", "attempt")
router = APIRouter(prefix="/console/oidc", include_in_schema=False)
Word = Annotated[str, Query(max_length=4000)]


@router.get("/start")
def get_start(web: OfWeb, next: Annotated[str, Query(max_length=500)] = "") -> Response:  # noqa: A002
    attempt = Attempt.new()
    try:
        where = _provider(web).begin(attempt, _back(web))
    except ProviderError as error:
        raise _failed(web, error.code) from None
    response = RedirectResponse(where, 303)
    kept = json.dumps([attempt.state, attempt.nonce, attempt.verifier, local(next, "")])
    cookies.keep(response, web, COOKIE, web.service.vault.seal(kept.encode(), CONTEXT).hex(), PATIENCE_S)
    return response


@router.get("/back")
def get_back(request: Request, web: OfWeb, state: Word = "", code: Word = "") -> Response:
    attempt, where = _attempt(request, web)
    if not code or state != attempt.state:
        raise _failed(web, "state")
    try:
        identity = _provider(web).finish(attempt, code, _back(web))
    except ProviderError as error:
        raise _failed(web, error.code) from None
    row = _known(web, identity)
    if row is None:
        raise _failed(web, "unknown_user")
    response = let_in(request, web, row, "oidc", where)
    cookies.drop(response, web, COOKIE)
    return response


def _known(web: Web, identity: Identity) -> UserRow | None:
    claim = identity.claims.get(web.service.settings.console.oidc_login_claim)
    with web.service.database.begin() as tx:
        row = users.by_subject(tx, identity.subject)
        if row is None and isinstance(claim, str):
            row = users.by_login(tx, claim)
            if row is None or row.subject is not None or row.password_hash is not None:
                return None
            users.bind(tx, row.id, identity.subject)
    return row if row is not None and row.disabled_at is None else None


def _attempt(request: Request, web: Web) -> tuple[Attempt, str]:
    try:
        sealed = bytes.fromhex(request.cookies.get(cookies.name(web, COOKIE), ""))
        state, nonce, verifier, where = json.loads(web.service.vault.open(sealed, CONTEXT))
    except (ValueError, SealError):
        raise _failed(web, "no_attempt") from None
    return Attempt(state, nonce, verifier), where


def _provider(web: Web) -> Provider:
    its = web.service.settings.console
    if not its.oidc_issuer:
        raise NotFound("no provider is configured")
    return _made(its)


@cache
def _made(its: ConsoleSettings) -> Provider:
    return Provider(its.oidc_issuer, its.oidc_client_id, its.oidc_client_secret)


def _back(web: Web) -> str:
    """As it is registered at the provider."""
    return web.service.settings.service.public_url + BACK


def _failed(web: Web, reason: str) -> ConsoleError:
    web.service.telemetry.log.warning("sign_in_refused", reason=reason)
    return ConsoleError("sign_in.provider_failed", 403)
