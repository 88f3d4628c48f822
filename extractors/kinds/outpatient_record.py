"""门诊病历: what a physician wrote at one outpatient visit."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE, HEAD, OPENING
from extractors.fields.physician_roles import WARD
from extractors.kinds.spec import RECORD, KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind

SPEC = KindSpec(
    kind=Kind.OUTPATIENT_RECORD,
    title=re.compile(
        r"(?!.*病案首页)(?:[一-鿿]{1,6}(?:科|专病|透析|慢特?病|慢性病|特殊病|门特))?(?:门诊|急诊|门急诊|门\(急\)诊|门、急诊|普通|专科|专家|初诊|复诊|通用|电子|互联网|慢病|慢性病|中医|西医|/)*"
        r"(?:门诊|急诊|门急诊|初诊|复诊|电子|通用)(?:病历|就诊病历|病历记录|病历单|病历本|病志|就诊记录|诊疗记录|病历手册|记录|随访记录|处置记录|手册|病案|诊疗手册|日志)(?:首页|续页)?"
        r"|门(?:急|\(急\)|、急)?诊(?:慢性病|慢特病|特殊病种?|特病|大病|专用|通用|特殊慢性病)*(?:病历|病史|小结|治疗记录|接诊记录|会诊记录|诊疗小结)单?"
        r"|急诊(?:抢救|诊疗|病程)记录|(?:接诊|复诊|问诊)记录单?|(?:简易|专病)病历|病历[卡本]|(?:病历|就诊|问诊)(?:记录)?详情"
        # whoever comes for dialysis is seen each time
        r"|[一-鿿]{0,6}?(?:透析|血液净化|血液滤过)(?:患者)?(?:治疗|随访|病程|门诊|诊疗|上机|过程|观察|护理|[年月周季]度?|每[年月周季]|"
        r"阶段性?|定期|充分性|病情|评估|评价)*(?:记录|病历|小结|总结|评估)[单表]?"
        # 慢性病随访记录, 肿瘤患者随访记录单: who is seen again and again
        r"|[一-鿿]{0,6}?(?:病|患者|术后|移植|出院后?|门诊)随访(?:服务)?(?:记录|登记)[单表本]?"
        r"|互联网(?:医院|诊疗)(?:门诊)?(?:病历|复诊记录|就诊记录)|急诊(?:留观|观察)(?:病历|记录)|(?:本次)?(?:就诊|诊疗)记录单?"
    ),
    shares=re.compile(
        r"病程记录|完整病历|(?:多学科|MDT|院内|院外|远程)?会诊(?:(?:记录|意见)?[单书]|记录)"
    ),  # in the books of chronic patients as on a ward
    names=(
        "病历",
        "病历记录",
        "门诊病历",
        "门急诊病历",
        "门诊电子病历",
        "急诊病历",
        "门诊病历记录",
        "门诊就诊记录",
        "门诊通用病历",
    ),
    cues=weighted(
        strong="门诊病历 门急诊病历 门(急)诊病历 门诊号 处理: 处置:",
        fair="""
            主诉 现病史 就诊时间 就诊日期 初步诊断 处理意见 接诊医师 接诊医生 复诊 就诊科室 随访日期 随访方式
            服药依从性 下次随访
        """,
        weak="既往史 查体 体格检查 诊断 处置 过敏史 辅助检查 医师签名 治疗意见 随诊 病史",
    ),
    against=weighted(
        decisive="入院记录 出院记录 病案首页 出院小结 诊断证明书 检验者 参考区间 参考范围",
        strong="入院日期 出院日期 住院号 病史陈述者 入院诊断 出院诊断 出院医嘱 诊疗经过 检查所见 申请表 处方笺 查房",
        fair="床号",
    ),
    issue_dates=(DateRole.VISIT, DateRole.RECORDED, DateRole.ISSUED, DateRole.REPORTED),
    date_labels={
        HEAD: DateRole.VISIT,
        ATTENDING: DateRole.RECORDED,
        BARE: DateRole.RECORDED,
        OPENING: DateRole.VISIT,
        "日期": DateRole.VISIT,
        "时间": DateRole.VISIT,
        "挂号时间": DateRole.VISIT,
        "挂号日期": DateRole.VISIT,
        "登记时间": DateRole.VISIT,
        **dict.fromkeys(("随访日期", "随访时间", "治疗日期", "治疗时间", "透析日期"), DateRole.VISIT),
    },
    physician_labels=WARD,
    reads=RECORD | {Reads.MEDICATIONS},
    diagnosis_labels=diagnosis_labels.RECORD,
    opens_with=("主诉",),
    visiting=True,
)
