"""Drugs in lists and running orders: ① 甲片 5mg 口服 每日1次；乙片 …, instructions below, names torn over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.fields import drug_mending, medication_table, medication_torn
from extractors.fields.medication_text import (
    AMOUNT,
    BULLET,
    DRUG,
    EDGE,
    FREQUENCY,
    SPEC,
    WAY,
    bare_dose_in,
    dose_in,
    frequency_in,
    order_in,
    tidy,
)
from extractors.layout.label import Label
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.text import confidence, evidence, fold, join, squeeze
from extractors.layout.words import listed
from extractors.reading import Line, Medication, Page

_INSTRUCTION = re.compile(
    r"^(?:用法(?:用量)?|用量|Sig|S|sig|用法及用量|服法|频次|[每一单首]次|口服|静滴|皮下)[.:：]?", re.IGNORECASE
)
_BEGINS = re.compile(r"\s*(?:Rp|R|处方)[.:：/]\s*(?=\S)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;。:,、]|\s(?=\d{1,2}[.、)](?!\d))|\s*(?=[①-⑳⑴-⒇])")
# Under these a drug is told of, not ordered.
_NARRATIVES = frozenset(
    listed(
        """
        主诉 现病史 既往史 个人史 家族史 过敏史 药物过敏史 入院情况 入院时情况 诊疗经过 治疗经过 住院经过 病史 主要病史
        简要病史 病史摘要 病情摘要 病历摘要 查体 体格检查 辅助检查 实验室检查 诊断依据 病程与治疗结果 病程与治疗
        """
    )
)
# 三、入院情况, 【现病史】: headings alone on their rows, which are no labels where no colon follows
_HEADING = re.compile(
    r"(?P<numbered>[一二三四五六七八九十]{1,2}[、.,]|[【\[<(])?(?P<word>[\u4e00-\u9fff]{2,8})[】\]>)]?:?"
)
_TAKEN_FIRST = re.compile(
    rf"(?:继续|坚持)?(?:口服|服用)(?={DRUG.pattern}\s*{AMOUNT})", re.IGNORECASE
)  # 口服甲片20mg一日两次
_LABEL = 8  # characters up to which what stands before a line is its heading
_GUTTER = 0.25  # page widths between a heading and what is not under it
_ABOVE, _LEAST = 5, 2  # rows above that tell a column beside the text, and lines of it in them
_CHANGES = re.compile(r"调整|停用|停服|控制|注射(?=胰岛素)")  # 调整胰岛素：…
_TAKEN = re.compile(rf"{WAY.pattern}|{FREQUENCY.pattern}", re.IGNORECASE)
_AMOUNT_IN_BRACKETS = re.compile(rf"\((?:每次|一次)?{AMOUNT}", re.IGNORECASE)
_COUNTED = re.compile(r"[每一1][日天周月早晚]\s*\d{0,2}$")
_COUNTS = re.compile(r"[一二三四两\d]?次")
_COUNT = re.compile(r"[半一二两三四]{1,2}[片粒支袋丸包滴]")  # 半片: how much is taken
_FILLED = re.compile(r"[(\[【][^()\[\]【】]*\d[^()\[\]【】]*[)\]】]$")  # 【2.5mg:0.5ml】
_PACKED = re.compile(
    rf"(?>\s|[()*×xX:,，、共]|/[片粒盒瓶袋支板]?|{AMOUNT}|\d++(?:\.\d++)?%?)*+", re.IGNORECASE
)  # 5mg*10片×3盒
_TOLD_OF = re.compile(r"后予|[腔内]注射(?=[\u4e00-\u9fff]{2})")  # 排除禁忌后予…单抗, 右眼玻璃体腔注射…单抗
_LATIN = re.compile("[A-Za-z]{2}")
_GIVEN = frozenset({"dose", "usage", "frequency"})
_PARTS = _GIVEN | {"spec", "quantity", "unit", "other"}


@dataclass(slots=True)
class Entry:
    """One drug while its lines are gathered."""

    page: Page
    name: Line
    rest: list[Line] = field(default_factory=list)
    line: Line | None = None  # which it was printed on
    torn: Line | None = None  # how its name begins, at the end of the line above
    last: Line | None = None  # read of it, where that is none of `rest`: 规格 and 数量
    open: bool = True  # until another label comes


def heads(word: str) -> bool:
    """Whether a label heads a paragraph of orders: what follows it belongs to no drug above it."""
    return word.endswith(("医嘱", "带药", "用药"))


def add_line(entries: list[Entry], sheet: Sheet, row: Row, told: bool, rows: Sequence[Row] = ()) -> bool:
    """A row of a list: it begins drugs or tells how the one before is taken.

    `told`: the row stands under a label of a narrative (现病史), where drugs are named and not ordered. Returns this
    for the row below. `rows`: those above it, where its first name may begin.
    """
    narrated = told = _narrates(row, told)
    for line in row.lines:
        told = narrated and not _in_another_column(rows, row, line)
        over = medication_torn.above(rows, line)
        broken = medication_torn.order(over, line) if over is not None and not told else None
        first = len(entries)
        labelled = None if told else _labelled(sheet, line)
        if labelled is not None:
            labelled.torn = medication_torn.begun(over, line, labelled.name) if over is not None else None
            entries.append(labelled)
            continue
        home = _home(entries, line)
        if home is not None and home.open and _only_parts(sheet, line) and _near(home, line):
            home.rest.extend(_given(line, sorted(sheet.labels_in(line), key=lambda label: label.start)))
            home.last = line
            continue
        begin = 0
        for label in sheet.labels_in(line):
            told = narrated = label.word in _NARRATIVES
            begin = label.end
            for entry in entries[-1:]:
                if entry.name.box.x0 - line.box.x1 > _GUTTER:
                    continue
                entry.open &= medication_table.kind_of(label.word) not in ("", "name") and not heads(label.word)
        for at, clause in enumerate(_clauses(line, begin)):
            text = fold(clause.text)
            if not begin and not at and (whole := _begun_above(entries, sheet.page, clause, broken)):
                entries.append(whole)
                continue
            route = None if told else _TAKEN_FIRST.match(text)
            if route is not None:
                end = route.end() + _name_end(text[route.end() :], told)
                rest = [clause.part(0, route.end()), clause.part(end, len(text))]
                entries.append(Entry(sheet.page, clause.part(route.end(), end), rest, line))
            elif end := _name_end(text, told) or (_leads_cells(row, line) if clause is line and not told else 0):
                bullet = BULLET.match(text)
                start = bullet.end() if bullet else 0
                entries.append(Entry(sheet.page, clause.part(start, end), [clause.part(end, len(text))], line))
            elif (
                (home := _home(entries, line)) is not None
                and home.open
                and _near(home, clause)
                and (_tells_more(text) or _ends_early(clause, line) or _ends_count(home, text))
            ):
                home.rest.append(clause)
                home.last = None
        if over is not None and len(entries) > first and entries[first].torn is None:
            _torn(entries, first, over, line)
    return narrated


def _begun_above(entries: list[Entry], page: Page, clause: Line, broken: tuple[Line, Line] | None) -> Entry | None:
    """The drug whose name began on the line above and ends here; taken out of `entries` if it was one without its end.

    `broken`: the two parts of a name of which only both together are a drug's.
    """
    if broken is not None:
        upper, lower = broken
        return Entry(page, lower, [clause.part(len(lower.text), len(clause.text))], clause, upper)
    last = entries[-1] if entries else None
    if last is None or last.torn is not None or any(each.text.strip() for each in last.rest):
        return None
    if not last.open or not _near(last, clause):
        return None
    form = medication_torn.form_below(last.name, last.line, clause)
    if not form:
        return None
    rest = [clause.part(form, len(clause.text))]
    return Entry(page, clause.part(0, form), rest, clause, entries.pop().name)


def _narrates(row: Row, told: bool) -> bool:
    """`told` as it is below a row that may be a heading: 三、入院情况 begins a narrative, 五、出院带药 ends one."""
    heading = _HEADING.fullmatch(squeeze(row.text).text) if len(row.lines) == 1 else None
    if heading is None or DRUG.match(heading["word"]):
        return told
    if heading["word"] in _NARRATIVES:
        return True
    return told and not heading["numbered"] and not heads(heading["word"])


def _leads_cells(row: Row, line: Line) -> int:
    """Where a name ends of which the cells right of it tell an amount and a use: 康复新液 | 10ml | 含漱 每日四次."""
    cells = [each for each in row.lines if each.box.x0 >= line.box.x0]
    whole = " ".join(fold(each.text) for each in cells)
    end = order_in(whole)
    return end if len(cells) > 2 and end == len(fold(line.text)) else 0


def _in_another_column(rows: Sequence[Row], row: Row, line: Line) -> bool:
    """Whether a line stands in a column of its own beside the text of its row: right of it, flush with lines above."""
    before = [other for other in row.lines if other.box.x1 < line.box.x0 - height(line)]
    ends = max((other.box.x1 for other in before), default=line.box.x0)
    wide = sum(len(other.text) for other in before) > _LABEL or line.box.x0 - ends > _GUTTER
    flush = (other for each in rows[-_ABOVE:] for other in each.lines[1:])
    return wide and sum(abs(other.box.x0 - line.box.x0) < height(line) for other in flush) >= _LEAST


def _torn(entries: list[Entry], first: int, above: Line, line: Line) -> None:
    """Puts the beginning of its name to a line's first drug; what ends a sentence is no order."""
    entry = entries[first]
    entry.torn = medication_torn.begun(above, line, entry.name)
    if entry.torn is not None and _is_sentence(fold(above.text)) and not any(each.text.strip() for each in entry.rest):
        del entries[first]


