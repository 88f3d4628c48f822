"""定点医疗机构名录: which institution a name on paper is. Level, class and designation come from here and from nowhere
else.

Matching never goes by bare edit distance: one character apart is another hospital as often as it is a misread one
(市人民医院, 市第一人民医院, 分院). A name matches an entry

1. exactly, after width, Traditional forms, brackets and spaces are made one; a campus (东院区) may follow the name;
2. with a superior place more or less (甲省乙市人民医院), as long as the region knows that place;
3. with look-alike characters in place of its own (巾 for 市), or one badly read character in a word of a closed
   class (人民, 医院): only within the region, only if no other entry comes near;
4. without its place ("人民医院"), with less confidence, if one entry of the region alone ends so;
5. by what the recogniser saw, where that was kept (峰川市人民医院 for 峄川市人民医院): only if it saw hardly less of
   the entry's name than of the text it decided on, and no other entry or invented neighbour comes near.

Everything else is ambiguous (with the entries it may be) or unknown. Unknown is not "below level two".
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.calibration import CALIBRATION, Calibration, Topic
from extractors.reading import Evidence, Field, Seal, SealStatus
from validators import hospital_names, registry_file, seal_owner
from validators.hospital_heard import listed_name
from validators.matching import MATCHING
from validators.name_search import Found, NameIndex, listed_names
from validators.registry_file import Entry, RegistryError
from validators.seal_owner import SealAgreement
from validators.verdict import HospitalMatch, MatchStatus

if TYPE_CHECKING:
    from validators.seal_strips import OwnerFit

__all__ = ["Entry", "Registry", "RegistryError", "SealAgreement"]


class Registry:
    """The hospitals an office knows, with their names and standing over time. Immutable after loading."""

    def __init__(self, entries: Sequence[Entry], calibration: Calibration | None = CALIBRATION) -> None:
        """`calibration` makes probabilities of confidences; None leaves them as they are, for measuring."""
        self.entries = tuple(entries)
        self.version = _version(self.entries)
        self._calibration = calibration
        self._listed = listed_names(self.entries)
        self._indexes: dict[tuple[str, dt.date], NameIndex] = {}

    @classmethod
    def load(cls, path: Path, calibration: Calibration | None = CALIBRATION) -> Registry:
        """From a CSV (see `registry_file`). Raises RegistryError naming line, column and what is allowed."""
        return cls(registry_file.read(path), calibration)

    @classmethod
    def empty(cls) -> Registry:
        return cls(())

    @property
    def is_empty(self) -> bool:
        return not self.entries

    def entry(self, code: str, as_of: dt.date) -> Entry | None:
        """The row of `code` that holds on `as_of`."""
        return next((e for e in self.entries if e.code == code and e.holds(as_of)), None)

    def resolve(self, names: Sequence[Field], region: str, as_of: dt.date) -> HospitalMatch:
        """Who issued a paper, from the names read on it, most credible first (`Field.name`: letterhead, footer, body,
        seal).

        The letterhead wins over what comes after it; a later name may only settle what an earlier one leaves open.
        """
        matches = [self.resolve_one(name, region, as_of) for name in names]
        matches = [m for m in matches if m.status is not MatchStatus.UNREAD]
        matches.sort(key=_is_noise)  # stable: what is no name does not stand in the way of one that follows
        if not matches:
            text = names[0].text if names else ""
            return HospitalMatch(MatchStatus.UNREAD, text, source=names[0].name if names else "")
        return self._sure(_combine(matches))

    def _sure(self, match: HospitalMatch) -> HospitalMatch:
        if self._calibration is None or match.status is not MatchStatus.MATCHED:
            return match
        return replace(match, confidence=self._calibration.probability(Topic.HOSPITAL, match.confidence))

    def resolve_one(self, name: Field, region: str, as_of: dt.date) -> HospitalMatch:
        """One name as read."""
        factor = MATCHING.hospitals.body_only if name.name == "body" else 1.0
        match = self.resolve_text(name.text or name.value, name.confidence, region, as_of, name.char_confidences)
        if name.frames and match.status in (MatchStatus.AMBIGUOUS, MatchStatus.UNKNOWN):
            match = self._heard(name, match, region, as_of)
        return replace(match, source=name.name, evidence=name.evidence, confidence=match.confidence * factor)

    def _heard(self, name: Field, by_text: HospitalMatch, region: str, as_of: dt.date) -> HospitalMatch:
        """The entry that a doubtful line says by what the recogniser saw; the text stays as it was read."""
        index = self._index(region, as_of)
        for read in hospital_names.read_names(name.text, name.confidence, name.char_confidences)[:1]:
            if (text := listed_name(name.frames, read, index.codes())) is None:
                continue
            sure = name.confidence * MATCHING.hospitals.look_alike
            found = self.resolve_text(text, sure, region, as_of)
            if found.status is MatchStatus.MATCHED:
                return replace(found, text=name.text)
        return by_text

    def resolve_text(
        self, text: str, confidence: float, region: str, as_of: dt.date, char_confidences: tuple[float, ...] = ()
    ) -> HospitalMatch:
        """The same for a bare text, e.g. the owner on a seal."""
        found = self._index(region, as_of).find(hospital_names.read_names(text, confidence, char_confidences))
        if found is None:
            return HospitalMatch(MatchStatus.UNREAD, text)
        return _match(text, confidence, found)

    def compare(
        self, letterhead: HospitalMatch, seal_owner_text: str, confidence: float, as_of: dt.date, region: str = ""
    ) -> SealAgreement:
        """Whether a seal's owner is the institution of the letterhead. `confidence` is that of the seal's text.

        The owner is looked up in `region`, or in that of the letterhead's entry. It may carry the seal's purpose and
        may be cut.
        """
        entry = self.entry(letterhead.code, as_of) if letterhead.code else None
        owner = self.resolve_text(seal_owner_text, confidence, region or (entry.region if entry else ""), as_of)
        former = owner.status is not MatchStatus.MATCHED and self._was_called(letterhead.code, seal_owner_text, as_of)
        return seal_owner.judge(letterhead, replace(owner, source="seal"), confidence, former)

    def compare_seal(self, letterhead: HospitalMatch, seal: Seal, as_of: dt.date, region: str = "") -> SealAgreement:
        """The same for a seal as found: by what the recogniser saw where that was kept, else by the text it decided on.

        Half a seal never tells whose it is.
        """
        if seal.status in (SealStatus.PARTIAL, SealStatus.UNDETERMINED):
            return seal_owner.cannot_tell(seal.owner_text)
        by_text = self.compare(letterhead, seal.owner_text, seal.text_confidence, as_of, region)
        fit = self._fit(letterhead, seal, as_of, region) if seal.strips else None
        if fit is None:
            return by_text
        owner = self._fitted(fit, seal, by_text.owner, self._named(fit, letterhead, region, as_of), as_of)
        former = (
            fit.sure and owner.status is not MatchStatus.MATCHED and self._was_called(letterhead.code, fit.text, as_of)
        )
        named = fit.sure and not fit.code and fit.text == hospital_names.normalise(letterhead.text)
        owner = replace(owner, listed=letterhead.text.strip()) if named else owner
        return seal_owner.judge(letterhead, owner, owner.confidence, former, same_name=named)

    def _rivals(self, letterhead: HospitalMatch, region: str, as_of: dt.date) -> dict[str, str]:
        """All names a seal may carry: those that hold, those that no longer do, and the one on the letterhead."""
        entry = self.entry(letterhead.code, as_of) if letterhead.code else None
        names = self._index(region or (entry.region if entry else ""), as_of).codes()
        names = dict.fromkeys((item.text for item in self._listed), "") | names
        for printed in hospital_names.read_names(letterhead.text, 1.0)[:1]:
            if hospital_names.looks_like_hospital(printed.text) and letterhead.source != "seal":
                names.setdefault(printed.text, letterhead.code)
        return names

    def _fit(self, letterhead: HospitalMatch, seal: Seal, as_of: dt.date, region: str) -> OwnerFit | None:
        from validators.seal_strips import best_owner  # noqa: PLC0415 (brings numpy, for which a list has no use)

        return best_owner(seal.strips, self._rivals(letterhead, region, as_of), _expected(letterhead))

    def _named(self, fit: OwnerFit, letterhead: HospitalMatch, region: str, as_of: dt.date) -> HospitalMatch:
        """The entry of the name that fits; the letterhead's where both are misread alike, 峰川 for 峄川."""
        found = self.resolve_text(fit.text, 1.0, region, as_of)
        alike = fit.expected and fit.code == letterhead.code
        return letterhead if alike and found.status is not MatchStatus.MATCHED else found

    def _fitted(
        self, fit: OwnerFit, seal: Seal, by_text: HospitalMatch, found: HospitalMatch, as_of: dt.date
    ) -> HospitalMatch:
        """The entry that fits. What was decided on character by character may confirm it, never override it."""
        agreed = by_text.status is MatchStatus.MATCHED and by_text.code == fit.code and not fit.contradicted
        if fit.code and (fit.sure or agreed):
            sure = max(fit.confidence if fit.sure else 0.0, by_text.confidence if agreed else 0.0)
            other = by_text.status is MatchStatus.MATCHED and by_text.code != fit.code
            if found.status is MatchStatus.MATCHED and not other:
                listed = self._written(fit, found.code)
                sure = min(sure, found.confidence)
                return replace(found, text=seal.owner_text, source="seal", confidence=sure, listed=listed)
        entry = self.entry(fit.code, as_of) if fit.code else None
        candidates = _distinct(*((entry.name,) if entry else ()), *by_text.candidates, by_text.name)
        status = MatchStatus.AMBIGUOUS if candidates else by_text.status
        return replace(
            by_text,
            status=status,
            name="",
            code="",
            level=None,
            grade_class=None,
            designated=None,
            candidates=candidates,
        )

    def _written(self, fit: OwnerFit, code: str) -> str:
        """The name that fits as its entry writes it, with its brackets."""
        own = (entry for entry in self.entries if entry.code == code)
        names = (name for entry in own for name in (entry.name, *(alias.text for alias in entry.aliases)))
        return next((name for name in names if hospital_names.normalise(name) == fit.text), fit.text)

    def _was_called(self, code: str, text: str, as_of: dt.date) -> bool:
        """Whether the institution carried this name at another time than `as_of`."""
        read = {name.text for name in hospital_names.read_names(text, 1.0)}
        rows = [e for e in self.entries if code and e.code == code]
        ever = {n for e in rows for n in (e.name, *(a.text for a in e.aliases))}
        now = {n for e in rows if e.holds(as_of) for n in (e.name, *(a.text for a in e.aliases if a.holds(as_of)))}
        return bool(read & {hospital_names.normalise(n) for n in ever - now})

    def _index(self, region: str, as_of: dt.date) -> NameIndex:
        key = (region, as_of)
        if key not in self._indexes:
            if len(self._indexes) >= 64:  # a judge works through few days at a time
                self._indexes.clear()
            self._indexes[key] = NameIndex(self._listed, region, as_of)
        return self._indexes[key]


