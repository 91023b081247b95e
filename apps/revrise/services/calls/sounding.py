"""The sound of a call as a picture: under the same consent as its words."""

from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import Factory, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.ports.blobs import Blobs
from revrise.services.calls.newest import Newest
from revrise.services.calls.scratch import scratch
from revrise.services.calls.service import Calls

Peaks = Sequence[Sequence[float]]
POINTS = 480
_KEPT = 64


@frozen
class CallSounds:
    """Draws recordings; the newest drawings are kept, since a recording never changes."""

    calls: Calls
    blobs: Callable[[], Blobs]
    draw: Callable[[Path, int], Peaks]
    _kept: Newest[Peaks] = Factory(lambda: Newest(_KEPT))

    def peaks(self, call_id: str, by: Actor) -> Peaks:
        """The loudness of each channel along the call, POINTS values from 0 to 1.

        Raises NotFound for a hidden call or one without recording, Refused without consent to
        coach, Invalid for a recording that cannot be read.
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
        return self._kept.of(key, lambda: self._drawn(by.tenant_id, sha256))

    def _drawn(self, tenant_id: str, sha256: str) -> Peaks:
        with scratch(self.blobs().open(tenant_id, sha256)) as path:
            return self.draw(path, POINTS)
