"""One section's text → single diagnoses: numbering, separators, and lines that wrap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.fields import entry_numbers, organ_systems, syndromes
from extractors.fields.certainty import leading_marker, says_nothing
from extractors.layout.text import fold

_STAGE_WORDS = (
    r"(?:很|极)?[高中低]危组?|[IVXⅠ-Ⅻ\d一二三四壹贰叁l|]+(?:[ABCabc]?\d?|[ES]{1,2}[ABab]?)\s*[级期度型]|失?代偿期|活动期|稳定期|急性加重期?|"
    r"急性发作期?|缓解期|恢复期|后遗症期|尿毒症期|(?:慢性|加速|急变|终末|早|中|晚|进展)期|术后|(?:放|化)疗后|状态|[ABab一二]组"
)
FOR_YEARS = r"(?<![前后])(?:[多数]|\d{1,2}[余多]?|[一二三四五六七八九十]{1,2}[余多]?)年[余多]?"
"""For how long somebody has had what ails him: 高血压多年, 糖尿病10余年; no time since an operation."""
_QUALIFIER = re.compile(
    rf"^(?:伴|并发?|合并|继发(?!性)|及其?|和|或|与|含|包括|累及|其中|[(\[]|NYHA|Killip|CKD|TNM|ECOG|KPS|Child|"
    rf"GOLD|肾功能(?!不全|衰竭)|"
    rf"[cpyra]{{0,2}}T[0-4is]|[A-Za-z0-9\-]+[(]?[+\-]|(?:HER|ER|PR|Ki|EGFR|ALK|PD)|(?:{_STAGE_WORDS})(?=$|"
    rf"[\\s,;。(])|分期|分级|"
    r"[左右双]侧?$|目前|第\d|病程|病史|多发$|单发$|阵发性$|持续性$|频发$)",
    re.I,
)
_DISEASE_END = re.compile(
    r"(?:[病症炎癌瘤痛痔疝癣疮疣疸痈疹痹]|血压|血糖|血脂|尿酸|梗[死塞]|衰竭|不全|综合征|硬化|骨折|损伤|结石|"
    r"囊肿|息肉|狭窄|闭塞|出血|栓塞|血栓|"
    r"感染|溃疡|贫血|肥大|增生|状态|术后|移植后|异常|障碍|失常|颤动?|扑动|积液|尿毒|透析|病变|脱垂|突出|"
    r"缺损|早搏|阻滞|休克|昏迷|麻痹|瘫|痴呆|"
    r"癫痫|白血病|转移|[放化]疗后?|哮喘|气肿|扩张|中风|证|过速|过缓|过[多少长短]|[肝脾心]大|减少|增多|增高|升高|降低|减低|缺乏|低下|"
    r"亢进|减退|紊乱|失调|腹水|结节|"
    r"肿大?|肿物|受累|占位|阴影|反流|糜烂|穿孔|梗阻|肠化|萎缩|纤维化|钙化|畸形|变性|脱位|疏松|后遗症|发热|咳嗽|"
    r"[咯呕便衄]血|头晕|眩晕|心悸|胸闷|水肿|黄疸|"
    r"高压|低压|抑制|斑块|瘘|痿|瘿|痨|痞|憩室|坏[死疽]|不良|不孕|早衰|无力|乏力|失眠|便秘|腹泻|呕吐|耳[鸣聋]|软化|积水|潴留|失禁|"
    r"蛋白尿|血尿|气胸|呼吸暂停|迟[缓滞]|震颤|红斑|狼疮|紫癜|中毒|过敏|白内障|青光眼|近视|斜视|脱落|滑脱|膨出|"
    r"侧弯|退变|挛缩|粘连|破裂|撕裂|劳损|[挫扭烧灼]伤|畸胎|肥胖|抵抗|残疾|缺如|缺失|松动|停搏|逸搏|心动|预激|晕厥|抽搐|惊厥|"
    r"血友病[AB]|积[血气脓]|血肿|血胸|脂肪肝|酒精肝|反应|形成|[甲乙丙丁戊]肝|携带者|[大小]三阳|多囊[肾肝]|多囊卵巢|痛风|癜风|类风湿|斑秃|性聋|混浊|脱离|屈光不正|弱视|干眼|胬肉|"
    r"[心脑]梗|[心肾呼肝]衰|房扑|[室房]早|夹层|曲张|大疱|结核|尘肺|矽肺|再障|甲[亢减]|桥本|帕金森|抑郁|焦虑|[肝肾]移植|血透|腹透|梅毒|"
    r"早产儿?|性早熟|未闭|隐睾|疝气|流产|消渴|不寐|[阴阳气血两脾肾]虚|血瘀|互结|下注|上亢|(?<=[肝胃肺肠管腺巢胱宫胰])(?:Ca|CA|MT)|"
    r"(?<![A-Za-z])(?:MDS|ITP|ALS|AIDS|OSAHS|AML|CML|CLL|NHL|T[12]DM|DKD|PNH|HCC|N?SCLC|POEMS|SHPT)|"
    r"糖尿病足|(?:维持性?|恶性肿瘤|肿瘤)(?:[化放]学|靶向|免疫|内分泌|生物|支持)*治疗|突变|增[厚宽粗]|扩大|偏曲|神经源性膀胱|(?<=性)失[语用认读写]|矮小|瘀[斑点]|空洞|苔藓|[癌瘤]栓|[超过]载|超重|子痫(?:前期)?|肥厚|损害|毒性|(?<=[一-鿿]{2})(?:复发|发作|不稳|受损|失功|包块|困难|失代偿)|"
    r"(?:雷诺|黎明)现象|丹毒|恐怖|出血热|登革热|风湿热|伤寒|疟疾|痢疾|麻风|水痘|白斑|巨脾|[孤独]立?肾|血管内凝血|下垂|闭锁|闭经|瘢痕|[内外]翻|嵌顿|扭转|"
    r"泄泻|[鼓臌]胀|肺胀|积聚|关格|大偻|胸痹|单活胎|"
    r"妊娠|缺血|供血不足|动脉瘤|房颤|室速|冠心|心功能|慢阻肺|高血压|糖尿病|肝硬化|SLE|COPD|CKD|RA|AS)$"
)
_AILMENT = re.compile(
    r"(?:(?<![疾发现主])病(?![情程史人区案房员历室理例因])|(?<!适应)症(?![状候])|[炎癌瘤疮疡痹疣疝瘫痿瘘])|综合征|[伤]|骨折|梗[死塞]|衰竭|硬化|移植|术后|[放化]疗|透析|不全|受累|风险|狭窄|积液|结节|结石|囊肿|息肉|"
    r"出血|贫血|结核|感染|异常|障碍|状态|肥大|肥厚|损[害伤]|改变|膀胱|阳性|[大小]细胞|转移|复发"
)
# How names end that never stand alone: the end of a wrapped one.
_BARE_END = re.compile(
    r"[一-鿿]|病变|综合征|障碍|不全|失常|衰竭|减退|亢进|亢进症|减退症|异常|增生|改变|损害|状态|肿瘤|疾病|性?心脏病|肺疾病"
)
_BEFORE_AFTER = re.compile(r"(?:[术疗伤产]|移植|切除|置入|植入)$")  # 化疗 / 后白细胞减少
_OPENING = re.compile(r"考虑|疑似|可疑|既往|否认|排除|除外|家族史|父亲|母亲")
# What a certificate says after its diagnoses without a heading: 建议休息两周, 注意休息, 门诊随访.
_ADVICE = re.compile(
    r"^[\s,;。]*(?:(?:医嘱|(?:处理|处置|治疗|诊疗|随访|康复|健康|生活|用药|门诊)(?=建议|意见|医嘱|指导|计划|方案|措施))|建议|意见(?!分歧)|(?:全休|休息)(?!痛|性)|注意(?!缺陷|力)|嘱|请|避免|加强|按时|按医嘱|遵医嘱|定期|(?:门诊|随时|不适).{0,2}(?:随[诊访]|就诊|复[诊查])|"
    r"[需须宜](?!氧|要加以关注)|应(?!激)|予以?|给予|拟|特此|以上|情况属实|长期(?:服|口服|治疗|随|规律|坚持)|继续(?!发)|规律|住院治疗|择期|可(?!疑|逆)|"
    r"低[盐脂糖].{0,3}饮食|戒烟|禁|忌|复[查诊](?!性)|随[访诊]|病情(?:稳定|好转|变化))"
)
_TAIL = re.compile(
    rf"(?<![\s,;。])(?:[(\[][^()\[\]]*[)\]]|[?]|可能(?:性大)?|待查|待排除?|[待不]除外|待诊|待定|(?:{_STAGE_WORDS})|\d+型|{FOR_YEARS}|[A-Z]\d{{2}}\.[\dxX.]+|"
    r"(?:Killip|Wagner|NYHA|Child|Pugh|Hoehn|Yahr|Fontaine|Rutherford|Forrest|CNLC|BCLC|FIGO|AJCC|TNM|Ann|Arbor|WHO|GOLD|DS|ISS)|"
    r"[cpyra]{0,2}T[0-4Xx][a-d]?N[0-3Xx][a-c]?M[01Xx][a-c]?|[\s,;。-])+$"
)

_BRACKETED = re.compile(r"(?:[(\[][^()\[\]]*[)\]])+$")


_STROKES = str.maketrans(dict.fromkeys("∕⁄⧸|∣│·•・", "/"))  # between diseases they part as a stroke does
_THROUGHOUT = 3  # members of a list from which one sign that parts it parts all of them
_MEMBER = re.compile(r"[一-鿿A-Za-z0-9()\-]{2,20}$(?<![叶侧段部区肺肝肾脾胃肠脑骨节椎眼耳鼻壁膜管腺室房脉体手足趾指])")


_More = Sequence[tuple[re.Pattern[str], re.Pattern[str]]]
# What behind white space only says more of the disease before it: 慢性肾脏病5期 血液透析; and where each has its
# number 2.冠心病 不稳定型心绞痛, 3.心力衰竭 心功能Ⅲ级.
_MORE_OF: _More = (
    (
        re.compile(r"(?:[癌瘤]|肉瘤|白血病|转移|[期级型]|[)]|M[01X][a-c]?|术后)$"),
        re.compile(
            r"(?:根治|姑息|保乳|改良|切除|同步|序贯|新?辅助|挽救|多[次程周]期?|第?\d+(?:次|程|周期)|系统|全身|局部|综合)*性?"
            r"(?:(?:[放化介]|放化|靶向|免疫|内分泌|生物|介入)+治?疗|术)(?:后|中)(?:[放化]+疗(?:后|中))?"
        ),
    ),
    (
        re.compile(r"肾[^ ,;。]{0,12}[期症病竭全]$|尿毒症$|CKD[^ ,;。]{0,6}$"),
        re.compile(r"(?:规律|维持性?|长期)?(?:血液|腹膜|血)透析?(?:状态|治疗|期)?"),
    ),
    (
        re.compile(r"(?:冠心病|冠状动脉(?:粥样硬化性)?心脏病|心绞痛|心肌梗[死塞]|支架(?:植|置)入术后|PCI术后)$"),
        re.compile(
            r"(?:急性|陈旧性?|不?稳定(?:型|性)?|初发|恶化|静息|劳力|变异|自发|非?ST段抬高|前|下|后|侧|间)"
            r"[^ ,;。]{0,12}(?:心绞痛|心肌梗[死塞])|缺血性心[肌脏]病|"
            r"[^ ,;。]{0,8}(?:支架(?:植|置)入术|PCI术?|CABG术?|搭桥术)后(?:状态)?"
        ),
    ),
    (
        re.compile(r"(?:肾炎|肾病|肾小球[^ ,;。]{0,8}|紫癜|狼疮)$"),
        re.compile(r"(?:肾病|肾炎|急进性肾炎)综合征"),
    ),
    (
        re.compile(r"心[^ ,;。]{0,10}(?:病|痛|梗[死塞]|衰竭?|不全|炎|术后)$"),
        re.compile(r"心功能(?:分级)?[IVX1-4一二三四-]+级?(?:\([^()]*\))?"),
    ),
)
_DIALYSED = _MORE_OF[1]
_CODE = re.compile(
    r"(?:(?:疾病|诊断)?(?:ICD-?(?:10)?)?(?:编码|代码|码|编号)?:?\s*+)?(?:[(\[]\s*+)?(?:[A-Z]|1(?=\d{2}[.]))\d{2}(?:\.[\dxX×]{1,8})?[+*†]?\s*[)\]]?(?=$|[\s,;。])"
)
# What is seen or felt and may be this or that: 右额叶占位性病变：胶质瘤？
_UNEXPLAINED = re.compile(
    r"(?:占位(?:性病变)?|肿[物块]|包块|结节|阴影|新生物|积液|腹水|发热|痛|晕厥|水肿|血尿|黄疸|贫血|咯血)$"
)
_CODE_FIRST = re.compile(r"[A-Z]\d{2}(?:\.[\dxX×]{1,8})?[+*†]?\s*(?=[\u4e00-\u9fff])")  # F33.100 复发性抑郁障碍
_SYNDROME = re.compile(r"[一-鿿]{2,}证(?:\([^()]*\))?$")  # 骨痿病 肝肾不足证
_BRANCHED = re.compile(r"[一-鿿]{2,5}\s*[-–—－]+\s*[一-鿿]{2,5}")  # 中风-中经络: a disease and its branch
_EYE_NEXT = re.compile("O[DSU](?:[: ]|(?=[一-鿿]))")  # OD 老年性白内障 OS 青光眼
_AND = re.compile(r"[并及和与] +")  # printed between two blanks of a form that were filled in
_SCHOOL_NEXT = re.compile(r"(?<![中西(\[])(?:[中西]医(?:诊断)?:|[(\[][中西]医?(?:诊断)?[)\]])")
_OUTSIDE = re.compile("[;,。]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SCHOOL_FIRST = re.compile(r"[(\[]?[中西]医?(?:诊断)?(?:[)\]]|:)")  # （西）高血压急症 below （中）眩晕
_CODED = re.compile(r"[A-Z]\d{2}(?:\.[\dxX×]{1,8})?[+*†]?\s*[)\]]?\s*$")  # a code stands behind its diagnosis


def split(text: str, wraps: Mapping[int, bool] | None = None) -> list[tuple[int, int]]:
    """Spans of the single diagnoses in `text`, whose lines are separated by newlines.

    `wraps`: lines (from 0) that may wrap, as they reach the right edge of their column → whether that edge is certain.
    """
    folded = fold(text)
    spans: list[tuple[int, int]] = []
    entries = entry_numbers.spans(folded, looks_like_disease)
    more = _MORE_OF if len(entries) > 1 or _is_enumerated(folded) else _MORE_OF[:2]
    parted = len(entries) > 1 or _is_parted(folded)
    folded = folded.translate(_STROKES)
    for start, end in entries:
        spans.extend(_separated(folded, start, end, wraps or {}, more, parted=parted))
    return [part for span in spans for part in syndromes.parted(folded, *span)]


def _is_parted(text: str) -> bool:
    """Whether signs part diseases, so that white space only sets off what belongs to one: 冠心病 心绞痛；高血压病."""
    parts = _OUTSIDE.split(_BRACKETS.sub("", text))
    return sum(looks_like_disease(part.replace("\n", "")) for part in parts) > 1


def _is_enumerated(text: str) -> bool:
    """Whether 、 parts diseases: 冠心病 不稳定型心绞痛、心房颤动、高血压病."""
    return sum(map(looks_like_disease, _BRACKETS.sub("", text).split("、"))) > 1


def _part_throughout(sign: str, text: str) -> bool:
    """Whether one sign parts a whole list, nearly all of whose members are diseases: 脊髓损伤，膀胱麻痹，双肾积水."""
    members = [part.strip() for part in _BRACKETS.sub("", text).replace("\n", "").split(sign)]
    diseases = sum(map(looks_like_disease, members))
    whole = all(_MEMBER.match(part) and not _QUALIFIER.match(part) for part in members)
    return len(members) >= _THROUGHOUT and whole and 3 * diseases >= 2 * len(members)


def _blanks_part_throughout(text: str, more: _More) -> bool:
    """Whether white space alone parts a list on one line, of whose members none but the dialysis of a kidney's
    disease says more of the one before it: 慢性肾脏病5期 维持性腹膜透析 肾性高血压.
    """
    members = text.split()
    if "\n" in text.strip() or re.search("[;,。、]", _BRACKETS.sub("", text)):
        return False
    others = tuple(pair for pair in (*more, *_MORE_OF[2:]) if pair is not _DIALYSED)
    says_more = any(_says_more(a, b, others) for a, b in pairwise(members))
    return not says_more and _part_throughout(" ", " ".join(members))


def looks_like_disease(text: str) -> bool:
    """Whether a fragment can stand alone as a diagnosis."""
    bare = fold(text).strip(" ,;。、.\n")
    if _QUALIFIER.match(bare):
        return False
    # 术后 and 状态 end names and say how far others have come: PCI术后（支架1枚）, 胃癌术后
    return any(_DISEASE_END.search(name) for name in (_TAIL.sub("", bare) or bare, _BRACKETED.sub("", bare)))


def names_disease(text: str) -> bool:
    """Whether a fragment holds a word that diseases are named by, wherever it stands in it."""
    return looks_like_disease(text) or _AILMENT.search(fold(text)) is not None


def begins_with_disease(text: str) -> bool:
    """Whether the first of the fragments in a line can stand alone as a diagnosis."""
    bare = fold(text).strip()
    return looks_like_disease(_up_to(",;。、+ ", bare[entry_numbers.length(bare) :].lstrip(" 、.,)")))


def qualifies(text: str) -> bool:
    """Whether a line only says more of the diagnosis before it: 伴…, Ⅲ期, (活动期)."""
    return _QUALIFIER.match(fold(text).strip()) is not None


def number_of(text: str) -> int | None:
    """The number of the entry that a line begins with, None without one."""
    return entry_numbers.number_of(fold(text).strip())


def advises(text: str) -> bool:
    """Whether a fragment begins what a paper advises, which ends its list of diagnoses."""
    return _ADVICE.match(fold(text)) is not None


def _separated(
    text: str, start: int, end: int, wraps: Mapping[int, bool], more: _More, *, parted: bool
) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin, depth = start, 0
    throughout = {sign for sign in ",、" if _part_throughout(sign, text[start:end])}
    if not parted and _blanks_part_throughout(text[start:end], more):
        throughout.add(" ")
    for at in range(start, end):
        char = text[at]
        depth = max(0, depth + (char in "([") - (char in ")]"))
        opens = char in "(["
        if depth == opens and at > begin and _SCHOOL_NEXT.match(text, at):  # 痹证 西医:类风湿关节炎
            spans.append((begin, at))
            begin = at
            continue
        if depth or char not in ";。?:,、/+ \n":
            continue
        if char == " " and parted and not _may_part(text[begin:at], text[at + 1 : end]):
            continue
        if char in "、," and syndromes.goes_on(text[begin:at], text[at + 1 : end]):
            continue
        certain = wraps.get(text.count("\n", 0, at)) if char == "\n" else None
        if char in throughout or _ends_here(text[begin:at], char, text[at + 1 : end], certain, more):
            # a question mark belongs to what it doubts
            spans.append((begin, at + (char == "?")))
            filled_in = _AND.match(text, at + 1) if char == "\n" else None
            begin = filled_in.end() if filled_in else at + 1
    spans.append((begin, end))
    return [(a, b) for a, b in spans if text[a:b].strip(" \n,;。、?")]


def _may_part(left: str, right: str) -> bool:
    """Whether white space may part two diseases in a list whose entries are numbered or parted by signs."""
    following = _up_to(",;。、/+\n?: ", right.lstrip())
    return _is_coded(left) or (not _SYNDROME.search(following) and organ_systems.apart(left, following))


def _is_coded(left: str) -> bool:
    """Whether a disease is followed by its code, so that nothing more is said of it."""
    return names_disease(_CODED.sub("", left)) and _CODED.search(left) is not None


def _ends_here(left: str, char: str, right: str, certain: bool | None, more: _More) -> bool:
    """Whether `char` between `left` and `right` ends a diagnosis. `certain`: as in `split`; None: no wrap is likely."""
    fragment = _up_to(",;。、/+\n?: ", right.lstrip())
    wrapped = _up_to(",;。、/+?: ", right.lstrip().replace("\n", ""))
    ends = {
        ";": True,
        "。": True,
        "?": bool(right.strip(" \n)")) and right[:1] not in tuple("),;。") and not _CODE.match(right.lstrip(" ")),
        ":": bool(re.search(r"(?:待查|查因|待诊|[?])$", left.strip()))
        or leading_marker(left) is not None
        or (_UNEXPLAINED.search(left.strip()) is not None and right.lstrip()[len(fragment) :][:1] == "?"),
        ",": looks_like_disease(fragment) or looks_like_disease(wrapped) or advises(right),
        "/": looks_like_disease(fragment) and looks_like_disease(left),
        "+": looks_like_disease(fragment) and looks_like_disease(left),
        "、": looks_like_disease(left)
        and any(map(looks_like_disease, (*_enumerated(right), *_enumerated(right.replace("\n", ""))))),
        " ": (_is_coded(left) and names_disease(fragment))
        or (_EYE_NEXT.match(right.lstrip()) is not None and names_disease(left))
        or (_BRANCHED.fullmatch(left.strip()) is not None and _SYNDROME.fullmatch(fragment) is not None)
        or (looks_like_disease(fragment) and looks_like_disease(left) and not _says_more(left, fragment, more)),
        "\n": bool(left.strip()) and _line_ends(left, right, fragment, certain),
    }
    return ends.get(char, False)


def _enumerated(text: str) -> Iterator[str]:
    """The members of an enumeration: what stands between 、 up to the next other sign."""
    stretch = _up_to(",;。/+\n?: ", text.lstrip())
    while stretch:
        member = _up_to("、", stretch)
        yield member
        stretch = stretch[len(member) + 1 :]


def _up_to(signs: str, text: str) -> str:
    """The text before the first of the signs that stands in no bracket."""
    depth = 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "([") - (char in ")]"))
        if char in signs and not depth:
            return text[:at]
    return re.split(f"[{re.escape(signs)}]", text, maxsplit=1)[0] if depth else text


def _says_more(left: str, fragment: str, pairs: _More) -> bool:
    """Whether what follows only says more of the disease before it."""
    before = unicodedata.normalize("NFKC", left).rstrip()
    behind = unicodedata.normalize("NFKC", fragment)
    return any(of.search(before) and more.fullmatch(behind) for of, more in pairs)


def _line_ends(left: str, right: str, fragment: str, certain: bool | None) -> bool:
    coded = _CODE_FIRST.match(left.lstrip()) and _CODE_FIRST.match(right.lstrip())
    filled_in = _AND.match(right)
    blank = filled_in is not None and begins_with_disease(right[filled_in.end() :])
    if coded or blank or _SCHOOL_FIRST.match(right.lstrip()):
        return True
    if _CODE.match(right.lstrip()):
        return False
    if _CODED.search(left):
        return True
    behind = _BEFORE_AFTER.search(left) is not None and right.lstrip().startswith("后")
    bare = _BARE_END.fullmatch(fragment) is not None and right.lstrip()[len(fragment) :][:1] not in tuple("、:")
    if bare or behind or _QUALIFIER.match(right.lstrip()):
        return False
    if says_nothing(left) or certain is None or _OPENING.match(right.lstrip()) or advises(right):
        return True
    return looks_like_disease(left) and (not certain or looks_like_disease(fragment))
