"""What was read twice, side by side: the auditor's answer and the machine's, what differs, and how it was ruled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy import Connection

from pipeline.darkroom import Size
from pipeline.quality import second_look, tallying
from pipeline.quality.questions import PERSONAL
from pipeline.report.masking import shown
from pipeline.web.console.audit.naming import namer
from pipeline.web.console.audit.pictures import picture
from pipeline.web.console.audit.scope import own_item, regions
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import access, behind, cases, comparisons, second_readings, sessions, users
from storage.records.comparisons import ComparisonRow, NewRuling, Ruling, Scope
from storage.records.samples import ItemRow
from storage.records.sampling_plans import PlanRow
from storage.records.second_readings import ReadingRow
from storage.tables_quality import RULINGS

router = APIRouter(prefix="/console/audit", include_in_schema=False)
Looks = Annotated[User, may(Right.AUDIT_RESULTS)]
LONGEST_NOTE = 1000
SHOWN = 200  # differences on one page


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
def get_item(request: Request, web: OfWeb, user: Looks, item_id: UUID) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        item, plan = _seen(tx, user, web, item_id)
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
    )


@router.get("/items/{item_id}/pages/{number}/{size}")
async def get_page(web: OfWeb, user: Looks, item_id: UUID, number: int, size: Size) -> Response:
    return await picture(web, await web.run(_upload, web, user, item_id, number), size)


def _upload(web: Web, user: User, item_id: UUID, number: int) -> tuple[UUID, int]:
    with web.service.database.look() as tx:
        item, _ = _seen(tx, user, web, item_id)
    return second_look.upload_of(item, number)


def _seen(tx: Connection, user: User, web: Web, item_id: UUID) -> tuple[ItemRow, PlanRow]:
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


@router.post("/items/{item_id}/rulings")
def post_ruling(
    request: Request,
    web: OfWeb,
    user: Annotated[User, may(Right.AUDIT_ADJUDICATE)],
    item_id: UUID,
    reading: Annotated[UUID, Form()],
    number: Annotated[int, Form(ge=1, le=100_000)],
    ruling: Annotated[str, Form(max_length=20)],
    note: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
    follow_up: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """Nobody rules on their own reading. A confirmed miss may be told in the timeline; the case stays as it is."""
    if ruling not in RULINGS:
        raise ConsoleError("error.invalid", 422)
    with web.service.database.begin(request.state.request_id) as tx:
        item, _ = _seen(tx, user, web, item_id)
        row = _row(tx, item, user, reading, number)
        outcome = _outcome(tx, item, row, ruling)
        wanted = bool(follow_up) and outcome == "missed"
        new = NewRuling(ruling, outcome, note.strip(), wanted)
        with tallying.kept(tx, item.id):
            for place in ((reading, number), *_twins(tx, item, row)):
                comparisons.rule(tx, web.service.vault, place, new, user.id)
        if wanted:
            comparisons.follow_up(tx, item.case_id, item.id, row.topic, user.id)
        sessions.say(tx, user.session.id_hash, "good", "audit.followed_up" if wanted else "audit.ruled")
    return go(f"/console/audit/items/{item_id}#c-{reading}-{number}", request)


def _row(tx: Connection, item: ItemRow, user: User, reading_id: UUID, number: int) -> ComparisonRow:
    reading = next((one for one in second_readings.of_item(tx, item.id) if one.id == reading_id), None)
    row = next((one for one in comparisons.of_reading(tx, reading_id) if one.number == number), None)
    if reading is None or row is None:
        raise NotFound("there is no such comparison")
    if reading.user_id == user.id:
        raise ConsoleError("error.own_reading", 403)
    return row


def _twins(tx: Connection, item: ItemRow, row: ComparisonRow) -> list[tuple[UUID, int]]:
    """The same thing in the other auditor's reading: ruled on once, it is ruled on for both."""
    return [(one.reading_id, one.number) for one in _others(tx, item, row)]


def _others(tx: Connection, item: ItemRow, row: ComparisonRow) -> list[ComparisonRow]:
    return [
        one
        for reading in second_readings.of_item(tx, item.id)
        if reading.id != row.reading_id
        for one in comparisons.of_reading(tx, reading.id)
        if one.thing == row.thing
    ]


def _outcome(tx: Connection, item: ItemRow, row: ComparisonRow, ruling: str) -> str:
    """What it counts as. Where this auditor had nothing against it, the other's view of it counts."""
    if ruling != "machine_wrong":
        return "right" if ruling == "machine_right" else "open"
    if row.outcome != "right":
        return row.outcome
    against = [one.outcome for one in _others(tx, item, row) if one.outcome != "right"]
    return against[0] if against else "wrong"


@router.get("/differences")
def get_differences(
    request: Request, web: OfWeb, user: Annotated[User, may(Right.AUDIT_ADJUDICATE)], ruled: str = ""
) -> Response:
    """What differs and waits for a ruling; what one auditor alone calls wrong as well."""
    with web.service.database.look() as tx:
        found = behind.differences(tx, Scope(regions(user, web)), user.id, SHOWN, ruled=bool(ruled))
    return page(request, user, "audit/differences.html", name_of=namer(user), found=found, ruled=bool(ruled))
