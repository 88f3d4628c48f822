"""Signers whom no rule found: whom a trained net takes for one, by what is written and where it stands. Never sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.fields.given_names import USUAL
from extractors.fields.names import STATES, is_name
from extractors.fields.patient_named import is_patients
from extractors.fields.physician_names import field_of
from extractors.fields.physician_titles import title_behind
from extractors.fields.surname_look_alikes import mended
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name, surname_of
from extractors.layout.text import evidence, squeeze
from extractors.reading import Box, Line, Page, Physician
from extractors.roles.net import MOST, tagged
from extractors.roles.signers import Signer, signers

_PLAINLY = 0.8  # mean probability that the characters are a signer's name
_SURELY = 0.98  # … of one that has no form of a usual name
_READ = 0.9  # confidence of a name's least sure character below which it is in doubt
_LEVEL = 0.5  # text heights between the centres of what stands on one row
# Before the names of those who sign papers and are no physicians.
_OTHERS = re.compile(
    "护士|护师|护理|麻醉|治疗师|康复师|营养师|就诊人|申请人|申报人|本人|患者|病人|家属|代办|委托|受托|经办|医保|声明|监护|联系人|陪护|陈述者|"
    "收费|录入|打印|操作员|护送|姓名|称谓|关系|"
    "张数|次数|例数|数量|体位|部位|方法|方式|条件"  # … and of what is no name at all
)
_NURSES = re.compile("(?:执行|核对|处理|录入|停止)?(?:护士|护师)(?:签[名字])?")
_COLUMN = 2.0  # text heights between the centres of a heading and what stands under it
_BARE = re.compile("(?:^|[^一-鿿])签[字名章][:：]?$")  # of which the rules have said whose it is
_STAMPED = 0.6  # of a name's box within a stamp's
_NEAR = 12  # characters before a name that may say whose it is


def sighted(sheets: Sequence[Sheet], found: Sequence[Physician]) -> Iterator[Physician]:
    """In page order, each name once. `found`: those the rules found, who stay as they are."""
    known = {each.name.value for each in found if each.name}
    for sheet in sheets:
        for signer in signers(tagged(sheet.page)):
            name = squeeze(signer.name.text).text
            if signer.chance <= _PLAINLY or not _may_sign(name, signer, sheets) or _is_stamped(signer, sheet):
                continue
            others = _is_anothers(before(signer.name, sheet.page)) or _is_headed_for_nurses(signer.name, sheet)
            one = None if others else _physician(signer, sheet)
            if one is None or one.name is None or _is_part(name, known) or _is_part(one.name.value, known):
                continue
            if _is_doubtful(signer) and any(_lies_in(one, other) for other in found if other.name is None):
                continue  # the rules know that somebody signs there, and could not read who
            known.update((name, one.name.value))
            yield one


def _is_anothers(before: str) -> bool:
    return _OTHERS.search(before) is not None or _BARE.search(before) is not None


def _is_headed_for_nurses(name: Line, sheet: Sheet) -> bool:
    """Whether a name stands in a column of a table that is headed for nurses."""
    above = (
        line for line in sheet.page.lines if line.box.cy < name.box.cy and _NURSES.fullmatch(squeeze(line.text).text)
    )
    return any(abs(line.box.cx - name.box.cx) < _COLUMN * height(name) for line in above)


def before(name: Line, page: Page) -> str:
    """What stands before a name on its row."""
    box = name.box
    row = [line for line in page.lines if abs(line.box.cy - box.cy) < _LEVEL * height(name)]
    earlier = [line for line in row if line.box.x0 < box.x0 - _LEVEL * height(name)]
    text = squeeze("".join(line.text for line in sorted(earlier, key=lambda line: line.box.x0))).text
    return text.split(squeeze(name.text).text)[0][-_NEAR:]


def _may_sign(name: str, signer: Signer, sheets: Sequence[Sheet]) -> bool:
    """Names that begin with no surname known, or hold characters names rarely do, have to be seen the more surely."""
    if name in STATES:
        return False
    return (is_usual(name) or (signer.chance > _SURELY and is_name(name))) and not is_patients(
        name, signer.name.confidence, sheets
    )


def is_usual(name: str) -> bool:
    """Whether a surname is followed by what names are often made of."""
    whole = mended(name)
    return is_whole_name(whole) and all(c in USUAL for c in whole[len(surname_of(whole)) :])


def _is_stamped(signer: Signer, sheet: Sheet) -> bool:
    """Whether a name is part of what a stamp says, whose own text is read as such: 印辉 of 马辉鸣印."""
    box, name = Box.around(signer.name.polygon), set(squeeze(signer.name.text).text)
    over = (seal for seal in sheet.page.seals if seal.box.intersection_area(box) > _STAMPED * box.area)
    return any(name <= set(seal.text) for seal in over)


def _is_part(name: str, known: set[str]) -> bool:
    """Whether a name is one of those known, or they read more or less of it."""
    return any(name in other or other in name for other in known)


def _is_doubtful(signer: Signer) -> bool:
    return bool(signer.name.char_confidences) and signer.name.min_confidence < _READ


def _lies_in(one: Physician, other: Physician) -> bool:
    places = [(e.upload, e.page, e.box) for e in other.evidence]
    return any(
        (e.upload, e.page) == (upload, page) and box.x0 <= e.box.cx <= box.x1 and box.y0 <= e.box.cy <= box.y1
        for e in one.evidence
        for upload, page, box in places
    )


def _physician(signer: Signer, sheet: Sheet) -> Physician | None:
    read = field_of(signer.name, sheet)
    if read is None:
        return None
    doubted = replace(read, confidence=min(read.confidence, MOST))
    return Physician(signer.role, doubted, title_behind(signer.name, sheet), evidence(sheet.page, (signer.name,)))
