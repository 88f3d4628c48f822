"""*The* date a document counts from, and why this one."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading import DateField, DateRole, IssueDate
from extractors.roles.net import SOURCE

_LATEST_COUNTS = frozenset({DateRole.VISIT})  # of several visits on one record the last one


def issue_date(
    dates: Sequence[DateField], priority: Sequence[DateRole], oldest_counts: bool = False
) -> IssueDate | None:
    """The first role of `priority` that the document carries; a labelled date before a bare one beside the signature.

    What the net of roles alone sees counts where the rules know a date in none of these roles. A role whose date is
    there and cannot be read still wins, with no date: a lower label must not speak for it.

    Args:
        oldest_counts: of several dates in one role, the oldest (several panels on one page); else the first printed.
    """
    known = [each for each in dates if each.label != SOURCE]
    return _issued(known, priority, oldest_counts) or _issued(dates, priority, oldest_counts)


def _issued(dates: Sequence[DateField], priority: Sequence[DateRole], oldest_counts: bool) -> IssueDate | None:
    for role in priority:
        having = [each for each in dates if each.role is role]
        if not having:
            continue
        labelled = [each for each in having if each.label] or having
        read = [each for each in labelled if each.date is not None]
        chosen = _chosen(read, role, oldest_counts) if read else labelled[0]
        return IssueDate(chosen, role.value if chosen.label else "near_signature")
    return None


def _chosen(read: Sequence[DateField], role: DateRole, oldest_counts: bool) -> DateField:
    def latest_day(each: DateField) -> int:
        assert each.date is not None
        return each.date.latest.toordinal()

    if oldest_counts:
        return min(read, key=latest_day)
    return max(read, key=latest_day) if role in _LATEST_COUNTS else read[0]
