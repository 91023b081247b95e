"""Whatever a core class may hold comes back the same from SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from tests.integration.storage.conftest import ENGINES
from tests.support.things import things

from revrise.adapters.rows.kinds import KINDS
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.core.deals.account import Product
from revrise.core.deals.deal import Deal, StageChange
from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import system_scope
from revrise.core.money import Money
from revrise.testing.doubles import FixedClock, SequentialIds

TENANT = "local"
ACTOR = Actor(TENANT, "per_owner", frozenset({"owner"}))
# References are another promise: switched off, a thing can be stored without its surroundings.
ALONE = {
    "sqlite": "PRAGMA foreign_keys = OFF",
    "postgresql": "SET session_replication_role = replica",
}


@pytest.fixture(scope="module", params=ENGINES)
def lone(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlStore]:
    """A store whose database does not look after references; shared by the examples."""
    url = _url(request, tmp_path_factory)
    engine = open_engine(url)
    _alone(engine)
    yield SqlStore(engine, FixedClock(), SequentialIds())
    engine.dispose()


def _url(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> str:
    import shutil
    from uuid import uuid4

    from sqlalchemy import create_engine, make_url, text

    if request.param == "sqlite":
        path = folders.mktemp("round") / "trip.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server = request.getfixturevalue("postgres_server")
    name = f"revrise_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        template = request.getfixturevalue("postgres_template")
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _alone(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def switch_off(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute(ALONE[engine.dialect.name])
        cursor.close()
        if engine.dialect.name == "postgresql":
            connection.commit()


class Undone(Exception):
    """Ends a unit of work without a trace."""


def stored_and_loaded(store: SqlStore, thing: Any) -> Any:
    """The thing after a trip into the database, which forgets it again."""
    scope = system_scope(TENANT, KINDS[type(thing)], "system", "test")
    loaded = []
    try:
        with store.begin(ACTOR) as work:
            work.of(type(thing)).add(thing, scope)
            loaded.append(work.of(type(thing)).load(thing.id, scope))
            raise Undone  # noqa: TRY301
    except Undone:
        return loaded[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: KINDS[kind])
@given(data=st.data())
@settings(
    max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
def test_what_is_stored_comes_back_the_same(lone: SqlStore, kind: type, data: Any) -> None:
    thing = data.draw(things(kind))
    loaded = stored_and_loaded(lone, thing)
    assert loaded == thing
    for field in attrs.fields(kind):
        value = getattr(loaded, field.name)
        if isinstance(value, datetime):
            assert value.tzinfo == UTC


@pytest.mark.parametrize("minor", [0, 1, -1, 2**63 - 1, -(2**63)])
def test_money_keeps_every_unit(lone: SqlStore, minor: int) -> None:
    product = Product("p", "商品", price=Money(minor, "JPY"))
    assert stored_and_loaded(lone, product).price == Money(minor, "JPY")


def test_moments_keep_microseconds_and_lose_only_their_zone(lone: SqlStore) -> None:
    beijing = timezone(timedelta(hours=8))
    at = datetime(2026, 3, 1, 0, 0, 0, 1, beijing)
    deal = Deal("d", "商机", "Discovery", None, None, opened_at=at)
    deal = attrs.evolve(deal, history=(StageChange("Discovery", at, "per_1"),))
    loaded = stored_and_loaded(lone, deal)
    assert loaded.opened_at == at
    assert loaded.opened_at.isoformat() == "2026-02-28T16:00:00.000001+00:00"
    assert loaded.history[0].at == at
