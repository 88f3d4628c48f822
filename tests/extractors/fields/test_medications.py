import pytest

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
    assert drugs(sheet) == [("二甲双胍片", "0.5g", "口服每日2次"), ("甘精胰岛素注射液", "12单位", "皮下注射qn")]


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


def test_orders_run_together_behind_a_label() -> None:
    sheet = page(
        line(
            "治疗 奥瑞布汀 150mg 口服 每日1次；康复新液 10m1 含漱 每日3次；门冬胰岛素30注射液 18U 皮下注射 早晚",
            0.06,
            0.2,
        ),
        line("餐前：缬沙坦胶囊80mg口服每日1次", 0.06, 0.225),
        line("医嘱 低盐饮食，每日饮水1500ml，监测血压。", 0.06, 0.25),
    )
    assert drugs(sheet) == [
        ("奥瑞布汀", "150mg", "口服每日1次"),
        ("康复新液", "10ml", "含漱每日3次"),  # ml read as m1
        ("门冬胰岛素30注射液", "18U", "皮下注射早晚餐前"),
        ("缬沙坦胶囊", "80mg", "口服每日1次"),  # a semicolon read as a colon
    ]


def test_orders_below_their_label_in_a_column() -> None:
    sheet = page(
        line("出院带药", 0.08, 0.2),
        line("1、注射用伊米苷酶 2400U 静滴 每2周1次", 0.2, 0.2),
        line("2、低钙腹膜透析液 2000ml 腹腔注入 每日4次", 0.2, 0.23),
        line("出院医嘱", 0.08, 0.27),
        line("规律复查，避免劳累。", 0.2, 0.27),
    )
    assert drugs(sheet) == [
        ("注射用伊米苷酶", "2400U", "静滴每2周1次"),
        ("低钙腹膜透析液", "2000ml", "腹腔注入每日4次"),
    ]


def test_what_a_narrative_tells_is_not_ordered() -> None:
    sheet = page(
        line("现病史 10年前发现血压升高，氨氯地平 5mg 口服 每日1次", 0.06, 0.2),
        line("血压控制在 130mmHg；泼尼松 30mg 口服 每日1次。", 0.06, 0.225),
        line("处理 泼尼松 15mg 口服 每日1次", 0.06, 0.25),
    )
    assert drugs(sheet) == [("泼尼松", "15mg", "口服每日1次")]


def test_orders_with_commas_and_latin_frequencies() -> None:
    sheet = page(
        line("用药情况：缬沙坦 80mg qd，氨氯地平 5mg po bid", 0.1, 0.1),
        line("出院带药：1.甲泼尼龙片 4mg*30片/盒 16mg 口服 qd；2.碳酸钙D3片 600mg 口服 qd", 0.1, 0.14),
    )
    assert drugs(sheet) == [
        ("缬沙坦", "80mg", "qd"),
        ("氨氯地平", "5mg", "pobid"),
        ("甲泼尼龙片", "16mg", "口服qd"),
        ("碳酸钙D3片", "600mg", "口服qd"),
    ]


def test_header_words_composed_freely_and_quantities_that_are_no_doses() -> None:
    sheet = page(
        *table(
            [
                ["No.", "药品通用名", "单次剂量", "给药途径与频次", "数量"],
                ["1", "注射用阿加糖酶β", "70mg", "静滴每2周1次", "1盒"],
                ["2", "碳酸镧咀嚼片", "500mg", "随餐嚼服 每日3次", "3盒"],
            ],
            [0.08, 0.15, 0.43, 0.58, 0.83],
            0.2,
        )
    )
    assert drugs(sheet) == [("注射用阿加糖酶β", "70mg", "静滴每2周1次"), ("碳酸镧咀嚼片", "500mg", "随餐嚼服每日3次")]


def test_a_pharmacy_s_line_that_ends_in_packs() -> None:
    sheet = page(line("1. 卡马西平片 0.1g 口服每日2次3盒", 0.1, 0.2))
    assert drugs(sheet) == [("卡马西平片", "0.1g", "口服每日2次")]


