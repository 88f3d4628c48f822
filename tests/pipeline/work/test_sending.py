"""An attempt ends, whatever the other side does, and goes nowhere but where it was sent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.work import sending
from pipeline.work.targets import Allowed, Target, check


class Receiver(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[str, dict[str, str], bytes]] = []

    def target(self, path: str) -> Target:
        return check(f"http://127.0.0.1:{self.server_port}{path}", Allowed(private=True))


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        if self.path == "/elsewhere":
            self.send_response(307)
            self.send_header("location", "/ok")
        else:
            self.send_response({"/ok": 204, "/gone": 410, "/broken": 500}.get(self.path, 404))
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def test_what_is_sent_arrives(receiver: Receiver) -> None:
    answer = sending.post(receiver.target("/ok"), {"webhook-id": "m1"}, b'{"a":1}')
    assert answer == sending.Answer(204)
    assert answer.taken
    ((_, headers, body),) = receiver.got
    assert body == b'{"a":1}'
    assert {k.lower(): v for k, v in headers.items()}["webhook-id"] == "m1"


@pytest.mark.parametrize(("path", "status"), [("/gone", 410), ("/broken", 500)])
def test_a_refusal_is_no_delivery(receiver: Receiver, path: str, status: int) -> None:
    assert sending.post(receiver.target(path), {}, b"{}") == sending.Answer(status, f"status_{status}")


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    assert sending.post(receiver.target("/elsewhere"), {}, b"{}").error == "status_307"
    assert len(receiver.got) == 1


def test_no_proxy_of_the_environment_is_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert sending.post(receiver.target("/ok"), {}, b"{}").taken


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert sending.post(check(f"http://127.0.0.1:{port}/", Allowed(private=True)), {}, b"{}").error == "not_reached"


def test_who_trickles_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def trickle() -> None:
            one, _ = door.accept()
            one.recv(10000)
            for letter in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 1000:
                try:
                    one.send(bytes([letter]))
                except OSError:
                    return
                time.sleep(0.1)

        threading.Thread(target=trickle, daemon=True).start()
        target = check(f"http://127.0.0.1:{door.getsockname()[1]}/", Allowed(private=True))
        begun = time.monotonic()
        assert sending.post(target, {}, b"{}", whole=0.8).error == "broken_off"
        assert time.monotonic() - begun < 3


def test_a_proxy_is_asked_for_the_name(receiver: Receiver) -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError

    target = check("http://hooks.example.org/ok", Allowed(("hooks.example.org",), proxied=True), nobody)
    assert target.address == ""
    answer = sending.post(target, {}, b"{}", proxy=f"http://127.0.0.1:{receiver.server_port}")
    ((asked, headers, _),) = receiver.got
    assert asked == "http://hooks.example.org/ok"
    assert {k.lower(): v for k, v in headers.items()}["host"] == "hooks.example.org"
    assert answer.status == 404  # of this proxy, which knows no such path
