"""A blind reading saved: held against what the machine had said, which nobody saw before."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from pipeline.quality import tallying
from pipeline.quality.answer import Answer
from pipeline.quality.compare import compare
from pipeline.quality.machine import machine
from storage.errors import NotFound
from storage.records import cases, comparisons, samples, sampling_plans, second_readings, uploads, verdicts
from storage.records.samples import ItemRow
from storage.records.second_readings import ReadingRow
from storage.records.verdicts import VerdictRow
from validators.codes import SEVERITIES

if TYPE_CHECKING:
    from pipeline.service import Service

OF_DOCUMENTS = frozenset(
    {
        "stamp_missing",
        "stamp_hospital_mismatch",
        "stamp_photocopied",
        "stamp_kind_wrong",
        "report_stale",
        "hospital_grade_too_low",
        "hospital_not_designated",
        "hospital_unknown",
        "patient_mismatch",
        "id_number_invalid",
        "id_card_expired",
        "date_missing",
        "date_in_future",
        "date_order_invalid",
        "physician_title_too_low",
        "page_missing",
        "image_unreadable",
        "unrelated_upload",
    }
)
"""Findings that can be told from one document; all others need the whole case."""
OF_PACKS = frozenset({"policy_incomplete"})
"""What the rules lack is nothing that an auditor could see on paper."""


def codes(item: ItemRow) -> frozenset[str]:
    """Finding codes that the auditor is asked about."""
    return OF_DOCUMENTS if item.document else frozenset(SEVERITIES) - OF_PACKS


def save(service: Service, tx: Connection, reading: ReadingRow, answer: Answer) -> ReadingRow:
    """The answer kept and compared. Raises Conflict if it was saved before, NotFound if the case was purged."""
    item = samples.item(tx, reading.item_id)
    groups = sampling_plans.of_item(tx, item.id).asked
    saved = second_readings.save(tx, service.vault, reading, answer.as_json())
    verdict = verdicts.by_id(tx, item.verdict_id)
    case = cases.get(tx, item.case_id)
    told = machine(report(service, verdict), page_numbers(service, tx, item), item.document)
    asked = codes(item)
    said = replace(told, flags={code: flag for code, flag in told.flags.items() if code in asked})
    registry = service.rulebook.registry()

    def same_hospital(name: str, code: str) -> bool:
        return registry.resolve_text(name, 1.0, case.region, verdict.as_of).code == code

    with tallying.kept(tx, item.id):
        comparisons.add(tx, service.vault, saved.id, compare(answer, said, same_hospital, asked, groups))
    return saved


def report(service: Service, verdict: VerdictRow) -> dict[str, Any]:
    """report.json as it was published. Raises NotFound once it was purged."""
    key = verdict.blobs.get("json")
    stored = None if key is None else service.blobs.get_sealed(key, service.vault)
    if stored is None:
        raise NotFound("the report was purged")
    found: dict[str, Any] = json.loads(stored)
    return found


def page_numbers(service: Service, tx: Connection, item: ItemRow) -> dict[tuple[str, int], int]:
    """(name of the upload, page) → its number among the pages shown."""
    names = {
        row.id: uploads.name(service.vault, row) for row in uploads.of_case(tx, item.case_id, live=False) if row.name
    }
    return {(names[upload], page): number for number, (upload, page) in enumerate(item.pages, 1) if upload in names}


def upload_of(item: ItemRow, number: int) -> tuple[UUID, int]:
    """Upload and page of the `number`th page shown. Raises NotFound."""
    if not 1 <= number <= len(item.pages):
        raise NotFound("there is no such page")
    return item.pages[number - 1]
