"""What trackers find is kept beside each call, and goes with it; twice is as good as once."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.conftest import NOW, TENANT, World
from tests.services.privacy_world import privacy
from tests.services.test_call_pages_service import agreed, call
from tests.services.test_calls_service import calls, command
from tests.services.test_trackers_service import PRICE, SILENT
from tests.services.tracker_world import COST, in_memory, past, sets

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.tracker_hit import TrackerHit, TrackerPass
from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.conversations.transcript import Utterance
from revrise.core.events import Event
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.services.calls.consents import Consents, SetConsent
from revrise.services.calls.service import Calls
from revrise.services.measures.tracker_hits import HEARD
from revrise.services.trackers.again import LISTEN, Listening, PastCalls

__all__ = ["past"]


__all__ = ["calls"]
NAMED = PRICE + '\n[[trackers]]\nid = "who"\ntitle.en = "Who"\nwhen = {phrases = ["vanderbeek"]}\n'


def hits(world: World) -> dict[tuple[str, str], tuple[int, int, Any]]:
    return {
        (one.call_id, one.tracker): (one.since, one.times, (one.utterance, one.at_ms, one.side))
        for one in world.all(TrackerHit)
    }


def heard(world: World) -> list[Event]:
    return [one for _, one in world.desk.store.outbox(TENANT) if one.name == HEARD]


def test_past_calls_are_gone_through_under_consent(world: World, past: Listening) -> None:
    sets(world, PRICE + SILENT)
    assert past.everything() == 2
    assert hits(world) == {
        ("call-n1-01", "price"): (1, 2, (0, 0, "seller")),
        ("call-n1-01", "no-step"): (1, 0, (None, None, None)),
        ("call-s1-01", "price"): (1, 2, (0, 0, "seller")),
        ("call-s1-01", "no-step"): (1, 0, (None, None, None)),
    }
    (one, *_) = world.all(TrackerHit)
    owner = {found.id: found for found in world.all(Call)}[one.call_id]
    assert (one.owner_id, one.team_id, one.started_at) == (
        owner.owner_id, owner.team_id, owner.started_at
    )  # fmt: skip
    assert heard(world) == []
    assert world.audited[-1] == "call.listened"


def test_gone_through_twice_is_gone_through_once(world: World, past: Listening) -> None:
    sets(world, PRICE + SILENT)
    past.everything()
    before, audited = (world.all(TrackerHit), world.all(TrackerPass)), world.audited
    assert past.everything() == 0
    assert (world.all(TrackerHit), world.all(TrackerPass)) == before
    assert world.audited == audited


def test_what_another_reading_of_trackers_found_is_listened_for_again(
    world: World, past: Listening
) -> None:
    """As in calls gone through before expressions were folded: what they missed is found."""
    sets(world, PRICE)
    past.everything()
    found = hits(world)
    with world.desk.store.begin(world.by("enb")) as work:
        everything = system_scope(TENANT, "tracker_hit", "delete", "missed before")
        for one in world.all(TrackerHit):
            work.of(TrackerHit).remove(one.id, everything)
        for one in world.all(TrackerPass):
            older = evolve(one, heard_with=None, version=one.version + 1)
            scope = system_scope(TENANT, "tracker_pass", "update", "of before")
            work.of(TrackerPass).save(older, scope, expected=one.version)
        work.record("call.listened", "call-n1-01")
    assert past.everything() == 2
    assert hits(world) == found
    assert past.everything() == 0


def test_a_changed_set_replaces_hits_and_keeps_the_version_of_what_is_the_same(
    world: World, past: Listening
) -> None:
    """`price` asks less from version 2 on; `no-step` is the same, then retired with its hits."""
    sets(world, PRICE + SILENT)
    past.everything()
    sets(world, COST + SILENT.replace("No next step", "Nothing next"))
    past.everything()
    found = hits(world)
    assert found["call-n1-01", "price"] == (2, 1, (0, 0, "seller"))
    assert found["call-n1-01", "no-step"][0] == 1
    sets(world, COST.replace("cost", "nothing of the kind"))
    past.everything()
    assert {key for _, key in hits(world)} == {"no-step"}
    sets(world, "")
    assert past.everything() == 0
    assert {key for _, key in hits(world)} == {"no-step"}


def test_setting_trackers_asks_for_one_job_and_tells_how_far_it_is(
    world: World, past: Listening
) -> None:
    shown = PastCalls(world.desk)
    assert shown.so_far(world.by("n1")) is None
    sets(world, PRICE)
    (job,) = [one for one in world.all(Job) if one.task == LISTEN]
    assert shown.so_far(world.by("n1")).state == job.state == "queued"
    told: list[tuple[int, int]] = []
    past.run(_Told(told), {})
    assert told == [(3, 3)]


class _Told:
    """A job's context that notes how far it is."""

    def __init__(self, told: list[tuple[int, int]]) -> None:
        self._told = told

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        self._told.append((done, total))


