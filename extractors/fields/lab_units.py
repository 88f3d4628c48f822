"""Units of lab results, spelled one way: powers of ten, micro, litre."""

from __future__ import annotations

import re

from extractors.fields.lab_values import plain
from extractors.layout.words import listed

_POWER = re.compile(r"^[×xX*·.]?\s*10\s*[\^*~'’`°\"\-]?\s*(12|9|6|3)\s*[/|]?\s*([LlI1]|[uμµ][LlI1])\.?$")
# What a recogniser makes of a percent sign: two circles, or one, and a stroke.
_PERCENT = re.compile(r"[0oOσº°9][/.]?[0oOºdpanσ%]|[oOº°σ09]|%[0oº]|n0|[\"“”]")
_STROKES = str.maketrans("v:1iμ|", "u/llul")
_KNOWN = {
    word.lower(): word
    for word in listed(
        """
        g/L U/L IU/L fL pg mmol/L μmol/L nmol/L pmol/L mol/L mg/L mg/dL g/dL ng/mL pg/mL μg/mL μg/L ng/L IU/mL
        mIU/mL mIU/L μIU/mL μU/mL U/mL KU/L RU/mL AU/mL copies/mL mm/h mL/min S/CO COI μg/dL /μL 个/μL ng/dL
        μg/min mg/g mmHg mOsm/L mEq/L kPa g/24h mg/24h mL/min/1.73m^2 mL/(min·1.73m^2) mmol/24h μmol/24h mU/L
        U/gHb mg/mmol pg/dL s min
        """
    )
}


def unit(text: str) -> str:
    """`mmol/L`, `μmol/L`, `10^9/L`: powers of ten, micro and litre spelled one way; an unknown unit as printed."""
    bare = (
        re.sub(r"\s+", "", plain(text)).strip("()[],;。.") if "(" not in text[1:] else re.sub(r"\s+", "", plain(text))
    )
    bare = bare.replace("µ", "μ").replace("mo1", "mol").replace("moI", "mol")
    scientific = re.fullmatch(r"E\+?0?(12|9|6|3)/([Ll])", bare)
    power = _POWER.match(bare) or scientific
    if power:
        return f"10^{power.group(1)}/{'L' if power.group(2) in 'LlI1' else 'μL'}"
    if bare in ("G/L", "T/L"):
        return "10^9/L" if bare[0] == "G" else "10^12/L"
    litres = re.sub(r"(?<=/)([mdμu]?)[1Il|]$", r"\1L", bare)
    spelled = litres.lower().replace("mm/hr", "mm/h").replace("㎡", "m^2").replace("m2", "m^2").replace("m²", "m^2")
    if _PERCENT.fullmatch(bare):
        return "%"
    micro = re.sub(r"^u(?=mol|g|iu|u/)|(?<=[/个])u(?=l$)", "μ", spelled)
    return _KNOWN.get(micro) or _alike(micro) or litres


def _alike(spelled: str) -> str:
    """The one known unit that differs only in characters recognisers mix up: V/mL is U/mL, g:L is g/L."""
    drawn = spelled.translate(_STROKES)
    fitting = {word for word in _KNOWN.values() if word.lower().translate(_STROKES) == drawn}
    return fitting.pop() if len(fitting) == 1 else ""
