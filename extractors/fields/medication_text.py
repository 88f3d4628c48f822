"""The words of a prescription: what looks like a drug, a dose, a way and a frequency of taking it."""

from __future__ import annotations

import re

from extractors.layout.text import fold

FORM = (
    r"(?:(?<![涂切玻])片|胶囊|注射液|颗粒|滴丸|(?<!睾)丸|口服液|口服溶液|溶液|透析液|乳膏|软膏|凝胶|气雾剂|喷雾剂|吸入剂|粉雾剂|滴眼液|"
    r"滴剂|(?<!血)栓(?!塞|形成)|糖浆|散|贴片?|贴膏|混悬液|乳剂|洗剂|酊|膏|冲剂|合剂|胰岛素|粉针|针剂?|单抗|替尼|植入剂|缓释剂|脂质体|"
    r"混悬剂|干混悬剂|咀嚼片|泡腾片|灌肠液|漱口液|含漱液|滴鼻[液剂]|滴耳[液剂]|洗液|[搽擦涂糊喷]剂|胶浆|鼻喷雾?剂|吸入溶液|吸入气雾剂|浓溶液|茶|饮片|口崩片)"
)
# A count is none of a name: 复方甘草酸苷片2片
_NAME = (
    r"(?:\d++(?:\.\d++)?%|(?!(?<=[片囊丸粒散液膏栓贴剂])\d{1,2}(?:\.\d+)?(?:片|粒|支|袋|丸|滴|贴|包|瓶|盒|枚))"
    r"(?:[\u4e00-\u9fffA-Za-zα-ω()\-·]|\d(?!\d{0,8}+(?:\.\d++)?%)))"
)
DRUG = re.compile(
    rf"(?:{_NAME}{{0,40}}[\u4e00-\u9fff]{_NAME}{{0,40}}?{FORM}|注射用[\u4e00-\u9fff][\u4e00-\u9fffα-ω\-]+(?:\d[a-z](?![a-z])|[Ⅰ-Ⅻ]|[IVX]{{1,4}}(?![A-Za-z]))?)"
    r"(?:\((?:[^()\d]*|\d{2}R?|[\u4e00-\u9fff][^()]*\d%)\))?(?:\d{2}R?(?=注射液|$|\s))?"
)
"""A drug's name by its form, at the beginning of a text."""

# A recogniser reads ml as m1, and a written mg as mq.
AMOUNT = (
    r"(?:\d{1,8}/\d{1,8}|\d{1,8}(?:\.\d{1,8})?)\s*(?:[mμu][gq]|p[gq](?!\s*/)|g|mcg|m[lL1I]|L|(?:A[Xx]a|抗-?Xa)?IU|iu|U|u|万单位|单位|万IU|[毫微]克|毫升|片|粒|支|袋|丸|滴|揿|喷|贴|枚|包|瓶|盒|吸|"
    r"mmol)(?![a-z0-9])"
)
SPEC = re.compile(rf"{AMOUNT}\s*[*×xX:/]\s*\d*\s*(?:(?![)\]】]|[每一1单首]次|[每一]日)\S){{0,6}}", re.IGNORECASE)
"""How a pack is filled: 0.5g×60片, 3ml:300单位; its bracket ends it, and what is taken at a time is none of it."""

