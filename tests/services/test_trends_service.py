"""How a team talks by week: values of one definition, what is missing, how sure a change is."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World
from tests.services.test_call_pages_service import call

from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.errors import Invalid, Refused
from revrise.services.trends.service import Trends
from revrise.services.trends.trends_document import as_document

SHARE = "talk_share/B@1"


@pytest.fixture
def trends(world: World) -> Trends:
    """n1 to n3 talked less and less, one call a week; s1 has one call."""
    for n in (1, 2, 3):
        for week in range(6):
            world.put(*call(7 * week + 1, f"n{n}", share=0.3 + week / 20 + n / 100))
    world.put(*call(1, "s1", share=0.9))
    return Trends(world.desk)


def test_a_coach_sees_every_person_and_the_team_by_week(world: World, trends: Trends) -> None:
    """Week 0 is yesterday's; NOW is a Tuesday. Newer minus older half: 3 weeks of 0.05 apart."""
    found = trends.show(SHARE, world.by("coach"), weeks=8)
    assert [(one.name, one.calls) for one in found.people] == [
        ("Nora 1", 6), ("Nora 2", 6), ("Nora 3", 6), ("Sam 1", 1),
    ]  # fmt: skip
    first = found.people[0]
    assert [week.value and round(week.value, 2) for week in first.weeks] == [
        None, None, 0.56, 0.51, 0.46, 0.41, 0.36, 0.31,
    ]  # fmt: skip
    assert first.change is not None
    assert first.change.value == pytest.approx(-0.15)
    assert first.change.sure
    assert found.team.change is not None
    assert (found.team.change.n, found.team.change.sure) == (3, True)
    assert found.people[3].change is None


def test_a_team_week_of_fewer_than_five_calls_has_a_count_and_no_value(
    world: World, trends: Trends
) -> None:
    found = trends.show(SHARE, world.by("coach"), weeks=8)
    assert [(week.calls, week.value) for week in found.team.weeks[-2:]] == [(3, None), (4, None)]
    world.put(*call(1, "n4", share=0.5))
    newest = trends.show(SHARE, world.by("coach"), weeks=8).team.weeks[-1]
    assert newest.calls == 5
    assert newest.value == pytest.approx((0.31 + 0.32 + 0.33 + 0.9 + 0.5) / 5)


def test_the_team_runs_as_the_mean_of_four_weeks_with_its_interval(
    world: World, trends: Trends
) -> None:
    """Of week 0 to 3 back three calls each, 0.32 0.37 0.42 0.47 on average, and s1 with 0.9."""
    found = trends.show(SHARE, world.by("coach"), weeks=8)
    newest = found.running[-1]
    assert newest is not None
    assert newest.n == 13
    assert newest.value == pytest.approx((3 * (0.32 + 0.37 + 0.42 + 0.47) + 0.9) / 13)
    assert newest.low is not None
    assert newest.low < newest.value
    # Two weeks back nobody talked; the third had three calls, too few to tell.
    assert [one and one.n for one in found.running[:4]] == [None, None, None, 6]
    assert as_document(found)["running"][-1]["n"] == 13
    alone = trends.show(SHARE, world.by("s1"), weeks=8)
    assert set(alone.running) == {None}


def test_what_is_missing_is_counted_by_reason_and_other_definitions_are_left_out(
    world: World, trends: Trends
) -> None:
    found = {one.id: one for one in world.all(Call)}
    empty = Metric(SHARE, "ratio", None, "words", 0, "one_side")
    other = Metric("talk_share/B@2", "ratio", 0.1, "words", 9)
    for name, metric in (("call-n1-01", empty), ("call-n1-08", other)):
        one = found[name]
        world.change(evolve(one, metrics={"talk_share": metric}, version=one.version + 1))
    first = trends.show(SHARE, world.by("coach")).people[0]
    assert (first.calls, first.unknown, first.reasons) == (4, 1, {"one_side": 1})


def test_calls_that_other_detectors_heard_are_never_taken_together(
    world: World, trends: Trends
) -> None:
    """Those of which there are more are shown, and how many are left out; even ones: the newest."""
    found = {one.id: one for one in world.all(Call)}
    heard = [one for key, one in sorted(found.items()) if key.startswith("call-n1")]

    def measure(calls: list[Call], value: float) -> None:
        for one in calls:
            metric = Metric(f"{SHARE}+mine@1", "ratio", value, "words", 9)
            world.change(evolve(one, metrics={"talk_share": metric}, version=one.version + 1))

    measure(heard[:2], 0.9)
    shown = trends.show(SHARE, world.by("n1"))
    assert (shown.measured, shown.apart, shown.people[0].calls) == (SHARE, 2, 4)
    measure(heard[2:3], 0.9)
    shown = trends.show(SHARE, world.by("n1"))
    assert (shown.measured, shown.apart, shown.people[0].calls) == (f"{SHARE}+mine@1", 3, 3)
    assert shown.people[0].middle == pytest.approx(0.9)
    document = as_document(shown)
    assert (document["measured"], document["apart"]) == (f"{SHARE}+mine@1", 3)


def test_everybody_sees_what_their_calls_show_and_no_more(world: World, trends: Trends) -> None:
    assert [one.person_id for one in trends.show(SHARE, world.by("n1")).people] == ["n1"]
    manager = trends.show(SHARE, world.by("manager"), weeks=2)
    assert [one.person_id for one in manager.people] == ["n1", "n2", "n3"]
    south = trends.show(SHARE, world.by("coach"), team_id="south")
    assert [one.person_id for one in south.people] == ["s1"]
    document = as_document(south)
    assert (document["metric"], document["team"]["median"]) == (SHARE, None)
    for who in ("enb", "admin"):
        with pytest.raises(Refused):
            trends.show(SHARE, world.by(who))


def test_what_is_no_metric_or_no_span_is_refused(world: World, trends: Trends) -> None:
    by = world.by("coach")
    for metric, weeks in (("none", 12), (SHARE, 1), (SHARE, 53)):
        with pytest.raises(Invalid):
            trends.show(metric, by, weeks=weeks)
    assert trends.show(SHARE, by, weeks=2).weeks[-1] <= NOW - timedelta(days=1)
