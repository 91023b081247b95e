"""Canonical JSON, Whisper JSON and plain text."""

import json
from io import BytesIO

import pytest
from hypothesis import given

from revrise.core.conversations.canonical import parse, render
from revrise.core.errors import Invalid
from revrise.plugins.calls.canonical_json import CanonicalJson
from revrise.plugins.calls.text import PlainText
from revrise.plugins.calls.whisper_json import WhisperJson
from revrise.testing.sample_calls import GOOD_ZH
from revrise.testing.strategies import transcripts


def whisper(document):
    return WhisperJson().read(BytesIO(json.dumps(document).encode()), "call.json")


def text(content):
    return PlainText().read(BytesIO(content.encode()), "call.txt")


def changed(path, value):
    """The sample's document with one field replaced."""
    document = json.loads(json.dumps(render(GOOD_ZH)))
    *parents, last = path
    place = document
    for key in parents:
        place = place[key]
    place[last] = value
    return document


def test_a_transcript_comes_back_from_its_document():
    assert parse(render(GOOD_ZH), "call.json") == GOOD_ZH


@given(transcripts(timed=True))
def test_any_sound_transcript_comes_back(transcript):
    listed = {speaker.ref for speaker in transcript.speakers}
    if any(one.speaker not in listed for one in transcript.utterances):
        with pytest.raises(Invalid, match=r"not among the speakers|NUL"):
            parse(render(transcript), "call.json")
    elif not any("\0" in one.text for one in transcript.utterances):
        assert parse(render(transcript), "call.json") == transcript


def test_words_beside_the_segments_go_to_the_segment_they_were_said_in():
    """As OpenAI's `verbose_json` has them; `duration` is the length of the recording."""
    document = {
        "language": "english",
        "duration": 12.5,
        "segments": [
            {"start": 0.0, "end": 2.0, "text": " hi there"},
            {"start": 2.0, "end": 4.0, "text": " you"},
        ],
        "words": [
            {"word": "hi", "start": 0.0, "end": 0.5},
            {"word": "there", "start": 0.6, "end": 1.0},
            {"word": "you", "start": 1.9, "end": 2.6},
        ],
    }
    found = whisper(document)
    assert [[word.text for word in one.words] for one in found.utterances] == [
        ["hi", "there"], ["you"],
    ]  # fmt: skip
    assert found.duration_ms == 12_500
    document["words"].append({"word": "late", "start": 5.0, "end": 6.0})
    assert not any(one.words for one in whisper(document).utterances)
    document["words"][0]["end"] = -1
    with pytest.raises(Invalid, match="words\\[0\\]"):
        whisper(document)


@pytest.mark.parametrize(
    ("path", "value", "culprit"),
    [
        (("schema",), "revrise.transcript/2", "c:schema"),
        (("language",), None, "c:language"),
        (("speakers",), {}, "c:speakers"),
        (("speakers", 0, "side"), "us", "c:speakers[0].side"),
        (("utterances", 1, "speaker"), "Z", "c:utterances[1].speaker"),
        (("utterances", 1, "start_ms"), -1, "c:utterances[1].start_ms"),
        (("utterances", 1, "start_ms"), 1.5, "c:utterances[1].start_ms"),
        (("utterances", 1, "start_ms"), True, "c:utterances[1].start_ms"),
        (("utterances", 1, "start_ms"), None, "c:utterances[1].start_ms"),
        (("utterances", 1, "end_ms"), 0, "c:utterances[1].end_ms"),
        (("utterances", 1, "end_ms"), 90_000_000, "c:utterances[1].end_ms"),
        (("utterances", 1, "text"), "\ud800", "c:utterances[1].text"),
        (("utterances", 1, "text"), "a\0", "c:utterances[1].text"),
        (("utterances", 1, "words"), [{"text": "x"}], "c:utterances[1].words[0].start_ms"),
        (("utterances", 1), 7, "c:utterances[1]"),
        (("duration_ms",), 10, "c:duration_ms"),
    ],
)
def test_a_wrong_field_is_named(path, value, culprit):
    with pytest.raises(Invalid) as caught:
        parse(changed(path, value), "c")
    assert caught.value.culprit == culprit


