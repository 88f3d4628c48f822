"""The data folder: what it generates, keeps, protects, and who may hold it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.servers.ports import GRPC
from pipeline.up.data import DataFolder, DataFolderError
from pipeline.up.left import MARK, end, left_running
from pipeline.up.rotation import rotate


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.prepare()
    return made


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_credentials_and_keys_are_made_once_and_are_for_us_alone(data: DataFolder) -> None:
    first, keys = data.credentials(), data.data_keys().read_text()
    assert data.credentials() == first
    assert data.data_keys().read_text() == keys
    secrets = {first.admin_password, first.database_password, first.broker_password, first.s3_secret_key}
    assert len(secrets) == 4
    assert min(len(secret) for secret in secrets) >= 32
    assert rights(data.path / "credentials.json") == rights(data.keys) == 0o600
    assert not any(secret in repr(first) for secret in secrets)


def test_two_folders_share_no_secret(tmp_path: Path) -> None:
    one, other = DataFolder(tmp_path / "a"), DataFolder(tmp_path / "b")
    one.prepare()
    other.prepare()
    assert one.credentials().database_password != other.credentials().database_password
    assert one.data_keys().read_text() != other.data_keys().read_text()


def test_a_lost_key_file_is_not_replaced_where_there_is_data(data: DataFolder) -> None:
    """A new key would open nothing of what is stored, and hide that the old one is gone."""
    (data.path / "postgres").mkdir()
    (data.path / "postgres" / "PG_VERSION").write_text("18")
    with pytest.raises(DataFolderError, match="data-keys"):
        data.data_keys()
    assert not data.keys.exists()


def test_ports_stay_the_same_while_they_are_free(data: DataFolder) -> None:
    import socket

    first = data.ports()
    assert data.ports() == first
    with socket.socket() as other:
        other.bind(("127.0.0.1", first.seaweed.s3 + GRPC))
        other.listen()
        second = data.ports()
    assert second.seaweed.s3 != first.seaweed.s3
    assert data.ports() == second


def test_one_holder_at_a_time_and_none_after_its_death(data: DataFolder) -> None:
    code = (
        "import time; from pathlib import Path; from pipeline.up.data import DataFolder\n"
        f"with DataFolder(Path({str(data.path)!r})).held():\n    print('held', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DataFolderError, match=str(holder.pid)), data.held():
            pass
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        holder.stdout.close()
    with data.held():
        pass


def test_what_an_earlier_supervisor_left_is_found_by_what_it_is_and_ended(data: DataFolder) -> None:
    """By the folder that a server works in and by the mark that our processes carry; strangers are left alone."""
    (data.path / "postgres").mkdir()
    sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
    deaf = [
        sys.executable,
        "-c",
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(600)",
    ]
    server = subprocess.Popen(sleep, cwd=data.path / "postgres")
    worker = subprocess.Popen(deaf, env={**os.environ, MARK: "this"}, stdout=subprocess.PIPE)
    stranger = subprocess.Popen(sleep, env={**os.environ, MARK: "that"}, cwd=data.path)
    try:
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(0.2)
        left = left_running(data.path, "this")
        assert {process.pid for process in left} == {server.pid, worker.pid}
        assert end(left, grace=0.5, servers=0.5) == 1  # the deaf one
        assert stranger.poll() is None
        assert left_running(data.path, "this") == []
    finally:
        for process in (server, worker, stranger):
            process.kill()
            process.wait()
        assert worker.stdout is not None
        worker.stdout.close()
    assert not psutil.pid_exists(server.pid)


def test_a_large_log_is_copied_away_and_its_writer_goes_on(data: DataFolder) -> None:
    log = data.logs / "api.log"
    with log.open("ab", buffering=0) as writer:
        for number in range(4):
            writer.write(f"{number}".encode() * 100)
            assert rotate(data.logs, largest=99, kept=2) == [log]
        writer.write(b"after")
        assert rotate(data.logs, largest=99, kept=2) == []
    assert log.read_bytes() == b"after"
    assert (data.logs / "api.log.1").read_bytes() == b"3" * 100
    assert (data.logs / "api.log.2").read_bytes() == b"2" * 100
    assert not (data.logs / "api.log.3").exists()
