"""Clearly something else: bills, invoices, chats, payment slips, tickets."""

from __future__ import annotations

import re

from extractors.kinds.spec import KindSpec, weighted
from extractors.reading import Kind

SPEC = KindSpec(
    kind=Kind.UNRELATED,
    title=re.compile(
        r"[\u4e00-\u9fff()]{0,14}?(?:发票|收费票据|电子票据|收据|结算单|费用清单|收费明细清?单?|费用明细清?单?|结算票据|缴费单|收费单|登机牌|购物小票|销售单|"
        r"快递单|合同|协议书|课程?表|成绩单|行驶证|驾驶证|营业执照|户口簿|结婚证|菜单|电费单|水费单|账单|宣传单|挂号单|指引单|导诊单|取药单|"
        r"预约单|缴费凭证|入院通知单|住院证|体检报告|体检表|"
        r"户口本|残疾人证|低保证|特困证|银行卡|存折|信用卡|接种(?:记录|证|凭证)|工资单|缴费通知单?|催缴单|检查申请单|检验申请单|停车|火车票|客票|车票|保险单|"
        r"保单|理赔)"
    ),
    names=("增值税电子普通发票", "医疗门诊收费票据", "医疗费用清单", "费用明细清单"),
    cues=weighted(
        decisive="""
            发票代码 发票号码 购买方 价税合计 票据代码 登机口 微信支付 支付成功 交易单号 商户单号 收款方 订单编号
            订单号 快递
        """,
        strong="""
            销售方 开票日期 开票人 收款人 校验码 小票 支付宝 实付款 应收 实收 找零 航班 座位 物流 发货 朋友圈 按住说话
            欢迎光临 谢谢惠顾 优惠 外卖 税率 甲方 乙方 会员 收银 配送 客服 亲爱的 群聊
            群( [图片] [语音] [视频] [表情] 家庭群 相亲相爱
        """,
        fair="金额 合计 单价 税额 付款 票价 促销 元 昨天 下午 星期 对方 撤回 语音 视频通话 转账 红包",
    ),
    against=weighted(
        decisive="""
            诊断证明书 检验者 参考区间 主诉 出院诊断 检查所见 公民身份号码 申请病种 病理诊断 医保电子凭证 社会保障卡
            居民身份证 处方笺
        """,
        strong="申请表 委托书 初步诊断 住院号",
    ),
)
