"""The golden calls as answers of speech services, to try readers of one's own on."""

import json

from revrise.core.conversations.transcript import Transcript, Utterance, Word

_TICKS = 10_000


def amazon_analytics(call: Transcript) -> bytes:
    """Call Analytics of Amazon Transcribe: the seller is the agent, all others customers."""
    sides = {one.ref: "AGENT" if one.side == "seller" else "CUSTOMER" for one in call.speakers}
    turns = [
        {
            "Content": one.text,
            "ParticipantRole": sides[one.speaker],
            **_offsets(one),
            "Items": [
                {"Content": word.text, "Type": "pronunciation", **_offsets(word)}
                for word in one.words
            ],
        }
        for one in call.utterances
    ]
    return _json({"JobStatus": "COMPLETED", "LanguageCode": call.language, "Transcript": turns})


def azure_fast(call: Transcript) -> bytes:
    """Azure's fast transcription of one channel, speakers by number from 1."""
    numbers = {one.ref: at for at, one in enumerate(call.speakers, start=1)}
    phrases = [
        {
            "channel": 0,
            "speaker": numbers[one.speaker],
            **_length(one, "Milliseconds", 1),
            "text": one.text,
            "words": [
                {"text": word.text, **_length(word, "Milliseconds", 1)} for word in one.words
            ],
            "locale": call.language,
        }
        for one in call.utterances
    ]
    length = {"durationMilliseconds": call.duration_ms}
    return _json({**length, "combinedPhrases": [], "phrases": phrases})


def fireflies(call: Transcript) -> bytes:
    """Fireflies' answer, each utterance a sentence with the speaker's name."""
    names = {one.ref: one.name for one in call.speakers}
    sentences = [
        {
            "index": at,
            "speaker_name": names[one.speaker],
            "text": one.text,
            "start_time": (one.start_ms or 0) / 1000,
            "end_time": (one.end_ms or 0) / 1000,
        }
        for at, one in enumerate(call.utterances)
    ]
    return _json({"data": {"transcript": {"sentences": sentences}}})


def amazon_job(call: Transcript) -> bytes:
    """A job of Amazon Transcribe: only the words that carry times."""
    items = [
        {
            "type": "pronunciation",
            "start_time": str(word.start_ms / 1000),
            "end_time": str(word.end_ms / 1000),
            "alternatives": [{"content": word.text}],
            "speaker_label": one.speaker,
        }
        for one in call.utterances
        for word in one.words
    ]
    results = {"language_code": call.language, "items": items}
    return _json({"jobName": "j", "results": results})


def azure_batch(call: Transcript) -> bytes:
    """Azure's batch transcription in ticks."""
    phrases = [
        {
            "recognitionStatus": "Success",
            "channel": 0,
            **_length(one, "InTicks", _TICKS),
            "nBest": [
                {
                    "display": one.text,
                    "words": [
                        {"word": word.text, **_length(word, "InTicks", _TICKS)}
                        for word in one.words
                    ],
                }
            ],
        }
        for one in call.utterances
    ]
    length = {"durationInTicks": (call.duration_ms or 0) * _TICKS}
    return _json({**length, "recognizedPhrases": phrases})


def google(call: Transcript) -> bytes:
    """Google Speech-to-Text v1, a result an utterance: only the words that carry times."""
    results = [
        {
            "alternatives": [
                {
                    "words": [
                        {
                            "startTime": f"{word.start_ms / 1000}s",
                            "endTime": f"{word.end_ms / 1000}s",
                            "word": word.text,
                        }
                        for word in one.words
                    ],
                }
            ],
            "languageCode": call.language,
        }
        for one in call.utterances
    ]
    return _json({"results": results})


def rev(call: Transcript) -> bytes:
    """Rev's monologues, one an utterance: only the words that carry times."""
    monologues = [
        {
            "speaker": one.speaker,
            "elements": [
                {
                    "type": "text",
                    "value": word.text,
                    "ts": word.start_ms / 1000,
                    "end_ts": word.end_ms / 1000,
                }
                for word in one.words
            ],
        }
        for one in call.utterances
    ]
    return _json({"monologues": monologues})


def _offsets(one: Utterance | Word) -> dict[str, int]:
    return {"BeginOffsetMillis": one.start_ms or 0, "EndOffsetMillis": one.end_ms or 0}


def _length(one: Utterance | Word, unit: str, times: int) -> dict[str, int]:
    start, end = one.start_ms or 0, one.end_ms or 0
    return {f"offset{unit}": start * times, f"duration{unit}": (end - start) * times}


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
