"""A webhook's secret changes without a gap, a key may have a rate of its own, work knows the request it comes from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0006"
branch_labels = None
depends_on = None

_REQUEST = sa.text("coalesce(current_setting('yushen.request_id', true), '')")
_RATE = "api_keys_rate_check"


def upgrade() -> None:
    op.add_column("webhooks", sa.Column("old_secret", sa.LargeBinary()))
    op.add_column("webhooks", sa.Column("old_secret_until", sa.DateTime(timezone=True)))
    op.add_column("api_keys", sa.Column("rate_per_second", sa.Double()))
    op.add_column("api_keys", sa.Column("rate_burst", sa.Integer()))
    op.create_check_constraint(
        op.f(_RATE),
        "api_keys",
        "(rate_per_second is null) = (rate_burst is null) and rate_per_second > 0 and rate_burst > 0",
    )
    op.add_column("work", sa.Column("request_id", sa.Text(), nullable=False, server_default=_REQUEST))


def downgrade() -> None:
    op.drop_column("work", "request_id")
    op.drop_constraint(op.f(_RATE), "api_keys", type_="check")
    op.drop_column("api_keys", "rate_burst")
    op.drop_column("api_keys", "rate_per_second")
    op.drop_column("webhooks", "old_secret_until")
    op.drop_column("webhooks", "old_secret")
