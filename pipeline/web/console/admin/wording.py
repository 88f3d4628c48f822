"""What a line of a pack says, in Chinese: its listing speaks in the pack's own words (validators/pack_listing.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pipeline.report.labels import KINDS
from pipeline.web.console.words.catalogue import text, words
from validators.grammar import Policy
from validators.pack_listing import Row
from validators.verdict import Message

CHECKS = {
    "seal_present": "盖有机构公章",
    "seal_of_kind": "印章种类符合要求",
    "seal_of_issuer": "印章单位与出具机构一致",
    "seal_original": "印章为原件",
    "issued_within": "在时限内出具",
    "issuer_in_registry": "出具机构在名录内",
    "issuer_meets": "出具机构符合要求",
    "hospital_level_at_least": "机构等级不低于要求",
    "hospital_designated": "为定点机构",
    "diagnosis_supports": "诊断支持所申请病种",
    "about_applicant": "属于申请人本人",
    "case_ids_valid": "申请信息中的证件号码有效",
    "printed_id_valid": "所印证件号码有效",
    "id_card_in_force": "身份证在有效期内",
    "date_present": "有出具日期",
    "date_not_ahead": "日期不晚于申请日",
    "dates_in_order": "日期先后合理",
    "pages_complete": "页数完整",
    "uploads_open": "文件可以打开",
    "pages_legible": "页面可以辨认",
    "page_is_material": "是申请材料",
    "uploads_differ": "没有重复上传",
    "applicant_eligible": "申请人符合条件",
    "title_at_least": "医师职称不低于要求",
    "signed_by": "有要求职称的医师签名",
}
NAMES = {
    "ignored": "不计",
    "accepted": "认可",
    "refused": "不认可",
    "original_required": "须为原件",
    "age": "时限",
    "level": "等级",
    "title": "职称",
    "issuer": "机构",
    "signatures": "签名",
    "personal_name": "个人名章",
    "fingerprint": "指印",
    "date": "日期章",
    "copy_matches": "与原件相符章",
    "certificate": "诊断证明专用章",
    "institution": "单位公章",
    "department": "科室",
    "insurance_office": "医保办章",
    "fee": "收费章",
    "prescription": "处方章",
    "instant": "即时申请",
    "batch": "集中申请",
    "monthly": "每月审核",
    "True": "是",
    "False": "否",
    "proxy": "他人代办",
    "self": "本人申请",
    "discharge": "出院",
    "admission": "入院",
}
PHRASES = (
    (r"<=", "≤"),
    (r">=", "≥"),
    (r"(?<=\w)=", "："),
    (r"SignatureCondition\(n：(\d+), title_at_least：'([^']*)'\)", r"\1 名 \2 及以上"),
    (r"\bon the whole case\b", "〔整件申请〕"),
    (r"^in doubt where the title says (.+)$", r"标题含下列字样的，单独提交时存疑：\1"),
    (r"; usual only", "；原文为“通常”，只作提示"),
    (r"(\d+) working days; at once", r"即时办结"),
    (r"(\d+) working days", r"\1 个工作日"),
    (r"at least (\d+) of \(", r"至少 \1 项（"),
    (r"at least (\d+) × ", r"至少 \1 份 "),
    (r"at least (\d+) months after the issue date of ", r"出具满 \1 个月："),
    (r"at least (\d+) months after the (\w+) of ", r"\2满 \1 个月："),
    (r", spanning at least (\d+) months", r"，前后至少 \1 个月"),
    (r", at least (\d+) months apart", r"，相隔至少 \1 个月"),
    (r"no older than (\d+) months", r"\1 个月以内"),
    (r"\bwithin (\d+) months", r"（\1 个月内）"),
    (r"not ([\w, ]+?) instead", r"不可用 \1 代替"),
    (r"\bwhen channel\b", "，仅限"),
    (r"\bcodes\b", "编码"),
    (r"\bambiguous:", "有歧义："),
    (r"\bruled out by\b", "不适用于"),
    (r"\bnot beside\b", "不可同时申请"),
    (r"\bfor age\b", "年龄"),
    (r"\bfor sex\b", "性别"),
    (r"\[sex (\S)\]", r"〔\1性〕"),
    (r"\[age ", "〔年龄 "),
    (r"\bstating\b", "写明"),
    (r"\bissuer\b", "出具机构"),
    (r"\(by ", "（方式："),
    (r"\(of ", "（药品："),
    (r"\babnormal\b", "异常"),
    (r"\btitre\b", "滴度"),
    (r" × (\d+)\b", r"，\1 次"),
    (r"\bor\b", "或"),
    (r"\band\b", "且"),
    (r"\bon\b", "："),
)
_WORD = re.compile(r"[A-Za-z_][a-z_0-9]+(?![A-Za-z_0-9/])")
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff（）、：，；〔〕]) | (?=[\u4e00-\u9fff（）、：，；〔〕])")


def in_chinese(says: str, names: Mapping[str, str]) -> str:
    """`names`: what this pack calls its materials and values. What is not known stays as it is."""
    told = re.sub(r"(\w+)\(\)", r"\1", says)
    for pattern, word in PHRASES:
        told = re.sub(pattern, word, told)
    known = {name: label[0] for name, label in KINDS.items()} | NAMES | CHECKS | dict(names)
    told = _WORD.sub(lambda found: known.get(found[0], found[0]), told)
    return _SPACE.sub("", told.replace(", ", "、").replace("; ", "；").replace("(", "（").replace(")", "）"))


def sayer(language: str, *packs: Policy) -> Callable[[Row], str]:
    """What a row of these packs says, in a language."""
    names = {name: title for pack in packs for name, title in names_of(pack).items()}
    return lambda row: row.says if language == "en" else in_chinese(row.says, names)


def titled(language: str) -> Callable[[Message], str]:
    """A title in a language; rules are called by the code of what they find."""

    def title(message: Message) -> str:
        key = f"code.{message.zh}"
        if key in words():
            return text(language, key)
        return message.en if language == "en" and message.en else message.zh or message.en

    return title


def source_kind(language: str) -> Callable[[str], str]:
    """What sort of source it is, in a language; in the pack's own words where it has a sort of its own."""

    def said(kind: str) -> str:
        key = f"source_kind.{kind}"
        return text(language, key) if key in words() else kind

    return said


def names_of(policy: Policy) -> dict[str, str]:
    """Materials and values by their titles."""
    materials = {name: one.title.zh for name, one in policy.materials.items() if one.title.zh}
    return materials | {name: value.title.zh for name, value in policy.values.items() if value.title.zh}
