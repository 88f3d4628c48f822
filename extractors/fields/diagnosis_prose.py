"""Diagnoses named in a sentence, where a certificate has no heading: …经检查诊断为右肺腺癌、高血压病，建议…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields.diagnosis_list import FOR_YEARS
from extractors.fields.sections import Part
from extractors.layout.rows import rows
from extractors.layout.text import cut, fold, joined
from extractors.reading import Certainty, Page

_GOES_ON = (
    "现|目前|建议|患者|病人|其|要求|入院|出院|故|因|来|予|给予|经|行|需|宜|拟|后|曾|先后|住院|应|请|特此|不|可|已|继续|于|"
    "医嘱|处理|长期|定期|符合|情况|须|必须|应予|治疗|在我院|为|至|自|该|本"
)
# 因患胃溃疡、贫血，于2026年3月21日入我院; what somebody applies for is no diagnosis: 本人因患高血压，申请…
_FOR_A_STAY = r"因患有?(?=(?:(?!申[请报])[^。]){2,120}?于[^。,]{4,14}(?:入|住|收)[^。,]{0,6}院)"
_SENTENCE = re.compile(
    rf"(?:诊断\s?(?:为|是|患有?|如下)|确诊(?:为|是|患有?)?|诊为|(?:院|后|查|科|入)诊断(?![书证])|患有|{_FOR_A_STAY}|(?<=[,，。;；])患(?![者儿病侧肢处部]))"
    r"[:\"“]?\s*(?P<said>(?:[^。:]|:(?=\s*\d{1,2}\s*[.、])){2,300}?)"
    rf"(?=[\"”]?(?:。|$|[,;](?:{_GOES_ON})|\s(?:建议|处理|医嘱|治疗意见|特此|以上)))"
)
_COMPLAINED = re.compile(rf"(?:确诊|诊断|诊为)[^,。;、]*{FOR_YEARS}(?:[,。;]|$)")  # 主诉：确诊甲减4年，复查
_RELATIVE = re.compile(r"[父母兄弟姐妹]|家族")
# No surname: 曾国栋患有…, but 曾患有…, 曾于外院…
_PAST = re.compile(r"[年月周天]前|既往|曾(?=$|[经于在因有患被行诊予服到至])|病史")


def told(pages: Sequence[Page]) -> Iterator[tuple[tuple[Part, ...], Certainty | None]]:
    """What sentences name as diagnosed, and whose or when that was where the words before say so."""
    for page in pages:
        lines = [line for row in rows(page.lines) for line in row.lines]
        text, places = joined(lines)
        folded = fold(text)
        for match in _SENTENCE.finditer(folded):
            if _COMPLAINED.match(match.group()):
                continue
            parts = tuple((page, part) for part in cut(lines, places, *match.span("said")))
            yield parts, _aside(re.split(r"[。;]", folded[: match.start()])[-1])


def _aside(before: str) -> Certainty | None:
    if _RELATIVE.search(before):
        return Certainty.FAMILY
    return Certainty.HISTORY if _PAST.search(before) else None
