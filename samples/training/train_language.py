"""Count what characters stand beside each other on papers, for the language model that settles doubtful characters.

    python -m samples.training.train_language --cases FOLDER… --hands abcdef --dictionary dict.txt --out language.npz

Papers are those of hands of layouts and cases as `yushen samples make` draws them, by the text their truth gives; a run
of characters counts once for each case. Words of diseases, drugs and laboratory items come from the product's own
lists, those of the language from a dictionary of lines `word frequency part-of-speech` (jieba's, MIT licence). Runs
that only one paper holds are left out: names of persons are such.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np

from extractors.fields.disease_words import lexicon
from extractors.fields.drug_words import FORMS, SALTS, SUBSTANCES
from extractors.fields.lab_names import ANALYTES
from extractors.language import END, START, Grams, stored, token
from extractors.layout.text import is_cjk
from samples import layouts

_WORD = 2.0  # papers a listed word counts as
_MOST = 4.0  # and a word of the language at most
_LEAST = 1.5  # papers a run is kept from
_RARE = 3  # frequency below which a word of the language is left out
_NAMES = ("nr", "ns", "nt", "nz")
"""Parts of speech of names: of persons, places and institutions, which lists and registries know better."""
_UNSEEN_TAGS = re.compile(r"<(script|style).*?</\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:b|i|u|span|em|strong|sup|sub|font)\b[^>]*>")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--hands", default="")
    parser.add_argument("--dictionary", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    runs: Counter[str] = Counter()
    for paper in (*_layouts(options.hands), *_cases(options.cases)):
        runs.update({run for line in paper for run in _runs(START * 2 + _tokens(line) + END)})
    for word, papers in (*_listed(), *_language(options.dictionary)):
        for run in _runs(_tokens(word)):
            runs[run] += papers  # type: ignore[assignment]  # fractions of papers
    np.savez_compressed(options.out, **_packed({run: papers for run, papers in runs.items() if _is_kept(run, papers)}))


def _layouts(hands: str) -> Iterator[list[str]]:
    """Lines of each paper."""
    for paper in layouts.papers():
        if paper.hand in hands:
            html = _INLINE.sub("", _UNSEEN_TAGS.sub("", paper.html))
            yield unescape(re.sub(r"<[^>]+>", "\n", html)).split("\n")


def _cases(folders: Iterable[Path]) -> Iterator[list[str]]:
    for folder in folders:
        for truth in sorted(folder.rglob("truth.json")):
            pages = json.loads(truth.read_text("utf-8"))["pages"]
            yield [line for page in pages for line in (page.get("text") or "").split("\n")]


def _listed() -> Iterator[tuple[str, float]]:
    items = (name for analyte in ANALYTES for name in analyte.names)
    yield from ((word, _WORD) for word in sorted({*lexicon().words, *FORMS, *SALTS, *SUBSTANCES, *items}))


def _language(dictionary: Path | None) -> Iterator[tuple[str, float]]:
    for line in dictionary.read_text("utf-8").split("\n") if dictionary else ():
        word, frequency, speech = (*line.split(), "", "", "")[:3]
        if len(word) > 1 and int(frequency) >= _RARE and not speech.startswith(_NAMES) and all(map(is_cjk, word)):
            yield word, min(_MOST, 0.3 * int(frequency) ** 0.35)


def _tokens(text: str) -> str:
    return "".join(token(character) for character in text if not character.isspace())


def _runs(tokens: str) -> Iterator[str]:
    """Runs of one, two and three characters; the start of a line is none by itself."""
    for length in (1, 2, 3):
        for at in range(len(tokens) - length + 1):
            if not (length == 1 and tokens[at] == START):
                yield tokens[at : at + length]


def _is_kept(run: str, papers: float) -> bool:
    return len(run) == 1 or papers >= (_LEAST if len(run) > 2 else 1)


def _packed(runs: dict[str, float]) -> dict[str, Any]:
    characters = "".join(sorted({character for run in runs for character in run}))
    at = {character: index for index, character in enumerate(characters)}
    counts = np.array([runs.get(character, 0) for character in characters], np.float32)
    return stored(characters, counts, _grams(runs, at, 2), _grams(runs, at, 3))


def _grams(runs: dict[str, float], at: dict[str, int], length: int) -> Grams:
    pairs = []
    for run, papers in runs.items():
        if len(run) == length:
            key = 0
            for character in run:
                key = key * len(at) + at[character]
            pairs.append((key, papers))
    pairs.sort()
    return Grams(np.array([k for k, _ in pairs], np.uint64), np.array([p for _, p in pairs], np.float32))


if __name__ == "__main__":
    main()
