"""The sound of a clip is saved where what tells of its call may leave the company."""

import io
import wave
from datetime import UTC, datetime

import pytest

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.clips.service import CutClip

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
USUAL = ("record", "transcribe", "analyse", "coach")


def silence(seconds: int, loud: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(loud * 8_000 * seconds)
    return out.getvalue()


@pytest.mark.parametrize("shares", [True, False])
def test_a_sound_is_saved_only_where_it_may_leave(ask, app, shares):
    wav = silence(8, b"\x00\x01" if shares else b"\x00\x02")
    kept = app.blobs.put("acme", [wav])
    said = (Utterance("A", "What does it cost?", 0, 4_000), Utterance("B", "A lot.", 4_000, 8_000))
    words = Transcript("en", (Speaker("A", "seller"), Speaker("B", "buyer")), said, 8_000)
    purposes = (*USUAL, "share") if shares else USUAL  # the law of China asks for it
    agreed = Agreed("CN", purposes=purposes, separately=True)
    command = AddCall(words, kept.sha256, "Sound", "rep", AT, agreed=(agreed,),
                      media_sha256=kept.sha256)  # fmt: skip
    call = app.calls.add(command, app.actor("rep")).call.id
    clip = app.clips.cut(CutClip(call, 0, 4_000, "Worth it"), app.actor("rep")).id
    above = ask("rep", f"/calls/{call}").text
    assert ("It may leave the company" in above) is shares
    page, file = ask("rep", f"/clips/{clip}"), ask("rep", f"/clips/{clip}/sound")
    assert (f'href="/clips/{clip}/sound"' in page.text) is shares
    assert ("It is heard here alone" in page.text) is not shares
    if shares:
        assert file.status_code == 200
        assert file.content[:4] == b"RIFF"
        assert f'filename="{clip}.wav"' in file.headers["Content-Disposition"]
    else:
        assert (file.status_code, b"RIFF" in file.content) == (403, False)
