"""A queue whose file is broken starts empty: messages are only wake-ups."""

from __future__ import annotations

import time

from pipeline.servers.account import unprivileged
from pipeline.servers.ports import free_ports
from pipeline.servers.valkey import Valkey
from pipeline.up.member import HOPELESS, Member
from pipeline.up.supervisor import Supervisor
from tests.servers import folder_for_servers


def test_a_file_that_cannot_be_loaded_is_put_aside_and_the_server_comes_back() -> None:
    with folder_for_servers() as folder:
        valkey = Valkey(folder / "valkey", free_ports(1)[0], "secret", folder / "valkey.log", unprivileged())
        member = Member(valkey.name, valkey.program, valkey.prepare, valkey.answers, valkey.rescue)
        supervisor = Supervisor(lambda event, who, seconds: None)
        supervisor.add([member])
        supervisor.until_ready(60)
        supervisor.stop([member])
        (manifest,) = (valkey.folder / "appendonlydir").glob("*.manifest")
        manifest.write_text("this is no manifest\n")
        supervisor.add([member])
        until = time.monotonic() + 60
        while not member.ready:
            assert time.monotonic() < until, (folder / "valkey.log").read_text()[-1000:]
            supervisor.tick()
            time.sleep(0.02)
        assert member.restarts >= HOPELESS
        assert (valkey.folder / "appendonlydir.unreadable").exists()
        supervisor.stop([member])
