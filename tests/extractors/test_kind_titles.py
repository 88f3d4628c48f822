"""Titles as hospitals all over the country compose them, and those of papers that only sound alike."""

from __future__ import annotations

import pytest

from extractors.reading import Kind
from tests.extractors.test_kinds import titled

COMPOSED = {
    Kind.DIAGNOSIS_CERTIFICATE: """
        病假证明书 疾病休假证明书 疾病诊断休假证明书 诊断证明书及休假建议 疾病状况证明 透析治疗证明 器官移植证明
        诊断治疗证明书 门诊慢特病诊断证明 疾病诊断证明书(医保专用) 证明书 疾病诊断证明书DiseaseCertificate
    """,
    Kind.OUTPATIENT_RECORD: """
        门诊慢性病病历 门诊特殊病病历 血液透析门诊病历 肿瘤科门诊病历 急诊抢救记录 门诊接诊记录单 病历记录 简易病历
        病历详情 就诊详情 门诊诊疗小结 血液透析患者月度评估表 腹膜透析门诊阶段小结 透析充分性评估记录
    """,
    Kind.ADMISSION_RECORD: """
        中西医结合入院记录 多次住院入院记录 日间病房入院记录 化疗病人入院记录 入院记录(再次) 手术记录 主任医师查房记录
        病程续页
    """,
    Kind.DISCHARGE_RECORD: "住院病案摘要 住院诊疗小结 出院诊疗小结 住院治疗小结 出院摘要 住院病历摘要",
    Kind.INPATIENT_FRONT_PAGE: "电子病案首页 日间手术病案首页 出院病案首页 住院病案封面",
    Kind.LAB_REPORT: """
        骨髓象报告 血脂四项报告单 血型鉴定报告单 淋巴细胞亚群报告 免疫固定电泳报告单 胰岛素释放试验报告 OGTT试验报告单
        流式细胞学检测报告 检查检验报告单 检验结果详情 细菌鉴定及药敏报告 胸水检查报告
        结核分枝杆菌耐药基因检测报告 乙型肝炎病毒基因分型检测报告单 幽门螺杆菌分子检测报告
    """,
    Kind.EXAM_REPORT: """
        DSA报告 ERCP报告 神经电生理检查报告 电测听报告 尿动力学检查报告 数字化摄影报告 FibroScan检测报告 小肠镜检查报告
        超声图文报告单 前庭功能检查报告
    """,
    Kind.PATHOLOGY_REPORT: "外院切片会诊报告 病理切片会诊单 TCT检查报告 宫颈液基薄层细胞检测报告 骨髓活检报告",
    Kind.GENETIC_REPORT: """
        PML::RARα融合基因定量检测报告 BCR::ABL1(P190)融合基因检测报告单
        荧光原位杂交检测报告 微卫星不稳定性检测报告 拷贝数变异检测报告 ctDNA检测报告 液体活检报告 甲基化检测报告
    """,
    Kind.MEDICATION_RECORD: "胰岛素使用记录 医嘱执行单 发药单 用药指导单 医嘱记录单 双通道药品处方单",
    Kind.APPLICATION_FORM: """
        双通道药品申请表 慢病评审表 门诊“两病”认定表 慢病证申请表 透析患者申请表 待遇资格认定表 慢性病年审表
        罕见病用药申请表 医疗保险慢性病体检鉴定表
    """,
    Kind.PROXY_AUTHORIZATION: "委托函 委托声明 代办证明 代办人承诺书 委托办理证明 授权证明",
    Kind.INSURANCE_CARD: "合作医疗证 医保手册 市民卡 我的医保凭证",
    Kind.UNRELATED: """
        住院费用一日清单 手术知情同意书 入院通知书 检查申请单 体温单 护理记录单 出生医学证明 死亡医学证明书 收入证明
        常住人口登记卡 居住证 异地就医备案登记表 转诊单 取药凭条
    """,
}
OTHERS = [
    "基本医疗保险异地就医备案表",
    "医疗费用减免申请表",
    "医疗救助申请表",
    "医保零星报销申请表",
    "工伤医疗待遇申请表",
]


@pytest.mark.parametrize(
    ("kind", "title"), [(kind, title) for kind, all_ in COMPOSED.items() for title in all_.split()]
)
def test_a_composed_title(kind: Kind, title: str) -> None:
    found = titled(title)
    assert (found.kind, found.begins) == (kind, True)


@pytest.mark.parametrize("title", OTHERS)
def test_a_form_for_something_else_is_no_application(title: str) -> None:
    assert titled(title).kind is not Kind.APPLICATION_FORM
