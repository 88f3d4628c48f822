"""Further ways to print a value: what the fourth family's layouts need beside those of papers.py. No randomness."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from samples.marks import Mark
from samples.panels import Row
from samples.people import Person

Maker = Callable[..., Mark | str]
"""(key, text, value or None) → a mark, or "" where there is nothing to print."""

DATE_STYLES_D: dict[str, Callable[[dt.datetime], str]] = {
    "spaced": lambda d: f"{d.year} 年 {d.month:02d} 月 {d.day:02d} 日",
    "wide": lambda d: f"{d.year}年 {d.month}月 {d.day}日",
    "slash0": lambda d: f"{d:%Y/%m/%d}",
    "short": lambda d: f"{d:%y-%m-%d}",
    "shortdot": lambda d: f"{d:%y.%m.%d}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "dot1": lambda d: f"{d.year}.{d.month}.{d.day}",
    "iso1": lambda d: f"{d.year}-{d.month}-{d.day}",
}

PLAIN_STYLES_D = ("spaced", "wide", "slash0", "dot1", "iso1")
"""Those that suit any paper; two-digit years and bare digits are for what machines print."""
STEPS = (("10^12", "10¹²"), ("10^9", "10⁹"))


def clock(when: dt.datetime, style: bool | str) -> str:
    """The time after a date: "" for none, 8:05 for True, else by a strftime pattern; "s" adds invented seconds."""
    if style is True:
        return f" {when:%H:%M}"
    if style == "s":
        return f" {when:%H:%M}:{(when.minute * 37 + 11) % 60:02d}"
    return f"{when:{style}}" if style else ""


def patient_forms(mark: Callable[[str, str, str | None], Mark], who: Person, age: int) -> dict[str, Mark]:
    """Names set apart, bare ages and dates of birth in other styles."""
    birth, iso = who.birth, f"{who.birth:%Y-%m-%d}"
    apart = f"{who.name[0]} {who.name[1]}" if len(who.name) == 2 else who.name
    return {
        "name_apart": mark("name", apart, who.name),
        "age_bare": mark("age", str(age), str(age)),
        "age_y": mark("age", f"{age} Y", str(age)),
        "age_zh": mark("age", f"{age} 周岁", str(age)),
        "birth_slash": mark("birth_date", f"{birth:%Y/%m/%d}", iso),
        "birth_compact": mark("birth_date", f"{birth:%Y%m%d}", iso),
        "birth_spaced": mark("birth_date", f"{birth.year} 年 {birth.month:02d} 月 {birth.day:02d} 日", iso),
    }


def lab_forms(mark: Maker, row: Row) -> dict[str, Mark | str]:
    """References with dashes of many sorts, powers of ten of many sorts, flags as signs, letters and words."""
    unit = row.unit
    for plain, raised in STEPS:
        unit = unit.replace(plain, raised)
    times = unit.replace("10⁹", "×10⁹").replace("10¹²", "×10¹²")

    def reference(dash: str) -> Mark | str:
        return mark("reference", re.sub(r"(?<=\d)-(?=\d)", dash, row.reference), row.reference)

    return {
        "unit_raised": mark("unit", times, row.unit),
        "unit_e": mark("unit", row.unit.replace("10^", "10E"), row.unit),
        "unit_bare": mark("unit", unit, row.unit),
        "ref_wave": reference("～"),
        "ref_tilde": reference("~"),
        "ref_dashes": reference("--"),
        "ref_em": reference("—"),
        "ref_spaced": reference(" - "),
        "word": mark("flag", {"H": "偏高", "L": "偏低", "A": "异常"}.get(row.flag, ""), row.flag),
        "high_low": mark("flag", {"H": "高", "L": "低", "A": "异"}.get(row.flag, ""), row.flag),
        "double": mark("flag", {"H": "↑↑", "L": "↓↓", "A": "*"}.get(row.flag, ""), row.flag),
        "hl": mark("flag", {"H": "H", "L": "L", "A": "*"}.get(row.flag, ""), row.flag),
    }
