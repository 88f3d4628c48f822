"""Signatures in the ways papers print them: labels of many makes, titles, brackets, columns, and none at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.fields.physicians import physicians
from extractors.layout.sheet import sheet_of
from tests.extractors.lines import line, page
from tests.extractors.papers import assert_says

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {}


CERTIFICATE = """
                   海堰县人民医院
                   疾病诊断证明书
姓名：解晓东   性别：男   年龄：66岁   科室：心血管内科   门诊号：20260302017
诊断：1.高血压病3级（极高危）
      2.冠心病
处理意见：口服药物治疗，定期复查。
%s
"""


def certificate(name: str, tail: str, **want: Any) -> None:
    """How a certificate ends, and what that says: ph (role, name, title), dt, issue."""
    PAPERS[name] = (CERTIFICATE % tail, want)


certificate(
    "s01",
    """住院医师        主治医师        副主任医师
晏子安          宁采臣          云中鹤
日期            日期            日期
2026-03-02      2026-03-02      2026-03-02""",
    ph=[("attending", "晏子安", ""), ("supervising", "宁采臣", ""), ("supervising", "云中鹤", "")],
    issue="2026-03-02",
)
certificate(
    "s02",
    """医师签名：晏子安（电子签名）     签名时间：2026-03-02 10:21:33
审签：宁采臣（电子签名）        审签时间：2026-03-02 11:00:02""",
    ph=[("attending", "晏子安", ""), ("reviewing", "宁采臣", "")],
    issue="2026-03-02",
)
certificate(
    "s03",
    """诊断医师：晏子安（主治医师，工号 10223）
科室主任：云中鹤（主任医师，工号 10011）
医务科（章）           2026.3.2""",
    ph=[("attending", "晏子安", "主治医师"), ("supervising", "云中鹤", "主任医师")],
    issue="2026-03-02",
)
certificate(
    "s05",
    """主治医师签章：【晏子安】
二〇二六年三月二日""",
    ph=[("attending", "晏子安", "")],
    issue="2026-03-02",
)
certificate(
    "s06",
    "医  生：  晏 子 安    主任：云 中 鹤      出具时间：2026年3月2日10时21分",
    ph=[("attending", "晏子安", ""), ("supervising", "云中鹤", "")],
    issue="2026-03-02",
)
certificate(
    "s07",
    """医生签名(Signature)：晏子安
职称(Title)：副主任医师
日期(Date)：2026-03-02""",
    ph=[("attending", "晏子安", "副主任医师")],
    issue="2026-03-02",
)
certificate(
    "s08", "副主任医师：晏子安              2026 年 03 月 02 日", ph=[("supervising", "晏子安", "")], issue="2026-03-02"
)
certificate(
    "s09",
    "开证医师：晏子安          开证日期：2026-03-02       有效期：30天",
    ph=[("attending", "晏子安", "")],
    issue="2026-03-02",
)
certificate(
    "s10",
    """医师（副主任医师及以上）签名：   晏子安        日期：2026-03-02
院（科）盖章""",
    ph=[("attending", "晏子安", "")],
    issue="2026-03-02",
)
certificate(
    "s11",
    """接诊专家：晏子安  主任医师
时  间：2026-03-02 08:31""",
    ph=[("attending", "晏子安", "主任医师")],
    issue="2026-03-02",
)
certificate(
    "s12",
    """签发人：云中鹤       经治医师：晏子安
签发日期：二0二六年三月二日""",
    ph=[("reviewing", "云中鹤", ""), ("attending", "晏子安", "")],
    issue="2026-03-02",
)
certificate(
    "s13",
    """医师姓名：晏子安   医师代码：D370102000123   医师职称：副主任医师   科室名称：心血管内科
开具日期：20260302""",
    ph=[("attending", "晏子安", "副主任医师")],
    issue="2026-03-02",
)
certificate(
    "s15",
    """                           海堰县人民医院（公章）
                           医师：晏子安 主治医师
                           2026年03月02日
                           打印时间：2026年03月09日""",
    ph=[("attending", "晏子安", "主治医师")],
    issue="2026-03-02",
    dt=[("issued", "2026-03-02"), ("printed", "2026-03-09")],
)
certificate(
    "s17",
    """医师：晏子安    手机：13800000000
