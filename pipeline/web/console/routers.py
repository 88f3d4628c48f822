"""The console's routes, part by part. The order matters only where one path could mean two."""

from __future__ import annotations

from pipeline.web.console import account, assets, sign_in
from pipeline.web.console.admin import clients, queues, users, webhooks
from pipeline.web.console.reading import queue

ROUTERS = (
    assets.router,
    sign_in.router,
    account.router,
    queue.router,
    users.router,
    clients.router,
    webhooks.router,
    queues.router,
)
