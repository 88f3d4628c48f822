# ruff: noqa: E501 - tables and drawings read better unbroken
"""Laboratory panels with reference ranges as sheets print them, and plausible values drawn for them."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Test:
    """One measurable: reference range low..high (None: open), decimals printed."""

    name: str
    code: str
    unit: str
    low: float | None
    high: float | None
    decimals: int = 1
    normal: str = ""  # for a qualitative test: its normal result
    fixed: tuple[tuple[str, str], ...] = ()  # results to pick from with their flags: "<1.00", "1:320"
    reference: str = ""  # as printed, where results are fixed


def in_words(name: str, code: str, *results: tuple[str, str], normal: str = "阴性", unit: str = "") -> Test:
    """A test whose results are words or open figures, each with its flag."""
    return Test(name, code, unit, None, None, 0, "", results, normal)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    code: str
    value: str
    unit: str
    reference: str
    flag: str  # H, L, A or ""


PANELS: dict[str, tuple[str, str, tuple[Test, ...]]] = {
    "cbc": ("血细胞分析", "全血", (
        Test("白细胞计数", "WBC", "10^9/L", 3.5, 9.5, 2), Test("红细胞计数", "RBC", "10^12/L", 3.8, 5.1, 2),
        Test("血红蛋白", "HGB", "g/L", 115, 150, 0), Test("红细胞压积", "HCT", "%", 35, 45), Test("血小板计数", "PLT", "10^9/L", 125, 350, 0),
        Test("中性粒细胞百分比", "NEUT%", "%", 40, 75), Test("淋巴细胞百分比", "LYMPH%", "%", 20, 50),
        Test("单核细胞百分比", "MONO%", "%", 3, 10), Test("平均红细胞体积", "MCV", "fL", 82, 100), Test("红细胞分布宽度", "RDW-CV", "%", 11.5, 14.5),
    )),
    "renal": ("肾功能", "血清", (
        Test("尿素", "UREA", "mmol/L", 2.9, 8.2, 2), Test("肌酐", "CREA", "μmol/L", 44, 106, 0), Test("尿酸", "UA", "μmol/L", 155, 357, 0),
        Test("胱抑素C", "CysC", "mg/L", 0.51, 1.09, 2), Test("钾", "K", "mmol/L", 3.5, 5.3, 2), Test("钠", "Na", "mmol/L", 137, 147, 1),
        Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("无机磷", "P", "mmol/L", 0.85, 1.51, 2),
    )),
    "liver": ("肝功能", "血清", (
        Test("丙氨酸氨基转移酶", "ALT", "U/L", 7, 40, 0), Test("天门冬氨酸氨基转移酶", "AST", "U/L", 13, 35, 0), Test("总蛋白", "TP", "g/L", 65, 85),
        Test("白蛋白", "ALB", "g/L", 40, 55), Test("总胆红素", "TBIL", "μmol/L", 3.4, 20.5), Test("直接胆红素", "DBIL", "μmol/L", 0, 6.8),
        Test("碱性磷酸酶", "ALP", "U/L", 45, 125, 0), Test("γ-谷氨酰转移酶", "GGT", "U/L", 7, 45, 0),
    )),
    "glucose": ("糖代谢", "血清", (
        Test("葡萄糖", "GLU", "mmol/L", 3.9, 6.1, 2), Test("糖化血红蛋白", "HbA1c", "%", 4.0, 6.0), Test("空腹胰岛素", "INS", "mIU/L", 2.6, 24.9),
        Test("C肽", "C-P", "ng/mL", 1.1, 4.4, 2),
    )),
    "lipid": ("血脂", "血清", (
        Test("总胆固醇", "TC", "mmol/L", 2.8, 5.2, 2), Test("甘油三酯", "TG", "mmol/L", 0.4, 1.7, 2),
        Test("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.04, 1.55, 2), Test("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 1.5, 3.37, 2),
    )),
    "tumour": ("肿瘤标志物", "血清", (
        Test("癌胚抗原", "CEA", "ng/mL", 0, 5.0, 2), Test("甲胎蛋白", "AFP", "ng/mL", 0, 7.0, 2), Test("糖类抗原125", "CA125", "U/mL", 0, 35),
        Test("糖类抗原19-9", "CA19-9", "U/mL", 0, 27), Test("糖类抗原15-3", "CA15-3", "U/mL", 0, 25), Test("细胞角蛋白19片段", "CYFRA21-1", "ng/mL", 0, 3.3, 2),
    )),
    "urine": ("尿液分析", "尿液", (
        Test("尿比重", "SG", "", 1.003, 1.030, 3), Test("酸碱度", "pH", "", 4.5, 8.0), Test("尿蛋白", "PRO", "", None, None, 0, "阴性(-)"),
        Test("尿葡萄糖", "GLU", "", None, None, 0, "阴性(-)"), Test("尿酮体", "KET", "", None, None, 0, "阴性(-)"),
        Test("尿隐血", "BLD", "", None, None, 0, "阴性(-)"), Test("尿红细胞", "U-RBC", "/μL", 0, 17, 0),
    )),
    "drug": ("血药浓度", "全血", (Test("他克莫司谷浓度", "FK506", "ng/mL", 5, 10), Test("肌酐", "CREA", "μmol/L", 57, 111, 0))),
    "coag": ("凝血功能", "血浆", (
        Test("凝血酶原时间", "PT", "s", 9.4, 12.5), Test("国际标准化比值", "INR", "", 0.8, 1.2, 2), Test("活化部分凝血活酶时间", "APTT", "s", 25.1, 36.5),
        Test("纤维蛋白原", "FIB", "g/L", 2.0, 4.0, 2), Test("D-二聚体", "D-D", "mg/L", 0, 0.55, 2),
    )),
    "enzyme": ("溶酶体酶活性", "干血斑", (
        Test("葡萄糖脑苷脂酶活性", "GBA", "μmol/L/h", 2.4, 20.0, 2), Test("壳三糖酶", "CHIT", "nmol/mL/h", 0, 53.0),
    )),
    "ck": ("心肌酶谱", "血清", (
        Test("肌酸激酶", "CK", "U/L", 50, 310, 0), Test("肌酸激酶同工酶", "CK-MB", "U/L", 0, 24, 0), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 0),
    )),
}  # fmt: skip


def panel_of(key: str) -> tuple[str, str, tuple[Test, ...]]:
    """Title, specimen and tests of a panel."""
    from samples.families.c.panels import PANELS_C  # noqa: PLC0415
    from samples.families.d.panels import PANELS_D  # noqa: PLC0415
    from samples.families.e.panels import PANELS_E  # noqa: PLC0415
    from samples.families.f.panels import PANELS_F  # noqa: PLC0415
    from samples.families.g.panels import PANELS_G  # noqa: PLC0415 - they need Test
    from samples.families.h.panels import PANELS_H  # noqa: PLC0415
    from samples.families.i.panels import PANELS_I  # noqa: PLC0415
    from samples.families.j.panels import PANELS_J  # noqa: PLC0415
    from samples.families.k.panels import PANELS_K  # noqa: PLC0415
    from samples.families.l.panels import PANELS_L  # noqa: PLC0415
    from samples.families.m.panels import PANELS_M  # noqa: PLC0415
    from samples.families.n.panels import PANELS_N  # noqa: PLC0415
    from samples.families.o.panels import PANELS_O  # noqa: PLC0415
    from samples.families.p.panels import PANELS_P  # noqa: PLC0415
    from samples.families.q.panels import PANELS_Q  # noqa: PLC0415
    from samples.families.r.panels import PANELS_R  # noqa: PLC0415
    from samples.families.s.panels import PANELS_S  # noqa: PLC0415
    from samples.families.t.panels import PANELS_T  # noqa: PLC0415

    early = PANELS | PANELS_C | PANELS_D | PANELS_E | PANELS_F
    later = PANELS_G | PANELS_H | PANELS_I | PANELS_J | PANELS_K | PANELS_L | PANELS_M | PANELS_N
    return (early | later | PANELS_O | PANELS_P | PANELS_Q | PANELS_R | PANELS_S | PANELS_T)[key]


def draw_rows(rng: random.Random, panel: str, high: tuple[str, ...], low: tuple[str, ...]) -> list[Row]:
    """A panel's rows: the codes in `high` and `low` fall outside their range, others now and then."""
    return [_row(rng, test, high, low) for test in panel_of(panel)[2]]


