"""What may go wrong with what leaves the process. No message here carries a value of a row."""

from __future__ import annotations


class StorageError(Exception):
    """The machine's: a server is away, slow or full. Whoever asked may try again."""


class NotFound(Exception):  # noqa: N818 (the field's word; an error's name says what is wrong)
    """There is no such row, or it is not the asker's."""


class Conflict(Exception):  # noqa: N818
    """What was asked for is there already, and is something else."""

    def __init__(self, reason: str, differs: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.differs = differs  # names of the fields that differ, never their values


class Refused(Exception):  # noqa: N818
    """The state does not allow it."""

    def __init__(self, what: str, now: str, then: str, allowed: tuple[str, ...] = ()) -> None:
        may = f"it may become {', '.join(allowed)}" if allowed else "it is final"
        super().__init__(f"{what} is {now} and cannot become {then}; {may}" if now else f"{what} cannot become {then}")
        self.what = what
        self.now = now
        self.then = then
        self.allowed = allowed


class LostLease(Exception):  # noqa: N818
    """The work is no longer the asker's: its lease ran out and somebody else has it, or it was settled."""


class SealError(Exception):
    """Sealed bytes cannot be opened: wrong key, wrong place, or altered."""


class KeyMissing(SealError):  # noqa: N818
    """Sealed with a key that the key ring does not hold."""


class KeyRingError(Exception):
    """The keys as configured cannot be used."""