def test_an_order_sheet_with_a_dose_and_its_unit_apart_and_drugs_bound_by_a_bracket() -> None:
    sheet = page(
        *table(
            [
                ["开始时间", "医嘱内容", "剂量", "单位", "用法", "频次", "医师签名"],
                ["03-05 08:00", "┌0.9%氯化钠注射液", "100", "ml", "静滴", "bid", "李四"],
                ["03-05 08:00", "└注射用头孢曲松钠", "2", "g", "", "", ""],
                ["03-05 08:00", "阿司匹林肠溶片", "100", "mg", "口服", "qd", "李四"],
            ],
            [0.05, 0.2, 0.45, 0.52, 0.6, 0.7, 0.82],
            0.2,
        )
    )
    assert drugs(sheet) == [
        ("0.9%氯化钠注射液", "100ml", "静滴bid"),
        ("注射用头孢曲松钠", "2g", "静滴bid"),
        ("阿司匹林肠溶片", "100mg", "口服qd"),
    ]


def test_a_name_that_wraps_in_its_cell() -> None:
    sheet = page(
        *table([["药品名称", "规格", "用法用量", "数量"]], [0.08, 0.33, 0.5, 0.82], 0.2),
        line("精蛋白锌重组赖脯", 0.08, 0.23),
        line("胰岛素混合注射液", 0.08, 0.25),
        *table([["3ml:300单位", "每次12单位 皮下注射 每日2次", "2支"]], [0.33, 0.5, 0.82], 0.24),
        *table([["阿司匹林肠溶片", "100mg*30片", "100mg 口服 每日1次", "1盒"]], [0.08, 0.33, 0.5, 0.82], 0.3),
    )
    assert drugs(sheet) == [
        ("精蛋白锌重组赖脯胰岛素混合注射液", "12单位", "皮下注射每日2次"),
        ("阿司匹林肠溶片", "100mg", "口服每日1次"),
    ]


def test_print_of_a_seal_beside_a_table_is_no_usage() -> None:
    rows = [["药品名称", "剂量", "用法", "数量"], ["西洛他唑片", "100mg", "口服 每日2次", "4盒"]]
    sheet = page(*table(rows, [0.1, 0.4, 0.55, 0.8], 0.2), line("岳阳市", 0.56, 0.29, height=0.03))
    assert drugs(sheet) == [("西洛他唑片", "100mg", "口服每日2次")]


def test_orders_whose_parts_are_named_on_their_line() -> None:
    sheet = page(
        line("① 硝苯地平控释片 用量：30mg 用法：口服 每日2次", 0.08, 0.2),
        line("② 恩格列净片 规格：10mg×10片 用量：10mg 用法：口服每日1次", 0.08, 0.24),
        line("处方医师：李四", 0.08, 0.6),
    )
    assert drugs(sheet) == [("硝苯地平控释片", "30mg", "口服每日2次"), ("恩格列净片", "10mg", "口服每日1次")]


def test_a_count_is_none_of_the_name() -> None:
    sheet = page(line("③复方甘草酸苷片2片口服每日3次", 0.08, 0.2), line("④碳酸钙D3片600mg口服每晚1次", 0.08, 0.24))
    assert drugs(sheet) == [("复方甘草酸苷片", "2片", "口服每日3次"), ("碳酸钙D3片", "600mg", "口服每晚1次")]


def test_a_table_with_a_column_for_each_drug() -> None:
    sheet = page(
        *table(
            [
                ["药品通用名", "多西他赛注射液", "环磷酰胺注射液", "聚乙二醇化人粒细胞"],
                ["", "", "", "刺激因子注射液"],
                ["每次剂量", "120mg", "0.95g", "6mg"],
                ["用法及频次", "静脉滴注 每3周1次", "静脉滴注 每3周1次", "皮下注射 化疗后48小时"],
                ["不良反应", "无", "无", "无"],
            ],
            [0.08, 0.22, 0.45, 0.68],
            0.2,
        ),
        line("处方医师：李四", 0.08, 0.6),
    )
    assert drugs(sheet) == [
        ("多西他赛注射液", "120mg", "静脉滴注每3周1次"),
        ("环磷酰胺注射液", "0.95g", "静脉滴注每3周1次"),
        ("聚乙二醇化人粒细胞刺激因子注射液", "6mg", "皮下注射化疗后48小时"),
    ]


