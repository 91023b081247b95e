"""The recording of a call: heard under the same consent as its words are read."""

from collections.abc import Callable, Iterator

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import NotFound, Withheld
from revrise.core.governance.actor import Actor
from revrise.ports.blobs import Blobs
from revrise.services.auditing.access import Access, note_access
from revrise.services.calls.service import Calls

_HEAD = 64


@frozen
class Recording:
    """A recording that may be heard: its SHA-256, its size in bytes and its first bytes."""

    sha256: str
    size: int
    head: bytes


@frozen
class Media:
    """The use case."""

    calls: Calls
    blobs: Callable[[], Blobs]

    def recording(self, call_id: str, by: Actor) -> Recording:
        """The recording of a call.

        Raises NotFound for a hidden call or one without recording, Refused without consent to
        coach, or for who may see the call but not what was said.
        """
        desk = self.calls.desk
        with desk.store.read(by) as work:
            call = work.of(Call).load(call_id, desk.scope(by, "call"))
            desk.scope(by, "call_transcript")
            consent = self.calls.consent(work, call, "coach", by)
        if call.media_sha256 is None:
            raise NotFound(f"no recording of call {call_id}")
        note_access(desk, Access("recording", call_id, consent.allowed), by)
        if not consent.allowed:
            raise Withheld(consent.because, culprit=call_id, remedy="ask them for their consent")
        blobs, name = self.blobs(), call.media_sha256
        head = b"".join(blobs.open(by.tenant_id, name, 0, _HEAD))
        return Recording(name, blobs.size(by.tenant_id, name), head)

    def part(self, found: Recording, start: int, length: int, by: Actor) -> Iterator[bytes]:
        """Bytes of a recording that `recording` gave."""
        return self.blobs().open(by.tenant_id, found.sha256, start, length)
