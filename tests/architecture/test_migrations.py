"""A database is brought to the newest schema as a whole, on SQLite and PostgreSQL alike."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from tests.services.conftest import NOW, in_a_store

from revrise.adapters.sql import migrations
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.migrate import revisions, state, upgrade
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.sql.tables import metadata
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.errors import Fatal
from revrise.testing.doubles import FixedClock, SequentialIds

# Upgrades the database named first; dies at the n-th statement when a second argument is given.
UPGRADE = """
import os, signal, sys
from sqlalchemy import event
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.migrate import upgrade
engine, left = open_engine(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else -1
@event.listens_for(engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
print("ready", flush=True)
sys.stdin.readline()
upgrade(engine)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    return request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def engine(url) -> Iterator[Engine]:
    opened = open_engine(url)
    yield opened
    opened.dispose()


def differences(engine: Engine) -> list[object]:
    """What alembic would still have to change to reach the declared tables."""
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def downgrade(engine: Engine, target: str) -> None:
    with engine.connect() as connection:
        command.downgrade(_config(connection), target)
        connection.commit()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    return config


def migrating(url: str, *die_at: str) -> subprocess.Popen[str]:
    """Another process, ready to upgrade as soon as it is told to."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, "-c", UPGRADE, url, *die_at], text=True, **pipes)
    assert process.stdout.readline() == "ready\n", process.communicate()
    return process


def test_the_upgraded_schema_is_the_declared_one(engine):
    assert upgrade(engine).current is None
    assert differences(engine) == []
    assert tables(engine) == set(metadata.tables)
    assert not state(engine).behind


def test_revisions_are_told_by_their_files_as_alembic_tells_them(engine):
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(_config(connection))
    assert [one.revision for one in scripts.walk_revisions()] == [*reversed(revisions())]


def test_a_planted_difference_is_seen(engine):
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE deal ADD COLUMN planted INTEGER"))
        connection.execute(text("DROP INDEX ix_outbox_tenant_id_relayed_at_id"))
    assert {change[0] for change in differences(engine)} == {"remove_column", "add_index"}


def test_an_upgrade_is_done_once(engine):
    upgrade(engine)
    again = upgrade(engine)
    assert again.current == again.head


def test_down_to_nothing_and_up_again(engine):
    upgrade(engine)
    downgrade(engine, "base")
    assert tables(engine) == set()
    assert state(engine).current is None
    upgrade(engine)
    assert differences(engine) == []


@pytest.mark.parametrize("statement", ["8", "40", "90"])
def test_an_upgrade_killed_half_way_leaves_nothing(engine, url, statement):
    process = migrating(url, statement)
    process.communicate("go\n", timeout=60)
    assert process.returncode == -9
    assert inspect(engine).get_table_names() == []
    upgrade(engine)
    assert differences(engine) == []


def test_two_processes_upgrade_at_once(engine, url):
    both = [migrating(url), migrating(url)]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert differences(engine) == []


def test_a_database_that_is_behind_is_refused_until_it_is_upgraded(engine, url):
    upgrade(engine)
    downgrade(engine, "-1")
    older = state(engine).current
    app = RevRise(Settings(database_url=url))
    with pytest.raises(Fatal, match="run `revrise db upgrade`"):
        _ = app.store
    assert app.upgrade()["from"] == older
    assert app.store
    app.engine.dispose()


def test_a_newer_database_is_refused_and_left_alone(engine, url):
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    app = RevRise(Settings(database_url=url))
    with pytest.raises(Fatal, match="schema 9999_future"):
        _ = app.store
    with pytest.raises(Fatal, match="install the RevRise that made it, or a newer one"):
        app.upgrade()
    app.engine.dispose()


def test_calls_of_before_say_by_which_detectors_they_were_heard(engine):
    upgrade(engine)
    clock, ids = FixedClock(NOW), SequentialIds()
    world = in_a_store(SqlStore(engine, clock, ids), clock, ids)
    by = "questions_per_hour/A@1+loud@2"
    found = {
        "questions_per_hour": Metric(by, "count", 60.0, "text", 9),
        "objection_handling": Metric("objection_handling/A@1", "ratio", None, "text", 0),
    }
    for name, metrics in (("heard", found), ("added", {})):
        call = Call(name, name, "n1", "north", NOW, "en", name, metrics=metrics)
        world.put(call)
    downgrade(engine, "0048_call_measures")
    upgrade(engine)
    asked = text("SELECT id, questions_by, objections_by FROM call ORDER BY id")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(asked)]
    assert rows == [("added", None, None), ("heard", by, "objection_handling/A@1")]
