"""检查报告: imaging, ultrasound, endoscopy, ECG and function tests, with findings and a conclusion."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE, HEAD, IN_HEAD
from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind, PhysicianRole

MODALITIES = (
    "(?<![A-Za-z])CT|MRI|MR|DR|CR|X线|X光|X射线|放射|影像|磁共振|核磁|超声|彩超|B超|多普勒|心电|动态血压|胃镜|肠镜|内镜|镜检查|肺功能|肌电图|诱发电位|"
    "脑电|肌电|骨密度|PET|ECT|SPECT|核医学|钼靶|造影|OCT|眼底|视野|听力|喉镜|支气管镜|宫腔镜|膀胱镜|TCD|电刺激|电图|血流图|步行试验|倾斜试验|激发试验|舒张试验|测压|声导抗|耳声发射|验光|眼压|角膜|裂隙灯|彩照|照相|尿流率|成像|动脉硬化|DSA|ERCP|摄影|摄片|拍片|钡餐|电测听|电生理|前庭|尿动力|地形图|FibroScan|硬度|眼科|耳鼻喉|[直乙结小]肠镜|[窥关腹阴鼻]镜|"
    "经颅|睡眠监测|听力|听性|人体成分|骨扫描|显像|弹性成像|弹性检测|硬度检测|神经传导|碳13|C13|呼气试验|介入|导管|冠脉|血管|平板|活动平板"
)
SPEC = KindSpec(
    kind=Kind.EXAM_REPORT,
    title=re.compile(
        rf"[\u4e00-\u9fffA-Za-z0-9、,()/+-]{{0,14}}?(?:{MODALITIES})[\u4e00-\u9fffA-Za-z0-9、,()/+-]{{0,14}}?"
        r"(?:报告单?书?|诊断书|检查单|检查记录单?|结果单|诊断意见|图文报告单?|检查诊断|诊断单)(?:\([^)]*\))?"
        r"|(?:医学)?(?:影像)?(?:检查|诊断|图文)(?:结果)?报告(?:单|书)?|特殊检查报告单?|.{0,4}心电图"
    ),
    names=(
        "CT检查报告单",
        "超声检查报告单",
        "磁共振检查报告单",
        "彩色多普勒超声检查报告单",
        "心电图报告单",
        "影像检查报告单",
        "放射检查报告单",
        "检查报告单",
        "医学影像诊断报告",
        "胃镜检查报告单",
        "CT诊断报告书",
        "X线检查报告单",
        "超声诊断报告单",
        "动态心电图报告",
    ),
    cues=weighted(
        strong="""
            检查所见 影像所见 影像学表现 影像表现 超声所见 超声描述 超声提示 影像诊断 影像学诊断 放射学诊断 内镜诊断
            内镜所见 心电图诊断 放射学表现
        """,
        fair="""
            所见: 检查结论 检查意见 诊断印象 造影剂 对比剂
            检查部位 检查方法 影像号 超声号 放射号 检查号 CT号 诊断意见 检查提示 报告医师 审核医师 印象 诊断提示
            报告医生 审核医生 QRS 心率
        """,
        weak="""
            检查项目 检查日期 报告日期 报告时间 扫描 平扫 增强 回声 密度影 信号 窦性心律 检查时间 本报告仅供临床参考
            仅供临床医师参考
        """,
    ),
    against=weighted(
        decisive="病理诊断 免疫组化 基因检测 检验者 参考区间 出院记录 入院记录 出院医嘱 镜下所见 特此证明",
        strong="主诉 现病史 出院诊断 标本类型 处方笺 申请表",
    ),
    issue_dates=(DateRole.REPORTED, DateRole.REVIEWED, DateRole.EXAMINED, DateRole.ISSUED, DateRole.TESTED),
    date_labels={
        IN_HEAD: DateRole.EXAMINED,
        HEAD: DateRole.EXAMINED,
        ATTENDING: DateRole.REPORTED,
        BARE: DateRole.REPORTED,
        "日期": DateRole.REPORTED,
        "检查医师": DateRole.REPORTED,
        "检查医生": DateRole.REPORTED,
        "申请时间": DateRole.OTHER,
        "申请日期": DateRole.OTHER,
        "诊断日期": DateRole.REPORTED,
        "诊断时间": DateRole.REPORTED,
        "签发日期": DateRole.REPORTED,
        "签发时间": DateRole.REPORTED,
        **dict.fromkeys(("试验日期", "试验时间", "操作日期", "操作时间"), DateRole.EXAMINED),
        "检测日期": DateRole.EXAMINED,
        "开始时间": DateRole.EXAMINED,
        "检测时间": DateRole.EXAMINED,
        "生成时间": DateRole.REPORTED,
    },
    physician_labels={
        "医师": PhysicianRole.REPORTING,
        "医生": PhysicianRole.REPORTING,
        "医师签名": PhysicianRole.REPORTING,
        "医生签名": PhysicianRole.REPORTING,
        "主治医师": PhysicianRole.REPORTING,
        "诊断医师签名": PhysicianRole.REPORTING,
        "诊断医生签名": PhysicianRole.REPORTING,
        "分析": PhysicianRole.REPORTING,
        "临床医师": PhysicianRole.REQUESTING,
        "临床医生": PhysicianRole.REQUESTING,
    },
    reads=frozenset({Reads.PATIENT, Reads.PHYSICIANS, Reads.DEPARTMENT, Reads.DIAGNOSES, Reads.REPORT_TEXT}),
    diagnosis_labels=diagnosis_labels.REQUEST,
    opens_with=("姓名", "检查部位"),
)
