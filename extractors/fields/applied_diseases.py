"""The diseases a form applies for: ticked, written behind a label, ticked in a table, or told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from extractors.fields import option_blocks, sections, tick_table, ticks
from extractors.fields.date_text import find_dates
from extractors.fields.diagnosis_list import FOR_YEARS, looks_like_disease
from extractors.fields.option_blocks import Block
from extractors.fields.printed import printed
from extractors.fields.sections import Part, Section
from extractors.layout import words
from extractors.layout.rows import rows
from extractors.layout.text import cut, fold, joined, squeeze
from extractors.reading import Field, Page

_SCOPES = words.listed(
    """
    门诊 门诊慢特病 门诊慢性病 门诊慢病 门诊特殊病 门诊特殊疾病 门诊特殊 门诊特殊慢性病
    门诊大病 门特 门慢 门特门慢 慢性病 慢病
    慢特病 特殊病 特殊疾病 特殊 大病 特病
    """
)
LABELS = (
    *sections.worded(
        "申请 申报 拟申请 拟申报 本次申请 申请认定 申请鉴定 认定 鉴定 登记 备案 办理 "
        "原认定 已认定 续期 复审 复核 准许 批准 核准",
        " ".join(
            f"{scope}{noun}"
            for scope in ("", *_SCOPES)
            for noun in ("病种", "病种名称", "疾病", "疾病名称", "病种及代码")
        ),
    ),
    *(f"{scope}{noun}" for scope in ("", *_SCOPES) for noun in ("病种", "病种名称")),
    *words.listed(
        "大病种类 慢病种类 慢性病种类 特病种类 特殊病种类 病种类别 所患疾病 所患病种 现患疾病 患病病种 患病名称"
    ),
)
_FOLDED = frozenset(fold(word) for word in LABELS)
# Of several, each with its number: 申请病种一, 病种2, 第二病种.
_NUMBERED = re.compile(
    rf"(?:(?:{'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})"
    r"(?:[1-5一二三四五]|\([1-5一二三四五]\))|"
    r"第[1-5一二三四五]病种)(?:名称)?(?P<colon>[:;]?)"
)
_HEADER = re.compile(r"(?:病种|疾病)?(?:编码|代码|名称|编号)|病种")
_CIRCLED = "①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿"
_CUT = re.compile(rf"[、,，;；\s]+|(?<!\d)\d{{1,2}}[.、．)]|[{_CIRCLED}]")
_CODE = re.compile(r"[(（]?M\d{5}[)）]?")
_WORD = re.compile(r"[一-鿿]{2}")
_LONGEST = 20  # characters of a disease's name on the lists of provinces; 器官移植术后抗排异治疗(肾移植) has 17
# What forms say below their diseases, whether or not its label was recognised.
_OTHER = re.compile(
    r"[。！]|本人|承诺|意见|医疗机构|医院|卫生[院室]|签[名字章]|盖章|申请人|材料|待遇|医保|经办|认定(?!病)|地址|电话|联系|"
    r"该患者|患者|填写|说明|备注|日期|科室|医师|请在|打√|划√|复印件|同意|符合|享受|选[定择]|办理|身份证|参保|险种"
)
# Names on the lists of provinces that do not end as diagnoses do.
_LISTED = re.compile(
    r"透析|抗排异|移植|放疗|化疗|放化疗|[病症炎癌瘤]|障碍|不全|衰竭|综合征|后遗症|血压|血友|狼疮|贫血|结核|帕金森|"
    r"哮喘|硬化|痴呆|癫痫|梗[死塞]|治疗|术后|肌无力|截瘫|偏瘫|介入|支架|起搏|瓣膜"
)
_TOLD = re.compile(
    r"(?:因患有?|患有?|确诊(?:为|患有?)?|诊断(?:为|患有?))(?P<said>[^。;:]{2,60}?)[,，]?(?:病情[^。,]{0,10})?[,，]?"
    r"(?:现|特|拟|故)?(?:向[^。,]{2,20})?申[请报](?:办理|享受|认定|鉴定|办)?|"
    r"申[请报](?:办理|享受|认定|鉴定)?(?P<applied>[一-鿿()、及和]{2,40}?)(?:的)?(?:门诊|慢特|慢性|特殊|大病|特病|门特|门慢)"
    r"[一-鿿]{0,10}(?:待遇|资格|认定|鉴定|医疗证|报销|备案)"
)
_SINCE = re.compile(f"{FOR_YEARS}$")  # 慢性肾炎12年: the history below
_DRUG = re.compile("(?:片|胶囊|注射液|颗粒|滴丸|口服液|单抗|软膏|滴眼液)$")  # what a form for a drug asks for
_NUMBERED_ENTRY = re.compile(rf"^\s*(?:[(（]?\d{{1,2}}\s*[)）、.](?!\d)|[{_CIRCLED}])\s*")
# 1恶性肿瘤放化疗 2尿毒症透析 3器官移植抗排异 … 选：3（器官移植抗排异）
_OFFERED = re.compile(r"(?<!\d)(?P<number>\d{1,2})\s*[.、．)]?\s*(?P<name>[一-鿿()、]{2,20})")
_CHOSEN = re.compile(r"(?:选|选择|选项|所选|序号|填)[:]\s*(?P<number>\d{1,2})(?!\d)(?:\((?P<name>[一-鿿、]{2,20})\))?")
_ASKED = re.compile("(?:可|请|限|最多|至多)[一-鿿]{0,4}(?:选|填|勾|项|种|个)[一-鿿]{0,4}")  # how many: 可多选, 请勾选
_TOLD_CERTAINTY = 0.8


def labels_made(text: str, at: Sequence[int]) -> Iterable[tuple[str, int, int]]:
    """The numbered labels in a squeezed text, as `sections.find` asks for labels that no list names."""
    for match in _NUMBERED.finditer(text):
        begins = match.start() == 0 or at[match.start()] - at[match.start() - 1] > 1
        if begins and (match["colon"] or match.end() == len(text)):
            yield "申请病种", match.start(), match.end()


def read(pages: Sequence[Page], found: Sequence[Section], stops: Collection[str]) -> Field | None:
    """The diseases applied for, joined with 、; with boxes of which none is seen ticked, empty and unsure.

    Args:
        found: the form's sections, those under `LABELS` among them.
        stops: labels that end a list, for where the recogniser glued one to its value.
    """
    table = tick_table.read(pages)
    if table is not None and table.value:
        return table
    blocks = option_blocks.find(pages, _is_listed)
    if any(option.ticked for block in blocks for option in block.options):
        return _of_blocks(blocks)
    places = [section for section in found if section.label in _FOLDED and section.parts]
    for section in places:
        if (options := ticks.read(section.text)) and _are_diseases(options):
            return ticked(section.parts, options, "applied_diseases")
    if table is not None:
        return table
    if blocks:
        return _of_blocks(blocks)
    numbered = next((one for section in places if (one := _by_number(section.parts)) is not None), None)
    listed = [part for section in places for part in _until_another(section.parts, stops)]
    return numbered or _listed(listed) or _told(pages)


def _are_diseases(options: Sequence[ticks.Option]) -> bool:
    """Whether boxes offer diseases, as those of an opinion further down do not: ☑继续享受 □终止 □变更病种."""
    listed = [_is_listed(option.name) for option in options]
    chosen = any(known and option.ticked for known, option in zip(listed, options, strict=True))
    return chosen or 2 * sum(listed) >= len(listed)


def _of_blocks(blocks: Sequence[Block]) -> Field:
    parts = [part for block in blocks for part in block.parts]
    return ticked(parts, [option for block in blocks for option in block.options], "applied_diseases")


def ticked(parts: Sequence[Part], options: Sequence[ticks.Option], name: str) -> Field:
    """The ticked options; with none the value stays empty and unsure: a tick may be drawn where no glyph was read."""
    chosen = [option for option in options if option.ticked]
    if not chosen:
        return printed(name, parts, "", 0.2)
    value = "、".join(dict.fromkeys(disease for option in chosen if (disease := _disease(option.name))))
    sure = min(option.certainty for option in chosen)
    return printed(name, _lines_with(parts, [option.name for option in chosen]) or parts, value, sure)


def _lines_with(parts: Sequence[Part], names: Collection[str]) -> list[Part]:
    return [part for part in parts if any(name in part[1].text for name in names)]


def _by_number(parts: Sequence[Part]) -> Field | None:
    """The disease whose number is written behind a list of them, or who is named with it."""
    text = fold(" ".join(line.text for _, line in parts))
    chosen = _CHOSEN.search(text)
    if chosen is None:
        return None
    offered = {each["number"]: each["name"] for each in _OFFERED.finditer(text[: chosen.start()])}
    name = _disease(chosen["name"] or offered.get(chosen["number"], ""))
    named = chosen["name"] is None or offered.get(chosen["number"], chosen["name"]) == chosen["name"]
    return printed("applied_diseases", parts, name) if name and named and _is_listed(name) else None


def _until_another(parts: Sequence[Part], stops: Collection[str]) -> Iterator[Part]:
    """The parts before the form goes on with something else."""
    glued = tuple(word for word in stops if len(word) >= 4)
    begun = False
    for page, line in parts:
        flat = squeeze(line.text).text
        if option_blocks.holds_boxes(line.text):
            continue
        if flat.startswith(glued) or _OTHER.search(flat):
            if begun:
                return
            continue
        if _WORD.search(flat) and not find_dates(line.text):
            begun = True
            yield page, line


def _listed(parts: Sequence[Part]) -> Field | None:
    """Diseases written out: 高血压、糖尿病; 1. … 2. …; what is no disease behind the first ends the list."""
    kept: list[Part] = []
    names: list[str] = []
    for part in parts:
        here = [name for piece in _pieces(part[1].text) if (name := _disease(piece))]
        ended = [at for at, name in enumerate(here) if not _is_disease(name, first=not names and at == 0)]
        names.extend(here[: ended[0]] if ended else here)
        kept.extend([part] if here and ended[:1] != [0] else [])
        if ended and names:
            break
    return printed("applied_diseases", kept, "、".join(dict.fromkeys(names))) if names else None


def _pieces(text: str) -> list[str]:
    folded = fold(text)
    pieces: list[str] = []
    begin = 0
    for sign in _CUT.finditer(folded):
        if folded.count("(", begin, sign.start()) <= folded.count(
            ")", begin, sign.start()
        ):  # not 放疗、化疗 in brackets
            pieces.append(folded[begin : sign.start()])
            begin = sign.end()
    return [piece for piece in (*pieces, folded[begin:]) if _WORD.search(piece) and not _HEADER.fullmatch(piece)]


def _is_disease(name: str, *, first: bool) -> bool:
    """Behind a label the first may be any short word; further ones have to be named like diseases."""
    if len(name) > _LONGEST or _DRUG.search(name) or _SINCE.search(name):
        return False
    return first or _is_listed(name)


def _is_listed(name: str) -> bool:
    return looks_like_disease(name) or _LISTED.search(name) is not None


def _disease(text: str) -> str:
    bare = _NUMBERED_ENTRY.sub("", _CODE.sub("", text)).strip(" .。:：()（）_")
    if _ASKED.fullmatch(bare):
        return ""
    for opening, closing in ("()", "（）"):
        bare += closing * (bare.count(opening) - bare.count(closing))
    return "" if _HEADER.fullmatch(bare) else bare


def _told(pages: Sequence[Page]) -> Field | None:
    """本人因患高血压、糖尿病，申请享受门诊慢性病待遇。"""
    for page in pages:
        lines = [line for row in rows(page.lines) for line in row.lines]
        text, places = joined(lines)
        for match in _TOLD.finditer(fold(text)):
            group = "said" if match["said"] else "applied"
            names = [_disease(piece) for piece in re.split(r"[、,及和]", match[group])]
            if names and all(map(_is_listed, names)):
                parts = [(page, part) for part in cut(lines, places, *match.span(group))]
                return printed("applied_diseases", parts, "、".join(dict.fromkeys(names)), _TOLD_CERTAINTY)
    return None
