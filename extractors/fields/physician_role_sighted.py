"""In what role somebody signs whom the rules found: by their label, or where a trained net is sure, by the whole paper.

核对 and 批准 mean one thing on one hospital's papers and another on the next: who else signs there, and what the paper
is, tells more than the word. Who of those that answer for a paper is the senior, the rules know better; and whether
somebody of the title that a region asks for signed is never the net's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.reading import Evidence, Physician, PhysicianRole
from extractors.roles.net import Tagged, tagged
from extractors.roles.places import place_of
from extractors.roles.signers import role_at

_NAMED, _SURE = 0.8, 0.96  # mean probability of a signer's name, and of the role, from which the net's role stands
_ANSWERING = frozenset({PhysicianRole.ATTENDING, PhysicianRole.SUPERVISING, PhysicianRole.APPROVING})
"""Who answers for what a paper says: whose titles are asked for."""

Seen = Mapping[tuple[str, int], Sequence[Tagged]]


def roled(found: Iterable[Physician], sheets: Sequence[Sheet]) -> Iterator[Physician]:
    """In the order given."""
    seen = {(sheet.page.upload, sheet.page.number): tagged(sheet.page) for sheet in sheets}
    for each in found:
        role = _role(each, seen)
        yield each if role is None or _is_the_rules(each, role) else replace(each, role=role)


def _is_the_rules(signer: Physician, role: PhysicianRole) -> bool:
    """Whether which of both roles it is is not the net's to say."""
    answered, answers = signer.role in _ANSWERING, role in _ANSWERING
    return answered and answers if answered == answers else bool(signer.title)


def _role(signer: Physician, seen: Seen) -> PhysicianRole | None:
    """What the net surely takes it for; None where it is unsure, or the name is not found as it was read."""
    for proof in signer.name.evidence if signer.name else ():
        place = _name_at(signer, proof, seen)
        if place is not None:
            line, start, end = place
            role, chance = role_at(line, start, end)
            return role if chance >= _SURE and float(line.naming[start:end].mean()) >= _NAMED else None
    return None


def _name_at(signer: Physician, proof: Evidence, seen: Seen) -> tuple[Tagged, int, int] | None:
    place = place_of(proof.text, proof.box, seen.get((proof.upload, proof.page), ()))
    if place is None or signer.name is None:
        return None
    line, start, end = place
    squeezed = squeeze(line.line.text[start:end])
    at = squeezed.text.find(signer.name.value)
    if at < 0:
        return None
    first, last = squeezed.span(at, at + len(signer.name.value))
    return line, start + first, start + last
