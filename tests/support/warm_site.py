"""What servers and workers import and put together when they start; see `warm_calls`."""

from importlib import import_module

import tests.support.warm_calls  # noqa: F401
from litestar import Litestar

from revrise.apps.api.handlers import operations
from revrise.apps.web.app import handlers

LATE = (
    *("argon2", "casbin", "dbos._sys_db_sqlite", "granian.server", "psycopg", "alembic.script"),
    *("typed_settings", "revrise.adapters.http", "revrise.adapters.identity.argon2"),
    *("revrise.adapters.jobs.engine", "revrise.adapters.jobs.worker", "revrise.adapters.plugins"),
    *("revrise.apps.server.app", "revrise.apps.worker.flow", "revrise.apps.worker.tasks"),
    *("revrise.services.flow.service", "revrise.services.processing.service"),
)
for name in LATE:
    import_module(name)
operations()
handlers()
Litestar([])  # looks for its own plugins then
