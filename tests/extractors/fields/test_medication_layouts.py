"""Drugs as more hospitals lay them out: both in one head, instructions between rows, cells of several lines, prose."""

from __future__ import annotations

import pytest

from extractors.fields import medications
from extractors.reading import Page
from tests.extractors.lines import line, page, table


def drugs(sheet: Page) -> list[tuple[str, str, str]]:
    return [(each.name, each.dose, each.frequency) for each in medications.extract([sheet])]


def test_a_head_that_names_drug_and_pack_in_one() -> None:
    sheet = page(
        *table(
            [
                ["药品名称规格", "用量", "用法", "频次", "总量"],
                ["格列齐特缓释片 30mg×30片", "60mg", "po", "qd", "4盒"],
                ["阿卡波糖片 50mg×30片", "50mg", "po（随餐）", "tid", "6盒"],
            ],
            [0.08, 0.4, 0.5, 0.65, 0.8],
            0.2,
        )
    )
    assert drugs(sheet) == [("格列齐特缓释片", "60mg", "po qd"), ("阿卡波糖片", "50mg", "po(随餐) tid")]


def test_instructions_between_the_rows_of_a_table_and_signers_below_it() -> None:
    rows = [["药品名称", "规格", "数量"], ["叶酸片", "5mg*100片", "1瓶"], ["塞来昔布胶囊", "0.2g*6粒", "5盒"]]
    sheet = page(
        *table(rows, [0.08, 0.4, 0.7], 0.2, 0.06),
        line("用法用量：5mg 口服 每周1次 疗程28天", 0.1, 0.29),
        line("用法用量：0.2g", 0.1, 0.35),
        line("口服 每日1次", 0.3, 0.35),
        line("疗程28天", 0.5, 0.35),
        line("调 配（签章） 党 贵", 0.08, 0.42),
        line("核对发药（签章） 甘 草", 0.5, 0.42),
    )
    assert drugs(sheet) == [("叶酸片", "5mg", "口服 每周1次"), ("塞来昔布胶囊", "0.2g", "口服 每日1次")]


def test_cells_of_several_lines_each() -> None:
    rows = [["药品名称/规格", "单次用量", "用法用量", "数量"]]
    for name, dose, pack, route, times in (
        ("噻托溴铵粉吸入剂", "18μg", "18μg×10粒", "吸入", "每日1次"),
        ("茶碱缓释片", "0.1g", "0.1g×24片", "口服", "每12小时1次"),
    ):
        rows += [[name, "", route, ""], ["", dose, "", "3盒"], [pack, "", times, ""], ["", "", "", ""]]
    lines = [each for each in table(rows, [0.08, 0.4, 0.6, 0.8], 0.2, 0.02) if each.text]
    assert drugs(page(*lines)) == [
        ("噻托溴铵粉吸入剂", "18μg", "吸入 每日1次"),
        ("茶碱缓释片", "0.1g", "口服 每12小时1次"),
    ]


def test_a_heading_alone_on_its_row_ends_a_table() -> None:
    sheet = page(
        *table(
            [
                ["药品名称", "规格", "单次剂量", "途径", "频次", "天数"],
                ["碳酸镧咀嚼片", "500mg*20片", "500mg", "嚼服", "tid", "14"],
                ["骨化三醇胶丸", "0.25μg*10粒", "0.25μg", "口服", "qn", "14"],
            ],
            [0.08, 0.34, 0.53, 0.67, 0.76, 0.85],
            0.2,
        ),
        line("出院医嘱", 0.08, 0.32),
        line("1. 每周一、三、五规律血液透析；2. 低盐低磷优质蛋白饮食；3. 保护内瘘侧肢体", 0.08, 0.35),
    )
    assert drugs(sheet) == [("碳酸镧咀嚼片", "500mg", "嚼服 tid"), ("骨化三醇胶丸", "0.25μg", "口服 qn")]


