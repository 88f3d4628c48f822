"""The faces that drawings name: where they are, what they hold, how to get them. Without them boxes would be drawn."""

from __future__ import annotations

import functools
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

WEB = Path.home() / ".cache/yushen/fonts/node_modules"
"""Where npm puts faces that no Debian package has."""
STAND_IN = "Noto Serif CJK SC"
"""Sets what a seal's own face does not hold: 〇 and rare names."""
_FANDOL = "the Fandol faces of texlive-lang-chinese, copied to where fontconfig looks (/usr/local/share/fonts)"
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "fonts-noto-cjk": ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans Mono CJK SC"),
    "fonts-wqy-zenhei": ("WenQuanYi Zen Hei",),
    "fonts-wqy-microhei": ("WenQuanYi Micro Hei",),
    "fonts-arphic-uming": ("AR PL UMing CN",),
    "fonts-arphic-ukai": ("AR PL UKai CN",),
    "fonts-lxgw-wenkai": ("LXGW WenKai", "LXGW WenKai Mono"),
    "fonts-arphic-gbsn00lp": ("AR PL SungtiL GB",),
    "fonts-arphic-gkai00mp": ("AR PL KaitiM GB",),
    "fonts-babelstone-han": ("BabelStone Han",),
    "fonts-hanazono": ("HanaMinA",),
    "fonts-cns11643-sung": ("TW-Sung",),
    "fonts-cns11643-kai": ("TW-Kai",),
    "fonts-unifont": ("Unifont",),
    "fonts-droid-fallback": ("Droid Sans Fallback",),
    "fonts-dejavu": ("DejaVu Sans", "DejaVu Sans Mono", "DejaVu Serif"),
    _FANDOL: ("FandolSong", "FandolHei", "FandolKai", "FandolFang"),
}


class FaceError(Exception):
    """Something that is to be drawn cannot be set: which face is missing, and how to install it."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face as fontconfig found it."""

    families: tuple[str, ...]  # names of it
    file: str
    index: int  # within the file
    characters: frozenset[int]


def face(pattern: str) -> Face:
    """The face a fontconfig pattern names (FandolSong:bold). Raises FaceError where fontconfig has only another."""
    found, name = nearest(pattern), _name(pattern)
    if name not in found.families:
        raise FaceError(_advice({name: _source(name)}))
    return found


@functools.cache
def nearest(pattern: str) -> Face:
    """What fontconfig has for a pattern, the face named or another."""
    asked = ["fc-match", "-f", "%{family}|%{file}|%{index}|%{charset}", pattern]
    families, file, index, held = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("|")  # noqa: S603
    spans = (span.partition("-") for span in held.split())
    characters = frozenset(c for a, _, b in spans for c in range(int(a, 16), int(b or a, 16) + 1))
    return Face(tuple(families.split(",")), file, int(index) & 0xFFFF, characters)


def holding(pattern: str, text: str) -> Face:
    """The face named, or the one that stands in where it lacks a character. Raises FaceError where both do."""
    for each in (face(pattern), face(STAND_IN)):
        if not _lacking(text, each.characters):
            return each
    lacking = "".join(_lacking(text, face(pattern).characters | face(STAND_IN).characters))
    raise FaceError(f"neither {_name(pattern)} nor {STAND_IN} holds {lacking}")


def check(sources: Iterable[str], web: Mapping[str, str]) -> None:
    """Raises FaceError naming every face that sources (pages, programs) name and that is not installed.

    Args:
        web: web faces with their style sheets below `WEB`.
    """
    text = "\n".join(sources)
    named = [name for name in _known() if _is_named(name, text)]
    missing = {name: _source(name) for name in named if not _is_installed(name)}
    missing |= {
        name: _npm(sheet) for name, sheet in web.items() if _is_named(name, text) and not (WEB / sheet).is_file()
    }
    if missing:
        raise FaceError(_advice(missing))


def _known() -> list[str]:
    return [name for names in _SOURCES.values() for name in names]


def _is_named(name: str, text: str) -> bool:
    """Whether a text names a face, and no longer name that begins so (LXGW WenKai Mono)."""
    return re.search(rf"['\"]{re.escape(name)}(?::\w+)?['\"]", text.replace("\\", "")) is not None


@functools.cache
def _is_installed(name: str) -> bool:
    try:
        face(name.replace("-", r"\-"))
    except FaceError:
        return False
    return True


def _name(pattern: str) -> str:
    return re.split(r"(?<!\\):", pattern)[0].replace("\\", "")


def _lacking(text: str, held: frozenset[int]) -> list[str]:
    return [char for char in dict.fromkeys(text) if not char.isspace() and ord(char) not in held]


def _source(name: str) -> str:
    source = next((source for source, names in _SOURCES.items() if name in names), "a font package")
    return f"apt-get install {source}" if source.startswith("fonts-") else source


def _npm(sheet: str) -> str:
    """Which package a style sheet is of: @scope/name/400.css, name/lib/x.css."""
    parts = sheet.split("/")
    return f"npm install --prefix {WEB.parent} {'/'.join(parts[: 2 if sheet.startswith('@') else 1])}"


def _advice(missing: Mapping[str, str]) -> str:
    """What is missing, by where it comes from."""
    ways = dict.fromkeys(missing.values())
    told = [f"{', '.join(name for name, source in missing.items() if source == way)}: {way}" for way in ways]
    return "faces that the drawings name are not installed\n" + "\n".join(told)
