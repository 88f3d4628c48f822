"""Where the texts of reports end, and what is none of the part that was examined."""

from __future__ import annotations

import pytest

from extractors.fields import report_text
from extractors.reading import Line
from tests.extractors.lines import line, page
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


@pytest.mark.parametrize(
    "tail", ["Reported by: 廖仲书          Approved by: 许静宜", "分析 Analyst：廖仲书   审核 Reviewer：许静宜"]
)
def test_who_signs_in_english_ends_a_conclusion(tail: str) -> None:
    text = fields(
        "MR Report 磁共振报告",
        f"FINDINGS 所见\n双侧脑室旁见多发长T2信号。\nIMPRESSION 印象\n脑内多发脱髓鞘病灶。\n{tail}",
    )
    assert text["conclusion"] == "脑内多发脱髓鞘病灶。"


def test_what_was_done_is_none_of_what_was_concluded() -> None:
    text = fields(
        "冠状动脉造影报告",
        "造影所见：\n前降支近段狭窄90%。\n结论：\n冠心病，单支病变\n处理: 前降支植入支架1枚\n检查医师：廖仲书",
    )
    assert text["conclusion"] == "冠心病,单支病变"


def test_a_diagnosis_stands_before_what_is_added_to_it() -> None:
    text = fields(
        "细胞学检查报告",
        "标本满意度：满意\n诊断\n高级别鳞状上皮内病变\n补充意见\n建议阴道镜下多点活检\n诊断医师：廖仲书",
    )
    assert text["conclusion"] == "高级别鳞状上皮内病变"


def test_light_microscopy_is_what_was_seen() -> None:
    text = fields(
        "肾活检病理报告",
        "光镜\n肾小球24个，1个球性硬化，基底膜弥漫增厚。\n免疫荧光\nIgG（+++）沿毛细血管袢颗粒样沉积\n"
        "电镜\n上皮下电子致密物沉积\n诊断\n膜性肾病\n诊断医师：廖仲书",
    )
    assert text["findings"] == "肾小球24个,1个球性硬化,基底膜弥漫增厚。"


def test_a_frozen_section_s_diagnosis_concludes_and_what_the_eye_saw_is_what_was_seen() -> None:
    text = fields(
        "术中冰冻病理报告",
        "送检标本 ①胰颈切缘\n大体 灰黄组织一块，1.2cm。\n冰冻诊断 胰颈切缘未见癌。\n病理医师：廖仲书",
    )
    assert (text["findings"], text["conclusion"]) == ("灰黄组织一块,1.2cm。", "胰颈切缘未见癌。")


def test_a_smear_of_blood_is_none_of_what_was_seen_of_the_marrow() -> None:
    text = fields(
        "骨髓细胞形态学检查报告",
        "骨髓特征：\n骨髓增生活跃，粒红比1.2:1，可见巨幼样变。\n血片：白细胞减少。\n意见：骨髓增生异常综合征。\n检查者：廖仲书",
    )
    assert text["findings"] == "骨髓增生活跃,粒红比1.2:1,可见巨幼样变。"
    assert text["conclusion"] == "骨髓增生异常综合征。"


@pytest.mark.parametrize(
    "before",
    ["监测起止：2026-05-05 18:00 至 2026-05-06 18:00", "服药情况：奥卡西平 0.3g bid", "显像剂：99mTc-DTPA 5mCi"],
)
def test_what_a_patient_was_looked_at_with_is_nothing_that_was_seen(before: str) -> None:
    seen = "清醒枕区节律7~8Hz，调节欠佳，左侧波幅减低，左颞区大量棘波发放。"
    text = fields("视频脑电图监测报告", f"{before}\n{seen}\n结论：异常脑电图。\n报告医师：廖仲书")
    assert text["findings"] == plain(seen)


