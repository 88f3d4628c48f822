from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.records import clients, events
from storage.records.clients import Caller, Grant

READ = Grant(("cases:read",))
PRINT = "AB:CD:" + ":".join(["0f"] * 30)


def caller(database: Database, key: str) -> Caller | None:
    with database.begin() as tx:
        return clients.authenticate(tx, key)


def test_a_key_is_known_by_its_secret_and_kept_as_a_hash(database: Database) -> None:
    with database.begin() as tx:
        client = clients.create(tx, "某市小程序", ("rizhao",))
        key = clients.new_key(tx, client.id, READ)
        kept = str(tx.execute(text("select t::text from api_keys t")).scalars().all())
        told = str(tx.execute(text("select data::text from events")).scalars().all())
    found = caller(database, key)
    assert found is not None and key.startswith("ysk_")
    assert (found.client_id, found.client, found.actor) == (client.id, "某市小程序", f"client:{client.id}")
    secret = key.split("_", 2)[2]
    assert secret not in kept + told and found.key_id in told


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: key[:-1],
        lambda key: key + "x",
        lambda key: key[4:],
        lambda key: key.replace("ysk_", "ysk_0"),
        lambda _: "",
        lambda _: "ysk__",
        lambda _: "ysk_" + "0" * 12 + "_" + "a" * 43,
    ],
)
def test_anything_but_the_key_is_nobody(database: Database, spoil: object) -> None:
    with database.begin() as tx:
        key = clients.new_key(tx, clients.create(tx, "a").id, READ)
    assert caller(database, spoil(key)) is None  # type: ignore[operator]


def test_expired_revoked_and_disabled_keys_are_nobody_s(database: Database) -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    with database.begin() as tx:
        client = clients.create(tx, "a")
        short = clients.new_key(tx, client.id, Grant(("cases:read",), expires_at=soon))
        taken, last = (clients.new_key(tx, client.id, READ) for _ in range(2))
    assert caller(database, short) and caller(database, taken)
    with database.begin() as tx:
        clients.revoke(tx, taken.split("_")[1])
        tx.execute(text("update api_keys set expires_at = now() where expires_at is not null"))
    assert caller(database, short) is None and caller(database, taken) is None
    with database.begin() as tx:
        clients.disable(tx, client.id)
    assert caller(database, last) is None
    with database.begin() as tx:
        clients.disable(tx, client.id, off=False)
    assert caller(database, last) is not None
    with pytest.raises(NotFound), database.begin() as tx:
        clients.revoke(tx, "none")


def test_a_key_is_rotated_without_a_gap(database: Database) -> None:
    with database.begin() as tx:
        old = clients.new_key(tx, clients.create(tx, "a").id, Grant(("cases:read", "cases:write"), ("rizhao",)))
        new = clients.rotate(tx, old.split("_")[1], overlap=3600)
    before, after = caller(database, old), caller(database, new)
    assert before is not None and after is not None
    assert (before.rights, before.regions) == (after.rights, after.regions)
    with database.begin() as tx:
        tx.execute(text("update api_keys set expires_at = now() where expires_at is not null"))
    assert caller(database, old) is None and caller(database, new) is not None


@pytest.mark.parametrize(
    ("client", "key", "may"),
    [
        ((), None, None),
        (("rizhao",), None, {"rizhao"}),
        ((), ("rizhao",), {"rizhao"}),
        (("rizhao", "jiangxi"), ("rizhao",), {"rizhao"}),
        (("rizhao",), ("jiangxi",), set()),
    ],
)
def test_a_key_never_reaches_beyond_its_client_s_regions(
    database: Database, client: tuple[str, ...], key: tuple[str, ...] | None, may: set[str] | None
) -> None:
    with database.begin() as tx:
        owner = clients.create(tx, "a", client)
        found = clients.authenticate(tx, clients.new_key(tx, owner.id, Grant(("cases:read",), key)))
    assert found is not None and found.regions == may
    assert found.may("cases:read", "rizhao") is (may is None or "rizhao" in may)
    assert not found.may("cases:write")


def test_admin_holds_every_right_and_unknown_rights_are_refused(database: Database) -> None:
    with database.begin() as tx:
        found = clients.authenticate(tx, clients.new_key(tx, clients.create(tx, "a").id, Grant(("admin",))))
    assert found is not None and found.may("imports:write", "anywhere")
    for rights in ((), ("everything",)):
        with pytest.raises(ValueError, match="rights are some of"):
            Grant(rights)


def test_a_certificate_is_known_by_its_fingerprint_and_never_as_a_bearer(database: Database) -> None:
    with database.begin() as tx:
        key_id = clients.add_certificate(tx, clients.create(tx, "a").id, PRINT, READ)
        assert clients.authenticate_certificate(tx, PRINT.lower().replace(":", "")) is not None
        assert clients.authenticate_certificate(tx, "00" * 32) is None
        assert clients.authenticate(tx, f"ysk_{key_id}_") is None
        assert clients.authenticate(tx, f"ysk_{key_id}_x") is None
        clients.revoke(tx, key_id)
    with database.begin() as tx:
        assert clients.authenticate_certificate(tx, PRINT) is None


def test_use_is_noted_to_five_minutes(database: Database) -> None:
    with database.begin() as tx:
        client = clients.create(tx, "a")
        key = clients.new_key(tx, client.id, READ)
    caller(database, key)
    with database.begin() as tx:
        first = clients.keys(tx, client.id)[0].last_used_at
    caller(database, key)
    with database.begin() as tx:
        assert first is not None and clients.keys(tx, client.id)[0].last_used_at == first


def test_two_clients_never_share_a_name_and_all_is_logged(database: Database) -> None:
    with database.begin() as tx:
        client = clients.create(tx, "a")
        clients.new_key(tx, client.id, READ, actor="user:li")
        assert clients.by_name(tx, "a") == client and clients.by_name(tx, "b") is None
        assert clients.every(tx) == (client,)
        kinds = tx.execute(text("select kind from events order by seq")).scalars().all()
    assert kinds == ["client.created", "key.created"]
    with pytest.raises(Conflict), database.begin() as tx:
        clients.create(tx, "a")
    with database.begin() as tx:
        assert clients.create(tx, "c").regions == ()
        events.append(tx, "client.seen", "system")
