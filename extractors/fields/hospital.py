"""The names of hospitals printed on a document, as printed, campus included; most credible first.

A name in the letterhead says who issued the paper; a name in running text (曾于北京协和医院就诊) says nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.text import Squeezed, confidence, evidence, frames, squeeze
from extractors.layout.values import value_of
from extractors.layout.words import listed
from extractors.reading import Evidence, Field, Line, Seal, SealPurpose

_KINDS = (
    "医院|卫生院|卫生服务中心|卫生服务站|卫生所|卫生室|保健院|保健所|妇幼保健计划生育服务中心|妇幼保健中心|医疗中心|医学中心|疗养院|防治院|防治所|防治中心|"
    "门诊部|诊所|急救中心|血液中心|透析中心|肿瘤防治中心|临床检验中心|医学检验中心|医学检验所|检验所|医学检验实验室|检验实验室|病理诊断中心|影像诊断中心|"
    "体检中心|护理院|康复中心|康复院|精神卫生中心|疾病预防控制中心|医学研究所|诊疗中心|治疗中心|眼科中心|健康管理中心|紧急救援中心|保健站|防治站|血站|输血研究所|"
    "(?<=大学)(?:肿瘤|癌症|心血管病?|心脏|眼科|口腔|血液病|呼吸病?|肝病|儿童|脑科|骨科|皮肤病?)中心|"
    "(?:呼吸|心血管|心脑血管|精神|传染|皮肤|职业|血液|肝|肾|脑|眼|肛肠|结核|麻风)病院|(?<![院心站所])[中国名蒙藏]医[馆堂]|"
    "卫生站|医务室|医务所|临床医?学院|医疗集团[㐀-鿿]{1,6}院区|(?:医疗(?:卫生)?集团|医共体|医联体)总院|"
    "(?:心理|精神)卫生中心|(?:生殖|遗传|不孕)[㐀-鿿]{0,6}中心"
)
_WITHIN = "[㐀-鿿]{2,5}病?研究[所院]|中心实验室"  # parts of an institution that print their own head
_CAMPUS = (
    r"(?:[(（\[][^()（）\[\]]{1,14}?(?:院区|分院|(?<![医生健])院|总院|区|部|路|店)[)）\]]"
    r"|(?:[东西南北中新老本][部]?|[㐀-鿿]{1,8}?)(?:院区|分院|医疗区|诊疗区|分部)|总院|东院|西院|南院|北院|互联网医院|[国名]医[堂馆])"
)
_GROUP = r"(?:[(（](?:医疗)?集团[)）])?"  # 海曲市人民医院（集团）西城医院 is no 海曲市人民医院
_GROUPED = r"(?:医共体|医联体|医疗共同体|医疗集团|集团)(?:总院|[㐀-鿿]{0,6}分院)?"
# 海曲县中心医院（海曲医大一院医联体）: of whose alliance it is; some registries have it so, others the name alone
_ALLIANCE = re.compile(r"\s*[(（\[][㐀-鿿]{2,16}(?:医联体|医共体|医疗共同体|医疗联合体)[)）\]]")
# 海曲市第四人民医院（传染病）, 武警第三〇八六医院（某地）, 某医学检验实验室（某地）有限公司: a bracket of the
# name's own, not how good it is, which copy this is or where a stamp belongs
_BRACKET = re.compile(
    r"\s*[(（\[](?![㐀-鿿]*(?:[一二三]级|[甲乙丙]等|三甲|[章印联份页单卡表签]|定点|盖|填写|打印|补|副本|正本|存根|门诊|住院|急诊|[院心所站部][)）\]]))"
    r"[㐀-鿿]{2,8}[)）\]](?:有限(?:责任)?公司)?"
)
_NAME = re.compile(
    rf"(?P<name>[㐀-鿿A-Za-z0-9〇○·（）()\-]{{2,28}}?(?:{_KINDS})){_GROUP}(?P<more>(?:(?!互联网|智慧|掌上)(?:第[一二三四五六七八九十]|附属)?"
    rf"[㐀-鿿]{{0,6}}(?:{_KINDS})|{_WITHIN})?)(?P<campus>{_CAMPUS}|{_GROUPED}|有限(?:责任)?公司)?"
)
_COMPANY = re.compile(
    r"[㐀-鿿A-Za-z()（）]{2,24}(?:医学|基因|检验|检测|诊断|生物|医疗|健康)[㐀-鿿()（）]{0,12}(?:有限公司|实验室|研究院)"
    # who fills prescriptions signs its own paper: 康健堂大药房人民路店
    r"|(?:(?!处方|门诊|住院|医院|中药|西药)[㐀-鿿]){2,14}大药房(?:[(（]?[㐀-鿿]{1,10}店[)）]?)?"
)
# 赤水乡卫生院慢性病患者取药登记卡: what title follows a name is no running text
_TITLED = re.compile(
    rf"^(?P<name>[㐀-鿿]{{2,16}}?(?:{_KINDS}))(?:[㐀-鿿()（）]{{2,16}}(?:记录|登记|病历|报告)?[单表卡册本证]"
    r"|[—–―·|｜-]{1,2}[㐀-鿿]{2,14}(?:记录|登记|病历|报告|证明|小结)[单表卡册本证书]?(?:[(（][㐀-鿿]{2,8}[)）])?)$"
)
# 岱阳大学二附院, 浙大一院, 市三院: as everybody calls them, and some letterheads do
_SHORT = re.compile(
    r"[㐀-鿿]{1,12}(?:附属?[一二三四五六]?院|[一二三四五六]附院|附[一二三四五六]医?院"
    r"|(?:[大市省县区州医立]|第)[一二三四五六七八九十]医?院)(?![区长内外子])"
)
# 海曲市人民医皖: one character of the word that makes it a name misread
_DAMAGED = re.compile(
    r"[㐀-鿿]{2,16}(?:人民|中心|市立|县立|省立|附属|中医|妇幼|[一二三四五六七八九十])(?:医[㐀-鿿]|[㐀-鿿]院)$"
)
_TAKES_OVER = re.compile(r"^(?:附属|第[一二三四五六七八九十]|人民医院|中心医院|中医医?院|总医院|妇幼保健院)")
_GOES_ON = re.compile(r"^[㐀-鿿]{2,16}(?:大学|学院|医学部|[省市县区旗州盟]|集团|公司|矿务局|解放军|联勤保障部队)$")
_GRADE = re.compile(r"(?:国家)?[一二三][级甲乙丙].{0,3}(?:等|医院).*$")
_GRADED = re.compile(r"^.{0,4}[甲乙丙]等(?:综合|专科|中医|中西医结合|教学|定点|妇幼|肿瘤|口腔|眼科|传染病|精神)*医院$")
_SLOGAN = re.compile(
    r"^(?:国家)?(?:三级|二级|一级|三甲|二甲|三乙|二乙)?(?:特等|[甲乙丙]等)?(?:综合|专科|中医|教学|定点|爱婴|绿色|文明|示范|百佳|现代化|国家级|省级|市级)*医院$"
)
_FRONT = re.compile(r"^.*?(?:医疗机构名称|医疗机构|医院名称|就诊医院|单位|欢迎[您]?[来到光临]*|地址)[:：]")
_RUNNING = re.compile(
    r"[,，。；;、在至到由往赴]|于(?![都洪])|(?<!神)经(?![济开])|曾(?!都)|(?<!基)因|(?:[年月日周天时术疗诊之以]|产(?!前(?:诊断|筛查|咨询|保健|检查))|院)[前后]|[前后](?=[往在于到至曾因经来就住])|就诊|转诊|转入|收入|收治|求诊|来我|我院|外院|当地医院|本院|治疗|检查示|复查(?!记录|登记|[本卡表])|患者|家属|医嘱(?![单本]|记录|执行)|建议|随诊(?!记录|病历|登记|[本卡表])|上级医院|入住|诊断为"
)
# What a line prints before a hospital's name, a gap between: a title, a day, a department, what asks for a hospital.
_PRINTED_BEFORE = re.compile(
    r"(?:.{0,20}?(?:报告|病历|病案|记录|处方|证明|申请|登记|结果)[单书表笺本卡页]?(?:\([^()]{1,10}\))?"
    r"|\d{0,4}[㐀-鿿]{0,8}[^医]科|\d{1,2}|(?:确诊|鉴定|诊断|就诊|认定|治疗|首诊|诊治|接诊|收治|出具|开具|体检|评定)医院)"
)
_GENERIC = frozenset(
    listed(
        """
        我院 本院 外院 当地医院 上级医院 某医院 医院 贵院 该院 住院 出院 入院 定点医院 综合医院 专科医院 公立医院
        各级医院 其他医院 就诊医院 互联网医院 智慧医院 掌上医院 云医院 网上医院
    """
    )
)
_LABELS = listed(
    """
    医院 就诊医院 责任医院 责任医疗机构
    医院名称 医疗机构 医疗机构名称 就诊医疗机构 出具医院 诊断医院 检验机构 检测机构 开具医院 报告单位
    检测单位 检查机构 认定机构 诊断医疗机构 诊治医院 诊治医疗机构 出具单位 开具单位 开具机构 出具机构 医疗单位 诊断单位
    就诊机构 就诊单位 接诊医院 治疗医院 住院医院 收治医院 医院科室 机构名称 鉴定医院 认定医院 鉴定医疗机构
    认定医疗机构 体检机构 开方医院 处方医院
