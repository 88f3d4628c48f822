from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import Refused
from storage.records import cases, flow, recovery, webhooks, work
from storage.records.cases import CaseRow
from storage.records.webhooks import DeliveryRow
from storage.vault import Vault
from tests.storage import made

ALL = webhooks.EVENTS
URL = "https://hooks.example.org/yushen"


def hooked(tx: Connection, vault: Vault, *, events: tuple[str, ...] = ALL) -> tuple[CaseRow, webhooks.WebhookRow]:
    case = made.case(tx, vault)
    return case, webhooks.add(tx, vault, case.client_id, URL, "whsec_x", events)


def sent(tx: Connection, case: CaseRow, event: str = "case.judged") -> int:
    return len(webhooks.enqueue(tx, case, event, {"case_id": str(case.id)}))


def held(tx: Connection) -> tuple[work.Work, DeliveryRow] | None:
    mine = work.claim_next(tx, ("notify",), "n1", 60)
    return None if mine is None else (mine, webhooks.of_work(tx, mine))


def need(found: tuple[work.Work, DeliveryRow] | None) -> tuple[work.Work, DeliveryRow]:
    assert found is not None
    return found


def test_a_hook_s_secret_is_sealed_and_opens_to_sign_with(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, hook = hooked(tx, vault)
        assert webhooks.secret(vault, webhooks.get(tx, hook.id)) == "whsec_x"
        assert webhooks.of_client(tx, case.client_id) == (hook,)
    assert b"whsec_x" not in hook.secret


def test_a_case_s_way_is_told_to_the_hooks_that_ask_for_it(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, hook = hooked(tx, vault, events=("case.judged",))
        every = webhooks.add(tx, vault, case.client_id, URL, "whsec_y", ALL)
        made.upload(tx, vault, case.id, "a.jpg")
        flow.submit(tx, cases.lock(tx, case.id), made.READER, "client:test")
        made.read_one(tx)
        made.judge_one(tx, "supplement")
        told = [(row.event, row.payload) for row in webhooks.deliveries(tx, hook.id)]
        assert [row.event for row in webhooks.deliveries(tx, every.id)] == ["case.judged", "case.read"]
    assert [event for event, _ in told] == ["case.judged"]
    assert told[0][1]["case_id"] == str(case.id) and told[0][1]["disposition"] == "supplement"
    assert "柳" not in str(told)


def test_another_client_s_hooks_are_told_nothing(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        hooked(tx, vault)
        assert sent(tx, made.case(tx, vault)) == 0


def test_for_one_case_and_hook_deliveries_go_one_after_the_other(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, _ = hooked(tx, vault)
        assert sent(tx, case, "case.read") == 1
        assert sent(tx, case, "case.judged") == 0, "it comes after the first"
    with database.begin() as tx:
        mine, first = need(held(tx))
        assert held(tx) is None
        assert first.event == "case.read"
        assert webhooks.failed(tx, mine, first, (503, "status"), 0.0) == ()
    with database.begin() as tx:
        mine, again = need(held(tx))
        assert (again.id, again.attempts, again.last_status) == (first.id, 1, 503)
        assert len(webhooks.delivered(tx, mine, again, 204)) == 1
    with database.begin() as tx:
        mine, second = need(held(tx))
        assert second.event == "case.judged"
        assert webhooks.delivered(tx, mine, second, 200) == ()
        states = [row.state for row in webhooks.deliveries(tx, second.webhook_id)]
    assert states == ["delivered", "delivered"]


def test_other_cases_do_not_wait_for_one_that_cannot_be_delivered(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, _ = hooked(tx, vault)
        other = made.case(tx, vault, client_id=case.client_id)
        assert sent(tx, case) + sent(tx, other) == 2
        mine, first = need(held(tx))
        webhooks.failed(tx, mine, first, (None, "timeout"), 60.0)
        assert need(held(tx))[1].case_id != first.case_id


def test_what_cannot_be_delivered_ends_as_a_dead_letter_and_lets_the_next_go(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, _ = hooked(tx, vault)
        sent(tx, case, "case.read")
        sent(tx, case, "case.judged")
        mine, first = need(held(tx))
        assert len(webhooks.failed(tx, mine, first, (410, "gone"), None)) == 1
        mine, second = need(held(tx))
    assert second.event == "case.judged"
    with database.begin() as tx:
        dead = webhooks.get_delivery(tx, first.id)
        assert (dead.state, dead.last_status, dead.last_error) == ("dead", 410, "gone")
        assert len(webhooks.delivered(tx, mine, second, 200)) == 0
        assert len(webhooks.redeliver(tx, dead.id)) == 1
        mine, again = need(held(tx))
        assert again.id == dead.id
        webhooks.delivered(tx, mine, again, 200)
        assert len(webhooks.redeliver(tx, dead.id)) == 1, "once more, because a person wants it"
    with pytest.raises(Refused), database.begin() as tx:
        webhooks.redeliver(tx, dead.id)


def test_a_delivery_whose_workers_died_too_often_is_a_dead_letter(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, _ = hooked(tx, vault)
        sent(tx, case, "case.read")
        sent(tx, case, "case.judged")
        tx.execute(text("update work set most_attempts = 1"))
        mine = work.claim_next(tx, ("notify",), "n1", 0.01)
    time.sleep(0.05)
    with database.begin() as tx:
        told = recovery.expire(tx)
    assert mine is not None and len(told.work) == 1
    with database.begin() as tx:
        assert need(held(tx))[1].event == "case.judged"


def test_deliveries_added_while_others_end_are_never_left_behind(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, hook = hooked(tx, vault)

    def add(_: int) -> None:
        with database.begin() as tx:
            sent(tx, case)

    def deliver(_: int) -> list[UUID]:
        got, idle = [], 0
        while idle < 20:
            with database.begin() as tx:
                found = held(tx)
                if found is not None:
                    webhooks.delivered(tx, *found, 200)
                    got.append(found[1].id)
            idle = 0 if found or not added.is_set() else idle + 1
            time.sleep(0.01 if found is None else 0)
        return got

    added = Event()
    with ThreadPoolExecutor(8) as pool:
        senders = [pool.submit(deliver, number) for number in range(3)]
        list(pool.map(add, range(60)))
        added.set()
        got = [each for sender in senders for each in sender.result()]
    with database.begin() as tx:
        rows = webhooks.deliveries(tx, hook.id, limit=100)
        assert webhooks.stranded(tx, age=0) == ()
    assert len(got) == len(set(got)) == 60
    assert {row.state for row in rows} == {"delivered"}
    in_order = sorted(rows, key=lambda row: row.seq)
    times = [row.delivered_at for row in in_order]
    assert times == sorted(times, key=lambda at: at.timestamp() if at else 0)


def test_a_delivery_without_work_is_found_by_the_sweeper(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, _ = hooked(tx, vault)
        sent(tx, case)
        assert webhooks.stranded(tx, age=0) == ()
        tx.execute(text("delete from work"))
        assert len(webhooks.stranded(tx, age=0)) == 0, "younger than its age in this transaction"
    with database.begin() as tx:
        assert len(webhooks.stranded(tx, age=0)) == 1


def test_a_disabled_hook_gets_nothing_new(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, hook = hooked(tx, vault)
        webhooks.disable(tx, hook.id)
        assert sent(tx, case) == 0
        assert webhooks.get(tx, hook.id).disabled_at is not None


def test_an_old_secret_signs_until_its_time_is_over_and_is_then_forgotten(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        hook = webhooks.add(tx, vault, made.client(tx), "https://x.example", "one", ("case.read",))
        assert webhooks.secrets(vault, hook) == ("one",)
        hook = webhooks.rotate(tx, vault, hook, "two", 3600)
        assert webhooks.secrets(vault, hook) == ("two", "one")
        hook = webhooks.rotate(tx, vault, hook, "three", 0.001)
        assert webhooks.forget_old(tx) == 0
    time.sleep(0.01)
    with database.begin() as tx:
        assert webhooks.secrets(vault, webhooks.get(tx, hook.id)) == ("three",)
        assert webhooks.forget_old(tx) == 1
        assert webhooks.forget_old(tx) == 0
