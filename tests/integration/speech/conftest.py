"""Recordings and tiny real models."""

import json

import pytest

from revrise.adapters.whisper.config import WhisperConfig
from revrise.adapters.whisper.transcriber import transcriber

ENGLISH = ("And", " so", " my", " fellow", " Americans", ",", " ask", " not", ".")
CHINESE = ("我们", "今天", "谈", "价格", "。")


@pytest.fixture(scope="session")
def clips(shared_data):
    """The folder of real speech."""
    return shared_data / "audio"


@pytest.fixture(scope="session")
def manifest(clips):
    """What is known of each clip, by file name."""
    listed = json.loads((clips / "MANIFEST.json").read_text("utf-8"))
    return {clip["file"]: clip for clip in listed}


@pytest.fixture(scope="session")
def jfk(clips):
    return clips / "faster-whisper/tests/data/jfk.flac"


@pytest.fixture(scope="session")
def stereo(clips):
    return clips / "faster-whisper/tests/data/stereo_diarization.wav"


@pytest.fixture(scope="session")
def mono(clips):
    return clips / "wenet/test/resources/librispeech-1995-1837-0001.wav"


@pytest.fixture(scope="session")
def build_model(tmp_path_factory):
    """Writes a model that speaks a script; needs the speech packages."""
    pytest.importorskip("faster_whisper")
    from tests.support.scripted_whisper import Script, write

    def build(words=ENGLISH, **script):
        return write(tmp_path_factory.mktemp("model"), Script(words, **script))

    return build


@pytest.fixture(scope="session")
def english_model(build_model):
    return build_model()


@pytest.fixture(scope="session")
def english(english_model):
    return transcriber(WhisperConfig(str(english_model)))


@pytest.fixture(scope="session")
def chinese(build_model):
    return transcriber(WhisperConfig(str(build_model(CHINESE, language="zh"))))
