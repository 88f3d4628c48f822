"""委托书: somebody authorises an agent to apply for them."""

from __future__ import annotations

import re

from extractors.fields.date_roles import BARE, PRINCIPAL, TOLD
from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind

SPEC = KindSpec(
    kind=Kind.PROXY_AUTHORIZATION,
    title=re.compile(
        r"[\u4e00-\u9fff()《]{0,14}?(?:(?:授权|委托)(?:代[办理]|办理|授权|委托)?(?:书|函|证明|声明|协议)|代办(?:人|业务)?(?:委托|授权|承诺|申请|证明|声明|说明|情况说明)[书函]?)[》)]?"
    ),
    names=("授权委托书", "代办委托书", "委托书", "医保业务代办委托书"),
    cues=weighted(
        strong="委托人 受托人 被委托人 委托事项 代办人 委托权限 授权委托 代理人 委托书",
        fair="全权 代为办理 代为 本人因 特委托 法律责任 委托期限 与委托人关系 代办",
        weak="身份证号 联系电话 签名 手印 办理",
    ),
    against=weighted(decisive="检验者 参考区间 主诉 检查所见 出院记录 申请病种 发票代码"),
    issue_dates=(DateRole.AUTHORISED, DateRole.ISSUED, DateRole.APPLIED),
    date_labels={
        PRINCIPAL: DateRole.AUTHORISED,
        TOLD: DateRole.OTHER,
        BARE: DateRole.AUTHORISED,
        "日期": DateRole.AUTHORISED,
        "签署日期": DateRole.AUTHORISED,
        "签字日期": DateRole.AUTHORISED,
        "签名日期": DateRole.AUTHORISED,
        "填写日期": DateRole.AUTHORISED,
    },
    name_labels=("委托人姓名", "委托人", "申请人姓名", "申请人", "参保人姓名", "参保人", "患者姓名"),
    reads=frozenset({Reads.PATIENT, Reads.PROXY}),
    opens_with=("委托人", "委托人姓名"),
)
