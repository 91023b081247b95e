"""What is said in a clip, read and heard: under the call's consent at that very moment.

Who is offered a clip may not see its call, so the call is asked about by a scope of the system,
once the clip itself was found in reach. They read the words as their clearance lets them and hear
silence where a line was blacked out for them.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from attrs import evolve, frozen

from revrise.core.coaching.clip import Clip, lines
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import NotFound, Refused, Withheld
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.redaction.silences import Span, silences
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.ports.blobs import Blobs
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.auditing.access import Access, note_access
from revrise.services.calls.leaving import Leaving
from revrise.services.calls.media import offsets
from revrise.services.calls.stored import stored
from revrise.services.cleared.store import as_shown
from revrise.services.desk import Desk
from revrise.services.lawful import table
from revrise.services.naming import names_of

Cut = Callable[[BinaryIO, Span, Sequence[Span]], bytes]
_REASON = "show what is in a clip to whom it is offered"


@frozen
class ClipLine:
    """A line of a clip: its place in the call, who spoke on which side, what, when (ms)."""

    index: int
    side: str
    text: str
    start_ms: int
    end_ms: int


@frozen
class ClipView:
    """A clip with its lines; `lines` is empty and `because` says why where words are withheld.

    `call` is the title of a call the reader may see, else empty; `names` by person; `leaves`:
    its sound may be kept outside.
    """

    clip: Clip
    allowed: bool
    because: str
    lines: tuple[ClipLine, ...]
    call: str
    sound: bool
    names: dict[str, str]
    leaves: bool = False


@frozen
class _Found:
    """What a clip is of: the words plain and as shown."""

    clip: Clip
    call: Call
    allowed: bool
    because: str
    plain: Transcript | None
    shown: Transcript | None
    reached: bool


@frozen
class ClipPlaying:
    """The use case."""

    desk: Desk
    blobs: Callable[[], Blobs]
    cut: Cut

    def show(self, clip_id: str, by: Actor) -> ClipView:
        """A clip with its words. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            found = self._found(work, clip_id, by)
            names = names_of(self.desk, work, by, {found.clip.owner_id, found.clip.author_id})
            sounds = found.allowed and found.call.media_sha256 is not None
            leaves = sounds and Leaving(self.desk).decide(work, found.call).allowed
        note_access(self.desk, Access("transcript", found.call.id, found.allowed), by)
        return ClipView(
            clip=found.clip if found.reached else evolve(found.clip, call_id=""),
            allowed=found.allowed,
            because=found.because,
            lines=tuple(_lines(found.shown, found.clip)) if found.shown else (),
            call=found.call.title if found.reached else "",
            sound=sounds,
            names=names,
            leaves=leaves,
        )

    def sound(self, clip_id: str, by: Actor, *, leaves: bool = False) -> bytes:
        """The sound of a clip alone, as a WAV file; `leaves`: to be kept outside.

        Raises NotFound for a hidden clip or a call without recording, Withheld without consent to
        coach, or to share what leaves; Invalid for a recording that cannot be read.
        """
        with self.desk.store.read(by) as work:
            found = self._found(work, clip_id, by)
            if leaves and found.allowed:
                out = Leaving(self.desk).decide(work, found.call)
                found = evolve(found, allowed=out.allowed, because=out.because)
        if found.call.media_sha256 is None:
            raise NotFound(f"no recording of clip {clip_id}")
        note_access(self.desk, Access("recording", found.call.id, found.allowed), by)
        if not found.allowed:
            raise Withheld(found.because, culprit=clip_id, remedy="ask them for their consent")
        return self._cut(found, by.tenant_id, found.call.media_sha256)

    def _found(self, work: UnitOfWork, clip_id: str, by: Actor) -> _Found:
        tenant, query = by.tenant_id, Query(where=where(id=clip_id), columns=("id",))
        if not work.of(Clip).rows(self.desk.scope(by, "clip"), query):
            raise NotFound(f"no clip {clip_id}")
        # Whoever is offered it is not told which call it is of.
        clip = work.of(Clip).load(clip_id, system_scope(tenant, "clip", "read", _REASON))
        of_call = Query(where=where(call_id=clip.call_id))
        call = work.of(Call).load(clip.call_id, system_scope(tenant, "call", "read", _REASON))
        asked = system_scope(tenant, "consent", "read", _REASON)
        consents = work.of(Consent).load_many(asked, of_call)
        now, law = self.desk.clock.now(), table(work)
        consent = decide(consents, call.participants, "coach", now, law)
        scope = system_scope(tenant, "call_transcript", "read", _REASON)
        words = work.of(CallTranscript).load_many(scope, of_call) if consent.allowed else ()
        shown = as_shown(work, words)
        return _Found(
            as_shown(work, [clip])[0],
            as_shown(work, [call])[0],
            consent.allowed,
            consent.because,
            words[0].transcript if words else None,
            shown[0].transcript if shown else None,
            self._reached(work, clip, by),
        )

    def _reached(self, work: UnitOfWork, clip: Clip, by: Actor) -> bool:
        """Whether they may hear the whole call as well."""
        try:
            self.desk.scope(by, "call_transcript")
            scope = self.desk.scope(by, "call")
        except Refused:
            return False
        return work.of(Call).count(scope, Query(where=where(id=clip.call_id))) > 0

    def _cut(self, found: _Found, tenant_id: str, sha256: str) -> bytes:
        start, end = _span(found.clip)
        silent = _blacked_out(found, start, end)
        with stored(self.blobs(), tenant_id, sha256) as file:
            return self.cut(file, (start, end), silent)


def _span(clip: Clip) -> Span:
    return clip.start_ms, clip.end_ms


def _lines(said: Transcript, clip: Clip) -> Iterator[ClipLine]:
    for index, one in lines(said, *_span(clip)):
        side = said.side(one.speaker)
        yield ClipLine(index, side, one.text, one.start_ms or 0, one.end_ms or 0)


def _blacked_out(found: _Found, start: int, end: int) -> Sequence[Span]:
    """Where the reader's words are not the plain ones; all of it where that cannot be told."""
    if found.plain is None or found.shown is None:
        return ((start, end),)
    spans = silences(found.plain, found.shown, offsets(found.call))
    return ((start, end),) if spans is None else spans
