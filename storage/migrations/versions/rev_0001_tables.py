"""The tables of the service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clients",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("clients_pkey")),
        sa.UniqueConstraint("name", name=op.f("clients_name_key")),
    )
    op.create_table(
        "event_seals",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("event_seals_pkey")),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("actor ~ '^(system|(client|worker|user):[^|]+)$'", name=op.f("events_actor_check")),
        sa.CheckConstraint("kind ~ '^[a-z_]+(\\.[a-z_]+)*$'", name=op.f("events_kind_check")),
        sa.PrimaryKeyConstraint("seq", name=op.f("events_pkey")),
    )
    op.create_index("events_case_id_seq_idx", "events", ["case_id", "seq"], unique=False)
    op.create_table(
        "policy_versions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("active_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activated_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", "version", name=op.f("policy_versions_pkey")),
    )
    op.create_table(
        "reader_versions",
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("models", sa.Text(), nullable=False),
        sa.Column("calibration", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("reader", name=op.f("reader_versions_pkey")),
    )
    op.create_table(
        "readings",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("pages_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Double(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('done', 'due', 'quarantined')", name=op.f("readings_state_check")),
        sa.PrimaryKeyConstraint("sha256", "reader", name=op.f("readings_pkey")),
    )
    op.create_index(
        "readings_due_idx", "readings", ["created_at"], unique=False, postgresql_where=sa.text("state = 'due'")
    )
    op.create_table(
        "registry_versions",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("active_from", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("registry_versions_pkey")),
    )
    op.create_table(
        "retention",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("keep_days >= 0", name=op.f("retention_keep_days_check")),
        sa.PrimaryKeyConstraint("region", name=op.f("retention_pkey")),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("rights", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("api_keys_client_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("api_keys_pkey")),
    )
    op.create_index(op.f("api_keys_client_id_idx"), "api_keys", ["client_id"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("case_type", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("diseases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("applicant", sa.LargeBinary(), nullable=True),
        sa.Column("agent", sa.LargeBinary(), nullable=True),
        sa.Column("id_hash", sa.LargeBinary(), nullable=True),
        sa.Column("name_hash", sa.LargeBinary(), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.Column("judge_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("positions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("purge_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "case_type in ('application', 'hospital_change', 'renewal')", name=op.f("cases_case_type_check")
        ),
        sa.CheckConstraint("channel in ('proxy', 'self')", name=op.f("cases_channel_check")),
        sa.CheckConstraint(
            "state in ('cancelled', 'decided', 'failed', 'judged', 'judging', 'open', 'purged', 'reading')",
            name=op.f("cases_state_check"),
        ),
        sa.CheckConstraint("track in ('batch', 'instant')", name=op.f("cases_track_check")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("cases_client_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("cases_pkey")),
        sa.UniqueConstraint("client_id", "case_key", name=op.f("cases_client_id_case_key_key")),
        sa.UniqueConstraint("seq", name=op.f("cases_seq_key")),
    )
    op.create_index("cases_client_id_seq_idx", "cases", ["client_id", "seq"], unique=False)
    op.create_index(
        "cases_id_hash_idx", "cases", ["id_hash"], unique=False, postgresql_where=sa.text("id_hash is not null")
    )
    op.create_index(
        "cases_name_hash_idx", "cases", ["name_hash"], unique=False, postgresql_where=sa.text("name_hash is not null")
    )
    op.create_index(
        "cases_purge_on_idx",
        "cases",
        ["purge_on"],
        unique=False,
        postgresql_where=sa.text("purge_on is not null and state <> 'purged'"),
    )
    op.create_index("cases_region_seq_idx", "cases", ["region", "seq"], unique=False)
    op.create_index("cases_state_seq_idx", "cases", ["state", "seq"], unique=False)
    op.create_table(
        "idempotency",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("response", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("idempotency_client_id_fkey")),
        sa.PrimaryKeyConstraint("client_id", "key", name=op.f("idempotency_pkey")),
    )
    op.create_index("idempotency_created_at_idx", "idempotency", ["created_at"], unique=False)
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('done', 'due', 'expected', 'failed')", name=op.f("imports_state_check")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("imports_client_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("imports_pkey")),
    )
    op.create_index(op.f("imports_client_id_idx"), "imports", ["client_id"], unique=False)
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("events", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("webhooks_client_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("webhooks_pkey")),
    )
    op.create_index(op.f("webhooks_client_id_idx"), "webhooks", ["client_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('dead', 'delivered', 'due')", name=op.f("deliveries_state_check")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("deliveries_case_id_fkey")),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name=op.f("deliveries_webhook_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("deliveries_pkey")),
        sa.UniqueConstraint("seq", name=op.f("deliveries_seq_key")),
    )
    op.create_index("deliveries_case_id_idx", "deliveries", ["case_id"], unique=False)
    op.create_index(
        "deliveries_due_idx",
        "deliveries",
        ["webhook_id", "case_id", "seq"],
        unique=False,
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_index("deliveries_webhook_id_seq_idx", "deliveries", ["webhook_id", "seq"], unique=False)
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint("state in ('done', 'due', 'refused')", name=op.f("import_rows_state_check")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("import_rows_case_id_fkey")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("import_rows_import_id_fkey")),
        sa.PrimaryKeyConstraint("import_id", "row", name=op.f("import_rows_pkey")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("name_hash", sa.LargeBinary(), nullable=True),
        sa.Column("declared_kind", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("incoming_key", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state = 'expected' or state = 'removed' or sha256 is not null", name=op.f("uploads_bytes_check")
        ),
        sa.CheckConstraint("state in ('expected', 'purged', 'received', 'removed')", name=op.f("uploads_state_check")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("uploads_case_id_fkey")),
        sa.ForeignKeyConstraint(["replaces"], ["uploads.id"], name=op.f("uploads_replaces_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("uploads_pkey")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uploads_case_id_position_key")),
    )
    op.create_index(
        "uploads_expected_idx", "uploads", ["created_at"], unique=False, postgresql_where=sa.text("state = 'expected'")
    )
    op.create_index(
        "uploads_name_idx",
        "uploads",
        ["case_id", "round", "name_hash"],
        unique=True,
        postgresql_where=sa.text("state in ('expected', 'received')"),
    )
    op.create_index(
        "uploads_sha256_idx", "uploads", ["sha256"], unique=False, postgresql_where=sa.text("sha256 is not null")
    )
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("judge_no", sa.Integer(), nullable=False),
        sa.Column("disposition", sa.Text(), nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("models", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("registry_version", sa.Text(), nullable=False),
        sa.Column("calibration", sa.Text(), nullable=False),
        sa.Column("blobs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("verdicts_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("verdicts_pkey")),
        sa.UniqueConstraint("case_id", "judge_no", name=op.f("verdicts_case_id_judge_no_key")),
        sa.UniqueConstraint("case_id", "number", name=op.f("verdicts_case_id_number_key")),
    )
    op.create_index("verdicts_created_at_idx", "verdicts", ["created_at"], unique=False)
    op.create_index(
        "verdicts_current_idx", "verdicts", ["case_id"], unique=True, postgresql_where=sa.text("superseded_at is null")
    )
    op.create_table(
        "work",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("most_failures", sa.Integer(), nullable=False),
        sa.Column("most_attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'leased') = (lease_owner is not null) and (state = 'leased') = (lease_until is not null)",
            name=op.f("work_lease_check"),
        ),
        sa.CheckConstraint(
            "kind in ('forget', 'import', 'judge', 'notify', 'purge', 'read')", name=op.f("work_kind_check")
        ),
        sa.CheckConstraint(
            "state in ('done', 'dropped', 'due', 'leased', 'quarantined')", name=op.f("work_state_check")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("work_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("work_pkey")),
        sa.UniqueConstraint("kind", "subject", name=op.f("work_kind_subject_key")),
    )
    op.create_index("work_case_idx", "work", ["case_id"], unique=False, postgresql_where=sa.text("case_id is not null"))
    op.create_index(
        "work_due_idx", "work", ["queue", "due_at"], unique=False, postgresql_where=sa.text("state = 'due'")
    )
    op.create_index(
        "work_lease_idx", "work", ["lease_until"], unique=False, postgresql_where=sa.text("state = 'leased'")
    )
    op.create_index(
        "work_quarantined_idx", "work", ["created_at"], unique=False, postgresql_where=sa.text("state = 'quarantined'")
    )
    op.create_index("work_send_idx", "work", ["send_at"], unique=False, postgresql_where=sa.text("state = 'due'"))
    op.create_table(
        "reading_slices",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("pages_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("work_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state in ('done', 'due', 'quarantined')", name=op.f("reading_slices_state_check")),
        sa.ForeignKeyConstraint(
            ["sha256", "reader"], ["readings.sha256", "readings.reader"], name=op.f("reading_slices_sha256_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("reading_slices_work_id_fkey"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("sha256", "reader", "first", name=op.f("reading_slices_pkey")),
    )
    op.create_index(op.f("reading_slices_work_id_idx"), "reading_slices", ["work_id"], unique=False)


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)


_TABLES = (
    "reading_slices",
    "work",
    "verdicts",
    "uploads",
    "import_rows",
    "deliveries",
    "webhooks",
    "imports",
    "idempotency",
    "cases",
    "api_keys",
    "retention",
    "registry_versions",
    "readings",
    "reader_versions",
    "policy_versions",
    "events",
    "event_seals",
    "clients",
)
