"""What an examination, pathology or genetic report says: modality, body part, specimen, findings, conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from extractors.fields import (
    examination,
    gene_table,
    heading_makes,
    report_headings,
    report_labels,
    report_unheaded,
    sections,
)
from extractors.fields.date_text import find_dates
from extractors.fields.printed import printed
from extractors.fields.sections import Part, Section
from extractors.layout import words
from extractors.layout.rows import height
from extractors.layout.sheet import sheet_of
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import fold, squeeze
from extractors.layout.values import value_of
from extractors.reading import Field, Line, Page

_AND = ("诊断 印象 结论 提示 意见", "及处理 与处理 及处置 及治疗 与治疗 及分期 及分级 和建议")
_SEEN_WITH = """
    检查 影像 影像学 放射 放射学 扫描 超声 彩超 超声检查 内镜 内镜检查 胃镜 肠镜 镜下 镜检 光镜 显微镜
    显微镜下 微观 病理 组织学 诊断 CT MR MRI X线 CT检查 MR检查 MRI检查 X线检查 PET PET-CT 心电图 脑电图
    肌电图 眼底 造影 喉镜 支气管镜 检查部位
"""
_FINDINGS = (
    report_labels.SEEN,
    *sections.worded(_SEEN_WITH, "所见 描述 表现 征象 发现"),
    *words.listed(
        """
        特征描述 影像特征描述 超声特征描述 所见/描述 检查所见/描述 描述/所见 所见及描述 影像所见/描述
        镜检及免疫组化 镜下及免疫组化 镜检与免疫组化 镜检所见及免疫组化 镜下所见及免疫组化 镜检/免疫组化
        镜检和免疫组化 镜下描述及免疫组化
        形态描述 细胞形态描述 光镜 光学显微镜
        所见 描述 表现 镜检 镜下 检查结果 心电图特征 检查记录 报告内容 影像学特征 影像特征 检查描述及所见 显微镜检
        显微镜检查 光镜检查 镜下检查 组织学检查 组织病理学检查 病理检查 病理学检查 检查情况 所见描述 报告描述 报告所见
        描述内容 检查内容 造影结果 造影检查结果 显像结果
        影像学检查所见 心脏超声所见 结果描述 检查结果描述 检测数据 测量结果 检查发现 镜检描述
        Findings FINDINGS Finding Description
        """
    ),
)
_CONCLUSION = (
    *sections.worded(*_AND),
    *sections.worded(
        """
        检查 影像 影像学 放射 放射学 超声 彩超 超声检查 内镜 胃镜 肠镜 镜下 CT MR MRI X线 心电图 脑电图 肌电图 眼底 诊断
        报告 检测 检验 测定 测量 监测 分析 评估 筛查 细胞学 细胞病理
        细胞病理学 细胞形态学 骨髓 骨髓象 形态学 组织学 病理 病理学 分子病理
        肺功能 骨密度 核医学 造影 综合
        冰冻 冰冻切片 冰冻病理 快速冰冻 术中冰冻 术中快速 石蜡 石蜡切片 石蜡病理 脱落细胞 液基细胞
        """,
        "诊断 提示 印象 意见 结论 诊断意见",
    ),
    *words.listed(
        """
        诊断意见 印象 结论 提示 病理诊断 病理诊断意见 病理学诊断 病理结果 检测结论 诊断印象 结果解读 总结 结果提示
        诊断结果 检测结果汇总 结论与建议 印象及建议 诊断及建议 小结 检查印象 报告结论 报告意见 诊断结论 诊断性意见
        提示及建议 意见与建议 意见及建议 结论及建议 诊断与建议 诊断意见及建议 病理结论 病理意见 超声诊断提示 分析提示
        会诊意见 会诊诊断 会诊结论 会诊结果 病理会诊意见 会诊诊断意见 结果说明 检测结果说明 检测结果解读 检查意见
        意见提示 超声意见 最终诊断 报告诊断 结果与建议 结果及建议 检测总结 变异解读 结果概述 结果总结
        检查总结 结论/诊断 印象/结论 诊断/印象 诊断(印象) 印象(诊断) 影像印象 心电图结论 结果判读 结果分析
        评估 评估意见 评估结论 综合评估 补充诊断 补充意见 修正诊断 更正诊断
        Impression IMPRESSION Conclusion CONCLUSION Diagnosis
        """
    ),
)
_ADDED = words.listed("补充诊断 补充意见")  # to another conclusion, where one stands there
_PERSONAL = frozenset(words.listed("姓名 受检者 受检人 患者 病人姓名 患者姓名 性别 年龄"))
_STRAY = 4  # characters of a line that may be none of the text
_FAR = 5.0  # text heights below it from which one that begins elsewhere is none of it
_BETWEEN = 2  # lines of other text between one above a heading and the heading, from which it is none of its text
_INDENT = 4.0  # text heights its lines begin right of its left edge at most
_LAST_RESORT = words.listed("诊断 意见 检测结果 结果")
_RESULTS = words.listed("检测结果 检验结果 结果")  # what was seen, where a conclusion stands beside it
_RESULT = "检查结果"
_PERHAPS = 0.85  # certainty of a text under one of these
_UNHEADED = 0.7  # and under no heading
_SPECIMEN = words.listed(
    "标本名称 送检材料 送检标本 送检组织 标本类型 样本类型 标本种类 样本种类 取材部位 送检部位 标本部位 标本 样本名称"
)
_TAKEN_FROM = words.listed("取材部位 采取部位 送检部位 标本部位 活检部位 采集部位")
_GROSS = (
    report_labels.GROSS,
    *words.listed("肉眼所见 肉眼可见 大体所见 大体描述 巨检 大体检查 巨检所见 肉眼观察 大体标本 大体 肉眼"),
)
_METHOD = words.listed("检查方法 检查技术 扫描方法 扫描技术 检测方法 成像方法 检查方式")
_ENDS = words.listed(
    """
    变异详情 变异信息 变异明细 突变详情 变异结果 变异位点 变异位点信息 变异详细信息 检出变异 检测结果详情 基因变异详情
    检测说明 变异列表 检测平台 检测局限 检测局限性 参考文献
    介入治疗 介入过程 介入操作 手术过程 操作过程 治疗过程
    治疗建议 随访建议 报告人 诊断者 审核者 备注 注 附注 说明 声明 图像 影像图像 附图 病理医师 建议 以下空白 活检
    病理 活检病理 病理结果回报
    活检部位 快速尿素酶试验 HP检测
    """
)
# Words of running text, or of a heading inside the findings: they end no section.
_NEUTRAL = frozenset(
    words.listed(
        """
        结果 标本 呼吸 血压 脉搏 体温 T P R BP 治疗 症状 体征 项目 单位 编号 报告 审核 检验 复核 核对 调配 发药
        病区 类别 名称 剂量 规格 数量 天数 合计 入院 出院 血糖 医院 科 出生 住院时间 开始时间 结束时间 提示 印象
        结论 诊断 体重 身高 处置 处理 住院 患者 病人 免疫组化 免疫组化结果 特殊染色 分子检测
        """
    )
)
_SAID = re.compile(r"[\u4e00-\u9fff]{3}|[。；，]")
_SCALE = re.compile(r"\d\s*mm/(?:s|mV)")  # how an electrocardiogram was drawn
_RULING = re.compile(r"[=＝_—─━*~～.·\-]{6,}")  # a line drawn with characters
_CLOSING = re.compile(
    r"^(?:本[\u4e00-\u9fff]{0,4}(?:意见|报告|结论)(?:基于|系|依据|根据)|(?:标本|样本|取材|送检[标样]本)(?:来源|部位|名称|类型|种类|性质)(?![于为是])|[\u4e00-\u9fff]{0,4}(?:意见|报告|结果|结论|诊断|检[测验查])仅[供作为对]|"
    r"[\u4e00-\u9fff]{0,4}(?:建议|说明|声明|备注|附注|提醒|明细|详情|列表|清单)[:]?$|[A-Za-z]{0,6}[\u4e00-\u9fff]{0,6}标准:|"
    r"(?:签发|(?:检测|检查)?方法学?(?::.*)?)$|"
    r"[\u4e00-\u9fff]{2,4}(?:医[师生]|专家|技师|技士|护士|[者人员]):|[*※]|本报告|此报告|该报告|报告仅|以上(?:报告|结果|意见)|注[:：]|声明[:：]|仅供|此结果|本结果|"
    r"[\u4e00-\u9fff]{2,10}:[□☐☑■√✓]|危急值|已?电话(?:通知|报告|告知)|标本去向|(?:[□☐☑■√✓口]?[阴阳]性?){1,4}$|扫码|(?:报告|审核|诊断|检查|病理|初诊|复诊|签发|复核|阅片|操作|书写|记录)(?:医[师生]|[者人])|"
    r"[-—]*以下空白|\(?[本此]?(?:报告|结论).{0,6}(?:参考|有效|负责))"
)


_SIGNED = re.compile(
    r"(?:[A-Za-z]{4,}(?: [A-Za-z]{2,})?\s*)?(?:报告)?"
    r"(?:检[验测查]|审核|复核|核对|审定|批准|签发|操作|记录|测定|分析|报告)"
    r"(?:[者人员]|技?[师士]|医[师生])?(?:\s*[A-Z][A-Za-z]{3,12}(?: [A-Za-z]{2,8})?)?"
    r"(?:[:：]\s*|\s+)(?P<value>\S[^:：。，]{1,18})"
)
_SIGNED_IN_ENGLISH = re.compile(
    r"[A-Z][A-Za-z]{3,12}(?:[ .][A-Za-z]{2,8})?[.]?\s*[:：]\s*(?P<value>\S[^:：。，]{1,18})"
)
_BLOOD = re.compile(r"(?:外周)?血(?:涂)?片(?:所见|描述)?:")  # below what was seen of the marrow
_OTHER_LIGHT = re.compile(
    r"[\[<]?(?:免疫(?:荧光|病理|组化)|电镜|电子显微镜|透射电镜|超微结构)"
)  # than the microscope's own
# What was done about it, behind what was concluded.
_DONE = re.compile(r"(?:处理|处置|治疗|手术|操作|介入)(?:经过|过程|措施)?:")


def extract(pages: Sequence[Page]) -> tuple[Field, ...]:
    """The report's own words, as fields named modality, body_part, method, specimen, gross, findings,
    conclusion and gene_results; what is not printed is left out. 免疫组化 stays in the text it stands in."""
    pages = [report_headings.told(page) for page in pages]
    found = tuple(section for section in _sections(pages) if not _is_particular(section))
    table, table_lines = gene_table.read(pages)
    added = [section for section in found if section.label in _ADDED]
    others = {section.label for section in found} - set(_ADDED)
    if added and not others & set(_CONCLUSION) and others & set(_LAST_RESORT):  # 诊断 above 补充意见
        found = tuple(section for section in found if section not in added)
    conclusion = _text(found, _CONCLUSION, "conclusion", table_lines) or _text(
        found, (report_labels.CONCLUDED,), "conclusion", table_lines
    )
    if conclusion is None and _concludes_with_results(found):
        conclusion = _text(found, (_RESULT,), "conclusion", table_lines, _PERHAPS)
        found = tuple(section for section in found if section.label != _RESULT)
    fields = [
        examination.modality(pages),
        examination.body_part(pages) or _short(pages, _TAKEN_FROM, "body_part"),
        _short(pages, _METHOD, "method"),
        _short(pages, _SPECIMEN, "specimen"),
        _text(found, _GROSS, "gross"),
        _text(_seen(found), _FINDINGS, "findings") or (_seen_otherwise(found, table_lines) if conclusion else None),
        conclusion or _text(found, _LAST_RESORT, "conclusion", table_lines, _PERHAPS),
        table,
    ]
    return tuple(field for field in fields if field is not None)


def _is_particular(section: Section) -> bool:
    """Whether a diagnosis stands on a row with whose it is: what a sample was sent with, 受检者：… 病理诊断：…"""
    page, heading = section.anchor
    level = (label for label in sheet_of(page).labels if abs(label.box.cy - heading.box.cy) < 0.5 * height(heading))
    person = any(label.word in _PERSONAL and label.box.x1 < heading.box.x0 for label in level)
    return section.label == "病理诊断" and person


def _concludes_with_results(found: Sequence[Section]) -> bool:
    """Whether 检查结果 stands below another heading of what was seen: 检查描述 … 检查结果 …"""
    wanted = {fold(label) for label in _FINDINGS}
    labels = [section.label for section in found if section.label in wanted]
    return _RESULT in labels[1:] and labels[0] != _RESULT


def _seen(found: Sequence[Section]) -> list[Section]:
    """Without what other headings say was seen, below the conclusion: 病理检查 of a sample that was sent."""
    wanted, concluded = {fold(label) for label in _FINDINGS}, {fold(label) for label in _CONCLUSION}
    kept: list[Section] = []
    done = False
    for section in found:
        done = done or (section.label in concluded and bool(kept))
        if section.label in wanted and (not done or section.label == kept[0].label):
            kept.append(section)
    return kept


def _seen_otherwise(found: Sequence[Section], without: frozenset[int]) -> Field | None:
    """What was seen where no heading says so: the results, what the eye saw of tissue, or the text above."""
    results = _text(found, _RESULTS, "findings", without, _PERHAPS)
    gross = results or _text(found, _GROSS, "findings", without, _PERHAPS)
    concluded = {fold(label) for label in _CONCLUSION}
    parts = next((report_unheaded.read(section) for section in found if section.label in concluded), [])
    return gross or (printed("findings", parts, certainty=_UNHEADED) if parts else None)


def _sections(pages: Sequence[Page]) -> tuple[Section, ...]:
    wanted = {fold(w) for w in (*_FINDINGS, *_CONCLUSION, *_LAST_RESORT, *_GROSS, report_labels.CONCLUDED)}
    stops = {fold(w) for w in (*words.ALL, *_ENDS, *examination.PART, *_METHOD, *_SPECIMEN)} - wanted - _NEUTRAL
    texts = wanted - {fold(w) for w in _LAST_RESORT}
    unlisted = partial(heading_makes.marked, wanted=texts)
    return sections.find(pages, wanted, stops, _made, unlisted, within=False)


def _made(text: str, at: Sequence[int]) -> Iterable[tuple[str, int, int]]:
    return (*report_headings.run_on(text, at), *report_labels.composed(text, at))


def _text(
    found: Sequence[Section], labels: Iterable[str], name: str, without: frozenset[int] = frozenset(), sure: float = 1.0
) -> Field | None:
    """The text under the labels, in order of the page; a label that comes again (next page, next part) goes on."""
    wanted = {fold(label) for label in labels}
    parts: list[Part] = []
    for section in found:
        if section.label in wanted:
            kept = [p for p in until_closing(_attached(section)) if id(p[1]) not in without]
            if name == "conclusion" and "处" not in section.label:
                kept = _until(kept, _DONE)  # 处理：植入支架1枚
            if name == "findings":
                kept = _until(kept, _BLOOD)
            if section.label.startswith("光") and not _heads_stains(section):
                kept = _until(kept, _OTHER_LIGHT)
            parts.extend(_without_strays(kept))
    return printed(name, parts, certainty=sure) if parts else None


def _heads_stains(section: Section) -> bool:
    """Whether a heading is of what antibodies say as well: 光镜及免疫组化."""
    return "免疫" in squeeze(section.anchor[1].text).text.partition(":")[0]


def until_closing(parts: Sequence[Part]) -> list[Part]:
    """A text up to who signs it, to what every report says, or to a line drawn below it."""
    kept: list[Part] = []
    for part in parts:
        flat = squeeze(part[1].text).text
        if _CLOSING.match(flat) or _signs(part[1].text) or (kept and _RULING.fullmatch(flat)):
            break
        kept.extend([] if _RULING.fullmatch(flat) else [part])
    return kept


def _attached(section: Section) -> list[Part]:
    """A section's text without what stands above its heading and other text between: a title is no text of a label.

    A label in the middle of a tall cell has text above it, and nothing between.
    """
    page, heading = section.anchor
    own = {id(line) for _, line in section.parts}
    # No characters of a label set from top to bottom.
    others = [line for line in page.lines if id(line) not in own and not line.in_seal and len(line.text.strip()) > 1]

    def is_parted(line: Line) -> bool:
        between = sum(line.box.y1 < other.box.cy < heading.box.y0 for other in others)
        return between >= _BETWEEN

    return [part for part in section.parts if part[0] is not page or not is_parted(part[1])]


def _until(parts: Sequence[Part], other: re.Pattern[str]) -> list[Part]:
    """A text up to the line that begins with another heading, where one stands below its first."""
    ends = (i for i, (_, line) in enumerate(parts) if i and other.match(squeeze(line.text).text))
    return list(parts[: next(ends, len(parts))])


def _signs(text: str) -> bool:
    """Whether a line is who signs, or a day, and nothing else: 检验：张三, Technician 操作：李四, 报告 2026-03-02."""
    said = fold(text).strip()
    signed = _SIGNED.fullmatch(said) or _SIGNED_IN_ENGLISH.fullmatch(said)
    if signed is None:
        return False
    value = signed["value"]
    return any(day.start == 0 for day in find_dates(value)) or is_whole_name(squeeze(value).text)


def _without_strays(parts: Sequence[Part]) -> list[Part]:
    """Without a seal's or a picture's characters read below the text: a paragraph's last line begins at its left.

    Nor does a longer line go on with it that stands far below: a round seal's arc, a date beneath it.
    """
    if not parts:
        return []
    left = min(line.box.x0 for _, line in parts[:2])
    kept: list[Part] = []
    for page, line in parts:
        if _SCALE.search(line.text) and not _SAID.search(line.text):
            continue
        level = any(other is page and abs(each.box.cy - line.box.cy) < 0.6 * height(each) for other, each in kept)
        begins = line.box.x0 - left < _INDENT * height(line)
        near = not kept or kept[-1][0] is not page or line.box.y0 - kept[-1][1].box.y1 < _FAR * height(kept[-1][1])
        if not kept or level or begins or (near and len(squeeze(line.text).text) > _STRAY):
            kept.append((page, line))
    return kept


def _short(pages: Sequence[Page], labels: Sequence[str], name: str) -> Field | None:
    """The first label's value, labels in order of preference."""
    for label in labels:
        for page in pages:
            sheet = sheet_of(page, labels)
            for place in sheet.labels_of((label,)):
                value = value_of(place, sheet)
                if value is not None and value.text.strip():
                    return printed(name, [(page, part) for part in value.parts])
    return None
