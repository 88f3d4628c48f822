"""How a drug is taken, told alike however it is written: dose, times and route. 每日三次, 3次/日 and tid are one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_NUMERALS = str.maketrans("一二两三四五六七八九", "1223456789")
_MASS = {"g": 1000.0, "克": 1000.0, "mg": 1.0, "毫克": 1.0, "ug": 0.001, "μg": 0.001, "mcg": 0.001, "微克": 0.001}
_UNITS = {"毫升": "ml", "单位": "u", "iu": "u", "万单位": "wu", "揿": "喷", "吸": "喷"}
_DOSE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>毫克|微克|毫升|万单位|单位|mcg|mg|ug|μg|ml|iu|g|u|克|[片粒丸袋支滴喷揿吸枚包贴瓶])",
    re.IGNORECASE,
)
_LATIN = {"qd": "1/d", "bid": "2/d", "tid": "3/d", "qid": "4/d", "qn": "qn", "qod": "qod", "qw": "1/w", "biw": "2/w"}
_TIMES = (
    (re.compile(r"\b(qd|bid|tid|qid|qn|qod|qw|biw)\b"), "{}"),
    (re.compile(r"q(\d+)h|每(?:隔)?(\d+)(?:个)?小时"), "q{}h"),
    (re.compile(r"隔[日天]"), "qod"),
    (re.compile(r"每?晚|睡前"), "qn"),
    (re.compile(r"(?:每|1)?[日天](\d)次|(\d)次/(?:1)?[日天d]|(\d)/[日天d]"), "{}/d"),
    (re.compile(r"(?:每|1)?周(\d)次|(\d)次/周"), "{}/w"),
    (re.compile(r"必要时|prn|sos"), "prn"),
)
"""How often: what it is written like, and what it is called then; {} is how often."""
_ROUTES = (
    ("po", r"口服|\bpo\b|嚼服|含服"),
    ("drip", r"静滴|静脉滴注|静点|iv\s*gtt|ivdrip"),
    ("sc", r"皮下|\b(?:ih|sc)\b"),
    ("im", r"肌注|肌内|肌肉|\bim\b"),
    ("iv", r"静推|静注|静脉(?:注射|推注)|\biv\b"),
    ("out", r"外用|外涂|涂"),
    ("in", r"吸入|雾化"),
    ("eye", r"滴眼"),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Each part is empty where nothing is said of it."""

    dose: tuple[float, str] | None = None  # mg, or a number of another unit
    times: str = ""  # 3/d, q12h, 1/w, qn, prn
    route: str = ""

    def agrees(self, other: Taken) -> bool:
        """Whether all that is said here is said there as well."""
        return all(
            not mine or mine == theirs
            for mine, theirs in ((self.dose, other.dose), (self.times, other.times), (self.route, other.route))
        )


def taken(text: str) -> Taken:
    """Out of what stands behind a drug's name: `0.5g 口服 每日三次`."""
    flat = unicodedata.normalize("NFKC", text).lower().replace(" / ", "/").translate(_NUMERALS)
    close = re.sub(r"(?<=[^a-z])\s+|\s+(?=[^a-z])", "", flat)
    dose = _DOSE.search(flat)
    often = ((pattern.search(flat) or pattern.search(close), call) for pattern, call in _TIMES)
    times = next((_called(found, call) for found, call in often if found), "")
    route = next((name for name, pattern in _ROUTES if re.search(pattern, flat)), "")
    return Taken(_dose(dose) if dose else None, times, route)


def _dose(found: re.Match[str]) -> tuple[float, str]:
    number, unit = float(found["number"]), found["unit"].lower()
    if unit in _MASS:
        return round(number * _MASS[unit], 6), "mg"
    return number, _UNITS.get(unit, unit)


def _called(found: re.Match[str], call: str) -> str:
    many = next((group for group in found.groups() if group), "")
    return call.format(_LATIN.get(many, many))
