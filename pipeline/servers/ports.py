"""Free ports on loopback. A server keeps the ports it was given, so that its URL stays the same over restarts."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterable

LOOPBACK = "127.0.0.1"
LOWEST, HIGHEST = 20000, 32000  # below the range that the kernel gives to outgoing connections
GRPC = 10000  # SeaweedFS opens port + 10000 beside each of its ports


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_ports(number: int, beside: Iterable[int] = (0,), taken: Iterable[int] = ()) -> list[int]:
    """`number` ports that are free together with port + each of `beside`."""
    used, found, besides = set(taken), list[int](), list(beside)
    draw = random.SystemRandom()
    while len(found) < number:
        port = draw.randrange(LOWEST, HIGHEST)
        wanted = {port + step for step in besides}
        if not wanted & used and all(is_free(p) for p in wanted):
            found.append(port)
            used |= wanted
    return found
