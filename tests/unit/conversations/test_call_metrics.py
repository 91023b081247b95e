"""Properties of the metrics, for any transcript however odd."""

import json
import math
from itertools import count

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.document import as_document
from revrise.core.conversations.metrics.definitions import BY_ID
from revrise.core.conversations.metrics.speech import prepare
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word

SPEAKERS = (Speaker("R1", "seller"), Speaker("R2", "seller"), Speaker("C", "buyer"), Speaker("X"))
TEXTS = st.sampled_from(
    [
        "mm-hmm",
        "嗯",
        "tell me about it",
        "the price is not good",
        "这个价格太贵了",
        "你们什么时候方便",
        "let's use 微信 不 uh 那个，好",
        "🙂👩‍👩‍👧",
        "",
        "İ ǆ ﬃ …",
        "<script>alert(1)</script>",
        "[noise]",
    ]
) | st.text(max_size=30)
TIMES = st.none() | st.integers(-5_000, 120_000)
WORDS = st.lists(
    st.builds(Word, st.just("a"), st.integers(-500, 60_000), st.integers(-500, 60_000)), max_size=4
)
ODD = st.builds(
    Utterance,
    st.sampled_from(["R1", "R2", "C", "X", "nobody"]),
    TEXTS,
    TIMES,
    TIMES,
    st.none(),
    WORDS.map(tuple),
)
CALLS = st.builds(
    Transcript,
    st.sampled_from(["en", "zh-CN", "", "fr", "auto"]),
    st.just(SPEAKERS),
    st.lists(ODD, max_size=12).map(tuple),
    TIMES,
)
SHARES = ("talk_share", "talk_share/A", "talk_share/C", "silence", "overtalk")


@given(CALLS)
def test_any_transcript_has_metrics_that_are_numbers_or_say_why_not(call: Transcript) -> None:
    for key, metric in analyse(call).metrics.items():
        definition = BY_ID[metric.definition]
        assert definition.key == key
        assert definition.unit == metric.unit
        assert (metric.value is None) == (metric.reason is not None)
        assert metric.reason is None or metric.reason in definition.reasons
        assert metric.value is None or math.isfinite(metric.value)
        if key in SHARES or key.endswith("_share"):
            assert metric.value is None or 0 <= metric.value <= 1


@given(CALLS)
def test_the_document_of_any_transcript_is_json_with_one_entry_per_utterance(
    call: Transcript,
) -> None:
    document = json.loads(json.dumps(as_document(analyse(call)), allow_nan=False))
    assert [one["text"] for one in document["utterances"]] == [one.text for one in call.utterances]


@given(CALLS)
def test_speech_of_a_side_is_at_most_the_sum_of_its_speakers(call: Transcript) -> None:
    speech = prepare(call)
    by_speaker = {
        ref: sum(end - start for start, end in spoken)
        for ref, spoken in speech.talk_by_speaker.items()
    }
    for side, talk in speech.talk_ms.items():
        theirs = [
            talked for ref, talked in by_speaker.items() if speech.transcript.side(ref) == side
        ]
        assert max(theirs, default=0) <= talk <= sum(theirs)


@given(CALLS, st.randoms())
def test_timing_does_not_depend_on_the_order_utterances_come_in(call: Transcript, random) -> None:
    timed = [one for one in call.utterances if one.timed or one.words]
    shuffled = random.sample(timed, len(timed))
    one, other = (
        analyse(evolve(call, utterances=tuple(said))).metrics for said in (timed, shuffled)
    )
    untimed = ("questions_", "sentiment_", "objection", "commit", "customer_engagement")
    for key, metric in one.items():
        if not key.startswith(untimed):
            assert metric.value == pytest.approx(other[key].value), key


@given(CALLS, st.integers(0, 11), st.floats(0, 1))
def test_cutting_an_utterance_in_two_leaves_talk_time(
    call: Transcript, index: int, where: float
) -> None:
    said = [evolve(one, words=()) for one in call.utterances if one.timed]
    before = prepare(evolve(call, utterances=tuple(said))).talk_ms
    if index < len(said):
        one = said[index]
        start, end = max(one.start_ms or 0, 0), max(one.end_ms or 0, one.start_ms or 0, 0)
        cut = start + int((end - start) * where)
        said[index : index + 1] = [evolve(one, end_ms=cut), evolve(one, start_ms=cut, end_ms=end)]
    assert prepare(evolve(call, utterances=tuple(said))).talk_ms == before


def test_a_side_whose_lines_have_no_times_is_not_said_to_be_silent() -> None:
    """And of the seller's two questions the one without times stays behind the other, at 25 s."""
    said = (
        Utterance("R1", "How do you plan renewals", 25_000, 28_000),
        Utterance("R1", "What does it cost you"),
        Utterance("C", "It is hard"),
    )
    metrics = analyse(Transcript("en", SPEAKERS, said, 30_000)).metrics
    timed = ("talk_share", "talk_share/A", "patience", "overtalk", "speech_rate_buyer")
    assert {metrics[name].reason for name in timed} == {"no_timing"}
    assert metrics["talk_share/C"].value == 10 / 13
    assert metrics["questions_last_third"].value == 1


