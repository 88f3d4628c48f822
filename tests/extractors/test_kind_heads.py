"""Papers whose title names no paper, only what it is about; lists of papers handed in; slips that take patients in."""

from __future__ import annotations

import pytest

from tests.extractors.papers import read

PAPERS: dict[str, tuple[str, str]] = {
    "a quantity of a gene": (
        """
                 霁川市血液病医院
                 WT1基因定量分析
姓名：方丹枫   性别：女   年龄：58岁   标本：骨髓
送检日期：2026-03-02   报告日期：2026-03-06
检测项目     拷贝数    内参ABL    比值
WT1          1203      88120      1.36%
结论：WT1基因表达升高
检测者：卓立新    审核者：易明远
""",
        "genetic_report",
    ),
    "chromosomes without the word report": (
        """
                 霁川市妇幼保健院
                 染色体核型分析
姓名：方丹枫   性别：女   年龄：28岁   标本类型：外周血
核型结果：46,XX,t(9;22)(q34;q11.2)[20]
报告日期：2026-03-06    检验者：卓立新    审核者：易明远
""",
        "genetic_report",
    ),
    "blood gases without the word report": (
        """
                 霁川市第四医院
                 血气分析
姓名：方丹枫   性别：女   年龄：58岁   住院号：202611
项目      结果     单位     参考
pH        7.31              7.35-7.45
pCO2      68       mmHg     35-45
操作者：卓立新    2026-03-06
""",
        "lab_report",
    ),
    "infusions": (
        """
                 霁川市第四医院日间病房
                 生物制剂输注记录单
姓名：方丹枫   性别：女   年龄：58岁   住院号：202611
药品：英夫利西单抗 300mg 静脉滴注 每8周1次
次数   日期         剂量    体温   反应   护士
1      2026-03-06   300mg   36.5   无     卓立新
2      2026-03-20   300mg   36.5   无     卓立新
""",
        "medication_record",
    ),
    "a screen that lists what was handed in": (
        """
                 霁川医保
                 门诊慢特病资格申请
申请人            方丹枫
身份证号          379801196802140025
申请病种          类风湿关节炎
定点医疗机构      霁川市第四医院
提交日期          2026-03-06
状态              待审核
材料清单
诊断证明书        1张
出院记录          3张
检验报告          已上传
""",
        "application_form",
    ),
    "a slip that says where a patient is to be taken in": (
        """
                 霁川市第四医院
                 住院通知书
姓名：方丹枫   性别：女   年龄：58岁   门诊号：M202611
门诊诊断：冠状动脉粥样硬化性心脏病
拟收科室：心内科    预交金：3000元
通知日期：2026-03-06    医师：卓立新
""",
        "admission_record",
    ),
    "an ultrasound of the heart": (
        """
                 霁川市第四医院
                 超声心动图
姓名：方丹枫   性别：女   年龄：58岁   门诊号：M202611
左房 38mm  左室 52mm  EF 48%
超声提示：左室舒张功能减退
报告日期：2026-03-06  医师：卓立新
""",
        "exam_report",
    ),
    "eight tests, \u68c0\u67e5\u62a5\u544a\u5355": (
        """
                 霁川市第四医院
                 感染八项检查报告单
姓名：方丹枫   性别：女   年龄：58岁   门诊号：M202611
项目             结果     S/CO    参考
乙肝表面抗原     阴性     0.02    阴性
梅毒抗体         阴性     0.05    阴性
检验：卓立新   审核：易明远    报告：2026-03-06
""",
        "lab_report",
    ),
    "advice to everybody": (
        """
                 霁川市第四医院
                 糖尿病健康教育
一、饮食控制  二、运动治疗 三、药物治疗
每日监测血糖，空腹血糖控制在 7mmol/L 以下
""",
        "unknown",
    ),
    "an appointment under an examination's name": (
        """
                 霁川市第四医院
                 胃镜检查
姓名：方丹枫   性别：女   年龄：58岁
检查预约时间：2026-03-06 08:00
检查前禁食8小时，请携带本单按时到内镜中心
金额：300元
""",
        "unknown",
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_kind_of_a_paper_titled_by_what_it_is_about(name: str) -> None:
    paper, kind = PAPERS[name]
    assert read(paper).kind.value == kind
