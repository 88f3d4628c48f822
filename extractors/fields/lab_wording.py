"""The name cell of a lab table: name and code parted, and mended where only one item can be meant.

A name is mended by one character at most, and only where the recogniser was unsure of the name; what was read stays in
the item's evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.fields import lab_units
from extractors.fields.lab_names import Analyte, by_code, by_name, key
from extractors.fields.lab_values import plain

_MARKS = "*＊★☆▲△●◆■※·^#、.。|丨"
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、,]\s*|\(\d{1,2}\)\s*|[①-⑳]\s*)(?=[\u4e00-\u9fffA-Za-z])")
_CODE = r"[A-Za-zαβγκλ%][A-Za-z0-9αβγκλμ\-/#%＃.+:&_*']*(?:\([A-Za-z0-9]{1,3}\))?[A-Za-z0-9\-/#%.+]*"
_PARENS = re.compile(
    rf"^(?P<name>[^\n\u4e00-\u9fff]*[\u4e00-\u9fff].*?)\s*[(\[【]\s*(?P<code>{_CODE}|(?!\d+(?:min|h)\b)\d{{1,2}}[A-Za-z(\-][A-Za-z0-9()\-]*)\s*[)\]】]?\s*$"
)
# Only with a space between: HIV抗体 and C肽 are names.
_CODE_FIRST = re.compile(r"^(?P<code>[A-Za-z][A-Za-z0-9\-/#%.+]*)\s+[(\[]?\s*(?P<name>[\u4e00-\u9fff].*?)[)\]]?$")
_CODE_LAST = re.compile(rf"^(?P<name>.*[\u4e00-\u9fff][^\n\u4e00-\u9fff]*?)\s+(?P<code>{_CODE}(?:\s[A-Za-z]{{1,4}})?)$")
_GLUED = re.compile(
    r"^(?P<name>.*[\u4e00-\u9fff)])(?P<code>[A-Z][A-Za-z]*[A-Z][A-Za-z0-9#%\-]*|[A-Z][a-z]{3,}|[a-z]{1,3}[A-Z][A-Za-z]{1,4}\d?)$"
)
_LATIN = re.compile(r"^(?P<name>[A-Za-z][\w\-]{4,})\s+(?P<code>[A-Z][A-Z0-9\-]{1,7})$")
_NO_CODE = re.compile(r"^(?:CA\d.*|Ig[AGMED]\d?|DNA|RNA|mRNA|[A-Za-z]|[IVX]+)$")  # 抗体IgM, 病毒DNA, 胃蛋白酶原Ⅱ
_WIDTH = re.compile(r"宽度-?(?:SD|CV)$")  # by which measure of spread: as much of the name as 标准差
_OF_THE_NAME = re.compile(r"[A-Z]{1,3}-\d")  # 脱乙酰基GL-3: what runs on from the name without a space
_METHOD = re.compile(
    r"C[KXE]D-?EP[I1l|]\S*|MDRD|EPI|IFCC|NGSP|DCCT|E?CLIA|ELISA|CMIA|HPLC|POCT|RIA|IFA|F?PCR", re.IGNORECASE
)
"""What stands in brackets behind a name and is no code of it: by which formula or method it was found."""
_LEAST_UNSURE = 0.95  # a character of a mended name was read with less
_LONG = 4  # characters of a name that is mended by one
_LONGER = 6  # and of one from which a character was lost
_GREEK = {"y": "γ", "Y": "γ", "r": "γ", "v": "γ", "B": "β", "ß": "β", "3": "β", "a": "α"}
_ALIKE_IN_CASE = "cosvwxzpku"  # small letters drawn like their capitals
_ALIKE = str.maketrans("0QDI1|!5$8", "OOOLLLLSSB")


_LEADER = re.compile(r"\s*[-—_.·…]{4,}$")  # dots or dashes that lead from a name to its value
_SAID_TWICE = re.compile(r"(?P<name>[\u4e00-\u9fff].*\((?P<code>[A-Za-z][\w+-]*)\)) ?(?P=code)")  # 钾(K) K


def name_and_code(text: str) -> tuple[str, str]:
    """葡萄糖(GLU), GLU 葡萄糖, 葡萄糖 GLU, 睾酮TESTO → name, code. A star before a name marks mutual recognition."""
    bare = _letters_mended(_NUMBERED.sub("", _bare(text)))
    if key(bare) in by_name() or _LEVEL.search(bare) or _WIDTH.search(bare):
        return _closed(bare), ""
    if twice := _SAID_TWICE.fullmatch(bare):
        return twice["name"], twice["code"]
    known = _known_before_a_code(bare) or _known_behind_a_code(bare)
    if known:
        return known
    for pattern in (_PARENS, _CODE_FIRST, _LATIN):
        found = pattern.match(bare)
        if (
            found
            and not re.fullmatch(r"[A-Z]?", found["name"])
            and found["name"].count("(") == found["name"].count(")")
        ):
            code = found["code"].strip()
            if _METHOD.fullmatch(code) or (pattern is _LATIN and _NO_CODE.match(code)):  # HIV-1 RNA
                break
            return _closed(found["name"]), code[:-1] if code.count(")") > code.count("(") else code
    for pattern in (_CODE_LAST, _GLUED):
        found = pattern.match(bare)
        if found and pattern is _GLUED and _OF_THE_NAME.fullmatch(found["code"]) and not _is_code(found["code"]):
            continue
        if found and not _NO_CODE.match(found["code"]) and len(re.findall(r"[\u4e00-\u9fff]", found["name"])) > 1:
            return _closed(found["name"]), found["code"]
    return _short_and_code(bare) or (_closed(bare), "")


def _is_code(text: str) -> bool:
    return text.upper() in by_code()


def _bare(text: str) -> str:
    """A name cell without the marks around it; the # of a code or of cells is none (EO#, 淋巴细胞#: their count)."""
    flat = re.sub(r"\s+", " ", plain(text)).strip(" ")
    flat = _LEADER.sub("", flat)
    absolute = re.search(r"[A-Za-z胞]#$", flat) is not None
    return flat.strip(_MARKS + " ") + ("#" if absolute else "")


