"""Papers of a case as they are sent: their types, how a page of ours is kept in its box, where links lead."""

from __future__ import annotations

from pipeline.web.context import Web

TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}
PAGE_POLICY = "frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-modals"
"""A page of ours brings its own content policy, by hash; the header keeps it in a box of its own. It may open the
browser's dialog for printing."""


def link_url(web: Web, token: str) -> str:
    """Of a report that may be opened by whoever holds it."""
    return f"{web.service.settings.service.public_url}/shared/{token}"
