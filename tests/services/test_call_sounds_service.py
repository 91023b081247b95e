"""The sound of a call is drawn once, for those who may hear it."""

from pathlib import Path
from typing import Any, BinaryIO

import pytest
from tests.services.conftest import NOW, World
from tests.services.test_call_pages_service import agreed

from revrise.adapters.blobs.local import LocalBlobs
from revrise.core.conversations.call import Call
from revrise.core.errors import NotFound, Refused
from revrise.services.calls.service import Calls
from revrise.services.calls.sounding import CallSounds
from revrise.services.measures.analysing import Analyst


@pytest.fixture
def sounds(world: World, catalogue: Any, tmp_path: Path) -> tuple[CallSounds, list[bytes]]:
    """Sounds of two recordings, and what was drawn; one call has nobody's consent."""
    blobs, drawn = LocalBlobs(tmp_path / "blobs"), []
    kept = blobs.put("acme", [b"sound"]).sha256

    def draw(file: BinaryIO, count: int) -> list[list[float]]:
        drawn.append(file.read())
        return [[0.5] * count]

    for name, media in (("heard", kept), ("mute", kept), ("plain", None)):
        world.put(Call(name, name, "n1", "north", NOW, "en", name, media_sha256=media,
                       participants=("A",)))  # fmt: skip
    world.put(*agreed("heard", "n1", "A"))
    return CallSounds(Calls(world.desk, Analyst(catalogue)), lambda: blobs, draw), drawn


def test_a_recording_is_drawn_once(world: World, sounds: tuple[CallSounds, list[bytes]]) -> None:
    service, drawn = sounds
    first = service.peaks("heard", world.by("coach"))
    assert service.peaks("heard", world.by("n1")) == first
    assert drawn == [b"sound"]


@pytest.mark.parametrize(
    ("call", "who", "error"),
    [
        ("mute", "coach", Refused),
        ("plain", "coach", NotFound),
        ("heard", "n2", NotFound),
        ("heard", "enb", Refused),
        ("none", "coach", NotFound),
    ],
)
def test_who_may_not_hear_it_sees_nothing_of_it(
    world: World, sounds: tuple[CallSounds, list[bytes]], call: str, who: str, error: Any
) -> None:
    service, drawn = sounds
    with pytest.raises(error):
        service.peaks(call, world.by(who))
    assert drawn == []
