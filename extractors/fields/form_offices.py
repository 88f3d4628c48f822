"""Who signs a form for an office: its clerk, its head, or who gives its opinion, beside the physician who filled it in.

An application is filled in by a physician and approved by the hospital's insurance office or the agency. Where one of
these signs by name, the physician has only treated; where none does, the physician's opinion is what approves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from extractors.fields.date_text import find_dates
from extractors.fields.names import STATES, is_name
from extractors.fields.patient_named import is_patients
from extractors.fields.physician_names import physician_of
from extractors.fields.physician_roles import ROLES
from extractors.fields.surname_look_alikes import mended
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import fold, squeeze
from extractors.reading import Line, Physician, PhysicianRole

EXPERTS = (
    *("专家", "组长", "专家组长", "复核专家", "接诊专家", "鉴定专家", "评审专家", "认定专家", "评估专家"),
    *("评审人", "评审员", "鉴定人", "认定人"),
)
"""Whose opinion decides where no office signs."""
_PHYSICIANS = (PhysicianRole.ATTENDING, PhysicianRole.REPORTING, PhysicianRole.APPROVING)
GIVE_OPINIONS = (PhysicianRole.ATTENDING, PhysicianRole.REPORTING, PhysicianRole.REVIEWING)
"""What labels mean elsewhere whose persons give the opinion that a form asks for: nobody reports or reviews on one."""
_JUDGES = tuple(
    act + who for act in ("鉴定", "认定", "评审", "评估") for who in ("医师", "医生")
)  # as they say themselves
_ACT = "(?:经办|承办|审核|审批|复核|核准|初审|复审|终审|受理|评审|备案)"
_OFFICE = r"(?:医保|医务|社保|经办|农合|合管|合医)(?:管理)?(?:科|处|办|办公室|部门?|机构|中心)"
_SIGNS = (
    rf"(?:(?:{_OFFICE}|医院|医疗机构|单位)?{_ACT}(?:人员?|者|(?=[:：])|(?=\s[一-鿿]{{2,4}}\s+20\d\d))|"
    rf"(?:医保|医院|医疗机构|中心){_ACT}|"
    rf"(?:定点|(?:乡镇|[县区市镇乡])级?)?(?:医院|医疗机构)?{_OFFICE}(?:负责人|主任|科长)?|"
    r"(?:主管|分管)?(?:科|处|院|所)长|(?:主管|分管)领导)"
)
_SIGNED = r"(?:[(]?(?:签[名字章]|盖章)+[)]?)?"
_LABEL = re.compile(rf"(?<![一-鿿]){_SIGNS}{_SIGNED}")
_BEHIND_TEXT = re.compile(
    rf"(?:^|[\s。；;，,)）:：]|(?<=意见)){_SIGNS}{_SIGNED}(?:\s*[:：]\s*|\s+)(?P<name>[一-鿿]{{2,4}})(?![一-鿿])"
)
# Behind whom a label with a colon asks for, a name may begin with a surname that no list has.
_ASKED = re.compile(rf"(?:经办|承办|受理|审核|审批|复核)人{_SIGNED}[:：]\s*(?P<name>[一-鿿]{{3}})(?![一-鿿])")
_NO_NAME = re.compile("[未待无已见附同上暂核过章印窗办局室组处填写]")
_READ = 0.95  # confidence of such a name's least sure character
_OPINION = re.compile(
    r"(?:医院|医疗机构|卫生院|医保|医务|社保|经办机构|定点|单位|中心|局)[一-鿿]{0,6}?(?:意见|审核|审批|复核|初审)"
)
# 医务处 | 同意 李四 2026年1月7日: an office, what it says and who signs for it with the day
_DESK = re.compile(
    r"[一-鿿/、]{0,8}(?:医保|医务|社保|医疗保险|经办)(?:管理|服务|经办)?"
    r"(?:科|处|办|局|中心|机构|部门?|股|站)?(?:审[核批])?(?:意见)?"
)
_AGREED = re.compile(
    r"(?:同意|属实|符合|准予|通过|批准|上报)(?:[一-鿿]{1,4}(?=[。；;]))?[^一-鿿]{0,2}(?P<name>(?<=[\s。；;])[一-鿿]{2,4})"
    r"(?:\s*[(][盖签]?[章字][)])?\s+(?=20\d\d)"
)
# 材料齐全，上报。 签字：李四, and 李四 2026-01-14 ☑通过 alone, on the row of an office
_BARE = re.compile(r"(?<![一-鿿])签[字名章][:：]\s*(?P<name>[一-鿿]{2,4})(?![一-鿿])")
_DATED = re.compile(r"\s*(?P<name>[一-鿿]{2,4})\s+(?=20\d\d)")
_AHEAD = 6  # characters that may say which office it is: 拟变更|医院医保办意见
# On the rows of those who apply, or let somebody apply for them.
_APPLY = re.compile("申请人|代办|委托|家属|本人|关系|监护|承诺")
_BESIDE = 8.0  # text heights from such a label to its name


def signed(sheets: Sequence[Sheet]) -> list[Physician]:
    """In page order, each name once; nobody who signs as the patient."""
    found: dict[str, Physician] = {}
    for sheet in sheets:
        for row in sheet.rows:
            for name in _names(row):
                word = mended(squeeze(name.text).text)
                if (is_whole_name(word) or _is_asked(name, row)) and is_name(word) and word not in STATES:
                    one = physician_of(name, sheet, PhysicianRole.APPROVING, "")
                    if one.name is None or not is_patients(one.name.value, one.name.confidence, sheets):
                        found.setdefault(word, one)
    return list(found.values())


def attended(words: Collection[str], roles: Mapping[str, PhysicianRole]) -> dict[str, PhysicianRole]:
    """What labels mean on a form that an office has signed: its physicians and experts treat, judges where alone."""
    physicians = {
        word
        for word, role in ROLES.items()
        if role in _PHYSICIANS or (role is PhysicianRole.REVIEWING and word.endswith(("医师", "医生")))  # 复审医师
    }
    made = dict.fromkeys((*physicians, *EXPERTS), PhysicianRole.ATTENDING)
    judged = any(word in physicians and roles.get(word) is PhysicianRole.APPROVING for word in words)
    if judged:
        return made | dict.fromkeys(_JUDGES, PhysicianRole.APPROVING)
    return made | dict.fromkeys(_JUDGES, PhysicianRole.ATTENDING)


def _names(row: Row) -> Iterator[Line]:
    if _APPLY.search(row.text):
        return
    for line in row.lines:
        for match in _BEHIND_TEXT.finditer(fold(line.text)):
            yield line.part(*match.span("name"))
    for label, beside in zip(row.lines, row.lines[1:], strict=False):
        flat = squeeze(label.text).text.rstrip(":")
        near = len(row.lines) == 2 or beside.box.x0 - label.box.x1 < _BESIDE * height(label)  # a telephone is wide
        if near and _LABEL.fullmatch(flat):
            yield _first_word(beside)
    first, *others = row.lines
    dated = others and any(each.start == 0 for each in find_dates(others[-1].text))
    if dated and (_OPINION.match(squeeze(first.text).text) or _is_desk(first)):
        yield from (_first_word(line) for line in others[:-1] if _alone(line))
    if _is_desk(first) or _gives_opinion(first):
        for line in row.lines:
            said = fold(line.text)
            found = [*_AGREED.finditer(said), *_BARE.finditer(said)]
            found.extend(filter(None, [_DATED.match(said)] if line is not first else []))
            yield from (line.part(*match.span("name")) for match in found)


def _gives_opinion(line: Line) -> bool:
    opinion = _OPINION.search(squeeze(line.text).text)
    return opinion is not None and opinion.start() <= _AHEAD


def _is_asked(name: Line, row: Row) -> bool:
    """Whether a plain name stands behind a label that asks for a person: 经办人：图里琛."""
    asked = {match["name"] for line in row.lines for match in _ASKED.finditer(fold(line.text))}
    return name.text in asked and not _NO_NAME.search(name.text) and name.min_confidence >= _READ


def _is_desk(line: Line) -> bool:
    return _DESK.fullmatch(squeeze(line.text).text) is not None


def _first_word(line: Line) -> Line:
    word = re.match(r"\s*[一-鿿]{2,4}(?![一-鿿])", line.text)
    return line.part(0, word.end()) if word else line


def _alone(line: Line) -> bool:
    return re.fullmatch("[一-鿿]{2,4}(?:[(][盖签]?[章字][)])?", squeeze(line.text).text) is not None
