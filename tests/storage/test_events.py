from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import Refused, StorageError
from storage.records import cases, events
from storage.records.events import Seal
from storage.states import CaseState
from storage.vault import KeyRing, Vault
from tests.storage import made

REPLICA = text("set local session_replication_role = replica")  # a superuser's way past every trigger


def logged(database: Database, vault: Vault, many: int = 3) -> UUID:
    """A case with some events, its creation the first."""
    with database.begin() as tx:
        case = made.case(tx, vault)
        for number in range(many):
            events.append(tx, "case.seen", made.USER, case.id, {"number": number})
    return case.id


def sealed(database: Database, vault: Vault) -> Seal:
    with database.begin() as tx:
        found = events.seal(tx, vault)
    assert found is not None
    return found


def problems(database: Database, vault: Vault, known: Seal | None = None) -> list[str]:
    with database.begin() as tx:
        return events.verify(tx, vault, known)


def tamper(master: Database, statement: str, **values: object) -> None:
    with master.begin() as tx:
        tx.execute(REPLICA)
        assert tx.execute(text(statement), values).rowcount > 0


def test_events_come_in_order_with_who_what_and_when(database: Database, vault: Vault) -> None:
    case_id = logged(database, vault)
    with database.begin() as tx:
        told = events.of_case(tx, case_id)
        later = events.of_case(tx, case_id, after=told[1].seq)
    assert [event.kind for event in told] == ["case.created", "case.seen", "case.seen", "case.seen"]
    assert told[1].actor == made.USER and told[1].data == {"number": 0}
    assert [event.seq for event in told] == sorted(event.seq for event in told)
    assert later == told[2:]


def test_a_request_s_id_is_in_every_event_of_its_transaction_and_in_no_other(database: Database, vault: Vault) -> None:
    with database.begin("req-1") as tx:
        case = made.case(tx, vault)
    with database.begin() as tx:
        events.append(tx, "case.seen", made.USER, case.id)
        told = events.of_case(tx, case.id)
    assert [event.data.get("request_id") for event in told] == ["req-1", None]


@pytest.mark.parametrize(
    "change",
    ["update events set data = '{}'", "update events set actor = 'system'", "delete from events", "truncate events"],
)
def test_the_log_is_only_appended_to(database: Database, vault: Vault, change: str) -> None:
    logged(database, vault)
    with pytest.raises(Refused, match="appended only"), database.begin() as tx:
        tx.execute(text(change))


def test_who_writes_an_event_cannot_choose_its_time_number_or_hash(database: Database, vault: Vault) -> None:
    case_id = logged(database, vault)
    with database.begin() as tx:
        tx.execute(
            text("""insert into events (seq, case_id, at, actor, kind, data, previous, hash)
                    values (1, :id, '2020-01-01', 'system', 'case.seen', '{}', '', '')"""),
            {"id": case_id},
        )
        last = events.of_case(tx, case_id)[-1]
    assert last.at.year > 2020 and last.seq > 4
    assert problems(database, vault) == []


@pytest.mark.parametrize("actor", ["", "someone", "client:", "client:a|b"])
def test_an_actor_is_the_system_or_a_known_kind_of_one(database: Database, vault: Vault, actor: str) -> None:
    with pytest.raises(StorageError), database.begin() as tx:
        events.append(tx, "case.seen", actor)


def test_an_untouched_log_has_no_problems_before_and_after_sealing(database: Database, vault: Vault) -> None:
    logged(database, vault)
    assert problems(database, vault) == []
    first = sealed(database, vault)
    logged(database, vault)
    second = sealed(database, vault)
    assert (first.number, second.number) == (1, 2)
    assert problems(database, vault, known=first) == []
    with database.begin() as tx:
        assert events.seal(tx, vault) is None, "nothing new"


def test_an_edited_event_is_found(database: Database, master: Database, vault: Vault) -> None:
    case_id = logged(database, vault)
    tamper(
        master,
        """update events set data = '{"number": 7}' where case_id = :id and data ->> 'number' = '1'""",
        id=case_id,
    )
    assert any("was changed" in problem for problem in problems(database, vault))


@pytest.mark.parametrize("column", ["actor = 'user:wang'", "kind = 'case.decided'", "at = at - interval '1 day'"])
def test_every_part_of_an_event_is_guarded(database: Database, master: Database, vault: Vault, column: str) -> None:
    case_id = logged(database, vault)
    tamper(master, f"update events set {column} where case_id = :id and data ->> 'number' = '1'", id=case_id)
    assert any("was changed" in problem for problem in problems(database, vault))


def test_an_event_taken_out_of_the_middle_is_found(database: Database, master: Database, vault: Vault) -> None:
    case_id = logged(database, vault)
    tamper(master, "delete from events where case_id = :id and data ->> 'number' = '1'", id=case_id)
    assert any("removed or changed" in problem for problem in problems(database, vault))


def test_an_edited_event_whose_chain_was_written_anew_is_found_by_its_seal(
    database: Database, master: Database, vault: Vault
) -> None:
    case_id = logged(database, vault)
    sealed(database, vault)
    with master.begin() as tx:
        tx.execute(text("alter table events disable trigger events_stay"))
        told = events.of_case(tx, case_id)
        tx.execute(text("delete from events where case_id = :id"), {"id": case_id})
        for event in told:  # the chain is whole: the trigger made it
            data = {**event.data, "number": 99} if event.kind == "case.seen" else event.data
            events.append(tx, event.kind, event.actor, case_id, data)
        tx.execute(text("alter table events enable trigger events_stay"))
    found = problems(database, vault)
    assert found and all("seal" in problem for problem in found)


