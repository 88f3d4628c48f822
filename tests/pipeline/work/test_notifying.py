"""Webhooks arrive signed, in order, tried again, and nowhere but where they may."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest
from sqlalchemy import text

from pipeline.settings import Settings
from pipeline.work import notifying, signature
from storage.records import cases, flow, webhooks
from storage.records.webhooks import DeliveryRow
from tests.pipeline.work.office import Office, at_work, office, until
from tests.servers import Servers, rooms

EVENTS = ("case.cancelled", "case.failed")
DELAYS = notifying.DELAYS_S


class Receiver(ThreadingHTTPServer):
    """Takes what is signed with its secret; refuses the first so many."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.secret = signature.new_secret()
        self.refuse = 0
        self.got: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        assert signature.verify(self.server.secret, dict(self.headers), body, time.time())
        if self.server.refuse:
            self.server.refuse -= 1
            self.send_response(503)
        else:
            self.server.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture(scope="module")
def posting(servers: Servers, migrated: str) -> Iterator[Office]:
    """Only webhooks are at work."""
    with rooms(servers, migrated) as environment:
        settings = Settings.from_environment(environment)
        with office(settings, webhook_allow=("127.0.0.1",)) as made, at_work(made.service, ("notify",)):
            yield made


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifying, "DELAYS_S", (0.05, 0.05, 0.05, 0.05))


def hooked(there: Office, receiver: Receiver, url: str | None = None) -> UUID:
    with there.service.database.begin() as tx:
        tx.execute(text("update webhooks set disabled_at = now() where disabled_at is null"))
        return webhooks.add(tx, there.service.vault, there.client, url or receiver.url, receiver.secret, EVENTS).id


def cancelled(there: Office) -> UUID:
    """A case with one event."""
    row = there.created({})
    with there.service.database.begin() as tx:
        told = flow.cancel(tx, cases.lock(tx, row.id), f"client:{there.client}")
    there.service.tell(told)
    return row.id


def sent(there: Office, hook: UUID) -> list[DeliveryRow]:
    with there.service.database.begin() as tx:
        return list(reversed(webhooks.deliveries(tx, hook)))


def test_an_event_arrives_signed_and_names_nobody(posting: Office, receiver: Receiver) -> None:
    hook = hooked(posting, receiver)
    case_id = cancelled(posting)
    until(lambda: [d.state for d in sent(posting, hook)] == ["delivered"])
    ((headers, body),) = receiver.got
    told = json.loads(body)
    assert (told["type"], told["data"]["case_id"], told["data"]["state"]) == (
        "case.cancelled",
        str(case_id),
        "cancelled",
    )
    assert headers["webhook-id"] == str(sent(posting, hook)[0].id)
    assert "林试样" not in body.decode()


def test_refused_it_is_tried_again_with_the_same_id(posting: Office, receiver: Receiver) -> None:
    hook = hooked(posting, receiver)
    receiver.refuse = 3
    cancelled(posting)
    until(lambda: len(receiver.got) == 1)
    until(lambda: sent(posting, hook)[0].state == "delivered")
    assert sent(posting, hook)[0].attempts == 4


def test_after_the_last_attempt_it_is_dead_and_the_next_goes_on(posting: Office, receiver: Receiver) -> None:
    hook = hooked(posting, receiver)
    receiver.refuse = 5
    case_id = cancelled(posting)
    with posting.service.database.begin() as tx:
        webhooks.enqueue(tx, cases.get(tx, case_id), "case.failed", {"n": 2})
    until(lambda: [d.state for d in sent(posting, hook)] == ["dead", "delivered"])
    first, second = sent(posting, hook)
    assert (first.last_status, first.last_error) == (503, "status_503")
    assert second.seq > first.seq
    with posting.service.database.begin() as tx:
        calls = webhooks.redeliver(tx, first.id)
    posting.service.tell(flow.Told(work=calls))
    until(lambda: sent(posting, hook)[0].state == "delivered")


def test_events_of_one_case_come_in_order_however_often_the_first_fails(posting: Office, receiver: Receiver) -> None:
    hooked(posting, receiver)
    receiver.refuse = 2
    case_id = cancelled(posting)
    for number in range(2, 7):
        with posting.service.database.begin() as tx:
            told = webhooks.enqueue(tx, cases.get(tx, case_id), "case.failed", {"n": number})
        posting.service.tell(flow.Told(work=told))
    until(lambda: len(receiver.got) == 6)
    assert [json.loads(body)["data"].get("n", 1) for _, body in receiver.got] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("url", ["http://localhost.:1/", "https://10.0.0.1/hook", "http://127.0.0.2/hook"])
def test_inward_targets_get_nothing(posting: Office, receiver: Receiver, url: str) -> None:
    hook = hooked(posting, receiver, url)
    cancelled(posting)
    until(lambda: bool(sent(posting, hook)) and sent(posting, hook)[0].state == "dead")
    assert sent(posting, hook)[0].last_error in ("target_not_public", "target_unknown")


def test_attempts_go_on_for_a_day() -> None:
    assert sum(DELAYS) * (1 - notifying.JITTER) > 21 * 3600
    assert sum(DELAYS) <= 24 * 3600
    waits = [notifying.delay(n) for n in range(len(notifying.DELAYS_S) + 1)]
    assert waits[-1] is None and all(wait is not None for wait in waits[:-1])
