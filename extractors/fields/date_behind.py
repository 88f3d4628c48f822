"""Dates whose word stands behind them (2026年5月27日 填发), and columns of dates under one heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.fields.date_places import Found, is_date_alone, line_of
from extractors.fields.date_roles import ROLES
from extractors.fields.date_text import find_dates
from extractors.layout.rows import height
from extractors.layout.text import join, squeeze
from extractors.reading import DateField, DateRole

_WORD = re.compile(r"[(]?(?P<word>[一-鿿]{2,4}?)(?:于)?[)]?[.。;]?")
_BORN = re.compile(r"\s?出?\s?生(?=$|[\s,，;；。)）])")
_NEAR = 6.0  # text heights from such a word to another date that it may belong to
_FLUSH = 0.8  # text heights by which dates of a column begin apart
_NOT_BEHIND = frozenset(("有效", "截止"))


def word_behind(found: Found) -> str | None:
    """The date label that stands behind a date in its cell, with nothing before it and nothing else behind."""
    if found.label is not None and not found.between.strip():
        return None
    line = line_of(found)
    flat, own = squeeze(line.text).text, squeeze(join(found.parts)).text
    match = _WORD.fullmatch(flat[len(own) :]) if flat.startswith(own) else None
    if match is None or _is_before_another(found):
        return None
    word = match["word"]
    return next(
        (each for each in (f"{word}日期", f"{word}时间", word) if each in ROLES and word not in _NOT_BEHIND), None
    )


def of_birth(found: Found) -> bool:
    """Whether a clause says that a day is somebody's birth: 患者李某，男，1958年12月2日生，…"""
    return _BORN.match(found.after) is not None


def _is_before_another(found: Found) -> bool:
    """Whether the next text of the row is a date, to which the word behind this one may belong."""
    line = line_of(found)
    right = [other for other in found.row.lines if other.box.x0 >= line.box.x1]
    nearest = min(right, key=lambda other: other.box.x0, default=None)
    near = nearest is not None and nearest.box.x0 - line.box.x1 < _NEAR * height(line)
    return nearest is not None and near and bool(find_dates(nearest.text)[:1]) and nearest.text.lstrip()[:1].isdigit()


def in_columns(made_of: Sequence[tuple[Found, DateField]]) -> list[tuple[Found, DateField]]:
    """With days of a column in the role of the first, which stands under the heading."""
    done: list[tuple[Found, DateField]] = []
    for each, field in made_of:
        head = _above(each, done) if field.role is DateRole.OTHER and not field.label else None
        done.append((each, replace(field, role=head.role, label=head.label) if head is not None else field))
    return done


def _above(found: Found, done: Sequence[tuple[Found, DateField]]) -> DateField | None:
    """The last date right above that a heading names."""
    line = line_of(found)
    if not is_date_alone(line) or found.label is not None:
        return None
    for other, field in reversed(done):
        upper = line_of(other)
        if upper.box.cy < line.box.cy and abs(upper.box.x0 - line.box.x0) < _FLUSH * height(line):
            named = other.label is None and bool(field.label) and is_date_alone(upper)
            return field if named and field.role is not DateRole.OTHER else None
    return None
