"""A consent that is withdrawn takes what was made of the call along, at once and for good."""

from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World
from tests.services.privacy_world import privacy
from tests.services.test_calls_service import calls, command
from tests.support.waveforms import kept

from revrise.core.bilingual import Bilingual
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Action, Plan
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.waveform import CallWaveform
from revrise.core.governance.consent import Consent
from revrise.core.jobs.job import Job
from revrise.core.people.competency import Observation
from revrise.core.rewards.entry import LedgerEntry, Posting, issue, wallet
from revrise.core.rewards.posting import LedgerPosting, entries, postings
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore, coach_score
from revrise.core.scoring.dispute import Dispute
from revrise.services.calls.consents import Consents, SetConsent
from revrise.services.calls.service import Calls
from revrise.services.privacy.holds import Holds, PlaceHold

__all__ = ["calls"]
MADE = (
    *(CallTranscript, CallWaveform, Assessment, Observation, CoachScore, Dispute),
    *(CallComment, Clip),
)


@pytest.fixture
def call_id(world: World, calls: Calls) -> str:
    """A call with everything that can be made of it."""
    made = calls.add(command(), world.by("n1")).call
    card = world.all(Assessment)[0]
    listening = Action("listening", made.id, "A call to hear", NOW)
    course = Action("course", "c1", "A course", NOW)
    entry = LedgerEntry(
        "points_1", NOW, "n1", (Posting(issue("r"), -5), Posting(wallet("n1"), 5)),
        Bilingual("for a call", "因一次通话"), "r@1", made.id,
    )  # fmt: skip
    world.put(
        coach_score(card, "coach", NOW, {card.scorecard.criteria[0].criterion: 3}, {}),
        Dispute("d1", card.id, made.id, "n1", "north", "x", 2, "no", NOW),
        CallComment("c1", made.id, "n1", "north", "coach", NOW, "You said: it hurts."),
        Clip("k1", made.id, "n1", "north", "coach", NOW, 0, 2_000, "It hurts", shared="team"),
        CallComment("c2", made.id, "n1", "north", "n1", NOW, "I did.", parent_id="c1"),
        OneOnOne("o1", "n1", "north", "coach", NOW, ("You said: it hurts.", "Next quarter")),
        Plan("p1", "n1", "north", "coach", "discovery", 2, 3, (listening, course), NOW, NOW),
        Plan("p2", "n1", "north", "coach", "discovery", 2, 3, (listening,), NOW, NOW, "completed"),
        *postings(entry, "north"),
        kept(made),
    )
    return made.id


def withdraw(world: World, call_id: str) -> None:
    command = SetConsent(call_id, "withdrawn", evidence="the buyer wrote")
    Consents(world.desk).change(command, world.by("n1"))


def test_everything_made_of_the_call_goes_and_points_are_reversed(world: World, call_id: str):
    withdraw(world, call_id)
    assert privacy(world).work()[0]["state"] == "blocked"
    assert [kind.__name__ for kind in MADE if world.all(kind)] == []
    call = world.all(Call)[0]
    assert (call.state, call.media_sha256, call.metrics) == ("blocked", None, {})
    assert world.all(OneOnOne)[0].agenda == ("Next quarter",)
    plans = {one.id: one for one in world.all(Plan)}
    assert [one.kind for one in plans["p1"].actions] == ["course"]
    assert (plans["p2"].state, plans["p2"].actions) == ("closed", ())
    ledger = list(entries(world.all(LedgerPosting)))
    assert [one.reverses for one in ledger] == [None, "points_1"]
    assert sum(one.points for one in ledger if one.person_id == "n1") == 0
    queued = {one.task for one in world.all(Job) if one.state == "queued"}
    assert queued == {"call.forget_file"}


def test_purging_twice_changes_nothing(world: World, call_id: str):
    withdraw(world, call_id)
    tasks = privacy(world)
    tasks.work()
    before = world.audited
    assert tasks.tasks.purging.purge(call_id) == {"state": "blocked"}
    assert world.audited == before


def test_the_night_purges_what_a_lost_job_left(world: World, call_id: str):
    withdraw(world, call_id)
    from tests.services.privacy_world import ByHand

    assert privacy(world).tasks.purging.sweep(ByHand(), {}) == {"calls": 1, "purged": 1}
    assert world.all(CallTranscript) == []


def test_training_withdrawn_takes_nothing_that_serves_others(world: World, call_id: str):
    train = Consent("t1", call_id, "A", "train", "consent", "EU", NOW, "n1", "north")
    world.put(train)
    Consents(world.desk).withdraw("t1", world.by("n1"))
    privacy(world).work()
    assert all(world.all(kind) for kind in MADE)


def test_analysis_withdrawn_leaves_the_words(world: World, call_id: str):
    one = next(c for c in world.all(Consent) if (c.participant, c.purpose) == ("B", "analyse"))
    Consents(world.desk).withdraw(one.id, world.by("n1"))
    privacy(world).work()
    assert world.all(CallTranscript)
    assert world.all(CallComment)
    assert not world.all(Assessment)
    assert not world.all(Observation)


@pytest.mark.parametrize(("kind", "held"), [("call", None), ("person", "n1"), ("deal", "deal_1")])
def test_a_hold_keeps_it_unread_until_it_is_released(
    world: World, calls: Calls, call_id: str, kind: str, held: Any
):
    if kind == "deal":
        from revrise.core.deals.deal import Deal

        world.put(Deal("deal_1", "A deal", "open", "n1", "north"))
        call = world.all(Call)[0]
        world.change(evolve(call, deal_id="deal_1", version=call.version + 1))
    owner, holds = world.by(None), Holds(world.desk)
    hold = holds.place(PlaceHold(kind, held or call_id, "a case before court"), owner)
    withdraw(world, call_id)
    tasks = privacy(world)
    assert tasks.work()[0]["held"] is True
    assert world.all(CallTranscript)
    assert calls.show(call_id, world.by("n1"))["transcript"] is None
    holds.release(hold.id, "the case is closed", owner)
    tasks.work()
    assert world.all(CallTranscript) == []


def test_the_chain_holds_and_says_how_much_went(world: World, call_id: str):
    from revrise.core.governance.audit import verify
    from revrise.core.governance.scope import system_scope

    withdraw(world, call_id)
    privacy(world).work()
    scope = system_scope(TENANT, "audit", "read", "test")
    chain = world.desk.store.audit(scope)
    assert verify(chain, world.desk.store.audit_head(TENANT)) is None
    purged = next(one for one in chain if one.action == "call.purged")
    assert purged.detail["taken"]["assessment"] == 2
