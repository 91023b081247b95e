"""Transcripts as the field brings them: each reader reads them whole or says what is wrong."""

import json
import sys
from io import BytesIO

import pytest
from attrs import evolve

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.sides import assign
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid
from revrise.plugins.calls.canonical_json import CanonicalJson
from revrise.plugins.calls.docx import WordDocument
from revrise.plugins.calls.srt import SubRip
from revrise.plugins.calls.text import PlainText
from revrise.plugins.calls.two_channel_json import TwoChannelJson
from revrise.plugins.calls.vtt import WebVtt
from revrise.plugins.calls.whisper_json import WhisperJson
from revrise.testing import golden_files as files
from revrise.testing.golden_calls import BOTH, PANEL, WORDS

WRITERS = {
    "vtt": (WebVtt(), files.webvtt),
    "teams": (WebVtt(), lambda call: files.webvtt(call, voices=True)),
    "srt": (SubRip(), files.subrip),
    "canonical": (CanonicalJson(), files.canonical),
    "whisper": (WhisperJson(), files.whisper),
    "two-channel": (TwoChannelJson(), files.two_channel),
}
TEXT = {
    **WRITERS,
    "text": (PlainText(), files.plain_text),
    "docx": (WordDocument(), files.word_headed),
}
MANY = 100_000


def read(kind: str, content: bytes) -> Transcript:
    reader, _ = TEXT[kind]
    return reader.read(BytesIO(content), f"call{reader.extensions[0]}")


def through(kind: str, call: Transcript) -> Transcript:
    return read(kind, TEXT[kind][1](call))


def talk(*said: tuple[str, int, int, str]) -> Transcript:
    return Transcript("en", BOTH, tuple(Utterance(who, text, a, b) for who, a, b, text in said))


@pytest.mark.parametrize("kind", WRITERS)
def test_overlapping_and_unsorted_utterances_come_back_in_order_with_their_own_times(kind):
    mixed = talk(
        ("C", 4000, 9000, "we do it by hand"),
        ("R", 0, 5000, "how do you do it"),
        ("C", 4500, 6000, "and with spreadsheets"),
    )
    found = through(kind, mixed)
    assert [(one.start_ms, one.end_ms) for one in found.utterances] == [
        (0, 5000),
        (4000, 9000),
        (4500, 6000),
    ]
    assert found.utterances[0].text == "how do you do it"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_time_before_the_start_or_an_end_before_its_beginning_is_named(kind):
    _, write = WRITERS[kind]
    for start, end in ((-1500, 2000), (3000, 2000), (0, 90_000_000)):
        content = _forged(kind, start, end, write)
        with pytest.raises(Invalid) as caught:
            read(kind, content)
        assert caught.value.culprit.startswith("call.")
        assert caught.value.remedy


def _forged(kind, start, end, write):
    """A file whose second utterance has times no writer of ours would write."""
    sound = write(talk(("R", 0, 1000, "hello there"), ("C", 1100, 1900, "good morning")))
    text = sound.decode()
    if kind in {"vtt", "teams", "srt"}:
        point = "," if kind == "srt" else "."
        old = f"{_clock(1100, point)} --> {_clock(1900, point)}"
        return text.replace(old, f"{_clock(start, point)} --> {_clock(end, point)}").encode()
    document = json.loads(text)
    segment = (document.get("segments") or document.get("utterances"))[1]
    if kind == "whisper":
        segment.update(start=start / 1000, end=end / 1000)
    elif kind == "canonical":
        segment.update(start_ms=start, end_ms=end)
    else:
        segment.update(offset_ms=start, duration_ms=end - start)
    return json.dumps(document).encode()


def _clock(ms, point):
    sign, ms = ("-" if ms < 0 else ""), abs(ms)
    seconds = f"{ms % 60_000 // 1000:02}{point}{ms % 1000:03}"
    return f"{sign}{ms // 3_600_000:02}:{ms % 3_600_000 // 60_000:02}:{seconds}"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("vtt", b"WEBVTT\n\n --> 00:00:01.000\nRep: hello\n"),
        ("vtt", b"WEBVTT\n\nRep: hello\n"),
        ("srt", b"1\n00:00:01,000 -->\nRep: hello\n"),
        ("whisper", b'{"segments": [{"text": "hello", "end": 1.0}]}'),
        ("whisper", b'{"segments": [{"text": "hello", "start": null, "end": 1.0}]}'),
        (
            "two-channel",
            b'{"segments": [{"channel_index": 1, "duration_ms": 9, "transcript": "x"}]}',
        ),
        (
            "canonical",
            (
                b'{"schema": "revrise.transcript/1", "language": "en", "speakers": [{"ref": "A"}],'
                b' "utterances": [{"speaker": "A", "text": "hi", "start_ms": 5}]}'
            ),
        ),
    ],
)
def test_a_missing_time_is_named_and_never_made_up(kind, content):
    with pytest.raises(Invalid) as caught:
        read(kind, content)
    assert caught.value.culprit.startswith("call.")


