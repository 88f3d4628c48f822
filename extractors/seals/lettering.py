"""Stamps without a frame: lines of the page whose ink, and whose words, are a stamp's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from extractors.layout.surnames import is_whole_name
from extractors.reading import Line, SealColour, SealShape, SealStatus
from extractors.seals.candidates import Candidate
from extractors.seals.composed import composed
from extractors.seals.ink import PageInk
from extractors.seals.purpose import find_date, find_purpose, general_purpose, letters
from extractors.seals.shapes import PixelBox, Rectangle
from extractors.seals.tints import tints
from extractors.seals.wording import SealText

_STAMP_WORD = re.compile(r"章|讫|一致|相符|无误|作废|已(收费|结算|报销|复印|审核|核对)")
_PLACEHOLDER = re.compile(
    r"[（(【\[]|[:：]$|盖章|签章|处$|有效|无效$|加盖"
)  # printed: asks for a stamp, or speaks of one
_BRACKETED = re.compile(r"[（(【\[].*[)）】\]]")
_ASKS = re.compile(r"[未无].{0,6}章.{0,4}无效|盖.{0,6}章.{0,3}(有|生)效")
_SIGNED = re.compile(r"(医师|医生|签名|签字|审核|检验|报告|复核|药师|护士|主任)[^，。]{0,6}$")
_SIGNER = re.compile(r"医师|医生|主任|[检审]验|审核|报告|药师|护士")

_LABEL = re.compile(
    r"姓名|性别|年龄|民族|住址|身份|号码?$|科室|科别|日期|时间|地址|电话|单位|意见|诊断$|证明书?$|报告单?$|记录$|主诉|病史|[：:]|第.{0,3}页|共.{0,3}页"
)
"""Words that forms print before what is filled in, also in coloured ink."""
_COUNTER = re.compile(
    r"(?:专用|服务台|服务中心|窗口)$|(?:[科处部室]|办公室|中心)(?:已?审核|已审|审讫|核准|已?备案|已?登记)$"
)
_BUTTON = re.compile(
    r"^(?:查看|点击|返回|下载|分享|复制|扫一?[码扫]|长按|立即|更多|打印|确[定认]|取消|提交|关闭|刷新|登录|展开|收起|[上下]一[页步]|去)"
)
"""Words of the buttons on screens, framed and in colour as stamps are."""
_WHOLE = 0.9  # share of a phrase that has to be read in lettering without a frame: 诊断证明 heads a page
_READ = 0.8  # confidence of a line from which its words tell
_COMMON = 0.25  # share of the page's lines in one ink above which it is the page's printing colour


@dataclass(frozen=True, slots=True)
class _Inked:
    line: Line
    box: PixelBox  # work pixels
    colour: SealColour | None  # of the chromatic ink it is written in; None: black or grey
    tilt: float  # degrees by which it leaves the direction of the page's lines


def lettering(ink: PageInk, lines: tuple[Line, ...], width: int) -> list[Candidate]:
    """Text stamps among `lines` (work pixels). `width`: of the upright image, in its own pixels."""
    level = float(np.median([t for line in lines if (t := _tilt(line)) is not None] or [0.0]))
    inked = [_inked(ink, line, width * ink.scale, level) for line in lines]
    in_colour = ink.dark.colour is SealColour.BLACK
    pale = tints(ink.levelled, [item.box for item in inked]) if in_colour else [None] * len(inked)
    found = []
    for seen, tint in zip(inked, pale, strict=True):
        # Pale print calls for a stamp where one belongs (诊断专用章); nothing calls for what stamps say was done.
        told = None if "章" in seen.line.text and _says_stamp(seen.line.text.strip()) else tint
        item = replace(seen, colour=told) if seen.colour is None and told else seen
        confidence = _judge(item, inked)
        if confidence > 0:
            found.append(_candidate(item, _joined(item, inked), ink.dark.colour, confidence))
    return found


def _inked(ink: PageInk, line: Line, scale: float, level: float) -> _Inked:
    x0, y0, x1, y1 = (v * scale for v in (line.box.x0, line.box.y0, line.box.x1, line.box.y1))
    rows, columns = slice(max(0, round(y0)), round(y1) + 1), slice(max(0, round(x0)), round(x1) + 1)
    black = float(ink.dark.mask[rows, columns].sum())
    best, most = None, 0.0
    for layer in ink.layers:
        own = float(layer.mask[rows, columns].sum())
        if own > most:
            best, most = layer, own
    area = max(1, ink.dark.mask[rows, columns].size)
    coloured = best is not None and most > 0.05 * area and most > 1.2 * black
    tilt = _tilt(line)
    askew = 0.0 if tilt is None else abs((tilt - level + 45) % 90 - 45)
    return _Inked(line, (x0, y0, x1, y1), best.colour if coloured and best else None, askew)


def _judge(item: _Inked, all_lines: list[_Inked]) -> float:
    text = item.line.text.strip()
    asks = bool(_PLACEHOLDER.search(text)) and not _is_phrase(text)  # 签名处 asks for something, 出入院处 is an office
    asks = asks or _BRACKETED.fullmatch(text) is not None  # （病案专用章）: where one belongs
    says = _says_stamp(text)
    if item.colour is None:
        return 0.4 if says and not asks and not _of_a_note(item, all_lines) else 0.0
    tilted = item.tilt > 3.0
    if (asks and not tilted) or not (2 <= len(letters(text)) <= 24 or find_date(text)):
        return 0.0
    same = sum(1 for other in all_lines if other.colour is item.colour)
    common = same > _COMMON * len(all_lines) and len(all_lines) > 8
    if says:
        return 0.6 if common else 0.85
    return 0.0 if common else _judge_plain(item, all_lines, tilted)


def _judge_plain(item: _Inked, all_lines: list[_Inked], tilted: bool) -> float:
    """Coloured lines without a stamp's words: dates, physicians' names, and what stands askew."""
    text = item.line.text.strip()
    words = letters(text)
    blue = item.colour is SealColour.BLUE  # pens write blue
    if find_date(text) and set(words) <= set("年月日"):
        return 0.4 if blue else 0.55
    name = 2 <= len(words) <= 4 and words == text
    if name and blue and item.line.confidence > _READ and _signs(item, all_lines):
        return 0.5  # a physician's own stamp beside the printed name; of a pen's the net sees nothing (`borne_out`)
    name = name and not blue
    if name and (_by_label(item, all_lines) or _signs(item, all_lines)):
        return 0.6
    if (_is_phrase(text) or is_counter(text)) and item.box[1] > 0.2 * max(o.box[3] for o in all_lines):
        return 0.5  # 医保办公室, 病案室: a department alone in coloured ink, and no heading
    purple = item.colour is SealColour.PURPLE  # the ink of pads: neither print nor pens
    if purple and words == text and is_whole_name(words) and item.line.confidence > _READ:
        return 0.5
    return 0.45 if tilted and len(words) >= 3 and words == text and not name and item.line.confidence > _READ else 0.0


def _of_a_note(item: _Inked, all_lines: list[_Inked]) -> bool:
    """Whether a line without a hue is one of several of a note, alike: 此件用于 / 办理慢病 / 与原件一致."""
    x0, y0, _, y1 = item.box
    height = y1 - y0
    for other in all_lines:
        ox0, oy0, _, oy1 = other.box
        apart = max(y0, oy0) - min(y1, oy1)
        alike = 0.75 < (oy1 - oy0) / max(1.0, height) < 1.33 and abs(ox0 - x0) < 0.8 * height
        if other is not item and other.colour is None and alike and apart < 1.2 * height:
            return True
    return False


def _is_phrase(text: str) -> bool:
    """The line is a purpose that seals carry, and no more."""
    match = find_purpose(text)
    return match is not None and match.share == 1 and match.phrase == letters(text)


def _is_name_alone(text: str) -> bool:
    """The line is a person's name and no more: a name seal, whose frame is worn away or was never cut."""
    name = text.strip()
    return 2 <= len(letters(name)) <= 4 and letters(name) == name and is_whole_name(name) and not _is_phrase(name)


