"""Another file for a call that had one: nothing of that is taken for it, nothing held goes."""

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, TENANT
from tests.support.talking import SPOKEN, VTT, Speech, Talking, has_file, receive, record
from tests.support.waveforms import kept

from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.call import Call, CallPart, CallTranscript
from revrise.core.conversations.intake.partial_upload import PartialUpload
from revrise.core.conversations.waveform import CallWaveform
from revrise.core.errors import Conflict, Fatal
from revrise.core.governance.hold import LegalHold
from revrise.services.calls.receiving import ReceiveCall

OTHER = b"RIFF\x28\x00\x00\x00WAVEfmt " + b"\x01" * 68


@pytest.fixture
def site(site: Talking) -> Talking:
    site.speech = Speech(parts=3)
    return site


def stopped(site: Talking, calls: int = 1) -> Call:
    """A recording that failed once two of its three parts were heard."""
    record(site)
    speech = site.speech

    def meanwhile() -> None:
        if speech.heard == 3:
            speech.error = Fatal("out of memory")

    speech.meanwhile = meanwhile
    site.work_off()
    (failed,) = (one for one in site.all(Call) if one.state == "failed")
    assert len(site.all(Call)) == calls
    assert len(site.all(CallPart)) == 2
    speech.error, speech.meanwhile, speech.heard = None, lambda: None, 0
    return failed


def another(site: Talking, call: Call) -> Call:
    sha256 = site.blobs.put(TENANT, [OTHER]).sha256
    return receive(site, OTHER, "other.wav", seller="ch0", call_id=call.id, sha256=sha256)


def test_parts_of_another_recording_are_not_taken_for_it(site: Talking):
    another(site, stopped(site))
    site.work_off()
    assert site.speech.heard == 3
    assert [one.state for one in site.all(Call)] == ["analysed"]


def test_parts_of_the_same_recording_are_not_heard_twice(site: Talking):
    call = stopped(site)
    record(site, call_id=call.id)
    site.work_off()
    assert site.speech.heard == 1


def test_the_file_before_goes_once_nothing_names_it(site: Talking):
    call = stopped(site)
    another(site, call)
    site.work_off()
    assert not has_file(site, call)


@pytest.mark.parametrize("state", ["blocked", "failed"])
def test_words_of_the_file_before_are_not_taken_for_it(site: Talking, state: str):
    """They are kept where a call waits for consent, or failed once they were."""
    call = receive(site)
    site.change(evolve(call, state=state, blocked_reason="no room", version=call.version + 1))
    site.put(CallTranscript("words_1", call.id, call.owner_id, call.team_id, SPOKEN))
    receive(site, VTT.replace(b"three times", b"twice"), call_id=call.id)
    site.work_off()
    (words,) = site.all(CallTranscript)
    assert "every order twice" in words.transcript.utterances[1].text
    assert [one.state for one in site.all(Call)] == ["analysed"]


def test_what_points_into_the_words_before_goes_with_them(site: Talking):
    """Where nobody may analyse a call for now its comments and clips stay, for words that stay."""
    call = receive(site)
    mine = (call.id, call.owner_id, call.team_id, "coach", NOW)
    site.put(CallTranscript("words_1", call.id, call.owner_id, call.team_id, SPOKEN))
    site.put(CallComment("com_1", *mine, "Ask why three times", 3_500, 1))
    site.put(CallComment("com_2", *mine, "And twice", parent_id="com_1"))
    site.put(Clip("clip_1", *mine, 0, 3_000, "Opening"), kept(call))
    site.change(evolve(call, state="blocked", blocked_reason="no room", version=call.version + 1))
    receive(site, call_id=call.id)
    assert (len(site.all(CallComment)), len(site.all(Clip))) == (2, 1)
    blocked = site.all(Call)[0]
    site.change(evolve(blocked, state="blocked", version=blocked.version + 1))
    receive(site, VTT.replace(b"three times", b"twice"), call_id=call.id)
    assert (site.all(CallComment), site.all(Clip), site.all(CallWaveform)) == ([], [], [])


def test_an_upload_in_parts_that_the_call_does_not_take_goes_with_its_parts(site: Talking):
    """What is sent again would be refused again, and a program may do so for days."""
    receive(site)
    call = stopped(site, 2)
    by, told = site.actor("n1"), ReceiveCall("", "talk.vtt", "n1", "all-party", call_id=call.id)
    upload = site.resuming.begin(len(VTT), told, by)
    site.resuming.go_on(upload.id, 0, VTT[:9], by)
    with pytest.raises(Conflict, match="another call"):
        site.resuming.go_on(upload.id, 9, VTT[9:], by)
    assert site.all(PartialUpload) == []


def test_no_other_file_takes_the_place_of_one_on_legal_hold(site: Talking):
    call = stopped(site)
    site.put(LegalHold("hold_1", "call", call.id, "a claim", "admin", NOW))
    with pytest.raises(Conflict, match="legal hold"):
        another(site, call)
    assert has_file(site, call)
