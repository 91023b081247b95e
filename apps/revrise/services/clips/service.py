"""Clips of calls: cut, listed, shared and taken away by who may."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.coaching.clip import Clip, audience, span, words
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, Withheld
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.service import Calls

_MOST = 200


@frozen
class CutClip:
    """A stretch of a call to keep. `token` is the form's: sending it again cuts nothing."""

    call_id: str
    start_ms: int
    end_ms: int
    title: str
    note: str = ""
    shared: str = "call"
    token: str = ""


@frozen
class ChangeClip:
    """Other words around a clip, or other people it is offered to."""

    clip_id: str
    version: int
    title: str
    note: str
    shared: str


@frozen
class Clips:
    """The use cases."""

    calls: Calls

    def cut(self, command: CutClip, by: Actor) -> Clip:
        """Keeps a clip; the same token gives the one it made before.

        Raises NotFound for a hidden call, Withheld where nobody may coach on it, Invalid for a
        stretch that is none and for a title that is missing.
        """
        desk, (title, note) = self.calls.desk, words(command.title, command.note)
        scope = desk.scope(by, "clip", "create")
        with desk.store.begin(by) as work:
            # Whoever takes away what rests on a consent holds the call too: a clip is cut before
            # that and goes with the rest, or after it and is refused.
            call = work.of(Call).hold(command.call_id, desk.scope(by, "call"))
            if known := self._known(work, command, by):
                return known[0]
            self._agreed(work, call, by)
            start, end = span(command.start_ms, command.end_ms, call.duration_ms)
            made = Clip(
                id=_id(command, by) if command.token else desk.ids.new("clip"),
                call_id=call.id,
                owner_id=call.owner_id,
                team_id=call.team_id,
                author_id=by.person_id,
                at=desk.clock.now(),
                start_ms=start,
                end_ms=end,
                title=title,
                note=note,
                shared=audience(command.shared),
            )
            work.of(Clip).add(made, scope)
            work.record("clip.cut", made.id, {"call": call.id, "shared": made.shared})
        return made

    def change(self, command: ChangeClip, by: Actor) -> Clip:
        """Other words or readers. Raises Conflict when `version` is no longer the stored one."""
        desk = self.calls.desk
        scope = desk.scope(by, "clip", "update")
        with desk.store.begin(by) as work:
            before = work.of(Clip).load(command.clip_id, scope)
            after = before.change(command.title, command.note, command.shared)
            work.of(Clip).save(after, scope, expected=command.version)
            work.record("clip.changed", after.id, {"call": after.call_id, "shared": after.shared})
        return after

    def remove(self, clip_id: str, version: int, by: Actor) -> None:
        """Takes a clip away for good. Raises Conflict when it was changed meanwhile."""
        desk = self.calls.desk
        scope = desk.scope(by, "clip", "delete")
        with desk.store.begin(by) as work:
            before = work.of(Clip).load(clip_id, scope)
            if before.version != version:
                raise Conflict("somebody changed the clip meanwhile", culprit=clip_id)
            work.of(Clip).remove(clip_id, scope)
            work.record("clip.removed", clip_id, {"call": before.call_id})

    def list(self, by: Actor, call_id: str | None = None) -> Sequence[Clip]:
        """The clips the actor may see, the newest first; those of one call where one is named.

        Raises NotFound for a hidden call.
        """
        desk = self.calls.desk
        with desk.store.read(by) as work:
            if call_id is not None:
                work.of(Call).load(call_id, desk.scope(by, "call"))
            rule = where(call_id=call_id) if call_id is not None else where()
            query = Query(rule, (("at", True),), _MOST)
            rows = work.of(Clip).rows(desk.scope(by, "clip"), query)
        # Of a clip that is only offered to them nobody is told the call.
        return [Clip(**{**row, "call_id": row.get("call_id") or ""}) for row in rows]

    def _agreed(self, work: UnitOfWork, call: Call, by: Actor) -> None:
        consent = self.calls.consent(work, call, "coach", by)
        if not consent.allowed:
            raise Withheld(consent.because, culprit=call.id, remedy="ask them for their consent")

    def _known(self, work: UnitOfWork, command: CutClip, by: Actor) -> Sequence[Clip]:
        if not command.token:
            return ()
        query = Query(where=where(id=_id(command, by)))
        return work.of(Clip).load_many(self.calls.desk.scope(by, "clip"), query)


def _id(command: CutClip, by: Actor) -> str:
    return derived("clip", command.call_id, by.person_id, command.token)
