"""Two channels are two sides only where they carry two sounds."""

import pytest

pytest.importorskip("faster_whisper")

import numpy as np

from revrise.adapters.media.channels import Channels, channels, similarity
from revrise.adapters.media.frames import RATE
from revrise.adapters.media.sound import Sound, decode
from revrise.adapters.media.vad import Stretch, everything, piece

pytestmark = pytest.mark.speech

ONE = Channels((0,), separate=False)
BOTH = Channels((0, 1), separate=True)


def test_every_stereo_clip_but_the_dialogue_is_one_sound_twice(clips, manifest):
    for name, clip in manifest.items():
        two_sided = name.endswith("stereo_diarization.wav")
        assert channels(decode(clips / name)) == (BOTH if two_sided else ONE), (name, clip)


@pytest.fixture
def voice(mono):
    return decode(mono).channels[0][:]


@pytest.fixture
def other(stereo):
    return decode(stereo).channels[1][:]


def test_a_quieter_inverted_or_late_copy_is_the_same_sound(voice):
    quieter = (voice * 0.25).astype(np.int16)
    late = np.roll(voice, 160)
    for copy in (quieter, -voice, late):
        assert channels(Sound((voice, copy))) == ONE


def test_a_noisy_copy_is_the_same_sound(voice):
    noise = np.random.default_rng(1).normal(0, 0.1 * voice.std(), len(voice))
    assert channels(Sound((voice, (voice + noise).astype(np.int16)))) == ONE


def test_an_echo_of_the_other_side_does_not_merge_two_sides(voice, other):
    size = min(len(voice), len(other))
    near = voice[:size]
    far = (other[:size] + 0.3 * near).astype(np.int16)
    assert channels(Sound((near, far))) == BOTH


@pytest.mark.parametrize("silent", [0, 1])
def test_a_silent_channel_is_passed_over_but_keeps_its_number(voice, silent):
    hum = np.random.default_rng(2).integers(-9, 9, len(voice)).astype(np.int16)
    pair = (hum, voice) if silent == 0 else (voice, hum)
    assert channels(Sound(pair)) == Channels((1 - silent,), separate=True)


def test_two_silent_channels_leave_nothing_to_hear():
    nothing = np.zeros(RATE, np.int16)
    assert channels(Sound((nothing, nothing))).heard == ()
    assert similarity(nothing, nothing) == 0.0


def test_speech_is_found_where_it_is(voice):
    padded = np.concatenate((np.zeros(5 * RATE, np.int16), voice, np.zeros(5 * RATE, np.int16)))
    found = piece(Sound((padded,)).samples(0), 0, more=False).stretches
    assert found[0].start == pytest.approx(5 * RATE, abs=RATE)
    assert found[-1].end == pytest.approx(len(padded) - 5 * RATE, abs=RATE)


def test_nothing_is_found_in_silence_and_in_noise():
    noise = np.random.default_rng(3).normal(0, 0.003, 10 * RATE).astype(np.float32)
    assert piece(np.zeros(3 * RATE, np.float32), 0, more=False).stretches == ()
    assert piece(noise, 0, more=False).stretches == ()


def test_who_still_speaks_at_the_end_of_a_piece_is_left_to_the_next(voice):
    """A word is never cut in two because of where a long recording is divided."""
    samples = Sound((np.concatenate((voice, np.zeros(3 * RATE, np.int16), voice)),)).samples(0)
    middle = len(voice) + 5 * RATE
    first = piece(samples[:middle], 0, more=True)
    assert len(voice) - RATE < first.end < len(voice) + 4 * RATE
    assert first.stretches[-1].end <= first.end
    rest = piece(samples[first.end :], first.end, more=False)
    assert rest.stretches[0].start - first.end < RATE
    assert rest.end == len(samples)


def test_without_a_detector_the_whole_channel_is_heard():
    stretches = everything(np.zeros(70 * RATE, np.float32))
    assert stretches == tuple(
        Stretch(start * RATE, end * RATE) for start, end in ((0, 30), (30, 60), (60, 70))
    )
