"""用户: who works with the screens, in which roles and regions, and how they prove who they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events
from storage.states import AUDITING, DECIDING, ROLES
from storage.vault import Vault, place

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
LONGEST_NAME = 60


class UserError(ValueError):
    """Something a user cannot be. `code`: login_invalid, name_invalid, roles_invalid, roles_clash."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class UserRow:
    id: UUID
    login: str
    name: bytes  # sealed
    password_hash: str | None
    subject: str | None
    totp_secret: bytes | None  # sealed
    totp_step: int
    roles: tuple[str, ...]
    regions: tuple[str, ...]  # empty: all
    failed: int
    locked_until: datetime | None
    disabled_at: datetime | None
    must_change: bool
    language: str
    created_at: datetime
    signed_in_at: datetime | None

    @property
    def actor(self) -> str:
        return f"user:{self.id}"


@dataclass(frozen=True, slots=True)
class NewUser:
    login: str
    name: str
    roles: tuple[str, ...]
    regions: tuple[str, ...] = ()
    password_hash: str | None = None
    must_change: bool = True
    language: str = "zh"


COLUMNS = ", ".join(f"users.{name}" for name in UserRow.__slots__)
_CREATE = text(f"""
insert into users (id, login, name, password_hash, roles, regions, must_change, language)
values (:id, :login, :name, :password_hash, :roles, :regions, :must_change, :language) returning {COLUMNS}
""")
_GET = text(f"select {COLUMNS} from users where id = :value")
_BY_LOGIN = text(f"select {COLUMNS} from users where login = :value")
_BY_SUBJECT = text(f"select {COLUMNS} from users where subject = :value")
_ALL = text(f"select {COLUMNS} from users order by disabled_at is not null, login")


def user_of(row: Any) -> UserRow:
    """A row that holds COLUMNS, and maybe more."""
    values = {name: getattr(row, name) for name in UserRow.__slots__}
    return UserRow(**{**values, "roles": tuple(row.roles), "regions": tuple(row.regions)})


def plain_login(login: str) -> str:
    """As it is stored and looked for. Raises UserError login_invalid."""
    plain = unicodedata.normalize("NFKC", login).strip().lower()
    if not LOGIN.fullmatch(plain):
        raise UserError("login_invalid")
    return plain


def checked_roles(roles: Iterable[str]) -> list[str]:
    """In their usual order. Raises UserError: one who decides does not audit."""
    held = set(roles)
    if not held or held - set(ROLES):
        raise UserError("roles_invalid")
    if held & set(AUDITING) and held & set(DECIDING):
        raise UserError("roles_clash")
    return [role for role in ROLES if role in held]


def create(tx: Connection, vault: Vault, new: NewUser, actor: str = events.SYSTEM) -> UserRow:
    """Raises UserError; Conflict if there is one of this login."""
    user_id = uuid4()
    values = {
        "id": user_id,
        "login": plain_login(new.login),
        "name": vault.seal(_name(new.name), place("users", "name", user_id)),
        "password_hash": new.password_hash,
        "roles": checked_roles(new.roles),
        "regions": sorted(set(new.regions)),
        "must_change": new.must_change,
        "language": new.language,
    }
    row = user_of(tx.execute(_CREATE, values).one())
    _told(tx, "user.created", actor, row.id, {"roles": list(row.roles), "regions": list(row.regions)})
    return row