def _labelled(sheet: Sheet, line: Line) -> Entry | None:
    """An order with its parts named: ① 甲片 用量：30mg 用法：口服 每日2次; pack and number are none of its parts."""
    labels = sorted(sheet.labels_in(line), key=lambda label: label.start)
    kinds = [medication_table.kind_of(label.word) for label in labels]
    packed = {"spec", "quantity"} & set(kinds)
    if not labels or not set(kinds) <= _PARTS or not (set(kinds) & _GIVEN or packed):
        return None
    head = line.part(0, labels[0].start)
    begin = _BEGINS.match(fold(head.text))
    head = head.part(begin.end(), len(head.text)) if begin else head
    text = _FILLED.sub("", fold(head.text).rstrip(EDGE)).rstrip(EDGE)
    end = _name_end(text, False)
    if not end or _PACKED.fullmatch(text, end) is None:
        return None
    bullet = BULLET.match(text)
    rest = _given(line, labels)
    if not rest and not (packed and bullet is None and DRUG.match(text)):  # 甲胶囊(200mg×56粒) 数量 1盒
        return None
    name = head.part(bullet.end() if bullet else 0, end)
    return Entry(sheet.page, name, rest or [head.part(end, len(head.text))], line)


def _home(entries: Sequence[Entry], line: Line) -> Entry | None:
    """The drug a line below tells of: the last one, or of those side by side the one it stands under.

    Of those that one line runs together, it goes on with the last.
    """
    if not entries:
        return None
    last = entries[-1].name
    near = [each for each in entries[:-1] if each.line is not entries[-1].line]
    level = [each for each in (*near, entries[-1]) if abs(each.name.box.cy - last.box.cy) < 0.5 * height(last)]
    under = [each for each in level if each.name.box.x0 <= line.box.x0 + 2 * height(line)]
    return max(under, key=lambda each: each.name.box.x0, default=entries[-1])


