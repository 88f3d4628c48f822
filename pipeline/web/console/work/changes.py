"""What is otherwise than before: since the last round or decision, or since the verdict before a correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.console.work.desk import Desk, Json, laid_out, report_of
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import decisions, events, uploads, verdicts
from storage.records.uploads import UploadRow
from storage.records.verdicts import VerdictRow
from storage.states import UploadState

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Sort = tuple[str, str, str]  # code, material, kind of the paper
Views = Annotated[User, may(Right.CASE_VIEW)]


@dataclass(frozen=True, slots=True)
class Changes:
    """Findings by what became of them, uploads that came and went."""

    solved: tuple[Json, ...]  # were open, are not
    new: tuple[Json, ...]  # are open, were not
    left: tuple[Json, ...]  # still open
    came: tuple[str, ...]  # names
    went: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.solved or self.new or self.came or self.went)


@router.get("/changes")
def get_changes(
    case_id: UUID,
    request: Request,
    web: OfWeb,
    user: Views,
    since: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Response:
    """Since the verdict of that number; without one, since what was decided last, or the round before."""
    desk = laid_out(web, user, case_id)
    with web.service.database.look() as tx:
        before = _before(tx, web, desk, since)
        files = uploads.of_case(tx, case_id, live=False)
    found = None if before is None else _changes(web, desk, before, files)
    return page(request, user, "case/_changes.html", desk=desk, before=before, changes=found)


def _before(tx: Connection, web: Web, desk: Desk, since: int | None) -> VerdictRow | None:
    every = verdicts.of_case(tx, desk.case.id)
    if since is None:
        since = _decided(tx, web, desk) or _round_before(tx, desk)
    earlier = [verdict for verdict in every if verdict.number == since and verdict.number < desk.verdict.number]
    return earlier[-1] if earlier else None


def _decided(tx: Connection, web: Web, desk: Desk) -> int | None:
    decided = decisions.newest(tx, web.service.vault, desk.case.id)
    return None if decided is None else decided.verdict_number


def _round_before(tx: Connection, desk: Desk) -> int | None:
    """The last verdict before the case's round began."""
    last = None
    for event in events.of_case(tx, desk.case.id):
        if event.kind == "case.judged" and event.data.get("round", 0) < desk.case.round:
            last = event.data.get("verdict")
    return last


def _changes(web: Web, desk: Desk, before: VerdictRow, files: tuple[UploadRow, ...]) -> Changes | None:
    try:
        was = _open(report_of(web, before))
    except NotFound:
        return None
    rounds = [row for row in files if row.round == desk.case.round and desk.case.round > 0]
    came = tuple(desk.names[row.id] for row in rounds if row.id in desk.names)
    gone = {row.replaces for row in rounds if row.replaces} | {
        row.id for row in files if row.state is UploadState.REMOVED and row.round < desk.case.round
    }
    names = [uploads.name(web.service.vault, row) for row in files if row.id in gone and row.name is not None]
    solved, new, left = _compared(was, _open(desk.report))
    return Changes(solved, new, left, came, tuple(names))


def _open(report: Json) -> dict[str, tuple[Json, Sort]]:
    """Findings to act on, by key, each with what sort of thing it says."""
    kinds = {document["id"]: document["kind"] for document in report["documents"]}
    return {
        finding["key"]: (finding, (finding["code"], finding["material"] or "", kinds.get(finding["document"], "")))
        for finding in report["findings"]
        if finding["outcome"] != "pass"
    }


def _compared(
    was: Mapping[str, tuple[Json, Sort]], now: Mapping[str, tuple[Json, Sort]]
) -> tuple[tuple[Json, ...], tuple[Json, ...], tuple[Json, ...]]:
    """Solved, new, and left. A better picture of the same paper has other bytes, so other keys: what says the same of
    the same kind of paper is the same problem still."""
    gone = [each for key, each in was.items() if key not in now]
    new: list[Json] = []
    left = [finding for key, (finding, _) in now.items() if key in was]
    for key, (finding, sort) in now.items():
        if key in was:
            continue
        same = next((each for each in gone if each[1] == sort), None)
        if same is None:
            new.append(finding)
        else:
            gone.remove(same)
            left.append(finding)
    return tuple(finding for finding, _ in gone), tuple(new), tuple(left)
