"""A hospital's name read with doubt, held against a registry on what the recogniser saw (`decoding`).

The other entries compete, and invented neighbours of the likely ones: 第二人民医院 is no worn 第三人民医院 only because
the third is not listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.decoding import Heard, heard
from extractors.reading import Frame
from validators import hospital_names
from validators.guard_names import guards
from validators.hospital_names import NameRead
from validators.look_alikes import alike
from validators.matching import MATCHING

_NEAR = 3  # likeliest names whose invented neighbours compete


def listed_name(frames: Sequence[Frame], read: NameRead, names: Mapping[str, str]) -> str | None:
    """The listed name that a line says, normalised, with the site it names; None where more than one may be meant.

    Args:
        frames: what was kept of the line, from its hospital's name on.
        read: the name as it was read there.
        names: normalised name → code of its entry, "" where a name alone does not tell which.
    """
    base, campus = hospital_names.split_campus(read.text)
    printed = {hospital_names.spelled(name): code for name, code in names.items()}
    # A name that carries a site of its own has competed as a whole: without the site it would cost less than it does.
    parents = {name: code for name, code in printed.items() if not hospital_names.split_campus(name)[1]}
    said = ((read.text, "", printed), (base, campus, parents)) if campus else ((read.text, "", printed),)
    for name, site, among in said:
        text = hospital_names.spelled(name)
        found = _best(heard(frames, text, list(among), hospital_names.plain), frames, text, among, site)
        if found is not None:
            return hospital_names.normalise(found + site)
    return None


def _best(fits: Sequence[Heard], frames: Sequence[Frame], read: str, names: Mapping[str, str], site: str) -> str | None:
    """`site`: what follows the name; it is set aside, so that sites of the same name are no rivals."""
    if not fits or fits[0].cost < _floor(read, fits[0].text) or not names[fits[0].text]:
        return None
    best, code = fits[0], names[fits[0].text]
    invented = [guard for one in fits[:_NEAR] for guard in guards(one.text) if guard not in names]
    if site:
        invented = [
            guard for guard in invented if hospital_names.split_campus(guard)[0] != hospital_names.normalise(best.text)
        ]
    rivals = [one for one in fits if names[one.text] != code]
    rivals += heard(frames, read, list(dict.fromkeys(invented)), hospital_names.plain)
    nearest = max((one.cost for one in rivals), default=-99.0)
    return best.text if best.cost - nearest >= MATCHING.hospitals.margin else None


def _floor(read: str, name: str) -> float:
    """How little of a name may have been seen: less where all it lacks is one character, and what stands for it looks
    alike: the recogniser hardly sees the rare characters of places.
    """
    apart = [(a, b) for a, b in zip(read, name, strict=False) if a != b]
    lone = len(read) == len(name) and len(apart) == 1 and alike(*apart[0])
    return MATCHING.hospitals.floor_alike if lone else MATCHING.hospitals.floor
