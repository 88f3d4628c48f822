"""Finding codes: stable, public, each with the severity of its failure. New rules add codes, none changes meaning."""

from __future__ import annotations

from validators.verdict import Severity

SEVERITIES: dict[str, Severity] = {
    "stamp_missing": Severity.BLOCKING,
    "stamp_hospital_mismatch": Severity.BLOCKING,
    "stamp_photocopied": Severity.BLOCKING,
    "stamp_kind_wrong": Severity.BLOCKING,
    "report_stale": Severity.BLOCKING,
    "hospital_grade_too_low": Severity.BLOCKING,
    "hospital_not_designated": Severity.BLOCKING,
    "hospital_unknown": Severity.REVIEW,
    "diagnosis_does_not_support_disease": Severity.BLOCKING,
    "required_material_missing": Severity.BLOCKING,
    "application_form_missing": Severity.REVIEW,
    "proxy_authorization_missing": Severity.REVIEW,
    "patient_mismatch": Severity.BLOCKING,
    "id_number_invalid": Severity.REVIEW,
    "id_card_expired": Severity.REVIEW,
    "date_missing": Severity.REVIEW,
    "date_in_future": Severity.REVIEW,
    "date_order_invalid": Severity.REVIEW,
    "physician_title_too_low": Severity.REVIEW,
    "page_missing": Severity.BLOCKING,
    "duplicate_upload": Severity.REVIEW,
    "image_unreadable": Severity.BLOCKING,
    "unrelated_upload": Severity.REVIEW,
    "policy_incomplete": Severity.REVIEW,
    "eligibility_not_met": Severity.REVIEW,
}

MATERIAL_CODES = ("required_material_missing", "application_form_missing", "proxy_authorization_missing")
"""Codes that a requirement may give."""
