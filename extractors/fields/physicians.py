"""Who signed: physicians with their role on this paper and their title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from extractors.fields.date_text import find_dates
from extractors.fields.names import is_name, name_in, name_part
from extractors.fields.patient import normal_name
from extractors.layout.labels import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet, Value, words_on
from extractors.layout.text import confidence, evidence, squeeze, strip
from extractors.layout.values import value_of
from extractors.layout.words import listed
from extractors.reading import Box, Field, Line, Physician, PhysicianRole, Seal, SealPurpose

_BY_ROLE: dict[PhysicianRole, str] = {
    PhysicianRole.ATTENDING: """
        医师 医生 医师签名 医生签名 医师签字 医生签字 医师签章 医生签章 医师(签名) 医师(签章) 接诊医师 接诊医生
        主治医师 主治医生 经治医师 经治医生 诊断医师签名 诊断医生签名 主管医师 主管医生 住院医师 管床医师 管床医生
        门诊医师 门诊医生 就诊医生 就诊医师 坐诊医生 出诊医生 主诊医师 主诊医生 专科医师 专科医师签名 医师签名/盖章
        医师姓名 医生姓名 住院医师签名 主治医师签名 临床医生 签发医师 签发医生 首诊医师 首诊医生 经管医师 诊治医师
        治疗医师 会诊医师 主治医生签名 经治医师签名 主管医师签名 接诊医师签名 门诊医师签名
    """,
    PhysicianRole.SUPERVISING: """
        上级医师 上级医生 上级医师签名 主任医师签名 科主任 主任 主任签名 科主任签名 科室主任 科室负责人 主任医师
        副主任医师 主任(副主任)医师 主(副主)任医师 主任/副主任医师 科室主任签名
    """,
    PhysicianRole.REQUESTING: """
        申请医师 申请医生 送检医师 送检医生 开单医师 开单医生 申请者 申请人员 开嘱医生 开嘱医师 送检者 送检人
        申请医师签名 开单者
    """,
    PhysicianRole.TESTING: """
        检测 主检医师 主检医生 主检者 检验医生 病理技师 检验师 测试者 检验者 检验人 检验员 检验医师 检验技师 检测者
        检测人 检测人员 检查医师 检查医生 检查者 操作者 操作医师 操作医生 实验者 检查技师 技师 检验人员 检验
    """,
    PhysicianRole.REPORTING: """
        报告医师 报告医生 报告者 报告人 诊断医师 诊断医生 诊断者 病理医师 病理医生 病理诊断医师 初诊医师 初诊医生
        初步诊断医师 书写医师 书写医生 报告医师签名 报告技师 超声医师 超声医生 阅片医师 诊断医师/技师
    """,
    PhysicianRole.REVIEWING: """
        审核医师 审核医生 审核者 审核人 复核者 复核人 核对者 审核 审核员 审核医师签名 复核医师 复诊医师 审核技师
        质控医师 质控人 复审医师 终审医生 审签医生 报告审核医师 批准者 校对者 校对 审阅 审阅者 复审者 审签医师 审定者
        审定人 批准人 签发人 签发者 授权签字人 复核 审阅医师 终审医师 审核人员
    """,
    PhysicianRole.PRESCRIBING: "处方医师 处方医生 开方医师 开方医生 处方医师签名 开具医师 开具医生 开立医生 开立医师",
    PhysicianRole.DISPENSING: """
        审核药师 调配药师 核对药师 发药药师 调配 核对 发药 药师 审方药师 配药 调剂 审核/调配 核对/发药 审方 调配/核对
        执行人 执行者 调剂药师 审核药师签名 配药人 发药人 调配人
    """,
    PhysicianRole.RECORDING: "编码员 记录医师 记录医生 记录人 记录者 书写者 采集医师 病史采集者",
    PhysicianRole.APPROVING: "责任医师 责任医生 责任医师签名",
}
_ROLES = {word: role for role, text in _BY_ROLE.items() for word in listed(text)}
# Where a junior signs beside them, these supervise.
_SENIORS = ("主治医师", "主治医生", "主治医师签名")
_JUNIORS = frozenset(listed("经治医师 经治医生 住院医师 管床医师 管床医生 住院医师签名"))
_SIGNED = ("签名", "签字", "签章", "签名/盖章")
_PROFESSIONS = ("医师", "医生", "药师", "技师")
_STEMS = (
    ("审|复核|批准|校对|终", PhysicianRole.REVIEWING),
    ("药|调配|调剂", PhysicianRole.DISPENSING),
    ("报告|诊断|阅片|病理", PhysicianRole.REPORTING),
    ("检|操作|测|技师|扫描|摄", PhysicianRole.TESTING),
    ("申请|送检|开单|开嘱", PhysicianRole.REQUESTING),
    ("处方|开方", PhysicianRole.PRESCRIBING),
    ("上级|主任", PhysicianRole.SUPERVISING),
    ("记录|书写|采集", PhysicianRole.RECORDING),
    ("责任", PhysicianRole.APPROVING),
)
_TITLE_LABELS = ("职称", "医师职称", "专业技术职务", "技术职称", "职务", "专业技术职称")
_TITLE = re.compile("副主任医师|(?<!副)主任医师|主治医师|住院医师|医士|副主任医生|主任医生|主治医生")
_SEAL_REACH = 0.22  # a name seal this far right of the label, in delivered page widths, is the signature
_READ = 0.75  # of the names with a character read with less, one in seven was right (50 on two families of samples)
_LONG_LABEL = 3  # characters from which a word is a label wherever it was taken for one
_SEPARATORS = re.compile(r"[/、,，|]|\s{2,}")


def physicians(sheets: Sequence[Sheet], special: Mapping[str, PhysicianRole] | None = None) -> tuple[Physician, ...]:
    """All who signed, in page order, each role and name once.

    A label with nothing legible behind it gives a physician without a name: a signature belongs there, unread.
    主任 alone is an office, not a title.

    Args:
        special: the kind's own reading of labels (医师 on a prescription prescribes).
    """
    roles = {**_ROLES, **(special or {})}
    if words_on(sheets) & _JUNIORS:
        roles |= dict.fromkeys(_SENIORS, PhysicianRole.SUPERVISING)
    found: list[Physician] = []
    for sheet in sheets:
        for label in sheet.labels:
            meant = [_role(word, roles) for word in label.words]
            if meant[0] is not None and (label.colon or label.begins or len(label.word) >= _LONG_LABEL):
                found.extend(_at(label, sheet, [role for role in meant if role is not None]))
    return _each_once(found)


def _role(word: str, roles: Mapping[str, PhysicianRole]) -> PhysicianRole | None:
    """By the list, or by what a label no list names is made of; None if nobody signs there."""
    bare = next((word.removesuffix(end) for end in _SIGNED if word.endswith(end) and word not in _SIGNED), word)
    if (known := roles.get(word) or roles.get(bare)) is not None or not bare.endswith(_PROFESSIONS):
        return known
    return next((role for stems, role in _STEMS if re.search(stems, bare)), PhysicianRole.ATTENDING)


def _at(label: Label, sheet: Sheet, roles: Sequence[PhysicianRole]) -> list[Physician]:
    value = value_of(label, sheet, below=not label.colon)
    title = _title(label, sheet, value)
    if value is not None and (found := find_dates(value.text)) and found[0].start == 0:
        return []  # 审核：2025-03-05 is a date
    names = _names(value) if value else []
    if names:
        # 报告医师/审核医师：张三/李四: as many names as labels, in their order; else all in the first one's role.
        own = roles if len(names) == len(roles) else [roles[0]] * len(names)
        return [_physician(part, sheet, role, title) for part, role in zip(names, own, strict=True)]
    sealed = _name_seal(label, sheet) or _stamped_name(label, sheet)
    if sealed is not None:
        return [Physician(roles[0], sealed, title, sealed.evidence)]
    if not label.colon and len(label.word) < _LONG_LABEL:
        return []  # the bare word 检验 or 审核 in a table promises no signature
    signs = label.colon or label.word.endswith(_SIGNED)
    return [Physician(roles[0], None, title, evidence(sheet.page, (label.line,)))] if signs else []


def _names(value: Value) -> list[Line]:
    """The names in a value: 张伟/李四, 张伟 副主任医师, 副主任医师 张伟."""
    names: list[Line] = []
    for part in value.parts:
        position = 0
        while position < len(part.text):
            cut = _SEPARATORS.search(part.text, position)
            end = cut.start() if cut else len(part.text)
            piece = _without_title(strip(part.part(position, end), " \t\u3000_:：(（"))
            name = name_part(piece) if piece.text else None
            if name is not None:
                names.append(name)
            position = cut.end() if cut else len(part.text)
        if names:
            break
    return names or _spaced_name(value)


def _spaced_name(value: Value) -> list[Line]:
    """A name printed with wide gaps: 张    伟."""
    span = name_in(value.parts[0].text)
    return [value.parts[0].part(*span)] if span else []


def _without_title(line: Line) -> Line:
    title = _TITLE.match(line.text)
    return strip(line.part(title.end(), len(line.text)), " \t\u3000:：") if title else line


def _physician(name: Line, sheet: Sheet, role: PhysicianRole, title: str) -> Physician:
    """With the name as None where it was hardly read: the evidence still says what it looked like."""
    proof = evidence(sheet.page, (name,))
    if name.min_confidence < _READ:
        return Physician(role, None, title, proof)
    chars = name.char_confidences if len(name.char_confidences) == len(name.text) else ()
    field = Field("physician", name.text, normal_name(name.text), round(confidence((name,)), 4), proof, chars)
    return Physician(role, field, title, proof)


def _title(label: Label, sheet: Sheet, value: Value | None) -> str:
    """From the value (张伟 副主任医师), or a 职称 label on the same row or right below.

    A label like 主治医师：张伟 names an office in the ward's hierarchy; who holds it may have any title.
    """
    if value is not None and (match := _TITLE.search(squeeze(value.text).text)):
        return match.group().replace("医生", "医师")
    if (beside := _title_beside(label, sheet)) is not None:
        return beside
    for other in sheet.labels_of(_TITLE_LABELS):
        near = abs(other.box.cy - label.box.cy) < 2.5 * height(label.source)
        if near and (said := value_of(other, sheet)) and (match := _TITLE.search(squeeze(said.text).text)):
            return match.group().replace("医生", "医师")
    return ""


def _title_beside(label: Label, sheet: Sheet) -> str | None:
    """A title on a line of its own, right of the signature and before the next label."""
    row = sheet.row_of(label.source)
    for line in row.lines if row is not None else ():
        if line.box.x0 < label.source.box.x1:
            continue
        if sheet.labels_in(line):
            return None
        if match := _TITLE.match(squeeze(line.text).text):
            return match.group().replace("医生", "医师")
    return None


def _name_seal(label: Label, sheet: Sheet) -> Field | None:
    """The name on a physician's personal seal beside the label."""
    box = Box.around(label.line.polygon)
    for seal in sheet.page.seals:
        if seal.purpose is SealPurpose.PERSONAL_NAME and _beside(seal, box) and (span := name_in(seal.text)):
            text = seal.text[slice(*span)]
            proof = evidence(sheet.page, (label.line,))
            place = type(proof[0])(seal.upload, seal.page, seal.box, seal.text, seal.text_confidence)
            return Field("physician", seal.text, normal_name(text), round(seal.text_confidence, 4), (place,))
    return None


