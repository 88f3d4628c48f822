"""属实与否: what a person said of a finding. The newest of each counts; none is taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.records import events
from storage.vault import Vault, place

CONFIRMED, DISMISSED, WITHDRAWN = "confirmed", "dismissed", "withdrawn"


@dataclass(frozen=True, slots=True)
class NewMark:
    case_id: UUID
    verdict_number: int
    finding_key: str
    code: str
    mark: str
    reason: str = field(repr=False)
    user_id: UUID


@dataclass(frozen=True, slots=True)
class MarkRow:
    id: UUID
    case_id: UUID
    verdict_number: int
    finding_key: str
    code: str
    mark: str
    reason: str | None = field(repr=False)  # opened; None once purged
    user_id: UUID
    at: datetime


_ADD = text("""
insert into finding_marks (id, case_id, verdict_number, finding_key, code, mark, reason, user_id)
values (:id, :case_id, :verdict_number, :finding_key, :code, :mark, :reason, :user_id)
""")
_OF_CASE = text("""
select id, case_id, verdict_number, finding_key, code, mark, reason, user_id, at from finding_marks
where case_id = :case_id order by seq
""")


def add(tx: Connection, vault: Vault, new: NewMark) -> None:
    mark_id = uuid4()
    values = {name: getattr(new, name) for name in NewMark.__slots__}
    sealed = vault.seal(new.reason.encode(), place("finding_marks", "reason", mark_id)) if new.reason else None
    tx.execute(_ADD, {**values, "id": mark_id, "reason": sealed})
    data = {"finding": new.finding_key, "code": new.code, "verdict": new.verdict_number, "mark": new.mark}
    events.append(tx, "finding.marked", f"user:{new.user_id}", new.case_id, data)


def of_case(tx: Connection, vault: Vault, case_id: UUID) -> tuple[MarkRow, ...]:
    """All there ever were, in order."""
    return tuple(_mark(vault, row) for row in tx.execute(_OF_CASE, {"case_id": case_id}))


def current(tx: Connection, vault: Vault, case_id: UUID) -> Mapping[str, MarkRow]:
    """By finding key, the newest of each; one that was taken back says nothing."""
    newest = {mark.finding_key: mark for mark in of_case(tx, vault, case_id)}
    return {key: mark for key, mark in newest.items() if mark.mark != WITHDRAWN}


def _mark(vault: Vault, row: Any) -> MarkRow:
    reason = vault.open(row.reason, place("finding_marks", "reason", row.id)).decode() if row.reason else None
    return MarkRow(**{**row._mapping, "reason": reason})
