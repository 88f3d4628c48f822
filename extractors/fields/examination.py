"""What was examined and by what: modality and part of the body, from labels, the heads of a table, the title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.fields.printed import printed
from extractors.layout import words
from extractors.layout.label import Label
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import body, fold, squeeze
from extractors.layout.values import value_of
from extractors.reading import Field, Line, Page

_SITE = words.listed(
    """
    检查部位 部位 扫描部位 检查部位及方法 检查部位/方法 部位/方法 拍片部位 摄片部位 受检部位 检测部位 检查部位名称
    部位名称 投照部位 显像部位 眼别
    """
)
_ITEM = words.listed("检查项目 检查名称 检查项目名称 检查内容 检查医嘱 申请项目 医嘱名称 项目名称 项目")
PART = (*_SITE, *_ITEM)
"""Labels of what was examined."""

_DEVICE = words.listed(
    "检查类别 检查类型 设备类型 检查设备类型 检查方式 检查种类 检查手段 模态 检查类 设备 检查设备 检查方法 类别 类型"
)
_TECHNIQUE = words.listed("检查技术 扫描技术 成像技术 检查方法 扫描方法 成像方法 检查方式 检查手段")
# 双侧髂窝（超声）: the part, and in brackets by what it was examined
_PART_BY_WHAT = re.compile(r"\s*(?P<part>[^\s()（）:：][^()（）:：]{1,23}?)\s*[(（](?P<by>[^()（）]{2,10})[)）]\s*")
_MODALITIES: Mapping[str, str] = {
    "OCT": r"光学相干断层|相干光断层|(?<![A-Z])OCTA?(?![A-Z])",
    "PET-CT": r"PET[-/]?(?:CT|MR)?",
    "动态心电图": r"动态心电|24小时心电|Holter",
    "动态血压": r"动态血压",
    "运动平板": r"平板(?:运动)?试验|运动平板",
    "心电图": r"心电图|心电|ECG",
    "肌电图": r"肌电|EMG|神经传导|诱发电位",
    "脑电图": r"脑电|EEG",
    "PSG": r"多导睡眠|睡眠(?:呼吸)?监测|PSG",
    "CGM": r"(?:动态|持续|连续)(?:血糖|葡萄糖)监?测?|CGM|(?<![A-Z])FGM",
    "纯音测听": r"纯音|测听|听阈",
    "肺功能": r"肺功能|通气功能|呼气流速|支气管(?:舒张|激发)试验",
    "超声": r"超声|彩超|B超|多普勒|TCD|TCCD|心超|UCG",
    "内镜": r"胃镜|肠镜|内镜|内窥镜|支气管镜|喉镜|膀胱镜|宫腔镜|鼻咽镜",
    "造影": r"造影|DSA|(?<![A-Z])(?:FFA|ICGA)(?![A-Z])|冠脉介入",
    "骨密度": r"骨密度|DXA|DEXA",
    "核医学": r"ECT|SPECT|核医学|骨显像|肾动态",
    "MR": r"磁共振|核磁|MRI|MRA|(?<![A-Z])MR(?![A-Z])",
    "右心导管": r"右心导管",
    "左心导管": r"左心导管",
    "心导管": r"心导管",
    "CT": r"(?<![A-Z])(?:HR|LD|CB)?CT[AV]?(?![A-Z])|计算机断层|断层扫描",
    "钼靶": r"钼靶|乳腺X线",
    "DR": r"(?<![A-Z])[DC]R(?![A-Z])|X[线光]|X射线|胸片|平片|拍片|透视",
    "眼底": r"眼底|视野|眼科检查",
}
_ANY = "|".join(f"(?:{pattern})" for pattern in _MODALITIES.values())
_ONLY_MODALITY = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{_ANY})(?:图|检查|扫描|成像|照相|摄影)?")
# What stands before the part in 检查项目: MRI 盆腔平扫, 动态心电图12导联, 彩色多普勒超声检查:心脏.
_LEADING = re.compile(
    rf"^(?:24小时|彩色|多普勒|床旁|数字化|数字|无痛|电子|常规|普通|螺旋|多层|多排)*(?:{_ANY})"
    r"(?:图|波|成像|扫描|检查|监测|摄影|摄片|报告|仪)*[\s:：\-—(（/]*"
)
# 检查 FFA 双眼: what it was examined by, in Latin letters, and the part, white space between them
_BY_AND_PART = re.compile(r"\s*检查\s*[:：]?\s*[A-Z][A-Za-z/-]{1,7}\s+(?P<part>[一-鿿][一-鿿、()（）]{0,19})\s*")
# 检查方法 MRI 盆腔平扫+增强: white space between them, too
_BY_THEN_PART = re.compile(rf"\s*(?:{_ANY})(?:图|检查)?\s+(?P<part>[\u4e00-\u9fff][\u4e00-\u9fff、()（）+]{{1,29}})\s*")
_HOW = re.compile(
    r"扫描|序列|成像|技术|[法仪机]$|层|探头|频率|[体卧立坐]位|导联|造影剂|对比剂"
)  # how it was done, no part
_RUNS_ON = ("、", "，", ",", "及", "和", "与", "+")
_NEXT_WORD = re.compile(r"\s+[\u4e00-\u9fff]{2,6}(?:[:：]|\s+\d)")
_MEASURED = re.compile(r"[A-Za-z]{2,6}\s*[(\[][^()\[\]]{1,8}[)\]]")  # BMD(g/cm²): heads the column beside the parts
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}\s?[：:]")
_RUNS_BELOW = re.compile(
    r"(?!.*(?:所见|诊断|意见|结论|提示|描述|表现|印象))[\u4e00-\u9fff()（）+、/]{1,12}"
)  # the end of a part's name: 扫+增强
_EVEN = 1.4  # times the least distance of lines in a column of labels
_NEXT = 2.0  # text heights to the next line of a cell at most
_FORGIVING = 4  # characters of a label of which one may be misread
_PERHAPS = 0.9  # certainty of what stands behind such a label
_COLON = str.maketrans("：", ":")
_ONLY_HOW = re.compile(r"^[)）]?(?:平扫|增强|平扫[加及+]增强|检查|监测|报告|常规)?[)）]?$")


def modality(pages: Sequence[Page]) -> Field | None:
    """Where a label says it, else from the title, else from what was examined; running text may name others."""
    for page in pages[:1]:
        sheet = sheet_of(page, (*PART, *_DEVICE, *_TECHNIQUE))
        devices = [line for word in _DEVICE for line in _values(sheet, word)]
        if any(_values(sheet, word) for word in _SITE):  # beside the part, the item is what it was examined by
            devices += [line for word in _ITEM for line in _values(sheet, word) if _only_modality(line)]
        else:  # 彩超双下肢动脉: by what, and the part
            devices += [led for word in _ITEM for line in _values(sheet, word) if (led := _leading(line)) is not None]
        lines = [line for line in body(page.lines) if line.box.y0 < 0.5 * page.aspect]
        if (told := _by_what(sheet)) is not None:
            return printed("modality", [(page, told[1])], told[0])
        titles = [line for line in lines if re.search(r"报告|检查单|诊断书|图文", squeeze(line.text).text)]
        labelled = [line for line in lines if re.search(r"项目|方法|部位|名称", squeeze(line.text).text)]
        for certainty, group in ((1.0, devices), (1.0, titles), (0.95, labelled), (0.8, lines)):
            for line in group:
                found = _named(line)
                if found is not None:
                    name, part = found
                    part = line if certainty == 1.0 and group is devices and _only_modality(line) else part
                    return printed("modality", [(page, part)], name, certainty)
    return None


def _only_modality(line: Line) -> bool:
    """Whether a text is a modality's word and no more than what it is named for: MRI, 彩超, 心脏超声."""
    return _ONLY_MODALITY.fullmatch(squeeze(line.text).text) is not None


