"""A disease of Chinese medicine and its syndrome, the gap between them lost in reading: 消渴病阴虚热盛证."""

from __future__ import annotations

import re

from extractors.layout.words import listed

# What a syndrome says: where it is, what is there, what it does; no other names of diseases are made of these alone.
_WHERE = "[肝心脾肺肾胃胆肠络脉表里卫营上下中内外胸经筋骨髓脑窍膀胱胞宫冲任三焦两清海]"
_WHAT = "[气血津液精阴阳风寒暑湿燥火热痰浊瘀毒饮水食邪郁虫实虚]"
_DOES = (
    "(?:不[足固和摄寐振调利通纳降宣荣养舒化]|失[养调司和约宣摄固运]|"
    "[虚亏衰败脱盛亢旺滞阻结停蕴袭扰犯困伤闭乘逆陷聚凝瘀郁热寒]|[炎动泛浸蒙着痹弱损互交并夹兼壅遏恋内外上下])"
)
_SYNDROME = re.compile(rf"(?={_WHERE}|{_WHAT})(?:{_WHERE}|{_WHAT}|{_DOES}){{2,8}}证")
_HALF = re.compile(rf"(?:^|[\s:.、)])(?=(?:{_WHERE}|{_WHAT}))(?:{_WHERE}|{_WHAT}|{_DOES}){{3,6}}$")
# Diseases that Chinese medicine does not call 病.
_OTHERS = "|".join(
    sorted(
        listed(
            """
            胸痹 眩晕 中风 消渴 不寐 心悸 怔忡 头痛 头风 咳嗽 喘证 哮喘 肺胀 肺痿 肺积 水肿 鼓胀 积聚 癥瘕 黄疸 胁痛
            胃痛 胃脘痛 痞满 呕吐 泄泻 便秘 痢疾 腹痛 腰痛 痹证 尪痹 项痹 膝痹 骨痹 痛风 痿证 痉证 颤证 痫证 郁证
            癫狂 痴呆 健忘 虚劳 血证 紫癜 尿血 淋证 石淋 癃闭 关格 遗精 阳痿 耳鸣 耳聋 瘿瘤 瘿气 瘰疬 乳癖 乳岩 崩漏
            痛经 带下 不孕 湿疮 瘾疹 白疕 白癜风 蛇串疮 脱疽 臁疮 痔 内伤发热 汗证 自汗 盗汗 真心痛 心衰 慢肾衰 视瞻昏渺
            """
        ),
        key=len,
        reverse=True,
    )
)
_BRANCH = "[-–—－]{1,2} ?[一-鿿]{2,5}"  # 中风病—中经络 风痰阻络证: of the disease
_PAIR = re.compile(
    rf"[ \d.、()]*(?:中医(?:诊断)?: ?)?(?P<disease>(?:[一-鿿]{{1,6}}病|{_OTHERS})(?: ?{_BRANCH}(?= ))?)"
    rf" ?(?P<syndrome>{_SYNDROME.pattern})[ \n。;,]*"
)


def parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch [start, end) of a text, cut where a syndrome begins if it is a disease and its syndrome alone."""
    pair = _PAIR.fullmatch(text, start, end)
    if pair is None:
        return [(start, end)]
    return [(start, pair.start("syndrome")), (pair.start("syndrome"), end)]


def goes_on(left: str, right: str) -> bool:
    """Whether a syndrome told in two halves goes on behind its comma: 脾肾两虚、瘀水互结证."""
    begun, rest = _HALF.search(left.strip()), _SYNDROME.match(right.lstrip())
    return begun is not None and rest is not None
