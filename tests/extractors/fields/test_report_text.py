import pytest

from extractors.fields import report_text
from extractors.reading import Page
from tests.extractors.lines import column, line, page, table


def fields(*pages: Page) -> dict[str, str]:
    return {each.name: each.value for each in report_text.extract(pages)}


def test_findings_and_conclusion_over_several_lines() -> None:
    sheet = page(
        line("示例市人民医院CT检查报告单", 0.3, 0.05),
        line("姓名：张三", 0.1, 0.1),
        line("检查部位：胸部平扫+增强", 0.1, 0.13),
        line("影像所见：", 0.1, 0.2),
        *column(["右肺上叶见软组织密度影，大小约3.4cm×2.8cm，", "边缘分叶。肝脏：未见异常。"], 0.12, 0.23),
        line("诊断意见：", 0.1, 0.4),
        *column(["1.右肺上叶占位，符合周围型肺癌；", "2.纵隔淋巴结肿大。"], 0.12, 0.43),
        line("报告医师：李四", 0.1, 0.6),
        line("本报告仅供临床参考", 0.1, 0.65),
    )
    assert fields(sheet) == {
        "modality": "CT",
        "body_part": "胸部平扫+增强",
        "findings": "右肺上叶见软组织密度影，大小约3.4cm×2.8cm，边缘分叶。肝脏：未见异常。",
        "conclusion": "1.右肺上叶占位，符合周围型肺癌；2.纵隔淋巴结肿大。",
    }


@pytest.mark.parametrize(
    ("title", "modality"),
    [
        ("磁共振（MRI）诊断报告单", "MR"),
        ("彩色多普勒超声检查报告单", "超声"),
        ("24小时动态心电图报告", "动态心电图"),
        ("心电图报告单", "心电图"),
        ("电子胃镜检查报告单", "内镜"),
        ("肺功能检查报告", "肺功能"),
        ("肌电图检查报告单", "肌电图"),
        ("DR检查报告单", "DR"),
        ("PET-CT检查报告", "PET-CT"),
    ],
)
def test_the_title_names_the_modality(title: str, modality: str) -> None:
    assert fields(page(line(title, 0.3, 0.05), line("检查所见：既往CT提示占位。", 0.1, 0.3)))["modality"] == modality


def test_pathology() -> None:
    sheet = page(
        line("病理检查报告单", 0.4, 0.05),
        line("送检材料：左乳肿物", 0.1, 0.1),
        line("肉眼所见：灰白色组织一块。", 0.1, 0.2),
        line("镜下所见：癌细胞呈巢状排列。", 0.1, 0.3),
        line("免疫组化：ER(90%+)，PR(60%+)", 0.1, 0.33),
        line("病理诊断：（左乳）浸润性导管癌Ⅱ级。", 0.1, 0.4),
        line("病理医师：李四", 0.1, 0.5),
    )
    assert fields(sheet) == {
        "specimen": "左乳肿物",
        "gross": "灰白色组织一块。",
        "findings": "癌细胞呈巢状排列。免疫组化：ER(90%+)，PR(60%+)",
        "conclusion": "（左乳）浸润性导管癌Ⅱ级。",
    }


def test_the_table_of_a_genetic_report() -> None:
    sheet = page(
        line("肿瘤基因检测报告", 0.4, 0.05),
        line("样本类型：组织", 0.1, 0.1),
        *table(
            [["基因", "变异", "丰度"], ["EGFR", "第19外显子缺失突变", "21.4%"], ["KRAS", "未检出变异", "-"]],
            [0.1, 0.3, 0.7],
            0.2,
        ),
        line("检测结论：检出EGFR基因突变。", 0.1, 0.4),
    )
    assert fields(sheet) == {
        "specimen": "组织",
        "conclusion": "检出EGFR基因突变。",
        "gene_results": "EGFR 第19外显子缺失突变 21.4%; KRAS 未检出变异 -",
    }


def test_nothing_is_made_up_on_an_empty_page() -> None:
    assert fields(page(line("示例市人民医院", 0.4, 0.05))) == {}


