"""How far a reading has come: files, pages, time left. On a terminal a bar, elsewhere plain lines; always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Progress(Protocol):
    """What a reading tells whoever watches. Calls come from one thread, in the order of events."""

    def began(self, case: str, files: int) -> None:
        """One more case; the last files of the one before may still be under way."""
        ...

    def opened(self, pages: int) -> None:
        """One more file is open and has so many pages."""
        ...

    def page_done(self) -> None: ...

    def file_done(self) -> None: ...

    def ended(self) -> None: ...


class Tally:
    """Counts, and guesses the time left from the pages done: unopened files count as an average opened one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._clear()

    def _clear(self) -> None:
        self.files, self.files_opened, self.files_done = 0, 0, 0
        self.pages_known, self.pages_done = 0, 0
        self._start = self._clock()

    def began(self, files: int) -> None:
        """From nothing, or on top of what is still under way."""
        if self.files_done >= self.files:
            self._clear()
        self.files += files

    @property
    def pages_expected(self) -> int:
        unopened = max(0, self.files - max(self.files_opened, self.files_done))
        average = self.pages_known / self.files_opened if self.files_opened else 1.0
        return max(self.pages_done, round(self.pages_known + unopened * average))

    @property
    def seconds(self) -> float:
        return self._clock() - self._start

    @property
    def seconds_left(self) -> float | None:
        """None before the first page is done."""
        if not self.pages_done:
            return None
        return self.seconds / self.pages_done * (self.pages_expected - self.pages_done)

    def __str__(self) -> str:
        left = self.seconds_left
        tail = f"，约剩 about {_duration(left)}" if left else ""
        return f"文件 files {self.files_done}/{self.files}，页 pages {self.pages_done}/{self.pages_expected}{tail}"


class PlainProgress:
    """One line whenever a file is done and at most every few seconds between: for logs and pipes."""

    def __init__(
        self, stream: TextIO | None = None, every: float = 5.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._every = every
        self._clock = clock
        self._tally = Tally(clock)
        self._case = ""
        self._last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        return None

    def began(self, case: str, files: int) -> None:
        self._case = case
        self._tally.began(files)
        self._say()

    def opened(self, pages: int) -> None:
        self._tally.files_opened += 1
        self._tally.pages_known += pages

    def page_done(self) -> None:
        self._tally.pages_done += 1
        if self._clock() - self._last >= self._every:
            self._say()

    def file_done(self) -> None:
        self._tally.files_done += 1
        self._say()

    def ended(self) -> None:
        return None

    def _say(self) -> None:
        self._last = self._clock()
        self._stream.write(f"{self._case}: {self._tally}\n")
        self._stream.flush()


class BarProgress:
    """A bar that moves with the pages."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415 (half a second that only a terminal needs)
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[tally]}"))
        self._bar: RichProgress = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self._task: TaskID | None = None
        self._tally = Tally()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def began(self, case: str, files: int) -> None:
        self._tally.began(files)
        if self._task is None:
            self._task = self._bar.add_task("", total=files, tally="")
        self._bar.update(self._task, description=case.replace("[", r"\["))
        self._show()

    def opened(self, pages: int) -> None:
        self._tally.files_opened += 1
        self._tally.pages_known += pages
        self._show()

    def page_done(self) -> None:
        self._tally.pages_done += 1
        self._show()

    def file_done(self) -> None:
        self._tally.files_done += 1
        self._show()

    def ended(self) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None

    def _show(self) -> None:
        if self._task is not None:
            tally = self._tally
            done, total = tally.pages_done, max(1, tally.pages_expected)
            self._bar.update(self._task, completed=done, total=total, tally=str(tally))


def watch() -> PlainProgress | BarProgress:
    """The one that fits where stderr goes."""
    return BarProgress() if sys.stderr.isatty() else PlainProgress()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
