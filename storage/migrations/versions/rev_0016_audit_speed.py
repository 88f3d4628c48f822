"""What auditors' pages look up is found without walking through all that was ever audited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_DIFFERS = "outcome <> 'right'"
_COUNTED = """
alter table samples disable trigger user;
update samples set items = counted.items, wanted = counted.wanted from (
  select sample_id, count(*) as items, sum(1 + twice::int) as wanted from sample_items group by sample_id) as counted
where samples.id = counted.sample_id;
alter table samples enable trigger user;
"""
_TURNED = """
alter table adjudications disable trigger user;
update adjudications set turned = true from comparisons
where (comparisons.reading_id, comparisons.number) = (adjudications.reading_id, adjudications.number)
  and comparisons.outcome = 'right' and adjudications.outcome <> 'right';
alter table adjudications enable trigger user;
"""


def upgrade() -> None:
    for name in ("items", "wanted"):
        op.add_column("samples", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.execute(_COUNTED)
    op.add_column("adjudications", sa.Column("turned", sa.Boolean(), server_default="false", nullable=False))
    op.execute(_TURNED)
    op.create_index(
        "adjudications_turned_idx", "adjudications", ["reading_id", "number"], postgresql_where=sa.text("turned")
    )
    for name in ("topic", "hospital"):
        op.create_index(
            f"comparisons_differs_{name}_idx", "comparisons", [name, "reading_id"], postgresql_where=sa.text(_DIFFERS)
        )
    op.create_index(
        "comparisons_hospital_idx", "comparisons", ["hospital"], postgresql_where=sa.text("hospital is not null")
    )


def downgrade() -> None:
    for name in ("comparisons_hospital_idx", "comparisons_differs_hospital_idx", "comparisons_differs_topic_idx"):
        op.drop_index(name, "comparisons")
    op.drop_index("adjudications_turned_idx", "adjudications")
    op.drop_column("adjudications", "turned")
    for name in ("wanted", "items"):
        op.drop_column("samples", name)
