"""Which end of a benefit's term a date on a form or a booklet is, as a clause or a label around it says.

享受时间自2026年5月1日起, 续期至2028年3月31日, 准予，期限一年（2026年1月15日至2027年1月14日）, 待遇开始日期 |
2026-05-01, 待遇享受期：2026-02-01—长期.
"""

from __future__ import annotations

import re

from extractors.fields.date_places import Found, line_of
from extractors.fields.date_text import find_dates
from extractors.layout.rows import height
from extractors.layout.text import join, squeeze
from extractors.reading import DateRole

_TERM = re.compile(
    r"期限|有效期|享受期|待遇期|享受|待遇|续[期签]|延[期长]|起止|时限|生效|执行|有效|核准|备案期"
)  # what a term is of
_CLAUSE = re.compile(r"[。;；!]")
_TO = r"(?:[至到~―—–-]{1,2}|起至)"
_SINCE = re.compile(r"日?(?:起|开始|生效|起执行|起享受)(?![止讫])")
_STOPS = re.compile(r"日?(?:止|结束|到期|失效|截止)")
_ON_TO = re.compile(rf"日?(?:起)?{_TO}(?=(?:19|20)\d\d|长期|永久|终[身生])")
_FROM_ANOTHER = re.compile(rf"(?:19|20)\d\d[-./年]\d{{1,2}}[-./月]\d{{1,2}}日?(?:起)?{_TO}$")
_UNTIL = re.compile(
    r"(?:续[期签办]|延[期长续]|有效期?限?|待遇期?|享受期?|期限|执行|时间)[^,，。;；:\d]{0,6}?(?:至|到|止|截止)[于:]?$"
)
_BEGINS = re.compile(
    r"(?:待遇|享受|有效|资格|认定|备案|治疗)[一-鿿]{0,4}(?:开始|起始|生效|启用)(?:日期|时间|年月)?:?$|"
    r"(?:^|[^一-鿿])(?:生效|起效)(?:日期|时间):?$|有效期(?:起|自):?$"
)
_ENDS = re.compile(
    r"(?:待遇|享受|有效|资格|认定|备案)[一-鿿]{0,4}(?:终止|结束|截止|截至|到期|失效)(?:日期|时间|年月)?:?$|"
    r"(?:^|[^一-鿿])(?:到期|失效)(?:日期|时间):?$|有效期(?:止|至):?$"
)


def end_of_term(found: Found) -> DateRole | None:
    """Whether a benefit begins or ends on a date; None where nothing around it says so."""
    before, after = _around(found)
    clause = _CLAUSE.split(before)[-1]
    if _BEGINS.search(clause) or _UNTIL.search(clause) or _ENDS.search(clause):
        return DateRole.VALID_FROM if _BEGINS.search(clause) else DateRole.EXPIRY
    if not _TERM.search(clause) and not (_TERM.search(after[:10]) and _SINCE.match(after)):
        return None
    if _FROM_ANOTHER.search(clause):
        return DateRole.EXPIRY
    if _STOPS.match(after) and re.search("[至到]$", clause):
        return DateRole.EXPIRY
    if _ON_TO.match(after) or _SINCE.match(after):
        return DateRole.VALID_FROM
    return None


def begins_something(found: Found) -> bool:
    """Whether something was to begin on a day or in a month that signs nothing: 自2026年1月起用药."""
    return _SINCE.match(_around(found)[1]) is not None


def _around(found: Found) -> tuple[str, str]:
    """What its cell says before a date and behind it; a date alone in its cell goes with the cell on its left."""
    line = line_of(found)
    flat, own = squeeze(line.text).text, squeeze(join(found.parts)).text
    own = own if own in flat else squeeze(found.parts[0].text).text
    at = _place(flat, own, found)
    before = flat[:at]
    if not before:
        left = [other for other in found.row.lines if other.box.x1 <= line.box.x0 + height(line)]
        nearest = max(left, key=lambda other: other.box.x1, default=None)
        before = squeeze(nearest.text).text if nearest is not None and nearest is not line else ""
    return before, flat[at + len(own) :]


def _place(flat: str, own: str, found: Found) -> int:
    """Where in its cell a date stands: the same one may stand there twice, or two dates in one cell."""
    there = [each for each in find_dates(flat) if each.date == found.date.date]
    return there[0].start if there else max(flat.find(own), 0)
