"""The three real servers, started once for a run of the tests, and fresh rooms on them for each test.

`servers` starts them; `fresh_service` gives a test Settings with a database, a bucket and a broker database that no
other test sees. Tests that need a server ask for one of the two; all others start nothing.
"""

from __future__ import annotations

import itertools
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import urllib3
from minio import Minio
from minio.deleteobjects import DeleteObject
from psycopg import sql

from pipeline.servers import program
from pipeline.servers.account import unprivileged
from pipeline.servers.ports import GRPC, free_ports
from pipeline.servers.postgres import ROLE, Postgres
from pipeline.servers.seaweed import Seaweed, SeaweedPorts
from pipeline.servers.valkey import DATABASES, Valkey
from pipeline.settings import Settings
from storage.vault import KeyRing

READY_S = 60.0  # far more than they take (about 2 s), for machines where all cores are busy
TEMPLATE = "yushen_template"
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # a test outlives no power failure


@dataclass(frozen=True)
class Servers:
    postgres: Postgres
    valkey: Valkey
    seaweed: Seaweed
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def environment(self, database: str, bucket: str, broker: int) -> dict[str, str]:
        """The variables that point a service at its rooms."""
        return {
            "YUSHEN_DATABASE_URL": self.postgres.url(database),
            "YUSHEN_BROKER_URL": self.valkey.url(broker),
            "YUSHEN_S3_URL": self.seaweed.url,
            "YUSHEN_S3_ACCESS_KEY": self.seaweed.access_key,
            "YUSHEN_S3_SECRET_KEY": self.seaweed.secret_key,
            "YUSHEN_S3_BUCKET": bucket,
            "YUSHEN_DATA_KEYS": KeyRing.generate(),
            "YUSHEN_PUBLIC_URL": "http://127.0.0.1:8000",
        }


@contextmanager
def folder_for_servers() -> Iterator[Path]:
    """A folder that servers running as another user can enter, unlike pytest's own."""
    base = Path(tempfile.mkdtemp(prefix="yushen-servers-"))
    base.chmod(0o711)
    try:
        yield base
    finally:
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL, Valkey and SeaweedFS on free ports of loopback, in a folder that goes with them."""
    with folder_for_servers() as base:
        found, running = _planned(base), []
        try:
            for part in (found.postgres, found.valkey, found.seaweed):
                part.prepare()
                running.append((program.start(part.program()), part.program()))
            _wait(found)
            found.postgres.furnish()
            yield found
        finally:
            for process, its in running:
                process.send_signal(its.stop_signal)
            for process, its in running:
                program.stop(process, its)


@pytest.fixture(scope="session")
def migrated(servers: Servers) -> str:
    """Name of a migrated database, copied for every test: faster than migrating each."""
    from storage.database import Database

    _run(servers, sql.SQL("create database {} owner {}"), TEMPLATE, ROLE)
    database = Database(servers.postgres.url(TEMPLATE))
    database.migrate()
    database.close()
    return TEMPLATE


@pytest.fixture
def fresh_environment(servers: Servers, migrated: str) -> Iterator[Mapping[str, str]]:
    """The variables of a service of one's own, for a test that starts processes."""
    with rooms(servers, migrated) as environment:
        yield environment


@contextmanager
def rooms(servers: Servers, migrated: str) -> Iterator[Mapping[str, str]]:
    """The same for as long as the block lasts, for fixtures of a wider scope."""
    number = next(servers.numbers)
    database, bucket, broker = f"test_{number}", f"test-{number}", number % DATABASES
    _run(servers, sql.SQL("create database {} template {} owner {}"), database, migrated, ROLE)
    store = _store(servers)
    store.make_bucket(bucket_name=bucket)
    try:
        yield servers.environment(database, bucket, broker)
    finally:
        _flush(servers, broker)
        _empty(store, bucket)
        _run(servers, sql.SQL("drop database {} with (force)"), database)


@pytest.fixture
def fresh_service(fresh_environment: Mapping[str, str]) -> Settings:
    """Settings of a migrated, empty service: its own database, bucket and broker database on the real servers."""
    return Settings.from_environment(fresh_environment)


def _planned(base: Path) -> Servers:
    account = unprivileged()
    sql_port, broker_port = free_ports(2)
    ports = SeaweedPorts(*free_ports(5, (0, GRPC), (sql_port, broker_port)))
    word = secrets.token_hex(16)
    (base / "logs").mkdir()
    return Servers(
        Postgres(base / "postgres", sql_port, word, word, base / "logs" / "postgres.log", account, QUICK),
        Valkey(base / "valkey", broker_port, word, base / "logs" / "valkey.log", account),
        Seaweed(base / "seaweed", ports, "yushen", word, word, "ready", base / "logs" / "seaweed.log", account),
    )


def _wait(found: Servers) -> None:
    until = time.monotonic() + READY_S
    for part in (found.postgres, found.valkey, found.seaweed):
        while not part.answers():
            if time.monotonic() > until:
                raise RuntimeError(f"{part.name} does not answer: {part.log.read_text('utf-8', 'replace')[-2000:]}")
            time.sleep(0.05)


def _run(servers: Servers, statement: sql.SQL, *names: str) -> None:
    with psycopg.connect(servers.postgres.admin(), autocommit=True) as connection:
        connection.execute(statement.format(*(sql.Identifier(name) for name in names)))


def _store(servers: Servers) -> Minio:
    pool = urllib3.PoolManager(timeout=urllib3.Timeout(10), retries=urllib3.Retry(1))
    place = servers.seaweed.url.removeprefix("http://")
    return Minio(place, servers.seaweed.access_key, servers.seaweed.secret_key, secure=False, http_client=pool)


def _empty(store: Minio, bucket: str) -> None:
    names = [found.object_name for found in store.list_objects(bucket_name=bucket, recursive=True)]
    objects = [DeleteObject(name) for name in names if name]
    for problem in store.remove_objects(bucket_name=bucket, delete_object_list=objects):
        raise RuntimeError(str(problem))
    store.remove_bucket(bucket_name=bucket)


def _flush(servers: Servers, broker: int) -> None:
    import redis

    with redis.Redis.from_url(servers.valkey.url(broker)) as client:
        client.flushdb()