def test_a_sentence_below_a_table_is_none_of_its_rows() -> None:
    for below in ("用药过程顺利，未见输液反应及不良反应。", "出院指导：坚持锻炼，定期复查血沉。"):
        sheet = page(
            *table(
                [["药品名称", "用量", "用法频次"], ["阿达木单抗注射液", "40mg", "皮下注射 每2周1次"]],
                [0.08, 0.42, 0.56],
                0.2,
            ),
            line(below, 0.08, 0.26),
        )
        assert drugs(sheet) == [("阿达木单抗注射液", "40mg", "皮下注射每2周1次")]


def test_times_of_day_and_doses_that_differ_by_them() -> None:
    sheet = page(
        line("1、他克莫司缓释胶囊 2mg 口服 每日晨1次", 0.08, 0.2),
        line("2、左甲状腺素钠片 50μg 口服 每日晨起空腹1次", 0.08, 0.24),
        line("3、门冬胰岛素50注射液 早16U 晚14U 餐前皮下注射", 0.08, 0.28),
    )
    assert drugs(sheet) == [
        ("他克莫司缓释胶囊", "2mg", "口服每日晨1次"),
        ("左甲状腺素钠片", "50μg", "口服每日晨起空腹1次"),
        ("门冬胰岛素50注射液", "早16U晚14U", "餐前皮下注射"),
    ]


@pytest.mark.parametrize(
    ("order", "dose"),
    [
        ("精蛋白人胰岛素混合注射液 18U/14U 皮下注射 每日2次", "18U/14U"),
        ("氨氯地平阿托伐他汀钙片 5mg/10mg 口服 每日1次", "5mg/10mg"),
        ("氨氯地平阿托伐他汀钙片 5mg/10mg 1片 口服 每日1次", "1片"),
        ("甲钴胺片 0.5mg/片 0.5mg 口服 每日3次", "0.5mg"),
    ],
)
def test_two_amounts_of_one_unit_are_one_dose(order: str, dose: str) -> None:
    lines = (line("处方：", 0.1, 0.27), line(f"1. {order}", 0.1, 0.3))
    assert [each.dose for each in medications.extract([page(*lines)])] == [dose]


@pytest.mark.parametrize("heading", ["出院医嘱：", "康复与随访", "●康复与附访", "其他事项"])
def test_a_heading_below_a_table_is_no_part_of_its_last_name(heading: str) -> None:
    rows = [
        ["药名", "规格", "用量", "用法"],
        ["溴吡斯的明片", "60mg*60片", "60mg", "口服每日4次"],
        ["他克莫司胶囊", "0.5mg*50粒", "1mg", "口服每日2次"],
        ["氯化钾缓释片", "1g*24片", "1g", "口服每日2次"],
    ]
    below = (line(heading, 0.07, 0.325), line("避免感染、劳累，1月后复诊。如有不适，随时就诊。", 0.09, 0.355))
    found = drugs(page(*table(rows, [0.07, 0.33, 0.53, 0.67], 0.2), *below))
    assert [name for name, *_ in found] == ["溴吡斯的明片", "他克莫司胶囊", "氯化钾缓释片"]


def test_orders_that_are_no_drugs_stand_alone_on_an_order_sheet() -> None:
    rows = [
        ["医嘱内容", "剂量", "用法", "医师签名"],
        ["内科护理常规", "", "", ""],
        ["Ⅱ级护理", "", "", ""],
        ["低盐饮食", "", "", ""],
        ["注射用硼替佐米", "2.2mg", "皮下注射d1,4,8.11", "李四"],
        ["来那度胺胶囊", "25mg", "睡前口服d1-14", ""],
    ]
    assert drugs(page(*table(rows, [0.07, 0.33, 0.47, 0.8], 0.2))) == [
        ("注射用硼替佐米", "2.2mg", "皮下注射d1,4,8,11"),
        ("来那度胺胶囊", "25mg", "睡前口服d1-14"),
    ]


