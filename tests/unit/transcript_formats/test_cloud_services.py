"""What clouds and note takers answer, with the traps in it. All texts are written for the test."""

import json
from io import BytesIO
from typing import Any

import pytest
from tests.support.formats import choose

from revrise.core.errors import Invalid
from revrise.plugins.calls.transcripts import register_transcript_formats


def read(document: Any) -> Any:
    """By the format that recognises it among all."""
    raw = json.dumps(document, ensure_ascii=False).encode()
    formats = list(register_transcript_formats())
    return choose(formats, raw, "call.json").read(BytesIO(raw), "call.json")


def told(found: Any) -> list[tuple[str, int | None, int | None, str, int | None]]:
    return [(u.speaker, u.start_ms, u.end_ms, u.text, u.channel) for u in found.utterances]


def item(text: str, *times: str, **more: Any) -> dict[str, Any]:
    """One of Amazon's; punctuation where it has no times."""
    named = dict(zip(("start_time", "end_time"), times, strict=False))
    kind = "pronunciation" if times else "punctuation"
    return {"type": kind, "alternatives": [{"content": text}], **named, **more}


def job(**results: Any) -> dict[str, Any]:
    document = {"jobName": "j", "accountId": "1", "status": "COMPLETED"}
    return {**document, "results": {"language_code": "en-US", "transcripts": [], **results}}


def test_amazon_says_in_each_item_or_beside_it_who_speaks() -> None:
    items = [
        item("Hi", "0.04", "0.3"),
        item("Li", "0.3", "0.6"),
        item("."),
        item("好", "0.7", "1.0"),
    ]
    expected = [("spk_0", 40, 600, "Hi Li.", None), ("spk_1", 700, 1000, "好", None)]
    labels = ["spk_0", "spk_0", "spk_0", "spk_1"]
    new = [{**one, "speaker_label": who} for one, who in zip(items, labels, strict=True)]
    assert told(read(job(items=new))) == expected
    segments = [
        {
            "items": [
                {"start_time": "0.04", "speaker_label": "spk_0"},
                {"start_time": "0.3", "speaker_label": "spk_0"},
            ]
        },
        {"items": [{"start_time": "0.7", "speaker_label": "spk_1"}]},
    ]
    old = read(job(items=items, speaker_labels={"speakers": 2, "segments": segments}))
    assert told(old) == expected
    assert (old.language, old.source) == ("en", "amazon-transcribe")


def test_amazon_channels_are_speakers_that_may_overlap() -> None:
    channels = [
        {"channel_label": "ch_0", "items": [item("Hello", "0.1", "1.0"), item("?")]},
        {"channel_label": "ch_1", "items": [item("Yes", "0.9", "1.2")]},
    ]
    every = [one for channel in channels for one in channel["items"]]
    found = read(job(channel_labels={"number_of_channels": 2, "channels": channels}, items=every))
    assert told(found) == [
        ("channel 0", 100, 1000, "Hello?", 0),
        ("channel 1", 900, 1200, "Yes", 1),
    ]


def test_amazon_analytics_knows_who_sells() -> None:
    turn = {
        "BeginOffsetMillis": 0,
        "EndOffsetMillis": 900,
        "Content": "Hi",
        "ParticipantRole": "AGENT",
    }
    reply = {**turn, "EndOffsetMillis": 1500, "Content": "Too dear", "ParticipantRole": "CUSTOMER"}
    found = read({"LanguageCode": "en-US", "Transcript": [turn, reply]})
    assert {one.ref: one.side for one in found.speakers} == {"AGENT": "seller", "CUSTOMER": "buyer"}


def test_azure_batches_count_in_ticks_and_what_was_not_heard_is_left_out() -> None:
    phrase = {
        "recognitionStatus": "Success",
        "offsetInTicks": 7_600_000.0,
        "durationInTicks": 13_200_000,
    }
    best = {"display": "Hello there.", "lexical": "hello there", "words": []}
    phrases = [
        {**phrase, "channel": 1, "speaker": 2, "nBest": [best, {"display": "Yellow."}]},
        {**phrase, "channel": 0, "nBest": [{"display": "Hi."}]},
        {**phrase, "channel": 1, "recognitionStatus": "InitialSilenceTimeout"},
    ]
    found = read(
        {
            "durationInTicks": 30_000_000,
            "combinedRecognizedPhrases": [],
            "recognizedPhrases": phrases,
        }
    )
    assert told(found) == [
        ("channel 1 speaker 2", 760, 2080, "Hello there.", 1),
        ("channel 0", 760, 2080, "Hi.", 0),
    ]
    assert found.duration_ms == 3000


