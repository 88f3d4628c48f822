"""What the operator sets through the environment. The only reader of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.api_settings import ApiSettings
from pipeline.console_settings import ConsoleSettings
from pipeline.environment import MEGABYTE, SettingsError, one_of, path, positive, text
from pipeline.service_settings import ServiceSettings

if TYPE_CHECKING:
    from extractors.opened import Limits

__all__ = ["MEGABYTE", "ApiSettings", "ConsoleSettings", "ServiceSettings", "Settings", "SettingsError"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are for one reviewer's machine; each has a variable `YUSHEN_…`."""

    out: Path = Path("out")  # YUSHEN_OUT: where reports go
    registry: Path | None = None  # YUSHEN_REGISTRY: hospitals.csv to use where --registry is not given
    max_file_bytes: int = 50 * MEGABYTE  # YUSHEN_MAX_FILE_MB
    max_pages: int = 200  # YUSHEN_MAX_PAGES: of one case
    jobs: int = 1  # YUSHEN_JOBS: reading processes
    runtime: str = ""  # YUSHEN_RUNTIME: onnxruntime or openvino; the faster one that is there where it is not set
    fast: bool = False  # `yushen check --fast` alone: what is read so is not what confidences were measured on
    service: ServiceSettings = field(default_factory=ServiceSettings)
    api: ApiSettings = field(default_factory=ApiSettings)
    console: ConsoleSettings = field(default_factory=ConsoleSettings)

    @property
    def limits(self) -> Limits:
        """For opening one file."""
        from extractors.opened import Limits  # noqa: PLC0415 (brings numpy, which --help has no use for)

        return Limits(max_bytes=self.max_file_bytes, max_pages=self.max_pages)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        env = os.environ if environ is None else environ
        return cls(
            out=Path(text(env, "YUSHEN_OUT", "out")),
            registry=path(env, "YUSHEN_REGISTRY"),
            max_file_bytes=positive(env, "YUSHEN_MAX_FILE_MB", 50) * MEGABYTE,
            max_pages=positive(env, "YUSHEN_MAX_PAGES", 200),
            jobs=positive(env, "YUSHEN_JOBS", 1),
            runtime=one_of(env, "YUSHEN_RUNTIME", ("", "onnxruntime", "openvino")),
            service=ServiceSettings.from_environment(env),
            api=ApiSettings.from_environment(env),
            console=ConsoleSettings.from_environment(env),
        )


def inherited() -> dict[str, str]:
    """The environment as it is, for processes of ours that we start."""
    return dict(os.environ)
