"""Pages are counted before anybody reads them."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BEFORE = ("forget", "import", "judge", "notify", "purge", "read")


def upgrade() -> None:
    _kinds(("count", *BEFORE))


def downgrade() -> None:
    op.execute("delete from work where kind = 'count'")
    _kinds(BEFORE)


def _kinds(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("work_kind_check"), "work", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("work_kind_check"), "work", f"kind in ({listed})")
