"""What waits for a reviewer, who is at it, and the lists they keep for themselves."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.columns import metadata, now
from storage.tables import cases
from storage.tables_users import users

queue_entries = Table(  # kept by a trigger on cases.state; copies what a list shows, so that it is one index scan
    "queue_entries",
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("case_key", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("track", Text, nullable=False),
    Column("urgency", SmallInteger, nullable=False),  # 0 instant, 1 batch
    Column("diseases", ARRAY(Text), nullable=False),
    Column("submitted_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("round", Integer, nullable=False),
    now("since"),  # in this state
    Column("due_on", Date, nullable=False),  # the day of submission until a verdict says more
    Column("disposition", Text),  # null: no verdict yet
    Column("worst", SmallInteger, nullable=False, server_default="0"),  # of what is not passed: 3 blocking … 1 note
    Column("fails", Integer, nullable=False, server_default="0"),
    Column("unsures", Integer, nullable=False, server_default="0"),
    Column("codes", ARRAY(Text), nullable=False, server_default="{}"),  # of what is not passed
    Column("hospitals", ARRAY(Text), nullable=False, server_default="{}"),  # names as the registry has them
    Column("assigned_to", ForeignKey(users.c.id)),  # a colleague passed it on to this one
    Index("queue_entries_order_idx", "urgency", "due_on", "seq"),
    Index("queue_entries_since_idx", "since"),
    Index("queue_entries_assigned_idx", "assigned_to", postgresql_where=text("assigned_to is not null")),
)

claims = Table(
    "claims",
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("user_id", ForeignKey(users.c.id), nullable=False, index=True),
    now("since"),
    Column("until", DateTime(timezone=True), nullable=False),  # over by itself unless the screen keeps it alive
)

saved_views = Table(
    "saved_views",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", ForeignKey(users.c.id), nullable=False),
    Column("name", Text, nullable=False),
    Column("query", JSONB, nullable=False),  # filters alone, never what was searched for
    now(),
    UniqueConstraint("user_id", "name"),
    CheckConstraint("length(name) between 1 and 40", name="name"),
)

Index("cases_case_key_idx", cases.c.case_key, postgresql_ops={"case_key": "text_pattern_ops"})
