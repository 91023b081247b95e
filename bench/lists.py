"""A list of 50 deals among 1,000,000 through the gate, beside the same query without a scope.

Run: python -m bench.lists [rows] [database URL of an empty database]. Best of several rounds of
wall time per query; the bare query is SQLAlchemy Core on the same connection, the same columns,
order and limit, returning the same dicts.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from time import perf_counter

from attrs import evolve
from sqlalchemy import select, text
from tests.support.postgres import NoPostgres, behind_the_wall, server

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

ROUNDS, CALLS, REPS = 40, 20, 40
# A million deals through the gate would take minutes, and say nothing of lists.
_NEW = {
    "id": "'deal_' || substr(CAST(10000000 + i AS TEXT), 2)",
    "name": "'Deal ' || CAST(i AS TEXT)",
    "owner_id": "'per_' || CAST(i % :reps AS TEXT)",
    "team_id": "'team_' || CAST(i % 5 AS TEXT)",
    "value": "i",
}
_NAMES = [column.name for column in deals.deal.c]
MANY = (
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count) "
    f"INSERT INTO deal ({', '.join(_NAMES)}) "
    f"SELECT {', '.join(_NEW.get(name, 't.' + name) for name in _NAMES)} "
    "FROM n CROSS JOIN deal t WHERE t.id = 'deal_0'"
)
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
        first = Deal("deal_0", "Deal 0", "Discovery", "per_0", "team_0", opened_at=START,
                     value=Money(0, "USD"))  # fmt: skip
        work.of(Deal).add(first, system_scope(tenant, "deal", "create", "bench"))
        work.record("bench.filled", tenant)
    with app.engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(text(MANY), {"count": count, "reps": REPS})
        connection.execute(text("DELETE FROM deal WHERE id = 'deal_0'"))
        connection.execute(text("ANALYZE"))
        connection.commit()


def best(*calls: Callable[[], object]) -> list[float]:
    """µs a call of each; they take turns, so that what else the machine does hits all alike."""
    found: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, times in zip(calls, found, strict=True):
            started = perf_counter()
            for _ in range(CALLS):
                call()
            times.append((perf_counter() - started) / CALLS)
    return [min(times) * 1e6 for times in found]


def main(count: int, url: str = "") -> tuple[float, float | None]:
    """The largest of the ratios on both databases, and PostgreSQL's wall's where there is one."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        urls = [url or f"sqlite:///{folder}/bench.sqlite"]
        try:
            urls += [] if url else [stack.enter_context(server())]
        except NoPostgres as reason:
            print(f"no PostgreSQL: {reason}")
        ratios = [_database(count, one, folder) for one in urls]
    return max(ratio for ratio, _ in ratios), ratios[-1][1]


def _database(count: int, url: str, folder: str) -> tuple[float, float | None]:
    app = RevRise(evolve(Settings(), database_url=url, data_dir=folder))
    fill(app, count)
    wall = None
    if url.startswith("postgresql"):
        owner = app
        app = RevRise(evolve(app.settings, database_url=behind_the_wall(url)))
        wall = _compare_wall(app, owner)
    return max(_compare(app, name) for name in ("per_owner", "per_7", "per_boss")), wall


def _compare_wall(app: RevRise, owner: RevRise) -> float | None:
    """The same list as a role that PostgreSQL holds to its tenant, and as one it does not."""
    actor, table = app.actor("per_owner"), deals.deal
    bare = select(table).where(table.c.tenant_id == actor.tenant_id).order_by(table.c.id).limit(50)
    with app.store.read(actor) as work, owner.store.read(actor) as free:
        behind, before = work.of(Deal)._connection, free.of(Deal)._connection
        free_ = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        if not before.exec_driver_sql(free_).scalar_one():
            print("the wall is not measured: no role here stands outside of it")
            return None
        mine, plain = best(lambda: behind.execute(bare).all(), lambda: before.execute(bare).all())
    print(f"postgresql, a list behind the wall: {mine:.0f} µs, {plain:.0f} µs without, "
          f"ratio {mine / plain:.3f} (≤ 1.03)")  # fmt: skip
    return mine / plain


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
        mine, plain = best(scoped, unscoped)
    where = app.engine.dialect.name
    print(
        f"{where} {person}: {mine:.0f} µs, {plain:.0f} µs bare, ratio {mine / plain:.2f} (≤ 1.15)"
    )
    return mine / plain


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:3])
