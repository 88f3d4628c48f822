"""Labelled sections: which text stands under 出院诊断, 检查所见 or 处理意见, whether beside, below or around the label.

Ownership is decided line by line: text belongs to the last label above it (or left of it on its row) that does not
begin to its right. This holds for one column and for two (入院诊断 left, 出院诊断 right), staggered or level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from extractors.fields import form_cells, running_heads, unlisted_labels
from extractors.fields.form_cells import Mark, Piece
from extractors.layout import gloss, words
from extractors.layout.label import Label
from extractors.layout.rows import Row, height, typical_height
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import body, fold, is_bullet, squeeze
from extractors.reading import Line, Page

Part = tuple[Page, Line]
Unlisted = Callable[[list[Mark], list[Piece]], None]
"""Makes marks of the pieces that are labels no list names, told by where they stand."""
Made = Callable[[str, Sequence[int]], Iterable[tuple[str, int, int]]]
"""A squeezed text and where its characters were printed → label it stands for, start and end, colon included."""

_INDENT = 3.0  # line heights that a paragraph's first line begins right of its heading at most
_ONE_TEXT = 2.5  # line heights between parts of one text, at most
_GAP = 6.0  # line heights without text end a section
_BULLETS = (
    r"(?:[\[(<*#◆◇●○■□▲★※·\-]|[0-9]{1,2}[、.)]|[一二三四五六七八九十]{1,2}[、.)]|"
    r"\([一二三四五六七八九十0-9]{1,2}\))*"
)
# 一、出院诊断 alone in its line, 【初步诊断】 anywhere: headings without a colon.
_HEADING = re.compile(
    r"^[一二三四五六七八九十]{1,2}[、.:,。](?P<numbered>[\u4e00-\u9fff()]{2,14})[:]?$|"
    r"[\[<](?P<boxed>[\u4e00-\u9fff()]{2,12})(?:[\]>][:]?|$)|^\((?P<round>[\u4e00-\u9fff]{2,8})\)[:]?"
)
_PART_OF_BODY = re.compile(
    r"[左右双全上中下]*(?:头颅?|颅脑|脑|颈|胸|腹|盆|眼|耳|鼻|咽喉?|脊柱|[颈胸腰骶]椎|四肢|骨骼|关节|心脏|主动脉|冠脉|肺|纵隔|胸膜|"
    r"肝脏?|胆囊?|胰腺?|脾脏?|肾脏?|肾上腺|胃|食管|肠|直肠|结肠|十二指肠|膀胱|前列腺|子宫|附件|卵巢|甲状腺|乳腺|淋巴结|血管)"
    r"[部腔侧段区]?"
)
_PARTICULARS = frozenset(
    map(
        fold,
        (*words.DATE_WORDS, *words.DEPARTMENT, *words.SEX, *words.AGE, *words.VISIT_NUMBER, *words.INPATIENT_NUMBER),
    )
) | {"床号"}  # whose values are a word: nothing wraps below them
_LISTED = frozenset((*words.ALL, *map(fold, words.ALL)))
_TITLE = re.compile(r"[一-鿿]{2,12}(?:证明|诊断书|病历|记录|报告|小结|意见书|申请)[书单表]?")
_FOR_WHOM = re.compile(r"\([^()]{2,12}\)$")
_NUMBER = re.compile(r"\s*\d{1,2}\s+")  # 03 结果说明
_FREE = re.compile(r"[\s。；;|｜│]$")
_CODE = re.compile(r"[(\[]?[A-Z1l|]\d{2}[.·][\dxX]{1,8}[+*†]?[)\]]?")


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one label."""

    label: str  # as in the list it was looked for with
    parts: tuple[Part, ...]  # in reading order, the label's own characters left out
    anchor: Part  # the label

    @property
    def text(self) -> str:
        return "\n".join(line.text.strip() for _, line in self.parts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What labels are looked for, and how those are told that no list names."""

    wanted: frozenset[str]
    stops: frozenset[str]
    made: Made
    unlisted: Unlisted | None
    within: bool  # whether a label within running text is one


def worded(first: str, last: str) -> tuple[str, ...]:
    """Labels as hospitals compose them, each of `first` with each of `last`: CT 镜下 × 所见 描述 → CT所见, CT描述 …"""
    return tuple(a + b for a in words.listed(first) for b in words.listed(last))


def _none_made(text: str, at: Sequence[int]) -> Iterable[tuple[str, int, int]]:
    return ()


def find(
    pages: Sequence[Page],
    wanted: Collection[str],
    stops: Collection[str],
    made: Made = _none_made,
    unlisted: Unlisted | None = None,
    *,
    within: bool = True,
) -> tuple[Section, ...]:
    """The sections under `wanted` labels; a label of `stops` ends one. Labels are written without spaces and colon.

    `made` tells labels that no list names by how they are made, `unlisted` by where they stand. `within`: labels
    count inside a line of text, too; else only at its beginning, behind white space or the end of a sentence.
    """
    asked = _Asked(frozenset(wanted), frozenset(stops), made, unlisted, within)
    sections: list[Section] = []
    for i, page in enumerate(pages):
        repeated = _texts(pages[i - 1]) if i else frozenset()
        found, orphans = _on_page(page, asked, repeated)
        if sections and orphans and sections[-1].anchor[0] is pages[i - 1] and _runs_to_the_end(sections[-1]):
            last = sections.pop()
            sections.append(Section(last.label, (*last.parts, *((page, line) for line in orphans)), last.anchor))
        sections.extend(found)
    return tuple(sections)


def _on_page(page: Page, asked: _Asked, repeated: frozenset[str]) -> tuple[list[Section], list[Line]]:
    marks, pieces = _marks_and_pieces(page, asked, repeated)
    if asked.unlisted is not None:
        asked.unlisted(marks, pieces)
    form_cells.centre(marks, pieces)
    for piece in pieces:
        piece.owner = _owner(piece, marks, pieces)
    form_cells.settle(marks, pieces)
    _codes_go_with_their_names(pieces)
    sections = [
        Section(mark.label, tuple((page, line) for line in _unbroken(mark, pieces)), (page, mark.line))
        for mark in marks
        if mark.label in asked.wanted
    ]
    first = min((m.row for m in marks), default=10**6)
    orphans = [p.line for p in pieces if p.owner is None and p.row < first]
    return sections, orphans


def _marks_and_pieces(page: Page, asked: _Asked, repeated: frozenset[str]) -> tuple[list[Mark], list[Piece]]:
    marks: list[Mark] = []
    pieces: list[Piece] = []
    sheet = sheet_of(page, tuple(sorted(asked.wanted | asked.stops)))
    last = max((n for n, row in enumerate(sheet.rows) if not running_heads.is_repeated(row, repeated)), default=-1)
    opened = False  # by a label that the page before does not have: a list below it may say what one said there
    for number, row in enumerate(sheet.rows):
        if running_heads.is_running(row, repeated) or _is_spaced_title(row):
            continue
        for line in row.lines:
            flat = squeeze(line.text).text
            said = flat in repeated and not (opened and number < last)
            if said or running_heads.FOOTER.search(flat) or gloss.is_heading(line.text):
                continue
            start = 0
            for word, at, end, cell in _cuts(line, sheet, asked):
                begin = 0 if _NUMBER.fullmatch(line.text[:at]) else at
                _add_piece(pieces, line, start, begin, number)
                label = line.part(begin, end)
                # Only a diagnosis is named in a sentence; findings are sentences themselves.
                flowing = begin > start and "诊" in word and line.text[begin - 1] in "。，,；;：:、经查院"
                runs = not asked.within and word in asked.wanted and line.text[start:begin].strip() != ""  # 。 印象：…
                left = line.box.x0 - _INDENT * height(line) if flowing or runs else label.box.x0
                marks.append(Mark(word, label, number, cell, left, flowing))
                opened = opened or word in asked.wanted
                start = end
            _add_piece(pieces, line, start, len(line.text), number)
    return marks, pieces


def _is_spaced_title(row: Row) -> bool:
    """Whether a row is a title set wide: 医  疗  诊 断  证  明, 诊 断 证 明（门诊专用）."""
    pieces = [squeeze(line.text).text for line in row.lines]
    if len(pieces) == 1:
        bare = _FOR_WHOM.sub("", pieces[0])
        wide = len(row.lines[0].text.split()) >= len(bare) > 2
        return wide and _TITLE.fullmatch(bare) is not None
    return (
        len(pieces) > 2 and all(len(piece) <= 2 for piece in pieces) and _TITLE.fullmatch("".join(pieces)) is not None
    )


def _cuts(line: Line, sheet: Sheet, asked: _Asked) -> list[tuple[str, int, int, bool]]:
    """The labels in a line: (word, start, end, is a form's cell)."""
    wanted, stops = asked.wanted, asked.stops
    cuts = [
        (each.word, each.start, each.end, not each.colon and each.line.text == line.text)
        for each in sheet.labels_in(line)
        if (each.word in wanted or each.word in stops or each.word not in _LISTED)
        and (asked.within or _stands_free(each))
    ]
    squeezed = squeeze(line.text)
    for word, begin, end in asked.made(squeezed.text, squeezed.at):
        start, stop = squeezed.span(begin, end)
        inside = [cut for cut in cuts if start <= cut[1] < stop]
        if not any(cut[1] == start and cut[2] >= stop for cut in inside):
            cuts = [cut for cut in cuts if cut not in inside]
            cuts.append((word, start, stop, begin == 0 and end == len(squeezed.text) and squeezed.text[-1] not in ":;"))
    for match in _HEADING.finditer(squeezed.text):
        word = match["boxed"] or match["numbered"] or match["round"]
        if _PART_OF_BODY.fullmatch(word):  # 【胸部】 within what was seen
            continue
        numbered = match["numbered"] is not None
        if match["round"] and word not in wanted | stops:
            continue
        span = squeezed.span(*match.span())
        if any(start < span[1] and span[0] < end for _, start, end, _ in cuts):
            continue
        if word in wanted or word in stops:
            cuts.append((word, *span, False))
        elif not numbered or _heads_sections(sheet, wanted):
            cuts.append((unlisted_labels.NAME, *span, False))
    return sorted(cuts, key=lambda cut: cut[1]) or _before_a_list(line, wanted)


def _stands_free(label: Label) -> bool:
    """Whether no text runs into a label from the left: （直肠）活检：… and …基因检测：… are sentences."""
    before = label.source.text[: label.start]
    return label.begins or _FREE.search(before) is not None


def _heads_sections(sheet: Sheet, wanted: frozenset[str]) -> bool:
    """Whether the page's headings are numbered 一、 二、: on others 二、高血压病 is an entry of a list."""
    flats = (squeeze(line.text).text for line in sheet.lines)
    return any((match := _HEADING.match(flat)) and match["numbered"] in wanted for flat in flats)


def _before_a_list(line: Line, wanted: frozenset[str]) -> list[tuple[str, int, int, bool]]:
    """A label whose colon the recogniser lost before a numbered list: 诊断1.高血压"""
    squeezed = squeeze(line.text)
    bullets = re.match(_BULLETS, squeezed.text)
    begin = bullets.end() if bullets else 0
    for word in sorted(wanted, key=len, reverse=True):
        if squeezed.text.startswith(word, begin) and squeezed.text[begin + len(word) :][:1] in tuple("1①("):
            return [(word, 0, squeezed.span(0, begin + len(word))[1], False)]
    return []


def _add_piece(pieces: list[Piece], line: Line, start: int, end: int, row: int) -> None:
    text = line.text[start:end]
    flat = squeeze(text).text
    if re.fullmatch(_BULLETS, flat.strip("_:,;.")) or is_bullet(flat) or gloss.is_heading(text):
        return
    lead = len(text) - len(text.lstrip(" \t\u3000_:："))
    tail = len(text) - len(text.rstrip(" \t\u3000_"))
    pieces.append(
        Piece(line if end - start == len(line.text) and not lead + tail else line.part(start + lead, end - tail), row)
    )


def _owner(piece: Piece, marks: Sequence[Mark], pieces: Sequence[Piece]) -> Mark | None:
    """The last label above the piece; a label that begins further right keeps its own column below it."""
    h = height(piece.line)
    before = [mark for mark in marks if _reaches(mark, piece, marks)]
    last = max(before, key=lambda mark: (mark.row, mark.line.box.x0), default=None)
    if last is None or (last.row == piece.row and not _in_another_column(last, piece, before)):
        return last
    columns = [
        mark
        for mark in before
        if mark.left > last.left + 8 * h and mark.left <= piece.line.box.x0 + h and not _crossed(mark, piece, pieces)
    ]
    return max(columns, key=lambda mark: (mark.row, mark.line.box.x0), default=last)


def _in_another_column(beside: Mark, piece: Piece, before: Sequence[Mark]) -> bool:
    """Whether a label above heads the column the piece stands in, and the label on its row one further left.

    性别 男 | 描述: … wraps below itself on the row of 性别; no date above 诊断: 糖尿病  高血压病 heads a column.
    """
    h = height(piece.line)
    far = piece.line.box.x0 - beside.line.box.x1 > 4 * h
    return far and any(
        mark.row < piece.row
        and mark.label not in _PARTICULARS
        and mark.left > beside.left + 8 * h
        and -h < piece.line.box.x0 - mark.left < _INDENT * h
        for mark in before
    )


def _codes_go_with_their_names(pieces: Sequence[Piece]) -> None:
    """A disease code far right of its name belongs where the name does, whatever column stands above it."""
    for piece in pieces:
        if _CODE.fullmatch(squeeze(piece.line.text).text):
            left = [p for p in pieces if p.row == piece.row and p.line.box.x1 <= piece.line.box.x0]
            if left:
                piece.owner = max(left, key=lambda each: each.line.box.x1).owner


def _reaches(mark: Mark, piece: Piece, marks: Sequence[Mark]) -> bool:
    """Whether the piece stands behind the label on its row, or below it and not left of it."""
    if mark.row == piece.row:
        return mark.line.box.x0 <= piece.line.box.x0
    left = (mark.left - piece.line.box.x0) / height(piece.line)
    # A wrapped line may begin left of its label, by the indent of a paragraph.
    return mark.row < piece.row and (left <= 1.0 or (left <= 3.0 and not _has_left_neighbour(mark, marks)))


def _crossed(mark: Mark, piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a line between them runs over the label's left edge, or up to the piece: then its column has ended.

    What begins flush with the label is its column, however narrow the gutter beside it.
    """
    h = height(piece.line)
    flush = abs(piece.line.box.x0 - mark.left) < h / 2
    if not flush and any(_runs_up_to(other, piece) and other.line.box.x0 < mark.left - h for other in pieces):
        return True
    return any(
        other.line.box.x0 < mark.left - h and other.line.box.x1 > mark.left + 2 * h
        for other in pieces
        if mark.row < other.row <= piece.row
    )


def _runs_up_to(other: Piece, piece: Piece) -> bool:
    """Whether one stands right before the other on its row, as words of one text do and cells do not."""
    apart = piece.line.box.x0 - other.line.box.x1
    return other.row == piece.row and 0 <= apart < _ONE_TEXT * height(piece.line)


def _has_left_neighbour(mark: Mark, marks: Sequence[Mark]) -> bool:
    return any(other.row == mark.row and other.line.box.x0 < mark.line.box.x0 for other in marks)


def _unbroken(mark: Mark, pieces: Sequence[Piece]) -> list[Line]:
    """The label's pieces from top to bottom, up to the first wide gap."""
    own = sorted((p for p in pieces if p.owner is mark), key=lambda p: (p.row, p.line.box.x0))
    kept: list[Line] = []
    bottom = max(mark.line.box.y1, mark.line.box.y0)
    for piece in own:
        if piece.line.box.y0 - bottom > _GAP * height(piece.line):
            break
        sentence = piece.line.text.find("。") if mark.flowing else -1
        kept.append(piece.line if sentence < 0 else piece.line.part(0, sentence))
        bottom = max(bottom, piece.line.box.y1)
        if sentence >= 0:
            break
    return kept


def _texts(page: Page) -> frozenset[str]:
    return frozenset(squeeze(line.text).text for line in body(page.lines))


def _runs_to_the_end(section: Section) -> bool:
    """Whether nothing but a footer follows the section on its page."""
    page, last = section.parts[-1] if section.parts else section.anchor
    below = [
        ln
        for ln in body(page.lines)
        if ln.box.y0 > last.box.y1 and not running_heads.FOOTER.search(squeeze(ln.text).text)
    ]
    return len(below) <= 1 or last.box.y1 > page.aspect - 6 * typical_height(page.lines)
