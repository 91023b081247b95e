"""The golden calls as files of the everyday formats, to try readers of one's own on."""

import json
from collections.abc import Iterator
from typing import Any

from revrise.core.conversations.canonical import render
from revrise.core.conversations.transcript import Transcript, Utterance, Word
from revrise.testing.word_files import document

_HOUR, _MINUTE = 3_600_000, 60_000


def webvtt(call: Transcript, *, voices: bool = False) -> bytes:
    """WebVTT, each cue `Name: text`, or `<v Name>text</v>` with `voices`."""
    cues = ["WEBVTT"]
    for one in call.utterances:
        name = _name(call, one)
        text = f"<v {name}>{one.text}</v>" if voices else f"{name}: {one.text}"
        cues.append(f"{_clock(one.start_ms, '.')} --> {_clock(one.end_ms, '.')}\n{text}")
    return ("\n\n".join(cues) + "\n").encode()


def subrip(call: Transcript) -> bytes:
    """SRT, each cue `Name: text`."""
    cues = [
        f"{number}\n{_clock(one.start_ms, ',')} --> {_clock(one.end_ms, ',')}\n"
        f"{_name(call, one)}: {one.text}\n"
        for number, one in enumerate(call.utterances, start=1)
    ]
    return "\n".join(cues).encode()


def canonical(call: Transcript) -> bytes:
    """`revrise.transcript/1`."""
    return _json(render(call))


def whisper(call: Transcript) -> bytes:
    """Whisper's JSON, in seconds, with speakers."""
    segments = [
        {
            "start": (one.start_ms or 0) / 1000,
            "end": (one.end_ms or 0) / 1000,
            "text": f" {one.text}",
            "speaker": _name(call, one),
            "words": [
                {"word": f" {word.text}", "start": word.start_ms / 1000, "end": word.end_ms / 1000}
                for word in one.words
            ],
        }
        for one in call.utterances
    ]
    return _json({"language": call.language, "segments": segments})


def two_channel(call: Transcript) -> bytes:
    """Two-channel telephony JSON: the seller an agent on channel 2, the buyer a caller on 1."""
    return _json({"segments": list(_segments(call))})


def gong(call: Transcript) -> bytes:
    """Gong's transcript beside the parties of its call: sentences in ms, speakers by number."""
    numbers = {one.ref: f"78{at}" for at, one in enumerate(call.speakers)}
    words = [
        {
            "speakerId": numbers[one.speaker],
            "sentences": [{"start": one.start_ms, "end": one.end_ms, "text": one.text}],
        }
        for one in call.utterances
    ]
    parties = [
        {
            "speakerId": numbers[one.ref],
            "name": one.name,
            "affiliation": "Internal" if one.side == "seller" else "External",
        }
        for one in call.speakers
    ]
    return _json(
        {
            "callTranscripts": [{"callId": "7", "transcript": words}],
            "calls": [{"metaData": {"id": "7"}, "parties": parties}],
        }
    )


def tencent(call: Transcript) -> bytes:
    """Tencent Meeting's details: a paragraph an utterance, of one word where none has a time."""
    return _json(
        {"minutes": {"paragraphs": [_paragraph(call, at) for at in range(len(call.utterances))]}}
    )


def _paragraph(call: Transcript, at: int) -> dict[str, Any]:
    one = call.utterances[at]
    whole = (Word(one.text, one.start_ms or 0, one.end_ms or 0),)
    words = [
        {"text": word.text, "start_time": word.start_ms, "end_time": word.end_ms}
        for word in one.words or whole
    ]
    times = {"start_time": one.start_ms, "end_time": one.end_ms}
    return {
        "pid": str(at),
        **times,
        "speaker_info": {"username": _name(call, one)},
        "sentences": [{"sid": f"{at}.0", **times, "words": words}],
    }


def deepgram(call: Transcript) -> bytes:
    """Deepgram's answer with utterances: the seller on channel 0, the buyer on 1, in seconds."""
    uttered = [
        {
            **_seconds(one.start_ms, one.end_ms),
            "channel": _channel(call, one),
            "transcript": one.text,
            "words": [
                {"word": word.text.lower(), "punctuated_word": word.text}
                | _seconds(word.start_ms, word.end_ms)
                for word in one.words
            ],
        }
        for one in call.utterances
    ]
    metadata = {"request_id": "r", "duration": (call.duration_ms or 0) / 1000, "channels": 2}
    return _json({"metadata": metadata, "results": {"channels": [], "utterances": uttered}})


