"""Title lines: large, near the top, perhaps with spaces between the letters, perhaps behind the hospital's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.fields.hospital import name_in
from extractors.kinds.all import SPECS
from extractors.kinds.head_titles import about, at_head
from extractors.kinds.spec import KindSpec
from extractors.layout.label import Label
from extractors.layout.rows import height
from extractors.layout.sheet import Sheet
from extractors.layout.text import join, squeeze
from extractors.reading import Kind, Line

_LONGEST = 40  # characters of a line that may be a title
_NUMBERING = re.compile(
    r"(?:No|NO|编号|№)[.:：]?[A-Za-z0-9-]*$|第\d+页.*$|第[A-Za-z0-9()-]{2,16}号$|\(?\d{1,2}/\d{1,2}\)?$|\d{4}年?版?$"
)
_EDGES = " .,:;：·-—_*#★☆●[]【】|《》<>\"'“”"
_GLOSS = re.compile(
    r"(?<=[一-鿿])[/|·]?\(?[A-Za-z][A-Za-z&/.'-]{5,}\)?$|^[A-Za-z][A-Za-z&/.'-]{5,}(?=[一-鿿])"
)  # white space is out
_EXACTLY = 0.96  # how well a title fits that is one altogether
# How titles of papers end, whatever stands before: 内分泌实验室报告单, 诊断建议书, 随访服务记录表, 慢特病医疗证.
_ENDINGS: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (
        re.compile(r"[一-鿿A-Za-z0-9()/+、-]{2,22}(?:报告|结果)[单书表]?"),
        (Kind.EXAM_REPORT, Kind.LAB_REPORT, Kind.PATHOLOGY_REPORT, Kind.GENETIC_REPORT),
    ),
    (
        # 关于王某同志病情的诊断说明: a hospital's letter to who asks
        re.compile(r"关于[一-鿿·]{2,20}?(?:病情|疾病|患病|诊断|诊疗|病况)的?[一-鿿]{0,6}(?:说明|证明|意见)[书函]?"),
        (Kind.DIAGNOSIS_CERTIFICATE,),
    ),
    (re.compile(r"[一-鿿]{0,8}(?:诊断|病情|疾病|医学)(?:建议|意见|证明)[书单]"), (Kind.DIAGNOSIS_CERTIFICATE,)),
    (
        re.compile(
            r"[一-鿿]{0,18}(?:(?:医疗|就医|就诊|购药|医保|慢(?:性|特)?病|特[殊病]病?种?|门[特慢])(?:证|手册|手册本|专用证|待遇证)|保障卡)"
        ),
        (Kind.INSURANCE_CARD,),
    ),
    (
        re.compile(
            r"[一-鿿0-9型()/、]{0,14}(?:随访|复诊|门诊|就诊|接诊|巡诊|义诊|签约)[一-鿿]{0,6}(?:记录|病历|手册|档案)[表单本卡]?"
        ),
        (Kind.OUTPATIENT_RECORD,),
    ),
)
_UNBOUND = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)  # Certi\ufb01cate
_HEADS_SECTION = re.compile("[:;]$")
_SECTION = 0.4  # of how well a title fits, for one with a colon: the heading of a section
_SHARED = 0.97  # of a title's strength, for the kinds that bear it less often
_VAGUELY = 0.7  # how well a title fits that is told by its ending alone
_COUNTED = re.compile(
    r"(?<!共)[\dx×*]{1,3}[张份本套件]$|[×*]\d{1,2}$|(?:已|待|未)(?:上传|提交|补充|补传)$|(?:必|选)传$"
)
_REMARK = re.compile(r"\([^()]{0,14}\)|（[^（）]{0,14}）")


@dataclass(frozen=True, slots=True)
class Title:
    """A line that may be a document's title, and how well it is one."""

    kind: Kind
    line: Line
    text: str  # as printed, the hospital's name left out
    strength: float  # [0, 1]
    share: float  # where it stands on the page, 0 top to 1 bottom
    vague: bool = False  # told by how it ends alone: the content has to bear it out


def titles(sheet: Sheet) -> tuple[Title, ...]:
    """All lines of a page that may be titles, the strongest first."""
    if not sheet.lines:
        return ()
    head = at_head(sheet)
    found = [title for parts in _candidates(sheet) for title in _titles_of(parts, sheet, head)]
    return tuple(sorted(found, key=lambda title: -title.strength))


def _candidates(sheet: Sheet) -> Iterator[tuple[Line, ...]]:
    """Single lines, and neighbours on a row: letter-spaced titles come in pieces."""
    for row in sheet.rows:
        if len(row.lines) > 1 and len(squeeze(row.text).text) <= _LONGEST:
            heights = [height(line) for line in row.lines]
            if max(heights) < 1.6 * min(heights):
                yield row.lines
        for line in row.lines:
            if len(line.text) <= 2 * _LONGEST:
                yield (line,)


