"""上传文件: the files of a case as received. Bytes are elsewhere, under a key made of the upload's id alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.blobs import upload_key
from storage.errors import Conflict, NotFound, Refused
from storage.records import cases
from storage.records.cases import CaseRow
from storage.states import UPLOAD, CaseState, UploadState
from storage.vault import Vault, place

TAKING = (CaseState.OPEN, CaseState.JUDGED, CaseState.FAILED, CaseState.DECIDED)
"""States in which a case takes uploads: before it is submitted, or for a supplement."""


@dataclass(frozen=True, slots=True)
class NewUpload:
    name: str = field(repr=False)
    declared_kind: str | None = None
    sha256: str | None = None  # None: expected, a presigned form is given out
    size: int | None = None
    media_type: str | None = None
    replaces: UUID | None = None  # an upload of an earlier round, removed when the supplement is submitted
    incoming_key: str | None = None
    id: UUID = field(default_factory=uuid4)  # its object's key is made of it before there is a row


@dataclass(frozen=True, slots=True)
class UploadRow:
    id: UUID
    case_id: UUID
    position: int
    name: bytes | None = field(repr=False)  # sealed
    declared_kind: str | None
    state: UploadState
    sha256: str | None
    size: int | None
    media_type: str | None
    round: int
    replaces: UUID | None
    incoming_key: str | None
    created_at: datetime
    received_at: datetime | None


_COLUMNS = ", ".join(f"uploads.{name}" for name in UploadRow.__slots__)


def _upload(row: Any) -> UploadRow:
    return UploadRow(**{**row._mapping, "state": UploadState(row.state)})


def name_purpose(case_id: UUID) -> str:
    """A name's hash tells it apart within its case only."""
    return f"upload name of {case_id}"


_ADD = text(f"""
with owner as (
  update cases set positions = positions + 1 where id = :case_id and state = any(:taking)
  returning positions, case when state = 'open' then round else round + 1 end as round
), added as (
  insert into uploads (id, case_id, position, name, name_hash, declared_kind, state, sha256, size, media_type, round,
                       replaces, incoming_key, received_at)
  select :id, :case_id, positions, :name, :name_hash, :declared_kind, :state, :sha256, :size, :media_type, round,
         cast(:replaces as uuid), :incoming_key, case when :state = 'received' then now() end
  from owner
  on conflict (case_id, round, name_hash) where state in ('expected', 'received') do nothing
  returning *
), told as (
  insert into events (case_id, actor, kind, data)
  select case_id, :actor, 'upload.' || state,
         jsonb_build_object('upload', id, 'position', position, 'sha256', sha256, 'size', size, 'replaces', replaces)
  from added
)
select {_COLUMNS} from added as uploads
""")


def add(tx: Connection, vault: Vault, case_id: UUID, new: NewUpload, actor: str) -> tuple[UploadRow, bool]:
    """The upload and whether it is new; one statement, which locks the case until the transaction ends.

    A case that was submitted takes uploads for its next round (a supplement). The same name with the same bytes gives
    the upload that is there (the object just put under `new.id` is then nobody's). Raises Conflict if the name stands
    for other bytes, Refused if the case takes no uploads, NotFound.
    """
    values = {
        "id": new.id,
        "case_id": case_id,
        "taking": [state.value for state in TAKING],
        "name": vault.seal(new.name.encode(), place("uploads", "name", new.id)),
        "name_hash": vault.digest(new.name, name_purpose(case_id)),
        "declared_kind": new.declared_kind,
        "state": (UploadState.EXPECTED if new.sha256 is None else UploadState.RECEIVED).value,
        "sha256": new.sha256,
        "size": new.size,
        "media_type": new.media_type,
        "replaces": new.replaces,
        "incoming_key": new.incoming_key,
        "actor": actor,
    }
    row = tx.execute(_ADD, values).one_or_none()
    if row is not None:
        return _upload(row), True
    case = cases.get(tx, case_id)
    if case.state not in TAKING:
        raise Refused(f"case {case_id}", case.state, "given an upload")
    there = by_name(tx, vault, case, new.name)
    if there is None:
        raise Conflict("an upload of this name is being added by another request")
    if there.sha256 != new.sha256:
        raise Conflict("an upload of this name has other bytes", ("sha256",))
    return there, False


_BY_NAME = text(f"""
select {_COLUMNS} from uploads
where case_id = :case_id and name_hash = any(:hashes) and state in ('expected', 'received')
order by round desc limit 1
""")


