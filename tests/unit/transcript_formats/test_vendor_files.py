"""What Gong and Tencent Meeting send, with the traps in it. All texts are written for the test."""

import json
from io import BytesIO
from typing import Any

import pytest
from tests.support.formats import choose

from revrise.core.errors import Invalid
from revrise.plugins.calls.gong_json import GongJson
from revrise.plugins.calls.tencent_json import TencentMeetingJson
from revrise.plugins.calls.transcripts import register_transcript_formats


def read(document: Any) -> Any:
    """By the format that recognises it among all."""
    raw = json.dumps(document, ensure_ascii=False).encode()
    formats = list(register_transcript_formats())
    return choose(formats, raw, "call.json").read(BytesIO(raw), "call.json")


def gong(*sentences: tuple[str, int, int, str], **more: Any) -> dict[str, Any]:
    parts = [
        {"speakerId": who, "sentences": [{"start": start, "end": end, "text": text}]}
        for who, start, end, text in sentences
    ]
    return {"callTranscripts": [{"callId": "7", "transcript": parts}], **more}


def test_gong_sentences_are_milliseconds_and_parties_say_who_sells() -> None:
    parties = [
        {"speakerId": "11", "name": "Nora", "affiliation": "Internal"},
        {"speakerId": "22", "name": "Li", "affiliation": "External"},
    ]
    others = [{"speakerId": "11", "name": "Somebody else", "affiliation": "External"}]
    calls = [
        {"metaData": {"id": "7"}, "parties": parties},
        {"metaData": {"id": "8"}, "parties": others},
    ]
    found = read(gong(("22", 61_000, 62_500, "Why?"), ("11", 500, 60_000, "Hi."), calls=calls))
    assert [(one.speaker, one.start_ms, one.end_ms) for one in found.utterances] == [
        ("11", 500, 60_000), ("22", 61_000, 62_500),
    ]  # fmt: skip
    assert {one.ref: (one.name, one.side) for one in found.speakers} == {
        "11": ("Nora", "seller"), "22": ("Li", "buyer"),
    }  # fmt: skip
    assert (found.source, found.duration_ms) == ("gong", 62_500)


def test_gong_says_in_seconds_how_long_its_calls_were() -> None:
    """And in ms when somebody spoke; another call's length is not this one's."""
    calls = [{"metaData": {"id": "8", "duration": 900}}, {"metaData": {"id": "7", "duration": 61}}]
    assert read(gong(("1", 500, 9_000, "Hi."), calls=calls)).duration_ms == 61_000
    assert read(gong(("1", 500, 62_000, "Hi."), calls=calls)).duration_ms == 62_000
    assert read(gong(("1", 500, 9_000, "Hi."), calls=calls[:1])).duration_ms == 9_000


def test_gong_without_parties_knows_no_side() -> None:
    found = read(gong(("11", 0, 9, "Hi."), ("22", 9, 20, "Yes?")))
    assert {one.side for one in found.speakers} <= {None, "unknown"}


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"callTranscripts": []}, "callTranscripts"),
        ({"callTranscripts": [{}, {}]}, "callTranscripts"),
        (gong(calls=[{"metaData": {"duration": -1}}]), "calls[0].metaData.duration"),
        (gong(("1", 9, 5, "Hi.")), "callTranscripts[0].transcript[0].sentences[0].end"),
        (gong(("1", -1, 5, "Hi.")), "callTranscripts[0].transcript[0].sentences[0].start"),
        (gong(("1", 0.5, 5, "Hi.")), "callTranscripts[0].transcript[0].sentences[0].start"),  # type: ignore[arg-type]
    ],
)
def test_a_gong_file_that_does_not_fit_names_the_field(document: Any, where: str) -> None:
    with pytest.raises(Invalid) as error:
        GongJson().read(BytesIO(json.dumps(document).encode()), "call.json")
    assert error.value.culprit == f"call.json:{where}"


def paragraph(who: Any, *words: tuple[str, int]) -> dict[str, Any]:
    made = [{"start_time": at, "end_time": at + 100, "text": text} for text, at in words]
    sentence = {"start_time": words[0][1], "end_time": words[-1][1] + 100, "words": made}
    return {"speaker_info": who, "sentences": [sentence]}


def test_tencent_words_become_sentences_of_the_speaker_with_their_times() -> None:
    parts = [
        paragraph({"username": "王小明", "userid": "w"}, ("我们", 0), ("用", 200), ("CRM", 300)),
        paragraph({"userid": "li"}, ("Which", 500), ("plan", 700), ("?", 800)),
        paragraph(None, ("好", 900)),
    ]
    found = read({"minutes": {"paragraphs": parts, "keywords": []}, "more": False})
    assert [(one.speaker, one.text) for one in found.utterances] == [
        ("王小明", "我们用CRM"), ("li", "Which plan?"), ("unknown", "好"),
    ]  # fmt: skip
    assert [word.start_ms for word in found.utterances[0].words] == [0, 200, 300]
    assert found.source == "tencent-meeting"


def test_half_of_a_tencent_call_is_refused() -> None:
    document = {"minutes": {"paragraphs": [paragraph({}, ("好", 0))]}, "more": True}
    with pytest.raises(Invalid, match="not the whole call"):
        TencentMeetingJson().read(BytesIO(json.dumps(document).encode()), "call.json")
