"""A list of 50 deals among 100,000 through the gate, beside the same query without a scope.

Run: python bench/lists.py [rows] [database URL of an empty database]. Best of several rounds of
wall time per query; the bare query is SQLAlchemy Core on the same connection, the same columns,
order and limit, returning the same dicts.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter

from attrs import evolve
from sqlalchemy import select, text

from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.tables import deals
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.deals.deal import Deal
from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import system_scope
from revrise.core.money import Money
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query

ROUNDS, CALLS, REPS = 15, 40, 40
START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(app: RevRise, count: int) -> None:
    owner = app.actor()
    tenant = owner.tenant_id
    with app.store.begin(owner) as work:
        teams = [Team(f"team_{n}", f"Team {n}") for n in range(5)]
        work.of(Team).add_many(teams, system_scope(tenant, "team", "create", "bench"))
        people = [Person(f"per_{n}", f"Rep {n}", team_id=f"team_{n % 5}") for n in range(REPS)]
        boss = Person("per_boss", "Boss", team_id="team_0", roles=("manager",))
        scope = system_scope(tenant, "person", "create", "bench")
        work.of(Person).add_many([*people, boss], scope)
        made = (
            Deal(
                f"deal_{n:07}",
                f"Deal {n}",
                "Discovery",
                f"per_{n % REPS}",
                f"team_{n % 5}",
                value=Money(n, "USD"),
                opened_at=START + timedelta(minutes=n),
            )
            for n in range(count)
        )
        work.of(Deal).add_many(made, system_scope(tenant, "deal", "create", "bench"))
        work.record("bench.filled", tenant)
    with app.engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def best(call: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        started = perf_counter()
        for _ in range(CALLS):
            call()
        found.append((perf_counter() - started) / CALLS)
    return min(found) * 1e6


def main(count: int, url: str = "") -> float:
    with tempfile.TemporaryDirectory() as folder:
        database = url or f"sqlite:///{folder}/bench.sqlite"
        app = RevRise(evolve(Settings(), database_url=database, data_dir=folder))
        fill(app, count)
        return max(_compare(app, name) for name in ("per_owner", "per_7", "per_boss"))


def _compare(app: RevRise, person: str) -> float:
    actor: Actor = app.actor(person)
    table, query = deals.deal, Query(limit=50)
    names = [column.name for column in table.c if column.name != "tenant_id"]
    own = table.c.tenant_id == actor.tenant_id  # without it no index would serve the order
    bare = select(*(table.c[name] for name in names)).where(own).order_by(table.c.id).limit(50)
    with app.store.read(actor) as work:
        records = work.of(Deal)
        connection = records._connection

        def scoped() -> object:
            return records.rows(app.desk.scope(actor, "deal"), query)

        def unscoped() -> object:
            found = connection.execute(bare)
            return [dict(zip(names, row, strict=True)) for row in found.all()]

        assert len(scoped()) == len(unscoped()) == 50
        pairs = [(best(scoped), best(unscoped)) for _ in range(3)]
    mine, plain = min(a for a, _ in pairs), min(b for _, b in pairs)
    where = app.engine.dialect.name
    print(f"{where} {person}: {mine:.0f} µs, {plain:.0f} µs bare, ratio {mine / plain:.2f} (≤ 1.3)")
    return mine / plain


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:3])
