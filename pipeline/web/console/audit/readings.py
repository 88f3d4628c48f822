"""盲法复核: the pages of what was drawn, and a form. Nothing the machine said is on these pages, nor behind them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from pipeline.darkroom import Size
from pipeline.quality import answer, second_look
from pipeline.quality.answer import KINDS, SEALS, AnswerError
from pipeline.quality.questions import EVERY_ROW, LISTS, SEALED_KINDS, SHORT, asked_of, first_row
from pipeline.report.masking import mask_id
from pipeline.web.console.audit.home import HOME
from pipeline.web.console.audit.naming import namer
from pipeline.web.console.audit.pictures import picture
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import access, cases, samples, sampling_plans, second_readings
from storage.records.samples import ItemRow
from storage.records.second_readings import ReadingRow
from validators.codes import SEVERITIES

router = APIRouter(prefix="/console/audit/readings", include_in_schema=False)
Reads = Annotated[User, may(Right.AUDIT_READ)]
LONGEST_DRAFT = 1_000_000  # characters
KEYS = dict(zip(KINDS, "1234567890qweyuiop", strict=True))
"""Which key chooses which kind."""


@router.get("/{reading_id}")
def get_reading(request: Request, web: OfWeb, user: Reads, reading_id: UUID) -> Response:
    with web.service.database.look() as tx:
        reading, item = _open(tx, user, reading_id)
        if reading.saved_at is not None:
            return go(f"/console/audit/items/{item.id}", request)
        access.note(tx, user.id, "blind_page", item.case_id, {"reading": str(reading.id), "pages": len(item.pages)})
    return _form(request, web, user, (reading, item), second_readings.draft(web.service.vault, reading), "")


@router.post("/{reading_id}/draft")
async def post_draft(request: Request, web: OfWeb, user: Reads, reading_id: UUID) -> Response:
    """What is filled in so far, kept until it is saved."""
    form = {name: str(value) for name, value in (await request.form()).items() if _of_answer(name)}
    if sum(len(name) + len(value) for name, value in form.items()) > LONGEST_DRAFT:
        raise ConsoleError("error.invalid", 422)
    await web.run(_keep, request, web, user, reading_id, form)
    return Response(status_code=204)


def _keep(request: Request, web: Web, user: User, reading_id: UUID, form: dict[str, str]) -> None:
    with web.service.database.begin(request.state.request_id) as tx:
        reading, _ = _open(tx, user, reading_id)
        second_readings.keep_draft(tx, web.service.vault, reading, form)


def _of_answer(name: str) -> bool:
    return name.startswith(("kind-", "same-", "whole-", "seal-", "finding-")) or name[:1].isdigit()


@router.post("/{reading_id}")
async def post_reading(request: Request, web: OfWeb, user: Reads, reading_id: UUID) -> Response:
    """Saved for good, and compared."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await web.run(_save, request, web, user, reading_id, form)


def _save(request: Request, web: Web, user: User, reading_id: UUID, form: dict[str, str]) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        reading, item = _open(tx, user, reading_id)
        groups = sampling_plans.of_item(tx, item.id).asked
        try:
            told = answer.from_form(form, len(item.pages), second_look.codes(item), groups)
        except AnswerError as error:
            return _form(request, web, user, (reading, item), form, error.key)
        second_look.save(web.service, tx, reading, told)
    return go(f"/console/audit/items/{item.id}", request)


@router.post("/{reading_id}/back")
def post_back(request: Request, web: OfWeb, user: Reads, reading_id: UUID) -> Response:
    """Left to somebody else."""
    with web.service.database.begin(request.state.request_id) as tx:
        reading, _ = _open(tx, user, reading_id)
        second_readings.put_back(tx, reading)
    return go(HOME, request)


@router.get("/{reading_id}/pages/{number}/{size}")
async def get_page(web: OfWeb, user: Reads, reading_id: UUID, number: int, size: Size) -> Response:
    """As delivered, without anything drawn over it."""
    return await picture(web, await web.run(_upload, web, user, reading_id, number), size)


def _upload(web: Web, user: User, reading_id: UUID, number: int) -> tuple[UUID, int]:
    with web.service.database.look() as tx:
        _, item = _open(tx, user, reading_id)
    return second_look.upload_of(item, number)


def _open(tx: Connection, user: User, reading_id: UUID) -> tuple[ReadingRow, ItemRow]:
    """The auditor's own. Raises NotFound, for a case that left the user's regions too."""
    reading = second_readings.own(tx, reading_id, user.id)
    item = samples.item(tx, reading.item_id)
    user.must_cover(cases.get(tx, item.case_id).region)
    return reading, item


def _rows(first: int) -> str:
    """The rows to copy out: 3、8、13、18 …"""
    return "、".join(str(first + EVERY_ROW * times) for times in range(4)) + " …"


def _form(
    request: Request, web: Web, user: User, of: tuple[ReadingRow, ItemRow], form: dict[str, str], problem: str
) -> Response:
    reading, item = of
    with web.service.database.look() as tx:
        case = cases.get(tx, item.case_id)
        plan = sampling_plans.of_item(tx, item.id)
    if case.applicant is None:
        raise NotFound("the case was purged")
    applicant, _ = cases.person(web.service.vault, case)
    return page(
        request,
        user,
        "audit/reading.html",
        422 if problem else 200,
        name_of=namer(user),
        reading=reading,
        item=item,
        case=case,
        applicant=applicant.name,
        id_number=mask_id(applicant.id_number),
        kinds=KEYS,
        fields=asked_of(plan.asked),
        lists=LISTS,
        short=SHORT,
        rows_of=lambda number: _rows(first_row(plan.seed, item.id, number)),
        sealed_kinds=SEALED_KINDS,
        seals=SEALS,
        codes=[code for code in SEVERITIES if code in second_look.codes(item)],
        form=form,
        resumed=bool(form) and not problem,
        problem=problem,
    )
