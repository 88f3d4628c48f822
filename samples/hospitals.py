"""Invented hospitals in invented cities, with the near-namesakes real cities have, and the registry of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

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
    split: str
    valid_from: str = "2020-01-01"
    valid_to: str = ""

    @property
    def proper(self) -> bool:
        """Good for every rule of both packs: designated and of level two or above."""
        return self.designated == "yes" and self.level in ("三", "二")

    @property
    def general(self) -> bool:
        """Treats adults of every disease."""
        return not any(word in self.name for word in ("妇幼", "口腔", "精神", "眼科", "康复", "社区", "卫生院"))


CITIES = (
    ("青屿市", "rizhao", "tune", "379811"),
    ("东澜市", "rizhao", "tune", "379826"),
    ("苍岭市", "neimenggu", "tune", "159811"),
    ("白音湖市", "neimenggu", "tune", "159823"),
    ("澄浦市", "rizhao", "report", "379842"),
    ("沐岸市", "rizhao", "report", "379857"),
    ("金帐市", "neimenggu", "report", "159857"),
    ("塔拉诺尔市", "neimenggu", "report", "159864"),
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


def _entries() -> tuple[Hospital, ...]:
    out = []
    for city, region, split, area in CITIES:
        for serial, (suffix, aliases, level, grade_class, designated) in enumerate(PATTERN, 1):

            def fill(text: str, city: str = city) -> str:
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
                    split,
                )
            )
    return tuple(out)


HOSPITALS = _entries()
STRANGERS = {
    ("rizhao", "tune"): "海棠湾市济民医院",
    ("neimenggu", "tune"): "呼和诺尔市同济医院",
    ("rizhao", "report"): "云汀市普爱医院",
    ("neimenggu", "report"): "查干淖尔市博康医院",
}
"""Hospitals that are in no registry: region and split → name."""


def proper_ones(region: str, split: str) -> list[Hospital]:
    """Hospitals of a region and split that no rule objects to."""
    return [h for h in HOSPITALS if h.region == region and h.split == split and h.proper and h.general]


def named(region: str, split: str, suffix: str) -> list[Hospital]:
    """Hospitals of a region and split whose name ends so."""
    return [h for h in HOSPITALS if h.region == region and h.split == split and h.name.endswith(suffix)]


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
