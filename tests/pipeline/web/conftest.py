"""One API for a file of tests, each with clients of its own; and one for a test that looks at all there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.settings import Settings
from tests.pipeline.web.api import Api, serving
from tests.servers import Servers, rooms


@pytest.fixture(scope="module")
def api(servers: Servers, migrated: str) -> Iterator[Api]:
    with rooms(servers, migrated) as environment, serving(Settings.from_environment(environment)) as running:
        yield running


@pytest.fixture
def own_api(fresh_service: Settings) -> Iterator[Api]:
    with serving(fresh_service) as running:
        yield running