@pytest.mark.parametrize(
    ("printed", "drug"),
    [
        ("口服硝苯地平缓释片20mg一日两次", ("硝苯地平缓释片", "20mg", "口服 一日两次")),
        ("出院医嘱：7.1 低脂饮食3月；7.2 头孢克肟胶囊 0.1g 口服 每日2次", ("头孢克肟胶囊", "0.1g", "口服 每日2次")),
        ("⒉ 颈复康颗粒 5g 冲服 每日2次", ("颈复康颗粒", "5g", "冲服 每日2次")),
        ("哌柏西利胶囊 125mg 口服 每日1次（服3周停1周）", ("哌柏西利胶囊", "125mg", "口服 每日1次(服3周停1周)")),
        ("甲泼尼龙片 4mg 口服 每日1次（不可突然停药）", ("甲泼尼龙片", "4mg", "口服 每日1次")),
        ("布林佐胺滴眼液 1滴 滴右眼 每日2次", ("布林佐胺滴眼液", "1滴", "滴右眼 每日2次")),
        ("氧氟沙星滴耳液 4滴左耳滴入 每日2次", ("氧氟沙星滴耳液", "4滴", "左耳滴入 每日2次")),
        ("碳酸锂缓释片 0.3g×100片 Sig. 0.6g p.o. b.i.d.", ("碳酸锂缓释片", "0.6g", "p.o. b.i.d.")),
        ("阿普唑仑片 0.4mg×14片 Sig. 0.4mg p.o. q.n.", ("阿普唑仑片", "0.4mg", "p.o. q.n.")),
        ("多西他赛注射液 120mg 静脉滴注 21天1次", ("多西他赛注射液", "120mg", "静脉滴注 21天1次")),
        ("左甲状腺素钠片 50μg 口服 每晨1次", ("左甲状腺素钠片", "50μg", "口服 每晨1次")),
        ("吲达帕胺缓释片 1.5mg 口服 1次/日 晨起", ("吲达帕胺缓释片", "1.5mg", "口服 1次/日 晨起")),
    ],
)
def test_orders_in_other_words(printed: str, drug: tuple[str, str, str]) -> None:
    assert drugs(page(line("处理", 0.08, 0.15), line(printed, 0.1, 0.2))) == [drug]


@pytest.mark.parametrize(
    "bullet", ["1.", "2、", "（1）", "(一)", "一、", "[1]", "【2】", "①", "⑴", "⒈", "Ⅰ ", "Ⅱ ", "A.", "◆", "▲", "7.2 "]
)
def test_lists_are_numbered_in_many_ways(bullet: str) -> None:
    sheet = page(line(f"{bullet}阿卡波糖片 50mg*45片*2盒", 0.1, 0.2), line("每次 50mg 口服 每日三次", 0.1, 0.225))
    assert drugs(sheet) == [("阿卡波糖片", "50mg", "口服 每日三次")]


def test_orders_run_together_by_their_numbers_go_on_with_the_last_of_the_line() -> None:
    sheet = page(
        line("出院带药：①氨氯地平片 5mg 口服 qd ②替米沙坦片 80mg 口服 qd ③瑞舒伐他汀钙片", 0.1, 0.2),
        line("10mg 口服 qn", 0.1, 0.225),
    )
    assert drugs(sheet) == [
        ("氨氯地平片", "5mg", "口服 qd"),
        ("替米沙坦片", "80mg", "口服 qd"),
        ("瑞舒伐他汀钙片", "10mg", "口服 qn"),
    ]


def test_packs_in_brackets_with_what_holds_them_before_the_usage() -> None:
    sheet = page(line("1、华法林钠片（3mg×100片/瓶）×1瓶；用法：口服，一次3mg，一天一次", 0.1, 0.2))
    assert drugs(sheet) == [("华法林钠片", "3mg", "口服 一天一次")]


