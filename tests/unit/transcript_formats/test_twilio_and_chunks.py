"""Twilio's sentences and the chunks of Transformers. All texts are written for the test."""

import json
from io import BytesIO
from typing import Any

import pytest
from tests.support.formats import choose

from revrise.core.conversations.sides import assign
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.plugins.calls.transcripts import register_transcript_formats


def read(document: Any) -> Transcript:
    """By the format that recognises it among all."""
    raw = json.dumps(document, ensure_ascii=False).encode()
    return choose(register_transcript_formats(), raw, "call.json").read(BytesIO(raw), "call.json")


def told(found: Transcript) -> list[tuple[str, int | None, int | None, str, int | None]]:
    return [(u.speaker, u.start_ms, u.end_ms, u.text, u.channel) for u in found.utterances]


def sentence(channel: int | None, start: Any, end: Any, text: str, *words: Any) -> dict[str, Any]:
    made = [{"word": word, "start_time": begun, "end_time": until} for word, begun, until in words]
    return {
        "media_channel": channel,
        "sentence_index": 0,
        "start_time": start,
        "end_time": end,
        "transcript": text,
        "words": made or None,
    }


def test_twilio_writes_seconds_as_text_and_counts_channels_from_one() -> None:
    hello = sentence(
        1, "0.5", "1.25", "Hello there.", ("Hello", "0.5", "0.9"), ("there", "1", "1.25")
    )
    found = read({"sentences": [sentence(2, "1.5", "2", "Hi."), hello], "meta": {"page": 0}})
    assert told(found) == [
        ("channel 1", 500, 1250, "Hello there.", 0),
        ("channel 2", 1500, 2000, "Hi.", 1),
    ]
    assert [(word.text, word.start_ms) for word in found.utterances[0].words] == [
        ("Hello", 500), ("there", 1000),
    ]  # fmt: skip
    assert (found.source, found.duration_ms) == ("twilio", 2000)
    sided = assign(found, seller_channel=0)
    assert [one.side for one in sided.speakers] == ["seller", "buyer"]


def test_twilio_channels_that_count_from_nought_stay_and_words_without_times_are_left_out() -> None:
    said = [sentence(0, 0, 1.5, "Hi.", ("Hi", None, None)), sentence(1, "2", "3", "Ho.")]
    assert told(read({"sentences": said})) == [
        ("channel 0", 0, 1500, "Hi.", 0), ("channel 1", 2000, 3000, "Ho.", 1),
    ]  # fmt: skip
    assert read({"sentences": said}).utterances[0].words == ()


def test_one_channel_of_twilio_is_somebody_unknown() -> None:
    assert told(read({"sentences": [sentence(1, "0", "1", "Hi.")]})) == [
        ("unknown", 0, 1000, "Hi.", None)
    ]


def test_the_list_that_twilio_s_libraries_make_is_the_same() -> None:
    listed = [
        {"mediaChannel": 1, "startTime": "0.0", "endTime": "1.0", "transcript": "Hi.", "words": []},
        {"mediaChannel": 2, "startTime": "1.0", "endTime": "2.0", "transcript": "Ho."},
    ]
    assert [one[:4] for one in told(read(listed))] == [
        ("channel 1", 0, 1000, "Hi."), ("channel 2", 1000, 2000, "Ho."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "culprit", "problem"),
    [
        ([sentence(1, None, "1", "x")], "sentences[0].start_time", "number of seconds"),
        ([sentence(1, "soon", "1", "x")], "sentences[0].start_time", "number of seconds"),
        ([sentence(1, "-1", "1", "x")], "sentences[0].start_time", "number of seconds"),
        ([sentence(1, "2", "1", "x")], "sentences[0].end_time", "before the start"),
        ([sentence(1, "999999999", "1", "x")], "sentences[0].start_time", "24 hours"),
        ([sentence(-1, "0", "1", "x")], "sentences[0].media_channel", "number of a channel"),
        ([sentence(10**30, "0", "1", "x")], "sentences[0].media_channel", "number of a channel"),
        ([sentence(None, "0", "1", "x")], "sentences[0].media_channel", "number of a channel"),
        (
            {"sentences": [sentence(1, "0", "1", "x")], "meta": {"next_page_url": "https://a"}},
            "meta.next_page_url",
            "not the whole call",
        ),
        (
            [sentence(1, "0", "1", "x", ("x", "1", "0"))],
            "sentences[0].words[0].end_time",
            "before the start",
        ),
    ],
)
def test_a_sentence_that_does_not_fit_names_the_field(
    document: Any, culprit: str, problem: str
) -> None:
    with pytest.raises(Invalid, match=problem) as caught:
        read(document)
    assert caught.value.culprit == f"call.json:{culprit}"
    assert caught.value.remedy