def is_counter(text: str) -> bool:
    """The line is what a counter stamps and nobody writes by hand: 收费专用, 导诊服务台. A ward may be filled in."""
    return _COUNTER.search(text) is not None and (_is_phrase(text) or composed(text) is not None)


def _says_stamp(text: str) -> bool:
    """The line is a stamp's phrase, not a sentence with one in it."""
    if not _STAMP_WORD.search(text):
        return False
    match = find_purpose(text)
    if match and len(match.phrase) * match.share >= 0.55 * len(letters(text)):
        return True
    general = general_purpose(text)
    return bool(general) and text.endswith("章")


def judge_words(said: SealText, tilted: bool) -> float:
    """The probability that coloured lettering without a frame is a stamp, by what it says."""
    text = said.text
    if said.confidence < 0.6 or (_PLACEHOLDER.search(text) and not tilted):
        return 0.0
    fits = fits_wholly(said, _WHOLE) and said.fit is not None and _says_stamp(said.fit.phrase)
    if fits or any(_says_stamp(piece.text) for piece in (said.rim, *said.inner)):
        return 0.8
    if find_date(text) and len(letters(text)) <= 6:
        return 0.5
    plain = tilted and len(letters(text)) >= 4 and not is_label(text)
    return 0.45 if plain and said.confidence > 0.85 else 0.0