def test_labels_as_hospitals_compose_them() -> None:
    sheet = page(
        line("MR检查报告单", 0.3, 0.05),
        line("描述：鼻咽右侧壁软组织明显增厚，最厚处约2.1cm，", 0.1, 0.2),
        line("增强明显强化。", 0.1, 0.23),
        line("MR提示：鼻咽右侧壁占位。", 0.1, 0.3),
    )
    read = fields(sheet)
    assert read["findings"] == "鼻咽右侧壁软组织明显增厚，最厚处约2.1cm，增强明显强化。"
    assert read["conclusion"] == "鼻咽右侧壁占位。"


def test_microscopy_is_what_pathology_found() -> None:
    sheet = page(
        line("病理诊断报告书", 0.3, 0.05),
        line("巨检：灰白碎组织一堆。", 0.1, 0.2),
        line("镜检：黏膜下见巢状异型细胞浸润。", 0.1, 0.23),
        line("病理诊断：（鼻咽）非角化性癌。", 0.1, 0.3),
    )
    assert (fields(sheet)["gross"], fields(sheet)["findings"]) == ("灰白碎组织一堆。", "黏膜下见巢状异型细胞浸润。")


def _value(sheet: Page, name: str) -> str:
    return next((field.value for field in report_text.extract([sheet]) if field.name == name), "")


def test_heads_of_a_table_have_their_values_beneath() -> None:
    sheet = page(
        line("PET/CT检查报告", 0.4, 0.05),
        *table([["项目", "设备类型", "检查日期"], ["体部", "PET-CT", "2026-02-28"]], [0.07, 0.4, 0.63], 0.2),
        line("检查所见", 0.08, 0.3),
        line("左颈多发淋巴结代谢增高。", 0.1, 0.33),
        line("检查提示", 0.08, 0.4),
        line("符合淋巴瘤浸润。", 0.1, 0.43),
    )
    assert (_value(sheet, "modality"), _value(sheet, "body_part")) == ("PET-CT", "体部")


def test_an_item_begins_with_its_modality_and_a_part_may_be_glued_to_its_label() -> None:
    assert _value(page(line("检查项目：MRI 盆腔平扫加增强", 0.1, 0.2)), "body_part") == "盆腔平扫加增强"
    assert _value(page(line("检查项目：动态心电图12导联", 0.1, 0.2)), "body_part") == "12导联"
    assert _value(page(line("检查项目：胸部CT平扫", 0.1, 0.2)), "body_part") == "胸部CT平扫"
    assert _value(page(line("部位前列腺", 0.1, 0.2), line("检查日期 2026.04.21", 0.1, 0.24)), "body_part") == "前列腺"


def test_a_column_of_text_beside_a_column_of_labels() -> None:
    sheet = page(
        line("受检者 张三", 0.04, 0.1),
        line("描述：前列腺体积增大，外周带见弥漫低信号，左髂血管旁淋巴结肿", 0.34, 0.1),
        line("性别 男", 0.04, 0.13),
        line("大约1.4cm。", 0.34, 0.13),
        line("年龄 79岁", 0.04, 0.16),
        line("结论：前列腺癌。", 0.34, 0.16),
    )
    assert _value(sheet, "findings").endswith("淋巴结肿大约1.4cm。")
    assert _value(sheet, "conclusion") == "前列腺癌。"


def test_a_signature_and_a_seal_s_characters_end_no_conclusion() -> None:
    sheet = page(
        line("诊断结论", 0.1, 0.2),
        line("（宫颈）中分化鳞状细胞癌。", 0.2, 0.2),
        line("网", 0.73, 0.24),
        line("诊断医师章岚", 0.1, 0.28),
    )
    assert _value(sheet, "conclusion") == "（宫颈）中分化鳞状细胞癌。"


