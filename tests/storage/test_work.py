from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import LostLease, Refused
from storage.records import work
from storage.records.work import Work
from storage.states import WorkState

LEASE = 30.0


def added(tx: Connection, subject: str = "s", queue: str = "read.batch", **more: object) -> UUID:
    found = work.add(tx, "read", queue, subject, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def claimed(tx: Connection, work_id: UUID, owner: str = "w1", lease: float = LEASE) -> Work:
    found = work.claim(tx, work_id, owner, lease)
    assert found is not None
    return found


def state(tx: Connection, work_id: UUID) -> WorkState:
    found = work.get(tx, work_id)
    assert found is not None
    return found.state


def test_an_attempt_is_counted_before_it_begins_and_outlives_its_worker(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx)
    with database.begin() as tx:
        assert claimed(tx, work_id).attempts == 1
    # the worker dies here; what it claimed is committed
    with database.begin() as tx:
        found = work.get(tx, work_id)
    assert found is not None and (found.attempts, found.state) == (1, "leased")


def test_the_same_work_is_added_once(database: Database) -> None:
    with database.begin() as tx:
        added(tx, "a")
        assert work.add(tx, "read", "read.instant", "a") is None
        assert work.add(tx, "judge", "judge", "a") is not None, "another kind's subject is its own"


def test_work_is_claimed_once_however_often_it_is_told_of(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx)
        claimed(tx, work_id)
        assert work.claim(tx, work_id, "w2", LEASE) is None
        assert work.claim(tx, work_id, "w1", LEASE) is None
        assert work.claim_next(tx, ("read.batch",), "w2", LEASE) is None


def test_a_late_message_about_settled_work_changes_nothing(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx)
        work.finish(tx, claimed(tx, work_id))
    with database.begin() as tx:
        assert work.claim(tx, work_id, "w2", LEASE) is None
        assert state(tx, work_id) is WorkState.DONE


def test_work_that_is_not_due_yet_is_not_claimed(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx, delay=60.0)
        assert work.claim(tx, work_id, "w", LEASE) is None
        assert work.claim_next(tx, ("read.batch",), "w", LEASE) is None


def test_the_first_queue_goes_first_and_within_a_queue_what_has_waited_longest(database: Database) -> None:
    for number, queue in enumerate(("read.batch", "read.batch", "read.instant")):
        with database.begin() as tx:
            added(tx, str(number), queue)
    order = []
    with database.begin() as tx:
        while (found := work.claim_next(tx, ("read.instant", "read.batch"), "w", LEASE)) is not None:
            order.append(found.subject)
        assert work.claim_next(tx, (), "w", LEASE) is None
    assert order == ["2", "0", "1"]


def test_many_workers_claim_everything_and_nothing_twice(database: Database) -> None:
    with database.begin() as tx:
        for number in range(300):
            added(tx, str(number))
    claims: list[str] = []

    def drain(number: int) -> None:
        while True:
            with database.begin() as tx:
                found = work.claim_next(tx, ("read.instant", "read.batch"), f"w{number}", LEASE)
            if found is None:
                return
            claims.append(found.subject)
            with database.begin() as tx:
                work.finish(tx, found)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(drain, range(10)))
    assert Counter(claims) == Counter(map(str, range(300)))


def test_of_many_workers_told_of_the_same_work_one_gets_it(database: Database) -> None:
    with database.begin() as tx:
        ids = [added(tx, str(number)) for number in range(40)]

    def claim(number: int) -> list[UUID]:
        mine = []
        for work_id in ids:
            with database.begin() as tx:
                if work.claim(tx, work_id, f"w{number}", LEASE) is not None:
                    mine.append(work_id)
        return mine

    with ThreadPoolExecutor(8) as pool:
        got = [work_id for mine in pool.map(claim, range(8)) for work_id in mine]
    assert sorted(got) == sorted(ids)


def lost(database: Database, work_id: UUID, lease: float = 0.05) -> Work:
    """Claimed, and its lease run out."""
    with database.begin() as tx:
        held = claimed(tx, work_id, "slow", lease)
    time.sleep(lease + 0.05)
    with database.begin() as tx:
        assert [found.id for found in work.expire(tx)] == [work_id]
    return held


