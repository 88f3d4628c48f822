"""Chromium for every file of this folder that asks for it."""

from __future__ import annotations

from tests.pipeline.web.console.browser import chromium

__all__ = ["chromium"]
