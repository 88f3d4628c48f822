"""One service with judged cases, for all that auditors do."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import text

from storage.records.users import UserRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import CASES, audited
from tests.pipeline.web.console.people import new_user, someone
from tests.servers import Servers


@pytest.fixture(scope="package")
def api(servers: Servers, migrated: str) -> Iterator[Api]:
    with audited(servers, migrated, CASES) as running:
        yield running


@pytest.fixture
def planner(api: Api) -> UserRow:
    return new_user(api, "auditor")


@pytest.fixture
def auditor(api: Api) -> Iterator[httpx.Client]:
    browser = someone(api, "auditor")
    yield browser
    browser.close()


@pytest.fixture
def many(api: Api) -> int:
    """Cases that may be drawn or tried: an earlier test may have purged one."""
    with api.service.database.look() as tx:
        found = tx.execute(text("select count(*) from cases where state in ('judged', 'decided')"))
        return int(found.scalar_one())
