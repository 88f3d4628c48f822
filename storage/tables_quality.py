"""质量抽检: sampling plans, the samples drawn by them, second readings, what came of comparing, and alarms of drift.

Nothing here is read when a case is worked on: an audit neither delays nor changes one.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.columns import metadata, now, one_of, time

UNITS = ("case", "document")
WAYS = ("period", "daily")
SORTS = ("kind", "field", "seal", "finding")
OUTCOMES = ("right", "wrong", "missed", "false", "open")
TALLIED = ("weight", "bad", "squares", "whole", "crossed", "own", "sure")
RULINGS = ("machine_right", "machine_wrong", "open")


def _share(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} between 0 and 1", name=column)


sampling_plans = Table(
    "sampling_plans",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("way", Text, nullable=False),  # once from a period, or a share of every day
    Column("dimensions", ARRAY(Text), nullable=False),  # what strata are made of; empty: a simple sample
    Column("filters", JSONB, nullable=False),  # {dimension: [values]}
    Column("regions", ARRAY(Text), nullable=False),  # empty: all
    Column("since", Date, nullable=False),
    Column("until", Date),  # inclusive; null: goes on
    Column("size", Integer),  # of a period
    Column("share", Double),  # of every day
    Column("least", Integer, nullable=False),  # of every stratum
    Column("equally", Boolean, nullable=False),
    Column("twice", Double, nullable=False),  # share read by a second auditor
    Column("goal", JSONB, nullable=False),  # what it was sized by: {half_width, expected, confidence}
    Column("seed", BigInteger, nullable=False),
    Column("asked", ARRAY(Text), nullable=False, server_default="{}"),  # groups of fields beyond the usual ones
    Column("created_by", Uuid, nullable=False),
    now(),
    time("ended_at"),
    Column("drawn_until", Date),  # of a daily plan: the last day drawn from
    one_of("unit", UNITS),
    one_of("way", WAYS),
    _share("share"),
    _share("twice"),
    CheckConstraint("(way = 'daily') = (share is not null) and (way = 'period') = (size is not null)", name="sized"),
)

samples = Table(
    "samples",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("plan_id", ForeignKey(sampling_plans.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # inclusive
    Column("frame_size", Integer, nullable=False),
    Column("frame_hash", Text, nullable=False),  # of keys and strata; the frame itself is an object
    Column("layers", JSONB, nullable=False),  # [{stratum, size, drawn, share}]
    Column("items", Integer, nullable=False, server_default="0"),  # drawn
    Column("wanted", Integer, nullable=False, server_default="0"),  # readings of them: two of some
    Column("drawn_by", Text, nullable=False),  # an actor
    now("drawn_at"),
    UniqueConstraint("plan_id", "number"),
    UniqueConstraint("plan_id", "since"),  # a day is drawn from once
)

sample_items = Table(
    "sample_items",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("sample_id", ForeignKey(samples.c.id), nullable=False),
    Column("position", Integer, nullable=False),
    Column("case_id", Uuid, ForeignKey("cases.id"), nullable=False, index=True),
    Column("verdict_id", Uuid, ForeignKey("verdicts.id"), nullable=False),
    Column("document", Text, nullable=False),  # empty: the whole case
    Column("pages", JSONB, nullable=False),  # [[upload id, page]] that are shown, in order
    Column("weight", Double, nullable=False),  # of how many in the frame it speaks
    Column("twice", Boolean, nullable=False),
    Column("facts", JSONB, nullable=False),  # {dimension: value}, as they were when it was drawn
    UniqueConstraint("sample_id", "position"),
    UniqueConstraint("sample_id", "case_id", "document"),
)

second_readings = Table(
    "second_readings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("item_id", ForeignKey(sample_items.c.id), nullable=False),
    Column("ordinal", Integer, nullable=False),  # 1, or 2 of an item that is read twice
    Column("user_id", Uuid, ForeignKey("users.id"), nullable=False, index=True),
    now("begun_at"),
    time("saved_at"),
    Column("answer", LargeBinary),  # sealed JSON; null before it is saved and after its case is purged
    Column("draft", LargeBinary),  # sealed JSON of the form as it was left; null once it is saved
    UniqueConstraint("item_id", "ordinal"),
    UniqueConstraint("item_id", "user_id"),
    Index("second_readings_saved_at_idx", "saved_at"),
    CheckConstraint("ordinal in (1, 2)", name="ordinal"),
)

comparisons = Table(
    "comparisons",
    metadata,
    Column("reading_id", ForeignKey(second_readings.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("sort", Text, nullable=False),
    Column("topic", Text, nullable=False),  # a field's name, a finding code, "kind", "seal"
    Column("page", Integer, nullable=False),  # 1-based among those shown; 0: the case as a whole
    Column("outcome", Text, nullable=False),
    Column("confidence", Double),  # of what the machine said; null where it said nothing
    Column("machine", Text),  # a word of a closed list; what was read is in `detail`
    Column("auditor", Text),
    Column("kind", Text),  # of the paper, as the auditor calls it
    Column("hospital", Text),  # code in the registry
    Column("quality", Text),  # of capture
    Column("detail", LargeBinary),  # sealed {machine, auditor}
    Column("entry", LargeBinary),  # of a list's entry: digest of what it is called
    PrimaryKeyConstraint("reading_id", "number"),
    Index("comparisons_topic_idx", "sort", "topic"),
    Index("comparisons_differs_idx", "reading_id", "number", postgresql_where=text("outcome <> 'right'")),
    Index("comparisons_differs_topic_idx", "topic", "reading_id", postgresql_where=text("outcome <> 'right'")),
    Index("comparisons_differs_hospital_idx", "hospital", "reading_id", postgresql_where=text("outcome <> 'right'")),
    Index("comparisons_hospital_idx", "hospital", postgresql_where=text("hospital is not null")),
    one_of("sort", SORTS),
    one_of("outcome", OUTCOMES),
)

adjudications = Table(
    "adjudications",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reading_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("ruling", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # what the comparison counts as from now on
    Column("note", LargeBinary),  # sealed
    Column("follow_up", Boolean, nullable=False),
    Column("turned", Boolean, nullable=False, server_default="false"),  # against what was in order until then
    Column("user_id", Uuid, ForeignKey("users.id"), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
    ForeignKeyConstraint(["reading_id", "number"], ["comparisons.reading_id", "comparisons.number"]),
    Index("adjudications_reading_id_number_at_idx", "reading_id", "number", "at"),
    Index("adjudications_turned_idx", "reading_id", "number", postgresql_where=text("turned")),
    one_of("ruling", RULINGS),
    one_of("outcome", OUTCOMES),
)

drift_alarms = Table(
    "drift_alarms",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("scope", Text, nullable=False),  # the regions it was looked for in, joined; empty: all
    Column("metric", Text, nullable=False),
    Column("period", Text, nullable=False),  # 2026-W14
    Column("share", Double, nullable=False),
    Column("upper", Double, nullable=False),
    Column("signal", Text, nullable=False),
    now("noticed_at"),
    Column("seen_by", Uuid, ForeignKey("users.id")),
    time("seen_at"),
    UniqueConstraint("scope", "metric", "period"),
)

quality_tallies = Table(
    "quality_tallies",
    metadata,
    Column("view", Text, nullable=False),  # what page of results it is for
    Column("name", Text, nullable=False),  # of the line: a field, a finding code, a hospital's code …
    Column("part", Text, nullable=False),  # all, missed, false; a week; a confidence
    Column("plan_id", ForeignKey(sampling_plans.c.id), nullable=False),
    Column("day", Date, nullable=False),  # that its items were first read on, in Beijing
    Column("count", BigInteger, nullable=False),
    Column("wrong", BigInteger, nullable=False),
    *(Column(name, Double, nullable=False) for name in TALLIED),
    PrimaryKeyConstraint("view", "name", "part", "plan_id", "day"),
)
"""What comparisons add up to, so that nobody counts them anew to look at results. Made from them, and made again when
the way they are added up changes."""

quality_tally_schemes = Table(
    "quality_tally_schemes",
    metadata,
    Column("scheme", Integer, primary_key=True),  # the way the tallies in force were added up
    now("made_at"),
)

SEALED = {"second_readings": ("answer", "draft"), "comparisons": ("detail",), "adjudications": ("note",)}
