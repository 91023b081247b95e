"""Search finds names behind the scopes, alike on every database."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import canary_company
from tests.support.visibility import PRINCIPALS

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid
from revrise.core.governance.rule import HAS, Column, Compare, Const, evaluate
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.services.search.service import KINDS
from revrise.testing.doubles import FixedClock, SequentialIds


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RevRise]:
    app = RevRise(Settings(data_dir=str(tmp_path_factory.mktemp("search"))))
    made = canary_company.make()
    canary_company.store(made, app.store, app.settings.tenant, app.actor())
    app.__dict__["company"] = made
    yield app
    app.engine.dispose()


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_it_finds_what_they_may_see_and_nothing_else(app: RevRise, who: object) -> None:
    company = app.__dict__["company"]
    for kind, rows, title in (
        ("deal", company.of(Deal), "name"),
        ("call", company.of(Call), "title"),
    ):
        for row in rows[::3]:
            found = app.search.find(getattr(row, title), app.actor(who.id))
            seen = who.reaches(kind, row.owner_id, row.team_id)
            assert [(hit.kind, hit.id) for hit in found] == ([(kind, row.id)] if seen else [])


def test_a_name_that_begins_with_it_comes_first(app: RevRise) -> None:
    found = app.search.find("OPEN", app.actor("per_enable"))
    assert {hit.kind for hit in found} == {"asset", "course", "scenario"}
    people = app.search.find("n", app.actor("per_owner"), ["person"])
    assert people[0].title == "n1"
    assert app.search.find("n1 n9", app.actor("per_owner")) == []
    assert len(app.search.find("n", app.actor("per_owner"), limit=2)) == 2


def test_it_says_what_it_cannot_search(app: RevRise) -> None:
    for asked in (("",), ("x" * 201,), ("a\0b",), ("a", ["nothing"]), ("a", [], 0)):
        with pytest.raises(Invalid):
            app.search.find(asked[0], app.actor(), *asked[1:])
    assert set(KINDS) == {"deal", "call", "person", "account", "asset", "course", "scenario"}


@pytest.fixture(scope="module")
def texts(postgres_server: str, postgres_template: str, sqlite_template: object) -> list[str]:
    return [
        f"sqlite:///{sqlite_template}",
        postgres_server.rsplit("/", 1)[0] + f"/{postgres_template}",
    ]


@given(
    text=st.text("aAbBzZ%_\\éÉİı王方' ", max_size=8),
    part=st.text("aAbBzZ%_\\éÉİı王方' ", min_size=1, max_size=3),
)
def test_databases_agree_on_what_is_in_a_name(texts: list[str], text: str, part: str) -> None:
    rule = Compare(HAS, Column("name"), Const(part))
    expected = evaluate(rule, {"name": text}, {}) is True
    scope = system_scope("t", "team", "read", "test")
    for store in _stores(texts):
        actor = Person("p", "P").actor("t", [])
        with suppress(_Undo), store.begin(actor) as work:
            work.of(Team).add(Team("one", text), system_scope("t", "team", "create", "test"))
            found = work.of(Team).count(scope, Query(where=rule))
            raise _Undo
        assert found == int(expected)


class _Undo(Exception):
    pass


_OPEN: dict[str, SqlStore] = {}


def _stores(urls: list[str]) -> list[SqlStore]:
    for url in urls:
        if url not in _OPEN:
            _OPEN[url] = SqlStore(open_engine(url), FixedClock(), SequentialIds())
    return [_OPEN[url] for url in urls]


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    for store in _OPEN.values():
        store._engine.dispose()
    _OPEN.clear()
