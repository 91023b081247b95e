"""Whoever measures a call, whatever file it came in: the numbers worked out by hand."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve, frozen
from click.testing import CliRunner

from revrise.apps.cli.main import cli
from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.document import as_document
from revrise.core.conversations.transcript import Transcript
from revrise.plugins.calls.assemblyai_json import AssemblyAiJson
from revrise.plugins.calls.canonical_json import CanonicalJson
from revrise.plugins.calls.deepgram_json import DeepgramJson
from revrise.plugins.calls.docx import WordDocument
from revrise.plugins.calls.gong_json import GongJson
from revrise.plugins.calls.srt import SubRip
from revrise.plugins.calls.tencent_json import TencentMeetingJson
from revrise.plugins.calls.text import PlainText
from revrise.plugins.calls.twilio_json import TwilioJson
from revrise.plugins.calls.two_channel_json import TwoChannelJson
from revrise.plugins.calls.vtt import WebVtt
from revrise.plugins.calls.whisper_json import WhisperJson
from revrise.ports.transcripts import TranscriptFormat
from revrise.testing import golden_files as files
from revrise.testing.golden import GoldenAnalysisContract, GoldenFileContract
from revrise.testing.golden_calls import BAD_TIMES, ENGLISH

Write = Callable[[Transcript], bytes]


def _measured(transcript: Transcript):
    return as_document(analyse(transcript))["metrics"]


class TestTheCore(GoldenAnalysisContract):
    @pytest.fixture
    def measure(self):
        return _measured


class TestWebVttOfZoom(GoldenFileContract):
    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return WebVtt()

    @pytest.fixture
    def write(self) -> Write:
        return files.webvtt


class TestWebVttOfTeams(TestWebVttOfZoom):
    @pytest.fixture
    def write(self) -> Write:
        return lambda call: files.webvtt(call, voices=True)


class TestSubRip(GoldenFileContract):
    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return SubRip()

    @pytest.fixture
    def write(self) -> Write:
        return files.subrip


class TestCanonicalJson(GoldenFileContract):
    words = True

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return CanonicalJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.canonical


class TestWhisperJson(GoldenFileContract):
    words = True

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return WhisperJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.whisper


class TestTwoChannelJson(GoldenFileContract):
    words = True

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return TwoChannelJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.two_channel


class TestGongJson(GoldenFileContract):
    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return GongJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.gong


class TestTencentMeetingJson(GoldenFileContract):
    words = True

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return TencentMeetingJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.tencent


class TestDeepgramJson(GoldenFileContract):
    words = True
    seller = "channel 0"

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return DeepgramJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.deepgram


class TestAssemblyAiJson(GoldenFileContract):
    words = True
    seller = "1"

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return AssemblyAiJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.assemblyai


class TestPlainText(GoldenFileContract):
    timed = False

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return PlainText()

    @pytest.fixture
    def write(self) -> Write:
        return files.plain_text


class TestTwilioJson(GoldenFileContract):
    words = True
    seller = "channel 1"

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return TwilioJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.twilio


class TestChunksOfTransformers(GoldenFileContract):
    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return WhisperJson()

    @pytest.fixture
    def write(self) -> Write:
        return files.chunks


class TestWordDocument(GoldenFileContract):
    timed = False

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return WordDocument()

    @pytest.fixture
    def write(self) -> Write:
        return files.word_headed


class TestStampedWordDocument(GoldenFileContract):
    @pytest.fixture
    def format(self) -> TranscriptFormat:
        return WordDocument()

    @pytest.fixture
    def write(self) -> Write:
        return files.word_stamped


def test_the_command_line_measures_as_the_core_does(tmp_path: Path) -> None:
    file = tmp_path / "golden.json"
    file.write_bytes(files.canonical(ENGLISH))
    ran = CliRunner().invoke(cli, ["calls", "analyze", str(file), "--json"])
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout)["metrics"] == json.loads(json.dumps(_measured(ENGLISH)))


@frozen
class Wrong:
    """A reader of WebVTT that spoils what it read."""

    spoil: Callable[[Transcript], Transcript]
    id: str = "wrong"
    extensions: tuple[str, ...] = (".vtt",)

    def sniff(self, head: bytes, name: str) -> bool:
        return WebVtt().sniff(head, name)

    def read(self, stream: BytesIO, name: str) -> Transcript:
        return self.spoil(WebVtt().read(stream, name))


def _later(call: Transcript, ms: int) -> Transcript:
    last = call.utterances[-1]
    return evolve(
        call, utterances=(*call.utterances[:-1], evolve(last, start_ms=last.start_ms + ms))
    )


def _in_seconds(call: Transcript) -> Transcript:
    rounded = (
        evolve(one, start_ms=round(one.start_ms, -3), end_ms=round(one.end_ms, -3))
        for one in call.utterances
    )
    return evolve(call, utterances=tuple(rounded))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda call: _later(call, 300),
        _in_seconds,
        lambda call: evolve(call, utterances=call.utterances[:-1]),
        lambda call: evolve(
            call, utterances=tuple(evolve(u, speaker="Rep") for u in call.utterances)
        ),
        lambda call: evolve(
            call, utterances=tuple(evolve(u, text=u.text.upper()) for u in call.utterances)
        ),
        lambda call: evolve(call, duration_ms=call.duration_ms * 1000),
        lambda call: evolve(call, utterances=tuple(reversed(call.utterances))),
    ],
)
def test_a_reader_that_is_wrong_fails_the_kit(spoil: Callable[[Transcript], Transcript]) -> None:
    held = GoldenFileContract()
    held.test_a_file_of_it_measures_as_by_hand(Wrong(lambda call: call), files.webvtt, "English")
    with pytest.raises(AssertionError):
        held.test_a_file_of_it_measures_as_by_hand(Wrong(spoil), files.webvtt, "English")


@pytest.mark.parametrize("variant", ["talk_share", "patience", "silence_events", "commitments"])
def test_a_measure_that_is_wrong_fails_the_kit(variant: str) -> None:
    def wrong(call: Transcript):
        metrics = _measured(call)
        return {**metrics, variant: {**metrics[variant], "value": 0.123, "reason": None}}

    with pytest.raises(AssertionError, match=variant):
        GoldenAnalysisContract().test_an_english_call(wrong)


def test_the_order_of_utterances_changes_no_metric_of_time() -> None:
    """By place questions and feelings fall into thirds only where there is no time."""
    mixed = evolve(BAD_TIMES, utterances=tuple(reversed(BAD_TIMES.utterances)))
    assert _measured(mixed) == _measured(BAD_TIMES)
