from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import Conflict, KeyMissing, NotFound, Refused
from storage.records import case_lists, cases, events
from storage.records.case_lists import Filters
from storage.records.cases import NewCase
from storage.states import CaseState
from storage.vault import KeyRing, Vault
from tests.storage import made
from validators.case import Person

ACTOR = "client:test"


def test_a_case_comes_back_as_it_was_created(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        agent = Person("柳明", "371102199001011234")
        new = made.new_case(made.client(tx), channel="proxy", agent=agent, track="instant")
        row, is_new = cases.create(tx, vault, new, ACTOR)
        again = cases.get(tx, row.id)
    assert is_new and again == row
    assert (row.state, row.round, row.version, row.diseases, row.track) == ("open", 0, 0, ("糖尿病",), "instant")
    assert cases.person(vault, row) == (new.applicant, agent)


def test_nothing_personal_lies_open_in_any_table(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        row = made.case(tx, vault, agent=Person("柳明", "371102199001011234"))
        made.upload(tx, vault, row.id, "柳青禾的诊断证明.jpg")
        tables = tx.execute(text("select tablename from pg_tables where schemaname = 'public'")).scalars().all()
        everything = "".join(
            str(tx.execute(text(f"select coalesce(string_agg(t::text, ''), '') from {table} t")).scalar_one())
            for table in tables
        )
    for secret in ("柳青禾", "柳明", "371102196803124525", "371102199001011234", "诊断证明"):
        assert secret not in everything
        assert secret.encode().hex() not in everything
        assert secret not in repr(row)


def test_the_same_key_and_content_gives_the_same_case_whatever_became_of_it(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        new = made.new_case(made.client(tx))
        row, _ = cases.create(tx, vault, new, ACTOR)
        cases.move(tx, row, CaseState.CANCELLED, ACTOR)
        again, is_new = cases.create(tx, vault, new, ACTOR)
    assert not is_new and (again.id, again.state) == (row.id, "cancelled")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"region": "neimenggu"}, ("region",)),
        ({"submitted_on": dt.date(2026, 3, 2), "channel": "proxy"}, ("submitted_on", "channel")),
        ({"applicant": Person("柳青荷", "371102196803124525")}, ("applicant.name",)),
        ({"applicant": Person("柳青禾", "371102196803124526")}, ("applicant.id_number",)),
        ({"agent": Person("柳明", "1")}, ("agent",)),
        ({"diseases": ("糖尿病", "高血压")}, ("diseases",)),
        ({"case_type": "renewal"}, ("case_type",)),
    ],
)
def test_other_content_under_the_key_is_a_conflict_that_names_what_differs(
    database: Database, vault: Vault, change: dict[str, object], names: tuple[str, ...]
) -> None:
    with database.begin() as tx:
        new = made.new_case(made.client(tx))
        cases.create(tx, vault, new, ACTOR)
    with pytest.raises(Conflict) as conflict, database.begin() as tx:
        cases.create(tx, vault, replace(new, **change), ACTOR)  # type: ignore[arg-type]
    assert conflict.value.differs == names
    assert "柳" not in str(conflict.value)


