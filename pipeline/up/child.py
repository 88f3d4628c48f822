"""What a child of `yushen up` runs: python -m pipeline.up.child api --fd N | worker --queues A,B | sweeper."""

from __future__ import annotations

import argparse
import socket
import sys
from typing import TYPE_CHECKING

from pipeline.settings import Settings, SettingsError

if TYPE_CHECKING:
    from pipeline.service import ReaderKind

LONGEST_HEADERS = 64 * 1024  # bytes
KEEP_ALIVE_S = 75
GRACE_S = 10  # for requests in flight when the end is asked for


def main(arguments: list[str] | None = None) -> int:
    """Runs one part until it is asked to end. 2 where its settings do not do."""
    parser = argparse.ArgumentParser(prog="pipeline.up.child")
    parser.add_argument("--simulated", type=float, metavar="SECONDS", help="a page; for chaos and simulations alone")
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("api").add_argument("--fd", type=int, required=True)
    worker = parts.add_parser("worker")
    worker.add_argument("--queues", required=True)
    worker.add_argument("--owner", help="of its leases")
    worker.add_argument("--after", help="owner that is dead: its leases end at once")
    parts.add_parser("sweeper")
    asked = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    reader = _simulated(asked.simulated)
    if asked.part == "api":
        serve(settings, socket.socket(fileno=asked.fd), reader)
    elif asked.part == "worker":
        from pipeline.actors import run_worker  # noqa: PLC0415 (each part loads what it needs)

        run_worker(settings, tuple(asked.queues.split(",")), reader, owner=asked.owner, after=asked.after)
    else:
        from pipeline.sweeper import run  # noqa: PLC0415

        run(settings, reader)
    return 0


def _simulated(seconds: float | None) -> ReaderKind | None:
    """None: the reader that reads."""
    if seconds is None:
        return None
    from pipeline.chaos.simulated import simulated  # noqa: PLC0415

    return simulated(seconds)


def serve(settings: Settings, door: socket.socket, reader: ReaderKind | None = None) -> None:
    """The API on a socket that is listening already."""
    import uvicorn  # noqa: PLC0415

    from pipeline.service import Service  # noqa: PLC0415
    from pipeline.telemetry import logs  # noqa: PLC0415
    from pipeline.web.app import make_app  # noqa: PLC0415

    service = Service.open(settings, "api", reader)
    logs.adopt(service.telemetry.log, settings.service.log_level)
    config = uvicorn.Config(
        make_app(service),
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
    )
    uvicorn.Server(config).run(sockets=[door])


if __name__ == "__main__":
    raise SystemExit(main())
