"""The application of a small organisation, called without a network."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from litestar.testing import TestClient

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.apps.assembly import RevRise
from revrise.apps.server.app import create
from revrise.apps.settings import Server, Settings
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword

WORD = "correct horse battery staple"
NINA = Person("nina", "Nina", "nina@example.org", roles=("manager",))


class Quick(RevRise):
    """With password hashes that cost little."""

    @cached_property
    def passwords(self) -> Any:
        """See RevRise."""
        return Argon2Passwords({"time_cost": 1, "memory_cost": 8, "parallelism": 1})


def put(app: RevRise, person: Person, expected: int | None = None) -> None:
    """Stores a person, or their next version."""
    tenant = app.settings.tenant
    with app.store.begin(system_actor(tenant)) as work:
        scope = system_scope(tenant, "person", "create", "test")
        if expected is None:
            work.of(Person).add(person, scope)
        else:
            work.of(Person).save(person, scope, expected=expected)
        work.record("test.put", person.id)


@pytest.fixture
def make_app(sqlite_url: str, tmp_path: Path) -> Iterator[Callable[..., RevRise]]:
    """RevRise on a fresh database; arguments are settings of the server."""
    made: list[RevRise] = []

    def make(**server: Any) -> RevRise:
        settings = Settings(
            database_url=sqlite_url, data_dir=str(tmp_path), server=Server(**server)
        )
        app = Quick(settings)
        if not made:
            owner = app.actor()
            put(app, NINA)
            app.accounts.set_password(SetPassword("nina", WORD), owner)
        made.append(app)
        return app

    yield make
    for app in made:
        app.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., RevRise]) -> RevRise:
    """With default settings."""
    return make_app()


@pytest.fixture
def open_client(app: RevRise) -> Iterator[Callable[..., TestClient[Any]]]:
    """A browser without redirects followed; many may be open."""
    with ExitStack() as stack:

        def open_one(of: RevRise | None = None) -> TestClient[Any]:
            client = TestClient(create(of or app), base_url="http://127.0.0.1:8000")
            client.follow_redirects = False
            return stack.enter_context(client)

        yield open_one


@pytest.fixture
def client(open_client: Callable[..., TestClient[Any]]) -> TestClient[Any]:
    """One browser."""
    return open_client()


def log_in(client: TestClient[Any], word: str = WORD, **more: str) -> Any:
    """The answer to the log-in form."""
    return client.post("/login", data={"login": "nina@example.org", "password": word, **more})


def deactivate(app: RevRise) -> None:
    """Nina leaves."""
    put(app, evolve(NINA, active=False, version=2), expected=1)
