"""What waits for a reviewer, kept in step with cases by the database; claims; saved views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_NOW = sa.text("now()")
_TEXTS = postgresql.ARRAY(sa.Text())

_OPEN = "'reading', 'judging', 'judged', 'failed'"
_COLUMNS = "case_id, seq, case_key, region, track, urgency, diseases, submitted_on, state, round, due_on"
_VALUES = """{c}.id, {c}.seq, {c}.case_key, {c}.region, {c}.track, case {c}.track when 'instant' then 0 else 1 end,
  {c}.diseases, {c}.submitted_on, {c}.state, {c}.round, {c}.submitted_on"""

_KEEP = f"""
create function keep_queue() returns trigger language plpgsql as $$
begin
  if new.state in ({_OPEN}) then
    insert into queue_entries ({_COLUMNS}) values ({_VALUES.format(c="new")})
    on conflict (case_id) do update set state = excluded.state, round = excluded.round, since = now();
  else
    delete from queue_entries where case_id = new.id;
    delete from claims where case_id = new.id;
  end if;
  return null;
end $$;
create trigger cases_queue after update of state on cases for each row
  when (old.state is distinct from new.state) execute function keep_queue();
"""  # noqa: S608 (of this file's own words)
_BEFORE = f"""
insert into queue_entries ({_COLUMNS}) select {_VALUES.format(c="cases")} from cases where state in ({_OPEN});
update queue_entries set disposition = verdicts.disposition, fails = found.fails, unsures = found.unsures,
       worst = found.worst, codes = found.codes
from verdicts, lateral (
  select count(*) filter (where f ->> 'outcome' = 'fail') as fails,
         count(*) filter (where f ->> 'outcome' = 'unsure') as unsures,
         coalesce(max(case f ->> 'severity' when 'blocking' then 3 when 'review' then 2 else 1 end)
                  filter (where f ->> 'outcome' <> 'pass'), 0) as worst,
         coalesce(array_agg(distinct f ->> 'code') filter (where f ->> 'outcome' <> 'pass'), '{{}}') as codes
  from jsonb_array_elements(verdicts.findings) as f) as found
where verdicts.case_id = queue_entries.case_id and verdicts.superseded_at is null and queue_entries.state = 'judged';
"""  # noqa: S608


def upgrade() -> None:
    op.create_table(
        "queue_entries",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("diseases", _TEXTS, nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("since", _TIME, server_default=_NOW, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("worst", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("fails", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unsures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("codes", _TEXTS, server_default="{}", nullable=False),
        sa.Column("hospitals", _TEXTS, server_default="{}", nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("queue_entries_case_id_fkey")),
        sa.ForeignKeyConstraint(["assigned_to"], ["users.id"], name=op.f("queue_entries_assigned_to_fkey")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("queue_entries_pkey")),
    )
    op.create_index("queue_entries_order_idx", "queue_entries", ["urgency", "due_on", "seq"])
    op.create_index("queue_entries_since_idx", "queue_entries", ["since"])
    op.create_index(
        "queue_entries_assigned_idx",
        "queue_entries",
        ["assigned_to"],
        postgresql_where=sa.text("assigned_to is not null"),
    )
    op.create_table(
        "claims",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("since", _TIME, server_default=_NOW, nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("claims_case_id_fkey")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("claims_user_id_fkey")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("claims_pkey")),
    )
    op.create_index(op.f("claims_user_id_idx"), "claims", ["user_id"])
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", _TIME, server_default=_NOW, nullable=False),
        sa.CheckConstraint("length(name) between 1 and 40", name=op.f("saved_views_name_check")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("saved_views_user_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("saved_views_pkey")),
        sa.UniqueConstraint("user_id", "name", name=op.f("saved_views_user_id_name_key")),
    )
    op.create_index("cases_case_key_idx", "cases", ["case_key"], postgresql_ops={"case_key": "text_pattern_ops"})
    op.execute(_KEEP)
    op.execute(_BEFORE)


def downgrade() -> None:
    op.execute("drop function keep_queue() cascade")
    op.drop_index("cases_case_key_idx", "cases")
    for table in ("saved_views", "claims", "queue_entries"):
        op.drop_table(table)
