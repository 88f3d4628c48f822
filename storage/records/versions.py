"""Versions: which registry, policies and readers there were, and from when each counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from storage.errors import Conflict, NotFound, Refused
from storage.records import events


@dataclass(frozen=True, slots=True)
class RegistryVersion:
    version: str
    blob: str  # key of the registry as imported
    rows: int
    imported_at: datetime
    active_from: datetime | None


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    name: str
    version: str
    content_hash: str  # hex
    first_seen: datetime
    active_from: datetime | None
    activated_by: str | None


_REGISTRY = ", ".join(RegistryVersion.__slots__)
_POLICY = ", ".join(PolicyVersion.__slots__)

_ADD_REGISTRY = text("""
insert into registry_versions (version, blob, rows) values (:version, :blob, :rows)
on conflict do nothing returning version
""")


def add_registry(tx: Connection, version: str, blob: str, rows: int, actor: str) -> bool:
    """False if that version is there already."""
    values = {"version": version, "blob": blob, "rows": rows}
    if tx.execute(_ADD_REGISTRY, values).one_or_none() is None:
        return False
    events.append(tx, "registry.imported", actor, data={"version": version, "rows": rows})
    return True


_ACTIVATE_REGISTRY = text("update registry_versions set active_from = now() where version = :version")
_ACTIVE_REGISTRY = text(f"""
select {_REGISTRY} from registry_versions where active_from <= now() order by active_from desc limit 1
""")
_ONE_REGISTRY = text(f"select {_REGISTRY} from registry_versions where version = :version")
_REGISTRIES = text(f"select {_REGISTRY} from registry_versions order by imported_at desc limit :limit")


def activate_registry(tx: Connection, version: str, actor: str) -> None:
    """It counts from now on, until another is activated. Raises NotFound."""
    if not tx.execute(_ACTIVATE_REGISTRY, {"version": version}).rowcount:
        raise NotFound(f"there is no registry {version}")
    events.append(tx, "registry.activated", actor, data={"version": version})


def active_registry(tx: Connection) -> RegistryVersion | None:
    row = tx.execute(_ACTIVE_REGISTRY).one_or_none()
    return None if row is None else RegistryVersion(*row)


def registry(tx: Connection, version: str) -> RegistryVersion:
    """Raises NotFound."""
    row = tx.execute(_ONE_REGISTRY, {"version": version}).one_or_none()
    if row is None:
        raise NotFound(f"there is no registry {version}")
    return RegistryVersion(*row)


def registries(tx: Connection, limit: int = 50) -> tuple[RegistryVersion, ...]:
    """The newest first."""
    return tuple(RegistryVersion(*row) for row in tx.execute(_REGISTRIES, {"limit": limit}))


_ADD_POLICY = text(f"""
insert into policy_versions (name, version, content_hash) values (:name, :version, :content_hash)
on conflict (name, version) do update set name = excluded.name returning {_POLICY}
""")


def see_policy(tx: Connection, name: str, version: str, content_hash: str) -> PolicyVersion:
    """As it is known. Raises Conflict if that version was another text: a changed policy needs a new version."""
    row = tx.execute(_ADD_POLICY, {"name": name, "version": version, "content_hash": content_hash}).one()
    if row.content_hash != content_hash:
        raise Conflict(f"policy {name} {version} was seen with another text", ("content_hash",))
    return PolicyVersion(*row)


_ACTIVATE_POLICY = text("""
update policy_versions set active_from = greatest(now(), cast(:at as timestamptz)), activated_by = :actor
where name = :name and version = :version
""")
_ACTIVE_POLICY = text(f"""
select {_POLICY} from policy_versions where name = :name and active_from <= now() order by active_from desc limit 1
""")
_ONE_POLICY = text(f"select {_POLICY} from policy_versions where name = :name and version = :version")
_POLICIES = text(f"select {_POLICY} from policy_versions where name = :name order by first_seen desc limit 100")


def activate_policy(tx: Connection, name: str, version: str, actor: str, at: datetime | None = None) -> None:
    """It counts from now on, or from a later time. Raises NotFound; Refused where the one in force would be put off."""
    there = active_policy(tx, name)
    if at is not None and there is not None and there.version == version:
        raise Refused(f"policy {name} {version}", "in force", "in force later")
    values = {"name": name, "version": version, "actor": actor, "at": at}
    if not tx.execute(_ACTIVATE_POLICY, values).rowcount:
        raise NotFound(f"there is no policy {name} {version}")
    data = {"policy": name, "version": version} | ({"from": at.isoformat()} if at else {})
    events.append(tx, "policy.activated", actor, data=data)


def active_policy(tx: Connection, name: str) -> PolicyVersion | None:
    row = tx.execute(_ACTIVE_POLICY, {"name": name}).one_or_none()
    return None if row is None else PolicyVersion(*row)


def policy(tx: Connection, name: str, version: str) -> PolicyVersion:
    """Raises NotFound."""
    row = tx.execute(_ONE_POLICY, {"name": name, "version": version}).one_or_none()
    if row is None:
        raise NotFound(f"there is no policy {name} {version}")
    return PolicyVersion(*row)


def policies(tx: Connection, name: str) -> tuple[PolicyVersion, ...]:
    """The newest first."""
    return tuple(PolicyVersion(*row) for row in tx.execute(_POLICIES, {"name": name}))


_SEE_READER = text("""
insert into reader_versions (reader, models, calibration) values (:reader, :models, :calibration)
on conflict do nothing returning reader
""")
_READER: Any = text("select models, calibration from reader_versions where reader = :reader")


def see_reader(tx: Connection, reader: str, models: str, calibration: str) -> bool:
    """Whether it is new. Raises Conflict if a reader of this name had other models: readings would be mixed up."""
    values = {"reader": reader, "models": models, "calibration": calibration}
    if tx.execute(_SEE_READER, values).one_or_none() is not None:
        events.append(tx, "reader.seen", events.SYSTEM, data=values)
        return True
    there = tx.execute(_READER, {"reader": reader}).one()
    if there.models != models:
        raise Conflict(f"reader {reader} was seen with other models", ("models",))
    return False


def models_of(tx: Connection, reader: str) -> str:
    """The nets a reader works with; empty where it has not been seen."""
    row = tx.execute(_READER, {"reader": reader}).one_or_none()
    return "" if row is None else str(row.models)
