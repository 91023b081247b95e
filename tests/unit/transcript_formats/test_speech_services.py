"""What Deepgram and AssemblyAI answer, with the traps in it. All texts are written for the test."""

import json
from io import BytesIO
from typing import Any

import pytest
from tests.support.formats import choose

from revrise.core.conversations.sides import assign
from revrise.core.errors import Invalid
from revrise.plugins.calls.transcripts import register_transcript_formats


def read(document: Any) -> Any:
    """By the format that recognises it among all."""
    raw = json.dumps(document, ensure_ascii=False).encode()
    formats = list(register_transcript_formats())
    return choose(formats, raw, "call.json").read(BytesIO(raw), "call.json")


def told(found: Any) -> list[tuple[str, int, int, str, int | None]]:
    return [(u.speaker, u.start_ms, u.end_ms, u.text, u.channel) for u in found.utterances]


def heard(*words: tuple[str, float, float], **more: Any) -> dict[str, Any]:
    """A channel of Deepgram's."""
    made = [{"word": text.lower().strip(",.?"), "punctuated_word": text, "start": start, "end": end}
            for text, start, end in words]  # fmt: skip
    return {"alternatives": [{"transcript": "…", "words": made}], **more}


def deepgram(*channels: Any, **results: Any) -> dict[str, Any]:
    metadata = {"request_id": "r", "duration": 13.5, "channels": len(channels)}
    return {"metadata": metadata, "results": {"channels": list(channels), **results}}


def test_deepgram_words_of_two_channels_become_utterances_between_pauses() -> None:
    """Seconds; a pause of 0.8 s ends one, 0.799 s does not."""
    rep = heard(("Hello,", 0.08, 0.4), ("Li.", 1.199, 1.5), ("How", 2.3, 2.5), ("so?", 2.5, 2.7))
    found = read(deepgram(rep, heard(("Hi.", 1.6, 1.9))))
    assert told(found) == [
        ("channel 0", 80, 1500, "Hello, Li.", 0),
        ("channel 1", 1600, 1900, "Hi.", 1),
        ("channel 0", 2300, 2700, "How so?", 0),
    ]
    assert (found.duration_ms, found.source, found.language) == (13_500, "deepgram", "en")
    assert [word.start_ms for word in found.utterances[0].words] == [80, 1199]
    sided = assign(found, seller_channel=1)
    assert {one.ref: one.side for one in sided.speakers} == {
        "channel 0": "buyer", "channel 1": "seller",
    }  # fmt: skip


def test_deepgram_speakers_of_one_channel_are_told_by_their_numbers() -> None:
    channel = heard(("你", 0, 0.2), ("好", 0.2, 0.4), ("嗯", 0.5, 0.7), detected_language="zh")
    for word, speaker in zip(channel["alternatives"][0]["words"], (0, 0, 1), strict=True):
        word["speaker"] = speaker
    found = read(deepgram(channel))
    assert told(found) == [("speaker 0", 0, 400, "你好", None), ("speaker 1", 500, 700, "嗯", None)]
    assert found.language == "zh"


def test_deepgram_utterances_count_before_its_words() -> None:
    """Two people on the second channel: its speakers are numbered, the first needs no number."""
    uttered = [
        {"start": 4.0, "end": 4.5, "channel": 1, "speaker": 1, "transcript": "And I."},
        {"start": 2.0, "end": 3.0, "channel": 1, "speaker": 0, "transcript": "I do."},
        {"start": 0.5, "end": 1.5, "channel": 0, "speaker": 0, "transcript": "Who decides?"},
    ]
    found = read(deepgram(heard(("Ignored", 0, 1)), heard(), utterances=uttered))
    assert told(found) == [
        ("channel 0", 500, 1500, "Who decides?", 0),
        ("channel 1 speaker 0", 2000, 3000, "I do.", 1),
        ("channel 1 speaker 1", 4000, 4500, "And I.", 1),
    ]


def test_deepgram_without_speakers_is_one_unknown_speaker() -> None:
    found = read(deepgram(heard(("Hello", 0, 1))))
    assert told(found) == [("unknown", 0, 1000, "Hello", None)]


