"""Who may ask: upstream systems, their API keys and certificates. A key is shown once and kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events
from storage.states import RIGHTS

PREFIX = "ysk_"
CERTIFICATE = "cert_"
USED_EVERY = 300  # seconds between two notes that a key is in use


@dataclass(frozen=True, slots=True)
class ClientRow:
    id: UUID
    name: str
    regions: tuple[str, ...]  # empty: all
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key or certificate, without what it is proved by."""

    id: str
    client_id: UUID
    rights: tuple[str, ...]
    regions: tuple[str, ...] | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    rate_per_second: float | None  # None, both: that of all keys
    rate_burst: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests: lasting, and at once."""

    per_second: float
    burst: int

    def __post_init__(self) -> None:
        if not (0 < self.per_second <= 100_000 and 0 < self.burst <= 1_000_000):
            raise ValueError("a rate is more than 0 and at most 100000 a second, its burst at most 1000000")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and what they may."""

    client_id: UUID
    client: str
    key_id: str
    rights: frozenset[str]
    regions: frozenset[str] | None  # None: all
    rate: Rate | None = None  # None: that of all keys

    @property
    def actor(self) -> str:
        return f"client:{self.client_id}"

    def may(self, right: str, region: str | None = None) -> bool:
        """`admin` holds every right."""
        held = right in self.rights or "admin" in self.rights
        return held and (region is None or self.regions is None or region in self.regions)


_CLIENT = ", ".join(f"clients.{name}" for name in ClientRow.__slots__)
_KEY = ", ".join(f"api_keys.{name}" for name in KeyRow.__slots__)


def _client(row: Any) -> ClientRow:
    return ClientRow(**{**row._mapping, "regions": tuple(row.regions)})


def _key(row: Any) -> KeyRow:
    regions = None if row.regions is None else tuple(row.regions)
    return KeyRow(**{**row._mapping, "rights": tuple(row.rights), "regions": regions})


_CREATE = text(f"insert into clients (id, name, regions) values (:id, :name, :regions) returning {_CLIENT}")


def create(tx: Connection, name: str, regions: Iterable[str] = (), actor: str = events.SYSTEM) -> ClientRow:
    """No regions: all. Raises Conflict if there is one of this name."""
    values = {"id": uuid4(), "name": name, "regions": sorted(set(regions))}
    row = _client(tx.execute(_CREATE, values).one())
    events.append(tx, "client.created", actor, data={"client": str(row.id), "regions": list(row.regions)})
    return row


_BY = "select {columns} from clients where {column} = :value"
_GET = text(_BY.format(columns=_CLIENT, column="id"))
_BY_NAME = text(_BY.format(columns=_CLIENT, column="name"))
_ALL = text(f"select {_CLIENT} from clients order by created_at, id")