def test_labels_and_other_keys_are_left_alone():
    document = changed(("utterances", 0, "labels"), {"question": True})
    assert parse(document, "c") == GOOD_ZH


def test_whisper_seconds_become_ms_and_names_of_languages_tags():
    words = [{"word": " hi", "start": 0.5, "end": 0.75}, {"word": " you", "start": 0.75, "end": 1}]
    found = whisper(
        {
            "language": "chinese",
            "segments": [{"start": 0.5, "end": 1.2345, "text": " hi you", "words": words}],
        }
    )
    (one,) = found.utterances
    assert (one.start_ms, one.end_ms, one.text, one.speaker) == (500, 1234, "hi you", "unknown")
    assert [word.text for word in one.words] == ["hi", "you"]
    assert found.language == "en"


def test_whisper_times_in_milliseconds_are_not_taken_for_hours_of_speech():
    said = [{"start": at * 3000, "end": at * 3000 + 2500, "text": "we use it"} for at in range(20)]
    with pytest.raises(Invalid, match="times are seconds, not ms"):
        WhisperJson().read(BytesIO(json.dumps({"segments": said}).encode()), "call.json")


def test_whisper_segments_may_overlap_and_carry_speakers():
    found = whisper(
        [
            {"start": 2, "end": 4, "text": "b", "speaker": "S1"},
            {"start": 1, "end": 3, "text": "a", "speaker": "S0", "words": [{"word": "a"}]},
        ]
    )
    assert [(one.speaker, one.text, one.words) for one in found.utterances] == [
        ("S0", "a", ()),
        ("S1", "b", ()),
    ]


@pytest.mark.parametrize(
    ("segments", "culprit"),
    [
        (None, "call.json:segments"),
        ([1], "call.json:segments[0]"),
        ([{"start": -1, "end": 2, "text": "x"}], "call.json:segments[0].start"),
        ([{"start": 3, "end": 2, "text": "x"}], "call.json:segments[0].end"),
        ([{"start": 1, "end": 1e9, "text": "x"}], "call.json:segments[0].end"),
        ([{"start": 1, "end": "2", "text": "x"}], "call.json:segments[0].end"),
        ([{"start": 1, "end": 2}], "call.json:segments[0].text"),
        ([{"start": 1, "end": 2, "text": "x", "words": [3]}], "call.json:segments[0].words[0]"),
    ],
)
def test_a_wrong_segment_is_named(segments, culprit):
    with pytest.raises(Invalid) as caught:
        whisper({"segments": segments})
    assert caught.value.culprit == culprit


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"segments": [{"start": NaN}]}', "NaN is no number"),
        (b'{"segments": [{"start": -Infinity}]}', "-Infinity is no number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "digits"),
        (b'{\n"a": 1\n"b": 2}', "call.json:3"),
    ],
)
def test_hostile_json_is_invalid(content, problem):
    with pytest.raises(Invalid, match=problem):
        CanonicalJson().read(BytesIO(content), "call.json")


def test_of_duplicate_keys_the_last_counts():
    content = json.dumps(render(GOOD_ZH)).replace('"language"', '"language": "xx", "language"', 1)
    assert CanonicalJson().read(BytesIO(content.encode()), "call.json").language == "zh"


def test_a_line_without_a_name_goes_on_with_the_one_before():
    found = text("销售：您好\n客户: 太贵了\n\n再说吧\n")
    assert [(one.speaker, one.text, one.timed) for one in found.utterances] == [
        ("销售", "您好", False),
        ("客户", "太贵了 再说吧", False),
    ]
    assert found.duration_ms is None


def test_a_text_that_names_nobody_is_refused_by_line():
    with pytest.raises(Invalid, match=r"call.txt:2.*who speaks"):
        text("\nhello\nAnna: x\n")
