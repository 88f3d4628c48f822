"""Train the net of roles on pages of samples and on composed papers, and write its weights.

    python -m samples.training.roles_pages FOLDER… --cache CACHE --out pages.pickle
    python -m samples.training.train_roles --pages pages.pickle --minutes 35 --out roles.npz [--without FOLDER/CASE…]

Needs the optional dependencies `train`. One processor core is enough. `--without` leaves out every page whose source
begins so: what the net says of papers by an author it never saw is measured that way, and in no other.
"""

from __future__ import annotations

import argparse
import collections
import pickle
import random
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from extractors.reading import Box, Line
from extractors.roles.features import Features, features, plain
from extractors.roles.net import NAME, NAME_ON
from samples.training import roles_papers, roles_wear
from samples.training.roles_content import Content
from samples.training.roles_dated import rewritten
from samples.training.roles_net import TAGS, Batch, RolesNet, batch
from samples.training.roles_pen import UNTOLD, Labelled, LabelledPage

LINES, CHARACTERS = 150, 1400
"""Of a page, at most, in training."""
_AT_ONCE, _AHEAD = 12, 96  # pages of a step, and pages made at a time
_RARE = {"id_card_front": 0.1, "insurance_card": 0.1, "id_card_back": 0.05, "photo": 0.02, "lab_report": 0.4}
_NAMED = 2.0  # how much more a character of a signer's name weighs than any other
_ROLES, _DATES = 0.2, 0.15  # what the second and the third answer weigh beside the first
_SINGLE = 5.0  # how much oftener a page of single layouts is shown than one of a family of templates

Page = list[Labelled]


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    known: list[LabelledPage] = pickle.loads(options.pages.read_bytes())  # noqa: S301 (written by roles_pages)
    known = [page for page in known if page.lines and not page.source.startswith(tuple(options.without))]
    start: dict[str, Any] = torch.load(options.start, weights_only=True) if options.start else {}
    material = _Material(random.Random(options.seed), known, options.composed, start.get("vocab"))
    net = RolesNet(len(material.alphabet) + 2)
    if start:
        _take_on(net, start["net"])
    _say(f"{len(known)} pages, {len(material.alphabet)} characters, {sum(p.numel() for p in net.parameters())} weights")
    train(net, material, options)
    keep(net, material.alphabet, options.out)


def _take_on(net: RolesNet, weights: Mapping[str, torch.Tensor]) -> None:
    """What was learnt before; characters met since, and answers not asked for then, begin anew."""
    own = net.state_dict()
    for name, weight in weights.items():
        own[name][: len(weight)] = weight
    net.load_state_dict(own)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=35.0)
    parser.add_argument("--out", type=Path, default=Path("roles.npz"))
    parser.add_argument("--start", type=Path, help="weights to go on from (.pt)")
    parser.add_argument("--without", nargs="*", default=["\x00"], help="sources of pages to leave out")
    parser.add_argument("--composed", type=float, default=0.5, help="share of pages composed at random")
    parser.add_argument(
        "--every", type=int, default=0, help="steps between weights kept beside --out; 0 keeps the last"
    )
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


