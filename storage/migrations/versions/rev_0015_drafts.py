"""A supplement notice half written is kept; what was said of a finding can be taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = ("confirmed", "dismissed")


def upgrade() -> None:
    op.create_table(
        "notice_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("verdict_number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("notice_drafts_case_id_fkey")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("notice_drafts_user_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("notice_drafts_pkey")),
        sa.UniqueConstraint("case_id", name=op.f("notice_drafts_case_id_key")),
    )
    _marks((*BEFORE, "withdrawn"))


def downgrade() -> None:
    op.drop_table("notice_drafts")
    op.execute("alter table finding_marks disable trigger user")
    op.execute("delete from finding_marks where mark = 'withdrawn'")
    op.execute("alter table finding_marks enable trigger user")
    _marks(BEFORE)


def _marks(marks: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("finding_marks_mark_check"), "finding_marks", type_="check")
    listed = ", ".join(f"'{mark}'" for mark in marks)
    op.create_check_constraint(op.f("finding_marks_mark_check"), "finding_marks", f"mark in ({listed})")
