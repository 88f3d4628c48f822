"""时间线: every event of a case, who did it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from pipeline.report.labels import Label
from pipeline.report.subjects import subject_label
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import own_case
from pipeline.web.console.users import User, may
from pipeline.web.console.words.catalogue import words
from pipeline.web.context import OfWeb, Web
from storage.records import clients, events, uploads, users
from storage.records.events import Event

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.TIMELINE_VIEW)]
PAGE = 200
VERSIONS = {"policy": "政策包", "reader": "识读"}
MACHINE: Label = ("系统", "the service")


@dataclass(frozen=True, slots=True)
class Entry:
    seq: int
    at: datetime
    kind: str
    key: str  # of words
    who: Label
    person: bool  # of the office
    details: tuple[Label, ...]


@router.get("/timeline")
def get_timeline(
    case_id: UUID, request: Request, web: OfWeb, user: Views, after: Annotated[int, Query(ge=0)] = 0
) -> Response:
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        found = events.of_case(tx, case_id, after, PAGE + 1)
        people = _people(tx, web)
        files = {
            str(row.id): uploads.name(web.service.vault, row)
            for row in uploads.of_case(tx, case_id, live=False)
            if row.name is not None
        }
    entries = list(_together(_entry(event, people, files) for event in found[:PAGE]))
    more = entries[-1].seq if len(found) > PAGE else None
    return page(request, user, "case/_timeline.html", case=case, entries=entries, more=more, after=after)


def _people(tx: Connection, web: Web) -> Mapping[str, str]:
    """Actors by their ids, as they are called."""
    staff = {f"user:{user_id}": name for user_id, name in users.names(tx, web.service.vault).items()}
    return staff | {f"client:{client.id}": client.name for client in clients.every(tx)}


def _entry(event: Event, people: Mapping[str, str], files: Mapping[str, str]) -> Entry:
    name = people.get(event.actor)
    who = (name, name) if name else MACHINE
    key = f"event.{event.kind}"
    details = tuple(_details(event.data, files, people))
    known = key if key in words() else "event.other"
    return Entry(event.seq, event.at, event.kind, known, who, event.actor.startswith("user:"), details)


def _together(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Files that came, or went, one after another stand in one line."""
    for _, found in groupby(entries, lambda one: (one.kind, one.who) if one.kind.startswith("upload.") else one.seq):
        group = list(found)
        yield replace(group[0], seq=group[-1].seq, details=tuple(detail for one in group for detail in one.details))


def _details(data: Mapping[str, Any], files: Mapping[str, str], people: Mapping[str, str]) -> list[Label]:
    """What an event says beside its kind, as far as it means something to a person."""
    found: list[Label] = []
    if data.get("upload") in files:
        found.append((files[data["upload"]], files[data["upload"]]))
    if data.get("subject"):
        found.append(subject_label(data["subject"]))
    if data.get("code"):
        found.append(_word(f"code.{data['code']}", str(data["code"])))
    for name in ("mark", "disposition", "decision", "reason"):
        if data.get(name):
            found.append(_word(f"work.{name}.{data[name]}", str(data[name])))
    if data.get("verdict"):
        found.append((f"第{data['verdict']}次结论", f"verdict {data['verdict']}"))
    if data.get("to") and f"user:{data['to']}" in people:
        found.append((f"→ {people['user:' + data['to']]}",) * 2)
    versions = data.get("versions") or {}
    for name, zh in VERSIONS.items():
        if name in versions:
            said = _plain(str(versions[name]))
            found.append((f"{zh} {said}", f"{name} {said}"))
    return found


def _plain(version: str) -> str:
    """Without its hash, and each word once: the policy's name begins its version."""
    return " ".join(dict.fromkeys(version.partition(" (")[0].split()))


def _word(key: str, otherwise: str) -> Label:
    return words().get(key, (otherwise, otherwise))