_HALF = r"半[片粒袋支丸包](?!剂)|适量"
_DOSE = re.compile(
    rf"(?:每次|一次|1次|单次)\s*[:]?\s*(?P<each>{AMOUNT}|{_HALF})|(?<![\d×xX*])(?<!\d/)(?P<plain>{AMOUNT}|{_HALF})(?!\s*[*×xX/]\s*\d)",
    re.IGNORECASE,
)
# 18U/14U: morning and evening; 5mg/10mg: of each substance in a tablet. One unit, and nothing multiplied behind it.
_PAIR = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?\s*(?P<unit>[a-zμ单位万]+)\s*/\s*\d+(?:\.\d+)?\s*(?P=unit)(?![a-z0-9])(?!\s*[*×xX/]\s*\d)",
    re.IGNORECASE,
)
_BY_DAY = re.compile(
    rf"(?:(?:[早晨中午晚]{{1,2}}[上起]?(?:[餐饭][前后])?|睡前)\s*(?:{AMOUNT}|\d{{1,3}}(?=[,，、;；\s]+[早晨中午晚睡]))[-,，、;；\s]*){{2,}}",
    re.IGNORECASE,
)
_BEFORE = (
    r"(?:(?:随三?餐|整片|温水|晨起|睡前|空腹|[早中晚]?[餐饭][前后中]|"
    r"(?:透析|化疗|放疗|手术|术|输血|输液|移植)[前后中时])[,，、]?){0,3}"
)
_BY_WAY = (
    rf"{_BEFORE}(?:口服|嚼服|吞服|送服|冲服|[晨早晚]服|研服|静脉推注|静脉微泵|微泵|微量泵入|腹腔灌入|膀胱灌注|"
    r"球后注射|玻璃体腔?内?注射|关节腔?内?注射|局部注射|皮下埋植|阴道给药|阴道上药|塞阴道|坐浴|熏洗|湿敷|点眼|涂眼|"
    r"经鼻|雾化(?!吸入)|入壶|封管|冲管|"
    r"静脉滴注|静脉注射|静脉输注|静脉泵入|静滴|静推|静注|泵入|皮下注射|皮下|肌内注射|肌肉注射|肌注|皮内注射|"
    r"雾化吸入|吸入|外用|外敷|外涂|涂抹|贴敷|舌下含服|舌下|含服|含漱|含化|漱口|滴眼|滴鼻|滴耳|喷鼻|(?:[左右双][耳眼鼻])?滴入|(?<!\d)(?<!\d\s)[滴点涂搽][左右双][耳眼鼻]|[左右双][耳眼鼻][滴点涂]|直肠给药|灌肠|"
    r"塞肛|腹腔灌注|腹腔注入|腹腔注射|腹膜透析|鞘内注射|鼻饲|[晨早]?顿服)"
)
_ROUTE = rf"{_BY_WAY}|餐前|餐后|餐中|饭前|饭后|睡前|空腹"
_MEALS = r"(?:(?:早|中|午|晚){1,3}(?:餐|饭)?|三?餐|饭)[前后中时](?:半小时|[一1]小时|\d{1,2}分钟)?"
_LATIN = r"(?<![a-z])(?:po|p\.o\.|ivgtt|i\.v\.gtt\.?|ivd|iv|i\.v\.|ih|i\.h\.|sc|s\.c\.|im|i\.m\.|H)(?![a-z])"
# What follows how often: 每日三次随餐, 每日一次晨起空腹; and an order told by nothing else: 静脉注射 透析结束时
_AT_ONE = r"(?:透析|化疗|放疗|输液)(?:结束|开始)时"
_TOO = rf"{_AT_ONE}|随三?餐|清晨|晨起?|(?:血透|透析|化疗|放疗|输液)[前后中](?![\d第\u4e00-\u9fff])"
_HOW_LONG = r"(?:[,，;；、\s]*(?:疗程|连用|连服|共用?)\s*\d{1,3}\s*[天日周月])?"
_TIMES = r"(?:\d{1,2}(?:\s*[-~至]\s*\d{1,2})?|[一二三四五两六])"
_MANY = r"(?:\d{1,2}(?:[-~]\d{1,2})?|[一二三四六八])?\s*"
_EVERY = rf"(?:每|一|(?<![\d年])1(?!\d))(?:[晚早晨夜]|{_MANY}(?:小时|h(?![a-z])|[周日天月]))"
_WHEN = r"(?:[,，\s]*(?:清?晨起?|早[晨上]?|中午|晚上?|上午|下午|睡前|空腹|顿服|[早中午晚]餐[前后])){0,4}"
# 每日1次（服3周停1周）, 每日1次（空腹）, 每晚1次（第1-21天）
_ASIDE = (
    r"(?:\s?\(第\d{1,2}(?:[-~,、]\d{1,2}){0,4}[天日]\)|"
    r"\s?\((?![^()]*[不勿忌])[^()]{0,8}(?:服|停|空腹|随餐|[餐饭睡][前后中时]|[早晚晨])[^()]{0,8}\))"
)
# 化疗后48小时, 术前30分钟: told from what is done to the patient
_AROUND = (
    r"(?:化疗|放疗|透析|手术|术|移植|输[血注液]|给药|用药|介入)(?:开始|结束)?[前后]\s*"
    r"(?:第?\d{1,3}(?:\s*[-~至]\s*\d{1,3})?|半|[一二三四]|\d{1,2}\.\d)\s*(?:个?小时|h(?![a-z])|分钟|min|[天日周])"
)
FREQUENCY = re.compile(
    rf"(?:(?:{_ROUTE}|{_MEALS}|{_LATIN})[,，;；、\s]*){{0,4}}"  # as some words are of several, more take for ever
    rf"(?:每(?:周|星期)[一二三四五六日](?:[、,/][一二三四五六日]){{1,5}}(?![次天])|{_EVERY}{_WHEN}[,，]?\s*(?:{_TIMES})?(?:\s*次|(?![\d日号]))|(?<!\d)\d{{1,2}}\s*[天日周月]\s*[1一]\s*次|(?<![一-鿿\d])日\s*[一二三四两1-4]\s*次|{_AROUND}|{_AT_ONE}|{_TIMES}\s*次?\s*/\s*(?:\d\s*)?[日天周月早晚夜]{_WHEN}|"
    r"(?:[早晨中午晚][上间]?|睡前)\s*[1-4一二两]\s*次|"
    r"(?<![a-z])(?:qd|bid|tid|qid|qn|qod|q\d+h|qw|biw|tiw|q\d+w|q\d+d|qm|st|sos|prn|hs|ac|pc|am|pm"
    r"|[btq]\.i\.d\.?|q\.[dn]\.?|q\.(?:o\.d|a\.m|h\.s|\d+h|w)\.?|p\.r\.n\.?|s\.o\.s\.?)(?![a-z])|"
    r"(?<![a-z\d])d\d{1,2}(?:[-~,、.]d?\d{1,2})*(?![a-z\d])|第\d{1,2}(?:[-~,、]\d{1,2})*[天日]|早晚各?(?:\d|一)次|"
    rf"必要时|睡前|立即|即刻|晨起|晨服|每[早晚]|隔[日天周](?:[一1]次)?|连[用服]\s*\d{{1,2}}\s*[天日周]|{_MEALS})"
    rf"{_ASIDE}?(?:[,，;；、\s]*(?:{_ROUTE}|{_MEALS}|{_LATIN}|{_TOO})){{0,6}}{_HOW_LONG}(?:[,，]\s?每周\s?\d\s?[天日])?",
    re.IGNORECASE,
)
ROUTE = re.compile(rf"(?:{_ROUTE})(?:[,，、\s]*(?:{_ROUTE})){{0,6}}")
WAY = re.compile(rf"{ROUTE.pattern}|{_LATIN}", re.IGNORECASE)
"""A way of giving a drug, also in Latin: po."""

