from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import Conflict, LostLease, Refused
from storage.records import cases, events, flow, headway, readings, recovery, uploads, verdicts, work
from storage.records.readings import Slice
from storage.states import CaseState, WorkState
from storage.vault import Vault
from tests.storage import made
from tests.storage.made import READER, WORKER

READ = ("read.instant", "read.batch")


def held(tx: Connection, queues: tuple[str, ...] = READ, owner: str = "w1", lease: float = 60) -> work.Work:
    found = work.claim_next(tx, queues, owner, lease)
    assert found is not None
    return found


def state(database: Database, case_id: UUID) -> CaseState:
    with database.begin() as tx:
        return cases.get(tx, case_id).state


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_is_read_then_judged_and_ends_with_one_current_verdict(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        told = made.submitted(tx, vault, "a.jpg", "b.jpg")
    assert told.case.state is CaseState.READING and told.case.submitted_at is not None
    assert [queue for queue, _ in told.work] == ["read.batch"] * 2
    with database.begin() as tx:
        assert made.read_one(tx) == flow.Told(), "one more to come"
    with database.begin() as tx:
        told = made.read_one(tx)
    assert told.case.state is CaseState.JUDGING and [queue for queue, _ in told.work] == ["judge"]
    with database.begin() as tx:
        told = made.judge_one(tx)
        current = verdicts.current(tx, told.case.id)
        kinds = [event.kind for event in events.of_case(tx, told.case.id)]
    assert told.case.state is CaseState.JUDGED and told.case.judged_at is not None
    assert current is not None and (current.number, current.disposition, current.current) == (1, "review", True)
    assert kinds == [
        "case.created", "upload.received", "upload.received", "case.reading", "case.judging", "case.judged",
    ]  # fmt: skip


def test_instant_cases_wait_in_their_own_queue(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        assert [queue for queue, _ in made.submitted(tx, vault, "a.jpg", track="instant").work] == ["read.instant"]


def test_instant_cases_are_judged_before_batch_ones(database: Database, vault: Vault) -> None:
    for track in ("batch", "instant"):
        with database.begin() as tx:
            made.submitted(tx, vault, f"{track}.jpg", track=track)
            made.read_one(tx)
    with database.begin() as tx:
        assert [made.judge_one(tx).case.track for _ in range(2)] == ["instant", "batch"]


def test_the_same_bytes_are_read_once_for_all_cases(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        first = made.submitted(tx, vault, "a.jpg", "b.jpg")
    with database.begin() as tx:
        second = made.submitted(tx, vault, "a.jpg")
    assert len(first.work) == 2 and second.work == ()
    with database.begin() as tx:
        made.read_one(tx)
    with database.begin() as tx:
        told = made.read_one(tx)
        assert work.claim_next(tx, READ, "w", 60) is None
    assert told.case.id == first.case.id
    assert state(database, second.case.id) is CaseState.JUDGING
    with database.begin() as tx:
        third = made.submitted(tx, vault, "b.jpg")
    assert third.case.state is CaseState.JUDGING, "all of it was read before"
    assert [queue for queue, _ in third.work] == ["judge"]


def test_an_instant_case_hurries_bytes_that_wait_in_the_batch_queue(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        made.submitted(tx, vault, "a.jpg", "b.jpg")
    with database.begin() as tx:
        told = made.submitted(tx, vault, "a.jpg", track="instant")
        assert [queue for queue, _ in told.work] == ["read.instant"]
        assert held(tx, ("read.instant",)).subject.startswith(made.sha("a.jpg"))


def test_a_long_file_is_read_in_slices_and_settles_with_the_last(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "long.pdf").case
    with database.begin() as tx:
        told = flow.slice_done(tx, held(tx), Slice(page_count=34, pages_done=10), WORKER)
        rows = readings.slices(tx, made.sha("long.pdf"), READER)
        progress = headway.of_case(tx, case.id, READER)
    assert [(row.first, row.last) for row in rows] == [(1, 10), (11, 20), (21, 30), (31, 34)]
    assert [queue for queue, _ in told.work] == ["read.batch"] * 3
    assert (progress.pages, progress.pages_done, progress.settled) == (34, 10, 0)
    for last in (False, False, True):
        with database.begin() as tx:
            told = flow.slice_done(tx, held(tx), Slice(page_count=34, pages_done=8), WORKER)
        assert bool(told.cases) is last
    with database.begin() as tx:
        reading = readings.get(tx, made.sha("long.pdf"), READER)
    assert reading is not None and (reading.state, reading.pages_done) == ("done", 34)


def test_a_short_file_has_one_slice_that_ends_where_it_does(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        made.submitted(tx, vault, "a.pdf")
        made.read_one(tx, pages=3)
        rows = readings.slices(tx, made.sha("a.pdf"), READER)
    assert [(row.first, row.last, row.pages_done) for row in rows] == [(1, 3, 3)]


def test_a_file_that_cannot_be_read_is_settled_with_its_reason(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        made.submitted(tx, vault, "locked.pdf")
        told = flow.slice_done(tx, held(tx), Slice(None, 0, 0.1, error_code="encrypted"), WORKER)
        reading = readings.get(tx, made.sha("locked.pdf"), READER)
    assert told.case.state is CaseState.JUDGING
    assert reading is not None and (reading.state, reading.error_code) == ("done", "encrypted")


def test_a_poison_page_is_given_up_after_its_attempts_and_its_case_goes_on(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "bomb.pdf", "fine.jpg").case
        tx.execute(
            text("update work set due_at = now() - interval '1 minute' where subject like :it"),
            {"it": made.sha("bomb.pdf") + "%"},
        )
    for attempt in (1, 2, 3):
        with database.begin() as tx:
            after, told = recovery.slice_failed(tx, held(tx), 0.0, "reader_died", WORKER)
            tx.execute(
                text("update work set due_at = now() - interval '1 minute' where state = 'due' and subject like :it"),
                {"it": made.sha("bomb.pdf") + "%"},
            )
        assert after.attempts == attempt and told.cases == ()
    assert after.state is WorkState.QUARANTINED
    with database.begin() as tx:
        told = made.read_one(tx)
        progress = headway.of_case(tx, case.id, READER)
    assert told.case.id == case.id and told.case.state is CaseState.JUDGING
    assert (progress.settled, progress.given_up) == (2, 1)


def test_a_given_up_slice_in_the_middle_leaves_the_rest_of_the_file(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        made.submitted(tx, vault, "long.pdf")
    with database.begin() as tx:
        flow.slice_done(tx, held(tx), Slice(page_count=30, pages_done=10), WORKER)
    with database.begin() as tx:
        bad = held(tx)
        tx.execute(text("update work set most_failures = 1 where id = :id"), {"id": bad.id})
        recovery.slice_failed(tx, bad, 0.0, "reader_died", WORKER)
    with database.begin() as tx:
        told = flow.slice_done(tx, held(tx), Slice(page_count=30, pages_done=10), WORKER)
        reading = readings.get(tx, made.sha("long.pdf"), READER)
    assert told.case.state is CaseState.JUDGING
    assert reading is not None and (reading.state, reading.pages_done) == ("quarantined", 20)


def test_work_in_quarantine_is_put_back_and_its_cases_wait_again(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "bomb.pdf").case
        bad = held(tx)
        tx.execute(text("update work set most_failures = 1 where id = :id"), {"id": bad.id})
        recovery.slice_failed(tx, bad, 0.0, "reader_died", WORKER)
    with database.begin() as tx:
        made.judge_one(tx)
    with database.begin() as tx:
        told = recovery.requeue(tx, bad.id, made.USER)
    assert told.case.state is CaseState.READING and told.work == (("read.batch", bad.id),)
    with database.begin() as tx:
        assert made.read_one(tx).case.state is CaseState.JUDGING
    with database.begin() as tx:
        made.judge_one(tx, "ready")
        told_events = events.of_case(tx, case.id)
        numbers = [(row.number, row.disposition, row.current) for row in verdicts.of_case(tx, case.id)]
    assert numbers == [(1, "review", False), (2, "ready", True)]
    assert any(event.actor == made.USER for event in told_events)
    with pytest.raises(Refused), database.begin() as tx:
        recovery.requeue(tx, bad.id, made.USER)


def test_of_two_readings_that_end_together_one_sends_the_case_on(database: Database, vault: Vault) -> None:
    for round_no in range(12):
        names = (f"a{round_no}.jpg", f"b{round_no}.jpg")
        with database.begin() as tx:
            case = made.submitted(tx, vault, *names).case
        gate = threading.Barrier(2)

        def read(number: int, gate: threading.Barrier = gate) -> int:
            with database.begin() as tx:
                mine = held(tx, owner=f"w{number}")
            gate.wait()
            with database.begin() as tx:
                told = flow.slice_done(tx, mine, Slice(1, 1), WORKER)
                time.sleep(random.random() / 50)
            return len(told.cases)

        with ThreadPoolExecutor(2) as pool:
            assert sum(pool.map(read, range(2))) == 1
        assert state(database, case.id) is CaseState.JUDGING


def test_a_case_submitted_while_its_bytes_are_being_settled_waits_for_nothing(database: Database, vault: Vault) -> None:
    """The submission may see the reading as due, the reader may see no case that waits: whoever is second sees both."""
    for round_no in range(12):
        name = f"x{round_no}.jpg"
        with database.begin() as tx:
            made.submitted(tx, vault, name)
            mine = held(tx)
            late = made.case(tx, vault)
            made.upload(tx, vault, late.id, name)
        gate = threading.Barrier(2)

        def submit(gate: threading.Barrier = gate, late_id: UUID = late.id) -> None:
            gate.wait()
            with database.begin() as tx:
                flow.submit(tx, cases.lock(tx, late_id), READER, "client:test")
                time.sleep(random.random() / 50)

        def settle(gate: threading.Barrier = gate, mine: work.Work = mine) -> None:
            gate.wait()
            with database.begin() as tx:
                flow.slice_done(tx, mine, Slice(1, 1), WORKER)
                time.sleep(random.random() / 50)

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(submit), pool.submit(settle)]:
                done.result()
        assert state(database, late.id) is CaseState.JUDGING
        with database.begin() as tx:
            assert recovery.unstick(tx, READER) == flow.Told(), "nothing was left for the sweeper"


def test_cases_that_share_their_bytes_in_any_order_do_not_block_each_other(database: Database, vault: Vault) -> None:
    names = [f"n{number}.jpg" for number in range(6)]
    with database.begin() as tx:
        owner = made.client(tx)

    def push(seed: int) -> UUID:
        mine = random.Random(seed).sample(names, 4)
        with database.begin() as tx:
            case = made.case(tx, vault, client_id=owner)
            for name in mine:
                made.upload(tx, vault, case.id, name)
        with database.begin() as tx:
            flow.submit(tx, cases.lock(tx, case.id), READER, "client:test")
        return case.id

    def read(number: int) -> None:
        idle = 0
        while idle < 15:
            with database.begin() as tx:
                mine = work.claim_next(tx, READ, f"w{number}", 60)
            if mine is None:
                idle += 1
                time.sleep(0.02)
                continue
            with database.begin() as tx:
                flow.slice_done(tx, mine, Slice(1, 1), WORKER)

    with ThreadPoolExecutor(9) as pool:
        readers = [pool.submit(read, number) for number in range(3)]
        pushed = list(pool.map(push, range(40)))
        for reader in readers:
            reader.result()
    assert {state(database, case_id) for case_id in pushed} == {CaseState.JUDGING}
    with database.begin() as tx:
        assert tx.execute(text("select count(*) from readings")).scalar_one() == 6
        assert tx.execute(text("select count(*) from work where kind = 'judge'")).scalar_one() == 40


def test_a_slice_read_by_who_lost_the_lease_changes_nothing(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "a.jpg").case
        slow = held(tx, lease=0.01)
    time.sleep(0.05)
    with database.begin() as tx:
        assert [queue for queue, _ in recovery.expire(tx).work] == ["read.batch"]
    with database.begin() as tx:
        quick = held(tx, owner="w2")
    with pytest.raises(LostLease), database.begin() as tx:
        flow.slice_done(tx, slow, Slice(1, 1), WORKER)
    assert state(database, case.id) is CaseState.READING
    with database.begin() as tx:
        flow.slice_done(tx, quick, Slice(1, 1), WORKER)
    assert state(database, case.id) is CaseState.JUDGING


def test_what_killed_its_workers_too_often_is_given_up_by_the_sweeper(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "killer.pdf").case
        tx.execute(text("update work set most_attempts = 1"))
        held(tx, lease=0.01)
    time.sleep(0.05)
    with database.begin() as tx:
        told = recovery.expire(tx)
    assert told.case.id == case.id and told.case.state is CaseState.JUDGING


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def judging(database: Database, vault: Vault, name: str = "a.jpg") -> cases.CaseRow:
    with database.begin() as tx:
        made.submitted(tx, vault, name)
        return made.read_one(tx).case


def test_judging_that_is_asked_for_twice_gives_one_verdict(database: Database, vault: Vault) -> None:
    case = judging(database, vault)
    with database.begin() as tx:
        slow = held(tx, ("judge",), lease=0.01)
    time.sleep(0.05)
    with database.begin() as tx:
        recovery.expire(tx)
        quick = held(tx, ("judge",), owner="w2")
        flow.judged(tx, quick, made.verdict("ready"), WORKER)
    with pytest.raises(LostLease), database.begin() as tx:
        flow.judged(tx, slow, made.verdict("supplement"), WORKER)
    with database.begin() as tx:
        assert [row.disposition for row in verdicts.of_case(tx, case.id)] == ["ready"]


def test_a_verdict_on_a_case_that_was_cancelled_meanwhile_is_not_recorded(database: Database, vault: Vault) -> None:
    case = judging(database, vault)
    with database.begin() as tx:
        mine = held(tx, ("judge",))
    with database.begin() as tx:
        flow.cancel(tx, cases.lock(tx, case.id), "client:test")
    with pytest.raises(LostLease), database.begin() as tx:
        flow.judged(tx, mine, made.verdict(), WORKER)
    with database.begin() as tx:
        assert verdicts.of_case(tx, case.id) == ()
    assert state(database, case.id) is CaseState.CANCELLED


def test_a_verdict_that_a_newer_judging_overtook_is_not_recorded(database: Database, vault: Vault) -> None:
    case = judging(database, vault)
    with database.begin() as tx:
        mine = held(tx, ("judge",))
    with database.begin() as tx:  # the reader was changed meanwhile: read again, then judge again
        back = cases.move(tx, cases.lock(tx, case.id), CaseState.READING, made.USER)
        cases.move(tx, back, CaseState.JUDGING, made.USER)
    with database.begin() as tx:
        recorded, told = flow.judged(tx, mine, made.verdict(), WORKER)
        there = work.get(tx, mine.id)
    assert recorded is None and told == flow.Told()
    assert there is not None and there.state is WorkState.DONE
    assert state(database, case.id) is CaseState.JUDGING


def test_judging_that_keeps_failing_fails_the_case_and_a_person_resumes_it(database: Database, vault: Vault) -> None:
    case = judging(database, vault)
    for _ in range(3):
        with database.begin() as tx:
            mine = held(tx, ("judge",))
            after, told = recovery.judging_failed(tx, mine, 0.0, "policy_error", WORKER)
    assert after.state is WorkState.QUARANTINED and told.case.state is CaseState.FAILED
    with database.begin() as tx:
        told = recovery.requeue(tx, mine.id, made.USER)
    assert (told.case.state, told.case.judge_no) == (CaseState.JUDGING, case.judge_no)
    with database.begin() as tx:
        made.judge_one(tx)
    assert state(database, case.id) is CaseState.JUDGED


def test_a_reading_whose_object_is_lost_is_read_again_for_all_who_need_it(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        one = made.submitted(tx, vault, "a.jpg").case
        two = made.submitted(tx, vault, "a.jpg").case
        made.read_one(tx)
        for _ in range(2):
            flow.reading_lost(tx, held(tx, ("judge",)), made.sha("a.jpg"), READER, WORKER)
    assert {state(database, one.id), state(database, two.id)} == {CaseState.READING}
    with database.begin() as tx:
        assert len(made.read_one(tx).cases) == 2
        assert work.claim_next(tx, READ, "w", 60) is None, "once for both"
        made.judge_one(tx)
        made.judge_one(tx)
    assert {state(database, one.id), state(database, two.id)} == {CaseState.JUDGED}


def test_an_older_verdict_is_kept_beside_the_new_one_as_it_was(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        first = verdicts.current(tx, case.id)
    assert first is not None
    with database.begin() as tx:
        flow.rejudge(tx, cases.lock(tx, case.id), made.USER, {"reason": "policy"})
        assert verdicts.current(tx, case.id) == first, "until there is a newer one"
    with database.begin() as tx:
        made.judge_one(tx, "ready")
        rows = verdicts.of_case(tx, case.id)
    assert [row.current for row in rows] == [False, True]
    assert (rows[0].findings, rows[0].blobs, rows[0].created_at) == (first.findings, first.blobs, first.created_at)
    with pytest.raises(Refused, match="kept as it was"), database.begin() as tx:
        tx.execute(text("update verdicts set disposition = 'ready' where case_id = :id"), {"id": case.id})
    with pytest.raises(Refused), database.begin() as tx:
        tx.execute(text("delete from verdicts where case_id = :id"), {"id": case.id})


def test_a_second_current_verdict_is_impossible(database: Database, master: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        flow.rejudge(tx, cases.lock(tx, case.id), made.USER)
        made.judge_one(tx)
    with pytest.raises(Conflict, match="verdicts_current_idx"), master.begin() as tx:
        tx.execute(text("set local session_replication_role = replica"))
        tx.execute(text("update verdicts set superseded_at = null where case_id = :id"), {"id": case.id})


# ── supplements, ends ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_supplement_reads_new_bytes_only_and_takes_the_place_of_what_it_replaces(
    database: Database, vault: Vault
) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg", "b.jpg")
        old = uploads.of_case(tx, case.id)
        made.upload(tx, vault, case.id, "a.jpg", "sharper", replaces=old[0].id)
        made.upload(tx, vault, case.id, "c.jpg")
        told = flow.submit(tx, cases.lock(tx, case.id), READER, "client:test", supplement=True)
        live = uploads.of_case(tx, case.id)
    assert told.case.round == 1 and len(told.work) == 2
    assert [uploads.name(vault, row) for row in live] == ["b.jpg", "a.jpg", "c.jpg"]
    for _ in range(2):
        with database.begin() as tx:
            last = made.read_one(tx)
    assert last.case.state is CaseState.JUDGING
    with database.begin() as tx:
        made.judge_one(tx, "ready")
        assert [row.current for row in verdicts.of_case(tx, case.id)] == [False, True]


def test_a_rejudging_does_not_see_half_a_supplement(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        made.upload(tx, vault, case.id, "half.jpg")
        flow.rejudge(tx, cases.lock(tx, case.id), made.USER)
        assert len(uploads.of_case(tx, case.id)) == 1
        assert headway.of_case(tx, case.id, READER).uploads == 1


def test_a_cancelled_case_ends_and_readings_that_others_want_go_on(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        one = made.submitted(tx, vault, "a.jpg").case
        two = made.submitted(tx, vault, "a.jpg").case
        flow.cancel(tx, cases.lock(tx, one.id), "client:test")
    with database.begin() as tx:
        told = made.read_one(tx)
    assert [row.id for row in told.cases] == [two.id]
    assert state(database, one.id) is CaseState.CANCELLED
    with pytest.raises(Refused), database.begin() as tx:
        flow.submit(tx, cases.lock(tx, one.id), READER, "client:test")


def test_a_case_without_uploads_is_judged_as_it_is(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        assert made.submitted(tx, vault).case.state is CaseState.JUDGING


# ── the sweeper ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_reader_takes_over_cases_that_wait_for_the_old_one(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "a.jpg").case
        assert recovery.unstick(tx, READER) == flow.Told()
        told = recovery.unstick(tx, "reader-8")
        assert recovery.unstick(tx, "reader-8") == flow.Told()
    assert told.case.id == case.id and [queue for queue, _ in told.work] == ["read.batch"]


@pytest.mark.parametrize("left", ["finished", "swept away"])
def test_a_slice_that_a_worker_of_another_version_left_gets_work_anew(
    database: Database, vault: Vault, left: str
) -> None:
    """The program was changed for a newer one and back again."""
    with database.begin() as tx:
        case = made.submitted(tx, vault, "a.jpg", "b.jpg").case
        assert recovery.unstick(tx, READER) == flow.Told()
        work.finish(tx, held(tx))
        if left == "swept away":
            tx.execute(text("delete from work where state = 'done'"))
    with database.begin() as tx:
        told = recovery.unstick(tx, READER)
        assert [queue for queue, _ in told.work] == ["read.batch"]
        assert recovery.unstick(tx, READER) == flow.Told()
    with database.begin() as tx:
        made.read_one(tx)
        assert made.read_one(tx).case.id == case.id


def test_a_case_whose_judge_work_vanished_is_sent_on_again(database: Database, vault: Vault) -> None:
    case = judging(database, vault)
    with database.begin() as tx:
        tx.execute(text("delete from work where kind = 'judge'"))
        told = recovery.unstick(tx, READER)
    assert (told.case.id, told.case.state) == (case.id, CaseState.JUDGING)
    with database.begin() as tx:
        made.judge_one(tx)
    assert state(database, case.id) is CaseState.JUDGED


def test_progress_tells_pages_and_the_place_in_the_queue(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        made.submitted(tx, vault, "a.jpg", "b.jpg")
    with database.begin() as tx:
        case = made.submitted(tx, vault, "c.pdf").case
        before = headway.of_case(tx, case.id, READER)
    assert (before.uploads, before.settled, before.pages, before.ahead) == (1, 0, None, 2)
    with database.begin() as tx:
        made.read_one(tx)
        assert headway.of_case(tx, case.id, READER).ahead == 1
    with database.begin() as tx:
        made.read_one(tx)
        made.read_one(tx, pages=2)
        after = headway.of_case(tx, case.id, READER)
    assert (after.settled, after.pages, after.pages_done, after.ahead) == (1, 2, 2, None)


def test_pages_noted_while_a_slice_is_read_are_replaced_by_what_it_settles_with(
    database: Database, vault: Vault
) -> None:
    at = (made.sha("long.pdf"), READER, 1)
    with database.begin() as tx:
        case = made.submitted(tx, vault, "long.pdf").case
    with database.look() as tx:
        headway.opened(tx, *at[:2], 12)
        headway.pages_done(tx, at, 4)
        during = headway.of_case(tx, case.id, READER)
    assert (during.pages, during.pages_done, during.settled) == (12, 4, 0)
    with database.begin() as tx:
        flow.slice_done(tx, held(tx), Slice(page_count=12, pages_done=10), WORKER)
    with database.look() as tx:
        headway.pages_done(tx, at, 5)  # from a worker that lost its lease: nobody listens any more
        after = headway.of_case(tx, case.id, READER)
    assert (after.pages, after.pages_done) == (12, 10)


def test_pages_of_what_has_to_be_opened_are_asked_for_once(database: Database, vault: Vault) -> None:
    """Of a PDF that waits to be read, whichever case brings it; not of a picture, nor of what was opened already."""
    with database.begin() as tx:
        told = made.submitted(tx, vault, "long.pdf", "a.jpg", case_key="one").work
        again = made.submitted(tx, vault, "long.pdf", case_key="two").work
    counting = [work_id for queue, work_id in told if queue == "judge"]
    assert [queue for queue, _ in told] == ["read.batch", "read.batch", "judge"] and again == ()
    with database.begin() as tx:
        asked = held(tx, ("judge",))
        assert (asked.id, asked.kind, asked.subject) == (counting[0], "count", f"{made.sha('long.pdf')}:{READER}")
        headway.opened(tx, made.sha("long.pdf"), READER, 34)
        assert made.submitted(tx, vault, "long.pdf", case_key="three").work == ()
        assert headway.of_case(tx, made.submitted(tx, vault, "long.pdf", case_key="four").case.id, READER).pages == 34


def test_a_reading_that_is_discarded_takes_the_counting_of_its_pages_along(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        made.submitted(tx, vault, "long.pdf", case_key="one")
        made.read_one(tx)
        assert readings.discard(tx, made.sha("long.pdf"), READER)
        told = made.submitted(tx, vault, "long.pdf", case_key="two").work
    assert [queue for queue, _ in told] == ["read.batch", "judge"], "both are to be done anew"


def test_pages_of_what_could_not_be_opened_are_not_waited_for(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "locked.pdf", "later.pdf").case
        flow.slice_done(tx, held(tx), Slice(None, 0, 0.1, error_code="encrypted"), WORKER)
        flow.slice_done(tx, held(tx), Slice(page_count=2, pages_done=2), WORKER)
        assert headway.of_case(tx, case.id, READER).pages == 2


def test_every_message_lost_doubled_late_or_mixed_up_ends_the_same(database: Database, vault: Vault) -> None:
    """Workers told of ids at random, many times, in any order: each case has one verdict, each slice was read once."""
    with database.begin() as tx:
        told = [call for number in range(10) for call in made.submitted(tx, vault, f"{number}.jpg", "shared.jpg").work]
        case_ids = tx.execute(text("select id from cases")).scalars().all()
    rng = random.Random(7)
    ids = [call[1] for call in told if rng.random() > 0.3]  # some are never told
    seen = list(ids)
    for _ in range(60):
        if not seen:
            break
        work_id = rng.choice(seen)
        with database.begin() as tx:
            mine = work.claim(tx, work_id, f"w{rng.random()}", 60)
            if mine is None:
                seen.append(rng.choice(ids))
                continue
            if mine.kind == "read":
                after = flow.slice_done(tx, mine, Slice(1, 1), WORKER)
            else:
                after = flow.judged(tx, mine, made.verdict(), WORKER)[1]
        seen += [call[1] for call in after.work] * 2
    with database.begin() as tx:  # the sweeper finds what was never told
        tx.execute(text("update work set send_at = now()"))
    while True:
        with database.begin() as tx:
            late = work.due(tx, resend_after=0.0)
        if not late:
            break
        for each in late:
            with database.begin() as tx:
                mine = work.claim(tx, each.id, "sweeper", 60)
                assert mine is not None
                if mine.kind == "read":
                    flow.slice_done(tx, mine, Slice(1, 1), WORKER)
                else:
                    flow.judged(tx, mine, made.verdict(), WORKER)
        with database.begin() as tx:
            tx.execute(text("update work set send_at = now() where state = 'due'"))
    with database.begin() as tx:
        assert {cases.get(tx, case_id).state for case_id in case_ids} == {CaseState.JUDGED}
        assert all(len(verdicts.of_case(tx, case_id)) == 1 for case_id in case_ids)
        assert tx.execute(text("select count(*) from work where attempts <> 1")).scalar_one() == 0
        assert events.verify(tx, vault) == []
