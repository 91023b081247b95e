"""Role-play: from the first objection to a score, once, for those who may see it."""

from typing import Any

import pytest
from tests.services.conftest import NOW, World

from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.people.competency import Observation
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.core.scoring.assessment import Assessment
from revrise.services.measures.analysing import Analyst
from revrise.services.roleplay.service import Practice

OBJECTIONS = ("It is too expensive for us.", "We have no time for this.")
SCENARIOS = (
    Scenario("price", "Price", "CFO", "Hold the price.", OBJECTIONS, "objection-handling",
             "objection-handling", pass_mark=1.0),
    Scenario("preis", "价格", "财务总监", "守住价格。", ("太贵了，我们没有预算。",),
             "objection-handling", "objection-handling", language="zh", pass_mark=5.0),
    Scenario("draft", "Draft", "CFO", "…", OBJECTIONS, "objection-handling", "objection-handling",
             state="draft"),
)  # fmt: skip
GOOD = "I understand. Compared to what, if I may ask? It pays back in three months."


@pytest.fixture
def practice(world: World, catalogue: Any) -> Practice:
    world.put(*SCENARIOS)
    return Practice(world.desk, Analyst(catalogue))


def test_a_session_goes_from_start_to_scored(world: World, practice: Practice) -> None:
    by, before = world.by("n1"), len(world.audited)
    talk = practice.start("price", by)
    assert [turn.text for turn in talk.turns] == [OBJECTIONS[0]]
    talk = practice.say(talk.id, GOOD, by)
    assert [turn.side for turn in talk.turns] == ["buyer", "seller", "buyer"]
    assert talk.turns[-1].text == OBJECTIONS[1]
    practice.say(talk.id, GOOD, by)
    done, card = practice.submit(talk.id, by)
    assert (done.state, done.score, done.passed) == ("scored", card.score, True)
    assert done.finished_at == NOW
    assert world.all(RolePlay) == [done]
    actions = ["role_play.started", "role_play.turn", "role_play.turn", "role_play.scored"]
    assert world.audited[before:] == actions
    events = [event.name for _, event in world.desk.store.outbox(by.tenant_id)]
    assert events.count("role_play.passed") == 1


def test_a_score_leaves_its_scorecard_and_levels_behind(world: World, practice: Practice) -> None:
    done, card = played(practice, world, "price")
    (kept,) = world.all(Assessment)
    assert (kept.subject_id, kept.person_id, kept.team_id) == (done.id, "n1", "north")
    assert kept.scorecard == card
    levels = world.all(Observation)
    assert {one.subject_id for one in levels} == {done.id}
    assert len(levels) == sum(one.level is not None for one in card.criteria)


def played(practice: Practice, world: World, scenario: str) -> tuple[RolePlay, Any]:
    by = world.by("n1")
    talk = practice.start(scenario, by)
    practice.say(talk.id, GOOD if scenario == "price" else "我理解。您是和什么比较呢？", by)
    return practice.submit(talk.id, by)


def test_below_the_mark_is_not_passed(world: World, practice: Practice) -> None:
    done, card = played(practice, world, "preis")
    assert done.language == "zh"
    assert done.passed is (card.score >= 5.0)
    events = [event.name for _, event in world.desk.store.outbox("acme")]
    assert ("role_play.passed" in events) is done.passed


def test_a_scored_session_is_closed(world: World, practice: Practice) -> None:
    by = world.by("n1")
    done, _ = played(practice, world, "price")
    with pytest.raises(Conflict):
        practice.say(done.id, "One more thing.", by)
    with pytest.raises(Conflict):
        practice.submit(done.id, by)
    assert len(world.all(Assessment)) == 1


def test_silence_is_not_scored(world: World, practice: Practice) -> None:
    by = world.by("n1")
    talk = practice.start("price", by)
    with pytest.raises(Conflict, match="nothing was said"):
        practice.submit(talk.id, by)
    assert world.all(Assessment) == []


def test_a_draft_or_somebody_elses_session_answers_like_a_missing_one(
    world: World, practice: Practice
) -> None:
    other, by, said = practice.start("price", world.by("n2")).id, world.by("n1"), []
    for name in ("draft", "nowhere"):
        with pytest.raises(NotFound) as caught:
            practice.start(name, by)
        said.append(str(caught.value).replace(name, "it"))
    for name in (other, "rp_nowhere"):
        with pytest.raises(NotFound) as caught:
            practice.say(name, "Hello?", by)
        said.append(str(caught.value).replace(name, "it"))
    assert said[0] == said[1]
    assert said[2] == said[3]


def test_enablement_sees_scores_and_no_words(world: World, practice: Practice) -> None:
    played(practice, world, "price")
    (row,) = practice.sessions(world.by("enb"))
    assert row["score"] is not None
    assert not row.get("turns")
    assert practice.sessions(world.by("coach"))[0]["turns"]
    assert list(practice.sessions(world.by("n2"))) == []


def test_an_admin_neither_practises_nor_looks(world: World, practice: Practice) -> None:
    for ask in (practice.sessions, practice.scenarios):
        with pytest.raises(Refused):
            ask(world.by("admin"))
    with pytest.raises(Refused):
        practice.start("price", world.by("admin"))