def get(tx: Connection, user_id: UUID) -> UserRow:
    """Raises NotFound."""
    row = tx.execute(_GET, {"value": user_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no user {user_id}")
    return user_of(row)


def by_login(tx: Connection, login: str) -> UserRow | None:
    try:
        row = tx.execute(_BY_LOGIN, {"value": plain_login(login)}).one_or_none()
    except UserError:
        return None
    return None if row is None else user_of(row)


def by_subject(tx: Connection, subject: str) -> UserRow | None:
    row = tx.execute(_BY_SUBJECT, {"value": subject}).one_or_none()
    return None if row is None else user_of(row)


def every(tx: Connection) -> tuple[UserRow, ...]:
    return tuple(user_of(row) for row in tx.execute(_ALL))


def name(vault: Vault, row: UserRow) -> str:
    return vault.open(row.name, place("users", "name", row.id)).decode()


def names(tx: Connection, vault: Vault) -> Mapping[UUID, str]:
    """Of all users there ever were: for lists that say who did what."""
    return {row.id: name(vault, row) for row in every(tx)}


_RENAME = text("update users set name = :name where id = :id")
_GRANT = text("update users set roles = :roles, regions = :regions where id = :id")
_PASSWORD = text("""
update users set password_hash = :hash, must_change = :must_change, failed = 0, locked_until = null where id = :id
""")
_REHASH = text("update users set password_hash = :hash where id = :id")
_DISABLE = text("update users set disabled_at = case when :off then coalesce(disabled_at, now()) end where id = :id")
_UNLOCK = text("update users set failed = 0, locked_until = null where id = :id")
_LANGUAGE = text("update users set language = :language where id = :id")
_BIND = text("update users set subject = :subject where id = :id")


def rename(tx: Connection, vault: Vault, user_id: UUID, new: str, actor: str) -> None:
    tx.execute(_RENAME, {"id": user_id, "name": vault.seal(_name(new), place("users", "name", user_id))})
    _told(tx, "user.renamed", actor, user_id)


def grant(tx: Connection, user_id: UUID, roles: Iterable[str], regions: Iterable[str], actor: str) -> None:
    """Raises UserError."""
    values = {"roles": checked_roles(roles), "regions": sorted(set(regions))}
    tx.execute(_GRANT, {"id": user_id, **values})
    _told(tx, "user.granted", actor, user_id, values)


def set_password(tx: Connection, user_id: UUID, password_hash: str, must_change: bool, actor: str) -> None:
    """Unlocks as well. Whoever sets somebody else's ends that user's sessions too."""
    tx.execute(_PASSWORD, {"id": user_id, "hash": password_hash, "must_change": must_change})
    _told(tx, "user.password_set", actor, user_id)


def rehash(tx: Connection, user_id: UUID, password_hash: str) -> None:
    """The same password under newer parameters: nothing changed that the log should tell."""
    tx.execute(_REHASH, {"id": user_id, "hash": password_hash})


def disable(tx: Connection, user_id: UUID, off: bool, actor: str) -> None:
    tx.execute(_DISABLE, {"id": user_id, "off": off})
    _told(tx, "user.disabled" if off else "user.enabled", actor, user_id)


def unlock(tx: Connection, user_id: UUID, actor: str) -> None:
    tx.execute(_UNLOCK, {"id": user_id})
    _told(tx, "user.unlocked", actor, user_id)


def set_language(tx: Connection, user_id: UUID, language: str) -> None:
    tx.execute(_LANGUAGE, {"id": user_id, "language": language})


def bind(tx: Connection, user_id: UUID, subject: str) -> None:
    """To an identity at the provider, from now on whatever its login is called there. Raises Conflict."""
    tx.execute(_BIND, {"id": user_id, "subject": subject})
    _told(tx, "user.bound", f"user:{user_id}", user_id)


# Signing in. A failure is counted before the password is looked at, so that guesses made at once count as well.
_TRY = text("""
update users set failed = failed + 1,
       locked_until = case when failed + 1 >= :most then now() + make_interval(secs => :seconds) else locked_until end
where id = :id and disabled_at is null and (locked_until is null or locked_until < now())
returning failed
""")
_SUCCEEDED = text("update users set failed = 0, locked_until = null, signed_in_at = now() where id = :id")


def attempt(tx: Connection, user_id: UUID, most: int, seconds: float) -> bool:
    """Count a try to sign in; False where none is taken now. The last of `most` locks the account for `seconds`."""
    failed = tx.execute(_TRY, {"id": user_id, "most": most, "seconds": seconds}).scalar_one_or_none()
    if failed is not None and failed >= most:
        _told(tx, "user.locked", events.SYSTEM, user_id, {"tries": failed})
    return failed is not None


def succeeded(tx: Connection, user_id: UUID, way: str) -> None:
    """Signed in: `way` is password, totp or oidc."""
    tx.execute(_SUCCEEDED, {"id": user_id})
    _told(tx, "user.signed_in", f"user:{user_id}", user_id, {"way": way})


_TOTP = text("update users set totp_secret = :secret, totp_step = :step where id = :id")
_STEP = text("update users set totp_step = :step where id = :id and totp_step < :step")


def totp_secret(vault: Vault, row: UserRow) -> bytes | None:
    return None if row.totp_secret is None else vault.open(row.totp_secret, place("users", "totp_secret", row.id))


def set_totp(  # noqa: PLR0917
    tx: Connection, vault: Vault, user_id: UUID, secret: bytes | None, step: int, actor: str
) -> None:
    """None takes the second factor away. `step` is that of the code which proved it."""
    sealed = None if secret is None else vault.seal(secret, place("users", "totp_secret", user_id))
    tx.execute(_TOTP, {"id": user_id, "secret": sealed, "step": step})
    _told(tx, "user.totp_removed" if secret is None else "user.totp_set", actor, user_id)


def take_step(tx: Connection, user_id: UUID, step: int) -> bool:
    """Whether no code of this step or a later one was used before; it is used now."""
    return tx.execute(_STEP, {"id": user_id, "step": step}).rowcount == 1


def _name(text_of_it: str) -> bytes:
    plain = text_of_it.strip()
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise UserError("name_invalid")
    return plain.encode()


def _told(tx: Connection, kind: str, actor: str, user_id: UUID, data: Mapping[str, Any] | None = None) -> None:
    events.append(tx, kind, actor, data={"user": str(user_id), **(data or {})})
