"""Units of lab results: what a recogniser made of them, decoded against the units that laboratories use.

As printed otherwise: `umol/L` and `μmol/L`, `ml` and `mL` are left as they stand. Only powers of ten are spelled one
way. A prefix is never taken for another (pmol is not μmol).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache

from extractors.fields.lab_values import plain
from extractors.layout.words import listed

_POWER = re.compile(
    r"^[×xX*·.+]{0,2}\s*(?:10|1O|IO|l0)\s*[\^*~'’`°\"\-xX×]?\s*(?:\((?P<b>12|9|6|3)\)|(?P<e>12|9|6|3))\s*[/|1lIV]?\s*"
    r"(?P<per>[LlI1Vt]|[uμµ][LlI1])?\.?$"
)
_SCIENTIFIC = re.compile(r"[×xX*]?(?:10)?[Ee][+^]?0?(12|9|6|3)/?([LlI1]|[uμµ][LlI1])")
_COUNTED = re.compile(r"[×xX*]?10[\^*]?(?P<power>1[0-2]|[3-9])/(?P<per>m[lL]|次|g|[mu]g)")  # of sperm, of copies
_LOST_POWER = re.compile(r"[×xX*]?10(?:[°º'’`^*$§]?/L|[°º][/A][LlI1]?)")
# ×10^{2/L, ×103/L, ×10#/: a power read as no count of a litre's cells is given in
_POWER_MISREAD = re.compile(r"[×xX*]10[^\w/.]{0,2}[23457]?/[LlI1]?|10\^\{?[2457]{1,2}/[LlI1]?")
_BEHIND_RANGE = re.compile(
    r"(?P<range>(?:[<>≤≥]=?\s*\d+(?:\.\d+)?|\d+(?:\.\d+)?\s*[-~—–−〜～至]+\s*\d+(?:\.\d+)?))\s*"
    r"(?P<open>[\[(（]\s*)?(?P<unit>%|[×*]\s*10\S{0,4}/[uμµ]?[Ll]|10\^\d{1,2}/[uμµ]?[Ll]|[A-Za-zμµ][A-Za-zμµ/0-9.²]*)"
    r"(?(open)\s*[\])）])"
)
# What a recogniser makes of a percent sign: two circles, or one, and a stroke.
_PERCENT = re.compile(r"[0oOσº°9][/.]?[0oOºdpanσ%]|[oOº°σ09]|%[0oº]|n0|[\"“”]")
_PERCENT_PERHAPS = re.compile(r"[\dOoσ°lI|/.%]{1,3}")  # of an item that has no other unit
KNOWN = listed(
    """
    g/L U/L IU/L fL pg mmol/L μmol/L nmol/L pmol/L mol/L mg/L mg/dL g/dL ng/mL pg/mL μg/mL μg/L ng/L IU/mL
    mIU/mL mIU/L μIU/mL μU/mL U/mL KU/L RU/mL AU/mL copies/mL mm/h mm/1h mm/60min mL/min S/CO COI μg/dL /μL 个/μL ng/dL
    μg/min mg/g mmHg mOsm/L mEq/L kPa g/24h mg/24h mL/min/1.73m^2 mL/(min·1.73m^2) mmol/24h μmol/24h mU/L mAU/mL
    U/gHb mg/mmol pg/dL s min sec 秒 % ‰ /HPF /LPF /HP /LP 个/HP 个/LP 个/HPF 个/LPF Ratio INR L/L PEIU/mL NCU/mL
    mg/mL kU/L μkat/L μmol/L/h nmol/h/mL ng/mL/h mg/LFEU ng/mLFEU μg/mLFEU ug/mg mg/24hr mL μmol/mol mmol/mol
    拷贝/mL g/g mg/kg 个 分 度 滴度 cm GPLU/mL MPLU/mL CU/mL U/g kIU/L PFU copies copies/μL log10IU/mL
    """
)
# Characters drawn alike, to one form each. `/` is read as a stroke or not at all.
_DRAWN = str.maketrans(
    {"1": "l", "i": "l", "|": "l", "!": "l", "t": "l", "v": "u", "0": "o", "9": "g", "8": "g", "q": "g"}
)
_PREFIXES = frozenset("pnumkdf")
# A unit made of known parts is as printed, whether it is listed or not.
_MADE = re.compile(
    r"[pnumkdf]?(?:g|mol|iu|u|l|eq|osm|kat|cfu|copies|au|ru)/(?:[pnumd]?(?:l|g|mol)|kg|24h|h|min|d|天|日|24小时)"
    r"(?:/(?:h|min|24h|l|g|m2|1\.73m\^?2))?"
)
_NEAR = 0.95  # how far a reading may be from the unit it stands for
_USUAL_NEAR = 1.7  # from the unit its item is usually given in
_PIECE = 3  # characters of a unit that tell it
_MARGIN = 0.5  # and how much farther from the next


def unit(text: str, usual: Collection[str] = ()) -> str:
    """`mmol/L`, `umol/L`, `10^9/L`; an unknown unit as printed. `usual`: the units its item is given in."""
    bare = _bare(text)
    if power := _powerless(bare, usual) or _power(bare):
        return power
    if _PERCENT.fullmatch(bare) or (tuple(usual) == ("%",) and _PERCENT_PERHAPS.fullmatch(bare)):
        return "%"
    spelled = _spelled(bare)
    if spelled in _known():
        faint = (
            re.search(r"[l1I]\.$", plain(text).rstrip()) is not None
        )  # an L of which the stroke and the foot is left
        return _as_printed(bare[:-1] + "L" if faint and bare[-1] in "l1I" else bare, _known()[spelled])
    if _MADE.fullmatch(spelled):
        return bare
    return _decoded(bare, spelled, usual) or _torn(spelled, usual) or bare


def _torn(spelled: str, usual: Collection[str]) -> str:
    """The one unit an item is given in of which this is a piece: mo1/ of μmol/L; "" where it may be several."""
    read = spelled.translate(_DRAWN)
    whole = [word for word in usual if len(read) >= _PIECE and read in _spelled(word).translate(_DRAWN)]
    return whole[0] if len(whole) == 1 else ""


def _power(bare: str) -> str:
    """10*9/L, E+9/L and G/L are 10^9/L; "" where it is no power of ten."""
    if power := _POWER.match(bare):
        return f"10^{power['b'] or power['e']}/{'μL' if (power['per'] or '')[:1] in tuple('uμµ') else 'L'}"
    if scientific := _SCIENTIFIC.fullmatch(bare):
        return f"10^{scientific.group(1)}/{'L' if scientific.group(2) in 'LlI1' else 'μL'}"
    if counted := _COUNTED.fullmatch(bare):
        return f"10^{counted['power']}/{counted['per']}"
    return {"G/L": "10^9/L", "T/L": "10^12/L"}.get(bare, "")


def part_range(text: str) -> tuple[str, str]:
    """A range and the unit printed behind it: `37~54fL` → `37~54`, `fL`; without one as printed and ""."""
    match = _BEHIND_RANGE.fullmatch(text.strip())
    if match is None or not (is_known(unit(match["unit"])) or match["unit"][0] in "%×*"):
        return text, ""
    return match["range"].strip(), match["unit"].strip()


def _powerless(bare: str, usual: Collection[str]) -> str:
    """×10°/L and 10/L with the power its item is given in, if there is but one."""
    powers = {each for each in usual if re.fullmatch(r"10\^\d+/L", each)}
    lost = _LOST_POWER.fullmatch(bare) or _POWER_MISREAD.fullmatch(bare)
    return next(iter(powers)) if len(powers) == 1 and lost else ""


def one_spelling(units: Collection[str]) -> Mapping[str, str]:
    """How the litres of a sheet's units are spelled: as most of them are (a faint L is read as l).

    Millilitres, litres and femtolitres each for themselves: many a sheet prints fl beside 10^9/L.
    """
    found = {each: each for each in units}
    for litre in (r"(?<=/m)[Ll]", r"(?<=/)[Ll]$", r"(?<=^f)[Ll]$"):
        votes = Counter(letter for each in units for letter in re.findall(litre, each))
        most = max(votes, key=lambda letter: (votes[letter], letter == "L"), default="")
        found = {each: re.sub(litre, most, spelled) for each, spelled in found.items()}
    return found


def is_known(text: str) -> bool:
    """Whether a text is a unit without being mended."""
    bare = _bare(text)
    spelled = _spelled(bare)
    powers = (_POWER.match(bare), _LOST_POWER.fullmatch(bare), _SCIENTIFIC.fullmatch(bare), _COUNTED.fullmatch(bare))
    made = any(powers) or _MADE.fullmatch(spelled)
    return bool(made) or spelled in _known()


def _bare(text: str) -> str:
    flat = re.sub(r"\s+", "", plain(text)).replace("µ", "μ").strip(";,。、").removeprefix("+")
    flat = re.sub("^(?:计量)?单位:?(?=.)", "", flat)  # 单位：mIU/L, in the cell itself
    flat = re.sub(
        r"(?<=[A-Za-z])/nL(?=\.?$)", "/mL", re.sub(r"^/[μu]$", "/μL", flat)
    )  # nothing is counted in a nanolitre
    if flat.count("(") == flat.count(")") == 0 or re.fullmatch(r"[\[(][^()\[\]]*[\])]", flat):
        flat = flat.strip("()[]")
    return flat.rstrip(".·") if len(flat) > 1 else flat


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {_spelled(word): word for word in KNOWN}


def _spelled(bare: str) -> str:
    flat = bare.lower().replace("μ", "u").replace("mm/hr", "mm/h").replace("㎡", "m^2")
    flat = re.sub(r"(?<=1[.·、,]73)m(?:2|²|\^2|\*2)?(?=\)?$)|(?<=1[.·、,]73)(?:㎡)", "m^2", flat)
    return re.sub(r"1[·、,]73", "1.73", flat)


def _as_printed(bare: str, word: str) -> str:
    """The unit with its micro and its litres as the sheet spells them; a square metre as NFKC leaves it."""
    if bare in KNOWN:  # KU/L beside kU/L
        return bare
    canonical = word.replace("m^2", "m2") if "m^2" in word and "^" not in bare else word
    if len(canonical) != len(bare):
        return canonical
    kept = {"u": "μ", "l": "L", "L": "l"}
    return "".join(b if kept.get(b) == c else c for b, c in zip(bare, canonical, strict=True))


def _decoded(bare: str, spelled: str, usual: Collection[str]) -> str:
    """The one known unit a reading is near to; "" where there is none, or two."""
    own = {_spelled(word) for word in usual}
    costs = sorted((_distance(spelled, word), word) for word in _known() if abs(len(word) - len(spelled)) <= 2)
    if not costs:
        return ""
    (best, word), (second, _) = costs[0], costs[1] if len(costs) > 1 else (9.0, "")
    if best <= _NEAR and second - best >= _MARGIN and (not own or word in own or best <= _MARGIN):
        return _mended(bare, word)
    near = [(cost, each) for cost, each in costs if each in own]
    if near and near[0][0] <= min(_USUAL_NEAR, 0.4 * len(near[0][1])) and near[0][0] <= best + _MARGIN:
        alone = len(near) == 1 or near[1][0] - near[0][0] >= _MARGIN
        return _mended(bare, near[0][1]) if alone else ""
    return ""


def _mended(bare: str, word: str) -> str:
    """The unit, its micro and its parts of a litre as the sheet spells them: only a small l is read as a stroke."""
    unit_ = _known()[word].replace("m^2", "m2")
    if re.search(r"m[1lI|](?![.L])", bare):
        unit_ = unit_.replace("mL", "ml")
    if re.fullmatch(r"f[1lI|i!]|[/17lI|]?[uμ][1lI|]", bare):
        unit_ = unit_.replace("L", "l")
    micro = unit_.find("μ")
    return unit_.replace("μ", "u", 1) if 0 <= micro <= 1 and bare[micro : micro + 1] == "u" else unit_


@lru_cache(maxsize=4096)
def _distance(read: str, word: str) -> float:
    """How unlike two spellings are: look-alikes cost little, one prefix for another is out of the question."""
    above = [3.0 * min(j, 1) if word[:1] in _PREFIXES else 0.7 * j for j in range(len(word) + 1)]
    for i, a in enumerate(read):
        row = [above[0] + (3.0 if i == 0 and a in _PREFIXES else _dropped(a))]
        for j, b in enumerate(word, 1):
            change = above[j - 1] + _changed(a, b)
            row.append(min(change, above[j] + _dropped(a), row[j - 1] + (0.35 if b == "/" else 0.8)))
            if j >= 2 and a == "v" and word[j - 2 : j] == "l/":  # mmoVL: l/ read as one
                row[j] = min(row[j], above[j - 2] + 0.2)
        above = row
    return above[-1]


def _dropped(char: str) -> float:
    """What a character costs that the unit does not have."""
    return 0.3 if char in ".,·:;'`-_" else 0.8


def _changed(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a in _PREFIXES and b in _PREFIXES:
        return 3.0
    if a > "\u2e7f":
        return 2.0
    if a.translate(_DRAWN) == b.translate(_DRAWN):
        return 0.15
    return 0.25 if b == "/" and a in "17|lij:i!.-" else 0.8
