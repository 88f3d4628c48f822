"""Who sign side by side behind nothing but what they did: 初诊王小敏 | 复诊 李四."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.fields.physician_names import field_of
from extractors.fields.surname_look_alikes import mended
from extractors.layout.rows import Row
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import evidence, squeeze
from extractors.reading import Physician, PhysicianRole

_ACT_AND_NAME = re.compile(r"(?P<word>[一-鿿]{2}):?(?P<name>[一-鿿]{2,4})")


def side_by_side(sheet: Sheet, row: Row, roles: Mapping[str, PhysicianRole]) -> list[Physician]:
    """The signers of a row in which two and more did something that physicians are called by; one alone may be none."""
    found: dict[str, Physician] = {}
    for line in row.lines:
        printed = squeeze(line.text)
        match = _ACT_AND_NAME.fullmatch(printed.text)
        role = roles.get(match["word"] + "医师") if match is not None else None
        if match is None or role is None or sheet.labels_in(line) or not is_whole_name(mended(match["name"])):
            continue
        name = line.part(*printed.span(*match.span("name")))
        found[match["word"]] = Physician(role, field_of(name, sheet), "", evidence(sheet.page, (name,)))
    return list(found.values()) if len(found) > 1 else []
