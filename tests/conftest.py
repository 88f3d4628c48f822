"""Fixtures that every room may ask for."""

from __future__ import annotations

from tests.servers import fresh_environment, fresh_service, migrated, servers

__all__ = ["fresh_environment", "fresh_service", "migrated", "servers"]
