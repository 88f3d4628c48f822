"""The runs: faults in turn under load, and kills at random moments. Each ends with an audit of everything."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count as counting
from pathlib import Path

import httpx
from sqlalchemy import text

from pipeline.chaos import audit, faults
from pipeline.chaos.audit import Counted
from pipeline.chaos.clients import Crowd, canary
from pipeline.chaos.faults import Fault
from pipeline.chaos.papers import Papers
from pipeline.chaos.receiver import Receiver
from pipeline.chaos.stage import Stage
from storage.database import Database
from storage.errors import StorageError

SETTLED_S = 900.0
BETWEEN_S = (0.3, 6.0)  # from one random kill to the next, once the service has been started again
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scale:
    cases: int = 300
    clients: int = 4
    workers: int = 2
    reading: float | None = 0.05  # seconds a simulated page takes; None: read in earnest
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Recovery:
    """`part`: until the part answered again. `case`: until an instant case pushed at that moment was judged."""

    fault: Fault
    part: float
    case: float

    def __str__(self) -> str:
        return (
            f"{self.fault.zh} {self.fault.name}: 恢复 / back after {self.part:.1f} s, "
            f"此时推送的即时件 / an instant case pushed then judged after {self.case:.1f} s"
        )


@dataclass
class Result:
    counted: Counted
    seconds: float
    usual: float  # of an instant case while nothing is broken
    recoveries: list[Recovery] = field(default_factory=list)
    kills: int = 0
    moments: Counter[str] = field(default_factory=Counter)  # states of cases and work when killed
    push_p50: float = 0.0
    push_max: float = 0.0
    starts: list[float] = field(default_factory=list)

    @property
    def well(self) -> bool:
        return not self.counted.problems


def variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the operator's service; webhooks may come to this machine; nobody is held up for asking often."""
    kept = {name: value for name, value in environment.items() if not name.startswith("YUSHEN_")}
    return kept | {
        "YUSHEN_WEBHOOK_ALLOW": "127.0.0.1",
        "YUSHEN_API_RATE_PER_SECOND": "100000",
        "YUSHEN_API_RATE_BURST": "100000",
        "YUSHEN_HUNG_SECONDS": "5",
    }


@contextmanager
def on_stage(folder: Path, scale: Scale, environment: Mapping[str, str], say: Say) -> Iterator[tuple[Stage, Receiver]]:
    """A service of its own, with a webhook registered."""
    stage = Stage(folder / "data", variables(environment), scale.workers, scale.reading)
    with Receiver() as receiver:
        stage.start()
        try:
            say(f"服务就绪 / ready: {stage.starts[0]:.1f} s")
            hook = {"url": receiver.url, "events": list(audit.EXPECTED)}
            headers = {"Authorization": f"Bearer {stage.key}"}
            made = httpx.post(f"{stage.url}/v1/webhooks", json=hook, headers=headers, timeout=30, trust_env=False)
            receiver.secret = made.raise_for_status().json()["secret"]
            yield stage, receiver
        finally:
            stage.stop()


