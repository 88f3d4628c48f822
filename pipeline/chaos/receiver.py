"""Where the webhooks of a run arrive: every signature is checked, some are refused at first, their order is kept."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from pipeline.work.signature import verify

REFUSED_EVERY = 20  # messages, one of which is answered with 503 the first time


class Receiver:
    """Listens on a free port of loopback."""

    def __init__(self) -> None:
        self.secret = ""
        self.came: dict[str, list[str]] = defaultdict(list)  # case id → events in the order they were taken
        self.forged = self.repeated = self.refused = 0
        self._ids: set[str] = set()
        self._seen = 0
        self._lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                self.send_response(receiver.take(dict(self.headers), body))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hook"

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Status for one message."""
        given = {name.lower(): value for name, value in headers.items()}
        message = given.get("webhook-id", "")
        with self._lock:
            if not verify(self.secret, headers, body, time.time()):
                self.forged += 1
                return 401
            if message in self._ids:
                self.repeated += 1
                return 204
            self._seen += 1
            if self._seen % REFUSED_EVERY == 0:
                self.refused += 1
                return 503
            self._ids.add(message)
            told = json.loads(body)
            self.came[told["data"]["case_id"]].append(told["type"])
        return 204

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, name="receiver", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
