"""Policy packs: load one with everything it extends, list those that ship, show one, run its cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from validators import pack as pack_file
from validators.errors import PolicyError
from validators.grammar import Policy, Requirement, Rule, Source
from validators.pack import Pack
from validators.pack_links import check_links
from validators.pack_listing import Listing, show
from validators.verdict import Citation

if TYPE_CHECKING:
    from validators.pack_cases import CaseResult

__all__ = ["Listing", "Policy", "PolicyError", "list_packs", "load", "run_cases", "show"]

PACKS = Path(__file__).parent / "policies"
T = TypeVar("T")


def run_cases(policy: Policy) -> list[CaseResult]:
    """Every case of the pack's own `cases/*.yaml`, in order. Raises PolicyError where a case file is mistaken."""
    from validators import pack_cases  # noqa: PLC0415 (brings all that judges, for which who loads a pack has no use)

    return pack_cases.run_cases(policy)


def list_packs() -> tuple[str, ...]:
    """Names of the packs that ship, in alphabetical order."""
    return tuple(sorted(_shipped()))


def _shipped() -> dict[str, Path]:
    """A pack for a place within another lies in its folder; names are unique all the same."""
    return {path.parent.name: path.parent for path in PACKS.rglob("policy.yaml")}


def load(name_or_folder: str | Path) -> Policy:
    """A shipped pack by name, or the pack in a folder. Raises PolicyError with file, place and what is allowed."""
    folders = _ancestors(_folder(name_or_folder))
    chain = _chain(folders)
    for depth, link in enumerate(chain, start=1):
        check_links(link, chain[:depth])
    return _joined(chain, folders)


def folders(name_or_folder: str | Path) -> tuple[Path, ...]:
    """Where a pack's files lie: those of every pack it extends, from the first ancestor down, and its own."""
    return tuple(_ancestors(_folder(name_or_folder)))


def _folder(name_or_folder: str | Path) -> Path:
    text = str(name_or_folder)
    shipped = _shipped().get(text) or _shipped().get(text.rpartition("/")[2]) if not Path(text).is_dir() else None
    if shipped and str(shipped).endswith(text):  # `neimenggu/hulunbuir` names it as well as `hulunbuir`
        return shipped
    folder = Path(name_or_folder)
    if (folder / "policy.yaml").is_file():
        return folder.resolve()
    raise PolicyError(
        folder.name or text, "", "there is no such policy pack, and no folder with a policy.yaml", list_packs()
    )


def _chain(folders: list[Path]) -> list[Pack]:
    """The packs from the first ancestor to the one asked for."""
    packs: list[Pack] = []
    sources: dict[str, Source] = {}
    for one in folders:
        packs.append(pack_file.read(one, sources))
        sources |= packs[-1].sources
    return packs


def _ancestors(folder: Path) -> list[Path]:
    """Folders from the first ancestor down; a pack may extend a shipped one or its neighbour."""
    found = [folder]
    while (parent := pack_file.extends(found[0])) is not None:
        name = parent.text()
        places = (found[0].parent, found[0].parent / name, _shipped().get(name))
        above = next((f for f in places if f and f.name == name and (f / "policy.yaml").is_file()), None)
        if above is None:
            raise parent.refuse(f"there is no pack {name!r} to extend", list_packs())
        if above in found:
            raise parent.refuse(f"{name!r} extends this pack in turn")
        found.insert(0, above)
    return found


def _joined(chain: list[Pack], folders: list[Path]) -> Policy:
    last = chain[-1]
    dropped: dict[str, Citation] = {}
    for link in chain:
        dropped = {k: v for k, v in dropped.items() if k not in _own_ids(link)} | dict(link.drops)
    digest = _digest(folders)
    return Policy(
        name=last.name,
        title=last.title,
        declared_version=last.version,
        version=f"{last.name} {last.version} ({digest})",
        chain=tuple(link.name for link in chain),
        sources=_overlaid(link.sources for link in chain),
        values={k: v for k, v in _overlaid(link.values for link in chain).items() if k not in dropped},
        tracks=_overlaid(link.tracks for link in chain),
        materials=_overlaid(link.materials for link in chain),
        requires=tuple(r for r in _by_id(link.requires for link in chain) if r.id not in dropped),
        rules=tuple(r for r in _by_id(link.rules for link in chain) if r.id not in dropped),
        diseases={k: v for k, v in _overlaid(link.diseases for link in chain).items() if k not in dropped},
        dropped=dropped,
        folder=str(folders[-1]),
    )


def _own_ids(link: Pack) -> set[str]:
    return {r.id for r in link.requires} | {r.id for r in link.rules} | set(link.values) | set(link.diseases)


def _overlaid(sections: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """Later packs replace entries of the same name, whole."""
    joined: dict[str, T] = {}
    for section in sections:
        joined |= section
    return joined


R = TypeVar("R", Rule, Requirement)


def _by_id(sections: Iterable[tuple[R, ...]]) -> list[R]:
    joined: dict[str, R] = {}
    for section in sections:
        joined |= {entry.id: entry for entry in section}
    return list(joined.values())


def _digest(folders: list[Path]) -> str:
    """Of every YAML file that decides (cases do not): the same words give the same version on every machine."""
    digest = hashlib.sha256()
    for folder in [PACKS / "base", *folders] if PACKS / "base" not in folders else folders:
        for path in sorted(folder.glob("*.yaml")):
            digest.update(f"{folder.name}/{path.name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
