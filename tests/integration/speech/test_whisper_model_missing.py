"""Without a usable model the message says what is missing and the way out."""

import shutil
import sys

import pytest

from revrise.adapters.whisper.config import WhisperConfig
from revrise.adapters.whisper.transcriber import transcriber
from revrise.core.errors import Misconfigured

pytestmark = pytest.mark.speech


def refusal(config, audio):
    """The error, which check() announces without loading anything."""
    model = transcriber(config)
    ready = model.check()
    with pytest.raises(Misconfigured) as error:
        model.transcribe(audio)
    if not ready.ready:
        assert (ready.reason, ready.remedy) == (error.value.message, error.value.remedy)
    assert error.value.remedy
    return error.value


def test_no_model_set(mono):
    error = refusal(WhisperConfig(), mono)
    assert error.culprit == "speech.model"
    assert "REVRISE_SPEECH_MODEL" in error.remedy


def test_a_folder_that_is_not_there(mono, tmp_path):
    assert (
        str(tmp_path / "nowhere") in refusal(WhisperConfig(str(tmp_path / "nowhere")), mono).message
    )


@pytest.mark.parametrize("part", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_folder_that_lacks_a_part(mono, english_model, tmp_path, part):
    folder = tmp_path / "model"
    shutil.copytree(english_model, folder)
    (folder / part).unlink()
    assert part in refusal(WhisperConfig(str(folder)), mono).message


def test_a_name_that_is_not_in_the_cache_is_not_fetched(mono):
    config = WhisperConfig("example/no-such-model")
    assert "not on this machine" in refusal(config, mono).message


def test_a_name_nobody_knows(mono):
    assert "neither a folder nor a known model" in refusal(WhisperConfig("gigantic"), mono).message


def test_a_model_cut_short(mono, english_model, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(english_model, folder)
    whole = (folder / "model.bin").read_bytes()
    (folder / "model.bin").write_bytes(whole[: len(whole) // 2])
    assert "does not load" in refusal(WhisperConfig(str(folder)), mono).message


def test_a_sound_front_end_that_does_not_fit(mono, english_model, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(english_model, folder)
    (folder / "preprocessor_config.json").write_text('{"feature_size": 128}', "utf-8")
    assert "80 bands" in refusal(WhisperConfig(str(folder)), mono).message


def test_a_device_nobody_has(mono, english_model):
    assert (
        "does not load" in refusal(WhisperConfig(str(english_model), device="abacus"), mono).message
    )


def test_a_missing_package_names_the_extra(mono, english_model, monkeypatch):
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    assert "revrise[speech]" in refusal(WhisperConfig(str(english_model)), mono).remedy


def test_a_complete_folder_is_ready(english_model):
    assert transcriber(WhisperConfig(str(english_model))).check().ready
