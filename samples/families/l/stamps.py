"""Which seals the twelfth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random
from typing import Any

from samples.drawers import Drawer
from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

SOUND = ("clear", "clear", "clear", "dense", "powdery", "wet", "doubled")
TIRED = ("clear", "dense", "powdery", "striped", "one_sided", "worn", "faint", "smeared")
MANY = ("round", "oval", "oval", "rectangle", "square", "round")

CERTIFICATE = Drawer(
    "certificate",
    (
        "疾病证明专用章",
        "诊断专用章",
        "疾病诊断专用章",
        "医学证明专用章",
        "门诊诊断证明章",
        "诊断证明专用章",
    ),
    ("round", "round", "round", "oval", "oval", "rectangle", "square"),
    SOUND,
)
INSTITUTION = Drawer("institution", ("",), ("round",), SOUND)
COPY = Drawer(
    "record_copy",
    ("病案统计科", "病案复印专用", "病历资料复印章", "病案室复印章", "病案信息科", "病历复制专用章"),
    MANY,
    TIRED,
    ("red", "red", "blue", "purple"),
)
ACROSS = Drawer("record_copy", ("病案信息科",), ("round",), ("clear", "dense"))
LABORATORY = Drawer(
    "department_report",
    ("检验中心", "临床检验科", "检验医学科报告章", "检验报告审核章"),
    MANY,
    TIRED,
    ("red", "blue", "purple", "red"),
    down=(4.0, 10.0),
)
TISSUE = Drawer("department_report", ("病理诊断中心", "病理科诊断报告章"), MANY, TIRED, down=(-12.0, -3.0))
GENES = Drawer("department_report", ("中心实验室",), ("round",), TIRED, down=(-12.0, -3.0))
CLINIC = Drawer("department", ("门诊办公室", "门诊服务部"), ("round", "oval"), TIRED, ("red", "blue"), (13.0, 20.0))
PHARMACY = Drawer(
    "prescription", ("处方专用章", "药剂科发药章"), ("round", "oval", "rectangle"), TIRED, ("red", "blue")
)
INSURANCE = Drawer(
    "insurance_office",
    ("医保办", "医疗保障科", "医疗保险管理科", "慢特病审核专用章", "医保物价科"),
    ("round", "round", "oval", "rectangle"),
    SOUND,
    ("red",),
    (0.0, 7.0),
    (-10.0, -4.0),
)
ROOMS = {
    "CT": ("医学影像中心", "CT室诊断报告章"),
    "CTA": ("医学影像中心",),
    "MRI": ("磁共振科报告专用章",),
    "MRCP": ("磁共振科报告专用章",),
    "CMR": ("医学影像中心",),
    "DR": ("放射影像科",),
    "钼靶": ("乳腺摄影室",),
    "超声": ("超声医学科", "彩超报告专用章"),
    "彩超": ("超声医学科",),
    "心超": ("心脏超声室",),
    "Holter": ("心功能科",),
    "ABPM": ("心功能科",),
    "PET-CT": ("PET中心",),
    "SPECT": ("核医学科诊断章",),
    "肌电图": ("神经电生理室",),
    "VEP": ("神经电生理室",),
    "FFA": ("眼底病中心",),
    "电子喉镜": ("内镜诊疗室",),
}
OUTSIDE = ("湃源医学检验实验室有限公司", "序和医学检验所", "君维基因科技（临床检验）有限公司", "北辰病理诊断中心")
ELSEWHERE = {("genetic_report", "a"), ("genetic_report", "c"), ("lab_report", "e"), ("pathology_report", "c")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
WIDTHS = {"round": 36.0, "oval": 40.0, "square": 26.0, "rectangle": 42.0}
CHECKED = ("与原件相符", "复印件与原件核对一致", "此件系本院病历复印件")


def _row(purpose: str, words: tuple[str, ...], at: tuple[float, float], rng: random.Random) -> SealSpec:
    """A small stamp of one row beside the others."""
    colour, where = rng.choice(("blue", "red", "purple")), (at[0] + rng.uniform(-6, 4), at[1] + rng.uniform(-3, 4))
    angle = rng.gauss(0, 5)
    return SealSpec("line", purpose, "", rng.choice(words), colour=colour, wear="clear", offset=where, angle=angle)


def _name_of(draft: Draft, at: tuple[float, float], rng: random.Random) -> SealSpec:
    """The physician's own seal."""
    shape, colour = rng.choice(("rectangle", "square", "square")), rng.choice(("red", "red", "blue", "purple"))
    where = (at[0] + rng.uniform(-3, 4), at[1] + rng.uniform(-4, 2))
    name = draft.doctors["attending"][0]
    return SealSpec(shape, "personal_name", name, colour=colour, offset=where, angle=rng.gauss(0, 7))


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [(INSTITUTION if rng.random() < 0.17 else CERTIFICATE).take(h, rng)]
    beside = rng.choice(("", "", "name", "row", ""))
    if beside == "name":
        out.append(_name_of(draft, (-68, 0), rng))
    elif beside == "row":
        out.append(_row("department", ("一站式服务中心", "医务处", "已登记", "门诊办"), (-84, 5), rng))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    sort = rng.choice(("copy", "copy", "checked", "none", "across", "none", "copy"))
    if sort == "across" and draft.kind == "discharge_record":  # over the edges of all the pages
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "number": ""}
        at = (rng.uniform(5, 10), rng.uniform(-70, 0))
        return [ACROSS.take(h, rng, offset=at, page=n, **how) for n in range(2 if draft.layout == "b" else 1)]
    if sort in ("none", "across"):
        return []
    out = [COPY.take(h, rng)]
    return [*out, _row("copy_matches", CHECKED, (-90, 1), rng)] if sort == "checked" else out


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE:
        how: dict[str, Any] = {"width": 41.0, "offset": (4.0, -5.0), "angle": rng.gauss(0, 9)}
        name = draft.options["outside"]
        return [SealSpec("round", "department_report", name, "检验报告专用章", star=True, **how)]
    if rng.random() < 0.42:
        return []
    drawer = {"lab_report": LABORATORY, "pathology_report": TISSUE, "genetic_report": GENES}.get(draft.kind)
    if drawer is None:
        words = ROOMS.get(draft.options["exam"].modality, ("检查报告专用章",))
        drawer = Drawer("department_report", words, MANY, TIRED, ("red", "blue", "red", "purple"), down=(-12.0, -3.0))
    shape = rng.choice(drawer.shapes)
    return [drawer.take(h, rng, shape=shape, width=WIDTHS[shape])]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    sort = rng.choice(("name", "clinic", "none", "none", "none"))
    if sort == "name":
        return [_name_of(draft, (3, 7), rng)]
    return [CLINIC.take(h, rng, width=38.0)] if sort == "clinic" else []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [PHARMACY.take(h, rng, width=36.0)] if rng.random() < 0.45 else []
    return [*out, _row("fee", ("收讫", "医保已结算", "已缴费"), (16, -58), rng)] if rng.random() < 0.3 else out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    return [INSURANCE.take(h, rng)]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(7, 0),
    turned=60,
)
"""The seals of a clean document of the twelfth family."""
