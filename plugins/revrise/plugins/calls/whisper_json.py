"""JSON of Whisper, faster-whisper, WhisperX and Transformers: segments with times in seconds."""

from collections import deque
from collections.abc import Sequence
from typing import Any, BinaryIO

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Transcript, Word
from revrise.core.conversations.words.language import count
from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding
from revrise.plugins.calls.chunks import stretches
from revrise.plugins.calls.fields import DAY_S, Fields, unfit, unread
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import Said, transcript

_LANGUAGES = {"english": "en", "chinese": "zh", "mandarin": "zh", "cantonese": "yue"}
_SLOW_MS, _LONG_MS = 60_000, 1_800_000
_SIGNS = ('"segments"', '"start"', '"text"', '"language"', '"timestamp"')


@frozen
class WhisperJson:
    """An object with `segments`, or a bare list of them; segments may overlap.

    Words may stand in their segment or beside the segments, as OpenAI's `verbose_json` has them:
    they go to the segment that ends after their middle. Without speakers everything is said by one
    unknown speaker. Transformers has `chunks` with a `timestamp` instead: both begin with a long
    `text`, so that only the whole file tells them apart.
    """

    id: str = "whisper"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By its keys, and by having no schema."""
        text = encoding.peek(head).lstrip()
        chunks = '"chunks"' in text or '"timestamp"' in text
        own = '"schema"' in text or '"utterances"' in text or '"speakers"' in text
        own = own and not chunks
        return text.startswith(("{", "[")) and not own and any(sign in text for sign in _SIGNS)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance per segment. Raises Invalid naming file and field."""
        document = json_of(stream, name, self.limit)
        whole = document if isinstance(document, dict) else {_listed(document, name): document}
        if not {"segments", "chunks", "speakers"} & whole.keys():
            raise unread(name)
        segments = whole.get("segments")
        if "segments" not in whole and ("chunks" in whole or "speakers" in whole):
            return transcript(stretches(Fields.of(whole, name)), self.id, name)
        if not isinstance(segments, list):
            raise _wrong(name, "segments", "must be a list")
        said = [_said(item, f"segments[{at}]", name) for at, item in enumerate(segments)]
        _in_seconds(said, name)
        if not any(one.words for one in said):
            said = _with_words(said, whole.get("words"), name)
        duration = whole.get("duration")
        length = None if duration is None else _ms(duration, "duration", name)
        language = whole.get("language")
        tag = language.strip().lower() if isinstance(language, str) else ""
        return transcript(said, self.id, name, _LANGUAGES.get(tag, tag), length)


def _listed(document: object, name: str) -> str:
    """What a bare list holds. Raises Invalid for neither segments nor chunks."""
    first = document[0] if isinstance(document, list) and document else None
    if isinstance(first, dict) and not {"start", "timestamp"} & first.keys():
        raise unread(name)
    return "chunks" if isinstance(first, dict) and "timestamp" in first else "segments"


def _in_seconds(said: Sequence[Said], name: str) -> None:
    """Refuses what takes more than a minute for a word, over half an hour: it is milliseconds."""
    length = sum((one.end_ms or 0) - (one.start_ms or 0) for one in said)
    if length > _LONG_MS and sum(count(one.text) for one in said) * _SLOW_MS < length:
        raise _wrong(name, "segments", "take minutes for a word: times are seconds, not ms")


def _said(item: Any, path: str, name: str) -> Said:
    if not isinstance(item, dict):
        raise _wrong(name, path, "must be an object")
    speaker = item.get("speaker")
    if speaker is not None:
        speaker = _text(speaker, f"{path}.speaker", name) or None
    start, end = _interval(item, path, name)
    words = item.get("words") or []
    if not isinstance(words, list):
        raise _wrong(name, f"{path}.words", "must be a list")
    return Said(
        _text(item.get("text"), f"{path}.text", name),
        speaker,
        start,
        end,
        tuple(sorted(_words(words, path, name), key=lambda word: word.start_ms)),
    )


def _with_words(said: Sequence[Said], items: object, name: str) -> list[Said]:
    """Segments that do not overlap, each with its words; as they are where words are left over."""
    words = deque(sorted(_words(items, "", name), key=_middle) if isinstance(items, list) else ())
    found = []
    for one in sorted(said, key=lambda one: one.start_ms or 0):
        own = []
        while words and _middle(words[0]) <= 2 * (one.end_ms or 0):
            own.append(words.popleft())
        found.append(evolve(one, words=tuple(sorted(own, key=lambda word: word.start_ms))))
    return list(said) if words else found


def _middle(word: Word) -> int:
    """Twice its middle, in ms."""
    return word.start_ms + word.end_ms


def _words(items: list[Any], path: str, name: str) -> list[Word]:
    """Only where every word has a time: an aligner leaves out what it could not place."""
    words = []
    for at, item in enumerate(items):
        where = f"{path}.words[{at}]".lstrip(".")
        if not isinstance(item, dict):
            raise _wrong(name, where, "must be an object")
        if item.get("start") is None or item.get("end") is None:
            return []
        text = _text(item.get("word", item.get("text")), f"{where}.word", name)
        words.append(Word(text, *_interval(item, where, name)))
    return words


def _interval(item: dict[str, Any], path: str, name: str) -> tuple[int, int]:
    start = _ms(item.get("start"), f"{path}.start", name)
    end = _ms(item.get("end"), f"{path}.end", name)
    if end < start:
        raise _wrong(name, f"{path}.end", f"is before the start, {end} < {start} ms")
    return start, end


def _ms(value: Any, path: str, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(name, path, "must be a number of seconds")
    if not 0 <= value <= DAY_S:
        raise _wrong(name, path, f"must be 0 to 24 hours in seconds, got {str(value)[:40]}")
    return round(value * 1000)


def _text(value: Any, path: str, name: str) -> str:
    if problem := unfit(value):
        raise _wrong(name, path, problem)
    return str(value).strip()


def _wrong(name: str, path: str, problem: str) -> Invalid:
    return Invalid(problem, culprit=f"{name}:{path}", remedy="give the JSON as Whisper wrote it")
