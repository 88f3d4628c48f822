"""Laboratory values against thresholds: compared only where the units allow it, else unsure."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from extractors.reading import LabItem
from validators.verdict import Outcome

_BASES: dict[str, tuple[float, str]] = {
    "mol/l": (1, "amount"),
    "mmol/l": (1e-3, "amount"),
    "umol/l": (1e-6, "amount"),
    "nmol/l": (1e-9, "amount"),
    "pmol/l": (1e-12, "amount"),
    "g/l": (1, "mass"),
    "g/dl": (10, "mass"),
    "mg/l": (1e-3, "mass"),
    "mg/dl": (1e-2, "mass"),
    "mg/ml": (1, "mass"),
    "ug/l": (1e-6, "mass"),
    "ug/ml": (1e-3, "mass"),
    "ug/dl": (1e-5, "mass"),
    "ng/l": (1e-9, "mass"),
    "ng/ml": (1e-6, "mass"),
    "ng/dl": (1e-8, "mass"),
    "pg/ml": (1e-9, "mass"),
    "u/l": (1, "activity"),
    "iu/l": (1, "activity"),
    "u/ml": (1e3, "activity"),
    "iu/ml": (1e3, "activity"),
    "copies/ml": (1, "copies"),
    "拷贝/ml": (1, "copies"),
    "10^9/l": (1e9, "cells"),
    "g/24h": (1, "mass a day"),
    "mg/24h": (1e-3, "mass a day"),
    "mg/g": (1e-3, "mass per mass"),
    "ug/mg": (1e-3, "mass per mass"),
    "g/g": (1, "mass per mass"),
    "%": (1e-2, "share"),
    "ml/min/1.73m2": (1, "filtration of a standard body"),
    "ml/min": (1, "filtration"),  # of this body: not comparable with the above
}


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a printed result allows: a number is both ends, "<1.00" is everything below."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


def read_value(text: str) -> Range | None:
    """A printed number, bound ("<1.00", "≥60") or titre ("1:20" is 20); None where it is no number."""
    flat = unicodedata.normalize("NFKC", text).replace(" ", "").replace("≤", "<=").replace("≥", ">=").replace("：", ":")
    flat = re.sub(r"[↑↓*HLhl]+$", "", flat)
    match = re.fullmatch(r"(<=|>=|<|>)?(?:1:)?(\d+(?:\.\d+)?)(?:[x×*]10\^?(\d+)|[eE]\+?(\d+))?", flat)
    if not match:
        return None
    number = float(match[2]) * 10.0 ** int(match[3] or match[4] or 0)
    bounds = {
        "<": Range(-math.inf, number, high_open=True),
        "<=": Range(-math.inf, number),
        ">": Range(number, math.inf, low_open=True),
        ">=": Range(number, math.inf),
    }
    return bounds.get(match[1] or "", Range(number, number))


def normal_unit(text: str) -> str:
    """One spelling for a unit: case, micro signs, powers and the ways to write 1.73 m²."""
    flat = unicodedata.normalize("NFKC", text).lower().replace("μ", "u").replace("µ", "u").replace(" ", "")
    flat = (
        flat.replace("×", "").replace("*", "^").replace("·", "/").replace("^2", "2").replace("(", "").replace(")", "")
    )
    flat = flat.replace("㎡", "m2").replace("平方米", "m2").replace("／", "/")
    if flat in ("10^9/l", "109/l", "x10^9/l", "10e9/l", "g/l×"):
        return "10^9/l"
    return re.sub(r"^ml/min/?1\.73m2?$", "ml/min/1.73m2", flat)


def factor(unit: str, wanted: str) -> float | None:
    """What to multiply a value in `unit` with to have it in `wanted`; None where the two cannot be compared."""
    own, other = normal_unit(unit), normal_unit(wanted)
    if own == other and own:
        return 1.0
    left, right = _BASES.get(own), _BASES.get(other)
    if left is None or right is None or left[1] != right[1]:
        return None
    return left[0] / right[0]


def holds(value: str, unit: str, operator: str, threshold: float, wanted: str) -> Outcome:
    """Does a printed result meet `operator threshold wanted`? Unsure where value or unit allow no answer.

    A titre such as 1:20 carries no unit; thresholds for it are written with the unit "titre".
    """
    found = read_value(value)
    titre = bool(re.search(r"1\s*[:：]\s*\d", value))
    scale = 1.0 if titre and wanted == "titre" else factor(unit, wanted)
    if found is None or scale is None or (titre and wanted != "titre"):
        return Outcome.UNSURE
    scaled = Range(found.low * scale, found.high * scale, found.low_open, found.high_open)
    return _compare(scaled, operator, threshold)


def _compare(found: Range, operator: str, threshold: float) -> Outcome:
    if operator == "<":
        return _below(found, threshold, allow_equal=False)
    if operator == "<=":
        return _below(found, threshold, allow_equal=True)
    if operator in (">", ">="):
        mirrored = Range(-found.high, -found.low, found.high_open, found.low_open)
        return _below(mirrored, -threshold, allow_equal=operator == ">=")
    if math.isclose(found.low, found.high):
        return Outcome.PASS if math.isclose(found.low, threshold) else Outcome.FAIL
    return Outcome.UNSURE if found.low <= threshold <= found.high else Outcome.FAIL


def _below(found: Range, threshold: float, *, allow_equal: bool) -> Outcome:
    if found.high < threshold or (_same(found.high, threshold) and (found.high_open or allow_equal)):
        return Outcome.PASS
    if _same(found.low, threshold):
        return Outcome.UNSURE if allow_equal and not found.low_open else Outcome.FAIL
    return Outcome.FAIL if found.low > threshold else Outcome.UNSURE


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9)


def abnormal(item: LabItem) -> Outcome:
    """Is the result flagged or positive? The sheet's own range decides; without any sign of it: unsure."""
    flat = unicodedata.normalize("NFKC", item.value)
    if "弱阳" in flat or "±" in flat or "可疑" in flat:
        return Outcome.UNSURE
    if item.flag or "阳性" in flat or re.search(r"\(?\+\)?", flat) or "↑" in flat or "↓" in flat:
        return Outcome.PASS
    if "阴性" in flat or re.fullmatch(r"\(?-\)?|未检出|正常", flat.strip()):
        return Outcome.FAIL
    found, limits = (
        read_value(flat),
        re.fullmatch(r"\s*([\d.]+)\s*[-~—–]+\s*([\d.]+)\s*", unicodedata.normalize("NFKC", item.reference)),
    )
    if found is None or limits is None:
        return Outcome.UNSURE
    low, high = float(limits[1]), float(limits[2])
    if low <= found.low and found.high <= high:
        return Outcome.FAIL
    return Outcome.PASS if found.high < low or found.low > high else Outcome.UNSURE
