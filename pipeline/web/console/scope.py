"""Cases as a user of the screens may see them: what lies in another region does not exist."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User
from pipeline.web.context import Web
from storage.errors import NotFound
from storage.records import case_lists, cases, second_readings, uploads
from storage.records.case_lists import Filters
from storage.records.cases import CaseRow
from storage.records.uploads import UploadRow
from storage.states import CaseState


def own_case(tx: Connection, user: User, case_id: UUID, *, lock: bool = False) -> CaseRow:
    """Raises NotFound. A case that was never submitted is upstream's affair alone; one that this user is reading blind
    as an auditor is not shown by another door."""
    row = cases.lock(tx, case_id) if lock else cases.get(tx, case_id)
    user.must_cover(row.region)
    blind = user.may(Right.AUDIT_READ) and second_readings.is_blind(tx, user.id, case_id)
    if row.state is CaseState.OPEN or blind:
        raise NotFound(f"there is no case {case_id}")
    return row


def known_id(given: str) -> UUID | None:
    """What was typed, where it is the id of a case and not its key."""
    try:
        return UUID(given.strip())
    except ValueError:
        return None


def named_case(tx: Connection, web: Web, user: User, given: str) -> CaseRow:
    """The one case of this user's regions with this key or id, whatever its state, locked. For whoever runs the
    service; raises ConsoleError where there is none, or where clients share the key."""
    case_id, paths = known_id(given), user.region_paths(web)
    if case_id is None:
        asked = Filters(case_key=given.strip(), regions=None if paths is None else tuple(paths))
        found, _ = case_lists.page(tx, None, asked)
        if len(found) > 1:
            ids = "、".join(str(row.id) for row in found)
            raise ConsoleError("retention.several", 409, count=len(found), ids=ids)
        case_id = found[0].id if found else UUID(int=0)
    try:
        row = cases.lock(tx, case_id)
        user.must_cover(row.region)
    except NotFound:
        raise ConsoleError("retention.unknown", 404) from None
    return row


def own_upload(tx: Connection, user: User, case_id: UUID, upload_id: UUID) -> UploadRow:
    """Raises NotFound."""
    own_case(tx, user, case_id)
    row = uploads.get(tx, upload_id)
    if row.case_id != case_id:
        raise NotFound(f"there is no upload {upload_id}")
    return row
