"""A case from submission to its verdict, on real servers; a test's own reader stands for the nets."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from pipeline import steps
from pipeline.progress import PlainProgress
from pipeline.settings import Settings
from pipeline.sweeper import Sweeper
from pipeline.work import judging
from pipeline.workers import ReaderPool
from storage.blobs import upload_key
from storage.records import cases, events, flow, headway, marks, readings, uploads, work
from storage.records.uploads import NewUpload
from storage.vault import sha256
from tests.pipeline import readers
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.work.office import Office, at_work, office, until
from validators.registry import Registry


def printed(words: str) -> bytes:
    return jpeg(bars) + f"text:{words}".encode()


def test_a_case_is_read_judged_and_reported(busy: Office) -> None:
    row = busy.case({"证明.jpg": printed("诊断证明书"), "化验.jpg": printed("检验报告单")})
    verdict = busy.judged(row.id)
    report = json.loads(busy.report(verdict))
    assert [upload["name"] for upload in report["uploads"]] == ["证明.jpg", "化验.jpg"]
    assert [page["text"] for page in report["pages"]] == ["诊断证明书", "检验报告单"]
    assert "证明.jpg" in busy.report(verdict, "html").decode()
    assert (verdict.number, verdict.reader, verdict.models, verdict.pages) == (1, "test", "no nets", 2)
    assert {"code", "outcome", "severity", "rule"} == set(verdict.findings[0])
    with busy.service.database.begin() as tx:
        told = [event.kind for event in events.of_case(tx, row.id)]
    assert told[-3:] == ["case.reading", "case.judging", "case.judged"]


@pytest.mark.parametrize("track", ["instant", "batch"])
def test_whoever_waits_at_a_counter_waits_for_no_drawing(
    busy: Office, monkeypatch: pytest.MonkeyPatch, track: str
) -> None:
    told: list[str] = []
    draw = judging.printed

    def drawing(*arguments: object, **options: object) -> object:
        told.append(busy.get(row.id).state)
        return draw(*arguments, **options)  # type: ignore[arg-type]

    row = busy.created({"证明.jpg": printed(f"诊断证明书 {track}")}, track=track)
    monkeypatch.setattr(judging, "printed", drawing)
    busy.submitted(row.id)
    verdict = busy.judged(row.id)
    until(lambda: busy.service.blobs.stat(verdict.blobs["pdf"]) is not None, 60, lambda: "it is drawn all the same")
    assert told == ["judged" if track == "instant" else "judging"]


def test_its_report_is_the_one_of_yushen_check(busy: Office, tmp_path: Path) -> None:
    """Byte for byte but for timings and the time the program needed."""
    files = {"证明.jpg": printed("诊断证明书|姓名 林试样"), "二.jpg": printed("诊断证明书|姓名 林试样"), "坏.jpg": b""}
    row = busy.case(files)
    verdict = busy.judged(row.id)
    folder = _folder(tmp_path / "case", row.case_key, files)
    with ReaderPool(readers.GreedyReader) as pool:
        desk = steps.Desk(pool, steps.Rules(Registry.empty()), busy.service.settings, PlainProgress())
        _, published = steps.check(folder, tmp_path / "out", desk)
    ours, theirs = json.loads(busy.report(verdict)), json.loads(published.json.read_bytes())
    assert list(ours["timings"]) == list(theirs["timings"])
    ours["timings"] = theirs["timings"] = {}
    assert ours == theirs
    if published.notice:
        assert busy.report(verdict, "notice_html") == published.notice.read_bytes()
    assert _drawn(busy.report(verdict, "html")) == _drawn(published.html.read_bytes())


def _folder(folder: Path, key: str, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    case = {
        "case_key": key, "region": "rizhao", "submitted_on": "2026-04-01", "diseases": ["糖尿病"], "channel": "self",
        "applicant": {"name": "林试样", "id_number": "99010119491231002X"},
        "uploads": [{"name": name} for name in files],
    }  # fmt: skip
    (folder / "case.json").write_text(json.dumps(case), "utf-8")
    return folder


def _drawn(page: bytes) -> list[str]:
    """Its lines, without those that tell how long something took."""
    return [line for line in page.decode().splitlines() if " s<" not in line and "timing" not in line]


def test_the_same_bytes_are_read_once_even_when_two_cases_bring_them_at_once(fresh_service: Settings) -> None:
    data = printed("检验报告单")
    with office(fresh_service) as there:
        made = [there.created({f"{n}.jpg": data}) for n in range(6)]
        threads = [threading.Thread(target=there.submitted, args=(row.id,)) for row in made]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with there.service.database.begin() as tx:
            assert tx.execute(text("select count(*) from work where kind = 'read'")).scalar_one() == 1
        with at_work(there.service):
            found = [there.judged(row.id) for row in made]
        assert {verdict.pages for verdict in found} == {1}
        late = there.case({"another name.jpg": data})  # no worker is there any more, and none is needed to read it
        assert late.state == "judging"


def test_a_supplement_reads_new_bytes_alone_and_keeps_the_verdict_before(busy: Office) -> None:
    row = busy.case({"a.jpg": printed("诊断证明书"), "b.jpg": printed("检验报告单")})
    first = busy.judged(row.id)
    busy.add(row.id, {"c.jpg": printed("出院记录")})
    assert len(json.loads(busy.report(first))["uploads"]) == 2
    busy.submitted(row.id, supplement=True)
    until(lambda: len(busy.verdicts(row.id)) == 2)
    before, now = busy.verdicts(row.id)
    assert (before.number, before.current, now.number, now.current) == (1, False, 2, True)
    assert [upload["name"] for upload in json.loads(busy.report(now))["uploads"]] == ["a.jpg", "b.jpg", "c.jpg"]
    assert json.loads(busy.report(before))["case"]["case_key"] == row.case_key  # still there to be read
    assert _attempts(busy, row.id) == [1, 1, 1]


def _attempts(there: Office, case_id: UUID) -> list[int]:
    """How often each upload of a case was begun to be read."""
    with there.service.database.begin() as tx:
        shas = [upload.sha256 for upload in uploads.of_case(tx, case_id)]
        found = tx.execute(
            text("select attempts from work where kind = 'read' and split_part(subject, ':', 1) = any(:shas)"),
            {"shas": shas},
        )
        return list(found.scalars())


def test_a_long_upload_is_read_in_slices(busy: Office) -> None:
    row = busy.case({"a.pdf": b"PAGES:11 text:x"})
    verdict = busy.judged(row.id)
    assert verdict.pages == 11
    with busy.service.database.begin() as tx:
        slices = readings.slices(tx, sha256(b"PAGES:11 text:x"), "test")
    assert [(part.first, part.last, part.pages_done) for part in slices] == [(1, 4, 4), (5, 8, 4), (9, 11, 3)]
    numbers = [page["page"] for page in json.loads(busy.report(verdict))["pages"]]
    assert numbers == list(range(1, 12))


def test_pages_show_while_a_slice_is_read(fresh_service: Settings) -> None:
    with office(fresh_service, slice_pages=10) as there:
        data = b"PAGES:6 SLOWLY text:x"
        made = there.created({"b.jpg": printed("诊断证明书")})
        new = NewUpload("a.pdf", None, sha256(data), len(data), "application/pdf")
        there.service.blobs.put(upload_key(new.id), data)
        with there.service.database.begin() as tx:
            uploads.add(tx, there.service.vault, made.id, new, f"client:{there.client}")
        there.submitted(made.id)
        seen: list[tuple[int | None, int, int]] = []

        def watched() -> bool:
            with there.service.database.begin() as tx:
                tx.execute(text("set transaction isolation level repeatable read"))  # both of one moment
                found = headway.of_case(tx, made.id, "test")
                mark = marks.of_cases(tx, [made.id], "test")[made.id]
            now = (found.pages, found.pages_known, found.pages_done)
            if not seen or seen[-1] != now:
                seen.append(now)
                told.append(mark)
            return there.get(made.id).state == "judged"

        told: list[marks.Mark] = []
        assert not watched()
        with at_work(there.service):
            until(watched)
        assert seen[0] == (None, 1, 0)  # a picture has one page before anybody opens it
        within = [done for pages, _, done in seen if pages == 7]
        assert within[-1] == 7
        assert within == sorted(within)
        assert len(set(within) - {0, 1, 7}) >= 1  # page by page, not slice by slice
        assert len(set(told)) == len(told)  # whoever follows the case is told of each


def test_messages_lost_doubled_and_out_of_order_change_nothing(fresh_service: Settings) -> None:
    with office(fresh_service) as there:
        made = [there.created({f"{n}.jpg": printed(f"page {n}")}) for n in range(6)]
        for number, row in enumerate(made):
            there.submitted(row.id, tell=number % 2 == 0)  # of every other case no message is ever sent
        with there.service.database.begin() as tx:
            ids: list[UUID] = list(tx.execute(text("select id from work")).scalars())
        for work_id in [*reversed(ids), uuid4(), *ids]:  # late, doubled, and of work that there never was
            for queue in ("read.batch", "judge", "notify"):
                there.service.queue.tell(queue, work_id)
        with at_work(there.service):
            for row in made:
                there.judged(row.id)
        assert Counter(len(there.verdicts(row.id)) for row in made) == {1: 6}
        with there.service.database.begin() as tx:
            assert set(tx.execute(text("select attempts from work")).scalars()) == {1}


def test_without_any_message_the_sweeper_finds_what_is_due(busy: Office) -> None:
    row = busy.created({"a.jpg": printed("x")})
    busy.submitted(row.id, tell=False)
    busy.judged(row.id)


def test_a_worker_that_dies_holds_nothing_up(fresh_service: Settings) -> None:
    with office(fresh_service, lease_seconds=1.0) as there:
        row = there.case({"a.jpg": printed("x")})
        with there.service.database.begin() as tx:
            held = work.claim_next(tx, ("read.batch",), "dead", 1.0)  # and is never heard of again
        assert held is not None
        with at_work(there.service):
            there.judged(row.id)
        with there.service.database.begin() as tx:
            after = work.get(tx, held.id)
        assert after is not None and (after.state, after.attempts) == ("done", 2)


def test_a_case_cancelled_while_it_is_read_gets_no_verdict(busy: Office) -> None:
    row = busy.case({"a.jpg": b"SLOW text:x"})
    with busy.service.database.begin() as tx:
        told = flow.cancel(tx, cases.lock(tx, row.id), f"client:{busy.client}")
    busy.service.tell(told)
    until(lambda: _idle(busy))
    assert busy.get(row.id).state == "cancelled"
    assert busy.verdicts(row.id) == ()


def _idle(there: Office) -> bool:
    with there.service.database.begin() as tx:
        return not tx.execute(text("select count(*) from work where state in ('due', 'leased')")).scalar_one()


@pytest.mark.parametrize("missing", ["read", "judge"])
def test_work_that_vanished_is_made_again(fresh_service: Settings, missing: str) -> None:
    """No transaction leaves a case so; if one ever is, it does not stay so."""
    with office(fresh_service) as there:
        row = there.case({"a.jpg": printed("x")})
        if missing == "judge":
            with at_work(there.service, ("read.batch",), sweep=False):
                there.reaches(row.id, "judging")
            with there.service.database.begin() as tx:
                tx.execute(text("delete from work where kind = 'judge'"))
        else:
            with there.service.database.begin() as tx:
                tx.execute(text("delete from reading_slices"))
                tx.execute(text("delete from readings"))
                tx.execute(text("delete from work"))
        with at_work(there.service):
            there.judged(row.id)


def test_a_stored_reading_that_is_gone_is_made_again(fresh_service: Settings) -> None:
    with office(fresh_service) as there:
        row = there.case({"a.jpg": printed("诊断证明书")})
        with at_work(there.service, ("read.batch",)):
            there.reaches(row.id, "judging")
        (key,) = [key for key, _ in there.service.blobs.keys("readings/")]
        there.service.blobs.remove(key)
        with at_work(there.service):
            verdict = there.judged(row.id)
        assert json.loads(there.report(verdict))["pages"][0]["text"] == "诊断证明书"


def test_the_sweeper_removes_what_no_row_names_and_nothing_else(fresh_service: Settings) -> None:
    with office(fresh_service, stray_hours=0.0001) as there, at_work(there.service, sweep=False):
        row = there.case({"a.jpg": printed("诊断证明书")})
        verdict = there.judged(row.id)
        lost = upload_key(uuid4())
        there.service.blobs.put(lost, b"of nobody")
        time.sleep(1.5)  # object storage tells whole seconds
        sweeper = Sweeper(there.service)
        did = [sweeper.sweep(all_of_it=True)["strays"] for _ in range(3)]
        assert sum(did) == 1
        assert there.service.blobs.get(lost) is None
        assert there.report(verdict)
        with there.service.database.begin() as tx:
            (upload,) = uploads.of_case(tx, row.id)
        assert there.service.blobs.get(upload_key(upload.id)) == printed("诊断证明书")