日期：2026-3-2
审核人：      （签章）""",
    ph=[("attending", "晏子安", ""), ("reviewing", "", "")],
    issue="2026-03-02",
)
certificate(
    "s18",
    "主管医生：晏子安 ／ 上级医生：宁采臣 ／ 科主任：云中鹤\u3000\u30002026/3/2",
    ph=[("attending", "晏子安", ""), ("supervising", "宁采臣", ""), ("supervising", "云中鹤", "")],
    issue="2026-03-02",
)
certificate(
    "s19",
    "医师签名：晏子安\u3000\u3000副主任医师签名：云中鹤\u3000\u30002026年3月2日",
    ph=[("attending", "晏子安", ""), ("supervising", "云中鹤", "")],
    issue="2026-03-02",
)
certificate(
    "s20",
    """              签字医师：晏子安
              签发时间：2026年03月02日 16时40分""",
    ph=[("attending", "晏子安", "")],
    issue="2026-03-02",
)

BODIES = {
    "certificate": CERTIFICATE,
    "discharge": "出院记录\n%s\n入院日期：2026-02-11   出院日期：2026-02-20\n"
    "出院诊断：高血压病3级\n诊疗经过：降压。\n出院医嘱：服药。",
    "visit": "门诊病历\n%s\n就诊时间：2026-03-02\n主诉：头晕3天。\n现病史：无诱因头晕。\n"
    "诊断：高血压病3级\n处理：氨氯地平。",
    "lab": "检验报告单\n%s\n项目       结果    单位      参考区间\n葡萄糖     7.10    mmol/L    3.90-6.10",
    "exam": "CT检查报告单\n%s\n检查部位：胸部\n检查所见：双肺纹理增多。\n诊断意见：慢性支气管炎",
    "pathology": "病理检查报告单\n%s\n肉眼所见：灰白组织2块。\n镜下所见：腺体异型。\n病理诊断：（胃窦）腺癌",
    "prescription": "门诊处方笺\n%s\n临床诊断：高血压\nRp\n1. 氨氯地平片  5mg×7片/盒  4盒\n    用法：5mg 口服 每日一次",
}
certificate(
    "s40",  # a title in the cell beside the name, under a heading of its own
    """诊断医师                    职称
晏子安                      副主任医师
2026-03-02""",
    ph=[("attending", "晏子安", "副主任医师")],
)
certificate(
    "s41",  # a title under the signature it is flush with, its label set wide
    """经治医师：晏子安                          科 主 任：宁采臣
职    称：副主任医师
2026年3月2日""",
    ph=[("attending", "晏子安", "副主任医师"), ("supervising", "宁采臣", "")],
)
certificate(
    "s42",  # the next signature's label is no title of this one
    """记录医师签名：晏子安    主治医师签名：宁采臣
2026年3月2日""",
    ph=[("recording", "晏子安", ""), ("attending", "宁采臣", "")],
)
certificate(
    "s43",  # a counter is no person
    """主治医师：晏子安      签名日期：2026-03-02
打印时间：2026-03-02 11:36:58   操作员：门诊03""",
    ph=[("attending", "晏子安", "")],
)

certificate(
    "s44",  # a title behind the name that ends the paper
    """
                                        晏子安 主任医师
                                        2026-03-02""",
    ph=[("attending", "晏子安", "主任医师")],
)
for state in ("已认证", "已生效", "待审核", "符合认定标准", "执行时间"):
    certificate(f"s45 {state}", f"医师签名：{state}\n2026-03-02", ph=[("attending", "", "")])

NOTE = """
                   海堰县人民医院
                   病程记录
姓名：解晓东   性别：男   年龄：66岁   科室：心血管内科   住院号：267017
2026-05-03 10:20 云中鹤%s查房记录
患者诉乏力较前减轻，查体：神志清，双肺呼吸音清，心率78次/分。
今日云中鹤%s查房后指示：继续目前治疗，复查肝功能。
                                       记录医师：晏子安
"""
for title, role in (("主任医师", "supervising"), ("副主任医师", "supervising"), ("主治医师", "attending")):
    PAPERS[f"round led by {title}"] = (
        NOTE % (title, title),
        {"ph": [("recording", "晏子安", ""), (role, "云中鹤", title)]},
    )
PAPERS["title told in the text of who signs"] = (
    NOTE.replace("云中鹤%s查房记录", "首次病程记录")
    .replace("%s", "主任医师")
    .replace("晏子安", "晏子安      审核医师：云中鹤"),
    {"ph": [("recording", "晏子安", ""), ("supervising", "云中鹤", "主任医师")]},
)
SENT = """
                   海堰县人民医院
                   检 验 报 告 单
