"""What was read twice, side by side: the auditor's answer and the machine's, what differs, and how it was ruled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from pipeline.darkroom import Size
from pipeline.quality import second_look
from pipeline.quality.questions import PERSONAL
from pipeline.report.masking import shown
from pipeline.web.console.audit.naming import namer
from pipeline.web.console.audit.pictures import picture
from pipeline.web.console.audit.scope import own_item
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import access, cases, comparisons, second_readings, users
from storage.records.comparisons import ComparisonRow, Ruling
from storage.records.samples import ItemRow
from storage.records.sampling_plans import PlanRow
from storage.records.second_readings import ReadingRow

router = APIRouter(prefix="/console/audit", include_in_schema=False)
Looks = Annotated[User, may(Right.AUDIT_RESULTS)]
LONGEST_NOTE = 1000
SHOWN = 100  # differences on one page


@dataclass(frozen=True, slots=True)
class Row:
    """A comparison as it is shown."""

    row: ComparisonRow
    machine: str  # what each said; a word of a closed list, or what was read
    auditor: str
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One auditor's reading of the item."""

    reading: ReadingRow
    auditor: str
    rows: tuple[Row, ...]
    own: bool  # by who looks at it


@router.get("/items/{item_id}")
def get_item(request: Request, web: OfWeb, user: Looks, item_id: UUID, row: str = "") -> Response:
    """`row`: it is ruled on one difference after the other."""
    with web.service.database.begin(request.state.request_id) as tx:
        item, plan = seen_item(tx, user, web, item_id)
        sides = [_side(tx, web, user, one) for one in second_readings.of_item(tx, item.id) if one.saved_at]
        case = cases.get(tx, item.case_id)
        access.note(tx, user.id, "comparison", item.case_id, {"item": str(item.id)})
    return page(
        request,
        user,
        "audit/item.html",
        name_of=namer(user),
        item=item,
        plan=plan,
        sides=sides,
        case=case,
        personal=PERSONAL,
        in_row=bool(row),
    )


@router.get("/items/{item_id}/pages/{number}/{size}")
async def get_page(web: OfWeb, user: Looks, item_id: UUID, number: int, size: Size) -> Response:
    return await picture(web, await web.run(_upload, web, user, item_id, number), size)


def _upload(web: Web, user: User, item_id: UUID, number: int) -> tuple[UUID, int]:
    with web.service.database.look() as tx:
        item, _ = seen_item(tx, user, web, item_id)
    return second_look.upload_of(item, number)


def seen_item(tx: Connection, user: User, web: Web, item_id: UUID) -> tuple[ItemRow, PlanRow]:
    """Raises NotFound before anybody has read it, and for who is reading the case just now."""
    item, plan = own_item(tx, user, web, item_id)
    saved = any(one.saved_at for one in second_readings.of_item(tx, item.id))
    if not saved or second_readings.is_blind(tx, user.id, item.case_id):
        raise NotFound(f"there is no comparison of {item_id}")
    return item, plan


def _side(tx: Connection, web: Web, user: User, reading: ReadingRow) -> Side:
    vault = web.service.vault
    rows = []
    for row in comparisons.of_reading(tx, reading.id):
        told = comparisons.detail(vault, row)
        machine, auditor = told.get("machine") or row.machine or "", told.get("auditor") or row.auditor or ""
        ruled = comparisons.rulings(tx, vault, reading.id, row.number) if row.ruling else ()
        rows.append(Row(row, shown(machine), shown(auditor), ruled))
    name = users.name(vault, users.get(tx, reading.user_id))
    rows.sort(key=lambda one: one.row.outcome == "right" and not one.row.ruling)  # what differs stands first
    return Side(reading, name, tuple(rows), reading.user_id == user.id)