_PACKS = ("盒", "瓶")  # what a pharmacy hands out, hardly ever what is taken
_TAKEN = re.compile(rf"{FREQUENCY.pattern}|{_ROUTE}", re.IGNORECASE)
# Words of sentences: what stands before an amount there is no drug's name.
_NO_NAME = re.compile(
    r"[给予治控]|服用|使用|应用|加用|监测|检测|测定|复查|限制|[限饮]水|[限低]盐|饮食|尿量|血压|血糖|体温|超滤|患者|维持|增加|减少|达到"
    r"|氧疗|吸氧|氧流量|每次|每日|改为|调整|吸烟|饮酒|运动|锻炼|步行|^(?:水煎|煎服|煎取|浓煎|取汁)"
)
ORDER = re.compile(rf"(?P<name>(?:(?!{AMOUNT}){_NAME}){{2,30}}?)\s*[,，]?\s*(?P<amount>{AMOUNT})", re.IGNORECASE)
EDGE = " \t,，;；。.、:：/"
BULLET = re.compile(
    r"^\s*(?:药[物品]\s?(?:\d{1,2}|[①-⑳])[.．、:：]?(?=\s*[\u4e00-\u9fff])|"
    r"(?:Tab|Caps?|Inj|Syr|Sol|Ung|Amp)[.．]\s*|R[pPx][.．:：]?\s?\d{1,2}[.．、)）:：]?(?=\s*[\u4e00-\u9fff])|"
    r"[\[【](?:[中西]药|中成药|药[物品]|处方|用药|带药)[\]】](?=\s*[\u4e00-\u9fff])|(?:[中西]药|中成药|(?:口服|外用|用|主)药|药[物品]|处方)[:：]?\s(?=[\u4e00-\u9fff])|"
    r"\d{1,2}(?:[.．]\d{1,2}){1,2}(?=\s*[\u4e00-\u9fff])"
    r"|[(（]?\d{1,2}[)）.、．]|[\[【]\d{1,2}[\]】]|[(（][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}[、.．]"
    r"|[Ⅰ-ⅫI][.、．\s](?=\s*[\u4e00-\u9fff])|[a-hA-H][.、)](?=[\u4e00-\u9fff])|[①-⑳⑴-⒛●○◆◇■□▲△★☆➤▪•·◎»›‣▸▶*-])\s*(?!\d*\s*(?:mg|g|ml|%))"
)


