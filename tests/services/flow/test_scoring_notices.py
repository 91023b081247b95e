"""The rep is told of a coach's score and of a decision, who may decide of a dispute."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.support.flow_site import NOW
from tests.support.talking import Talking, receive

from revrise.core.notifications.notification import Notification
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import BlindAssignment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.services.assignments.giving import GiveCall
from revrise.services.reviews.service import Deciding, Disputing, ScoreCall

CARL = Person("carl", "Carl", "carl@example.org", team_id="west", roles=("coach",))


@pytest.fixture
def site(site: Talking) -> Talking:
    site.put(CARL)
    call = receive(site)
    site.work_off()
    before = card(site)
    asked = total(before.rubric, "", [CriterionScore("ask", "discovery", 1, 2, "once")])
    site.change(evolve(before, scorecard=asked, score=2.0, version=before.version + 1))
    assert call.owner_id == "n1"
    return site


def card(site: Talking, rubric: str = "discovery") -> Assessment:
    return next(one for one in site.all(Assessment) if one.rubric.startswith(rubric))


def score(site: Talking, who: str, rubric: str = "discovery") -> None:
    found = card(site, rubric)
    levels = {one.criterion: 3 for one in found.scorecard.criteria}
    site.reviews.score(ScoreCall(found.id, levels), site.actor(who))
    site.work_off()


def dispute(site: Talking) -> Dispute:
    said = Disputing(card(site).id, "ask", "I asked twice")
    made: Dispute = site.reviews.dispute(said, site.actor("n1"))
    site.work_off()
    return made


def given(site: Talking) -> BlindAssignment:
    command = GiveCall(
        card(site).subject_id, "next-steps", ("coach", "carl"), NOW + timedelta(days=7)
    )
    made: BlindAssignment = site.giving.give(command, site.actor("manager"))
    site.work_off()
    return made


def told(site: Talking, kind: str) -> set[str]:
    return {one.person_id for one in site.all(Notification) if one.kind == kind}


def test_who_may_decide_is_told_of_a_dispute_and_the_rep_of_the_decision(site: Talking):
    made = dispute(site)
    assert told(site, "dispute.raised") == {"coach", "carl", "manager"}
    site.reviews.decide(Deciding(made.id, 5, "Both were open"), site.actor("carl"))
    site.work_off()
    assert told(site, "dispute.decided") == {made.person_id}


def test_who_scored_the_call_is_not_asked_to_decide(site: Talking):
    score(site, "coach")
    dispute(site)
    assert told(site, "dispute.raised") == {"carl", "manager"}


def test_who_reviews_the_call_blind_is_told_of_no_dispute(site: Talking):
    one = card(site)
    site.put(
        BlindReview("r", "carl", "discovery", NOW, "open", one.id, one.subject_id, NOW),
        BlindReview("s", "coach", "discovery", NOW, "dropped", one.id, one.subject_id, NOW),
    )
    dispute(site)
    assert told(site, "dispute.raised") == {"coach", "manager"}


def test_the_rep_is_told_who_scored_their_call(site: Talking):
    score(site, "coach")
    rep = card(site).person_id
    assert told(site, "call.reviewed") == {rep}
    note = next(
        one for one in site.notifications.list(site.actor(rep)) if one.kind == "call.reviewed"
    )
    assert (note.title.en, note.title.zh) == ("Cora scored “talk”", "Cora为“talk”评了分")
    assert note.link == f"/calls/{card(site).subject_id}"


def test_the_rep_hears_of_reviewers_once_all_of_them_are_done(site: Talking):
    given(site)
    score(site, "coach", "next-steps")
    assert told(site, "call.reviewed") == set()
    score(site, "carl", "next-steps")
    by = {one.actor_id for one in site.all(Notification) if one.kind == "call.reviewed"}
    assert by == {"coach", "carl"}
