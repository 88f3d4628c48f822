"""In what manner each family's papers are written: its typefaces, its pen, and names its templates use besides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from samples.clinical import Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.g import forms as forms_g
from samples.families.h import forms as forms_h
from samples.families.i import forms as forms_i
from samples.families.j import forms as forms_j
from samples.families.k import forms as forms_k
from samples.families.l import forms as forms_l
from samples.families.m import forms as forms_m
from samples.families.n import forms as forms_n
from samples.families.o import forms as forms_o
from samples.families.p import forms as forms_p
from samples.families.q import forms as forms_q
from samples.families.r import forms as forms_r
from samples.families.s import forms as forms_s
from samples.families.t import forms as forms_t
from samples.handwriting import Pen
from samples.marks import Record

Extras = Callable[[Profile, Record, dict[str, Any], dict[str, dt.datetime]], dict[str, Any]]
"""The profile, the record, the options and the dates of a paper → more names for its template."""


@dataclass(frozen=True)
class Manner:
    """How the papers of one family are written; typefaces are drawn from, so one may stand there twice."""

    body: tuple[str, ...]
    export: tuple[str, ...]  # of exported PDFs: outlines that embed small
    hand: tuple[str, ...]
    pen: type[Pen] = Pen
    extras: Extras | None = None


class Faces(Protocol):
    """A family's `forms` module, of which the names of its typefaces are used."""

    @property
    def BODY_FACES(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def EXPORT_FACES(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def HAND_FACES(self) -> tuple[str, ...]: ...  # noqa: N802


def _of(forms: Faces, pen: type[Pen], extras: Extras) -> Manner:
    return Manner(forms.BODY_FACES, forms.EXPORT_FACES, forms.HAND_FACES, pen, extras)


MANNERS = {
    "a": Manner(
        body=("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UKai CN", "Noto Serif CJK SC"),
        export=("AR PL UKai CN", "AR PL UKai CN", "AR PL UKai CN", "Noto Sans CJK SC"),
        hand=("Ma Shan Zheng", "Long Cang"),
    ),
    "b": Manner(
        body=("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UMing CN", "AR PL UMing CN"),
        export=("WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
        hand=("Zhi Mang Xing", "Liu Jian Mao Cao"),
    ),
    "c": Manner(
        body=("LXGW WenKai", "AR PL SungtiL GB", "AR PL KaitiM GB", "LXGW WenKai Mono"),
        export=("LXGW WenKai", "AR PL SungtiL GB", "AR PL KaitiM GB"),
        hand=("hongleixingshu", "jiangxizhuokai"),
    ),
    "d": Manner(
        body=(
            "BabelStone Han",
            "Noto Serif CJK SC",
            "AR PL UMing CN",
            "WenQuanYi Micro Hei",
            "Noto Sans CJK SC",
            "AR PL UKai CN",
        ),
        export=("WenQuanYi Micro Hei", "AR PL UKai CN", "AR PL UMing CN", "Noto Sans CJK SC"),
        hand=("Liu Jian Mao Cao", "Long Cang", "hongleixingshu", "jiangxizhuokai", "Zhi Mang Xing"),
    ),
    "e": Manner(
        body=("BabelStone Han", "Source Han Serif CN for Display", "BabelStone Han", "Maple Mono CN"),
        export=("BabelStone Han", "BabelStone Han", "Source Han Serif CN for Display"),
        hand=("HanaMinA",),  # where handwriting.py cannot draw a character
    ),
    "f": Manner(
        body=("TW-Sung", "TW-Sung", "Noto Sans Mono CJK SC", "TW-Sung", "TW-Kai", "Noto Sans Mono CJK SC", "TW-Sung"),
        export=("TW-Sung", "TW-Sung", "TW-Kai"),
        hand=("TW-Kai",),
        pen=PenF,
        extras=extras_f,
    ),
    "g": _of(forms_g, forms_g.PenG, forms_g.extras_g),
    "h": _of(forms_h, forms_h.PenH, forms_h.extras_h),
    "i": _of(forms_i, forms_i.PenI, forms_i.extras_i),
    "j": _of(forms_j, forms_h.PenH, forms_j.extras_j),
    "k": _of(forms_k, forms_k.PenK, forms_k.extras_k),
    "l": _of(forms_l, forms_l.PenL, forms_l.extras_l),
    "m": _of(forms_m, forms_m.PenM, forms_m.extras_m),
    "n": _of(forms_n, forms_n.PenN, forms_n.extras_n),
    "o": _of(forms_o, forms_o.PenO, forms_o.extras_o),
    "p": _of(forms_p, forms_p.PenP, forms_p.extras_p),
    "q": _of(forms_q, forms_q.PenQ, forms_q.extras_q),
    "r": _of(forms_r, forms_r.PenR, forms_r.extras_r),
    "s": _of(forms_s, forms_s.PenS, forms_s.extras_s),
    "t": _of(forms_t, forms_t.PenT, forms_t.extras_t),
}
