"""The spoken call ships with its script."""

import json
from importlib.resources import files

from revrise.apps.demo.recording import spoken_call


def test_the_recording_is_a_small_ogg_file() -> None:
    with spoken_call() as path:
        content = path.read_bytes()
    assert content.startswith(b"OggS")
    assert len(content) < 200_000


def test_the_script_covers_the_recording_in_order() -> None:
    asset = files("revrise.apps.demo").joinpath("assets", "first-call.json")
    script = json.loads(asset.read_text("utf-8"))
    times = [moment for u in script["utterances"] for moment in (u["start_ms"], u["end_ms"])]
    assert times == sorted(times)
    assert {u["channel"] for u in script["utterances"]} == {0, 1}
