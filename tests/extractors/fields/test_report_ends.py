"""Where the texts of reports end, and what is none of the part that was examined."""

from __future__ import annotations

import pytest

from tests.extractors.papers import plain, read

HEAD = """
                   栖云市第三人民医院
                   %s
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
%s
"""


def fields(title: str, body: str) -> dict[str, str]:
    return {field.name: plain(field.value) for field in read(HEAD % (title, body)).fields}


@pytest.mark.parametrize(
    "tail",
    [
        "检查：廖仲书          审核：许静宜          报告：2026-03-02",
        "Technician 操作：廖仲书          Physician 报告医师：许静宜",
        "手术医师知情确认：☑",
    ],
)
def test_a_conclusion_ends_where_somebody_signs_or_ticks(tail: str) -> None:
    text = fields(
        "眼科光学相干断层扫描报告", f"检查所见：双眼视盘上下方变薄。\n诊断提示：双眼视神经损害（右眼为著）\n{tail}"
    )
    assert text["conclusion"] == "双眼视神经损害(右眼为著)"


def test_what_was_seen_of_vessels_ends_where_they_are_treated() -> None:
    body = """检查日期：2026-03-02
造影结果
冠状动脉呈左优势型，左主干未见狭窄，前降支中段狭窄80%。
介入治疗
于前降支中段植入支架一枚，残余狭窄小于10%。
结论
冠状动脉粥样硬化性心脏病，单支病变
报告医师：卓立新"""
    text = fields("冠状动脉造影及介入治疗报告", body)
    assert text["findings"] == "冠状动脉呈左优势型,左主干未见狭窄,前降支中段狭窄80%。".replace(",", plain("，"))
    assert text["conclusion"] == plain("冠状动脉粥样硬化性心脏病，单支病变")


def test_what_stands_behind_a_part_under_its_own_word() -> None:
    part = "检查部位：颅顶至股骨上段 显像剂：18F-FDG 6.8mCi"
    body = f"{part}\n检查所见：右肺结节代谢增高。\n诊断意见：考虑肺癌\n报告医师：卓立新"
    assert fields("PET-CT检查报告", body)["body_part"] == "颅顶至股骨上段"


def test_a_sequence_and_its_field_strength_are_of_the_item() -> None:
    body = (
        "检查项目：颅脑平扫＋DWI＋MRA（3.0T）\n检查所见：双侧基底节区腔隙灶。\n诊断意见：腔隙性脑梗死\n报告医师：卓立新"
    )
    assert fields("磁共振检查报告", body)["body_part"].startswith("颅脑")


def test_the_head_of_a_column_beside_the_parts_is_no_part() -> None:
    body = """部位          BMD(g/cm²)          T值          Z值
L1            0.642               -3.2         -1.1
L2            0.671               -3.4         -1.3
检查结果：骨质疏松症。
诊断医师：卓立新"""
    assert "body_part" not in fields("双能X线骨密度测定报告", body)