def test_a_label_that_a_narrow_cell_wraps() -> None:
    sheet = page(
        line("大体描述", 0.09, 0.2),
        line("灰白条索12条。", 0.19, 0.2),
        line("显微镜", 0.09, 0.3),
        line("12针中9针见腺癌，筛状及融合腺体。免疫组化：", 0.19, 0.3),
        line("检", 0.09, 0.33),
        line("PSA(+)。", 0.19, 0.33),
        line("诊断结论", 0.09, 0.4),
        line("腺泡腺癌。", 0.19, 0.4),
    )
    assert _value(sheet, "findings") == "12针中9针见腺癌，筛状及融合腺体。免疫组化：PSA(+)。"


def test_an_english_gloss_below_its_label_is_no_value_and_oct_no_ct() -> None:
    sheet = page(
        line("OCT检查报告", 0.4, 0.05),
        line("检查部位", 0.1, 0.2),
        line("Body Part", 0.1, 0.218, height=0.012),
        line("双眼黄斑区", 0.1, 0.235),
    )
    assert _value(sheet, "body_part") == "双眼黄斑区"
    assert _value(sheet, "modality") != "CT"


def test_oct_is_told_from_ct_by_its_full_name() -> None:
    sheet = page(line("光学相干断层扫描(OCT)报告", 0.3, 0.05), line("检查所见：黄斑水肿。", 0.1, 0.3))
    assert _value(sheet, "modality") == "OCT"


@pytest.mark.parametrize("label", ["会诊意见", "结果说明", "检查意见", "会诊诊断"])
def test_conclusions_of_consultations_and_gene_tests(label: str) -> None:
    sheet = page(
        line("检测报告单", 0.4, 0.05),
        *table([["检测基因", "检测结果", "丰度/比例"], ["TERT", "c.-124C>T", "28.4%"]], [0.1, 0.4, 0.7], 0.2),
        line(f"{label}：检出启动子区突变。", 0.1, 0.3),
        line("报告日期：2026-01-01", 0.1, 0.6),
    )
    assert _value(sheet, "conclusion") == "检出启动子区突变。"


def test_a_heading_run_together_with_its_text() -> None:
    sheet = page(
        line("病理诊断", 0.1, 0.2),
        line("（食管）中分化鳞状细胞癌，切缘阴性。", 0.12, 0.23),
        line("镜下所见癌细胞呈巢片状浸润肌层，可见细胞间桥。", 0.1, 0.3),
    )
    assert _value(sheet, "conclusion") == "（食管）中分化鳞状细胞癌，切缘阴性。"
    assert _value(sheet, "findings") == "癌细胞呈巢片状浸润肌层，可见细胞间桥。"


def test_a_heading_set_wide_and_boxes_to_tick_below_the_text() -> None:
    sheet = page(
        line("检查所见：", 0.06, 0.2),
        line("所检肌见大量纤颤、正锐波。", 0.09, 0.23),
        line("意", 0.06, 0.3),
        line("见：", 0.11, 0.3),
        line("广泛神经源性损害。", 0.09, 0.33),
        line("□阳性", 0.07, 0.36),
        line("□阴性", 0.14, 0.36),
    )
    assert _value(sheet, "conclusion") == "广泛神经源性损害。"
    assert _value(sheet, "findings") == "所检肌见大量纤颤、正锐波。"


def test_an_indented_paragraph_beside_a_column_of_labels() -> None:
    sheet = page(
        line("一、检查所见", 0.376, 0.154),
        line("性别 男", 0.091, 0.187),
        line("右眼黄斑中心凹厚度298μm，神经上皮层内见囊样低反射腔；左眼中", 0.406, 0.189, height=0.014),
        line("心凹厚度251μm，外层结构连续。", 0.377, 0.215),
        line("年龄 65岁", 0.091, 0.216),
        line("二、诊断意见", 0.374, 0.274),
        line("右眼黄斑水肿。", 0.409, 0.311),
        line("部位 双眼黄斑区", 0.091, 0.312),
    )
    assert _value(sheet, "findings").startswith("右眼黄斑中心凹厚度298μm")
    assert _value(sheet, "conclusion") == "右眼黄斑水肿。"


