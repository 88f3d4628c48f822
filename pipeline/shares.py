"""A long upload is shared out: several processes read some of its pages each, and none of them waits for the others."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.reading import Reading
from pipeline.child import Failure, Task
from pipeline.lost import lost
from pipeline.work.slices import Part, joined

if TYPE_CHECKING:
    from pipeline.workers import Bytes

PAGES = 4
"""Of a long upload, read by one process before it takes what is next: its file is opened anew each time."""

_PDF, _WITHIN = b"%PDF-", 1024  # what a PDF begins with, and how far from its first byte


@dataclass(slots=True)
class _Begun:
    """An upload of which something is being read."""

    index: int  # among the uploads
    upload: Bytes
    due: int = 1  # answers it takes
    pages: int | None = None
    parts: dict[int, Part] = field(default_factory=dict)  # by first page


class Shares:
    """Tasks for the processes of a pool out of uploads, and readings of the uploads out of the tasks' answers.

    Tasks are known by their number, in the order in which they were taken.
    """

    def __init__(self, uploads: Iterable[Bytes | None], processes: int) -> None:
        """`uploads`: None says that the next one is not to be begun yet."""
        self._uploads = iter(uploads)
        self._shared = processes > 1
        self._begun: dict[int, tuple[_Begun, range | None]] = {}  # by number
        self._next: deque[tuple[_Begun, range]] = deque()  # of uploads that turned out to be long
        self._numbers = self._indices = 0

    def tasks(self) -> Iterator[Task | None]:
        """What to do next; None where nothing is to be begun before there is news of what was."""
        more = True
        while more or self._begun:
            if self._next:
                yield self._task(*self._next.popleft())
                continue
            upload = next(self._uploads, ...) if more else None
            more = more and upload is not ...
            yield self._first(upload) if upload is not None and upload is not ... else None

    def opened(self, number: int, pages: int) -> bool:
        """A process has opened the upload of a task. Whether that is news, and not the same upload opened again."""
        begun, share = self._begun[number]
        if begun.pages is not None:
            return False
        begun.pages = pages
        if share is not None:
            rest = [range(first, min(first + PAGES, pages + 1)) for first in range(share.stop, pages + 1, PAGES)]
            begun.due += len(rest)
            self._next.extend((begun, each) for each in rest)
        return True

    def answered(self, number: int, answer: Reading | Failure) -> tuple[int, Reading] | None:
        """The upload's index and its reading, where this was the last of its tasks."""
        begun, share = self._begun.pop(number)
        name, key = begun.upload.name, begun.upload.key
        if isinstance(answer, Failure):
            sys.stderr.write(f"reading failed: {answer.why} (sha256 {key[:12]})\n")
        if share is None:
            return begun.index, lost(name, key) if isinstance(answer, Failure) else answer
        last = min(share.stop - 1, begun.pages or share.stop - 1)
        begun.parts[share.start] = Part(share.start, last, None if isinstance(answer, Failure) else answer)
        if len(begun.parts) < begun.due:
            return None
        return begun.index, joined(name, key, [part for _, part in sorted(begun.parts.items())], begun.pages)

    def _first(self, upload: Bytes) -> Task:
        begun = _Begun(self._indices, upload)
        self._indices += 1
        long = self._shared and _PDF in upload.data[:_WITHIN]
        return self._task(begun, range(1, PAGES + 1) if long else None)

    def _task(self, begun: _Begun, share: range | None) -> Task:
        self._begun[self._numbers] = begun, share
        self._numbers += 1
        whole = begun.upload.name, begun.upload.data
        return "read", whole if share is None else (*whole, share)
