"""The name a signature reads as: behind its label, beneath it, written beside it, stamped beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.fields.given_names import USUAL
from extractors.fields.name_heard import frames_of, heard
from extractors.fields.names import STATES, is_name, name_in, name_part
from extractors.fields.patient import normal_name
from extractors.fields.physician_roles import ROLES, role_by_stem, role_of
from extractors.fields.physician_titles import without_title
from extractors.fields.surname_look_alikes import may_be_another, mended
from extractors.layout.label import Label
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet, Value
from extractors.layout.surnames import is_whole_name, surname_of
from extractors.layout.text import confidence, evidence, fold, is_cjk, squeeze, strip
from extractors.layout.words import ALL
from extractors.reading import Box, Field, Line, Physician, PhysicianRole, Seal, SealPurpose

_READ = 0.75  # of the names with a character read with less, two in five were right (on three families of samples)
_READ_SURELY = 0.9  # below it, a name has to begin with a surname, and a character no given name usually has is another
_PLAINLY = 0.98  # least of a name that begins with no surname known
_SURNAME_READ, _GIVEN_READ = 0.5, 0.4  # least of a known surname, and of a character usual in given names
_MENDED = 0.9  # share of the confidence left where the surname is the one that looks like what was read
_SEPARATORS = re.compile(r"[/∕⁄、,，|｜;；。]|\s{2,}")
_ENGLISH = re.compile(
    r"(?:[A-Za-z][A-Za-z .]*[:：.]?|[A-Za-z]?\d{3,10}[-/]?)\s*(?=[㐀-鿿]{2})"
)  # Verified by 李四, 10233 李四
# What a stamp over the end of a signature adds to it: 左敬断专用章.
_STAMPED_TAIL = re.compile(
    "(?P<name>[^诊断专用章报告检验病理医院科务室印]{2,4})(?:[诊断专用章报告检验病理医院科务室印]{2,}|[用章])"
)
# … or to the title behind it: 左敬之主治执历夏甲用.
_STAMPED_TITLE = re.compile("(?P<name>[一-鿿]{2,4}?)(?:副?主任|主治|住院)[一-鿿]{1,10}")
_HOLE = re.compile(r"[㐀-鿿][*＊#?？□○]+[㐀-鿿]")
_SEAL_REACH = 0.22  # a name seal this far right of the label, in delivered page widths, is the signature
_SEAL_WORDS = re.compile("之?印$|^印|医[师生]|[章:：·.\\s]")
_HAND_REACH = 0.25  # page widths from the label to a signature by hand
_TITLED = re.compile("(?P<name>[一-鿿]{2,4}?)[(,、]?(?:副?主任|主治|住院)医[师生][)]?")
_DEPARTMENT_BEFORE = re.compile(
    r"[一-鿿]{1,12}(?:科|病区|病房|门诊|中心)(?:\([一-鿿]{2,10}\))?(?P<name>[一-鿿]{2,4}?)"
    r"[(,、]?(?:(?:副?主任|主治|住院)医[师生][)]?)?"
)
_LIKELY = 0.5  # of what the recogniser saw: from here on a name is likelier than all others together
_SCRAWL = re.compile("[一-鿿]{1,4}")
_TITLE_BEHIND = re.compile("(?<=[一-鿿])(?:副?主任|主治|住院|主管)?(?:医[师生士]|[药技护]师)$")
_PERSON = re.compile("[者员人师生]$|主任$")  # whom a label asks for
_SHORTEST_NAME, _LONGEST_NAME = 2, 4  # characters, where no dot is printed
_TITLE_FOLLOWS = re.compile("(?:副?主[任管治]|住院|[医药技护检])")
_WORD = re.compile("[一-鿿]{2,4}(?![一-鿿])")
_SIGNED_BESIDE = re.compile("(?P<word>[一-鿿]{2,6})[:：]\\s*(?P<name>[一-鿿]{2,3})(?![一-鿿])")
_LISTED = 2  # commas between what is listed
_COLUMNS = 3  # cells of a row that heads a table
_COLUMN_REACH = 8.0  # text heights from such a heading to the first signature beneath
_STAMP_DRIFT = 2.0  # text heights from a name to the stamp of the same
_HAND_DRIFT = 1.6  # text heights it may stand above or below its label


def names_in(value: Value) -> list[Line]:
    """The names in a value: 张伟/李四, 张伟 李四, 张伟 副主任医师, 副主任医师 张伟, Verified by 张伟."""
    names: list[Line] = []
    for part in value.parts:
        for piece in _pieces(part):
            bare = without_title(strip(_without_english(piece), " \t\u3000_:：(（[［【〔「『"))
            bare = _without_department(bare)
            name = (_unstamped(bare) or name_part(bare)) if bare.text else None
            if (
                name is not None
                and (_plausible(name) or _asked_for(name, bare, value.label, value.sheet))
                and not _cut_out(name, bare)
            ):
                names.append(_to_its_end(name, bare))
        if names:
            break
    if len(names) > 1 and all(_is_clause(squeeze(name.text).text) for name in names):
        return []  # 材料齐全，符合条件
    if any(_begins_a_clause(name, value) for name in names):
        return []  # 术后恢复可，建议化疗
    listed = value.text.count("、") >= _LISTED
    if listed and not any(is_whole_name(mended(squeeze(name.text).text)) for name in names):
        return []  # 检验：血沉、肾小球滤过率、CMV-DNA
    return names or _spaced(value) or _heard(value)


def _heard(value: Value) -> list[Line]:
    """What does not read like a name, though the recogniser saw one: 注舟 of 汪舟."""
    part = strip(value.parts[0], " \t\u3000_:：(（")
    titled = _TITLE_BEHIND.search(part.text)
    part = part.part(0, titled.start()) if titled else part
    scrawl = _SCRAWL.fullmatch(part.text) is not None and part.text not in ALL
    return [part] if scrawl and name_heard(part, value.sheet) is not None else []


def name_heard(name: Line, sheet: Sheet) -> tuple[str, float] | None:
    """The likeliest name and its probability, where the recogniser was in doubt and one is likelier than not."""
    found = heard(frames_of(name, sheet.page.lines)) if len(name.text) <= _LONGEST_NAME else None
    return found if found is not None and found[1] >= _LIKELY else None


def goes_on(label: Label) -> bool:
    """Whether a label without a colon is but the beginning of a longer word: 鉴定医师填写, 检验指标."""
    rest = label.source.text[label.end :]
    return not label.colon and bool(rest) and is_cjk(rest[0])


def beside_by_hand(label: Label, sheet: Sheet) -> Line | None:
    """A name that stands right of the label or beneath it but off its line, as signatures do; no other label's."""
    if goes_on(label):
        return None
    found = [
        name
        for line in sheet.lines
        if line is not label.source and (_stands_by(line, label) or _in_its_column(line, label, sheet))
        if (name := whole_name_of(line)) is not None and _row_is_free(line, label, sheet)
    ]
    return min(found, key=lambda line: abs(line.box.cy - label.box.cy), default=None)


