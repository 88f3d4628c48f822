"""Making accounts and giving out passwords: for the command line, the screens and the first start alike."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from pipeline import passwords
from storage.records import sessions, users
from storage.records.users import NewUser, UserRow
from storage.vault import Vault

FIRST_LOGIN = "admin"


def make(tx: Connection, vault: Vault, new: NewUser, actor: str) -> tuple[UserRow, str]:
    """The user, and the password to be told once and changed at the first sign-in. Raises UserError, Conflict."""
    password = passwords.once()
    told = NewUser(new.login, new.name, new.roles, new.regions, passwords.hashed(password), True, new.language)
    return users.create(tx, vault, told, actor), password


def reset(tx: Connection, user_id: UUID, actor: str) -> str:
    """A new password in place of one that was forgotten; whoever is signed in with the old one is out."""
    password = passwords.once()
    users.set_password(tx, user_id, passwords.hashed(password), must_change=True, actor=actor)
    sessions.end_all(tx, user_id)
    return password


def put_off(tx: Connection, user_id: UUID, off: bool, actor: str) -> None:
    """May not sign in any more (or may again); nothing that they did is lost."""
    users.disable(tx, user_id, off, actor)
    if off:
        sessions.end_all(tx, user_id)


def first(tx: Connection, vault: Vault, actor: str) -> tuple[str, str] | None:
    """Login and password of an administrator, where there is no user yet. None ever after."""
    if users.every(tx):
        return None
    row, password = make(tx, vault, NewUser(FIRST_LOGIN, "管理员", ("administrator",)), actor)
    return row.login, password