def test_headings_beside_a_table_are_none_of_its_names_and_end_it() -> None:
    rows = [
        ["通用名", "规格", "每次剂量", "用法频次"],
        ["甲磺酸氟马替尼片", "0.2g×30片", "0.6g", "口服 1次/日"],
        ["苯磺酸氨氯地平片", "5mg×28片", "5mg", "口服 1次/日"],
    ]
    sheet = page(
        *table(rows, [0.25, 0.45, 0.6, 0.75], 0.2),
        line("申请药品", 0.08, 0.245),
        line("用药评估", 0.08, 0.32),
        line("服药12月，0.04%，达主要分子学反应，建议继续用药6个月。", 0.25, 0.32),
    )
    assert drugs(sheet) == [
        ("甲磺酸氟马替尼片", "0.6g", "口服 1次/日"),
        ("苯磺酸氨氯地平片", "5mg", "口服 1次/日"),
    ]


@pytest.mark.parametrize("film", ["复查胸片", "X线片", "腹部平片"])
def test_films_are_no_tablets(film: str) -> None:
    assert drugs(page(line(f"1. {film}", 0.1, 0.2))) == []


def test_a_drug_may_be_called_after_what_it_helps() -> None:
    assert drugs(page(line("舒胸片 3片 口服 每日3次", 0.1, 0.2))) == [("舒胸片", "3片", "口服 每日3次")]


@pytest.mark.parametrize("endless", ["8" * 60 + "码", "中" + "12%" * 60, "甲片" * 700, "1.2" * 300])
def test_endless_numbers_on_a_prescription_end(endless: str) -> None:
    printed = [line("处方笺", 0.45, 0.05), line(f"阿卡波糖片 {endless}：用法：口服", 0.1, 0.2)]
    assert len(drugs(page(*printed))) <= 1  # and at all: patterns that try every way to cut digits never answer


def test_a_count_of_times_that_ends_on_the_next_line() -> None:
    sheet = page(
        line("出院带药：螺内酯片 40mg 口服 每日1次；复方鳖甲软肝片 2g 口服 每日3", 0.1, 0.2), line("次", 0.1, 0.225)
    )
    assert drugs(sheet)[1] == ("复方鳖甲软肝片", "2g", "口服 每日3次")


def test_how_a_decoction_is_boiled_is_no_herb_and_every_note_is_left_out() -> None:
    sheet = page(
        line("中药饮片处方", 0.4, 0.1),
        line("黄芪 30g", 0.1, 0.2),
        line("细辛 3g（后下）", 0.3, 0.2),
        line("地龙 9g", 0.1, 0.23),
        line("全蝎 3g（研末冲服）", 0.3, 0.23),
        line("每日1剂，水煎400ml，分早晚两次温服", 0.1, 0.26),
    )
    assert [name for name, *_ in drugs(sheet)] == ["黄芪", "细辛", "地龙", "全蝎"]


@pytest.mark.parametrize("head", ["序药品名称", "药品名称"])
def test_numbers_before_the_names_of_a_table_whose_head_has_no_column_for_them(head: str) -> None:
    heads = [line(text, x, 0.2) for x, text in ((0.1, head), (0.42, "规格"), (0.55, "单次剂量"), (0.74, "频次"))]
    rows = [
        ["1", "注射用头孢曲松钠", "1.0g/瓶", "2g", "每日1次"],
        ["2", "甲钴胺片", "0.5mg*20片", "0.5mg", "每日3次"],
    ]
    sheet = page(*heads, *table(rows, [0.1, 0.13, 0.42, 0.55, 0.74], 0.23))
    assert drugs(sheet) == [("注射用头孢曲松钠", "2g", "每日1次"), ("甲钴胺片", "0.5mg", "每日3次")]


@pytest.mark.parametrize("each", ["单次", "首次 ", "每次"])
def test_how_much_at_a_time_below_a_name_is_no_drug(each: str) -> None:
    sheet = page(
        line("格列美脲片", 0.06, 0.2),
        line("规格 2mg*15片", 0.06, 0.23),
        line(f"{each}4mg 口服每日1次", 0.06, 0.26),
    )
    assert drugs(sheet) == [("格列美脲片", "4mg", "口服每日1次")]


