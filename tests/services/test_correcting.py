"""Who speaks in a call is put right: measured again, audited, taken back; people's word stays."""

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.consent import Consent
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.correcting import (
    Correcting,
    CorrectLine,
    CorrectSpeaker,
    UndoCorrection,
)
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst

SAID = (
    ("A", "What does a late shipment cost you today?"),
    ("B", "About two days every month, and a customer now and then."),
    ("A", "How do you handle that now?"),
    ("B", "We call them one by one. It is too expensive."),
    ("A", "I understand. Compared to what? I will send you a proposal by Friday."),
    ("B", "Good, let us talk on Monday."),
)


def spoken(sides: str = "sb") -> Transcript:
    known = {"s": "seller", "b": "buyer", "u": "unknown"}
    return Transcript(
        "en",
        (Speaker("A", known[sides[0]], "Nora"), Speaker("B", known[sides[1]], "Bo")),  # type: ignore[arg-type]
        tuple(
            Utterance(who, text, at * 10_000, at * 10_000 + 6_000)
            for at, (who, text) in enumerate(SAID)
        ),
        60_000,
    )


def added(world: World, catalogue: Catalogue, words: Transcript, mark: str = "f") -> Call:
    calls = Calls(world.desk, Analyst(catalogue))
    command = AddCall(words, mark * 64, "Talk", "n1", NOW, agreed=Agreed("EU"))
    return calls.add(command, world.by("n1")).call


@pytest.fixture
def correcting(world: World, catalogue: Catalogue) -> Correcting:
    return Correcting(world.desk, Analyst(catalogue))


def state(world: World, call: Call) -> tuple[object, ...]:
    """All that is measured of a call, without versions."""
    (now,) = (one for one in world.all(Call) if one.id == call.id)
    cards = [one.scorecard for one in world.all(Assessment) if one.subject_id == call.id]
    seen = {evolve(one, version=1) for one in world.all(Observation) if one.subject_id == call.id}
    return now.metrics, sorted(cards, key=lambda one: one.rubric), seen


def test_swapped_sides_put_right_give_what_the_right_sides_would_have(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    wrong = added(world, catalogue, spoken("bs"))
    correcting.speaker(CorrectSpeaker(wrong.id, "A", "seller"), world.by("n1"))
    after = correcting.speaker(CorrectSpeaker(wrong.id, "B", "buyer"), world.by("n1"))
    assert after.transcript == spoken("sb")
    right = Analyst(catalogue).analyse(spoken("sb"))
    metrics, cards, seen = state(world, wrong)
    assert metrics == right.analysis.metrics
    assert cards == sorted(right.scorecards, key=lambda one: one.rubric)
    assert len(seen) == sum(  # type: ignore[arg-type]
        one.level is not None for card in right.scorecards for one in card.criteria
    )


def test_undone_everything_is_as_it_was_and_the_trail_tells_it_all(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    call = added(world, catalogue, spoken())
    before = state(world, call)
    by = world.by("coach")
    correcting.line(CorrectLine(call.id, 3, "A"), by)
    assert state(world, call) != before
    correcting.undo(UndoCorrection(call.id, 1), by)
    assert state(world, call) == before
    after = correcting.now(call.id, world.by("n1"))
    assert after.transcript == spoken()
    assert [(one.number, one.line, one.undone_by) for one in after.corrections] == [(1, 3, "coach")]
    assert world.audited[-2:] == ["call.line_corrected", "call.correction_undone"]
    with pytest.raises(Conflict):
        correcting.undo(UndoCorrection(call.id, 1), by)


def test_what_people_decided_of_a_score_stays(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    call = added(world, catalogue, spoken())
    card = next(one for one in world.all(Assessment) if one.rubric.startswith("discovery@"))
    criterion = next(one for one in card.scorecard.criteria if one.level)
    ruled = card.scorecard.override(criterion.criterion, 5, "heard it")
    world.change(evolve(card, scorecard=ruled, score=ruled.score, version=card.version + 1))
    correcting.speaker(CorrectSpeaker(call.id, "A", "buyer"), world.by("coach"))
    (after,) = (one for one in world.all(Assessment) if one.id == card.id)
    assert after.scorecard.of(criterion.criterion) == ruled.of(criterion.criterion)
    assert after.scorecard == after.scorecard.recompute()


def test_who_reads_no_names_sees_none_in_what_was_corrected_and_takes_none_away(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    call = added(world, catalogue, spoken())
    correcting.speaker(CorrectSpeaker(call.id, "B", "buyer", "Bonifatius Quandt"), world.by("n1"))
    correcting.speaker(CorrectSpeaker(call.id, "B", "unknown"), world.by("coach"))
    seen = correcting.now(call.id, world.by("coach"))
    assert "Quandt" not in repr(seen)
    assert len(seen.corrections) == 2
    whole = correcting.now(call.id, world.by("n1")).transcript.speakers[1]
    assert (whole.name, whole.side) == ("Bonifatius Quandt", "unknown")


def test_a_correction_of_words_that_changed_meanwhile_is_refused(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    call = added(world, catalogue, spoken())
    seen = correcting.now(call.id, world.by("n1")).version
    correcting.line(CorrectLine(call.id, 0, "B", seen), world.by("n1"))
    with pytest.raises(Conflict):
        correcting.line(CorrectLine(call.id, 1, "A", seen), world.by("coach"))


def test_a_line_corrected_again_is_undone_last_first(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    call, by = added(world, catalogue, spoken()), world.by("n1")
    correcting.speaker(CorrectSpeaker(call.id, "A", "buyer", "Anna"), by)
    correcting.speaker(CorrectSpeaker(call.id, "A", "seller"), by)
    with pytest.raises(Conflict, match="again since"):
        correcting.undo(UndoCorrection(call.id, 1), by)
    correcting.undo(UndoCorrection(call.id, 2), by)
    assert correcting.undo(UndoCorrection(call.id, 1), by).transcript == spoken()


def test_strange_lines_speakers_and_no_change_are_refused(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    call, by = added(world, catalogue, spoken()), world.by("n1")
    for command in (CorrectLine(call.id, 99, "A"), CorrectLine(call.id, 0, "C")):
        with pytest.raises(NotFound):
            correcting.line(command, by)
    with pytest.raises(Invalid):
        correcting.line(CorrectLine(call.id, 0, "A"), by)
    with pytest.raises(Invalid):
        correcting.speaker(CorrectSpeaker(call.id, "A", "seller", "Nora"), by)
    with pytest.raises(NotFound):
        correcting.undo(UndoCorrection(call.id, 1), by)


def test_who_may_not_see_a_call_corrects_nothing_and_without_consent_nobody_does(
    world: World, catalogue: Catalogue, correcting: Correcting
) -> None:
    call = added(world, catalogue, spoken())
    with pytest.raises(NotFound):
        correcting.line(CorrectLine(call.id, 0, "B"), world.by("s1"))
    for one in world.all(Consent):
        if one.purpose == "coach":
            world.change(evolve(one, withdrawn_at=NOW, version=one.version + 1))
    with pytest.raises(Refused):
        correcting.line(CorrectLine(call.id, 0, "B"), world.by("n1"))
    (words,) = world.all(CallTranscript)
    assert words.transcript == spoken()