"""
)
# On a form: where the applicant will be treated, as a rule the hospital that gave its opinion on it.
_CHOSEN = listed(
    """
    选定医疗机构 选择定点医疗机构 申请定点医疗机构 定点医疗机构 定点医院 就医定点 选定医院 选择医院 选定定点医疗机构
    选定定点医院 申请定点医院 就医医院 就医医疗机构 就医机构 首选定点医院 定点机构 定点就医机构 申报医院 申请医院
    治疗机构 治疗医疗机构
    """
)
_OTHERS = (*listed("送检单位 送检医院 工作单位 单位名称"), *_CHOSEN)
# Who sent the sample, asked for the test or passed the patient on: 送检机构, 委托医院. No list has all of them.
_CUSTOMER = re.compile(
    r"(?:送检|委托|申请(?!认定|鉴定|定点|选定)|上级|下级|医保|社保|医疗保险|经办|承保|参保|发证|出生|首[次诊]|既往|异地|外地|协作|合作|采样|采集|来源|客户|外送|转诊|转入|转出|介绍|工作|外院|样本|标本|原)[㐀-鿿]{0,4}"
    r"(?:(?:机构|单位|名称|客户|来源|方)(?:[:：]|$)|医院[:：])"
)
_GLUED = re.compile(
    r"[㐀-鿿]{0,4}(?:定点|选定|约定|签约)[㐀-鿿]{0,4}(?:机构|医院):|[㐀-鿿]{0,8}机构(?:名称|全称)?:?|"
    + "|".join(sorted((word for word in (*_LABELS, *_CHOSEN) if len(word) >= 4), key=len, reverse=True))
)
# 申请认定机构 | 海曲市人民医院: a cell that asks for an institution in words of its own
_ASKS = re.compile(r"[㐀-鿿]{2,8}(?:机构(?:名称|全称)?|医院(?:名称|全称)):?")
_FIRST_LINES, _UNSURE = 4, 0.85
_SEAL_PLACE = re.compile(r"\([^()]{0,8}[章印]\)?$")
_SEALED = re.compile(r"\([㐀-鿿]{0,4}章\)")  # 某市第二医院（公章） 审核人：李四
_BY_A_PHYSICIAN = re.compile("[㐀-鿿]{0,4}(?:医师|医生|专家|主任)(?:签[名字章])?:")
_AGREED = re.compile(
    r"^(?:情况|经?审核|经?核实|符合|同意|意见)[㐀-鿿]{0,6}(?=\()|[(:]|医保[办科处]?\)?$|医务[科处]\)?$"
)
_OF_A_DEPARTMENT = re.compile("[^省市县区州旗盟]{1,6}科[㐀-鿿]{0,8}(?:中心|门诊部|诊室)")  # 肾病内科血液透析中心
_HEAD, _FOOT = 0.28, 0.88  # shares of the page's text, from the top: letterhead above, footer below
_NOT_OWNERS = frozenset(
    {SealPurpose.PERSONAL_NAME, SealPurpose.FINGERPRINT, SealPurpose.DATE, SealPurpose.COPY_MATCHES}
)
_RANK = {"letterhead": 0, "body": 1, "seal": 2, "footer": 3}
_PLACED = {"letterhead": 1.0, "body": 0.97, "seal": 0.95, "footer": 0.9}


def hospitals(sheets: Sequence[Sheet], seals: Iterable[Seal] = ()) -> tuple[Field, ...]:
    """Names of hospitals with where they stand: letterhead, body (behind a label), seal, footer; each once a place."""
    found = [*_on_sheets(sheets), *_on_seals(seals)]
    kept: dict[tuple[str, str], Field] = {}
    for field in found:
        key = (field.name, field.value)
        if key not in kept or field.confidence > kept[key].confidence:
            kept[key] = field
    return tuple(sorted(kept.values(), key=_credibility))


def _credibility(field: Field) -> tuple[int, bool, float]:
    """By place; there a department of its own head after the hospital it is of."""
    return _RANK[field.name], _OF_A_DEPARTMENT.fullmatch(field.value) is not None, -round(field.confidence, 1)


def name_in(text: str) -> tuple[int, int] | None:
    """Characters [start, end) of the hospital's name in a line, campus included; None if there is none."""
    squeezed = squeeze(text)
    front = _FRONT.match(squeezed.text)
    begin = front.end() if front else 0
    match = next((m for p in (_NAME, _COMPANY, _SHORT) if (m := p.search(squeezed.text, begin))), None)
    if match is None:
        return None
    start, end = match.span()
    name = _GRADE.sub("", squeezed.text[start:end]) if match.re is _NAME else squeezed.text[start:end]
    end = start + len(name)
    if (head := _printed_before(squeezed, start, name)) > 0:
        start, name = start + head, name[head:]  # 门诊病历 某市人民医院
    if "(" in name[1:] and ")" not in name:  # 情况属实（海曲市人民医院
        start, name = start + name.rindex("(") + 1, name[name.rindex("(") + 1 :]
    while name and not name[0].isalnum() and not (name[0] == "(" and ")" in name):
        start, name = start + 1, name[1:]
    if (
        squeezed.text.startswith(("名称", "全称"), end)
        or name in _GENERIC
        or _SLOGAN.match(name)
        or _GRADED.match(name)
        or len(name) < 4
    ):
        return None
    return squeezed.span(start, end)


