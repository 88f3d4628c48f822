"""What the tables' columns have in common: times by the database's clock, words out of a closed list, states."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, DateTime, MetaData, func

from storage import states

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)
"""Every table's: Alembic compares the database with it."""


def one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    """No other word than these."""
    return CheckConstraint(f"{column} in ({', '.join(repr(word) for word in sorted(allowed))})", name=column)


def state_of(machine: states.Machine) -> CheckConstraint:
    """A state of the machine; which may follow which is the triggers' (migrations)."""
    return one_of("state", tuple(machine.states))


def now(name: str = "created_at") -> Column[object]:
    """When the row came."""
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now())


def time(name: str) -> Column[object]:
    """A time that may not have come yet."""
    return Column(name, DateTime(timezone=True))