def name_beside(text: str, printed: str) -> str:
    """The name where the code has a column of its own: what stands in brackets is then no code but part of the name.

    糖化血红蛋白(IFCC) beside A1C-IFCC keeps its method; 癌胚抗原(CEA) beside CEA loses its code.
    """
    name, code = name_and_code(text)
    bare = _closed(_letters_mended(_NUMBERED.sub("", plain(text)).strip(_MARKS + " ")))
    remark = bare.endswith(f"({code})") and code.upper() not in by_code() and _drawn(code) != _drawn(printed)
    return bare if code and remark else name


def _letters_mended(name: str) -> str:
    """Letters and digits that only one reading makes sense of: CD4/CDB, 游离轻链K, 他克莫司CO."""
    name = re.sub(r"(?<![A-Za-z])CDB(?![A-Za-z0-9])", "CD8", name)
    name = re.sub(r"(?<![A-Za-z])([ps]|[pt]?C|HC)0(?=[23](?!\d))", r"\1O", name)  # pO2, pCO2, HCO3-
    name = re.sub(r"A[lI|](?=[cC](?![A-Za-z]))", "A1", name)  # HbA1c
    name = re.sub(r"(?<=[\u4e00-\u9fff])a(?=-[\u4e00-\u9fff])", "α", name)  # 酸性a-葡萄糖苷酶
    name = re.sub(r"(?<=轻链)/(?=λ)", "κ/", name)
    name = re.sub(r"(?<=轻链)\s?[Kk](?![A-Za-z])|(?<![A-Za-z])[Kk](?=/λ)", "κ", name)
    name = re.sub(r"(?<![A-Za-z])[Kk](?=轻链)", "κ", name)
    name = re.sub(r"(?:(?<![A-Za-z])[Xx]|入)(?=轻链)", "λ", name)
    name = re.sub(r"(?<=\()C[KXE]D-?EP[I1l|](?=\W|$)", "CKD-EPI", name)
    name = re.sub(r"\([Oo](?=min\))", "(0", name)
    name = re.sub(r"(?<![A-Za-z])S[cC][1I]-?70", "Scl-70", name)
    return re.sub(r"(?<=[素司])(A?)\s?C[Oo]$", r"\1C0", name)


