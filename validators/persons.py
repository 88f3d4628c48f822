"""Who a paper is about: identity numbers (GB 11643) and names, compared with three values.

A difference counts only where it was seen clearly: one look-alike or badly read character apart is unsure, never
another person.
"""

from __future__ import annotations

import datetime as dt
import re

from validators.look_alikes import confused, unify
from validators.matching import MATCHING
from validators.verdict import Outcome

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_EARLIEST_BIRTH = dt.date(1880, 1, 1)
_BETWEEN_DIGITS = re.compile(r"[\s\-—_]")
_MASKS = "*＊※×●•○〇■□_?？"
_DOTS = re.compile(r"[·•．.・‧∙⋅●⸱ᐧ。﹒･]")
# Digits a recogniser confuses; X stands in the last place only.
_DIGIT_KIN = ("0OoDQ〇○8", "1lI|7丨", "2Zz7", "3853", "56Ss", "6b08", "38B", "9g4q", "49", "17", "XxχКk×", "6G", "5S")
_LONG_NAME = 4  # characters of a name that nobody else bears with or without its dot
_PREFIXES = re.compile(r"^(?:姓名|患者姓名|病人姓名)[:：]?")
_TITLES = re.compile(r"(?:先生|女士|同志|小朋友|之子|之女)$")


def normalise_id(text: str) -> str:
    """An identity number as it is compared: width made one, upper case, no spaces or hyphens; `×` in the last place is
    `X`.
    """
    compact = _BETWEEN_DIGITS.sub("", unify(text)).upper()
    return re.sub(r"(?<=^\d{17})[×Χ✕]$", "X", compact)


def id_number_valid(text: str) -> bool:
    """Whether `text` is an identity number of 18 characters with the right check digit, or an old one of 15 digits,
    and its birth date exists. An area code is not judged: codes are retired. A birth in the future is for
    `birth_of_id` to show.
    """
    number = normalise_id(text)
    if not re.fullmatch(r"[1-9]\d{16}[\dX]|[1-9]\d{14}", number):
        return False
    if len(number) == 18 and _check_digit(number[:17]) != number[17]:
        return False
    return birth_of_id(number) is not None


def _check_digit(body: str) -> str:
    return _CHECK[sum(int(c) * w for c, w in zip(body, _WEIGHTS, strict=True)) % 11]


def of_digits(text: str, char_confidences: tuple[float, ...]) -> tuple[float, ...]:
    """Of an identity number set wide (3 7 9 8 …) or in groups: the confidences of its characters, as they are compared;
    those of `text` otherwise.
    """
    if len(text) != len(char_confidences):
        return char_confidences
    return tuple(sure for c, sure in zip(text, char_confidences, strict=True) if not _BETWEEN_DIGITS.match(c))


def birth_of_id(text: str) -> dt.date | None:
    """The birth date in an identity number of 18 or 15 characters, or None where it holds no day of the calendar."""
    number = normalise_id(text)
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12] if len(number) == 15 else ""
    if not re.fullmatch(r"\d{8}", digits):
        return None
    try:
        birth = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return birth if birth >= _EARLIEST_BIRTH else None


def sex_of_id(text: str) -> str:
    """`男` or `女` by the sequence digit (odd is male), "" where the number has no valid length."""
    number = normalise_id(text)
    digit = number[16] if len(number) == 18 else number[14] if len(number) == 15 else ""
    return ("男" if int(digit) % 2 else "女") if digit.isdecimal() else ""


def age_on(birth: dt.date, day: dt.date) -> int:
    """Whole years from `birth` to `day`; negative where `day` lies before birth."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def eighteen(text: str) -> str:
    """An identity number in 18 characters: an old one of 15 gets its century and check digit."""
    number = normalise_id(text)
    if not re.fullmatch(r"\d{15}", number):
        return number
    body = number[:6] + "19" + number[6:]
    return body + _check_digit(body)


def compare_ids(a: str, b: str, confidence: float = 1.0, char_confidences: tuple[float, ...] = ()) -> Outcome:
    """Whether two identity numbers are one. `confidence` is that of the one read off paper (`a`), per character if
    known.

    pass: the same, in either length, or the same but for one character that was read with doubt, where only `b`'s makes
    the check digit right. fail: `a` is itself a valid number, read surely, and differs by more than one confusable
    digit. unsure: everything else (masked, cut, one look-alike apart, wrong check digit, read with doubt).
    """
    left, right = eighteen(a), eighteen(b)
    if not left or not right:
        return Outcome.UNSURE
    if left == right or misread(a, b, char_confidences):
        return Outcome.PASS
    if any(c in _MASKS for c in a + b) or len(left) != 18 or len(right) != 18:
        return Outcome.UNSURE
    differing = [i for i in range(18) if left[i] != right[i]]
    if len(differing) == 1 and _digit_may_be(left, right, differing[0], a, char_confidences):
        return Outcome.UNSURE
    if confidence < MATCHING.persons.sure or not id_number_valid(left):
        return Outcome.UNSURE
    return Outcome.FAIL


def misread(a: str, b: str, char_confidences: tuple[float, ...]) -> bool:
    """Whether `a`, as read off paper, is the valid number `b` but for one character that was read with doubt.

    A check digit notices every single wrong character, so no other person's number lies one character away from `b`.
    """
    left, right = normalise_id(a), normalise_id(b)
    if len(left) != len(right) or len(char_confidences) != len(left) or len(left) != 18:
        return False
    differing = [i for i in range(18) if left[i] != right[i]]
    doubtful = [i for i in differing if char_confidences[i] < _least_sure(left[i], right[i])]
    return len(differing) == 1 and differing == doubtful and id_number_valid(right) and not id_number_valid(left)


def _least_sure(read: str, other: str) -> float:
    """From which confidence on a digit is the one read; more is asked where the other looks like it."""
    return MATCHING.persons.sure if _kin(read, other) else MATCHING.persons.doubtful_character


def _kin(a: str, b: str) -> bool:
    return any(a in kin and b in kin for kin in _DIGIT_KIN)


def _digit_may_be(left: str, right: str, index: int, raw: str, char_confidences: tuple[float, ...]) -> bool:
    known = len(char_confidences) == len(raw) == 18
    doubtful = known and char_confidences[index] < MATCHING.persons.doubtful_character
    return doubtful or _kin(left[index], right[index])


def normalise_name(text: str) -> str:
    """A person's name as it is compared: no label, no spaces, one kind of dot, width made one, upper-case Latin."""
    name = re.sub(r"[\s　]+", "", unify(text))
    name = re.sub(r"[(（][^)）]*[)）]$", "", _PREFIXES.sub("", name))
    return _DOTS.sub("·", _TITLES.sub("", name)).strip("·").upper()


