"""Whatever is won, undone and settled in between: the ledger only grows, and adds up."""

from collections import Counter
from datetime import timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.conftest import NOW, PEOPLE, in_a_store

from revrise.adapters.memory.store import MemoryStore
from revrise.core.deals.deal import Deal
from revrise.core.rewards.posting import LedgerPosting
from revrise.ports.catalogue import Catalogue
from revrise.services.rewards.service import Rewards
from revrise.testing.doubles import FixedClock, SequentialIds

REPS = [person for person in PEOPLE if person.roles == ("rep",)][:3]
DEALS = st.integers(0, 3)
STEPS = st.lists(st.one_of(st.tuples(st.just("turn"), DEALS), st.just(("settle", 0))), max_size=12)


def deal(number: int, *, won: bool, version: int) -> Deal:
    rep, at = REPS[number % len(REPS)], NOW - timedelta(days=number + 1)
    made = Deal(f"d{number}", f"Deal {number}", "Closing", rep.id, rep.team_id, version=version)
    return evolve(made, stage="ClosedWon", closed_at=at, outcome="won") if won else made


@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_points_follow_what_stands_and_entries_never_change(
    steps: list[tuple[str, int]], catalogue: Catalogue
) -> None:
    clock, ids = FixedClock(NOW), SequentialIds()
    world = in_a_store(MemoryStore(clock, ids), clock, ids)
    rewards, owner = Rewards(world.desk, catalogue), world.by(None)
    versions, kept = Counter[int](), set[LedgerPosting]()
    for step, number in (*steps, ("settle", 0)):
        if step == "turn":
            versions[number] += 1
            turned = deal(number, won=bool(versions[number] % 2), version=versions[number])
            (world.put if turned.version == 1 else world.change)(turned)
            continue
        rewards.run(owner)
        rows = set(world.all(LedgerPosting))
        assert kept <= rows
        kept = rows
    assert rewards.run(owner).granted == rewards.run(owner).reversed == ()
    entries = Counter[str]()
    for row in kept:
        entries[row.entry_id] += row.points
    assert set(entries.values()) <= {0}
    paid = Counter[str]()
    for row in kept:
        paid[row.source_id.partition("/")[0]] += row.points if row.wallet else 0
    assert {name for name, points in paid.items() if points > 0} == {
        f"d{number}" for number, turns in versions.items() if turns % 2
    }
    assert set(paid.values()) <= {0, 100}
