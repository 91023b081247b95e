"""Who hears recordings is a setting: the engine here, an endpoint elsewhere, a plugin."""

import json

import pytest

from revrise.apps.assembly import RevRise
from revrise.apps.cli.main import run
from revrise.apps.settings import Settings, Speech
from revrise.core.errors import Misconfigured
from revrise.testing.scripted_transcriber import ScriptedTranscriber


def heard_by(tmp_path, plugins=None, **speech):
    class Site(RevRise):
        @property
        def catalogue(self):
            return plugins or super().catalogue

    return Site(Settings(data_dir=str(tmp_path), speech=Speech(**speech))).transcriber()


def test_faster_whisper_is_the_usual_one(tmp_path):
    assert heard_by(tmp_path, model="models/small").id == "faster-whisper:small"


def test_an_endpoint_is_used_where_it_is_wanted(tmp_path, monkeypatch):
    monkeypatch.setenv("SPEECH_KEY", "sesame")
    site = heard_by(
        tmp_path, engine="endpoint", endpoint="https://host/v1", endpoint_key="env:SPEECH_KEY"
    )
    assert site.id == "endpoint:whisper-1"
    assert site.make().config.key == "sesame"
    assert site.check().ready


def test_a_plugin_may_hear(tmp_path):
    class Plugins:
        def transcribers(self):
            return [ScriptedTranscriber({}, id="acme")]

    assert heard_by(tmp_path, Plugins(), engine="acme").id == "acme"
    with pytest.raises(Misconfigured, match="no transcriber other") as error:
        heard_by(tmp_path, Plugins(), engine="other")
    assert error.value.remedy == "one of whisper, endpoint, acme"


@pytest.mark.parametrize(
    "wrong", [{"chunk_s": 5}, {"beam_size": 0}, {"threads": -1}, {"silence_s": 0}]
)
def test_a_setting_out_of_range_is_named(tmp_path, wrong):
    with pytest.raises(Misconfigured, match=next(iter(wrong))):
        heard_by(tmp_path, model="small", **wrong)


def test_the_same_one_hears_every_recording(tmp_path):
    """Its model is loaded once a process."""
    app = RevRise(Settings(data_dir=str(tmp_path)))
    assert app.transcriber() is app.transcriber()


@pytest.mark.speech
def test_a_call_is_analysed_by_an_endpoint_from_the_command_line(
    stereo, tmp_path, monkeypatch, capsys
):
    pytest.importorskip("faster_whisper")
    from tests.support.speech_endpoint import serving

    monkeypatch.setenv("REVRISE_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("REVRISE_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    with serving() as endpoint:
        for name, value in {
            "ENGINE": "endpoint",
            "ENDPOINT": endpoint.url,
            "ENDPOINT_KEY": endpoint.key,
            "ENDPOINT_PRIVATE": "true",
        }.items():
            monkeypatch.setenv(f"REVRISE_SPEECH_{name}", value)
        assert run(["calls", "analyze", str(stereo), "--seller-channel", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["side"] for one in found["speakers"]] == ["seller", "buyer"]
    assert found["metrics"]["talk_share"]["basis"] == "words"