def _stands_by(line: Line, label: Label) -> bool:
    h = height(label.source)
    right, down = line.box.x0 - label.box.x1, line.box.cy - label.box.cy
    beneath = 0 < down <= 2 * _HAND_DRIFT * h and -h <= line.box.x0 - label.box.x0 <= 6 * h
    return beneath or (-h <= right <= _HAND_REACH and abs(down) <= _HAND_DRIFT * h)


def _in_its_column(line: Line, label: Label, sheet: Sheet) -> bool:
    """Whether a line stands beneath a label that heads a column of a table: 药品 | 用法 | 医师签名."""
    heading = sheet.row_of(label.source)
    if label.colon or heading is None or len(heading.lines) < _COLUMNS or label.source.text.strip() != label.line.text:
        return False
    if not 0 < (line.box.cy - label.box.cy) / height(label.source) <= _COLUMN_REACH:
        return False
    nearest = min(heading.lines, key=lambda head: abs(head.box.cx - line.box.cx))  # written by hand, not quite under it
    return nearest is label.source


def whole_name_of(line: Line) -> Line | None:
    """A line that is a name and nothing else, or a name and a title."""
    printed = squeeze(line.text)
    titled = _TITLED.fullmatch(printed.text)
    end = titled.end("name") if titled else len(printed.text)
    if not is_whole_name(mended(printed.text[:end])) or not is_name(printed.text[:end]) or printed.text[:end] in STATES:
        return None
    return line.part(*printed.span(0, end)) if titled else line


def field_of(name: Line, sheet: Sheet) -> Field | None:
    """The name as a field; None where it was hardly read, or a character of it not at all: 唐*卫."""
    if _HOLE.search(name.text):
        return None
    value = normal_name(name.text)
    value = mended(value) if name.char_confidences else value  # a PDF's own text holds what it prints
    proof = evidence(sheet.page, (name,))
    chars = name.char_confidences if len(name.char_confidences) == len(name.text) else ()
    known = name_heard(name, sheet)
    if known is not None:
        return Field("physician", name.text, known[0], round(min(known[1], confidence((name,))), 4), proof, chars)
    if not _is_read(name, value):
        return None
    sure = confidence((name,)) if name.min_confidence >= _READ else name.min_confidence
    doubtful = value != normal_name(name.text) or (bool(name.char_confidences) and may_be_another(value))
    sure *= _MENDED if doubtful else 1.0
    return Field("physician", name.text, value, round(sure, 4), proof, chars)


