"""The service against `yushen check`: the same pages through both, in turn, with wall and processor time of each."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psutil
from sqlalchemy import text

from pipeline.chaos.run import variables
from pipeline.chaos.spent import Spent, since, spent
from pipeline.chaos.stage import Stage, StageError
from pipeline.client import Client, read_folder
from pipeline.up.parts import OTHERS, READING
from storage.database import Database
from storage.records import readings

WAIT_S = 3600.0
POLL_S = 0.1
READING_S = 120.0  # until the readers have loaded their nets
OURS = {OTHERS: "judge", READING: "reader", "sweeper": "sweeper", "api": "api"}
"""Parts by a word of their command line, the longest first."""
SERVERS = {"postgres": "postgres", "valkey-server": "valkey", "weed": "seaweedfs"}


@dataclass(frozen=True, slots=True)
class Scale:
    rounds: int = 3  # of each side
    workers: int = 2  # readers, and reading processes of check
    reading: float | None = None  # seconds a simulated page takes, for tests of this; None: read in earnest


@dataclass(frozen=True, slots=True)
class Round:
    """All pages once through one side."""

    pages: int
    wall: float  # seconds
    cpu: Mapping[str, float]  # seconds by part

    @property
    def cpu_a_page(self) -> float:
        return sum(self.cpu.values()) / max(1, self.pages)

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.wall


class Side(Protocol):
    def round(self, number: int) -> Round: ...


@dataclass
class Contest:
    """Rounds of both sides, in turn."""

    checks: list[Round] = field(default_factory=list)
    services: list[Round] = field(default_factory=list)
    idle: Mapping[str, float] = field(default_factory=dict)  # of the service with nothing to do: CPU seconds a second


def contest(
    folders: Sequence[Path], scale: Scale, place: Path, environment: Mapping[str, str], say: Callable[[str], None]
) -> Contest:
    """Each round goes through both, the one that begins changing. Raises StageError."""
    found = Contest()
    with (
        _check(folders, scale.workers, place, environment) as check,
        service(folders, scale, place, environment) as ours,
    ):
        found.idle = ours.idle()
        for number in range(scale.rounds):
            sides: list[tuple[Side, list[Round]]] = [(check, found.checks), (ours, found.services)]
            for side, kept in sides if number % 2 == 0 else reversed(sides):
                kept.append(side.round(number))
            say(_told(number + 1, found.checks[-1], found.services[-1]))
    return found


def _told(number: int, check: Round, service: Round) -> str:
    return (
        f"{number}: check {check.pages_a_second:.3f} pages/s, {check.cpu_a_page:.2f} CPU s a page; "
        f"service {service.pages_a_second:.3f} pages/s, {service.cpu_a_page:.2f} CPU s a page"
    )


# ── yushen check ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class CheckSide:
    process: subprocess.Popen[str]
    log: Path

    def round(self, number: int) -> Round:
        assert self.process.stdin is not None
        before = spent(self.process.pid, _check_part)
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        told = json.loads(self.hear())
        return Round(told["pages"], told["seconds"], since(before, spent(self.process.pid, _check_part)))

    def hear(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise StageError(f"check ended before its time\n{self.log.read_text('utf-8', 'replace')[-2000:]}")
        return line


def _check_part(line: Sequence[str]) -> str:
    return "reader" if "spawn_main" in " ".join(line) else "judge"


@contextmanager
def _check(folders: Sequence[Path], jobs: int, place: Path, environment: Mapping[str, str]) -> Iterator[CheckSide]:
    command = [sys.executable, "-m", "pipeline.chaos.checking", str(jobs), str(place / "check"), *map(str, folders)]
    told = place / "check.log"
    with told.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 (the command is ours)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=dict(environment)
        )
        try:
            side = CheckSide(process, told)
            side.hear()
            yield side
        finally:
            process.kill()
            process.wait()


# ── the service ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class ServiceSide:
    stage: Stage
    folders: Sequence[Path]
    database: Database

    def round(self, number: int) -> Round:
        """From the first request until the last case is judged; all is read anew."""
        assert self.stage.process is not None
        self._forget()
        before, began = self._spent(), time.perf_counter()
        with Client(self.stage.url, self.stage.key) as client:
            for folder in self.folders:
                push(client, folder, f"{folder.name}-round-{number}")
        pages = self._judged(f"%-round-{number}")
        return Round(pages, time.perf_counter() - began, since(before, self._spent()))

    def warm(self) -> None:
        """One case, so that nets and rules are loaded; and as many as there are readers, so that each has loaded."""
        with Client(self.stage.url, self.stage.key) as client:
            push(client, self.folders[0], "WARM")
        self._judged("WARM")
        until = time.monotonic() + READING_S
        while len(self._children()) < self.stage.workers and time.monotonic() < until:
            self._forget()
            with Client(self.stage.url, self.stage.key) as client:
                push(client, self.folders[0], f"WARM-{time.monotonic_ns()}")
            self._judged("WARM%")

    def idle(self, seconds: float = 10.0) -> Mapping[str, float]:
        """What waiting for work costs."""
        before = self._spent()
        time.sleep(seconds)
        return {part: used / seconds for part, used in (since(before, self._spent())).items()}

    def _spent(self) -> Spent:
        assert self.stage.process is not None
        return spent(self.stage.process.pid, _part)

    def _children(self) -> list[psutil.Process]:
        """Processes that have a reader in them."""
        readers = self.stage.members("worker", READING)
        return [child for member in readers for child in member.children() if "spawn_main" in " ".join(child.cmdline())]

    def _judged(self, keys: str) -> int:
        """Waits until no case of such a key is under way; how many pages their verdicts saw. Raises StageError."""
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            with self.database.look() as tx:
                row = tx.execute(_CASES, {"keys": keys}).one()
            if not row.open:
                return int(row.pages)
            time.sleep(POLL_S)
        raise StageError(f"not all cases were judged within {WAIT_S:.0f} s")

    def _forget(self) -> None:
        """What was read, as if it had never been: else nothing would be read again."""
        with self.database.begin() as tx:
            for row in tx.execute(_READ).all():
                readings.discard(tx, row.sha256, row.reader)


_READ = text("select sha256, reader from readings where state <> 'due'")
_CASES = text("""
select count(*) filter (where cases.state in ('open', 'reading', 'judging')) as open,
       coalesce(sum(verdicts.pages), 0) as pages
from cases left join verdicts on verdicts.case_id = cases.id and superseded_at is null
where case_key like :keys
""")


def push(client: Client, folder: Path, key: str) -> None:
    """A case folder under another key."""
    told = read_folder(folder)
    case = client.create({**told, "case_key": key})
    for upload in told["uploads"]:
        client.upload(case.id, upload["name"], folder / upload["name"], upload.get("declared_kind"))
    client.submit(case.id)


def _part(line: Sequence[str]) -> str:
    """Of the service: by what its supervisor started."""
    words = " ".join(line)
    if "pipeline.up.child" in words:
        return next(name for word, name in OURS.items() if word in words)
    return SERVERS.get(Path(line[0]).name if line else "", "")


@contextmanager
def service(
    folders: Sequence[Path], scale: Scale, place: Path, environment: Mapping[str, str]
) -> Iterator[ServiceSide]:
    """Started, and warm."""
    stage = Stage(place / "data", variables(environment) | _registry(environment), scale.workers, scale.reading)
    try:
        stage.start()
        database = Database(stage.settings().service.database_url, connections=2)
        side = ServiceSide(stage, folders, database)
        side.warm()
        yield side
        database.close()
    finally:
        stage.stop()


def _registry(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name == "YUSHEN_REGISTRY"}