_LEVEL = re.compile(r"[素司]A?C[02]$")  # a drug's level before or two hours after it is taken


def _short_and_code(bare: str) -> tuple[str, str] | None:
    """低密度脂蛋白-CLDL → 低密度脂蛋白-C, LDL: a name that ends in a letter, and a code of what it names."""
    found = re.match(r"(?P<name>(?P<stem>[\u4e00-\u9fff]{4,})-?[A-Z])(?P<code>[A-Z][A-Za-z0-9-]+)$", bare)
    if found is None:
        return None
    listed = by_code().get(found["code"].upper(), ())
    known = any(each.startswith(found["stem"]) for analyte in listed for each in analyte.names)
    return (found["name"], found["code"]) if known else None


def part_unit(text: str) -> tuple[str, str]:
    """尿素(mmol/L) → the name, and the unit that is printed in brackets behind it; "" where none is."""
    found = re.match(r"^(?P<name>.*\S)\s*[(（\[【](?P<unit>[^()（）\[\]【】]+)[)）\]】]\s*$", text)
    if found is None or not lab_units.is_known(found["unit"]) or re.fullmatch(r"[A-Za-z]{1,2}", found["unit"]):
        return text, ""
    if _is_code(found["unit"]):  # 国际标准化比值(INR)
        return text, ""
    return found["name"], found["unit"]


def _known_before_a_code(bare: str) -> tuple[str, str] | None:
    """The longest known name that begins the text, where nothing but a code follows."""
    for end in range(len(bare) - 1, 0, -1):
        analyte = by_name().get(key(bare[:end]))
        if analyte is None:
            continue
        rest = bare[end:].strip()
        inner = re.fullmatch(r"[(\[](.+?)[)\]]?", rest)
        rest = inner[1].strip() if inner else rest
        own = rest.upper() in map(str.upper, analyte.codes)
        if re.match(r"[A-Z]\d?\(", rest):  # 血红蛋白F(HbF)
            return None
        if _METHOD.fullmatch(rest) or (_NO_CODE.match(rest) and not own):  # 抗心磷脂抗体IgG
            return None
        torn = end >= _LONG and re.fullmatch(r"\d?[A-Z][A-Z0-9]*", rest)  # B2MG without its first letter
        if torn or (re.fullmatch(_CODE, rest) and (len(rest) > 1 or own)):
            return _closed(bare[:end]), rest
    return None


def _known_behind_a_code(bare: str) -> tuple[str, str] | None:
    """S/L AST/ALT比值, K钾离子: a known name behind a code, apart from it or behind its own."""
    code = re.match(r"[A-Za-z0-9][A-Za-z0-9()\-#%+/]*(?= )|[A-Za-z][A-Za-z0-9\-#%+]*(?=[\u4e00-\u9fff])", bare)
    if code is None:
        return None
    apart, name = bare[code.end()] == " ", bare[code.end() :].strip()
    remark = _REMARK.search(name)
    analyte = by_name().get(key(name[: remark.start()] if remark else name))
    own = analyte is not None and (apart or code.group().upper() in map(str.upper, analyte.codes))
    return (_closed(name), code.group()) if own else None


_REMARK = re.compile(
    rf"\((?:(?:{_METHOD.pattern})|[\u4e00-\u9fff]+法|[\dOo]+ ?(?:min|h|分钟|小时))\)$"
)  # (酶法), (60min)


def analyte_of(name: str, code: str = "") -> Analyte | None:
    """What is measured, by its name, else by a code that stands for one thing only."""
    found = by_name().get(key(name))
    if found is None and len(code) > 1 and len(by_code().get(code.upper(), ())) == 1:
        return by_code()[code.upper()][0]
    return found


def is_listed(text: str) -> bool:
    """Whether a name cell names an item we know."""
    return analyte_of(*name_and_code(text)) is not None