@pytest.mark.parametrize(
    "heads",
    [["药品名称/规格", "单次剂量", "用法用量", "天数", "总量"], ["药名及规格", "每次量", "用法", "天数", "数量"]],
)
def test_a_pack_below_its_drug_beside_all_that_is_said_of_it(heads: list[str]) -> None:
    rows = [
        ("瑞格列奈片", ["1mg*30片", "1mg", "口服每日三次餐前", "30", "3盒"]),
        ("利拉鲁肽注射液", ["3ml:18mg", "1.2mg", "皮下注射每日一次", "30", "2支"]),
        ("依帕司他片", ["50mg*10片", "50mg", "口服每日三次", "28", "9盒"]),
    ]
    xs = [0.07, 0.37, 0.52, 0.76, 0.85]
    lines = [*table([heads], xs, 0.2)]
    for i, (drug, beside) in enumerate(rows):
        y = 0.24 + 0.056 * i
        lines += [line(drug, 0.07, y), line(beside[0], 0.07, y + 0.026), *table([beside[1:]], xs[1:], y + 0.018)]
    assert drugs(page(*lines)) == [
        ("瑞格列奈片", "1mg", "口服每日三次餐前"),
        ("利拉鲁肽注射液", "1.2mg", "皮下注射每日一次"),
        ("依帕司他片", "50mg", "口服每日三次"),
    ]


@pytest.mark.parametrize(
    ("order", "dose", "frequency"),
    [
        ("环孢素软胶囊 75mg 口服 912h", "75mg", "口服 q12h"),
        ("环孢素软胶囊 75mq 口服 q/2h", "75mg", "口服 q12h"),
        ("环孢素软胶囊 75mg 口厘 每日两次", "75mg", "口服 每日两次"),
        ("甘精胰岛素注射液 161U 皮下注射 每晚一次", "16IU", "皮下注射 每晚一次"),
        ("蔗糖铁注射液 100mg 静脉滴注 每周两次 透析后", "100mg", "静脉滴注 每周两次 透析后"),
        ("来那度胺胶囊 10mg 口服 每晚一次（第1-21天）", "10mg", "口服 每晚一次(第1-21天)"),
        ("重组人促红素注射液 3000IU 皮下注射 每周三次 H", "3000IU", "皮下注射 每周三次"),
        ("非布司他片 40mg 口服 每日/次", "40mg", "口服 每日1次"),
        ("地特胰岛素注射液 18U 皮下注射 睡前|次", "18U", "皮下注射 睡前1次"),
        ("阿普唑仑片 0.4mg 口服 每晚丨次", "0.4mg", "口服 每晚1次"),
        ("谷赖胰岛素注射液 旱8U中6U晚8U 皮下注射三赞前", "早8U中6U晚8U", "皮下注射三餐前"),
        ("优甲乐片 75pg 空腹口服 每日1次", "75μg", "空腹口服 每日1次"),
        ("贝达喹啉片 200mg 每周二、四、六", "200mg", "每周二、四、六"),
        ("复方新诺明片 0.48g 每日2次，每周3天", "0.48g", "每日2次,每周3天"),
        ("美托洛尔片 25毫克、每日二次", "25毫克", "每日二次"),
        ("那屈肝素钙注射液 4100AxaIU ih q12h", "4100AxaIU", "ih q12h"),
    ],
)
def test_how_drugs_are_written_and_misread(order: str, dose: str, frequency: str) -> None:
    sheet = page(line("出院带药：", 0.06, 0.2), line(order, 0.08, 0.23), line("叶酸片 5mg 口服 每日一次", 0.08, 0.26))
    assert drugs(sheet)[0][1:] == (dose, frequency)


