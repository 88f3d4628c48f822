"""After a full run nothing of a person is where it should not be: queue, SQL, object keys, logs, metrics, events."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from uuid import UUID

import pytest
import redis
from prometheus_client import generate_latest
from sqlalchemy import text

from pipeline.settings import Settings
from pipeline.telemetry import logs
from storage.blobs import reading_key
from storage.records import cases, flow, retention, uploads, webhooks
from storage.vault import sha256
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.work.office import APPLICANT, Office, at_work, office, until
from validators.case import Person

PLANTED = (APPLICANT.name, APPLICANT.id_number, "代办人甲", "99010119600101003X", "林试样的证明", "慢性肾脏病五期")
"""Names, ID numbers, a file's name, a diagnosis on a paper."""


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


def test_planted_names_are_found_nowhere(fresh_service: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    with office(fresh_service, webhook_allow=("127.0.0.1",), log_level="debug") as there:
        logs.adopt(there.service.telemetry.log, "debug")
        with there.service.database.begin() as tx:
            webhooks.add(tx, there.service.vault, there.client, "http://127.0.0.1:9/", "whsec_AAAA", webhooks.EVENTS)
        row = _full_run(there)
        _nowhere(there, _said(capfd))
        held = there.report(there.verdicts(row)[-1]).decode()
        assert APPLICANT.name in held and "慢性肾脏病五期" in held  # what was looked for was there to be found
        _purged(there, row)
        _nowhere(there, _said(capfd))


def _said(capfd: pytest.CaptureFixture[str]) -> str:
    """All that this process and those it started have written."""
    out, err = capfd.readouterr()
    assert "work" in err
    return out + err


def _full_run(there: Office) -> UUID:
    paper = jpeg(bars) + "text:诊断证明书|姓名 林试样|慢性肾脏病五期".encode()
    agent = Person("代办人甲", "99010119600101003X")
    with at_work(there.service):
        row = there.case({"林试样的证明.jpg": paper, "林试样的毒.jpg": b"RAISE"}, agent=agent, channel="proxy")
        there.judged(row.id)
        there.add(row.id, {"林试样的证明2.jpg": paper + b"|2"})
        there.submitted(row.id, supplement=True)
        until(lambda: len(there.verdicts(row.id)) == 2)
    return row.id


def _nowhere(there: Office, said: str) -> None:
    places = {"logs": said, "metrics": generate_latest(there.service.telemetry.metrics.registry).decode()}
    places["queue"] = "".join(_queue(there))
    places["keys"] = "\n".join(key for key, _ in there.service.blobs.keys(""))
    with there.service.database.begin() as tx:
        tables = tx.execute(text("select tablename from pg_tables where schemaname = 'public'")).scalars().all()
        for table in tables:
            rows = tx.execute(text(f"select to_jsonb(t)::text from {table} t")).scalars().all()
            places[f"table {table}"] = "\n".join(rows)
    assert places["logs"] and places["table cases"]
    for place, told in places.items():
        for planted in PLANTED:
            forms = (planted, planted.encode().hex(), json.dumps(planted).strip('"'))
            assert not any(form in told for form in forms), f"{planted} in {place}"


def _queue(there: Office) -> Iterator[str]:
    with redis.Redis.from_url(there.service.settings.service.broker_url) as client:
        for key in client.scan_iter("*"):
            yield key.decode("utf-8", "replace")
            yield client.dump(key).decode("utf-8", "replace")


def _purged(there: Office, case_id: UUID) -> None:
    """A day after its retention nothing of the person is left, and what was found still is."""
    with there.service.database.begin() as tx:
        retention.keep(tx, "rizhao", 0, "user:tester")
        shas = [upload.sha256 or "" for upload in uploads.of_case(tx, case_id)]
        told = flow.decide(tx, cases.lock(tx, case_id), "user:tester", {"decision": "accepted"})
    there.service.tell(told)
    with at_work(there.service, ("purge", "forget")):
        until(lambda: there.get(case_id).state == "purged")
        until(lambda: not list(there.service.blobs.keys("readings/")))
    row = there.get(case_id)
    assert (row.applicant, row.agent) == (None, None)
    assert not list(there.service.blobs.keys("uploads/")) and not list(there.service.blobs.keys("reports/"))
    assert there.service.blobs.get(reading_key(shas[0], "test", 1)) is None
    assert [verdict.disposition for verdict in there.verdicts(case_id)]
    assert sha256(b"") not in shas
