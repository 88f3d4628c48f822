"""Every statement that a request or a worker waits for finds its rows by an index, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, event, text

from storage.database import Database
from storage.records import (
    case_lists,
    cases,
    clients,
    events,
    flow,
    headway,
    idempotency,
    retention,
    uploads,
    verdicts,
    webhooks,
    work,
)
from storage.records.case_lists import Filters
from storage.vault import Vault
from tests.storage import made

MANY = 8000
FILLED = (Path(__file__).parent / "many_rows.sql").read_text()
BIG = (
    "cases",
    "uploads",
    "readings",
    "reading_slices",
    "work",
    "verdicts",
    "events",
    "deliveries",
    "idempotency",
    "api_keys",
)


@contextmanager
def recorded(tx: Connection) -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the server meanwhile."""
    seen: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        seen.append((told[2], told[3]))

    event.listen(tx, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(tx, "before_cursor_execute", note)


def full_scans(tx: Connection, seen: list[tuple[str, Any]]) -> list[str]:
    """Tables that are read from end to end, with the statement."""
    found = []
    for statement, values in seen:
        if statement.lstrip().lower().startswith(("set", "select pg_", "savepoint", "lock", "rollback")):
            continue
        plan = "\n".join(row[0] for row in tx.exec_driver_sql("explain " + statement, values))
        found += [f"{table}: {statement}\n{plan}" for table in BIG if f"Seq Scan on {table}" in plan]
    return found


def test_no_statement_that_somebody_waits_for_reads_a_whole_table(
    database: Database, master: Database, vault: Vault
) -> None:
    with master.begin() as tx:
        for statement in filter(str.strip, FILLED.replace("MANY", str(MANY)).replace("%", "%%").split(";\n")):
            tx.exec_driver_sql(statement)
    with master.connect() as alone:
        alone.execution_options(isolation_level="AUTOCOMMIT").execute(text("vacuum analyze"))
    with database.begin() as tx:
        case_id: UUID = tx.execute(text("select id from cases where state = 'reading' limit 1")).scalar_one()
        client = tx.execute(text("select client_id from cases where id = :id"), {"id": case_id}).scalar_one()
        hook = tx.execute(text("select id from webhooks where client_id = :id"), {"id": client}).scalar_one()
        held = made.submitted(tx, vault, "a.jpg", "b.jpg").case
        hooked = made.case(tx, vault, client_id=client)

    def read_and_judge(tx: Connection) -> None:
        for _ in range(2):
            made.read_one(tx)
        made.judge_one(tx)

    waited_for: dict[str, Callable[[Connection], object]] = {
        "authenticate": lambda tx: clients.authenticate(tx, "ysk_" + "0" * 12 + "_" + "x" * 43),
        "create": lambda tx: cases.create(tx, vault, made.new_case(client), "client:x"),
        "get": lambda tx: cases.get(tx, case_id),
        "by key": lambda tx: cases.by_key(tx, client, "k5"),
        "page": lambda tx: case_lists.page(tx, client, Filters(), 5000, 20),
        "page of all": lambda tx: case_lists.page(tx, None, Filters(), None, 20),
        "page by state": lambda tx: case_lists.page(tx, None, Filters(states=("reading",)), None, 20),
        "find": lambda tx: (case_lists.find_by_id_number(tx, vault, "1"), case_lists.find_by_name(tx, vault, "x")),
        "upload": lambda tx: made.upload(tx, vault, hooked.id, "new.jpg"),
        "uploads": lambda tx: (uploads.of_case(tx, case_id), uploads.key_of(tx, "ab")),
        "submit": lambda tx: flow.submit(tx, cases.lock(tx, hooked.id), made.READER, "client:x"),
        "progress": lambda tx: headway.of_case(tx, case_id, made.READER),
        "timeline": lambda tx: events.of_case(tx, case_id),
        "verdicts": lambda tx: (verdicts.current(tx, case_id), verdicts.of_case(tx, case_id)),
        "deliveries": lambda tx: webhooks.deliveries(tx, hook),
        "idempotency": lambda tx: idempotency.begin(tx, vault, client, "new", b"r"),
        "claim": lambda tx: work.claim_next(tx, ("read.instant", "notify"), "w", 60),
        "read and judge": read_and_judge,
        "sweep": lambda tx: (work.due(tx), work.expire(tx), work.quarantined(tx), work.depth(tx)),
        "retention": retention.due,
        "never sent": lambda tx: uploads.never_sent(tx, 60),
        "cancel": lambda tx: flow.cancel(tx, cases.lock(tx, held.id), "client:x"),
    }
    with database.begin() as tx:  # the test can fail
        with recorded(tx) as seen:
            tx.execute(text("select count(*) from cases where case_key like '%9'"))
        assert len(full_scans(tx, seen)) == 1
    problems = []
    for name, ask in waited_for.items():
        with database.begin() as tx:
            with recorded(tx) as seen:
                ask(tx)
            problems += [f"{name} reads all of {scan}" for scan in full_scans(tx, seen)]
    if problems:
        pytest.fail("\n\n".join(problems))


def test_what_upstream_waits_for_takes_few_statements(database: Database, vault: Vault) -> None:
    """Each goes to the server and back, which is what a request waits for most."""
    with database.begin() as tx:
        client = made.client(tx)
        key = clients.new_key(tx, client, clients.Grant(("cases:write",)))
        clients.authenticate(tx, key)
        open_one = made.case(tx, vault, client_id=client)
        made.upload(tx, vault, open_one.id, "first.jpg")
    asked: dict[str, tuple[int, Callable[[Connection], object]]] = {
        "authenticate": (1, lambda tx: clients.authenticate(tx, key)),
        "create": (1, lambda tx: cases.create(tx, vault, made.new_case(client), "client:x")),
        "upload": (1, lambda tx: made.upload(tx, vault, open_one.id, "new.jpg")),
        "progress": (1, lambda tx: headway.of_case(tx, open_one.id, made.READER)),
        "submit": (6, lambda tx: flow.submit(tx, cases.lock(tx, open_one.id), made.READER, "client:x")),
        "claim": (1, lambda tx: work.claim_next(tx, ("read.batch", "read.instant"), "w", 60)),
    }
    for name, (most, ask) in asked.items():
        with database.begin() as tx, recorded(tx) as seen:
            ask(tx)
        assert len(seen) <= most, f"{name}: {[statement for statement, _ in seen]}"
