"""Other thresholds and packs are tried on past cases, in the queue; a reading half done is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = ("count", "forget", "import", "judge", "notify", "purge", "read")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _kinds((*BEFORE, "try"))
    op.add_column("second_readings", sa.Column("draft", sa.LargeBinary(), nullable=True))
    _trials()
    _cases()


def _trials() -> None:
    op.create_table(
        "trials",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("thresholds", postgresql.JSONB(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.CheckConstraint("sort in ('policy', 'thresholds')", name=op.f("trials_sort_check")),
        sa.CheckConstraint("cases in ('audited', 'judged')", name=op.f("trials_cases_check")),
        sa.CheckConstraint("state in ('done', 'running', 'stopped')", name=op.f("trials_state_check")),
        sa.CheckConstraint("most > 0", name=op.f("trials_most_check")),
        sa.ForeignKeyConstraint(["plan_id"], ["sampling_plans.id"], name=op.f("trials_plan_id_fkey")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("trials_created_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("trials_pkey")),
    )


def _cases() -> None:
    op.create_table(
        "trial_cases",
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("verdict_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", _TIME, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("before", "after", "why")),
        *(sa.Column(name, postgresql.JSONB(), nullable=True) for name in ("gone", "come", "moved")),
        sa.ForeignKeyConstraint(["trial_id"], ["trials.id"], name=op.f("trial_cases_trial_id_fkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("trial_cases_case_id_fkey")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name=op.f("trial_cases_verdict_id_fkey")),
        sa.PrimaryKeyConstraint("trial_id", "position", name=op.f("trial_cases_pkey")),
    )


def downgrade() -> None:
    op.drop_table("trial_cases")
    op.drop_table("trials")
    op.drop_column("second_readings", "draft")
    op.execute("delete from work where kind = 'try'")
    _kinds(BEFORE)


def _kinds(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("work_kind_check"), "work", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("work_kind_check"), "work", f"kind in ({listed})")
