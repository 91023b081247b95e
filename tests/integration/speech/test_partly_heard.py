"""A recording of which only a part would be heard is refused, not scored as a whole call."""

import io
from pathlib import Path

import pytest

from revrise.adapters.media.probe import probe
from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.errors import Invalid

pytestmark = pytest.mark.speech
av = pytest.importorskip("av")


def recording(container: str, codec: str, tracks: int = 1) -> bytes:
    """Two seconds of sound on each track."""
    import numpy as np

    with av.open(to := io.BytesIO(), "w", format=container) as file:
        for stream in [file.add_stream(codec, rate=48_000) for _ in range(tracks)]:
            for start in range(0, 96_000, 960):
                wave = np.sin(np.arange(start, start + 960) / 20, dtype=np.float32)
                frame = av.AudioFrame.from_ndarray(wave[None], format="flt", layout="mono")
                frame.sample_rate, frame.pts = 48_000, start
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
    return to.getvalue()


def refused(folder: Path, content: bytes) -> str:
    (folder / "call").write_bytes(content)
    with pytest.raises(Invalid) as error:
        probe(folder / "call")
    for said in (error.value.message, error.value.remedy):
        assert in_chinese(said) != said
    return error.value.message


def test_an_ogg_file_that_ends_within_a_page_is_cut_short(tmp_path: Path) -> None:
    """It says nowhere how long it is; without its last page it looks like a shorter one."""
    whole = recording("ogg", "libopus")
    last = whole.rindex(b"OggS")
    for size in (last + 4, last + 26, last + 27, last + 30, len(whole) - 1):
        assert "ends early" in refused(tmp_path, whole[:size])
    for content in (whole, whole + b"TAG", whole[:last]):
        (tmp_path / "call").write_bytes(content)
        assert probe(tmp_path / "call").kind == "ogg"


def test_of_several_audio_tracks_none_is_left_unheard(tmp_path: Path) -> None:
    assert "has 2 audio tracks" in refused(tmp_path, recording("mp4", "aac", tracks=2))