def test_what_an_interrupted_pass_kept_stays_and_the_next_goes_on(
    world: World, past: Listening
) -> None:
    world.put(*(one for n in range(3, 23) for one in call(n)))
    world.put(*(one for n in range(3, 23) for one in agreed(f"call-n1-{n:02}", "n1", "A", "B")))
    sets(world, PRICE)

    def die(done: int, _: int) -> None:
        raise KeyboardInterrupt(done)

    with pytest.raises(KeyboardInterrupt):
        past.everything(die)
    kept = len(world.all(TrackerPass))
    assert 0 < kept < 22
    assert past.everything() == 22 - kept
    assert len(hits(world)) == 22


def test_a_call_that_is_analysed_has_its_hits_in_the_same_commit_and_tells_once(
    world: World, calls: Calls
) -> None:
    sets(world, 'schema = "revrise.tracker/1"\n' + PRICE.replace('"cost"', '"problem"') + SILENT)
    made = calls.add(command(), world.by("n1")).call
    found = hits(world)
    assert {key for _, key in found} >= {"no-step"}
    told = heard(world)
    assert {(one.subject, one.data["tracker"]) for one in told} == set(found)
    assert all(set(one.data) == {"person", "tracker", "set", "times"} for one in told)
    listening = Listening(world.desk, TENANT)
    added = [one for _, one in world.desk.store.outbox(TENANT) if one.subject == made.id]
    listening.happened(added)
    calls.add(command(), world.by("n1"))
    assert (hits(world), len(heard(world))) == (found, len(told))
    assert listening.everything() == 0


def test_words_that_change_are_listened_to_again(world: World, past: Listening) -> None:
    sets(world, PRICE)
    past.everything()
    (words,) = [one for one in world.all(CallTranscript) if one.call_id == "call-n1-01"]
    said = evolve(words.transcript, utterances=(Utterance("B", "So the cost.", 500, 900),))
    world.change(evolve(words, transcript=said, version=words.version + 1))
    past.happened([Event("call.corrected", "call-n1-01", NOW, "n1")])
    assert hits(world)["call-n1-01", "price"] == (1, 1, (0, 500, "buyer"))


def test_names_that_are_hidden_from_readers_are_not_heard(world: World, past: Listening) -> None:
    (words,) = [one for one in world.all(CallTranscript) if one.call_id == "call-n1-01"]
    voices = (words.transcript.speakers[0], evolve(words.transcript.speakers[1], name="Vanderbeek"))
    said = (Utterance("A", "The cost, Vanderbeek?", 0, 9),)
    spoken = evolve(words.transcript, speakers=voices, utterances=said)
    world.change(evolve(words, transcript=spoken, version=words.version + 1))
    sets(world, NAMED)
    past.everything()
    assert [key for id_, key in hits(world) if id_ == "call-n1-01"] == ["price"]


def test_hits_go_with_consent_at_once(world: World, calls: Calls) -> None:
    sets(world, SILENT)
    made = calls.add(command(), world.by("n1")).call
    assert hits(world)
    change = SetConsent(made.id, "withdrawn", evidence="the buyer wrote")
    Consents(world.desk).change(change, world.by("n1"))
    assert (world.all(TrackerHit), world.all(TrackerPass)) == ([], [])
    assert privacy(world).work()[0]["state"] == "blocked"
    assert Listening(world.desk, TENANT).everything() == 0


def test_consent_that_comes_late_is_enough(world: World, past: Listening) -> None:
    sets(world, PRICE)
    past.everything()
    world.put(*agreed("call-n1-02", "n1", "B"))
    past.happened([Event("consent.given", "call-n1-02", NOW + timedelta(hours=1), "n1")])
    assert ("call-n1-02", "price") in hits(world)


@pytest.mark.parametrize("who", ["n1", "s1", "coach"])
def test_hits_are_read_by_who_reads_the_call(world: World, past: Listening, who: str) -> None:
    sets(world, PRICE)
    past.everything()
    desk, by = world.desk, world.by(who)
    rows = desk.rows(by, TrackerHit, "tracker_hit")
    reach = {row["id"] for row in desk.rows(by, Call, "call")}
    assert {row["call_id"] for row in rows} == reach & {"call-n1-01", "call-s1-01"}


TEXTS = (PRICE, COST, PRICE + SILENT, COST + SILENT, SILENT, "")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.integers(0, 2)), min_size=1, max_size=5))
def test_however_often_it_is_gone_through_it_says_what_the_newest_set_says(
    steps: list[tuple[str, int]],
) -> None:
    often, once = in_memory(), in_memory()
    last = ""
    for text, times in steps:
        if text == last:
            continue
        sets(often, text)
        for _ in range(times):
            Listening(often.desk, TENANT).everything()
        last = text
    Listening(often.desk, TENANT).everything()
    if not last:
        return
    sets(once, last)
    Listening(once.desk, TENANT).everything()
    (*_, newest) = sorted(often.all(TrackerText), key=lambda one: one.number)
    assert _said(often, newest) == _said(once, newest)


def _said(world: World, text: TrackerText) -> set[Any]:
    in_force = set(text.since or ())
    return {(one.call_id, one.tracker, one.times) for one in world.all(TrackerHit)
            if one.tracker in in_force}  # fmt: skip
