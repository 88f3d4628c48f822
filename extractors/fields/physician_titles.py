"""The professional title beside a physician's name: 住院医师, 主治医师, 副主任医师, 主任医师, 医士."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.fields.physician_roles import ROLES, role_of
from extractors.fields.surname_look_alikes import mended
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet, Value
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import squeeze, strip
from extractors.layout.values import beneath, value_of
from extractors.layout.words import TITLES
from extractors.reading import Line

# In brackets nothing but 副 stands before 主任医师: (刷主任医师; what begins as a title and holds half of its end is
# one: (主治布), (副主任区师); never another profession's, 副主任技师, or an office, 副主任委员.
# One character between 副 and 任医师 is 主, one between 副主 and 医师 is 任: 副在任医师.
_SCHOOL = "(?:副?主任|主治|住院)(?:中西?|西|蒙|藏)医[师生]?"  # 副主任中医师
_OF_A_SCHOOL = re.compile(_SCHOOL)
_TITLE = re.compile(
    rf"{_SCHOOL}|副?主任医[师生帅]|(?<=[(])[^(),、副]主任医[师生帅]|主治医[师生帅]|住院医[师生帅]|医士|(?:副?主任|主治|住院)医$|"
    "副[一-鿿]任医师|副主[一-鿿]医师|(?<=[一-鿿][(])(?:主治[一-鿿]|(?:副主任|主治)(?:医[一-鿿]|[^技药护检验中]师))(?=[)]$)"
)
_LABELS = ("职称", "医师职称", "医生职称", "专业技术职务", "技术职称", "职务", "专业技术职称")
_FLUSH = 2.0  # text heights
_ALONE = re.compile(rf"(?:{'|'.join(_LABELS)})?[:]?[(]?(?P<title>{_TITLE.pattern})[)]?")
_GRADE = re.compile(r"(?:副?主任|主管)(?:[技药护检]师|检验师)(?=\s*[:：]?\s*[一-鿿])")  # of who is no physician
_BRACKETED = re.compile(rf"[(](?P<title>{_TITLE.pattern})[)]")
_NEAR = 2.6  # text heights above or below its label


def title_at(label: Label, sheet: Sheet, value: Value | None) -> str:
    """From the value (张伟 副主任医师), beside or below it, or behind a 职称 label near it; "" where none is.

    A label like 主治医师：张伟 names an office in the ward's hierarchy; who holds it may have any title.
    """
    if value is not None and (match := _TITLE.search(squeeze(value.text).text)):
        return _normal(match.group())
    if match := _BRACKETED.search(squeeze(label.line.text).text):
        return _normal(match["title"])  # 医师（副主任医师）签名：
    behind = _glued_behind(label, sheet)
    if behind:
        return behind
    beside = _beside(label, sheet)
    if beside is not None:
        return beside
    return next(_nearby(label, sheet, value), "")


def title_of(text: str) -> str:
    """The title a text holds and no signature behind it; "" where it holds none."""
    match = _TITLE.search(squeeze(text).text)
    return _normal(match.group()) if match else ""


def without_title(line: Line) -> Line:
    """副主任医师 张伟 → 张伟."""
    title = _TITLE.match(line.text) or _GRADE.match(line.text)
    return strip(line.part(title.end(), len(line.text)), " \t\u3000:：") if title else line


def _glued_behind(label: Label, sheet: Sheet) -> str:
    """A title taken for a label, behind the name and before the next signature: 连芮副主任医师  科主任：."""
    later = [other for other in sheet.labels_in(label.source) if other.start >= label.end]
    if not later or later[0].word not in TITLES or later[0].colon:
        return ""
    name = label.source.text[label.end : later[0].start].strip()
    end = later[1].start if len(later) > 1 else len(label.source.text)
    return later[0].word if name and not label.source.text[later[0].end : end].strip() else ""


def title_behind(name: Line, sheet: Sheet) -> str:
    """The title printed behind a name, in its own line (张伟 副主任医师) or the next cell; "" where none is."""
    whole = next((line for line in sheet.lines if name.text in line.text and _holds(line, name)), None)
    if whole is None:
        return ""
    row = sheet.row_of(whole)
    right = [line for line in row.lines if line.box.x0 >= whole.box.x1] if row is not None else []
    last = len(right) == 1 or (len(right) > 1 and bool(sheet.labels_in(right[1])))  # in a grid it heads the next cell
    cell = _ALONE.fullmatch(squeeze(right[0].text).text) if last and not _heads(right[0], sheet) else None
    start = whole.text.find(name.text) + len(name.text)
    ends = (label for label in sheet.labels_in(whole) if whole.text[label.end :].strip() or label.word not in TITLES)
    behind_it = sorted((label for label in ends if label.start >= start), key=lambda label: label.start)
    if behind_it and behind_it[0].word in _LABELS:  # 认定医师一：张三 职称：主任医师 意见：符合
        stop = behind_it[1].start if len(behind_it) > 1 else len(whole.text)
        return title_of(whole.text[behind_it[0].end : stop].lstrip(":： "))
    if behind_it:
        return title_of(whole.text[start : behind_it[0].start])
    behind = whole.text[start:]
    return title_of(behind) or (_normal(cell["title"]) if cell is not None else "")


def _holds(line: Line, part: Line) -> bool:
    level = abs(line.box.cy - part.box.cy) < 0.5 * height(line)
    return level and line.box.x0 <= part.box.cx <= line.box.x1


def _beside(label: Label, sheet: Sheet) -> str | None:
    """A title on a line of its own, right of the signature and before the next label."""
    row = sheet.row_of(label.source)
    for line in row.lines if row is not None else ():
        if line.box.x0 < label.source.box.x1:
            continue
        if (match := _ALONE.match(squeeze(line.text).text)) and not _heads(line, sheet) and not _signs(line, sheet):
            return _normal(match["title"])
        if sheet.labels_in(line):
            return None
    return None


def _nearby(label: Label, sheet: Sheet, value: Value | None) -> Iterator[str]:
    reach = _NEAR * height(label.source)
    for other in sorted(sheet.labels_of(_LABELS), key=lambda other: abs(other.box.cx - label.box.cx)):
        near = abs(other.box.cy - label.box.cy) < reach and not _is_anothers(other.source, label, sheet)
        near = near and not _is_flush_with_another(other, label, sheet)
        said = value_of(other, sheet) if near else None
        if said is not None and (match := _TITLE.search(squeeze(said.text).text)):
            yield _normal(match.group())
    left = label.box.x0 - 2 * height(label.source)
    right = max([label.source.box.x1, *(part.box.x1 for part in value.parts if value)] if value else [label.box.x1])
    near_by = [
        line
        for line in sheet.lines
        if abs(line.box.cy - label.box.cy) < reach and left < line.box.x1 and line.box.x0 < right + 6 * height(line)
    ]
    for line in sorted(near_by, key=lambda line: abs(line.box.cx - label.box.cx)):
        match = _ALONE.fullmatch(squeeze(line.text).text)
        another = match is None or line is label.source or _is_anothers(line, label, sheet)
        if match is not None and not another and not _heads(line, sheet):
            yield _normal(match["title"])


def _is_anothers(title: Line, label: Label, sheet: Sheet) -> bool:
    """Whether a title stands behind another signature: on that one's row, or on its own row but left of it."""
    row = sheet.row_of(title)
    if row is None or (title.box.x0 >= label.box.x0 and any(line is label.source for line in row.lines)):
        return False
    return any(
        role_of(other.word, ROLES) is not None and other.box.x0 < title.box.x0 and other.word not in TITLES
        for line in row.lines
        for other in sheet.labels_in(line)
    )


