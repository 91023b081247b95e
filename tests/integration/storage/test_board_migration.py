"""Deals that were there before: when they came into their stage is read from their history."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import bindparam, text

from revrise.adapters.sql import migrations
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.migrate import upgrade
from revrise.adapters.sql.tables.deals import deal

HISTORY = (
    '[{"stage": "LeadIn", "at": "2026-06-01T08:00:00+00:00", "by": "crm"},'
    ' {"stage": "Discovery", "at": "2026-06-05T09:30:00+00:00", "by": "crm"}]'
)
PROCESS = "INSERT INTO sales_process VALUES ('acme', 'standard', 'S', '[]', '{}', 1, 1)"
DEAL = """
    INSERT INTO deal (tenant_id, id, name, stage, process_id, opened_at, evidence, history, version)
    VALUES ('acme', :id, 'Deal', 'Discovery', 'standard', :opened, '[]', {history}, 1)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    found: str = request.getfixturevalue("empty_postgres_url")
    return found


def test_the_moment_is_read_from_the_history_else_from_the_opening(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0014_talk")
        history = f"'{HISTORY}'"
        opened = bindparam("opened", datetime(2026, 6, 1, 8, tzinfo=UTC), deal.c.opened_at.type)
        connection.execute(text(PROCESS))
        for name, told in (("told", history), ("silent", "'[]'")):
            statement = text(DEAL.format(history=told.replace(":", "\\:")))
            connection.execute(statement.bindparams(opened), {"id": name})
        connection.commit()
    upgrade(engine)
    with engine.connect() as connection:
        found = {row.id: row.entered_at for row in connection.execute(deal.select())}
    engine.dispose()
    assert found == {
        "told": datetime(2026, 6, 5, 9, 30, tzinfo=UTC),
        "silent": datetime(2026, 6, 1, 8, tzinfo=UTC),
    }
