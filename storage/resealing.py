"""After a new key was put first in the ring: everything sealed with an older one is sealed anew, some at a time.

Once nothing is left, the older key may leave the ring; seals over the log made with it can then no longer be checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, text

from storage.blobs import Blobs
from storage.records import cases, uploads
from storage.records.cases import ID_NUMBER, NAME
from storage.tables_quality import SEALED as QUALITY
from storage.tables_work import SEALED as WORK
from storage.vault import Vault, place, plain_id_number, plain_name

PREFIXES = ("readings/", "pages/", "reports/", "registries/", "policies/", "frames/")
"""Where the objects are that the service itself wrote; originals are not sealed by it."""

OWN: dict[str, tuple[str, ...]] = {
    "users": ("name", "totp_secret"),
    "webhooks": ("secret", "old_secret"),
    **WORK,
    **{table: columns for table, columns in QUALITY.items() if table != "comparisons"},
}
"""Tables whose sealed columns stand alone: context is table, column and the row's id."""

_OLD = "substr({column}, 2, 4) <> :key_id"
_RESEALING = text("select set_config('yushen.resealing', 'on', true)")  # what is kept as it was may be sealed anew
_CASES = text(f"""
select {cases.COLUMNS} from cases where applicant is not null and {_OLD.format(column="applicant")}
order by seq limit :limit for no key update skip locked
""")  # noqa: S608
_CASE = text("""
update cases set applicant = :applicant, agent = :agent, id_hash = :id_hash, name_hash = :name_hash,
       content_hash = :content_hash where id = :id
""")
_UPLOADS = text(f"""
select id, case_id, name from uploads where name is not null and {_OLD.format(column="name")}
limit :limit for no key update skip locked
""")  # noqa: S608
_UPLOAD = text("update uploads set name = :name, name_hash = :name_hash where id = :id")
_ANSWERS = text(f"""
select client_id, key, response from idempotency where {_OLD.format(column="response")}
limit :limit for no key update skip locked
""")  # noqa: S608
_ANSWER = text("update idempotency set response = :response where client_id = :client_id and key = :key")
_COMPARISONS = text(f"""
select reading_id, number, detail from comparisons where {_OLD.format(column="detail")}
limit :limit for no key update skip locked
""")  # noqa: S608
_COMPARISON = text("update comparisons set detail = :detail where reading_id = :reading_id and number = :number")


def reseal(tx: Connection, vault: Vault, limit: int = 500) -> int:
    """Seal up to `limit` rows of each table with the first key: how many were. Call it until it says 0."""
    steps: tuple[tuple[Any, Callable[[Connection, Vault, Any], None]], ...] = (
        (_CASES, _case),
        (_UPLOADS, _upload),
        (_ANSWERS, _answer),
        (_COMPARISONS, _comparison),
    )
    done = sum(_columns(tx, vault, table, limit) for table in OWN)
    for statement, step in steps:
        for row in tx.execute(statement, {"key_id": vault.key_id, "limit": limit}).all():
            step(tx, vault, row)
            done += 1
    return done


def _columns(tx: Connection, vault: Vault, table: str, limit: int) -> int:
    """Rows of a table whose sealed columns have their row's id for context, and no other that follows from them."""
    names = OWN[table]
    old = " or ".join(_OLD.format(column=name) for name in names)  # null where the column is
    found = text(
        f"select id, {', '.join(names)} from {table} where {old} limit :limit for no key update skip locked"  # noqa: S608
    )
    change = text(f"update {table} set {', '.join(f'{name} = :{name}' for name in names)} where id = :id")  # noqa: S608
    tx.execute(_RESEALING)
    rows = tx.execute(found, {"key_id": vault.key_id, "limit": limit}).all()
    for row in rows:
        anew = {name: _anew(vault, getattr(row, name), place(table, name, row.id)) for name in names}
        tx.execute(change, {"id": row.id, **anew})
    return len(rows)


def _anew(vault: Vault, sealed: bytes | None, context: bytes) -> bytes | None:
    return None if sealed is None else vault.seal(vault.open(sealed, context), context)


def _case(tx: Connection, vault: Vault, found: Any) -> None:
    row = cases.case_of(found)
    applicant, _ = cases.person(vault, row)
    values = {
        "id": row.id,
        "applicant": _anew(vault, row.applicant, place("cases", "applicant", row.id)),
        "agent": _anew(vault, row.agent, place("cases", "agent", row.id)),
        "id_hash": vault.digest(plain_id_number(applicant.id_number), ID_NUMBER),
        "name_hash": vault.digest(plain_name(applicant.name), NAME),
        "content_hash": cases.content_tag(vault, row),
    }
    tx.execute(_CASE, values)


def _upload(tx: Connection, vault: Vault, found: Any) -> None:
    context = place("uploads", "name", found.id)
    name = vault.open(found.name, context)
    name_hash = vault.digest(name.decode(), uploads.name_purpose(found.case_id))
    tx.execute(_UPLOAD, {"id": found.id, "name": vault.seal(name, context), "name_hash": name_hash})


def _answer(tx: Connection, vault: Vault, found: Any) -> None:
    context = place("idempotency", "response", f"{found.client_id}:{found.key}")
    values = {"client_id": found.client_id, "key": found.key, "response": _anew(vault, found.response, context)}
    tx.execute(_ANSWER, values)


def _comparison(tx: Connection, vault: Vault, found: Any) -> None:
    context = place("comparisons", "detail", f"{found.reading_id}:{found.number}")
    values = {"reading_id": found.reading_id, "number": found.number, "detail": _anew(vault, found.detail, context)}
    tx.execute(_COMPARISON, values)


def reseal_objects(blobs: Blobs, vault: Vault) -> int:
    """The same for objects, all of them: how many were sealed anew. It may be stopped and begun again."""
    done = 0
    for prefix in PREFIXES:
        for key, _ in blobs.keys(prefix):
            sealed = blobs.get(key)
            if sealed is not None and not vault.is_current(sealed):
                blobs.put(key, vault.seal(vault.open(sealed, key.encode()), key.encode()))
                done += 1
    return done
