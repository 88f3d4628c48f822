"""The department a document comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout.sheet import Sheet, Value
from extractors.layout.text import confidence, evidence, squeeze
from extractors.layout.values import value_of
from extractors.layout.words import listed
from extractors.reading import Field

# The patient's own department before the one that asked for a test, and both before a ward.
_PRIORITY = (
    listed("就诊科室 就诊科别 门诊科室 出院科室 出院科别 科室 科别 科室名称 临床科室 所在科室 住院科室"),
    listed("开方科室 处方科室 申请科室 申请科别 送检科室 送检科别 开单科室"),
    listed("入院科室 入院科别 科室/病区 科室病区 病区 病室 科"),
)
_DEPARTMENT = re.compile(
    r"[㐀-鿿A-Za-z0-9()（）/、·-]{1,20}?(?:科|病区|门诊|中心|病房|室|组|区)(?:[(（][^)）]{1,10}[)）])?"
    r"(?:门诊|病区|病房|[一二三四五六七八九十\dⅠ-Ⅻ]{1,3}(?:病?区|组)?)?"
)
_ALONE = re.compile("[㐀-鿿]{1,8}科(?:门诊|病区|[一二三四五六七八九]病?区)?")
_LONGEST = 20
_UPPER = 0.3  # of the page's height
_PLACED = 0.85  # certainty of a department by its place alone


def department(sheets: Sequence[Sheet]) -> Field | None:
    """The department as printed; None where none is."""
    for group in _PRIORITY:
        for sheet in sheets:
            for label in sheet.labels_of(group):
                value = value_of(label, sheet)
                if value is not None and (field := _field(value)) is not None:
                    return field
    return next((field for sheet in sheets if (field := _unlabelled(sheet)) is not None), None)


def _unlabelled(sheet: Sheet) -> Field | None:
    """A department alone on its line, in the upper part of the page: 张三 男 39岁 肾内科."""
    for line in sheet.lines:
        text = squeeze(line.text).text
        if line.box.cy < _UPPER * sheet.page.aspect and _ALONE.fullmatch(text) and not sheet.labels_in(line):
            proof = evidence(sheet.page, (line,))
            return Field("department", line.text.strip(), text, round(line.confidence * _PLACED, 4), proof)
    return None


def _field(value: Value) -> Field | None:
    part = value.parts[0]
    squeezed = squeeze(part.text)
    match = _DEPARTMENT.match(squeezed.text)
    if match is not None:
        part = part.part(*squeezed.span(*match.span()))
    elif len(squeezed.text) > 8 or any(c.isdigit() for c in squeezed.text) or not squeezed.text:
        return None
    text = squeeze(part.text).text
    if len(text) > _LONGEST:
        return None
    proof = evidence(value.sheet.page, (part,))
    return Field("department", part.text.strip(), text, round(confidence((part,)), 4), proof)