_AMOUNTS = re.compile(rf"(?:(?:每次|一次|单次|(?<!\d)1次)\s*:?\s*)?{AMOUNT}(?!\s*/)", re.IGNORECASE)
GROUP = "┌│└├┤┐┘╭╰╮╯┏┃┗┓┛⎡⎢⎣⎧⎨⎩「」『』"
"""Brackets that bind the drugs of one infusion."""


_WHENEVER = re.compile(rf"{_MEALS}|{_ROUTE}|[早晨中午晚][上起]?", re.IGNORECASE)


def order_in(text: str) -> int:
    """Where the name ends in an order such as `康复新液 10ml 含漱 每日3次`, whose drug has no known form; 0: none.

    An order is a name, an amount (康复新液，10ml as well) and how or how often it is taken.
    """
    order = ORDER.match(text)
    if order is None or _NO_NAME.search(order["name"]) or not re.search(r"[\u4e00-\u9fff]{2}", order["name"]):
        return 0
    if _WHENEVER.fullmatch(order["name"]) or re.match(r"0(?![\d./])", order["amount"]):  # Sig：早餐前16单位
        return 0
    return order.end("name") if _TAKEN.search(text, order.end()) else 0


def dose_in(text: str) -> str:
    """What is taken at a time: an amount named so, else the last before how it is taken, that is no pack size.

    Amounts that differ by the time of day or the substance are one dose: 早16U 晚14U, 18U/14U.
    """
    flat = re.sub(r"旱(?=\d+\s*[UuIi单万片粒mg])", "早", fold(text))
    by_day = _BY_DAY.search(flat)
    if by_day:
        return amount(by_day.group().strip(EDGE))
    found = list(_DOSE.finditer(flat))
    each = next((match.group("each") for match in found if match.group("each")), None)
    plain = [match for match in found if match.group("plain")]
    plain = [match for match in plain if not match.group().rstrip().endswith(_PACKS)] or [
        match for match in plain if not match.group().rstrip().endswith("盒")
    ]
    taken = _TAKEN.search(flat)
    before = [match for match in plain if taken is not None and match.end() <= taken.start()]
    behind = [match for match in plain if taken is not None and match.start() >= taken.end()]
    if behind and before and all(_HANDED_OUT.fullmatch(match.group().strip()) for match in before):
        before = [match for match in behind if _WEIGHED.search(match.group())][:1] or before
    last = next(reversed(before or plain), None)
    if each is None and last is not None:
        pairs = [pair for pair in _PAIR.finditer(flat) if pair.start() <= last.start() and last.end() <= pair.end()]
        return amount(pairs[0].group() if pairs else last.group("plain"))
    return amount(each or "")