def physician_of(name: Line, sheet: Sheet, role: PhysicianRole, title: str) -> Physician:
    """With the name as None where it was hardly read: the evidence still says what it looked like."""
    return Physician(role, field_of(name, sheet), title, evidence(sheet.page, (name,)))


def _is_read(name: Line, value: str) -> bool:
    """Whether a name was read: each of its characters the surer the less it is one of a name."""
    surname = surname_of(value)
    if not surname or "·" in value or len(name.char_confidences) != len(name.text):
        known = bool(surname) or "·" in value or squeeze(name.text).text.isascii()
        return name.min_confidence >= (_READ if known else _READ_SURELY)
    sure = [c for c, printed in zip(name.char_confidences, name.text, strict=True) if not printed.isspace()]
    given = zip(sure[len(surname) :], value[len(surname) :], strict=False)
    return min(sure[: len(surname)]) >= _SURNAME_READ and all(
        c >= (_GIVEN_READ if character in USUAL else _READ_SURELY) for c, character in given
    )


def stamped_beside(label: Label, sheet: Sheet) -> Field | None:
    """The name on a seal beside the label, whatever the seal was taken for."""
    return sealed(label, sheet) or stamped(label, sheet)


def stamped_again(name: Line, sheet: Sheet) -> Field | None:
    """A name read with doubt as the stamp on its row says it: the same but for one character."""
    scrawl, place = normal_name(name.text), Box.around(name.polygon)
    for line in filter(lambda line: line.in_seal, sheet.page.lines):
        printed = normal_name(line.text)
        level = abs(Box.around(line.polygon).cy - place.cy) <= _STAMP_DRIFT * place.height
        same = len(printed) == len(scrawl) and sum(map(str.__ne__, printed, scrawl)) <= 1
        if level and same and is_whole_name(printed) and line.min_confidence >= _READ:
            proof = evidence(sheet.page, (line,))
            return Field("physician", line.text, printed, round(line.confidence, 4), proof)
    return None


def sealed(label: Label, sheet: Sheet) -> Field | None:
    """The name on a physician's personal seal beside the label."""
    box = Box.around(label.line.polygon)
    for seal in sheet.page.seals:
        bare = _SEAL_WORDS.sub("", seal.text)
        if seal.purpose is SealPurpose.PERSONAL_NAME and _beside(seal, box) and is_whole_name(bare):
            proof = evidence(sheet.page, (label.line,))
            place = type(proof[0])(seal.upload, seal.page, seal.box, seal.text, seal.text_confidence)
            return Field("physician", seal.text, normal_name(bare), round(seal.text_confidence, 4), (place,))
    return None


def stamped(label: Label, sheet: Sheet) -> Field | None:
    """A line inside a stamp beside the label that is a name and nothing else, whatever the stamp was taken for."""
    box = Box.around(label.line.polygon)
    for line in filter(lambda line: line.in_seal, sheet.page.lines):
        place = Box.around(line.polygon)
        beside = -0.02 <= place.x0 - box.x1 <= _SEAL_REACH
        level = abs(place.cy - box.cy) <= box.height + place.height / 2
        named = is_name(line.text) and "专用" not in line.text and is_whole_name(mended(squeeze(line.text).text))
        if beside and level and named and line.min_confidence >= _READ:
            proof = evidence(sheet.page, (line,))
            return Field("physician", line.text, normal_name(line.text), round(line.confidence, 4), proof)
    return None


def _pieces(part: Line) -> Iterator[Line]:
    """A line cut where two names may part; at a single space only if both sides are names (张伟 李四)."""
    position = 0
    while position < len(part.text):
        cut = _SEPARATORS.search(part.text, position)
        end = cut.start() if cut else len(part.text)
        words = list(re.finditer(r"\S+", part.text[position:end]))
        if len(words) > 1 and all(is_whole_name(word.group()) for word in words):
            yield from (part.part(position + word.start(), position + word.end()) for word in words)
        else:
            yield part.part(position, end)
        position = cut.end() if cut else len(part.text)


def _without_english(line: Line) -> Line:
    match = _ENGLISH.match(line.text)
    return line.part(match.end(), len(line.text)) if match else line


def _without_department(line: Line) -> Line:
    """妇科肿瘤病区杨龙涛 → 杨龙涛: where a form asks for both in one cell."""
    squeezed = squeeze(line.text)
    match = _DEPARTMENT_BEFORE.fullmatch(squeezed.text)
    if match is None or not is_whole_name(mended(match["name"])):
        return line
    return line.part(squeezed.span(*match.span("name"))[0], len(line.text))


def _plausible(name: Line) -> bool:
    """A word of two characters is a name only with a known surname: 填写 and 指标 are none."""
    printed = mended(squeeze(name.text).text)
    return "专用" not in printed and (len(printed) != 2 or printed.isascii() or bool(surname_of(printed)))


