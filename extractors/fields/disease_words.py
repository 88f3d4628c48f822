"""Words that names of diseases are made of: what a doubtful reading is held against (disease_words.yaml)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from extractors.fields.lexicon import Lexicon
from extractors.layout.words import listed

_NEARLY_FROM = 3  # shorter words are too like others to be told from a misreading
_TWO_FROM = 6


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The listed words, by field of medicine in the file, as one."""
    path = Path(__file__).parent / "disease_words.yaml"
    fields: dict[str, str] = yaml.safe_load(path.read_text("utf-8"))
    words = dict.fromkeys(word for words in fields.values() for word in listed(words))
    return Lexicon(words, nearly_from=_NEARLY_FROM, two_from=_TWO_FROM)
