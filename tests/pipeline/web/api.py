"""The API under uvicorn on a real socket, with keys of its own, as a test sees it."""

from __future__ import annotations

import asyncio
import contextlib
import io
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import httpx
import uvicorn

from pipeline.api_settings import ApiSettings
from pipeline.child import ReaderFactory
from pipeline.service import ReaderKind, Service
from pipeline.settings import Settings
from pipeline.telemetry import logs
from pipeline.web.app import make_app
from pipeline.web.wire import Wire
from storage.records import clients
from storage.records.clients import Grant
from storage.states import RIGHTS

PLAIN = tuple(right for right in RIGHTS if right != "admin")
JPEG = b"\xff\xd8\xff\xe0" + b"not really a picture " * 20


def nobody(_: Settings) -> ReaderFactory:
    raise AssertionError("the API reads nothing")


READER = ReaderKind("test-1", nobody)


@dataclass
class Api:
    url: str
    service: Service
    log: io.StringIO

    def client(self, name: str = "", regions: Sequence[str] = ()) -> UUID:
        with self.service.database.begin() as tx:
            return clients.create(tx, name or f"client {len(clients.every(tx))}", regions).id

    def key(self, client: UUID, *rights: str, regions: Sequence[str] | None = None) -> str:
        with self.service.database.begin() as tx:
            grant = Grant(rights or PLAIN, None if regions is None else tuple(regions))
            return clients.new_key(tx, client, grant)

    def http(self, key: str = "", **headers: str) -> httpx.Client:
        own = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.url, headers={**own, **headers}, timeout=30, trust_env=False)

    def caller(self, *rights: str, regions: Sequence[str] = ()) -> httpx.Client:
        """A new client with a new key."""
        return self.http(self.key(self.client(regions=regions), *rights))


@contextlib.contextmanager
def serving(settings: Settings, reader: ReaderKind = READER, **limits: Any) -> Iterator[Api]:
    """An API of one's own; `limits` replace those of ApiSettings."""
    api: ApiSettings = replace(settings.api, **limits)
    settings = replace(settings, api=api)
    service = Service.open(settings, "api", reader)
    lines = io.StringIO()
    telemetry = replace(service.telemetry, log=logs.make("api", stream=lines))
    service = replace(service, telemetry=telemetry)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            make_app(service), http=Wire, access_log=False, log_config=None, lifespan="on", timeout_graceful_shutdown=2
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the API did not start")
            threading.Event().wait(0.01)
        try:
            yield Api(f"http://127.0.0.1:{listening.getsockname()[1]}", service, lines)
        finally:
            server.should_exit = True
            thread.join(10)
            service.close()


def a_case(**changes: Any) -> dict[str, Any]:
    case: dict[str, Any] = {
        "case_key": "RZ-0001",
        "region": "rizhao",
        "submitted_on": "2026-04-01",
        "applicant": {"name": "林试样", "id_number": "99010119491231002X"},
        "diseases": ["糖尿病"],
        "channel": "self",
    }
    return case | changes


def problem(answer: httpx.Response, status: int, code: str) -> Mapping[str, Any]:
    """The problem an answer carries, which has to be this one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert (body["code"], body["status"]) == (code, status)
    assert body["type"] == f"urn:yushen:problem:{code}"
    assert body["request_id"] == answer.headers["x-request-id"]
    assert body["detail"]
    assert body["action"]
    assert body["en"]["detail"]
    assert body["en"]["action"]
    return body
