"""What tests of families need to know of each: a table of the families that were drawn blind, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samples.clinical import Profile
from samples.drafting import Spec
from samples.families.f import clinical as clinical_f
from samples.families.f import forms as forms_f
from samples.families.f import mishaps as mishaps_f
from samples.families.f import panels as panels_f
from samples.families.f import plans as plans_f
from samples.families.f import stamps as stamps_f
from samples.families.g import captures as captures_g
from samples.families.g import clinical as clinical_g
from samples.families.g import forms as forms_g
from samples.families.g import mishaps as mishaps_g
from samples.families.g import panels as panels_g
from samples.families.g import plans as plans_g
from samples.families.g import stamps as stamps_g
from samples.families.h import captures as captures_h
from samples.families.h import clinical as clinical_h
from samples.families.h import forms as forms_h
from samples.families.h import mishaps as mishaps_h
from samples.families.h import panels as panels_h
from samples.families.h import plans as plans_h
from samples.families.h import stamps as stamps_h
from samples.families.i import captures as captures_i
from samples.families.i import clinical as clinical_i
from samples.families.i import forms as forms_i
from samples.families.i import mishaps as mishaps_i
from samples.families.i import panels as panels_i
from samples.families.i import plans as plans_i
from samples.families.i import stamps as stamps_i
from samples.families.k import captures as captures_k
from samples.families.k import clinical as clinical_k
from samples.families.k import forms as forms_k
from samples.families.k import mishaps as mishaps_k
from samples.families.k import panels as panels_k
from samples.families.k import plans as plans_k
from samples.families.k import stamps as stamps_k
from samples.families.l import captures as captures_l
from samples.families.l import clinical as clinical_l
from samples.families.l import forms as forms_l
from samples.families.l import mishaps as mishaps_l
from samples.families.l import panels as panels_l
from samples.families.l import plans as plans_l
from samples.families.l import stamps as stamps_l
from samples.families.m import captures as captures_m
from samples.families.m import clinical as clinical_m
from samples.families.m import forms as forms_m
from samples.families.m import mishaps as mishaps_m
from samples.families.m import panels as panels_m
from samples.families.m import plans as plans_m
from samples.families.m import stamps as stamps_m
from samples.families.n import captures as captures_n
from samples.families.n import clinical as clinical_n
from samples.families.n import forms as forms_n
from samples.families.n import mishaps as mishaps_n
from samples.families.n import panels as panels_n
from samples.families.n import plans as plans_n
from samples.families.n import stamps as stamps_n
from samples.families.o import captures as captures_o
from samples.families.o import clinical as clinical_o
from samples.families.o import forms as forms_o
from samples.families.o import mishaps as mishaps_o
from samples.families.o import panels as panels_o
from samples.families.o import plans as plans_o
from samples.families.o import stamps as stamps_o
from samples.families.p import captures as captures_p
from samples.families.p import clinical as clinical_p
from samples.families.p import forms as forms_p
from samples.families.p import mishaps as mishaps_p
from samples.families.p import panels as panels_p
from samples.families.p import plans as plans_p
from samples.families.p import stamps as stamps_p
from samples.families.q import captures as captures_q
from samples.families.q import clinical as clinical_q
from samples.families.q import forms as forms_q
from samples.families.q import mishaps as mishaps_q
from samples.families.q import panels as panels_q
from samples.families.q import plans as plans_q
from samples.families.q import stamps as stamps_q
from samples.families.r import captures as captures_r
from samples.families.r import clinical as clinical_r
from samples.families.r import forms as forms_r
from samples.families.r import mishaps as mishaps_r
from samples.families.r import panels as panels_r
from samples.families.r import plans as plans_r
from samples.families.r import stamps as stamps_r
from samples.families.s import captures as captures_s
from samples.families.s import clinical as clinical_s
from samples.families.s import forms as forms_s
from samples.families.s import mishaps as mishaps_s
from samples.families.s import panels as panels_s
from samples.families.s import plans as plans_s
from samples.families.s import stamps as stamps_s
from samples.families.t import captures as captures_t
from samples.families.t import clinical as clinical_t
from samples.families.t import forms as forms_t
from samples.families.t import mishaps as mishaps_t
from samples.families.t import panels as panels_t
from samples.families.t import plans as plans_t
from samples.families.t import stamps as stamps_t
from samples.handwriting import Pen
from samples.panels import Test
from samples.seals import SealSpec

Paper = tuple[str, str]
"""Kind and layout."""


EACH_KIND = {
    "lab_report": 11,
    "diagnosis_certificate": 10,
    "exam_report": 8,
    **dict.fromkeys(("discharge_record", "outpatient_record"), 6),
    **dict.fromkeys(("admission_record", "medication_record"), 5),
    "pathology_report": 4,
    **dict.fromkeys(("inpatient_front_page", "genetic_report", "application_form", "insurance_card"), 3),
}
"""Layouts a later family has of each kind at least."""


@dataclass(frozen=True)
class Family:
    """One family's tables, and what is promised of them."""

    key: str
    plans: Sequence[Spec]
    before: str  # the family whose codes of findings it has too
    clean: range  # how many cases have no defect
    layouts: int  # at least, in all
    met: int  # at least, in its plans
    each: Mapping[str, int]  # layouts of a kind at least
    screens: Collection[Paper]
    written: Collection[Paper]
    elsewhere: Collection[Paper]
    profiles: Sequence[Profile]
    packs: Mapping[str, str]
    panels: Mapping[str, tuple[str, str, tuple[Test, ...]]]
    out_of_range: tuple[tuple[str, ...], tuple[str, ...]]  # codes to draw too high and too low
    pen: type[Pen]
    mishaps: Mapping[str, Callable[..., Any]]
    hard: Collection[str]
    legible: Collection[str]  # empty: all that are not hard
    names: frozenset[str]  # some of its hospitals, of like names
    worn: Mapping[str, bool]  # states of ink it adds → whether they hold more ink than the mask, or 0.9 of it for f
    seals: Sequence[SealSpec]
    without_medicines: Collection[Paper] = ()  # of the kinds that mostly list them
    small: bool = False  # half as many cases as others: one illness of a sort may do, and not every code is met


