"""The recording of a call: heard under the same consent as its words are read.

Who reads the words with parts hidden hears silence in their place. A player may hold the line
open for hours, so who listens is asked about again and again.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import BinaryIO, Protocol

from attrs import frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import NotFound, Withheld
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import ConsentDecision
from revrise.core.governance.redaction.silences import Span, silences
from revrise.core.governance.rule import where
from revrise.ports.blobs import Blobs
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.auditing.access import Access, note_access
from revrise.services.calls.service import Calls
from revrise.services.calls.stored import stored
from revrise.services.cleared.store import original, unmasked

_HEAD = 64
_ASKED_AGAIN = timedelta(seconds=10)


class Silenced(Protocol):
    """A recording with silence in places, as a file of known length."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def head(self) -> bytes:
        """What it begins with."""

    def part(self, file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
        """Bytes of it, made from the recording."""


# How long it is and where it is silent, in ms.
Silence = Callable[[int, Sequence[Span]], Silenced]


@frozen
class Recording:
    """What may be heard: `tag` names these bytes, `size` counts them, `head` are the first.

    `silenced` makes them where some of the recording may not be heard.
    """

    call_id: str
    sha256: str
    tag: str
    size: int
    head: bytes
    silenced: Silenced | None = None


@frozen
class _Asked:
    """A call, its words as the actor reads them, and what of it may be heard at this moment."""

    call: Call
    words: CallTranscript | None
    silent: tuple[Span, ...] | None
    consent: ConsentDecision


@frozen
class Media:
    """The use case. `present` says who somebody is now; raises Refused for who left."""

    calls: Calls
    blobs: Callable[[], Blobs]
    silence: Silence
    present: Callable[[str], Actor]

    def recording(self, call_id: str, by: Actor) -> Recording:
        """The recording of a call, as far as the actor may hear it.

        Raises NotFound for a hidden call or one without recording, Withheld without consent to
        coach, for who may see the call but not what was said, and for who may not know all that
        was said where nobody can tell when it was.
        """
        asked = self._asked(call_id, by)
        allowed = asked.consent.allowed and asked.silent is not None
        note_access(self.calls.desk, Access("recording", call_id, allowed), by)
        return self._allowed(asked, by)

    def silences(self, call_id: str, by: Actor) -> tuple[Call, tuple[Span, ...]]:
        """A call whose recording the actor may hear, and the spans in ms that they hear silent.

        Raises as `recording`. Only a refusal is noted: nobody has heard anything yet.
        """
        asked = self._asked(call_id, by)
        try:
            return asked.call, _heard(asked)
        except Withheld:
            note_access(self.calls.desk, Access("recording", call_id, allowed=False), by)
            raise

    def part(self, found: Recording, start: int, length: int, by: Actor) -> Iterator[bytes]:
        """Bytes of a recording that `recording` gave.

        Raises as `recording` once they may not be heard any more, Withheld also where others
        may, Refused to who left: who agreed, what is hidden and who listens is asked every 10 s.
        """
        clock = self.calls.desk.clock
        asked = clock.now()
        for chunk in self._bytes(found, start, length, by):
            if abs(clock.now() - asked) >= _ASKED_AGAIN:
                self._still(found, by)
                asked = clock.now()
            yield chunk

    def _asked(self, call_id: str, by: Actor) -> _Asked:
        desk = self.calls.desk
        with desk.store.read(by) as work:
            call = work.of(Call).load(call_id, desk.scope(by, "call"))
            query = Query(where=where(call_id=call_id))
            words = work.of(CallTranscript).load_many(desk.scope(by, "call_transcript"), query)
            said = words[0] if words else None
            silent = silent_parts(work, call, said)
            consent = self.calls.consent(work, call, "coach", by)
        if call.media_sha256 is None:
            raise NotFound(f"no recording of call {call_id}")
        return _Asked(call, said, silent, consent)

    def _allowed(self, asked: _Asked, by: Actor) -> Recording:
        call, silent = asked.call, _heard(asked)
        if not silent or asked.words is None:
            return self._plain(call, by)
        return self._silenced(call, silent, _length(call, asked.words.transcript))

    def _still(self, found: Recording, who: Actor) -> None:
        by = self.present(who.person_id)
        if self._allowed(self._asked(found.call_id, by), by).tag != found.tag:
            raise Withheld(
                "other parts of it may be heard now",
                culprit=found.call_id,
                remedy="play it again",
            )

    def _bytes(self, found: Recording, start: int, length: int, by: Actor) -> Iterator[bytes]:
        if found.silenced is None:
            yield from self.blobs().open(by.tenant_id, found.sha256, start, length)
            return
        with stored(self.blobs(), by.tenant_id, found.sha256) as file:
            yield from found.silenced.part(file, start, length)

    def _plain(self, call: Call, by: Actor) -> Recording:
        blobs, sha256 = self.blobs(), call.media_sha256 or ""
        head = b"".join(blobs.open(by.tenant_id, sha256, 0, _HEAD))
        return Recording(call.id, sha256, sha256, blobs.size(by.tenant_id, sha256), head)

    def _silenced(self, call: Call, silent: Sequence[Span], length_ms: int) -> Recording:
        made = self.silence(length_ms, silent)
        tag = sha256(f"{call.media_sha256} {length_ms} {silent}".encode()).hexdigest()
        sha, head = call.media_sha256 or "", made.head[:_HEAD]
        return Recording(call.id, sha, tag, made.size, head, made)


def _heard(asked: _Asked) -> tuple[Span, ...]:
    """Where they hear silence. Raises Withheld for who may hear nothing of it."""
    if not asked.consent.allowed:
        remedy = "ask them for their consent"
        raise Withheld(asked.consent.because, culprit=asked.call.id, remedy=remedy)
    if asked.silent is None:
        raise Withheld(
            "names in it are hidden from you, and nobody can tell yet when they are heard",
            culprit=asked.call.id,
            remedy="wait for its transcript, or ask who leads its rep",
        )
    return asked.silent


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