姓名：解晓东   性别：男   年龄：66岁   门诊号：20260302017   送检：%s
项目              结果        单位        参考区间
葡萄糖            5.1         mmol/L      3.9-6.1
肌酐              71          umol/L      44-133
检验者：卓立新   审核者：宁采臣   报告时间：2026-03-02 11:00
"""
_REPORTED = [("testing", "卓立新", ""), ("reviewing", "宁采臣", "")]
for sent, who in (("晏子安", "晏子安"), ("鱼 跃", "鱼跃"), ("2026-03-01", ""), ("肺组织", ""), ("内科", "")):
    requested = [("requesting", who, "")] if who else []
    PAPERS[f"sent: {sent}"] = (SENT % sent, {"ph": [*requested, *_REPORTED]})
PAPERS["names of two characters set wide"] = (
    """
                   海堰县人民医院
                   检 验 报 告 单
姓 名 解晓东   性 别 男   年 龄 66岁   门诊号 20260302017
项目              结果        单位        参考区间
葡萄糖            5.1         mmol/L      3.9-6.1
肌酐              71          umol/L      44-133
采样 2026-03-02 08:10   报告 2026-03-02 11:00   检验 禾 苗 审核 塔 依
""",
    {"ph": [("testing", "禾苗", ""), ("reviewing", "塔依", "")]},
)

LABELS = {
    ("certificate", "attending"): "诊断医师 接诊医生 门诊医师 开证医师 证明医师 坐诊医生 床位医师 诊治医师",
    ("certificate", "supervising"): "科主任 上级医师 科室负责人 副主任医师",
    ("certificate", "reviewing"): "审核人 核对人 复核医师 审签",
    ("discharge", "attending"): "主管医师 管床医师 经管医师 责任医师",
    ("discharge", "supervising"): "审签医师 审核医师 主任医师",
    ("discharge", "recording"): "记录者 书写医师",
    ("visit", "attending"): "接诊医师 首诊医师 坐诊专家 诊治医生",
    ("lab", "testing"): "检验者 检测人 测定者 主检者 检验师",
    ("lab", "reviewing"): "审核者 复核人 终审者 复检者 授权签字人",
    ("lab", "requesting"): "申请医师 开单医生 临床医生 开嘱医生",
    ("exam", "reporting"): "报告医生 诊断医师 影像医师 报告书写医师 分析者 检查医师",
    ("exam", "reviewing"): "审核医师 终审医师 确认医生 上级审核医师",
    ("exam", "testing"): "检查技师 操作者 投照技师",
    ("pathology", "reporting"): "诊断医师 初诊医师",
    ("pathology", "reviewing"): "复诊医师 复片医师 签发医师",
    ("prescription", "prescribing"): "医师 开方医师",
    ("prescription", "dispensing"): "调配者 核对药师 发药",
    ("prescription", "reviewing"): "审方药师 审核",
}
FORMS = (
    "{label}：卓立新",
    "{label}签名：卓立新",
    "{label}（签字）  卓立新",
    "{label}：卓立新（电子签名）",
    "{label}：[卓立新]",
)
SIGNED = [
    (body, role, label, FORMS[i % len(FORMS)])
    for (body, role), labels in LABELS.items()
    for i, label in enumerate(labels.split())
]


@pytest.mark.parametrize(("body", "role", "label", "form"), SIGNED)
def test_label(body: str, role: str, label: str, form: str) -> None:
    person = "姓名：解晓东   性别：男   年龄：66岁   科室：内科   编号：20260302017"
    paper = (
        BODIES[body] if body == "certificate" else f"          海堰县人民医院\n          {BODIES[body] % person}\n%s"
    )
    assert_says(paper % form.format(label=label), {"ph": [(role, "卓立新", "")]})


def test_a_character_seldom_in_names_and_read_with_doubt_is_another() -> None:
    for name, seen in (("卓立筠", True), ("卓立药", False)):
        signed = line(f"医师：{name}", 0.5, 0.6)
        sure = (*signed.char_confidences[:-1], 0.6)
        signed = replace(signed, char_confidences=sure, min_confidence=0.6)
        (found,) = physicians((sheet_of(page(signed)),))
        assert (found.name is not None) is seen
        assert found.name is None or found.name.confidence <= 0.6


def test_a_name_that_ends_a_page_signs_unless_it_is_the_patients() -> None:
    text = [
        line("姓名：解晓东", 0.1, 0.1),
        *(line("血压高三年，口服药物控制可。", 0.1, 0.2 + i / 20) for i in range(8)),
    ]
    for name, who in (("卓立新", [("attending", "卓立新")]), ("解晓东", [])):
        found = physicians((sheet_of(page(*text, line(name, 0.7, 0.7))),))
        assert [(each.role.value, each.name and each.name.value) for each in found] == who


@pytest.mark.parametrize(("text", "want"), PAPERS.values(), ids=PAPERS)
def test_paper(text: str, want: dict[str, Any]) -> None:
    assert_says(text, want)
