"""What reviewers do with a case: what they say of findings, what they correct, note, decide and hand on."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from storage import states
from storage.columns import metadata, now, one_of, time
from storage.tables import cases, uploads
from storage.tables_users import users

SEALED = {
    "finding_marks": ("reason",),
    "corrections": ("value", "machine", "reason"),
    "notes": ("text",),
    "decisions": ("notice", "remark"),
    "notice_drafts": ("content",),
}
"""Columns that hold what people wrote, sealed: blanked when their case is purged."""


def _seq() -> Column[object]:
    return Column("seq", BigInteger, Identity(always=True), nullable=False, unique=True)  # the newest wins


finding_marks = Table(
    "finding_marks",
    metadata,
    Column("id", Uuid, primary_key=True),
    _seq(),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("verdict_number", Integer, nullable=False),  # the verdict it was said of
    Column("finding_key", Text, nullable=False),  # the same finding has the same key in later verdicts
    Column("code", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("reason", LargeBinary),  # sealed; null: none was given, or purged
    Column("user_id", ForeignKey(users.c.id), nullable=False),
    now("at"),
    Index("finding_marks_case_idx", "case_id", "finding_key", "seq"),
    one_of("mark", states.MARKS),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Uuid, primary_key=True),
    _seq(),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("upload_id", ForeignKey(uploads.c.id), nullable=False),
    Column("page", Integer, nullable=False),  # 1-based
    Column("subject", Text, nullable=False),  # of extractors.corrections
    Column("kind", Text),  # of the document meant, where the page holds several
    Column("value", LargeBinary),  # sealed; null once purged
    Column("machine", LargeBinary),  # sealed: what the machine had read when it was corrected; null: nothing
    Column("to_upload_id", ForeignKey(uploads.c.id)),  # of `document` and `duplicate`: the other page
    Column("to_page", Integer),
    Column("reason", LargeBinary),  # sealed
    Column("user_id", ForeignKey(users.c.id), nullable=False),
    now("at"),
    time("withdrawn_at"),
    Column("withdrawn_by", ForeignKey(users.c.id)),
    Index("corrections_case_idx", "case_id", "seq"),
    CheckConstraint("page > 0", name="page"),
    CheckConstraint("(withdrawn_at is null) = (withdrawn_by is null)", name="withdrawn"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Uuid, primary_key=True),
    _seq(),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("text", LargeBinary),  # sealed; null once purged
    Column("user_id", ForeignKey(users.c.id), nullable=False),
    now("at"),
    Index("notes_case_idx", "case_id", "seq"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("number", Integer, nullable=False),  # 1-based in its case
    Column("decision", Text, nullable=False),
    Column("verdict_number", Integer, nullable=False),  # what the person had before them
    Column("notice", LargeBinary),  # sealed JSON of the notice as it was sent
    Column("remark", LargeBinary),  # sealed; for the office, not for the applicant
    Column("to_user_id", ForeignKey(users.c.id)),  # of pass_on; null: whoever takes it
    Column("user_id", ForeignKey(users.c.id), nullable=False),
    now("at"),
    UniqueConstraint("case_id", "number"),
    Index("decisions_user_idx", "user_id", "at"),
    one_of("decision", states.DECISIONS),
)

notice_drafts = Table(
    "notice_drafts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False, unique=True),  # whoever has the case goes on with it
    Column("verdict_number", Integer, nullable=False),  # what the writer had before them
    Column("content", LargeBinary),  # sealed JSON of the notice as far as it is written; null once purged
    Column("user_id", ForeignKey(users.c.id), nullable=False),
    now("at"),
)

share_links = Table(
    "share_links",
    metadata,
    Column("id", Uuid, primary_key=True),  # with its keyed hash, the link
    Column("case_id", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("verdict_number", Integer, nullable=False),
    Column("made_by", Text, nullable=False),  # actor, as of events
    now(),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    time("revoked_at"),
    Column("opened", Integer, nullable=False, server_default="0"),  # how often it was
)
