"""case.json as it lies beside the uploads it names, in a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import casetext
from pipeline.casetext import CaseTextError, Problem
from validators.case import Case

NAME = "case.json"


class CaseFileError(Exception):
    """case.json is not what it has to be. The sender must act; `problems` holds all that was found."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{path}: {problem}" for problem in problems))
        self.path = path
        self.problems = problems


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """A case as it lies on disk."""

    folder: Path
    case: Case
    unlisted: tuple[str, ...] = ()  # files in the folder that case.json does not name; they are not read


def load(folder: Path, regions: Collection[str]) -> CaseFolder:
    """Read `folder/case.json` against the files beside it. `regions`: names of the policy packs there are.

    Raises CaseFileError.
    """
    path = folder / NAME
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise CaseFileError(path, (Problem("", "没有此文件", "there is no such file"),)) from None
    except UnicodeDecodeError:
        raise CaseFileError(path, (Problem("", "不是 UTF-8 编码", "is not UTF-8"),)) from None
    except OSError as error:
        raise CaseFileError(path, (Problem("", "无法读取", f"cannot be read: {error.strerror}"),)) from None
    try:
        case = casetext.parse(text, regions)
    except CaseTextError as error:
        raise CaseFileError(path, error.problems) from None
    absent = tuple(_absent(folder, case))
    if absent:
        raise CaseFileError(path, absent)
    return CaseFolder(folder, case, _unlisted(folder, case))


def _absent(folder: Path, case: Case) -> Iterator[Problem]:
    for index, upload in enumerate(case.uploads):
        key = f"uploads[{index}].name"
        if not (folder / upload.name).resolve().is_relative_to(folder.resolve()):  # a link leads out
            yield Problem(key, *casetext.OUTSIDE)
        elif not _is_file(folder / upload.name):
            name = casetext.short(upload.name)
            yield Problem(key, f"文件夹中没有 {name}", f"there is no file {name} in the folder (names are exact)")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # longer than the file system allows
        return False


def _unlisted(folder: Path, case: Case) -> tuple[str, ...]:
    """Files beside the uploads that nobody named. JSON is never an upload, hidden files are the system's own."""
    listed = {(folder / upload.name).resolve() for upload in case.uploads}
    found = (p for p in folder.rglob("*") if p.is_file())
    names = (
        str(p.relative_to(folder))
        for p in found
        if p.resolve() not in listed
        and p.suffix.lower() != ".json"
        and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )
    return tuple(sorted(names))
