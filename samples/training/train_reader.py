"""Train the reader of seals: the general recogniser, moved a little towards unrolled seal lettering.

    python -m samples.training.train_reader draw --out FOLDER --minutes 60    (strips, in a process of its own)
    python -m samples.training.train_reader train --data FOLDER --minutes 60 --out seal_reader.npz

What is trained is a difference of low rank for every large array of the net and a full one for small arrays; the
result holds those alone (`extractors.seals.reader` adds them to the net's own arrays). Needs the optional dependencies
`train`. One processor core is enough. Faces are those that fontconfig lists: the more, the better (`FONTCONFIG_FILE`).

The weights that are kept were trained before 〇 and characters beyond GB 2312 were asked for: what a nought is taken
for is told in `validators.seal_noughts`.
"""

from __future__ import annotations

import argparse
import itertools
import math
import pickle
import random
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from extractors import models
from samples.training import sheets, unrolled, wear, wording
from samples.training.onnx_graph import Graph
from samples.training.unrolled import Example

RANK = 16
_SMALL = 4000  # values up to which an array is trained whole
_SHARD = 800
_POOL = 6400
_STEP = 32  # widths are padded to multiples of this
_OTHERS = 800  # further characters a frame is told not to be, drawn anew for every batch
_KEPT = 0.9  # share of a batch that counts: what cannot be read at all teaches to guess


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("draw", "train"))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    if options.what == "draw":
        draw(options)
    else:
        train(options)


def draw(options: Any) -> None:
    """Shards of strips in the folder `--out`."""
    rng = random.Random(options.seed)
    clouds = wear.Clouds(rng)
    papers = [sheets.draw(rng, 1400) for _ in range(60)]
    options.out.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + 60 * options.minutes
    number = 0
    while time.monotonic() < end:
        strips: list[Example] = []
        while len(strips) < _SHARD:
            strips += unrolled.examples(rng, papers, clouds)
        path = options.out / f"{options.seed:03d}-{number:05d}.pkl"
        path.with_suffix(".part").write_bytes(pickle.dumps(strips))
        path.with_suffix(".part").rename(path)
        papers[rng.randrange(len(papers))] = sheets.draw(rng, 1400)
        number += 1


