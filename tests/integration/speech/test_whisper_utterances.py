"""Whatever times an engine gives, the transcript's promises hold."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("faster_whisper")

import numpy as np

from revrise.adapters.media.frames import RATE
from revrise.adapters.media.vad import Stretch
from revrise.adapters.whisper.pack import packs
from revrise.adapters.whisper.utterances import GAP_MS, Segment, utterances
from revrise.core.conversations.transcript import Transcript, Word
from revrise.testing.speech import assert_times, assert_words

pytestmark = pytest.mark.speech

times = st.integers(-5_000, 20_000)
words = st.builds(Word, st.sampled_from([" yes", "好", " ", "", " price,"]), times, times)
segments = st.builds(
    lambda spoken, start, end: Segment("".join(w.text for w in spoken), start, end, tuple(spoken)),
    st.lists(words, max_size=6),
    times,
    times,
)


@given(st.lists(segments, max_size=6))
def test_times_ascend_within_the_recording_and_no_text_is_lost(heard):
    said = utterances(heard, "A", 0, 10_000)
    transcript = Transcript("en", (), said, 10_000)
    assert_times(transcript)
    assert_words(transcript)
    assert "".join(one.text for one in said).replace(" ", "") == "".join(
        segment.text for segment in heard
    ).replace(" ", "")


def test_an_utterance_is_parted_at_a_long_pause():
    spoken = (Word(" Hello", 0, 400), Word(" there.", 400, 900), Word(" Well", 900 + GAP_MS, 2_400))
    (first, second) = utterances([Segment(" Hello there. Well", 0, 2_400, spoken)], "B", 1, 3_000)
    assert (first.text, first.start_ms, first.end_ms) == ("Hello there.", 0, 900)
    assert (second.text, second.start_ms, second.channel) == ("Well", 1_900, 1)


def test_text_without_word_times_keeps_the_times_of_its_segment():
    (one,) = utterances([Segment(" 好的 ", 500, 900)], "A", 0, 1_000)
    assert (one.text, one.start_ms, one.end_ms, one.words) == ("好的", 500, 900, ())


spans = st.lists(
    st.tuples(st.integers(1, RATE), st.integers(1, 40 * RATE)), min_size=1, max_size=30
)


@given(spans, st.floats(0, 1))
def test_a_time_in_a_pack_finds_its_sample_in_the_recording(gaps, share):
    """Each sample holds its own number, so the way back can be read off."""
    stretches, at = [], 0
    for gap, length in gaps:
        stretches.append(Stretch(at + gap, at + gap + length))
        at += gap + length
    recording = np.arange(at, dtype=np.int32)
    for pack in packs(recording, stretches):
        assert len(pack.samples) <= 600 * RATE
        sample = int(share * (len(pack.samples) - 1))
        assert pack.ms(sample / RATE) == pytest.approx(
            int(pack.samples[sample]) * 1000 / RATE, abs=1
        )
        windows = pack.windows()
        assert windows[0]["start"] == 0
        assert windows[-1]["end"] == len(pack.samples) / RATE
        assert all(a["end"] == b["start"] for a, b in pairwise(windows))
