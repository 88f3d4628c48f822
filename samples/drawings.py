# ruff: noqa: E501 - tables and drawings read better unbroken
"""Small vector drawings that templates embed: a generic face, a code that is no code, the wave pattern of a card."""

from __future__ import annotations

import random

from markupsafe import Markup

SKIN = ("#f0cfb0", "#e6bf9b", "#d9ae88", "#f3d7bd")
HAIR = ("#1c1a1a", "#2b2523", "#3a3330", "#6d6a68")
SHIRT = ("#2f3e57", "#5a2f36", "#e9e9ec", "#3d5a49", "#20242c")


def face(rng: random.Random, ground: str, long_hair: bool, width: int, height: int) -> Markup:
    """A bareheaded generic face with hair and shoulders on a plain ground, as SVG."""
    skin, hair, shirt = rng.choice(SKIN), rng.choice(HAIR), rng.choice(SHIRT)
    wide, eye = rng.randint(27, 31), rng.randint(-2, 2)
    back = (
        f'<path d="M{50 - wide - 6} 52 Q50 -6 {50 + wide + 6} 52 L{50 + wide + 8} 100 L{50 - wide - 8} 100 Z" fill="{hair}"/>'
        if long_hair
        else ""
    )
    fringe = f'<path d="M{50 - wide - 1} 52 Q{47 - wide} 12 50 13 Q{53 + wide} 12 {51 + wide} 52 Q{45 + wide} 34 {rng.randint(50, 62)} 31 Q{58 - wide} 34 {50 - wide - 1} 52 Z" fill="{hair}"/>'
    return Markup(  # noqa: S704 - all parts are our own
        f'<svg viewBox="0 0 100 140" width="{width}" height="{height}" preserveAspectRatio="xMidYMax slice" style="display:block;background:{ground}">'
        f'<defs><radialGradient id="g" cx=".45" cy=".4"><stop offset="0" stop-color="#fff" stop-opacity=".35"/><stop offset="1" stop-color="#7a4a2a" stop-opacity=".18"/></radialGradient></defs>'
        f'<rect width="100" height="140" fill="{ground}"/>{back}'
        f'<path d="M2 140 Q6 108 36 103 L64 103 Q94 108 98 140 Z" fill="{shirt}"/><path d="M40 88 L40 106 Q50 116 60 106 L60 88 Z" fill="{skin}"/>'
        f'<path d="M38 104 L50 120 L62 104 L66 108 L52 132 L48 132 L34 108 Z" fill="#f7f7f7" opacity=".85"/>'
        f'<ellipse cx="{50 - wide}" cy="62" rx="4.5" ry="8" fill="{skin}"/><ellipse cx="{50 + wide}" cy="62" rx="4.5" ry="8" fill="{skin}"/>'
        f'<ellipse cx="50" cy="60" rx="{wide}" ry="37" fill="{skin}"/><ellipse cx="50" cy="60" rx="{wide}" ry="37" fill="url(#g)"/>{fringe}'
        f'<path d="M31 {51 + eye} q7 -4 13 0" stroke="{hair}" stroke-width="2.2" fill="none"/><path d="M56 {51 + eye} q7 -4 13 0" stroke="{hair}" stroke-width="2.2" fill="none"/>'
        f'<ellipse cx="38" cy="{58 + eye}" rx="4.6" ry="2.4" fill="#fff"/><ellipse cx="62" cy="{58 + eye}" rx="4.6" ry="2.4" fill="#fff"/>'
        f'<circle cx="38" cy="{58 + eye}" r="2.2" fill="#2a1c14"/><circle cx="62" cy="{58 + eye}" r="2.2" fill="#2a1c14"/>'
        f'<path d="M49 {60 + eye} q-4 10 -1 13 q3 2 6 0" stroke="#a9744f" stroke-width="1.3" fill="none"/>'
        f'<path d="M41 82 q9 {rng.randint(2, 6)} 18 0 q-9 8 -18 0 Z" fill="#b5645a"/></svg>'
    )


def qr_code(rng: random.Random, size: int, colour: str = "#111") -> Markup:
    """A picture that looks like a QR code and holds nothing."""
    n = 29
    dark = [[rng.random() < 0.48 for _ in range(n)] for _ in range(n)]
    for cy, cx in ((0, 0), (0, n - 7), (n - 7, 0)):
        for y in range(-1, 8):
            for x in range(-1, 8):
                if 0 <= cy + y < n and 0 <= cx + x < n:
                    dark[cy + y][cx + x] = (
                        0 <= x < 7 and 0 <= y < 7 and (x in (0, 6) or y in (0, 6) or (2 <= x <= 4 and 2 <= y <= 4))
                    )
    path = "".join(f"M{x} {y}h1v1h-1z" for y in range(n) for x in range(n) if dark[y][x])
    return Markup(f'<svg viewBox="0 0 {n} {n}" width="{size}" height="{size}"><path d="{path}" fill="{colour}"/></svg>')  # noqa: S704


def bars(rng: random.Random, width: int, height: int) -> Markup:
    """A picture that looks like a bar code and holds nothing."""
    x, path = 0.0, ""
    while x < 100:
        thick = rng.choice((0.5, 0.5, 1.0, 1.5))
        path += f"M{x:g} 0h{thick:g}v10h-{thick:g}z"
        x += thick + rng.choice((0.5, 1.0, 1.0, 1.5))
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 102 10" preserveAspectRatio="none" width="{width}" height="{height}"><path d="{path}" fill="#111"/></svg>'
    )


def pattern(colour: str, opacity: float, step: int = 9) -> Markup:
    """Fine wavy lines over the whole box, like the ground of a card."""
    waves = "".join(
        f'<path d="M-20 {y} q20 {9 if i % 2 else -9} 40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0 t40 0"/>'
        for i, y in enumerate(range(0, 460, step))
    )
    return Markup(  # noqa: S704
        f'<svg style="position:absolute;inset:0" width="100%" height="100%" fill="none" stroke="{colour}" stroke-opacity="{opacity}" stroke-width=".7">{waves}</svg>'
    )
