"""What a child of `yushen up` runs: python -m pipeline.up.child api --fd N | worker --queues A,B | sweeper."""

from __future__ import annotations

import argparse
import socket
import sys

from pipeline.settings import Settings, SettingsError

LONGEST_HEADERS = 64 * 1024  # bytes
KEEP_ALIVE_S = 75
GRACE_S = 10  # for requests in flight when the end is asked for


def main(arguments: list[str] | None = None) -> int:
    """Runs one part until it is asked to end. 2 where its settings do not do."""
    parser = argparse.ArgumentParser(prog="pipeline.up.child")
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("api").add_argument("--fd", type=int, required=True)
    parts.add_parser("worker").add_argument("--queues", required=True)
    parts.add_parser("sweeper")
    asked = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if asked.part == "api":
        serve(settings, socket.socket(fileno=asked.fd))
    elif asked.part == "worker":
        from pipeline.actors import run_worker  # noqa: PLC0415 (each part loads what it needs)

        run_worker(settings, tuple(asked.queues.split(",")))
    else:
        from pipeline.sweeper import run  # noqa: PLC0415

        run(settings)
    return 0


def serve(settings: Settings, door: socket.socket) -> None:
    """The API on a socket that is listening already."""
    import uvicorn  # noqa: PLC0415

    from pipeline.service import Service  # noqa: PLC0415
    from pipeline.telemetry import logs  # noqa: PLC0415
    from pipeline.web.app import make_app  # noqa: PLC0415

    service = Service.open(settings, part="api")
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