def _is_flush_with_another(title: Label, label: Label, sheet: Sheet) -> bool:
    """Whether a title beneath a row of signatures begins where another of them does: that one's, not this one's."""
    h = height(title.source)
    if abs(title.box.x0 - label.box.x0) < _FLUSH * h or abs(title.box.cy - label.box.cy) < 0.5 * h:
        return False
    return any(
        role_of(other.word, ROLES) is not None
        and other.word not in TITLES
        and abs(other.box.x0 - title.box.x0) < _FLUSH * h
        and abs(other.box.cy - title.box.cy) < _NEAR * h
        for other in sheet.labels
        if other is not label
    )


def _signs(line: Line, sheet: Sheet) -> bool:
    """Whether the title only begins the label of the next signature: 主治医师签名：李四."""
    return any(label.begins and label.word not in TITLES for label in sheet.labels_in(line))


def _heads(line: Line, sheet: Sheet) -> bool:
    """Whether the title is itself a label here, with a signature behind it or, in a row of labels, beneath."""
    return any(
        label.word in TITLES and (value_of(label, sheet, below=False) is not None or _has_beneath(label, sheet))
        for label in sheet.labels_in(line)
    )


def _has_beneath(label: Label, sheet: Sheet) -> bool:
    row = sheet.row_of(label.source)
    under = beneath(label, sheet) if row is not None and len(row.lines) > 1 else None
    return under is not None and is_whole_name(mended(squeeze(under.text).text))


def _normal(title: str) -> str:
    if _OF_A_SCHOOL.fullmatch(title):
        return re.sub("医[生]?$", "医师", title)
    title = re.sub("^[^副主](?=主任)", "副", title)
    title = re.sub("^副(?:[一-鿿]任|主[一-鿿])(?=医)", "副主任", title)
    title = re.sub("^(副主任|主治)(?!医)[一-鿿]+$", r"\1医师", title)
    return title if title == "医士" else re.sub("医[生帅]?$", "医师", title)
