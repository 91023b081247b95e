"""Next steps put off or done: kept per person, back at their time or for a new cause."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from tests.services.test_home_service import deal, home

from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid, NotFound
from revrise.core.home.step_mark import snoozed_until
from revrise.services.home.service import SetAside

__all__ = ["home"]


def promised(world, days=1, step="call"):
    now = world.desk.clock.now()
    return deal(world, "d1", next_step=step, next_step_at=now - timedelta(days=days))


def test_a_snoozed_step_comes_back_at_its_time(world, home):
    world.put(promised(world))
    by = world.by("n1")
    (step,) = home.show(by).steps
    home.set_aside(SetAside(step.id, "snoozed", "tomorrow"), by)
    assert home.show(by).steps == ()
    world.desk.clock.advance(timedelta(days=1))
    assert [one.id for one in home.show(by).steps] == [step.id]


def test_what_is_done_stays_away_until_it_has_a_new_cause(world, home):
    world.put(promised(world))
    by = world.by("n1")
    (step,) = home.show(by).steps
    home.set_aside(SetAside(step.id), by)
    world.desk.clock.advance(timedelta(days=1))
    assert home.show(by).steps == ()
    assert [one for one in world.audited if one.startswith("step.")] == ["step.done"]
    late = evolve(world.all(Deal)[0], next_step="write", version=2)
    world.change(late)
    assert [one.id for one in home.show(by).steps] == [step.id]


def test_what_was_set_aside_is_shown_apart_and_taken_up_again(world, home):
    world.put(promised(world))
    by = world.by("n1")
    (step,) = home.show(by).steps
    for state in ("done", "snoozed"):
        home.set_aside(SetAside(step.id, state), by)
        assert [one.id for one in home.show(by).aside] == [step.id]
        home.set_aside(SetAside(step.id, "open"), by)
        assert home.show(by).aside == ()
        assert [one.id for one in home.show(by).steps] == [step.id]


def test_nobody_sets_aside_a_step_of_somebody_else(world, home):
    world.put(promised(world))
    (step,) = home.show(world.by("n1")).steps
    with pytest.raises(NotFound):
        home.set_aside(SetAside(step.id), world.by("n2"))
    assert len(home.show(world.by("n1")).steps) == 1
    with pytest.raises(Invalid):
        home.set_aside(SetAside(step.id, "lost"), world.by("n1"))


def test_tomorrow_and_next_week_begin_where_the_person_is():
    now, zone = datetime(2026, 6, 30, 20, tzinfo=UTC), ZoneInfo("Asia/Shanghai")  # Wednesday there
    assert snoozed_until("tomorrow", now, zone) == datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert snoozed_until("next_week", now, zone) == datetime(2026, 7, 5, 16, tzinfo=UTC)
