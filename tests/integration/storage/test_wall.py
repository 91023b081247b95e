"""PostgreSQL shows a transaction the rows of its tenant only, whatever the code above asks."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import DBAPIError
from tests.support.api import Api, close, opened
from tests.support.figures import Figures
from tests.support.postgres import behind_the_wall

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.migrate import upgrade
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.sql.wall import walled, within
from revrise.adapters.system.clock import SystemClock, SystemIds
from revrise.apps.api.handlers import operations
from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team


@pytest.fixture(scope="module")
def url(postgres_server: str, postgres_template: str) -> str:
    """One database for this module, as who owns it."""
    name = f"revrise_{uuid4().hex}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    admin.dispose()
    return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def api(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """RevRise as a role behind the wall, with a company in it."""
    made = opened(tmp_path_factory.mktemp("wall"), database=behind_the_wall(url))
    assert made.company
    yield made
    close(made)


@pytest.fixture(scope="module")
def everything(url: str, api: Api) -> dict[str, int]:
    """How many rows there are, by table; a superuser counts them."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = counted(connection)
    engine.dispose()
    assert sum(found.values()) > 500
    return found


def counted(connection: Connection) -> dict[str, int]:
    ask = "SELECT count(*) FROM "
    return {name: connection.exec_driver_sql(f'{ask}"{name}"').scalar_one() for name in walled()}


def test_every_table_with_a_tenant_has_a_wall_its_owner_keeps_too(url: str) -> None:
    with create_engine(url, poolclass=NullPool).connect() as connection:
        held = connection.exec_driver_sql(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'r' AND n.nspname = 'public'"
        ).all()
    assert sorted(held) == [(name, True) for name in walled()]


def test_without_a_tenant_or_as_another_or_as_all_there_are_no_rows(
    api: Api, everything: dict[str, int], figures: Figures
) -> None:
    with api.app.engine.connect() as connection:
        assert not any(counted(connection).values())
    for tenant in ("other", "*", "", "local' OR true --"):
        with api.app.engine.begin() as connection:
            stand(connection, tenant)
            assert not any(counted(connection).values()), tenant
    with api.app.engine.begin() as connection:
        within(connection, api.app.settings.tenant)
        assert counted(connection) == everything
    figures.say("rows behind the wall of PostgreSQL", f"{sum(everything.values()):,}, 0 seen by "
                "others")  # fmt: skip


def stand(connection: Connection, tenant: str) -> None:
    connection.exec_driver_sql("SELECT set_config('revrise.tenant', %s, true)", (tenant,))


def test_nobody_writes_into_another_tenant(api: Api) -> None:
    for statement in (
        "INSERT INTO team (tenant_id, id, name, version) VALUES ('other', 'x', 'X', 1)",
        "UPDATE team SET tenant_id = 'other'",
    ):
        with api.app.engine.begin() as held:
            stand(held, "local")
            with pytest.raises(DBAPIError, match="row-level security"), held.begin_nested():
                held.exec_driver_sql(statement)
    with api.app.engine.begin() as held:
        stand(held, "other")
        assert held.exec_driver_sql("UPDATE team SET name = 'mine'").rowcount == 0
        assert held.exec_driver_sql("DELETE FROM team").rowcount == 0


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE deal DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON deal",
        "CREATE POLICY more ON deal USING (true)",
        "TRUNCATE deal",
        "SET row_security = off; SELECT * FROM deal",
        "CREATE TABLE deal_copy AS SELECT 1",
    ],
)
def test_the_role_cannot_take_the_wall_down(api: Api, statement: str) -> None:
    with pytest.raises(DBAPIError), api.app.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_connection_that_is_used_again_has_forgotten_its_tenant(api: Api) -> None:
    target = make_url(api.app.settings.database_url)
    engine = create_engine(target, pool_size=1, max_overflow=0)
    store = SqlStore(engine, SystemClock(), SystemIds())
    for tenant, found in (("local", True), ("other", False), ("local", True)):
        actor = Actor(tenant, "system", frozenset())
        with store.read(actor) as work:
            held = work.of(Team).rows(system_scope(tenant, "team", "read", "test"))
            assert bool(held) == found
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM team").scalar() == 0
    engine.dispose()


def test_no_tenant_is_called_everything(engine_of_owner: Engine) -> None:
    with engine_of_owner.connect() as connection, pytest.raises(ValueError, match="no tenant"):
        within(connection, "*")


def test_everything_works_behind_it(api: Api, figures: Figures) -> None:
    """Every operation that reads and needs no id, and one that writes."""
    asked = [one for one in operations() if one.method == "GET" and not one.parts]
    for one in asked:
        query = {"search": "?q=ZQ", "explainPolicy": "?resource=deal"}.get(one.id, "")
        answer = api.ask("GET", one.path + query, "per_owner")
        assert answer.status < 500, (one.id, answer.text)
    deals = api.ask("GET", "/v1/deals?limit=3", "per_owner").json()["items"]
    assert len(deals) == 3
    made = api.ask("PATCH", f"/v1/deals/{deals[0]['id']}", "per_owner", json={"next_step": "Call"},
                   headers={"If-Match": "*"})  # fmt: skip
    assert made.status == 200, made.text


@pytest.fixture
def engine_of_owner(postgres_server: str) -> Iterator[Engine]:
    """A database whose owner is no superuser."""
    name = f"revrise_{uuid4().hex}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
        connection.exec_driver_sql(f"CREATE DATABASE {name} OWNER {name}")
    admin.dispose()
    target = make_url(postgres_server).set(database=name, username=name)
    made = open_engine(target.render_as_string(hide_password=False))
    yield made
    made.dispose()


def test_an_owner_who_is_nobody_special_migrates_serves_and_dumps(
    engine_of_owner: Engine, postgres_server: str
) -> None:
    """By the options of docs/deploy.md; the schema of the job engine is another role's."""
    engine = engine_of_owner
    somebody = create_engine(make_url(postgres_server).set(database=engine.url.database))
    with somebody.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA dbos")
        connection.exec_driver_sql("CREATE TABLE dbos.runs (id text)")
    somebody.dispose()
    upgrade(engine)
    assert upgrade(engine).behind is False
    store = SqlStore(engine, SystemClock(), SystemIds())
    for tenant in ("local", "other"):
        with store.begin(Actor(tenant, "system", frozenset())) as work:
            scope = system_scope(tenant, "team", "create", "test")
            work.of(Team).add(Team(f"team_{tenant}", "A team"), scope)
            work.record("test.made", tenant)
    with engine.connect() as connection:
        assert not any(counted(connection).values())
    if shutil.which("pg_dump") is None:
        pytest.skip("no pg_dump")
    target = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    told = (Path(__file__).parents[3] / "docs" / "deploy.md").read_text(encoding="utf-8")
    options = re.findall(r"pg_dump (--.*) --format=custom", told)[0].split()
    dumped = subprocess.run(
        ["pg_dump", *options, target],
        env={**os.environ, "PGOPTIONS": "-c revrise.tenant=*"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "team_local" in dumped
    assert "team_other" in dumped
