"""A case as a reviewer works on it: its current verdict, the report of it, its uploads by name and id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import msgspec
from fastapi import Response
from sqlalchemy import Connection

from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.scope import own_case
from pipeline.web.console.users import User
from pipeline.web.context import Web
from storage.errors import Conflict, NotFound
from storage.records import claims, uploads, users, verdicts
from storage.records.cases import CaseRow
from storage.records.verdicts import VerdictRow

CHANGED = "case-changed"
"""Event on the page after anything was done to the case: parts that show it load themselves anew."""

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Desk:
    """What lies on the desk. The report is fetched when something on it is asked for."""

    web: Web
    case: CaseRow
    verdict: VerdictRow
    ids: Mapping[str, UUID]  # of the uploads, by name: names are personal and stay out of URLs
    names: Mapping[UUID, str]

    @cached_property
    def report(self) -> Json:
        """Raises NotFound once it was purged."""
        return report_of(self.web, self.verdict)

    def look(self, value: Json | None) -> str:
        """Where the viewer has to go for it: upload, page, box; "" where nothing is known."""
        if not value or not value.get("upload") or value["upload"] not in self.ids:
            return ""
        place = f"{self.ids[value['upload']]}/{value['page'] or 1}"
        box = value.get("box")
        return f"{place}/{','.join(f'{edge:g}' for edge in box)}" if box else place


def report_of(web: Web, verdict: VerdictRow) -> Json:
    """Raises NotFound once it was purged."""
    key = verdict.blobs.get("json")
    data = web.service.blobs.get_sealed(key, web.service.vault) if key else None
    if data is None:
        raise NotFound("there is no report")
    found: Json = msgspec.json.decode(data)
    return found


def laid_out(web: Web, user: User, case_id: UUID) -> Desk:
    """Raises NotFound: no such case here, or none that was judged yet."""
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        return of_case(web, tx, case)


def of_case(web: Web, tx: Connection, case: CaseRow) -> Desk:
    verdict = verdicts.current(tx, case.id)
    if verdict is None:
        raise NotFound("the case was not judged yet")
    names = {
        row.id: uploads.name(web.service.vault, row)
        for row in uploads.of_case(
            tx, case.id, live=False
        )  # while a supplement is read, the report is of the ones before
        if row.name is not None and row.sha256 is not None
    }
    return Desk(web, case, verdict, {name: upload_id for upload_id, name in names.items()}, names)


def held(tx: Connection, web: Web, user: User, case_id: UUID) -> CaseRow:
    """The case, locked, in this user's hands: nobody works on what a colleague is at. Raises ConsoleError, NotFound."""
    case = own_case(tx, user, case_id, lock=True)
    try:
        claims.hold(tx, case.id, user.id)
    except Conflict as conflict:
        who = conflict.differs[0] if conflict.differs else ""
        name = users.name(web.service.vault, users.get(tx, UUID(who))) if who else "?"
        raise ConsoleError("work.held", 409, who=name) from None
    return case


def changed() -> Response:
    """Nothing to swap: what shows the case loads itself anew."""
    return Response(status_code=204, headers={"HX-Trigger": CHANGED})
