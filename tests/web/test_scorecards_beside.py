"""What stands beside the machine's levels on a call's page: coaches, decisions, versions."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from attrs import evolve

from revrise.core.conversations.call import Call
from revrise.core.governance.actor import system_actor
from revrise.core.governance.consent import PURPOSES, Consent
from revrise.core.governance.scope import system_scope
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication, BlindAssignment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.scorecard import CriterionScore, total

AT = datetime(2026, 6, 1, tzinfo=UTC)
MARK = sha256(b"scorecards beside").hexdigest()
CALL = Call(
    "call_bes", "Talk", "rep", "west", AT, "en", MARK, participants=("A",), state="analysed"
)
CONSENTS = [
    Consent(f"bes-{one}", "call_bes", "A", one, "consent", "EU", AT, "rep", "west")
    for one in PURPOSES
]


def card(name: str, ref: str, *levels: int, **more: Any) -> Assessment:
    ids = ("agenda", "recap")
    found = [
        CriterionScore(one, "closing", 1, level, "heard", machine_level=level)
        for one, level in zip(ids, levels, strict=True)
    ]
    scored = total(ref, "plugin", found)
    return Assessment(name, CALL.id, "rep", "west", AT, ref, scored.score, scored, **more)


NEWEST, FORMER = card("bes_10", "mine@10", 2, 3), card("bes_9", "mine@9", 1, 1)


def given(coach: str, hours: int, **levels: int) -> CoachScore:
    at = AT + timedelta(hours=hours)
    said = {name: f"{coach} says {name}" for name in levels}
    return CoachScore(
        f"bes_{coach}", NEWEST.id, CALL.id, "rep", "west", coach, at, levels, said, 3.0, True
    )


REVIEW = BlindReview("bes_r", "coach", "mine", AT, "scored", NEWEST.id, CALL.id, AT, AT)
ASSIGNED = BlindAssignment(
    *("bes_as", "mine@10", NEWEST.id, CALL.id, "rep", "west", "admin", AT, AT), True, "over", AT
)
SETTLED = Adjudication(
    *("bes_s", "bes_as", NEWEST.id, CALL.id, "rep", "west", "agenda", 4, "Both lines count"),
    *("admin", AT),
)
EVERY = (
    CALL, *CONSENTS, NEWEST, FORMER, given("coach", 1, agenda=5), given("manager", 2, recap=1),
    REVIEW, ASSIGNED, SETTLED,
)  # fmt: skip
KINDS = {
    Call: "call", Consent: "consent", Assessment: "assessment", CoachScore: "coach_score",
    BlindReview: "blind_review", BlindAssignment: "blind_assignment", Adjudication: "adjudication",
}  # fmt: skip


@pytest.fixture(autouse=True)
def call(app: Any) -> Iterator[None]:
    by = system_actor("acme")
    with app.desk.store.begin(by) as work:
        for one in EVERY:
            work.of(type(one)).add(one, system_scope("acme", KINDS[type(one)], "create", "test"))
        work.record("test.put", "acme")
    yield
    with app.desk.store.begin(by) as work:
        for one in reversed(EVERY):
            scope = system_scope("acme", KINDS[type(one)], "delete", "test")
            work.of(type(one)).remove(one.id, scope)
        work.record("test.removed", "acme")


def decide(app: Any, level: int) -> None:
    by, scope = system_actor("acme"), system_scope("acme", "assessment", "update", "test")
    with app.desk.store.begin(by) as work:
        scorecard = NEWEST.scorecard.override("agenda", level, "I heard it twice")
        after = evolve(NEWEST, scorecard=scorecard, score=scorecard.score, version=2)
        work.of(Assessment).save(after, scope, expected=1)
        work.record("test.put", "acme")


@pytest.mark.parametrize("who", ["rep", "coach", "manager"])
def test_every_coach_s_level_and_what_was_settled_stand_with_the_criterion(
    ask: Any, who: str
) -> None:
    shown = ask(who, f"/calls/{CALL.id}").text
    assert "coach says agenda" in shown
    assert "manager says recap" in shown
    assert '<b class="w6 i1">Settled at 4</b> Both lines count' in shown


def test_the_newest_version_is_shown_and_a_former_one_named(ask: Any) -> None:
    shown = ask("rep", f"/calls/{CALL.id}").text
    assert "mine, version 10</span>" in shown
    assert ">mine, version 9</a>" in shown
    listed = ask("rep", "/calls").text
    assert f"{CALL.id}?card=mine%4010#card" in listed
    assert "card=mine%409" not in listed


def test_a_decision_leaves_the_machine_s_score_as_it_was(ask: Any, app: Any) -> None:
    """Machine (2 + 3) ÷ 2 = 2.50; decided (5 + 3) ÷ 2 = 4.00."""
    assert "As decided" not in ask("rep", f"/calls/{CALL.id}").text
    decide(app, 5)
    shown = ask("rep", f"/calls/{CALL.id}").text
    assert "(1×2 + 1×3) ÷ 2 = 2.50" in shown
    assert "As decided" in shown
    assert "(1×5 + 1×3) ÷ 2 = 4.00" in shown


def test_who_scored_blind_is_not_offered_to_change_it(ask: Any) -> None:
    change = "Change your score"
    assert change not in ask("coach", f"/calls/{CALL.id}").text
    assert change in ask("manager", f"/calls/{CALL.id}").text


def test_no_level_is_settled_that_nobody_chose_and_the_words_are_kept(ask: Any) -> None:
    page = "/coaching/assignments/bes_as"
    assert '<option value="">Choose a level</option>' in ask("manager", page).text
    sent = {"criterion": "recap", "level": "", "reason": "Long thought about"}
    again = ask("manager", f"{page}/settle", sent)
    assert (again.status_code, "Long thought about" in again.text) == (422, True)


def test_a_level_that_was_clicked_can_be_taken_back(ask: Any) -> None:
    shown = ask("manager", f"/calls/{CALL.id}/score?card=mine@10").text
    assert '<input type="radio" name="level-agenda" value="" checked><span>No level</span>' in shown
    assert '<input type="radio" name="level-recap" value=""><span>No level</span>' in shown