def _stamped_name(label: Label, sheet: Sheet) -> Field | None:
    """A line inside a stamp beside the label that is a name and nothing else, whatever the stamp was taken for."""
    box = Box.around(label.line.polygon)
    for line in sheet.page.lines:
        place = Box.around(line.polygon)
        beside = -0.02 <= place.x0 - box.x1 <= _SEAL_REACH
        level = abs(place.cy - box.cy) <= box.height + place.height / 2
        if line.in_seal and beside and level and is_name(line.text) and line.min_confidence >= _READ:
            proof = evidence(sheet.page, (line,))
            return Field("physician", line.text, normal_name(line.text), round(line.confidence, 4), proof)
    return None


def _beside(seal: Seal, label: Box) -> bool:
    right = -0.02 <= seal.box.x0 - label.x1 <= _SEAL_REACH
    return right and seal.box.y0 - label.height <= label.cy <= seal.box.y1 + label.height


def _each_once(found: Iterable[Physician]) -> tuple[Physician, ...]:
    """Each role and name once; an unread signature only where nobody was read in that role."""
    kept: dict[tuple[PhysicianRole, str], Physician] = {}
    for each in found:
        key = (each.role, each.name.value if each.name else "")
        if key not in kept or (each.title and not kept[key].title):
            kept[key] = each
    read = {role for role, name in kept if name}
    return tuple(each for (role, name), each in kept.items() if name or role not in read)