def _leading(line: Line) -> Line | None:
    """The modality an item begins with, where the part of the body follows it."""
    rest = _without_modality(line)
    return line.part(0, len(line.text) - len(rest.text)) if rest is not line and rest.text.strip() else None


def _named(line: Line) -> tuple[str, Line] | None:
    """The modality a line names, and the characters that name it."""
    flat = squeeze(line.text)
    for name, pattern in _MODALITIES.items():
        match = re.search(pattern, flat.text)
        if match:
            return name, line.part(*flat.span(*match.span()))
    return None


def body_part(pages: Sequence[Page]) -> Field | None:
    """What a label of its own says; an item (检查项目) without the modality it begins with."""
    for word in PART:
        for page in pages:
            for line in _values(sheet_of(page, (*PART, *_DEVICE)), word):
                part = _alone(_without_modality(line) if word in _ITEM else line)
                if part.text.strip() and not _MEASURED.fullmatch(fold(part.text).strip()):
                    return printed("body_part", [(page, each) for each in (part, *_wrapped(part, page))])
    for page in pages:
        parted = _parted(sheet_of(page, _TECHNIQUE))
        for line, match in (each for each in parted if not _ONLY_HOW.match(each[1]["part"])):  # 平扫（CT）
            return printed("body_part", [(page, line.part(*match.span("part")))])
    for page in pages:
        for line in (line for word in _TECHNIQUE for line in _values(sheet_of(page, _TECHNIQUE), word)):
            behind = _BY_THEN_PART.fullmatch(line.text)
            if behind is not None and not _HOW.search(behind["part"]) and not _ONLY_HOW.match(behind["part"]):
                return printed("body_part", [(page, line.part(*behind.span("part")))])
    for page in pages[:1]:
        for line in body(page.lines):
            behind = _BY_AND_PART.fullmatch(line.text)
            if behind is not None and not _ONLY_HOW.match(behind["part"]):
                return printed("body_part", [(page, line.part(*behind.span("part")))])
    misread = ((page, rest) for page in pages for line in body(page.lines) if (rest := _behind_misread(line)))
    first = next(misread, None)
    return printed("body_part", [first], certainty=_PERHAPS) if first else None


