"""Invented hospitals in invented cities, with the near-namesakes real cities have, and the registry of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from samples.families.g import hospitals as family_g
from samples.families.h import hospitals as family_h
from samples.families.i import hospitals as family_i
from samples.families.j import hospitals as family_j
from samples.families.k import hospitals as family_k
from samples.families.l import hospitals as family_l
from samples.families.m import hospitals as family_m
from samples.families.n import hospitals as family_n
from samples.families.o import hospitals as family_o
from samples.families.p import hospitals as family_p
from samples.families.q import hospitals as family_q
from samples.families.r import hospitals as family_r
from samples.families.s import hospitals as family_s
from samples.families.t import hospitals as family_t

COLUMNS = (
    "code",
    "name",
    "aliases",
    "level",
    "class",
    "region",
    "designated",
    "valid_from",
    "valid_to",
    "source",
)
SOURCE = "虚构名录（样例）"


@dataclass(frozen=True, slots=True)
class Hospital:
    code: str
    name: str
    aliases: tuple[str, ...]
    level: str  # 三 二 一 未定级, or "" where the entry states none
    grade_class: str  # 甲 乙 丙 or ""
    region: str
    designated: str  # yes, no or "" where the entry says nothing
    city: str
    family: str
    valid_from: str = "2020-01-01"
    valid_to: str = ""

    @property
    def proper(self) -> bool:
        """Good for every rule of both packs: designated and of level two or above."""
        return self.designated == "yes" and self.level in ("三", "二")

    @property
    def general(self) -> bool:
        """Treats adults of every disease."""
        return not any(
            word in self.name for word in ("妇幼", "口腔", "精神", "眼科", "康复", "社区", "卫生院", "传染病")
        )


CITIES = (
    ("青屿市", "rizhao", "a", "379811"),
    ("东澜市", "rizhao", "a", "379826"),
    ("苍岭市", "neimenggu", "a", "159811"),
    ("白音湖市", "neimenggu", "a", "159823"),
    ("澄浦市", "rizhao", "b", "379842"),
    ("沐岸市", "rizhao", "b", "379857"),
    ("金帐市", "neimenggu", "b", "159857"),
    ("塔拉诺尔市", "neimenggu", "b", "159864"),
    ("汐川市", "rizhao", "c", "379868"),
    ("岱阳市", "rizhao", "c", "379873"),
    ("敖伦市", "neimenggu", "c", "159876"),
    ("萨如拉市", "neimenggu", "c", "159881"),
    ("蓬汐市", "rizhao", "d", "379889"),
    ("澜沂市", "rizhao", "d", "379891"),
    ("乌仁图市", "neimenggu", "d", "159826"),
    ("赛罕淖尔市", "neimenggu", "d", "159828"),
    ("峄川市", "rizhao", "e", "379803"),
    ("蓼河市", "rizhao", "e", "379807"),
    ("哈日诺尔市", "neimenggu", "e", "159802"),
    ("宝力根市", "neimenggu", "e", "159806"),
    ("阜澜市", "rizhao", "f", "379814"),
    ("桐汀市", "rizhao", "f", "379817"),
    ("苏木图市", "neimenggu", "f", "159814"),
    ("额尔敦塔拉市", "neimenggu", "f", "159817"),
    *family_g.CITIES,
    *family_h.CITIES,
    *family_i.CITIES,
    *family_j.CITIES,
    *family_k.CITIES,
    *family_l.CITIES,
    *family_m.CITIES,
    *family_n.CITIES,
    *family_o.CITIES,
    *family_p.CITIES,
    *family_q.CITIES,
    *family_r.CITIES,
    *family_s.CITIES,
    *family_t.CITIES,
)
# suffix, aliases, level, class, designated ("{}" is the city, "{-}" the city without 市)
PATTERN: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("{}人民医院", ("{-}医学院附属医院",), "三", "甲", "yes"),
    ("{}第一人民医院", ("{}红十字会医院",), "三", "乙", "yes"),
    ("{}第二人民医院", (), "二", "甲", "yes"),
    ("{}人民医院北湖分院", (), "二", "乙", "yes"),
    ("{}中医医院", ("{}中医院",), "三", "甲", "yes"),
    ("{}妇幼保健院", ("{}妇女儿童医院",), "二", "甲", "yes"),
    ("{}中心医院", ("{}中心医院东院区",), "三", "甲", "yes"),
    ("{}肿瘤医院", (), "三", "", "yes"),
    ("{}城东区人民医院", (), "二", "甲", "yes"),
    ("{}城东社区卫生服务中心", (), "未定级", "", "yes"),
    ("{}柳沟镇卫生院", ("{}柳沟镇中心卫生院",), "一", "甲", "yes"),
    ("{}康泽医院", (), "二", "", "no"),
    ("{}仁安门诊部", (), "未定级", "", "no"),
    ("{}职工医院", (), "", "", "yes"),
)
PATTERN_C: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("{}立医院", ("{-}大学医学院附属{-}医院", "{}立医院南院区"), "三", "甲", "yes"),
    ("{}立第三医院", ("{}红会医院",), "三", "乙", "yes"),
    ("{-}大学第二附属医院", ("{-}大学二附院",), "三", "甲", "yes"),
    ("{-}矿业集团总医院", ("{-}矿务局总医院",), "三", "乙", "yes"),
    ("云山县人民医院", ("云山县医共体总医院",), "二", "甲", "yes"),
    ("云山县第二人民医院", (), "二", "乙", "yes"),
    ("{}人民医院云山县分院", (), "二", "", "yes"),
    ("{}胸科医院", ("{}结核病防治院",), "三", "乙", "yes"),
    ("{}中西医结合医院", ("{}第四人民医院",), "二", "甲", "yes"),
    ("{}传染病医院", (), "二", "甲", "yes"),
    ("{}枫桥街道社区卫生服务中心", (), "未定级", "", "yes"),
    ("云山县石门乡卫生院", ("云山县石门乡中心卫生院",), "一", "乙", "yes"),
    ("{-}颐安医院", ("{-}颐安医院有限公司",), "二", "", "no"),
    ("{-}明德骨科门诊部", (), "未定级", "", "no"),
    ("{-}铁路医院", (), "", "", "yes"),
)
"""The third family's: other words for hospitals. Each city has its own county, so names do not repeat."""
PATTERN_E: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("{-}医科大学附属医院", ("{-}医大附院", "{-}医科大学附属医院滨河院区"), "三", "甲", "yes"),
    ("{-}医科大学附属第二医院", ("{-}医大二院",), "三", "甲", "yes"),
    ("{}中心人民医院", ("{}中心人民医院（{}急救中心）",), "三", "乙", "yes"),
    ("{}第五人民医院", ("{}老年病医院",), "二", "甲", "yes"),
    ("云山县中心医院", ("云山县中心医院新院区", "{-}医科大学附属医院云山县医院"), "三", "乙", "yes"),
    ("云山县中医院", ("云山县中医医院",), "二", "甲", "yes"),
    ("{-}医科大学附属医院云山县分院", (), "二", "乙", "yes"),
    ("{}心脑血管病医院", (), "三", "", "yes"),
    ("{-}煤电集团总医院", ("{-}煤电总医院",), "二", "乙", "yes"),
    ("{}眼科医院", (), "二", "", "yes"),
    ("云山县沙沟镇卫生院", ("云山县沙沟中心卫生院",), "一", "甲", "yes"),
    ("{}新建街道社区卫生服务中心", ("{}新建社区卫生服务中心",), "未定级", "", "yes"),
    ("{-}同仁康复专科医院", ("{-}同仁医院",), "二", "", "no"),
    ("{-}博爱医院", (), "二", "丙", "no"),
    ("{-}第二监狱医院", (), "", "", "yes"),
)
"""The measuring family's: a university's hospitals and their branches, a county with three houses of like names."""
PATTERN_D: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("{}中心人民医院", ("{-}医科大学附属中心医院",), "三", "甲", "yes"),
    ("{-}医科大学附属第一医院", ("{-}医科大学第一临床医学院", "{-}医科大学附属第一医院滨江院区"), "三", "甲", "yes"),
    ("{-}医科大学附属第二医院", ("{-}医大二院",), "三", "甲", "yes"),
    ("{}第五人民医院", ("{}老年病医院",), "三", "乙", "yes"),
    ("{}中医医院", ("{-}中医药大学附属医院",), "三", "甲", "yes"),
    ("{}江滨区人民医院", ("{}江滨区医疗集团总医院",), "二", "甲", "yes"),
    ("{-}港口医院", ("{-}港务局职工医院",), "二", "甲", "yes"),
    ("云山县中心医院", ("云山县人民医院医共体",), "二", "甲", "yes"),
    ("云山县中医院", (), "二", "乙", "yes"),
    ("{-}油田总医院", ("{-}油田职工总医院",), "三", "乙", "yes"),
    ("{}江滨区望海街道社区卫生服务中心", (), "未定级", "", "yes"),
    ("云山县柳树屯镇卫生院", ("云山县柳树屯中心卫生院",), "一", "甲", "yes"),
    ("{-}和美医院", ("{-}和美医院管理有限公司",), "二", "", "no"),
    ("{-}康宁中医门诊部", (), "未定级", "", "no"),
    ("{}机关医院", (), "", "", "yes"),
)
"""The fourth family's: a medical university's hospitals, a county's, those of a port and an oil field."""
PATTERN_F: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("{}总医院", ("{}医疗集团总院", "{}总医院东部院区"), "三", "甲", "yes"),
    ("{-}大学同和医院", ("{-}大学附属同和医院",), "三", "甲", "yes"),
    ("{-}大学同和医院高新分院", (), "二", "甲", "yes"),
    ("{}中医院", ("{-}中医药大学附属中医院",), "三", "甲", "yes"),
    ("{}第三人民医院", ("{}肝病医院",), "三", "乙", "yes"),
    ("{}第四人民医院", ("{}劳动卫生职业病防治院",), "二", "甲", "yes"),
    ("云山县人民医院", ("云山县医疗健康集团总医院", "云山县人民医院城南院区"), "二", "甲", "yes"),
    ("云山县第二中医医院", (), "二", "乙", "yes"),
    ("{}肿瘤防治医院", ("{-}肿瘤研究所附属医院",), "三", "", "yes"),
    ("{-}钢铁公司职工总医院", ("{-}钢铁总医院",), "二", "甲", "yes"),
    ("{}妇幼保健中心", ("{}儿童医院",), "二", "甲", "yes"),
    ("{}河埠头街道社区卫生服务中心", ("河埠头社区卫生服务中心（{}）",), "未定级", "", "yes"),
    ("云山县青石镇中心卫生院", ("云山县人民医院青石分院",), "一", "甲", "yes"),
    ("{-}百康医院", ("{-}百康医院有限公司",), "二", "", "no"),
    ("{-}民生综合门诊部", (), "未定级", "", "no"),
    ("{}疗养院附属医院", (), "", "", "yes"),
)
"""The sixth family's: a medical group, a university's hospital and its branch, namesakes of city and county."""
PATTERNS = {
    "c": PATTERN_C,
    "d": PATTERN_D,
    "e": PATTERN_E,
    "f": PATTERN_F,
    "g": family_g.PATTERN,
    "h": family_h.PATTERN,
    "i": family_i.PATTERN,
    "j": family_j.PATTERN,
    "k": family_k.PATTERN,
    "l": family_l.PATTERN,
    "m": family_m.PATTERN,
    "n": family_n.PATTERN,
    "o": family_o.PATTERN,
    "p": family_p.PATTERN,
    "q": family_q.PATTERN,
    "r": family_r.PATTERN,
    "s": family_s.PATTERN,
    "t": family_t.PATTERN,
}
COUNTIES = {
    "汐川市": "云山县",
    "岱阳市": "棠溪县",
    "敖伦市": "巴彦旗",
    "萨如拉市": "乌兰哈达旗",
    "蓬汐市": "青棠县",
    "澜沂市": "石桥县",
    "乌仁图市": "查干敖包旗",
    "赛罕淖尔市": "白云鄂旗",
    "峄川市": "莲泉县",
    "蓼河市": "平丘县",
    "哈日诺尔市": "额仁塔拉旗",
    "宝力根市": "巴音乌拉旗",
    "阜澜市": "溪石县",
    "桐汀市": "梅埠县",
    "苏木图市": "沙日塔拉旗",
    "额尔敦塔拉市": "哈拉盖图旗",
    **family_g.COUNTIES,
    **family_h.COUNTIES,
    **family_i.COUNTIES,
    **family_j.COUNTIES,
    **family_k.COUNTIES,
    **family_l.COUNTIES,
    **family_m.COUNTIES,
    **family_n.COUNTIES,
    **family_o.COUNTIES,
    **family_p.COUNTIES,
    **family_q.COUNTIES,
    **family_r.COUNTIES,
    **family_s.COUNTIES,
    **family_t.COUNTIES,
}