def _row(rng: random.Random, test: Test, high: tuple[str, ...], low: tuple[str, ...]) -> Row:
    if test.fixed:
        odd = [f for f in test.fixed if f[1] in ("H", "A", "L")] if test.code in high + low else []
        value_, flag_ = rng.choice(odd or test.fixed)
        return Row(test.name, printed_code(test), value_, test.unit, test.reference, flag_)
    if test.normal:
        found = test.code in high
        return Row(
            test.name, printed_code(test), "阳性(2+)" if found else test.normal, test.unit, "阴性", "A" if found else ""
        )
    bottom, top = test.low or 0.0, test.high or 0.0
    width = top - bottom
    if test.code in high:
        value = top + width * rng.uniform(0.15, 1.3)
    elif test.code in low:
        value = max(bottom * rng.uniform(0.55, 0.92), 0.1)
    else:
        value = bottom + width * rng.uniform(0.12, 0.88)
    printed = f"{value:.{test.decimals}f}"
    seen = float(printed)
    flag = "H" if seen > top else "L" if seen < bottom else ""
    reference = (
        f"<{top:g}" if not bottom and rng.random() < 0.3 and seen != top else f"{_g(bottom, test)}-{_g(top, test)}"
    )
    return Row(test.name, printed_code(test), printed, test.unit, reference, flag)


WITH_A_TWO = ("CO2", "TCO2", "PO2", "PCO2", "SO2", "VB12", "CA242", "E2", "HPV52")
"""Codes whose final 2 is their own."""


def printed_code(test: Test) -> str:
    """The code as sheets print it: panels that share a code tell theirs apart by a final 2."""
    return test.code.removesuffix("2") if test.code not in WITH_A_TWO else test.code


def _g(value: float, test: Test) -> str:
    return f"{value:.{test.decimals}f}" if test.decimals in (1, 2, 3) and value != int(value) else f"{value:g}"