def assemblyai(call: Transcript) -> bytes:
    """AssemblyAI's finished transcript of two channels, counted from 1, in ms."""
    uttered = [
        {
            "speaker": str(_channel(call, one) + 1),
            "start": one.start_ms,
            "end": one.end_ms,
            "text": one.text,
            "words": [
                {"text": word.text, "start": word.start_ms, "end": word.end_ms}
                for word in one.words
            ],
        }
        for one in call.utterances
    ]
    seconds = (call.duration_ms or 0) / 1000
    head = {"status": "completed", "language_code": call.language, "audio_duration": seconds}
    return _json({**head, "multichannel": True, "utterances": uttered})


def twilio(call: Transcript) -> bytes:
    """Twilio's sentences of a dual-channel recording: the seller on 1, times as text in seconds."""
    sentences = [
        {
            "media_channel": _channel(call, one) + 1,
            "sentence_index": at,
            **_written(one.start_ms, one.end_ms),
            "transcript": one.text,
            "words": [
                {"word": word.text} | _written(word.start_ms, word.end_ms) for word in one.words
            ],
        }
        for at, one in enumerate(call.utterances)
    ]
    return _json({"sentences": sentences, "meta": {"next_page_url": None, "key": "sentences"}})


def chunks(call: Transcript) -> bytes:
    """The speech pipeline of Transformers with speakers, as insanely-fast-whisper writes it."""
    said = [
        {
            "speaker": _name(call, one),
            "timestamp": list(_seconds(one.start_ms, one.end_ms).values()),
            "text": f" {one.text}",
        }
        for one in call.utterances
    ]
    text = "".join(f" {one.text}" for one in call.utterances)
    return _json({"speakers": said, "chunks": [], "text": text})


def word_stamped(call: Transcript) -> bytes:
    """A Word document as older Teams has it: from when to when over the name, then the text."""
    return document(
        f"{_clock(one.start_ms, '.')} --> {_clock(one.end_ms, '.')}\n{_name(call, one)}\n{one.text}"
        for one in call.utterances
    )


def word_headed(call: Transcript) -> bytes:
    """A Word document as Teams has it: title, day and length, then names over what they said."""
    said = [f"\n{_name(call, one)}   {_begun(one)}\n{one.text}" for one in call.utterances]
    head = ["Call-20260630_140000-Meeting Recording", "June 30, 2026, 2:00PM", "31m 5s"]
    who = _name(call, call.utterances[0])
    return document([*head, f"{who} started transcription", *said, f"{who} stopped transcription"])


def _begun(one: Utterance) -> str:
    seconds = (one.start_ms or 0) // 1000
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _written(start: int | None, end: int | None) -> dict[str, str]:
    return {"start_time": str((start or 0) / 1000), "end_time": str((end or 0) / 1000)}


def _channel(call: Transcript, one: Utterance) -> int:
    return 0 if call.side(one.speaker) == "seller" else 1


def _seconds(start: int | None, end: int | None) -> dict[str, float]:
    return {"start": (start or 0) / 1000, "end": (end or 0) / 1000}


def plain_text(call: Transcript) -> bytes:
    """One `Name: text` a line."""
    return "".join(f"{_name(call, one)}: {one.text}\n" for one in call.utterances).encode()


def _segments(call: Transcript) -> Iterator[dict[str, Any]]:
    for one in call.utterances:
        start, seller = one.start_ms or 0, call.side(one.speaker) == "seller"
        segment = {
            "offset_ms": start,
            "duration_ms": (one.end_ms or 0) - start,
            "channel_index": 2 if seller else 1,
            "speaker_role": "agent" if seller else "caller",
            "transcript": one.text,
        }
        yield {**segment, **_offsets(one.words, start)} if one.words else segment


def _offsets(words: tuple[Word, ...], start: int) -> dict[str, Any]:
    return {
        "word_offsets_ms": [word.start_ms - start for word in words],
        "word_durations_ms": [word.end_ms - word.start_ms for word in words],
    }


def _name(call: Transcript, said: Utterance) -> str:
    found = (one.name for one in call.speakers if one.ref == said.speaker)
    return next(found, None) or said.speaker


def _clock(ms: int | None, point: str) -> str:
    ms = ms or 0
    minutes = f"{ms // _HOUR:02}:{ms % _HOUR // _MINUTE:02}"
    return f"{minutes}:{ms % _MINUTE // 1000:02}{point}{ms % 1000:03}"


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
