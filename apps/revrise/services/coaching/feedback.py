"""Feedback: comments on a call at a moment, and answers to them."""

from collections.abc import Sequence

from attrs import evolve, frozen

from revrise.core.coaching.comment import SHARED, CallComment, checked
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, Invalid, NotFound, Withheld
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import Cascade
from revrise.services.coaching.mentioning import Mentioning, telling
from revrise.services.desk import Desk

_TAKEN_BACK = "ask whether what was agreed to still holds"
_ANSWERED = "keep what somebody answered, whether or not the answer is seen"


@frozen
class AddComment:
    """A comment on a call: at `at_ms`, on line `utterance`, or on the whole.

    `shared` is one of `comment.SHARED`. `token` is the form's: sending it again adds nothing.
    `mentions` are people to tell by id, beside those its text names after an `@`.
    """

    call_id: str
    text: str
    at_ms: int | None = None
    utterance: int | None = None
    parent_id: str | None = None
    shared: str = "rep"
    token: str = ""
    mentions: tuple[str, ...] = ()


@frozen
class Feedback:
    """Use cases around comments."""

    desk: Desk

    def comment(self, command: AddComment, by: Actor) -> CallComment:
        """Adds a comment; the same token gives the comment it made before.

        Raises NotFound for a hidden call, comment answered or person, Invalid for an empty text
        and for a mention of somebody who may not see it, Withheld once somebody took back that the
        call is coached on.
        """
        text, scope = checked(command.text), self.desk.scope(by, "call_comment", "create")
        if command.shared not in SHARED:
            raise Invalid("is unknown", culprit="shared", remedy=f"one of {', '.join(SHARED)}")
        with self.desk.store.begin(by) as work:
            # Held as for a clip: said before a consent is taken back it goes along, after it never.
            call = work.of(Call).hold(command.call_id, self.desk.scope(by, "call"))
            if (known := self._known(work, command, by)) is not None:
                return known
            self._wanted(work, call, by)
            made = self._made(work, command, call, text, by)
            told = Mentioning(self.desk).of(work, made, call, command.mentions, by)
            made = evolve(made, mentions=told)
            work.of(CallComment).add(made, scope)
            work.emit(Event("call.commented", call.id, made.at, by.person_id, _data(made)))
            if told:
                work.emit(telling(made, told, by))
            work.record("call.commented", call.id, {"comment": made.id, "shared": made.shared})
        return made

    def reword(self, comment_id: str, text: str, version: int, by: Actor) -> CallComment:
        """Changes one's own comment; who is mentioned now and was not before is told.

        Raises Conflict when `version` is no longer the stored one, Invalid as `comment` does.
        """
        scope = self.desk.scope(by, "call_comment", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(CallComment).load(comment_id, scope)
            after = before.reword(text, by.person_id)
            call = work.of(Call).load(before.call_id, self.desk.scope(by, "call"))
            told = Mentioning(self.desk).of(work, after, call, (), by)
            after = evolve(after, mentions=told)
            work.of(CallComment).save(after, scope, expected=version)
            if new := [one for one in told if one not in before.mentions]:
                work.emit(telling(evolve(after, at=self.desk.clock.now()), new, by))
            work.record("call.comment_changed", comment_id)
        return after

    def remove(self, comment_id: str, version: int, by: Actor) -> None:
        """Takes one's own comment away for good.

        Raises Conflict when `version` is no longer the stored one, or when somebody answered it.
        """
        scope = self.desk.scope(by, "call_comment", "delete")
        with self.desk.store.begin(by) as work:
            before = work.of(CallComment).load(comment_id, scope)
            before.belongs(by.person_id)
            if before.version != version:
                raise Conflict("somebody changed the comment meanwhile", culprit=comment_id)
            everybody = system_scope(by.tenant_id, "call_comment", "read", _ANSWERED)
            if work.of(CallComment).count(everybody, Query(where=where(parent_id=comment_id))):
                raise Conflict(
                    "somebody answered it", culprit=comment_id, remedy="change its words instead"
                )
            work.of(CallComment).remove(comment_id, scope)
            work.record("call.comment_removed", comment_id, {"call": before.call_id})

    def comments(self, call_id: str, by: Actor) -> Sequence[CallComment]:
        """The comments on a call the actor may see, oldest first."""
        with self.desk.store.read(by) as work:
            work.of(Call).load(call_id, self.desk.scope(by, "call"))
            query = Query(where=where(call_id=call_id), order=(("at", False),))
            return work.of(CallComment).load_many(self.desk.scope(by, "call_comment"), query)

    def _wanted(self, work: UnitOfWork, call: Call, by: Actor) -> None:
        """What people say of a call quotes it, and went when consent did."""
        scope = system_scope(by.tenant_id, "consent", "read", _TAKEN_BACK)
        consents = work.of(Consent).load_many(scope, Query(where=where(call_id=call.id)))
        if "coach" in Cascade(self.desk, by.tenant_id).lost(work, consents, call):
            raise Withheld(
                "somebody took back that the call is coached on",
                culprit=call.id,
                remedy="ask them for their consent",
            )

    def _known(self, work: UnitOfWork, command: AddComment, by: Actor) -> CallComment | None:
        if not command.token:
            return None
        query = Query(where=where(id=_id(command, by)))
        found = work.of(CallComment).load_many(self.desk.scope(by, "call_comment"), query)
        return found[0] if found else None

    def _made(
        self, work: UnitOfWork, command: AddComment, call: Call, text: str, by: Actor
    ) -> CallComment:
        parent = self._parent(work, command, by)
        return CallComment(
            id=_id(command, by) if command.token else self.desk.ids.new("cmt"),
            call_id=call.id,
            owner_id=call.owner_id,
            team_id=call.team_id,
            author_id=by.person_id,
            at=self.desk.clock.now(),
            text=text,
            at_ms=parent.at_ms if parent else command.at_ms,
            utterance=parent.utterance if parent else command.utterance,
            parent_id=parent.id if parent else None,
            shared=parent.shared if parent else command.shared,
        )

    def _parent(self, work: UnitOfWork, command: AddComment, by: Actor) -> CallComment | None:
        """The comment answered; an answer to an answer joins its thread."""
        if command.parent_id is None:
            return None
        scope = self.desk.scope(by, "call_comment")
        parent = work.of(CallComment).load(command.parent_id, scope)
        if parent.call_id != command.call_id:
            raise NotFound(f"no call_comment {command.parent_id}")
        return work.of(CallComment).load(parent.parent_id, scope) if parent.parent_id else parent


def _id(command: AddComment, by: Actor) -> str:
    return derived("cmt", command.call_id, by.person_id, command.token)


def _data(made: CallComment) -> dict[str, str]:
    """What the event says: never the words."""
    return {"comment": made.id, "person": made.owner_id, "shared": made.shared}