def _printed_before(squeezed: Squeezed, start: int, name: str) -> int:
    """How many characters of what looks like a name are other words of its line, a gap behind them."""
    ends = (n for n in range(len(name) - 4, 0, -1) if _is_apart(squeezed, start + n))
    return next((n for n in ends if _PRINTED_BEFORE.fullmatch(name[:n]) and not _begins_it(name[:n], name[n:])), 0)


def _begins_it(before: str, rest: str) -> bool:
    """Whether a word like a department's is of the name: 海州骨科 中心医院, where the rest alone names none."""
    return before.endswith("科") and _TAKES_OVER.match(rest) is not None


def _is_apart(squeezed: Squeezed, at: int) -> bool:
    """Whether a gap stands before a character, and none within the three behind it, as in words set wide."""
    gaps = [squeezed.at[n] - squeezed.at[n - 1] > 1 for n in range(at, min(at + 3, len(squeezed.at)))]
    return bool(gaps) and gaps[0] and not any(gaps[1:])


def _on_sheets(sheets: Sequence[Sheet]) -> Iterator[Field]:
    for sheet in sheets:
        yield from _behind_labels(sheet)
        if not sheet.lines:
            continue
        top = min(line.box.y0 for line in sheet.lines)
        bottom = max(line.box.y1 for line in sheet.lines)
        headed = False
        for line in sheet.lines:
            if "大药房" in line.text and line not in sheet.lines[:_FIRST_LINES]:
                continue  # where somebody chose to fetch his drugs, no letterhead
            if (asked := _behind_glued(line, sheet) or _beside_asking(line, sheet)) is not None:
                yield asked
                continue
            share = (line.box.cy - top) / max(bottom - top, sheet.page.aspect * 0.5)
            if share <= _HEAD and _may_be_letterhead(line, sheet):
                heads = list(_named(line, sheet, "letterhead"))
                headed = headed or bool(heads)
                yield from heads
            elif (share >= _FOOT and not sheet.labels_in(line) and _is_plain(line)) or _is_signed(line, sheet):
                yield from _named(line, sheet, "footer")
        if not headed:
            yield from _damaged(sheet)


