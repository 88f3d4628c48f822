"""What every route works with: the service, the limits, the bucket. One for each app; reached through the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar, cast

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import Depends, Request

from pipeline.api_settings import ApiSettings
from pipeline.intake.cases import Intake
from pipeline.intake.sender import Sender
from pipeline.intake.uploads import Uploads
from pipeline.regions import Regions

if TYPE_CHECKING:
    from pipeline.darkroom import Darkroom
    from pipeline.press import Press
    from pipeline.service import Service
    from pipeline.web.console.recent import Recent
    from pipeline.web.limiter import Limiter
    from pipeline.web.watching import Watch

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Web:
    service: Service
    regions: Regions
    limiter: Limiter
    watch: Watch
    threads: CapacityLimiter  # as many as the database's pool has connections to give
    darkroom: Darkroom  # pictures of pages
    press: Press  # papers of verdicts
    recent: Recent  # counts and choices that may be some seconds old

    @property
    def settings(self) -> ApiSettings:
        return self.service.settings.api

    def intake(self, sender: Sender) -> Intake:
        return Intake(self.service, self.regions, sender)

    def uploads(self, sender: Sender) -> Uploads:
        return Uploads(self.service, sender)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Blocking work (database, object storage) in a thread of its own; the loop goes on meanwhile."""
        return await anyio.to_thread.run_sync(lambda: work(*args, **kwargs), limiter=self.threads)


def _web(request: Request) -> Web:
    return cast("Web", request.app.state.web)


OfWeb = Annotated[Web, Depends(_web)]
