"""Calls that wait for consent: their files stay sealed, and they go on by themselves."""

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, TENANT, Context, Crash
from tests.support.talking import (
    Talking,
    has_file,
    kept,
    receive,
    record,
    state,
)

from revrise.core.conversations.call import SEALED, Call, CallTranscript
from revrise.core.governance.consent import Consent
from revrise.core.governance.scope import system_scope
from revrise.core.scoring.assessment import Assessment
from revrise.services.calls.consents import SetConsent


def test_without_consent_a_transcript_is_blocked_and_only_its_file_waits_sealed(site: Talking):
    call = receive(site, consent="none")
    site.work_off()
    assert kept(site) == []
    (after,) = site.all(Call)
    assert after.waits
    assert after.blocked_reason == "no consent to analyse from anybody"
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