def test_nothing_heard_is_an_empty_transcript() -> None:
    assert read(deepgram(heard(), heard())).utterances == ()
    assert read({"language_code": "en", "status": "completed", "words": []}).utterances == ()


def assemblyai(*utterances: tuple[str | None, int, int, str], **more: Any) -> dict[str, Any]:
    made = [{"speaker": who, "start": start, "end": end, "text": text, "words": []}
            for who, start, end, text in utterances]  # fmt: skip
    return {"id": "x", "status": "completed", "language_code": "en_us", "utterances": made, **more}


def test_assemblyai_speakers_are_letters_and_times_are_ms() -> None:
    found = read(
        assemblyai(("B", 900, 1200, "Hi."), ("A", 80, 800, "Hello there."), audio_duration=14)
    )
    assert told(found) == [("A", 80, 800, "Hello there.", None), ("B", 900, 1200, "Hi.", None)]
    assert (found.duration_ms, found.source, found.language) == (14_000, "assemblyai", "en")


def test_assemblyai_channels_are_counted_from_one() -> None:
    found = read(
        assemblyai(("1", 80, 800, "Hello."), ("2A", 900, 1200, "Hi."), ("2B", 1300, 1900, "Hey."))
    )
    assert [(u.speaker, u.channel) for u in found.utterances] == [("1", 0), ("2A", 1), ("2B", 1)]
    sided = assign(found, seller_channel=0)
    assert [one.side for one in sided.speakers] == ["seller", "buyer", "buyer"]


def test_assemblyai_without_speakers_gives_its_words_between_pauses() -> None:
    words = [
        {"text": "No", "start": 0, "end": 300, "speaker": None},
        {"text": "labels.", "start": 320, "end": 700, "speaker": None},
        {"text": "Later.", "start": 1500, "end": 1900, "speaker": None},
    ]
    found = read(assemblyai(words=words) | {"utterances": None, "text": "No labels. Later."})
    assert told(found) == [
        ("unknown", 0, 700, "No labels.", None), ("unknown", 1500, 1900, "Later.", None),
    ]  # fmt: skip


_FIRST = "results.channels[0].alternatives[0].words[0]"


@pytest.mark.parametrize(
    ("document", "culprit", "words"),
    [
        ({"status": "processing", "language_code": "en"}, "status", "not ready"),
        ({"status": "error", "audio_url": "x", "error": "no sound"}, "error", "no sound"),
        (assemblyai(("A", 9, 5, "x")), "utterances[0].end", "before the start"),
        (assemblyai(("A", 0.5, 5, "x")), "utterances[0].start", "milliseconds"),  # type: ignore[arg-type]
        (deepgram(heard(("x", 2, 1))), f"{_FIRST}.end", "before"),
        (deepgram(heard(("x", -1, 1))), f"{_FIRST}.start", "0 to"),
        ({"metadata": {"request_id": "r"}}, "results", "must be an object"),
        (deepgram(utterances=[{"start": 0, "end": 1, "channel": "l", "transcript": "x"}]),
         "results.utterances[0].channel", "must be a number"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_names_the_field(
    document: Any, culprit: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as error:
        read(document)
    assert error.value.culprit == f"call.json:{culprit}"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["It", "costs", "$5", "a", "day."], "It costs $5 a day."),
        (["un", "très", "élégant", "prix"], "un très élégant prix"),
        (["that", "'s", "(nearly)", "“all”", "#1", "!"], "that's (nearly) “all” #1!"),
        (["我们", "用", "CRM", "，", "对", "吧", "？"], "我们用CRM，对吧？"),
    ],
)
def test_words_alone_have_the_gaps_people_write(words: list[str], text: str) -> None:
    spoken = [(word, at / 10, at / 10 + 0.1) for at, word in enumerate(words)]
    (said,) = read(deepgram(heard(*spoken))).utterances
    assert said.text == text


def test_assemblyai_numbers_that_count_from_nought_are_no_channels() -> None:
    uttered = [{"speaker": one, "start": 0, "end": 5, "text": "Hi."} for one in ("0", "1")]
    found = read({"status": "completed", "audio_url": "https://a.example/b", "utterances": uttered})
    assert [(one.speaker, one.channel) for one in found.utterances] == [("0", None), ("1", None)]
