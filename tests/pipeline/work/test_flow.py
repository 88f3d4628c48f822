"""A case from submission to its verdict, on real servers."""

from __future__ import annotations

import json

from pipeline.settings import Settings
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.work.office import at_work, office


def printed(text: str) -> bytes:
    return jpeg(bars) + f"text:{text}".encode()


def test_a_case_is_read_judged_and_reported(fresh_service: Settings) -> None:
    with office(fresh_service) as there, at_work(there.service):
        row = there.case({"证明.jpg": printed("诊断证明书"), "化验.jpg": printed("检验报告单")})
        verdict = there.judged(row.id)
        report = json.loads(there.report(verdict))
        assert [upload["name"] for upload in report["uploads"]] == ["证明.jpg", "化验.jpg"]
        assert report["pages"][0]["text"] == "诊断证明书"
        assert "证明.jpg" in there.report(verdict, "html").decode()
        assert (verdict.number, verdict.reader, verdict.pages) == (1, "test", 2)
        assert {"code", "outcome", "severity", "rule"} == set(verdict.findings[0])
