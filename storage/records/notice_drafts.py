"""A supplement notice that somebody has begun to write: one a case, kept until it is sent or the case decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.vault import Vault, place


@dataclass(frozen=True, slots=True)
class NewDraft:
    verdict_number: int  # what the writer had before them
    content: Mapping[str, Any] = field(repr=False)
    user_id: UUID


@dataclass(frozen=True, slots=True)
class DraftRow:
    verdict_number: int
    content: Mapping[str, Any] = field(repr=False)
    user_id: UUID
    at: datetime


_DROP = text("delete from notice_drafts where case_id = :case_id")
_KEEP = text("""
insert into notice_drafts (id, case_id, verdict_number, content, user_id)
values (:id, :case_id, :verdict_number, :content, :user_id)
""")
_GET = text("select id, verdict_number, content, user_id, at from notice_drafts where case_id = :case_id")


def keep(tx: Connection, vault: Vault, case_id: UUID, new: NewDraft) -> None:
    """In place of the one before. The case is locked by the caller; the log tells of what is sent alone."""
    drop(tx, case_id)
    draft_id = uuid4()
    told = json.dumps(dict(new.content), ensure_ascii=False).encode()
    sealed = vault.seal(told, place("notice_drafts", "content", draft_id))
    values = {"id": draft_id, "case_id": case_id, "verdict_number": new.verdict_number, "user_id": new.user_id}
    tx.execute(_KEEP, {**values, "content": sealed})


def drop(tx: Connection, case_id: UUID) -> None:
    tx.execute(_DROP, {"case_id": case_id})


def of_case(tx: Connection, vault: Vault, case_id: UUID) -> DraftRow | None:
    """None: nobody has begun, or it was purged."""
    row = tx.execute(_GET, {"case_id": case_id}).one_or_none()
    if row is None or row.content is None:
        return None
    content = json.loads(vault.open(row.content, place("notice_drafts", "content", row.id)))
    return DraftRow(row.verdict_number, content, row.user_id, row.at)