def test_a_title_far_above_a_heading_is_no_text_of_it() -> None:
    sheet = page(
        line("栖云市医学检验所", 0.06, 0.06, height=0.024),
        line("肺癌 68 基因检测报告（组织+血液）", 0.33, 0.11, height=0.021),
        line("性别 / 年龄", 0.6, 0.21),
        line("样本类型", 0.6, 0.25),
        line("一、检测结果小结", 0.07, 0.474),
        line("基因", 0.07, 0.516),
        line("证据等级", 0.83, 0.516),
        line("二、结论", 0.06, 0.72),
        line("检出EGFR基因L858R突变，提示对靶向药敏感。", 0.06, 0.75),
    )
    said = {field.name: plain(field.value) for field in report_text.extract([sheet])}
    assert said["conclusion"] == "检出EGFR基因L858R突变,提示对靶向药敏感。"


def test_a_label_far_below_its_text_in_the_middle_of_a_tall_cell() -> None:
    sheet = page(
        line("检查部位", 0.1, 0.2),
        line("双侧乳腺", 0.2, 0.2),
        line("左乳术后缺如，胸壁层次清晰，未见明显占位。", 0.2, 0.26),
        line("双侧腋窝未见异常肿大淋巴结。", 0.2, 0.3),
        line("超声所见", 0.1, 0.45),
        line("左乳术后。", 0.2, 0.68),
        line("超声提示", 0.1, 0.75),
        line("报告人", 0.1, 0.9),
        line("廖仲书", 0.2, 0.9),
    )
    said = {field.name: plain(field.value) for field in report_text.extract([sheet])}
    assert said["findings"].startswith("左乳术后缺如") and said["conclusion"] == "左乳术后。"


def test_a_label_set_from_top_to_bottom_below_the_beginning_of_its_text() -> None:
    def upright(word: str, y: float) -> list[Line]:
        return [line(character, 0.139, y + i * 0.032, height=0.02) for i, character in enumerate(word)]

    seen = (
        "左足跟软组织稍增厚，代谢轻度增高，考虑术后改变，左腹股沟区见术后条索，",
        "未见高代谢肿大淋巴结，肺、肝未见异常浓聚。",
    )
    sheet = page(
        line("检查类型", 0.11, 0.26, height=0.02),
        *(line(text, 0.228, 0.316 + i * 0.037, height=0.02) for i, text in enumerate(seen)),
        *upright("检查所见", 0.439),
        *upright("诊断意见", 0.735),
        line("未见明确肿瘤代谢活性。", 0.228, 0.72, height=0.02),
        line("检查时间", 0.11, 0.958, height=0.02),
        line("2026-08-08", 0.228, 0.958, height=0.02),
    )
    said = {field.name: plain(field.value) for field in report_text.extract([sheet])}
    assert said["findings"] == plain("".join(seen))


@pytest.mark.parametrize("signer", ["会诊专家：廖仲书 主任医师", "读片专家：廖仲书"])
def test_an_expert_who_signs_ends_what_was_concluded(signer: str) -> None:
    text = fields("病理会诊意见书", f"镜检：异型细胞弥漫浸润。\n会诊意见：（胃窦）低分化腺癌。\n          {signer}")
    assert text["conclusion"] == "(胃窦)低分化腺癌。"


@pytest.mark.parametrize(
    ("title", "body", "part"),
    [
        (
            "X线诊断报告",
            "科别：骨科  投照部位：右腕关节正侧位\nX线所见：骨质未见异常。\n诊断意见：未见骨折",
            "右腕关节正侧位",
        ),
        ("光学相干断层扫描报告", "门诊号：Y100  眼别：右眼黄斑\n所见：视网膜下积液。\n提示：黄斑病变", "右眼黄斑"),
        ("超声检查报告", "科室骨科（二区）检查部位左膝关节\n检查所见：\n关节腔积液。\n印象：\n积液", "左膝关节"),
    ],
)
def test_what_was_looked_at_behind_other_labels(title: str, body: str, part: str) -> None:
    assert fields(title, f"{body}\n报告医师：廖仲书")["body_part"] == part


def test_what_a_measurement_is_assessed_as_is_its_conclusion() -> None:
    body = "检查部位：腰椎\n部位    BMD    T值\nL1-L4    0.642    -3.6\n评估：骨质疏松，骨折风险高。\n报告医师：廖仲书"
    assert fields("骨密度测定报告", body)["conclusion"] == "骨质疏松,骨折风险高。"