@pytest.mark.parametrize(
    ("kind", "key"), [("two-channel", "channel_index"), ("canonical", "channel")]
)
@pytest.mark.parametrize("channel", [-1, 1_000, 86_400_000])
def test_a_channel_that_no_recording_has_is_named(kind, key, channel):
    document = json.loads(TEXT[kind][1](talk(("R", 0, 1000, "hi there"))))
    (document.get("segments") or document["utterances"])[0][key] = channel
    with pytest.raises(Invalid, match=r"must be 0 to ") as caught:
        read(kind, json.dumps(document).encode())
    assert caught.value.culprit.endswith(f"[0].{key}")


def test_utterances_without_times_among_timed_ones_keep_their_place_and_measure_no_time():
    mixed = talk(("R", 0, 5000, "how do you do it"), ("C", 6000, 9000, "by hand"))
    gap = Utterance("C", "and it takes forever")
    call = evolve(mixed, utterances=(mixed.utterances[0], gap, mixed.utterances[1]))
    found = through("canonical", call)
    assert [one.text for one in found.utterances][1] == gap.text
    assert analyse(found).metrics["talk_share"].value == pytest.approx(5 / 8)


@pytest.mark.parametrize("kind", sorted(set(TEXT) - {"two-channel"}))
def test_three_speakers_of_one_side_stay_three(kind):
    found = assign(through(kind, PANEL), "Rep")
    assert {one.name: one.side for one in found.speakers} == {
        "Rep": "seller",
        "Ana": "buyer",
        "Ben": "buyer",
        "Cho": "buyer",
    }
    measured = analyse(found).metrics
    if measured["talk_share"].value is not None:
        assert measured["talk_share"].value == pytest.approx(24 / 35)


def test_three_voices_on_two_channels_are_two_sides():
    found = through("two-channel", PANEL)
    assert {one.side for one in found.speakers} == {"seller", "buyer"}
    assert analyse(found).metrics["talk_share"].value == pytest.approx(24 / 35)


ODD = "太贵了 too expensive 😤👩‍👩‍👧‍👦 🇨🇳 e\u0301 ﬁ \u202eevil\u202c \u200b"


@pytest.mark.parametrize("kind", TEXT)
def test_mixed_scripts_emoji_and_marks_of_direction_come_back_as_they_are(kind):
    call = talk(("R", 0, 1000, "hello 你好"), ("C", 1100, 2000, ODD), ("R", 2100, 3000, "嗯 yes"))
    found = through(kind, call)
    assert found.utterances[1].text.split() == ODD.split()
    assert analyse(assign(found, found.utterances[0].speaker)).metrics["talk_share/C"].value


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}} {% raw %} ${x}",
)


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_and_scripts_are_the_characters_they_are(kind, hostile):
    call = talk(("R", 0, 1000, f"look at {hostile} now"), ("C", 1100, 2000, "I do not see it"))
    assert through(kind, call).utterances[0].text == f"look at {hostile} now"


@pytest.mark.parametrize("kind", TEXT)
def test_ten_times_the_utterances_take_ten_times_the_work(kind):
    """Counted in calls, since a clock says little of a test: never the square."""
    reader, write = TEXT[kind]
    taken = []
    for many in (200, 2000):
        content, calls = write(_long(many)), [0]

        def count(_frame, _event, _arg, calls=calls):
            calls[0] += 1

        sys.setprofile(count)
        try:
            found = reader.read(BytesIO(content), "call")
        finally:
            sys.setprofile(None)
        assert len(found.utterances) == many
        taken.append(calls[0])
    assert taken[1] < 12 * taken[0]


@pytest.mark.parametrize("kind", ["text"])
def test_a_hundred_thousand_utterances_are_read_whole(kind):
    call = _long(MANY)
    found = through(kind, call)
    assert [one.text for one in found.utterances] == [one.text for one in call.utterances]


def _long(many: int) -> Transcript:
    said = tuple(
        Utterance("RC"[at % 2], ("it is fine 好", "so how is it")[at % 2], at * 800, at * 800 + 900)
        for at in range(many)
    )
    return Transcript("en", BOTH, said)


def test_words_without_length_or_out_of_order_do_no_harm():
    said = WORDS.utterances[0]
    words = tuple(reversed([*said.words, evolve(said.words[0], end_ms=said.words[0].start_ms)]))
    call = evolve(WORDS, utterances=(evolve(said, words=words), *WORDS.utterances[1:]))
    expected = analyse(WORDS).metrics["talk_share"].value
    assert analyse(call).metrics["talk_share"].value == pytest.approx(expected)
    found = assign(through("whisper", call), "Rep")
    assert analyse(found).metrics["talk_share"].value == pytest.approx(expected)


def test_a_speaker_called_like_markup_is_a_speaker():
    call = Transcript(
        "en",
        (Speaker("R", "seller", "Rep & <b>Co</b>"), Speaker("C", "buyer", "Customer")),
        (Utterance("R", "hello", 0, 900), Utterance("C", "good morning", 1000, 1900)),
    )
    assert through("canonical", call).speakers[0].name == "Rep & <b>Co</b>"
    assert through("whisper", call).speakers[0].name == "Rep & <b>Co</b>"
