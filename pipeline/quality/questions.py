"""What an auditor is asked about a paper: a few fields always, more of them as the plan says."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from uuid import UUID

_RECORDS = ("outpatient_record", "admission_record", "discharge_record", "inpatient_front_page")
_SPECIMENS = ("lab_report", "pathology_report", "genetic_report")
_REPORTS = (*_SPECIMENS, "exam_report")
_INPATIENT = ("admission_record", "discharge_record", "inpatient_front_page")
MEDICAL = ("diagnosis_certificate", *_RECORDS, *_REPORTS, "medication_record")
SEALED_KINDS = (*MEDICAL, "application_form", "proxy_authorization")

Fields = Mapping[str, tuple[str, ...]]
"""Each field with the kinds of paper it is asked of."""
FIELDS: Fields = {
    "hospital": MEDICAL,
    "issue_date": (*MEDICAL, "application_form", "proxy_authorization"),
    "patient.name": (*MEDICAL, "application_form", "id_card_front", "insurance_card"),
    "patient.id_number": ("id_card_front",),
    "diagnoses": ("diagnosis_certificate", *_RECORDS, "pathology_report"),
}
GROUPS: Mapping[str, Fields] = {
    "dates": {
        "date.visit": ("outpatient_record",),
        "date.admission": _INPATIENT,
        "date.discharge": ("discharge_record", "inpatient_front_page"),
        "date.sampled": _SPECIMENS,
        "date.received": _SPECIMENS,
        "date.examined": ("exam_report",),
        "date.valid_from": ("id_card_back",),
        "date.expiry": ("id_card_back",),
    },
    "person": {
        "patient.sex": (*MEDICAL, "application_form", "id_card_front"),
        "patient.age": MEDICAL,
        "patient.birth_date": ("id_card_front", "inpatient_front_page"),
        "patient.number": MEDICAL,
    },
    "physicians": {"physicians": (*MEDICAL, "application_form")},
    "lab_items": {"lab_items": ("lab_report",)},
    "medications": {"medications": ("medication_record", "outpatient_record", "discharge_record")},
}
"""What a plan may ask beyond those, each group at once."""
DATES = frozenset({"issue_date", "patient.birth_date", *GROUPS["dates"]})
SHORT = frozenset({"patient.name", *DATES, *GROUPS["person"]})
"""Fields of a few characters: two of them stand in a row."""
FOR_GOOD = "长期"
"""What an ID card says instead of the day it expires."""
LISTS = ("physicians", "lab_items", "medications")
"""Fields of many lines, each an entry of its own that is compared by itself."""
PERSONAL = frozenset({"physicians", "patient.name", "patient.id_number", *GROUPS["person"]})

THRESHOLD_OF: Mapping[str, str] = {
    "kind": "kind",
    "seal": "seal",
    "hospital": "hospital",
    "patient.name": "name",
    "patient.id_number": "number",
    "patient.number": "number",
    "patient.sex": "attribute",
    "patient.age": "attribute",
    "diagnoses": "diagnosis",
    "physicians": "physician",
    "lab_items": "lab_item",
    "medications": "medication",
    **dict.fromkeys(sorted(DATES), "date"),
}
"""By which of the thresholds a value of each topic is taken."""

EVERY_ROW = 5
"""Of a laboratory report's table each fifth row is copied out, from one that the seed chose: each row has the same
chance, and nobody types forty."""


def asked_of(groups: Collection[str]) -> Fields:
    """All fields of a plan that asks these groups, in the order they are shown."""
    more = {name: kinds for group, fields in GROUPS.items() if group in groups for name, kinds in fields.items()}
    return {**FIELDS, **more}


def first_row(seed: int, item_id: UUID, page: int) -> int:
    """The first row to be copied out of the table on a page, 1 … EVERY_ROW."""
    rank = hashlib.sha256(f"{seed}|{item_id}|{page}".encode()).digest()
    return 1 + int.from_bytes(rank[:8], "big") % EVERY_ROW
