"""What reviewers do with a case. Nothing of it is rewritten: only withdrawn, revoked, or blanked with its case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NOW = sa.text("now()")
_TIME = sa.DateTime(timezone=True)

_KEPT = """
-- Columns named in the arguments may change (the sealed ones only to null); all others stay as they were written.
create function keep_work() returns trigger language plpgsql as $$
declare
  was jsonb := to_jsonb(old);
  becomes jsonb := to_jsonb(new);
  name text;
begin
  foreach name in array tg_argv loop
    if name like '-%' and becomes -> substr(name, 2) <> 'null'::jsonb
       and becomes -> substr(name, 2) is distinct from was -> substr(name, 2)
       and current_setting('yushen.resealing', true) is distinct from 'on' then
      raise exception using errcode = 'YS001', message = tg_table_name || '|kept as it was|update';
    end if;
    was := was - ltrim(name, '-');
    becomes := becomes - ltrim(name, '-');
  end loop;
  if was is distinct from becomes then
    raise exception using errcode = 'YS001', message = tg_table_name || '|kept as it was|update';
  end if;
  return new;
end $$;
"""
_GUARD = """
create trigger {table}_kept before update on {table} for each row execute function keep_work({free});
create trigger {table}_stay before delete on {table} for each row execute function refuse_rewriting();
create trigger {table}_full before truncate on {table} for each statement execute function refuse_rewriting();
"""
_FREE = {
    "finding_marks": "'-reason'",
    "corrections": "'-value', '-machine', '-reason', 'withdrawn_at', 'withdrawn_by'",
    "notes": "'-text'",
    "decisions": "'-notice', '-remark'",
    "share_links": "'revoked_at', 'opened'",
}


def _table(name: str, *columns: sa.Column[object], user: bool = True) -> None:
    """With what all of them have: id, case, who, when."""
    theirs: list[sa.Column[object] | sa.Constraint] = [
        sa.Column("id", sa.Uuid(), nullable=False),
        *columns,
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
    ]
    if user:
        theirs += [
            sa.Column("user_id", sa.Uuid(), nullable=False),
            sa.Column("at", _TIME, server_default=_NOW, nullable=False),
            sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"{name}_user_id_fkey")),
        ]
    op.create_table(name, *theirs)


def _seq() -> sa.Column[object]:
    return sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False)


def upgrade() -> None:
    _table(
        "finding_marks",
        _seq(),
        sa.Column("verdict_number", sa.Integer(), nullable=False),
        sa.Column("finding_key", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
    )
    _table(
        "corrections",
        _seq(),
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("machine", sa.LargeBinary(), nullable=True),
        sa.Column("to_upload_id", sa.Uuid(), nullable=True),
        sa.Column("to_page", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_at", _TIME, nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
    )
    _table("notes", _seq(), sa.Column("text", sa.LargeBinary(), nullable=True))
    _table(
        "decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("verdict_number", sa.Integer(), nullable=False),
        sa.Column("notice", sa.LargeBinary(), nullable=True),
        sa.Column("remark", sa.LargeBinary(), nullable=True),
        sa.Column("to_user_id", sa.Uuid(), nullable=True),
    )
    _table(
        "share_links",
        sa.Column("verdict_number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("created_at", _TIME, server_default=_NOW, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("revoked_at", _TIME, nullable=True),
        sa.Column("opened", sa.Integer(), server_default="0", nullable=False),
        user=False,
    )
    _constrain()
    op.add_column("verdicts", sa.Column("corrections", sa.Integer(), server_default="0", nullable=False))
    op.execute(_KEPT)
    for table, free in _FREE.items():
        op.execute(_GUARD.format(table=table, free=free))


def _constrain() -> None:
    for table in ("finding_marks", "corrections", "notes"):
        op.create_unique_constraint(op.f(f"{table}_seq_key"), table, ["seq"])
    op.create_check_constraint(op.f("finding_marks_mark_check"), "finding_marks", "mark in ('confirmed', 'dismissed')")
    op.create_index("finding_marks_case_idx", "finding_marks", ["case_id", "finding_key", "seq"])
    for column, target in (("upload_id", "uploads"), ("to_upload_id", "uploads"), ("withdrawn_by", "users")):
        op.create_foreign_key(op.f(f"corrections_{column}_fkey"), "corrections", target, [column], ["id"])
    op.create_check_constraint(op.f("corrections_page_check"), "corrections", "page > 0")
    op.create_check_constraint(
        op.f("corrections_withdrawn_check"), "corrections", "(withdrawn_at is null) = (withdrawn_by is null)"
    )
    op.create_index("corrections_case_idx", "corrections", ["case_id", "seq"])
    op.create_index("notes_case_idx", "notes", ["case_id", "seq"])
    op.create_foreign_key(op.f("decisions_to_user_id_fkey"), "decisions", "users", ["to_user_id"], ["id"])
    op.create_unique_constraint(op.f("decisions_case_id_number_key"), "decisions", ["case_id", "number"])
    op.create_check_constraint(
        op.f("decisions_decision_check"), "decisions", "decision in ('forward', 'pass_on', 'supplement')"
    )
    op.create_index("decisions_user_idx", "decisions", ["user_id", "at"])
    op.create_index(op.f("share_links_case_id_idx"), "share_links", ["case_id"])


def downgrade() -> None:
    for table in reversed(_FREE):
        op.drop_table(table)
    op.execute("drop function keep_work() cascade")
    op.drop_column("verdicts", "corrections")
