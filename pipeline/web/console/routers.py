"""The console's routes, part by part. The order matters only where one path could mean two."""

from __future__ import annotations

from pipeline.web.console import account, assets, provider, sign_in
from pipeline.web.console.admin import (
    access,
    clients,
    policies,
    policy_trials,
    queues,
    registry,
    retention,
    users,
    webhooks,
)
from pipeline.web.console.audit import exports, home, items, period, plans, readings, results, rulings, trials
from pipeline.web.console.reading import cases, queue
from pipeline.web.console.work import (
    changes,
    correcting,
    deciding,
    fields,
    marks,
    notes,
    notices,
    papers,
    state,
    timeline,
)

ROUTERS = (
    assets.router,
    sign_in.router,
    account.router,
    provider.router,
    queue.router,
    cases.router,
    state.router,
    marks.router,
    fields.router,
    correcting.router,
    notes.router,
    deciding.router,
    notices.router,
    changes.router,
    timeline.router,
    papers.router,
    home.router,
    plans.router,
    readings.router,
    items.router,
    rulings.router,
    results.router,
    period.router,
    trials.router,
    exports.router,
    users.router,
    clients.router,
    webhooks.router,
    queues.router,
    policies.router,
    policy_trials.router,
    registry.router,
    retention.router,
    access.router,
)