def _asked_for(name: Line, printed: Line, label: Label, sheet: Sheet) -> bool:
    """Whether a word without a surname is all that stands, plainly read, where a person is named: 记录员：赛罕."""
    word = squeeze(printed.text).text
    plain = not name.char_confidences or name.min_confidence >= _PLAINLY
    spaced = len(printed.text.strip()) > len(word)  # 检验：图 雅, set as wide as names of three
    person = bool(_PERSON.search(label.word))
    named = spaced or (person and label.colon) or ((person or label.colon) and _signs_beside(label, sheet))
    return squeeze(name.text).text == word and plain and named and word not in STATES and word not in ALL


def _signs_beside(label: Label, sheet: Sheet) -> bool:
    """Whether somebody whose name is one for certain signs on the same row: 检验者 王小敏  审核者 年广."""
    row = sheet.row_of(label.source)
    others = [
        other.source.text[other.end :].strip(" :：")
        for line in (row.lines if row else ())
        for other in sheet.labels_in(line)
        if other is not label and role_of(other.word, ROLES) is not None
    ]
    behind = [_WORD.match(fold(text)) for text in others]
    return any(match is not None and is_whole_name(match.group()) for match in behind) or _signs_unlisted(label, row)


def _signs_unlisted(label: Label, row: Row | None) -> bool:
    """Whether somebody signs so behind a label no list has: 主检：钟磬  复核：…"""
    for line in row.lines if row else ():
        for match in _SIGNED_BESIDE.finditer(fold(line.text)):
            other = line is not label.source or match.start() != label.start
            if other and role_by_stem(match["word"]) is not None and is_whole_name(match["name"]):
                return True
    return False


def _is_clause(word: str) -> bool:
    """Whether four characters are no name of two, as the clauses of a sentence are."""
    return len(word) == _LONGEST_NAME and "·" not in word and not is_whole_name(word)


def _begins_a_clause(name: Line, value: Value) -> bool:
    """Whether four characters and more without a surname stand before a comma and further words."""
    word = squeeze(name.text).text
    if len(word) < _LONGEST_NAME or "·" in word or is_whole_name(mended(word)):
        return False
    behind = squeeze(value.text).text.partition(word)[2]
    return re.match("[,;。][一-鿿]{3}", behind) is not None


def _cut_out(name: Line, printed: Line) -> bool:
    """Whether a name of four characters is but the beginning of a longer word: 仅对此标 of 仅对此标本负责."""
    text, word = squeeze(printed.text).text, squeeze(name.text).text
    if len(word) != _LONGEST_NAME or is_whole_name(word) or not text.startswith(word):
        return False
    return text[len(word) : len(word) + 1].isalpha() and not _TITLE_FOLLOWS.match(text, len(word))


def _to_its_end(name: Line, printed: Line) -> Line:
    """仝亚男, not 仝亚: no paper prints a physician's sex. 李玉梅, not 李玉梅副: an office whose rest is cut off."""
    text = squeeze(name.text).text
    if text.endswith("副") and len(text) > _SHORTEST_NAME:
        return name.part(0, name.text.rindex("副"))
    at = printed.text.find(name.text)
    whole = printed.part(at, at + len(name.text) + 1) if at >= 0 else name
    longer = len(whole.text) > len(name.text) and whole.text[-1] in "男女"
    return whole if longer and is_whole_name(mended(squeeze(whole.text).text)) else name


def _unstamped(line: Line) -> Line | None:
    squeezed = squeeze(line.text)
    match = _STAMPED_TAIL.fullmatch(squeezed.text) or _STAMPED_TITLE.fullmatch(squeezed.text)
    if match is None or not is_whole_name(match["name"]):
        return None
    return line.part(*squeezed.span(*match.span("name")))


def _spaced(value: Value) -> list[Line]:
    """A name printed with wide gaps: 张    伟."""
    span = name_in(value.parts[0].text)
    name = value.parts[0].part(*span) if span else None
    whole = name is not None and _plausible(name) and not _cut_out(name, value.parts[0])
    return [name] if name is not None and whole else []


def _row_is_free(line: Line, label: Label, sheet: Sheet) -> bool:
    """Whether no other label could claim a line: none stands left of it on its row, none in it."""
    row = sheet.row_of(line)
    if sheet.labels_in(line):
        return False
    return row is None or not any(
        each is not label.source and each.box.x0 < line.box.x0 and sheet.labels_in(each) for each in row.lines
    )


def _beside(seal: Seal, label: Box) -> bool:
    right = -0.02 <= seal.box.x0 - label.x1 <= _SEAL_REACH
    return right and seal.box.y0 - label.height <= label.cy <= seal.box.y1 + label.height
