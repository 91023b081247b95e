"""A notice is noted as stated: by who heard it, or proposed by the words themselves."""

import pytest
from attrs import evolve
from tests.services.test_calls_service import TALK, calls, command

from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.notice import CallNotice, notices
from revrise.services.consent.hearing import Hearing, NoteNotice

__all__ = ["calls"]


def test_a_notice_is_noted_as_stated_and_proposed_where_the_words_begin_with_it(world, calls):
    by, hearing = world.by("n1"), Hearing(world.desk)
    call_id = calls.add(command(), by).call.id
    assert hearing.show(call_id, by).proposed is None
    with pytest.raises(Invalid):
        hearing.note(NoteNotice(call_id, 0, how="detected"), by)
    spoken = notices().spoken["gdpr"].en
    first = evolve(TALK.utterances[0], text=f"Hello. {spoken}")
    said = evolve(TALK, utterances=(first, *TALK.utterances[1:]))
    other = calls.add(evolve(command(), fingerprint="other", transcript=said), by).call.id
    found = hearing.show(other, by).proposed
    assert (found.regime, found.language, found.alike) == ("gdpr", "en", 1.0)
    assert hearing.note(NoteNotice(other, 0, how="detected"), by).how == "detected"
    assert hearing.note(NoteNotice(call_id, 1_500), by).at_ms == 1_500
    assert hearing.note(NoteNotice(call_id, 1_000), by).version == 2
    assert {one.call_id for one in world.all(CallNotice)} == {call_id, other}
    assert hearing.show(call_id, by).noted.at_ms == 1_000
    with pytest.raises(Invalid):
        hearing.note(NoteNotice(call_id, -1), by)
    with pytest.raises(Refused):
        hearing.note(NoteNotice(call_id, 0), world.by("coach"))
    with pytest.raises(NotFound):
        hearing.show(call_id, world.by("n2"))
