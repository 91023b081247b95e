"""The sound of a call as a picture: under the same consent as its words."""

from collections.abc import Callable, Sequence
from threading import BoundedSemaphore
from typing import BinaryIO

from attrs import Factory, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Busy, Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.ports.blobs import Blobs
from revrise.services.calls.service import Calls
from revrise.services.calls.stored import stored
from revrise.services.newest import Newest

Peaks = Sequence[Sequence[float]]
POINTS = 480
_KEPT = 64
# Who waits for a picture holds a thread of the server: of those there are a few dozen.
_WAITING, _AGAIN_S = 8, 10.0


@frozen
class CallSounds:
    """Draws recordings; the newest drawings are kept, since a recording never changes."""

    calls: Calls
    blobs: Callable[[], Blobs]
    draw: Callable[[BinaryIO, int], Peaks]
    _kept: Newest[Peaks | Invalid] = Factory(lambda: Newest(_KEPT))
    _room: BoundedSemaphore = Factory(lambda: BoundedSemaphore(_WAITING))

    def peaks(self, call_id: str, by: Actor) -> Peaks:
        """The loudness of each channel along the call, POINTS values from 0 to 1.

        Raises NotFound for a hidden call or one without recording, Refused without consent to
        coach, Invalid for a recording that cannot be read, Busy where too many wait.
        """
        desk = self.calls.desk
        with desk.store.read(by) as work:
            call = work.of(Call).load(call_id, desk.scope(by, "call"))
            consent = self.calls.consent(work, call, "coach", by)
        if call.media_sha256 is None:
            raise NotFound("the call has no recording", culprit=call_id)
        if not consent.allowed:
            raise Refused(consent.because, culprit=call_id, remedy="ask them for their consent")
        key = f"{by.tenant_id}/{call.media_sha256}"
        sha256 = call.media_sha256
        found = self._known(key, lambda: self._drawn(by.tenant_id, sha256))
        if isinstance(found, Invalid):
            raise Invalid(found.message, culprit=call_id, remedy=found.remedy)
        return found

    def _known(self, key: str, draw: Callable[[], Peaks | Invalid]) -> Peaks | Invalid:
        known = self._kept.get(key)
        if known is not None:
            return known
        if not self._room.acquire(blocking=False):
            raise Busy("too many recordings are drawn at this moment", wait_s=_AGAIN_S)
        try:
            return self._kept.of(key, draw)
        finally:
            self._room.release()

    def _drawn(self, tenant_id: str, sha256: str) -> Peaks | Invalid:
        """What is wrong is kept too: to find that out took as long."""
        try:
            with stored(self.blobs(), tenant_id, sha256) as file:
                return self.draw(file, POINTS)
        except Invalid as error:
            return error
