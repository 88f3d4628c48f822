"""In what role somebody signs whom the rules found: by their label, or where a trained net is sure, by the whole paper.

核对 and 批准 mean one thing on one hospital's papers and another on the next: who else signs there, and what the paper
is, tells more than the word. Who of those that answer for a paper is the senior, the rules know better; and whether
somebody of the title that a region asks for signed is never the net's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.fields.physician_placed import placed
from extractors.fields.physician_sighted import before
from extractors.layout.sheet import Sheet
from extractors.reading import Line, Page, Physician, PhysicianRole
from extractors.roles.signers import role_at

_NAMED, _SURE = 0.8, 0.9  # mean probability of a signer's name, and of the role, from which the net's role stands
_FEWEST = 2  # who sign a paper
_ANSWERING = frozenset({PhysicianRole.ATTENDING, PhysicianRole.SUPERVISING, PhysicianRole.APPROVING})
"""Who answers for what a paper says: whose titles are asked for."""

# What only one role does, as a label says it: 分析者 reports on every paper. (Who dispenses beside 核对 the rules ask.)
_SAID = {
    PhysicianRole.REPORTING: re.compile("报告|诊断|分析|阅片|判读|会诊"),
    PhysicianRole.DISPENSING: re.compile("发药|调配|调剂|配药|核对"),
    PhysicianRole.TESTING: re.compile("检验|检测|化验|操作|技师|技士"),
    PhysicianRole.REQUESTING: re.compile("申请|送检|开单|开嘱"),
    PhysicianRole.PRESCRIBING: re.compile("处方|开方"),
    PhysicianRole.RECORDING: re.compile("记录|书写"),
    PhysicianRole.SUPERVISING: re.compile("上级医"),
}
_LABEL = re.compile(r"[一-鿿()/]+[^一-鿿()/]*$")  # at the end of what stands before a name


def roled(found: Sequence[Physician], sheets: Sequence[Sheet]) -> Iterator[Physician]:
    """In the order given. Who signs alone does what the label says: nobody beside him tells otherwise."""
    if len(found) < _FEWEST:
        yield from found
        return
    for each in found:
        role = _role(each, sheets)
        yield each if role is None or _is_the_rules(each, role) else replace(each, role=role)


def _is_the_rules(signer: Physician, role: PhysicianRole) -> bool:
    """Whether which of both roles it is is not the net's to say."""
    answered, answers = signer.role in _ANSWERING, role in _ANSWERING
    return answered and answers if answered == answers else bool(signer.title)


def _role(signer: Physician, sheets: Sequence[Sheet]) -> PhysicianRole | None:
    """What the net surely takes it for; None where it is unsure, or the name is not found as it was read."""
    place = placed(signer, sheets)
    if place is None:
        return None
    role, chance = role_at(place.line, place.start, place.end)
    sure = chance >= _SURE and place.naming >= _NAMED
    return role if sure and not _is_said(signer.role, place.name, place.page) else None


def _is_said(role: PhysicianRole, name: Line, page: Page) -> bool:
    """Whether the label of a name says what only this role does."""
    label = _LABEL.search(before(name, page))
    return label is not None and role in _SAID and _SAID[role].search(label[0]) is not None
