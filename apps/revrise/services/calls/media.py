"""The recording of a call: heard under the same consent as its words are read.

Who reads the words with parts hidden hears silence in their place.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from attrs import frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import NotFound, Withheld
from revrise.core.governance.actor import Actor
from revrise.core.governance.redaction.silences import Span, silences
from revrise.core.governance.rule import where
from revrise.ports.blobs import Blobs
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.auditing.access import Access, note_access
from revrise.services.calls.scratch import scratch
from revrise.services.calls.service import Calls
from revrise.services.cleared.store import original, unmasked

_HEAD = 64


class Silenced(Protocol):
    """A recording with silence in places, as a file of known length."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def head(self) -> bytes:
        """What it begins with."""

    def part(self, path: Path, start: int, length: int) -> Iterator[bytes]:
        """Bytes of it, made from the recording at `path`."""


# How long it is and where it is silent, in ms.
Silence = Callable[[int, Sequence[Span]], Silenced]


@frozen
class Recording:
    """What may be heard: `tag` names these bytes, `size` counts them, `head` are the first.

    `silenced` makes them where some of the recording may not be heard.
    """

    sha256: str
    tag: str
    size: int
    head: bytes
    silenced: Silenced | None = None


@frozen
class Media:
    """The use case."""

    calls: Calls
    blobs: Callable[[], Blobs]
    silence: Silence

    def recording(self, call_id: str, by: Actor) -> Recording:
        """The recording of a call, as far as the actor may hear it.

        Raises NotFound for a hidden call or one without recording, Refused without consent to
        coach, for who may see the call but not what was said, and for who may not know all that
        was said where nobody can tell when it was.
        """
        desk = self.calls.desk
        with desk.store.read(by) as work:
            call = work.of(Call).load(call_id, desk.scope(by, "call"))
            query = Query(where=where(call_id=call_id))
            words = work.of(CallTranscript).load_many(desk.scope(by, "call_transcript"), query)
            silent = silent_parts(work, call, words[0] if words else None)
            consent = self.calls.consent(work, call, "coach", by)
        if call.media_sha256 is None:
            raise NotFound(f"no recording of call {call_id}")
        note_access(desk, Access("recording", call_id, consent.allowed and silent is not None), by)
        if not consent.allowed:
            raise Withheld(consent.because, culprit=call_id, remedy="ask them for their consent")
        if silent is None:
            raise Withheld(
                "names in it are hidden from you, and nobody can tell yet when they are heard",
                culprit=call_id,
                remedy="wait for its transcript, or ask who leads its rep",
            )
        if not silent:
            return self._plain(call.media_sha256, by)
        return self._silenced(call, silent, _length(call, words[0].transcript))

    def part(self, found: Recording, start: int, length: int, by: Actor) -> Iterator[bytes]:
        """Bytes of a recording that `recording` gave."""
        if found.silenced is None:
            yield from self.blobs().open(by.tenant_id, found.sha256, start, length)
            return
        with scratch(self.blobs().open(by.tenant_id, found.sha256)) as path:
            yield from found.silenced.part(path, start, length)

    def _plain(self, sha256: str, by: Actor) -> Recording:
        blobs = self.blobs()
        head = b"".join(blobs.open(by.tenant_id, sha256, 0, _HEAD))
        return Recording(sha256, sha256, blobs.size(by.tenant_id, sha256), head)

    def _silenced(self, call: Call, silent: Sequence[Span], length_ms: int) -> Recording:
        made = self.silence(length_ms, silent)
        tag = sha256(f"{call.media_sha256} {length_ms} {silent}".encode()).hexdigest()
        return Recording(call.media_sha256 or "", tag, made.size, made.head[:_HEAD], made)


def silent_parts(
    work: UnitOfWork, call: Call, words: CallTranscript | None
) -> tuple[Span, ...] | None:
    """Spans of a recording in ms that the actor of the unit of work hears as silence.

    `words` is the call's transcript as the actor read it. None where nobody can tell.
    """
    if words is None:
        return () if unmasked(work, call) else None
    return silences(original(work, words).transcript, words.transcript, offsets(call))


def offsets(call: Call) -> tuple[int, int]:
    """How much later, in ms, either channel of its recording began."""
    delay = int((call.hints or {}).get("channel_delay_ms") or 0)
    return max(0, -delay), max(0, delay)


def _length(call: Call, said: Transcript) -> int:
    ends = (one.end_ms or 0 for one in said.utterances)
    return max(call.duration_ms or 0, said.duration_ms or 0, *ends)