def test_no_times_leave_text_metrics_and_say_no_timing() -> None:
    metrics = analyse(
        Transcript(
            "en",
            SPEAKERS,
            (Utterance("R1", "How do you plan renewals"), Utterance("C", "It is hard")),
        )
    ).metrics
    assert metrics["talk_share"].reason == metrics["silence"].reason == "no_timing"
    assert metrics["patience"].reason == metrics["questions_per_hour"].reason == "no_timing"
    assert metrics["talk_share/C"].value == 5 / 8
    assert metrics["questions"].value == metrics["questions_first_third"].value == 1
    assert metrics["sentiment"].value == -1


@pytest.mark.parametrize(
    ("speakers", "said", "reason"),
    [
        ((Speaker("A"),), [Utterance("A", "hello there", 0, 2000)], "no_seller"),
        ((Speaker("A", "seller"),), [Utterance("A", "hello there", 0, 2000)], "one_side"),
        ((Speaker("A", "seller"), Speaker("B", "buyer")), [], "no_speech"),
        (
            (Speaker("A", "seller"), Speaker("B", "buyer")),
            [Utterance("B", "hello there", 0, 2000)],
            "one_side",
        ),
    ],
)
def test_talk_share_says_why_it_has_no_value(speakers, said, reason: str) -> None:
    assert analyse(Transcript("en", speakers, tuple(said))).metrics["talk_share"].reason == reason


def test_talk_share_counts_word_times_where_there_are_any_and_says_so() -> None:
    """The seller's one word lasts 1 of the utterance's 4 s; the buyer speaks 3 s."""
    sellers = Utterance("R1", "hello", 0, 4000, None, (Word("hello", 1000, 2000),))
    buyers = Utterance("C", "yes please do", 5000, 8000)
    metric = analyse(Transcript("en", SPEAKERS, (sellers, buyers))).metrics["talk_share"]
    assert (metric.value, metric.basis, metric.n) == (0.25, "utterances", 2)
    spoken = evolve(buyers, words=(Word("yes", 5000, 8000),))
    metric = analyse(Transcript("en", SPEAKERS, (sellers, spoken))).metrics["talk_share"]
    assert (metric.value, metric.basis) == (0.25, "words")


def test_two_sellers_at_once_are_one_side_speaking() -> None:
    said = (
        Utterance("R1", "we can do that", 0, 4000),
        Utterance("R2", "yes we really can", 2000, 6000),
        Utterance("C", "that is good to hear", 6000, 8000),
    )
    analysis = analyse(Transcript("en", SPEAKERS, said))
    assert analysis.metrics["talk_share"].value == 6 / 8
    assert analysis.talk_ms["R1"] == analysis.talk_ms["R2"] == 4000


def test_a_real_bank_call_measures_like_its_word_timings(shared_data) -> None:
    """One clock: offset_ms. The agent sells; reference: the plain sum of word durations."""
    (path,) = (shared_data / "harper_valley_sample").glob("*.json")
    segments = json.loads(path.read_text("utf-8"))["segments"]
    said = tuple(
        Utterance(
            one["speaker_role"],
            one["human_transcript"],
            one["offset_ms"],
            one["offset_ms"] + one["duration_ms"],
            one["channel_index"],
            tuple(
                Word(text, one["offset_ms"] + offset, one["offset_ms"] + offset + length)
                for text, offset, length in zip(
                    one["transcript"].split(),
                    one["word_offsets_ms"],
                    one["word_durations_ms"],
                    strict=True,
                )
            ),
        )
        for one in segments
    )
    speakers = (Speaker("agent", "seller"), Speaker("caller", "buyer"))
    analysis = analyse(Transcript("en", speakers, said))
    spoken = {"agent": 0, "caller": 0}
    for one in segments:
        spoken[one["speaker_role"]] += sum(one["word_durations_ms"])
    share = analysis.metrics["talk_share"]
    assert share.value == pytest.approx(spoken["agent"] / sum(spoken.values()), abs=0.005)
    assert (share.basis, share.n) == ("words", 18)
    asked = [said[index].text for index in analysis.questions]
    assert asked == [
        "how can i help you today",
        "can you send me a new one",
        "which card would you like to replace",
        "can you repeat that please",
        "is there anything else i can help you with today",
    ]


def test_a_hundred_thousand_utterances_at_once_are_measured() -> None:
    """All overlap: nothing may be compared with everything else."""
    number = count()
    said = tuple(
        Utterance(ref, "what do you think", next(number), 10_000_000)
        for _ in range(50_000)
        for ref in ("R1", "C")
    )
    speech = prepare(Transcript("en", SPEAKERS, said))
    assert len(speech.turns.turns) == 100_000
    assert analyse(Transcript("en", SPEAKERS, said[:2000])).metrics["questions"].value == 1000


@pytest.mark.parametrize(
    "piece",
    [*"好哈嗯a[", "那个", "有没", "几个", "ha-", "what ", "so ", "do you ", "ok ", "but i need 3 "],
)
def test_an_endless_text_of_one_piece_is_measured(piece: str) -> None:
    """A pattern that tries everything against everything would not come back."""
    said = Utterance("R1", piece * 30_000 + "x", 0, 1000), Utterance("C", piece * 30_000, 0, 1000)
    assert analyse(Transcript("", SPEAKERS, said)).metrics["talk_share"].value == 0.5
