"""Fictional rows for tests of storage."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from storage.records import cases, clients, flow, uploads, work
from storage.records.cases import CaseRow, NewCase
from storage.records.readings import Slice
from storage.records.uploads import NewUpload, UploadRow
from storage.records.verdicts import NewVerdict
from storage.vault import Vault
from validators.case import Person

READER = "reader-7"
WORKER = "worker:test"
USER = "user:li"
_numbers = itertools.count(1)


def client(tx: Connection) -> UUID:
    return clients.create(tx, f"某市医保小程序{next(_numbers)}").id


def new_case(client_id: UUID, **changes: object) -> NewCase:
    made = NewCase(
        client_id=client_id,
        case_key=f"RZ-2026-{next(_numbers):05}",
        region="rizhao",
        case_type="application",
        submitted_on=dt.date(2026, 3, 1),
        channel="self",
        diseases=("糖尿病",),
        applicant=Person("柳青禾", "371102196803124525"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def case(tx: Connection, vault: Vault, **changes: object) -> CaseRow:
    """An open case of a new client."""
    given = changes.pop("client_id", None)
    owner = given if isinstance(given, UUID) else client(tx)
    return cases.create(tx, vault, new_case(owner, **changes), f"client:{owner}")[0]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def upload(tx: Connection, vault: Vault, case_id: UUID, name: str, content: str = "", **more: object) -> UploadRow:
    """A file whose bytes are its name's, or `content`'s."""
    kind = "application/pdf" if name.endswith(".pdf") else "image/jpeg"
    new = NewUpload(name, sha256=sha(content or name), size=1000, media_type=kind, **more)  # type: ignore[arg-type]
    return uploads.add(tx, vault, case_id, new, "client:test")[0]


def submitted(tx: Connection, vault: Vault, *names: str, **changes: object) -> flow.Told:
    """A case with these files, submitted."""
    row = case(tx, vault, **changes)
    for name in names:
        upload(tx, vault, row.id, name)
    return flow.submit(tx, cases.lock(tx, row.id), READER, "client:test")


def read_one(tx: Connection, pages: int = 1, owner: str = "w1") -> flow.Told:
    """Claim whatever is to be read next, and read it."""
    held = work.claim_next(tx, ("read.instant", "read.batch"), owner, 60)
    assert held is not None
    return flow.slice_done(tx, held, Slice(page_count=pages, pages_done=min(pages, 10), seconds=0.5), WORKER)


def verdict(disposition: str = "review", policy_version: str = "2026.1") -> NewVerdict:
    return NewVerdict(
        disposition=disposition,
        findings=[{"code": "report_stale", "outcome": "fail", "severity": "blocking", "rule": "age"}],
        as_of=dt.date(2026, 3, 1),
        program="0.1.0",
        reader=READER,
        models="pp-ocrv5",
        policy="rizhao",
        policy_version=policy_version,
        registry_version="2026-01",
        calibration="c1",
        blobs={"json": "reports/aa/x/json"},
        pages=3,
    )


def judge_one(tx: Connection, disposition: str = "review") -> flow.Told:
    """Claim whatever is to be judged next, and judge it; whoever only counts pages comes away empty-handed."""
    held = work.claim_next(tx, ("judge.instant", "judge"), "j1", 60)
    while held is not None and held.kind == "count":
        work.finish(tx, held)
        held = work.claim_next(tx, ("judge.instant", "judge"), "j1", 60)
    assert held is not None
    return flow.judged(tx, held, verdict(disposition), WORKER)[1]


def judged(tx: Connection, vault: Vault, *names: str, **changes: object) -> CaseRow:
    """A case that has a verdict."""
    for queue, _ in submitted(tx, vault, *names, **changes).work:
        if queue != "judge":
            read_one(tx)
    return judge_one(tx).case