def in_turn(folder: Path, scale: Scale, struck: Sequence[Fault], environment: Mapping[str, str], say: Say) -> Result:
    """Pushes all cases in as many shares as there are faults; each fault strikes in the middle of its share."""
    papers, numbers = Papers(folder / "papers", scale.seed), counting()
    with on_stage(folder, scale, environment, say) as (stage, receiver):
        began = time.monotonic()
        crowd = Crowd(stage, scale.clients, papers.case)
        extra = {}

        def instant() -> float:
            paper = papers.case(next(numbers), instant=True, prefix="CANARY")
            seconds = canary(stage, paper)
            extra[paper.key] = paper
            return seconds

        usual = statistics.median(instant() for _ in range(3))
        recoveries = []
        with crowd.pushing():
            for at, fault in enumerate(struck, start=1):
                before, upto = scale.cases * (at - 1) // len(struck), scale.cases * at // len(struck)
                crowd.let_out(upto - before)
                crowd.until(before + (upto - before) // 3)
                part = faults.strike(fault, stage)
                struck_at = time.monotonic() - part
                instant()
                recoveries.append(Recovery(fault, part, time.monotonic() - struck_at))
                say(f"{at}/{len(struck)} {recoveries[-1]}")
                crowd.until(upto)
            crowd.until(scale.cases)
        counted = _settled(stage, receiver, crowd, extra)
        return _result(crowd, stage, counted, began, usual, recoveries=recoveries)


def at_random(folder: Path, scale: Scale, kills: int, environment: Mapping[str, str], say: Say) -> Result:
    """Kills `yushen up` again and again while cases come in: the supervisor alone, or everything at once."""
    papers, draw = Papers(folder / "papers", scale.seed), random.Random(scale.seed)  # noqa: S311 (when to kill)
    with on_stage(folder, scale, environment, say) as (stage, receiver):
        began = time.monotonic()
        crowd = Crowd(stage, scale.clients, papers.case)
        paper = papers.case(0, instant=True, prefix="CANARY")
        usual, moments = canary(stage, paper), Counter[str]()
        with crowd.pushing():
            for at in range(1, kills + 1):
                crowd.let_out(scale.cases * at // kills - scale.cases * (at - 1) // kills)
                time.sleep(draw.uniform(*BETWEEN_S))
                seen = _states(stage)
                whole = at % 2 == 0
                if whole:
                    stage.kill_everything()
                else:
                    stage.kill_supervisor()
                moments.update(seen)
                stage.start(wait=False)
                came = "启动中即再次终止 / is killed again while it starts"
                if draw.random() < 0.8:
                    stage.until_ready()
                    came = f"恢复 / back after {stage.starts[-1]:.1f} s"
                say(f"{at}/{kills} {'全部进程 / everything' if whole else '主进程 / supervisor'}: {came}")
            stage.until_ready()
            crowd.until(scale.cases)
        counted = _settled(stage, receiver, crowd, {paper.key: paper})
        return _result(crowd, stage, counted, began, usual, kills=kills, moments=moments)


def _result(crowd: Crowd, stage: Stage, counted: Counted, began: float, usual: float, **more: object) -> Result:
    seconds = crowd.pushed.seconds or [0.0]
    result = Result(counted, time.monotonic() - began, usual, **more)  # type: ignore[arg-type]
    result.push_p50, result.push_max = statistics.median(seconds), max(seconds)
    result.starts = list(stage.starts)
    return result


def _settled(stage: Stage, receiver: Receiver, crowd: Crowd, extra: Mapping[str, object]) -> Counted:
    """Waits until nothing is due, then counts."""
    from pipeline.chaos.papers import CaseFolder  # noqa: PLC0415

    settings = stage.settings().service
    database = Database(settings.database_url)
    until = time.monotonic() + SETTLED_S
    try:
        while time.monotonic() < until:
            with suppress(StorageError), database.begin() as tx:
                if not tx.execute(_OPEN).scalar_one():
                    break
            time.sleep(0.3)
        with database.begin() as tx:
            ids = {row.case_key: str(row.id) for row in tx.execute(text("select id, case_key from cases"))}
    finally:
        database.close()
    pushed = dict(crowd.pushed.cases)
    for key, paper in extra.items():
        assert isinstance(paper, CaseFolder)
        pushed[ids.get(key, key)] = paper
    counted = audit.count(settings, pushed, receiver, stage.data / "logs")
    refused = tuple(f"a client was not served: {error}" for error in crowd.pushed.errors)
    return replace(counted, problems=counted.problems + refused)


_OPEN = text("""
select (select count(*) from work where state in ('due', 'leased'))
     + (select count(*) from deliveries where state = 'due')
     + (select count(*) from cases where state in ('open', 'reading', 'judging'))
""")
_STATES = text("""
select 'case ' || state as what, count(*) as number from cases group by state
union all
select 'work ' || kind || ' ' || state, count(*) from work where state in ('due', 'leased') group by kind, state
union all select 'delivery ' || state, count(*) from deliveries where state = 'due' group by state
""")


def _states(stage: Stage) -> Counter[str]:
    """What there is at this moment, by state; nothing where the database is away."""
    found = Counter[str]()
    database = Database(stage.settings().service.database_url, connections=1)
    try:
        with suppress(StorageError), database.begin() as tx:
            found.update({row.what: row.number for row in tx.execute(_STATES)})
    finally:
        database.close()
    return found