_HANDED_OUT = re.compile(r"\d{1,3}\s*[支盒瓶包袋]")  # 3ml:300U 2支, above 皮下注射 18U 睡前
_WEIGHED = re.compile(r"(?:g|IU|U|单位)$", re.IGNORECASE)


def bare_dose_in(text: str) -> str:
    """A dose of which nobody wrote the grams, before how often it is taken: 阿司匹林肠溶片 0.1 qd."""
    found = re.match(r"\s*(\d\.\d{1,3})\s+(?=\S)", text)
    return found[1] if found and _TAKEN.match(text, found.end()) else ""


def amount(text: str) -> str:
    """Without white space, m1 as ml, mq as mg, 30001U as 3000IU: nobody is given 201 units, or picograms."""
    bare = re.sub(r"(?<=\dm)[1I](?![a-z0-9])", "l", "".join(fold(text).split()))
    bare = re.sub(r"(?<=\d)p(?=[gq](?![a-z0-9]))", "μ", bare)
    bare = re.sub(r"(?<=\d[mμu])q(?![a-z0-9])", "g", bare)
    bare = re.sub(r"^[Ss](?=(?:mg|g|ml)$)", "5", bare)
    return re.sub(r"(?<=\d\d)[1l]U(?![a-zA-Z0-9])", "IU", bare)


_AT_WHAT = re.compile(r"[,，、\s]*((?:血?透析?|化疗|放疗|手术|术|输[血注液])(?:开始|结束|完毕)?[前后中时])")
"""What a drug is given before or after, behind the way: 静脉注射 透析后."""
_ONLY_WHEN = re.compile(rf"{_MEALS}|睡前|空腹|晨起")
_BY = re.compile(rf"{_BY_WAY}|{_LATIN}", re.IGNORECASE)
_WAY_BEHIND = re.compile(
    rf"(?P<times>\S.{{0,40}}?\S)(?:[,，;；、\s]+(?P<way>(?![晨早晚]服){_BY.pattern})|\s?\((?P<aside>{_BY.pattern}|{_MEALS}服)\))",
    re.IGNORECASE,
)
_PARTED_FROM_TIMES = re.compile(rf"^(?P<way>{_BY.pattern})\s?[,，;；、]\s?(?=\S)", re.IGNORECASE)  # 口服，每日1次


def frequency_in(text: str) -> str:
    """How and how often, the way first: 口服 每日2次."""
    return way_first(_frequency_as_printed(text))


def way_first(said: str) -> str:
    """每日2次 口服 and 口服，每日2次 as 口服 每日2次, bid po as po bid: one way to say one thing."""
    said = _PARTED_FROM_TIMES.sub(r"\g<way> ", said)
    behind = _WAY_BEHIND.fullmatch(said)
    if behind is None or _BY.search(behind["times"]):
        return said
    return f"{behind['way'] or behind['aside']} {behind['times']}"


def _frequency_as_printed(text: str) -> str:
    flat = _days_mended(fold(text))
    match = FREQUENCY.search(flat)
    if match is not None and _ONLY_WHEN.fullmatch(match.group()):  # 早餐前半小时 75μg 口服 每日一次
        flat = _without_amounts(flat)
        match = FREQUENCY.search(flat)
    route = ROUTE.search(flat)
    way = " ".join(route.group().split()) if route else ""
    if match is None:
        when = _AT_WHAT.match(flat, route.end()) if route else None
        return " ".join(filter(None, (way, when and when[1])))
    said = " ".join(match.group().split())
    said = _DITTO.sub("", said) if way else said
    return f"{way} {said}" if way not in said else said


