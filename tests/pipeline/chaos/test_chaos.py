"""A small run of chaos, and that its audit sees what is wrong."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx
import psutil
import pypdfium2
import pytest
from PIL import Image

from pipeline.chaos import audit
from pipeline.chaos.faults import NAMES as FAULT_NAMES
from pipeline.chaos.faults import by_name
from pipeline.chaos.papers import LONG_PAGES, NAMES, CaseFolder, Paper, Papers
from pipeline.chaos.receiver import REFUSED_EVERY, Receiver
from pipeline.chaos.run import Scale, at_random, in_turn, variables
from pipeline.chaos.simulated import VERSION, SimulatedReader
from pipeline.chaos.stage import Stage
from pipeline.settings import Settings
from pipeline.work import signature
from storage.blobs import upload_key
from storage.records import uploads
from tests.pipeline.work.office import office
from tests.servers import folder_for_servers

ONE, OTHER = b"\xff\xd8\xffone", b"\xff\xd8\xffother"
QUICK = Scale(cases=8, clients=2, workers=1, reading=0.01)


def test_nothing_is_lost_while_parts_are_killed_under_load() -> None:
    with folder_for_servers() as folder:
        struck = [by_name("valkey-wiped"), by_name("postgres"), by_name("worker")]
        result = in_turn(folder, QUICK, struck, dict(os.environ), lambda line: None)
    assert result.counted.problems == ()
    assert result.counted.cases >= QUICK.cases
    assert result.counted.webhooks == 2 * result.counted.cases
    assert [one.fault.name for one in result.recoveries] == ["valkey-wiped", "postgres", "worker"]


def test_nothing_is_lost_when_yushen_up_is_killed_at_random_moments() -> None:
    with folder_for_servers() as folder:
        result = at_random(folder, QUICK, 2, dict(os.environ), lambda line: None)
    assert result.counted.problems == ()
    assert result.kills == 2
    assert result.moments, "it was killed while there was something"


@pytest.fixture
def receiver() -> Receiver:
    made = Receiver()
    made.secret = signature.new_secret()
    return made


def folder(key: str, data: bytes = b"x") -> CaseFolder:
    return CaseFolder(key, Path(), (Paper("a.jpg", hashlib.sha256(data).hexdigest()),))


def test_a_lost_case_and_its_lost_webhooks_are_seen(fresh_service: Settings, receiver: Receiver) -> None:
    lost = "00000000-0000-0000-0000-000000000001"
    counted = audit.count(fresh_service.service, {lost: folder("CHAOS-1")}, receiver)
    assert "CHAOS-1: the case is lost" in counted.problems
    assert "CHAOS-1: webhooks came as none" in counted.problems


def test_an_original_that_changed_and_one_that_is_gone_are_seen(fresh_service: Settings, receiver: Receiver) -> None:
    with office(fresh_service) as desk:
        first, second = (desk.case({"a.jpg": data}, case_key=key).id for key, data in (("C-1", ONE), ("C-2", OTHER)))
        with desk.service.database.begin() as tx:
            one, other = uploads.of_case(tx, first)[0], uploads.of_case(tx, second)[0]
        desk.service.blobs.put(upload_key(one.id), b"altered")
        desk.service.blobs.remove(upload_key(other.id))
    pushed = {str(first): folder("C-1", ONE), str(second): folder("C-2", OTHER)}
    problems = audit.count(fresh_service.service, pushed, receiver).problems
    assert "C-1: an original is not what was sent" in problems
    assert "C-2: an original is gone" in problems
    assert "C-1: reading with 0 current of 0 verdicts" in problems
    assert "2 of read work due" in problems


def test_a_name_in_a_log_is_seen(fresh_service: Settings, receiver: Receiver, tmp_path: Path) -> None:
    (tmp_path / "api.log").write_text(json.dumps({"event": f"case of {NAMES[0]}"}, ensure_ascii=False))
    assert audit.count(fresh_service.service, {}, receiver, tmp_path).problems == ("api.log names a person",)


def message(receiver: Receiver, number: int, event: str = "case.read", case: str = "1") -> int:
    body = json.dumps({"type": event, "data": {"case_id": case}}).encode()
    return receiver.take(signature.headers(receiver.secret, f"m{number}", int(time.time()), body), body)


def test_the_receiver_takes_what_is_signed_once_and_in_order(receiver: Receiver) -> None:
    assert [message(receiver, 1), message(receiver, 2, "case.judged"), message(receiver, 1)] == [204, 204, 204]
    assert receiver.came == {"1": ["case.read", "case.judged"]}
    assert receiver.repeated == 1
    assert receiver.take({"webhook-id": "m3", "webhook-timestamp": str(int(time.time()))}, b"{}") == 401
    assert receiver.forged == 1


def test_the_receiver_refuses_some_at_first(receiver: Receiver) -> None:
    statuses = [message(receiver, number) for number in range(REFUSED_EVERY)]
    assert statuses.count(503) == receiver.refused == 1
    assert message(receiver, statuses.index(503)) == 204


def test_the_receiver_listens(receiver: Receiver) -> None:
    with receiver:
        assert httpx.post(receiver.url, content=b"{}", trust_env=False).status_code == 401


def test_papers_open_differ_and_are_shared_where_they_should_be(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    cases = [papers.case(number) for number in range(14)]
    for case in cases:
        for paper in case.papers:
            data = (case.path / paper.name).read_bytes()
            assert hashlib.sha256(data).hexdigest() == paper.sha256
            if paper.name.endswith(".pdf"):
                assert len(pypdfium2.PdfDocument(data)) == LONG_PAGES
            else:
                Image.open(io.BytesIO(data)).load()
    shas = [paper.sha256 for case in cases for paper in case.papers]
    assert len(shas) - len(set(shas)) == 1  # cases 3 and 13 share a file
    assert Papers(tmp_path / "again").case(5).papers == cases[5].papers


class Silent:
    def opened(self, pages: int) -> None: ...
    def page(self, number: int) -> None: ...
    def stage(self, name: str) -> object:
        from contextlib import nullcontext

        return nullcontext()


def test_the_simulated_reader_says_what_it_is_and_reads_the_slice_it_is_asked_for(tmp_path: Path) -> None:
    case = Papers(tmp_path).case(1)
    data = (case.path / "病历.pdf").read_bytes()
    reader = SimulatedReader(0.0)
    read = reader.read("病历.pdf", data, Silent(), range(11, 21))  # type: ignore[arg-type]
    assert reader.version == VERSION == "simulated"
    assert [page.number for page in read.pages] == list(range(11, 21))
    assert "模拟" in read.pages[0].text
    assert len(set(read.picture_hashes)) == 10


def test_a_run_keeps_away_from_the_operators_own_service() -> None:
    given: Mapping[str, str] = {"YUSHEN_DATABASE_URL": "postgresql://mine", "YUSHEN_DATA": "/mine", "PATH": "/bin"}
    made = variables(given)
    assert made["PATH"] == "/bin"
    assert not {"YUSHEN_DATABASE_URL", "YUSHEN_DATA"} & made.keys()


def test_every_fault_can_be_named() -> None:
    assert [by_name(name).name for name in FAULT_NAMES] == list(FAULT_NAMES)
    assert {"worker", "supervisor", "valkey", "seaweedfs", "postgres", "valkey-wiped"} <= set(FAULT_NAMES)


@pytest.mark.parametrize(("name", "state"), [("worker", psutil.STATUS_ZOMBIE), ("worker-hangs", psutil.STATUS_STOPPED)])
def test_a_blow_has_told_before_anything_is_asked(name: str, state: str) -> None:
    for _ in range(20):
        busy = subprocess.Popen([sys.executable, "-c", "while True: sum(range(20000))"])
        struck = psutil.Process(busy.pid)
        by_name(name).strike(cast(Stage, SimpleNamespace(members=lambda *_, one=struck: [one])))
        assert struck.status() == state
        busy.kill()
        busy.wait()


def test_a_part_that_hangs_without_dying_is_brought_back() -> None:
    with folder_for_servers() as folder:
        struck = [by_name("worker-hangs"), by_name("api-hangs")]
        result = in_turn(folder, QUICK, struck, dict(os.environ), lambda line: None)
    assert result.counted.problems == ()
    assert all(4 < one.part < 60 for one in result.recoveries), [one.part for one in result.recoveries]
