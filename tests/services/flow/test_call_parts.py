"""What is heard of a recording is kept part by part: a worker that died goes on from there."""

from pathlib import Path
from typing import Any

import pytest
from tests.support.flow_site import Context, Crash
from tests.support.talking import (
    SPOKEN,
    Speech,
    Talking,
    kept,
    record,
    state,
    withdraw,
)

from revrise.core.conversations.call import CallPart, CallTranscript
from revrise.core.errors import Misconfigured
from revrise.services.processing.heard_parts import CallParts


def test_a_killed_worker_goes_on_with_the_part_it_was_at(site: Talking):
    """Each part is kept before the next is heard, and all of them go once the whole is kept."""
    call, site.speech = record(site), Speech(parts=4)

    def die() -> None:
        if site.speech.heard == 3:
            raise Crash

    site.speech.meanwhile = die
    context = Context(actor=site.actor("n1"))
    with pytest.raises(Crash):
        site.processing.transcribe(context, {"call": call.id})
    assert [part.name for part in site.all(CallPart)] == ["scripted/0", "scripted/1"]
    assert site.calls.show(call.id, site.actor("n1"))["transcript"] is None
    site.work_off()
    assert (state(site), site.speech.heard) == ("analysed", 5)
    assert (site.all(CallPart), len(site.all(CallTranscript))) == ([], 1)


def test_consent_withdrawn_after_some_parts_stops_it_and_takes_them_away(site: Talking):
    record(site)
    site.speech = Speech(parts=9)

    def regret() -> None:
        if site.speech.heard == 3:
            assert len(site.all(CallPart)) == 2
            withdraw(site)

    site.speech.meanwhile = regret
    site.work_off()
    assert (state(site), site.speech.heard, kept(site)) == ("blocked", 3, [])


def test_consent_withdrawn_while_it_is_decoded_stops_it_at_the_next_sign_of_life(site: Talking):
    """Ten hours are decoded for minutes before the first part is heard."""

    class Decoding(Speech):
        def transcribe(self, path: Path, options: Any, progress: Any = None, keep: Any = None):
            withdraw(site)
            progress(0.0)
            return self._hear()

    record(site)
    site.speech = Decoding()
    site.work_off()
    assert (state(site), site.speech.heard, kept(site)) == ("blocked", 0, [])


def test_a_call_that_fails_keeps_its_parts_for_the_next_try(site: Talking):
    call, site.speech = record(site), Speech(parts=3)

    def fail() -> None:
        if site.speech.heard == 2:
            raise Misconfigured("the model is gone", remedy="put it back")

    site.speech.meanwhile = fail
    site.work_off()
    assert (state(site), len(site.all(CallPart))) == ("failed", 1)
    site.calls.retry(call.id, site.actor("n1"))
    site.work_off()
    assert (state(site), site.speech.heard, site.all(CallPart)) == ("analysed", 4, [])


def test_what_is_kept_of_a_part_is_sealed_with_the_key_of_its_call(site: Talking):
    """Nobody who reads the file of the database reads what was said."""
    call, site.speech = record(site), Speech(parts=1)
    parts = CallParts(site.processing.calls.way, call.id)
    site.processing.calls.begin(call.id, "transcribe", "transcribing")
    assert parts("a", site.speech._hear) == parts("a", site.speech._hear) == SPOKEN
    assert site.speech.heard == 1
    with site.engine.connect() as connection:
        rows = connection.exec_driver_sql("select transcript from call_part").all()
    assert rows
    assert "biggest problem" not in str(rows)
