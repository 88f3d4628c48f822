"""更正: a reviewer writes down what is on the paper; the machine's value is kept beside it, the rules look again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response

from extractors import correction_rows, corrections
from extractors.corrections import CorrectionError
from pipeline.report.labels import FLAGS, KINDS, PHYSICIAN_ROLES, Label, label
from pipeline.report.machine_values import document_of, standing
from pipeline.report.masking import mask_id
from pipeline.report.subjects import plain, subject_label
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.console.work.desk import Desk, Json, changed, held, laid_out
from pipeline.web.context import OfWeb
from storage.errors import NotFound
from storage.records import corrections as kept
from storage.records import review, users
from storage.records.corrections import CorrectionRow, NewCorrection
from storage.records.flow import Told

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Works = Annotated[User, may(Right.CASE_WORK)]
Text = Annotated[str, Form(max_length=corrections.MOST)]
Subject = Annotated[str, Query(max_length=80)]
MOST_CELLS = 400
LONGEST_NAME = 60
"""Characters of a laboratory item's name by which it is corrected."""
CHOICES: Mapping[str, Mapping[str, Label]] = {
    "role": {"": ("", ""), **PHYSICIAN_ROLES},
    "flag": {"": ("", ""), **FLAGS},
}
"""What a cell of such a column may hold, as it is called."""
PAGES_OF_OTHERS = (corrections.DOCUMENT, corrections.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A place and what is corrected there."""

    upload: UUID
    page: int
    subject: str
    kind: str  # of the document, where the page holds several

    @property
    def table(self) -> str | None:
        """Where what is corrected are rows: of which sort."""
        return correction_rows.table(self.subject)

    def place(self, desk: Desk) -> Json:
        """Raises NotFound where the case has no such page."""
        here = {"upload": desk.names.get(self.upload), "page": self.page}
        if not any({"upload": p["upload"], "page": p["page"]} == here for p in desk.report["pages"]):
            raise NotFound("the case has no such page")
        return here


@router.get("/corrections/new")
def get_new(
    case_id: UUID,
    request: Request,
    web: OfWeb,
    user: Works,
    upload: UUID,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    subject: Subject = corrections.KIND,
    kind: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    desk = laid_out(web, user, case_id)
    return _form(request, user, desk, Asked(upload, page, subject, kind))


@router.post("/corrections")
def post_correction(
    case_id: UUID,
    request: Request,
    web: OfWeb,
    user: Works,
    upload: Annotated[UUID, Form()],
    page: Annotated[int, Form(ge=1, le=10_000)],
    subject: Annotated[str, Form(max_length=80)],
    kind: Annotated[str, Form(max_length=40)] = "",
    value: Text = "",
    cell: Annotated[list[str] | None, Form(max_length=MOST_CELLS)] = None,
    absent: Annotated[str, Form(max_length=5)] = "",
    whole: Annotated[str, Form(max_length=5)] = "",
    to: Annotated[str, Form(max_length=60)] = "",
    reason: Text = "",
) -> Response:
    """Kept, and the case judged again at once. What cannot be meant comes back with the form and a sentence."""
    desk = laid_out(web, user, case_id)
    asked = Asked(upload, page, subject, kind)
    asked.place(desk)
    if cell is not None and asked.table:
        value = _lines(asked.table, cell)
        asked = _named(desk, asked, value)
    try:
        made = list(_made(desk, user, asked, "" if absent else value, to, reason.strip(), bool(whole)))
    except CorrectionError as refused:
        return _form(request, user, desk, asked, 422, said=value, reason=reason, problem=(refused.zh, refused.en))
    told = Told()
    with web.service.database.begin(request.state.request_id) as tx:
        case = held(tx, web, user, case_id)
        for new in made:
            told += review.correct(tx, web.service.vault, case, new)
            case = told.case
    web.service.tell(told)
    return changed()


@router.post("/corrections/{correction_id}/withdraw")
def post_withdraw(case_id: UUID, correction_id: UUID, request: Request, web: OfWeb, user: Works) -> Response:
    """What the machine read counts again."""
    with web.service.database.begin(request.state.request_id) as tx:
        case = held(tx, web, user, case_id)
        told = review.withdraw(tx, case, correction_id, user.id)
    web.service.tell(told)
    return changed()


def _lines(kind: str, cells: list[str]) -> str:
    """The form's cells, row by row, as a correction keeps them."""
    wide = len(correction_rows.COLUMNS[kind])
    rows = [tuple(" ".join(cell.split()) for cell in cells[at : at + wide]) for at in range(0, len(cells), wide)]
    return correction_rows.joined(correction_rows.filled(row for row in rows if len(row) == wide))


def _named(desk: Desk, asked: Asked, value: str) -> Asked:
    """A laboratory row that the machine did not read is called by its name, in the paper's last panel."""
    if asked.subject != correction_rows.LAB:
        return asked
    document = _document(desk, asked)
    panel = max((item["panel"] for item in document["lab_items"]), default=0) if document else 0
    subject = f"{correction_rows.LAB}.{panel}.{value.partition(chr(9))[0][:LONGEST_NAME]}"
    return replace(asked, subject=subject) if corrections.known(subject) else asked


def _made(
    desk: Desk, user: User, asked: Asked, value: str, to: str, reason: str, whole: bool
) -> Iterator[NewCorrection]:
    """Raises CorrectionError. A whole document of another kind: each of its pages is, and they stay together."""
    other = _other(desk, to) if asked.subject in PAGES_OF_OTHERS and to != corrections.OWN else None
    if asked.subject in PAGES_OF_OTHERS:
        value = to
    checked = corrections.checked(asked.subject, value)
    document = _document(desk, asked)
    yield _new(desk, user, asked, checked, reason, other)
    if asked.subject != corrections.KIND or not whole or document is None:
        return
    first = (asked.upload, asked.page)
    for place in document["pages"]:
        there = (desk.ids[place["upload"]], place["page"])
        if there != first:
            follows = Asked(*there, corrections.KIND, asked.kind)
            yield _new(desk, user, follows, checked, reason, None)
            joined = Asked(*there, corrections.DOCUMENT, asked.kind)
            yield _new(desk, user, joined, f"{first[0]}/{first[1]}", reason, first)


def _new(
    desk: Desk, user: User, asked: Asked, value: str, reason: str, other: tuple[UUID, int] | None
) -> NewCorrection:
    document = _document(desk, asked)
    return NewCorrection(
        case_id=desk.case.id,
        upload_id=asked.upload,
        page=asked.page,
        subject=asked.subject,
        value=value,
        user_id=user.id,
        reason=reason,
        machine=_machine(desk, asked, document),
        kind=document["kind"] if document is not None and asked.subject not in corrections.PLACING else None,
        to_upload_id=other[0] if other else None,
        to_page=other[1] if other else None,
    )


def _other(desk: Desk, to: str) -> tuple[UUID, int]:
    """The page that was chosen. Raises CorrectionError."""
    upload, _, number = to.partition("/")
    try:
        asked = Asked(UUID(upload), int(number), "", "")
        asked.place(desk)
    except (ValueError, NotFound):
        raise CorrectionError("请选择另一页", "choose the other page") from None
    return asked.upload, asked.page


def _document(desk: Desk, asked: Asked) -> Json | None:
    return document_of(desk.report, desk.names.get(asked.upload, ""), asked.page, asked.kind or None)


def _machine(desk: Desk, asked: Asked, document: Json | None) -> str | None:
    """What the machine had read, also where a person corrected it before."""
    if document is None:
        return None
    for correction in desk.report.get("corrections", ()):
        if (correction["document"], correction["subject"]) == (document["id"], asked.subject):
            machine = correction["machine"]
            return None if machine is None else str(machine["value"] or machine["text"])
    return standing(document, asked.subject, {"upload": desk.names[asked.upload], "page": asked.page})


def _now(desk: Desk, asked: Asked, document: Json, place: Json) -> str | None:
    """What stands there; of a row that a person gave another name what they wrote."""
    found = standing(document, asked.subject, place)
    told = (c for c in desk.report.get("corrections", ()) if c["document"] == document["id"])
    return found or next((str(c["value"]) for c in told if c["subject"] == asked.subject and asked.table), None)


def _form(
    request: Request,
    user: User,
    desk: Desk,
    asked: Asked,
    status: int = 200,
    said: str | None = None,
    reason: str = "",
    problem: Label | None = None,
) -> Response:
    if not corrections.known(asked.subject):
        raise ConsoleError("error.invalid", 422)
    place, document = asked.place(desk), _document(desk, asked)
    now = _now(desk, asked, document, place) if document is not None else None
    secret = asked.subject.endswith("id_number")
    return page(
        request,
        user,
        "case/_correction.html",
        status,
        case=desk.case,
        asked=asked,
        place=place,
        document=document,
        look=desk.look({**place, "box": None}),
        title=subject_label(asked.subject),
        now=mask_id(now) if now and secret else now,
        said=said if said is not None else "" if secret else now or "",
        reason=reason,
        problem=problem,
        kinds=[(kind, label(KINDS, kind)) for kind in KINDS],
        documents=list(_papers(desk, document)),
        pages=list(_pages(desk, place)),
        history=list(_history(desk, asked, user)),
        table=_table(asked, now, said),
        choices=CHOICES,
        now_plain=plain(asked.subject, now, user.language == "en") if now else None,
        lines=asked.subject in corrections.LINES,
        date=asked.subject in corrections.DATES,
        mask_id=mask_id,
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to write into; those at the end are empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    grows: bool


def _table(asked: Asked, now: str | None, said: str | None) -> Table | None:
    kind = asked.table
    if kind is None:
        return None
    columns = correction_rows.COLUMNS[kind]
    there = correction_rows.parted(kind, said if said is not None else now or "")
    grows = kind != correction_rows.LAB
    return Table(columns, (*there, ("",) * len(columns)) if grows or not there else there, grows)


def _papers(desk: Desk, but: Json | None) -> Iterator[tuple[str, Label, Json]]:
    """Other papers a page may belong to, by their first page."""
    for document in desk.report["documents"]:
        first = next(iter(document["pages"]), None)
        if first and first["upload"] in desk.ids and (but is None or document["id"] != but["id"]):
            yield f"{desk.ids[first['upload']]}/{first['page']}", label(KINDS, document["kind"]), first


def _pages(desk: Desk, but: Json) -> Iterator[tuple[str, Json]]:
    for each in desk.report["pages"]:
        if each["upload"] in desk.ids and (each["upload"], each["page"]) != (but["upload"], but["page"]):
            yield f"{desk.ids[each['upload']]}/{each['page']}", each


def _history(desk: Desk, asked: Asked, user: User) -> Iterator[Mapping[str, object]]:
    """Who corrected this before, and when."""
    with desk.web.service.database.look() as tx:
        made = kept.of_case(tx, desk.web.service.vault, desk.case.id)
        here = [c for c in made if (c.upload_id, c.page, c.subject) == (asked.upload, asked.page, asked.subject)]
        names = users.names(tx, desk.web.service.vault) if here else {}
    for row in reversed(here):
        yield {"row": row, "who": names.get(row.user_id, "?"), "value": _shown(row)}


def _shown(row: CorrectionRow) -> str:
    value = row.value or ""
    return mask_id(value) if row.subject.endswith("id_number") else plain(row.subject, value)
