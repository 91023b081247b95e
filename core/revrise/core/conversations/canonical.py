"""The canonical transcript as a JSON document (`revrise.transcript/1`), both ways."""

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from attrs import frozen

from revrise.core.conversations.intake.sizes import MOST_CHANNELS, bounded, peopled
from revrise.core.conversations.transcript import (
    SCHEMA,
    Side,
    Speaker,
    Transcript,
    Utterance,
    Word,
)
from revrise.core.conversations.words.language import is_tag
from revrise.core.errors import Invalid

DAY_MS = 86_400_000
_ROUNDING_MS = 1_000  # how far an end may lie beyond the declared duration


def render(transcript: Transcript) -> dict[str, Any]:
    """The document of a transcript; what is not known is left out."""
    document: dict[str, Any] = {"schema": SCHEMA, "language": transcript.language}
    if transcript.duration_ms is not None:
        document["duration_ms"] = transcript.duration_ms
    if transcript.source:
        document["source"] = transcript.source
    document["speakers"] = [
        _known(ref=one.ref, side=one.side, name=one.name, person_id=one.person_id)
        for one in transcript.speakers
    ]
    document["utterances"] = [_rendered(one) for one in transcript.utterances]
    return document


def parse(document: object, name: str) -> Transcript:
    """The transcript of a document; keys it does not know (labels, for instance) are left alone.

    Raises Invalid naming `name` and the field for another schema, a missing or wrong field, a
    negative time or one above 24 h, an end before its start, a speaker nobody lists or two are,
    a language that is no tag, and for more than a call says.
    """
    top = _Field(name, document)
    if top.get("schema").value != SCHEMA:
        raise top.get("schema").wrong(f'must be "{SCHEMA}"')
    speakers = tuple(_speaker(item) for item in top.get("speakers").items())
    peopled(len(speakers), name)
    refs = _refs(speakers, top.get("speakers"))
    utterances = _ordered([_utterance(item, refs) for item in top.get("utterances").items()])
    bounded((one.text for one in utterances), name)
    return Transcript(
        language=_language(top.get("language")),
        speakers=speakers,
        utterances=utterances,
        duration_ms=_duration(top.get("duration_ms"), utterances),
        source=top.get("source").text() if top.has("source") else "",
    )


@frozen
class _Field:
    """A value of the document at `path`."""

    path: str
    value: Any

    def has(self, key: str) -> bool:
        return isinstance(self.value, Mapping) and self.value.get(key) is not None

    def get(self, key: str) -> "_Field":
        if not isinstance(self.value, Mapping):
            raise self.wrong("must be an object")
        joint = "." if "]" in self.path else ":"
        return _Field(f"{self.path}{joint}{key}", self.value.get(key))

    def items(self) -> list["_Field"]:
        if not isinstance(self.value, Sequence) or isinstance(self.value, str):
            raise self.wrong("must be a list")
        return [_Field(f"{self.path}[{at}]", item) for at, item in enumerate(self.value)]

    def text(self) -> str:
        if self.value is None:
            raise self.wrong("is missing")
        if not isinstance(self.value, str):
            raise self.wrong("must be a text")
        try:
            self.value.encode()
        except UnicodeEncodeError:
            raise self.wrong("holds half a surrogate pair") from None
        if "\0" in self.value:
            raise self.wrong("holds a NUL character")
        return self.value

    def whole(self, most: int = DAY_MS) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("must be a whole number of ms")
        if not 0 <= self.value <= most:
            raise self.wrong(f"must be 0 to {most}, got {str(self.value)[:40]}")
        return self.value

    def wrong(self, problem: str) -> Invalid:
        return Invalid(problem, culprit=self.path, remedy=f"see {SCHEMA} in docs/intake.md")


def _speaker(item: _Field) -> Speaker:
    side = item.get("side").value or "unknown"
    if side not in get_args(Side):
        raise item.get("side").wrong(f"must be one of {', '.join(get_args(Side))}")
    name = item.get("name").text() if item.has("name") else None
    person = item.get("person_id").text() if item.has("person_id") else None
    return Speaker(item.get("ref").text(), cast(Side, side), name, person)


def _refs(speakers: Sequence[Speaker], field: _Field) -> set[str]:
    """A ref that two have would be two sides at once."""
    refs: set[str] = set()
    for at, speaker in enumerate(speakers):
        if speaker.ref in refs:
            raise field.items()[at].get("ref").wrong(f"{speaker.ref[:40]!r} is listed twice")
        refs.add(speaker.ref)
    return refs


def _language(field: _Field) -> str:
    if (found := field.text()) and not is_tag(found):
        raise field.wrong("must be a language tag such as en or zh")
    return found


def _utterance(item: _Field, refs: set[str]) -> Utterance:
    speaker = item.get("speaker").text()
    if speaker not in refs:
        raise item.get("speaker").wrong(f"{speaker[:40]!r} is not among the speakers")
    channel = item.get("channel").whole(MOST_CHANNELS - 1) if item.has("channel") else None
    start, end = _interval(item) if item.has("start_ms") or item.has("end_ms") else (None, None)
    words = _words(item.get("words")) if item.has("words") else ()
    return Utterance(speaker, item.get("text").text(), start, end, channel, words)


def _words(field: _Field) -> tuple[Word, ...]:
    words = [_quick_word(item) for item in field.value] if isinstance(field.value, list) else []
    if not words or None in words:  # says where it is wrong
        words = [Word(item.get("text").text(), *_interval(item)) for item in field.items()]
    return tuple(sorted(filter(None, words), key=lambda word: word.start_ms))


def _quick_word(item: object) -> Word | None:
    """A word that is right, checked without naming fields: there are thousands in a call."""
    match item:
        case {"text": str(text), "start_ms": int(start), "end_ms": int(end)}:
            sound = type(start) is type(end) is int and 0 <= start <= end <= DAY_MS
            return Word(text, start, end) if sound and text.isprintable() else None
    return None


def order(starts_ms: Sequence[int | None]) -> list[int]:
    """Places by start; one without times stays behind the one before it."""
    starts: list[int] = []
    for start in starts_ms:
        starts.append(start if start is not None else starts[-1] if starts else 0)
    return sorted(range(len(starts)), key=starts.__getitem__)


def _ordered(utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    return tuple(utterances[at] for at in order([one.start_ms for one in utterances]))


def _interval(item: _Field) -> tuple[int, int]:
    start, end = item.get("start_ms").whole(), item.get("end_ms").whole()
    if end < start:
        raise item.get("end_ms").wrong(f"must not be before start_ms, {end} < {start}")
    return start, end


def _duration(field: _Field, utterances: Sequence[Utterance]) -> int | None:
    last = max((one.end_ms for one in utterances if one.end_ms is not None), default=None)
    if field.value is None:
        return last
    duration = field.whole()
    if last is not None and last > duration + _ROUNDING_MS:
        raise field.wrong(f"an utterance ends after it, at {last}")
    return max(duration, last or 0)


def _rendered(one: Utterance) -> dict[str, Any]:
    times = _known(start_ms=one.start_ms, end_ms=one.end_ms)
    document = {"speaker": one.speaker, **times, "text": one.text, **_known(channel=one.channel)}
    if one.words:
        document["words"] = [
            {"text": word.text, "start_ms": word.start_ms, "end_ms": word.end_ms}
            for word in one.words
        ]
    return document


def _known(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}
