"""One service at work for all tests of a file that can share it: processes that read cost seconds to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.settings import Settings
from tests.pipeline.work.office import Office, at_work, office
from tests.servers import Servers, rooms


@pytest.fixture(scope="module")
def busy(servers: Servers, migrated: str) -> Iterator[Office]:
    """An office whose workers and sweeper are at work."""
    with (
        rooms(servers, migrated) as environment,
        office(Settings.from_environment(environment), slice_pages=4) as made,
        at_work(made.service),
    ):
        yield made