def chunk(start: Any, end: Any, text: str, **more: Any) -> dict[str, Any]:
    return {"timestamp": [start, end], "text": text, **more}


def test_chunks_are_utterances_and_a_long_text_stands_before_them() -> None:
    said = [chunk(0.0, 3.2, " We compare three."), chunk(3.2, 5.0, " Why is that?")]
    found = read({"text": " We compare three. Why is that?" * 400, "chunks": said})
    assert told(found) == [
        ("unknown", 0, 3200, "We compare three.", None),
        ("unknown", 3200, 5000, "Why is that?", None),
    ]
    assert read(said).utterances == found.utterances, "a bare list is the same"


def test_the_last_chunk_may_have_no_end_and_then_has_no_times() -> None:
    """The recording broke off in a word: nothing says until when it was said."""
    said = [chunk(0.0, 3.2, " We compare three."), chunk(3.2, None, " And then we")]
    assert told(read({"text": "…", "chunks": said})) == [
        ("unknown", 0, 3200, "We compare three.", None),
        ("unknown", None, None, "And then we", None),
    ]


def test_chunks_that_are_words_are_cut_at_pauses() -> None:
    words = [
        *(chunk(0, 0.3, " It"), chunk(0.3, 0.6, " costs"), chunk(0.6, 1, " $5.")),
        *(chunk(2, 2.4, " Ok"), chunk(2.4, None, " then")),
    ]
    found = read({"text": "…", "chunks": words})
    assert told(found) == [
        ("unknown", 0, 1000, "It costs $5.", None),
        ("unknown", 2000, 2400, "Ok", None),
        ("unknown", None, None, "then", None),
    ]
    assert [word.text for word in found.utterances[0].words] == ["It", "costs", "$5."]


def test_chunks_with_speakers_count_before_those_without() -> None:
    said = [chunk(0, 2, "We compare three.", speaker="SPEAKER_01"),
            chunk(2, 3, "Why is that?", speaker="SPEAKER_00")]  # fmt: skip
    found = read({"speakers": said, "chunks": [chunk(0, 3, "all of it")], "text": "…"})
    assert [one.speaker for one in found.utterances] == ["SPEAKER_01", "SPEAKER_00"]
    alone = read({"speakers": [], "chunks": [chunk(0, 3, "all of it")], "text": "…"})
    assert told(alone) == [("unknown", 0, 3000, "all of it", None)]


@pytest.mark.parametrize(
    ("chunks", "culprit"),
    [
        ([chunk(0, None, "a b"), chunk(1, 2, "c d")], "chunks[0].timestamp.end"),
        ([chunk(None, None, "a b")], "chunks[0].timestamp.start"),
        ([chunk(2, 1, "a b")], "chunks[0].timestamp.end"),
        ([chunk(0, 1e9, "a b")], "chunks[0].timestamp.end"),
        ([{"text": "a b"}], "chunks[0].timestamp"),
        ([{"text": "a b", "timestamp": [0]}], "chunks[0].timestamp"),
        ([{"timestamp": [0, 1], "text": 5}], "chunks[0].text"),
        ([], "chunks"),
    ],
)
def test_a_chunk_that_does_not_fit_names_the_field(chunks: Any, culprit: str) -> None:
    with pytest.raises(Invalid) as caught:
        read({"text": "a b c d", "chunks": chunks})
    assert caught.value.culprit == f"call.json:{culprit}"
