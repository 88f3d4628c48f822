"""检验报告: results of a laboratory, with units and reference ranges."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE
from extractors.kinds.exam_report import MODALITIES
from extractors.kinds.genetic_report import GERMS
from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind, PhysicianRole

PANELS = (
    "血常规|血细胞|尿常规|尿液|便常规|粪便|生化|肝功能?|肾功能?|凝血|免疫|血液|血糖|葡萄糖|糖化血红蛋白|甲功|甲状腺功能|血脂|体液|微生物|细菌|培养|"
    "血脂|真菌|药敏|骨髓象|脑脊液|[胸腹]水|血型|亚群|固定电泳|蛋白电泳|心肌|释放试验|耐量|OGTT|核酸|抗[体原]|标志物|精液|分泌物|过敏|"
    "氨基酸|酰?肉碱|有机酸|微量元素|维生素|浓度|结核|病原|寄生虫|血沉|C反应蛋白|降钙素|铁代谢|贫血|补体|风湿|"
    "肿瘤标志物|电解质|自身抗体|乙肝|病毒|血气|输血|骨髓|细胞|激素|心肌酶"
)
_LOOKED_AT = (  # what is seen or measured at the person himself
    "骨密度|听力|视力|肺功能|心电|超声|脑电|肌电|睡眠|血压|[内胃肠腔窥]镜|电生理|弹性|硬度|FibroScan|显像|造影"
)
SPEC = KindSpec(
    kind=Kind.LAB_REPORT,
    title=re.compile(
        rf"(?!.*(?:{_LOOKED_AT}|"
        r"病理|TCT|液基|免疫组化|原位杂交|FISH|PD-?L1|微卫星|MSI|ctDNA|甲基化|配型))"
        rf"(?!(?!.*(?:{GERMS})).*(?:(?<!宏)基因(?!扩增)|拷贝数))"
        r"[\u4e00-\u9fffA-Za-z0-9、,()/+-]{0,16}?(?:"
        r"(?:检验|化验|检测|(?:临床)?(?:基因扩增|PCR|病原|微生物)(?:检验)?实验室检[测验]|(?:宏基因组|mNGS)[\u4e00-\u9fff]{0,6}检测)(?:科|中心|结果|医学|检查)*(?:报告|结果|详情)(?:单|书|表)?|检[查验]检[查验]报告单?|化验单|检验单|检验结果单?|检验科报告单?|临床检验中心报告单?|检验综合报告单?|中心实验室(?:检[查测验])?报告单?|实验室检[查测验]报告单?"
        r"|(?:细菌|真菌|微生物)?培养(?:及|和|与|\+)?药敏(?:试验|鉴定)?(?:报告|结果)单?|流式细胞[\u4e00-\u9fff]{0,8}报告单?"
        rf"|(?:{PANELS})(?:\([^)]*\))?(?:功能|形态学|学|检查|分析|测定|检验|检测|监测|试验|全套|组合|五分类|[两三四五六七八九十]+项|系列|鉴定)*(?:报告|结果|检查)(?:单|书|表)?"
        r")(?:\([^)]*\))?"
    ),
    shares=re.compile(  # 输血前检查报告: who examined is not said
        rf"(?!.*(?:{_LOOKED_AT}|{MODALITIES}|病理|细胞学|液基|活检|组织|镜|遗传))[\u4e00-\u9fffA-Za-z0-9、+-]{{2,10}}检查(?:结果)?报告[单书]?"
    ),
    names=("检验报告单", "检验报告", "化验单", "化验报告单", "临床检验报告单", "检验结果报告单", "生化检验报告单"),
    cues=weighted(
        strong="""
            检验者 参考区间 参考范围 参考值 正常范围 正常值 正常参考 检验项目
            仅对本次检测 仅对该标本负责 仅对本标本负责 对所检测标本负责 对本次标本负责 检验仪器 检验日期 结果提示
        """,
        fair="""
            审核者 标本类型 样本类型 采样时间 采集时间 接收时间 标本种类 送检医生 申请医生 检验时间 标本号 样本号
            条码号 项目名称 核收
        """,
        weak="结果 单位 标本 报告时间 mmol/L g/L U/L umol/L μmol/L 血清 全血 10^9/L ng/mL",
    ),
    against=weighted(
        decisive="基因检测 病理诊断 免疫组化 检查所见 影像所见 超声所见 镜下所见 出院记录 入院记录 处方笺",
        strong="主诉 现病史 检查部位 申请表",
    ),
    issue_dates=(
        DateRole.REPORTED,
        DateRole.REVIEWED,
        DateRole.TESTED,
        DateRole.RECEIVED,
        DateRole.SAMPLED,
        DateRole.ISSUED,
    ),
    date_labels={
        ATTENDING: DateRole.REPORTED,
        BARE: DateRole.REPORTED,
        "日期": DateRole.REPORTED,
        "诊断日期": DateRole.REPORTED,
        **dict.fromkeys(("试验日期", "试验时间", "操作日期", "操作时间"), DateRole.TESTED),
        "检查日期": DateRole.TESTED,
        "检查时间": DateRole.TESTED,
        "签发日期": DateRole.REPORTED,
        "签发时间": DateRole.REPORTED,
        "出具日期": DateRole.REPORTED,
        "生成时间": DateRole.REPORTED,
        **dict.fromkeys(("填报", "填报日期", "填报时间"), DateRole.REPORTED),
    },
    physician_labels={
        "医师": PhysicianRole.REQUESTING,
        "医生": PhysicianRole.REQUESTING,
        "申请人": PhysicianRole.REQUESTING,
        "核对": PhysicianRole.REVIEWING,
        "临床医师": PhysicianRole.REQUESTING,
        "临床医生": PhysicianRole.REQUESTING,
        "签发人": PhysicianRole.REVIEWING,
        # A laboratory's report is signed by who tested and who reviewed.
        **dict.fromkeys(("报告者", "报告人", "报告员", "报告医师", "报告医生"), PhysicianRole.TESTING),
    },
    reads=frozenset({Reads.PATIENT, Reads.PHYSICIANS, Reads.DEPARTMENT, Reads.DIAGNOSES, Reads.LAB_ITEMS}),
    diagnosis_labels=diagnosis_labels.REQUEST,
    opens_with=("姓名",),
    oldest_counts=True,
)