def google_word(text: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"word": text, "startTime": start, "endTime": end, **more}


def test_google_gives_all_words_once_more_with_their_speakers() -> None:
    first = [google_word("hi", "0s", "0.300s"), google_word("Li", "0.3s", "0.9s")]
    last = [{**one, "speakerTag": 1} for one in first]
    last.append(google_word("hello", "1s", "1.5s", speakerTag=2))
    results = [{"alternatives": [{"transcript": "…", "words": words}]} for words in (first, last)]
    operation = {"name": "7", "done": True, "response": {"results": results}}
    assert told(read(operation)) == [
        ("speaker 1", 0, 900, "hi Li", None),
        ("speaker 2", 1000, 1500, "hello", None),
    ]


def test_google_of_either_version_counts_channels_from_one_and_may_have_no_times() -> None:
    new = {"word": "hi", "endOffset": "0.5s"}  # what starts at once may not say so
    results = [
        {"alternatives": [{"transcript": "hi", "words": [new]}], "channelTag": 1},
        {"alternatives": [{"transcript": "too dear"}], "channelTag": 2, "languageCode": "en-us"},
        {},
    ]
    assert told(read({"results": results})) == [
        ("channel 0", 0, 500, "hi", 0),
        ("channel 1", None, None, "too dear", 1),
    ]


def test_rev_puts_punctuation_between_its_words_and_names_beside() -> None:
    elements = [
        {"type": "text", "value": "Hi", "ts": 0.27, "end_ts": 0.48},
        {"type": "punct", "value": ", "},
        {"type": "text", "value": "Li", "ts": 0.5, "end_ts": 0.8},
        {"type": "punct", "value": "."},
        {"type": "unknown", "value": "<laugh>"},
    ]
    monologues = [{"speaker": 0, "elements": elements}, {"speaker": 1, "elements": elements[2:4]}]
    found = read({"monologues": monologues, "speakers": [{"id": 1, "name": "Ann"}]})
    assert told(found) == [("speaker 0", 270, 800, "Hi, Li.", None), ("Ann", 500, 800, "Li.", None)]


def test_fireflies_sentences_have_names_and_seconds() -> None:
    one = {"speaker_name": "Ann", "speaker_id": 0, "text": "Hi", "start_time": 0.5, "end_time": 1}
    other = {**one, "speaker_name": None, "speaker_id": 1, "start_time": 2, "end_time": 2.5}
    found = read({"data": {"transcript": {"sentences": [one, other]}}})
    assert told(found) == [("Ann", 500, 1000, "Hi", None), ("speaker 1", 2000, 2500, "Hi", None)]


@pytest.mark.parametrize(
    "document",
    [
        {"result": {"transcription": {"utterances": [{"text": "Hi", "start": 0.1, "end": 0.4}]}}},
        {"format": "2.9", "results": [{"alternatives": [{"content": "Hi", "language": "en"}]}]},
        {"results": {"items": [], "transcripts": [{"transcript": "Hi"}]}},
        {"transcription": [{"timestamps": {"from": "0"}, "text": "Hi"}]},
        {"tokens": [{"text": "Hi", "start_ms": 0, "end_ms": 300}]},
        [{"sentence": "Hi", "startTime": "00:00"}],
        [{"key": "a", "text": "大家好", "sentence_info": [{"start": 430, "end": 670}]}],
        {
            "language_code": "eng",
            "language_probability": 1,
            "text": "Hi",
            "words": [{"start": 0.1}],
        },
        {"Paragraphs": []},
    ],
)
def test_json_of_others_is_no_empty_call(document: Any) -> None:
    with pytest.raises(Invalid) as caught:
        read(document)
    assert caught.value.remedy
