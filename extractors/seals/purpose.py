"""What a seal is for: its words held against the phrases seals carry, with a tolerance for misread characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from extractors.reading import Frame, SealPurpose
from extractors.seals.window import best_window

_TABLE = {
    SealPurpose.CERTIFICATE: """
        诊断专用章 证明专用章 门诊诊断专用章 医疗专用章 医疗业务专用章 诊疗专用章 医疗诊断专用章 病情介绍专用章
        病情诊断专用章 疾病诊断专用章 医疗文书专用章 疾病诊断证明书
        医务科诊断专用章 医务处诊断专用章 医务部诊断专用章 医教科诊断专用章 医政科诊断专用章
    """,
    SealPurpose.RECORD_COPY: """
        病历复印专用章 病案复印专用章 病历专用章 病案专用章 复印专用章 病历复印章 病案复印章
        医疗文书复印章 医疗文书复印专用章 病历资料复印章 住院病历专用章 病历复印室
        病案管理专用章 病历资料专用章 病历资料复印专用章 病案资料复印专用章 住院病历复印专用章
        病案复印室 病历复印处 病案统计专用章 复印件专用章
    """,
    SealPurpose.DEPARTMENT_REPORT: """
        检测报告专用章 检测专用章 检验检测专用章 化验报告专用章 基因检测专用章 体检报告专用章 体检专用章
        检查报告专用章 报告专用章 检验报告专用章 检验专用章 检验专用 影像报告专用章 影像诊断专用章
        医学影像专用章 放射诊断专用章 病理报告专用章 病理诊断专用章 病理诊断报告专用章 超声报告专用章
        超声诊断专用章 心电图报告专用章 心电诊断专用章 内镜报告专用章 磁共振报告专用章 磁共振诊断专用章
        医学检验专用章 临床检验报告专用章 检验结果专用章 检查结果专用章
    """,
    SealPurpose.DEPARTMENT: """
        医务科 医务部 医务处 医教科 医政科 门诊部 门急诊部 门急诊办公室 导诊台 导诊服务台
        门诊部专用章 门诊办公室 门诊办 门诊服务部 门诊服务中心 门诊专用章 急诊科 急诊专用章
        住院部 住院部专用章 住院处 住院专用章 护理部 办公室 质控科 科教科 预防保健科 慢病管理科 专家门诊 特需门诊
        慢病管理中心 慢性病管理中心 慢性病管理科 已审核 已登记 已备案 已登记备案 已核 已核对
        慢病门诊 慢性病门诊 医务科专用章 医务部专用章 医务处专用章 医教部 科教部 门诊病历专用章
        出入院处 出入院管理处 出入院服务中心 入院处 出院处 住院登记处 便民服务中心 一站式服务中心 客服中心
    """,
    SealPurpose.INSURANCE_OFFICE: """
        医保办公室 医疗保险办公室 医保办 医保科 医保专用章 医保办专用章 医疗保险专用章 医疗保险科
        医保审核专用章 医保审批专用章 新农合办公室 合作医疗办公室 合管办 医保物价科 医疗保障办公室
        医疗保障科 医保服务办公室 医疗保险管理科 医保管理科 医保管理办公室 医保服务站 医保中心 医保部 医疗保险处
        医保处 医保结算专用章
    """,
    SealPurpose.FEE: """
        收费专用章 门诊收费专用章 住院收费专用章 门急诊收费专用章 收款专用章 门诊收款章 门急诊挂号收款章
        收费章 门急诊收费章 结算专用章 住院结算专用章 出院结算专用章 财务专用章 发票专用章 现金收讫 转账收讫
        收讫 现金付讫 财政票据监制章 全国统一发票监制章 已收费 挂号专用章 收费处
        收费已讫 款已收讫 收费讫 费用已收 医保已结 医保已结算
        药费已收 药费收讫 已收款 已缴费 已结算 已报销 已付讫 收款专用 收费处专用章
    """,
    SealPurpose.PRESCRIPTION: """
        门诊处方专用章 急诊处方专用章 住院处方专用章 门急诊处方专用章 处方章
        处方专用章 门诊药房专用章 药房专用章 药剂科专用章 药剂科 西药房 中药房 发药专用章 急诊药房专用章
        住院药房专用章 处方审核专用章 药学部 药房
    """,
    SealPurpose.COPY_MATCHES: """
        与病历原件一致 与病历原件相符 与原病历一致 与原病历相符 与病案原件一致 与病案原件相符
        与原件一致 与原件相符 与原件核对一致 与原件核对无误 与原件核对无异 复印件与原件一致 复印件与原件相符
        本复印件与原件一致 此件与原件一致 经核对与原件一致 原件已核 已核对原件 复印属实 复印件属实 与原件无误 核对无误
        此件系本院病历复印件 系本院病历复印件
    """,
    SealPurpose.OTHER: """
        合同专用章 业务专用章 行政专用章 人事专用章 药已发出 已发药 已取药 已就诊 已执行 已受理 作废
        出生医学证明专用章 死亡医学证明专用章 互认 急诊 优先 骑缝章 公章
    """,
}
_REPORTING = """
    检验科 医学检验科 临床检验科 检验医学科 检验医学中心 检验中心 医学检验中心 临床检验中心 化验室 检验室 中心实验室
    影像科 医学影像科 影像中心 医学影像中心 影像诊断科 放射科 放射影像科 放射诊断科 CT室 磁共振室 核磁共振室 核医学科
    超声科 超声医学科 超声诊断科 超声室 彩超室 B超室 心电图室 心电室 心功能科 心功能室 脑电图室 肌电图室 肺功能室
    功能科 功能检查科 功能检查室 特检科 电生理室 神经电生理室 乳腺摄影室 乳腺钼靶室 骨密度室 介入室 听力室 DR室 PET中心
    磁共振科 核磁共振科 病理科 病理诊断科 病理诊断中心 病理中心 分子病理科 基因检测中心
    内镜室 内镜中心 内镜科 消化内镜中心 胃镜室 肠镜室 体检科 体检中心 健康管理中心