def _titles_of(parts: tuple[Line, ...], sheet: Sheet, head: frozenset[int]) -> tuple[Title, ...]:
    """A title of one kind; of several where papers of more than one bear it (病程记录)."""
    text, place = _bare(parts, sheet)
    if not 2 <= len(text) <= _LONGEST or _is_counted(parts, sheet):
        return ()
    kinds, fit = _match(text)
    if _HEADS_SECTION.search(squeeze(parts[-1].text).text):  # 处方：
        fit *= _SECTION
    vague = not kinds
    if vague:
        kinds, fit = _by_ending(text) or (about(text) if id(parts[0]) in head else ()), _VAGUELY
    top = min(line.box.y0 for line in sheet.lines)
    extent = max(sheet.page.aspect * 0.6, max(line.box.y1 for line in sheet.lines) - top)
    share = (parts[0].box.cy - top) / extent
    size = height(parts[0]) / max(sheet.text_height, 1e-6)
    large = min(1.0, 0.55 + 0.9 * max(0.0, size - 1.0)) if size > 1.0 else 0.5
    centred = 1.0 if abs((parts[0].box.x0 + parts[-1].box.x1) / 2 - 0.5) < 0.12 else 0.85
    high = 1.0 if share < 0.3 else 0.8 if share < 0.55 else 0.55
    strength = round(fit * high * min(1.0, 0.25 + 0.75 * large) * centred, 3)
    return tuple(
        Title(kind, place, text, strength if n == 0 or vague else round(_SHARED * strength, 3), share, vague)
        for n, kind in enumerate(kinds)
    )


def _is_counted(parts: tuple[Line, ...], sheet: Sheet) -> bool:
    """Whether a list says how many of such papers there are (出院记录 3张), or that they were handed in."""
    row = sheet.row_of(parts[0])
    return any(_COUNTED.search(squeeze(text).text) for text in (join(parts), row.text if row else ""))


def _bare(parts: tuple[Line, ...], sheet: Sheet) -> tuple[str, Line]:
    """The text without hospital, numbering and what follows a label; and the line it stands on."""
    first = parts[0]
    label = next((label for part in parts for label in sheet.labels_in(part) if not _is_set_wide(label)), None)
    if label is not None:
        if label.source is not first or label.start == 0:
            return "", first
        parts = (first.part(0, label.start),)
    text = join(parts).translate(_UNBOUND)
    if (span := name_in(text)) is not None and len(squeeze(text[slice(*span)]).text) < len(squeeze(text).text):
        text = text[: span[0]] + text[span[1] :]
    text = squeeze(text).text.strip(_EDGES)
    text = _NUMBERING.sub("", text).strip(_EDGES)
    return text, parts[0]


def _is_set_wide(label: Label) -> bool:
    """Whether a word is but letters of a title set wide: 医嘱 of 临 时 医 嘱 单."""
    printed, text = label.source.text[label.start : label.end].rstrip(), label.source.text
    wide = not label.colon and len(printed) == 2 * len(label.word) - 1
    around = text[max(label.start - 2, 0) : label.start].strip() and text[label.end :].strip()[1:2] in ("", " ")
    return wide and label.start > 1 and bool(around) and bool(text[label.end :].strip())


@lru_cache(maxsize=4096)
def _match(text: str) -> tuple[tuple[Kind, ...], float]:
    """The kind whose title the text is, those it shares the title with, and how exactly it fits, in [0, 1]."""
    plain = _REMARK.sub("", text)
    fits = {spec.kind: max(_fit(spec, text), _fit(spec, plain)) for spec in SPECS}
    if max(fits.values()) < _EXACTLY and (bare := _GLOSS.sub("", plain)) != plain:
        plain, fits = bare, {spec.kind: max(fits[spec.kind], _fit(spec, bare)) for spec in SPECS}
    best = max(fits, key=lambda kind: fits[kind])
    sharing = tuple(spec.kind for spec in SPECS if spec.shares and spec.shares.fullmatch(plain) and spec.kind != best)
    return ((best, *sharing), fits[best]) if fits[best] > 0.0 else ((), 0.0)


@lru_cache(maxsize=4096)
def _by_ending(text: str) -> tuple[Kind, ...]:
    """The kinds whose titles end as this one does."""
    plain = _REMARK.sub("", text)
    return next((kinds for ending, kinds in _ENDINGS if ending.fullmatch(plain)), ())


def _fit(spec: KindSpec, text: str) -> float:
    if spec.title is None:
        return 0.0
    if text in spec.names:
        return 1.0
    if spec.title.fullmatch(text):
        return _EXACTLY
    if any(len(name) >= 4 and _one_apart(name, text) for name in spec.names):
        return 0.85
    match = spec.title.search(text)
    if match is None:
        return 0.0
    left_over = len(text) - len(match.group())
    return 0.9 - 0.06 * left_over if left_over <= 8 else 0.0


def _one_apart(name: str, text: str) -> bool:
    """At most one character substituted, dropped or inserted."""
    if len(name) == len(text):
        return sum(map(str.__ne__, name, text)) <= 1
    shorter, longer = sorted((name, text), key=len)
    return len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