def _only_parts(sheet: Sheet, line: Line) -> bool:
    """Whether a line tells in labelled parts how a drug is given: 规格：20mg*7片 数量：4盒"""
    labels = sheet.labels_in(line)
    kinds = {medication_table.kind_of(label.word) for label in labels}
    return bool(labels) and min(label.start for label in labels) == 0 and kinds <= _PARTS


def _given(line: Line, labels: Sequence[Label]) -> list[Line]:
    """What a line says under labels of how a drug is given, other labels' values left out."""
    ends = [label.start for label in labels[1:]] + [len(line.text)]
    return [
        line.part(label.end, end)
        for label, end in zip(labels, ends, strict=True)
        if medication_table.kind_of(label.word) in _GIVEN and line.text[label.end : end].strip()
    ]


def _clauses(line: Line, begin: int) -> Iterator[Line]:
    """The orders a line runs together: 甲片 1.5g 口服 每日2次；乙片 8mg 必要时"""
    text = fold(line.text)
    ends = [
        m.start()
        for m in _CLAUSE_END.finditer(text, begin)
        # A semicolon may be read as a colon; one before an order is no label's. Commas end only an order.
        if m.group() not in (":", ",", "、") or _orders(text[m.end() :].lstrip())
    ]
    ends = sorted({*ends, *_orders_behind_blanks(text, begin)})
    for start, end in pairwise([begin - 1, *ends, len(text)]):
        if text[start + 1 : end].strip():
            bare = text[start + 1 : end]
            lead = len(bare) - len(bare.lstrip())
            whole = start < 0 and end == len(text) and not lead
            yield line if whole else line.part(start + 1 + lead, end)


def _orders(text: str) -> bool:
    """Whether a text begins with an order, by what stands behind the name or by the name's form."""
    drug = _drug(text)
    amount = rf"\s*\(?(?:每次|一次|单次)?\s*{AMOUNT}"
    return bool(order_in(text) or (drug and re.match(amount, text[drug.end() :], re.IGNORECASE)))


def _orders_behind_blanks(text: str, begin: int) -> Iterator[int]:
    """Where a blank alone parts two orders: 甲片 150mg po qd 乙胶囊 1mg po bid"""
    for blank in re.finditer(r"\s(?=[\u4e00-\u9fff])", text[begin:]):
        at = begin + blank.start()
        name = DRUG.match(text, at + 1)
        told = re.search(AMOUNT, text[begin:at], re.IGNORECASE) and _TAKEN.search(text, begin, at)
        ends = name is not None and name.end() == len(text)  # its amount stands on the next line
        if name and told and (ends or re.match(rf"\s*{AMOUNT}", text[name.end() :], re.IGNORECASE)):
            yield at