def _version(entries: Sequence[Entry]) -> str:
    """A hash of what the entries say, whatever the encoding or the order of the file."""
    rows = sorted(repr(replace(entry, line=0)) for entry in entries)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def _match(text: str, confidence: float, found: Found) -> HospitalMatch:
    entry = found.entry
    if entry is None:
        return HospitalMatch(
            found.status, text, campus=found.campus, confidence=confidence * found.factor, candidates=found.candidates
        )
    return HospitalMatch(
        found.status, text, entry.name, entry.code, entry.level, entry.grade_class, entry.designated, found.campus,
        confidence=min(confidence * found.factor, found.ceiling), candidates=found.candidates,
    )  # fmt: skip


def _is_noise(match: HospitalMatch) -> bool:
    if match.status is not MatchStatus.UNKNOWN:
        return False
    names = hospital_names.read_names(match.text, match.confidence)
    return not any(hospital_names.looks_like_hospital(name.text) for name in names)


def _combine(matches: list[HospitalMatch]) -> HospitalMatch:
    first = matches[0]
    later = [m for m in matches[1:] if m.status is MatchStatus.MATCHED]
    if first.status is MatchStatus.MATCHED:
        others = [m.name for m in later if m.code != first.code]
        return replace(first, candidates=_distinct(first.name, *others) if others else first.candidates)
    if first.status is MatchStatus.AMBIGUOUS:
        return _settled(first, [m for m in later if m.name in first.candidates])
    if first.confidence >= MATCHING.hospitals.sure_name or not later:
        return replace(first, candidates=_distinct(*first.candidates, *(m.name for m in later)))
    return replace(first, status=MatchStatus.AMBIGUOUS, candidates=_distinct(*(m.name for m in later)))


def _settled(first: HospitalMatch, fitting: list[HospitalMatch]) -> HospitalMatch:
    """A letterhead that leaves open which entry it is, settled by a later name if all later ones agree.

    What a seal alone settled is known from the seal: no seal can be held against it afterwards.
    """
    if not fitting or len({m.code for m in fitting}) > 1 or (first.campus and not fitting[0].campus):
        return first
    evidence: tuple[Evidence, ...] = first.evidence + tuple(e for m in fitting for e in m.evidence)
    source = "seal" if all(m.source == "seal" for m in fitting) else first.source
    return replace(fitting[0], text=first.text, source=source, evidence=evidence, candidates=first.candidates)


def _expected(letterhead: HospitalMatch) -> str:
    """The institution whose seal a paper should carry, as `best_owner` takes it; "" where seals alone name it."""
    if letterhead.source == "seal" or letterhead.confidence < MATCHING.hospitals.sure_name:
        return ""
    if letterhead.status is MatchStatus.MATCHED:
        return letterhead.code
    return hospital_names.normalise(letterhead.text) if letterhead.status is MatchStatus.UNKNOWN else ""


def _distinct(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
