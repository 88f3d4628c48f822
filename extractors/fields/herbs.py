"""Herbs of a decoction (中药饮片): 炙甘草6g 山萸肉12g 煅牡蛎30g（先煎）, several on a row, or a table.

They have no form that names them; what tells them is that one follows the other with its weight, on a paper that says
it is about herbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.fields.lab_tables import tokens_of
from extractors.layout.rows import Row, height
from extractors.layout.text import confidence, evidence, fold, squeeze
from extractors.reading import Line, Medication, Page

_SAYS_SO = re.compile(
    r"饮片|中药(?:处方|饮片|颗粒|配方)|中草药|草药|配方颗粒|水煎|煎[服法药]|煎煮|[剂付帖]数|\d{1,2}[剂付帖](?!量)|日一剂|每日[1一]剂|方剂|汤剂"
)
_NOTE = r"先煎|后下|包煎|布包|另煎|另炖|烊化|冲服|兑服|研末|研粉|打碎|捣碎|久煎|同煎|去[毛心芯刺]|冲|自备|吞服"
_HERB = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,7}}(?:\([\u4e00-\u9fff]{{1,6}}\))?)\s*"
    rf"(?P<dose>\d{{1,3}}(?:\.\d{{1,2}})?\s*(?:g|克|枚|条|只|片|个|粒|对|袋|包|支|朵|ml))(?![A-Za-z/*×xX])"
    rf"\s*(?:[(\[][\u4e00-\u9fff]{{1,6}}[)\]]|{_NOTE})?[,;，；、]?",
    re.IGNORECASE,
)
# … where the paper says that all weights are in grams: 生地15 龟甲15先煎
_UNITLESS = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,7}})\s?(?P<dose>\d{{1,3}})(?![\d.])"
    rf"\s*(?:[(\[][\u4e00-\u9fff]{{1,6}}[)\]]|{_NOTE})?(?:[,;，；、]|(?=\s|$))"
)
_IN_GRAMS = re.compile(r"单位:?(?:克|g)|(?:均|皆)(?:以|为)克")
_NAME = re.compile(r"(?:\d{1,2}[.、])?(?P<name>[\u4e00-\u9fff]{2,7}(?:\([\u4e00-\u9fff]{1,6}\))?)")
_DOSE = re.compile(r"\d{1,3}(?:\.\d{1,2})?\s*(?:g|克|枚|条|只|片|个|粒|对|袋|包)?", re.IGNORECASE)
_NO_HERB = re.compile(
    r"总[重量剂]|每[剂次日付]|共|剂量|体重|用[法量]|价$|单剂|[医药]师|金额|费|规格|^(?:先煎|后下|包煎|烊化|冲服|另煎)$|^水煎|药[名品]|年龄|[片丸囊液散]$|(?<!石)膏$|颗粒$|处方|医院"
)
_HEADING = re.compile(r"[\u4e00-\u9fff]{2,4}[:：]?")  # 方药, level with the middle of what it heads
_LEAST = 3  # herbs of a decoction
_LINES = 8  # over which their list may run on
_APART = 1.5  # text heights between these at most


def read(page: Page, rows: Sequence[Row]) -> tuple[list[Medication], frozenset[int]]:
    """The herbs on a page in printed order, and the identities of the rows they took up."""
    said = fold("\n".join(row.text for row in rows))
    if _SAYS_SO.search(said) is None:
        return [], frozenset()
    written = _UNITLESS if _IN_GRAMS.search("".join(said.split())) else _HERB
    found: list[Medication] = []
    taken: set[int] = set()
    for i, row in enumerate(rows):
        if id(row) in taken:
            continue
        herbs, lines = _together(page, row, written) or _together(page, row, _HERB), 1
        if not herbs:
            herbs, lines = _running_on(page, rows[i : i + _LINES])
        herbs = herbs or _in_cells(page, row)
        found.extend(herbs)
        taken |= {id(each) for each in rows[i : i + lines]} if herbs else set()
    return (found, frozenset(taken)) if len(found) >= _LEAST else ([], frozenset())


def _together(page: Page, row: Row, written: re.Pattern[str]) -> list[Medication]:
    """Herbs printed with their weights: every line of the row is made of nothing else but for a heading at its left."""
    found: list[Medication] = []
    for line in _unheaded(row):
        text = fold(line.text)
        herbs = list(written.finditer(text))
        if len(herbs) < (_LEAST if written is _UNITLESS else 0):
            return []
        if "".join(written.sub("", text).split()).strip(".、0123456789"):
            return []
        for herb in herbs:
            if _NO_HERB.search(herb["name"]):
                return []
            found.append(_medication(page, [line.part(*herb.span())], herb["name"], herb["dose"]))
    return found


def _unheaded(row: Row) -> Sequence[Line]:
    """A row's lines without a heading at its left."""
    first, *others = row.lines
    return others if others and _HEADING.fullmatch(squeeze(first.text).text) else row.lines


def _running_on(page: Page, rows: Sequence[Row]) -> tuple[list[Medication], int]:
    """Herbs printed with their weights in lines that break anywhere (川芎 / 10g), and how many lines they are."""
    for count in range(2, len(rows) + 1):
        cells = [_unheaded(row) for row in rows[:count]]
        lines = [cell[0] for cell in cells]
        if any(len(cell) > 1 for cell in cells) or not _close(lines[-2], lines[-1]):
            break
        texts = [fold(line.text) for line in lines]
        starts = [sum(map(len, texts[:k])) for k in range(count)]
        text = "".join(texts)
        herbs = list(_HERB.finditer(text))
        if "".join(_HERB.sub("", text).split()).strip(".、0123456789"):
            continue
        if any(_NO_HERB.search(herb["name"]) for herb in herbs):
            break
        found = [_medication(page, _cut(lines, starts, herb), herb["name"], herb["dose"]) for herb in herbs]
        return found, count
    return [], 1


def _cut(lines: Sequence[Line], starts: Sequence[int], herb: re.Match[str]) -> list[Line]:
    """The parts of lines that a herb is printed in; `starts`: where each line begins in the text of all."""
    spans = [
        (line, max(0, herb.start() - at), min(herb.end() - at, len(line.text)))
        for line, at in zip(lines, starts, strict=True)
    ]
    return [line.part(a, b) for line, a, b in spans if a < b]


def _close(above: Line, below: Line) -> bool:
    return below.box.y0 - above.box.y1 < _APART * height(below)


def _in_cells(page: Page, row: Row) -> list[Medication]:
    """Names and weights in cells of their own, side by side."""
    found: list[Medication] = []
    tokens = tokens_of(row)
    for at, (left, right) in enumerate(pairwise(tokens)):
        name, dose = _NAME.fullmatch(squeeze(left.text).text), _DOSE.fullmatch(fold(right.text).strip())
        if name is None or dose is None or _NO_HERB.search(name["name"]):
            continue
        unit = [token for token in tokens[at + 2 : at + 3] if dose.group().isdigit() and token.text in ("g", "克")]
        found.append(
            _medication(page, [left, right, *unit], name["name"], dose.group() + "".join(t.text for t in unit))
        )
    return found


def _medication(page: Page, lines: Sequence[Line], name: str, dose: str) -> Medication:
    return Medication(
        name=name.replace("研未", "研末"),  # folded alike
        text=" ".join(line.text for line in lines),
        dose="".join(dose.split()),
        confidence=round(confidence(lines), 4),
        evidence=evidence(page, lines),
    )