class _Material:
    """Pages without end."""

    def __init__(
        self, rng: random.Random, known: Sequence[LabelledPage], composed: float, alphabet: Mapping[str, int] | None
    ) -> None:
        self.rng = rng
        self._known = [list(page.lines) for page in known]
        self._weights = [_RARE.get(page.kind, 1.0) * (_SINGLE if "layouts" in page.source else 1.0) for page in known]
        self._composed = composed
        self._diseases = roles_wear.diseases(self._known)
        self.alphabet = dict(alphabet or {})
        for c in self._met():
            self.alphabet.setdefault(c, len(self.alphabet) + 2)
        self._characters = list(self.alphabet)
        self._ahead: list[list[Page]] = []

    def _met(self) -> list[str]:
        """Characters met more than once. Index 0 stands for padding and 1 for any other."""
        pages = [*self._known, *(roles_papers.paper(self.rng, self._diseases) for _ in range(1200))]
        count = collections.Counter(plain(c) for page in pages for line in page for c in line.text)
        return sorted(c for c, n in count.items() if n > 1)

    def step(self) -> tuple[Batch, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Pages of about the same length, and what is to be said of them."""
        if not self._ahead:
            pages = sorted((self._page() for _ in range(_AHEAD)), key=lambda page: sum(len(line.text) for line in page))
            self._ahead = [pages[at : at + _AT_ONCE] for at in range(0, _AHEAD, _AT_ONCE)]
            self.rng.shuffle(self._ahead)
        pages = self._ahead.pop()
        told = batch([_features(page, self.alphabet) for page in pages])
        tags, roles, dates = (torch.full(told.characters.shape, UNTOLD) for _ in range(3))
        for at, page in enumerate(pages):
            own = [tag for line in page for tag in line.tags]
            tags[at, : len(own)] = torch.tensor(own)
            roles[at, : len(own)] = torch.tensor([role for line in page for role in line.roles])
            dates[at, : len(own)] = torch.tensor([date for line in page for date in line.dates])
        return told, tags, roles, dates

    def _page(self) -> Page:
        if self.rng.random() < self._composed:
            page = roles_papers.paper(self.rng, self._diseases)
        else:
            (known,) = self.rng.choices(self._known, self._weights)
            page = rewritten(roles_wear.swapped(known, Content(self.rng, self._diseases)), self.rng)
        return _short(roles_wear.worn(page, self.rng, self._characters)) or self._page()


def _short(page: Page) -> Page:
    kept: Page = []
    for line in page[:LINES]:
        if sum(len(each.text) for each in kept) + len(line.text) > CHARACTERS:
            break
        kept.append(line)
    return kept


def _features(page: Page, alphabet: Mapping[str, int]) -> Features:
    nowhere = ((0.0, 0.0),) * 4
    return features([Line(line.text, 1.0, 1.0, Box(*line.box), nowhere) for line in page], alphabet)


def train(net: RolesNet, material: _Material, options: Any) -> None:
    """Until the time is over; the rate falls with it."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=0.01)
    began, seconds, steps, lately = time.monotonic(), 60 * options.minutes, 0, 0.0
    weighed = torch.tensor([_NAMED if tag in (NAME, NAME_ON) else 1.0 for tag in range(TAGS)])
    net.train()
    while (gone := (time.monotonic() - began) / seconds) < 1:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1.0, (steps + 1) / 100) * (1 - gone) + 1e-5
        told, tags, roles, dates = material.step()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            said, signed, dated = net(told)
        loss = _loss(said, tags, weighed)
        if bool((roles >= 0).any()):
            loss = loss + _ROLES * _loss(signed, roles)
        if bool((dates >= 0).any()):
            loss = loss + _DATES * _loss(dated, dates)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        steps, lately = steps + 1, lately + loss.item()
        if steps % 100 == 0:
            _say(f"{steps} steps, {60 * options.minutes * gone:.0f} s, loss {lately / 100:.4f}")
            lately = 0.0
        if options.every and steps % options.every == 0:
            keep(net, material.alphabet, options.out.with_stem(f"{options.out.stem}_{steps}"))


def keep(net: RolesNet, alphabet: Mapping[str, int], out: Path) -> None:
    """What goes on with the training, and what is read with."""
    torch.save({"net": net.state_dict(), "vocab": dict(alphabet)}, out.with_suffix(".pt"))
    write(net, alphabet, out)


def _loss(said: torch.Tensor, wanted: torch.Tensor, weighed: torch.Tensor | None = None) -> torch.Tensor:
    flat = said.float().reshape(-1, said.shape[-1])
    return functional.cross_entropy(flat, wanted.reshape(-1), weighed, ignore_index=UNTOLD)


def write(net: RolesNet, alphabet: Mapping[str, int], out: Path) -> None:
    """What extractors/roles/net.py reads: half precision, the alphabet as code points in the order of its indices."""
    arrays = {name: weight.numpy().astype(np.float16) for name, weight in net.state_dict().items()}
    ordered = sorted(alphabet, key=lambda c: alphabet[c])
    assert arrays["o.weight"].shape[0] == TAGS
    np.savez_compressed(out, alphabet=np.array([ord(c) for c in ordered], np.int32), **arrays)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
