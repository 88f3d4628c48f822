"""What was read on each paper, row by row, each with its place on the page and a way to correct it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from extractors import corrections
from extractors.correction_rows import LAB, parted, table
from extractors.reading import Kind
from pipeline.report import rows
from pipeline.report.labels import KINDS, Label, label
from pipeline.report.rows import Row
from pipeline.report.subjects import machine_text, subject_label, value_label
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.console.work.desk import Desk, Json, laid_out
from pipeline.web.context import OfWeb

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.CASE_VIEW)]

CARDS = (Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK, Kind.INSURANCE_CARD, Kind.PHOTO)


@dataclass(frozen=True, slots=True)
class Lab:
    item: Json
    look: str
    subject: str
    machine: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """One document as it is shown."""

    document: Json
    kind: Label
    look: str  # its first page
    upload: UUID | None  # of its first page
    page: int
    rows: tuple[Row, ...]
    lab: tuple[Lab, ...]
    missing: tuple[tuple[str, Label], ...]  # subjects nothing was read of, to be added


@router.get("/fields")
def get_fields(
    case_id: UUID, request: Request, web: OfWeb, user: Views, document: Annotated[str, Query(max_length=8)] = ""
) -> Response:
    """Of one document, or of all."""
    desk = laid_out(web, user, case_id)
    wanted = [d for d in desk.report["documents"] if document in ("", d["id"])]
    papers = [paper(desk, each) for each in wanted]
    placing = list(_placing(desk)) if not document else []
    return page(
        request,
        user,
        "case/_fields.html",
        desk=desk,
        papers=papers,
        placing=placing,
        document=document,
        subject_label=subject_label,
        value_label=value_label,
    )


def paper(desk: Desk, document: Json) -> Paper:
    told = desk.report.get("corrections", ())

    def draw(sort: str, place: tuple[str, int], box: object, title: Label) -> str:
        return desk.look({"upload": place[0], "page": place[1], "box": box})

    first = document["pages"][0] if document["pages"] else None
    found = tuple(rows.rows(document, draw, told))
    return Paper(
        document,
        label(KINDS, document["kind"]),
        desk.look(first),
        desk.ids.get(first["upload"]) if first else None,
        first["page"] if first else 1,
        found,
        tuple(_lab(desk, document, told)),
        tuple(_missing(document, found)),
    )


def _lab(desk: Desk, document: Json, told: list[Json]) -> Iterator[Lab]:
    by_name = {
        _called(c): c for c in told if c["document"] == document["id"] and table(c["subject"]) == LAB and c["value"]
    }
    for item in document["lab_items"]:
        correction = by_name.get((str(item["panel"]), item["name"]))
        subject = correction["subject"] if correction else f"{LAB}.{item['panel']}.{item['name']}"
        machine = machine_text(correction) if correction else None
        yield Lab(item, desk.look(item), subject if corrections.known(subject) else "", machine)


def _called(correction: Json) -> tuple[str, str]:
    """Panel and name of the row as it is now: a person may have put its name right."""
    panel, _, name = correction["subject"].partition(".")[2].partition(".")
    return panel, parted(LAB, correction["value"])[0][0] if "\t" in correction["value"] else name


def _missing(document: Json, found: tuple[Row, ...]) -> Iterator[tuple[str, Label]]:
    """What papers of this sort usually say and nothing was read of."""
    there = {row.subject for row in found}
    usual = ("patient.name", "patient.id_number") if document["kind"] in CARDS else corrections.SIMPLE
    for subject in usual:
        if subject not in there:
            yield subject, subject_label(subject)


def _placing(desk: Desk) -> Iterator[Json]:
    """Corrections about pages themselves: where they belong, and copies that do not count."""
    for correction in desk.report.get("corrections", ()):
        if correction["subject"] in corrections.PLACING:
            yield {**correction, "look": desk.look(correction)}
