"""备注: what reviewers write to each other about a case. Never sent to anybody outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.records import events
from storage.vault import Vault, place


@dataclass(frozen=True, slots=True)
class NoteRow:
    id: UUID
    text: str | None = field(repr=False)  # opened; None once purged
    user_id: UUID
    at: datetime


_ADD = text("insert into notes (id, case_id, text, user_id) values (:id, :case_id, :text, :user_id)")
_OF_CASE = text("select id, text, user_id, at from notes where case_id = :case_id order by seq")


def add(tx: Connection, vault: Vault, case_id: UUID, words: str, user_id: UUID) -> None:
    note_id = uuid4()
    sealed = vault.seal(words.encode(), place("notes", "text", note_id))
    tx.execute(_ADD, {"id": note_id, "case_id": case_id, "text": sealed, "user_id": user_id})
    events.append(tx, "note.added", f"user:{user_id}", case_id, {"note": str(note_id)})


def of_case(tx: Connection, vault: Vault, case_id: UUID) -> tuple[NoteRow, ...]:
    """In order."""
    return tuple(
        NoteRow(row.id, _open(vault, row.id, row.text), row.user_id, row.at)
        for row in tx.execute(_OF_CASE, {"case_id": case_id})
    )


def _open(vault: Vault, note_id: UUID, sealed: bytes | None) -> str | None:
    return None if sealed is None else vault.open(sealed, place("notes", "text", note_id)).decode()
