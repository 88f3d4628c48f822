"""Fixtures that every room may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from samples import faces
from tests.servers import fresh_environment, fresh_service, migrated, servers

__all__ = ["fresh_environment", "fresh_service", "migrated", "servers"]


@pytest.fixture(autouse=True, scope="session")
def any_face() -> Iterator[None]:
    """Tests draw seals as material, on machines that have few faces: in the face that is nearest."""
    exact = faces.holding

    def near(pattern: str, text: str) -> faces.Face:
        try:
            return exact(pattern, text)
        except faces.FaceError:
            return faces.nearest(pattern)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faces, "holding", near)
        yield
