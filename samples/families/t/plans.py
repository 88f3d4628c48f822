"""The plans of family t: drawn blind, without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from samples.planning import BOTH, CA, CARDS, DM, FORM, HD, HT, RD, TX, N, R, planner

MANY = {
    1: (*CARDS, "discharge_record.b", "outpatient_record.a", "lab_report.a", "lab_report.b", "exam_report.a",
        "pathology_report.a"),
    2: (*BOTH, "admission_record.a", "outpatient_record.d", "lab_report.d", "lab_report.c", "exam_report.c"),
    3: (*BOTH, "outpatient_record.c", "discharge_record.a", "lab_report.f", "lab_report.b", "exam_report.d",
        "medication_record.a", *FORM),
    4: (*CARDS, "discharge_record.c", "outpatient_record.b", "lab_report.d", "exam_report.b", "pathology_report.b",
        "genetic_report.a"),
    5: (*CARDS, "admission_record.b", "lab_report.e", "lab_report.a", "exam_report.b", "genetic_report.b",
        "pathology_report.a", "medication_record.b"),
    6: (*BOTH, "inpatient_front_page.a", "lab_report.g", "exam_report.c", "exam_report.a", "medication_record.c",
        *FORM),
    7: (*CARDS[:2], "diagnosis_certificate.b", "discharge_record.b", "outpatient_record.a", "lab_report.c",
        "lab_report.f", "exam_report.d", "medication_record.a"),
    8: (*CARDS, "admission_record.c", "discharge_record.a", "outpatient_record.b", "lab_report.e", "exam_report.a",
        "exam_report.c", "pathology_report.b"),
    9: (*CARDS, "inpatient_front_page.b", "outpatient_record.a", "lab_report.a", "lab_report.d", "exam_report.d",
        "pathology_report.a", "genetic_report.a"),
    10: (*CARDS, "discharge_record.a", "lab_report.b", "lab_report.g", "exam_report.b", "pathology_report.b",
         "medication_record.b"),
    11: (*BOTH, "discharge_record.b", "outpatient_record.c", "lab_report.f", "lab_report.d", "exam_report.a"),
    12: (*BOTH[:3], "diagnosis_certificate.e", "discharge_record.c", "outpatient_record.b",
         "lab_report.e", "exam_report.d", "medication_record.c", *FORM),
}  # fmt: skip
"""What they bring, so that each kind of paper is met in most of its layouts."""

_t = planner("t", "report", MANY)
TWENTIETH = (
    _t(1, R, (CA,), "2026-06-23", flavours=("exif",), seed=1901),
    _t(2, N, (HD,), "2026-09-08", flavours=("turned",), seed=502),
    _t(3, R, (DM,), "2026-05-19", flavours=("heic",), seed=503),
    _t(4, N, (CA,), "2026-10-20", flavours=("packet",), seed=2304),
    _t(5, R, (RD,), "2026-07-14", "stamp_other_hospital", "report_old", flavours=("webp",), seed=105),
    _t(6, R, (HT,), "2026-04-21", "hospital_low", "no_form", flavours=("tiff",), seed=1006),
    _t(7, N, (TX,), "2026-11-03", "stamp_copied_on_colour", "no_outpatient_record", seed=207),
    _t(8, N, (CA,), "2026-08-11", "stamp_none", "report_of_another", flavours=("turned",), seed=508),
    _t(9, N, (CA,), "2026-06-02", "junior_physician", "blurred_page", flavours=("digital",), seed=509),
    _t(10, R, ("溃疡性结肠炎",), "2026-09-22", "disease_not_in_pack", "sent_twice", flavours=("exif",), seed=710),
    _t(11, R, (RD,), "2026-03-31", "hospital_stranger", "page_lost", seed=411),
    _t(12, R, (HT,), "2026-10-13", "undated", "something_else", channel="proxy", flavours=("split",), seed=1412),
)  # fmt: skip