def _alone(line: Line) -> Line:
    """The part without what is told behind it under a word of its own: 颅底至股骨 显像剂：18F-FDG."""
    behind = _NEXT_WORD.search(line.text)
    return line.part(0, behind.start()) if behind and behind.start() else line


def _wrapped(part: Line, page: Page) -> list[Line]:
    """The next line of a cell that ends in the middle of its list: 双侧乳腺、| 腋窝."""
    if hanging := _hanging(part, page):
        return [hanging]
    if not part.text.rstrip().endswith(_RUNS_ON):
        return []
    high = part.box.height
    below = [
        line
        for line in body(page.lines)
        if 0 < line.box.cy - part.box.cy < _NEXT * high and line.box.x0 < part.box.x1 and _over(part, line)
    ]
    found = min(below, key=lambda line: line.box.cy, default=None)
    labelled = found is not None and bool(sheet_of(page, (*PART, *_DEVICE)).labels_in(found))
    return [found] if found is not None and not labelled and found.box.x0 > part.box.x0 - 2 * high else []


def _hanging(part: Line, page: Page) -> Line | None:
    """The rest of a value in a column of labels, below its label: 检查部位：盆腔平 | 扫+增强 | 检查日期：2026-03-08.

    Lines of such a column begin where the label does, and only what runs on has no label of its own.
    """
    row = [line for line in page.lines if abs(line.box.cy - part.box.cy) < 0.5 * part.box.height]
    own = next((line for line in row if line.box.x0 < part.box.x0 < line.box.x1), None)
    if own is None or part.box.x1 < own.box.x1 - 0.5 * part.box.height:
        return None
    column = sorted(
        (line for line in body(page.lines) if abs(line.box.x0 - own.box.x0) < 0.7 * part.box.height),
        key=lambda line: line.box.cy,
    )
    below = [line for line in column if line.box.cy > own.box.cy + 0.5 * part.box.height][:2]
    above = [line for line in column if line.box.cy < own.box.cy - 0.5 * part.box.height]
    if len(below) < 2 or not above:
        return None
    rest, after = below
    steps = (rest.box.cy - own.box.cy, after.box.cy - rest.box.cy, own.box.cy - above[-1].box.cy)
    even = max(steps) < _EVEN * min(steps) and own.box.x1 >= max(line.box.x1 for line in (above[-1], rest, after))
    labelled = all(_LABELLED.match(line.text) for line in (above[-1], own, after))
    return rest if even and labelled and _RUNS_BELOW.fullmatch(rest.text.strip()) else None


def _behind_misread(line: Line) -> Line | None:
    """What stands behind a label of which one character was misread: 检意部位：全身."""
    label, colon, value = line.text.translate(_COLON).partition(":")
    read = squeeze(label).text
    near = len(read) >= _FORGIVING and any(
        len(word) == len(read) and sum(map(str.__ne__, word, read)) == 1 for word in _SITE
    )
    return line.part(len(label) + len(colon), len(line.text)) if near and value.strip() else None


def _parted(sheet: Sheet) -> list[tuple[Line, re.Match[str]]]:
    """What stands under the technique and tells a part of the body and, in brackets, a modality."""
    lines = [line for word in _TECHNIQUE for line in _values(sheet, word)]
    found = [(line, match) for line in lines if (match := _PART_BY_WHAT.fullmatch(line.text)) is not None]
    return [(line, match) for line, match in found if _is_modality(match["by"]) and not _is_modality(match["part"])]


