"""PostgreSQL: connections, transactions, migrations. What goes wrong becomes an error without a row's values."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import ArgumentError, DisconnectionError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import Conflict, Refused, StorageError
from storage.states import MACHINES

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
MIGRATION_LOCK = 0x7975_7368  # "yush"
REFUSED = "YS001"  # raised by the triggers that guard states
_REQUEST = text("select set_config('yushen.request_id', :id, true)")
_SAID = {state for machine in MACHINES for state in machine.states} | {
    "judged without a verdict",
    "delete",
    "truncate",
    "update",
}
_TRANSIENT = {"40001", "40P01", "55P03", "57014", "25P03", "25P04", "53300"}


class Database:
    """One process's connections; safe to share between threads.

    Session settings go with the connection's start-up options, so a pooler in between must pass them on (or have them
    set on the role).
    """

    def __init__(
        self,
        url: str,
        *,
        name: str = "yushen",
        connections: int = 10,
        statement_timeout: float = 15.0,
        lock_timeout: float = 5.0,
        wait: float = 5.0,
    ) -> None:
        """`url` as postgresql://…; times in seconds; `wait` for a free connection."""
        options = {
            "statement_timeout": f"{statement_timeout * 1000:.0f}",
            "lock_timeout": f"{lock_timeout * 1000:.0f}",
            "idle_in_transaction_session_timeout": "60000",
            "timezone": "UTC",
        }
        self._engine = create_engine(
            _url(url),
            hide_parameters=True,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=wait,
            pool_use_lifo=True,
            connect_args={
                "application_name": name,
                "connect_timeout": 5,
                "options": " ".join(f"-c {key}={value}" for key, value in options.items()),
                "keepalives_idle": 10,
                "keepalives_interval": 5,
                "keepalives_count": 3,
                "tcp_user_timeout": 20_000,
            },
        )
        event.listen(self._engine, "handle_error", _speechless)
        event.listen(self._engine, "checkin", _put_back)
        event.listen(self._engine, "checkout", _taken_out)
        self._alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")  # the same connections

    @contextlib.contextmanager
    def begin(self, request_id: str = "") -> Iterator[Connection]:
        """A transaction: committed at the end, rolled back if anything is raised.

        Every event appended in it carries the `request_id`, if one is given.
        """
        with _nameless(), self._engine.begin() as tx:
            if request_id:
                tx.execute(_REQUEST, {"id": request_id})
            yield tx

    @contextlib.contextmanager
    def look(self) -> Iterator[Connection]:
        """For reads, and for one writing statement: each is a transaction of its own and goes once to the server and
        back, where `begin` goes three times. Nothing is rolled back."""
        with _nameless(), self._alone.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection whose transactions the caller begins and ends."""
        with _nameless(), self._engine.connect() as connection:
            yield connection

    def check(self) -> None:
        """Raises StorageError if the server is away, or its tables are not those of this program."""
        with self.begin() as tx:
            there = MigrationContext.configure(tx).get_current_revision()
        head = ScriptDirectory.from_config(_config()).get_current_head()
        if there != head:
            raise StorageError(f"the database is at migration {there or 'none'}, this program needs {head}")

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to `revision`; several processes may do so at once."""
        with self.connect() as connection:
            with connection.begin():
                connection.execute(text("set lock_timeout = 0; set statement_timeout = 0"))
                connection.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
            try:
                config = _config()
                config.attributes["connection"] = connection
                if revision == "base" or revision.startswith("-"):
                    command.downgrade(config, revision)
                else:
                    command.upgrade(config, revision)
            finally:
                connection.rollback()
                connection.invalidate()  # ends the session, and its settings and lock with it

    def drift(self) -> None:
        """Raises alembic's AutogenerateDiffsDetected if the database differs from storage/tables.py."""
        with self.connect() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.check(config)

    def close(self) -> None:
        self._engine.dispose()


def _url(text_url: str) -> URL:
    try:
        url = make_url(text_url)
    except ArgumentError:
        raise StorageError("the database's URL cannot be understood; it begins with postgresql://") from None
    return url.set(drivername="postgresql+psycopg")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


IDLE = 1.0  # seconds a connection may have lain in the pool before it is asked whether it still lives


def _put_back(connection: Any, record: Any) -> None:
    record.info["since"] = time.monotonic()


def _taken_out(connection: Any, record: Any, proxy: Any) -> None:
    """A server that came back is noticed before a request pays for it, without a question at every turn.

    One that fails after a shorter rest costs one request; the others in the pool then go with it.
    """
    if time.monotonic() - record.info.get("since", math.inf) < IDLE:
        return
    try:
        connection.execute("")
        connection.rollback()
    except psycopg.Error:
        raise DisconnectionError from None


def _speechless(context: ExceptionContext) -> None:
    """PostgreSQL quotes values in what it says: keep the code and the constraint's name, and drop the words."""
    original = context.original_exception
    told = _told(original)
    original.args = (getattr(original, "sqlstate", None) or "",)
    raise told from None


def _told(original: BaseException) -> Exception:
    if not isinstance(original, psycopg.Error):
        return StorageError(f"the database failed: {type(original).__name__}")
    code = original.sqlstate or ""
    if code == REFUSED:
        table, now, then = (original.diag.message_primary or "||").split("|")[:3]
        then = then if then in _SAID else "a state that there is not"  # a value from outside may stand there
        return Refused(f"a row of {table}", now, then, tuple(filter(None, (original.diag.message_hint or "").split())))
    if code == "23505":
        return Conflict(f"there is one already ({original.diag.constraint_name})")
    if code in _TRANSIENT:
        return StorageError(f"the database was too busy ({code}); try again")
    if isinstance(original, (psycopg.OperationalError, psycopg.InterfaceError)):
        return StorageError(f"the database is away ({code or type(original).__name__})")
    return StorageError(f"the database refused ({code}, {original.diag.constraint_name or type(original).__name__})")


@contextlib.contextmanager
def _nameless() -> Iterator[None]:
    """Errors of this room lose the chain of causes, which may quote rows, on their way out."""
    try:
        yield
    except (StorageError, Conflict, Refused) as error:
        raise error from None
    except PoolTimeout:
        raise StorageError("every connection to the database is in use") from None
    except SQLAlchemyError as error:
        raise StorageError(f"the database could not be used: {type(error).__name__}") from None