def test_a_dose_whose_five_was_read_as_a_letter() -> None:
    rows = [
        ["药品名称", "单次剂量", "用法", "频次"],
        ["瑞舒伐他汀钙片", "Smg", "口服", "每晚一次"],
        ["叶酸片", "5mg", "口服", "qd"],
    ]
    assert [drug[1] for drug in drugs(page(*table(rows, [0.07, 0.4, 0.55, 0.7], 0.2)))] == ["5mg", "5mg"]


@pytest.mark.parametrize(
    ("usage", "frequency"),
    [
        ("口服，一次30mg，一日一次", "口服 一日一次"),
        ("口服 每次30mg 日三次", "口服 日三次"),
        ("口服；1次30mg；每日2次", "口服 每日2次"),
    ],
)
def test_what_an_amount_leaves_behind_in_how_a_drug_is_taken(usage: str, frequency: str) -> None:
    rows = [["药品名称", "规格", "用法用量", "总量"], ["硝苯地平控释片", "30mg*7", usage, "12盒"]]
    assert drugs(page(*table(rows, [0.08, 0.36, 0.55, 0.88], 0.2))) == [("硝苯地平控释片", "30mg", frequency)]


def test_how_much_a_tablet_holds_behind_its_name_where_the_usage_tells_the_dose() -> None:
    rows = [["Drug 药品", "Sig 用法", "Qty"], ["甲氨蝶呤片 2.5mg", "12.5mg PO QW", "20 tabs"]]
    assert drugs(page(*table(rows, [0.08, 0.45, 0.76], 0.2))) == [("甲氨蝶呤片", "12.5mg", "PO QW")]


def test_a_smear_is_no_drug_and_a_day_no_way_of_taking_one() -> None:
    sheet = page(
        line("痰涂片(-)，ALT 41U/L", 0.08, 0.2),
        line("百令胶囊 5粒 日三次；尿毒清颗粒 5g 日四次", 0.08, 0.24),
        line("2026年1月23日", 0.6, 0.28),
    )
    assert drugs(sheet) == [("百令胶囊", "5粒", "日三次"), ("尿毒清颗粒", "5g", "日四次")]


def test_the_last_order_of_a_line_goes_on_with_its_amount() -> None:
    sheet = page(line("地高辛片 0.125mg 1/日 呋塞米片 20mg 1/日 氯化钾缓释片", 0.2, 0.2), line("1.0g 2/日", 0.2, 0.23))
    assert drugs(sheet)[2:] == [("氯化钾缓释片", "1.0g", "2/日")]


def test_a_heading_in_brackets_before_the_drug() -> None:
    sheet = page(line("【西药】布地奈德福莫特罗吸入粉雾剂 1吸 一日两次", 0.07, 0.2))
    assert drugs(sheet) == [("布地奈德福莫特罗吸入粉雾剂", "1吸", "一日两次")]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("注射用伊班膦酸4mg/支 每次4mg 静脉滴注 每4周1次", "注射用伊班膦酸"),
        ("头孢泊肟脂片 0.1g 口服 每日2次", "头孢泊肟酯片"),
        ("复方降脂片 4片 口服 每日3次", "复方降脂片"),
    ],
)
def test_names_beside_their_pack_and_esters(printed: str, name: str) -> None:
    assert drugs(page(line("处方", 0.06, 0.2), line(printed, 0.08, 0.23)))[0][0] == name


@pytest.mark.parametrize(
    "row", [["下次随访", "2026/5/11", ""], ["随访分类", "控制不满意", ""], ["随访医生", "梁化凤", ""]]
)
def test_what_is_told_of_the_visit_below_a_table_is_no_drug(row: list[str]) -> None:
    rows = [["药品名称", "用法", "每次剂量"], ["格列美脲片", "每日1次", "2mg"], ["阿卡波糖片", "每日3次", "50mg"], row]
    assert [name for name, *_ in drugs(page(*table(rows, [0.08, 0.47, 0.74], 0.2)))] == ["格列美脲片", "阿卡波糖片"]
