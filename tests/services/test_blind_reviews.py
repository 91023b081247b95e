"""Blind reviews: what the machine says is withheld from a coach until they scored the call."""

import pytest
from tests.services.conftest import NOW, TENANT, World

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import BUNDLED, installed
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.competency import Observation
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.blind_review import MOST, BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.scorecard import CriterionScore
from revrise.services.blind.service import AskBlind, BlindReviews, fill
from revrise.services.calls.cascade import EVERYTHING, Cascade
from revrise.services.calls.page import CallPages
from revrise.services.calls.service import AddCall, Agreed, Calls
from revrise.services.measures.analysing import Analyst
from revrise.services.reviews.service import Disputing, Reviews, ScoreCall
from revrise.services.rubrics.service import Rubrics
from revrise.testing.sample_calls import EVERY

KINDS = {Assessment: "assessment", Observation: "observation", Dispute: "dispute",
         CoachScore: "coach_score"}  # fmt: skip


@pytest.fixture(scope="module")
def analyst() -> Analyst:
    bundled = [one for one in installed() if one.distribution == BUNDLED]
    return Analyst(load(found=bundled, environ={}))


@pytest.fixture
def blind(world: World, analyst: Analyst) -> BlindReviews:
    return BlindReviews(world.desk, analyst.catalogue)


def heard(world: World, analyst: Analyst, *, by: str = "n1", name: str = "talk") -> Assessment:
    """A call of n1 that is scored on discovery at once."""
    talk = EVERY["good en"]
    command = AddCall(talk, name, name, "n1", NOW, agreed=Agreed("DE"))
    added = Calls(world.desk, analyst).add(command, world.by(by))
    return next(
        one
        for one in world.all(Assessment)
        if one.subject_id == added.call.id and one.rubric.startswith("discovery@")
    )


def ways(world: World, analyst: Analyst, card: Assessment, who: str) -> list[str]:
    """What somebody finds of a scorecard, through rows, counts, sums, single things, services."""
    by, found = world.by(who), []
    with world.desk.store.read(by) as work:
        for kind, name in KINDS.items():
            scope, records = world.desk.scope(by, name), work.of(kind)
            found += [f"{name} row" for one in records.rows(scope) if card.id in one.values()]
            found += [f"{name} counted"] * bool(records.count(scope))
            found += [f"{name} summed"] * any(one["count"] for one in records.group(scope, ()))
        try:
            work.of(Assessment).load(card.id, world.desk.scope(by, "assessment"))
            found.append("loaded")
        except NotFound:
            pass
    shown = CallPages(world.desk, analyst.catalogue).show(card.subject_id, by)
    found += ["page"] * any(one.id == card.id for one in shown.cards)
    found += ["page's coaches"] * bool(shown.scores) + ["page's disputes"] * bool(shown.disputes)
    cards = Calls(world.desk, analyst).show(card.subject_id, by)["scorecards"]
    found += ["call"] * any(one.rubric == card.rubric for one in cards)
    return found


def alone(world: World, card: Assessment) -> None:
    """Nothing else is scored: what is found is of this scorecard."""
    with world.desk.store.begin(system_actor(TENANT)) as work:
        for kind in (Observation, Assessment):
            name = KINDS[kind]
            for one in world.all(kind):
                if card.id not in (one.id, getattr(one, "assessment_id", "")):
                    work.of(kind).remove(one.id, system_scope(TENANT, name, "delete", "test"))
        work.record("test.alone", TENANT)


