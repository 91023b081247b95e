"""What every transcriber keeps; inherit, and give it a transcriber and three recordings."""

import wave
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.ports.speech import Keep, SpeechOptions, Transcriber

RATE = 16_000


def write_wav(path: Path, samples: bytes, channels: int = 1) -> Path:
    """A 16-bit PCM file at 16 kHz from little-endian samples."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return path


class TranscriberContract:
    """Override the four fixtures. `word_times` False where the engine gives none."""

    word_times = True

    @pytest.fixture
    def transcriber(self) -> Transcriber:
        """The transcriber under test, ready."""
        raise NotImplementedError

    @pytest.fixture
    def spoken(self) -> Path:
        """A mono recording in which somebody speaks."""
        raise NotImplementedError

    @pytest.fixture
    def two_sided(self) -> Path:
        """A recording with another voice on each of two channels."""
        raise NotImplementedError

    @pytest.fixture
    def doubled(self) -> Path:
        """A recording with the same voice on both channels."""
        raise NotImplementedError

    def test_is_ready_and_named(self, transcriber: Transcriber) -> None:
        """A transcriber that can work says so and says what it is."""
        assert transcriber.check().ready
        assert transcriber.id

    def test_speech_becomes_ordered_utterances_with_integer_times(
        self, transcriber: Transcriber, spoken: Path
    ) -> None:
        """Times ascend, are plain ints and lie inside the recording."""
        transcript = transcriber.transcribe(spoken)
        assert transcript.utterances
        assert transcript.language
        assert transcript.source == transcriber.id
        assert_times(transcript)

    def test_words_ascend_inside_their_utterance(
        self, transcriber: Transcriber, spoken: Path
    ) -> None:
        """Word times, where given, are ints in order and within the utterance."""
        transcript = transcriber.transcribe(spoken)
        if self.word_times:
            assert all(utterance.words for utterance in transcript.utterances)
        assert_words(transcript)

    def test_two_channels_are_two_speakers(self, transcriber: Transcriber, two_sided: Path) -> None:
        """Every utterance names its channel, and the channel is the speaker."""
        transcript = transcriber.transcribe(two_sided)
        assert [speaker.ref for speaker in transcript.speakers] == ["A", "B"]
        assert {(one.speaker, one.channel) for one in transcript.utterances} == {("A", 0), ("B", 1)}
        assert {speaker.side for speaker in transcript.speakers} == {"unknown"}
        assert_times(transcript)

    @pytest.mark.parametrize("seller", [0, 1])
    def test_the_seller_channel_gives_sides(
        self, transcriber: Transcriber, two_sided: Path, seller: int
    ) -> None:
        """The other channel is the buyer."""
        transcript = transcriber.transcribe(two_sided, SpeechOptions(seller_channel=seller))
        sides = [speaker.side for speaker in transcript.speakers]
        assert sides == (["buyer", "seller"] if seller else ["seller", "buyer"])

    def test_offsets_move_the_times_of_a_channel(
        self, transcriber: Transcriber, two_sided: Path
    ) -> None:
        """Only the channel they are given for."""
        plain = transcriber.transcribe(two_sided)
        moved = transcriber.transcribe(two_sided, SpeechOptions(channel_offsets_ms=(0, 700)))
        assert first_starts(moved) == [first_starts(plain)[0], first_starts(plain)[1] + 700]
        assert_times(moved)
        assert_words(moved)

    def test_the_same_sound_on_both_channels_is_one_speaker(
        self, transcriber: Transcriber, doubled: Path
    ) -> None:
        """Nobody is counted twice, and no channel can say who sells."""
        transcript = transcriber.transcribe(doubled, SpeechOptions(seller_channel=0))
        assert [(speaker.ref, speaker.side) for speaker in transcript.speakers] == [
            ("A", "unknown")
        ]

    def test_silence_has_a_length_but_no_utterances(
        self, transcriber: Transcriber, tmp_path: Path
    ) -> None:
        """Nobody speaks, so there is nobody to list."""
        silent = write_wav(tmp_path / "silent.wav", bytes(2 * RATE))
        transcript = transcriber.transcribe(silent)
        assert transcript.utterances == ()
        assert transcript.speakers == ()
        assert transcript.duration_ms == 1_000
        assert transcript.language

    def test_a_file_that_is_no_recording_is_refused_by_name(
        self, transcriber: Transcriber, tmp_path: Path
    ) -> None:
        """Whatever its extension says."""
        wrong = tmp_path / "minutes.wav"
        wrong.write_text("We met on Monday.", "utf-8")
        with pytest.raises(Invalid) as refused:
            transcriber.transcribe(wrong)
        assert refused.value.culprit == str(wrong)

    def test_a_missing_file_is_not_found(self, transcriber: Transcriber, tmp_path: Path) -> None:
        """By name too."""
        with pytest.raises(NotFound) as absent:
            transcriber.transcribe(tmp_path / "gone.wav")
        assert absent.value.culprit == str(tmp_path / "gone.wav")

    def test_what_is_kept_is_not_heard_again(
        self, transcriber: Transcriber, two_sided: Path
    ) -> None:
        """A killed worker goes on where it was, and ends with the same words."""
        parts: dict[str, Transcript] = {}
        whole = transcriber.transcribe(two_sided, keep=_keeping(parts))
        assert parts
        lost = list(parts)[-1]
        del parts[lost]
        before = dict(parts)
        again = _keeping(parts)
        assert transcriber.transcribe(two_sided, keep=again) == whole
        assert list(parts) == [*before, lost]
        assert all(parts[name] is before[name] for name in before)

    def test_keeping_may_stop_the_hearing(self, transcriber: Transcriber, two_sided: Path) -> None:
        """As when somebody takes back their consent meanwhile."""

        def refuse(_name: str, _work: Callable[[], Transcript]) -> Transcript:
            raise Refused("they do not agree any more")

        with pytest.raises(Refused, match="any more"):
            transcriber.transcribe(two_sided, keep=refuse)

    def test_progress_ascends_to_one(self, transcriber: Transcriber, spoken: Path) -> None:
        """The last word is that all is done."""
        told: list[float] = []
        transcriber.transcribe(spoken, progress=told.append)
        assert told == sorted(told)
        assert told[-1] == 1.0


def _keeping(parts: dict[str, Transcript]) -> Keep:
    def keep(name: str, work: Callable[[], Transcript]) -> Transcript:
        if name not in parts:
            parts[name] = work()
        return parts[name]

    return keep


def assert_times(transcript: Transcript) -> None:
    """Utterances ascend by start, in ints, within the duration."""
    assert type(transcript.duration_ms) is int
    starts = [utterance.start_ms or 0 for utterance in transcript.utterances]
    assert starts == sorted(starts)
    for one in transcript.utterances:
        assert type(one.start_ms) is int
        assert type(one.end_ms) is int
        assert 0 <= one.start_ms <= one.end_ms <= transcript.duration_ms


def assert_words(transcript: Transcript) -> None:
    """Words ascend without overlap, in ints, within their utterance."""
    for one in transcript.utterances:
        times = [time for word in one.words for time in (word.start_ms, word.end_ms)]
        bounded = [one.start_ms or 0, *times, one.end_ms or 0]
        assert all(type(time) is int for time in times)
        assert all(before <= after for before, after in pairwise(bounded)), one


def first_starts(transcript: Transcript) -> list[int]:
    """The first start of each speaker, in the order of the speakers."""
    return [
        min(one.start_ms or 0 for one in transcript.utterances if one.speaker == speaker.ref)
        for speaker in transcript.speakers
    ]