def _entries() -> tuple[Hospital, ...]:
    out = []
    for city, region, family, area in CITIES:
        pattern = PATTERNS.get(family, PATTERN)
        for serial, (suffix, aliases, level, grade_class, designated) in enumerate(pattern, 1):

            def fill(text: str, city: str = city) -> str:
                text = text.replace("云山县", COUNTIES.get(city, ""))
                return text.replace("{-}", city.removesuffix("市")).replace("{}", city)

            out.append(
                Hospital(
                    f"H{area}{serial * 37:05d}",
                    fill(suffix),
                    tuple(fill(a) for a in aliases),
                    level,
                    grade_class,
                    region,
                    designated,
                    city,
                    family,
                )
            )
    return tuple(out)


HOSPITALS = _entries()
STRANGERS = {
    ("rizhao", "a"): "海棠湾市济民医院",
    ("neimenggu", "a"): "呼和诺尔市同济医院",
    ("rizhao", "b"): "云汀市普爱医院",
    ("neimenggu", "b"): "查干淖尔市博康医院",
    ("rizhao", "c"): "云澜市惠民康复医院",
    ("neimenggu", "c"): "阿木古郎市慈济医院",
    ("rizhao", "d"): "珠澄市德馨医院",
    ("neimenggu", "d"): "宝音图市广济医院",
    ("rizhao", "e"): "丹澜市和平医院",
    ("neimenggu", "e"): "都兰哈拉市安泰医院",
    ("rizhao", "f"): "绮川市慈航医院",
    ("neimenggu", "f"): "浩日沁市康复医院",
    **family_g.STRANGERS,
    **family_h.STRANGERS,
    **family_i.STRANGERS,
    **family_j.STRANGERS,
    **family_k.STRANGERS,
    **family_l.STRANGERS,
    **family_m.STRANGERS,
    **family_n.STRANGERS,
    **family_o.STRANGERS,
    **family_p.STRANGERS,
    **family_q.STRANGERS,
    **family_r.STRANGERS,
    **family_s.STRANGERS,
    **family_t.STRANGERS,
}
"""Hospitals that are in no registry: region and family → name."""


def proper_ones(region: str, family: str) -> list[Hospital]:
    """Hospitals of a region and family that no rule objects to."""
    return [h for h in HOSPITALS if h.region == region and h.family == family and h.proper and h.general]


def odd_ones(region: str, family: str, level: str, designated: str = "yes") -> list[Hospital]:
    """Hospitals of a region and family that a rule objects to: of this level, designated or not."""
    return [h for h in HOSPITALS if (h.region, h.family, h.level, h.designated) == (region, family, level, designated)]


def write_registry(path: Path) -> None:
    """The registry as CSV (UTF-8, one header line)."""
    with path.open("w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(COLUMNS)
        for h in HOSPITALS:
            out.writerow(
                [
                    h.code,
                    h.name,
                    "|".join(h.aliases),
                    h.level,
                    h.grade_class,
                    h.region,
                    h.designated,
                    h.valid_from,
                    h.valid_to,
                    SOURCE,
                ]
            )
