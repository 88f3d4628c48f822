"""Diagnoses as a list: name, certainty, stage, type, codes, and under which label each stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from extractors.fields import (
    diagnosis_bounded,
    diagnosis_denied,
    diagnosis_extent,
    diagnosis_headings,
    diagnosis_labels,
    diagnosis_list,
    diagnosis_prose,
    diagnosis_sighted,
    diagnosis_sorts,
    diagnosis_table,
    diagnosis_wraps,
    disease_mending,
    heading_makes,
    sections,
    stage_told,
    unlisted_labels,
)
from extractors.fields.certainty import leading_marker, read_certainty, says_nothing
from extractors.fields.diagnosis_name import tidy
from extractors.fields.form_cells import Mark, Piece
from extractors.fields.icd import part_codes
from extractors.fields.sections import Part, Section
from extractors.fields.stage import is_treated, read_stage, read_type
from extractors.layout import gloss, words
from extractors.layout.counterfoil import without_counterfoil
from extractors.layout.margins import without_margins
from extractors.layout.remarks import without_remarks
from extractors.layout.rows import height, typical_height
from extractors.layout.text import confidence, evidence, fold, join, squeeze
from extractors.reading import Certainty, Diagnosis, Line, Page
from extractors.roles.net import MOST

# Every known label ends a list of diagnoses, and so do these.
_ENDS = words.listed(
    """
    处置意见 处理措施 诊治经过 医生意见 意见 诊断医师 公章 盖章 时间 特此证明 以上证明 以上情况 以上 说明 注意事项
    处方 处方内容 用药方案 治疗用药 药物治疗 处方用药 就诊处理 诊疗建议 处置建议 治疗计划 处理建议 去向 休假 病假
    证明编号 就诊卡号 住院日期 体征 病情 病情介绍 病情描述 手术名称 手术及操作 手术操作 手术操作名称
    手术及操作名称 手术 用药 药品 Rp RP
    标本种类 检查时间 样本号 血型 转归 疗效 休息 全休 证明用途 用途 宣教 预后 复诊 复查 适应症 中医诊断依据
    病情及诊疗经过 病情及治疗经过 病情及诊治经过 病情及处理 病情及治疗 病情诊疗经过 病情与诊疗经过 病程经过 病情说明
    病情及建议 诊疗情况 诊治情况 诊疗意见 治疗情况 病情摘要及诊疗经过 出院病情
    手术及操作日期 手术操作日期 手术日期 操作日期 操作名称 住院费用 住院费用(元) 住院总费用 总费用 总费用(元)
    自付 自付金额
    辨证使用中药制剂 使用中医诊疗设备 使用中医诊疗技术 使用医疗机构中药制剂 辨证施护 临床路径 实施临床路径 治疗类别
    治则 治法 治则治法 治则与治法 辨证分型 辨证依据 辨病依据 方药
    心电图诊断 手术诊断 麻醉诊断 护理诊断 诊断标准 诊断要点
    """
)
_OF_A_CODE = {fold(label) for label in ("ICD-10", "ICD编码")}  # stand between a name and its code on one row
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.、)]|\(\d{1,2}\)|[①-⑮⑴-⒂⒈-⒖])\s*(?:(?=[12]型)|(?!\d))")
# What forms print beside and below their lists.
_NO_DIAGNOSIS = re.compile(
    r"^(?:入院|出院|病情|诊断|疾病|编码|名称|代码)+$|(?:医院|卫生院|保健院|中心|门诊部)(?:.{0,6}(?:分院|院区|分部))?$|[省市县区旗](?:第[一二三四五六七八九十]|人民|中心|中医)$|疾病编码|名称[－-]?$|病理号|药物过敏|过敏药物|科主任|"
    r"\d\s*(?:mg|μg|ug|ml|g|片|粒|支|万?[Uu])(?![A-Za-z])|(?:口服|静滴|皮下注射|肌注).{0,4}(?:每|[qbt]i?d)|(?:每[日天周晚早]|一日).{0,3}次"
)
_GLOSS = re.compile(r"[(\[][^()\[\]]*[)\]]")  # what only explains the heading before it: (中医/西医), (按主次填写)
_NO_NAME = re.compile(r"^Rh\S{0,4}$|^[IVXl|.\s]+$|^(?!.*(?:[㐀-鿿]{2}|[A-Za-z]{2}))|^[\d\s.,:;/()\-+%年月日时分]*$")
# Whose diagnosis it is, before it: 中医：项痹, (西医)脑梗死; alone above a numbered list it is none.
_SCHOOL = re.compile(
    r"^\s*(?:[(\[]\s*)?(?:[中西蒙藏壮]医|[中西](?=\s*[)\]])|主病|兼病|主证|兼证|病名|证型|证候|[首余主次副另本]诊)(?:诊断)?(?:[)\]]\s*:?|\s*:|\s*$)\s*"
)
_NAMED_AS = re.compile(r"^\s*(?:主要|其[他它]|次要|补充|第[一二三四五六])诊断(?:为|是|:)\s*")  # in a sentence
_MENDED = 0.85  # share left where the first letter of a code was read as a digit
_AILMENT = re.compile("[病症炎癌瘤]|综合征|术后$")  # of what a sentence says was diagnosed
_BEFOREHAND = re.compile("门诊|门急诊|门\\(急\\)诊")  # labels of a front page
_UNDER_THE_MICROSCOPE, _TUMOUR = "病理诊断", re.compile("[癌瘤]|白血病")
_ASKED = re.compile("查因|待[查诊排除]|占位|肿[物块]|包块|阴影|性质未定|异常")  # what a stay is to find out
_CERTIFIED = re.compile("兹证明|特此证明|[兹现]有")
_SIGNS = re.compile(r"[\s,、;:.·]")
_LEVEL = 0.5  # text heights between parts of one row
_LARGE_ALONE, _LARGE = 1.7, 2.2  # times the page's text height, of a character alone and of words
_LONGEST_TOLD = 40  # characters of a diagnosis told in a sentence
_STAGE_NUMBER = re.compile(
    r"(?:(?<![A-Za-z0-9.])|(?<=[A-Z]{2})|(?<=M[01Oo]))[ⅠⅡⅢⅣIVl1-6|川/]{1,4}(?=\s?(?:[ABCabc]?\d?|[ES]{1,2}[ABab]?)\s?[期级])"
)
_CITED = frozenset(map(fold, words.listed("诊断意见 诊断印象 诊断结果 诊断结论 诊断提示 印象")))
_SENTENCE_ENDS = re.compile("[,，。;；]")
_BEYOND = 0.7  # share left where the list may have ended above
_UNSTRUCTURED = 0.9  # share of the confidence left where the name has no form of a diagnosis


def extract(pages: Sequence[Page], labels: Mapping[str, int]) -> tuple[Diagnosis, ...]:
    """The diagnoses of one document, best source first and in printed order within a source.

    `labels`: printed label → rank; 0 is the most authoritative, `REQUEST_RANK` no evidence. See RECORD, CERTIFICATE ….
    """
    wanted = diagnosis_labels.spelled(labels)
    known = set(wanted) | {fold(label) for label in diagnosis_labels.PARTS}
    stops = {fold(label) for label in (*words.ALL, *_ENDS)} - known - _OF_A_CODE
    asked, pages = pages, [_without_watermark(page) for page in pages]
    tables, rest = diagnosis_table.read(pages, {k: v for k, v in wanted.items() if v != diagnosis_labels.REQUEST_RANK})
    found: list[Diagnosis] = [one for row in tables for one in _from_row(row)]
    unlisted = partial(_mark_unlisted, known=known)
    named = sections.find(rest, known, stops, partial(diagnosis_labels.made, known=known), unlisted)
    for section, source, rank in _ranked(_without_asides(named), wanted):
        found.extend(_from_section(section, source, rank, tcm=section.label.startswith(("中医", "主证", "证型"))))
    if not found and fold("诊断为") in wanted:
        found.extend(_told(rest) or _unheaded(rest))
    if not found and labels is diagnosis_labels.RECORD and any(map(_certifies, rest)):
        found.extend(_told(rest))
    if diagnosis_labels.diagnoses(labels):
        found = diagnosis_bounded.bounded(diagnosis_denied.without_denied(found, asked), asked, _by_itself)
        found.extend(diagnosis_sighted.sighted(asked, found, _by_itself, _cut))
    if labels is diagnosis_labels.FRONT_PAGE:
        found = _without_beforehand(found)
    return tuple(sorted(_distinct(found), key=lambda each: each.source_rank))


def _mark_unlisted(marks: list[Mark], pieces: list[Piece], known: Collection[str]) -> None:
    diagnosis_headings.marked(marks, pieces, known)
    unlisted_labels.marked(marks, pieces, diagnosis_extent.may_be_label)
    heading_makes.marked(marks, pieces, known)
    diagnosis_sorts.marked(marks, pieces, known)


def _without_asides(found: Sequence[Section]) -> list[Section]:
    """Without what reports cited in a text conclude (未见强化。诊断意见：术后改变) where a heading tells diagnoses."""
    asides = [section.label in _CITED and _begins_within(section.anchor) for section in found]
    return [section for section, aside in zip(found, asides, strict=True) if not aside or all(asides)]


def _begins_within(part: Part) -> bool:
    """Whether a sentence stands before a label on its line; another label with its value makes a row of a form."""
    page, label = part
    return any(
        _SENTENCE_ENDS.search(line.text.partition(label.text)[0])
        and label.text in line.text
        and line.box.x0 < label.box.x0 - height(label)
        and line.box.x1 >= label.box.x1
        for line in page.lines
        if abs(line.box.cy - label.box.cy) < _LEVEL * height(label)
    )


def _without_watermark(page: Page) -> Page:
    """Without words large across the text or upright beside it, which would run into names, and without counterfoil.

    No list is set twice as large.
    """
    usual = typical_height(page.lines)

    def is_large(line: Line) -> bool:
        large = _LARGE_ALONE if len(squeeze(line.text).text) == 1 else _LARGE
        return height(line) > large * usual and line.box.width > 0.8 * height(line)

    kept = without_remarks(without_margins(tuple(line for line in page.lines if not is_large(line))))
    kept = without_counterfoil(kept)
    return replace(page, lines=kept) if len(kept) < len(page.lines) else page


def _ranked(found: Sequence[Section], wanted: Mapping[str, int]) -> list[tuple[Section, str, int]]:
    """Each section with the label and the rank it counts under; 西医诊断 below an empty 出院诊断 counts as 出院诊断."""
    ranked: list[tuple[Section, str, int]] = []
    parent: tuple[str, int] | None = None
    for section in found:
        part = section.label in diagnosis_labels.PARTS
        if part and parent is not None:
            ranked.append((section, *parent))
            continue
        rank = wanted.get(section.label, min(wanted.values(), default=0))
        ranked.append((section, section.label, rank))
        parent = (section.label, rank) if not section.parts and not part else None
    return ranked


def _from_section(section: Section, source: str, rank: int, *, tcm: bool) -> list[Diagnosis]:
    parts, doubted = diagnosis_extent.within(section)
    breaks = diagnosis_wraps.breaks(parts)
    text = "".join(line.text + sign for (_, line), sign in zip(parts, (*breaks, ""), strict=False))
    found: list[Diagnosis] = []
    heading: Certainty | None = None
    for start, end in diagnosis_list.split(text, diagnosis_wraps.wraps(parts, breaks)):
        if _ends_list(text[start:end]):
            break
        heading = leading_marker(text[start:end].replace("\n", "")) or heading
        one = _diagnosis(_cut(parts, start, end), source, rank, tcm=tcm)
        if one is None:
            continue
        if heading is not None and one.certainty is Certainty.CONFIRMED:
            one = replace(one, certainty=heading)
        if _part_at(parts, start) in doubted:
            one = replace(one, confidence=round(one.confidence * _BEYOND, 4))
        found.append(one)
    return found


def _ends_list(fragment: str) -> bool:
    return diagnosis_list.advises(fragment) or diagnosis_extent.tells(fragment)


def _part_at(parts: Sequence[Part], character: int) -> int:
    """Which of the parts a character of their joined text is in."""
    ends = accumulate(len(line.text) + 1 for _, line in parts)
    return next((n for n, end in enumerate(ends) if character < end), len(parts))


def _certifies(page: Page) -> bool:
    """Whether a record certifies a stay: 兹证明…因患胃溃疡、贫血，于…入我院."""
    return any(_CERTIFIED.search(squeeze(line.text).text) for line in page.lines)


def _told(pages: Sequence[Page]) -> list[Diagnosis]:
    """The diagnoses of the first sentence that names any."""
    for parts, whose in diagnosis_prose.told(pages):
        # A sentence runs on in the next line wherever its line is full.
        runs_on = dict.fromkeys(range(len(parts)), False)
        spans = diagnosis_list.split("\n".join(line.text for _, line in parts), runs_on)
        texts = ["".join(line.text for _, line in _cut(parts, *span)) for span in spans]
        until = next((n for n, text in enumerate(texts) if n and _ends_list(text)), len(spans))
        found = [_diagnosis(_cut(parts, *span), "诊断为", 0, tcm=False) for span in spans[:until]]
        named = [one for one in found if one is not None and len(one.name) <= _LONGEST_TOLD]
        if any(diagnosis_list.looks_like_disease(one.name) or _AILMENT.search(one.name) for one in named):
            return [replace(one, certainty=whose) if whose else one for one in named]
    return []


def _without_beforehand(found: Sequence[Diagnosis]) -> list[Diagnosis]:
    """What a clinic took it for (冠心病) only justified the stay, where a front page tells what the stay found.

    It goes where it was asked (贫血查因, 直肠占位) or is said as well; so does what the microscope called the tumour
    or the disease the stay was for: it says more of it.
    """
    stay = {one.name for one in found if not (_BEFOREHAND.match(one.source) or one.source == _UNDER_THE_MICROSCOPE)}
    tumour = any(map(_TUMOUR.search, stay))

    def said_again(one: Diagnosis) -> bool:
        if _BEFOREHAND.match(one.source):
            return any(one.name in name for name in stay) or _ASKED.search(one.name) is not None
        of_it = (tumour and _TUMOUR.search(one.name) is not None) or any(name in one.name for name in stay)
        return one.source == _UNDER_THE_MICROSCOPE and of_it

    kept = [_spelled(one, found) for one in found if not (stay and said_again(one))]
    asked = diagnosis_labels.REQUEST_RANK
    return [replace(one, source_rank=asked) if stay and _BEFOREHAND.match(one.source) else one for one in kept]


def _spelled(one: Diagnosis, others: Sequence[Diagnosis]) -> Diagnosis:
    """With the signs within its name as another of the same letters has them that was read surer: IVA期，IPI 3分."""
    letters = _SIGNS.sub("", one.name)
    surer = (each for each in others if each.confidence > one.confidence and _SIGNS.sub("", each.name) == letters)
    more = max(surer, key=lambda each: len(each.name), default=one)
    return replace(one, name=more.name) if len(more.name) > len(one.name) else one


def _unheaded(pages: Sequence[Page]) -> list[Diagnosis]:
    """Those of lines that no heading calls diagnoses, and so never sure."""
    parts = diagnosis_sorts.unheaded(pages)
    spans = [_cut((part,), *span) for part in parts for span in diagnosis_list.split(part[1].text)]
    found = [one for span in spans if (one := _by_itself(span)) is not None]
    return [replace(one, confidence=min(one.confidence, MOST)) for one in found]


def _by_itself(parts: Sequence[Part]) -> Diagnosis | None:
    return _diagnosis(parts, "", 0, tcm=False)


def _from_row(row: diagnosis_table.TableRow) -> list[Diagnosis]:
    one = _diagnosis(row.name, row.source, row.rank, tcm=False)
    if one is None:
        return []
    codes = tuple(code for part in row.code for code in part_codes(f"({_code_in(part[1].text)})").icd)
    sure = min(one.confidence, *(part[1].confidence for part in row.code)) if row.code else one.confidence
    marks = tuple(e for part in row.code for e in evidence(part[0], (part[1],)))
    return [replace(one, icd=(*one.icd, *codes), confidence=sure, evidence=(*one.evidence, *marks))]


def _code_in(cell: str) -> str:
    return diagnosis_table.code_of(cell) or fold(cell).strip()


def _diagnosis(parts: Sequence[Part], source: str, rank: int, *, tcm: bool) -> Diagnosis | None:
    lines = [line for _, line in parts]
    printed = join(lines)
    coded = part_codes(_NUMBERED.sub("", fold(printed)), tcm=tcm)
    name, certainty = read_certainty(_NAMED_AS.sub("", _SCHOOL.sub("", coded.name)))
    name = tidy(name)
    if (
        says_nothing(name)
        or _NO_NAME.match(name)
        or len(name) < 2
        or _NO_DIAGNOSIS.search(name)
        or leading_marker(coded.name) is not None
        or gloss.is_heading(name)
        or (_GLOSS.fullmatch(name) and not diagnosis_list.looks_like_disease(name[1:-1]))
    ):
        return None
    name, mended = disease_mending.mended(name, lines)
    shape = mended if diagnosis_list.looks_like_disease(name) else mended * _UNSTRUCTURED
    shape *= _MENDED if coded.mended else 1.0
    return Diagnosis(
        name=name,
        text=printed,
        certainty=certainty,
        source=source,
        source_rank=rank,
        icd=coded.icd,
        stage=read_stage(name),
        type=read_type(name),
        treated=is_treated(name),
        confidence=round(min(confidence(lines) * shape, _sure_of_stage(lines)), 4),
        evidence=tuple(piece for page, line in parts for piece in evidence(page, (line,))),
    )


def _sure_of_stage(lines: Sequence[Line]) -> float:
    """How sure the number of a stage or grade is where it was read in doubt, else 1: Ⅱ or Ⅲ is another diagnosis."""
    marks = [
        mark
        for line in lines
        if len(line.char_confidences) == len(line.text)
        for match in _STAGE_NUMBER.finditer(line.text)
        for mark in line.char_confidences[match.start() : match.end()]
    ]
    least = min(marks, default=1.0)
    return least if least < stage_told.DOUBTED else 1.0


def _cut(parts: Sequence[Part], start: int, end: int) -> tuple[Part, ...]:
    """The stretch [start, end) of the parts' joined text (one newline between lines)."""
    cut: list[Part] = []
    at = 0
    for page, line in parts:
        a, b = max(start - at, 0), min(end - at, len(line.text))
        if a < b and line.text[a:b].strip():
            cut.append((page, line if (a, b) == (0, len(line.text)) else line.part(a, b)))
        at += len(line.text) + 1
    return tuple(cut)


def _distinct(found: Sequence[Diagnosis]) -> list[Diagnosis]:
    """Each diagnosis once per source, and none that another says more of: a form and its stub may print one list."""
    seen: dict[tuple[str, str, Certainty], Diagnosis] = {}
    for each in stage_told.stages_told(found):
        seen.setdefault((each.source, each.name, each.certainty), each)
    distinct = list(seen.values())
    return [one for one in distinct if not any(_says_more(other, one) for other in distinct)]


def _says_more(other: Diagnosis, one: Diagnosis) -> bool:
    """Whether the other is the same diagnosis, said as well and with its stage, side or type behind it."""
    more = other.name.removeprefix(one.name) if len(other.name) > len(one.name) else other.name
    same = other.source != one.source and other.source_rank == one.source_rank and other.certainty is one.certainty
    return same and more != other.name and diagnosis_list.qualifies(more)