def _name_end(text: str, told: bool) -> int:
    """Where the name of the drug that begins a clause ends; 0 where none begins it."""
    bullet = BULLET.match(text)
    begin = bullet.end() if bullet else 0
    bare = text[begin:]
    if _INSTRUCTION.match(bare) or _COUNT.match(bare) or _is_sentence(text):
        return 0
    drug = _drug(bare)
    if drug and _TOLD_OF.search(drug.group()):
        return 0
    if drug and (
        _CHANGES.match(bare) or _runs_on(bare[drug.end() :]) or drug.group().count("(") > drug.group().count(")")
    ):
        return 0
    if drug and (not told or re.match(rf"\s*{AMOUNT}", bare[drug.end() :], re.IGNORECASE)):
        return begin + drug.end()
    end = 0 if told else order_in(bare)
    return begin + end if end else 0


def _drug(text: str) -> re.Match[str] | None:
    """The drug that begins a text: 养心氏片(3片 ends before the bracket with the amount."""
    drug = DRUG.match(text)
    opened = _AMOUNT_IN_BRACKETS.search(drug.group()) if drug else None
    return DRUG.match(text[: opened.start()]) if opened else drug


def _runs_on(rest: str) -> bool:
    """Whether a sentence goes on behind a drug's name, and nothing says how it is taken: …胰岛素放冰箱冷藏"""
    if re.match(r"[\u4e00-\u9fff]{2}", rest) is None or re.search("[服用注滴涂吸含泵]", rest):
        return False
    return not re.search(AMOUNT, rest, re.IGNORECASE) and FREQUENCY.search(rest) is None


def _is_sentence(text: str) -> bool:
    """Running text names drugs too; a prescription's line has amounts or stands alone."""
    return bool(re.search(r"给予|治疗后|患者|予以|(?:规律|长期|自行)(?:服用|口服)", text)) or (
        len(text) > 18 and not re.search(AMOUNT, text, re.IGNORECASE) and not FREQUENCY.search(text)
    )


def _near(entry: Entry, line: Line) -> bool:
    last = entry.last or (entry.rest[-1] if entry.rest[-1].text else entry.name)
    return line.box.y0 - last.box.y1 <= 2.5 * line.box.height


def _tells_more(text: str) -> bool:
    bare = text.strip()
    told = _INSTRUCTION.match(bare) or FREQUENCY.search(bare) or re.search(AMOUNT, bare, re.IGNORECASE)
    return bool(told or WAY.fullmatch(bare))


def _ends_early(clause: Line, line: Line) -> bool:
    """Whether the clause is what an order left over for the next line: 每日1 / 次；吗替麦考酚酯 …"""
    rest = line.text.removeprefix(clause.text)
    return len(clause.text) <= 6 and len(rest) > 4 and rest != line.text


def _ends_count(entry: Entry, text: str) -> bool:
    """Whether a line begins with the times of the line above, or the end of them: 每日3 / 次, 每日 / 二次。"""
    return _COUNTS.match(text) is not None and _COUNTED.search(fold(entry.rest[-1].text)) is not None


def medication(entry: Entry) -> Medication:
    begin = [entry.torn] if entry.torn else []
    lines = [*begin, entry.name, *(line for line in entry.rest if line.text.strip())]
    tail = fold("".join(_after(above, line) for above, line in pairwise([entry.name, *entry.rest])))
    without_spec = SPEC.sub(" ", tail)
    name, share = drug_mending.mended(tidy("".join(line.text for line in (*begin, entry.name))), [entry.name])
    return Medication(
        name=name,
        text=join(lines),
        dose=dose_in(without_spec) or dose_in(tail) or bare_dose_in(tail),
        frequency=frequency_in(tail),
        confidence=round(confidence(lines) * share, 4),
        evidence=evidence(entry.page, lines),
    )


def _after(above: Line, line: Line) -> str:
    """What a line adds to the one before: a word of its own where it begins anew or is a cell beside it."""
    beside = line.box.x0 > above.box.x1 and abs(line.box.cy - above.box.cy) < 0.5 * line.box.height
    latin = _LATIN.fullmatch(f"{above.text[-1:]}{line.text[:1]}") is not None  # 600mg above qd
    anew = line.text[:1].isdigit() or _INSTRUCTION.match(line.text) is not None
    return f" {line.text}" if latin or anew or beside else line.text