def _damaged(sheet: Sheet) -> Iterator[Field]:
    """A letterhead of which a character was misread (海曲市人民医皖): the first large line that can be nothing else."""
    for line in sorted(sheet.lines, key=lambda each: each.box.cy)[:_FIRST_LINES]:
        text = squeeze(line.text).text
        if height(line) < sheet.text_height or "医院" in text:
            continue
        if _DAMAGED.match(text) and _may_be_letterhead(line, sheet):
            yield _field([line], "letterhead", evidence(sheet.page, (line,)), _UNSURE)
            return


def _may_be_letterhead(line: Line, sheet: Sheet) -> bool:
    """Above the form's first labels or beside the title: no label of its own, no running text."""
    if any(label.word in (*_LABELS, *_OTHERS) or label.start == 0 for label in sheet.labels_in(line)):
        return False
    return _is_plain(line) and not _CUSTOMER.match(squeeze(line.text).text) and not _answers_a_label(line, sheet)


def _answers_a_label(line: Line, sheet: Sheet) -> bool:
    """Stands in the cell behind a label: 工作单位 | 海曲市人民医院."""
    row = sheet.row_of(line)
    before = [other for other in row.lines if other.box.x0 < line.box.x0] if row else []
    if before and (cell := _CUSTOMER.match(squeeze(before[-1].text).text)) and cell.end() == len(cell.string):
        return True
    labels = sheet.labels_in(before[-1]) if before else ()
    return bool(labels) and labels[-1].end >= len(labels[-1].source.text.rstrip())