"""
"""Departments that issue reports: their seals carry the name alone, or one of `_ENDINGS` behind it."""
_ENDINGS = ("", "专用章", "报告专用章", "报告章", "报告审核章", "诊断专用章", "诊断章", "诊断报告专用章", "诊断报告章")
_EXAMINED = """
    检验 临床检验 检查 放射 影像 超声 彩超 B超 心电 心电图 脑电图 肌电图 肺功能 内镜 胃镜 肠镜 核磁 磁共振 CT
    PET/CT PET/CT中心 核医学 病理 细胞 分子 分子诊断 基因
"""
"""What such departments do; never alone on a seal."""
_FINDINGS = (
    "专用章",
    "诊断专用章",
    "诊断章",
    "报告专用章",
    "报告章",
    "报告审核章",
    "诊断报告专用章",
    "诊断报告章",
    "检查专用章",
)
_CERTIFIED = """
    诊断证明 疾病诊断证明 疾病证明 病情证明 病情诊断证明 医学诊断证明 医学证明 医疗证明 医疗诊断证明 出院诊断证明
    门诊诊断证明 住院诊断证明
"""
_CERTIFYING = ("专用章", "书专用章", "章")
_CERTIFICATES = "诊断书 疾病诊断书 医学诊断书 病情诊断书 门诊诊断书 住院诊断书 出院诊断书"
"""By their own name; 诊断专用章 without 书 is a department's, too."""
_ARCHIVES = """
    病案室 病案科 病案统计室 病案统计科 病案信息科 病案信息室 病案管理科 病案管理室 病案质量管理科 病历室 档案室
"""
_INSURED = """
    慢特病 慢性病 门诊慢特病 门诊慢性病 特殊病 门诊特殊病 特殊病种 门诊特殊慢性病 医保 医疗保险
"""
"""Kinds of benefit that an office decides on; never alone on a seal."""
_DECIDED = ("专用章", "审核专用章", "审批专用章", "认定专用章", "鉴定专用章", "备案专用章", "审核章", "办公室")
_COPYING = ("", "专用章", "复印专用章", "复印章", "病历复印专用章", "病历复印章")


def _phrases() -> dict[SealPurpose, tuple[str, ...]]:
    listed = {purpose: words.split() for purpose, words in _TABLE.items()}
    listed[SealPurpose.DEPARTMENT_REPORT] += _each(_REPORTING, _ENDINGS) + _each(_EXAMINED, _FINDINGS)
    listed[SealPurpose.CERTIFICATE] += _each(_CERTIFIED, _CERTIFYING) + _each(_CERTIFICATES, ("专用章", "章"))
    listed[SealPurpose.INSURANCE_OFFICE] += _each(_INSURED, _DECIDED)
    listed[SealPurpose.RECORD_COPY] += _each(_ARCHIVES, _COPYING)
    return {purpose: tuple(dict.fromkeys(words)) for purpose, words in listed.items()}


