"""The three real servers: who may use them, where they listen, what a kill leaves."""

from __future__ import annotations

import os
import pwd
from contextlib import suppress

import psutil
import psycopg
import pytest
import urllib3

from tests.servers import Servers


def test_nothing_listens_beyond_loopback(servers: Servers) -> None:
    heard = set()
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # a session of PostgreSQL that ends meanwhile
            for connection in process.net_connections("inet"):
                if connection.status == psutil.CONN_LISTEN:
                    heard.add(process.name())
                    assert connection.laddr.ip == "127.0.0.1", (process.name(), connection.laddr)
    assert heard == {"postgres", "valkey-server", "weed"}


@pytest.mark.skipif(os.geteuid() != 0, reason="servers run as whoever starts them, unless it is root")
def test_no_server_runs_as_root(servers: Servers) -> None:
    children = [p for p in psutil.Process().children() if p.name() in ("postgres", "valkey-server", "weed")]
    assert len(children) == 3
    assert {p.uids().real for p in children} == {pwd.getpwnam("nobody").pw_uid}


def test_the_service_is_no_superuser_of_its_database(servers: Servers) -> None:
    with psycopg.connect(servers.postgres.admin()) as connection:
        rows = connection.execute("select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = 'yushen'")
        assert rows.fetchall() == [(False, False, False)]


def test_a_wrong_password_is_refused_by_each(servers: Servers) -> None:
    import redis
    from minio import Minio
    from minio.error import S3Error
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(servers.postgres.admin().replace(servers.postgres.admin_password, "wrong"))
    with (
        pytest.raises(redis.RedisError),
        redis.Redis(port=servers.valkey.port, password="wrong", retry=Retry(NoBackoff(), 0)) as client,
    ):
        client.ping()
    wrong = Minio(servers.seaweed.url.removeprefix("http://"), servers.seaweed.access_key, "wrong-secret", secure=False)
    with pytest.raises(S3Error, match="SignatureDoesNotMatch"):
        wrong.list_buckets()


def test_objects_cannot_be_had_beside_s3(servers: Servers) -> None:
    """SeaweedFS's filer answers anyone unless its requests have to be signed."""
    pool = urllib3.PoolManager()
    filer = f"http://127.0.0.1:{servers.seaweed.ports.filer}/buckets/{servers.seaweed.bucket}/health/ready"
    assert pool.request("GET", filer, retries=False).status == 401
    assert pool.request("PUT", filer, body=b"x", retries=False).status == 401
    assert pool.request("DELETE", filer, retries=False).status == 401
    anonymous = f"{servers.seaweed.url}/{servers.seaweed.bucket}/health/ready"
    assert pool.request("GET", anonymous, retries=False).status == 403
