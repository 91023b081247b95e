"""A small organisation behind the real policy, in memory and on SQLite."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from tests.support.settled import CountedIds, copied, made_once

from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.casbin.sources import default_policy
from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.plugins import load
from revrise.adapters.rows.kinds import policy_catalogue, resource
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.catalogue import Catalogue
from revrise.services.desk import Desk
from revrise.services.people.service import People, SetUp
from revrise.testing.doubles import FixedClock, SequentialIds

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
TENANT = "acme"
TEAMS = (
    Team("west", "West"),
    Team("north", "North", "west"),
    Team("south", "South", "west"),
)
PEOPLE = (
    Person("coach", "Cora", team_id="west", roles=("coach",)),
    Person("manager", "Max", team_id="north", roles=("manager",)),
    Person("admin", "Ada", team_id="west", roles=("admin",)),
    Person("enb", "Eve", team_id="west", roles=("enablement",)),
    *(Person(f"n{n}", f"Nora {n}", team_id="north") for n in range(1, 7)),
    *(Person(f"s{n}", f"Sam {n}", team_id="south") for n in range(1, 4)),
)


@frozen
class World:
    """The desk, and ways to put things on it and to act as somebody."""

    desk: Desk
    people: People

    def put(self, *things: Any) -> None:
        """Stores things as the system."""
        actor = system_actor(TENANT)
        with self.desk.store.begin(actor) as work:
            for thing in things:
                scope = system_scope(TENANT, resource(type(thing)), "create", "test")
                work.of(type(thing)).add(thing, scope)
            work.record("test.put", TENANT)

    def change(self, thing: Any) -> None:
        """Puts a thing's next version in place, as the system."""
        with self.desk.store.begin(system_actor(TENANT)) as work:
            scope = system_scope(TENANT, resource(type(thing)), "update", "test")
            work.of(type(thing)).save(thing, scope, expected=thing.version - 1)
            work.record("test.changed", TENANT)

    def all(self, kind: type[Any]) -> list[Any]:
        """Everything of a kind."""
        with self.desk.store.read(system_actor(TENANT)) as work:
            return list(
                work.of(kind).load_many(system_scope(TENANT, resource(kind), "read", "test"))
            )

    def by(self, person: str | None) -> Actor:
        """Acting as a person; None is the owner."""
        return self.people.actor(person)

    @property
    def audited(self) -> list[str]:
        """The actions of the audit chain."""
        scope = system_scope(TENANT, "audit", "read", "test")
        return [entry.action for entry in self.desk.store.audit(scope)]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The bundled plugins."""
    return load({}, folder=None)


# What came last is tried on PostgreSQL too, which costs a database a test.
ALSO_POSTGRES = (
    "test_access_service",
    "test_added_measures",
    "test_assignment_races",
    "test_audit_trail_service",
    "test_authoring_service",
    "test_call_sounds_service",
    "test_clip_races",
    "test_consents_service",
    "test_consent_import",
    "test_consent_places",
    "test_contact_consent",
    "test_crm_sync_races",
    "test_day_tokens",
    "test_file_races",
    "test_indexing_races",
    "test_measuring_races",
    "test_privacy_erasure",
    "test_privacy_retention",
    "test_privacy_withdrawal",
    "test_provisioning_guards",
    "test_set_aside_service",
    "test_stated_notices",
    "test_tracker_figures",
    "test_tracker_hits",
    "test_trackers_service",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On which stores a test runs."""
    if "world" in metafunc.fixturenames:
        name = metafunc.module.__name__.rpartition(".")[2]
        more = ["postgres"] if name in ALSO_POSTGRES else []
        metafunc.parametrize("world", ["memory", "sqlite", *more], indirect=True)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Three teams, a coach and a manager, nine reps."""
    clock, ids = FixedClock(NOW), SequentialIds()
    if request.param == "memory":
        yield in_a_store(MemoryStore(clock, ids), clock, ids)
        return
    url, going_on = request.getfixturevalue(f"settled_{request.param}_url")
    engine = open_engine(url)
    yield _world(SqlStore(engine, clock, going_on), clock, going_on)
    engine.dispose()


@pytest.fixture(scope="session")
def settled_sqlite(sqlite_template: Path, tmp_path_factory: Any) -> tuple[Path, CountedIds]:
    """The world in a file, made once and copied for every test."""
    path = tmp_path_factory.mktemp("settled") / "revrise.sqlite"
    shutil.copy(sqlite_template, path)
    return path, _settle(f"sqlite:///{path}")


@pytest.fixture
def settled_sqlite_url(
    settled_sqlite: tuple[Path, CountedIds], tmp_path: Path
) -> tuple[str, SequentialIds]:
    """A copy of its own, and the ids that go on in it."""
    path, ids = settled_sqlite
    shutil.copy(path, tmp_path / "revrise.sqlite")
    return f"sqlite:///{tmp_path / 'revrise.sqlite'}", ids.going_on()


@pytest.fixture(scope="session")
def settled_postgres(postgres_server: str, postgres_template: str) -> tuple[str, CountedIds]:
    """The world in a database, made once and copied for every test."""
    ids: list[CountedIds] = []
    name = made_once(postgres_server, postgres_template, lambda url: ids.append(_settle(url)))
    return name, ids[0]


@pytest.fixture
def settled_postgres_url(
    postgres_server: str, settled_postgres: tuple[str, CountedIds]
) -> Iterator[tuple[str, SequentialIds]]:
    """A copy of its own, and the ids that go on in it."""
    name, ids = settled_postgres
    with copied(postgres_server, name) as url:
        yield url, ids.going_on()


def _settle(url: str) -> CountedIds:
    clock, ids = FixedClock(NOW), CountedIds(SequentialIds())
    engine = open_engine(url)
    in_a_store(SqlStore(engine, clock, ids), clock, ids)
    engine.dispose()
    return ids


def in_a_store(store: Any, clock: FixedClock, ids: Any) -> World:
    """The world, in a store that is empty."""
    made = _world(store, clock, ids)
    made.people.set_up(SetUp("Acme"))
    made.put(*TEAMS, *PEOPLE)
    return made


def _world(store: Any, clock: FixedClock, ids: Any) -> World:
    desk = Desk(store, CasbinPolicy(store, policy_catalogue()), clock, ids)
    return World(desk, People(desk, TENANT, default_policy()))
