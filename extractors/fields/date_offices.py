"""Days on a form that an office's or a physician's own words go with, not the applicant's: the opinion's."""

from __future__ import annotations

import re

from extractors.fields.date_places import Found, line_of
from extractors.fields.patient_named import is_patients, names_of_patient
from extractors.layout.label import Label
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import squeeze

_SIGNED = re.compile(
    r"(?:签[名字章]|负责人|院长|主任|组长|局长|科长|经办)(?:\([^()]{0,6}\))?:?(?P<name>[一-鿿·]{2,8})$"
)
# 认定医师一：王某, 医院医保部门：王某（盖章）: who decides, before the day
_DECIDING = re.compile(
    r"(?:医保|医务|经办|专家|认定|鉴定|评审|复核|审核|初审|复审|审批|终审|科室?)[一-鿿]{0,6}[一二三四五六七八九甲乙丙\d]?:(?P<name>[一-鿿·]{2,4})(?=[^一-鿿·]|职称|意见|$)"
)
_STAMPED = re.compile(r"(?:医院|机构|医保[办科处局]|中心|科室)[一-鿿]{0,2}(?:\((?:盖|签|公)章\)|[盖公]章):?$")
_OF_THE_APPLICANT = re.compile(r"申请人|申报人|参保人|本人|家属|代办|代理|监护|委托|患者签|承诺")
_OFFICE = re.compile(
    r"[一-鿿]{0,8}(?:医务[处科部]|医保[一-鿿]{0,4}[科办处局部]|(?:医保|经办)(?:中心|机构)|专家组?|审批|审核|复核|意见|初审|复审|评审|鉴定|认定)[一-鿿]{0,2}:?"
)
_OPINION = re.compile(r"同意|符合|属实|通过|准予|批准|情况|建议|[一-鿿]{2,4}$")


def another_signed(label: Label, found: Found) -> bool:
    """Whether somebody who is not the patient signs before a day on its row: 签名：贺明远 日期：2026年4月22日."""
    patients = names_of_patient([found.sheet])
    before = _before_label(label, found)
    if _STAMPED.search(before):
        return True
    match = next(iter(_DECIDING.finditer(before)), None) or _SIGNED.search(before)
    if match is None or not patients or _OF_THE_APPLICANT.search(before):
        return False
    name = match["name"]
    return is_whole_name(name) and not is_patients(name, line_of(found).min_confidence, [found.sheet])


def in_an_office_s_row(found: Found) -> bool:
    """Whether the row of an unlabelled day begins with an office's box and says its opinion: 医务处 | 同意 封肃 …"""
    first = found.row.lines[0]
    before = squeeze(found.before).text
    if first is line_of(found) or not _OFFICE.fullmatch(squeeze(first.text).text):
        return False
    return not _OF_THE_APPLICANT.search(squeeze(found.row.text).text) and _OPINION.search(before) is not None


def _before_label(label: Label, found: Found) -> str:
    """What its row says before a label."""
    left = [line.text for line in found.row.lines if line.box.x1 <= label.box.x0 and line is not label.source]
    return squeeze("".join(left) + label.source.text[: label.start]).text