def _is_plain(line: Line) -> bool:
    text = squeeze(line.text).text
    return len(text) <= 45 and not _RUNNING.search(_TITLED.sub(r"\g<name>", text))


def _is_signed(line: Line, sheet: Sheet) -> bool:
    """A line that is a hospital's name and nothing else, as institutions sign: 海曲市人民医院（医保办章）.

    A physician of it may sign on the same line.
    """
    span = name_in(line.text)
    if span is None or not _is_plain(line):
        return False
    behind = squeeze(line.text[span[1] :]).text
    if span[0] == 0 and (_BY_A_PHYSICIAN.match(behind) or _SEALED.match(behind)):
        return True
    if sheet.labels_in(line) or _answers_a_label(line, sheet):
        return False
    text = _AGREED.sub("", _SEAL_PLACE.sub("", squeeze(line.text).text))
    return len(text) - len(squeeze(line.text[slice(*span)]).text) <= 4


def _named(line: Line, sheet: Sheet, where: str) -> Iterator[Field]:
    """The names in a line: the second of two plates (海曲市立医院（海曲市第一医院）) counts too."""
    while (span := name_in(line.text)) is not None:
        parts = [line.part(*span)]
        if (above := _begun_above(parts[0], line, sheet)) is not None:
            parts.insert(0, above)
        campus = _campus_beside(line, span, sheet)
        if campus is not None:
            parts.append(campus)
        end = span[1]
        if (allied := _ALLIANCE.match(line.text, end) or _BRACKET.match(line.text, end)) is not None:
            end = allied.end()
            yield _field([line.part(span[0], end)], where, evidence(sheet.page, [line.part(span[0], end)]))
        yield _field(parts, where, evidence(sheet.page, parts))
        line = line.part(end, len(line.text))
        if end == 0 or not line.text:
            return


