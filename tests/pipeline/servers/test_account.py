"""Servers run as somebody who may do nothing else; where they cannot go, that is said, and nothing is opened up."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pipeline.servers.account import Account, closed_to, own_folder, runnable
from pipeline.servers.errors import ServerError
from pipeline.servers.ports import GRPC, free_ports, is_free

STRANGER = Account(uid=65534, gid=65534)


def test_a_folder_that_others_may_not_pass_closes_the_way(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    found = closed_to(closed / "data", STRANGER)
    assert found is not None
    assert closed.resolve().is_relative_to(found)
    assert closed_to(closed / "data", None) is None, "who starts us may go where we may"


def test_no_parent_is_opened_for_the_servers(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    with pytest.raises(ServerError, match="--data"):
        own_folder(closed / "postgres", STRANGER)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not (closed / "postgres").exists()


def test_a_server_has_its_folder_to_itself(tmp_path: Path) -> None:
    made = own_folder(tmp_path / "valkey", None)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert own_folder(made, None) == made


def test_a_program_that_cannot_be_reached_is_copied_once(tmp_path: Path) -> None:
    closed, beside = tmp_path / "venv", tmp_path / "data"
    closed.mkdir(mode=0o700)
    beside.mkdir()
    (closed / "weed").write_bytes(b"program")
    copy = runnable(closed / "weed", beside, STRANGER)
    assert copy.parent == beside
    assert copy.read_bytes() == b"program"
    assert os.access(copy, os.X_OK)
    assert runnable(closed / "weed", beside, STRANGER) == copy
    assert runnable(closed / "weed", beside, None) == closed / "weed"


def test_ports_are_free_together_with_those_beside_them() -> None:
    ports = free_ports(5, (0, GRPC), taken=(25000,))
    assert len(set(ports)) == 5
    assert all(is_free(port) and is_free(port + GRPC) and port + GRPC < 65536 for port in ports)
