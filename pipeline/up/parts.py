"""Our own processes: the API, the workers, the sweeper. Each is `python -m pipeline.up.child PART`."""

from __future__ import annotations

import http.client
import secrets
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.servers.errors import ServerError
from pipeline.servers.program import Program
from pipeline.up.heartbeat import Pulse
from pipeline.up.member import Member

PARTS = ("api", "worker", "sweeper")
READING = "read.instant,read.batch"
OTHERS = "judge.instant,judge,notify,import,purge,forget,trial"
GRACE_S = {"api": 15.0, "worker": 40.0, "sweeper": 10.0}  # from the request to end until it is killed
BACKLOG = 2048
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (what is called when all addresses are listened on)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parts run here, and how many processes of each."""

    parts: tuple[str, ...] = PARTS
    workers: int = 1  # that read; one more judges, notifies and does the rest
    apis: int = 1
    simulated: float | None = None  # seconds a page: nothing is read (pipeline/chaos/simulated.py)


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


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that is wanted, as members for the supervisor."""

    wanted: Wanted
    environment: Mapping[str, str]  # the whole environment of each
    logs: Path | None  # None: to stderr
    door: socket.socket | None  # of the API, where it is wanted
    metrics_port: int = 0  # of the first worker; the next have the next ones
    patience: float = 30.0  # seconds without a heartbeat until one is taken for hung

    def members(self) -> Sequence[Member]:
        wanted = self.wanted
        apis = range(1, wanted.apis + 1) if "api" in wanted.parts else ()
        made = [self._api(f"api-{number}" if number > 1 else "api") for number in apis]
        behind: list[Callable[[int], Member]] = []  # each is given its place in the row of metrics ports
        if "worker" in wanted.parts:
            names = [f"reader-{number}" for number in range(1, wanted.workers + 1)]
            behind += [partial(self._worker, name, READING) for name in names]
            behind += [partial(self._worker, "judge", OTHERS)]
        if "sweeper" in wanted.parts:
            behind += [self._sweeper]
        return [*made, *(make(at) for at, make in enumerate(behind))]

    def _api(self, name: str) -> Member:
        """Ready when somebody behind the door answers; of several processes, whichever takes the call."""
        assert self.door is not None
        door, pulse = self.door.fileno(), Pulse()

        def make() -> Program:
            return self._program(name, ("api", "--fd", str(door)), pulse, fds=(door,))

        return Member(name, make, answers=partial(_lives, self.door), pulse=pulse, patience=self.patience)

    def _sweeper(self, at: int) -> Member:
        pulse = Pulse()

        def make() -> Program:
            return self._program("sweeper", ("sweeper",), pulse, at=at)

        return Member("sweeper", make, pulse=pulse, patience=self.patience)

    def _worker(self, name: str, queues: str, at: int) -> Member:
        """Each start has an owner of its own for its leases, and is told whose it may end at once: a dead one's."""
        owners, pulse = [""], Pulse()

        def make() -> Program:
            before, owners[0] = owners[0], secrets.token_hex(6)
            after = ("--after", before) if before else ()
            return self._program(name, ("worker", "--queues", queues, "--owner", owners[0], *after), pulse, at=at)

        return Member(name, make, pulse=pulse, patience=self.patience)

    def _program(
        self, name: str, arguments: tuple[str, ...], pulse: Pulse, at: int = 0, fds: tuple[int, ...] = ()
    ) -> Program:
        own = {"YUSHEN_JOBS": str(self.wanted.workers)}  # the cores are shared by so many readers
        if self.metrics_port:
            own["YUSHEN_METRICS_PORT"] = str(self.metrics_port + at)
        heart = pulse.renewed()
        simulated = () if self.wanted.simulated is None else ("--simulated", str(self.wanted.simulated))
        return Program(
            name=name,
            command=(sys.executable, "-m", "pipeline.up.child", "--heart", str(heart), *simulated, *arguments),
            folder=Path.cwd(),
            log=self.logs / f"{name}.log" if self.logs else None,
            environment={**self.environment, **own},
            grace=GRACE_S[arguments[0]],
            pass_fds=(*fds, heart),
        )


def _lives(door: socket.socket) -> bool:
    host, port = door.getsockname()[:2]
    connection = http.client.HTTPConnection(ANYWHERE.get(host, host), port, timeout=1)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
