"""Past calls are scored on a new version: once each, under consent, and nothing is overwritten."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_rubric_preview import call
from tests.services.test_rubric_versions_service import scored_on

from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.consent import Consent
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.blind_review import BlindReview
from revrise.ports.catalogue import Catalogue
from revrise.ports.jobs import Cancelled, JobContext, JobEngine, Task
from revrise.services.jobs.errands import Errands
from revrise.services.rubrics.backscoring import BACK, AskBackScore, BackScore, BackScoring
from revrise.services.rubrics.in_force import InForce, Published
from revrise.services.rubrics.stored import DecideRubric, RubricDesk, SaveRubric

PERIOD = {"since": (NOW - timedelta(days=90)).isoformat(), "until": NOW.isoformat()}


class Progress:
    """A job's context that hears how far it is; `stops` cancels it when so many are done."""

    def __init__(self, stops: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self._stops = stops

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        self.told.append((done, total))
        if self._stops is not None and done >= self._stops:
            raise Cancelled(note)


@pytest.fixture
def in_force(world: World, catalogue: Catalogue) -> InForce:
    return InForce(catalogue, lambda: Published(world.desk.store, TENANT))


@pytest.fixture
def back(world: World, in_force: InForce) -> BackScoring:
    return BackScoring(world.desk, TENANT, in_force)


def publish(world: World, in_force: InForce, catalogue: Catalogue) -> None:
    text = catalogue.rubric("discovery").definition.source.replace("weight = ", "weight = 1", 1)
    desk, eve = RubricDesk(world.desk, in_force), world.by("enb")
    desk.save(SaveRubric(text, 0), eve)
    desk.publish(DecideRubric("discovery", 2), eve)


def run(back: BackScoring, ref: str = "discovery@2", stops: int | None = None) -> Any:
    context = cast(JobContext, Progress(stops))
    return back.run(context, {"rubric": ref, **PERIOD})


def test_calls_of_the_period_get_one_scorecard_more_and_keep_those_they_have(
    world: World, catalogue: Catalogue, in_force: InForce, back: BackScoring
) -> None:
    new, old = (call(world, catalogue, "n1", days) for days in (5, 95))
    before = {one.id: one for one in world.all(Assessment)}
    levels = len(world.all(Observation))
    publish(world, in_force, catalogue)
    noted = len(world.audited)
    assert run(back) == {
        "calls": 1, "scored": 1, "known": 0, "without_consent": 0, "blind": 0,
    }  # fmt: skip
    assert "discovery@2" in scored_on(world, new)
    assert "discovery@2" not in scored_on(world, old)
    assert all(one == before[one.id] for one in world.all(Assessment) if one.id in before)
    # The words were judged by version 1 already: they count once.
    assert len(world.all(Observation)) == levels
    assert world.audited[noted:] == ["rubric.backscored"]
    assert run(back)["known"] == 1
    assert len(world.all(Assessment)) == len(before) + 1
    assert len(world.audited) == noted + 1


def test_a_rubric_that_never_judged_a_call_adds_its_levels(
    world: World, catalogue: Catalogue, back: BackScoring
) -> None:
    made = call(world, catalogue, "n1", 5)
    levels = {one.id for one in world.all(Observation)}
    assert run(back, "active-listening@1")["scored"] == 1
    fresh = [one for one in world.all(Observation) if one.id not in levels]
    assert fresh
    assert {one.subject_id for one in fresh} == {made}


def test_a_job_that_is_cancelled_goes_on_where_it_stopped(
    world: World, catalogue: Catalogue, in_force: InForce, back: BackScoring
) -> None:
    back = evolve(back, at_once=2)
    for number in range(3):
        call(world, catalogue, "n1", number + 1)
    publish(world, in_force, catalogue)
    with pytest.raises(Cancelled):
        run(back, stops=2)
    assert sum(one.rubric == "discovery@2" for one in world.all(Assessment)) == 2
    told = Progress()
    found = back.run(cast(JobContext, told), {"rubric": "discovery@2", **PERIOD})
    assert (found["scored"], found["known"]) == (1, 2)
    assert told.told == [(0, 3), (2, 3), (3, 3)]


def test_calls_without_consent_now_and_those_reviewed_blind_are_passed_by(
    world: World, catalogue: Catalogue, in_force: InForce, back: BackScoring
) -> None:
    silent, blind, free = (call(world, catalogue, rep, 5) for rep in ("n1", "n2", "n3"))
    for one in world.all(Consent):
        if one.call_id == silent and one.purpose == "analyse":
            world.change(evolve(one, withdrawn_at=NOW, version=one.version + 1))
    card = next(one for one in world.all(Assessment) if one.subject_id == blind)
    world.put(BlindReview("b1", "coach", "discovery", NOW, "open", card.id, blind, NOW))
    publish(world, in_force, catalogue)
    assert run(back) == {
        "calls": 3, "scored": 1, "known": 0, "without_consent": 1, "blind": 1,
    }  # fmt: skip
    assert "discovery@2" in scored_on(world, free)
    assert not {"discovery@2"} & (scored_on(world, silent) | scored_on(world, blind))


def test_who_puts_rubrics_in_force_asks_for_it_and_nobody_else(
    world: World, catalogue: Catalogue, in_force: InForce
) -> None:
    task = Task(BACK, "scoring", lambda _, __: None)
    engine = cast(JobEngine, SimpleNamespace(tasks=lambda: [task]))
    asking = AskBackScore(world.desk, in_force, Errands(world.desk, engine))
    assert asking.ask(BackScore("discovery"), world.by("enb")).startswith("job")
    for days in (0, 3_661):
        with pytest.raises(Invalid):
            asking.ask(BackScore("discovery", days), world.by("enb"))
    with pytest.raises(NotFound):
        asking.ask(BackScore("none"), world.by("enb"))
    for who in ("n1", "coach", "manager", "admin"):
        with pytest.raises(Refused):
            asking.ask(BackScore("discovery"), world.by(who))
