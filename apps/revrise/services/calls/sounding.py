"""The sound of a call as a picture: for who may hear it, silent where they hear silence."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import BinaryIO

from attrs import Factory, frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.waveform import (
    CallWaveform,
    Rows,
    Waveform,
    drawn_as,
    waveform_id,
)
from revrise.core.errors import Busy, Fatal, Invalid, NotFound
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.media import Media
from revrise.services.calls.stored import stored
from revrise.services.lawful import all_agree
from revrise.services.newest import Newest

_KEPT = 64
# Who waits for a picture holds a thread of the server: of those there are a few dozen.
_WAITING, _AGAIN_S = 8, 10.0
_REASON = "draw a recording once"


@frozen
class CallSounds:
    """Draws a recording when somebody looks at it first; the drawing is kept with its call."""

    media: Media
    draw: Callable[[BinaryIO], Waveform]
    _newest: Newest[Waveform | Invalid] = Factory(lambda: Newest(_KEPT))
    _room: BoundedSemaphore = Factory(lambda: BoundedSemaphore(_WAITING))

    def peaks(self, call_id: str, by: Actor) -> Rows:
        """The loudness of each channel along the call, POINTS values from 0 to 1.

        Raises as `Media.silences`, Invalid for a recording that cannot be read, Busy where too
        many wait.
        """
        call, silent = self.media.silences(call_id, by)
        drawn = self._kept(by.tenant_id, call) or self._anew(by.tenant_id, call)
        return drawn.silenced(silent).points()

    def _kept(self, tenant_id: str, call: Call) -> Waveform | None:
        with self.media.calls.desk.store.read(system_actor(tenant_id)) as work:
            return _row(work, call)

    def _anew(self, tenant_id: str, call: Call) -> Waveform:
        key = f"{tenant_id}/{_mark(call)}"
        found = self._known(key, lambda: self._drawn(tenant_id, call.media_sha256 or ""))
        if isinstance(found, Invalid):
            raise Invalid(found.message, culprit=call.id, remedy=found.remedy)
        self._keep(tenant_id, call, found)
        return found

    def _known(self, key: str, draw: Callable[[], Waveform | Invalid]) -> Waveform | Invalid:
        known = self._newest.get(key)
        if known is not None:
            return known
        if not self._room.acquire(blocking=False):
            raise Busy("too many recordings are drawn at this moment", wait_s=_AGAIN_S)
        try:
            return self._newest.of(key, draw)
        finally:
            self._room.release()

    def _drawn(self, tenant_id: str, sha256: str) -> Waveform | Invalid:
        """What is wrong is remembered too: to find that out took as long."""
        try:
            with stored(self.media.blobs(), tenant_id, sha256) as file:
                return self.draw(file)
        except Invalid as error:
            return error

    def _keep(self, tenant_id: str, call: Call, drawn: Waveform) -> None:
        """Unless its recording, or the consent to hear it, went meanwhile."""
        desk = self.media.calls.desk
        with desk.store.begin(system_actor(tenant_id)) as work:
            try:
                now = work.of(Call).hold(call.id, _scope(work, "call"))
            except NotFound:
                return
            agreed = all_agree(work, now, ("coach",), desk.clock.now())
            if not agreed or _mark(now) != _mark(call) or _row(work, now):
                return
            _replace(work, now, drawn)
            work.record("call.drawn", call.id)


def _row(work: UnitOfWork, call: Call) -> Waveform | None:
    """What is kept of this recording; None for nothing, or nothing that can be read."""
    query = Query(where=where(call_id=call.id, mark=_mark(call)))
    try:
        found = work.of(CallWaveform).load_many(_scope(work, "call_waveform"), query)
    except (Fatal, ValueError, ExceptionGroup):  # damaged: it costs no more than drawing anew
        return None
    return found[0].waveform if found else None


def _replace(work: UnitOfWork, call: Call, drawn: Waveform) -> None:
    kind, query = work.of(CallWaveform), Query(where=where(call_id=call.id), columns=("id",))
    for row in kind.rows(_scope(work, "call_waveform"), query):
        kind.remove(row["id"], _scope(work, "call_waveform", "delete"))
    made = CallWaveform(
        waveform_id(call.id), call.id, call.owner_id, call.team_id, _mark(call), drawn
    )
    kind.add(made, _scope(work, "call_waveform", "create"))


def _mark(call: Call) -> str:
    return drawn_as(call.media_sha256 or "")


def _scope(work: UnitOfWork, resource: str, action: str = "read") -> Scope:
    return system_scope(work.actor.tenant_id, resource, action, _REASON)
