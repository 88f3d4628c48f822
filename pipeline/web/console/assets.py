"""Style sheets, scripts and pictures: held in memory, under a URL that changes with their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from storage.errors import NotFound

FOLDER = Path(__file__).parent / "static"
SHRINKS = ("text/", "image/svg", "application/json")
FOREVER = "public, max-age=31536000, immutable"
SCRIPT = "text/javascript"
_TYPES = {".js": SCRIPT, ".mjs": SCRIPT, ".css": "text/css", ".svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asset:
    media_type: str
    plain: bytes
    gzipped: bytes | None


@dataclass(frozen=True, slots=True)
class Assets:
    """One version for all of them, so that scripts may import one another by relative paths."""

    version: str
    files: dict[str, Asset]


@cache
def assets() -> Assets:
    total, files = hashlib.sha256(), {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            name, data = path.relative_to(FOLDER).as_posix(), path.read_bytes()
            total.update(name.encode() + b"\0" + data)
            files[name] = _asset(path, data)
    return Assets(total.hexdigest()[:16], files)


def static(name: str) -> str:
    """The URL of a file below static/. Raises KeyError: a page does not name what is not there."""
    found = assets()
    found.files[name]
    return f"/static/{found.version}/{name}"


@router.get("/static/{version}/{name:path}")
def get_static(version: str, name: str, request: Request) -> Response:
    found = assets()
    asset = found.files.get(name)
    if asset is None:
        raise NotFound("there is no such file")
    shrunk = asset.gzipped is not None and "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": FOREVER if version == found.version else "no-cache", "Vary": "Accept-Encoding"}
    if shrunk:
        headers["Content-Encoding"] = "gzip"
    return Response(asset.gzipped if shrunk else asset.plain, media_type=asset.media_type, headers=headers)


def _asset(path: Path, data: bytes) -> Asset:
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    gzipped = gzip.compress(data, mtime=0) if media_type.startswith(SHRINKS) and len(data) > 500 else None
    return Asset(media_type, data, gzipped)
