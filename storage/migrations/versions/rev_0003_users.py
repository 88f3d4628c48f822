"""Who works with the screens; a log of what they looked at that is only ever added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_ROLES = "'reviewer', 'senior_reviewer', 'auditor', 'administrator', 'read_only'"
_STAY = """
create trigger access_log_stay before update or delete on access_log for each row execute function refuse_rewriting();
create trigger access_log_full before truncate on access_log for each statement execute function refuse_rewriting();
"""


def upgrade() -> None:
    _users()
    _sessions()
    _access_log()


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", _TIME, nullable=True),
        sa.Column("disabled_at", _TIME, nullable=True),
        sa.Column("must_change", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("language", sa.Text(), server_default="zh", nullable=False),
        sa.Column("created_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("signed_in_at", _TIME, nullable=True),
        sa.CheckConstraint("login = lower(login) and login <> ''", name=op.f("users_login_check")),
        sa.CheckConstraint(f"cardinality(roles) > 0 and roles <@ ARRAY[{_ROLES}]", name=op.f("users_roles_check")),
        sa.CheckConstraint(
            "not (roles && ARRAY['auditor'] and roles && ARRAY['reviewer', 'senior_reviewer'])",
            name=op.f("users_decides_or_audits_check"),
        ),
        sa.CheckConstraint("language in ('en', 'zh')", name=op.f("users_language_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("users_pkey")),
        sa.UniqueConstraint("login", name=op.f("users_login_key")),
        sa.UniqueConstraint("subject", name=op.f("users_subject_key")),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("flash", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("created_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("sessions_user_id_fkey")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("sessions_pkey")),
    )
    op.create_index(op.f("sessions_user_id_idx"), "sessions", ["user_id"])
    op.create_index(op.f("sessions_expires_at_idx"), "sessions", ["expires_at"])


def _access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("what ~ '^[a-z_]+$'", name=op.f("access_log_what_check")),
        sa.PrimaryKeyConstraint("seq", name=op.f("access_log_pkey")),
    )
    op.create_index(
        "access_log_case_id_seq_idx",
        "access_log",
        ["case_id", "seq"],
        postgresql_where=sa.text("case_id is not null"),
    )
    op.create_index("access_log_user_id_seq_idx", "access_log", ["user_id", "seq"])
    op.execute(_STAY)


def downgrade() -> None:
    for table in ("access_log", "sessions", "users"):
        op.drop_table(table)