@pytest.mark.parametrize(
    ("seen", "concluded"),
    [("描述", "结论"), ("所见", "印象"), ("检查所见", "诊断意见"), ("CT所见", "提示"), ("检查结果", "诊断")],
)
def test_headings_run_together_with_their_text_count_in_pairs(seen: str, concluded: str) -> None:
    lines = (
        line("申请诊断：肝移植状态检查方法：超声检查部位：移植肝", 0.06, 0.14),
        line(f"{seen}移植肝形态正常，门静脉血流通畅，胆管不扩张。", 0.06, 0.18),
        line(f"{concluded}移植肝血流通畅。", 0.06, 0.21),
        line("报告日期2026年3月20日", 0.5, 0.64),
    )
    found = {each.name: each.value for each in report_text.extract([page(*lines)])}
    assert found["findings"] == "移植肝形态正常，门静脉血流通畅，胆管不扩张。"
    assert found["conclusion"] == "移植肝血流通畅。"
    assert found["body_part"] == "移植肝"


def test_a_sentence_that_begins_with_such_a_word_heads_nothing() -> None:
    lines = (
        line("检查所见：肝脏形态失常，包膜不光整，", 0.06, 0.18),
        line("提示肝硬化改变，门静脉增宽。", 0.06, 0.21),
        line("诊断意见：肝硬化。", 0.06, 0.26),
    )
    found = {each.name: each.value for each in report_text.extract([page(*lines)])}
    assert found["findings"].endswith("提示肝硬化改变，门静脉增宽。") and found["conclusion"] == "肝硬化。"


def test_the_table_of_a_genetic_report_ends_at_the_next_heading() -> None:
    cells = table(
        [["基因", "变异", "丰度/状态"], ["BRAF", "p.V600E", "31.6%"], ["RET", "未检出融合", ""]],
        [0.09, 0.37, 0.66],
        0.3,
    )
    lines = (
        line("三、结论", 0.08, 0.42),
        line("检出BRAF V600E突变。", 0.1, 0.45),
        line("四、检测方法与局限", 0.08, 0.5),
    )
    found = {each.name: each.value for each in report_text.extract([page(*cells, *lines)])}
    assert found["gene_results"] == "BRAF p.V600E 31.6%; RET 未检出融合"
    assert found["conclusion"] == "检出BRAF V600E突变。"


@pytest.mark.parametrize("heading", ["特征描述：", "检查所见/描述", "镜检及免疫组化："])
def test_findings_under_composed_headings_and_a_line_that_begins_with_a_fraction(heading: str) -> None:
    sheet = page(
        line(heading, 0.07, 0.2),
        *column(["癌细胞呈巢状浸润生长，前哨淋巴结", "1/4见转移癌。"], 0.07, 0.23),
        line("病理诊断：浸润性导管癌。", 0.07, 0.35),
    )
    assert fields(sheet)["findings"] == "癌细胞呈巢状浸润生长，前哨淋巴结1/4见转移癌。"


def test_results_are_what_was_seen_where_a_conclusion_stands_beside_them() -> None:
    sheet = page(
        *column(["HER2基因FISH检测报告", "【检测结果】", "HER2信号总数186，信号呈簇状。"], 0.1, 0.1),
        *column(["【诊断结论】", "HER2基因扩增（阳性）。", "补充建议", "请结合临床。"], 0.1, 0.3),
    )
    said = fields(sheet)
    assert (said["findings"], said["conclusion"]) == ("HER2信号总数186，信号呈簇状。", "HER2基因扩增（阳性）。")


def test_a_sample_sent_elsewhere_is_none_of_what_was_seen() -> None:
    sheet = page(
        *column(["结肠镜报告单", "镜下所见", "见一枚息肉，予切除。", "镜下诊断", "结肠息肉。"], 0.1, 0.1),
        *column(["病理检查", "息肉1枚，送检"], 0.1, 0.4),
    )
    assert fields(sheet)["findings"] == "见一枚息肉，予切除。"