def _without_amounts(text: str) -> str:
    """Without amounts; without their times of day (早餐前16单位、晚餐前12单位) too where others are told."""
    by_day = _BY_DAY.sub(" ", text)
    times = FREQUENCY.search(by_day)
    return by_day if times and not _ONLY_WHEN.fullmatch(times.group()) else _AMOUNTS.sub(" ", text)


_DITTO = re.compile(r"(?<=[\u4e00-\u9fff])[,，\s]*H$")  # a mark that says "as above", behind a way that is told
_BY_MOUTH = re.compile(r"(?<![\u4e00-\u9fff])口[^服含腔嚼\W\d_A-Za-z](?=\s*(?:每|一日|(?:q|b\.?i|t\.?i)\.?d))")
_ONE_TIME = re.compile(r"(?<=[日天周月晚早晨前后])\s?[/|丨lI!]\s?(?=次)")  # a written 1: 每日/次, 睡前|次
_BEFORE_MEALS = re.compile(r"(?<=[射服下]三)[^\s餐饭次日周](?=前(?!\d))")  # 皮下注射三赞前
_DAYS = re.compile(r"(?<![a-zA-Z\d])d\d{1,2}(?:[,.、]\s?[\dS]{1,2}(?![a-zA-Z]))+")


def _days_mended(text: str) -> str:
    """Days of a cycle with their commas and digits: d1,4,8.11 → d1,4,8,11; d1,2,4.S → d1,2,4,5; 912h and q/2h are
    q12h, for nothing is given every 912 hours; and of ways 口服 alone begins so before how often.
    """
    flat = _DAYS.sub(lambda days: re.sub(r"[.、]", ",", days.group().replace("S", "5")), text)
    flat = _BEFORE_MEALS.sub("餐", _ONE_TIME.sub("1", _BY_MOUTH.sub("口服", flat)))
    flat = re.sub(r"(?<![A-Za-z\d.])[9g](?=(?:8|12|24)h(?![A-Za-z]))", "q", flat)
    flat = re.sub(r"(?<![A-Za-z])q[/lI|](?=2h(?![A-Za-z]))", "q1", flat)
    return re.sub(r"(?<![A-Za-z])q\d{0,2}W(?![A-Za-z])", lambda weeks: weeks.group().lower(), flat)  # drawn alike


_FOR_DAYS = re.compile(r"(?<=[次晚早晨夜天日dDnhHw服])[,，\s]*[×xX*]\s*\d{1,3}\s*[天日周月](?:[.。]|$)")
"""For how many days, behind how often: 口服 每日2次 ×7天; how much is handed out, no part of how it is taken."""


_EMPTIED = re.compile(r"[,，;；、]\s?[,，;；、]")  # 口服，一次30mg，一日一次


def usage_in(cell: str) -> str:
    """A cell of usage, without the amounts and the days in it, the way first: 0.5g 每日2次 口服 ×7天 → 口服 每日2次."""
    said = _EMPTIED.sub(" ", " ".join(_AMOUNTS.sub(" ", fold(cell)).split()))
    said = _FOR_DAYS.sub("", _days_mended(said.lstrip(EDGE) if said.endswith(".o.") else said.strip(EDGE)))
    return way_first(said)


_COUNT = re.compile(r"(?<=[片囊丸粒散液膏栓贴剂])\d{1,3}[片支粒盒袋瓶丸枚贴包]$")  # 蔗糖铁注射液1支
_PACK = re.compile(rf"\((?:{AMOUNT}\s*[*×xX:/][^()]*|\d+[片支粒盒袋瓶丸枚])\)$", re.IGNORECASE)  # 甲钴胺片(0.5mg×20片)


def tidy(name: str) -> str:
    """A drug's name without number, marks and pack size."""
    bare = BULLET.sub("", fold(name).strip(GROUP + " |丨")).strip(EDGE + GROUP + "★*△▲|丨")
    return _COUNT.sub("", SPEC.sub("", _PACK.sub("", bare)).strip(EDGE))
