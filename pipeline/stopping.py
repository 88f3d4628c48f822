"""How a part of the service is asked to end."""

from __future__ import annotations

import signal
import threading
from types import FrameType


def ask_to_stop() -> threading.Event:
    """Set when the process is asked to end."""
    over = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return over
