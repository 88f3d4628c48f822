"""预审结论: what was found when, with which versions. Kept as it was; the newest of a case is its current one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records.cases import CaseRow


@dataclass(frozen=True, slots=True)
class NewVerdict:
    disposition: str
    findings: Sequence[Mapping[str, str]]  # {code, outcome, severity, rule, cause?}: nothing personal
    as_of: date
    program: str
    reader: str
    models: str
    policy: str
    policy_version: str
    registry_version: str
    calibration: str
    blobs: Mapping[str, str]  # json, html, pdf, notice_html, notice_txt → key of a sealed object
    pages: int
    corrections: int = 0  # how many changes by reviewers it counts: corrections made and withdrawn
    due_on: date | None = None  # the earliest of its diseases'; for the queue alone
    documents: Sequence[Mapping[str, Any]] = ()  # facts of each that samples are drawn by: nothing personal
    hospitals: tuple[str, ...] = ()  # that issued its papers, as the registry names them; for the queue alone
    id: UUID = field(default_factory=uuid4)  # its objects' keys are made of it before there is a row


@dataclass(frozen=True, slots=True)
class VerdictRow:
    id: UUID
    case_id: UUID
    number: int  # 1-based in its case
    judge_no: int
    disposition: str
    findings: tuple[Mapping[str, str], ...]
    as_of: date
    program: str
    reader: str
    models: str
    policy: str
    policy_version: str
    registry_version: str
    calibration: str
    blobs: Mapping[str, str]
    pages: int
    created_at: datetime
    superseded_at: datetime | None

    @property
    def current(self) -> bool:
        return self.superseded_at is None


_COLUMNS = ", ".join(VerdictRow.__slots__)


def _verdict(row: Any) -> VerdictRow:
    return VerdictRow(**{**row._mapping, "findings": tuple(row.findings)})


_SUPERSEDE = text("update verdicts set superseded_at = now() where case_id = :case_id and superseded_at is null")
_ADD = text(f"""
insert into verdicts (id, case_id, number, judge_no, disposition, findings, as_of, program, reader, models, policy,
                      policy_version, registry_version, calibration, blobs, pages, documents, corrections)
select :id, :case_id, coalesce(max(number), 0) + 1, :judge_no, :disposition, cast(:findings as jsonb), :as_of, :program,
       :reader, :models, :policy, :policy_version, :registry_version, :calibration, cast(:blobs as jsonb), :pages,
       cast(:documents as jsonb), :corrections
from verdicts where case_id = :case_id
returning {_COLUMNS}
""")


def add(tx: Connection, case: CaseRow, new: NewVerdict) -> VerdictRow:
    """The case's current verdict from now on; `case` is locked. flow.judged moves the case with it."""
    values = {
        "id": new.id,
        "case_id": case.id,
        "judge_no": case.judge_no,
        "disposition": new.disposition,
        "findings": json.dumps([dict(finding) for finding in new.findings]),
        "as_of": new.as_of,
        "program": new.program,
        "reader": new.reader,
        "models": new.models,
        "policy": new.policy,
        "policy_version": new.policy_version,
        "registry_version": new.registry_version,
        "calibration": new.calibration,
        "blobs": json.dumps(dict(new.blobs)),
        "pages": new.pages,
        "corrections": new.corrections,
        "documents": json.dumps([dict(document) for document in new.documents]),
    }
    tx.execute(_SUPERSEDE, {"case_id": case.id})
    return _verdict(tx.execute(_ADD, values).one())


_CURRENT = text(f"select {_COLUMNS} from verdicts where case_id = :case_id and superseded_at is null")
_OF_CASE = text(f"select {_COLUMNS} from verdicts where case_id = :case_id order by number")


def current(tx: Connection, case_id: UUID) -> VerdictRow | None:
    row = tx.execute(_CURRENT, {"case_id": case_id}).one_or_none()
    return None if row is None else _verdict(row)


def of_case(tx: Connection, case_id: UUID) -> tuple[VerdictRow, ...]:
    """All there were, in order."""
    return tuple(_verdict(row) for row in tx.execute(_OF_CASE, {"case_id": case_id}))


def get(tx: Connection, case_id: UUID, number: int) -> VerdictRow | None:
    """The `number`th of the case."""
    return next((verdict for verdict in of_case(tx, case_id) if verdict.number == number), None)


_BY_ID = text(f"select {_COLUMNS} from verdicts where id = :id")


def by_id(tx: Connection, verdict_id: UUID) -> VerdictRow:
    """Raises NotFound."""
    row = tx.execute(_BY_ID, {"id": verdict_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no verdict {verdict_id}")
    return _verdict(row)


_SINCE = text(f"""
select {_COLUMNS} from verdicts
where superseded_at is null and policy = :policy and created_at >= :since and (created_at, id) > (:at, :id)
order by created_at, id limit :limit
""")


def since(
    tx: Connection, policy: str, day: datetime, after: VerdictRow | None = None, limit: int = 100
) -> tuple[VerdictRow, ...]:
    """Current ones of a policy from `day` on, in order, those behind `after`: what a changed policy is tried on."""
    at, last = (after.created_at, after.id) if after else (datetime(1970, 1, 1, tzinfo=day.tzinfo), UUID(int=0))
    values = {"policy": policy, "since": day, "at": at, "id": last, "limit": limit}
    return tuple(_verdict(row) for row in tx.execute(_SINCE, values))


_COUNTS = text("select disposition, count(*) as many from verdicts where superseded_at is null group by disposition")


def counts(tx: Connection) -> dict[str, int]:
    """How many cases stand at each disposition."""
    return {row.disposition: row.many for row in tx.execute(_COUNTS)}


_PURGE = text("update verdicts set blobs = '{}' where case_id = :case_id and blobs <> '{}'")


def purge_papers(tx: Connection, case_id: UUID) -> None:
    """What was found stays; where its papers lay does not."""
    tx.execute(_PURGE, {"case_id": case_id})
