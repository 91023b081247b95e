"""Calls are kept once, under consent, for those who may see them."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.consent import PURPOSES, Consent
from revrise.core.governance.redaction.redacting import redacted
from revrise.core.people.competency import Observation
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst

TALK = Transcript(
    "en",
    (Speaker("A", "seller", "Nora"), Speaker("B", "buyer", "Bo")),
    (
        Utterance("A", "What made you look at this topic this year?", 0, 3_000),
        Utterance("B", "We type every order three times, it hurts.", 3_300, 7_000),
        Utterance("A", "What does that cost you?", 7_400, 9_000),
        Utterance("B", "Too much. But your offer is too expensive.", 9_200, 14_000),
    ),
)
BOTH = Agreed("EU")


def command(number: int = 1, rep: str = "n1", **changes: Any) -> AddCall:
    """A call an hour after the last."""
    made = AddCall(
        TALK, f"{number:064}", f"Call {number}", rep, NOW - timedelta(hours=number), agreed=BOTH
    )
    return evolve(made, **changes)


@pytest.fixture
def calls(world: World, catalogue: Any) -> Calls:
    """The service."""
    return Calls(world.desk, Analyst(catalogue))


def test_a_rep_adds_an_own_call_with_metrics_and_levels(world: World, calls: Calls) -> None:
    added = calls.add(command(), world.by("n1"))
    assert added.created
    assert added.call.state == "analysed"
    assert added.call.team_id == "north"
    assert added.call.metrics["talk_share"].value is not None
    assert {one.subject_id for one in world.all(Observation)} == {added.call.id}


def test_adding_again_changes_nothing(world: World, calls: Calls) -> None:
    first = calls.add(command(), world.by("n1"))
    before = world.audited
    again = calls.add(command(), world.by("n1"))
    assert not again.created
    assert again.call.id == first.call.id
    assert world.audited == before


def test_many_calls_are_one_unit_of_work(world: World, calls: Calls) -> None:
    owner = world.by(None)
    calls.add(command(1), owner)
    before = len(world.audited)
    added = calls.add_many([command(1), command(2), command(3), command(3)], owner)
    assert [one.created for one in added] == [False, True, True, False]
    assert added[2].call.id == added[3].call.id
    assert world.audited[before:] == ["calls.added"]
    assert len(world.all(Call)) == len(world.all(CallTranscript)) == 3


def test_one_hidden_rep_among_many_and_nothing_is_kept(world: World, calls: Calls) -> None:
    with pytest.raises(NotFound):
        calls.add_many([command(1), command(2, rep="nobody")], world.by(None))
    assert world.all(Call) == []


def test_nobody_adds_calls_for_a_colleague(world: World, calls: Calls) -> None:
    with pytest.raises(Refused):
        calls.add(command(rep="n2"), world.by("n1"))
    assert world.all(Call) == []


def test_a_hidden_deal_answers_like_a_missing_one(world: World, calls: Calls) -> None:
    world.put(Deal("d1", "Theirs", "LeadIn", "n2", "north"))
    with pytest.raises(NotFound):
        calls.add(command(deal_id="d1"), world.by("n1"))
    world.put(Deal("d2", "Mine", "LeadIn", "n1", "north"))
    assert calls.add(command(deal_id="d2"), world.by("n1")).call.deal_id == "d2"


@pytest.mark.parametrize(
    "agreed",
    [
        None,
        Agreed("EU", ("A",)),
        (Agreed("EU", ("A",)), Agreed("EU", ("B",), ("record", "transcribe"))),
    ],
    ids=["nobody", "seller only", "buyer not to analysis"],
)
def test_without_everybodys_consent_nothing_is_analysed(
    world: World, calls: Calls, agreed: Any
) -> None:
    added = calls.add(command(agreed=agreed), world.by("n1"))
    assert added.call.state == "blocked"
    assert "no consent to analyse" in (added.call.blocked_reason or "")
    assert world.all(Observation) == []
    assert calls.show(added.call.id, world.by("n1"))["transcript"] is None


def test_in_china_a_call_is_analysed_on_consents_of_their_own_only(
    world: World, calls: Calls
) -> None:
    added = calls.add(command(agreed=Agreed("CN")), world.by("n1")).call
    assert added.blocked_reason == "no separate consent to analyse from A, B"
    apart = command(agreed=Agreed("CN", separately=True), fingerprint="another")
    assert calls.add(apart, world.by("n1")).call.state == "analysed"


def test_each_participants_purposes_are_kept_apart(world: World, calls: Calls) -> None:
    agreed = (Agreed("EU", ("A",), PURPOSES, "contract"), Agreed("CN", ("B",), PURPOSES[:4]))
    calls.add(command(agreed=agreed), world.by("n1"))
    kept = {(one.participant, one.purpose, one.basis) for one in world.all(Consent)}
    assert ("A", "train", "contract") in kept
    assert ("B", "coach", "consent") in kept
    assert not any(who == "B" and purpose == "train" for who, purpose, _ in kept)


def test_who_sees_a_call(world: World, calls: Calls) -> None:
    call = calls.add(command(), world.by("n1")).call
    for person in ("n1", "manager", None):
        assert calls.show(call.id, world.by(person))["transcript"] == TALK
    # A coach has no clearance: not for who the customer is.
    assert calls.show(call.id, world.by("coach"))["transcript"] == redacted(TALK)
    with pytest.raises(NotFound):
        calls.show(call.id, world.by("n2"))
    with pytest.raises(Refused):
        calls.show(call.id, world.by("admin"))


def test_a_refusal_does_not_tell_whether_a_colleague_has_the_call(
    world: World, calls: Calls
) -> None:
    calls.add(command(1, "n2"), world.by("n2"))
    said = []
    for number in (1, 2):
        with pytest.raises(Refused) as caught:
            calls.add(command(number, "n2"), world.by("n1"))
        said.append(str(caught.value))
    assert said[0] == said[1]
