"""A file is what its content says, and nothing but a known recording is opened."""

import os
import random
import re
import struct
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from revrise.adapters.media.limits import Limits
from revrise.adapters.media.probe import probe
from revrise.adapters.media.sound import decode
from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.errors import Invalid, Misconfigured, NotFound
from revrise.testing.speech import write_wav

pytestmark = pytest.mark.speech
pytest.importorskip("av")

KINDS = {".wav": "wav", ".flac": "flac", ".mp3": "mp3", ".aiff": "aiff"}


def test_every_clip_decodes_with_its_length_rate_and_channels(clips, manifest):
    for name, clip in manifest.items():
        found, sound = probe(clips / name), decode(clips / name)
        assert found.kind == KINDS[Path(name).suffix], name
        assert (found.rate, found.channels) == (clip["sr"], clip["ch"]), name
        assert len(sound.channels) == clip["ch"], name
        assert sound.duration_ms == pytest.approx(clip["sec"] * 1000, abs=20), name
        assert abs(sound.samples(0)).max() > 0.01, name


def encode(path, container, codec, layout="stereo", rate=48_000):
    """Two seconds of sound by the library's own encoder."""
    import av
    import numpy as np

    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        size = stream.codec_context.frame_size or 960
        for start in range(0, 2 * rate, size):
            count = len(stream.layout.channels)
            wave = np.sin(np.arange(start, start + size) / 20).astype(np.float32) / 2
            frame = av.AudioFrame.from_ndarray(
                np.tile(wave, (count, 1)), format="fltp", layout=layout
            )
            frame.sample_rate, frame.pts = rate, start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("kind", "container", "codec"),
    [("mp4", "mp4", "aac"), ("ogg", "ogg", "libopus"), ("webm", "webm", "libopus")],
)
def test_encoded_kinds_are_told_by_content(tmp_path, kind, container, codec):
    """Whatever the extension says."""
    file = encode(tmp_path / "recording.txt", container, codec)
    assert probe(file).kind == kind
    assert decode(file).duration_ms == pytest.approx(2_000, abs=60)


def with_a_jump(file, seconds):
    """A second of sound, then another whose time stamps are so much later."""
    import av
    import numpy as np

    with av.open(str(file), "w", format="webm") as target:
        stream = target.add_stream("libopus", rate=48_000, layout="mono")
        for number in range(100):
            tone = np.sin(np.arange(960) / 20).astype(np.float32).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 48_000, number * 960
            for packet in stream.encode(frame):
                if number >= 50:
                    packet.pts += seconds * 48_000
                    packet.dts += seconds * 48_000
                target.mux(packet)
    return file


def test_a_hole_in_the_time_stamps_is_silence(tmp_path):
    """A recorder that paused: what follows keeps the time a player shows."""
    sound = decode(with_a_jump(tmp_path / "paused.webm", 3))
    assert sound.duration_ms == pytest.approx(5_000, abs=60)
    assert not sound.channels[0][2 * 16_000 : 3 * 16_000].any()
    assert sound.channels[0][int(4.5 * 16_000) :].any()


def test_a_jump_in_the_time_stamps_fills_no_disk(tmp_path):
    """A few kilobytes that claim to last a hundred hours."""
    assert "longer than 600 min" in refused(with_a_jump(tmp_path / "bomb.webm", 360_000))


def test_ten_hours_are_taken_and_more_is_not(tmp_path):
    """By the header; the body of a wave file may be a hole that takes no room."""
    for hours, more in ((10, 0), (10, 2)):
        file = write_wav(tmp_path / f"{hours}.{more}.wav", b"")
        size = (hours * 3_600 + more) * 16_000 * 2
        head = bytearray(file.read_bytes())
        head[4:8], head[40:44] = struct.pack("<I", size + 36), struct.pack("<I", size)
        file.write_bytes(head)
        os.truncate(file, len(head) + size)
        if more:
            with pytest.raises(Invalid, match="longer than 600 min"):
                probe(file)
        else:
            assert probe(file).duration_ms == 36_000_000


def test_a_stream_without_a_length_ends_at_the_limit(tmp_path):
    file = write_wav(tmp_path / "streamed.wav", bytes(2 * 16_000 * 61))
    content = bytearray(file.read_bytes())
    content[4:8] = content[40:44] = struct.pack("<I", 0xFFFFFFFF)
    file.write_bytes(content)
    assert "longer than 1 min" in refused(file, Limits(max_minutes=1))


