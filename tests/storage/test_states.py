from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from storage import states
from storage.database import Database
from storage.errors import Refused
from storage.states import CASE, MACHINES, CaseState, Machine
from storage.vault import Vault
from tests.storage import made

DEFINITIONS = text("""
select tgname, pg_get_triggerdef(oid) as told from pg_trigger
where tgrelid = cast(:table as regclass) and not tgisinternal
""")


def words(told: str) -> set[str]:
    return set(re.findall(r"'([^']+)'", told.partition("EXECUTE FUNCTION")[2]))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.table)
def test_the_database_guards_exactly_the_states_and_moves_that_are_written_down(
    database: Database, machine: Machine
) -> None:
    with database.begin() as tx:
        told = {row.tgname: row.told for row in tx.execute(DEFINITIONS, {"table": machine.table})}
        allowed = tx.execute(
            text("select pg_get_constraintdef(oid) from pg_constraint where conname = :name"),
            {"name": f"{machine.table}_state_check"},
        ).scalar_one()
    assert words(told[f"{machine.table}_moves"]) == set(machine.moves)
    assert words(told[f"{machine.table}_born"]) == machine.born
    assert set(re.findall(r"'([^']+)'::text", allowed)) == machine.states


@pytest.mark.parametrize("now", list(CaseState))
def test_a_case_moves_where_it_may_and_nowhere_else(
    database: Database, master: Database, vault: Vault, now: CaseState
) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
    for then in CaseState:
        if then is now:
            continue
        with master.begin() as tx:
            tx.execute(text("set local session_replication_role = replica"))  # no triggers: any state may be set up
            tx.execute(text("update cases set state = :now where id = :id"), {"now": now, "id": case.id})
        change = text("update cases set state = :then where id = :id")
        if CASE.allows(now, then) and then is not CaseState.JUDGED:
            with database.begin() as tx:
                tx.execute(change, {"then": then, "id": case.id})
            continue
        with pytest.raises(Refused) as refused, database.begin() as tx:
            tx.execute(change, {"then": then, "id": case.id})
        if then is not CaseState.JUDGED:
            assert (refused.value.now, refused.value.then) == (now, then)
            assert set(refused.value.allowed) == CASE.follows[now]


def test_no_case_is_judged_without_a_verdict(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        told = made.submitted(tx, vault, "a.jpg")
        made.read_one(tx)
    with pytest.raises(Refused, match="judged without a verdict"), database.begin() as tx:
        tx.execute(text("update cases set state = 'judged' where id = :id"), {"id": told.case.id})


def test_no_row_is_born_in_a_later_state(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
    with pytest.raises(Refused), database.begin() as tx:
        tx.execute(
            text("""insert into work (id, kind, queue, subject, state, most_failures, most_attempts, case_id)
                    values (gen_random_uuid(), 'judge', 'judge', 'x', 'done', 3, 3, :id)"""),
            {"id": case.id},
        )


def test_every_state_can_be_reached_and_only_final_ones_are_left_for_good() -> None:
    for machine in MACHINES:
        reached = set(machine.born)
        for _ in machine.states:
            reached |= {then for now in reached for then in machine.follows[now]}
        assert reached == machine.states, machine.table
    assert {state for state in CASE.states if not CASE.follows[state]} == {CaseState.PURGED}


def test_a_refusal_says_what_is_allowed() -> None:
    refused = Refused("case 1", "open", "judged", states.CASE.after("open"))
    assert str(refused) == "case 1 is open and cannot become judged; it may become cancelled, reading"
