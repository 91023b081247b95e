"""What is usual in a team: for whoever sees a call, from five calls of five people."""

from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import World
from tests.services.test_call_pages_service import call

from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.definition_sources import as_document
from revrise.core.conversations.metrics.definitions import DEFINITIONS
from revrise.core.errors import NotFound
from revrise.services.calls.page import CallPages
from revrise.services.measures.benchmark import Benchmarks
from revrise.services.measures.benchmark_document import beside


def of_team(people: int, day: int = 3) -> list[Any]:
    """A call each of so many reps of the north, the talk share 0.1, 0.2, …"""
    return [one for n in range(1, people + 1) for one in call(day, f"n{n}", share=n / 10)]


def test_a_rep_is_told_what_is_usual_among_five_people_and_not_whose(
    world: World, catalogue: Any
) -> None:
    world.put(*of_team(5))
    by = world.by("n1")
    found, benchmark = Benchmarks(world.desk).of_call("call-n1-03", by)
    usual = benchmark.usual["talk_share"]
    assert (usual.low, usual.median, usual.high) == pytest.approx((0.2, 0.3, 0.4))
    assert (usual.calls, usual.people) == (5, 5)
    assert CallPages(world.desk, catalogue).show("call-n1-03", by).team == benchmark
    (told,) = beside(found, benchmark)["metrics"]
    assert (told["value"], told["median"]) == (0.1, pytest.approx(0.3))
    with pytest.raises(NotFound):
        Benchmarks(world.desk).of_call("call-n2-03", by)


@pytest.mark.parametrize("who", ["n1", "coach"])
def test_four_people_are_too_few_however_many_calls_they_have(world: World, who: str) -> None:
    world.put(*of_team(4), *of_team(4, 4))
    found, benchmark = Benchmarks(world.desk).of_call("call-n1-03", world.by(who))
    assert benchmark.usual == {}
    assert beside(found, benchmark)["metrics"][0]["median"] is None


def test_a_call_of_this_week_or_by_another_definition_moves_nothing(world: World) -> None:
    world.put(*of_team(5), *call(1, "n6", share=0.9))
    benchmarks, by = Benchmarks(world.desk), world.by("n1")
    assert benchmarks.of_call("call-n1-03", by)[1].usual["talk_share"].calls == 5
    (one,) = [one for one in world.all(Call) if one.id == "call-n5-03"]
    other = evolve(one.metrics["talk_share"], definition="talk_share/B@2")
    world.change(evolve(one, metrics={"talk_share": other}, version=one.version + 1))
    assert benchmarks.of_call("call-n1-03", by)[1].usual == {}


def test_every_definition_says_what_it_counts_and_whom_it_follows() -> None:
    found = [as_document(one) for one in DEFINITIONS]
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        assert one["formula"]
        assert one["source"]
        assert all(words["en"] and words["zh"] for words in one["reasons"].values())
        for name, told in one["chinese"].items():
            assert told != one[name]
            assert any("\u4e00" <= each <= "\u9fff" for each in told), told