def test_how_a_curve_was_drawn_is_none_of_the_conclusion() -> None:
    sheet = page(*column(["心电图报告", "诊断结论：窦性心律。", "25mm/s 10mm/mV 0.15~100Hz"], 0.1, 0.1))
    assert fields(sheet)["conclusion"] == "窦性心律。"


def test_what_was_seen_without_a_heading_stands_above_the_conclusion() -> None:
    sheet = page(
        *column(["彩超报告单", "检查项目 肝胆脾胰"], 0.1, 0.1),
        *column(["肝脏：形态失常，包膜不光滑呈锯齿状，门静脉主干", "内径1.5cm。", "脾脏：厚6.2cm。"], 0.1, 0.2),
        *column(["超声提示", "1）肝硬化"], 0.1, 0.3),
    )
    assert fields(sheet)["findings"] == "肝脏：形态失常，包膜不光滑呈锯齿状，门静脉主干内径1.5cm。脾脏：厚6.2cm。"


def test_parts_of_the_body_head_no_other_section() -> None:
    lines = [
        "CT检查报告书",
        "影像所见",
        "【胸部】右肺下叶见一团块影。",
        "【腹部】肝内见低密度灶。",
        "诊断意见",
        "右肺下叶占位。",
    ]
    assert fields(page(*column(lines, 0.1, 0.1)))["findings"] == "【胸部】右肺下叶见一团块影。【腹部】肝内见低密度灶。"


def test_who_signs_is_none_of_the_conclusion() -> None:
    lines = ["眼底照相报告", "影像描述：后极部见微血管瘤。", "诊断及处理：", "双眼糖尿病视网膜病变。", "操作技师：目朗"]
    assert fields(page(*column(lines, 0.1, 0.1)))["conclusion"] == "双眼糖尿病视网膜病变。"


def test_of_tissue_what_the_eye_saw_where_nothing_else_is_told() -> None:
    lines = ["病理检查报告单", "取材部位：降结肠", "肉眼所见", "灰红色组织1枚。", "病理诊断", "管状腺瘤。"]
    said = fields(page(*column(lines, 0.1, 0.1)))
    assert (said["findings"], said["body_part"], said["conclusion"]) == ("灰红色组织1枚。", "降结肠", "管状腺瘤。")


def test_a_heading_nobody_listed_above_what_was_seen() -> None:
    sheet = page(
        *column(["病理会诊咨询意见书", "标本部位：", "宫颈活检", "组织学及免疫表型："], 0.1, 0.1),
        *column(["鳞状上皮异型增生，突破基底膜，P16(弥漫", "+)、P40(+)。"], 0.1, 0.22),
        *column(["会诊意见：", "鳞状细胞癌。", "方法学：镜检"], 0.1, 0.28),
    )
    assert fields(sheet)["findings"] == "鳞状上皮异型增生，突破基底膜，P16(弥漫+)、P40(+)。"
    assert fields(sheet)["conclusion"] == "鳞状细胞癌。"


def test_a_heading_of_a_text_below_a_label_with_its_value_is_no_second_line_of_it() -> None:
    sheet = page(
        line("腹部彩色多普勒超声检查报告单", 0.3, 0.1),
        *table([["检查部位", "肝胆胰脾", "编号", "620417"]], [0.08, 0.26, 0.6, 0.74], 0.2),
        line("描述：", 0.08, 0.226),
        line("肝脏形态失常，表面凹凸不平，回声增粗。", 0.12, 0.258),
        line("印象：", 0.08, 0.4),
        line("肝硬化声像图改变。", 0.12, 0.43),
    )
    said = fields(sheet)
    assert (said["body_part"], said["findings"]) == ("肝胆胰脾", "肝脏形态失常，表面凹凸不平，回声增粗。")


