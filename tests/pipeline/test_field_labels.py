"""Every field that an extractor can name has a Chinese label: no code name reaches the reviewer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import extractors.fields
from pipeline.report.labels import FIELDS

FOLDER = Path(next(iter(extractors.fields.__path__)))
WITH_FIELDS = ("report_text", "form", "form_cells", "applied_diseases", "cards", "proxy", "gene_table")
NO_FIELDS = {"said", "yes", "inf"}  # words of the code itself
ROWS_OF_THEIR_OWN = {"name", "sex", "birth_date", "id_number"}


def names() -> Iterator[str]:
    """Plain lower-case words that the extractors of free fields hand to calls or keep in tables."""
    for module in WITH_FIELDS:
        for node in ast.walk(ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))):
            held: list[ast.expr | None] = []
            if isinstance(node, ast.Call):
                held = [*node.args]
            elif isinstance(node, ast.Dict):
                held = [*node.keys]
            elif isinstance(node, ast.Tuple):
                held = [*node.elts[:1]]
            for item in held:
                if isinstance(item, ast.Constant) and isinstance(item.value, str):
                    word = item.value
                    if word.isidentifier() and word.isascii() and word.islower():
                        yield word


def test_every_field_an_extractor_names_has_a_label() -> None:
    found = set(names())
    assert {"conclusion", "relation", "applied_diseases"} <= found
    assert not sorted(found - FIELDS.keys() - NO_FIELDS - ROWS_OF_THEIR_OWN)
