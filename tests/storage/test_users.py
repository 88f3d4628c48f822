"""Users, their sessions, and the log of what they looked at."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import Conflict, StorageError
from storage.records import access, events, sessions, users
from storage.records.users import NewUser, UserError, UserRow
from storage.resealing import reseal
from storage.vault import KeyRing, Vault


def add(database: Database, vault: Vault, login: str = "li.test", *roles: str) -> UserRow:
    with database.begin() as tx:
        return users.create(tx, vault, NewUser(login, "李测", roles or ("reviewer",), ("rizhao",)), "user:operator")


def test_a_login_is_found_however_it_is_typed_and_belongs_to_one(database: Database, vault: Vault) -> None:
    row = add(database, vault, "Ｌi.Test")
    with database.begin() as tx:
        assert users.by_login(tx, " LI.TEST ") == row
        assert users.by_login(tx, "no such one") is None
    with pytest.raises(Conflict):
        add(database, vault, "LI.test")


@pytest.mark.parametrize("roles", [(), ("king",), ("reviewer", "auditor"), ("auditor", "senior_reviewer", "read_only")])
def test_roles_that_nobody_may_have_are_refused(database: Database, vault: Vault, roles: tuple[str, ...]) -> None:
    with pytest.raises(UserError), database.begin() as tx:
        users.create(tx, vault, NewUser("li.test", "李", roles))


def test_the_database_refuses_them_too(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    for roles in ("{}", "{king}", "{auditor,reviewer}"):
        with pytest.raises(StorageError), database.begin() as tx:
            tx.execute(
                text("update users set roles = cast(:roles as text[]) where id = :id"), {"roles": roles, "id": row.id}
            )


def test_a_name_is_sealed_and_stays_out_of_the_log(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    assert "李测".encode() not in row.name
    assert users.name(vault, row) == "李测"
    with database.begin() as tx:
        users.rename(tx, vault, row.id, "李改", "user:operator")
        assert users.name(vault, users.get(tx, row.id)) == "李改"
        told = tx.execute(text("select string_agg(data::text, ' ') from events")).scalar_one()
    assert "李" not in told


def test_tries_made_at_once_are_all_counted(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    allowed: list[bool] = []

    def guess() -> None:
        with database.begin() as tx:
            allowed.append(users.attempt(tx, row.id, 5, 900))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 5
    with database.begin() as tx:
        users.unlock(tx, row.id, "user:operator")
        assert users.attempt(tx, row.id, 5, 900)
        users.succeeded(tx, row.id, "password")
        assert users.get(tx, row.id).failed == 0


def test_a_lock_ends_by_itself(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        for _ in range(3):
            users.attempt(tx, row.id, 3, 900)
        assert not users.attempt(tx, row.id, 3, 900)
        tx.execute(text("update users set locked_until = now() - interval '1 second'"))
        assert users.attempt(tx, row.id, 3, 900)


def test_a_step_of_the_second_factor_is_taken_once(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        users.set_totp(tx, vault, row.id, b"secret", 10, row.actor)
        assert users.totp_secret(vault, users.get(tx, row.id)) == b"secret"
        assert not users.take_step(tx, row.id, 10)
        assert users.take_step(tx, row.id, 11)
        assert not users.take_step(tx, row.id, 11)


def test_a_session_is_found_by_its_token_alone(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        token = sessions.begin(tx, row.id, 3600, "Browser\x00\n/1")
    with database.look() as tx:
        found = sessions.find(tx, token, 600)
        assert found is not None
        assert found[1].login == row.login
        assert found[0].agent == "Browser/1"
        assert sessions.find(tx, token + "x", 600) is None
        kept = tx.execute(text("select encode(id_hash, 'escape') from sessions")).scalar_one()
    assert token not in kept


@pytest.mark.parametrize(
    "change",
    [
        "update sessions set expires_at = now() - interval '1 second'",
        "update sessions set seen_at = now() - interval '11 minutes'",
        "update users set disabled_at = now()",
    ],
)
def test_a_session_ends_by_age_by_idleness_and_with_its_user(database: Database, vault: Vault, change: str) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        token = sessions.begin(tx, row.id, 3600, "")
        assert sessions.find(tx, token, 600) is not None
        tx.execute(text(change))
        assert sessions.find(tx, token, 600) is None


def test_being_used_keeps_a_session_alive(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        token = sessions.begin(tx, row.id, 3600, "")
    with database.begin() as tx:
        tx.execute(text("update sessions set seen_at = now() - interval '9 minutes'"))
    with database.look() as tx:
        assert sessions.find(tx, token, 600) is not None
        late = tx.execute(
            text("select count(*) from sessions where seen_at < now() - interval '1 minute'")
        ).scalar_one()
    assert late == 0


def test_all_other_sessions_end_and_what_is_over_is_swept(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        mine, _, _ = (sessions.begin(tx, row.id, 3600, "") for _ in range(3))
        found = sessions.find(tx, mine, 600)
        assert found is not None
        assert sessions.end_all(tx, row.id, but=found[0].id_hash) == 2
        sessions.say(tx, found[0].id_hash, "good", "saved", count=2)
        again = sessions.find(tx, mine, 600)
        assert again is not None
        assert again[0].flash == (("good", "saved", {"count": 2}),)
        tx.execute(text("update sessions set expires_at = now() - interval '1 second'"))
        assert sessions.sweep(tx) == 1


def test_what_was_looked_at_can_only_be_added_to(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        access.note(tx, row.id, "search", data={"found": 3})
    for statement in ("update access_log set what = 'x'", "delete from access_log", "truncate access_log"):
        with pytest.raises(Exception, match="appended only"), database.begin() as tx:
            tx.execute(text(statement))
    with database.look() as tx:
        (seen,) = access.page(tx, access.Filters(user_id=row.id))
    assert (seen.what, seen.case_id, dict(seen.data)) == ("search", None, {"found": 3})


def test_names_and_second_factors_are_sealed_anew_with_a_new_key(database: Database) -> None:
    old = KeyRing.generate()
    vault = Vault(KeyRing.parse(old))
    row = add(database, vault)
    with database.begin() as tx:
        users.set_totp(tx, vault, row.id, b"secret", 1, row.actor)
    newer = Vault(KeyRing.parse(f"{KeyRing.generate()},{old}"))
    with database.begin() as tx:
        while reseal(tx, newer):
            pass
        there = users.get(tx, row.id)
    assert there.totp_secret is not None
    assert newer.is_current(there.name)
    assert newer.is_current(there.totp_secret)
    assert users.name(newer, there) == "李测"


def test_every_change_of_an_account_is_told(database: Database, vault: Vault) -> None:
    row = add(database, vault)
    with database.begin() as tx:
        users.grant(tx, row.id, ["auditor"], [], "user:operator")
        users.set_password(tx, row.id, "hash", True, "user:operator")
        users.disable(tx, row.id, True, "user:operator")
        users.disable(tx, row.id, False, "user:operator")
        kinds = tx.execute(text("select kind from events order by seq")).scalars().all()
        assert events.verify(tx, vault) == []
    assert kinds == ["user.created", "user.granted", "user.password_set", "user.disabled", "user.enabled"]
