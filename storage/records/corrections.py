"""更正: what a person read on a page, where the machine read something else. Kept beside it; withdrawn, never deleted.

What a correction means is `extractors.corrections`; this file keeps it, with who, when and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events
from storage.vault import Vault, place


@dataclass(frozen=True, slots=True)
class NewCorrection:
    case_id: UUID
    upload_id: UUID
    page: int  # 1-based
    subject: str
    value: str = field(repr=False)  # checked; "" says that it is not on the paper
    user_id: UUID
    reason: str = field(default="", repr=False)
    machine: str | None = field(default=None, repr=False)  # what the machine had read then; None: nothing
    kind: str | None = None
    to_upload_id: UUID | None = None
    to_page: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    id: UUID
    case_id: UUID
    upload_id: UUID
    page: int
    subject: str
    value: str | None = field(repr=False)  # opened; None once purged
    user_id: UUID
    reason: str | None = field(repr=False)
    machine: str | None = field(repr=False)
    kind: str | None
    to_upload_id: UUID | None
    to_page: int | None
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: UUID | None


_COLUMNS = ", ".join(CorrectionRow.__slots__)
_SEALED = ("value", "machine", "reason")
_ADD = text("""
insert into corrections (id, case_id, upload_id, page, subject, kind, value, machine, to_upload_id, to_page, reason,
                         user_id)
values (:id, :case_id, :upload_id, :page, :subject, :kind, :value, :machine, :to_upload_id, :to_page, :reason, :user_id)
""")
_OF_CASE = text(f"select {_COLUMNS} from corrections where case_id = :case_id order by seq")
_WITHDRAW = text("""
update corrections set withdrawn_at = now(), withdrawn_by = :user_id
where id = :id and case_id = :case_id and withdrawn_at is null returning subject
""")
_CHANGES = text("select count(*) + count(withdrawn_at) from corrections where case_id = :case_id")


def add(tx: Connection, vault: Vault, new: NewCorrection) -> UUID:
    """Its id. The case is locked by the caller, who has it judged again."""
    found = uuid4()
    values = {name: getattr(new, name) for name in NewCorrection.__slots__}
    sealed = {name: _seal(vault, name, found, values[name]) for name in _SEALED}
    tx.execute(_ADD, {**values, **sealed, "id": found})
    data = {"correction": str(found), "upload": str(new.upload_id), "page": new.page, "subject": new.subject}
    events.append(tx, "correction.made", f"user:{new.user_id}", new.case_id, data)
    return found


def withdraw(tx: Connection, case_id: UUID, correction_id: UUID, user_id: UUID) -> None:
    """What the machine read counts again. Raises NotFound if there is none to withdraw."""
    values = {"id": correction_id, "case_id": case_id, "user_id": user_id}
    subject = tx.execute(_WITHDRAW, values).scalar_one_or_none()
    if subject is None:
        raise NotFound(f"there is no correction {correction_id} to withdraw")
    data = {"correction": str(correction_id), "subject": subject}
    events.append(tx, "correction.withdrawn", f"user:{user_id}", case_id, data)


def of_case(tx: Connection, vault: Vault, case_id: UUID) -> tuple[CorrectionRow, ...]:
    """All there ever were, in order."""
    return tuple(_row(vault, row) for row in tx.execute(_OF_CASE, {"case_id": case_id}))


def in_force(tx: Connection, vault: Vault, case_id: UUID) -> tuple[CorrectionRow, ...]:
    """Those that count: not withdrawn, the newest of each place and subject, in the order they were made."""
    standing = [row for row in of_case(tx, vault, case_id) if row.withdrawn_at is None]
    newest = {(row.upload_id, row.page, row.subject, row.kind): row for row in standing}
    return tuple(row for row in standing if newest[row.upload_id, row.page, row.subject, row.kind] is row)


def changes(tx: Connection, case_id: UUID) -> int:
    """How often anything was corrected or withdrawn: a verdict that counts as many is up to date."""
    return int(tx.execute(_CHANGES, {"case_id": case_id}).scalar_one())


def _seal(vault: Vault, name: str, row: UUID, value: str | None) -> bytes | None:
    return None if value is None else vault.seal(value.encode(), place("corrections", name, row))


def _row(vault: Vault, found: Any) -> CorrectionRow:
    values = dict(found._mapping)
    for name in _SEALED:
        if values[name] is not None:
            values[name] = vault.open(values[name], place("corrections", name, found.id)).decode()
    return CorrectionRow(**values)