def by_name(tx: Connection, vault: Vault, case: CaseRow, name: str) -> UploadRow | None:
    """The newest of this name that was not removed."""
    hashes = vault.digests(name, name_purpose(case.id))
    row = tx.execute(_BY_NAME, {"case_id": case.id, "hashes": hashes}).one_or_none()
    return None if row is None else _upload(row)


_GET = text(f"select {_COLUMNS} from uploads where id = :id")


def get(tx: Connection, upload_id: UUID) -> UploadRow:
    """Raises NotFound."""
    row = tx.execute(_GET, {"id": upload_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no upload {upload_id}")
    return _upload(row)


_CONFIRM = text(f"""
with confirmed as (
  update uploads set state = 'received', sha256 = :sha256, size = :size, media_type = :media_type, received_at = now(),
         incoming_key = null
  where id = :id and state = 'expected' returning *
), told as (
  insert into events (case_id, actor, kind, data)
  select case_id, :actor, 'upload.received',
         jsonb_build_object('upload', id, 'position', position, 'sha256', sha256, 'size', size, 'replaces', replaces)
  from confirmed
)
select {_COLUMNS} from confirmed as uploads
""")


def confirm(tx: Connection, upload_id: UUID, sha256: str, size: int, media_type: str, actor: str) -> UploadRow:  # noqa: PLR0917
    """An expected upload has come, its bytes under its own key. Again with the same bytes: nothing changes.

    Raises Conflict (other bytes were confirmed), Refused (removed meanwhile), NotFound.
    """
    values = {"id": upload_id, "sha256": sha256, "size": size, "media_type": media_type, "actor": actor}
    row = tx.execute(_CONFIRM, values).one_or_none()
    if row is not None:
        return _upload(row)
    there = get(tx, upload_id)
    if there.state is not UploadState.RECEIVED:
        raise Refused(f"upload {upload_id}", there.state, UploadState.RECEIVED, UPLOAD.after(there.state))
    if there.sha256 != sha256:
        raise Conflict("the upload was confirmed with other bytes", ("sha256",))
    return there


_REMOVE = text("""
with removed as (
  update uploads set state = 'removed' where id = :id and state in ('expected', 'received')
  returning id, case_id, position
)
insert into events (case_id, actor, kind, data)
select case_id, :actor, 'upload.removed', jsonb_build_object('upload', id, 'position', position) from removed
""")


def remove(tx: Connection, upload_id: UUID, actor: str) -> None:
    """Withdraw it; its bytes are kept. Lock the case first and look whether its state lets one."""
    tx.execute(_REMOVE, {"id": upload_id, "actor": actor})


_OF_CASE = text(f"select {_COLUMNS} from uploads where case_id = :case_id order by position")
_LIVE = text(f"""
select {_COLUMNS} from uploads join cases on cases.id = uploads.case_id
where uploads.case_id = :case_id and uploads.state = 'received' and uploads.round <= cases.round
order by uploads.position
""")


def of_case(tx: Connection, case_id: UUID, live: bool = True) -> tuple[UploadRow, ...]:
    """In order. `live`: those that count in the case's round: received, not removed, of no supplement yet to come."""
    return tuple(_upload(row) for row in tx.execute(_LIVE if live else _OF_CASE, {"case_id": case_id}))


_KEY_OF = text("""
select id from uploads where sha256 = :sha256 and state in ('received', 'removed') order by received_at desc limit 1
""")


def key_of(tx: Connection, sha256: str) -> str | None:
    """The key of an object that holds these bytes; None if nobody has them any more."""
    found = tx.execute(_KEY_OF, {"sha256": sha256}).scalar_one_or_none()
    return None if found is None else upload_key(found)


def name(vault: Vault, row: UploadRow) -> str:
    """Opened. Raises NotFound once it was purged."""
    if row.name is None:
        raise NotFound(f"the name of upload {row.id} was purged")
    return vault.open(row.name, place("uploads", "name", row.id)).decode()


_FORGOTTEN = text(f"""
select {_COLUMNS} from uploads
where state = 'expected' and incoming_key is not null and created_at < now() - make_interval(secs => :age)
order by created_at limit :limit for update skip locked
""")


def never_sent(tx: Connection, age: float, limit: int = 100) -> tuple[UploadRow, ...]:
    """Given a form `age` seconds ago and never confirmed: it has long expired. Not those that come without one."""
    return tuple(_upload(row) for row in tx.execute(_FORGOTTEN, {"age": age, "limit": limit}))


_KNOWN = text("select id from uploads where id = any(:ids) and state <> 'purged'")


def known(tx: Connection, ids: list[UUID]) -> frozenset[UUID]:
    """Those of `ids` that have a row: an object without one was put and never recorded."""
    return frozenset(tx.execute(_KNOWN, {"ids": ids}).scalars())
