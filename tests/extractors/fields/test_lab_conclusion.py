"""What a laboratory concludes below its table."""

from __future__ import annotations

import pytest

from tests.extractors.papers import read

REPORT = """
                   栖云市中心医院
                   %s检验报告单
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
项目                 结果        参考值         单位
铁蛋白               6.1         30-400         ng/mL
转铁蛋白饱和度       8           20-50          %%
%s
检验者：廖仲书   审核者：许静宜   报告日期：2026-03-02
"""
SAID = "铁蛋白及转铁蛋白饱和度减低，考虑缺铁，请结合临床。"


@pytest.mark.parametrize(
    "text",
    [
        f"结论：{SAID}",
        f"检验结论: {SAID}",
        f"实验诊断意见：{SAID}",
        f"【结果解释】{SAID}",
        f"结果解释\n{SAID}",
        f"检验师点评 Comment：{SAID}",
        f"结果解读：{SAID[:12]}\n{SAID[12:]}",
        f"结论 Conclusion\n{SAID}",
    ],
)
def test_what_stands_under_its_heading(text: str) -> None:
    fields = {field.name: field.value for field in read(REPORT % ("生化", text)).fields}
    assert fields.get("conclusion") == SAID


@pytest.mark.parametrize(
    "text",
    [
        "建议与解释：本结果仅反映送检标本情况，请结合临床",
        "异常提示：↑ 高于参考区间 ↓ 低于参考区间",
        "结果解读请咨询您的医生",
        "临床诊断意见：缺铁性贫血，请查铁代谢各项",
        "提示：",
    ],
)
def test_what_is_said_of_every_test_concludes_nothing(text: str) -> None:
    assert "conclusion" not in {field.name for field in read(REPORT % ("生化", text)).fields}
