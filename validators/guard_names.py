"""Names a hospital might have and this one has not: what a registry's name is held against beside the other entries.

A registry never lists every institution. Where the seal says 第三人民医院 and only the second is listed, the second
would be the best fit; with the third invented beside it, the seal is seen to be nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from validators import hospital_names
from validators.hospital_names import Part, Token

_ORDINALS = tuple(f"第{n}" for n in "一二三四五六七八九十")
_DIGITS = "〇一二三四五六七八九"
_NUMBER = re.compile(f"[{_DIGITS}]{{3,}}")
_KINDS = (
    "人民医院", "中医医院", "中医院", "中心医院", "妇幼保健院", "妇幼保健计划生育服务中心", "妇女儿童医院",
    "儿童医院", "肿瘤医院",
    "口腔医院", "传染病医院", "精神卫生中心", "康复医院", "骨科医院", "眼科医院", "胸科医院", "蒙医医院",
    "中西医结合医院", "医院",
)  # fmt: skip
_SITES = (*(side + what for side in "东西南北新老" for what in ("院", "院区", "区")), "分院", "一分院", "二分院")
_UNITS = "市县区旗"
_SWAPPED = (Part.OWNER, Part.SPECIALITY, Part.TYPE)


@lru_cache(maxsize=4096)
def guards(name: str) -> tuple[str, ...]:
    """Invented neighbours of a normalised name, its number spelled: other ordinals, numbers, sites, kinds and units."""
    invented = dict.fromkeys([*_ordinals(name), *_numbers(name), *_sites(name), *_kinds(name), *_units(name)])
    return tuple(one for one in invented if one != name)


def _ordinals(name: str) -> Iterator[str]:
    parts = hospital_names.tokens(name)
    present = next((t for t in parts if t.part is Part.ORDINAL), None)
    if present:
        yield name[: present.start] + name[present.end :]
    for at in (present,) if present else _kinds_in(parts):
        for ordinal in _ORDINALS if at is present or at is _first_kind(parts) else _ORDINALS[:3]:
            yield name[: at.start] + ordinal + name[present.end if present else at.start :]


def _numbers(name: str) -> Iterator[str]:
    """第五〇七医院 with one digit another: hospitals of the forces are told apart by nothing else."""
    for number in _NUMBER.finditer(name):
        for at in range(*number.span()):
            yield from (name[:at] + digit + name[at + 1 :] for digit in _DIGITS)


def _sites(name: str) -> Iterator[str]:
    base, campus = hospital_names.split_campus(name)
    if campus:
        yield base
    yield from (base + site for site in _SITES)


def _kinds(name: str) -> Iterator[str]:
    base, campus = hospital_names.split_campus(name)
    parts = hospital_names.tokens(base)
    first = _first_kind(parts)
    if first is None:
        return
    stem = name[: first.start]
    for kind in _KINDS:
        yield stem + kind
        if campus:
            yield stem + kind + campus


def _units(name: str) -> Iterator[str]:
    for place in hospital_names.tokens(name):
        if place.part is Part.PLACE and place.text[-1] in _UNITS:
            yield from (name[: place.end - 1] + unit + name[place.end :] for unit in _UNITS)
            if place.start > 0:
                yield name[: place.start] + name[place.end :]


def _first_kind(parts: tuple[Token, ...]) -> Token | None:
    """Where the words that say what a hospital is begin: behind its places and its own name."""
    return next(iter(_kinds_in(parts)), None)


def _kinds_in(parts: tuple[Token, ...]) -> list[Token]:
    return [t for t in parts if t.part in _SWAPPED and t.start > 0]
