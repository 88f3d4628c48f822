"""Which seals the seventh family's papers bear, and what small stamps lie beside them."""

from __future__ import annotations

import random
from typing import Any

from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

CERTIFICATE = (
    "疾病证明专用章",
    "诊断证明专用章",
    "疾病诊断证明专用章",
    "医疗证明章",
    "门诊诊断证明专用章",
    "诊断证明书专用章",
    "医学诊断证明专用章",
    "病情诊断专用章",
)
RECORD_COPY = ("病历复印专用章", "病案室复印章", "病案科", "病案信息科复印专用章", "病历资料专用章", "病案管理专用章")
LABORATORY = ("检验科", "医学检验科报告专用章", "检验诊断专用章", "检验中心")
IMAGING = {
    "CT": ("放射科诊断专用章", "医学影像中心"),
    "MRI": ("磁共振诊断专用章", "医学影像中心"),
    "MRCP": ("磁共振诊断专用章",),
    "DR": ("放射科", "放射诊断专用章"),
    "超声": ("超声科", "超声诊断专用章"),
    "核医学": ("核医学科",),
    "PET/CT": ("PET/CT中心诊断专用章",),
    "胃镜": ("内镜中心诊断专用章", "消化内镜室"),
    "支气管镜": ("内镜中心诊断专用章",),
}
OUTSIDE = ("恒溯医学检验所", "云序安康医学检验实验室有限公司", "泰衡基因检测技术有限公司", "北辰病理诊断中心")
ELSEWHERE = {("genetic_report", "a"), ("lab_report", "h"), ("pathology_report", "d")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
SOUND = ("clear", "clear", "clear", "banded", "oily", "doubled", "printed")
TIRED = ("clear", "clear", "banded", "patchy", "worn", "faint", "lean", "smeared")


def _of(h: Hospital, purpose: str, words: str, rng: random.Random, shape: str, **how: Any) -> SealSpec:
    """A seal of the hospital, turned and shifted as by a clerk in a hurry."""
    number = ""
    if shape == "round" and rng.random() < 0.5:
        number = f"{rng.randrange(10**12, 10**13)}"
    elif shape in ("round", "oval") and rng.random() < 0.2:
        number = f"（{rng.randint(1, 8)}）"
    how.setdefault("angle", rng.gauss(0, 13))
    flat = shape in ("square", "rectangle")
    away = (rng.uniform(-8, 8), rng.uniform(9, 14)) if flat else (rng.uniform(-2, 15), rng.uniform(-8, 7))
    how.setdefault("offset", away)
    if shape == "round":
        how.setdefault("width", rng.choice((35.0, 38.0, 40.0, 40.0, 42.0, 45.0)))
        how.setdefault("star", purpose == "institution" or rng.random() < 0.5)
    return SealSpec(shape, purpose, h.name, words, number, h.code, **how)


def _doctor(draft: Draft, rng: random.Random, offset: tuple[float, float]) -> SealSpec:
    name = draft.doctors["attending"][0]
    colour = rng.choice(("red", "red", "blue", "purple"))
    return SealSpec("rectangle", "personal_name", name, colour=colour, offset=offset, angle=rng.gauss(0, 6))


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.22:
        out = [_of(h, "institution", "", rng, "round", wear=rng.choice(SOUND))]
    else:
        shape = rng.choice(("round", "round", "round", "oval", "oval", "rectangle", "square"))
        out = [_of(h, "certificate", rng.choice(CERTIFICATE), rng, shape, wear=rng.choice(SOUND))]
    extra = rng.random()
    if extra < 0.25:
        out.append(_doctor(draft, rng, (rng.uniform(-70, -60), rng.uniform(-4, 4))))
    elif extra < 0.4:
        words = rng.choice(("门诊部", "医务部", "护士站", "出入院处"))
        how: dict[str, Any] = {"colour": rng.choice(("blue", "purple")), "angle": rng.gauss(0, 5)}
        out.append(SealSpec("line", "department", "", words, offset=(-86, 5), **how))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.62:
        shape = rng.choice(("round", "oval", "rectangle", "square", "round"))
        out = [_of(h, "record_copy", rng.choice(RECORD_COPY), rng, shape, wear=rng.choice(TIRED))]
        if rng.random() < 0.3:
            words = rng.choice(("复印件与原件一致", "本复印件与原件核对相符", "与原件核对无误"))
            colour = rng.choice(("red", "blue", "purple"))
            how: dict[str, Any] = {"colour": colour, "angle": rng.gauss(0, 5), "offset": (-90, rng.uniform(-4, 4))}
            out.append(SealSpec("line", "copy_matches", "", words, **how))
        return out
    if draft.kind == "discharge_record" and chance > 0.76:
        how = {"status": "partial", "legible": False, "anchor": "rim", "angle": rng.gauss(0, 8), "star": False}
        at = (rng.uniform(6, 11), rng.uniform(-70, -10))
        pages = range(2 if draft.layout == "b" else 1)
        return [_of(h, "record_copy", "病案科", rng, "round", offset=at, page=n, **how) for n in pages]
    return []


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE:
        how: dict[str, Any] = {"width": 40.0, "offset": (4.0, -7.0), "angle": rng.gauss(0, 8)}
        return [SealSpec("round", "department_report", draft.options["outside"], "报告专用章", star=True, **how)]
    if rng.random() < 0.4:
        return []
    words = {
        "lab_report": rng.choice(LABORATORY),
        "pathology_report": rng.choice(("病理科", "病理诊断专用章", "病理报告专用章")),
        "genetic_report": "分子诊断中心报告专用章",
    }.get(draft.kind, "")
    if draft.kind == "exam_report":
        words = rng.choice(IMAGING.get(draft.options["exam"].modality, ("功能检查科",)))
    colour = rng.choice(("red", "red", "red", "red", "blue", "purple"))
    if rng.random() < 0.14:
        usual = {"lab_report": "检验科", "exam_report": "影像科"}.get(draft.kind, "病理科")
        short = words if len(words) <= 5 else usual
        return [SealSpec("line", "department_report", "", short, colour=colour, offset=(8, 0), angle=rng.gauss(0, 5))]
    below = (3, 11) if draft.kind == "lab_report" else (-14, -4)
    how = {"offset": (rng.uniform(2, 14), rng.uniform(*below))}
    shape = rng.choice(("round", "round", "oval", "oval", "square", "rectangle"))
    how["width"] = {"round": 36.0, "oval": 40.0, "square": 25.0, "rectangle": 42.0}[shape]
    return [_of(h, "department_report", words, rng, shape, wear=rng.choice(TIRED), colour=colour, **how)]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.28:
        return [_doctor(draft, rng, (rng.uniform(-4, 6), 7))]
    if chance < 0.46:
        words, shape = rng.choice(("门诊部", "门诊病历专用章", "门诊专用章")), rng.choice(("round", "oval"))
        return [_of(h, "department", words, rng, shape, width=35.0, offset=(rng.uniform(6, 14), rng.uniform(-15, -9)))]
    return []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = []
    if rng.random() < 0.5:
        shape = rng.choice(("oval", "round", "rectangle"))
        where = (rng.uniform(10, 22), rng.uniform(-9, 2))
        out.append(_of(h, "prescription", "处方专用章", rng, shape, width=36.0, offset=where))
    if rng.random() < 0.35:
        words, colour = rng.choice((("现金收讫", "blue"), ("药费已收", "purple"), ("收费已结", "red")))
        out.append(SealSpec("line", "fee", "", words, colour=colour, offset=(24, -60), angle=rng.uniform(-14, 14)))
    return out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    words = rng.choice(("医保办公室", "医疗保障科", "医保管理部", "医保结算专用章", "门诊慢特病专用章"))
    return [_of(h, "insurance_office", words, rng, rng.choice(("round", "round", "oval", "rectangle")), offset=(3, -8))]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(7, 1),
    turned=50,
)
"""The seals of a clean document of the seventh family."""
