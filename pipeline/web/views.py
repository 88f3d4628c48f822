"""Rows → what the API shows of them."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from sqlalchemy import Connection

from extractors.reading import Kind
from pipeline.intake.content import UNKNOWN_TYPE
from pipeline.service import Service
from pipeline.web.models import cases as out
from storage.errors import NotFound
from storage.records import uploads, verdicts
from storage.records.cases import CaseRow
from storage.records.events import Event
from storage.records.uploads import UploadRow
from storage.records.verdicts import VerdictRow
from storage.states import UploadState
from validators.case import CaseType, Channel
from validators.verdict import Disposition

UNREADABLE = out.WarningOut(
    code="unsupported_type",
    zh="无法识别该文件的类型，预审时将无法读取；请改传照片（JPG、PNG、HEIC）或 PDF。",
    en="The type of this file is not known, it will not be readable: please send a picture (JPG, PNG, HEIC) or a PDF.",
)


def case(service: Service, tx: Connection, row: CaseRow) -> out.CaseOut:
    """With its uploads and its current verdict."""
    files = uploads.of_case(tx, row.id, live=False) if row.positions else ()
    current = verdicts.current(tx, row.id) if row.judge_no else None
    shown = [upload(service, file) for file in files if file.state is not UploadState.REMOVED]
    return brief(service, row).model_copy(update={"uploads": shown, "verdict": current and verdict(current)})


def brief(service: Service, row: CaseRow) -> out.CaseOut:
    """As it stands in lists."""
    return out.CaseOut(
        id=row.id,
        case_key=row.case_key,
        region=row.region,
        case_type=CaseType(row.case_type),
        submitted_on=row.submitted_on,
        channel=Channel(row.channel),
        diseases=list(row.diseases),
        state=row.state,
        track=cast("out.Track", row.track),
        round=row.round,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        judged_at=row.judged_at,
        decided_at=row.decided_at,
        legal_hold=row.legal_hold,
        purge_on=row.purge_on,
        links=links(service, row.id),
    )


def links(service: Service, case_id: UUID) -> out.LinksOut:
    own = f"{service.settings.service.public_url}/v1/cases/{case_id}"
    return out.LinksOut(
        self=own,
        uploads=f"{own}/uploads",
        submit=f"{own}:submit",
        progress=f"{own}/progress",
        events=f"{own}/events",
        report=f"{own}/report",
        notice=f"{own}/notice",
        verdicts=f"{own}/verdicts",
        supplements=f"{own}/supplements",
        timeline=f"{own}/timeline",
    )


def upload(service: Service, row: UploadRow) -> out.UploadOut:
    try:
        name = uploads.name(service.vault, row)
    except NotFound:
        name = None
    return out.UploadOut(
        id=row.id,
        position=row.position,
        name=name,
        declared_kind=Kind(row.declared_kind) if row.declared_kind else None,
        state=row.state,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        round=row.round,
        replaces=row.replaces,
        warning=UNREADABLE if row.media_type == UNKNOWN_TYPE and row.sha256 else None,
    )


def verdict(row: VerdictRow) -> out.VerdictOut:
    return out.VerdictOut(
        id=row.id,
        number=row.number,
        disposition=Disposition(row.disposition),
        current=row.current,
        as_of=row.as_of,
        policy=row.policy,
        policy_version=row.policy_version,
        registry_version=row.registry_version,
        reader=row.reader,
        program=row.program,
        pages=row.pages,
        findings=[out.FindingOut.model_validate(finding) for finding in row.findings],
        created_at=row.created_at,
        superseded_at=row.superseded_at,
    )


def event(row: Event) -> out.EventOut:
    """Who acted is told by part, not by name: a reviewer's account is the agency's affair."""
    actor = cast("out.Actor", row.actor.partition(":")[0])
    return out.EventOut(seq=row.seq, at=row.at, kind=row.kind, actor=actor, data=dict(row.data))