def compare_names(a: str, b: str, confidence: float = 1.0, char_confidences: tuple[float, ...] = ()) -> Outcome:
    """Whether two personal names are one. `confidence` is that of the one read off paper (`a`), per character if
    known.

    pass: the same, whatever dot, if any, stands between the parts of a long name. fail: read surely and clearly
    different. unsure: masked (`张*`) and compatible, a character that looks alike or was read with doubt, one character
    lost, a dot in a short name.
    """
    left, right = normalise_name(a), normalise_name(b)
    if not left or not right:
        return Outcome.UNSURE
    if left == right or _same_but_for_dots(left, right):
        return Outcome.PASS
    if any(c in _MASKS for c in left + right):
        shown = _without_doubtful(left, a, char_confidences)
        return Outcome.UNSURE if _masked_fits(shown, right) else _different(confidence)
    if left.replace("·", "") == right.replace("·", "") or _lost(left, right):
        return Outcome.UNSURE
    if len(left) == len(right) and _all_explained(left, right, a, char_confidences):
        return Outcome.UNSURE
    return _different(confidence)


def _same_but_for_dots(left: str, right: str) -> bool:
    """Whether two long names are one: many systems know no dot."""
    plain = left.replace("·", "")
    return plain == right.replace("·", "") and len(plain) >= _LONG_NAME


def one_character_apart(a: str, b: str) -> bool:
    """Whether two names are equal but for one character, or one lost: misread, or mistyped by a clerk."""
    left, right = normalise_name(a), normalise_name(b)
    if len(left) != len(right):
        return _lost(left, right)
    return len(left) > 1 and sum(map(str.__ne__, left, right)) <= 1


def _different(confidence: float) -> Outcome:
    return Outcome.FAIL if confidence >= MATCHING.persons.sure else Outcome.UNSURE


def _masked_fits(left: str, right: str) -> bool:
    """Whether a masked name may be the other: each run of mask signs stands for one or more characters."""
    return any(_fits_mask(masked, whole) for masked, whole in ((left, right), (right, left)))


def _without_doubtful(masked: str, raw: str, char_confidences: tuple[float, ...]) -> str:
    """A masked name with what was read with doubt masked as well."""
    if not len(char_confidences) == len(raw) == len(masked):
        return masked
    doubtful = MATCHING.persons.doubtful_character
    return "".join(c if sure >= doubtful else "*" for c, sure in zip(masked, char_confidences, strict=True))


def _fits_mask(masked: str, whole: str) -> bool:
    """Taking each part at its first place is enough: what follows only gets more room. Linear, whatever was read."""
    first, *rest = re.split(f"[{re.escape(_MASKS)}]+", masked)
    if not rest or not whole.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1]:
        found = whole.find(part, at + 1)
        if found < 0:
            return False
        at = found + len(part)
    return len(whole) - len(rest[-1]) > at and whole.endswith(rest[-1])


def _lost(left: str, right: str) -> bool:
    """Whether one reading is a piece of the other: cut at an edge, or one character of a longer name lost."""
    short, long = sorted((left, right), key=len)
    if len(short) < 2 or len(short) == len(long):
        return False
    if len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long))):
        return True
    return len(short) >= 3 and short in long


def _all_explained(left: str, right: str, raw: str, char_confidences: tuple[float, ...]) -> bool:
    """Whether at most one character in three differs, and each that does looks alike, was read with doubt or is
    rare.
    """
    differing = [i for i, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
    if len(differing) > max(1, len(left) // 3):
        return False
    known = len(char_confidences) == len(raw) == len(left)
    return all(
        confused(left[i], right[i])
        or _is_rare(right[i])
        or (known and char_confidences[i] < MATCHING.persons.doubtful_character)
        for i in differing
    )


def _is_rare(character: str) -> bool:
    """Whether a character lies outside GB 2312: recognisers put a commoner one in its place, and sure of it."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