def mended(name: str, code: str, least: float) -> tuple[str, str]:
    """Name and code as listed, where one item alone can be meant. `least`: confidence of the least sure character."""
    name = _greek(name)
    name = name.replace("0", "O") if key(name.replace("0", "O")) in by_name() else name  # 抗链O
    known = by_name().get(key(name))
    if known is not None:
        return _as_listed(name, known), _code_mended(code, known)
    lost = _of_code(name, code, _one_lost)
    if len(lost) == 1:  # the code says which: 细胞计数 WBC
        return lost[0], code
    if least >= _LEAST_UNSURE or not name:
        return name, code
    ending = re.fullmatch(r"([\u4e00-\u9fff]{2,})([A-Z][a-z]?[+-]?)", name)
    if ending and not code and _of_code(ending[1], ending[2]):  # 神离子K
        name, code = ending[1], ending[2]
    near = _of_code(name, code) or _near(name)
    if len(near) != 1:
        return name, code
    return near[0], _code_mended(code, by_name()[key(near[0])])


def _as_listed(name: str, known: Analyte) -> str:
    """A known name with its look-alikes as listed: 末 for 未, C反应蛋白 for c反应蛋白; a HbA1C stays as printed."""
    spelled = next((each for each in known.names if each == name), None)
    spelled = spelled or next(each for each in known.names if key(each) == key(name))
    if len(spelled) != len(name):
        return name
    wrong = [(read, char) for read, char in zip(name, spelled, strict=True) if read != char]
    return name if any(read.upper() == char.upper() and read not in _ALIKE_IN_CASE for read, char in wrong) else spelled


def _greek(name: str) -> str:
    """y-谷氨酰转移酶 with the letter it is listed with."""
    found = _GREEK.get(name[:1], "") + name[1:]
    return found if len(found) == len(name) and key(found) in by_name() else name


def _of_code(name: str, code: str, near: Callable[[str, str], bool] | None = None) -> list[str]:
    """The names of what the code stands for, from which one character differs."""
    alike = near or _one_wrong
    listed = dict.fromkeys(each for analyte in by_code().get(code.upper(), ()) for each in analyte.names)
    return [each for each in listed if len(each) >= 2 and alike(name, each)]


def _near(name: str) -> list[str]:
    if len(name) < _LONG:
        return []
    listed = [each for analyte in by_name().values() for each in analyte.names]
    found = dict.fromkeys(each for each in listed if _one_wrong(name, each))
    lost = dict.fromkeys(each for each in listed if len(name) >= _LONGER and _one_lost(name, each))
    return list(found or lost)


def _one_wrong(read: str, name: str) -> bool:
    """One Chinese character differs; digits and letters tell items apart and never do."""
    a, b = key(read), key(name)
    if len(a) != len(b):
        return False
    wrong = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(wrong) == 1 and "\u4e00" <= wrong[0][1] <= "\u9fff" and wrong[0][0] not in "%#"


def _one_lost(read: str, name: str) -> bool:
    a, b = key(read), key(name)
    lost = [
        i for i in range(len(b)) if len(a) == len(b) - 1 and "\u4e00" <= b[i] <= "\u9fff" and b[:i] + b[i + 1 :] == a
    ]
    return bool(lost)


def _code_mended(code: str, analyte: Analyte) -> str:
    """E0% is EO%, C02 is CO2: the item's own code that is drawn like what was read."""
    if not code or code.upper() in (each.upper() for each in analyte.codes):
        return code
    drawn = [each for each in analyte.codes if _drawn(each) == _drawn(code)]
    return drawn[0] if len(drawn) == 1 else code


def _drawn(code: str) -> str:
    return re.sub(r"[.,·\s]", "", code.upper()).translate(_ALIKE)


def _closed(name: str) -> str:
    """Without spaces between Chinese characters, and with the bracket it opens closed."""
    bare = re.sub(
        r"(?<=[\u4e00-\u9fff)(]) (?=[\u4e00-\u9fff()A-Za-z])|(?<=\S) (?=[\u4e00-\u9fff)])", "", name.strip(" :.、,。")
    )
    return bare + ")" if bare.count("(") > bare.count(")") else bare
