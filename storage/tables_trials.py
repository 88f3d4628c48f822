"""试算: what other thresholds, or another policy pack, would make of cases that were judged. Nothing of it counts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.columns import metadata, now, one_of, time

SORTS = ("thresholds", "policy")
CASES = ("judged", "audited")
STATES = ("running", "done", "stopped")

trials = Table(
    "trials",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("policy", Text, nullable=False),  # name of the pack; empty: cases of every one
    Column("version", Text, nullable=False),  # of the pack that is tried
    Column("thresholds", JSONB, nullable=False),  # {topic: probability} that differ from those in force
    Column("cases", Text, nullable=False),  # drawn from all that stand judged, or those that auditors have read
    Column("regions", ARRAY(Text), nullable=False),  # of who asked; empty: all
    Column("plan_id", ForeignKey("sampling_plans.id")),  # of audited cases: only its
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # inclusive
    Column("most", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("population", Integer, nullable=False),  # out of how many they were drawn
    Column("state", Text, nullable=False),
    Column("created_by", Uuid, ForeignKey("users.id"), nullable=False),
    now(),
    time("ended_at"),
    one_of("sort", SORTS),
    one_of("cases", CASES),
    one_of("state", STATES),
    CheckConstraint("most > 0", name="most"),
)

trial_cases = Table(
    "trial_cases",
    metadata,
    Column("trial_id", ForeignKey(trials.c.id), nullable=False),
    Column("position", Integer, nullable=False),
    Column("case_id", Uuid, ForeignKey("cases.id"), nullable=False),
    Column("verdict_id", Uuid, ForeignKey("verdicts.id"), nullable=False),
    time("done_at"),
    Column("before", Text),  # disposition
    Column("after", Text),  # null after it was done: it could not be judged, and `why`
    Column("why", Text),  # a code
    Column("gone", JSONB),  # [{code, outcome, severity, rule, upload, page}] that there would be no more
    Column("come", JSONB),
    Column("moved", JSONB),  # {code: [gravest outcome before, after]} of codes that speak otherwise
    PrimaryKeyConstraint("trial_id", "position"),
)
