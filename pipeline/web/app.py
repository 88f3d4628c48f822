"""The web application, put together. Consoles get folders of their own beside api/ and share what lies beside this."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from pipeline.casetext import CaseTextError
from pipeline.darkroom import Darkroom
from pipeline.intake.errors import IntakeError
from pipeline.press import Press
from pipeline.regions import Regions
from pipeline.service import Service
from pipeline.web import document, shared
from pipeline.web.api import cases, health, imports, keys, progress, reports, submission, uploads, webhooks
from pipeline.web.console import errors as console
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.recent import Recent
from pipeline.web.console.routers import ROUTERS
from pipeline.web.context import Web
from pipeline.web.docs import page as docs
from pipeline.web.limiter import Limiter
from pipeline.web.problems import ProblemError, respond
from pipeline.web.requests import Requests
from pipeline.web.watching import Watch
from storage.errors import Conflict, NotFound, Refused, StorageError
from storage.records import marks
from storage.records.clients import Rate
from storage.records.marks import Mark
from storage.records.users import UserError

PARTS = (submission, cases, uploads, progress, reports, imports, webhooks, keys, health, shared, docs)
TOLD = (
    ProblemError,
    IntakeError,
    CaseTextError,
    NotFound,
    Conflict,
    Refused,
    StorageError,
    RequestValidationError,
    HTTPException,
    ConsoleError,
    UserError,
)
"""Exceptions that are answers; all others are faults, and Requests answers for them."""


def make_app(service: Service) -> FastAPI:
    """For one process; uvicorn gives it its loop. Close the service after it."""
    app = FastAPI(
        title=document.TITLE,
        description=document.DESCRIPTION,
        version=document.VERSION,
        openapi_tags=document.TAGS,
        docs_url=None,  # loads scripts from elsewhere; ours is made here
        redoc_url=None,
        lifespan=_lifespan,
        generate_unique_id_function=_operation,
        separate_input_output_schemas=False,
        redirect_slashes=False,
    )
    app.state.service = service
    for kind in TOLD:
        app.add_exception_handler(kind, answered)
    for part in PARTS:
        app.include_router(part.router)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(Requests, telemetry=service.telemetry, answered=answered)
    document.complete(app)
    return app


def answered(request: Request, error: Exception) -> Response:
    """The answer to any exception: a page where a person asks, problem+json where a program does."""
    if console.is_console(request):
        return console.respond(request, error)
    return shared.respond(request, error) if shared.is_shared(request) else respond(request, error)


def _operation(route: APIRoute) -> str:
    return route.name


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What belongs to the loop begins and ends with it."""
    service: Service = app.state.service
    its = service.settings.api
    threads = CapacityLimiter(its.threads)
    anyio.to_thread.current_default_thread_limiter().total_tokens = its.threads
    log = service.telemetry.log
    limiter = Limiter(service.settings.service.broker_url, Rate(its.rate_per_second, its.rate_burst), log)

    async def look(case_ids: Sequence[UUID]) -> Mapping[UUID, Mark]:
        return await anyio.to_thread.run_sync(_marks, service, case_ids, limiter=threads)

    watch = Watch(look, its.max_streams, log)
    darkroom = Darkroom(service)
    press = Press(service, darkroom)
    app.state.web = Web(service, Regions.shipped(), limiter, watch, threads, darkroom, press, Recent())
    warming = asyncio.create_task(anyio.to_thread.run_sync(_warm, app.state.web))
    try:
        yield
    finally:
        await warming
        await watch.close()
        await anyio.to_thread.run_sync(darkroom.close)
        await limiter.close()


def _warm(web: Web) -> None:
    """Load the rules before the first case needs them."""
    with suppress(StorageError):
        for name in web.regions.names:
            web.service.policy(name)


def _marks(service: Service, case_ids: Sequence[UUID]) -> Mapping[UUID, Mark]:
    with service.database.look() as tx:
        return marks.of_cases(tx, case_ids, service.reader)
