"""The net of roles as it is trained: `extractors/roles/net.py` computes the same with numpy alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.roles.features import WIDTH, Features
from extractors.roles.net import DATES, SIGNERS

TAGS = 7
_HEADS = 4
_NEAR, _ORDER = 7, 16
_NONE = -50.0  # below anything a character says


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages side by side, padded."""

    characters: Tensor  # (b, n)
    places: Tensor  # (b, n, WIDTH)
    lines: Tensor  # (b, n)
    real: Tensor  # (b, n): 1 for characters, 0 for padding
    boxes: Tensor  # (b, m, 3)
    real_lines: Tensor  # (b, m)


def batch(pages: Sequence[Features]) -> Batch:
    b, n, m = len(pages), max(len(p.characters) for p in pages), max(len(p.boxes) for p in pages)
    made = Batch(
        torch.zeros(b, n, dtype=torch.long),
        torch.zeros(b, n, WIDTH),
        torch.full((b, n), m - 1, dtype=torch.long),
        torch.zeros(b, n),
        torch.zeros(b, m, 3),
        torch.zeros(b, m),
    )
    for at, page in enumerate(pages):
        n, m = len(page.characters), len(page.boxes)
        made.characters[at, :n] = torch.from_numpy(page.characters)
        made.places[at, :n] = torch.from_numpy(page.places)
        made.lines[at, :n] = torch.from_numpy(page.lines)
        made.real[at, :n] = 1
        made.boxes[at, :m] = torch.from_numpy(page.boxes)
        made.real_lines[at, :m] = 1
    return made


class _Along(nn.Module):
    """Characters look at their neighbours along the text."""

    def __init__(self, width: int, step: int) -> None:
        super().__init__()
        self.c = nn.Conv1d(width, width, 5, padding=2 * step, dilation=step)
        self.n = nn.LayerNorm(width)
        self.l = nn.Linear(width, width)

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        y = (self.n(x) * real).transpose(1, 2)
        return x + self.l(functional.relu(self.c(y).transpose(1, 2)))


class _Among(nn.Module):
    """Lines look at all others of the page."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.q, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.f = nn.Sequential(nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width))

    def forward(self, x: Tensor, bias: Tensor, real: Tensor) -> Tensor:
        b, m, width = x.shape
        q, k, v = self.q(self.n1(x)).view(b, m, 3, _HEADS, width // _HEADS).permute(2, 0, 3, 1, 4)
        looks = q @ k.transpose(-1, -2) / math.sqrt(width // _HEADS) + bias
        looks = looks.masked_fill(real[:, None, None, :] == 0, -1e4).softmax(-1)
        x = x + self.o((looks @ v).transpose(1, 2).reshape(b, m, width))
        return x + self.f(self.n2(x))


class RolesNet(nn.Module):
    """Characters along the text, then lines among each other, then characters once more."""

    def __init__(self, characters: int, width: int = 80, wide: int = 96, dropped: float = 0.1) -> None:
        super().__init__()
        self.e = nn.Embedding(characters, 48)
        self.p = nn.Linear(48 + WIDTH, width)
        self.j, self.be = nn.Embedding((2 * _NEAR + 1) ** 2, 2 * _HEADS), nn.Embedding(2 * _ORDER + 2, 2 * _HEADS)
        self.a = nn.ModuleList(_Along(width, step) for step in (1, 2, 4))
        self.up, self.g = nn.Linear(2 * width, wide), nn.Linear(3, wide)
        self.t = nn.ModuleList(_Among(wide) for _ in range(2))
        self.down = nn.Linear(wide, width)
        self.b = nn.ModuleList(_Along(width, step) for step in (1, 2, 4))
        self.n = nn.LayerNorm(width)
        self.o, self.r = nn.Linear(width, TAGS), nn.Linear(width, len(SIGNERS))
        self.d = nn.Linear(width, len(DATES))
        self.dropped = nn.Dropout(dropped)

    def forward(self, pages: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """As logits: what each character belongs to (b, n, 7), in what role somebody signs (b, n, 10), and what a
        date stands for (b, n, 23)."""
        real = pages.real[..., None]
        x = self.p(torch.cat([self.dropped(self.e(pages.characters)), pages.places], -1)) * real
        for block in self.a:
            x = block(x, real)
        lines = self._among(self._pooled(x, pages), pages)
        own = pages.lines[..., None].expand(-1, -1, lines.shape[-1])
        x = x + self.dropped(self.down(lines.gather(1, own)))
        for block in self.b:
            x = block(x, real)
        x = self.n(x)
        return self.o(x), self.r(x), self.d(x)

    def _pooled(self, x: Tensor, pages: Batch) -> Tensor:
        b, _, width = x.shape
        m, own, real = pages.boxes.shape[1], pages.lines[..., None].expand_as(x), pages.real[..., None]
        seen = torch.where(real > 0, x, torch.full_like(x, _NONE))
        highest = torch.full((b, m, width), _NONE, dtype=x.dtype).scatter_reduce(1, own, seen, "amax")
        highest = torch.where(highest <= _NONE + 1, torch.zeros_like(highest), highest)
        total = torch.zeros(b, m, width, dtype=x.dtype).scatter_add(1, own, x * real)
        count = torch.zeros(b, m).scatter_add(1, pages.lines, pages.real).clamp(min=1)
        joined = torch.cat([highest, total / count[..., None]], -1)
        return torch.as_tensor(self.up(joined) + self.g(pages.boxes / 30))

    def _among(self, x: Tensor, pages: Batch) -> Tensor:
        left, middle, _ = pages.boxes.unbind(-1)
        number = torch.arange(x.shape[1])
        order = (number[:, None] - number[None]).clamp(-_ORDER, _ORDER) + _ORDER
        near = self.j(_distance(left) * (2 * _NEAR + 1) + _distance(middle))
        bias = (near + self.be(order)[None]).permute(0, 3, 1, 2)
        for n, block in enumerate(self.t):
            x = block(x, bias[:, _HEADS * n : _HEADS * (n + 1)], pages.real_lines)
        return x


def _distance(at: Tensor) -> Tensor:
    apart = at[:, :, None] - at[:, None, :]
    steps = apart.sign() * (torch.log2(1 + apart.abs() * 2) * 2).round().clamp(max=_ORDER)
    return torch.as_tensor(steps.clamp(-_NEAR, _NEAR).long() + _NEAR)