def test_no_way_leads_to_the_levels_until_the_call_is_scored(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    blind.ask(AskBlind("discovery"), world.by("coach"))
    blind.ask(AskBlind("discovery"), world.by("manager"))
    card, reviews = heard(world, analyst), Reviews(world.desk)
    alone(world, card)
    criterion = next(one for one in card.scorecard.criteria if one.level)
    reviews.dispute(Disputing(card.id, criterion.criterion, "No."), world.by("n1"))
    assert ways(world, analyst, card, "coach") == ways(world, analyst, card, "manager") == []
    assert {"assessment row", "loaded", "page", "call", "observation summed"} <= {
        *ways(world, analyst, card, "n1")
    }

    levels = {criterion.criterion: 1}
    first = reviews.score(ScoreCall(card.id, levels), world.by("coach"))
    assert first.blind
    assert {"loaded", "page", "page's coaches", "call"} <= {*ways(world, analyst, card, "coach")}
    assert ways(world, analyst, card, "manager") == []  # neither the machine's nor the first's
    assert reviews.score(ScoreCall(card.id, levels), world.by("manager")).blind
    assert "page's coaches" in ways(world, analyst, card, "manager")


def test_what_is_shown_to_score_on_is_criteria_alone(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    blind.ask(AskBlind("discovery"), world.by("coach"))
    card, pages = heard(world, analyst), CallPages(world.desk, analyst.catalogue)
    (blank,) = pages.show(card.subject_id, world.by("coach")).blind
    assert pages.assessment(card.subject_id, card.rubric, world.by("coach")) == blank
    assert (blank.id, blank.score, blank.scorecard.arithmetic) == (card.id, None, "")
    for one, whole in zip(blank.scorecard.criteria, card.scorecard.criteria, strict=True):
        bare = CriterionScore(whole.criterion, whole.competency, whole.weight, None, "")
        assert one == bare
    assert pages.show(card.subject_id, world.by("manager")).blind == ()


def test_a_call_that_was_scored_before_is_never_reviewed_blind(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    card = heard(world, analyst)
    blind.ask(AskBlind("discovery"), world.by("coach"))
    (waiting,) = blind.mine(world.by("coach"))
    assert waiting.state == "waiting"
    assert "loaded" in ways(world, analyst, card, "coach")
    criterion = card.scorecard.criteria[0].criterion
    made = Reviews(world.desk).score(ScoreCall(card.id, {criterion: 2}), world.by("coach"))
    assert not made.blind


def test_a_scorecard_that_comes_back_is_known(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    card = heard(world, analyst)
    with world.desk.store.begin(system_actor(TENANT)) as work:
        call = work.of(Call).load(card.subject_id, system_scope(TENANT, "call", "read", "test"))
        Cascade(world.desk, TENANT).take(work, call, EVERYTHING)
        work.record("test.taken", TENANT)
    blind.ask(AskBlind("discovery"), world.by("coach"))
    with world.desk.store.begin(system_actor(TENANT)) as work:
        work.of(Assessment).add(card, system_scope(TENANT, "assessment", "create", "test"))
        fill(world.desk, work, [card])
        work.record("test.back", TENANT)
    assert [one.state for one in world.all(BlindReview)] == ["waiting"]


def test_only_who_may_score_it_and_is_not_told_gets_a_call(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    world.put(Person("souths", "Sue", team_id="south", roles=("manager",)))
    for who in ("coach", "manager", "souths"):
        blind.ask(AskBlind("discovery"), world.by(who))
    heard(world, analyst, by="coach")
    states = {one.coach_id: one.state for one in world.all(BlindReview)}
    assert states == {"coach": "waiting", "manager": "open", "souths": "waiting"}
    for who in ("n1", "enb", "admin"):
        with pytest.raises(Refused):
            blind.ask(AskBlind("discovery"), world.by(who))


def test_one_that_is_dropped_is_not_blind_any_more(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    blind.ask(AskBlind("discovery"), world.by("coach"))
    card = heard(world, analyst)
    (review,) = blind.mine(world.by("coach"))
    with pytest.raises(NotFound):
        blind.drop(review.id, world.by("manager"))
    blind.drop(review.id, world.by("coach"))
    with pytest.raises(Conflict):
        blind.drop(review.id, world.by("coach"))
    assert "loaded" in ways(world, analyst, card, "coach")
    criterion = card.scorecard.criteria[0].criterion
    assert (
        not Reviews(world.desk).score(ScoreCall(card.id, {criterion: 2}), world.by("coach")).blind
    )


def test_a_blind_score_is_not_replaced_by_one_that_saw(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    blind.ask(AskBlind("discovery"), world.by("coach"))
    card, reviews = heard(world, analyst), Reviews(world.desk)
    levels = {card.scorecard.criteria[0].criterion: 2}
    reviews.score(ScoreCall(card.id, levels), world.by("coach"))
    with pytest.raises(Conflict, match="blind"):
        reviews.score(ScoreCall(card.id, levels), world.by("coach"))


def test_blind_pairs_are_what_certifies(
    world: World, analyst: Analyst, blind: BlindReviews
) -> None:
    blind.ask(AskBlind("discovery"), world.by("coach"))
    card, reviews = heard(world, analyst), Reviews(world.desk)
    levels = {one.criterion: 3 for one in card.scorecard.criteria}
    for who in ("coach", "manager"):  # the manager could look
        reviews.score(ScoreCall(card.id, levels), world.by(who))
    pairs = sum(one.machine_level is not None for one in card.scorecard.criteria)
    found = Rubrics(world.desk, analyst).certify("discovery", world.by("coach"))
    assert (found.kappa.n, found.seen) == (pairs, pairs)


def test_so_many_at_once_and_no_more(world: World, blind: BlindReviews) -> None:
    blind.ask(AskBlind("discovery", MOST), world.by("coach"))
    for calls in (0, 1, MOST):
        with pytest.raises(Invalid):
            blind.ask(AskBlind("discovery", calls), world.by("coach"))
    with pytest.raises(NotFound):
        blind.ask(AskBlind("nothing"), world.by("manager"))
