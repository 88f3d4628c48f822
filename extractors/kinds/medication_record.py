"""用药记录 and 处方: which drugs were given or prescribed."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE, HEAD
from extractors.fields.physician_roles import ROLES
from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind, PhysicianRole

_ORDERING = (PhysicianRole.ATTENDING, PhysicianRole.REQUESTING, PhysicianRole.APPROVING)
SPEC = KindSpec(
    kind=Kind.MEDICATION_RECORD,
    title=re.compile(
        r"(?!.*(?:透析|净化))[\u4e00-\u9fff()/]{0,10}?(?:处方笺?|处方单|用药记录单?表?|治疗记录单?|用药清单|用药明细表?|药品清单|长期医嘱单|临时医嘱单|医嘱单|"
        r"(?:化疗|放疗|靶向|输液|注射|胰岛素)(?:治疗|用药|使用)?记录单?|用药情况表?|购药记录|[取配发领购]药(?:记录|清单|明细|登记|指引|引导|导引)[单表本册]?|(?:输液|治疗|注射|[发配取]药)单|医嘱(?:记录|执行)单|用药(?:指导|交代|教育|提示|提醒|告知|说明)[单书卡]|[出离]院带药[一-鿿]{0,8}?[单卡表]|药品?流转单|处方流转单|门诊药历|药历|发药记录|"
        r"(?:药品|药物|特药)使用(?:记录|情况)[单表]?|给药记录单?|执行记录单?)"
        r"|(?!.*(?:血|疫苗|接种|透析|造影))[\u4e00-\u9fff()]{0,10}?(?:输注|注射|给药|服药|用药)(?:治疗|使用|执行)?(?:记录|登记)[单表卡]?"
    ),
    names=("处方笺", "门诊处方笺", "用药记录", "治疗记录", "用药记录单", "长期医嘱单", "临时医嘱单", "电子处方笺"),
    cues=weighted(
        strong="处方笺 Rp 用药记录 审核药师 调配药师 发药药师 处方医师 药品名称 处方日期 处方号 处方有效 当日有效",
        fair="用法 规格 口服 每日一次 每日两次 用法用量 核对 调配 发药 药品金额 qd bid tid 频次 给药途径 用药起止",
        weak="数量 单次剂量 片 mg 胶囊 注射液 费别 静脉滴注 静滴 皮下注射 肌肉注射 肌注 输注 给药",
    ),
    against=weighted(
        decisive="""
            出院记录 入院记录 出院小结 现病史 检验者 申请表 检查所见 特此证明 出院医嘱 出院用药 出院带药 发票代码 购买方
        """,
        strong="主诉 参考区间 入院诊断 出院诊断 住院经过 诊疗经过 治疗经过 随访日期 随访方式 下次随访",
    ),
    issue_dates=(DateRole.PRESCRIBED, DateRole.ISSUED, DateRole.RECORDED, DateRole.VISIT),
    date_labels={
        HEAD: DateRole.PRESCRIBED,
        ATTENDING: DateRole.PRESCRIBED,
        BARE: DateRole.PRESCRIBED,
        "日期": DateRole.PRESCRIBED,
        "开具日期": DateRole.PRESCRIBED,
        "开具时间": DateRole.PRESCRIBED,
        "开单日期": DateRole.PRESCRIBED,
        "开单时间": DateRole.PRESCRIBED,
        "开立日期": DateRole.PRESCRIBED,
        "开立时间": DateRole.PRESCRIBED,
        "申请日期": DateRole.OTHER,
    },
    # Who signs as a physician orders what is on it, whatever his label.
    physician_labels={word: PhysicianRole.PRESCRIBING for word, role in ROLES.items() if role in _ORDERING}
    | dict.fromkeys(("诊断医师", "责任医师", "责任医生"), PhysicianRole.PRESCRIBING),
    reads=frozenset({Reads.PATIENT, Reads.PHYSICIANS, Reads.DEPARTMENT, Reads.DIAGNOSES, Reads.MEDICATIONS}),
    diagnosis_labels=diagnosis_labels.REQUEST,
    opens_with=("姓名", "临床诊断"),
)
