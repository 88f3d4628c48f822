"""Lists in the cells of forms whose labels carry remarks, above cells that tell what was seen."""

from __future__ import annotations

import pytest

from extractors.fields import diagnosis_labels
from extractors.fields.diagnoses import extract
from extractors.layout.remarks import without_remarks
from tests.extractors.lines import column, line, page, table


@pytest.mark.parametrize(
    "shown", ["超声（双肾）示：双肾体积缩小，皮质回声增强，血流信号减少。", "CT（胸部）示：双肺纹理增多。"]
)
def test_a_remark_below_a_label_and_a_sentence_with_a_colon_are_no_labels(shown: str) -> None:
    particulars = table([["姓名", "解晓东"], ["就诊科室", "肾内科"]], [0.12, 0.25], 0.2, 0.05)
    labels = (*column(["明确诊断", "（按第一诊断", "顺序填写）"], 0.12, 0.36), line("主要诊断依据", 0.11, 0.62))
    texts = (
        *column(["1.慢性肾炎", "2.肾性高血压", "3.高尿酸血症"], 0.25, 0.3, 0.04),
        *column([shown, "肾）示：未见异常。"], 0.25, 0.55),
    )
    more = table([["治疗方案", "低盐饮食。"], ["责任医师", "卓立新"]], [0.12, 0.25], 0.8, 0.09)
    found = extract([page(*particulars, *labels, *texts, *more)], diagnosis_labels.CERTIFICATE)
    assert [one.name for one in found] == ["慢性肾炎", "肾性高血压", "高尿酸血症"]


def test_what_a_bracket_below_a_value_says_stays() -> None:
    stands = column(["2型糖尿病伴", "（血糖控制不佳"], 0.25, 0.3)
    assert without_remarks(stands) == stands
