"""Behaviour beside results, as of the time it could matter, within reach and never above L1."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, PEOPLE, World

from revrise.core.attribution.credit import first
from revrise.core.attribution.models import MODELS, Model
from revrise.core.attribution.touch import Journey
from revrise.core.bilingual import Bilingual
from revrise.core.content.asset import Asset, AssetUse
from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.deals.deal import Deal
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.money import Money
from revrise.ports.catalogue import Catalogue, PluginFailed
from revrise.services.attribution.deal_history import DealHistory
from revrise.services.attribution.deal_panel import DealRow, RunningMeans, journeys, panel
from revrise.services.attribution.service import Attribution

DAY = timedelta(days=1)
TEAM = {person.id: person.team_id for person in PEOPLE}
REPS = [person.id for person in PEOPLE if person.roles == ("rep",)]
COURSE = Course("c1", "Asking", ("discovery",), (Lesson("l1", "One"),))


def deal(id_: str, rep: str, *, opened: int, closed: int, won: bool, money: str = "USD") -> Deal:
    """A closed deal; days are before now."""
    outcome = "won" if won else "lost"
    return Deal(
        id_,
        id_,
        "ClosedWon" if won else "ClosedLost",
        rep,
        TEAM[rep],
        value=Money(1_000, money),
        opened_at=NOW - opened * DAY,
        closed_at=NOW - closed * DAY,
        outcome=outcome,
    )


def finished(rep: str, days: int) -> Enrolment:
    """The course, completed that many days ago."""
    at = NOW - days * DAY
    return Enrolment(f"e-{rep}", "c1", rep, TEAM[rep], at, completed_at=at, state="completed")


def call(id_: str, rep: str, days: int, share: float) -> Call:
    """An analysed call."""
    talk = {"talk_share": Metric("talk_share/A@1", "ratio", share, "words", 100)}
    at = NOW - days * DAY
    return Call(id_, id_, rep, TEAM[rep], at, "en", id_, state="analysed", metrics=talk)


def rows(world: World, person: str | None = None) -> dict[str, DealRow]:
    """The panel of somebody by deal."""
    actor = world.by(person)
    with world.desk.store.read(actor) as work:
        return {row.deal: row for row in panel(DealHistory(world.desk, work, actor))}


def test_training_counts_only_when_done_before_the_deal_opened(world: World) -> None:
    """A won deal lives longer; counting what came while it was open would favour it."""
    world.put(
        COURSE,
        finished("n1", 50),
        deal("before", "n1", opened=60, closed=40, won=True),
        deal("after", "n1", opened=45, closed=40, won=True),
        deal("other", "n2", opened=45, closed=40, won=False),
    )
    found = {name: row.behaviours["course: Asking"] for name, row in rows(world).items()}
    assert found == {"before": 0.0, "after": 1.0, "other": 0.0}


def test_talk_is_the_mean_of_the_calls_until_the_deal_closed(world: World) -> None:
    world.put(
        call("k1", "n1", 30, 0.4),
        call("k2", "n1", 20, 0.6),
        call("k3", "n1", 5, 0.9),
        deal("d1", "n1", opened=40, closed=10, won=True),
        deal("d2", "n2", opened=40, closed=10, won=True),
    )
    found = rows(world)
    assert found["d1"].behaviours["call: talk_share"] == pytest.approx(0.5)
    assert "call: talk_share" not in found["d2"].behaviours


def test_talk_of_calls_that_other_detectors_heard_is_not_taken_with_the_rest(world: World) -> None:
    """The definition that most calls have; of as many, that of the newest call."""
    heard = Metric("talk_share/A@1+mine@1", "ratio", 0.9, "words", 100)
    other = evolve(call("k2", "n1", 20, 0.0), metrics={"talk_share": heard})
    nothing = evolve(other, id="k4", metrics={"talk_share": evolve(heard, value=None)})
    world.put(
        call("k1", "n1", 30, 0.4), other, nothing, deal("d1", "n1", opened=40, closed=10, won=True)
    )
    assert rows(world)["d1"].behaviours["call: talk_share"] == pytest.approx(0.9)
    world.put(call("k3", "n1", 25, 0.6))
    assert rows(world)["d1"].behaviours["call: talk_share"] == pytest.approx(0.5)


def test_open_deals_and_deals_without_a_rep_are_left_out(world: World) -> None:
    world.put(
        Deal("open", "open", "LeadIn", "n1", "north", opened_at=NOW),
        Deal("nobody", "nobody", "ClosedWon", None, None, closed_at=NOW, outcome="won"),
    )
    assert rows(world) == {}


@pytest.mark.parametrize(
    ("person", "deals"), [("n1", {"d1"}), ("manager", {"d1", "d2"}), ("enb", set())]
)
def test_the_panel_holds_what_the_actor_may_see(world: World, person: str, deals: set[str]) -> None:
    world.put(
        deal("d1", "n1", opened=9, closed=1, won=True),
        deal("d2", "n2", opened=9, closed=1, won=True),
        deal("d3", "s1", opened=9, closed=1, won=True),
    )
    assert set(rows(world, person)) == deals


def journeys_of(world: World) -> list[Journey]:
    """As the owner."""
    actor = world.by(None)
    with world.desk.store.read(actor) as work:
        return journeys(DealHistory(world.desk, work, actor))


def used(deal_id: str, days: int) -> AssetUse:
    """The deck, used on a deal."""
    return AssetUse(f"u-{deal_id}", "a1", "n1", "north", "shared", NOW - days * DAY, deal_id)


DECK = Asset("a1", "deck", "Deck", "enb", state="published")


def test_a_journey_holds_what_touched_the_deal_while_it_was_open(world: World) -> None:
    world.put(
        *(COURSE, DECK, finished("n1", 30)),
        deal("d1", "n1", opened=40, closed=20, won=True),
        deal("d2", "n1", opened=25, closed=20, won=False),
        deal("d3", "n2", opened=25, closed=20, won=True),
        used("d1", 22),
        used("d2", 10),
    )
    found = {one.id: one for one in journeys_of(world)}
    assert set(found) == {"d1"}
    assert found["d1"].channels == ("course: Asking", "content: Deck")
    assert found["d1"].value == 1_000


def test_values_of_two_currencies_are_not_added(world: World) -> None:
    world.put(
        DECK,
        deal("d1", "n1", opened=40, closed=20, won=True),
        deal("d2", "n1", opened=40, closed=20, won=True, money="CNY"),
        used("d1", 22),
    )
    assert [one.value for one in journeys_of(world)] == [None]


def test_running_means_do_not_look_ahead() -> None:
    start = datetime(2026, 1, 1, tzinfo=NOW.tzinfo)
    means = RunningMeans.of(("p", "x", start + n * DAY, float(n)) for n in (2, 0, 1))
    assert means.until("p", start) == {}
    assert means.until("p", start + DAY) == {"x": 0.0}
    assert means.until("p", start + 9 * DAY) == {"x": 1.0}
    assert means.until("q", start + 9 * DAY) == {}


@pytest.fixture
def trained(world: World, catalogue: Catalogue) -> Attribution:
    """Every other rep took the course early and wins three of four deals, the others one."""
    things: list[Any] = [COURSE]
    for index, rep in enumerate(REPS):
        taught = index % 2 == 0
        things += [finished(rep, 300)] if taught else []
        things += [
            deal(f"{rep}-{n}", rep, opened=90 + n, closed=n + 1, won=(n % 4 == 0) != taught)
            for n in range(40)
        ]
    world.put(*things)
    return Attribution(world.desk, catalogue)


def test_what_goes_with_winning_is_found_and_graded_l1(world: World, trained: Attribution) -> None:
    insight = trained.insight(world.by(None))
    assert (insight.deals, insight.reps) == (360, 9)
    (course,) = insight.associations
    assert course.behaviour == "course: Asking"
    assert (course.grade, course.verdict) == ("L1", "effect")
    assert course.estimate is not None
    assert course.sd is not None
    assert course.estimate / course.sd == pytest.approx(0.5, abs=0.05)


def test_the_same_question_has_the_same_answer(world: World, trained: Attribution) -> None:
    assert trained.insight(world.by(None)) == trained.insight(world.by(None))


def test_nothing_closed_is_no_error(world: World, catalogue: Catalogue) -> None:
    service = Attribution(world.desk, catalogue)
    assert service.insight(world.by("n1")).associations == ()
    assert service.credit(world.by("n1"))["journeys"] == 0


def test_a_plugins_credit_model_stands_beside_the_built_in_ones(world: World) -> None:
    """And one that fails is left out, the others stay."""

    class Offering:
        def attribution_models(self) -> list[Model]:
            return [
                Model("everything-to-all", _SAID, _SAID, first),
                Model("broken", _SAID, _SAID, _failing),
            ]

    found = Attribution(world.desk, Offering()).credit(world.by(None))
    assert set(found["models"]) == {*MODELS, "everything-to-all"}


_SAID = Bilingual("x", "x")


def _failing(journeys: Any) -> Any:
    raise PluginFailed("broken", "RR-PLG-010", "raised", "fix it")
