"""A received call goes on by itself, step by step, as long as everybody agrees."""

import json
from datetime import timedelta

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, TENANT, Context, Crash
from tests.support.talking import (
    SOUND,
    VTT,
    Talking,
    kept,
    receive,
    record,
    state,
    withdraw,
)

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.tracker_hit import TrackerHit
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Retriable
from revrise.core.notifications.notification import Notification
from revrise.core.scoring.assessment import Assessment
from revrise.services.calls.consents import SetConsent
from revrise.services.calls.receiving import ReceiveCall
from revrise.services.trackers.service import SetTrackers
from revrise.services.webhooks.commands import AddWebhook


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


def test_a_recording_in_which_nobody_speaks_is_no_matter_of_consent(site: Talking):
    """Silence or music: analysed, with nothing to measure and the reason why."""
    site.speech.said = Transcript("und", (), (), 60_000)
    receive(site, SOUND, "music.wav", seller=None)
    site.work_off()
    (after,) = site.all(Call)
    assert after.state == "analysed"
    assert after.metrics["talk_share"].value is None
    assert after.metrics["talk_share"].reason == "no_speech"


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


def test_a_call_of_a_thousand_years_is_none(site: Talking):
    """A transcriber of somebody else's may say so; the page would draw every minute of it."""
    site.speech.said = evolve(site.speech.said, duration_ms=31_557_600_000_000)
    record(site)
    site.work_off()
    (after,) = site.all(Call)
    assert after.state == "failed"
    assert after.blocked_reason.endswith("duration_ms: must be 0 to 86400000")
    assert "author of the plugin" in after.remedy


def test_a_reason_that_goes_on_and_on_is_shown_as_far_as_people_read(site: Talking):
    site.speech.error = Invalid(f"{'blah ' * 100_000} is no language")
    record(site)
    site.work_off()
    (after,) = site.all(Call)
    assert after.state == "failed"
    assert after.blocked_reason.startswith("blah blah")
    assert len(after.blocked_reason) <= 500


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


def test_what_trackers_hear_in_an_analysed_call_is_kept_with_it_and_told_to_receivers(
    site: Talking,
):
    """A manager of the rep hears of it by ids alone, enablement, who reads no calls, does not."""
    text = "[[trackers]]\nid = 'price'\ntitle.en = 'Price'\nwhen = {phrases = ['too expensive']}\n"
    site.trackers.set(SetTrackers(text, 0), site.actor("enb"))
    for who in ("manager", "enb"):
        url = f"https://{who}.example/hook"
        site.webhooks.add(AddWebhook(url, ("tracker.*",)), site.actor(who))
    call = receive(site)
    site.work_off()
    (hit,) = site.all(TrackerHit)
    assert (hit.call_id, hit.tracker, hit.since, hit.times) == (call.id, "price", 1, 1)
    assert (hit.utterance, hit.at_ms, hit.side) == (1, 3_500, "buyer")
    ((url, _, body),) = site.receivers.got
    told = json.loads(body)
    assert (url, told["subject"]) == ("https://manager.example/hook", call.id)
    assert told["data"] == {"person": "n1", "tracker": "price", "set": 1, "times": 1}
