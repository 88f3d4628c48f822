"""Titles that name no paper, only what it is about: 融合基因定量检测, 血气分析, 慢病认定申请.

Such words head sections, cells and lists as well. They title a paper where titles stand alone: above all particulars,
in a row of their own; and its content has to bear it out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.kinds.application_form import OF_OTHERS
from extractors.kinds.exam_report import MODALITIES
from extractors.kinds.genetic_report import SOUGHT
from extractors.kinds.lab_report import PANELS
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.reading import Kind

_ANY = r"[一-鿿A-Za-z0-9()、,/+:·-]"
_PLACE = re.compile(
    r"(?:室|科|中心|病区|门诊|医院|卫生院|所|院|公司|站|病房|平台|系统)$"
)  # who writes, not what is written
_BENEFIT = r"(?:慢性病|慢特?病|特[殊病]病?种?|门[特慢规]|病种|待遇|双通道|特药|大病)"
_ABOUT: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (
        re.compile(
            rf"{OF_OTHERS}[一-鿿()、]{{0,18}}{_BENEFIT}[一-鿿()、]{{0,12}}"
            r"(?:申报|申请|认定|审批|鉴定|备案|复审|受理|登记|办理|审核|确认)(?:信息|详情|进度|记录|结果|单|书|表|页)?"
            r"|(?:我的|网上|在线|自助|线上)(?:申报|申请|办理|申办)(?:信息|详情|进度|记录|单|书|表|页)?"
            r"|(?:申报|申请|办理|业务|申办)(?:信息|详情|进度|受理单|申请表)"
        ),
        (Kind.APPLICATION_FORM,),
    ),
    (
        re.compile(
            r"[一-鿿]{0,8}(?:诊断|病情|疾病|患病|医学|诊疗)[一-鿿]{0,5}(?:证明|意见|结论|说明|告知|依据|认定|鉴定|摘要)[书单表函]?"
            r"|[一-鿿]{0,6}(?:休假|建休|病休|病假)证明[书单]?"
        ),
        (Kind.DIAGNOSIS_CERTIFICATE,),
    ),
    (
        re.compile(
            r"[一-鿿]{0,8}(?:就诊|门诊|急诊|问诊|复诊|接诊|出诊|巡诊|随访|留观|家庭病床)[一-鿿]{0,6}(?:记录|病历|小结|摘要|日志|随访|表)[单表本卡]?"
        ),
        (Kind.OUTPATIENT_RECORD,),
    ),
    (
        re.compile(
            r"[一-鿿0-9]{0,6}(?:住院|入院|术前|术中|术后|围手术期)[一-鿿]{0,8}(?:记录|评估[单表]|小结|告知书|介绍信|安排单|预约单|审批[单表])"
            r"|[一-鿿]{0,8}(?:讨论|输血|操作|穿刺|介入|插管|诊疗)记录[单表]?"
        ),
        (Kind.ADMISSION_RECORD,),
    ),
    (
        re.compile(
            r"[一-鿿0-9]{0,6}(?:出院|离院|住院)[一-鿿]{0,8}(?:小结|摘要|总结|指导|医嘱|事项|须知|报告|随访单)[单书表]?"
        ),
        (Kind.DISCHARGE_RECORD,),
    ),
    (
        re.compile(
            rf"{_ANY}{{0,10}}(?:输注|输液|注射|给药|服药|用药|购药|取药|配药|发药|领药|续方|药物|药品|处方|化疗|生物制剂|免疫治疗)"
            r"[一-鿿]{0,6}(?:记录|清单|明细|凭证|登记|详情|信息|单|卡|表)[单表卡册]?"
        ),
        (Kind.MEDICATION_RECORD,),
    ),
    (
        re.compile(rf"[一-鿿()]{{0,12}}{_BENEFIT}[一-鿿]{{0,6}}[证卡]|[一-鿿]{{0,8}}医保[一-鿿]{{0,4}}[证卡]"),
        (Kind.INSURANCE_CARD,),
    ),
    (
        re.compile(
            rf"{_ANY}{{0,16}}(?:组织|切片|穿刺|活检|活组织|冰冻|术中|会诊|骨髓|皮肤|肾|肝)?(?:病理|细胞学|免疫组化)(?:诊断|检查|检测|会诊|结果)*"
        ),
        (Kind.PATHOLOGY_REPORT,),
    ),
    (
        re.compile(rf"{_ANY}{{0,18}}(?:{SOUGHT}){_ANY}{{0,18}}"),
        (Kind.GENETIC_REPORT,),
    ),
    (
        re.compile(rf"{_ANY}{{0,14}}(?:{PANELS}|检验|化验){_ANY}{{0,12}}"),
        (Kind.LAB_REPORT, Kind.EXAM_REPORT),
    ),
    (re.compile(rf"{_ANY}{{0,14}}(?:{MODALITIES}){_ANY}{{0,14}}"), (Kind.EXAM_REPORT, Kind.LAB_REPORT)),
    (
        re.compile(rf"{_ANY}{{2,14}}(?:检查|检测|测定|试验|监测|测评|评估|量表|分析|造影|显像)"),
        (Kind.EXAM_REPORT, Kind.LAB_REPORT, Kind.GENETIC_REPORT, Kind.PATHOLOGY_REPORT),
    ),
)


_LARGE = 1.15  # of the text's height, from which a word that is a label elsewhere is a title


def at_head(sheet: Sheet) -> frozenset[int]:
    """The lines (their ids) that stand where titles do: alone in a row, above the first particular of the page."""
    found: set[int] = set()
    for row in sheet.rows:
        labels = [label for line in row.lines for label in sheet.labels_in(line)]
        bare = len(row.lines) == 1 and all(not label.colon and _ends(label) for label in labels)
        if labels and not (bare and height(row.lines[0]) > _LARGE * sheet.text_height):
            break
        if len(row.lines) == 1:
            found.add(id(row.lines[0]))
    return frozenset(found)


@lru_cache(maxsize=4096)
def about(text: str) -> tuple[Kind, ...]:
    """The kinds of papers that are about what `text` says: any of them may be meant."""
    if _PLACE.search(text):
        return ()
    return next((kinds for pattern, kinds in _ABOUT if pattern.fullmatch(text)), ())


def _ends(label: Label) -> bool:
    """Whether nothing follows a label in its line."""
    return not label.source.text[label.end :].strip()
