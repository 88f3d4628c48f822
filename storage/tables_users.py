"""Who works with the screens: users, their sessions, and the log of what they looked at."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage import states
from storage.columns import metadata, now, time


def _array(words: tuple[str, ...]) -> str:
    return f"ARRAY[{', '.join(repr(word) for word in words)}]"


users = Table(
    "users",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("login", Text, nullable=False, unique=True),  # lower case; a work number, never an ID number
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("password_hash", Text),  # argon2id; null: signs in elsewhere
    Column("subject", Text, unique=True),  # of the identity provider: "issuer sub", once they have met
    Column("totp_secret", LargeBinary),  # sealed
    Column("totp_step", BigInteger, nullable=False, server_default="0"),  # the last one used: a code is taken once
    Column("roles", ARRAY(Text), nullable=False),
    Column("regions", ARRAY(Text), nullable=False),  # empty: all
    Column("failed", Integer, nullable=False, server_default="0"),  # sign-ins since the last that succeeded
    time("locked_until"),
    time("disabled_at"),
    Column("must_change", Boolean, nullable=False, server_default=text("false")),  # the password was somebody else's
    Column("language", Text, nullable=False, server_default="zh"),
    now(),
    time("signed_in_at"),
    CheckConstraint("login = lower(login) and login <> ''", name="login"),
    CheckConstraint(f"cardinality(roles) > 0 and roles <@ {_array(states.ROLES)}", name="roles"),
    CheckConstraint(
        f"not (roles && {_array(states.AUDITING)} and roles && {_array(states.DECIDING)})", name="decides_or_audits"
    ),
    CheckConstraint("language in ('en', 'zh')", name="language"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id_hash", LargeBinary, primary_key=True),  # sha256 of what the cookie holds
    Column("user_id", ForeignKey(users.c.id), nullable=False, index=True),
    Column("whole", Boolean, nullable=False),  # false while the second factor is still to come
    Column("csrf", Text, nullable=False),
    Column("agent", Text, nullable=False),  # the browser, as it calls itself
    Column("flash", JSONB, nullable=False, server_default="[]"),  # [[level, key, {values}]] for the next page
    now(),
    now("seen_at"),  # to a minute
    Column("expires_at", DateTime(timezone=True), nullable=False, index=True),
)

access_log = Table(
    "access_log",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    now("at"),
    Column("user_id", Uuid, nullable=False),  # no foreign keys: the log outlives what it tells of
    Column("case_id", Uuid),
    Column("what", Text, nullable=False),
    Column("data", JSONB, nullable=False),  # ids, numbers, counts: nothing personal
    Index("access_log_case_id_seq_idx", "case_id", "seq", postgresql_where=text("case_id is not null")),
    Index("access_log_user_id_seq_idx", "user_id", "seq"),
    CheckConstraint("what ~ '^[a-z_]+$'", name="what"),
)

SEALED = {"users": ("name", "totp_secret")}
