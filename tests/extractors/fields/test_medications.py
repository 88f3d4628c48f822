from extractors.fields import medications
from extractors.reading import Page
from tests.extractors.lines import line, page, table


def drugs(sheet: Page) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency.replace(" ", "")) for each in medications.extract([sheet])]


def test_a_prescription_s_list_with_instructions_below() -> None:
    sheet = page(
        line("处方笺", 0.45, 0.05),
        line("临床诊断：2型糖尿病", 0.1, 0.12),
        line("Rp", 0.1, 0.15),
        line("1. 二甲双胍片 0.5g×60片", 0.1, 0.2),
        line("用法：每次0.5g 每日2次 口服", 0.14, 0.23),
        line("2. 甘精胰岛素注射液 3ml:300单位 1支", 0.1, 0.26),
        line("Sig: 12单位 皮下注射 qn", 0.14, 0.29),
        line("医师：李四", 0.1, 0.5),
        line("药品金额：88.20", 0.5, 0.5),
    )
    assert drugs(sheet) == [("二甲双胍片", "0.5g", "每日2次口服"), ("甘精胰岛素注射液", "12单位", "皮下注射qn")]


def test_a_table_of_drugs() -> None:
    sheet = page(
        *table(
            [
                ["药品名称", "规格", "用法用量", "频次", "数量"],
                ["阿司匹林肠溶片", "100mg*30片", "100mg 口服", "每日1次", "1盒"],
                ["阿托伐他汀钙片", "20mg*7片", "20mg 口服", "每晚1次", "4盒"],
            ],
            [0.08, 0.33, 0.5, 0.68, 0.82],
            0.2,
        ),
        line("审核药师：王五", 0.1, 0.4),
    )
    assert drugs(sheet) == [("阿司匹林肠溶片", "100mg", "口服每日1次"), ("阿托伐他汀钙片", "20mg", "口服每晚1次")]


def test_running_text_and_labels_are_no_drugs() -> None:
    sheet = page(line("患者长期服用二甲双胍片治疗，血糖控制不佳。", 0.1, 0.2), line("诊断：高血压病", 0.1, 0.24))
    assert drugs(sheet) == []


def test_every_twelve_hours() -> None:
    sheet = page(line("他克莫司胶囊 1.5mg 口服 每12小时1次", 0.1, 0.2))
    assert drugs(sheet) == [("他克莫司胶囊", "1.5mg", "口服每12小时1次")]