def _each(names: str, endings: tuple[str, ...]) -> list[str]:
    return [name + ending for name in names.split() for ending in endings]


PHRASES = _phrases()
"""What seals say they are for, as carved."""

_FOLD = str.maketrans("診斷断専專証證檢驗検験醫療科費収閲発處処辦", "诊断断专专证证检验检验医疗科费收阅发处处办")
"""Forms the recogniser takes a worn character for."""

LEAST = 0.62
"""Share of a phrase that has to be read before it counts."""
_SLACK = 1e-6  # by which equal numbers may be apart

_DATE = re.compile(
    r"((19|20)\d{1,2}|(?<!\d)[0-3]\d)\s*[年.\-/]\s*(0?[1-9]|1[0-2])\s*[月.\-/]\s*([12]\d|3[01]|0?[1-9])\s*日?"
)
_GENERAL = re.compile(r"[一-鿿]{2,12}专用?章")
_CJK = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class Match:
    purpose: SealPurpose
    phrase: str
    start: int  # where in the text it was found
    end: int
    share: float  # of the phrase that was read, 1 is all of it


def find_purpose(text: str) -> Match | None:
    """The phrase that fits `text` best; None where none fits well enough.

    Longer phrases win over those they contain: 影像诊断专用章 is a department's, 诊断专用章 a certificate's.
    """
    text = text.translate(_FOLD)
    letters_told = [_ROW[letter] for letter in set(text) if letter in _ROW]
    most = _HELD[letters_told].sum(0) / _LENGTHS  # no more than that of a phrase can stand in the text in one run
    best: Match | None = None
    best_score = 0.0
    for at in np.flatnonzero(most > _LEAST_READ - _SLACK).tolist():
        purpose, phrase = _LISTED[at]
        if _score(phrase, float(most[at])) < best_score - _SLACK:
            continue
        share, start, end = best_window(phrase, text)
        score = _score(phrase, share)
        if share >= _LEAST_READ[at] and score > best_score:
            best, best_score = Match(purpose, phrase, start, end, share), score
    return _other_department(best, text) if best else None


def _needed(phrase: str) -> float:
    """Share of a phrase that has to be read: short ones whole, and 医保中心 is not what was read of a 医学中心."""
    if len(phrase) <= 3 or (len(phrase) == 4 and phrase.endswith("中心")):
        return 0.99
    return 0.74 if len(phrase) <= 5 else LEAST


_LISTED = [(purpose, phrase) for purpose, phrases in PHRASES.items() for phrase in phrases]
_LENGTHS = np.array([len(phrase) for _, phrase in _LISTED])
_LEAST_READ = np.array([_needed(phrase) for _, phrase in _LISTED])
_ROW = {letter: row for row, letter in enumerate(dict.fromkeys("".join(phrase for _, phrase in _LISTED)))}
_HELD = np.array([[phrase.count(letter) for _, phrase in _LISTED] for letter in _ROW], np.int16)
"""(letters, phrases): how often each stands in each."""


def folded(line: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Frames with the forms of `_FOLD` made one."""
    return tuple(tuple((letter.translate(_FOLD), value) for letter, value in frame) for frame in line)


def _score(phrase: str, share: float) -> float:
    return share * len(phrase) - 2.2 * (1 - share) * len(phrase)


def _other_department(match: Match, text: str) -> Match:
    """诊断专用章 straight after another word (肺功能诊断专用章) is that department's seal, not the certificate's."""
    before = text[: match.start].rstrip()
    glued = before and len(before) == match.start and before[-1] not in "院心所部站区" and _CJK.match(before[-1])
    if glued and match.phrase == "诊断专用章":
        return Match(SealPurpose.DEPARTMENT_REPORT, match.phrase, match.start, match.end, match.share)
    return match


def find_date(text: str) -> str:
    """The date printed in a dated stamp, "" where there is none."""
    match = _DATE.search(text)
    return match.group() if match else ""


def general_purpose(text: str) -> str:
    """…专用章 of any kind, for the purposes no phrase lists; "" where there is none."""
    match = _GENERAL.search(text)
    return match.group() if match else ""


def letters(text: str) -> str:
    """Only the Chinese characters of `text`."""
    return "".join(_CJK.findall(text))
