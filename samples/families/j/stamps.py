"""Which seals the tenth family's papers bear: those of the eighth, save on telephones and where a name is stamped."""

from __future__ import annotations

import random

from samples.families.h.stamps import STAMPS
from samples.papers import Draft
from samples.seals import SealSpec

OUTSIDE = ("金谱医学检验实验室", "宸安基因医学检验所", "康元达医学检验中心有限公司", "佰诺医学检验实验室")
ELSEWHERE = {("genetic_report", "company"), ("genetic_report", "folder"), ("lab_report", "outside")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
SCREENS = {
    *(("lab_report", k) for k in ("phone", "cards")),
    *(("exam_report", k) for k in ("phone",)),
    *(("medication_record", k) for k in ("phone", "cloud")),
    *(("outpatient_record", k) for k in ("phone", "internet")),
    *(("insurance_card", k) for k in ("code", "wechat", "alipay", "province", "family")),
    *(("unrelated", k) for k in ("booking", "payment")),
}
"""Layouts of mini-programs and patients' portals: pictures of the phone's own screen."""
STAMPED = {("diagnosis_certificate", "namestamp"), ("outpatient_record", "namestamp"), ("medication_record", "red")}
"""Layouts that a physician signs with a name seal."""


def seals_j(draft: Draft, rng: random.Random) -> list[SealSpec]:
    """The seals of a clean document of the tenth family."""
    paper = (draft.kind, draft.layout)
    if paper in SCREENS:
        return []
    if paper in ELSEWHERE:
        where = (5.0, -6.0)
        return [
            SealSpec("round", "department_report", draft.options["outside"], "检验检测专用章", star=True, offset=where)
        ]
    seals = [s for s in STAMPS.seals(draft, rng) if s.purpose != "personal_name"]
    if paper in STAMPED:
        role = "prescribing" if draft.kind == "medication_record" else "attending"
        name = draft.doctors.setdefault(role, draft.doctors["attending"])[0]
        shape = rng.choice(("rectangle", "square"))
        seals.append(SealSpec(shape, "personal_name", name, colour=rng.choice(("red", "blue")), anchor="name"))
    return seals