def test_a_deleted_case_is_found_by_its_seal(database: Database, master: Database, vault: Vault) -> None:
    case_id = logged(database, vault)
    logged(database, vault)
    sealed(database, vault)
    tamper(master, "delete from events where case_id = :id", id=case_id)
    tamper(master, "delete from cases where id = :id", id=case_id)
    assert problems(database, vault) == ["seal 1: 10 events were sealed up to 10, 6 are there"]


def test_a_cut_tail_is_found_by_its_seal(database: Database, master: Database, vault: Vault) -> None:
    case_id = logged(database, vault)
    sealed(database, vault)
    tamper(master, "delete from events where case_id = :id and data ->> 'number' = '2'", id=case_id)
    assert any("seal 1: 5 events were sealed" in problem for problem in problems(database, vault))


def test_a_tail_cut_before_it_was_sealed_shows_in_the_case_s_state(
    database: Database, master: Database, vault: Vault
) -> None:
    case_id = logged(database, vault)
    with database.begin() as tx:
        cases.move(tx, cases.lock(tx, case_id), CaseState.CANCELLED, made.USER)
    assert problems(database, vault) == []
    tamper(master, "delete from events where case_id = :id and kind = 'case.cancelled'", id=case_id)
    assert problems(database, vault) == [f"case {case_id} is cancelled; its last event says open"]


def test_seals_cut_off_with_their_events_are_found_by_a_head_kept_elsewhere(
    database: Database, master: Database, vault: Vault
) -> None:
    logged(database, vault)
    sealed(database, vault)
    before = {"seq": 5}
    logged(database, vault)
    head = sealed(database, vault)
    assert Seal.parse(str(head)) == head
    assert problems(database, vault, known=head) == []
    tamper(master, "delete from event_seals where number = 2")
    tamper(master, "delete from events where seq > :seq", **before)
    tamper(master, "delete from cases where id not in (select case_id from events where case_id is not null)")
    assert problems(database, vault) == []
    assert problems(database, vault, known=head) == [f"seal {head}, known from elsewhere, is not in the chain"]


def test_a_seal_cannot_be_made_without_the_key(database: Database, master: Database, vault: Vault) -> None:
    case_id = logged(database, vault)
    sealed(database, vault)
    tamper(master, "delete from events where case_id = :id and data ->> 'number' = '2'", id=case_id)
    tamper(master, "delete from event_seals")
    forger = Vault(KeyRing.parse(KeyRing.generate()))
    with master.begin() as tx:
        assert events.seal(tx, forger) is not None
    assert problems(database, vault) != []


def test_seals_survive_a_rotation_of_keys(database: Database) -> None:
    old, new = KeyRing.generate(), KeyRing.generate()
    before, after = Vault(KeyRing.parse(old)), Vault(KeyRing.parse(f"{new},{old}"))
    logged(database, before)
    sealed(database, before)
    logged(database, after)
    sealed(database, after)
    assert problems(database, after) == []


def test_a_seal_whose_key_was_thrown_away_cannot_be_checked_and_that_is_said(database: Database) -> None:
    before, after = (Vault(KeyRing.parse(KeyRing.generate())) for _ in range(2))
    logged(database, before)
    sealed(database, before)
    assert [problem.split(":")[0] for problem in problems(database, after)] == ["seal 1 cannot be checked"]


def test_many_writers_of_one_case_make_one_chain(database: Database, vault: Vault) -> None:
    case_id = logged(database, vault)

    def write(number: int) -> None:
        with database.begin() as tx:
            events.append(tx, "case.seen", "worker:a", case_id, {"by": number})
            events.append(tx, "case.seen", "worker:a", uuid4(), {"by": number})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(120)))
    assert problems(database, vault) == []
    with database.begin() as tx:
        assert len(events.of_case(tx, case_id)) == 124


def test_a_seal_waits_for_nobody_and_leaves_out_nothing(database: Database, vault: Vault) -> None:
    """An event whose transaction is still open has a number already: a seal over later ones must not pass it by."""
    logged(database, vault)
    with database.begin() as open_one:
        events.append(open_one, "case.seen", made.USER)
        with database.begin() as other:
            events.append(other, "case.seen", made.USER, uuid4())
        with database.begin() as tx:
            assert events.seal(tx, vault) is None, "no quiet moment"
            events.append(tx, "case.seen", made.USER, uuid4())  # the transaction goes on
    sealed(database, vault)
    assert problems(database, vault) == []


def test_sealing_while_others_write_never_gives_a_false_alarm(database: Database, vault: Vault) -> None:
    stop = False

    def write(number: int) -> int:
        written = 0
        while not stop:
            with database.begin() as tx:
                events.append(tx, "case.seen", f"worker:{number}", uuid4(), {})
            written += 1
        return written

    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(write, number) for number in range(6)]
        seals = 0
        while seals < 15:
            with database.begin() as tx:
                seals += events.seal(tx, vault) is not None
        stop = True
        assert sum(writer.result() for writer in writers) > 15
    assert problems(database, vault) == []
