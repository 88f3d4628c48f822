"""The grammar of Chinese hospital names: normalising, campus, places, and which words inside a name decide who it is.

For judging only: a name that was read is held against a registry with it. Finding names on a page is the extractors' work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from validators.look_alikes import fold

_TRADITIONAL = (
    "醫医縣县區区婦妇兒儿總总軍军門门診诊衛卫東东華华國国學学屬属廣广蘭兰濟济寧宁慶庆龍龙鎮镇鄉乡蘇苏灣湾雲云貴贵遼辽陽阳長长漢汉臨临馬马"
    "駐驻嶺岭島岛濱滨贛赣鄭郑療疗養养維维爾尔內内聯联腫肿紅红會会鐵铁電电礦矿業业團团產产實实驗验顧顾腦脑關关節节傷伤復复復复結结職职勞劳"
    "協协愛爱聖圣順顺豐丰義义賓宾鹽盐興兴綿绵滬沪閩闽粵粤藥药護护應应傳传農农場场銀银錫锡無无萬万獨独湯汤濰潍膠胶萊莱蓬蓬棗枣滄沧張张開开"
    "陝陕處处補补領领導导術术專专績绩創创眼眼齒齿顎颌頜颌體体檢检預预貿贸營营設设莊庄園园圍围橋桥樓楼頭头頂顶願愿風风飛飞騰腾鳳凤鳥鸟麗丽"
    "齊齐邊边遠远達达運运遷迁遵遵選选鄰邻錦锦鍾钟鐘钟閣阁陸陆隴陇雙双雞鸡韓韩韶韶顏颜類类饒饶駱骆驛驿鯉鲤鶴鹤鹿鹿黃黄點点齡龄壽寿夾夹奧奥"
    "寶宝審审屆届岡冈峽峡崗岗嵐岚嶽岳幫帮廈厦彌弥徑径憲宪擁拥據据擴扩數数斷断時时晉晋曉晓書书棟栋樂乐樹树櫃柜歐欧歷历歸归殘残潔洁澤泽澱淀"
    "灘滩瀋沈瀏浏燈灯爐炉獻献瑪玛環环甌瓯畢毕異异瘋疯癲癫發发眾众碩硕禮礼種种積积穩稳窩窝競竞筆笔範范糧粮純纯級级綜综綠绿緊紧縉缙織织繼继"
    "續续羅罗聞闻聰聪肅肃脈脉與与舊旧艦舰莖茎蕭萧薊蓟藍蓝蟲虫術术衝冲裝装襄襄見见規规視视觀观訓训評评詔诏認认語语課课調调謝谢證证譜谱議议"
    "譽誉豬猪財财貞贞貧贫貨货質质賀贺資资賢贤賴赖趙赵跡迹車车軌轨軟软輕轻輝辉輪轮輸输轄辖轉转辦办辭辞連连進进郵邮鄧邓鄖郧釋释針针鈣钙"
)
_SIMPLIFY = {_TRADITIONAL[i]: _TRADITIONAL[i + 1] for i in range(0, len(_TRADITIONAL), 2)}

_TYPES = (
    "社区卫生服务中心", "社区卫生服务站", "卫生服务中心", "中心卫生院", "妇幼保健服务中心", "妇幼保健计划生育服务中心", "疾病预防控制中心",
    "健康管理中心", "医学检验实验室", "医学检验中心", "医学检验所", "病理诊断中心", "影像诊断中心", "血液透析中心", "精神卫生中心",
    "紧急救援中心", "急救中心", "医学中心", "医疗中心", "诊疗中心", "治疗中心", "康复中心", "透析中心", "防治中心", "体检中心", "眼科中心",
    "妇幼保健站", "保健院", "保健所", "保健站", "保健中心", "防治院", "防治所", "防治站", "疗养院", "护理院", "卫生院", "卫生所", "卫生室", "卫生站", "门诊部",
    "诊所", "医务室", "医院",
)  # fmt: skip
_SPECIALITIES = (
    "中西医结合", "蒙医中医", "蒙中医", "中蒙医", "中医", "蒙医", "藏医", "回医", "壮医", "苗医", "维吾尔医", "哈萨克医", "朝医", "傣医", "国医", "中药",
    "妇幼保健", "妇女儿童", "妇幼", "妇产", "妇儿", "母婴", "儿童", "小儿", "口腔", "牙科", "眼耳鼻喉", "耳鼻喉", "眼科", "爱尔眼科", "精神卫生", "精神病",
    "精神", "心理", "安定", "安宁", "肿瘤", "癌", "传染病", "公共卫生", "结核病", "结核", "胸科", "肺科", "骨科", "骨伤", "正骨", "皮肤病", "皮肤", "性病",
    "心血管病", "心血管", "心脏病", "心脏", "脑血管", "脑科", "神经", "康复", "肛肠", "肾病", "肾脏病", "肝病", "血液病", "糖尿病", "内分泌", "风湿", "甲状腺",
    "职业病", "老年病", "老年", "烧伤", "整形", "美容", "生殖", "不孕不育", "男科", "泌尿", "消化", "胃肠", "胆道", "疼痛", "针灸", "推拿", "手外科", "创伤",
    "血液透析", "透析", "急救", "体检", "护理", "社区", "地方病", "麻风", "血吸虫病",
)  # fmt: skip
# What kind of owner or rank a hospital has. A closed class: a damaged one can be told, as long as no other word comes out.
_OWNERS = (
    "人民", "中心", "协和", "红十字会", "红十字", "工人", "职工", "附属", "医学院", "医科大学", "大学", "学院", "综合", "总", "公立", "铁路", "煤矿", "矿务局",
    "解放军", "武警", "陆军", "海军", "空军", "军区", "公安", "监狱", "荣军", "民政", "教学", "国际",
)  # fmt: skip
_TAILS = (
    "疾病", "诊断", "证明", "病情", "医疗", "医学", "医务", "门诊", "急诊", "住院", "病历", "病案", "病理", "检验", "检查", "化验", "影像", "放射", "超声", "彩超",
    "心电图", "电子", "记录", "报告", "处方", "用药", "出院", "入院", "小结", "首页", "申请", "审批", "复印", "收费", "财务", "发票", "现金", "收讫", "药剂",
    "药房", "医保", "医疗保险", "办公室", "管理", "专用", "公章", "业务", "科室", "科", "部", "处", "室", "办", "章", "书", "单", "笺", "表", "结果", "通知", "CT", "MR", "MRI", "DR",
)  # fmt: skip

_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
_TAIL = re.compile("(?:" + "|".join(sorted(_TAILS, key=len, reverse=True)) + ")+")
_LABEL = re.compile(
    r"^\s*(?:(?:就诊|治疗|诊断|医疗|出具|开具|经治|定点|所在|送检|检查|检验|鉴定|认定)?(?:医院|机构|单位|医疗机构)(?:名称|全称)?|盖章)\s*[:：]\s*"
)
_BRACKETED = re.compile(r"[(\[〔【《<（［]([^()\[\]〔〕【】《》<>（）［］]*)[)\]〕】》>）］]")
_NUMERALS = "〇一二三四五六七八九十百千0123456789"
_ORDINAL = re.compile(f"第?[{_NUMERALS}]+")
_PLACE = re.compile(
    r"[一-鿿]{1,7}?(?:特别行政区|自治区|自治州|自治县|自治旗|开发区|高新区|新区|省|地区|盟|州|市|(?<![社军院学校])区|县|旗|镇|乡|街道|苏木)"
)
_DISTRICT = r"(?:[一-鿿]{0,8}?院区|[东西南北中新老]{1,2}区|总院|院本部|本部|院部|住院部|门诊部|国际医?疗?部)"
_BRANCH = r"(?:[一-鿿]{0,8}?(?:分院|分部)|[东西南北新老]{1,2}院)"
_CAMPUS = re.compile(f"{_DISTRICT}|{_BRANCH}")


class Part(StrEnum):
    """What a stretch of a name is."""

    PLACE = "place"
    ORDINAL = "ordinal"
    SPECIALITY = "speciality"
    OWNER = "owner"
    TYPE = "type"
    CAMPUS = "campus"
    PROPER = "proper"  # everything else: a name of its own, a place without its suffix, a university


OPEN_PARTS = frozenset({Part.OWNER, Part.TYPE})
"""The parts in which one badly read character does not change who is meant."""


@dataclass(frozen=True, slots=True)
class Token:
    part: Part
    text: str
    start: int  # index into the normalised name

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class NameRead:
    """A normalised name with the confidence of each of its characters."""

    text: str
    confidences: tuple[float, ...]

    def cut(self, start: int, end: int) -> NameRead:
        return NameRead(self.text[start:end], self.confidences[start:end])


def read_names(text: str, confidence: float, char_confidences: tuple[float, ...] = ()) -> tuple[NameRead, ...]:
    """The names written in `text`, normalised; the main one first, then those in brackets (一个机构两块牌子).

    Where the confidence of single characters is unknown, the doubt of the whole is laid on every character: one wrong
    character among n costs the mean about 1/n.
    """
    if len(char_confidences) != len(text):
        doubt = min(1.0, len(text) * (1.0 - confidence))
        char_confidences = (1.0 - doubt,) * len(text)
    label = _LABEL.match(text)
    offset = label.end() if label else 0
    text, char_confidences = text[offset:], char_confidences[offset:]
    main: list[tuple[str, float]] = []
    inner: list[NameRead] = []
    at = 0
    for bracket in _BRACKETED.finditer(text):
        main += zip(text[at : bracket.start()], char_confidences[at : bracket.start()], strict=True)
        start, end = bracket.span(1)
        part = list(zip(text[start:end], char_confidences[start:end], strict=True))
        at = bracket.end()
        if _CAMPUS.fullmatch(normalise(bracket[1])):
            main += part  # a campus belongs to the name
        elif looks_like_hospital(bracket[1]):
            inner.append(_trim(_normalise(part)))
    main += zip(text[at:], char_confidences[at:], strict=True)
    names = [_trim(_normalise(main)), *inner]
    return tuple(name for name in names if name.text)


def normalise(text: str) -> str:
    """A name as it is compared: width and Traditional forms made one, no spaces, brackets or signs, `第1` as `第一`."""
    return _normalise([(c, 1.0) for c in text]).text


def _normalise(chars: list[tuple[str, float]]) -> NameRead:
    out: list[tuple[str, float]] = []
    for raw, confidence in chars:
        if raw in "—-－–─━" and out and out[-1][0] == "第":
            out.append(("一", confidence))
            continue
        for c in fold(raw):
            simple = _SIMPLIFY.get(c, c)
            if simple.isalnum():
                out.append((simple.upper(), confidence))
    return _numbers(NameRead("".join(c for c, _ in out), tuple(p for _, p in out)))


def _numbers(name: NameRead) -> NameRead:
    """One spelling for numbers: `第1` → `第一`; three and more digits (部队番号) in Arabic."""
    text, confidences, at = "", [], 0
    for match in re.finditer(r"(?<=第)[0-9]{1,2}(?![0-9])|[〇一二三四五六七八九]{3,}", name.text):
        start, end = match.span()
        spelled = _chinese(int(match[0])) if match[0][0] in "0123456789" else _arabic(match[0])
        text += name.text[at:start] + spelled
        confidences += [*name.confidences[at:start], *[min(name.confidences[start:end])] * len(spelled)]
        at = end
    return NameRead(text + name.text[at:], (*confidences, *name.confidences[at:]))


def _chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def _arabic(text: str) -> str:
    return "".join(str("〇一二三四五六七八九".index(c)) for c in text)


def _trim(name: NameRead) -> NameRead:
    """Without what follows the name (a title, a seal's purpose) and without Latin letters around it."""
    start, end = 0, len(name.text)
    while start < end and name.text[start].isascii() and name.text[start].isalpha():
        start += 1
    kind_ends = [m.end() for m in re.finditer(_TYPE, name.text)]
    for kind_end in reversed(kind_ends):
        rest = name.text[kind_end:]
        campus = _CAMPUS.match(rest)
        for length in {campus.end(), 0} if campus else {0}:
            tail = re.sub(r"[A-Z]+$", "", rest[length:])
            if not tail or _TAIL.fullmatch(tail) or tail.isdigit():
                keep = 0 if length and _TAIL.fullmatch(rest) else length  # 门诊部 before 专用章 is a purpose
                return name.cut(start, kind_end + keep)
    return name.cut(start, end)


def looks_like_hospital(text: str) -> bool:
    """Whether `text` reads as the name of a medical institution: something, then its type, then at most a campus."""
    base, _ = split_campus(text)
    match = re.search(f"(?:{_TYPE})$", base)
    return bool(match) and len(base) - len(match[0]) >= 2 if match else False


def split_campus(text: str) -> tuple[str, str]:
    """(name without campus, campus): `青屿市人民医院（东院区）` → (`青屿市人民医院`, `东院区`). Both normalised; campus may be ""."""
    name = normalise(text)
    for match in re.finditer(_TYPE, name):
        rest = name[match.end() :]
        if rest and _CAMPUS.fullmatch(rest):
            return name[: match.end()], rest
    return name, ""


def same_campus(a: str, b: str) -> bool:
    """Whether two campus words mean one place: 东院 东院区 东区."""
    return re.sub(r"院区$|院$|区$", "", a) == re.sub(r"院区$|院$|区$", "", b)


def is_branch(campus: str) -> bool:
    """Whether a campus may be an institution of its own with its own level (分院, 北院), not a site of its parent (东院区)."""
    return bool(re.fullmatch(_BRANCH, campus))


def places(name: str) -> tuple[str, ...]:
    """The administrative units a normalised name starts with: `甲省乙市人民医院` → (`甲省`, `乙市`)."""
    out: list[str] = []
    at = 0
    while match := _PLACE.match(name, at):
        if any(word in match[0] for word in (*_TYPES, *_OWNERS, *_SPECIALITIES)):
            break
        out.append(match[0])
        at = match.end()
    return tuple(out)


def tokens(name: str) -> tuple[Token, ...]:
    """A normalised name cut into its parts, without gaps."""
    base, campus = split_campus(name)
    out: list[Token] = []
    for place in places(base):
        out.append(Token(Part.PLACE, place, out[-1].end if out else 0))
    at = out[-1].end if out else 0
    while at < len(base):
        token = _token(base, at)
        if token.part is Part.PROPER and out and out[-1].part is Part.PROPER:
            before = out.pop()
            token = Token(Part.PROPER, before.text + token.text, before.start)
        out.append(token)
        at = token.end
    if campus:
        out.append(Token(Part.CAMPUS, campus, len(base)))
    return tuple(out)


_WORDS = sorted(
    [(w, Part.TYPE) for w in _TYPES]
    + [(w, Part.SPECIALITY) for w in _SPECIALITIES]
    + [(w, Part.OWNER) for w in _OWNERS],
    key=lambda pair: -len(pair[0]),
)
LEXICON = frozenset(word for word, _ in _WORDS)


def _token(name: str, at: int) -> Token:
    for word, part in _WORDS:
        if name.startswith(word, at):
            return Token(part, word, at)
    ordinal = _ORDINAL.match(name, at)
    if ordinal:
        return Token(Part.ORDINAL, ordinal[0], at)
    return Token(Part.PROPER, name[at], at)


def is_numeral(character: str) -> bool:
    return character in _NUMERALS
