"""清单: the rows of a bulk import, as a data centre exports them, and the files they name inside one package.

A package is a ZIP that holds one of
- `manifest.jsonl`: a line for each case, the JSON of case.json, its uploads named by their path beside the manifest;
- `manifest.csv`: a line for each case, as a spreadsheet saves it (UTF-8 or GB 18030), columns in Chinese or English;
- neither: then every folder with a case.json is a case.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from pipeline.casetext import CaseTextError, Problem

MOST_ROWS = 50_000
MOST_FILES = 500_000
MANIFEST_BYTES = 256 * 1024 * 1024
CASE_BYTES = 1024 * 1024
JSONL, CSV, CASE = "manifest.jsonl", "manifest.csv", "case.json"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "case_key": ("申请编号", "申请号", "业务编号"),
    "region": ("统筹区",),
    "case_type": ("申请类型",),
    "submitted_on": ("申请日期", "提交日期"),
    "applicant_name": ("姓名", "申请人姓名"),
    "applicant_id_number": ("身份证号", "申请人身份证号", "证件号码"),
    "diseases": ("病种", "申请病种"),
    "channel": ("渠道", "办理方式"),
    "agent_name": ("代办人姓名",),
    "agent_id_number": ("代办人身份证号",),
    "uploads": ("文件", "材料文件"),
}
NEEDED = ("case_key", "region", "submitted_on", "applicant_name", "applicant_id_number", "diseases", "uploads")
WORDS: Mapping[str, Mapping[str, str]] = {
    "channel": {"本人": "self", "本人申请": "self", "代办": "proxy", "他人代办": "proxy"},
    "case_type": {"首次申请": "application", "续期": "renewal", "复审": "renewal", "变更定点": "hospital_change"},
}
_PARTS = re.compile(r"[;；|\n]+")
_DISEASES = re.compile(r"[;；、|\n]+")
_ROUNDED = re.compile(r"\d(\.\d+)?[Ee]\+\d+")


class PackageError(Exception):
    """The package as a whole cannot be used. `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the package; `told` is the JSON of its case, or what is wrong with it."""

    told: Any | CaseTextError
    folder: str  # where its uploads are named from, "" or ending in /


class Package:
    """A ZIP of cases. Names in it are told apart, never used as paths."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises PackageError: not_a_zip, too_many_files, encrypted."""
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise PackageError("not_a_zip") from None
        if len(self._zip.infolist()) > MOST_FILES:
            raise PackageError("too_many_files")
        if any(member.flag_bits & 1 for member in self._zip.infolist()):
            raise PackageError("encrypted")
        self._members = {_name(member): member for member in self._zip.infolist() if not member.is_dir()}

    def rows(self) -> list[Row]:
        """In the order of the manifest. Raises PackageError: no_manifest, manifest_unreadable, too_many_rows."""
        rows = list(self._rows())
        if not rows:
            raise PackageError("no_manifest")
        if len(rows) > MOST_ROWS:
            raise PackageError("too_many_rows")
        return rows

    def open(self, name: str) -> IO[bytes] | None:
        """The file of this name; None if there is none."""
        member = self._members.get(_plain(name))
        return None if member is None else self._zip.open(member)

    def _rows(self) -> Iterator[Row]:
        for manifest, read in ((JSONL, _jsonl), (CSV, _csv)):
            found = sorted((n for n in self._members if PurePosixPath(n).name == manifest), key=len)
            if found:
                folder = found[0].removesuffix(manifest)
                yield from (Row(told, folder) for told in read(self._text(found[0], MANIFEST_BYTES)))
                return
        for name in sorted(n for n in self._members if PurePosixPath(n).name == CASE):
            yield Row(_json(self._text(name, CASE_BYTES)), name.removesuffix(CASE))

    def _text(self, name: str, most: int) -> str:
        try:
            with self._zip.open(self._members[name]) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
            raise PackageError("manifest_unreadable") from None
        if len(data) > most:
            raise PackageError("manifest_too_large")
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise PackageError("manifest_unreadable")


def _name(member: zipfile.ZipInfo) -> str:
    """As it was meant: without the flag for UTF-8, Windows writes what its own code page says."""
    if member.flag_bits & 0x800:
        return _plain(member.filename)
    raw = member.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return _plain(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _plain(member.filename)


def _plain(name: str) -> str:
    return str(PurePosixPath(name.replace("\\", "/"))).lstrip("/")


def _jsonl(text: str) -> Iterator[Any]:
    for line in text.splitlines():
        if line.strip():
            yield _json(line)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return CaseTextError((Problem("", "不是有效的 JSON", "is not valid JSON"),))


def _csv(text: str) -> Iterator[Any]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        columns = _columns(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _told(dict(zip(columns, cells, strict=False)))
    except csv.Error:
        raise PackageError("manifest_unreadable") from None


def _columns(head: Sequence[str]) -> list[str]:
    """Raises PackageError manifest_columns where a needed one is missing or one is unknown."""
    known = {other: name for name, others in COLUMNS.items() for other in (name, *others)}
    columns = [known.get(cell.strip().lstrip("\ufeff"), "") for cell in head]
    if "" in columns or set(NEEDED) - set(columns) or len(set(columns)) < len(columns):
        raise PackageError("manifest_columns")
    return columns


def _told(cells: Mapping[str, str]) -> Any:
    """A row as the JSON of a case."""
    cell = {name: value.strip().lstrip("'").strip() for name, value in cells.items()}
    rounded = [name for name in ("applicant_id_number", "agent_id_number") if _ROUNDED.fullmatch(cell.get(name, ""))]
    if rounded:
        zh, en = "已被表格软件改为科学计数，请以文本格式导出", "was rounded by a spreadsheet: export it as text"
        return CaseTextError(tuple(Problem(name, zh, en) for name in rounded))
    told: dict[str, Any] = {name: cell[name] for name in ("case_key", "region", "submitted_on") if cell.get(name)}
    told["applicant"] = _person(cell, "applicant")
    told["diseases"] = [part.strip() for part in _DISEASES.split(cell["diseases"]) if part.strip()]
    told["channel"] = _word("channel", cell) or ("proxy" if cell.get("agent_name") else "self")
    if cell.get("agent_name"):
        told["agent"] = _person(cell, "agent")
    if case_type := _word("case_type", cell):
        told["case_type"] = case_type
    told["uploads"] = [_upload(part.strip()) for part in _PARTS.split(cell["uploads"]) if part.strip()]
    return told


def _word(name: str, cell: Mapping[str, str]) -> str:
    return WORDS[name].get(cell.get(name, ""), cell.get(name, ""))


def _person(cell: Mapping[str, str], who: str) -> dict[str, str]:
    keys = ("name", "id_number")
    return {key: cell[f"{who}_{key}"] for key in keys if cell.get(f"{who}_{key}")}


def _upload(text: str) -> dict[str, str]:
    """`path` or `path=kind`."""
    name, _, kind = text.partition("=")
    return {"name": name.strip()} | ({"declared_kind": kind.strip()} if kind.strip() else {})
