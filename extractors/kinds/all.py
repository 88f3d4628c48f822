"""All kinds: a new one is a file beside this one and a line here."""

from __future__ import annotations

from extractors.kinds import (
    admission_record,
    application_form,
    diagnosis_certificate,
    discharge_record,
    exam_report,
    genetic_report,
    id_cards,
    inpatient_front_page,
    insurance_card,
    lab_report,
    medication_record,
    outpatient_record,
    pathology_report,
    plain,
    proxy_authorization,
    unrelated,
)
from extractors.kinds.spec import KindSpec
from extractors.reading import Kind

# Where two titles fit equally the earlier kind counts: 基因检测报告 is a 检测报告 too.
SPECS: tuple[KindSpec, ...] = (
    diagnosis_certificate.SPEC,
    outpatient_record.SPEC,
    admission_record.SPEC,
    discharge_record.SPEC,
    inpatient_front_page.SPEC,
    genetic_report.SPEC,
    pathology_report.SPEC,
    lab_report.SPEC,
    exam_report.SPEC,
    medication_record.SPEC,
    application_form.SPEC,
    proxy_authorization.SPEC,
    id_cards.FRONT,
    id_cards.BACK,
    insurance_card.SPEC,
    unrelated.SPEC,
    plain.PHOTO,
    plain.UNKNOWN,
)
BY_KIND: dict[Kind, KindSpec] = {spec.kind: spec for spec in SPECS}
