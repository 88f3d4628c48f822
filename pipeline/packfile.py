"""A policy pack as somebody sends it: policy.yaml alone, or a ZIP with cases/*.yaml beside it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

import yaml

from validators.errors import PolicyError

MOST_FILES = 200
MOST_BYTES = 2 * 1024 * 1024  # of one file
POLICY = "policy.yaml"


def lay_out(data: bytes, folder: Path) -> Path:
    """The pack's own folder, called as it calls itself, below `folder`. Raises PolicyError."""
    files = _zipped(data) if data[:4] == b"PK\x03\x04" else {POLICY: data}
    name = _name(files[POLICY])
    for relative, content in files.items():
        place = folder / name / relative
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder / name


def _zipped(data: bytes) -> dict[str, bytes]:
    """policy.yaml and cases/*.yaml, wherever in the archive they lie together."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES or any(member.file_size > MOST_BYTES for member in members):
                raise _refused(f"at most {MOST_FILES} files of {MOST_BYTES // 1024} KiB each")
            found = [member for member in members if PurePosixPath(member.filename).name == POLICY]
            if len(found) != 1:
                raise _refused(f"one {POLICY} is needed, {len(found)} are there")
            root = PurePosixPath(found[0].filename).parent
            files = {POLICY: archive.read(found[0])}
            for member in members:
                path = PurePosixPath(member.filename)
                if path.parent == root / "cases" and path.suffix == ".yaml":
                    files[f"cases/{path.name}"] = archive.read(member)
            return files
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _refused("the ZIP cannot be opened") from None


def _name(text: bytes) -> str:
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        raise _refused("this is no YAML") from None
    name = told.get("pack") if isinstance(told, dict) else None
    if not isinstance(name, str) or not name.isidentifier():
        raise _refused("`pack: NAME` is missing")
    return name


def _refused(problem: str) -> PolicyError:
    return PolicyError(POLICY, "", problem)
