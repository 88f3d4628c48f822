"""After the run: does the service hold what its senders believe? Everything is counted, nothing sampled."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from pipeline.chaos.papers import NAMES, CaseFolder
from pipeline.chaos.receiver import Receiver
from pipeline.service_settings import ServiceSettings
from pipeline.up.furnish import blobs_of
from storage.blobs import Blobs, upload_key
from storage.database import Database
from storage.records import events
from storage.vault import KeyRing, Vault

EXPECTED = ("case.read", "case.judged")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was looked at, and every sentence about what is wrong with it."""

    cases: int
    uploads: int
    pages: int
    reads: int  # pieces of reading work done
    attempts: int  # of all work; more than its number where a start came to nothing
    webhooks: int
    repeated: int
    problems: tuple[str, ...]


_CASES = text("""
select cases.id, case_key, state, count(verdicts.id) filter (where superseded_at is null) as current,
       count(verdicts.id) as verdicts
from cases left join verdicts on verdicts.case_id = cases.id group by cases.id
""")
_UPLOADS = text("select id, case_id, sha256, state from uploads")
_WORK = text("select kind, state, count(*) as number, sum(attempts) as attempts from work group by kind, state")
_PAGES = text("select coalesce(sum(pages_done), 0) from readings where state = 'done'")
_DELIVERIES = text("select state, count(*) as number from deliveries group by state")


def count(
    settings: ServiceSettings, pushed: Mapping[str, CaseFolder], receiver: Receiver, logs: Path | None = None
) -> Counted:
    """`pushed`: id → folder of every case that a client was told was accepted."""
    database, blobs = Database(settings.database_url), blobs_of(settings)
    try:
        with database.begin() as tx:
            tx.execute(text("set local statement_timeout = 0"))
            problems = [*_cases(tx, pushed), *_uploads(tx, blobs, pushed), *_work(tx), *_calls(tx, pushed, receiver)]
            problems += events.verify(tx, Vault(KeyRing.load(settings.data_keys)))
            problems += _logs(logs) if logs else []
            work = tx.execute(_WORK).all()
            return Counted(
                cases=len(pushed),
                uploads=sum(len(folder.papers) for folder in pushed.values()),
                pages=tx.execute(_PAGES).scalar_one(),
                reads=sum(row.number for row in work if row.kind == "read"),
                attempts=sum(row.attempts for row in work),
                webhooks=sum(len(came) for came in receiver.came.values()),
                repeated=receiver.repeated,
                problems=tuple(problems),
            )
    finally:
        database.close()
        blobs.close()


def _cases(tx: Connection, pushed: Mapping[str, CaseFolder]) -> Iterator[str]:
    """Each accepted case is there once, judged, with one current verdict; none that nobody pushed."""
    there = {str(row.id): row for row in tx.execute(_CASES)}
    for case_id, folder in pushed.items():
        row = there.get(case_id)
        if row is None:
            yield f"{folder.key}: the case is lost"
        elif row.state != "judged" or row.current != 1 or row.verdicts != 1:
            yield f"{folder.key}: {row.state} with {row.current} current of {row.verdicts} verdicts"
    for case_id in there.keys() - pushed.keys():
        yield f"{there[case_id].case_key}: nobody was told that this case is there"
    doubled = [key for key, times in Counter(row.case_key for row in there.values()).items() if times > 1]
    yield from (f"{key}: there are several of it" for key in doubled)


def _uploads(tx: Connection, blobs: Blobs, pushed: Mapping[str, CaseFolder]) -> Iterator[str]:
    """Each file is there once, and its bytes are those that were sent."""
    there: dict[str, list[tuple[str, str]]] = {}
    for row in tx.execute(_UPLOADS):
        if row.state == "received":
            there.setdefault(str(row.case_id), []).append((row.sha256, upload_key(row.id)))
    for case_id, folder in pushed.items():
        found = there.get(case_id, [])
        if sorted(sha for sha, _ in found) != sorted(paper.sha256 for paper in folder.papers):
            yield f"{folder.key}: {len(found)} uploads of {len(folder.papers)}"
        for sha, key in found:
            data = blobs.get(key)
            if data is None:
                yield f"{folder.key}: an original is gone"
            elif hashlib.sha256(data).hexdigest() != sha:
                yield f"{folder.key}: an original is not what was sent"


def _work(tx: Connection) -> Iterator[str]:
    for row in tx.execute(_WORK):
        if row.state != "done":
            yield f"{row.number} of {row.kind} work {row.state}"


def _calls(tx: Connection, pushed: Mapping[str, CaseFolder], receiver: Receiver) -> Iterator[str]:
    """Each case was announced as read, then as judged; nothing unsigned came, nothing waits."""
    for row in tx.execute(_DELIVERIES):
        if row.state != "delivered":
            yield f"{row.number} webhooks {row.state}"
    for case_id, folder in pushed.items():
        came = tuple(receiver.came.get(case_id, ()))
        if came != EXPECTED:
            yield f"{folder.key}: webhooks came as {', '.join(came) or 'none'}"
    if receiver.forged:
        yield f"{receiver.forged} webhooks with a wrong signature"


def _logs(folder: Path) -> Iterator[str]:
    """No planted name in any log of the run."""
    for log in sorted(folder.glob("*.log*")):
        content = log.read_text("utf-8", "replace")
        yield from (f"{log.name} names a person" for name in NAMES if name in content)
