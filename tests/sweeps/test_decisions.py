"""Every way to deals says what the oracle says of every row, for any policy and anybody.

List, one row at a time, count, sum, group (a facet, a chart), search and a file to take away: the
services themselves, over the tables of RevRise. Each policy is decided three times: by a gate
that never saw one, by one that has just decided it, by one that still holds the policy before.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.integration.policy.policy_oracle import World
from tests.support.drawn_policies import ACTORS, PEOPLE, ROLES, TEAMS, drawn_denials, drawn_policies
from tests.support.figures import Figures

from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.casbin.sources import MemorySource
from revrise.adapters.memory.scoping import masker
from revrise.adapters.rows.kinds import codec, policy_catalogue
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.apps.files.writing import Table, write
from revrise.core.deals.deal import Deal
from revrise.core.deals.process import SalesProcess
from revrise.core.deals.standard_process import STANDARD
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor, Reach, system_actor
from revrise.core.governance.rule import ALWAYS, where
from revrise.core.governance.scope import system_scope
from revrise.core.money import Money
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.policy import PolicyRule
from revrise.ports.query import COUNT, Measure, Query
from revrise.services.desk import Desk
from revrise.services.exporting.lists import LISTS
from revrise.services.exporting.service import Exports
from revrise.services.search.service import Search
from revrise.testing.doubles import FixedClock, SequentialIds

ROWS = 500
# So many policies a part; the parts of a database are one test each, so that workers share them.
PARTS = [*(("sqlite", n, 84) for n in range(4)), ("postgres", 0, 34)]
GOALS = {"sqlite": "≥ 200,000", "postgres": "≥ 20,000"}
CELLS: dict[str, list[Any]] = {
    "owner_id": [None, *PEOPLE],
    "team_id": [None, *TEAMS],
    "stage": ["Open", "Won", "谈判", "é", "Z"],
    "product": [None, "", "Core", "Long product name", "产品"],
    "value": [None, 0, 1, 2, 3, 2**52],
    "outcome": [None, "won", "lost"],
    "next_step": [None, "Call", "Send the contract"],
    "name": ["Alpha", "alpha beta", "ÅLPHA", "Beta 谈判", "=1+1", "%", "_"],
}
WORDS = ("alpha", "谈", "eta", "%", "•", "1+", "none of them")


def deals() -> Iterator[Deal]:
    random = Random(11)
    for number in range(ROWS):
        drawn = {name: random.choice(cells) for name, cells in CELLS.items()}
        value = drawn.pop("value")
        money = None if value is None else Money(value, "USD")
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number % 97)
        yield Deal(f"d{number:03}", **drawn, value=money, opened_at=at)


MINE = list(deals())
THEIRS = [evolve(deal, id=f"x{deal.id}") for deal in MINE[:100]]
TABLE = [
    {"tenant_id": tenant, **codec(Deal).encode(deal)}
    for tenant, some in (("a", MINE), ("b", THEIRS))
    for deal in some
]
COLUMNS = [name for name in TABLE[0] if name != "tenant_id"]


@pytest.fixture(scope="module")
def stores(request: pytest.FixtureRequest) -> Iterator[dict[str, SqlStore]]:
    """Both databases, filled when first asked for."""
    made: dict[str, SqlStore] = {}
    yield made
    for store in made.values():
        store._engine.dispose()


@pytest.fixture
def desk(request: pytest.FixtureRequest, stores: dict[str, SqlStore], part: Any) -> Desk:
    if part[0] not in stores:
        url = request.getfixturevalue(
            "sqlite_url" if part[0] == "sqlite" else "walled_postgres_url"
        )
        stores[part[0]] = filled(SqlStore(open_engine(url), FixedClock(), SequentialIds()))
    gate = CasbinPolicy(MemorySource(), policy_catalogue())
    return Desk(stores[part[0]], gate, FixedClock(), SequentialIds())


@pytest.fixture(params=PARTS, ids=lambda part: f"{part[0]}-{part[1]}")
def part(request: pytest.FixtureRequest) -> Any:
    return request.param


def filled(store: SqlStore) -> SqlStore:
    for tenant, some in (("a", MINE), ("b", THEIRS)):
        with store.begin(system_actor(tenant)) as work:
            for kind, name, things in (
                (Team, "team", [Team(one, one) for one in TEAMS]),
                (Person, "person", [Person(one, one) for one in PEOPLE]),
                (SalesProcess, "sales_process", [STANDARD]),
                (Deal, "deal", some),
            ):
                scope = system_scope(tenant, name, "create", "test")
                work.of(kind).add_many(things, scope)  # type: ignore[arg-type]
            work.record("test.filled", tenant)
    return store


# --- Policies and people.


def atoms() -> Iterator[str]:
    for column in ("owner_id", "stage", "value", "product"):
        values = [repr(value) for value in CELLS[column] if value is not None]
        for value in values:
            yield from (f"{column} {op} {value}" for op in ("==", "!=", "<", ">="))
        for few in (values[:0], values[:1], values[1:3]):
            yield from (f"{column} {op} [{', '.join(few)}]" for op in ("in", "not in"))
        yield from (f"{column} is None", f"{column} is not None")
    yield from ("owner_id == me.id", "owner_id != me.id", "team_id in me.subtree", "in_range")
    yield from ("team_id not in me.subtree", "team_id == me.team", "team_id != me.team")
    yield from ("me.team is None", "owner_id < team_id", "True", "False")


atom = st.sampled_from(list(atoms()))
conditions = st.one_of(
    atom,
    st.builds("not ({})".format, atom),
    st.builds("{} and {}".format, atom, atom),
    st.builds("{} or {}".format, atom, atom),
    st.builds("({} or {}) and not ({} and {})".format, atom, atom, atom, atom),
)
some_columns = st.one_of(
    st.sampled_from(["*", "* -value", "* -name -owner_id", "* name:initial", "stage name:last4",
                     "* product:last4 -stage", "owner_id name:present next_step:initial"]),
    st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=4, unique=True).map(" ".join),
)  # fmt: skip
allows = st.builds(
    PolicyRule,
    st.sampled_from(ROLES),
    st.just("deal"),
    st.just("read"),
    conditions | st.just(""),
    some_columns,
)
denies = drawn_denials(conditions)
policies = drawn_policies(allows, denies)
Rows = dict[str, dict[str, Any]]


def expected(rules: list[PolicyRule], actor: Actor) -> tuple[Rows, set[str]]:
    """What the oracle shows, and the columns there ever are."""
    reach = actor.reach or Reach()
    more = {"teams": reach.teams, "people": reach.people, "everything": reach.everything}
    me = {"tenant": actor.tenant_id, "roles": actor.roles, **actor.me, **more}
    world = World(rules, {})
    columns = world.ever(me, "deal", "read", COLUMNS)
    views = {row["id"]: world.view(me, "deal", "read", row) for row in TABLE}
    return {
        key: {name: view.get(name) for name in columns}
        for key, view in views.items()
        if view is not None
    }, columns


# --- The channels.


@frozen
class Channels:
    """Somebody's ways to deals."""

    desk: Desk
    actor: Actor
    columns: set[str]

    def agree(self, rows: Rows, random: Random) -> None:
        """Raises AssertionError for the first that says something else than `rows`."""
        scope = self.desk.scope(self.actor, "deal")
        with self.desk.store.read(self.actor) as work:
            found = work.of(Deal).rows(scope)
            assert {row["id"]: dict(row) for row in found} == rows
            assert len(found) == len(rows) == work.of(Deal).count(scope)
            for one in random.sample(TABLE, 5):
                got = work.of(Deal).rows(scope, Query(where=where(id=one["id"])))
                assert [dict(row) for row in got] == [rows[key] for key in rows if key == one["id"]]
            self._figures(work.of(Deal), scope, rows)
        hide = masker(scope)
        assert {row["id"]: view for row in TABLE if (view := hide(row)) is not None} == rows
        self._search(rows, random.choice(WORDS))
        self._file(rows)

    def _figures(self, records: Any, scope: Any, rows: Rows) -> None:
        amount, stage = Measure("total", "sum", "value"), "stage"
        if "value" in self.columns:
            values = [row["value"] for row in rows.values() if row["value"] is not None]
            (told,) = records.group(scope, (), (amount,)) or [{"total": None}]
            assert told["total"] == (sum(values) if values else None)
        else:
            with pytest.raises(Refused):
                records.group(scope, (), (amount,))
        if stage in self.columns:
            told = records.group(scope, (stage,), (COUNT,))
            counted = {row[stage]: row[COUNT.name] for row in told}
            assert counted == Counter(row[stage] for row in rows.values())
        else:
            with pytest.raises(Refused):
                records.group(scope, (stage,), (COUNT,))

    def _search(self, rows: Rows, word: str) -> None:
        named = {key: row["name"] for key, row in rows.items() if row.get("name") is not None}
        # Only A–Z have small letters that every database knows.
        found = {key for key, name in named.items() if word in folded(name)}
        hits = Search(self.desk).find(word, self.actor, ("deal",), limit=50)
        assert {hit.id for hit in hits} <= found
        assert len(hits) == min(50, len(found))
        assert all(hit.title == named[hit.id] for hit in hits)

    def _file(self, rows: Rows) -> None:
        listed = LISTS["deals"]
        export = listed.export(self.desk.scope(self.actor, "deal"), ALWAYS, "csv-raw")
        given = Exports(self.desk).rows(export, self.actor)
        out = io.BytesIO()
        write(Table("deals", export.columns, given), "csv-raw", out)
        told = {row["id"]: row for row in csv.DictReader(io.StringIO(out.getvalue().decode()))}
        assert told.keys() == rows.keys()
        shown = self.columns & {*CELLS, "id"} - {"value"}
        assert shown & set(listed.columns) <= set(export.columns) <= self.columns | {"id"}
        for key, row in rows.items():
            for name in shown:
                assert told[key][name] == ("" if row[name] is None else row[name])
            if {"value", "value_currency"} <= self.columns and row["value_currency"]:
                assert told[key]["value"] == cents(row["value"])


