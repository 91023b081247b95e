"""Gaps with evidence under consent; plans that fit the person and do not pile up."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, PEOPLE, World

from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.governance.consent import Consent
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.competency import Observation
from revrise.ports.catalogue import Catalogue
from revrise.services.coaching.gaps import Gaps
from revrise.services.coaching.plans import Plans, ProposePlan

TEAM = {person.id: person.team_id for person in PEOPLE}
WORDS = Transcript(
    "en",
    (Speaker("A", "seller"), Speaker("B", "buyer")),
    (Utterance("A", "Trust me."), Utterance("B", "Why should I?")),
)


def seen(rep: str, levels: list[float], competency: str = "discovery", **place: Any) -> list[Any]:
    """Calls of a rep, each with one level."""
    things: list[Any] = []
    for number, level in enumerate(levels):
        call, at = f"{rep}-{competency}-{number}", NOW - timedelta(days=number + 1)
        things += [
            Call(call, "Talk", rep, TEAM[rep], at, "en", call, participants=("A", "B")),
            CallTranscript(f"w-{call}", call, rep, TEAM[rep], WORDS),
            Observation(
                f"o-{call}",
                rep,
                TEAM[rep],
                competency,
                level,
                at,
                call,
                f"a-{call}",
                f"c{number}",
                "because it was so",
                **({"utterance": number % 2, "start": 0, "end": 3} | place),
            ),
        ]
    return things


def agreed(call: str, rep: str, *who: str) -> list[Consent]:
    """Consent to be coached on a call."""
    return [
        Consent(
            f"{call}-{one}",
            call,
            one,
            "coach",
            "consent",
            "EU",
            NOW - timedelta(days=9),
            rep,
            TEAM[rep],
        )
        for one in who
    ]


@pytest.fixture
def gaps(world: World, catalogue: Catalogue) -> Gaps:
    """Gaps of n1 (wide and sure), n2 (wider and unsure), s1 (none)."""
    world.put(
        *seen("n1", [2, 2, 2.2, 2]),
        *seen("n2", [1, 4, 1]),
        *seen("s1", [4, 5, 4]),
        *seen("s2", [1, 1]),
        *agreed("n1-discovery-0", "n1", "A", "B"),
        *agreed("n1-discovery-1", "n1", "A"),
    )
    return Gaps(world.desk, catalogue)


def test_surely_wide_gaps_come_first(world: World, gaps: Gaps) -> None:
    """A wide gap with a wide interval says less than a narrower one that is sure."""
    found = gaps.widest(world.by("coach"))
    assert [view.gap.person_id for view in found] == ["n1", "n2"]
    assert found[0].person == "Nora 1"
    assert found[0].competency == "Discovery"


def test_words_are_quoted_only_where_all_agreed(world: World, gaps: Gaps) -> None:
    quotes = gaps.widest(world.by("coach"))[0].quotes
    assert [(one.call_id, one.text, one.call) for one in quotes] == [
        ("n1-discovery-0", "Trust me.", "Talk")
    ]


def test_who_may_not_see_calls_gets_levels_without_words(world: World, gaps: Gaps) -> None:
    found = gaps.widest(world.by("enb"))
    assert {view.gap.person_id for view in found} == {"n1", "n2"}
    assert all(view.quotes == () for view in found)


@pytest.mark.parametrize(
    ("person", "reach"),
    [("n1", {"n1"}), ("manager", {"n1", "n2"}), ("coach", {"n1", "n2", "s1", "s2"})],
)
def test_gaps_reach_as_far_as_the_policy(
    world: World, gaps: Gaps, person: str, reach: set[str]
) -> None:
    assert {one.person_id for one in gaps.all(world.by(person))} == reach


def test_too_few_calls_are_not_guessed(world: World, gaps: Gaps) -> None:
    unknown = [one for one in gaps.all(world.by("coach")) if one.person_id == "s2"]
    assert [(one.current, one.size) for one in unknown] == [(None, None)]


COURSE = Course("c1", "Asking", ("discovery",), (Lesson("l1", "One"),))
TAKEN = Enrolment("e1", "c1", "n1", "north", NOW, completed_at=NOW, state="completed")


def test_a_plan_has_a_course_a_call_to_hear_and_a_meeting(world: World, gaps: Gaps) -> None:
    world.put(COURSE)
    plan = Plans(world.desk, gaps).propose(ProposePlan("n1"), world.by("coach"))
    assert [(one.kind, one.subject_id) for one in plan.actions] == [
        ("course", "c1"),
        ("listening", "n1-discovery-0"),
        ("one_on_one", "one-on-one"),
    ]
    assert (plan.coach_id, plan.team_id, plan.state) == ("coach", "north", "proposed")
    assert "Trust me" not in repr(world.all(Plan))


def test_a_course_already_taken_is_not_asked_for_again(world: World, gaps: Gaps) -> None:
    world.put(COURSE, TAKEN)
    plan = Plans(world.desk, gaps).propose(ProposePlan("n1"), world.by("coach"))
    assert [one.kind for one in plan.actions] == ["listening", "one_on_one"]


def test_a_course_in_another_language_than_the_person_s_is_not_asked_for(
    world: World, gaps: Gaps
) -> None:
    world.put(evolve(COURSE, language="zh"))
    plan = Plans(world.desk, gaps).propose(ProposePlan("n1"), world.by("coach"))
    assert [one.kind for one in plan.actions] == ["listening", "one_on_one"]


def test_a_second_plan_on_the_same_thing_waits_for_the_first(world: World, gaps: Gaps) -> None:
    plans = Plans(world.desk, gaps)
    first = plans.propose(ProposePlan("n1"), world.by("coach"))
    with pytest.raises(Conflict, match="already") as refusal:
        plans.propose(ProposePlan("n1"), world.by("manager"))
    assert first.id in str(refusal.value)
    assert len(world.all(Plan)) == 1


def test_no_plan_without_a_gap_a_right_or_a_person(world: World, gaps: Gaps) -> None:
    plans = Plans(world.desk, gaps)
    with pytest.raises(Refused, match="no known gap"):
        plans.propose(ProposePlan("s1"), world.by("coach"))
    with pytest.raises(Refused):
        plans.propose(ProposePlan("n1"), world.by("n2"))
    with pytest.raises(NotFound):
        plans.propose(ProposePlan("s1"), world.by("manager"))