CHANGES = {
    "finish": work.finish,
    "retry": lambda tx, held: work.retry(tx, held, 0, "late"),
    "quarantine": lambda tx, held: work.quarantine(tx, held, "late"),
    "release": work.release,
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_who_lost_the_lease_changes_nothing(database: Database, change: str) -> None:
    with database.begin() as tx:
        work_id = added(tx)
    slow = lost(database, work_id)
    with database.begin() as tx:
        quick = claimed(tx, work_id, "quick")
        assert quick.attempts == 2
    with pytest.raises(LostLease), database.begin() as tx:
        CHANGES[change](tx, slow)
    with database.begin() as tx:
        assert not work.extend(tx, slow, LEASE)
        work.finish(tx, quick)
    with pytest.raises(LostLease), database.begin() as tx:
        CHANGES[change](tx, quick)  # settled is settled
    with database.begin() as tx:
        assert state(tx, work_id) is WorkState.DONE


def test_the_fence_holds_against_the_same_worker_s_own_earlier_attempt(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx)
    first = lost(database, work_id)
    with database.begin() as tx:
        again = claimed(tx, work_id, "slow")
        with pytest.raises(LostLease):
            work.finish(tx, first)
        work.finish(tx, again)


def test_a_lease_that_is_extended_does_not_run_out(database: Database) -> None:
    with database.begin() as tx:
        held = claimed(tx, added(tx), lease=0.3)
    for _ in range(3):
        time.sleep(0.15)
        with database.begin() as tx:
            assert work.extend(tx, held, 0.3)
            assert work.expire(tx) == ()
    with database.begin() as tx:
        work.finish(tx, held)


def test_work_that_fails_is_put_back_and_at_last_into_quarantine(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx, most_failures=3)
    for attempt in (1, 2, 3):
        with database.begin() as tx:
            after = work.retry(tx, claimed(tx, work_id), 0, "reader_died")
        assert (after.attempts, after.failures, after.reason) == (attempt, attempt, "reader_died")
    assert after.state is WorkState.QUARANTINED
    with database.begin() as tx:
        assert work.claim(tx, work_id, "w", LEASE) is None
        assert [found.id for found in work.quarantined(tx)] == [work_id]


def test_what_the_machine_did_is_not_blamed_on_the_work_but_ends_too(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx, most_failures=2, most_attempts=5)
    for _ in range(4):
        with database.begin() as tx:
            after = work.retry(tx, claimed(tx, work_id), 0, "storage_away", blame=False)
        assert (after.state, after.failures) == ("due", 0)
    with database.begin() as tx:
        assert work.retry(tx, claimed(tx, work_id), 0, "storage_away", blame=False).state == "quarantined"


def test_work_that_kills_its_workers_ends_in_quarantine(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx, most_attempts=2)
    lost(database, work_id, 0.02)
    lost(database, work_id, 0.02)
    with database.begin() as tx:
        found = work.get(tx, work_id)
    assert found is not None and (found.state, found.reason) == ("quarantined", "worker_lost")


def test_work_given_back_was_not_tried(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx)
        after = work.release(tx, claimed(tx, work_id))
    assert (after.state, after.attempts) == ("due", 0)


def test_a_person_puts_work_back_with_its_counters_at_nought(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx)
        work.quarantine(tx, claimed(tx, work_id), "bomb")
    with database.begin() as tx:
        again = work.requeue(tx, work_id)
        assert (again.state, again.attempts, again.failures, again.reason) == ("due", 0, 0, None)
    with pytest.raises(Refused, match="is due and cannot become due"), database.begin() as tx:
        work.requeue(tx, work_id)


def test_a_retry_waits_its_time(database: Database) -> None:
    with database.begin() as tx:
        work_id = added(tx)
        work.retry(tx, claimed(tx, work_id), 0.3, "busy")
    with database.begin() as tx:
        assert work.claim(tx, work_id, "w", LEASE) is None
    time.sleep(0.35)
    with database.begin() as tx:
        assert claimed(tx, work_id).attempts == 2


def test_what_was_never_told_is_told_by_the_sweeper_once_in_a_while(database: Database) -> None:
    with database.begin() as tx:
        fresh, old = added(tx, "fresh"), added(tx, "old")
        tx.execute(text("update work set send_at = now() - interval '1 minute' where id = :id"), {"id": old})
    with database.begin() as tx:
        assert [found.id for found in work.due(tx, resend_after=0.2)] == [old]
    with database.begin() as tx:
        assert work.due(tx, resend_after=0.2) == ()
    time.sleep(0.25)
    with database.begin() as tx:
        assert [found.id for found in work.due(tx, resend_after=9)] == [old]
    time.sleep(work.GRACE)
    with database.begin() as tx:
        assert [found.id for found in work.due(tx)] == [fresh], "the asker did not tell it either"


def test_two_sweepers_never_tell_the_same(database: Database) -> None:
    with database.begin() as tx:
        for number in range(20):
            added(tx, str(number))
        tx.execute(text("update work set send_at = now()"))
    with database.begin() as one, database.begin() as two:
        first, second = work.due(one, limit=8), work.due(two, limit=100)
    assert len(first) == 8 and len(second) == 12
    assert not {found.id for found in first} & {found.id for found in second}


def test_depth_tells_what_waits_and_how_long(database: Database) -> None:
    with database.begin() as tx:
        for number in range(3):
            added(tx, str(number))
        added(tx, "later", delay=60.0)
        held = claimed(tx, added(tx, "i", "read.instant"))
        work.quarantine(tx, claimed(tx, added(tx, "bad", "read.instant")), "bomb")
        tx.execute(text("update work set due_at = now() - interval '90 seconds' where subject = '0'"))
        depth = work.depth(tx)
    assert held.state is WorkState.LEASED
    assert (depth["read.batch"].due, depth["read.batch"].leased) == (3, 0)
    assert 89 < depth["read.batch"].oldest < 100
    assert (depth["read.instant"].leased, depth["read.instant"].quarantined) == (1, 1)


def test_settled_work_is_swept_away_after_its_time_and_no_other(database: Database) -> None:
    with database.begin() as tx:
        done = added(tx, "done")
        work.finish(tx, claimed(tx, done))
        added(tx, "due")
        tx.execute(text("update work set done_at = now() - interval '31 days' where id = :id"), {"id": done})
        assert work.sweep(tx) == 1
        assert work.get(tx, done) is None
        assert work.sweep(tx) == 0
