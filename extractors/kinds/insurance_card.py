"""社会保障卡, 医保卡, 医保电子凭证 (often a screenshot, its name masked)."""

from __future__ import annotations

import re

from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.layout.words import listed
from extractors.reading import DateRole, Kind

SPEC = KindSpec(
    kind=Kind.INSURANCE_CARD,
    title=re.compile(
        r"[\u4e00-\u9fff]{0,16}?(?:社会保障卡|医疗保险卡|医保电子凭证|医疗保障卡|电子社保卡|医保卡|社保卡|医疗保险证|医疗保障凭证|医保码|医疗保障码|电子医保卡|医保电子码|医保凭证|医疗保险手册|医保手册|(?:合作|保险|职工|居民)医疗证|市民卡)"
        # what shows on a phone: 电子健康卡·医保, 居民电子健康码
        r"|[\u4e00-\u9fff]{0,10}?健康[卡码](?!号|编)(?:[·.・•|/-]?(?:医保|社保|电子凭证)[卡码]?)?"
    ),
    names=("电子健康卡", "社会保障卡", "医保电子凭证", "医疗保险卡", "中华人民共和国社会保障卡", "电子社保卡"),
    cues=weighted(
        strong="""
            社会保障卡 医保电子凭证 医疗保险卡 社会保障号码 国家医疗保障局 电子社保卡 医疗保障 医保凭证 医疗保险证
            医疗保障证 国家医保服务平台 电子凭证
        """,
        fair="""
            医保码 展码 参保地 扫码 出示 亲情账户 银行卡号 卡号 医保账户 动态码 二维码 12393 社会保障号 医保编号
            签发年月 参保地区 险种类型 人员状态 自动刷新
            本证仅限 挂失 参保险种 账户状态 正常参保 参保状态 已激活 医护人员 医保结算
            绑卡 已绑定 解绑
            待遇状态 医疗证 发证机关 发证日期 准许病种 正常享受 请勿截图 **** 居民医保 职工医保
        """,  # **** masks an ID number
        weak="发卡日期 有效期 姓名 支付 自动更新 人力资源",
    ),
    against=weighted(decisive="申请表 委托书 诊断证明书 检验者 出院记录 主诉 参考区间 申请病种 发票代码"),
    issue_dates=(DateRole.ISSUED,),
    # A booklet or a certificate of a benefit is issued; cards are but made.
    date_labels=dict.fromkeys(
        listed("发证日期 发证时间 发证 填发日期 填发时间 签发日期 签发时间 颁发日期 核发日期 办证日期 办证时间"),
        DateRole.ISSUED,
    ),
    reads=frozenset({Reads.PATIENT, Reads.CARD}),
)
