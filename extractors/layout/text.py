"""Text as it is compared: widths, spaces and look-alikes folded away, with the way back to what is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.layout import words
from extractors.radicals import unified
from extractors.reading import Box, Evidence, Frame, Line, Page

# Characters OCR mixes up, or that print in several forms, folded to one. One to one, so that indices stay valid.
_LOOKALIKES = str.maketrans(
    {
        "曰": "日", "囗": "口", "己": "已", "末": "未", "匠": "医", "笫": "第", "巾": "市", "藉": "籍",
        "∶": ":", "︰": ":", "﹕": ":", "ː": ":", "꞉": ":", "﹔": ";", "【": "[", "】": "]",
        "〔": "[", "〕": "]", "〖": "[", "〗": "]",
        "−": "-", "–": "-", "—": "-", "﹣": "-", "～": "~", "〜": "~", "•": "·", "・": "·", "‧": "·", "●": "·",
        "號": "号", "醫": "医", "證": "证", "斷": "断", "診": "诊", "書": "书", "檢": "检", "驗": "验", "報": "报",
        "單": "单", "時": "时", "間": "间", "齡": "龄", "別": "别", "錄": "录", "術": "术",
        "臨": "临", "療": "疗", "齢": "龄", "內": "内", "宮": "宫", "戶": "户", "戸": "户",
    }
)  # fmt: skip
_MISREAD_YUAN = re.compile("(?<=[医出入住总分转离在本学])阮")  # 医院 is read as 医阮; 阮 elsewhere is a surname
# 入院 is read as 人院; 病人院内, 老人院 and 军人院 are other words.
_MISREAD_RU = re.compile("(?<![病老军众商工个夫妇客病])人(?=院[日时诊情记方科后前经评:：]|住我?院)")
_BOXES = "□☐☑☒◻◼○◯⬜"  # to be ticked: what stands behind them is a choice
_ALONE_FROM = 4  # characters of a label that no seal bears
_DOUBLE_WIDTH_FROM = 0x2E80


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    if char in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮":
        return char  # numbering; NFKC would make a bare digit of it
    folded = unicodedata.normalize("NFKC", char)
    return unified(folded if len(folded) == 1 else char).translate(_LOOKALIKES)


def fold(text: str) -> str:
    """Full width to half width, look-alikes to one form; as many characters as `text` has."""
    folded = "".join(map(_fold_char, text))
    folded = _MISREAD_YUAN.sub("院", folded) if "阮" in folded else folded
    return _MISREAD_RU.sub("入", folded) if "人" in folded else folded


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A folded text without white space.

    `at[i]` is the index in the original of the i-th character, `at[-1]` the original's length.
    """

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's characters [start, end) of the squeezed text, without white space around them."""
        return (self.at[start], self.at[end - 1] + 1) if end > start else (self.at[start], self.at[start])


@lru_cache(maxsize=16384)
def squeeze(text: str) -> Squeezed:
    folded = fold(text)
    at = [i for i, c in enumerate(folded) if not c.isspace()]
    return Squeezed("".join(folded[i] for i in at), (*at, len(text)))


def is_cjk(char: str) -> bool:
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char in "〇○"


def is_bullet(text: str) -> bool:
    """Whether a stretch of squeezed text is nothing but what is drawn before headings: ▍, ■, ➤, ※, ##."""
    return bool(text) and all(
        char in "·*#※»>" or (unicodedata.category(char) == "So" and char not in _BOXES) for char in text
    )


def text_width(text: str) -> float:
    """Width in units of one Chinese character."""
    return sum(1.0 if ord(c) >= _DOUBLE_WIDTH_FROM else 0.55 for c in text)


def strip(line: Line, chars: str = " \t\u3000_＿", leading: str = "") -> Line:
    """The line without the given characters at either end (a part of it; empty text if nothing is left).

    `leading`: what to take away in front, where that differs.
    """
    text = line.text
    start, end = 0, len(text)
    while start < end and (text[start] in (leading or chars) or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in chars or text[end - 1].isspace()):
        end -= 1
    return line.part(start, end)


def body(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The document's own lines: not a seal's text, not empty ones.

    A line inside a seal that begins with a label (医师签名：李四) is the document's, stamped over: no seal says such.
    """
    return tuple(line for line in lines if line.text.strip() and (not line.in_seal or _stamped_over(line)))


def _stamped_over(line: Line) -> bool:
    return _labelled().match(squeeze(line.text).text) is not None


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    """A line that begins with a label: with a colon, or a word that takes its value glued on, or a date behind it."""

    def either(group: Iterable[str]) -> str:
        spelled = {squeeze(word).text for word in group if len(word) > 1}
        return "|".join(map(re.escape, sorted(spelled, key=len, reverse=True)))

    dated = either((*words.DATE_WORDS, *words.BIRTH))
    alone = either(word for word in (*words.DATE_WORDS, *words.ID_NUMBER) if len(word) >= _ALONE_FROM)
    clocked = r"(?:19|20)\d\d[-/.]\d\d[-/.]\d\d\d\d:\d\d"
    return re.compile(
        rf"(?:{either(words.ALL)}):|(?:{either(words.GLUED)})|(?:{dated})(?=(?:19|20)\d\d)|(?:{alone})$|{clocked}"
    )


def join(parts: Sequence[Line]) -> str:
    """The parts' texts in order, a space where two of them would run together as one Latin word or number."""
    text = ""
    for part in parts:
        piece = part.text.strip()
        if text and piece and text[-1].isascii() and text[-1].isalnum() and piece[0].isascii() and piece[0].isalnum():
            text += " "
        text += piece
    return text


Places = tuple[tuple[int, int], ...]
"""For each character of a joined text: which line it comes from, and where in it (-1: the space between two)."""


def joined(lines: Sequence[Line]) -> tuple[str, Places]:
    """The lines' texts with a space between them, to be searched as one; `cut` finds the way back."""
    text, places = "", list[tuple[int, int]]()
    for i, line in enumerate(lines):
        if i:
            text += " "
            places.append((i, -1))
        text += line.text
        places.extend((i, k) for k in range(len(line.text)))
    return text, tuple(places)


def cut(lines: Sequence[Line], places: Places, start: int, end: int) -> tuple[Line, ...]:
    """The parts of the lines that are characters [start, end) of their joined text."""
    spans: dict[int, list[int]] = {}
    for i, character in places[start:end]:
        if character >= 0:
            spans.setdefault(i, []).append(character)
    return tuple(lines[i].part(min(at), max(at) + 1) for i, at in spans.items())


def confidence(parts: Sequence[Line]) -> float:
    """Mean over the characters of all parts, in [0, 1]; 0 if there is none."""
    n = sum(len(p.text) for p in parts)
    return sum(p.confidence * len(p.text) for p in parts) / n if n else 0.0


def frames(parts: Sequence[Line]) -> tuple[Frame, ...]:
    """What else the parts may say, in order; empty where none was in doubt. What was sure stands for itself."""
    if not any(part.frames for part in parts):
        return ()
    return tuple(frame for part in parts for frame in (part.frames or _certain(part.text)))


def _certain(text: str) -> tuple[Frame, ...]:
    return tuple(frame for character in text for frame in (((character, 0.0),), (("", 0.0),)))


def evidence(page: Page, parts: Sequence[Line]) -> tuple[Evidence, ...]:
    """One piece of evidence per part, its box in the delivered frame."""
    return tuple(
        Evidence(
            page.upload,
            page.number,
            Box.around(p.polygon).clipped(),
            p.as_read.strip(),
            p.confidence,
            settled=p.as_read != p.text,
        )
        for p in parts
    )
