"""Cases that wait for a reviewer, as a test of the screens wants them: judged without a reader, or read in earnest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from storage.records import flow, work
from storage.records.cases import CaseRow
from tests.pipeline.web.api import Api
from tests.storage import made


def waiting(
    api: Api,
    key: str,
    *,
    due: date | None = None,
    disposition: str = "review",
    hospitals: Sequence[str] = (),
    **more: object,
) -> CaseRow:
    """A case in the queue whose papers nobody drew and whose report is not there."""
    with api.service.database.begin() as tx:
        made.submitted(tx, api.service.vault, f"{key}.jpg", case_key=key, **more)
        made.read_one(tx)
        held = work.claim_next(tx, ("judge.instant", "judge"), "j1", 60)
        assert held is not None
        verdict = replace(made.verdict(disposition), due_on=due, hospitals=tuple(hospitals))
        return flow.judged(tx, held, verdict, made.WORKER)[1].case
