"""Names with their codes behind a stroke, as some laboratories print every item: 总胆红素/TBil, 白蛋白/ALB."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.reading import LabItem

_STROKED = re.compile(r"(?P<name>[^/]*[\u4e00-\u9fff][^/]*)/(?P<code>[A-Za-z][A-Za-z0-9#%-]{1,9})")
_LEAST = 3  # items that are printed so
_SHARE = 0.7  # of all items of a panel: where a few are, they are ratios (尿白蛋白/Cr)


def parted(items: Sequence[LabItem]) -> list[LabItem]:
    """The items with such codes taken from their names, panel by panel."""
    found = {id(item): _STROKED.fullmatch(item.name) for item in items}
    kept: list[LabItem] = []
    for item in items:
        beside = [found[id(other)] for other in items if other.panel == item.panel]
        stroked = found[id(item)]
        told = sum(match is not None for match in beside)
        if stroked is None or item.code or told < max(_LEAST, _SHARE * len(beside)):
            kept.append(item)
        else:
            kept.append(replace(item, name=stroked["name"], code=stroked["code"]))
    return kept
