"""A received call goes on by itself, step by step, as long as everybody agrees."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, TENANT, Context, Crash, FlowSite

from revrise.adapters.media.signature import kind
from revrise.core.conversations.call import SEALED, Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Retriable
from revrise.core.governance.consent import Consent
from revrise.core.governance.scope import system_scope
from revrise.core.notifications.notification import Notification
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.services.calls.consents import SetConsent
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import ReceiveCall

VTT = b"""WEBVTT

00:00:00.000 --> 00:00:03.000
<v Nora>What is the biggest problem with orders this year?

00:00:03.500 --> 00:00:08.000
<v Bob>We type every order three times, our budget is tight, it is too expensive.

00:00:08.500 --> 00:00:10.000
<v Nora>What does that cost you?
"""
SPOKEN = Transcript(
    "en",
    (Speaker("ch0", "seller"), Speaker("ch1", "buyer")),
    (
        Utterance("ch0", "What is the biggest problem this year?", 0, 3_000),
        Utterance("ch1", "We type every order three times.", 3_500, 7_000),
    ),
)
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 64


class Speech:
    """A transcriber that does as told, and lets something happen meanwhile."""

    def __init__(self) -> None:
        self.heard, self.meanwhile, self.error = 0, lambda: None, None

    def transcribe(self, path: Path, options: Any) -> Transcript:
        self.heard += 1
        self.meanwhile()
        if self.error is not None:
            raise self.error
        return SPOKEN


class Talking(FlowSite):
    """A site that can hear."""

    speech: Speech

    @cached_property
    def reader(self) -> Any:
        return Reader(self.catalogue, _is_audio, lambda: self.speech)


def _is_audio(path: Path) -> bool:
    with path.open("rb") as file:
        return kind(file) is not None


@pytest.fixture
def site(flow_url: str, tmp_path: Path, bundled: Any) -> Iterator[Talking]:
    made = Talking(flow_url, tmp_path, bundled)
    made.speech = Speech()
    yield made
    made.close()


def receive(site: Talking, data: bytes = VTT, name: str = "talk.vtt", **changes: Any) -> Call:
    sha256 = site.blobs.put(TENANT, [data]).sha256
    command = ReceiveCall(sha256, name, "n1", "all-party", "EU", seller="Nora")
    return site.calls.receive(evolve(command, **changes), site.actor("n1")).call


def record(site: Talking, **changes: Any) -> Call:
    return receive(site, SOUND, "talk.wav", seller="ch0", **changes)


def state(site: Talking) -> str:
    (call,) = site.all(Call)
    return call.state


def withdraw(site: Talking) -> None:
    for one in site.all(Consent):
        if one.withdrawn_at is None:
            site.change(evolve(one, withdrawn_at=site.clock.now(), version=one.version + 1))


def kept(site: Talking) -> list[Any]:
    return [*site.all(CallTranscript), *site.all(Assessment), *site.all(Observation)]


def test_an_uploaded_transcript_is_scored_and_its_rep_told(site: Talking):
    call = receive(site)
    assert call.state == "received"
    site.work_off()
    (after,) = site.all(Call)
    assert after.state == "analysed"
    assert after.participants == ("Nora", "Bob")
    assert after.metrics["talk_share"].value is not None
    assert {one.subject_id for one in site.all(Assessment)} == {call.id}
    assert site.calls.show(call.id, site.actor("n1"))["transcript"] is not None
    assert [one.kind for one in site.notifications.list(site.actor("n1"))] == ["call.scored"]


def test_a_rep_who_is_called_in_it_is_known_to_sell(site: Talking):
    receive(site, seller=None)
    site.work_off()
    (after,) = site.all(Call)
    assert after.metrics["talk_share"].value is not None


def test_a_recording_is_transcribed_first(site: Talking):
    call = record(site)
    site.work_off()
    assert state(site) == "analysed"
    (after,) = site.all(Call)
    assert after.media_sha256 == call.fingerprint
    assert after.participants == ("ch0", "ch1")
    assert site.speech.heard == 1
    tasks = {job.task for job in site.jobs()}
    assert {"call.transcribe", "call.process"} <= tasks


def test_the_same_upload_is_one_call(site: Talking):
    first, again = receive(site), receive(site)
    site.work_off()
    assert first.id == again.id == receive(site).id
    assert len(site.all(Call)) == 1
    assert len([job for job in site.jobs() if job.task == "call.process"]) == 1


def test_a_recording_not_everybody_agreed_to_is_refused_and_not_kept(site: Talking):
    for consent in ("none", "seller-only"):
        with pytest.raises(Refused, match="everybody on it agreed"):
            record(site, consent=consent)
    assert site.all(Call) == []
    assert [*(site.folder / "blobs").rglob("*.*")] == []


def test_what_is_no_call_at_all_is_refused_and_not_kept(site: Talking):
    with pytest.raises(Invalid, match="neither a recording nor a transcript"):
        receive(site, b"MZ\x90\x00 not a call", "x.exe")
    with pytest.raises(NotFound):
        receive(site, rep_id="nobody")
    assert [*(site.folder / "blobs").rglob("*.*")] == []


def has_file(site: Talking, call: Call) -> bool:
    try:
        return bool(list(site.blobs.open(TENANT, call.fingerprint)))
    except NotFound:
        return False


def test_without_consent_a_transcript_is_blocked_and_only_its_file_waits_sealed(site: Talking):
    call = receive(site, consent="none")
    site.work_off()
    assert kept(site) == []
    (after,) = site.all(Call)
    assert after.waits
    assert after.blocked_reason == "no consent to analyse from *"
    assert (after.sealed_until, has_file(site, call)) == (NOW + SEALED, True)
    assert site.calls.show(call.id, site.actor("n1"))["transcript"] is None
    site.wait(days=SEALED.days - 1)
    site.privacy_tasks.waiting.sweep()
    assert has_file(site, call)
    site.wait(days=1)
    assert site.privacy_tasks.waiting.sweep() == {"resumed": 0, "unsealed": 1}
    site.work_off()
    assert site.privacy_tasks.waiting.sweep() == {"resumed": 0, "unsealed": 0}
    (after,) = site.all(Call)
    assert (after.waits, after.sealed_until, has_file(site, call)) == (False, None, False)
    assert after.remedy == "have everybody agree, then upload it again"
    site.consents.change(SetConsent(call.id, "all-party", "EU", "said so"), site.actor("n1"))
    site.work_off()
    assert state(site) == "blocked"


def agreed(site: Talking, call: Call) -> None:
    site.consents.change(SetConsent(call.id, "all-party", "EU", "said so"), site.actor("n1"))


def test_a_blocked_call_goes_on_by_itself_once_everybody_agreed(site: Talking):
    call = receive(site, consent="none")
    site.work_off()
    agreed(site, call)
    agreed(site, call)  # two jobs look, one goes on
    site.work_off()
    (after,) = site.all(Call)
    assert (after.state, after.sealed_until) == ("analysed", None)
    assert after.participants == ("Nora", "Bob")
    assert len(site.all(CallTranscript)) == 1
    chain = site.store.audit(system_scope(TENANT, "audit", "read", "test"))
    assert [one.action for one in chain].count("call.resumed") == 1


def test_a_recording_that_may_be_kept_but_not_analysed_is_heard_once_it_may(site: Talking):
    """In China the recording may rest on the same yes, to analyse it takes its own."""
    call = record(site, jurisdiction="CN")
    site.work_off()
    assert (state(site), kept(site), has_file(site, call)) == ("blocked", [], True)
    said = SetConsent(call.id, "all-party", "CN", "said yes to each", separately=True)
    site.consents.change(said, site.actor("n1"))
    site.work_off()
    (after,) = site.all(Call)
    assert (after.state, after.media_sha256) == ("analysed", call.fingerprint)


@pytest.mark.parametrize("die_after", [1, 2])
def test_going_on_survives_dying_after_any_commit(site: Talking, die_after: int):
    call = receive(site, consent="none")
    site.work_off()
    agreed(site, call)
    site.store.left = die_after
    for _ in range(2):
        try:
            site.privacy_tasks.waiting.run(Context(), {"call": call.id})
            site.processing.process(Context(actor=site.actor("n1")), {"call": call.id})
        except Crash:
            site.store.left = None
    site.work_off()
    assert state(site) == "analysed"
    assert len(site.all(CallTranscript)) == 1


def test_taking_consent_back_ends_the_waiting_and_the_file_goes(site: Talking):
    call = receive(site, consent="seller-only", jurisdiction="EU")
    site.work_off()
    assert has_file(site, call)
    took_back = SetConsent(call.id, "withdrawn", evidence="wrote so")
    site.consents.change(took_back, site.actor("n1"))
    site.work_off()
    (after,) = site.all(Call)
    assert (after.waits, after.sealed_until, has_file(site, call)) == (False, None, False)
    agreed(site, call)
    site.work_off()
    assert state(site) == "blocked"


def test_words_that_were_kept_without_consent_to_analyse_are_analysed_later(site: Talking):
    call = record(site)
    site.work_off()
    for one in site.all(Consent):
        if one.purpose == "analyse":
            site.change(evolve(one, withdrawn_at=site.clock.now(), version=one.version + 1))
    site.privacy_tasks.purging.purge(call.id)
    (after,) = site.all(Call)
    assert (after.waits, site.all(Assessment)) == (True, [])
    agreed(site, call)
    site.work_off()
    assert (state(site), site.speech.heard) == ("analysed", 1)


def test_uploaded_again_with_consent_a_blocked_call_goes_on(site: Talking):
    receive(site, consent="none")
    site.work_off()
    receive(site)
    site.work_off()
    assert state(site) == "analysed"


def test_consent_withdrawn_before_the_job_begins_blocks_it(site: Talking):
    record(site)
    withdraw(site)
    site.work_off()
    assert (state(site), site.speech.heard, kept(site)) == ("blocked", 0, [])


def test_consent_withdrawn_while_it_is_transcribed_keeps_no_word(site: Talking):
    record(site)
    site.speech.meanwhile = lambda: withdraw(site)
    site.work_off()
    assert (state(site), site.speech.heard, kept(site)) == ("blocked", 1, [])
    told = [one.kind for one in site.all(Notification)]
    assert told == ["call.blocked"]


def test_consent_withdrawn_between_the_steps_takes_the_words_away(site: Talking):
    call = record(site)
    site.processing.transcribe(Context(actor=site.actor("n1")), {"call": call.id})
    assert len(kept(site)) == 1
    withdraw(site)
    site.work_off()
    assert (state(site), kept(site)) == ("blocked", [])


def test_a_blocked_call_whose_file_is_gone_is_not_tried_again(site: Talking):
    call = record(site)
    withdraw(site)
    site.work_off()
    assert state(site) == "blocked"
    by = site.actor("n1")
    site.consents.change(SetConsent(call.id, "all-party", evidence="said so"), by)
    with pytest.raises(Conflict, match="not kept any more"):
        site.calls.retry(call.id, by)
    assert state(site) == "blocked"
    assert record(site).id == call.id
    site.work_off()
    assert state(site) == "analysed"


def test_a_file_that_cannot_be_read_shows_why_and_can_be_tried_again(site: Talking):
    site.speech.error = Invalid("the sound is broken", remedy="record it again")
    call = record(site)
    site.work_off()
    (after,) = site.all(Call)
    assert (after.state, after.blocked_reason) == ("failed", "the sound is broken")
    assert after.remedy == "record it again"
    site.speech.error = None
    assert site.calls.retry(call.id, site.actor("n1")).state == "received"
    with pytest.raises(Conflict, match="the call is received"):
        site.calls.retry(call.id, site.actor("n1"))
    site.work_off()
    assert state(site) == "analysed"


def test_a_call_whose_job_dies_is_shown_as_failed_and_admins_are_told(site: Talking):
    site.speech.error = Retriable("no graphics card is free")
    record(site)
    for _ in range(12):
        site.work_off()
        site.wait(hours=1)
    (after,) = site.all(Call)
    assert after.state == "failed"
    assert "no graphics card is free" in after.blocked_reason
    dead = [one for one in site.all(Notification) if one.kind == "job.dead"]
    assert {one.person_id for one in dead} == {"admin", "per_owner"}
    assert site.notifications.list(site.actor("admin"))[0].title.en == (
        "Job call.transcribe failed for good"
    )


@pytest.mark.parametrize("die_after", range(1, 5))
def test_dying_after_any_commit_and_going_on_ends_the_same(site: Talking, die_after: int):
    call = record(site)
    contexts = Context(actor=site.actor("n1")), Context(actor=site.actor("n1"))
    site.store.left = die_after
    for context, run in zip(
        contexts, (site.processing.transcribe, site.processing.process), strict=True
    ):
        try:
            run(context, {"call": call.id})
        except Crash:
            site.store.left = None
            run(context, {"call": call.id})
    site.store.left = None
    again = site.processing.process(contexts[1], {"call": call.id})
    assert again == {"state": "analysed"}, site.all(Call)[0].blocked_reason
    assert len(site.all(CallTranscript)) == 1
    rubrics = [one.rubric for one in site.all(Assessment)]
    assert len(rubrics) == len(set(rubrics)) > 0
    scored = [one for _, one in site.store.outbox(TENANT) if one.name == "call.scored"]
    assert len(scored) == 1


def test_a_gap_that_a_call_makes_certain_is_suggested_to_rep_and_coach_once(site: Talking):
    for number in range(5):
        text = VTT.replace(b"three times", b"%d times" % number)
        receive(site, text, f"talk{number}.vtt", at=NOW - timedelta(hours=number))
        site.work_off()
    found = [one for one in site.all(Notification) if one.kind == "gap.found"]
    assert {one.person_id for one in found} == {"n1", "coach", "manager"}
    assert len(found) == 3 * len({one.subject for one in found})


def test_who_may_not_add_calls_for_a_rep_may_not_upload_for_them(site: Talking):
    sha256 = site.blobs.put(TENANT, [VTT]).sha256
    with pytest.raises((Refused, NotFound)):
        site.calls.receive(ReceiveCall(sha256, "t.vtt", "s1", "all-party"), site.actor("n1"))
    assert site.all(Call) == []
