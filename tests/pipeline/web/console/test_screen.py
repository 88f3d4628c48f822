from __future__ import annotations

import json
from uuid import uuid4

from pipeline.report import as_json
from pipeline.report.pictures import Pictures
from pipeline.report.view import view
from pipeline.web.console.reading.screen import screen
from tests.pipeline.papers import screening


def test_a_paper_whose_page_nobody_can_read_never_looks_settled() -> None:
    made, _ = screening()
    report = json.loads(json.dumps(as_json.report(made)))
    doubted = next(f for f in report["findings"] if f["outcome"] == "unsure")
    illegible = {**doubted, "code": "image_unreadable", "document": None}
    report["findings"] = [illegible, *(f for f in report["findings"] if f["outcome"] == "pass")]

    documents = {each.document["id"]: each.findings for each in view(report, Pictures({}, {})).documents}
    assert documents == {id_: int(id_ == doubted["document"]) for id_ in documents}
    seen = screen(report, {upload["name"]: uuid4() for upload in report["uploads"]})

    paper = seen.papers[doubted["document"]]
    assert (paper.tone, paper.findings) == ("unsure", 1)
    assert all(not other.tone for id_, other in seen.papers.items() if id_ != paper.id)
