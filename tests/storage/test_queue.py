from __future__ import annotations

import datetime as dt
import statistics
import time
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import Conflict, Refused
from storage.records import cases, claims, events, flow, queue, saved_views, users, work
from storage.records.queue import Filters, Place
from storage.records.users import NewUser
from storage.states import CaseState
from storage.vault import Vault
from tests.storage import made

MANY = 50_000
FILLED = f"""
set session_replication_role = replica;
insert into cases (id, client_id, case_key, region, case_type, submitted_on, channel, diseases, state, track)
  select gen_random_uuid(), (select id from clients limit 1), 'big' || n, 'r' || n % 6, 'application',
         date '2026-01-01' + n % 200, 'self', array['d' || n % 40], 'judged',
         case when n % 9 = 0 then 'instant' else 'batch' end
  from generate_series(1, {MANY}) n;
insert into queue_entries (case_id, seq, case_key, region, track, urgency, diseases, submitted_on, state, round, due_on,
                           disposition, worst, fails, unsures, codes, hospitals)
  select id, seq, case_key, region, track, case track when 'instant' then 0 else 1 end, diseases, submitted_on, state,
         0, submitted_on + 28, (array['ready', 'review', 'supplement'])[1 + seq % 3], seq % 4, seq % 5, seq % 3,
         array['code_' || seq % 20], array['示例医院' || seq % 300] from cases where case_key like 'big%';
set session_replication_role = default;
analyze cases; analyze queue_entries;
"""


def reviewer(tx: Connection, vault: Vault, login: str) -> UUID:
    return users.create(tx, vault, NewUser(login, "审核员", ("reviewer",))).id


def filled(tx: Connection) -> None:
    """MANY open cases, for the database's superuser to make: only the queue knows of verdicts of theirs."""
    for statement in filter(str.strip, FILLED.split(";\n")):
        tx.execute(text(statement))


def keys(tx: Connection, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    return [entry.case_key for entry in queue.page(tx, filters)]


def judge(tx: Connection, **changes: object) -> flow.Told:
    held = work.claim_next(tx, ("judge.instant", "judge"), "j1", 60)
    assert held is not None
    return flow.judged(tx, held, replace(made.verdict(), **changes), made.WORKER)[1]  # type: ignore[arg-type]


def test_what_only_follows_from_another_finding_is_not_counted(database: Database, vault: Vault) -> None:
    root = {"code": "image_unreadable", "outcome": "unsure", "severity": "review", "rule": "readable"}
    follows = {
        "code": "date_missing",
        "outcome": "unsure",
        "severity": "review",
        "rule": "dated",
        "cause": root["code"],
    }
    with database.begin() as tx:
        made.submitted(tx, vault, "a.jpg", case_key="one")
        made.read_one(tx)
        judge(tx, findings=[root, follows])
    with database.begin() as tx:
        entry = queue.page(tx, Filters())[0]
        assert (entry.fails, entry.unsures) == (0, 1)
        assert keys(tx, Filters(code="date_missing")) == ["one"]


def test_instant_cases_come_first_then_those_that_are_due_first(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        for name, track, due in (("late", "batch", 9), ("soon", "batch", 2), ("at once", "instant", None)):
            made.submitted(tx, vault, name + ".jpg", case_key=name, track=track)
            made.read_one(tx)
            judge(tx, due_on=due and dt.date(2026, 4, due), hospitals=("示例市人民医院",))
    with database.begin() as tx:
        entries = queue.page(tx, Filters())
        assert [entry.case_key for entry in entries] == ["at once", "soon", "late"]
        first, soon, _ = entries
        assert (first.due_on, soon.due_on) == (dt.date(2026, 3, 1), dt.date(2026, 4, 2))
        assert (soon.disposition, soon.worst, soon.fails, soon.unsures) == ("review", 3, 1, 0)
        assert soon.hospitals == ("示例市人民医院",)
        assert [e.case_key for e in queue.page(tx, Filters(), Place.of(first))] == ["soon", "late"]
        assert [e.case_key for e in queue.page(tx, Filters(), limit=1)] == ["at once"]
        assert [e.case_key for e in queue.before(tx, Filters(), Place.of(entries[2]), limit=1)] == ["soon"]
        assert queue.counts(tx, Filters(), dt.date(2026, 4, 3)) == queue.Counts(3, 1, 1, 0)
        assert queue.choices(tx, None)["hospital"] == ("示例市人民医院",)
        assert queue.newer(tx, Filters(), soon.since - dt.timedelta(minutes=1)) == 3


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(regions=("rizhao",)), True),
        (Filters(regions=("neimenggu",)), False),
        (Filters(regions=()), False),
        (Filters(track="instant"), False),
        (Filters(disease="糖尿病"), True),
        (Filters(disposition="review", worst=3, code="report_stale"), True),
        (Filters(code="stamp_missing"), False),
        (Filters(hospital="示例市人民医院"), False),
        (Filters(due_before=dt.date(2026, 3, 1)), False),
        (Filters(states=("failed",)), False),
        (Filters(free=True), True),
        (Filters(free=False), False),
        (Filters(holder=uuid4()), False),
    ],
)
def test_a_list_is_cut_down(database: Database, vault: Vault, filters: Filters, found: bool) -> None:
    with database.begin() as tx:
        made.judged(tx, vault, "a.jpg")
        assert bool(queue.page(tx, filters)) is found


