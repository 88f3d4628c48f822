"""The language model: likelihoods that sum to one, and runs that papers say against runs that none does."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from extractors.language import END, START, Grams, LanguageModel, model, token


def tiny() -> LanguageModel:
    """Of 甲乙丙 twice and 甲乙丁 once."""
    characters = END + START + "甲乙丙丁"
    at = {character: index for index, character in enumerate(characters)}

    def grams(**runs: float) -> Grams:
        keys = {}
        for run, papers in runs.items():
            key = 0
            for character in run:
                key = key * len(at) + at[character]
            keys[key] = papers
        return Grams(np.array(sorted(keys), np.uint64), np.array([keys[key] for key in sorted(keys)], np.float32))

    counts = np.array([0, 0, 3, 3, 2, 1], np.float32)
    return LanguageModel(characters, counts, grams(甲乙=3, 乙丙=2, 乙丁=1), grams(甲乙丙=2, 甲乙丁=1))


@pytest.mark.parametrize(("before", "last"), [("甲", "乙"), ("丙", "乙"), ("丁", "丙"), ("戊", "戊")])
def test_likelihoods_of_all_characters_sum_to_one(before: str, last: str) -> None:
    known = END + START + "甲乙丙丁"
    assert sum(math.exp(tiny().log_likelihood(before, last, c)) for c in known) == pytest.approx(1, abs=1e-3)


def test_what_was_seen_more_often_is_likelier_and_what_was_never_seen_falls_back() -> None:
    language = tiny()
    assert language.log_likelihood("甲", "乙", "丙") > language.log_likelihood("甲", "乙", "丁")
    assert language.log_likelihood("丁", "乙", "丙") > language.log_likelihood("丁", "乙", "甲")
    assert language.papers("甲乙丙") == 2 and language.papers("乙丙甲") == 0 and language.papers("甲戊") == 0


def test_widths_digits_and_letters_are_counted_as_one() -> None:
    assert [token(c) for c in "７3Ａz：症"] == ["0", "0", "a", "a", ":", "症"]


@pytest.mark.parametrize(
    ("said", "misread"),
    [("药物性", "码物性"), ("既往史", "概往史"), ("基底节", "基康节"), ("未闻及", "未间及"), ("毫克每", "毫克毎")],
)
def test_the_model_that_ships_knows_what_papers_say(said: str, misread: str) -> None:
    language = model()

    def likelihood(run: str) -> float:
        tokens = [START, START, *run]
        return sum(language.log_likelihood(*tokens[at - 2 : at + 1]) for at in range(2, len(tokens)))

    assert likelihood(said) > likelihood(misread) + 1


def test_training_counts_papers_and_leaves_out_what_one_paper_says_alone(tmp_path: Path) -> None:
    cases = {"a": ["既往史：高血压", "姓名 闻人一鸣", "闻人一鸣"], "b": ["既往史：无", "既往史"]}
    for name, lines in cases.items():
        (tmp_path / name).mkdir()
        truth = {"pages": [{"text": "\n".join(lines)}]}
        (tmp_path / name / "truth.json").write_text(json.dumps(truth, ensure_ascii=False), "utf-8")
    out = tmp_path / "language.npz"
    command = [sys.executable, "-m", "samples.training.train_language", "--cases", str(tmp_path), "--out", str(out)]
    subprocess.run(command, check=True)
    with np.load(out) as stored:
        known = "".join(map(chr, stored["characters"]))
        keys = np.cumsum(stored["triples_steps"], dtype=np.uint64)
        counts = dict(zip(keys.tolist(), stored["triples_counts"].tolist(), strict=True))

    def papers(run: str) -> float:
        key = 0
        for character in run:
            key = key * len(known) + known.index(character)
        return float(counts.get(key, 0)) / 10

    assert papers("既往史") == 2  # a paper counts once, however often it says it
    assert papers("闻人一") == 0  # what one paper alone says may be a name
    assert papers("高血压") >= 2  # on the product's own lists
