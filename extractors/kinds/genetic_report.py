"""基因检测报告: variants found, usually by a third-party laboratory, over several pages."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE
from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind, PhysicianRole

# What such reports seek; 基因扩增 is what a laboratory does, and what sequencing a germ's genome finds is the germ.
SOUGHT = (
    "(?<!宏)基因(?!扩增)|(?<!m)NGS|FISH|突变|(?<!宏基因组)测序|分子病理|分子诊断|分子检测|BRCA|EGFR|遗传|染色体|外显子|核型|原位杂交|微卫星|MSI|拷贝数|CNV|"
    "ctDNA|液体活检|甲基化|HLA配型|HLA分型|Sanger|MLPA|家系|多态性|携带者"
)
# What is sought of a germ is a laboratory's: 结核分枝杆菌耐药基因检测报告.
GERMS = "[杆球链真霉曲弧]菌|念珠菌|细菌|病毒|[支衣]原体|螺旋体|病原|微生物|药敏|结核|乙肝|丙肝|HPV|HBV|HCV|HIV|EBV|CMV"
SPEC = KindSpec(
    kind=Kind.GENETIC_REPORT,
    # BCR::ABL1（P210）融合基因定量检测报告, PML/RARα
    title=re.compile(
        rf"(?!.*(?:{GERMS}))[\u4e00-\u9fffΑ-ωA-Za-z0-9()/、+:,.-]{{0,20}}?(?:{SOUGHT})"
        r"[\u4e00-\u9fffΑ-ωA-Za-z0-9()/、+:,.-]{0,16}?(?:报告|结果)(?:单|书)?"
    ),
    names=(
        "基因检测报告",
        "基因检测报告单",
        "遗传病基因检测报告",
        "肿瘤基因检测报告",
        "分子病理检测报告",
        "染色体核型分析报告",
    ),
    cues=weighted(
        strong="""
            基因检测 变异 突变 检测结论 测序 外显子 碱基 致病性 转录本 氨基酸改变 核苷酸改变 突变丰度 靶向用药
            野生型 杂合 纯合
        """,
        fair="""
            未检出融合 TMB mut/Mb 融合基因
            检测方法 检测结果 样本接收日期 收样日期 送检医院 送检单位 检测人 基因 染色体 测序深度 检测机构 遗传方式
            OMIM
        """,
        weak="样本类型 审核人 报告日期 受检者 受检人 检测项目 声明",
    ),
    against=weighted(
        decisive="出院记录 入院记录 病案首页 主诉 出院医嘱 申请表 处方笺 检查所见",
        strong="参考区间 肉眼所见 住院天数",
    ),
    issue_dates=(DateRole.REPORTED, DateRole.REVIEWED, DateRole.ISSUED, DateRole.RECEIVED),
    date_labels={
        ATTENDING: DateRole.REPORTED,
        BARE: DateRole.REPORTED,
        "日期": DateRole.REPORTED,
        "签发日期": DateRole.REPORTED,
        "出具日期": DateRole.REPORTED,
        "申请日期": DateRole.OTHER,
        "批准日期": DateRole.REPORTED,
    },
    physician_labels=dict.fromkeys(("医师", "医生"), PhysicianRole.REQUESTING),
    reads=frozenset({Reads.PATIENT, Reads.PHYSICIANS, Reads.DEPARTMENT, Reads.DIAGNOSES, Reads.REPORT_TEXT}),
    diagnosis_labels=diagnosis_labels.REQUEST,
    opens_with=("姓名", "受检者", "受检者姓名"),
)
