"""What the operator of the servers has to act on."""

from __future__ import annotations


class ServerError(Exception):
    """A server cannot be started, or does not answer. The text says what to do, Chinese first."""
