"""Whom a comment on a call may mention, while a name is being typed."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from revrise.core.coaching.comment import SHARED, CallComment
from revrise.core.coaching.suggesting import suggested
from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.coaching.mentioning import sees
from revrise.services.desk import Desk
from revrise.services.notifications.audience import Audience

_SHOWN, _AT_ONCE, _TRIED = 8, 100, 400


@frozen
class MentionablePeople:
    """The use case."""

    desk: Desk

    def show(self, call_id: str, typed: str, by: Actor, shared: str = "rep") -> Mapping[str, str]:
        """Names by id, the best first, of those who may see the call and such a comment.

        Eight at most, never the author, of names the author may read; the 400 that fit best are
        tried. Raises NotFound for a hidden call, Refused for who may not comment.
        """
        if shared not in SHARED:
            raise Invalid("is unknown", culprit="shared", remedy=f"one of {', '.join(SHARED)}")
        self.desk.scope(by, "call_comment", "create")
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            names = self._names(work, by)
            fits = suggested(typed, names)
            if not typed.strip():  # the rep is likeliest meant
                fits.sort(key=lambda one: one != call.owner_id)
            found: dict[str, str] = {}
            for one in self._seeing(work, fits[:_TRIED], call, _said(call, by, shared)):
                found[one] = names[one]
                if len(found) == _SHOWN:
                    break
        return found

    def _names(self, work: UnitOfWork, by: Actor) -> dict[str, str]:
        query = Query(columns=("id", "name"))
        rows = work.of(Person).rows(self.desk.scope(by, "person"), query)
        return {row["id"]: row["name"] for row in rows if row["name"] and row["id"] != by.person_id}

    def _seeing(
        self, work: UnitOfWork, ids: list[str], call: Call, said: CallComment
    ) -> Iterator[str]:
        for start in range(0, len(ids), _AT_ONCE):
            bite = ids[start : start + _AT_ONCE]
            audience = Audience.read(self.desk, work, work.actor.tenant_id, bite)
            yield from (one for one in bite if sees(audience, one, said, call))


def _said(call: Call, by: Actor, shared: str) -> CallComment:
    """The comment that is being written, as the policy will look at it."""
    return CallComment(
        id="",
        call_id=call.id,
        owner_id=call.owner_id,
        team_id=call.team_id,
        author_id=by.person_id,
        at=call.started_at,
        text="",
        shared=shared,
    )