def _seals(hospital: str, code: str, *more: SealSpec) -> tuple[SealSpec, ...]:
    return (
        SealSpec("round", "certificate", hospital, "诊断证明专用章", f"{code}0001234", star=True),
        SealSpec("round", "certificate", hospital, "诊断证明专用章"),
        SealSpec("oval", "record_copy", hospital, "病案室", "(2)"),
        SealSpec("square", "department_report", hospital, "放射科"),
        SealSpec("line", "department", "", "门诊办公室", colour="blue"),
        SealSpec("rectangle", "personal_name", "诸葛朗", colour="purple"),
        *more,
    )


FAMILIES = (
    Family(
        "f",
        plans_f.SIXTH,
        before="e",
        clean=range(9, 11),
        layouts=68,
        met=55,
        each={
            **dict.fromkeys(("diagnosis_certificate", "exam_report"), 7),
            "lab_report": 8,
            **dict.fromkeys(("discharge_record", "outpatient_record"), 5),
            **dict.fromkeys(("admission_record", "pathology_report", "medication_record"), 4),
            **dict.fromkeys(("inpatient_front_page", "genetic_report", "application_form"), 3),
            **dict.fromkeys(("proxy_authorization", "insurance_card", "unrelated"), 3),
        },
        screens=(),
        written=(),
        elsewhere=stamps_f.ELSEWHERE_F,
        profiles=clinical_f.PROFILES_F,
        packs=clinical_f.PACKS,
        panels=panels_f.PANELS_F,
        out_of_range=(("GLU0", "Scr", "CEA", "ALT", "CHO"), ("Hb", "Ca++", "HDL")),
        pen=forms_f.PenF,
        mishaps=mishaps_f.MISHAPS_F,
        hard=mishaps_f.HARD_F,
        legible=(),
        names=frozenset({"阜澜市第三人民医院", "阜澜市第四人民医院", "溪石县人民医院", "阜澜大学同和医院高新分院"}),
        worn={"lean": False, "patchy": False, "oily": True},
        seals=_seals(
            "阜澜市总医院",
            "379811",
            SealSpec("round", "fee", "阜澜市总医院", "收费专用", "2026.05.06"),
            SealSpec("rectangle", "department_report", "阜澜市总医院", "检验专用", "2026.05.06"),
            SealSpec("square", "personal_name", "闵诚", colour="purple"),
        ),
    ),
    Family(
        "g",
        plans_g.SEVENTH,
        before="f",
        clean=range(8, 9),
        layouts=55,
        met=55,
        each={
            **dict.fromkeys(("diagnosis_certificate", "exam_report"), 7),
            "lab_report": 9,
            "outpatient_record": 5,
            **dict.fromkeys(("discharge_record", "pathology_report", "medication_record"), 4),
            **dict.fromkeys(("inpatient_front_page", "admission_record", "application_form", "insurance_card"), 3),
        },
        screens=captures_g.SCREENSHOTS,
        written=(),
        elsewhere=stamps_g.ELSEWHERE,
        profiles=clinical_g.PROFILES_G,
        packs=clinical_g.PACKS_G,
        panels=panels_g.PANELS_G,
        out_of_range=(("FBG", "CREA", "CEA", "ALT", "TC"), ("HGB", "Ca", "HDL-C")),
        pen=forms_g.PenG,
        mishaps=mishaps_g.MISHAPS_G,
        hard=mishaps_g.HARD,
        legible=mishaps_g.LEGIBLE,
        names=frozenset({"沂浦市第一中心医院", "沂浦市第二中心医院", "棉湖县总医院", "棉湖县总医院第二分院"}),
        worn={"banded": False, "printed": False},
        seals=_seals("沂浦市第一中心医院", "379831"),
    ),
    Family(
        "h",
        plans_h.EIGHTH,
        before="g",
        clean=range(8, 9),
        layouts=70,
        met=60,
        each={
            "diagnosis_certificate": 8,
            "lab_report": 10,
            "exam_report": 7,
            **dict.fromkeys(("outpatient_record", "medication_record"), 5),
            **dict.fromkeys(("discharge_record", "admission_record", "pathology_report"), 4),
            **dict.fromkeys(("genetic_report", "inpatient_front_page", "application_form", "insurance_card"), 3),
        },
        screens=captures_h.SCREENSHOTS,
        written=captures_h.WRITTEN,
        elsewhere=stamps_h.ELSEWHERE,
        profiles=clinical_h.PROFILES_H,
        packs=clinical_h.PACKS_H,
        panels=panels_h.PANELS_H,
        out_of_range=(("GLU", "CRE", "CEA", "ALT", "TC"), ("Hb", "Ca", "HDL")),
        pen=forms_h.PenH,
        mishaps=mishaps_h.MISHAPS_H,
        hard=mishaps_h.HARD,
        legible=mishaps_h.LEGIBLE,
        names=frozenset({"琴港大学附属医院", "琴港大学附属第三医院", "蔚田县人民医院", "蔚田县第三人民医院"}),
        worn={"wet": True, "lifted": False, "rough": False},
        seals=_seals("琴港大学附属医院", "379844"),
    ),
    Family(
        "i",
        plans_i.NINTH,
        before="h",
        clean=range(8, 9),
        layouts=70,
        met=60,
        each={},
        screens=captures_i.SCREENSHOTS,
        written=captures_i.WRITTEN,
        elsewhere=stamps_i.ELSEWHERE,
        profiles=clinical_i.PROFILES_I,
        packs=clinical_i.PACKS_I,
        panels=panels_i.PANELS_I,
        out_of_range=(("FBG", "SCr", "CEA", "ALT", "hs-TnI"), ("HGB", "K", "ALB")),
        pen=forms_i.PenI,
        mishaps=mishaps_i.MISHAPS_I,
        hard=mishaps_i.HARD,
        legible=mishaps_i.LEGIBLE,
        names=frozenset({"浮岚市立同济医院", "武警棹江总队医院", "麦积滩县医院", "麦积滩县第二医院"}),
        worn={"combed": False, "rolled_off": False, "soaked": True},
        seals=_seals("棹江市立同济医院", "379853"),
    ),
    Family(
        "k",
        plans_k.ELEVENTH,
        before="i",
        clean=range(8, 9),
        layouts=70,
        met=65,
        each={
            "diagnosis_certificate": 10,
            "lab_report": 10,
            "exam_report": 7,
            "outpatient_record": 6,
            **dict.fromkeys(("discharge_record", "admission_record", "medication_record"), 5),
            **dict.fromkeys(("inpatient_front_page", "pathology_report", "insurance_card"), 3),
        },
        screens=captures_k.SCREENSHOTS,
        written=captures_k.WRITTEN,
        elsewhere=stamps_k.ELSEWHERE,
        profiles=clinical_k.PROFILES_K,
        packs=clinical_k.PACKS_K,
        panels=panels_k.PANELS_K,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CA125"), ("HGB", "CA", "HDL-C")),
        pen=forms_k.PenK,
        mishaps=mishaps_k.MISHAPS_K,
        hard=mishaps_k.HARD,
        legible=mishaps_k.LEGIBLE,
        names=frozenset({"砚溪市第六人民医院", "砚溪市第七人民医院", "芦茨县第一人民医院", "芦茨县第一中医医院"}),
        worn={"feathered": False, "hollow": False, "creased": False},
        seals=_seals("砚溪医学院第一附属医院", "379821"),
        without_medicines={("discharge_record", "d")},
    ),
    Family(
        "l",
        plans_l.TWELFTH,
        before="k",
        clean=range(8, 9),
        layouts=70,
        met=68,
        each={
            "diagnosis_certificate": 9,
            "lab_report": 10,
            "exam_report": 7,
            "outpatient_record": 6,
            **dict.fromkeys(("discharge_record", "medication_record"), 5),
            **dict.fromkeys(("admission_record", "pathology_report"), 4),
            **dict.fromkeys(("inpatient_front_page", "genetic_report", "application_form", "insurance_card"), 3),
        },
        screens=captures_l.SCREENSHOTS,
        written=captures_l.WRITTEN,
        elsewhere=stamps_l.ELSEWHERE,
        profiles=clinical_l.PROFILES_L,
        packs=clinical_l.PACKS_L,
        panels=panels_l.PANELS_L,
        out_of_range=(("FPG", "CREA", "TC", "ALT", "CA153"), ("HGB", "CA", "HDL-C")),
        pen=forms_l.PenL,
        mishaps=mishaps_l.MISHAPS_L,
        hard=mishaps_l.HARD,
        legible=mishaps_l.LEGIBLE,
        names=frozenset({"屏岫市中心医院", "屏岫市第一中心医院", "蓼坞县人民医院", "蓼坞县中心医院"}),
        worn={"dense": True, "powdery": False, "striped": False, "one_sided": False},
        seals=_seals("湛埠市第一中心医院", "379871"),
    ),
    Family(
        "m",
        plans_m.THIRTEENTH,
        before="l",
        clean=range(8, 9),
        layouts=74,
        met=68,
        each={
            "diagnosis_certificate": 10,
            "lab_report": 10,
            "exam_report": 7,
            "outpatient_record": 6,
            **dict.fromkeys(("discharge_record", "medication_record"), 5),
            "admission_record": 5,
            "pathology_report": 4,
            **dict.fromkeys(("inpatient_front_page", "genetic_report", "application_form", "insurance_card"), 3),
        },
        screens=captures_m.SCREENSHOTS,
        written=captures_m.WRITTEN,
        elsewhere=stamps_m.ELSEWHERE,
        profiles=clinical_m.PROFILES_M,
        packs=clinical_m.PACKS_M,
        panels=panels_m.PANELS_M,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CEA"), ("HGB", "Ca", "HDL-C")),
        pen=forms_m.PenM,
        mishaps=mishaps_m.MISHAPS_M,
        hard=mishaps_m.HARD,
        legible=mishaps_m.LEGIBLE,
        names=frozenset({"沅岫市第一医院", "沅岫市第一人民医院", "柘泷县人民医院", "柘泷县医院"}),
        worn={"flashed": False, "mottled": False, "skewed": False, "starved": False},
        seals=_seals("槿洲市第一医院", "379843"),
    ),
    Family(
        "n",
        plans_n.FOURTEENTH,
        before="m",
        clean=range(8, 9),
        layouts=76,
        met=70,
        each=EACH_KIND,
        screens=captures_n.SCREENSHOTS,
        written=captures_n.WRITTEN,
        elsewhere=stamps_n.ELSEWHERE,
        profiles=clinical_n.PROFILES_N,
        packs=clinical_n.PACKS_N,
        panels=panels_n.PANELS_N,
        out_of_range=(("GLU", "Scr", "CHOL", "ALT", "CEA"), ("Hb", "Ca", "HDL-C")),
        pen=forms_n.PenN,
        mishaps=mishaps_n.MISHAPS_N,
        hard=mishaps_n.HARD,
        legible=mishaps_n.LEGIBLE,
        names=frozenset(
            {"栌川市第一人民医院", "栌川市第一人民医院城南分院", "栌川市人民医院", "菱荡县人民医院", "泊堰市人民医院"}
        ),
        worn={"crisp": False, "pooled": False, "rolled_on": False, "thin": False},
        seals=_seals("栌川市第一人民医院城南分院", "379847"),
        without_medicines={("discharge_record", "f")},
    ),
    Family(
        "o",
        plans_o.FIFTEENTH,
        before="n",
        clean=range(8, 10),
        layouts=76,
        met=70,
        each=EACH_KIND,
        screens=captures_o.SCREENSHOTS,
        written=captures_o.WRITTEN,
        elsewhere=stamps_o.ELSEWHERE,
        profiles=clinical_o.PROFILES_O,
        packs=clinical_o.PACKS_O,
        panels=panels_o.PANELS_O,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CEA"), ("HGB", "Ca", "HDL-C")),
        pen=forms_o.PenO,
        mishaps=mishaps_o.MISHAPS_O,
        hard=mishaps_o.HARD,
        legible=mishaps_o.LEGIBLE,
        names=frozenset({"汶源市人民医院", "沭南县人民医院", "沭南县第一人民医院", "陵海大学附属医院开发区医院"}),
        worn={"even": False, "tilted": False, "dry": False, "heavy": True},
        seals=_seals("汶源大学附属医院开发区医院", "379854"),
        without_medicines={("discharge_record", "f")},
    ),
    Family(
        "p",
        plans_p.SIXTEENTH,
        before="o",
        clean=range(8, 10),
        layouts=76,
        met=70,
        each=EACH_KIND,
        screens=captures_p.SCREENSHOTS,
        written=captures_p.WRITTEN,
        elsewhere=stamps_p.ELSEWHERE,
        profiles=clinical_p.PROFILES_P,
        packs=clinical_p.PACKS_P,
        panels=panels_p.PANELS_P,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CEA"), ("HGB", "Ca", "HDL-C")),
        pen=forms_p.PenP,
        mishaps=mishaps_p.MISHAPS_P,
        hard=mishaps_p.HARD,
        legible=mishaps_p.LEGIBLE,
        names=frozenset(
            {"沂湖市人民医院", "沂湖市第一人民医院", "沂湖市人民医院滨河分院", "浮来县第二人民医院", "胶岚市同善医院"}
        ),
        worn={"full": False, "dabbed": False, "parched": False, "soaked": True},
        seals=_seals("沂湖市人民医院滨河分院", "379882"),
        without_medicines={("discharge_record", "f")},
    ),
    Family(
        "q",
        plans_q.SEVENTEENTH,
        before="p",
        clean=range(8, 10),
        layouts=76,
        met=70,
        each=EACH_KIND,
        screens=captures_q.SCREENSHOTS,
        written=captures_q.WRITTEN,
        elsewhere=stamps_q.ELSEWHERE,
        profiles=clinical_q.PROFILES_Q,
        packs=clinical_q.PACKS_Q,
        panels=panels_q.PANELS_Q,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CEA"), ("HGB", "Ca", "HDL-C")),
        pen=forms_q.PenQ,
        mishaps=mishaps_q.MISHAPS_Q,
        hard=mishaps_q.HARD,
        legible=mishaps_q.LEGIBLE,
        names=frozenset(
            {"沭宁市第一人民医院", "沭宁市第一人民医院空港分院", "琅台医科大学第一附属医院", "双埠县人民医院"}
        ),
        worn={"firm": False, "blotchy": False, "scant": False, "flooded": True},
        seals=_seals("沭宁市第一人民医院空港分院", "379801"),
        without_medicines={("discharge_record", "e")},
    ),
    Family(
        "r",
        plans_r.EIGHTEENTH,
        before="q",
        clean=range(8, 10),
        layouts=76,
        met=70,
        each=EACH_KIND,
        screens=captures_r.SCREENSHOTS,
        written=captures_r.WRITTEN,
        elsewhere=stamps_r.ELSEWHERE,
        profiles=clinical_r.PROFILES_R,
        packs=clinical_r.PACKS_R,
        panels=panels_r.PANELS_R,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CEA"), ("HGB", "Ca", "HDL-C")),
        pen=forms_r.PenR,
        mishaps=mishaps_r.MISHAPS_R,
        hard=mishaps_r.HARD,
        legible=mishaps_r.LEGIBLE,
        names=frozenset(
            {"浔安市第三人民医院", "浔安市第三人民医院西郊分院", "棣阳大学医学部附属河阴县医院", "河阴县第二人民医院"}
        ),
        worn={"crisp": False, "patchy": False, "thirsty": False, "wet": True},
        seals=_seals("浔安市第三人民医院西郊分院", "379829"),
        without_medicines={("discharge_record", "c")},
    ),
    Family(
        "s",
        plans_s.NINETEENTH,
        before="r",
        clean=range(8, 10),
        layouts=76,
        met=70,
        each=EACH_KIND,
        screens=captures_s.SCREENSHOTS,
        written=captures_s.WRITTEN,
        elsewhere=stamps_s.ELSEWHERE,
        profiles=clinical_s.PROFILES_S,
        packs=clinical_s.PACKS_S,
        panels=panels_s.PANELS_S,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CEA"), ("HGB", "Ca", "HDL-C")),
        pen=forms_s.PenS,
        mishaps=mishaps_s.MISHAPS_S,
        hard=mishaps_s.HARD,
        legible=mishaps_s.LEGIBLE,
        names=frozenset(
            {
                "安岱市第一人民医院",
                "安岱市第一人民医院河西院区",
                "汶崮医学院第三附属医院",
                "郚城县中心医院",
                "郚城县人民医院",
            }
        ),
        worn={"full": False, "tipped": False, "drying": False, "brimming": True},
        seals=_seals("安岱市第一人民医院河西院区", "379806"),
        without_medicines={("discharge_record", "c")},
    ),
    Family(
        "t",
        plans_t.TWENTIETH,
        before="s",
        clean=range(4, 5),
        layouts=40,
        met=40,
        each={
            "lab_report": 7,
            "diagnosis_certificate": 5,
            **dict.fromkeys(("exam_report", "outpatient_record"), 4),
            **dict.fromkeys(("discharge_record", "admission_record", "medication_record"), 3),
        },
        screens=captures_t.SCREENSHOTS,
        written=captures_t.WRITTEN,
        elsewhere=stamps_t.ELSEWHERE,
        profiles=clinical_t.PROFILES_T,
        packs=clinical_t.PACKS_T,
        panels=panels_t.PANELS_T,
        out_of_range=(("GLU", "CREA", "TC", "ALT", "CEA"), ("HGB", "Ca", "HDL-C")),
        pen=forms_t.PenT,
        mishaps=mishaps_t.MISHAPS_T,
        hard=mishaps_t.HARD,
        legible=mishaps_t.LEGIBLE,
        names=frozenset(
            {"澧台市人民医院", "澧台市人民医院北城分院", "澧台市中医医院", "南漪县人民医院", "南漪县中医医院"}
        ),
        worn={"moist": False, "slanted": False, "chalky": False, "overfed": True},
        seals=_seals("澧台市人民医院北城分院", "379816"),
        without_medicines={("outpatient_record", "d")},
        small=True,
    ),
)
