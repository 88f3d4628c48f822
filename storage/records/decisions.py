"""决定: what a person decided of a case, with the notice as it was sent. Kept as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.vault import Vault, place

FORWARD, SUPPLEMENT, PASS_ON = "forward", "supplement", "pass_on"


@dataclass(frozen=True, slots=True)
class NewDecision:
    case_id: UUID
    decision: str
    verdict_number: int
    user_id: UUID
    notice: Mapping[str, Any] | None = field(default=None, repr=False)  # of a supplement
    remark: str = field(default="", repr=False)
    to_user_id: UUID | None = None  # of pass_on


@dataclass(frozen=True, slots=True)
class DecisionRow:
    id: UUID
    case_id: UUID
    number: int  # 1-based in its case
    decision: str
    verdict_number: int
    notice: Mapping[str, Any] | None = field(repr=False)  # opened; None where there is none, or once purged
    remark: str | None = field(repr=False)
    to_user_id: UUID | None
    user_id: UUID
    at: datetime


_COLUMNS = ", ".join(DecisionRow.__slots__)
_ADD = text(f"""
insert into decisions (id, case_id, number, decision, verdict_number, notice, remark, to_user_id, user_id)
select :id, :case_id, coalesce(max(number), 0) + 1, :decision, :verdict_number, :notice, :remark, :to_user_id, :user_id
from decisions where case_id = :case_id
returning {_COLUMNS}
""")
_OF_CASE = text(f"select {_COLUMNS} from decisions where case_id = :case_id order by number")


def add(tx: Connection, vault: Vault, new: NewDecision) -> DecisionRow:
    """The case is locked by the caller, and the log told by what follows (flow.decide, claims.pass_to)."""
    found = uuid4()
    notice = None if new.notice is None else json.dumps(dict(new.notice), ensure_ascii=False).encode()
    values = {
        "id": found,
        "case_id": new.case_id,
        "decision": new.decision,
        "verdict_number": new.verdict_number,
        "notice": None if notice is None else vault.seal(notice, place("decisions", "notice", found)),
        "remark": vault.seal(new.remark.encode(), place("decisions", "remark", found)) if new.remark else None,
        "to_user_id": new.to_user_id,
        "user_id": new.user_id,
    }
    return _row(vault, tx.execute(_ADD, values).one())


def of_case(tx: Connection, vault: Vault, case_id: UUID) -> tuple[DecisionRow, ...]:
    """In order."""
    return tuple(_row(vault, row) for row in tx.execute(_OF_CASE, {"case_id": case_id}))


def newest(tx: Connection, vault: Vault, case_id: UUID) -> DecisionRow | None:
    """The last that decided anything: passing on to a colleague does not."""
    made = [row for row in of_case(tx, vault, case_id) if row.decision != PASS_ON]
    return made[-1] if made else None


def _row(vault: Vault, found: Any) -> DecisionRow:
    values = dict(found._mapping)
    if values["notice"] is not None:
        values["notice"] = json.loads(vault.open(values["notice"], place("decisions", "notice", found.id)))
    if values["remark"] is not None:
        values["remark"] = vault.open(values["remark"], place("decisions", "remark", found.id)).decode()
    return DecisionRow(**values)
