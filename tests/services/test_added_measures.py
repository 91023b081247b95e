"""What a call measures is kept as it is added; a job measures only what became stale since."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import define, evolve
from tests.services.conftest import TENANT, World
from tests.services.test_calls_service import calls, command
from tests.services.test_trackers_service import PRICE
from tests.services.tracker_world import sets
from tests.support.flow_site import Context

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.conversations.tracker_hit import TrackerHit
from revrise.core.deals.account import Account, Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Retriable
from revrise.core.governance.consent import Consent
from revrise.core.jobs.job import Job
from revrise.core.people.person import Person
from revrise.services.calls.commands import Agreed
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.measuring import MEASURE, Measuring

__all__ = ["calls"]
NAMED = PRICE + '\n[[trackers]]\nid = "who"\ntitle.en = "Who"\nwhen = {phrases = ["expensive"]}\n'


@define
class Before:
    """A store; before a write begins, somebody else does something, once."""

    inner: Any
    other: Callable[[], object] | None

    def begin(self, actor: Any) -> Any:
        other, self.other = self.other, None
        if other:
            other()
        return self.inner.begin(actor)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@define
class Failing:
    """A store whose disk is full at the last word of a write."""

    inner: Any

    def begin(self, actor: Any) -> Any:
        return _Full(self.inner.begin(actor))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@define
class _Full:
    unit: Any
    work: Any = None

    def __enter__(self) -> Any:
        self.work = self.unit.__enter__()
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> Any:
        if kind is not None:
            return self.unit.__exit__(kind, error, trace)
        full = Retriable("the disk is full")
        self.unit.__exit__(Retriable, full, None)
        raise full

    def __getattr__(self, name: str) -> Any:
        return getattr(self.work, name)


def queued(world: World) -> list[Any]:
    return [one.args["calls"] for one in world.all(Job) if one.task == MEASURE]


def measures(world: World) -> list[CallMeasure]:
    return sorted(world.all(CallMeasure), key=lambda one: one.id)


def by_the_job(world: World, catalogue: Any) -> list[CallMeasure]:
    """What is kept once every call was measured by the worker."""
    job = Measuring(world.desk, TENANT, Analyst(catalogue))
    job.run(Context(), {"calls": [one.id for one in world.all(Call)]})
    return measures(world)


def meanwhile(world: World, catalogue: Any, other: Callable[[], object]) -> Calls:
    desk = evolve(world.desk, store=Before(world.desk.store, other))
    return Calls(desk, Analyst(catalogue))


@pytest.mark.parametrize("trackers", ["", NAMED])
def test_it_is_what_the_job_would_keep(
    world: World, calls: Calls, catalogue: Any, trackers: str
) -> None:
    world.put(
        Account("acc", "Umbra"),
        Card("card", "Too Much", account_id="acc"),
        Deal("d1", "Umbra", "LeadIn", "n1", "north", account_id="acc"),
    )
    if trackers:
        sets(world, trackers)
    calls.add_many([command(1, deal_id="d1"), command(2)], world.by("n1"))
    kept = measures(world)
    assert len(kept) == (4 if trackers else 2)
    assert queued(world) == []
    assert by_the_job(world, catalogue) == kept


def test_it_is_told_in_the_trail_with_the_call(world: World, calls: Calls) -> None:
    before = len(world.audited)
    calls.add(command(), world.by("n1"))
    assert world.audited[before:] == ["call.added"]


@pytest.mark.parametrize("purposes", [("record", "analyse"), ("record", "coach")])
def test_without_consent_to_coach_or_analyse_nothing_is_measured(
    world: World, calls: Calls, purposes: tuple[str, ...]
) -> None:
    calls.add(command(agreed=Agreed("EU", purposes=purposes)), world.by("n1"))
    assert measures(world) == []
    assert queued(world) == []


def test_trackers_that_changed_meanwhile_leave_it_to_a_job(world: World, catalogue: Any) -> None:
    late = meanwhile(world, catalogue, lambda: sets(world, NAMED))
    call = late.add(command(), world.by("n1")).call
    assert measures(world) == []
    assert queued(world) == [[call.id]]
    assert {one.tracker for one in world.all(TrackerHit)} == {"price", "who"}
    by_the_job(world, catalogue)
    assert {len(one.numbers.trackers) for one in measures(world)} == {2}


def test_a_rep_who_changed_teams_meanwhile_takes_it_along(world: World, catalogue: Any) -> None:
    (rep,) = (one for one in world.all(Person) if one.id == "n1")
    moved = evolve(rep, team_id="south", version=rep.version + 1)
    calls = meanwhile(world, catalogue, lambda: world.change(moved))
    calls.add(command(), world.by(None))
    kinds: tuple[type[Any], ...] = (Call, CallTranscript, CallMeasure, Consent)
    assert {one.team_id for kind in kinds for one in world.all(kind)} == {"south"}


def test_of_a_write_that_fails_nothing_is_kept(world: World, catalogue: Any) -> None:
    full = Calls(evolve(world.desk, store=Failing(world.desk.store)), Analyst(catalogue))
    with pytest.raises(Retriable, match="full"):
        full.add(command(), world.by("n1"))
    kinds: tuple[type[Any], ...] = (Call, CallTranscript, CallMeasure, Consent, Job)
    assert [one for kind in kinds for one in world.all(kind)] == []


def test_one_added_twice_at_once_is_measured_once(world: World, catalogue: Any) -> None:
    other = Calls(world.desk, Analyst(catalogue))
    twice = meanwhile(world, catalogue, lambda: other.add(command(), world.by("n1")))
    assert not twice.add(command(), world.by("n1")).created
    assert len(measures(world)) == 1
