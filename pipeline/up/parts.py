"""Our own processes: the API, the workers, the sweeper. Each is `python -m pipeline.up.child PART`."""

from __future__ import annotations

import http.client
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.servers.errors import ServerError
from pipeline.servers.program import Program
from pipeline.up.member import Member

PARTS = ("api", "worker", "sweeper")
READING = "read.instant,read.batch"
OTHERS = "judge,notify,import,purge,forget"
GRACE_S = {"api": 15.0, "worker": 40.0, "sweeper": 10.0}  # from the request to end until it is killed
BACKLOG = 2048
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (what is called when all addresses are listened on)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parts run here, and how many processes of each."""

    parts: tuple[str, ...] = PARTS
    workers: int = 1  # that read; one more judges, notifies and does the rest
    apis: int = 1


def listening(host: str, port: int) -> socket.socket:
    """The API's door, held by the supervisor: while an API process starts again, callers wait instead of failing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as error:
        door.close()
        raise ServerError(
            f"{host}:{port} 无法监听（{error.strerror}），请用 --port 换一个端口"
            " / cannot be listened on: choose another --port"
        ) from error
    door.listen(BACKLOG)
    return door


def members(
    wanted: Wanted, environment: Mapping[str, str], logs: Path | None, door: socket.socket | None
) -> Sequence[Member]:
    """Everything that is wanted. `environment` is the whole environment of each; `door` is needed for the API."""
    made = []
    if "api" in wanted.parts:
        assert door is not None
        names = ["api"] + [f"api-{number}" for number in range(2, wanted.apis + 1)]
        made += [_api(name, environment, logs, door) for name in names]
    if "worker" in wanted.parts:
        names = [f"reader-{number}" for number in range(1, wanted.workers + 1)]
        made += [_member(name, ("worker", "--queues", READING), environment, logs) for name in names]
        made += [_member("judge", ("worker", "--queues", OTHERS), environment, logs)]
    if "sweeper" in wanted.parts:
        made += [_member("sweeper", ("sweeper",), environment, logs)]
    return made


def _api(name: str, environment: Mapping[str, str], logs: Path | None, door: socket.socket) -> Member:
    """Ready when somebody behind the door answers; of several processes, whichever takes the call."""
    program = _program(name, ("api", "--fd", str(door.fileno())), environment, logs, (door.fileno(),))
    return Member(name, lambda: program, answers=partial(_lives, door))


def _member(name: str, arguments: tuple[str, ...], environment: Mapping[str, str], logs: Path | None) -> Member:
    program = _program(name, arguments, environment, logs)
    return Member(name, lambda: program)


def _program(
    name: str, arguments: tuple[str, ...], environment: Mapping[str, str], logs: Path | None, fds: tuple[int, ...] = ()
) -> Program:
    return Program(
        name=name,
        command=(sys.executable, "-m", "pipeline.up.child", *arguments),
        folder=Path.cwd(),
        log=logs / f"{name}.log" if logs else None,
        environment=environment,
        grace=GRACE_S[arguments[0]],
        pass_fds=fds,
    )


def _lives(door: socket.socket) -> bool:
    host, port = door.getsockname()[:2]
    connection = http.client.HTTPConnection(ANYWHERE.get(host, host), port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
