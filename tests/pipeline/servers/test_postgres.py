"""What a killed PostgreSQL leaves in its cluster must be gone before another begins there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.servers.postgres import Postgres

SESSION = "import signal, time; signal.signal(3, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"


@pytest.fixture
def cluster(tmp_path: Path) -> Postgres:
    made = Postgres(tmp_path / "cluster", 1, "admin", "password", tmp_path / "log")
    made.folder.mkdir()
    (made.folder / "PG_VERSION").write_text("18")
    return made


@pytest.fixture
def session(cluster: Postgres) -> Iterator[subprocess.Popen[bytes]]:
    """A session that outlived its server and hears nothing, as one in the midst of a long query does."""
    process = subprocess.Popen([sys.executable, "-c", SESSION], cwd=cluster.folder, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_session_that_outlived_its_server_is_ended_before_the_note_goes(
    cluster: Postgres, session: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two servers on one cluster destroy it; the note is PostgreSQL's own guard against that."""
    monkeypatch.setattr("pipeline.servers.postgres.EVICT_S", 0.5)
    (cluster.folder / "postmaster.pid").write_text("999999\n")
    cluster.prepare()
    assert session.poll() is not None
    assert not (cluster.folder / "postmaster.pid").exists()


def test_a_note_with_somebody_elses_pid_does_not_stand_in_the_way(cluster: Postgres) -> None:
    """After a restart of the machine the number may belong to anybody: here, to this test."""
    (cluster.folder / "postmaster.pid").write_text(f"{os.getpid()}\n")
    cluster.prepare()
    assert not (cluster.folder / "postmaster.pid").exists()


def test_nobody_is_looked_for_where_the_server_ended_in_order(
    cluster: Postgres, session: subprocess.Popen[bytes]
) -> None:
    cluster.prepare()
    assert session.poll() is None
