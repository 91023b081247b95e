"""SQL, memory, Casbin and the oracle give the same answer for any policy and any rows.

Kinds of cells that deals have not; the channels people use are in `test_decisions.py`.
Lists, cells, counts, sums and groups are compared; policies and actors are drawn.
"""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from attrs import evolve, frozen
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    URL,
    BigInteger,
    Boolean,
    Column,
    Engine,
    Float,
    MetaData,
    NullPool,
    String,
    Table,
    Text,
    create_engine,
    func,
    make_url,
    select,
    text,
)
from tests.integration.policy.policy_oracle import World
from tests.support.drawn_policies import ACTORS, PEOPLE, ROLES, TEAMS, drawn_denials, drawn_policies

from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.casbin.sources import MemorySource
from revrise.adapters.memory.scoping import masker
from revrise.adapters.sql.scoping import masked, visible
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor, Reach
from revrise.core.governance.reach import attributes
from revrise.core.governance.scope import Scope
from revrise.ports.policy import PolicyRule

deal = Table(
    "agreement_deal",
    MetaData(),
    Column("tenant_id", String(8), primary_key=True),
    Column("id", String(8), primary_key=True),
    Column("owner_id", Text),
    Column("team_id", Text),
    Column("stage", Text),
    Column("amount", BigInteger),
    Column("score", Float),
    Column("won", Boolean),
)
COLUMNS = tuple(deal.c.keys())
CATALOGUE = {"deal": COLUMNS}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database that holds TABLE."""
    if request.param == "sqlite":
        made = create_engine("sqlite://")
    else:
        made = create_engine(new_database(request.getfixturevalue("postgres_server")))
    deal.metadata.create_all(made)
    with made.begin() as connection:
        connection.execute(deal.insert(), TABLE)
    yield made
    made.dispose()


def new_database(server: str) -> URL:
    name = f"revrise_{uuid4().hex}"
    plain = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with plain.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return make_url(server).set(database=name)


# --- The world: one table of rows with NULLs everywhere; policies and actors are drawn.

CELLS: dict[str, list[Any]] = {
    "tenant_id": ["a", "a", "a", "b"],
    "owner_id": [None, *PEOPLE],
    "team_id": [None, *TEAMS],
    "stage": [None, "open", "won", "谈判", "Z", "é", "", "a long stage 谈判中"],
    "amount": [None, -3, 0, 1, 2, 3, 2**52, 2**52 + 1],
    "score": [None, -1.5, 0.0, 0.5, 2.0, 2.5],
    "won": [None, True, False],
}
_random = Random(7)
TABLE = [
    {**{name: _random.choice(cells) for name, cells in CELLS.items()}, "id": f"d{n:03}"}
    for n in range(150)
]


def atoms() -> Iterator[str]:
    for column in ("owner_id", "stage", "amount", "score", "won"):
        values = [repr(value) for value in CELLS[column] if value is not None]
        if column == "amount":
            values += ["2.5", "-0.5"]
        for value in values:
            yield from (f"{column} {op} {value}" for op in ("==", "!=", "<", "<=", ">", ">="))
            yield f"{value} < {column}"
        for few in (values[:0], values[:1], values[1:3]):
            yield f"{column} in [{', '.join(few)}]"
            yield f"{column} not in [{', '.join(few)}]"
        yield from (f"{column} is None", f"{column} is not None")


ACTORS_ATOMS = [
    "owner_id == me.id",
    "owner_id != me.id",
    "in_range",
    "not in_range",
    "owner_id in me.people",
    "team_id in me.subtree",
    "team_id not in me.subtree",
    "team_id == me.team",
    "team_id != me.team",
    "me.team is None",
    "me.team < me.id",
    "owner_id < team_id",
    "amount >= score",
    "True",
    "False",
]
atom = st.sampled_from(list(atoms())) | st.sampled_from(ACTORS_ATOMS)
conditions = st.one_of(
    atom,
    st.builds("not ({})".format, atom),
    st.builds("{} and {}".format, atom, atom),
    st.builds("{} or {}".format, atom, atom),
    st.builds("({} or {}) and not ({} and {})".format, atom, atom, atom, atom),
    st.builds("not ({} or not {})".format, atom, atom),
)
some_columns = st.one_of(
    st.sampled_from(["*", "* -amount", "* -score -owner_id", "* stage:initial amount:present"]),
    st.sampled_from(["amount stage:last4", "stage:present", "owner_id:initial score"]),
    st.lists(st.sampled_from(COLUMNS[2:]), min_size=1, max_size=4, unique=True).map(" ".join),
)
allows = st.builds(
    PolicyRule,
    st.sampled_from(ROLES),
    st.sampled_from(["deal", "deal", "deal", "*"]),
    st.sampled_from(["read", "read", "read", "*", "update"]),
    conditions | st.just(""),
    some_columns,
).map(lambda rule: evolve(rule, action="read") if ":" in rule.columns else rule)
denies = drawn_denials(conditions)
policies = drawn_policies(allows, denies)
inheritances = st.sampled_from(
    [{}, {"manager": ["coach"]}, {"manager": ["coach"], "coach": ["rep"]}]
)


@frozen
class Answer:
    """Everything a channel can say about the rows."""

    rows: dict[str, dict[str, Any]]
    total: Any
    groups: Counter[Any]


def scope_of(policy: CasbinPolicy, actor: Actor) -> Scope | None:
    try:
        return policy.scope(actor, "deal", "read")
    except Refused:
        return None


def as_row(actor: Actor) -> dict[str, Any]:
    reach = attributes(actor.me, actor.reach or Reach())
    return {"tenant": actor.tenant_id, "roles": actor.roles, **reach}


def by_sql(connection: Any, scope: Scope) -> Answer:
    statement = masked(deal, scope)
    view, shown = visible(deal, scope)
    rows = {row["id"]: dict(row) for row in connection.execute(statement).mappings()}
    count = select(func.count()).select_from(view).where(shown)
    assert connection.execute(count).scalar() == len(rows)
    total = None
    if "amount" in view.c:
        total = connection.execute(select(func.sum(view.c.amount)).where(shown)).scalar()
    groups: Counter[Any] = Counter()
    if "stage" in view.c:
        grouped = select(view.c.stage, func.count()).where(shown).group_by(view.c.stage)
        groups = Counter({row[0]: row[1] for row in connection.execute(grouped)})
    return Answer(rows, total, groups)


def by_rows(rows: dict[str, dict[str, Any]], columns: set[str]) -> Answer:
    amounts = [row["amount"] for row in rows.values() if row.get("amount") is not None]
    total = sum(amounts) if amounts else None
    groups = Counter(row["stage"] for row in rows.values()) if "stage" in columns else Counter()
    return Answer(rows, total, groups)


def by_oracle(world: World, actor: Actor) -> Answer:
    me = as_row(actor)
    columns = world.ever(me, "deal", "read", COLUMNS)
    views = {row["id"]: world.view(me, "deal", "read", row) for row in TABLE}
    rows = {
        key: {name: view.get(name) for name in columns}
        for key, view in views.items()
        if view is not None
    }
    return by_rows(rows, columns)


@given(policies, inheritances, ACTORS)
@settings(max_examples=100)
def test_every_channel_says_what_the_oracle_says(
    engine: Engine, rules: list[PolicyRule], inherits: dict[str, list[str]], actor: Actor
) -> None:
    """List = cells = count = sum = group, in SQL and in memory: 150 rows for each policy drawn."""
    world = World(rules, inherits)
    scope = scope_of(CasbinPolicy(MemorySource(rules), CATALOGUE, inherits), actor)
    assert (scope is not None) == world.allowed(actor.roles, "deal", "read")
    expected = by_oracle(world, actor)
    if scope is None:
        assert not expected.rows
        return
    hide = masker(scope)
    kept = {row["id"]: view for row in TABLE if (view := hide(row)) is not None}
    with engine.connect() as connection:
        actual = by_sql(connection, scope)
    columns = set(masked(deal, scope).selected_columns.keys())
    assert columns == world.ever(as_row(actor), "deal", "read", COLUMNS)
    assert actual == expected
    assert by_rows(kept, columns) == expected
    event(f"rows shown: {'some' if 0 < len(kept) < 110 else 'all or none'}")


@given(policies, inheritances, ACTORS, st.lists(st.sampled_from(TABLE), max_size=8))
@settings(max_examples=60)
def test_casbin_says_of_one_row_what_the_scope_says_of_all(
    rules: list[PolicyRule],
    inherits: dict[str, list[str]],
    actor: Actor,
    some: list[dict[str, Any]],
) -> None:
    policy = CasbinPolicy(MemorySource(rules), CATALOGUE, inherits)
    scope = scope_of(policy, actor)
    for row in some:
        admitted = scope is not None and scope.admits(row)
        assert policy.permits(actor, "deal", "read", row) == admitted


@given(policies, denies, ACTORS)
def test_another_denial_never_adds_a_row_or_cell(
    rules: list[PolicyRule], denial: PolicyRule, actor: Actor
) -> None:
    assume(denial.role in {rule.role for rule in rules if rule.effect == "allow"})
    assert cells_of([*rules, denial], actor) <= cells_of(rules, actor)


@given(st.lists(allows, min_size=1, max_size=5), ACTORS)
def test_a_role_less_never_adds_a_cell(rules: list[PolicyRule], actor: Actor) -> None:
    """Of the roles that allow; leaving a role also leaves its denials behind."""
    cells = cells_of(rules, actor)
    for role in actor.roles:
        assert cells_of(rules, evolve(actor, roles=actor.roles - {role})) <= cells


@given(policies, ACTORS)
def test_two_tenants_never_share_a_row(
    engine: Engine, rules: list[PolicyRule], actor: Actor
) -> None:
    policy = CasbinPolicy(MemorySource(rules), CATALOGUE)
    tenants = {row["id"]: row["tenant_id"] for row in TABLE}
    with engine.connect() as connection:
        for tenant in ("a", "b"):
            if scope := scope_of(policy, evolve(actor, tenant_id=tenant)):
                seen = by_sql(connection, scope).rows
                assert {tenants[one] for one in seen} <= {tenant}


def cells_of(rules: list[PolicyRule], actor: Actor) -> set[tuple[str, str]]:
    """The (row, column) pairs that show a value."""
    scope = scope_of(CasbinPolicy(MemorySource(rules), CATALOGUE), actor)
    if scope is None:
        return set()
    return {
        (row["id"], name)
        for row in TABLE
        if row["tenant_id"] == actor.tenant_id
        for name in scope.cells(row) - {"tenant_id"}
    }
