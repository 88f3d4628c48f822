"""More is asked of auditors, entry by entry; what comparisons add up to is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SUMS = ("weight", "bad", "squares", "whole", "crossed", "own", "sure")
_KEPT = """
drop trigger comparisons_kept on comparisons;
create trigger comparisons_kept before update on comparisons for each row execute function keep_work({free});
"""


def upgrade() -> None:
    op.add_column(
        "sampling_plans", sa.Column("asked", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column("comparisons", sa.Column("entry", sa.LargeBinary(), nullable=True))
    op.create_index(
        "comparisons_differs_idx",
        "comparisons",
        ["reading_id", "number"],
        postgresql_where=sa.text("outcome <> 'right'"),
    )
    op.create_index(op.f("second_readings_saved_at_idx"), "second_readings", ["saved_at"])
    op.execute(_KEPT.format(free="'-detail', '-entry'"))
    op.create_table(
        "quality_tallies",
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in _SUMS),
        sa.ForeignKeyConstraint(["plan_id"], ["sampling_plans.id"], name=op.f("quality_tallies_plan_id_fkey")),
        sa.PrimaryKeyConstraint("view", "name", "part", "plan_id", "day", name=op.f("quality_tallies_pkey")),
    )
    op.create_table(
        "quality_tally_schemes",
        sa.Column("scheme", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("scheme", name=op.f("quality_tally_schemes_pkey")),
    )


def downgrade() -> None:
    op.drop_table("quality_tally_schemes")
    op.drop_table("quality_tallies")
    op.execute(_KEPT.format(free="'-detail'"))
    op.drop_index("comparisons_differs_idx", "comparisons")
    op.drop_index("second_readings_saved_at_idx", "second_readings")
    op.drop_column("comparisons", "entry")
    op.drop_column("sampling_plans", "asked")
