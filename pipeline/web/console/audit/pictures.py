"""A page of what was drawn, as a picture without marks."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from pipeline.darkroom import Size
from pipeline.web.context import Web
from storage.errors import NotFound
from storage.records import uploads
from storage.records.uploads import UploadRow


async def picture(web: Web, place: tuple[UUID, int], size: Size) -> Response:
    """`place`: upload and page. Raises NotFound where it cannot be drawn."""
    upload_id, number = place
    data = await web.darkroom.picture(await web.run(_row, web, upload_id), number, size)
    if data is None:
        raise NotFound("this page cannot be drawn")
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return Response(data, media_type="image/jpeg", headers=headers)


def _row(web: Web, upload_id: UUID) -> UploadRow:
    with web.service.database.look() as tx:
        return uploads.get(tx, upload_id)
