"""Idempotency keys: the same request sent twice is answered once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from storage.errors import Conflict, NotFound
from storage.vault import Vault, place


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first request was answered with."""

    status: int
    response: bytes


_BEGIN = text("""
insert into idempotency (client_id, key, request_hash) values (:client_id, :key, :request_hash)
on conflict do nothing returning key
""")
_FIND = text("select request_hash, status, response from idempotency where client_id = :client_id and key = :key")
_FINISH = text("""
update idempotency set status = :status, response = :response where client_id = :client_id and key = :key
""")
_PURPOSE = "idempotent request"


def begin(tx: Connection, vault: Vault, client_id: UUID, key: str, request: bytes) -> Answer | None:
    """None: it is the first, do it in this transaction and `finish`. Else the answer given then.

    A second request waits here for the first one's transaction. `request`: whatever has to be the same, kept as a keyed
    hash. Raises Conflict if the key stands for another request, KeyMissing if its own key was taken away since.
    """
    asked = {"client_id": client_id, "key": key}
    tag = vault.tag(request, _PURPOSE)
    if tx.execute(_BEGIN, {**asked, "request_hash": tag}).one_or_none() is not None:
        return None
    row = tx.execute(_FIND, asked).one_or_none()
    if row is None or row.status is None:
        raise Conflict("a request with this idempotency key is under way")
    if not vault.matches(row.request_hash, request, _PURPOSE):
        raise Conflict("the idempotency key stands for another request", ("request",))
    return answer(tx, vault, client_id, key)


def answer(tx: Connection, vault: Vault, client_id: UUID, key: str) -> Answer:
    """What the first request with this key was answered with. Raises NotFound, KeyMissing."""
    row = tx.execute(_FIND, {"client_id": client_id, "key": key}).one_or_none()
    if row is None or row.status is None:
        raise NotFound("no request with this idempotency key was answered")
    return Answer(row.status, vault.open(row.response, place("idempotency", "response", f"{client_id}:{key}")))


def finish(tx: Connection, vault: Vault, client_id: UUID, key: str, answer: Answer) -> None:
    """In the transaction that began it: both are kept, or neither."""
    sealed = vault.seal(answer.response, place("idempotency", "response", f"{client_id}:{key}"))
    values = {"client_id": client_id, "key": key, "status": answer.status, "response": sealed}
    tx.execute(_FINISH, values)


_SWEEP = text("""
delete from idempotency where (client_id, key) in (
  select client_id, key from idempotency where created_at < now() - make_interval(hours => :hours)
  order by created_at limit :limit)
""")


def sweep(tx: Connection, hours: int = 48, limit: int = 1000) -> int:
    """Forget those of `hours` ago: how many."""
    return tx.execute(_SWEEP, {"hours": hours, "limit": limit}).rowcount