def _is_modality(text: str) -> bool:
    return re.search(_ANY, text) is not None


def _by_what(sheet: Sheet) -> tuple[str, Line] | None:
    """The modality beside the part; one that says more than the word for its kind stays as printed: 冠脉造影."""
    for line, match in _parted(sheet):
        told = line.part(*match.span("by"))
        named = _named(told)
        if named is not None:
            whole = squeeze(told.text).text
            return (whole, told) if whole != named[0] and whole.endswith(named[0]) else named
    return None


def _without_modality(line: Line) -> Line:
    """MRI 盆腔平扫 → 盆腔平扫; where nothing but the modality is named, the whole."""
    leading = _LEADING.match(line.text)
    rest = line.text[leading.end() :] if leading else ""
    return line.part(leading.end(), len(line.text)) if leading and not _ONLY_HOW.match(rest) else line


def _values(sheet: Sheet, word: str) -> list[Line]:
    """What stands at each label of this word: beneath where it heads a column, else behind it."""
    found: list[Line] = []
    for label in sheet.labels_of((word,)):
        under = _beneath(label, sheet)
        value = None if under else value_of(label, sheet)
        lines = [under] if under else list(value.parts[:1]) if value else []
        lines = [_below_gloss(line, sheet) for line in lines]
        found.extend(line for line in lines if line.text.strip() and not _is_label(line, sheet))
    return found or _glued(sheet, word)


def _below_gloss(line: Line, sheet: Sheet) -> Line:
    """A label's English gloss (Body Part) is no value: what stands below it is."""
    gloss = re.match(r"(?:Body ?Part|Part|Site|Region|Item)[ :]+(?=[\u4e00-\u9fff])", line.text, re.IGNORECASE)
    if gloss is not None:
        return line.part(gloss.end(), len(line.text))
    if not re.fullmatch(
        r"(?:Body ?Part|Exam(?:ination)?(?: ?\w+)?|Modality|Device|Item|Site|Region)\W*",
        line.text.strip(),
        re.IGNORECASE,
    ):
        return line
    below = [each for each in sheet.lines if each.box.cy > line.box.y1 and _over(line, each)]
    nearest = min(below, key=lambda each: each.box.cy, default=line)
    return nearest if nearest.box.y0 - line.box.y1 < 2.0 * (line.box.y1 - line.box.y0) else line


def _is_label(line: Line, sheet: Sheet) -> bool:
    return squeeze(line.text).text.rstrip(":") in {squeeze(label.word).text for label in sheet.labels}


def _beneath(label: Label, sheet: Sheet) -> Line | None:
    """The cell below a label that heads a column: its row is all heads, the row below has a cell under each."""
    row = sheet.row_of(label.source)
    if label.colon or row is None or label.source.text.strip() != label.line.text.strip() or len(row.lines) < 2:
        return None
    below = next((other for other in sheet.rows if other.y > row.y), None)
    heads = sum(any(each.source is line and not each.colon for each in sheet.labels) for line in row.lines)
    if below is None or heads < 2 or 2 * heads <= len(row.lines) or any(sheet.labels_in(line) for line in below.lines):
        return None
    under = [line for line in below.lines if _over(label.source, line)]
    whole = sum(any(_over(head, line) for line in below.lines) for head in row.lines)
    return under[0] if under and whole >= 0.6 * len(row.lines) else None


def _over(head: Line, line: Line) -> bool:
    return min(head.box.x1, line.box.x1) - max(head.box.x0, line.box.x0) > 0


def _glued(sheet: Sheet, word: str) -> list[Line]:
    """部位前列腺: a value with neither colon nor space, where the label begins its line."""
    if len(word) < 2:
        return []
    for line in sheet.lines:
        flat = squeeze(line.text)
        if flat.text.startswith(word) and len(word) < len(flat.text) <= len(word) + 10 and not sheet.labels_in(line):
            return [line.part(flat.at[len(word)], len(line.text))]
        ends = re.search(rf"(?<=[)一-鿿]){word}(?P<value>[一-鿿]{{2,8}})$", flat.text) if len(word) > 2 else None
        if ends is not None and any(label.begins for label in sheet.labels_in(line)):  # 科室骨科检查部位膝关节
            return [line.part(*flat.span(*ends.span("value")))]
    return []
