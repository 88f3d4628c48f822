"""Around every request: its id, one log line with nothing personal in it, security headers, no fault that leaks.

The line names the route's template, never the path or the query: those may carry a name.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

import structlog
from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.telemetry.telemetry import Telemetry

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{7,63}")
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cache-Control": "no-store",
}
QUIET = frozenset({"/health/live", "/health/ready", "/metrics", "/console/queue/live", "/console/account/session"})
NAMED = ("case_id", "upload_id", "webhook_id", "delivery_id", "import_id")
Answered = Callable[[Request, Exception], Response]
GONE = 499
"""Status of a request whose sender went away before there was an answer."""


class Requests:
    """ASGI middleware; the outermost."""

    def __init__(self, app: ASGIApp, telemetry: Telemetry, answered: Answered) -> None:
        """`answered` makes the answer to a fault, when nothing was sent yet."""
        self._app = app
        self._telemetry = telemetry
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Exchange(scope, receive, send, self._telemetry, self._answered).run(self._app)


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, telemetry: Telemetry, answered: Answered) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self._unread = any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])
        self._telemetry = telemetry
        self._answered = answered
        self.status = 0
        self.sent = 0
        self.id = _request_id(scope)

    async def run(self, app: ASGIApp) -> None:
        start = time.perf_counter()
        self.scope.setdefault("state", {})["request_id"] = self.id
        with structlog.contextvars.bound_contextvars(request_id=self.id):
            try:
                await app(self.scope, self.receive, self.send)
            except Exception as error:
                self._telemetry.log.error("request_failed", error=error)
                if self.status == 0:
                    answer = await run_in_threadpool(self._answered, Request(self.scope), error)
                    await answer(self.scope, self.receive, self.send)
            finally:
                self._tell(time.perf_counter() - start)

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request" and not message.get("more_body", False):
            self._unread = False
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.id
            for name, value in SECURITY.items():
                headers.setdefault(name, value)
            if self._unread and self.status >= 400:
                headers["Connection"] = "close"  # refused before its end: the rest is not wanted
        elif message["type"] == "http.response.body":
            self.sent += len(message.get("body", b""))
        with suppress(OSError):  # the asker is gone
            await self._send(message)

    def _tell(self, seconds: float) -> None:
        route = getattr(self.scope.get("route"), "path", "") or "(none)"
        status = self.status or GONE
        self._telemetry.metrics.requests.labels(self.scope["method"], route, str(status)).observe(seconds)
        if route in QUIET and status < 400:
            return
        state, path = self.scope.get("state", {}), self.scope.get("path_params", {})
        ids = {name: state[name] for name in ("client_id", "key_id") if name in state}
        ids |= {name: str(path[name]) for name in NAMED if ID.fullmatch(str(path.get(name, "")))}
        self._telemetry.log.info(
            "request",
            method=self.scope["method"],
            route=route,
            status=status,
            seconds=seconds,
            bytes=self.sent,
            **ids,
        )


def _request_id(scope: Scope) -> str:
    """The sender's own where it is one, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and (found := ID.fullmatch(value.decode("latin-1"))):
            return str(found[0])
    return uuid4().hex
