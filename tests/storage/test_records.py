"""The smaller nouns: idempotency keys, versions, imports, retention."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from storage.blobs import upload_key
from storage.database import Database
from storage.errors import Conflict, NotFound, Refused
from storage.records import (
    case_lists,
    cases,
    events,
    flow,
    idempotency,
    imports,
    readings,
    retention,
    uploads,
    verdicts,
    versions,
)
from storage.records.idempotency import Answer
from storage.states import CaseState, ImportState
from storage.vault import Vault
from tests.storage import made

ANSWER = Answer(201, b'{"id": "1"}')


# ── idempotency ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_request_sent_again_is_answered_as_the_first_time(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        client = made.client(tx)
        assert idempotency.begin(tx, vault, client, "k", b"request") is None
        idempotency.finish(tx, vault, client, "k", ANSWER)
    with database.begin() as tx:
        assert idempotency.begin(tx, vault, client, "k", b"request") == ANSWER
        assert idempotency.begin(tx, vault, made.client(tx), "k", b"request") is None, "another client's own"
    with pytest.raises(Conflict, match="another request"), database.begin() as tx:
        idempotency.begin(tx, vault, client, "k", b"another")


def test_a_request_that_failed_leaves_nothing_behind(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        client = made.client(tx)
    with pytest.raises(RuntimeError), database.begin() as tx:
        idempotency.begin(tx, vault, client, "k", b"request")
        raise RuntimeError
    with database.begin() as tx:
        assert idempotency.begin(tx, vault, client, "k", b"request") is None


def test_a_second_request_waits_for_the_first(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        client = made.client(tx)
    begun = threading.Event()

    def first() -> None:
        with database.begin() as tx:
            assert idempotency.begin(tx, vault, client, "k", b"request") is None
            begun.set()
            threading.Event().wait(0.3)
            idempotency.finish(tx, vault, client, "k", ANSWER)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(first)
        begun.wait()
        with database.begin() as tx:
            assert idempotency.begin(tx, vault, client, "k", b"request") == ANSWER
        running.result()


def test_old_keys_are_swept_away(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        client = made.client(tx)
        for key in ("old", "new"):
            idempotency.begin(tx, vault, client, key, b"r")
            idempotency.finish(tx, vault, client, key, ANSWER)
        tx.execute(text("update idempotency set created_at = now() - interval '3 days' where key = 'old'"))
        assert idempotency.sweep(tx) == 1
        assert idempotency.begin(tx, vault, client, "new", b"r") == ANSWER


# ── versions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_policy_counts_once_a_person_activates_it_and_its_text_stays(database: Database) -> None:
    with database.begin() as tx:
        assert versions.see_policy(tx, "rizhao", "1", "aa").active_from is None
        assert versions.active_policy(tx, "rizhao") is None
        versions.activate_policy(tx, "rizhao", "1", made.USER)
    with database.begin() as tx:
        versions.see_policy(tx, "rizhao", "2", "bb")
        active = versions.active_policy(tx, "rizhao")
        assert active is not None and (active.version, active.activated_by) == ("1", made.USER)
        versions.activate_policy(tx, "rizhao", "2", made.USER)
    with database.begin() as tx:
        active = versions.active_policy(tx, "rizhao")
        assert active is not None and active.version == "2"
        assert len(versions.policies(tx, "rizhao")) == 2
    with pytest.raises(Conflict, match="another text"), database.begin() as tx:
        versions.see_policy(tx, "rizhao", "2", "cc")
    with pytest.raises(NotFound), database.begin() as tx:
        versions.activate_policy(tx, "rizhao", "3", made.USER)


def test_a_registry_counts_from_its_activation(database: Database) -> None:
    with database.begin() as tx:
        assert versions.add_registry(tx, "2026-01", "registries/a", 400, made.USER)
        assert not versions.add_registry(tx, "2026-01", "registries/b", 400, made.USER)
        assert versions.active_registry(tx) is None
        versions.activate_registry(tx, "2026-01", made.USER)
    with database.begin() as tx:
        active = versions.active_registry(tx)
    assert active is not None and (active.version, active.blob, active.rows) == ("2026-01", "registries/a", 400)


def test_a_reader_s_name_stands_for_its_models(database: Database) -> None:
    with database.begin() as tx:
        assert versions.see_reader(tx, "7", "m1", "c1")
        assert not versions.see_reader(tx, "7", "m1", "c1")
    with pytest.raises(Conflict, match="other models"), database.begin() as tx:
        versions.see_reader(tx, "7", "m2", "c1")


# ── imports ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_import_settles_row_by_row_and_each_once(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        there = imports.create(tx, uuid4(), case.client_id, "incoming/x")
        there = imports.move(tx, there, ImportState.DUE, size=100)
        imports.plan(tx, there.id, 3)
        imports.plan(tx, there.id, 3)
        imports.settle(tx, there.id, 1, case.id)
        imports.settle(tx, there.id, 2, None, {"code": "refused", "fields": ["region"]})
        imports.settle(tx, there.id, 1, None, {"code": "late"})
        assert imports.due(tx, there.id) == (3,)
        assert imports.counts(tx, there.id) == {"done": 1, "refused": 1, "due": 1}
        rows = imports.rows(tx, there.id, after=0, limit=2)
        done = imports.move(tx, there, ImportState.DONE)
    assert [(row.state, row.case_id is None) for row in rows] == [("done", False), ("refused", True)]
    assert (done.rows, done.size) == (3, 100) and done.done_at is not None
    with pytest.raises(Refused), database.begin() as tx:
        imports.move(tx, done, ImportState.DUE)


# ── retention ────────────────────────────────────────────────────────────────────────────────────────────────────────


def ended(database: Database, vault: Vault, days: int | None = 0, name: str = "a.jpg") -> UUID:
    """A decided case of a region that keeps so many days."""
    with database.begin() as tx:
        if days is not None:
            retention.keep(tx, "rizhao", days, made.USER)
        case = made.judged(tx, vault, name)
        flow.decide(tx, cases.lock(tx, case.id), made.USER, {"decision": "approved"})
    return case.id


def test_a_case_is_due_on_its_day_unless_it_is_held(database: Database, vault: Vault) -> None:
    now, later = ended(database, vault), ended(database, vault, 30, "b.jpg")
    never = ended(database, vault, 0, "c.jpg")
    with database.begin() as tx:
        cases.purge_on(tx, [never], None)
        assert retention.due(tx) == (now,)
        assert cases.get(tx, later).purge_on == dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)
        cases.hold(tx, cases.lock(tx, now), True, made.USER)
        assert retention.due(tx) == ()
    with pytest.raises(Refused, match="legal hold"), database.begin() as tx:
        retention.purge(tx, cases.lock(tx, now), "system")
    with database.begin() as tx:
        cases.hold(tx, cases.lock(tx, now), False, made.USER)
        assert retention.due(tx) == (now,)
        kinds = [event.kind for event in events.of_case(tx, now)]
    assert kinds[-2:] == ["case.held", "case.hold_lifted"]


def test_a_region_without_a_rule_keeps_everything(database: Database, vault: Vault) -> None:
    ended(database, vault, None)
    with database.begin() as tx:
        assert retention.due(tx) == () and retention.days(tx, "rizhao") is None


def test_after_a_purge_nothing_personal_is_left_and_the_decision_is(database: Database, vault: Vault) -> None:
    case_id = ended(database, vault)
    with database.begin() as tx:
        case = cases.lock(tx, case_id)
        mine = uploads.of_case(tx, case_id)[0]
        keys = retention.objects(tx, case)
        purged = retention.purge(tx, case, "system")
    assert set(keys) == {upload_key(mine.id), "reports/aa/x/json"}
    assert purged.case.state is CaseState.PURGED and [queue for queue, _ in purged.work] == ["purge"]
    with database.begin() as tx:
        row = cases.get(tx, case_id)
        verdict = verdicts.current(tx, case_id)
        kept = uploads.of_case(tx, case_id, live=False)[0]
        assert (row.applicant, row.agent, row.content_hash) == (None, None, None)
        assert case_lists.find_by_name(tx, vault, "柳青禾") == ()
        assert (kept.state, kept.name) == ("purged", None)
        assert verdict is not None and verdict.blobs == {} and verdict.disposition == "review"
        assert events.verify(tx, vault) == []
        assert uploads.key_of(tx, made.sha("a.jpg")) is None
        with pytest.raises(NotFound, match="purged"):
            cases.person(vault, row)


def test_a_case_that_has_not_ended_is_not_purged(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
    with pytest.raises(Refused), database.begin() as tx:
        retention.purge(tx, cases.lock(tx, case.id), "system")


def test_readings_are_forgotten_with_the_last_upload_that_has_their_bytes(database: Database, vault: Vault) -> None:
    one, two = ended(database, vault), ended(database, vault)
    for case_id, gone in ((one, None), (two, ((made.READER, 1),))):
        with database.begin() as tx:
            retention.purge(tx, cases.lock(tx, case_id), "system")
        with database.begin() as tx:
            assert readings.forget(tx, made.sha("a.jpg")) == gone
    with database.begin() as tx:
        assert readings.get(tx, made.sha("a.jpg"), made.READER) is None
        told = made.submitted(tx, vault, "a.jpg")
    assert len(told.work) == 1, "the same bytes, pushed anew, are read anew"


def test_bytes_wanted_anew_while_they_are_forgotten_are_read_anew(database: Database, vault: Vault) -> None:
    case_id = ended(database, vault)
    with database.begin() as tx:
        retention.purge(tx, cases.lock(tx, case_id), "system")
        late = made.case(tx, vault)
    begun = threading.Event()

    def forget() -> None:
        with database.begin() as tx:
            assert readings.forget(tx, made.sha("a.jpg")) is not None
            begun.set()
            threading.Event().wait(0.3)  # the objects are being removed

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(forget)
        begun.wait()
        with database.begin() as tx:
            made.upload(tx, vault, late.id, "a.jpg")
            told = flow.submit(tx, cases.lock(tx, late.id), made.READER, "client:test")
        running.result()
    assert told.case.state is CaseState.READING and len(told.work) == 1
    with database.begin() as tx:
        assert made.read_one(tx).case.state is CaseState.JUDGING
