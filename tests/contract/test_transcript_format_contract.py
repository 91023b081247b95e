"""The bundled transcript formats keep the contract of every format."""

import json

import pytest

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
from revrise.testing.transcripts import TranscriptFormatContract
from revrise.testing.word_files import document


class TestWebVtt(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return WebVtt()

    @pytest.fixture
    def sample(self):
        return (
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nAnna: Good morning, everybody\n\n"
            "2\n00:00:03.500 --> 00:00:05.000\n王小明：你好，我们开始吧，今天聊预算\n"
        )


class TestSubRip(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return SubRip()

    @pytest.fixture
    def sample(self):
        return (
            "1\n00:00:01,000 --> 00:00:03,000\nGood morning, everybody\n\n"
            "2\n00:00:03,500 --> 00:00:05,000\n你好，我们开始吧，今天聊预算\n"
        )


class TestCanonicalJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return CanonicalJson()

    @pytest.fixture
    def sample(self):
        speakers = [{"ref": "A", "side": "seller"}, {"ref": "B", "side": "buyer"}]
        utterances = [
            {"speaker": "A", "start_ms": 0, "end_ms": 900, "text": "Good morning, everybody"},
            {"speaker": "B", "start_ms": 950, "end_ms": 1900, "text": "你好，今天聊预算"},
        ]
        document = {
            "schema": "revrise.transcript/1",
            "language": "en",
            "duration_ms": 2000,
            "speakers": speakers,
            "utterances": utterances,
        }
        return json.dumps(document, ensure_ascii=False, indent=1)


class TestWhisperJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return WhisperJson()

    @pytest.fixture
    def sample(self):
        segments = [
            {"id": 0, "start": 0.0, "end": 2.5, "text": " Good morning, everybody"},
            {"id": 1, "start": 2.4, "end": 4.0, "text": "你好，我们开始吧，今天聊预算"},
        ]
        document = {"language": "english", "segments": segments}
        return json.dumps(document, ensure_ascii=False, indent=1)


class TestGongJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return GongJson()

    @pytest.fixture
    def sample(self):
        first = {"start": 0, "end": 900, "text": "Good morning, everybody"}
        second = {"start": 950, "end": 1900, "text": "你好，今天聊预算"}
        parts = [
            {"speakerId": "1", "topic": "x", "sentences": [first]},
            {"speakerId": "2", "sentences": [second]},
        ]
        document = {"requestId": "r", "callTranscripts": [{"callId": "7", "transcript": parts}]}
        return json.dumps(document, ensure_ascii=False, indent=1)


class TestTencentMeetingJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return TencentMeetingJson()

    @pytest.fixture
    def sample(self):
        def part(who, start, *words):
            made = [
                {"wid": str(n), "start_time": start + n, "end_time": start + n + 1, "text": word}
                for n, word in enumerate(words)
            ]
            span = {"start_time": start, "end_time": start + 500}
            return {"speaker_info": {"username": who}, **span,
                    "sentences": [{"sid": "0", **span, "words": made}]}  # fmt: skip

        parts = [part("Anna", 0, "Good", "morning"), part("王小明", 600, "你好", "预算")]
        document = {"minutes": {"paragraphs": parts, "audio_detect": 1}, "more": False}
        return json.dumps(document, ensure_ascii=False, indent=1)


class TestDeepgramJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return DeepgramJson()

    @pytest.fixture
    def sample(self):
        uttered = [
            {"start": 0.5, "end": 2.25, "channel": 0, "transcript": "Good morning, everybody"},
            {"start": 2.5, "end": 4, "channel": 1, "transcript": "你好，今天聊预算"},
        ]
        document = {"metadata": {"request_id": "r"}, "results": {"utterances": uttered}}
        return json.dumps(document, ensure_ascii=False, indent=1)


class TestAssemblyAiJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return AssemblyAiJson()

    @pytest.fixture
    def sample(self):
        uttered = [
            {"start": 500, "end": 2250, "speaker": "A", "text": "Good morning, everybody"},
            {"start": 2500, "end": 4000, "speaker": "B", "text": "你好，今天聊预算"},
        ]
        document = {"language_code": "en_us", "status": "completed", "utterances": uttered}
        return json.dumps(document, ensure_ascii=False, indent=1)


class TestPlainText(TranscriptFormatContract):
    timed = False

    @pytest.fixture
    def format(self):
        return PlainText()

    @pytest.fixture
    def sample(self):
        return "Anna: Good morning, everybody\n客户：你好，我们开始吧，今天聊预算\nAnna: Yes\n"


class TestTwoChannelJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return TwoChannelJson()

    @pytest.fixture
    def sample(self):
        segment = {
            "channel_index": 2,
            "offset_ms": 500,
            "duration_ms": 900,
            "speaker_role": "agent",
        }
        reply = {**segment, "channel_index": 1, "offset_ms": 1500, "speaker_role": "caller"}
        segments = [
            {**segment, "transcript": "Good morning, everybody"},
            {**reply, "transcript": "你好，今天聊预算"},
        ]
        return json.dumps({"segments": segments}, ensure_ascii=False, indent=1)


class TestTwilioJson(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return TwilioJson()

    @pytest.fixture
    def sample(self):
        first = {"media_channel": 1, "start_time": "0.5", "end_time": "2.25", "words": []}
        second = {"media_channel": 2, "start_time": "2.5", "end_time": "4", "words": []}
        sentences = [
            {**first, "transcript": "Good morning, everybody"},
            {**second, "transcript": "你好，今天聊预算"},
        ]
        return json.dumps({"sentences": sentences}, ensure_ascii=False, indent=1)


class TestChunksOfTransformers(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return WhisperJson()

    @pytest.fixture
    def sample(self):
        chunks = [
            {"timestamp": [0.0, 2.5], "text": " Good morning, everybody"},
            {"timestamp": [2.5, 4.0], "text": "你好，我们开始吧，今天聊预算"},
        ]
        return json.dumps({"text": " Good …", "chunks": chunks}, ensure_ascii=False, indent=1)


class TestWordDocument(TranscriptFormatContract):
    timed = False
    encodings = ()

    @pytest.fixture
    def format(self):
        return WordDocument()

    @pytest.fixture
    def sample(self):
        return "Anna   0:03\nGood morning, everybody\n客户   0:05\n你好，我们开始吧，今天聊预算\n"

    def content(self, sample):
        return document(sample.splitlines())


class TestStampedWordDocument(TestWordDocument):
    timed = True

    @pytest.fixture
    def sample(self):
        return (
            "0:0:0.5 --> 0:0:2.250\nAnna\nGood morning, everybody\n"
            "0:0:2.500 --> 0:0:4.0\n客户\n你好，我们开始吧，今天聊预算\n"
        )
