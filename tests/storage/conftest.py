"""What every test of this room may ask for: its own database, bucket and keys on the real servers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.settings import Settings
from storage.blobs import Blobs
from storage.database import Database
from storage.vault import KeyRing, Vault
from tests.servers import Servers


@pytest.fixture
def database(fresh_service: Settings) -> Iterator[Database]:
    found = Database(fresh_service.service.database_url, connections=12)
    yield found
    found.close()


@pytest.fixture
def master(fresh_service: Settings, servers: Servers) -> Iterator[Database]:
    """The same database as its superuser sees it, who may do what the service may not."""
    name = fresh_service.service.database_url.rpartition("/")[2]
    found = Database(servers.postgres.admin(name))
    yield found
    found.close()


@pytest.fixture
def vault() -> Vault:
    return Vault(KeyRing.parse(KeyRing.generate()))


@pytest.fixture
def blobs(fresh_service: Settings) -> Iterator[Blobs]:
    its = fresh_service.service
    found = Blobs(its.s3_url, its.s3_access_key, its.s3_secret_key, its.s3_bucket)
    yield found
    found.close()