@pytest.mark.parametrize(
    ("printed", "name", "frequency"),
    [
        ("1. 碳酸镧颗粒 0.75g 随餐冲服 tid", "碳酸镧颗粒", "随餐冲服tid"),
        ("2. 帕立骨化醇注射液 5μg 透析后静注 tiw", "帕立骨化醇注射液", "透析后静注tiw"),
        ("3. 厄贝沙坦氢氯噻嗪片 162.5mg 晨服 一日一次", "厄贝沙坦氢氯噻嗪片", "晨服一日一次"),
        ("4. 地塞米松片 20mg 口服 d1,2,4.S.8,9", "地塞米松片", "口服d1,2,4,5,8,9"),
        ("5. 精蛋白人胰岛素混合注射液(30R) 14U 餐前皮下注射 bid", "精蛋白人胰岛素混合注射液(30R)", "餐前皮下注射bid"),
    ],
)
def test_how_an_order_says_it_is_taken(printed: str, name: str, frequency: str) -> None:
    found = drugs(page(line("Rp", 0.1, 0.2), line(printed, 0.1, 0.23)))
    assert [(each[0], each[2]) for each in found] == [(name, frequency)]


@pytest.mark.parametrize(
    ("order", "dose"),
    [
        ("利伐沙班片(10mg*5片）每次15mg，口服每日1次", "15mg"),
        ("甲钴胺片(0.5mg×20片)每次0.5mg 口服 每日3次", "0.5mg"),
        ("艾曲泊帕片 25mg*14片 每次50mg 口服 每日1次", "50mg"),
        ("骨化三醇软胶囊 0.25μq 口服 每日1次", "0.25μg"),
    ],
)
def test_what_is_taken_at_a_time_is_none_of_the_pack_before_it(order: str, dose: str) -> None:
    ((_, found, _),) = drugs(page(line("处方", 0.1, 0.1), line(order, 0.1, 0.2)))
    assert found == dose


def test_drugs_told_of_under_a_numbered_heading_are_none_that_are_ordered() -> None:
    sheet = page(
        line("出院记录", 0.45, 0.05, height=0.024),
        line("二、诊疗经过", 0.07, 0.12),
        line("下肢散在紫癜，血红蛋白81g/L，予CHOP方案联合", 0.07, 0.15),
        line("利妥昔单抗，予地塞米松片治", 0.07, 0.18),
        line("疗后缓解。", 0.07, 0.21),
        line("三、出院带药", 0.07, 0.24),
        line("来那度胺胶囊 25mg 口服 每日1次", 0.07, 0.27),
    )
    assert [name for name, _, _ in drugs(sheet)] == ["来那度胺胶囊"]


def test_for_how_many_days_is_no_part_of_how_it_is_taken() -> None:
    sheet = page(
        line("出院带药：", 0.1, 0.15),
        line("1. 碳酸氢钠片 1g 口服 每日三次 ×14天", 0.1, 0.2),
        line("2. 注射用头孢呋辛钠 1.5g 静脉滴注 每12小时一次×7天.", 0.1, 0.23),
    )
    assert [often for _, _, often in drugs(sheet)] == ["口服每日三次", "静脉滴注每12小时一次"]
    rows = [
        ["药品名称", "单次剂量", "用法用量"],
        ["碳酸氢钠片", "1g", "口服 每日三次 ×14天"],
        ["叶酸片", "5mg", "口服 每日一次"],
    ]
    assert drugs(page(*table(rows, [0.08, 0.4, 0.6], 0.2)))[0] == ("碳酸氢钠片", "1g", "口服每日三次")
