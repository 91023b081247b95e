"""The double keeps the contract of the real thing."""

from hashlib import sha256

import pytest

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.ports.readiness import Readiness
from revrise.ports.speech import SpeechOptions
from revrise.testing.scripted_transcriber import ScriptedTranscriber
from revrise.testing.speech import TranscriberContract, write_wav


def said(speaker, channel, start, end):
    words = (Word("Good", start, start + 100), Word("morning", start + 100, end))
    return Utterance(speaker, "Good morning", start, end, channel, words)


ONE = Transcript("en", (Speaker("A"),), (said("A", 0, 100, 900),), 1_000)
TWO = Transcript(
    "en",
    (Speaker("A"), Speaker("B")),
    (said("A", 0, 0, 600), said("B", 1, 300, 900), said("A", 0, 950, 1_300)),
    2_000,
)


class TestScriptedTranscriber(TranscriberContract):
    @pytest.fixture
    def transcriber(self):
        return ScriptedTranscriber({"one.wav": ONE, "two.wav": TWO, "same.wav": ONE})

    @pytest.fixture
    def spoken(self, tmp_path):
        return write_wav(tmp_path / "one.wav", bytes(320))

    @pytest.fixture
    def two_sided(self, tmp_path):
        return write_wav(tmp_path / "two.wav", bytes(320), channels=2)

    @pytest.fixture
    def doubled(self, tmp_path):
        return write_wav(tmp_path / "same.wav", bytes(320), channels=2)


def test_a_script_is_found_by_the_content_of_the_file(tmp_path):
    file = tmp_path / "anything.bin"
    file.write_bytes(b"recording")
    scripts = {sha256(b"recording").hexdigest(): ONE}
    assert ScriptedTranscriber(scripts).transcribe(file).utterances == ONE.utterances


def test_it_says_it_is_not_ready_when_told_so():
    answer = Readiness(ready=False, reason="no model", remedy="get one")
    assert ScriptedTranscriber({}, readiness=answer).check() == answer


def test_a_channel_that_is_neither_0_nor_1_is_refused():
    with pytest.raises(ValueError, match="seller_channel"):
        SpeechOptions(seller_channel=2)
