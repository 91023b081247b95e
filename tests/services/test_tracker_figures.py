"""What was heard is listed, counted and followed over weeks, among calls a reader may see."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_call_pages_service import agreed, call
from tests.services.test_trackers_service import PRICE, SILENT
from tests.services.tracker_world import COST, in_memory, past, sets

from revrise.core.conversations.transcript import Utterance
from revrise.core.errors import Invalid
from revrise.services.calls.listing import CallFilter, CallLists
from revrise.services.trackers.again import Listening, PastCalls
from revrise.services.trends.service import Trends
from revrise.services.trends.tracker_share import NOT_YET, Share

__all__ = ["past"]


def test_calls_are_listed_by_what_was_heard_and_counted(world: World, past: Listening) -> None:
    """Two of three calls may be coached on; `no-step` is retired in the end."""
    sets(world, PRICE + SILENT)
    past.everything()
    lists, coach = CallLists(world.desk), world.by("coach")
    found = lists.page(CallFilter(tracker="price"), coach)
    assert [one.id for one in found.rows] == ["call-n1-01", "call-s1-01"]
    assert found.total == 2
    assert [one.id for one in lists.page(CallFilter(tracker="price"), world.by("s1")).rows] == [
        "call-s1-01"
    ]
    low = lists.page(CallFilter(tracker="price", below=2, language="en"), coach)
    assert (low.rows, low.total) == ((), None)
    after = NOW - timedelta(hours=1)
    assert lists.page(CallFilter(tracker="price", since=after), coach).total == 0
    assert [one["id"] for one in lists.met(CallFilter(tracker="price"), coach, 1)] == ["call-n1-01"]
    counted = PastCalls(world.desk).lately(coach)
    assert counted is not None
    assert (counted.calls, dict(counted.met)) == (2, {"price": 2, "no-step": 2})
    assert PastCalls(world.desk).lately(world.by("enb")) is None
    sets(world, PRICE)
    assert lists.page(CallFilter(tracker="no-step"), coach).rows == ()


def test_pages_of_a_tracker_go_on_where_they_ended() -> None:
    world = in_memory()
    world.put(*(one for n in range(3, 33) for one in call(n)))
    world.put(*(one for n in range(3, 33) for one in agreed(f"call-n1-{n:02}", "n1", "A", "B")))
    sets(world, PRICE)
    Listening(world.desk, TENANT).everything()
    lists, by = CallLists(world.desk), world.by("n1")
    first = lists.page(CallFilter(tracker="price"), by)
    rest = lists.page(CallFilter(tracker="price"), by, first.after)
    assert (len(first.rows), len(rest.rows), rest.after) == (25, 6, None)
    assert {one.id for one in first.rows}.isdisjoint(one.id for one in rest.rows)


def test_the_share_of_calls_is_a_trend_with_honest_intervals() -> None:
    """n1: six calls, heard in three (Wilson 19 to 81 %); s1: one call, heard; one not consented.

    The team's share is the mean over its two people, too few for an interval.
    """
    world = in_memory()
    for n in range(3, 8):
        call_, words, card = call(n)
        if n > 4:
            said = (Utterance("A", "Nothing of it.", 0, 9),)
            words = evolve(words, transcript=evolve(words.transcript, utterances=said))
        world.put(call_, words, card, *agreed(call_.id, "n1", "A", "B"))
    sets(world, PRICE)
    Listening(world.desk, TENANT).everything()
    found = Trends(world.desk).show("tracker:price", world.by("coach"), weeks=4)
    people = {one.person_id: one for one in found.people}
    assert found.definition.id == "tracker:price/heard@1"
    assert (people["n1"].calls, people["n1"].unknown) == (6, 1)
    assert people["n1"].share == Share(0.5, pytest.approx(0.188, abs=1e-3),
                                       pytest.approx(0.812, abs=1e-3))  # fmt: skip
    assert people["s1"].share.value == 1
    # Of the newer three all, of the older none: Newcombe's interval is 21 to 100 points.
    moved = people["n1"].change
    assert (moved.value, moved.low, moved.high) == (1, pytest.approx(0.206, abs=1e-3), 1)
    assert people["s1"].change is None
    assert found.team.share == Share(0.75, None, None)
    assert found.team.reasons == {NOT_YET: 1}
    assert {one.person_id for one in
            Trends(world.desk).show("tracker:price", world.by("n1")).people} == {"n1"}  # fmt: skip
    with pytest.raises(Invalid):
        Trends(world.desk).show("tracker:no-step", world.by("coach"))
    sets(world, COST)  # asks something else: nothing is known before the job
    again = Trends(world.desk).show("tracker:price", world.by("coach"), weeks=4)
    assert (again.team.calls, again.team.unknown) == (0, 8)
