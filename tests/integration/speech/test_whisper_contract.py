"""faster-whisper keeps the contract of the port, heard one window or many at a time."""

import pytest

from revrise.adapters.whisper.config import WhisperConfig
from revrise.adapters.whisper.transcriber import transcriber
from revrise.testing.speech import TranscriberContract

pytestmark = pytest.mark.speech


class WhisperContract(TranscriberContract):
    @pytest.fixture
    def spoken(self, mono):
        return mono

    @pytest.fixture
    def two_sided(self, stereo):
        return stereo

    @pytest.fixture
    def doubled(self, jfk):
        return jfk


class TestEnglish(WhisperContract):
    @pytest.fixture
    def transcriber(self, english):
        return english


class TestChinese(WhisperContract):
    @pytest.fixture
    def transcriber(self, chinese):
        return chinese


@pytest.fixture(scope="module")
def batched(english_model):
    return transcriber(WhisperConfig(str(english_model), batch_size=4))


class TestBatched(WhisperContract):
    @pytest.fixture
    def transcriber(self, batched):
        return batched


@pytest.fixture(scope="module")
def plain(english_model):
    return transcriber(WhisperConfig(str(english_model), word_times=False))


class TestWithoutWordTimes(WhisperContract):
    word_times = False

    @pytest.fixture
    def transcriber(self, plain):
        return plain
