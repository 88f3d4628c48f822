"""A bulk import reaches no further than the key it was made with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("regions", postgresql.ARRAY(sa.Text())))


def downgrade() -> None:
    op.drop_column("imports", "regions")