def fits_wholly(said: SealText, least: float) -> bool:
    """Whether at least that share of a purpose's phrase was read, and its 章 if it has one.

    病情诊断证明 fits 病情诊断证明章 nearly whole, and is a heading in red.
    """
    if said.fit is None or said.fit.share < least:
        return False
    return bool(_STAMP_WORD.search(said.text)) or not _STAMP_WORD.search(said.fit.phrase)


def is_label(text: str) -> bool:
    """Whether words that look like a stamp's are a form's own, or a screen's."""
    return _LABEL.search(text.replace(" ", "")) is not None or is_button(text)


def is_button(text: str) -> bool:
    """Whether words are those of a button on a screen: 查看影像, 返回."""
    bare = text.replace(" ", "")
    return len(bare) <= 8 and _BUTTON.match(bare) is not None and find_purpose(bare) is None


def asks_for_seal(text: str) -> bool:
    """Whether words say what a missing stamp means: (未盖章无效), 加盖公章后有效. No stamp says so of itself."""
    return _ASKS.search(text.replace(" ", "")) is not None


def _by_label(item: _Inked, all_lines: list[_Inked]) -> bool:
    """Whether a label that asks for a physician's name stands before the line, or just above it."""
    x0, y0, _, y1 = item.box
    for other in all_lines:
        if other is item or not _SIGNED.search(other.line.text.rstrip("：: ")):
            continue
        ox0, oy0, ox1, oy1 = other.box
        height = oy1 - oy0
        level = min(y1, oy1) - max(y0, oy0) > 0.4 * height
        above = -0.3 * height < y0 - oy1 < height
        if ox0 < x0 < ox1 + 8 * height and (level or (above and x0 < ox1)):
            return True
    return False


def _signs(item: _Inked, all_lines: list[_Inked]) -> bool:
    """Whether the page prints the same name where its physician is named."""
    name = item.line.text.strip()
    others = (other.line.text for other in all_lines if other is not item)
    return is_whole_name(name) and any(name in text and _SIGNER.search(text) for text in others)


def _tilt(line: Line) -> float | None:
    """Degrees in [-45, 45) by which a line leaves the nearest axis of the page as delivered; None for short lines."""
    (ax, ay), (bx, by) = line.polygon[0], line.polygon[1]
    angle = float(np.degrees(np.arctan2(by - ay, bx - ax)))
    return (angle + 45) % 90 - 45 if np.hypot(bx - ax, by - ay) > 0.03 else None


def _joined(item: _Inked, all_lines: list[_Inked]) -> list[_Inked]:
    """The line and the lines of the same ink close above and below it: a stamp of several lines."""
    group = [item]
    if item.colour is None:
        return group
    for other in sorted(all_lines, key=lambda o: abs(o.box[1] - item.box[1])):
        if other in group or other.colour is None or other.colour is not item.colour:
            continue
        if any(_stacked(other.box, member.box) for member in group):
            group.append(other)
    return sorted(group[:4], key=lambda member: member.box[1])


def _stacked(a: PixelBox, b: PixelBox) -> bool:
    height = min(a[3] - a[1], b[3] - b[1])
    gap = max(a[1], b[1]) - min(a[3], b[3])
    across = min(a[2], b[2]) - max(a[0], b[0])
    return gap < 0.9 * height and across > 0.5 * min(a[2] - a[0], b[2] - b[0])


def _candidate(item: _Inked, group: list[_Inked], dark: SealColour, confidence: float) -> Candidate:
    x0, y0 = min(m.box[0] for m in group), min(m.box[1] for m in group)
    x1, y1 = max(m.box[2] for m in group), max(m.box[3] for m in group)
    rectangle = Rectangle((x0 + x1) / 2, (y0 + y1) / 2, max(x1 - x0, y1 - y0), min(x1 - x0, y1 - y0), 0.0)
    return Candidate(
        box=(x0, y0, x1, y1),
        shape=SealShape.LINE if len(group) == 1 and not _is_name_alone(item.line.text) else SealShape.RECTANGLE,
        colour=item.colour or dark,
        status=SealStatus.PRESENT if item.colour else SealStatus.UNDETERMINED,
        confidence=confidence,
        source="lettering",
        rectangle=rectangle if x1 - x0 >= y1 - y0 else None,
        lines=tuple(m.line for m in group),
    )
