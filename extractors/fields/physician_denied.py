"""Signers that rules found and a trained net surely takes for something else: 检验：血常规, 鉴定专家 | 组意见.

Left out only where they have no form of a name and somebody else signs the paper for certain. Of two characters, many
words begin like a surname (时间, 简称): those have to be such as names are often made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.physician_placed import Placed, placed
from extractors.fields.physician_sighted import before, is_usual
from extractors.fields.surname_look_alikes import mended
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name
from extractors.reading import Physician

_ASKED = re.compile("(?:[医药技]师|医生|[检核人][验查测]?[者员])\\s*[:：]\\s*$")  # 调配药师：含章, whoever is called so
_SHORT = 2  # characters
_DENIED, _SURE = 0.005, 0.8  # mean probability of its characters to be a signer's name: below, and above


def without_denied(found: Sequence[Physician], sheets: Sequence[Sheet]) -> list[Physician]:
    """In the order given."""
    places = [placed(each, sheets) for each in found]
    if not any(place is not None and place.naming > _SURE for place in places):
        return list(found)
    return [each for each, place in zip(found, places, strict=True) if not _is_denied(each, place)]


def _is_denied(signer: Physician, place: Placed | None) -> bool:
    unlikely = place is not None and place.naming < _DENIED and not _ASKED.search(before(place.name, place.page))
    return unlikely and signer.name is not None and not _may_be_name(signer.name.value)


def _may_be_name(name: str) -> bool:
    return is_usual(name) if len(name) == _SHORT else is_whole_name(mended(name))
