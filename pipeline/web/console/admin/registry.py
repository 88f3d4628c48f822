"""机构名录: import a CSV, look at what it would change, let it count."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile

from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.records import sessions, versions
from validators import registry_changes
from validators.registry import RegistryError

HERE = "/console/admin/registry"
MOST_BYTES = 32 * 1024 * 1024
SHOWN = 300
router = APIRouter(prefix=HERE, include_in_schema=False)
OfUser = Annotated[User, may(Right.REGISTRY_MANAGE)]


@router.get("")
def get_registry(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        active, found = versions.active_registry(tx), versions.registries(tx)
    return page(request, user, "admin/registry.html", active=active, found=found)


@router.post("")
def post_registry(request: Request, web: OfWeb, user: OfUser, file: Annotated[UploadFile, File()]) -> Response:
    """Stored, and shown with what it would change; it does not count yet."""
    _everywhere(user)
    data = file.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ConsoleError("error.pack_large", 413)
    with tempfile.TemporaryDirectory(prefix="yushen-registry-") as folder:
        path = Path(folder) / "registry.csv"
        path.write_bytes(data)
        try:
            version = web.service.rulebook.keep_registry(path, user.actor)
        except RegistryError as error:
            told = str(error).split("\n")[1 if user.language == "en" else 0]
            raise ConsoleError("error.registry", 422, problem=told) from None
    return go(f"{HERE}/preview?version={quote(version)}")


@router.get("/preview")
def get_preview(request: Request, web: OfWeb, user: OfUser, version: Annotated[str, Query(max_length=200)]) -> Response:
    """Against the one in force."""
    book = web.service.rulebook
    with web.service.database.look() as tx:
        row, active = versions.registry(tx, version), versions.active_registry(tx)
    changes = registry_changes.compared(book.registry().entries, book.registry_of(row).entries)
    return page(request, user, "admin/registry_preview.html", row=row, active=active, changes=changes, most=SHOWN)


@router.post("/activate")
def post_activate(
    request: Request, web: OfWeb, user: OfUser, version: Annotated[str, Form(max_length=200)]
) -> Response:
    _everywhere(user)
    with web.service.database.begin(request.state.request_id) as tx:
        versions.activate_registry(tx, version, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "registry.activated")
    return go(HERE)


def _everywhere(user: User) -> None:
    """One file holds the hospitals of all regions."""
    if user.regions:
        raise ConsoleError("error.registry_regions", 403)
