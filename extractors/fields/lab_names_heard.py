"""Names of items that were read in doubt, held against the listed ones: by what else the recogniser saw, and the unit.

肌肝 is 肌酐 where 酐 was its second thought; a long name may differ in more characters, where all of them were doubted
and the row's unit is that of the item (信算调小球速过率, mL/min/1.73m²), in fewer where nobody could read the unit
either. What was read stays in the item's evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.fields import lab_units
from extractors.fields.lab_names import ANALYTES, Analyte, by_name, key
from extractors.reading import Line

_DOUBTED = 0.96  # confidence below which a character may be another
_LONG = 6  # characters of a name that its unit may tell
_MOST = 0.4  # of its characters that may be wrong then
_FEW = 0.3  # and where the unit could not be read
_SHORTEST = 2  # characters of a name that second thoughts tell


def heard(name: str, cell: Sequence[Line], unit: str) -> str:
    """The one listed name a doubtful one stands for; as it is where it is listed, or none or several would do.

    Args:
        name: without code, number and marks.
        cell: what it was read from.
        unit: of its value, as printed.
    """
    line = next((line for line in cell if name in line.text), None)
    if key(name) in by_name() or len(name) < _SHORTEST or line is None or len(line.char_confidences) != len(line.text):
        return name
    at = line.text.find(name)
    sure = line.char_confidences[at : at + len(name)]
    seen = {letter for frame in line.frames for letter, _ in frame}
    given = lab_units.unit(unit) if unit else ""
    fits = sorted(_fits(name, sure, seen, given if lab_units.is_known(given) else ""), key=lambda fit: fit[0])
    best = [(word, analyte) for wrong, word, analyte in fits if wrong == fits[0][0]]
    return best[0][0] if len({analyte for _, analyte in best}) == 1 else name


def _fits(name: str, sure: Sequence[float], seen: set[str], unit: str) -> Iterator[tuple[int, str, Analyte]]:
    """Listed names of the same length that differ in doubted characters alone, with how many those are."""
    for analyte in ANALYTES:
        own = not unit or not analyte.units or _same(unit, analyte)
        for word in (each for each in analyte.names if own and len(each) == len(name)):
            wrong = [i for i, (a, b) in enumerate(zip(key(name), key(word), strict=False)) if a != b]
            doubted = all(_may_be_wrong(word[i], bool(unit)) and sure[i] < _DOUBTED for i in wrong)
            thought = len(wrong) == 1 and word[wrong[0]] in seen
            most = _MOST if unit and _same(unit, analyte) else 0.0 if unit else _FEW
            told = len(name) >= _LONG and len(wrong) <= most * len(name)
            if doubted and (thought or told):
                yield len(wrong), word, analyte


def _may_be_wrong(char: str, told: bool) -> bool:
    """Whether a listed character may be another than was read: letters and digits never, % and # where a unit tells."""
    return "\u4e00" <= char <= "\u9fff" or (told and char in "%#")


def _same(unit: str, analyte: Analyte) -> bool:
    spelled = unit.replace("μ", "u").replace("m2", "m^2").lower()
    return spelled in [each.replace("μ", "u").lower() for each in analyte.units]
