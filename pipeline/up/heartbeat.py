"""A part says once a second that it goes on; one that has stopped saying so hangs, though its process lives.

A stopped process says nothing, nor does one whose loop is stuck or that has been at one piece of work for longer than
any may take: its heart beats only while what it watches is lively.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress

BEAT_S = 1.0


def always() -> bool:
    return True


class Heart:
    """The part's own end."""

    def __init__(self, fd: int) -> None:
        os.set_inheritable(fd, False)  # a reader's child must not beat for a reader that is dead
        os.set_blocking(fd, False)
        self._fd = fd
        self.lively: Callable[[], bool] = always

    def start(self) -> None:
        threading.Thread(target=self._beat, name="heart", daemon=True).start()

    def _beat(self) -> None:
        pause = threading.Event()
        while True:
            if self.lively():
                try:
                    os.write(self._fd, b".")
                except BlockingIOError:  # nobody has listened for hours
                    pass
                except OSError:  # nobody listens any more
                    return
            pause.wait(BEAT_S)


class Pulse:
    """The supervisor's end, for one part after the other in the same place."""

    def __init__(self) -> None:
        self._ours = self._theirs = -1

    def renewed(self) -> int:
        """What the next process is to write to."""
        self.close()
        self._ours, self._theirs = os.pipe()
        os.set_blocking(self._ours, False)
        return self._theirs

    def handed_over(self) -> None:
        """The process has it: from now on its end is the end."""
        if self._theirs >= 0:
            os.close(self._theirs)
            self._theirs = -1

    def heard(self) -> bool:
        """Whether anything came since it was asked last."""
        came = False
        with suppress(OSError):
            while self._ours >= 0 and os.read(self._ours, 65536):
                came = True
        return came

    def close(self) -> None:
        self.handed_over()
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1