def test_another_client_s_key_is_another_case(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        new = made.new_case(made.client(tx))
        other = replace(new, client_id=made.client(tx))
        assert cases.create(tx, vault, new, ACTOR)[0].id != cases.create(tx, vault, other, ACTOR)[0].id
        assert cases.by_key(tx, other.client_id, "none") is None


def test_of_many_requests_at_once_one_creates_the_case(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        new = made.new_case(made.client(tx))

    def create(_: int) -> tuple[UUID, bool]:
        with database.begin() as tx:
            row, is_new = cases.create(tx, vault, new, ACTOR)
        return row.id, is_new

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(create, range(16)))
    assert len({case_id for case_id, _ in found}) == 1
    assert sum(is_new for _, is_new in found) == 1


def test_a_move_is_told_with_its_data_and_checked_against_what_the_case_was(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        row = made.case(tx, vault)
        moved = cases.move(tx, row, CaseState.CANCELLED, made.USER, {"reason": "withdrawn"})
        last = events.of_case(tx, row.id)[-1]
    assert (moved.state, moved.version) == ("cancelled", 1)
    assert (last.kind, last.actor) == ("case.cancelled", made.USER)
    assert last.data == {"state": "cancelled", "from": "open", "version": 1, "round": 0, "reason": "withdrawn"}
    with pytest.raises(Refused) as refused, database.begin() as tx:
        cases.move(tx, row, CaseState.READING, made.USER)  # as it was before
    assert (refused.value.now, refused.value.allowed) == ("cancelled", ("purged",))


def test_of_many_who_move_a_case_one_does(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        row = made.case(tx, vault)

    def cancel(_: int) -> bool:
        try:
            with database.begin() as tx:
                cases.move(tx, cases.lock(tx, row.id), CaseState.CANCELLED, ACTOR)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(cancel, range(8))) == 1


def test_a_case_is_found_by_id_number_and_name_without_opening_any(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        row = made.case(tx, vault, applicant=Person("阿布都热合曼", "65310119880203123X"))
        made.case(tx, vault)
        assert [found.id for found in case_lists.find_by_id_number(tx, vault, " 65310119880203123x")] == [row.id]
        assert [found.id for found in case_lists.find_by_name(tx, vault, "阿布都热合曼")] == [row.id]
        assert case_lists.find_by_id_number(tx, vault, "653101198802031231") == ()
        assert case_lists.find_by_id_number(tx, Vault(KeyRing.parse(KeyRing.generate())), "65310119880203123X") == ()


def test_lists_go_by_pages_without_gaps_or_repeats(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        owner = made.client(tx)
        ids = [made.case(tx, vault, client_id=owner).id for _ in range(7)]
        made.case(tx, vault)
        seen: list[UUID] = []
        cursor, pages = None, 0
        while True:
            rows, cursor = case_lists.page(tx, owner, Filters(), cursor, limit=3)
            seen += [row.id for row in rows]
            pages += 1
            if cursor is None:
                break
    assert (seen, pages) == (ids[::-1], 3)


def test_lists_are_cut_down_by_what_is_asked(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        owner = made.client(tx)
        one = made.case(tx, vault, client_id=owner, region="neimenggu", track="instant")
        two = made.case(tx, vault, client_id=owner)
        cases.move(tx, two, CaseState.CANCELLED, ACTOR)

        def ids(**asked: object) -> list[UUID]:
            return [row.id for row in case_lists.page(tx, owner, Filters(**asked))[0]]  # type: ignore[arg-type]

        assert ids(states=("open",)) == [one.id]
        assert ids(states=("open", "cancelled")) == [two.id, one.id]
        assert ids(regions=("neimenggu",), track="instant") == [one.id]
        assert ids(regions=()) == [], "no region allowed: nothing is seen"
        assert ids(case_key=two.case_key) == [two.id]
        assert ids(created_from=one.created_at + dt.timedelta(days=1)) == []
        assert len(case_lists.page(tx, None, Filters())[0]) == 2
        assert cases.counts(tx) == {"open": 1, "cancelled": 1}


def test_a_case_that_is_not_there_is_not_found(database: Database) -> None:
    with database.begin() as tx:
        for look in (cases.get, cases.lock):
            with pytest.raises(NotFound):
                look(tx, uuid4())


def test_without_the_key_it_was_sealed_with_nothing_is_compared_and_that_is_said(database: Database) -> None:
    before, after = (Vault(KeyRing.parse(KeyRing.generate())) for _ in range(2))
    with database.begin() as tx:
        new: NewCase = made.new_case(made.client(tx))
        cases.create(tx, before, new, ACTOR)
    with pytest.raises(KeyMissing), database.begin() as tx:
        cases.create(tx, after, new, ACTOR)
