"""A verdict that somebody waits for is told before its papers are drawn; whoever asks for one gets it all the same."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from storage.records import verdicts
from tests.pipeline.web.api import Api
from tests.pipeline.web.console import desk
from tests.pipeline.web.console.people import someone
from tests.pipeline.work.office import until
from tests.servers import Servers

HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def api(servers: Servers, migrated: str) -> Iterator[Api]:
    with desk.working(servers, migrated) as running:
        yield running


def test_papers_that_were_lost_before_they_were_drawn_are_drawn_for_whoever_asks(api: Api) -> None:
    case, reviewer = desk.case(api), someone(api, "reviewer")
    fields = {"upload": case.upload("化验.jpg"), "page": 1, "subject": "issue_date", "value": "2026-03-02"}
    assert reviewer.post(f"{case.screen}/corrections", data=fields, headers=HTMX).status_code == 204
    case.again(2)
    with api.service.database.look() as tx:
        verdict = verdicts.current(tx, UUID(case.id))
    assert verdict is not None
    keys = [verdict.blobs[what] for what in ("html", "pdf")]
    until(lambda: all(api.service.blobs.stat(key) for key in keys), 120, lambda: "the judge draws them")
    drawn = {}
    for what, path in (("html", f"{case.screen}/report"), ("pdf", f"{case.screen}/report.pdf")):
        drawn[what] = reviewer.get(path)
        api.service.blobs.remove(verdict.blobs[what])
        again = reviewer.get(path)
        assert (again.status_code, again.content) == (200, drawn[what].content), "the same bytes as the first time"
        assert api.service.blobs.get_sealed(verdict.blobs[what], api.service.vault) == again.content, "and kept"
    assert "人工更正" in drawn["html"].text
    assert drawn["pdf"].content.startswith(b"%PDF-")
    api.service.blobs.remove(verdict.blobs["json"])
    api.service.blobs.remove(verdict.blobs["html"])
    assert reviewer.get(f"{case.screen}/report").status_code == 404, "nothing is left to draw it from"