@pytest.mark.parametrize(
    ("title", "item", "printed"),
    [
        ("MR检查报告单", "MRI", "MRI"),
        ("超声心动图检查报告单", "心脏超声", "心脏超声"),
        ("血管彩色多普勒超声检查报告单", "彩超", "彩超"),
    ],
)
def test_beside_the_part_the_item_is_the_paper_s_own_word_for_how(title: str, item: str, printed: str) -> None:
    sheet = page(
        line(title, 0.3, 0.1, height=0.024),
        *table([[f"检查项目：{item}", "检查部位：颈部", "检查日期：2026-03-04"]], [0.08, 0.37, 0.65], 0.2),
        line("检查所见：未见明显异常。", 0.08, 0.3),
        line("诊断意见：未见异常。", 0.08, 0.4),
    )
    assert next(field.text for field in report_text.extract([sheet]) if field.name == "modality") == printed


@pytest.mark.parametrize(
    ("method", "part"),
    [
        ("MRI 腰椎平扫", "腰椎平扫"),
        ("肌电图 正中神经、腓总神经", "正中神经、腓总神经"),
        ("CT 平扫+增强", None),
        ("CT 薄层扫描", None),
    ],
)
def test_a_method_tells_the_part_behind_its_modality(method: str, part: str | None) -> None:
    rows = [["检查方法", method, "检查日期", "2026-03-04"]]
    sheet = page(line("检查报告单", 0.4, 0.1, height=0.024), *table(rows, [0.08, 0.2, 0.6, 0.75], 0.2))
    assert fields(sheet).get("body_part") == part


def test_what_a_seal_says_far_below_the_text_is_none_of_it() -> None:
    sheet = page(
        line("超声检查报告单", 0.4, 0.1, height=0.024),
        *column(["超声所见：", "甲状腺大小正常，回声均匀。", "超声提示：", "甲状腺未见明显异常。"], 0.09, 0.2),
        line("湖河市惠民医际", 0.77, 0.6, height=0.05),
        line("11:4功能科", 0.81, 0.68),
    )
    assert fields(sheet)["conclusion"] == "甲状腺未见明显异常。"


@pytest.mark.parametrize(("word", "value"), [("HRCT", "CT"), ("FFA", "造影"), ("LDCT", "CT")])
def test_short_words_for_how_it_was_examined(word: str, value: str) -> None:
    sheet = page(line("检查报告单", 0.4, 0.1), line(f"检查项目：{word}", 0.08, 0.2), line("检查部位：双眼", 0.4, 0.2))
    (field,) = (each for each in report_text.extract([sheet]) if each.name == "modality")
    assert (field.value, field.text) == (value, word)


def test_what_was_seen_without_a_heading_may_leave_room_above_the_conclusion() -> None:
    particulars = [["姓名 祁连", "性别 女", "年龄 47岁"], ["检查项目 彩超", "部位 甲状腺", "检查日期 2026年3月2日"]]
    sheet = page(
        line("甲状腺超声检查报告单", 0.35, 0.06, height=0.024),
        *table(particulars, [0.08, 0.3, 0.5], 0.14),
        *column(["甲状腺右叶见低回声结节，大小约0.8cm×0.6cm，边界", "清，未见血流信号。左叶未见异常。"], 0.08, 0.22),
        line("诊断意见：", 0.08, 0.6),
        line("甲状腺右叶结节，TI-RADS 3类。", 0.11, 0.64),
    )
    assert fields(sheet)["findings"] == (
        "甲状腺右叶见低回声结节，大小约0.8cm×0.6cm，边界清，未见血流信号。左叶未见异常。"
    )


def test_a_paragraph_far_above_the_conclusion_below_another_text_is_none_of_what_was_seen() -> None:
    sheet = page(
        line("胃镜检查报告单", 0.35, 0.06, height=0.024),
        line("温馨提示", 0.08, 0.14),
        *column(["请携带本报告复诊，检查后两小时内禁食，如有不适，", "及时就诊，并联系检查科室。"], 0.08, 0.18),
        line("诊断意见：", 0.08, 0.6),
        line("慢性非萎缩性胃炎。", 0.11, 0.64),
    )
    assert "findings" not in fields(sheet)


