"""Sampling plans and their samples, second readings, comparisons, adjudications, alarms of drift."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_OUTCOMES = "outcome in ('false', 'missed', 'open', 'right', 'wrong')"
_STAY = """
create trigger {table}_stay before update or delete on {table} for each row execute function refuse_rewriting();
create trigger {table}_full before truncate on {table} for each statement execute function refuse_rewriting();
"""
# What was said stays as it was said; only what names people in it goes, with its case.
_KEPT = """
create trigger second_readings_kept before update on second_readings for each row
  when (old.saved_at is not null) execute function keep_work('-answer');
create trigger second_readings_stay before delete on second_readings for each row
  when (old.saved_at is not null) execute function refuse_rewriting();
create trigger comparisons_kept before update on comparisons for each row execute function keep_work('-detail');
create trigger comparisons_stay before delete on comparisons for each row execute function refuse_rewriting();
create trigger adjudications_kept before update on adjudications for each row execute function keep_work('-note');
create trigger adjudications_stay before delete on adjudications for each row execute function refuse_rewriting();
"""


def upgrade() -> None:
    op.add_column("verdicts", sa.Column("documents", postgresql.JSONB(), server_default="[]", nullable=False))
    _plans()
    _samples()
    _items()
    _readings()
    _comparisons()
    _adjudications()
    _alarms()
    for table in ("samples", "sample_items"):
        op.execute(_STAY.format(table=table))
    op.execute(_KEPT)


def _plans() -> None:
    op.create_table(
        "sampling_plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("dimensions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("equally", sa.Boolean(), nullable=False),
        sa.Column("twice", sa.Double(), nullable=False),
        sa.Column("goal", postgresql.JSONB(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.Column("drawn_until", sa.Date(), nullable=True),
        sa.CheckConstraint("unit in ('case', 'document')", name=op.f("sampling_plans_unit_check")),
        sa.CheckConstraint("way in ('daily', 'period')", name=op.f("sampling_plans_way_check")),
        sa.CheckConstraint("share between 0 and 1", name=op.f("sampling_plans_share_check")),
        sa.CheckConstraint("twice between 0 and 1", name=op.f("sampling_plans_twice_check")),
        sa.CheckConstraint(
            "(way = 'daily') = (share is not null) and (way = 'period') = (size is not null)",
            name=op.f("sampling_plans_sized_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("sampling_plans_pkey")),
    )


def _samples() -> None:
    op.create_table(
        "samples",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("frame_hash", sa.Text(), nullable=False),
        sa.Column("layers", postgresql.JSONB(), nullable=False),
        sa.Column("drawn_by", sa.Text(), nullable=False),
        sa.Column("drawn_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["sampling_plans.id"], name=op.f("samples_plan_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("samples_pkey")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("samples_plan_id_number_key")),
        sa.UniqueConstraint("plan_id", "since", name=op.f("samples_plan_id_since_key")),
    )


def _items() -> None:
    op.create_table(
        "sample_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sample_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("verdict_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("pages", postgresql.JSONB(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["sample_id"], ["samples.id"], name=op.f("sample_items_sample_id_fkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("sample_items_case_id_fkey")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name=op.f("sample_items_verdict_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("sample_items_pkey")),
        sa.UniqueConstraint("sample_id", "position", name=op.f("sample_items_sample_id_position_key")),
        sa.UniqueConstraint(
            "sample_id", "case_id", "document", name=op.f("sample_items_sample_id_case_id_document_key")
        ),
    )
    op.create_index(op.f("sample_items_case_id_idx"), "sample_items", ["case_id"])


def _readings() -> None:
    op.create_table(
        "second_readings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("saved_at", _TIME, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("ordinal in (1, 2)", name=op.f("second_readings_ordinal_check")),
        sa.ForeignKeyConstraint(["item_id"], ["sample_items.id"], name=op.f("second_readings_item_id_fkey")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("second_readings_user_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("second_readings_pkey")),
        sa.UniqueConstraint("item_id", "ordinal", name=op.f("second_readings_item_id_ordinal_key")),
        sa.UniqueConstraint("item_id", "user_id", name=op.f("second_readings_item_id_user_id_key")),
    )
    op.create_index(op.f("second_readings_user_id_idx"), "second_readings", ["user_id"])


def _comparisons() -> None:
    op.create_table(
        "comparisons",
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("machine", sa.Text(), nullable=True),
        sa.Column("auditor", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("hospital", sa.Text(), nullable=True),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("sort in ('field', 'finding', 'kind', 'seal')", name=op.f("comparisons_sort_check")),
        sa.CheckConstraint(_OUTCOMES, name=op.f("comparisons_outcome_check")),
        sa.ForeignKeyConstraint(["reading_id"], ["second_readings.id"], name=op.f("comparisons_reading_id_fkey")),
        sa.PrimaryKeyConstraint("reading_id", "number", name=op.f("comparisons_pkey")),
    )
    op.create_index("comparisons_topic_idx", "comparisons", ["sort", "topic"])


def _adjudications() -> None:
    op.create_table(
        "adjudications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", _TIME, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint(
            "ruling in ('machine_right', 'machine_wrong', 'open')", name=op.f("adjudications_ruling_check")
        ),
        sa.CheckConstraint(_OUTCOMES, name=op.f("adjudications_outcome_check")),
        sa.ForeignKeyConstraint(
            ["reading_id", "number"],
            ["comparisons.reading_id", "comparisons.number"],
            name=op.f("adjudications_reading_id_fkey"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("adjudications_user_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("adjudications_pkey")),
    )
    op.create_index("adjudications_reading_id_number_at_idx", "adjudications", ["reading_id", "number", "at"])


def _alarms() -> None:
    op.create_table(
        "drift_alarms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("upper", sa.Double(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("noticed_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["seen_by"], ["users.id"], name=op.f("drift_alarms_seen_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("drift_alarms_pkey")),
        sa.UniqueConstraint("scope", "metric", "period", name=op.f("drift_alarms_scope_metric_period_key")),
    )


def downgrade() -> None:
    for table in (
        "drift_alarms",
        "adjudications",
        "comparisons",
        "second_readings",
        "sample_items",
        "samples",
        "sampling_plans",
    ):
        op.drop_table(table)
    op.drop_column("verdicts", "documents")
