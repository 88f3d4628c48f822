"""Who asks, and what they may: an API key, or a client certificate that a trusted proxy has checked."""

from __future__ import annotations

import ipaddress
import math
import re
from typing import Annotated

from fastapi import Depends, Request

from pipeline.api_settings import ApiSettings
from pipeline.intake.sender import Sender
from pipeline.web.context import OfWeb, Web
from pipeline.web.problems import ProblemError
from storage.records import clients
from storage.records.clients import Caller

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="yushen"'}


async def authenticated(request: Request, web: OfWeb) -> Caller:
    """The caller, counted against its rate. Raises ProblemError: unauthenticated, rate_limited."""
    caller = await web.run(_caller, web, request)
    request.state.client_id, request.state.key_id = str(caller.client_id), caller.key_id
    wait = await web.limiter.wait(caller.key_id, caller.rate)
    if wait > 0:
        raise ProblemError("rate_limited", headers={"Retry-After": str(math.ceil(wait))}, retry_after=round(wait, 3))
    return caller


OfCaller = Annotated[Caller, Depends(authenticated)]


class Needs:
    """A dependency: on whose behalf the request is, who has to have this right."""

    def __init__(self, right: str) -> None:
        self.right = right

    def __call__(self, request: Request, caller: OfCaller) -> Sender:
        if not caller.may(self.right):
            raise ProblemError(
                "forbidden", f"需要权限 {self.right}", f"the right {self.right} is needed", right=self.right
            )
        return Sender(caller.client_id, caller.regions, request.state.request_id)


def _operator(caller: OfCaller) -> Caller:
    """Whoever runs the service: the right admin, for all regions."""
    if not caller.may("admin") or caller.regions is not None:
        zh, en = "需要适用于全部统筹区的 admin 权限", "the right admin, for all regions, is needed"
        raise ProblemError("forbidden", zh, en, right="admin")
    return caller


Operates = Annotated[Caller, Depends(_operator)]
Writes = Annotated[Sender, Depends(Needs("cases:write"))]
Reads = Annotated[Sender, Depends(Needs("cases:read"))]
ReadsReports = Annotated[Sender, Depends(Needs("reports:read"))]
Imports = Annotated[Sender, Depends(Needs("imports:write"))]
Keeps = Annotated[Sender, Depends(Needs("admin"))]
Hooks = Annotated[Sender, Depends(Needs("webhooks:write"))]


def _caller(web: Web, request: Request) -> Caller:
    found = _by_key(web, request) or _by_certificate(web, request)
    if found is None:
        raise ProblemError("unauthenticated", headers=CHALLENGE)
    return found


def _by_key(web: Web, request: Request) -> Caller | None:
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.isascii():
        return None
    with web.service.database.look() as tx:
        return clients.authenticate(tx, text.strip())


def _by_certificate(web: Web, request: Request) -> Caller | None:
    fingerprint = certificate(request, web.settings)
    if not fingerprint:
        return None
    with web.service.database.look() as tx:
        return clients.authenticate_certificate(tx, fingerprint)


def certificate(request: Request, settings: ApiSettings) -> str:
    """The fingerprint the proxy saw, "" from anybody else: a header that anybody may write proves nothing."""
    if not settings.certificate_header or request.client is None:
        return ""
    try:
        peer = ipaddress.ip_address(request.client.host)
    except ValueError:  # a local socket has no address
        return ""
    if not any(peer in network for network in settings.trusted_proxies):
        return ""
    text = request.headers.get(settings.certificate_header, "").replace(":", "").strip().lower()
    return text if FINGERPRINT.fullmatch(text) else ""
