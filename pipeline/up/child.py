"""What a child of `yushen up` runs: python -m pipeline.up.child api --fd N | worker --queues A,B | sweeper."""

from __future__ import annotations

import argparse
import socket
import sys
import time
from typing import TYPE_CHECKING

from pipeline.settings import Settings, SettingsError
from pipeline.up.heartbeat import Heart

if TYPE_CHECKING:
    import uvicorn

    from pipeline.service import ReaderKind

LONGEST_HEADERS = 64 * 1024  # bytes
KEEP_ALIVE_S = 75
STILL_S = 5.0  # a loop that has not turned for so long is stuck
GRACE_S = 10  # for requests in flight when the end is asked for


def main(arguments: list[str] | None = None) -> int:
    """Runs one part until it is asked to end. 2 where its settings do not do."""
    parser = argparse.ArgumentParser(prog="pipeline.up.child")
    parser.add_argument("--heart", type=int, metavar="FD", help="where to say once a second that it goes on")
    parser.add_argument("--simulated", type=float, metavar="SECONDS", help="a page; for chaos and simulations alone")
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("api").add_argument("--fd", type=int, required=True)
    worker = parts.add_parser("worker")
    worker.add_argument("--queues", required=True)
    worker.add_argument("--owner", help="of its leases")
    worker.add_argument("--after", help="owner that is dead: its leases end at once")
    parts.add_parser("sweeper")
    asked = parser.parse_args(arguments)
    heart = None if asked.heart is None else Heart(asked.heart)
    if heart is not None:
        heart.start()
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    reader = _simulated(asked.simulated)
    if asked.part == "api":
        serve(settings, socket.socket(fileno=asked.fd), reader, heart)
    elif asked.part == "worker":
        from pipeline.actors import run_worker  # noqa: PLC0415 (each part loads what it needs)

        queues = tuple(asked.queues.split(","))
        run_worker(settings, queues, reader, owner=asked.owner, after=asked.after, heart=heart)
    else:
        from pipeline.sweeper import run  # noqa: PLC0415

        run(settings, reader, heart)
    return 0


def _simulated(seconds: float | None) -> ReaderKind | None:
    """None: the reader that reads."""
    if seconds is None:
        return None
    from pipeline.chaos.simulated import simulated  # noqa: PLC0415

    return simulated(seconds)


def serve(
    settings: Settings, door: socket.socket, reader: ReaderKind | None = None, heart: Heart | None = None
) -> None:
    """The API on a socket that is listening already."""
    import uvicorn  # noqa: PLC0415

    from pipeline.service import Service  # noqa: PLC0415
    from pipeline.telemetry import logs  # noqa: PLC0415
    from pipeline.web.app import make_app  # noqa: PLC0415
    from pipeline.web.wire import Wire  # noqa: PLC0415

    service = Service.open(settings, "api", reader)
    logs.adopt(service.telemetry.log, settings.service.log_level)
    config = uvicorn.Config(
        make_app(service),
        http=Wire,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
    )
    server = uvicorn.Server(config)
    if heart is not None:
        heart.lively = Ticking(server)
    server.run(sockets=[door])


class Ticking:
    """Whether the server's loop turns: it counts ten times a second. Before it begins, it is given time."""

    def __init__(self, server: uvicorn.Server) -> None:
        self._turns, self._seen = 0, time.monotonic()
        self._server, self._tick = server, server.on_tick
        server.on_tick = self._on_tick  # type: ignore[method-assign]

    async def _on_tick(self, counter: int) -> bool:
        self._turns, self._seen = self._turns + 1, time.monotonic()
        return await self._tick(counter)

    def __call__(self) -> bool:
        return not self._turns or time.monotonic() - self._seen < STILL_S


if __name__ == "__main__":
    raise SystemExit(main())
