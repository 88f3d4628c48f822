"""An upload that breaks whoever reads it costs itself alone: its case gets a report that says so."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from prometheus_client import generate_latest

from pipeline.settings import Settings
from storage.blobs import upload_key
from storage.records import readings, recovery, uploads, work
from storage.vault import sha256
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.work.office import Office, at_work, office, until
from tests.servers import Servers, rooms


@pytest.fixture(scope="module")
def busy(servers: Servers, migrated: str) -> Iterator[Office]:
    """Readers with little patience; time on the wall, which a loaded machine stretches, is tried in test_child."""
    strict = {"reader_cpu_seconds": 1, "reader_memory_bytes": 400_000_000, "slice_pages": 4}
    with rooms(servers, migrated) as environment:
        settings = Settings.from_environment(environment)
        with office(settings, **strict) as made, at_work(made.service):
            yield made


def fine(words: str = "诊断证明书") -> bytes:
    return jpeg(bars) + f"text:{words}".encode()


def _read_work(there: Office, data: bytes) -> work.Work:
    with there.service.database.begin() as tx:
        part = readings.get_slice(tx, sha256(data), "test", 1)
        assert part is not None and part.work_id is not None
        found = work.get(tx, part.work_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"KILL", "crash: SIGKILL"),
        (b"DIE", "crash: exit 9"),
        (b"SPIN", "limit: cpu"),
        (b"SWELL", "limit: memory"),
        (b"RAISE", "ValueError at readers.py"),
    ],
)
def test_a_poison_page_is_quarantined_and_its_case_reported(busy: Office, data: bytes, reason: str) -> None:
    row = busy.case({"好.jpg": fine(), "毒.jpg": data})
    verdict = busy.judged(row.id)
    report = json.loads(busy.report(verdict))
    assert [u["error"] and u["error"]["code"] for u in report["uploads"]] == [None, "reader_failed"]
    (finding,) = [f for f in report["findings"] if f["upload"] == "毒.jpg" and f["code"] == "image_unreadable"]
    assert finding["outcome"] == "unsure"
    assert "需人工查看" in finding["message"]["zh"]
    given_up = _read_work(busy, data)
    assert (given_up.state, given_up.failures) == ("quarantined", 3)
    assert (given_up.reason or "").startswith(reason)


def test_one_bad_slice_of_a_long_upload_costs_its_own_pages(busy: Office) -> None:
    row = busy.case({"a.pdf": b"PAGES:10 DIE6 text:x"})
    report = json.loads(busy.report(busy.judged(row.id)))
    assert report["uploads"][0]["error"] is None
    assert [page["notes"] for page in report["pages"]] == [[]] * 4 + [["reader_failed"]] * 4 + [[]] * 2
    unsure = {f["page"] for f in report["findings"] if f["code"] == "image_unreadable" and f["outcome"] == "unsure"}
    assert unsure == {5, 6, 7, 8}


def test_put_back_it_is_read_again_and_its_cases_judged_anew(busy: Office) -> None:
    """The same bytes break the reader first, then, the cause mended, no more."""
    data = b"FICKLE " + str(id(busy)).encode()
    row = busy.case({"a.jpg": data})
    first = busy.judged(row.id)
    assert json.loads(busy.report(first))["uploads"][0]["error"]["code"] == "reader_failed"
    mended = busy.service.settings.service.s3_bucket  # any name that both processes know
    _mend(mended)
    with busy.service.database.begin() as tx:
        told = recovery.requeue(tx, _read_work(busy, data).id, "user:tester")
    busy.service.tell(told)
    assert busy.get(row.id).state == "reading"
    until(lambda: len(busy.verdicts(row.id)) == 2)
    now = busy.verdicts(row.id)[-1]
    assert json.loads(busy.report(now))["uploads"][0]["error"] is None
    assert now.current


def _mend(name: str) -> None:
    from tests.pipeline.readers import MENDED

    MENDED.write_text(name, "ascii")


@pytest.fixture(autouse=True)
def _broken_again() -> Iterator[None]:
    from tests.pipeline.readers import MENDED

    MENDED.unlink(missing_ok=True)
    yield
    MENDED.unlink(missing_ok=True)


def test_a_server_that_is_away_counts_against_no_file(fresh_service: Settings) -> None:
    """An object that cannot be fetched for a while is no poison; one that is not there is."""
    with office(fresh_service) as there:
        row = there.case({"a.jpg": fine()})
        gone = there.case({"b.jpg": fine("another")})
        with there.service.database.begin() as tx:
            (upload,) = uploads.of_case(tx, gone.id)
        there.service.blobs.remove(upload_key(upload.id))
        with at_work(there.service):
            there.judged(row.id)
            report = json.loads(there.report(there.judged(gone.id)))
            assert report["uploads"][0]["error"]["code"] == "reader_failed"
        assert _read_work(there, fine("another")).reason == "object_missing"


def test_what_was_given_up_shows_in_metrics(busy: Office) -> None:
    row = busy.case({"a.jpg": b"DIE again"})
    busy.judged(row.id)
    told = generate_latest(busy.service.telemetry.metrics.registry).decode()
    assert 'yushen_quarantined{queue="read.batch"}' in told