def test_a_case_leaves_the_queue_with_its_claim_once_it_is_decided_and_comes_back_with_a_supplement(
    database: Database, vault: Vault
) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        li = reviewer(tx, vault, "li")
        claims.hold(tx, case.id, li)
        decided = flow.decide(tx, cases.lock(tx, case.id), f"user:{li}", {"decision": "supplement"}).case
        assert queue.get(tx, case.id) is None and claims.of_case(tx, case.id) is None
        made.upload(tx, vault, case.id, "b.jpg")
        flow.submit(tx, decided, made.READER, "client:test", supplement=True)
        entry = queue.get(tx, case.id)
        assert entry is not None and (entry.state, entry.round, entry.disposition) == ("reading", 1, None)
        assert keys(tx) == [], "nothing for a person to do yet"
        made.read_one(tx)
        made.judge_one(tx, "ready")
        entry = queue.get(tx, case.id)
        assert entry is not None and (entry.state, entry.disposition) == ("judged", "ready")
        flow.cancel(tx, cases.lock(tx, case.id), "client:test")
        assert queue.get(tx, case.id) is None


def test_a_case_that_could_not_be_judged_waits_for_a_person_too(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "a.jpg").case
        made.read_one(tx)
        cases.move(tx, cases.lock(tx, case.id), CaseState.FAILED, "system")
        assert [entry.state for entry in queue.page(tx, Filters())] == ["failed"]


def test_two_people_are_never_at_one_case(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        li, wang = reviewer(tx, vault, "li"), reviewer(tx, vault, "wang")
        mine = claims.hold(tx, case.id, li)
    with database.begin() as tx:
        again = claims.hold(tx, case.id, li)
        assert again.since == mine.since and again.until > mine.until
        with pytest.raises(Conflict) as refused:
            claims.hold(tx, case.id, wang)
        assert refused.value.differs == (str(li),)
        assert not claims.release(tx, case.id, wang)
        entry = queue.get(tx, case.id)
        assert entry is not None and entry.holder == li
        assert claims.of_user(tx, li) == (again,) and claims.of_cases(tx, [case.id]) == {case.id: again}
        assert claims.release(tx, case.id, li)
        assert claims.hold(tx, case.id, wang).user_id == wang
        kinds = [event.kind for event in events.of_case(tx, case.id) if event.kind.startswith("claim")]
    assert kinds == ["claim.taken", "claim.released", "claim.taken"], "keeping alive is no event"


def test_a_claim_that_nobody_keeps_alive_is_free_again(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        li, wang = reviewer(tx, vault, "li"), reviewer(tx, vault, "wang")
        claims.hold(tx, case.id, li, seconds=-1)
        assert claims.of_case(tx, case.id) is None and keys(tx, Filters(free=True))
        assert claims.hold(tx, case.id, wang).user_id == wang


def test_what_is_passed_on_stands_in_the_colleagues_list(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        li, wang = reviewer(tx, vault, "li"), reviewer(tx, vault, "wang")
        claims.hold(tx, case.id, li)
        claims.pass_to(tx, case.id, li, wang)
        assert claims.of_case(tx, case.id) is None
        assert [e.case_id for e in queue.assigned(tx, wang, Filters())] == [case.id]
        assert keys(tx, Filters(holder=wang)) == [case.case_key] and not keys(tx, Filters(holder=li))
        claims.pass_to(tx, case.id, wang, None)
        assert queue.assigned(tx, wang, Filters()) == ()


def test_views_are_ones_own(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        li, wang = reviewer(tx, vault, "li"), reviewer(tx, vault, "wang")
        first = saved_views.keep(tx, li, "即时", {"track": "instant"})
        again = saved_views.keep(tx, li, "即时", {"track": "batch"})
        assert (again.id, again.query) == (first.id, {"track": "batch"})
        assert saved_views.of_user(tx, li) == (again,) and saved_views.of_user(tx, wang) == ()
        saved_views.drop(tx, wang, first.id)
        assert saved_views.of_user(tx, li)
        for number in range(saved_views.MOST - 1):
            saved_views.keep(tx, li, f"v{number}", {})
        with pytest.raises(Refused):
            saved_views.keep(tx, li, "one more", {})
        saved_views.drop(tx, li, first.id)
        assert len(saved_views.of_user(tx, li)) == saved_views.MOST - 1


def test_50_000_open_cases_do_not_slow_the_list(database: Database, master: Database, vault: Vault) -> None:
    with database.begin() as tx:
        made.client(tx)
    with master.begin() as tx:
        filled(tx)
    took = []
    with database.begin() as tx:
        place = None
        for filters in (
            Filters(), Filters(regions=("r1", "r2")), Filters(regions=("r1",), code="code_3"),
            Filters(disposition="ready", track="batch"), Filters(hospital="示例医院7", free=True),
        ):  # fmt: skip
            for _ in range(4):
                begun = time.perf_counter()
                entries = queue.page(tx, filters, place)
                took.append(time.perf_counter() - begun)
                place = Place.of(entries[-1]) if entries else None
            place = None
    assert statistics.quantiles(took, n=20)[-1] < 0.15, sorted(took)[-3:]
