"""What a call measures, kept for the next look at it: a page of a call is opened many times."""

from collections.abc import Iterable
from hashlib import blake2b

from attrs import Factory, evolve, frozen

from revrise.core.conversations.analysis import CallAnalysis, analyse
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.topic_strip import Stretch, strip
from revrise.core.conversations.transcript import Transcript
from revrise.services.calls.listening import Listened
from revrise.services.calls.newest import Newest

_KEPT = 32
_NO_WORDS = Transcript("", (), ())


@frozen
class Heard:
    """The analysis of a call and its topics along the time."""

    analysis: CallAnalysis
    topics: tuple[Stretch, ...]


@frozen(eq=False)
class Measured:
    """Measures what was said and quotes from what may be read; keeps numbers, never words."""

    _newest: Newest[Heard] = Factory(lambda: Newest(_KEPT))

    def of(self, call: Call, said: Transcript, words: CallTranscript, wanted: Listened) -> Heard:
        """A call's transcript as it was `said`, shown as `words`, with the trackers `wanted`."""
        shown = words.transcript
        key = (words.id, words.version, call.duration_ms, _mark(said), _mark(shown), wanted)
        kept = self._newest.of(key, lambda: _heard(call, said, shown, wanted))
        return evolve(kept, analysis=evolve(kept.analysis, transcript=shown))


def _heard(call: Call, said: Transcript, shown: Transcript, wanted: Listened) -> Heard:
    found = analyse(said, trackers=wanted.set, shown=shown)
    assert found.reading is not None
    topics = strip(found.reading, length(call, found))
    return Heard(evolve(found, transcript=_NO_WORDS, reading=None), topics)


def length(call: Call, analysis: CallAnalysis | None) -> int:
    """How long a call is in ms: as recorded, else as far as it is spoken; 0 when untimed."""
    spoken = analysis.duration_ms if analysis else None
    return max(call.duration_ms or 0, spoken or 0)


def _mark(transcript: Transcript) -> bytes:
    """A digest of who says what and when."""
    return blake2b("\x1e".join(_told(transcript)).encode("utf-8", "surrogatepass")).digest()


def _told(transcript: Transcript) -> Iterable[str]:
    yield f"{transcript.language} {transcript.duration_ms}"
    for one in transcript.speakers:
        yield f"{one.ref} {one.side}"
    for said in transcript.utterances:
        yield f"{said.speaker} {said.start_ms} {said.end_ms} {said.text}"