def _begun_above(name: Line, line: Line, sheet: Sheet) -> Line | None:
    """海曲医科大学 on the line above 附属第一医院."""
    if not _TAKES_OVER.match(squeeze(name.text).text):
        return None
    for other in sheet.lines:
        near = 0.5 * height(line) < line.box.cy - other.box.cy < 2.2 * height(line)
        alike = 0.4 < height(other) / height(line) < 1.7 and abs(other.box.cx - line.box.cx) < 0.15
        if near and alike and _GOES_ON.match(squeeze(other.text).text):
            return other
    return None


def _campus_beside(line: Line, span: tuple[int, int], sheet: Sheet) -> Line | None:
    """（东院区） printed as a line of its own right beside the name, or small and centred right below it."""
    if span[1] < len(line.text.rstrip()):
        return None
    for other in sheet.lines:
        text = squeeze(other.text).text
        if other is line or not re.fullmatch(r"[(\[]?[㐀-鿿]{1,8}(?:院区|分院)[)\]]?", text):
            continue
        beside = abs(other.box.cy - line.box.cy) < 0.7 * height(line) and 0 <= other.box.x0 - line.box.x1 < 3 * height(
            line
        )
        if beside:
            return other
    return None


def _behind_labels(sheet: Sheet) -> Iterator[Field]:
    for label in sheet.labels_of((*_LABELS, *_CHOSEN)):
        value = value_of(label, sheet)
        span = name_in(value.parts[0].text) if value else None
        if value is not None and span is not None and not _RUNNING.search(value.parts[0].text):
            part = value.parts[0].part(*span)
            sure = _UNSURE if label.word in _CHOSEN else 1.0
            yield _field([part], "body", evidence(sheet.page, (part,)), sure)


def _behind_glued(line: Line, sheet: Sheet) -> Field | None:
    """选定医疗机构海曲市人民医院: the name behind its label, with neither a colon nor a space between."""
    squeezed = squeeze(line.text)
    label = _GLUED.match(squeezed.text)
    if label is None or label.end() == len(squeezed.text) or not _is_plain(line) or _CUSTOMER.match(squeezed.text):
        return None
    if any(known.start < label.end() for known in sheet.labels_in(line)):
        return None
    rest = line.part(squeezed.span(0, label.end())[1], len(line.text))
    span = name_in(rest.text)
    if span is None or rest.text[: span[0]].strip():
        return None
    part = rest.part(*span)
    return _field(
        [part], "body", evidence(sheet.page, (part,)), _UNSURE if label[0] in _CHOSEN or label[0].endswith(":") else 1.0
    )


def _beside_asking(line: Line, sheet: Sheet) -> Field | None:
    """A name alone in the cell behind one that asks for it in words no list has."""
    span = name_in(line.text)
    if span is None or line.text[: span[0]].strip() or line.text[span[1] :].strip():
        return None
    row = sheet.row_of(line)
    before = [squeeze(other.text).text for other in row.lines if other.box.x1 <= line.box.x0] if row else []
    if not before or not _ASKS.fullmatch(before[-1]) or _CUSTOMER.match(before[-1]):
        return None
    return _field([line], "body", evidence(sheet.page, (line,)), _UNSURE)


def _on_seals(seals: Iterable[Seal]) -> Iterator[Field]:
    for seal in seals:
        if seal.purpose in _NOT_OWNERS or len(seal.owner_text) < 4:
            continue
        proof = Evidence(seal.upload, seal.page, seal.box, seal.owner_text, seal.text_confidence)
        sure = round(seal.text_confidence * _PLACED["seal"], 4)
        yield Field("seal", seal.owner_text, squeeze(seal.owner_text).text, sure, (proof,))


def _field(parts: Sequence[Line], where: str, proof: tuple[Evidence, ...], certainty: float = 1.0) -> Field:
    text = "".join(part.text.strip() for part in parts)
    chars = tuple(c for part in parts for c in part.char_confidences)
    sure = round(confidence(parts) * _PLACED[where] * certainty, 4)
    chars = chars if len(chars) == len(text) else ()
    return Field(where, text, squeeze(text).text, sure, proof, chars, frames(parts))
