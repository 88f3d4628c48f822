# ruff: noqa: E501 - a table
"""The plans of family j: an open zoo of what papers are called and how they are laid out, paper by paper."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
SHORT = {
    "cert": "diagnosis_certificate",
    "out": "outpatient_record",
    "adm": "admission_record",
    "dis": "discharge_record",
    "front": "inpatient_front_page",
    "lab": "lab_report",
    "exam": "exam_report",
    "path": "pathology_report",
    "gene": "genetic_report",
    "med": "medication_record",
    "form": "application_form",
    "idf": "id_card_front",
    "idb": "id_card_back",
    "card": "insurance_card",
    "photo": "photo",
}


def _j(number: int, region: str, diseases: tuple[str, ...], day: str, papers: str, *defects: str, **more: Any) -> Spec:
    listed = tuple(f"{SHORT[kind]}.{layout}" for kind, _, layout in (p.partition(".") for p in papers.split()))
    return Spec(f"j-{number:02d}", "tune", region, diseases, day, defects, family="j", papers=listed, **more)


TENTH = (
    _j(1, R, (CA,), "2026-06-04", "idf.a idb.a card.a cert.sentence dis.a lab.glued exam.imaging path.a"),
    _j(2, R, (HT,), "2026-09-22", "idf.paper card.code cert.grid out.soap lab.letters exam.ecg form.a photo.a"),
    _j(3, N, (HD,), "2026-04-28", "idf.a card.wechat cert.icdtable front.ministry out.dialysis lab.unitvalue lab.gas med.orders"),
    _j(4, N, (CA,), "2026-11-18", "idf.a card.province cert.two adm.surgery out.a path.frozen lab.culture", "stamp_none"),
    _j(5, R, (DM,), "2026-08-11", "idf.paper card.family cert.tcm out.tcm lab.urinalysis lab.twin med.herb form.boxes photo.blue", channel="proxy"),
    _j(6, R, (CA,), "2026-05-20", "idf.both card.alipay cert.english dis.bracket lab.english exam.bilingual path.ihc gene.a", "stamp_other_hospital"),
    _j(7, N, (TX,), "2026-10-27", "idf.a card.book cert.half adm.first out.phone lab.virus lab.qualitative exam.ultrasound"),
    _j(8, R, (RD,), "2026-07-07", "idf.paper card.code cert.stub dis.short lab.method exam.function med.electronic gene.company"),
    _j(9, R, (CA,), "2026-08-25", "idf.a card.province cert.namestamp front.table lab.outside exam.endoscopy path.grid gene.folder"),
    _j(10, R, (HT,), "2026-04-08", "idf.a card.a cert.leave out.emergency lab.cards exam.holter form.single photo.a", "report_old", "something_else"),
    _j(11, N, (CA,), "2026-10-13", "idf.a card.wechat cert.print adm.consult out.follow path.cytology lab.histogram", "junior_physician", "something_else"),
    _j(12, R, (DM,), "2026-07-28", "idf.a idb.paper card.book cert.a out.internet lab.twopanels exam.eye med.chronic form.register photo.blue", "id_expired", "something_else"),
    _j(13, R, (CA,), "2026-03-24", "idf.a card.alipay cert.sentence dis.form lab.before exam.nuclear path.marrow", "age_differs", "something_else"),
    _j(14, N, (HD,), "2026-11-10", "idf.paper card.a cert.stub dis.inout out.namestamp lab.refunit med.register", "leaves_before_arriving", "something_else"),
    _j(15, R, (HT,), "2026-09-01", "idf.a card.family cert.half out.booklet lab.poct lab.stool exam.bedside med.a form.a photo.a"),
    _j(16, R, (CA,), "2026-05-12", "idf.a card.code cert.grid dis.b lab.culturewords exam.phone path.fish", "hospital_low", "page_lost"),
    _j(17, N, (TX,), "2026-09-15", "idf.both card.wechat cert.icdtable adm.history out.soap lab.phone exam.a med.phone"),
    _j(18, R, (RD,), "2026-06-16", "idf.a card.province cert.english adm.a lab.numbered exam.imaging med.cloud med.yellow", "stamp_of_cashier", "report_of_another"),
    _j(19, R, (DM,), "2026-08-04", "idf.a idb.a card.code cert.tcm adm.ticket out.follow lab.sidebyside lab.requested med.herbtable med.red form.boxes photo.a"),
    _j(20, R, (CA,), "2026-05-05", "idf.paper card.book cert.two adm.first out.a lab.a exam.a med.list", "diagnosis_suspected", "sent_twice"),
    _j(21, R, (CA,), "2026-10-20", "idf.a card.alipay cert.leave adm.round front.lines lab.stool exam.ultrasound path.a", "hospital_stranger", "something_else"),
    _j(22, R, ("类风湿关节炎",), "2026-07-14", "idf.a card.a cert.print out.namestamp lab.requested exam.a med.a", "disease_not_in_pack"),
)  # fmt: skip
"""Drawn on demand (`yushen samples make --family j`); every layout of the family is met."""
