"""What the contract of storages is tried on: two people, a team, six deals."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve

from revrise.core.deals.deal import Deal, StageChange
from revrise.core.deals.process import SalesProcess
from revrise.core.deals.standard_process import STANDARD
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, Compare, Me
from revrise.core.governance.scope import Grant, Scope, system_scope
from revrise.core.money import Money
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.storage import Store

AT = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
TENANT = "acme"
ACTOR = Actor(TENANT, "per_1", frozenset({"rep"}), "team_1", frozenset({"team_1"}))
OWN = Compare("==", Column("owner_id"), Me("id"))


def everything(resource: str, tenant: str = TENANT) -> Scope:
    """A scope without limits."""
    return system_scope(tenant, resource, "read", "contract")


def own_deals(action: str = "read", columns: Sequence[str] = ("*",)) -> Scope:
    """The deals of per_1, with some columns."""
    grant = Grant(OWN, frozenset(columns))
    return Scope(TENANT, "per_1", "deal", action, (grant,), me=ACTOR.me)


def deal(number: int, **changes: Any) -> Deal:
    """Deals 1, 3, 5 … belong to per_1, the others to per_2."""
    made = Deal(
        id=f"deal_{number:03}",
        name=f"Deal {number} 商机",
        stage="Discovery",
        owner_id=f"per_{2 - number % 2}",
        team_id="team_1",
        value=Money(number * 100, "CNY"),
        opened_at=AT + timedelta(days=number),
        history=(StageChange("Discovery", AT, "per_1"),),
        evidence=("pain",),
    )
    return evolve(made, **changes)


def fill(store: Store, tenant: str, deals: int = 6) -> None:
    """People, a team, a process and deals in one unit of work."""
    with store.begin(Actor(tenant, "per_1", frozenset())) as work:
        work.of(Team).add(Team("team_1", "Team"), everything("team", tenant))
        people = [Person(f"per_{n}", f"Person {n}", team_id="team_1") for n in (1, 2)]
        work.of(Person).add_many(people, everything("person", tenant))
        work.of(SalesProcess).add(STANDARD, everything("sales_process", tenant))
        numbers = range(1, deals + 1)
        work.of(Deal).add_many((deal(n) for n in numbers), everything("deal", tenant))
        work.record("test.filled", tenant)