class Reader:
    """The general recogniser with a trainable difference.

    Args:
        since: the value it is shown in place of pictures; only what lies behind it is trained.
        rank: of the difference of large arrays.
    """

    def __init__(self, since: str | None = None, rank: int = RANK) -> None:
        self.since = since
        self.graph = Graph(models.weights(models.RECOGNITION))
        head = self.graph.producer("MatMul")[-1]
        self.features = head[0]
        self.alphabet = models.characters()
        self.head = self.graph.arrays[head[1]]
        self.bias = self.graph.arrays[next(n for n in self.graph.producer("Add") if n[0] == head[2])[1]]
        self.whole: dict[str, Tensor] = {}
        self.low: dict[str, tuple[Tensor, Tensor]] = {}
        statistics = {name for node in self.graph.producer("BatchNormalization") for name in node[3:5]}
        dice = torch.Generator().manual_seed(0)
        behind = {name for _, inputs, _, _ in self.graph.behind(since) for name in inputs}
        for name, array in self.graph.arrays.items():
            if name not in behind:
                continue
            if array.dtype != torch.float32 or array.dim() == 0 or array.numel() < 8 or name.startswith(_FROZEN):
                continue
            if array is self.head or array is self.bias or name in statistics:
                continue
            if array.numel() <= _SMALL:
                self.whole[name] = torch.zeros_like(array).requires_grad_()
                continue
            rows, columns = array.shape[0], array.numel() // array.shape[0]
            a = torch.zeros(rows, rank).requires_grad_()
            b = (torch.randn(rank, columns, generator=dice) / math.sqrt(columns)).requires_grad_()
            self.low[name] = (a, b)

    def parameters(self) -> list[Tensor]:
        return [*self.whole.values(), *(t for pair in self.low.values() for t in pair)]

    def weights(self) -> dict[str, Tensor]:
        arrays = self.graph.arrays
        moved = {name: arrays[name] + change for name, change in self.whole.items()}
        moved |= {name: arrays[name] + (a @ b).reshape(arrays[name].shape) for name, (a, b) in self.low.items()}
        return moved

    def logits(self, pictures: Tensor, among: Tensor) -> Tensor:
        """(n, 3, 48, w) in [-1, 1], or values of `since`, → (n, w / 8, characters `among`)."""
        x = pictures.to(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            seen = self.graph.run(x, self.weights(), self.features, self.since)
        return seen.float() @ self.head[:, among] + self.bias[among]

    def state(self) -> dict[str, Tensor]:
        state = {f"whole/{name}": t for name, t in self.whole.items()}
        for name, (a, b) in self.low.items():
            state |= {f"rows/{name}": a, f"columns/{name}": b}
        return state


_FROZEN = ("helper.constant", "p2o.pd_op.full", "auto.cast")


class Shards:
    """Batches from the newest shards, strips of like width together."""

    def __init__(self, folder: Path, known: set[str], batch: int, seed: int) -> None:
        self._folder, self._known, self._batch = folder, known, batch
        self._rng = random.Random(seed)
        self._used: dict[Path, int] = {}
        self._ready: deque[list[Example]] = deque()

    def next(self) -> list[Example]:
        while not self._ready:
            self._load()
        return self._ready.popleft()

    def _load(self) -> None:
        paths = sorted(self._folder.glob("*.pkl"))
        if len(paths) < 3:
            time.sleep(5)
            return
        paths.sort(key=lambda p: (self._used.get(p, 0), self._rng.random()))
        pool: list[Example] = []
        for path in paths[: _POOL // _SHARD]:
            self._used[path] = self._used.get(path, 0) + 1
            pool += pickle.loads(path.read_bytes())  # noqa: S301 (written by `draw`)
        pool = [e for e in pool if set(e.text) <= self._known and _feasible(e)]
        pool.sort(key=lambda e: e.image.shape[1] + self._rng.random() * 12)
        batches = [pool[i : i + self._batch] for i in range(0, len(pool) - self._batch, self._batch)]
        self._rng.shuffle(batches)
        self._ready.extend(batches)


def _feasible(example: Example) -> bool:
    """CTC needs a frame for every character and one more between equal ones."""
    text = example.text
    frames: int = example.image.shape[1] // 8
    return len(text) + sum(a == b for a, b in itertools.pairwise(text)) < frames


def tensor(batch: list[Example]) -> Tensor:
    """(n, 3, 48, w) in [-1, 1], padded with paper."""
    wide = max(e.image.shape[1] for e in batch)
    wide = -(-wide // _STEP) * _STEP
    out = np.ones((len(batch), 48, wide), np.float32)
    for row, example in zip(out, batch, strict=True):
        row[:, : example.image.shape[1]] = example.image.astype(np.float32) / 127.5 - 1
    return torch.from_numpy(np.repeat(out[:, None], 3, 1))


def train(options: Any) -> None:
    reader = Reader()
    if options.start:
        _load(reader, options.start)
    known = usual({c: i for i, c in enumerate(reader.alphabet)})
    shards = Shards(options.data, {reader.alphabet[i] for i in known}, options.batch, options.seed)
    learn(reader, known, shards.next, tensor, 8, options)


def learn(
    reader: Reader,
    usual: Any,
    batches: Callable[[], list[Example]],
    tensor: Callable[[list[Example]], Tensor],
    frame: int,
    options: Any,
) -> None:
    """Until the minutes asked for are over; writes the difference, averaged, as it goes.

    Args:
        usual: which characters are told apart always, by their places in the alphabet.
        batches: gives the next batch.
        tensor: a batch as the net takes it.
        frame: how much of an example's width one frame of the answer is.
    """
    spelled = {c: i for i, c in enumerate(reader.alphabet)}
    others = np.array(sorted(set(range(1, len(reader.alphabet))) - set(usual)))
    _say(f"{sum(p.numel() for p in reader.parameters())} parameters, {len(usual)} characters")
    optimiser = torch.optim.AdamW(reader.parameters(), options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    averaged = {name: value.detach().clone() for name, value in reader.state().items()}
    dice = np.random.default_rng(options.seed)
    first, step, lost, right, asked = time.monotonic(), 0, 0.0, 0, 0
    while (share := (time.monotonic() - first) / options.minutes / 60) < 1:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 60) * (0.03 + 0.485 * (1 + math.cos(math.pi * share)))
        batch = batches()
        among = np.concatenate([usual, dice.choice(others, _OTHERS, replace=False)])
        where = {int(i): at for at, i in enumerate(among)}
        logits = reader.logits(tensor(batch), torch.from_numpy(among))
        wanted = [[where[spelled[c]] for c in e.text] for e in batch]
        loss = _loss(logits, [min(logits.shape[1], e.image.shape[-1] // frame + 1) for e in batch], wanted)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
        optimiser.step()
        step += 1
        _average(averaged, reader.state(), step)
        lost += float(loss.detach())
        good, of = _right(logits.detach(), wanted)
        right, asked = right + good, asked + of
        if step % 50 == 0:
            spent = time.monotonic() - first
            _say(f"{step} {spent:.0f}s loss {lost / 50:.3f} characters {right / max(1, asked):.3f}")
            lost, right, asked = 0.0, 0, 0
        if step % 250 == 0:
            write(averaged, options.out)
    write(averaged, options.out)


def usual(spelled: dict[str, int]) -> Any:
    """Places in the alphabet of GB 2312 and of what seals say besides, and the blank's."""
    rows = range(0xB0, 0xF8)
    chinese = [bytes([a, b]).decode("gb2312", "ignore") for a in rows for b in range(0xA1, 0xFF)]
    known = sorted(
        {spelled[c] for c in [*chinese, *"0123456789CTMRIB（）()○◯Oo零", *wording.BEYOND] if c in spelled} - {0}
    )
    return np.array([0, *known])


def _loss(logits: Tensor, frames: list[int], wanted: list[list[int]]) -> Tensor:
    each = functional.ctc_loss(
        logits.log_softmax(2).transpose(0, 1),
        torch.tensor([at for row in wanted for at in row]),
        torch.tensor(frames),
        torch.tensor([len(row) for row in wanted]),
        reduction="none",
        zero_infinity=True,
    ) / torch.tensor([len(row) for row in wanted])
    kept = max(1, round(_KEPT * len(wanted)))
    return each.sort().values[:kept].mean()


def _right(logits: Tensor, wanted: list[list[int]]) -> tuple[int, int]:
    """(characters found in a row, characters asked for), roughly."""
    found = 0
    for row, want in zip(logits.argmax(2).numpy(), wanted, strict=True):
        read = [int(a) for at, a in enumerate(row) if a and (at == 0 or a != row[at - 1])]
        at = 0
        for one in read:
            if one in want[at:]:
                at += want[at:].index(one) + 1
                found += 1
    return found, sum(len(w) for w in wanted)


def _average(averaged: dict[str, Tensor], state: dict[str, Tensor], step: int) -> None:
    keep = min(0.995, step / (step + 20))
    for name, value in state.items():
        averaged[name].mul_(keep).add_(value.detach(), alpha=1 - keep)


def _load(reader: Reader, path: Path) -> None:
    with np.load(path) as kept, torch.no_grad():
        for name, value in reader.state().items():
            value.copy_(torch.from_numpy(kept[name].astype(np.float32)))


def write(state: dict[str, Tensor], path: Path) -> None:
    arrays = {name: value.numpy().astype(np.float16) for name, value in state.items()}
    with path.with_suffix(".part").open("wb") as file:
        np.savez_compressed(file, **arrays)
    path.with_suffix(".part").rename(path)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
