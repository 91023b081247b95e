"""A recording through the command line: transcribed by the real engine, scored, and kept."""

import json
from hashlib import sha256

import pytest

from revrise.apps.assembly import RevRise
from revrise.apps.cli.main import run
from revrise.apps.settings import Settings

pytestmark = pytest.mark.speech


@pytest.fixture
def revrise(tmp_path, monkeypatch, english_model, capsys):
    """Runs a command in a fresh installation with a model; gives exit code and JSON."""
    monkeypatch.setenv("REVRISE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("REVRISE_SPEECH_MODEL", str(english_model))
    monkeypatch.setenv("REVRISE_SPEECH_VOCABULARY", "0")  # its script begins without a prompt
    monkeypatch.delenv("REVRISE_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)

    def go(*args):
        code = run([*args, "--json"])
        output = capsys.readouterr().out
        return code, json.loads(output) if output else None

    return go


def test_a_stereo_recording_becomes_a_scored_call_of_two(revrise, stereo, tmp_path):
    """Channel 0 sells; the recording itself is kept under the name of its content."""
    code, answer = revrise(
        "calls", "add", str(stereo), "--seller-channel", "0", "--consent", "all-party"
    )
    (added,) = answer["calls"]
    assert (code, added["state"], answer["failed"]) == (0, "analysed", [])
    _, shown = revrise("calls", "show", added["id"])
    assert {one["side"] for one in shown["utterances"]} == {"seller", "buyer"}
    assert shown["metrics"]["talk_share"]["basis"] == "words"
    name = sha256(stereo.read_bytes()).hexdigest()
    sound = stereo.read_bytes()
    kept = (tmp_path / "blobs" / "local" / name[:2] / name).read_bytes()
    assert sound[:64] not in kept  # what lies on the disk is sealed
    blobs = RevRise(Settings(data_dir=str(tmp_path))).blobs
    assert b"".join(blobs.open("local", name, 0, len(sound))) == sound


def test_one_voice_on_both_channels_is_one_speaker(revrise, jfk):
    code, answer = revrise("calls", "analyze", str(jfk))
    assert code == 0
    assert [speaker["ref"] for speaker in answer["speakers"]] == ["A"]


def test_nothing_is_kept_of_a_recording_that_not_everybody_agreed_to(revrise, stereo, tmp_path):
    code, answer = revrise("calls", "add", str(stereo), "--consent", "seller-only")
    assert (code, answer["calls"]) == (4, [])
    assert "--consent all-party" in answer["failed"][0]["error"]
    assert revrise("calls", "list") == (0, [])
    assert not (tmp_path / "blobs").exists()
