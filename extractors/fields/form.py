"""What an application form ticks and says: diseases applied for, insurance, opinions with signature and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extractors.fields import applied_diseases, cards, heading_makes, sections, ticks
from extractors.fields.applied_diseases import ticked
from extractors.fields.date_text import find_dates
from extractors.fields.names import name_in
from extractors.fields.printed import printed
from extractors.fields.sections import Part, Section
from extractors.layout import words
from extractors.layout.text import fold, squeeze
from extractors.reading import Field, Page

_SINGLE = {
    "insured_type": words.listed("参保类型 参保类别 险种类型 险种 人员类别 医保类型 参保险种 参保身份 人员性质"),
    "application_type": words.listed("申请类别 申请类型 申报类型 办理类型 申请方式 业务类型"),
    "chosen_hospital": words.listed(
        """
        选定医疗机构 选择定点医疗机构 申请定点医疗机构 选定定点医疗机构 定点医疗机构 定点医院 就医定点 选择医院
        选定医院
        """
    ),
    "applicant_signature": words.listed("申请人签名 申请人签字 本人签名 本人签字 申请人(签名) 申请人(签字) 患者签名"),
}
_OPINIONS = {
    "opinion_physician": words.listed(
        """
        医师意见 责任医师意见 专科医师意见 主治医师意见 医生意见 科室意见 专科意见 诊断医师意见 经治医师意见
        临床医师意见 接诊医师意见 医师诊断意见 科主任意见 专家意见 专家组意见 鉴定专家意见 专家鉴定意见
        """
    ),
    "opinion_hospital": words.listed(
        """
        医院意见 定点医疗机构意见 医疗机构意见 认定机构意见 医保办意见 医保科意见 医院医保办意见 医院医保部门意见
        医疗机构医保部门意见 定点医院意见 医院审核意见 医疗机构审核意见 定点医疗机构审核意见 医务科意见 认定意见
        医院医保科意见 医疗机构认定意见
        """
    ),
    "opinion_agency": words.listed(
        """
        经办机构意见 医保经办机构意见 医疗保险经办机构意见 审核意见 审批意见 鉴定意见 医保局意见 医保中心意见
        医保经办机构审核意见 经办机构审核意见 医保部门意见 医疗保障局意见 备案意见 复核意见 初审意见
        """
    ),
}
_INSIDE_AN_OPINION = frozenset(
    words.listed(
        """
        医师 医生 医师签名 医师签字 医师签章 医生签名 责任医师 责任医师签名 签名 签字 签章 盖章 公章 日期 签名日期
        经办人 受理人 初审人 复审人 审核人 科主任 主任 诊断 意见 年月日 负责人 主任医师 副主任医师 主治医师 复核
        审核 复核人 审批人 鉴定人 专家签名 审核日期 诊断医师 科主任签名 主任签名 医师(签名) 医师(签章) 科室 结论
        初审 复审 建议 时间
        """
    )
)
_NOTES = words.listed(
    "填表说明 填写说明 说明 备注 注 温馨提示 承诺 本人承诺 个人承诺 病情摘要 病史摘要 主要病情 诊断依据"
)
_SIGNED = re.compile(
    r"(?:医师|医生|签名|签字|签章|经办人|负责人|审核人|专家|主任)(?:\([^()]{0,6}\))?(?:签名|签字|签章|盖章)?[:]"
)
_INSTITUTION = re.compile(r"院|卫生[室所站]|服务(?:中心|站)|诊所|门诊部|药[店房]|保健所|疾控")


def extract(pages: Sequence[Page]) -> tuple[Field, ...]:
    """The form's fields: applied_diseases (joined with `、`), card_number, insured_type, application_type,
    chosen_hospital, applicant_signature, and per opinion its text, `…_signature` and `…_date`.

    Where no box can be told to be ticked, the value stays empty and its confidence low.
    """
    singles = [word for group in _SINGLE.values() for word in group]
    wanted = {fold(word) for word in (*applied_diseases.LABELS, *singles)}
    opinions = {fold(word): name for name, group in _OPINIONS.items() for word in group}
    stops = {fold(word) for word in (*words.ALL, *_NOTES)} | set(opinions)
    unlisted = partial(heading_makes.marked, wanted=wanted)
    found = sections.find(pages, wanted, stops - wanted, applied_diseases.labels_made, unlisted)
    ends = (stops | wanted) - {fold(word) for word in applied_diseases.LABELS}
    fields = [applied_diseases.read(pages, found, ends), cards.insured_number(pages)]
    fields.extend(_single(found, name, group) for name, group in _SINGLE.items())
    outer = (
        {fold(word) for word in (*words.ALL, *_NOTES, *applied_diseases.LABELS)} - set(opinions) - _INSIDE_AN_OPINION
    )
    for section in sections.find(pages, opinions, outer):
        fields.extend(_opinion(section, opinions[section.label]))
    return tuple(field for field in fields if field is not None)


def _single(found: Sequence[Section], name: str, labels: Sequence[str]) -> Field | None:
    wanted = {fold(word) for word in labels}
    for section in found:
        if section.label not in wanted or not section.parts:
            continue
        first = section.parts[:1]
        chosen = name == "chosen_hospital"
        if chosen and _INSTITUTION.search(squeeze(first[0][1].text).text) is None:
            continue
        # A hospital written out has boxes of other questions below it.
        if options := ticks.read(first[0][1].text if chosen else section.text):
            return ticked(section.parts, options, name)
        if name == "applicant_signature":
            page, line = first[0]
            span = name_in(line.text)
            return printed(name, [(page, line.part(*span))]) if span else None
        return printed(name, first, squeeze(first[0][1].text).text)
    return None


def _opinion(section: Section, name: str) -> list[Field]:
    """An opinion's own words, who signed it and when."""
    words_of_it: list[Part] = []
    fields: list[Field] = []
    for page, line in section.parts:
        flat = fold(line.text)
        signed = _SIGNED.search(flat)
        dates = find_dates(flat)
        if signed:
            behind = line.part(signed.end(), len(line.text))
            span = name_in(behind.text.strip())
            if span:
                fields.append(printed(f"{name}_signature", [(page, behind)], behind.text.strip()[slice(*span)]))
        if dates and dates[-1].date is not None:
            part = line.part(dates[-1].start, dates[-1].end)
            fields.append(printed(f"{name}_date", [(page, part)], str(dates[-1].date)))
        end = min([signed.start() if signed else len(flat), dates[0].start if dates else len(flat)])
        if line.text[:end].strip(" :：,，。()（）年月日") and not re.match(
            r"[(（]?(?:盖章|公章|签章)", line.text.strip()
        ):
            words_of_it.append((page, line.part(0, end) if end < len(flat) else line))
    if words_of_it:
        fields.insert(0, _said(printed(name, words_of_it)))
    return fields


def _said(field: Field) -> Field:
    return replace(field, value=field.value.strip(" :："))