def get(tx: Connection, client_id: UUID) -> ClientRow:
    """Raises NotFound."""
    row = tx.execute(_GET, {"value": client_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no client {client_id}")
    return _client(row)


def by_name(tx: Connection, name: str) -> ClientRow | None:
    row = tx.execute(_BY_NAME, {"value": name}).one_or_none()
    return None if row is None else _client(row)


def every(tx: Connection) -> tuple[ClientRow, ...]:
    return tuple(_client(row) for row in tx.execute(_ALL))


_DISABLE = text("update clients set disabled_at = case when :off then coalesce(disabled_at, now()) end where id = :id")


def disable(tx: Connection, client_id: UUID, off: bool = True, actor: str = events.SYSTEM) -> None:
    """None of its keys is taken while it is off."""
    tx.execute(_DISABLE, {"id": client_id, "off": off})
    events.append(tx, "client.disabled" if off else "client.enabled", actor, data={"client": str(client_id)})


_NEW_KEY = text("""
insert into api_keys (id, client_id, secret_hash, rights, regions, expires_at, rate_per_second, rate_burst)
values (:id, :client_id, :secret_hash, :rights, :regions, :expires_at, :rate_per_second, :rate_burst)
""")


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


@dataclass(frozen=True, slots=True)
class Grant:
    """What a key may do, and until when."""

    rights: tuple[str, ...]
    regions: tuple[str, ...] | None = None  # None: those of its client
    expires_at: datetime | None = None
    rate: Rate | None = None  # None: that of all keys

    def __post_init__(self) -> None:
        unknown = sorted(set(self.rights) - set(RIGHTS))
        if unknown or not self.rights:
            raise ValueError(f"rights are some of {', '.join(RIGHTS)}; not {', '.join(unknown) or 'none'}")


def _insert(tx: Connection, key_id: str, client_id: UUID, secret_hash: bytes, grant: Grant) -> None:
    values = {
        "id": key_id,
        "client_id": client_id,
        "secret_hash": secret_hash,
        "rights": sorted(set(grant.rights)),
        "regions": None if grant.regions is None else sorted(set(grant.regions)),
        "expires_at": grant.expires_at,
        **_rate_values(grant.rate),
    }
    tx.execute(_NEW_KEY, values)


def _rate_values(rate: Rate | None) -> dict[str, float | int | None]:
    return {
        "rate_per_second": None if rate is None else rate.per_second,
        "rate_burst": None if rate is None else rate.burst,
    }


def rate_of(row: KeyRow) -> Rate | None:
    if row.rate_per_second is None or row.rate_burst is None:
        return None
    return Rate(row.rate_per_second, row.rate_burst)


def new_key(tx: Connection, client_id: UUID, grant: Grant, actor: str = events.SYSTEM) -> str:
    """The key's text "ysk_<id>_<secret>": shown once, it cannot be shown again."""
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    _insert(tx, key_id, client_id, _hash(secret), grant)
    events.append(tx, "key.created", actor, data={"client": str(client_id), "key": key_id})
    return f"{PREFIX}{key_id}_{secret}"


def add_certificate(tx: Connection, client_id: UUID, fingerprint: str, grant: Grant, actor: str = events.SYSTEM) -> str:
    """A client's certificate by its SHA-256 fingerprint (hex): its id. No bearer key ever stands for it."""
    key_id = CERTIFICATE + _fingerprint(fingerprint)
    _insert(tx, key_id, client_id, b"", grant)
    events.append(tx, "certificate.added", actor, data={"client": str(client_id), "key": key_id})
    return key_id


def _fingerprint(text_of_it: str) -> str:
    return text_of_it.replace(":", "").strip().lower()


_CALLER = text("""
select api_keys.id, api_keys.client_id, api_keys.secret_hash, api_keys.rights, rate_per_second, rate_burst,
       coalesce(api_keys.regions, clients.regions) as regions, clients.regions as client_regions, clients.name,
       api_keys.last_used_at is null or api_keys.last_used_at < now() - make_interval(secs => :every) as unused
from api_keys join clients on clients.id = api_keys.client_id
where api_keys.id = :id and clients.disabled_at is null and api_keys.revoked_at is null
  and (api_keys.expires_at is null or api_keys.expires_at > now())
""")
_USED = text("update api_keys set last_used_at = now() where id = :id")
_NOBODY = bytes(32)


def authenticate(tx: Connection, key: str) -> Caller | None:
    """Who shows this key; None if it is unknown, wrong, expired or revoked, or its client is off."""
    key_id, _, secret = key.removeprefix(PREFIX).partition("_")
    if not key.startswith(PREFIX) or not secret or not key_id.isalnum():
        return None
    row = tx.execute(_CALLER, {"id": key_id, "every": USED_EVERY}).one_or_none()
    same = hmac.compare_digest(_NOBODY if row is None else row.secret_hash, _hash(secret))
    return _caller(tx, row) if same and row is not None else None


def authenticate_certificate(tx: Connection, fingerprint: str) -> Caller | None:
    """Who a proxy says has shown the certificate with this SHA-256 fingerprint (hex)."""
    values = {"id": CERTIFICATE + _fingerprint(fingerprint), "every": USED_EVERY}
    row = tx.execute(_CALLER, values).one_or_none()
    return None if row is None else _caller(tx, row)


def _caller(tx: Connection, row: Any) -> Caller:
    if row.unused:
        tx.execute(_USED, {"id": row.id})
    asked, allowed = frozenset(row.regions), frozenset(row.client_regions)
    regions = asked & allowed if allowed and asked else asked or allowed  # a key never reaches beyond its client
    all_of_them = not allowed and not asked
    reach = None if all_of_them else regions
    rate = None if row.rate_per_second is None else Rate(row.rate_per_second, row.rate_burst)
    return Caller(row.client_id, row.name, row.id, frozenset(row.rights), reach, rate)


_KEYS = text(f"select {_KEY} from api_keys where client_id = :client_id order by created_at, id")
_GET_KEY = text(f"select {_KEY} from api_keys where id = :id")


def keys(tx: Connection, client_id: UUID) -> tuple[KeyRow, ...]:
    return tuple(_key(row) for row in tx.execute(_KEYS, {"client_id": client_id}))


def get_key(tx: Connection, key_id: str) -> KeyRow:
    """Raises NotFound."""
    row = tx.execute(_GET_KEY, {"id": key_id}).one_or_none()
    if row is None:
        raise NotFound("there is no such key")
    return _key(row)


_REVOKE = text("update api_keys set revoked_at = now() where id = :id and revoked_at is null")


def revoke(tx: Connection, key_id: str, actor: str = events.SYSTEM) -> None:
    """It is taken no more, from now on. Raises NotFound."""
    there = get_key(tx, key_id)
    if tx.execute(_REVOKE, {"id": key_id}).rowcount:
        events.append(tx, "key.revoked", actor, data={"client": str(there.client_id), "key": key_id})


_EXPIRE = text("""
update api_keys set expires_at = least(expires_at, now() + make_interval(secs => :overlap)) where id = :id
""")


def rotate(
    tx: Connection, key_id: str, overlap: float, actor: str = events.SYSTEM, *, expires_at: datetime | None = None
) -> str:
    """A new key with the same rights; the old one is taken for `overlap` seconds more. Raises NotFound.

    It holds until `expires_at`, or from now on as long as the old one held from its beginning: a key that is changed
    because it is about to expire must not be followed by one that expires with it.
    """
    old = get_key(tx, key_id)
    until = expires_at or (old.expires_at and datetime.now(UTC) + (old.expires_at - old.created_at))
    new = new_key(tx, old.client_id, Grant(old.rights, old.regions, until, rate_of(old)), actor)
    tx.execute(_EXPIRE, {"id": key_id, "overlap": overlap})
    return new


_LIMIT = text("""
update api_keys set rate_per_second = :rate_per_second, rate_burst = :rate_burst where id = :id returning client_id
""")


def limit(tx: Connection, key_id: str, rate: Rate | None, actor: str = events.SYSTEM) -> KeyRow:
    """From its next request on the key may ask so often; None: as often as every other. Raises NotFound."""
    values = _rate_values(rate)
    found = tx.execute(_LIMIT, {"id": key_id, **values}).one_or_none()
    if found is None:
        raise NotFound("there is no such key")
    events.append(tx, "key.limited", actor, data={"client": str(found.client_id), "key": key_id, **values})
    return get_key(tx, key_id)
