"""How long a recording is said to be: what is no promise refuses nothing, what is one is kept."""

import struct

import pytest

from revrise.adapters.media.probe import probe
from revrise.adapters.media.sound import decode
from revrise.core.errors import Invalid
from revrise.testing.speech import write_wav

pytestmark = pytest.mark.speech
pytest.importorskip("av")


def wav(path, sound, riff, data):
    """A file whose header says these sizes."""
    content = bytearray(write_wav(path, sound).read_bytes())
    content[4:8], content[40:44] = struct.pack("<I", riff), struct.pack("<I", data)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("size", [0x7FFFF000, 0x7FFFFFFF, 0x80000000])
def test_sizes_of_programs_that_stream_promise_nothing(tmp_path, size):
    assert decode(wav(tmp_path / "a.wav", bytes(32_000), size + 36, size)).duration_ms == 1_000


def test_a_wav_that_holds_more_than_its_header_says_is_not_heard_by_half(tmp_path):
    """As a recorder leaves it that died: its header is of long before."""
    file = wav(tmp_path / "died.wav", b"\x01\x90" * 160_000, 32_036, 32_000)
    with pytest.raises(Invalid, match="holds more than its header says"):
        probe(file)
    head = file.read_bytes()[:32_044]
    for behind in (bytes(200_000), b"LIST" + struct.pack("<I", 200_000) + b"\x01" * 200_000):
        file.write_bytes(head + behind)  # room made ahead, or another part: no sound
        assert decode(file).duration_ms == 1_000


def test_a_length_guessed_by_what_comes_first_is_no_promise(tmp_path):
    """Variable bit rates that begin with silence: by its rate the rest would last for minutes."""
    file = tmp_path / "recorded"
    file.write_bytes(b"#!AMR\n" + b"\x7c" * 250 + (b"\x3c" + bytes(31)) * 250)
    assert (probe(file).kind, probe(file).duration_ms) == ("amr", None)
    assert decode(file).duration_ms == pytest.approx(10_000, abs=150)
    quiet, loud = (b"\xff\xfb" + bytes((rate, 0xC4)) + bytes(size)
                   for rate, size in ((0x10, 100), (0xE0, 1040)))  # fmt: skip
    file.write_bytes(quiet * 400 + loud * 400)
    assert probe(file).duration_ms is None
    assert decode(file).duration_ms == pytest.approx(800 * 1152 / 44.1, abs=150)