def folded(text: str) -> str:
    return "".join(one.lower() if "A" <= one <= "Z" else one for one in text)


def cents(value: int | None) -> str:
    return "" if value is None else f"{value // 100}.{value % 100:02}"


def test_every_way_to_a_row_says_what_the_oracle_says(
    part: Any, desk: Desk, figures: Figures
) -> None:
    database, _, policies_of_it = part
    before, compared = MemorySource(), 0
    stale = CasbinPolicy(before, policy_catalogue())

    @settings(max_examples=policies_of_it, derandomize=False)
    @given(policies, ACTORS)
    def decide(rules: list[PolicyRule], actor: Actor) -> None:
        nonlocal compared
        before.replace("a", rules)
        rows, columns = expected(rules, actor)
        cold = CasbinPolicy(MemorySource(rules), policy_catalogue())
        scopes = [decision(gate, actor) for gate in (cold, cold, stale)]
        assert scopes[0] == scopes[1] == scopes[2]
        if scopes[0] is None:
            assert not rows
        else:
            Channels(evolve(desk, policy=stale), actor, columns).agree(rows, Random(len(rows)))
        compared += len(TABLE)

    decide()
    assert compared >= policies_of_it * len(TABLE)
    figures.add(f"decisions that no channel takes differently, on {database}", compared,
                GOALS[database])  # fmt: skip


def decision(gate: CasbinPolicy, actor: Actor) -> Any:
    try:
        return evolve(gate.scope(actor, "deal", "read"), policy_version=0)
    except Refused:
        return None
