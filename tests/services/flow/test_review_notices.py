"""Reviewers of a call are told of it, and who gave it when they are done; as they chose."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, Context
from tests.support.talking import Talking, receive

from revrise.core.notifications.notification import Notification
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import BlindAssignment
from revrise.services.assignments.giving import GiveCall
from revrise.services.assignments.passing import SkipReview
from revrise.services.notifications.commands import SetPreferences
from revrise.services.reviews.service import ScoreCall

CARL = Person("carl", "Carl", "carl@example.org", team_id="west", roles=("coach",), locale="zh")


@pytest.fixture
def site(site: Talking) -> Talking:
    site.put(CARL)
    return site


def given(site: Talking, **due: float) -> BlindAssignment:
    call = receive(site)
    site.work_off()
    command = GiveCall(call.id, "next-steps", ("coach", "carl"), NOW + timedelta(**due))
    made: BlindAssignment = site.giving.give(command, site.actor("manager"))
    site.work_off()
    return made


def score(site: Talking, one: BlindAssignment, who: str) -> None:
    card = next(each for each in site.all(Assessment) if each.id == one.assessment_id)
    levels = {each.criterion: 3 for each in card.scorecard.criteria}
    site.reviews.score(ScoreCall(card.id, levels), site.actor(who))
    site.work_off()


def told(site: Talking) -> set[tuple[str, str]]:
    """Who was told what of reviews."""
    found = site.all(Notification)
    return {(one.person_id, one.kind) for one in found if one.kind.startswith("review.")}


def remind(site: Talking) -> None:
    site.flow.reminders.remind(Context(), {})
    site.work_off()


def test_each_reviewer_is_told_and_led_to_the_form(site: Talking):
    one = given(site, days=7)
    assert told(site) == {("coach", "review.given"), ("carl", "review.given")}
    [note] = site.notifications.list(site.actor("coach"))
    assert note.title.en == "Max gave you “talk” to score"
    assert note.title.zh == "Max请你为“talk”评分"
    assert note.link == f"/calls/{one.subject_id}/score?card={one.rubric}"


def test_who_gave_it_is_told_once_all_are_done(site: Talking):
    one = given(site, days=7)
    score(site, one, "coach")
    assert ("manager", "review.done") not in told(site)
    mine = site.assignments.mine(site.actor("carl"))
    site.passing.skip(SkipReview(mine[0].review.id, "known"), site.actor("carl"))
    site.work_off()
    note = next(
        each
        for each in site.notifications.list(site.actor("manager"))
        if each.kind == "review.done"
    )
    assert note.title.en == "The blind reviews of “talk” are over"
    assert note.body.en.startswith("1 of 2 reviewers scored")
    assert note.link == f"/coaching/assignments/{one.id}"


def test_who_ends_it_themselves_is_not_told(site: Talking):
    one = given(site, days=7)
    site.giving.end(one.id, site.actor("manager"))
    site.work_off()
    assert ("manager", "review.done") not in told(site)


def test_who_gave_it_is_told_when_its_day_has_passed(site: Talking):
    given(site, hours=2)
    site.wait(hours=3)
    site.flow.overdue.run(Context(), {})
    site.work_off()
    assert ("manager", "review.done") in told(site)


def test_who_has_not_scored_is_reminded_once_on_the_day_before(site: Talking):
    one = given(site, days=3)  # NOW is noon
    score(site, one, "coach")
    site.wait(days=1, hours=11)  # 23:00, two days before
    remind(site)
    assert ("carl", "review.due") not in told(site)
    site.wait(hours=2)
    for _ in range(2):
        remind(site)
    due = [each for each in site.all(Notification) if each.kind == "review.due"]
    assert [each.person_id for each in due] == ["carl"]


def test_kinds_that_somebody_muted_are_not_told(site: Talking):
    site.notifications.prefer(SetPreferences(("review.given",)), site.actor("coach"))
    given(site, days=7)
    assert told(site) == {("carl", "review.given")}


def test_who_may_not_see_the_call_any_more_is_told_nothing(site: Talking):
    call = receive(site)
    site.work_off()
    command = GiveCall(call.id, "next-steps", ("coach", "carl"), NOW + timedelta(days=1))
    site.giving.give(command, site.actor("manager"))
    carl = next(one for one in site.all(Person) if one.id == "carl")
    site.change(evolve(carl, team_id="south", version=carl.version + 1))
    site.work_off()
    remind(site)
    assert told(site) == {("coach", "review.given"), ("coach", "review.due")}
