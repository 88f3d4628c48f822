"""Train what the net of roles takes a page for, on pages of samples and on composed papers, and add it to its weights.

    python -m samples.training.train_kinds --pages pages.pickle --weights roles.npz --out roles.npz

Everything else of the net stays as it is: this is one layer on what it makes of a page's lines. Needs the optional
dependencies `train`, one processor core and some minutes, and comes after `train_roles`.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from extractors.reading import Box, Kind, Line
from extractors.roles.features import Floats, features
from extractors.roles.net import KINDS, summary
from samples.training import roles_papers, roles_wear
from samples.training.roles_content import Content
from samples.training.roles_pen import Labelled, LabelledPage
from samples.training.roles_strangers import stranger

_LINES = 150  # of a page, at most
_COMPOSED, _STRANGE = 4000, 900  # pages
_ROUNDS, _AT_ONCE = 40, 64
_SMOOTHED = 0.02  # of the answer, given to all others: no page is so plain that it could be nothing else


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    with np.load(options.weights) as stored:
        arrays = {name: stored[name] for name in stored.files}
    known: list[LabelledPage] = pickle.loads(options.pages.read_bytes())  # noqa: S301 (written by roles_pages)
    shown = list(_shown(known, arrays, random.Random(options.seed)))
    weight, bias = _learnt(np.array([seen for seen, _ in shown]), np.array([at for _, at in shown]))
    made = {**arrays, "k.weight": weight.astype(np.float16), "k.bias": bias.astype(np.float16)}
    np.savez_compressed(options.out, **made)


def _shown(
    known: Sequence[LabelledPage], arrays: Mapping[str, Any], rng: random.Random
) -> Iterator[tuple[Floats, int]]:
    """What the net makes of each page, and the index of its kind."""
    alphabet = {chr(code): at + 2 for at, code in enumerate(arrays["alphabet"])}
    weights = {name: each.astype(np.float32) for name, each in arrays.items() if name != "alphabet"}
    for kind, page in _pages(known, rng):
        worn = roles_wear.worn(page, rng, list(alphabet))[:_LINES]
        lines = [Line(one.text, 1.0, 1.0, Box(*one.box), ((0.0, 0.0),) * 4) for one in worn if one.text]
        if lines and kind in KINDS:
            yield summary(features(lines, alphabet), weights), KINDS.index(kind)


def _pages(known: Sequence[LabelledPage], rng: random.Random) -> Iterator[tuple[Kind, Sequence[Labelled]]]:
    for page in known:
        for _ in range(2 if "layouts" in page.source else 1):
            yield Kind(page.kind), roles_wear.swapped(page.lines, Content(rng))
    for _ in range(_COMPOSED):
        kind = roles_papers.drawn(rng)
        yield roles_papers.MEANT[kind], roles_papers.of_kind(rng, kind)
    for _ in range(_STRANGE):
        yield Kind.UNRELATED, stranger(rng)


def _learnt(seen: Floats, told: Any) -> tuple[Floats, Floats]:
    """Weight and bias of one layer, learnt on what was seen as many spreads off its mean."""
    mean, spread = seen.mean(0), seen.std(0) + 1e-3
    x, y = torch.from_numpy((seen - mean) / spread), torch.from_numpy(told)
    layer = torch.nn.Linear(x.shape[1], len(KINDS))
    optimiser = torch.optim.AdamW(layer.parameters(), lr=3e-3, weight_decay=0.05)
    for _ in range(_ROUNDS):
        for chosen in torch.randperm(len(x)).split(_AT_ONCE):
            loss = functional.cross_entropy(layer(x[chosen]), y[chosen], label_smoothing=_SMOOTHED)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    right = (layer(x).argmax(1) == y).float().mean().item()
    sys.stdout.write(f"{len(x)} pages, {100 * right:.1f} % as they were told\n")
    weight = layer.weight.detach().numpy() / spread
    return weight, layer.bias.detach().numpy() - weight @ mean


if __name__ == "__main__":
    main()
