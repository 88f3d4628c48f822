"""Every table, once. Alembic compares the database with this; migrations/versions makes it.

Times are timestamptz in UTC, by the database's clock. `LargeBinary` columns named in `SEALED` hold what identifies a
person, sealed by the vault with the table, the column and the row's id as context; columns ending in `_hash` that are
searched for hold keyed hashes. No other column holds anything personal.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage import states
from storage.columns import metadata, now, one_of, state_of, time

clients = Table(
    "clients",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("regions", ARRAY(Text), nullable=False),  # empty: all
    now(),
    time("disabled_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Text, primary_key=True),  # the part of the key that may be shown
    Column("client_id", ForeignKey(clients.c.id), nullable=False, index=True),
    Column("secret_hash", LargeBinary, nullable=False),  # sha256: the secret has 256 bits of chance
    Column("rights", ARRAY(Text), nullable=False),
    Column("regions", ARRAY(Text)),  # null: those of the client
    now(),
    time("expires_at"),
    time("revoked_at"),
    time("last_used_at"),  # to five minutes
    Column("rate_per_second", Double),  # null, both: that of all keys
    Column("rate_burst", Integer),
    CheckConstraint(
        "(rate_per_second is null) = (rate_burst is null) and rate_per_second > 0 and rate_burst > 0", name="rate"
    ),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False, unique=True),  # the order of lists
    Column("client_id", ForeignKey(clients.c.id), nullable=False),
    Column("case_key", Text, nullable=False),  # the upstream system's own
    Column("region", Text, nullable=False),
    Column("case_type", Text, nullable=False),
    Column("submitted_on", Date, nullable=False),
    Column("channel", Text, nullable=False),
    Column("diseases", ARRAY(Text), nullable=False),
    Column("applicant", LargeBinary),  # sealed JSON; null once purged
    Column("agent", LargeBinary),
    Column("id_hash", LargeBinary),  # keyed hash of the applicant's ID number
    Column("name_hash", LargeBinary),
    Column("content_hash", LargeBinary),  # keyed hash of what it was created with
    Column("state", Text, nullable=False),
    Column("track", Text, nullable=False),
    Column("round", Integer, nullable=False, server_default="0"),  # 0 the first submission, +1 each supplement
    Column("judge_no", Integer, nullable=False, server_default="0"),  # how often judging was asked for
    Column("positions", Integer, nullable=False, server_default="0"),  # how many uploads it was ever given
    Column("version", Integer, nullable=False, server_default="0"),  # how often its state changed
    now(),
    time("submitted_at"),
    time("judged_at"),
    time("decided_at"),
    Column("legal_hold", Boolean, nullable=False, server_default=text("false")),
    Column("purge_on", Date),
    UniqueConstraint("client_id", "case_key"),
    Index("cases_client_id_seq_idx", "client_id", "seq"),
    Index("cases_state_seq_idx", "state", "seq"),
    Index("cases_region_seq_idx", "region", "seq"),
    Index("cases_id_hash_idx", "id_hash", postgresql_where=text("id_hash is not null")),
    Index("cases_name_hash_idx", "name_hash", postgresql_where=text("name_hash is not null")),
    Index("cases_purge_on_idx", "purge_on", postgresql_where=text("purge_on is not null and state <> 'purged'")),
    state_of(states.CASE),
    one_of("case_type", states.CASE_TYPES),
    one_of("track", states.TRACKS),
    one_of("channel", states.CHANNELS),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("position", Integer, nullable=False),  # 1-based order in the case, never used twice
    Column("name", LargeBinary),  # sealed; null once purged
    Column("name_hash", LargeBinary),  # keyed hash within the case
    Column("declared_kind", Text),
    Column("state", Text, nullable=False),
    Column("sha256", Text),  # lower-case hex
    Column("size", BigInteger),  # bytes
    Column("media_type", Text),
    Column("round", Integer, nullable=False),  # the case's, when it came
    Column("replaces", ForeignKey("uploads.id")),
    Column("incoming_key", Text),  # where a presigned form puts its bytes
    now(),
    time("received_at"),
    UniqueConstraint("case_id", "position"),
    Index(  # a name stands for one upload a round
        "uploads_name_idx",
        "case_id",
        "round",
        "name_hash",
        unique=True,
        postgresql_where=text("state in ('expected', 'received')"),
    ),
    Index("uploads_sha256_idx", "sha256", postgresql_where=text("sha256 is not null")),
    Index(
        "uploads_expected_idx", "created_at", postgresql_where=text("state = 'expected'")
    ),  # forms that were never used
    state_of(states.UPLOAD),
    CheckConstraint("state = 'expected' or state = 'removed' or sha256 is not null", name="bytes"),
)

readings = Table(
    "readings",
    metadata,
    Column("sha256", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("page_count", Integer),  # known once the first slice was read
    Column("pages_done", Integer, nullable=False, server_default="0"),
    Column("error_code", Text),  # of extractors.errors, where the upload cannot be read
    Column("seconds", Double, nullable=False, server_default="0"),  # all slices together
    now(),
    time("done_at"),
    PrimaryKeyConstraint("sha256", "reader"),
    Index("readings_due_idx", "created_at", postgresql_where=text("state = 'due'")),
    state_of(states.READING),
)

work = Table(
    "work",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("case_id", ForeignKey(cases.c.id)),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),  # counted before an attempt starts
    Column("failures", Integer, nullable=False, server_default="0"),  # how often the work itself was to blame
    Column("most_failures", Integer, nullable=False),
    Column("most_attempts", Integer, nullable=False),
    now("due_at"),
    now("send_at"),  # when to say "look" (again)
    Column("lease_owner", Text),
    time("lease_until"),
    Column("reason", Text),  # a code: why it was put back, quarantined or dropped
    now(),
    time("done_at"),
    Column(  # of whoever caused it, by the transaction that added it
        "request_id",
        Text,
        nullable=False,
        server_default=text("coalesce(current_setting('yushen.request_id', true), '')"),
    ),
    UniqueConstraint("kind", "subject"),
    Index("work_due_idx", "queue", "due_at", postgresql_where=text("state = 'due'")),
    Index("work_send_idx", "send_at", postgresql_where=text("state = 'due'")),
    Index("work_lease_idx", "lease_until", postgresql_where=text("state = 'leased'")),
    Index("work_quarantined_idx", "created_at", postgresql_where=text("state = 'quarantined'")),
    Index("work_case_idx", "case_id", postgresql_where=text("case_id is not null")),
    state_of(states.WORK),
    one_of("kind", states.WORK_KINDS),
    CheckConstraint(
        "(state = 'leased') = (lease_owner is not null) and (state = 'leased') = (lease_until is not null)",
        name="lease",
    ),
)

reading_slices = Table(
    "reading_slices",
    metadata,
    Column("sha256", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("first", Integer, nullable=False),  # 1-based
    Column("last", Integer, nullable=False),  # inclusive; of the first slice, how far it may go
    Column("state", Text, nullable=False),
    Column("pages_done", Integer, nullable=False, server_default="0"),
    Column("work_id", ForeignKey(work.c.id, ondelete="SET NULL"), index=True),  # null once settled work was swept away
    PrimaryKeyConstraint("sha256", "reader", "first"),
    ForeignKeyConstraint(["sha256", "reader"], ["readings.sha256", "readings.reader"]),
    state_of(states.SLICE),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("number", Integer, nullable=False),  # 1-based in its case
    Column("judge_no", Integer, nullable=False),
    Column("disposition", Text, nullable=False),
    Column("findings", JSONB, nullable=False),  # [{code, outcome, severity, rule, cause?}]
    Column("as_of", Date, nullable=False),
    Column("program", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("models", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("registry_version", Text, nullable=False),
    Column("calibration", Text, nullable=False),
    Column("blobs", JSONB, nullable=False),  # {json, html, pdf, notice_html, notice_txt: key}; {} once purged
    Column("pages", Integer, nullable=False),
    Column("corrections", Integer, nullable=False, server_default="0"),  # how many changes by reviewers it counts
    Column("documents", JSONB, nullable=False, server_default="[]"),  # facts that samples are drawn by: no names
    now(),
    time("superseded_at"),
    UniqueConstraint("case_id", "number"),
    UniqueConstraint("case_id", "judge_no"),  # one judging gives one verdict, however often its message comes
    Index("verdicts_current_idx", "case_id", unique=True, postgresql_where=text("superseded_at is null")),
    Index("verdicts_created_at_idx", "created_at"),
)

events = Table(
    "events",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # given by the trigger, under the case's lock
    Column("case_id", Uuid),  # no foreign key: the log outlives what it tells of
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("previous", LargeBinary, nullable=False),  # hash of the case's event before; empty for its first
    Column("hash", LargeBinary, nullable=False),
    Index("events_case_id_seq_idx", "case_id", "seq"),
    CheckConstraint("actor ~ '^(system|(client|worker|user):[^|]+)$'", name="actor"),
    CheckConstraint("kind ~ '^[a-z_]+(\\.[a-z_]+)*$'", name="kind"),
)

event_seals = Table(
    "event_seals",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # 1-based, no gaps
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # keyed, so that who owns the database alone cannot write it anew
    now("at"),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("client_id", ForeignKey(clients.c.id), nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("secret", LargeBinary, nullable=False),  # sealed
    Column("events", ARRAY(Text), nullable=False),
    now(),
    time("disabled_at"),
    Column("old_secret", LargeBinary),  # sealed; signs beside the new one until
    time("old_secret_until"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("webhook_id", ForeignKey(webhooks.c.id), nullable=False),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("event", Text, nullable=False),
    Column("payload", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("round", Integer, nullable=False, server_default="0"),  # +1 each time it is sent again by hand
    Column("last_status", Integer),
    Column("last_error", Text),  # a code
    now(),
    time("delivered_at"),
    Index("deliveries_webhook_id_seq_idx", "webhook_id", "seq"),
    Index("deliveries_due_idx", "webhook_id", "case_id", "seq", postgresql_where=text("state = 'due'")),
    Index("deliveries_case_id_idx", "case_id"),
    state_of(states.DELIVERY),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("client_id", ForeignKey(clients.c.id), nullable=False),
    Column("key", Text, nullable=False),
    Column("request_hash", LargeBinary, nullable=False),
    Column("status", Integer),  # null while the first request is under way
    Column("response", LargeBinary),  # sealed
    now(),
    PrimaryKeyConstraint("client_id", "key"),
    Index("idempotency_created_at_idx", "created_at"),
)

registry_versions = Table(
    "registry_versions",
    metadata,
    Column("version", Text, primary_key=True),
    Column("blob", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    now("imported_at"),
    time("active_from"),
)

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    now("first_seen"),
    time("active_from"),
    Column("activated_by", Text),
    PrimaryKeyConstraint("name", "version"),
)

reader_versions = Table(
    "reader_versions",
    metadata,
    Column("reader", Text, primary_key=True),
    Column("models", Text, nullable=False),
    Column("calibration", Text, nullable=False),
    now("first_seen"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("client_id", ForeignKey(clients.c.id), nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("blob", Text, nullable=False),  # key of what was sent
    Column("size", BigInteger),  # bytes
    Column("rows", Integer),  # known once its manifest was read
    Column("regions", ARRAY(Text)),  # of the key it was made with; null: those of the client
    Column("error_code", Text),
    now(),
    time("done_at"),
    state_of(states.IMPORT),
)

import_rows = Table(
    "import_rows",
    metadata,
    Column("import_id", ForeignKey(imports.c.id), nullable=False),
    Column("row", Integer, nullable=False),  # 1-based
    Column("state", Text, nullable=False),
    Column("case_id", ForeignKey(cases.c.id)),
    Column("problem", JSONB),  # {code, fields}: names, never values
    PrimaryKeyConstraint("import_id", "row"),
    state_of(states.IMPORT_ROW),
)

retention = Table(
    "retention",
    metadata,
    Column("region", Text, primary_key=True),
    Column("keep_days", Integer, nullable=False),
    CheckConstraint("keep_days >= 0", name="keep_days"),
)

SEALED = {
    "cases": ("applicant", "agent"),
    "uploads": ("name",),
    "webhooks": ("secret", "old_secret"),
    "idempotency": ("response",),
}
