"""The words and sentences of composed papers, all of them fictional or of general use."""

from __future__ import annotations

from pathlib import Path

import yaml

_FILES = (
    "roles_words.yaml", "roles_illnesses.yaml", "roles_headings.yaml", "roles_titles.yaml", "roles_signers.yaml",
    "roles_dates.yaml",
)  # fmt: skip


def _read() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for name in _FILES:
        told: dict[str, str] = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
        assert not words.keys() & told.keys(), name
        words |= {key: tuple(word.replace("_", " ") for word in text.split()) for key, text in told.items()}
    return words


WORDS = _read()
"""By key; a low line of the files stands for a space within a word."""
SENTENCES: dict[str, list[str]] = {
    key: said
    for name in ("roles_stories.yaml", "roles_sentences.yaml")
    for key, said in yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8")).items()
}
"""By key; in braces what `Content` says there."""
