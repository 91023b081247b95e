"""The heat map, a plan's progress and 1:1s as pages show them."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.coaching_world import ACTIONS, DUE, PLAN, scored
from tests.services.conftest import NOW, World
from tests.services.test_coaching_service import agreed, seen

from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.because import scored as because_of
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.ports.catalogue import Catalogue
from revrise.services.coaching.gaps import Gaps
from revrise.services.coaching.heatmap import HeatMaps
from revrise.services.coaching.meeting_page import MeetingPages
from revrise.services.coaching.meetings import Arrange, HoldOneOnOne, Meetings, Note
from revrise.services.coaching.plans import AdjustPlan, Plans
from revrise.services.coaching.progress import PlanPages


@pytest.fixture
def gaps(world: World, catalogue: Catalogue) -> Gaps:
    world.put(*seen("n1", [4, 4, 4, 4, 2, 2, 2, 2]), *seen("n2", [3.0, 3.1, 2.9]),
              *seen("s1", [1, 1]), *seen("n2", [4, 4, 4], "closing"))  # fmt: skip
    return Gaps(world.desk, catalogue)


def test_the_widest_sure_gap_stands_at_the_top_left(world: World, gaps: Gaps) -> None:
    found = HeatMaps(world.desk, gaps).show(world.by("coach"))
    assert [row.person_id for row in found.rows] == ["n2", "n1", "s1"]
    assert [one.id for one in found.competencies] == ["discovery", "closing"]
    assert found.below == 2
    assert found.rows[2].cells["discovery"].gap.current is None
    assert "closing" not in found.rows[1].cells


def test_an_arrow_needs_a_change_larger_than_its_interval(world: World, gaps: Gaps) -> None:
    rows = {row.person_id: row for row in HeatMaps(world.desk, gaps).show(world.by("coach")).rows}
    rising = rows["n1"].cells["discovery"].drift
    assert rising is not None
    assert (rising.value, rising.sure) == (2.0, True)
    still = rows["n2"].cells["discovery"].drift
    assert still is None or not still.sure


def test_the_map_ends_where_the_policy_does(world: World, gaps: Gaps) -> None:
    maps = HeatMaps(world.desk, gaps)
    assert {row.person_id for row in maps.show(world.by("manager")).rows} == {"n1", "n2"}
    assert maps.show(world.by("n1")).rows == ()
    assert [row.person_id for row in maps.show(world.by("n1"), own=True).rows] == ["n1"]
    with pytest.raises(NotFound):
        maps.cell("s1", "discovery", world.by("manager"))


def test_a_cell_opens_the_words_that_show_it(world: World, gaps: Gaps) -> None:
    world.put(*agreed("n2-discovery-0", "n2", "A", "B"))
    view, _ = HeatMaps(world.desk, gaps).cell("n2", "discovery", world.by("coach"))
    assert [(one.text, one.level, one.side) for one in view.quotes] == [
        ("Trust me.", 3.0, "seller")
    ]


def test_why_is_told_in_both_languages_but_as_it_stands_where_a_person_said_it(
    world: World, catalogue: Catalogue
) -> None:
    """A call in Chinese, scored by the machine; another, overridden; a third without a card."""
    share = catalogue.rubric("active-listening").definition.criteria[0]
    machine = because_of(share, 0.61, 3, "zh")
    for number, because in enumerate((machine, "问得太急", "因为如此")):
        *things, seen_at = seen("n2", [3.0])
        call = f"n2-listening-{number}"
        world.put(
            evolve(things[0], id=call, fingerprint=call),
            evolve(things[1], id=f"w-{call}", call_id=call),
            evolve(
                seen_at, id=f"o-{call}", subject_id=call, assessment_id=f"a-{call}",
                criterion=share.id if number < 2 else "gone", because=because,
                competency_id="active-listening",
            ),
            *agreed(call, "n2", "A", "B"),
        )  # fmt: skip
        if number < 2:
            score = CriterionScore(share.id, share.competency, 2, 3, because, value=0.61)
            card = total("active-listening@1", "rules", (score,))
            kept = (f"a-{call}", call, "n2", "north", NOW, card.rubric, card.score, card)
            world.put(Assessment(*kept))
    view, _ = HeatMaps(world.desk, Gaps(world.desk, catalogue)).cell(
        "n2", "active-listening", world.by("coach")
    )
    told = {one.because: (one.why.en, one.why.zh) for one in view.quotes}
    assert told == {
        machine: (because_of(share, 0.61, 3, "en"), machine),
        "问得太急": ("问得太急", "问得太急"),
        "因为如此": ("因为如此", "因为如此"),
    }


@pytest.fixture
def plans(world: World, gaps: Gaps) -> Plans:
    world.put(PLAN)
    return Plans(world.desk, gaps)


def test_progress_parts_calls_before_from_calls_since(
    world: World, plans: Plans, gaps: Gaps
) -> None:
    page = PlanPages(world.desk, gaps).show("plan_1", world.by("coach"))
    progress = page.progress
    assert [one.level for one in progress.since] == [2, 4, 4, 4, 4]
    assert [one.level for one in progress.before] == [2, 2, 2]
    assert progress.state == "met"
    assert page.allowed == {"finish", "adjust", "complete", "close", "meet"}
    assert PlanPages(world.desk, gaps).show("plan_1", world.by("n1")).allowed == {"finish"}


def test_too_few_calls_since_the_start_are_too_early_to_tell(world: World, gaps: Gaps) -> None:
    world.put(evolve(PLAN, created_at=NOW - timedelta(hours=30)))
    (listed,) = PlanPages(world.desk, gaps).all(world.by("coach"))
    assert listed.progress.state == "early"
    assert listed.progress.change is not None
    assert not listed.progress.change.sure


def adjusting(**changed: Any) -> AdjustPlan:
    usual = {"version": 1, "target": 3.0, "due_at": DUE, "actions": ACTIONS}
    return AdjustPlan("plan_1", **usual | changed)


def test_of_two_tabs_the_second_is_told(world: World, plans: Plans) -> None:
    coach = world.by("coach")
    assert plans.adjust(adjusting(), coach).target == 3.0
    with pytest.raises(Conflict, match="meanwhile"):
        plans.adjust(adjusting(target=4.0), coach)
    assert plans.adjust(adjusting(target=4.0, version=2), coach).target == 4.0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"target": 6.0}, "target"),
        ({"due_at": NOW - timedelta(days=9)}, "due_at"),
        ({"actions": ()}, "actions"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    world: World, plans: Plans, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        plans.adjust(adjusting(**changed), world.by("coach"))
    assert wrong.value.culprit == field


def test_what_is_done_stays_in_a_plan(world: World, plans: Plans) -> None:
    done = plans.finish("plan_1", "c1", world.by("n1"))
    with pytest.raises(Invalid, match="done stays"):
        plans.adjust(adjusting(version=2, actions=ACTIONS[1:]), world.by("coach"))
    with pytest.raises(Refused):
        plans.complete("plan_1", world.by("coach"))
    assert done.state == "accepted"


def test_a_one_on_one_is_arranged_once_by_who_coaches(world: World) -> None:
    meetings = Meetings(world.desk)
    command = Arrange("n1", DUE, 45, ("one", "two"), token="form-1")
    made = meetings.arrange(command, world.by("coach"))
    assert meetings.arrange(command, world.by("coach")) == made
    assert (made.minutes, made.agenda, made.coach_id) == (45, ("one", "two"), "coach")
    for who, person in (("n2", "n1"), ("coach", "coach"), ("manager", "s1")):
        with pytest.raises(Refused):
            meetings.arrange(Arrange(person, DUE), world.by(who))
    with pytest.raises(Invalid):
        meetings.arrange(Arrange("n1", DUE, 1), world.by("coach"))
    assert len(world.all(OneOnOne)) == 1


def test_promises_are_kept_one_by_one_and_the_others_come_again(world: World) -> None:
    meetings, coach = Meetings(world.desk), world.by("coach")
    first = meetings.arrange(Arrange("n1", NOW), coach)
    meetings.hold(HoldOneOnOne(first.id, "", ("call", "write")), coach)
    second = meetings.arrange(Arrange("n1", DUE), coach)
    assert [one.text for one in second.promises] == ["call", "write"]
    held = meetings.hold(HoldOneOnOne(second.id, "", ("read",), kept=(0,)), coach)
    assert [(one.text, one.kept) for one in held.promises] == [
        ("call", True),
        ("write", False),
        ("read", False),
    ]


def test_notes_of_two_tabs_meet_and_private_ones_stay_private(world: World) -> None:
    meetings, pages, coach = Meetings(world.desk), MeetingPages(world.desk), world.by("coach")
    made = meetings.arrange(Arrange("n1", NOW, agenda=("a",)), coach)
    meetings.note(Note(made.id, 1, ("b",), "both", "mine"), coach)
    with pytest.raises(Conflict):
        meetings.note(Note(made.id, 1, ("c",)), coach)
    assert pages.show(made.id, coach).row["private_notes"] == "mine"
    for other in ("n1", "manager"):
        page = pages.show(made.id, world.by(other))
        assert (page.row.get("private_notes"), page.mine) == (None, False)
        assert "mine" not in repr(page.row)
    with pytest.raises(NotFound):
        pages.show(made.id, world.by("n2"))


def test_an_agenda_is_made_of_what_presses(world: World, plans: Plans) -> None:
    world.put(*scored("best", "n1", 5, 2), Dispute("d1", "a-best", "best", "n1", "north", "c", 5,
              "no", NOW))  # fmt: skip
    name, topics = MeetingPages(world.desk).suggest("n1", world.by("coach"))
    assert name == "Nora 1"
    assert [one.kind for one in topics] == ["dispute", "best", "plan", "action"]
