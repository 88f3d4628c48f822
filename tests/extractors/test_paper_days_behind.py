"""Days whose word stands behind them, in columns under one heading, and days of last time that are not the paper's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "the word behind the day": (
        """
                   霁川市第四医院医疗诊断证明书
霁医证字第 2026-0733 号                          2026 年 5 月 27 日 填发
姓名  方丹枫   性别  女   年龄  45 岁   住院号  0711903
入院日期  2026 年 4 月 30 日     出院日期  2026 年 5 月 20 日
诊断    梗阻性黄疸
医师签字：卓立新
""",
        {
            "dt": [("issued", "2026-05-27"), ("admission", "2026-04-30"), ("discharge", "2026-05-20")],
            "issue": "2026-05-27",
        },
    ),
    "behind the day of a report, beside who checked": (
        """
                   霁川市第四医院
                   免疫检验报告单
姓名：方丹枫   性别：女   年龄：45岁
项目          结果    单位     参考值
类风湿因子    62.1    IU/mL    0-20
检验者：卓立新   核对者：易明远   2026年5月19日报告
""",
        {"dt": [("reported", "2026-05-19")], "issue": "2026-05-19"},
    ),
    "a word between two days is of the second": (
        """
                   霁川市第四医院
                   生化检验报告单
姓名：方丹枫   性别：女   年龄：45岁
项目          结果    单位      参考值
葡萄糖        7.10    mmol/L    3.90-6.10
采样 2026-05-18   报告 2026-05-19   检验者：卓立新
""",
        {"dt": [("sampled", "2026-05-18"), ("reported", "2026-05-19")], "issue": "2026-05-19"},
    ),
    "results of last time": (
        """
                   霁川市第四医院检验报告单
姓名：方丹枫   性别：女   年龄：45岁   科室：心血管外科门诊
项目              结果    单位    参考区间      上次结果    上次日期
凝血酶原时间      27.9    s       9.8-12.1      24.1        2026-04-02
凝血酶时间        16.9    s       10.3-16.6     16.0        2026-04-02
采集时间：2026-05-04 08:15   报告时间：2026-05-04 09:55   检验人：卓立新
""",
        {"dt": [("sampled", "2026-05-04"), ("reported", "2026-05-04")], "issue": "2026-05-04"},
    ),
    "days of orders under one heading": (
        """
                   霁川市第四医院
                   长期医嘱单
姓名：方丹枫   性别：女   年龄：45岁   住院号：000447192
日期          时间     医嘱内容                               医师
2026-03-02    15:30    苯磺酸左氨氯地平片 2.5mg po qd         卓立新
2026-03-05    09:10    卡瑞利珠单抗 200mg ivgtt q3w           易明远
2026-03-06    08:20    兰索拉唑肠溶片 30mg po qd              卓立新
""",
        {"dt": [("prescribed", "2026-03-02"), ("prescribed", "2026-03-05"), ("prescribed", "2026-03-06")]},
    ),
    "who fills a certificate in issues it": (
        """
                   霁川市门诊慢特病诊断证明表
姓名      方丹枫     性别   女    年龄   54
诊断      慢性乙型病毒性肝炎
责任医师  卓立新     职称   主任医师
填表日期：2026 年 02 月 26 日      医疗机构（章）
""",
        {"dt": [("issued", "2026-02-26")], "issue": "2026-02-26"},
    ),
    "an operation's day in brackets behind it": (
        """
                   霁川市第四医院
                   出院小结
姓名  方丹枫    性别  女    年龄  39    住院号  26-01588
入院  2026-03-30    出院  2026-04-09
出院诊断    甲状腺髓样癌
手术        全甲状腺切除术（2026年4月2日）
医师：卓立新    2026年4月9日
""",
        {
            "dt": [
                ("admission", "2026-03-30"),
                ("discharge", "2026-04-09"),
                ("surgery", "2026-04-02"),
                ("recorded", "2026-04-09"),
            ]
        },
    ),
    "when a recording began": (
        """
                   霁川市第四医院
                   动态心电图（Holter）报告
姓名 方丹枫    女   64岁    卡号 DC20883107
开始：2026-04-28 09:30    有效时长 23h41min
结论：1、窦性心律；2、频发室性早搏。
分析：卓立新    审核：易明远    报告日期：2026-04-29
""",
        {"dt": [("examined", "2026-04-28"), ("reported", "2026-04-29")], "issue": "2026-04-29"},
    ),
    "a form handed in on a screen": (
        """
               门诊慢特病在线申报
姓名          方丹枫
申报病种      类风湿关节炎
认定机构      霁川市第四医院
提交时间      2026-05-25 21:07
当前状态      待医院初审
""",
        {"dt": [("applied", "2026-05-25")], "issue": "2026-05-25"},
    ),
    "who decides on a form": (
        """
                   门诊特殊病种资格申报审批表
姓名：方丹枫   性别：女   身份证号：359802196311282010
申报病种：恶性肿瘤门诊治疗
霁川市第二医院（公章）    审核人：卓立新    2026年3月18日
审批人：易明远    2026年3月25日
申报时间：2026年3月16日
""",
        {
            "dt": [("opinion", "2026-03-18"), ("opinion", "2026-03-25"), ("applied", "2026-03-16")],
            "issue": "2026-03-16",
            "ho": ["霁川市第二医院"],
        },
    ),
    "a booklet of a benefit is issued": (
        """
                   霁川市门诊慢特病医疗证
姓  名：方丹枫
身份证号：419802195007221337
认定病种：2型糖尿病
有 效 期：2025.01.01 ― 2026.12.31
                                发证日期：2024年12月20日
""",
        {"dt": [("valid_from", "2025-01-01"), ("expiry", "2026-12-31"), ("issued", "2024-12-20")]},
    ),
    "a hospital's own part for expecting mothers": (
        """
                   霁川市妇幼保健院产前诊断中心
                   地中海贫血基因检测报告
姓名：方丹枫   性别：女   年龄：27岁   末次月经：2026-01-02
检测结果：未检出突变
检测人：卓立新    审核人：易明远    报告日期：2026-05-11
""",
        {"dt": [("reported", "2026-05-11")], "ho": ["霁川市妇幼保健院"]},
    ),
    "a military hospital's part of a town": (
        """
                   东海战区总医院霁川医疗区
                   出院病案摘要
姓名：方丹枫   性别：女   年龄：52岁   住院号：9500331274
入院：2025-12-08   出院：2025-12-29
最后诊断：心房颤动
主治军医：卓立新    摘要日期：2025-12-29
""",
        {
            "dt": [("admission", "2025-12-08"), ("discharge", "2025-12-29"), ("recorded", "2025-12-29")],
            "ho": ["东海战区总医院霁川医疗区"],
        },
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_days_of_a_paper(name: str) -> None:
    paper, expected = PAPERS[name]
    assert_says(paper, expected)
