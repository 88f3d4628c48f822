"""English words printed beside Chinese ones: a label once more (诊断 Diagnosis), or a value (高血压病 Hypertension)."""

from __future__ import annotations

import re
from difflib import get_close_matches

from extractors.layout.words import listed

# What bilingual papers call their headings; small words join them.
_HEADING_WORDS = listed(
    """
    diagnosis diagnoses diagnostic diagnosed impression clinical admission admitting admitted discharge discharged
    principal main other secondary final preliminary initial primary provisional confirmed working outpatient inpatient
    pathological pathology advice treatment opinion opinions suggestion suggestions recommendation recommendations plan
    management doctor physician signature department date findings finding conclusion description history present past
    chief complaint medical record examination physical remarks remark note notes result results comments comment
    disease diseases name code codes symptoms signs prescription therapy follow instructions orders order rest leave
    hospital course condition conditions summary western chinese medicine
    """
)
_STROKES = str.maketrans("l1|", "iii")  # one for the other (Dlagnosls)
_SPELLED = tuple(word.translate(_STROKES) for word in _HEADING_WORDS)
_SMALL = frozenset(listed("of and the for at on by in or to no up icd s de"))
_WORDS = re.compile(r"[A-Za-z]+")
_PHRASE = re.compile(r"\s*+(?:[(\[/]\s*+)?(?P<said>[A-Za-z][A-Za-z .&'/-]*[A-Za-z.])\s*[)\]]?")
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽž"  # Sjögren, Ménière, Behçet
_BEHIND = re.compile(
    rf"(?<=[㐀-鿿)）\d])\s+[(（]?[{_LETTER}][{_LETTER}0-9 ,'’./-]*[a-zß-öø-ÿ]{{3}}[{_LETTER}0-9 ,'’./-]*[)）]?\s*$"
)


def is_heading(text: str) -> bool:
    """Whether `text` holds nothing but words that head an English section: `Clinical Diagnosis`, `(Advice):`."""
    said = _WORDS.findall(text.lower())
    rest = re.sub(r"[A-Za-z\s()\[\]/.&':;：；-]", "", text)
    known = [word for word in said if _is_heading_word(word)]
    return bool(known) and not rest and all(word in _SMALL or word in known for word in said)


def heading_end(text: str, start: int) -> int:
    """Where the English heading that begins at `start` ends, its brackets included; `start` if none does."""
    match = _PHRASE.match(text, start)
    if match is None:
        return start
    if is_heading(match["said"]):
        return match.end()
    # Diagnosis Hypertension: as many of the words as are heading words
    end = start
    for word in _WORDS.finditer(text, match.start("said"), match.end("said")):
        if not _is_heading_word(word.group().lower()):
            break
        end = word.end()
    return end


def without_translation(text: str) -> str:
    """A Chinese name without its English translation behind it: `高血压病 Hypertension` → `高血压病`.

    Only where white space parts them and the translation is in small letters: `T2N1M0`, `EGFR` and `IgA` stay.
    """
    return _BEHIND.sub("", text)


def _is_heading_word(word: str) -> bool:
    """With a character or two misread (Diagnosls)."""
    if word in _HEADING_WORDS:
        return True
    return len(word) >= 6 and bool(get_close_matches(word.translate(_STROKES), _SPELLED, 1, 0.82))
