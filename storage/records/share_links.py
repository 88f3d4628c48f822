"""报告链接: a report that whoever holds the link may look at until a day, or until it is revoked.

A link is the row's id with its keyed hash. The row alone, which a reader of the database sees, does not open it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import KeyMissing, NotFound
from storage.records import events
from storage.vault import Vault

PURPOSE = "share link"
ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class ShareLink:
    id: UUID
    case_id: UUID
    verdict_number: int
    made_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened: int


_COLUMNS = ", ".join(ShareLink.__slots__)
_ADD = text(f"""
insert into share_links (id, case_id, verdict_number, made_by, expires_at)
values (:id, :case_id, :verdict_number, :made_by, now() + make_interval(days => :days)) returning {_COLUMNS}
""")
_OPEN = text(f"""
update share_links set opened = opened + 1 where id = :id and revoked_at is null and expires_at > now()
returning {_COLUMNS}
""")
_OF_CASE = text(f"select {_COLUMNS} from share_links where case_id = :case_id order by created_at, id")
_REVOKE = text("""
update share_links set revoked_at = now() where id = :id and case_id = :case_id and revoked_at is null returning id
""")


def make(  # noqa: PLR0917 (what is shared, by whom, for how long)
    tx: Connection, vault: Vault, case_id: UUID, verdict_number: int, days: int, actor: str
) -> tuple[ShareLink, str]:
    """The link and its text, which is shown once and not kept."""
    values = {"id": uuid4(), "case_id": case_id, "verdict_number": verdict_number, "made_by": actor, "days": days}
    link = ShareLink(**tx.execute(_ADD, values).one()._mapping)
    data = {"link": str(link.id), "verdict": verdict_number, "until": link.expires_at.isoformat(timespec="seconds")}
    events.append(tx, "link.made", actor, case_id, data)
    return link, _text(vault, link.id)


def opened(tx: Connection, vault: Vault, token: str) -> ShareLink:
    """What a link leads to, counted and told. Raises NotFound for one that is false, over or revoked: all alike."""
    row = tx.execute(_OPEN, {"id": _id(vault, token)}).one_or_none()
    if row is None:
        raise NotFound("there is no such link")
    link = ShareLink(**row._mapping)
    events.append(tx, "link.opened", events.SYSTEM, link.case_id, {"link": str(link.id)})
    return link


def of_case(tx: Connection, case_id: UUID) -> tuple[ShareLink, ...]:
    return tuple(ShareLink(**row._mapping) for row in tx.execute(_OF_CASE, {"case_id": case_id}))


def revoke(tx: Connection, case_id: UUID, link_id: UUID, actor: str) -> None:
    """Raises NotFound where there is none to revoke."""
    if tx.execute(_REVOKE, {"id": link_id, "case_id": case_id}).one_or_none() is None:
        raise NotFound("there is no such link")
    events.append(tx, "link.revoked", actor, case_id, {"link": str(link_id)})


def _text(vault: Vault, link_id: UUID) -> str:
    return base64.urlsafe_b64encode(link_id.bytes + vault.tag(link_id.bytes, PURPOSE)).decode().rstrip("=")


def _id(vault: Vault, token: str) -> UUID:
    try:
        data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        own = data[:ID_BYTES]
        if len(own) == ID_BYTES and vault.matches(data[ID_BYTES:], own, PURPOSE):
            return UUID(bytes=own)
    except (binascii.Error, ValueError, KeyMissing):
        pass
    raise NotFound("there is no such link")
