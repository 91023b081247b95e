"""A transcriber of a plugin that asks to run apart: it crashes alone, and its plugin goes on."""

import os
from pathlib import Path

import pytest
from tests.support.moody_transcriber import CRASHES_MS, HANGS_MS
from tests.unit.plugins.conftest import Cage

from revrise.core.errors import Retriable
from revrise.ports.catalogue import Catalogue
from revrise.ports.speech import Transcriber
from revrise.testing.speech import RATE, write_wav

PLUGIN = """
from functools import partial
from pathlib import Path
from revrise.ports import PluginManifest, hookimpl
from revrise.testing.scripted_transcriber import ScriptedTranscriber
from tests.support.moody_transcriber import MoodyTranscriber

@hookimpl
def manifest():
    return PluginManifest(id="ears", name="Ears")

class Mine:
    id = "mine"

@hookimpl
def register_transcribers(tools):
    log = Path({log!r})
    return [tools.apart({make}, 2.0)]
"""
ENGINE = "partial(MoodyTranscriber, ScriptedTranscriber({}), log)"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "moods"


def state(found: Catalogue) -> tuple[str, str | None]:
    (one,) = [each for each in found.states() if each.id == "ears"]
    return one.state, one.remedy


def heard(ears: Transcriber, folder: Path, ms: int) -> int | None:
    return ears.transcribe(write_wav(folder / "a.wav", bytes(2 * RATE * ms // 1000))).duration_ms


@pytest.mark.parametrize(("ms", "how"), [(CRASHES_MS, "SIGABRT"), (HANGS_MS, "said nothing")])
def test_a_crash_or_silence_ends_its_process_alone(
    cage: Cage, log: Path, tmp_path: Path, ms: int, how: str
) -> None:
    found = cage(ears=PLUGIN.format(log=str(log), make=ENGINE))
    (ears,) = found.transcribers()
    assert heard(ears, tmp_path, 2_000) == 2_000
    with pytest.raises(Retriable, match=how):
        heard(ears, tmp_path, ms)
    assert heard(ears, tmp_path, 2_000) == 2_000
    pids = {int(line.split()[1]) for line in log.read_text().splitlines()}
    assert os.getpid() not in pids
    assert len(pids) == 2
    assert state(found)[0] == "enabled"


@pytest.mark.parametrize("make", ["lambda: Mine()", "Mine", "partial(Mine)", "partial(id, tools)"])
def test_what_another_process_cannot_make_is_said_when_the_plugin_is_loaded(
    cage: Cage, log: Path, make: str
) -> None:
    found = cage(ears=PLUGIN.format(log=str(log), make=make))
    told, remedy = state(found)
    assert told == "quarantined"
    assert "of an installed package" in (remedy or "")
