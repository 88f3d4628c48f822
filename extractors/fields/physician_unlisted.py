"""Who signs behind a label no list names: told by its parts, its row, its cell, and as telephones show physicians."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.fields.names import is_name
from extractors.fields.physician_acts import side_by_side
from extractors.fields.physician_names import physician_of
from extractors.fields.physician_roles import ROLES, SIGNED, role_by_stem, role_in_english, role_of, role_of_kin
from extractors.fields.physician_titles import title_behind
from extractors.fields.surname_look_alikes import mended
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import fold, squeeze
from extractors.layout.words import DIAGNOSIS_WORDS, TEXT_WORDS
from extractors.reading import Line, Physician, PhysicianRole

OTHERS = re.compile("申请人|本人|患者|病人|家属|代办|委托|受托|经办|医保|审批|单位|承诺|声明|监护")
"""In the labels of those who sign and are no physicians."""
ADDRESSED = re.compile(
    r"(?:科|病区|中心|门诊)\s*(?P<name>(?!.{0,2}(?:主[治任管]|住院|值班|[接门]诊))[一-鿿]{2,4})医[生师]$"
)
"""A department and who is called a physician behind it."""
_UNLISTED = re.compile(
    r"(?P<word>[一-鿿]{2,6})(?:\s*[A-Z][A-Za-z]{2,12}(?: by)?)?\s*[:;]\s*"  # 签发 Director：李四
    r"(?P<name>[一-鿿]{2,4}|[一-鿿](?:\s[一-鿿]){1,2}(?!\s[一-鿿]))(?![一-鿿])"
)
_SPACED = re.compile(
    r"\s*(?P<word>[一-鿿]{1,4}(?:[医技药]师|医生|[者员]))\s+(?P<name>[一-鿿]{2,4}|[一-鿿]\s+[一-鿿])\s*"
)
_SPACED_AMONG = re.compile(r"\s*(?P<word>[一-鿿]{2,5})\s+(?P<name>[一-鿿]{2,4})\s*")  # 签发 李四, where others sign
_ACT = 2  # characters of a word for what somebody does
_UNLISTED_ALONE = re.compile(r"(?P<word>[一-鿿]{2,6})[:;]")
_UNLISTED_CELL = re.compile(
    r"(?P<word>[一-鿿]{2,6}(?:医师|医生|药师|技师|专家|军医|大夫)(?:签[名字章])?)"
)  # 医嘱医生 | 李四 in a grid
_WITH_TITLE = re.compile(r"(?P<name>[一-鿿]{2,4}?)(?:副?主任|主治|住院)医[师生]")
_MEANT_OTHERWISE = frozenset(
    (*DIAGNOSIS_WORDS, *TEXT_WORDS, "检查", "诊断", "检测", "检验", "送检", "申请")
)  # 检查：双颊红
_REQUESTS = ("申请", "送检", "开单")
_OF_REPORTS = (PhysicianRole.REQUESTING, PhysicianRole.REPORTING)  # what 医师 means on them
_WHO = ("医师", "技师", "药师", "医生", "专家", "军医", "大夫")  # 实验操作 and 报告审核 end in roles as well
_NUMBERED = re.compile("(?<=医[师生])[一二三四甲乙丙]$")  # 医师一：李四
_BESIDE = 4.0  # text heights from such a label to its name
_CELLS = 8.0  # … in a grid
_ENGLISH = re.compile(r"(?P<word>[A-Za-z]{5,11})\s*(?:[Bb]y|[Bb]|[Yy])?\s*[:：.]?\s*(?P<name>[一-鿿]{2,4})")
_WORDS = "|".join(
    word + who
    for word in ("检验", "检测", "操作", "报告", "审核", "复核", "核对", "调配", "发药")
    for who in ("者", "人", "")
    if word + who in ROLES
)
_PAIR = re.compile(rf"(?P<word>{_WORDS}):?(?P<name>[一-鿿]{{2,4}}?)(?=$|{_WORDS})")
_PAIRS = re.compile(rf"(?:(?:{_WORDS}):?[一-鿿]{{2,4}}?){{2,4}}")


def unlisted(sheet: Sheet, known: Sequence[Physician], roles: Mapping[str, PhysicianRole]) -> Iterator[Physician]:
    """Who signs behind a label no list names, on a row where others sign: 阅片：李四; and behind Verified by."""
    read = {each.name.value for each in known if each.name}
    for row in sheet.rows:
        told = (*_beside_unlisted(sheet, row, roles), *side_by_side(sheet, row, roles))
        beside = {each.name.value for each in told if each.name}
        yield from (each for each in told if each.name and each.name.value not in read)
        for line in row.lines:
            yield from (each for each in _paired(sheet, line) if each.name and each.name.value not in read)
            for match in (*_UNLISTED.finditer(fold(line.text)), *_spaced(line, sheet, row)):
                name = mended(squeeze(match["name"]).text)
                role = _role_unlisted(match["word"], sheet, row, roles)
                if role is not None and is_whole_name(name) and is_name(name) and name not in read | beside:
                    part = line.part(*match.span("name"))
                    yield physician_of(part, sheet, role, title_behind(part, sheet))
            for match in _ENGLISH.finditer(line.text):
                role, name = role_in_english(match["word"]), match["name"]
                if role is not None and is_whole_name(mended(name)) and mended(name) not in read:
                    yield physician_of(line.part(*match.span("name")), sheet, role, "")


def _spaced(line: Line, sheet: Sheet, row: Row) -> Iterator[re.Match[str]]:
    """Such a label and its name alone on a line, a space between them: 监测技师 苑囿, and 签发 李四 beside others."""
    if sheet.labels_in(line):
        return
    match = _SPACED.fullmatch(fold(line.text))
    if match is None and _others_sign(sheet, row):
        match = _SPACED_AMONG.fullmatch(fold(line.text))
        match = match if match is not None and _is_an_act(match["word"]) else None
    if match is None:
        match = _SPACED_AMONG.fullmatch(fold(line.text))
        match = match if match is not None and match["word"] in _REQUESTS else None
    if match is not None:
        yield match


def _is_an_act(word: str) -> bool:
    """Whether a word is what somebody does, or ends with it: 扫描, 报告签发; 扫描方式 asks for no name."""
    return len(word) <= _ACT or any(word.endswith(known) for known in ROLES)


def _others_sign(sheet: Sheet, row: Row) -> bool:
    return any(role_of(label.word, ROLES) for line in row.lines for label in sheet.labels_in(line))


def _beside_unlisted(sheet: Sheet, row: Row, roles: Mapping[str, PhysicianRole]) -> Iterator[Physician]:
    """Who signs in a line of his own behind such a label: 报告审核： | 王五."""
    grid = any(sheet.labels_in(line) for line in row.lines)
    for line, beside in pairwise(row.lines):
        printed = squeeze(line.text).text
        asked = False
        if sheet.labels_in(line):
            continue
        if (match := _UNLISTED_ALONE.fullmatch(printed)) is not None:
            role = _role_unlisted(match["word"], sheet, row, roles)
        else:
            asked = printed.endswith(SIGNED)
            cell = _UNLISTED_CELL.fullmatch(printed) if grid or asked or printed in ROLES else None
            role = role_of(cell["word"], roles) if cell is not None else None
        asked = asked and len(row.lines) == 2  # the width of a form may lie between both
        near = asked or beside.box.x0 - line.box.x1 < (_CELLS if grid else _BESIDE) * height(line)
        named = is_whole_name(mended(squeeze(beside.text).text)) and is_name(beside.text)
        if role is not None and near and named and not _names_with_title(printed):
            yield physician_of(beside, sheet, role, title_behind(beside, sheet))


def _names_with_title(text: str) -> bool:
    """Whether what looks like a label is somebody with a title: 张三副主任医师."""
    signed = _WITH_TITLE.fullmatch(text)
    return signed is not None and is_whole_name(mended(signed["name"]))


def _role_unlisted(word: str, sheet: Sheet, row: Row, roles: Mapping[str, PhysicianRole]) -> PhysicianRole | None:
    word = _NUMBERED.sub("", word)
    if word in SIGNED or OTHERS.search(word):
        return None  # 患者（家属）签字: whose it is was asked before
    listed = roles.get(word) or roles.get(word + "医师") or role_of_kin(word, roles)
    role = listed or role_by_stem(word) or (role_of(word, roles) if word.endswith(_WHO) else None)
    named = listed is not None and word not in _MEANT_OTHERWISE
    requested = word in _REQUESTS and roles["医师"] in _OF_REPORTS
    signs = named or requested or _others_sign(sheet, row) or word.endswith(_WHO)
    return role if signs or any(word.endswith(known) for known in ROLES) else None


def addressed(sheet: Sheet, role: PhysicianRole) -> Iterator[Physician]:
    """Who is called a physician behind the department, as telephones show it: 肿瘤二科 尹菁医生."""
    for line in sheet.lines:
        match = ADDRESSED.search(fold(line.text))
        if match is not None and is_whole_name(mended(match["name"])) and not sheet.labels_in(line):
            yield physician_of(line.part(*match.span("name")), sheet, role, "")


def _paired(sheet: Sheet, line: Line) -> Iterator[Physician]:
    """Who signs on a line of nothing but words and names glued together: 检验李四审核王五."""
    squeezed = squeeze(line.text)
    if not _PAIRS.fullmatch(squeezed.text):
        return
    pairs = [match for match in _PAIR.finditer(squeezed.text) if is_whole_name(mended(match["name"]))]
    for match in pairs if len(pairs) > 1 else ():
        yield physician_of(line.part(*squeezed.span(*match.span("name"))), sheet, ROLES[match["word"]], "")
