"""Answers of speech services: the contract of formats, and the golden calls by way of them."""

import pytest

from revrise.plugins.calls.aws_json import AmazonTranscribeJson
from revrise.plugins.calls.azure_json import AzureSpeechJson
from revrise.plugins.calls.fireflies_json import FirefliesJson
from revrise.plugins.calls.google_json import GoogleSpeechJson
from revrise.plugins.calls.rev_json import RevJson
from revrise.testing import golden_services as services
from revrise.testing.golden import GoldenFileContract
from revrise.testing.golden_calls import MIXED, WORDS
from revrise.testing.transcripts import TranscriptFormatContract


class TestAmazonAnalytics(GoldenFileContract, TranscriptFormatContract):
    words = True

    @pytest.fixture
    def format(self):
        return AmazonTranscribeJson()

    @pytest.fixture
    def write(self):
        return services.amazon_analytics

    @pytest.fixture
    def sample(self):
        return services.amazon_analytics(MIXED).decode()


class TestAzureFast(GoldenFileContract, TranscriptFormatContract):
    words = True
    seller = "speaker 1"

    @pytest.fixture
    def format(self):
        return AzureSpeechJson()

    @pytest.fixture
    def write(self):
        return services.azure_fast

    @pytest.fixture
    def sample(self):
        return services.azure_fast(MIXED).decode()


class TestAzureBatch(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return AzureSpeechJson()

    @pytest.fixture
    def sample(self):
        return services.azure_batch(MIXED).decode()


class TestFireflies(GoldenFileContract, TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return FirefliesJson()

    @pytest.fixture
    def write(self):
        return services.fireflies

    @pytest.fixture
    def sample(self):
        return services.fireflies(MIXED).decode()


CHINESE = '"mostly 你好，我们开始吧，今天聊预算"'


class TestAmazonJob(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return AmazonTranscribeJson()

    @pytest.fixture
    def sample(self):
        return services.amazon_job(WORDS).decode().replace('"mostly"', CHINESE)


class TestGoogle(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return GoogleSpeechJson()

    @pytest.fixture
    def sample(self):
        return services.google(WORDS).decode().replace('"mostly"', CHINESE)


class TestRev(TranscriptFormatContract):
    @pytest.fixture
    def format(self):
        return RevJson()

    @pytest.fixture
    def sample(self):
        return services.rev(WORDS).decode().replace('"mostly"', CHINESE)
