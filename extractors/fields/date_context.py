"""What a date stands for where no label of the lists was found: by the words printed before, left of or above it.

They are held against the known labels with a character misread, lost or added (人院日期, 打印时网), with their English
glosses (采集Co1lected), and against how such labels are made (报告出具).
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.fields.date_places import Found, is_date_alone, line_of
from extractors.fields.date_roles import ROLES, STAY, VALIDITY, role_of, signature_of
from extractors.layout.rows import height
from extractors.layout.text import is_cjk, squeeze
from extractors.reading import DateRole, Line

_ABOVE = 6.0  # text heights within which a label may have its value below it
_BESIDE = 1.1  # text heights a value may stand higher or lower than its label
_FAR = 0.35  # page widths
_ACT = (2, 3)  # characters of a word for what was done
_LOOK_ALIKE = 0.5  # what one character costs that looks like the one read
_OF_THIS_TIME = 3  # characters of 本次 and the shortest label: 本次报告
_LONGEST = 14  # characters of a label with its gloss or a stamp's letters in it
_MADE = re.compile(
    r"(?P<of>样本|标本|样品|检体|报告|结果|检验|检查|检测|化验|病理|病历|病史|诊断|证明|处方|申请|医师|医生|患者|系统|自助)?"
    r"(?:采集|采样|抽样|取样|采血|接收|收样|签收|核收|送检|送达|收到|检验|检测|上机|审核|复核|批准|审签|出具|发布|发放|签发|完成|"
    r"打印|补打|导出|开具|开立|记录|书写|填写|填表|申请|就诊|接诊|入院|出院|检查|扫描|报告|签名|签字|盖章)"
    r"(?P<when>日期|时间|时刻|年月日)?(?:/(?:日期|时间))?"
)
_SIGNING = ("签名", "签字", "盖章")
_ENDS = re.compile(r"(?:[日目曰][期朋斯明]|[时肘时][间问闻网同向])$")
_ALIKE = (
    "入人八", "日曰目", "间问闻网向同", "期朋", "末未", "己已", "采来", "院阮腕脘", "接按", "签鉴", "检捡", "审宙",
)  # fmt: skip
_ENGLISH = (
    ("collect|sampl", "采集时间"),
    ("receiv", "接收时间"),
    ("report", "报告时间"),
    ("print", "打印时间"),
    ("admi(?:ssion|tted)", "入院日期"),
    ("discharge", "出院日期"),
    ("birth", "出生日期"),
    ("issue", "开具日期"),
    ("exam", "检查日期"),
    ("verif|review|approv", "审核时间"),
    ("visit", "就诊日期"),
    ("^date$", "日期"),
)
_ENGLISH_LONGEST = 24
_LATIN = re.compile(r"[A-Za-z][A-Za-z .:/()0-9]{2,23}")


def word_by_place(found: Found) -> str | None:
    """The date label that the words around a date are: right before it, in the cell left of it, or heading it."""
    line = line_of(found)
    if found.parts[0].box.x0 > line.box.x0 + 0.5 * height(line):  # not the first on its line
        return word_before(found)
    for beside in (_left_of(line, found), _above(line, found)):
        if beside is not None and (word := _heading(beside, found)) is not None:
            return word
    return None


def word_before(found: Found) -> str | None:
    """The date label that stands right before a date on its row."""
    own = _on_its_line(found)
    before = _last_words(own)
    if not before:
        return None
    if own.rstrip().endswith((":", "：")) and (done := _done(before.split()[-1])) is not None:
        return done
    glued = "出生" if before.endswith("出生") else None  # 性别男年龄48岁出生1978年10月08日
    return word_of(before) or word_of(before.split()[-1]) or glued


@lru_cache(maxsize=1024)
def _done(word: str) -> str | None:
    """The date label that says what was done, in two or three characters before a colon: 收件：, 来样 for 采样."""
    flat = squeeze(word).text
    if len(flat) not in _ACT or not all(map(is_cjk, flat)) or flat in ROLES or signature_of(flat) is not None:
        return None
    if not flat.endswith(_SIGNING) and role_of(f"{flat}时间") is not DateRole.OTHER:
        return f"{flat}时间"
    alike = {each for each in ROLES if len(each) == len(flat) == _ACT[0] and _apart(each, flat) <= _LOOK_ALIKE}
    return alike.pop() if len(alike) == 1 else None


@lru_cache(maxsize=4096)
def word_of(text: str) -> str | None:
    """The date label a text is, as the vocabulary spells it or as printed; None if it is none."""
    flat = squeeze(text).text.strip(" .,:;·*_-/|()[]")
    chinese = "".join(c for c in flat if is_cjk(c) or c == "/").strip("/")
    if not 2 <= len(chinese) <= _LONGEST:
        return _english(flat) if not chinese else None
    chinese = chinese.removeprefix("本次") if len(chinese) > _OF_THIS_TIME else chinese
    if chinese in ROLES or chinese in STAY or chinese in VALIDITY:
        return chinese
    made = _MADE.fullmatch(chinese)
    if made is not None and (made["of"] or made["when"]) and not chinese.endswith(_SIGNING):
        return _dated(chinese)
    return _nearest(chinese) or _begins(chinese) or _made_of(chinese)


def _dated(made: str) -> str | None:
    """报告出具 → 报告出具时间, which says what it is."""
    word = made if made.endswith(("日期", "时间")) else f"{made}时间"
    return word if role_of(word) not in (None, DateRole.OTHER) else None


def _made_of(text: str) -> str | None:
    """A label no list has, ending as they do: its stems say what it is."""
    if len(text) > 10 or not _ENDS.search(text):
        return None
    word = f"{text[:-2]}时间"
    return word if role_of(word) not in (None, DateRole.OTHER) else None


def _nearest(text: str) -> str | None:
    """The known labels that differ by a character, if all of them stand for the same."""
    if len(text) < 3:
        return None
    ranked: dict[str, float] = {}
    for word in ROLES:
        if len(word) >= 4 and (apart := _apart(word, text)) <= (2.0 if len(text) >= 6 and _ENDS.search(text) else 1.0):
            ranked[word] = apart
    least = min(ranked.values(), default=None)
    best = [word for word, apart in ranked.items() if apart == least]
    return best[0] if best and len({ROLES[word] for word in best}) == 1 else None


def _apart(word: str, read: str) -> float:
    """Characters misread (half for look-alikes), or one lost or added."""
    if len(word) == len(read):
        return sum(0.5 if _look_alike(a, b) else 1.0 for a, b in zip(word, read, strict=True) if a != b)
    shorter, longer = sorted((word, read), key=len)
    if len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return 1.0
    return 9.0


def _look_alike(a: str, b: str) -> bool:
    return any(a in group and b in group for group in _ALIKE)


def _begins(text: str) -> str | None:
    """开具日期D柱车: a label with a stamp's letters behind it."""
    return next(
        (word for word in sorted(ROLES, key=len, reverse=True) if len(word) >= 4 and text.startswith(word)), None
    )