def test_what_an_encoder_adds_to_its_last_frame_is_not_too_long(tmp_path):
    """Ten hours as MP3 or Opus are some hundredths of a second more."""
    file = write_wav(tmp_path / "call.wav", bytes(2 * 16_000 * 60 + 2 * 16_000 * 4 // 10))
    assert probe(file, Limits(max_minutes=1)).duration_ms == 60_400
    assert decode(file, Limits(max_minutes=1)).duration_ms == 60_400


def test_telephone_quality_is_taken(tmp_path):
    """Eight kilohertz, as exchanges record."""
    file = encode(tmp_path / "call.wav", "wav", "pcm_mulaw", layout="mono", rate=8_000)
    assert (probe(file).rate, probe(file).channels) == (8_000, 1)
    assert decode(file).duration_ms == pytest.approx(2_000, abs=60)


def test_every_refusal_is_said_in_chinese_too(tmp_path, clips):
    whole = (clips / "uberi/tests/english.wav").read_bytes()
    files = {
        "empty": b"",
        "list": b"#EXTM3U\nfile:///etc/passwd\n",
        "text": b"We met on Monday.",
        "false": b"fLaC" + b"nothing of the kind" * 9,
        "cut": whole[: len(whole) // 2],
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    write_wav(tmp_path / "six", bytes(6 * 2 * 1_600), channels=6)
    write_wav(tmp_path / "none", b"")
    for file in sorted(tmp_path.iterdir()):
        with pytest.raises(Invalid) as error:
            decode(file)
        for sentence in (error.value.message, error.value.remedy):
            assert re.search("[\u4e00-\u9fff]", in_chinese(sentence)), (file.name, sentence)


def refused(path, limits=None):
    with pytest.raises(Invalid) as error:
        decode(path, limits or Limits())
    assert error.value.culprit == str(path)
    assert error.value.remedy
    return error.value.message


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXTINF:5,\n{}\n#EXT-X-ENDLIST\n",
        "\ufeff#EXTM3U\n{}\n",
        "ffconcat version 1.0\nfile {}\n",
        "[playlist]\nFile1={}\n",
    ],
)
@pytest.mark.parametrize("name", ["call.m3u8", "call.wav", "call.mp3"])
def test_a_playlist_never_opens_the_file_it_names(clips, tmp_path, text, name):
    file = tmp_path / name
    file.write_text(text.format(clips / "uberi/tests/english.wav"), "utf-8")
    assert "playlist" in refused(file)


@pytest.mark.parametrize(
    "content",
    [b"We met on Monday.", bytes(4_096), b"%PDF-1.7\n", b"PK\x03\x04rest", b"ID3", b"\xff\xfb"],
)
def test_other_files_are_refused(tmp_path, content):
    file = tmp_path / "call.mp3"
    file.write_bytes(content)
    assert "not a known recording" in refused(file)


@pytest.mark.parametrize("kind", ["flac", "wav", "mp4", "webm", "aiff", "ogg", "mp3"])
def test_a_true_beginning_with_a_false_rest_is_refused(tmp_path, kind):
    heads = {
        "flac": b"fLaC",
        "wav": b"RIFF\xff\xff\xff\xffWAVE",
        "mp4": b"\x00\x00\x00\x18ftypM4A ",
        "webm": b"\x1a\x45\xdf\xa3",
        "aiff": b"FORM\x00\x00\x10\x00AIFF",
        "ogg": b"OggS",
        "mp3": b"\xff\xfb\x90\x00",
    }
    file = tmp_path / "call"
    file.write_bytes(heads[kind] + b"\x05nothing of the kind " * 100)
    refused(file)


def test_an_empty_file_a_folder_and_no_file(tmp_path):
    (tmp_path / "empty.wav").touch()
    assert "empty" in refused(tmp_path / "empty.wav")
    assert "folder" in refused(tmp_path)
    with pytest.raises(NotFound):
        probe(tmp_path / "gone.wav")


@pytest.mark.parametrize(
    "name",
    [
        "faster-whisper/tests/data/jfk.flac",
        "faster-whisper/tests/data/multilingual.mp3",
        "uberi/tests/english.wav",
        "uberi/tests/french.aiff",
    ],
)
def test_a_recording_cut_in_half_is_refused(clips, tmp_path, name):
    whole = (clips / name).read_bytes()
    file = tmp_path / "cut"
    file.write_bytes(whole[: len(whole) // 2])
    assert "ends early" in refused(file)


def test_a_streamed_wav_without_its_size_is_whole(tmp_path):
    file = write_wav(tmp_path / "streamed.wav", bytes(32_000))
    content = bytearray(file.read_bytes())
    content[4:8] = content[40:44] = struct.pack("<I", 0xFFFFFFFF)
    file.write_bytes(content)
    assert decode(file).duration_ms == 1_000


def test_six_channels_are_refused_with_the_way_out(tmp_path):
    file = write_wav(tmp_path / "surround.wav", bytes(6 * 2 * 1_600), channels=6)
    assert "6 channels" in refused(file)


def test_a_recording_above_a_limit_is_refused(tmp_path):
    file = write_wav(tmp_path / "long.wav", bytes(2 * 16_000 * 61))
    assert "longer than 1 min" in refused(file, Limits(max_minutes=1))
    assert "more than 100" in refused(file, Limits(max_bytes=100))


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "regular file" in refused(tmp_path / "pipe")


def test_without_the_library_the_extra_is_named(mono, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(Misconfigured) as error:
        probe(mono)
    assert "revrise[speech]" in error.value.remedy


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_recording_is_heard_or_refused_never_a_crash(clips, manifest, tmp_path, seed):
    chance = random.Random(seed)
    content = bytearray((clips / chance.choice(sorted(manifest))).read_bytes())
    for _ in range(chance.choice([1, 10, 1_000])):
        content[chance.randrange(chance.choice([64, len(content)]))] = chance.randrange(256)
    file = tmp_path / "damaged"
    file.write_bytes(content)
    with suppress(Invalid):
        assert decode(file).duration_ms > 0


def test_a_recording_without_sound_is_refused(tmp_path):
    file = write_wav(tmp_path / "none.wav", b"")
    assert "sound" in refused(file) or "cannot be read" in refused(file)
