"""Stamps on paper, and the electronic seals and signatures of PDFs."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.vocabulary.geometry import Box
from extractors.vocabulary.line import Frame
from extractors.vocabulary.terms import SealColour, SealPurpose, SealShape, SealStatus, StripKind


@dataclass(frozen=True, slots=True)
class Strip:
    """One look at a run of a seal's text, as the recogniser saw it before it decided on characters.

    What a list will be held against keeps its doubt: names are matched against these probabilities, not against the
    one string the recogniser guessed. Several strips may show the same text, cut and separated from print differently.
    """

    kind: StripKind
    frames: tuple[Frame, ...]  # in reading order, evenly spaced
    ink: tuple[float, ...] = ()  # share of each frame that is inked, in [0, 1]
    closed: bool = False  # a whole ring: its end meets its beginning


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp found on a page, or an electronic seal in a PDF."""

    upload: str
    page: int
    box: Box  # delivered frame
    shape: SealShape
    colour: SealColour
    status: SealStatus
    purpose: SealPurpose
    confidence: float  # that this is a seal
    text: str = ""  # all of it: arc, inner lines, number, in this order, separated by one space
    owner_text: str = ""  # the part that names whose it is, as read
    purpose_text: str = ""  # the part that says what for
    number: str = ""  # anti-forgery digits
    text_confidence: float = 0.0
    electronic: bool = False  # drawn or signed by a program, not inked
    strips: tuple[Strip, ...] = ()  # what its owner is told by; empty where only text is known


@dataclass(frozen=True, slots=True)
class Signature:
    """An electronic signature in a PDF (pyHanko)."""

    signer: str  # common name of the certificate
    signed_on: str  # ISO date and time claimed, "" if none
    intact: bool  # the bytes it covers are unchanged
    covers_whole_file: bool
    trusted: bool  # chain validated against configured roots; False where none are configured
    field_name: str = ""
    page: int | None = None  # where the visible part is, if there is one
    box: Box | None = None  # delivered frame
