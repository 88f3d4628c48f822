"""The console's routes, part by part. The order matters only where one path could mean two."""

from __future__ import annotations

from pipeline.web.console import account, assets, sign_in
from pipeline.web.console.admin import clients, queues, users, webhooks

ROUTERS = (
    assets.router,
    sign_in.router,
    account.router,
    users.router,
    clients.router,
    webhooks.router,
    queues.router,
)
