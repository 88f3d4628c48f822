"""Records of audits: who may read what, what stays, what is sealed anew, and what goes when a case is purged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import Conflict, NotFound, Refused
from storage.records import access, comparisons, drift_alarms, events, samples, sampling_plans, second_readings, users
from storage.records.cases import CaseRow
from storage.records.comparisons import Comparison, NewRuling, Scope
from storage.records.samples import NewItem, NewSample
from storage.records.sampling_plans import NewPlan, PlanRow
from storage.records.strays import strays
from storage.records.users import NewUser
from storage.resealing import reseal
from storage.vault import KeyRing, Vault
from tests.storage import made

DAY = dt.date(2026, 3, 1)
FOUND = (
    Comparison(
        "field",
        "patient.name",
        1,
        "wrong",
        0.9,
        kind="photo",
        detail={"machine": "林试样", "auditor": "林式样"},
        entry="林式样",
    ),
    Comparison("finding", "page_missing", 0, "missed", machine="pass", auditor="fail"),
)


@dataclass
class Audit:
    database: Database
    vault: Vault
    case: CaseRow
    plan: PlanRow

    def user(self) -> UUID:
        with self.database.begin() as tx:
            return users.create(tx, self.vault, NewUser(f"u{uuid4().hex[:8]}", "周试", ("auditor",))).id

    def saved(self, user_id: UUID) -> UUID:
        """Of a reading with FOUND."""
        with self.database.begin() as tx:
            reading = second_readings.begin(tx, self.plan.id, user_id)
            assert reading is not None
            second_readings.save(tx, self.vault, reading, {"papers": [], "findings": {}})
            comparisons.add(tx, self.vault, reading.id, FOUND)
            return reading.id


@pytest.fixture
def audit(database: Database, vault: Vault) -> Iterator[Audit]:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg", "b.jpg")
        maker = users.create(tx, vault, NewUser("maker", "周试", ("auditor",))).id
        plan = sampling_plans.add(tx, NewPlan("方案", "case", "period", DAY, DAY, size=1, seed=7), maker)
        verdict = tx.execute(text("select id from verdicts where case_id = :id"), {"id": case.id}).scalar_one()
        item = NewItem(case.id, verdict, "", [(str(uuid4()), 1)], 3.0, True, {"week": "2026-W10", "region": "rizhao"})
        samples.add(tx, plan, NewSample(7, DAY, DAY, 3, "hash", [], [item]), "user:maker")
    yield Audit(database, vault, case, plan)


def begin(audit: Audit, user_id: UUID) -> second_readings.ReadingRow | None:
    with audit.database.begin() as tx:
        return second_readings.begin(tx, audit.plan.id, user_id)


def test_an_item_read_twice_is_read_by_two_and_no_more(audit: Audit) -> None:
    first, second, third = audit.user(), audit.user(), audit.user()
    audit.saved(first)
    assert begin(audit, first) is None
    again = begin(audit, second)
    assert again is not None
    assert again.ordinal == 2
    assert begin(audit, third) is None


def test_who_worked_on_a_case_or_saw_it_judged_never_gets_it(audit: Audit) -> None:
    worked, looked, innocent = audit.user(), audit.user(), audit.user()
    with audit.database.begin() as tx:
        events.append(tx, "case.noted", f"user:{worked}", audit.case.id)
        access.note(tx, looked, "report", audit.case.id)
        access.note(tx, innocent, "blind_page", audit.case.id)
    assert begin(audit, worked) is None
    assert begin(audit, looked) is None
    assert begin(audit, innocent) is not None


def test_who_reads_a_case_is_blind_to_it_until_saved(audit: Audit) -> None:
    reader = audit.user()
    assert begin(audit, reader) is not None
    with audit.database.look() as tx:
        assert second_readings.is_blind(tx, reader, audit.case.id)
        assert not second_readings.is_blind(tx, audit.user(), audit.case.id)
    audit.saved(reader)
    with audit.database.look() as tx:
        assert not second_readings.is_blind(tx, reader, audit.case.id)


def test_what_was_taken_and_left_lying_goes_to_somebody_else(audit: Audit) -> None:
    first, second, third = audit.user(), audit.user(), audit.user()
    assert begin(audit, first) is not None
    assert begin(audit, second) is not None
    assert begin(audit, third) is None
    with audit.database.begin() as tx:
        tx.execute(
            text("update second_readings set begun_at = now() - interval '13 hours' where user_id = :id"), {"id": first}
        )
    taken = begin(audit, third)
    assert taken is not None
    assert taken.ordinal == 1


def test_what_was_said_stays(audit: Audit) -> None:
    reader = audit.user()
    reading_id = audit.saved(reader)
    with audit.database.begin() as tx:
        comparisons.rule(tx, audit.vault, (reading_id, 1), NewRuling("machine_right", "right", "看清了"), audit.user())
        reading = second_readings.own(tx, reading_id, reader)
        with pytest.raises(Conflict):
            second_readings.save(tx, audit.vault, reading, {})
    for statement in (
        "update second_readings set ordinal = 2",
        "update second_readings set answer = 'x'",
        "delete from second_readings",
        "update comparisons set outcome = 'right'",
        "delete from comparisons",
        "update adjudications set outcome = 'wrong'",
        "delete from adjudications",
        "update samples set seed = 1",
        "delete from samples",
        "update sample_items set weight = 2",
        "truncate sample_items cascade",
    ):
        with pytest.raises(Refused), audit.database.begin() as tx:
            tx.execute(text(statement))


def test_the_newest_ruling_counts_and_all_are_kept(audit: Audit) -> None:
    reading_id, judge = audit.saved(audit.user()), audit.user()
    with audit.database.begin() as tx:
        comparisons.rule(tx, audit.vault, (reading_id, 1), NewRuling("open", "open", "再看"), judge)
        comparisons.rule(tx, audit.vault, (reading_id, 1), NewRuling("machine_right", "right", "看清了"), judge)
        rows = comparisons.of_reading(tx, reading_id)
        assert (rows[0].outcome, rows[0].final, rows[0].ruled_by) == ("wrong", "right", judge)
        assert rows[1].final == "missed"
        assert [one.note for one in comparisons.rulings(tx, audit.vault, reading_id, 1)] == ["再看", "看清了"]
        with pytest.raises(NotFound):
            comparisons.rule(tx, audit.vault, (reading_id, 99), NewRuling("open", "open"), judge)


def test_nothing_that_was_read_stands_open_in_the_database(audit: Audit) -> None:
    audit.saved(audit.user())
    with audit.database.look() as tx:
        for table in ("second_readings", "comparisons", "sample_items", "events"):
            for row in tx.execute(text(f"select to_jsonb({table})::text as told from {table}")):
                assert "林试样" not in row.told
                assert "林试样".encode().hex() not in row.told


def test_a_new_key_reaches_what_auditors_wrote(audit: Audit) -> None:
    reader = audit.user()
    old_keys, new_key = KeyRing.generate(), KeyRing.generate()
    old = Vault(KeyRing.parse(old_keys))
    with audit.database.begin() as tx:
        reading = second_readings.begin(tx, audit.plan.id, reader)
        assert reading is not None
        second_readings.save(tx, old, reading, {"papers": []})
        comparisons.add(tx, old, reading.id, FOUND)
        comparisons.rule(tx, old, (reading.id, 1), NewRuling("open", "open", "再看"), reader)
    both, new = Vault(KeyRing.parse(f"{new_key},{old_keys}")), Vault(KeyRing.parse(new_key))
    with audit.database.begin() as tx:  # of this test's other rows: sealed with a key that is not in this ring
        tx.execute(text("update users set name = :name"), {"name": both.seal(b"x", b"users.name:x")})
        for table in ("cases", "uploads"):
            column = "applicant" if table == "cases" else "name"
            tx.execute(text(f"update {table} set {column} = null"))
    with audit.database.begin() as tx:
        assert reseal(tx, both) == 3
    with audit.database.begin() as tx:
        assert reseal(tx, both) == 0
        assert second_readings.answer(new, second_readings.own(tx, reading.id, reader)) == {"papers": []}
        assert comparisons.detail(new, comparisons.of_reading(tx, reading.id)[0])["machine"] == "林试样"
        assert [one.note for one in comparisons.rulings(tx, new, reading.id, 1)] == ["再看"]


def test_which_entry_it_is_stands_under_a_keyed_hash(audit: Audit) -> None:
    reading_id = audit.saved(audit.user())
    with audit.database.look() as tx:
        entries = [row.entry for row in comparisons.of_reading(tx, reading_id)]
    assert entries == [audit.vault.digest("林式样", "comparison entry")[: comparisons.ENTRY_BYTES], None]


def test_a_purged_case_leaves_counts_and_no_words(audit: Audit) -> None:
    reader = audit.user()
    reading_id = audit.saved(reader)
    with audit.database.begin() as tx:
        comparisons.rule(tx, audit.vault, (reading_id, 1), NewRuling("open", "open", "林试样"), reader)
    assert begin(audit, audit.user()) is not None  # somebody has begun it and not saved
    with audit.database.begin() as tx:
        comparisons.purge(tx, audit.case.id)
    with audit.database.begin() as tx:
        (left,) = second_readings.of_item(tx, _item(tx))
        assert left.answer is None
        rows = comparisons.of_reading(tx, reading_id)
        assert [row.outcome for row in rows] == ["wrong", "missed"]
        assert comparisons.detail(audit.vault, rows[0]) == {}
        assert [row.entry for row in rows] == [None, None]
        assert [one.note for one in comparisons.rulings(tx, audit.vault, reading_id, 1)] == [""]


def _item(tx: Connection) -> UUID:
    found: UUID = tx.execute(text("select id from sample_items")).scalar_one()
    return found


@pytest.mark.parametrize(
    ("plan_regions", "own", "sees"),
    [
        ((), (), True),
        (("rizhao",), (), True),
        (("rizhao",), ("rizhao",), True),
        (("rizhao",), ("rizhao", "neimenggu"), True),
        (("rizhao", "neimenggu"), ("rizhao",), False),  # it holds cases that they may not see
        ((), ("rizhao",), False),
        (("neimenggu",), ("rizhao",), False),
    ],
)
def test_a_plan_is_seen_by_who_may_see_all_of_it(
    audit: Audit, plan_regions: tuple[str, ...], own: tuple[str, ...], sees: bool
) -> None:
    with audit.database.begin() as tx:
        new = NewPlan("方案", "case", "period", DAY, DAY, size=1, regions=plan_regions)
        plan = sampling_plans.add(tx, new, audit.user())
        assert (plan.id in {one.id for one in sampling_plans.every(tx, own)}) is sees
        drift_alarms.notice(tx, drift_alarms.scope_of(plan_regions), "fields", "2026-W10", (0.2, 0.1, "above"))
        assert bool(drift_alarms.unseen(tx, own)) is sees
        if not sees:
            with pytest.raises(NotFound):
                sampling_plans.get(tx, plan.id, own)


def test_comparisons_come_with_what_they_were_drawn_by(audit: Audit) -> None:
    audit.saved(audit.user())
    with audit.database.look() as tx:
        found = comparisons.seen(tx, Scope())
        assert [(seen.row.topic, seen.weight, seen.facts["week"]) for seen in found] == [
            ("patient.name", 3.0, "2026-W10"),
            ("page_missing", 3.0, "2026-W10"),
        ]
        today = dt.datetime.now(dt.UTC).date()
        assert comparisons.seen(tx, Scope(since=today + dt.timedelta(days=2))) == []
        assert comparisons.seen(tx, Scope(plan_id=uuid4())) == []
        assert comparisons.seen(tx, Scope(regions=("neimenggu",))) == []


def test_an_alarm_is_told_once_and_noted_once(audit: Audit) -> None:
    with audit.database.begin() as tx:
        assert drift_alarms.notice(tx, "", "fields", "2026-W10", (0.2, 0.1, "above"))
        assert not drift_alarms.notice(tx, "", "fields", "2026-W10", (0.3, 0.1, "above"))
        (alarm,) = drift_alarms.unseen(tx)
        reader = users.by_login(tx, "maker")
        assert reader is not None
        with pytest.raises(NotFound):
            drift_alarms.see(tx, alarm.id, ("rizhao",), reader.id)
        drift_alarms.see(tx, alarm.id, (), reader.id)
        assert drift_alarms.unseen(tx) == ()
        with pytest.raises(NotFound):
            drift_alarms.see(tx, alarm.id, (), reader.id)


def test_the_frame_of_a_sample_is_no_stray(audit: Audit) -> None:
    with audit.database.begin() as tx:
        (sample,) = samples.of_plan(tx, audit.plan.id)
        assert (sample.items, sample.wanted) == (1, 2)
        assert strays(tx, [samples.frame_key(sample.id)]) == ()


def test_what_was_left_half_done_is_sealed_and_goes_when_it_is_saved(audit: Audit) -> None:
    with audit.database.begin() as tx:
        reading = second_readings.begin(tx, audit.plan.id, audit.user())
        assert reading is not None
        assert second_readings.draft(audit.vault, reading) == {}
        second_readings.keep_draft(tx, audit.vault, reading, {"1-patient.name": "林试样"})
        kept = second_readings.own(tx, reading.id, reading.user_id)
        assert "林试样".encode() not in (kept.draft or b"")
        assert second_readings.draft(audit.vault, kept) == {"1-patient.name": "林试样"}
        assert second_readings.save(tx, audit.vault, reading, {"papers": [], "findings": {}}).draft is None
        second_readings.keep_draft(tx, audit.vault, reading, {"1-patient.name": "某"})  # too late: it is saved
        assert second_readings.own(tx, reading.id, reading.user_id).draft is None
