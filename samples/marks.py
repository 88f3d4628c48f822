"""Values that note that they were printed, and the record they note it in.

Truth is made from these notes, so a layout that does not show the patient's age yields a truth without it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import escape

from samples.clinical import Dx

Path_ = tuple[str | int, ...]
"""Where a value belongs in truth: ("patient", "name"), ("lab", 3, "value") …"""


@dataclass
class Record:
    """What was printed, by path, in the order of printing."""

    seen: dict[Path_, str] = field(default_factory=dict)
    printed: dict[Path_, str] = field(default_factory=dict)  # the words themselves

    def group(self, name: str) -> dict[Path_, str]:
        return {path[1:]: value for path, value in self.seen.items() if path[0] == name}

    def keep(self, text: str) -> None:
        """Forgets what stands on no page of `text`: pages that were not sent are not seen."""
        flat = "".join(text.split())
        lost = [path for path, words in self.printed.items() if "".join(words.split()) not in flat]
        gone = {path[:2] for path in lost if path[2:] == ("name",)}  # with a row's name its other keys go
        self.seen = {path: v for path, v in self.seen.items() if path not in lost and path[:2] not in gone}

    def rows(self, name: str) -> list[dict[str, str]]:
        """The records below name/index/key as dictionaries, in order of index."""
        out: dict[int, dict[str, str]] = {}
        for (index, key), value in self.group(name).items():
            out.setdefault(int(index), {})[str(key)] = value
        return [out[i] for i in sorted(out) if "name" in out[i]]


class Mark:
    """A value that notes in the record that it was printed."""

    def __init__(self, record: Record, path: Path_, text: str, value: str | None = None) -> None:
        self.record, self.path, self.text, self.value = record, path, text, text if value is None else value

    def __html__(self) -> str:
        self.record.seen[self.path] = self.value
        self.record.printed[self.path] = self.text
        return str(escape(self.text))

    __str__ = __html__

    def __len__(self) -> int:
        return len(self.text)


class DxMark(Mark):
    def __init__(self, record: Record, index: int, dx: Dx, source: str) -> None:
        super().__init__(record, ("dx", index, "name"), dx.name + dx.mark, dx.name)
        self.dx, self.index, self.source = dx, index, source

    def __html__(self) -> str:
        for key, value in (
            ("certainty", self.dx.certainty),
            ("stage", self.dx.stage),
            ("type", self.dx.type),
            ("source", self.source),
        ):
            self.record.seen[("dx", self.index, key)] = value
        return super().__html__()

    __str__ = __html__


class DoctorMark(Mark):
    def __init__(self, record: Record, index: int, key: str, name: str, role: str) -> None:
        super().__init__(record, ("physician", index, key), name)
        self.role, self.index = role, index

    def __html__(self) -> str:
        self.record.seen[("physician", self.index, "role")] = self.role
        return super().__html__()

    __str__ = __html__
