"""The review queue: ordered by what is learnt, reaching as far as its reader."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import Engine, event
from tests.services.coaching_world import PLAN, scored
from tests.services.conftest import NOW, World

from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.errors import Refused
from revrise.core.scoring.dispute import Dispute
from revrise.services.coaching.queue import ReviewQueues
from revrise.services.reviews.service import Reviews, ScoreCall


@pytest.fixture
def queues(world: World) -> ReviewQueues:
    world.put(*scored("plain", "n2", 4, 1), *scored("low", "n2", 1, 1), *scored("plan", "n1", 4, 1),
              *scored("old", "n2", 1, 90), PLAN)  # fmt: skip
    return ReviewQueues(world.desk)


def test_the_queue_is_ordered_by_what_is_learnt(world: World, queues: ReviewQueues) -> None:
    """plan: never heard 90 + a plan 10; n2's two calls are alike: 90 the older, 45 the other."""
    found = queues.show(world.by("coach"))
    assert [(one.call_id, one.value) for one in found.rows] == [
        ("plan", 100), ("low", 90), ("plain", 45),
    ]  # fmt: skip
    assert [one.kind for one in found.rows[0].why] == ["tests_plan", "never_heard"]
    assert [one.value for one in found.rows] == [
        sum(why.points for why in one.why) for one in found.rows
    ]
    assert found.total == 3


def test_who_is_heard_is_told_and_heard_reps_come_later(world: World, queues: ReviewQueues) -> None:
    Reviews(world.desk).score(ScoreCall("a-low", {"c": 2}), world.by("coach"))
    found = queues.show(world.by("coach"))
    assert [one.call_id for one in found.rows] == ["plan", "plain"]
    assert [(one.person_id, one.reviewed, one.waiting, one.unheard_days) for one in found.reps] == [
        ("n1", 0, 1, None), ("n2", 1, 1, 0),
    ]  # fmt: skip


def test_a_call_unlike_the_others_of_its_rep_says_how(world: World) -> None:
    for day in range(2, 9):
        world.put(*scored(f"usual{day}", "n1", 4, day, share=0.5 + day / 100))
    world.put(*scored("odd", "n1", 4, 1, share=0.95))
    first = ReviewQueues(world.desk).show(world.by("coach")).rows[0]
    unusual = next(one for one in first.why if one.kind == "unusual")
    assert (first.call_id, unusual.about, unusual.figure) == ("odd", "talk_share", 0.95)
    assert (unusual.points, unusual.n) == (20, 8)
    assert unusual.high is not None
    assert unusual.high < 0.6


def heard(name: str, day: int, questions: float, by: str = "", objections: str = "") -> list[Any]:
    """A call of n1 in which so many questions an hour were heard, by a plugin's detector or not."""
    call, *rest = scored(name, "n1", 4, day)
    found = {
        "questions_per_hour": Metric(f"questions_per_hour/A@1{by}", "count", questions, "text", 9),
        "objection_handling": Metric(f"objection_handling/A@1{by}", "ratio", None, "text", 0),
    }
    return [evolve(call, metrics={**call.metrics, **found}, objections=objections), *rest]


def reasons(world: World) -> dict[str, dict[str, Any]]:
    """By call, why it is worth listening to, by kind."""
    rows = ReviewQueues(world.desk).show(world.by("coach"), 100).rows
    return {one.call_id: {why.kind: why for why in one.why} for one in rows}


def test_what_other_detectors_heard_is_not_compared_with(world: World) -> None:
    """Eight calls of 10 questions an hour; a plugin hears 60 in each of the five that follow."""
    for number in range(8):
        world.put(*heard(f"built{number}", 20 + number, 10))
    for number in range(4):
        world.put(*heard(f"loud{number}", 2 + number, 60, "+loud@2"))
    assert not [one for one, why in reasons(world).items() if "unusual" in why]
    world.put(*heard("loud4", 1, 60, "+loud@2"), *heard("few", 7, 10, "+loud@2"))
    found = reasons(world)
    assert [one for one, why in found.items() if "unusual" in why] == ["few"]
    why = found["few"]["unusual"]
    assert (why.about, why.figure, why.low, why.n) == ("questions_per_hour", 10, 60, 6)


def test_an_objection_is_rare_among_those_the_same_detectors_heard(world: World) -> None:
    """Of 21 calls one objects to trust, of 30 others that a plugin hears all do."""
    for number in range(20):
        world.put(*heard(f"built{number}", 20 + number, 10))
    world.put(*heard("rare", 2, 10, objections="trust"))
    for number in range(30):
        world.put(*heard(f"loud{number}", 3 + number, 10, "+loud@2", "trust"))
    found = reasons(world)
    assert [one for one, why in found.items() if "rare" in why] == ["rare"]
    assert (found["rare"]["rare"].n, found["rare"]["rare"].figure) == (21, 0.0476)


def test_the_reach_of_a_reader_is_the_reach_of_their_queue(
    world: World, queues: ReviewQueues
) -> None:
    world.put(*scored("far", "s1", 1, 1))
    assert {one.call_id for one in queues.show(world.by("manager")).rows} == {
        "plan", "low", "plain",
    }  # fmt: skip
    assert "s1" not in {one.person_id for one in queues.show(world.by("manager")).reps}
    own = queues.show(world.by("n1"))
    assert (own.rows, own.reps) == ((), ())


def test_what_was_reviewed_leaves_and_a_dispute_brings_back(
    world: World, queues: ReviewQueues
) -> None:
    Reviews(world.desk).score(ScoreCall("a-low", {"c": 2}), world.by("coach"))
    assert "low" not in {one.call_id for one in queues.show(world.by("coach")).rows}
    world.put(Dispute("d1", "a-low", "low", "n2", "north", "c", 1, "no", NOW))
    back = next(one for one in queues.show(world.by("manager")).rows if one.call_id == "low")
    assert (back.why[0].kind, back.why[0].points) == ("disputed", 40)


def test_ten_times_the_calls_ask_the_store_no_more(
    world: World, queues: ReviewQueues, request: Any
) -> None:
    if request.node.callspec.params["world"] == "memory":
        pytest.skip("only a database is asked by statements")
    asked: list[str] = []

    def hear(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    def least() -> tuple[int, list[str]]:
        """Of three times: as seconds pass, the policy is looked at again."""
        found = []
        for _ in range(3):
            asked.clear()
            found.append((queues.show(by, 100).total, sorted(asked)))
        return min(found, key=lambda one: len(one[1]))

    by = world.by("coach")
    event.listen(Engine, "before_cursor_execute", hear)
    try:
        few = least()
        for number in range(30):
            world.put(*scored(f"more{number}", f"n{number % 6 + 1}", 3, number % 20 + 1))
        many = least()
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    assert (few[0], many[0]) == (3, 33)
    assert 0 < len(many[1]) <= len(few[1]), many[1]


def test_calls_nobody_may_coach_on_are_not_queued(world: World, queues: ReviewQueues) -> None:
    at = NOW - timedelta(days=1)
    world.put(Call("mute", "mute", "n2", "north", at, "en", "mute", state="analysed",
                   participants=("A",)))  # fmt: skip
    assert "mute" not in {one.call_id for one in queues.show(world.by("coach")).rows}
    with pytest.raises(Refused):
        queues.show(world.by("enb"))