@pytest.mark.parametrize(
    ("label", "value", "printed"),
    [
        ("类型", "眼底照相", "眼底照相"),
        ("类型", "心脏超声", "心脏超声"),
        ("检查项目", "彩超双侧颈动脉", "彩超"),
        ("检查项目", "双侧颈动脉", "超声"),
    ],
)
def test_the_paper_s_own_word_for_how_stands_before_the_title_s(label: str, value: str, printed: str) -> None:
    title = "眼底彩照及OCT检查报告" if value == "眼底照相" else "颈动脉超声检查报告单"
    sheet = page(
        line(title, 0.3, 0.1, height=0.024),
        line(f"{label}：{value}", 0.08, 0.2),
        line("检查所见：未见明显异常。", 0.08, 0.3),
        line("诊断意见：未见异常。", 0.08, 0.4),
    )
    assert next(field.text for field in report_text.extract([sheet]) if field.name == "modality") == printed


def test_a_list_of_parts_goes_on_in_the_next_line_of_its_cell() -> None:
    sheet = page(
        line("泌尿系超声检查报告单", 0.3, 0.1, height=0.024),
        *table(
            [["检查部位", "双肾、输尿管、", "检查号", "30118"], ["", "膀胱", "", ""]], [0.1, 0.3, 0.6, 0.75], 0.2, 0.022
        ),
        line("超声所见：未见明显异常。", 0.1, 0.3),
    )
    assert fields(sheet)["body_part"] == "双肾、输尿管、膀胱"


def test_the_part_behind_a_label_of_which_a_character_was_misread() -> None:
    sheet = page(line("PET/CT检查报告单", 0.4, 0.1, height=0.024), *column(["姓名：祁连", "检杳部位：躯干"], 0.08, 0.2))
    assert fields(sheet)["body_part"] == "躯干"


@pytest.mark.parametrize(
    "note", ["危急值：08:15 已报告管床医师", "电话通知病区：16:20 接听人：值班护士", "标本去向：活检送病理"]
)
def test_whom_a_finding_was_told_is_none_of_the_conclusion(note: str) -> None:
    sheet = page(
        line("CT检查报告单", 0.4, 0.06, height=0.024),
        *column(["影像所见：右肺动脉主干见充盈缺损。", "诊断意见：右肺动脉栓塞。", note], 0.08, 0.2),
    )
    assert fields(sheet)["conclusion"] == "右肺动脉栓塞。"


@pytest.mark.parametrize("heading", ["细胞病理诊断", "细胞病理学意见"])
def test_what_cells_say_is_a_conclusion_too(heading: str) -> None:
    sheet = page(
        line("细胞病理检查报告单", 0.4, 0.06, height=0.024),
        *column(["镜下所见：见散在异型细胞，核大、深染。", f"{heading} （腹水）见癌细胞。"], 0.08, 0.2),
    )
    assert fields(sheet)["conclusion"] == "（腹水）见癌细胞。"


def test_what_runs_on_below_its_label_in_a_column_of_labels() -> None:
    labels = ["姓名：甲某", "检查部位：左膝关节、半月板平", "扫+增强", "检查日期：2026-04-02", "床号：7"]
    text = ["影像所见：", "半月板形态正常，未见撕裂。"]
    assert _value(page(*column(text, 0.08, 0.2), *column(labels, 0.7, 0.2)), "body_part") == "左膝关节、半月板平扫+增强"
    listed = ["性别：男", "检查部位：肝胆胰双肾膀胱、", "脾脏", "检查日期：2026-04-02"]
    assert _value(page(*column(text, 0.08, 0.2), *column(listed, 0.7, 0.2)), "body_part") == "肝胆胰双肾膀胱、脾脏"
    heading = ["性别：男", "检查部位：肝胆胰", "超声所见", "肝脏大小正常：未见占位", "胆囊壁光滑"]
    assert _value(page(*column(heading, 0.08, 0.2)), "body_part") == "肝胆胰"