def _english(text: str) -> str | None:
    words = text.lower().replace("1", "l").replace("0", "o")
    if not 4 <= len(words) <= _ENGLISH_LONGEST:
        return None
    return next((word for pattern, word in _ENGLISH if re.search(pattern, words)), None)


def _on_its_line(found: Found) -> str:
    """What its own line says before a date, back to the label or date before."""
    line, first = line_of(found).text, found.parts[0].text
    own = line[: line.find(first)] if first in line else ""
    return own if own and found.before.strip().endswith(own.strip()) else found.before


def _last_words(before: str) -> str:
    """What stands right before a date, back to a gap or a stop."""
    return re.split(r"[,，。;；、|｜)）]|\s{2,}", before.strip(" \t\u3000:：_.·*"))[-1].strip()


def _heading(line: Line, found: Found) -> str | None:
    """The date label a line ends with, or is."""
    labels = found.sheet.labels_in(line)
    if labels and labels[-1].end >= len(line.text.rstrip()) and role_of(labels[-1].word) is not None:
        return labels[-1].word
    return None if any(label.colon for label in labels) else word_of(line.text)


def _left_of(line: Line, found: Found) -> Line | None:
    """The nearest line left of the date's own, a little higher or lower perhaps, as cells are set."""
    h = height(line)
    left = [
        other
        for other in found.sheet.lines
        if other is not line
        and -0.5 * h <= line.box.x0 - other.box.x1 <= _FAR
        and abs(other.box.cy - line.box.cy) <= _BESIDE * max(h, height(other))
    ]
    return max(left, key=lambda other: other.box.x1, default=None)


def _above(line: Line, found: Found) -> Line | None:
    """The label a date stands under: the nearest line over it, other values of its column left out."""
    h = height(line)
    over = [
        other for other in found.sheet.lines if 0.6 * h < line.box.cy - other.box.cy and _overlap(line, other) > 0.3
    ]
    below = line
    for other in sorted(over, key=lambda each: -each.box.cy):
        if below.box.cy - other.box.cy > _ABOVE * h:
            return None
        if not is_date_alone(other) and not _is_gloss(other):
            return other
        below = other
    return None


def _is_gloss(line: Line) -> bool:
    """A Latin word, as the small English below a label is, that says nothing (Timported, for Reported)."""
    text = squeeze(line.text).text
    return _LATIN.fullmatch(text) is not None and _english(text) is None


def _overlap(one: Line, other: Line) -> float:
    shared = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    return shared / max(min(one.box.width, other.box.width), 1e-6)
