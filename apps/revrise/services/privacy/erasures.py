"""Asking for an erasure, and confirming it: two steps, and two people where that is wanted."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.core.deals.account import Card
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.erasure import SUBJECTS, Erasure
from revrise.core.governance.hold import reasoned
from revrise.core.governance.rule import where
from revrise.core.people.person import Person
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.held import free
from revrise.services.privacy.due import every
from revrise.services.privacy.erasing import ERASE

_KINDS: dict[str, type[Any]] = {"person": Person, "card": Card}


@frozen
class RequestErasure:
    """Erase a person of the organisation, or a contact (`kind` card), for a reason."""

    subject_id: str
    reason: str
    kind: str = "person"


@frozen
class Erasures:
    """Use cases around erasure. Under `four_eyes` somebody else than who asked confirms."""

    desk: Desk
    four_eyes: bool = False

    def list(self, by: Actor) -> Sequence[Erasure]:
        """All of them, the newest first."""
        with self.desk.store.read(by) as work:
            query = Query(order=(("requested_at", True),))
            return work.of(Erasure).load_many(self.desk.scope(by, "erasure"), query)

    def show(self, erasure_id: str, by: Actor) -> Erasure:
        """One, with its receipt once it is done."""
        with self.desk.store.read(by) as work:
            return work.of(Erasure).load(erasure_id, self.desk.scope(by, "erasure"))

    def request(self, command: RequestErasure, by: Actor) -> Erasure:
        """The first step; nothing is erased yet.

        Raises Invalid without a reason, NotFound for nobody, Refused for oneself, Conflict on
        hold or while one is open.
        """
        if command.kind not in SUBJECTS:
            raise Invalid("is a person or a card", culprit="kind")
        if command.subject_id == by.person_id:
            raise Refused("nobody erases themselves", remedy="ask another administrator")
        made = Erasure(
            self.desk.ids.new("erase"),
            command.kind,
            command.subject_id,
            reasoned(command.reason),
            by.person_id,
            self.desk.clock.now(),
        )
        scope = self.desk.scope(by, "erasure", "create")
        with self.desk.store.begin(by) as work:
            # Who may erase somebody need not see them: an id is all they have.
            query = Query(where=where(id=command.subject_id))
            if not work.of(_KINDS[made.subject_kind]).count(every(work, made.subject_kind), query):
                raise NotFound(f"no {made.subject_kind} {made.subject_id}")
            free(work, made.subject_id)
            same = where(subject_id=made.subject_id, state=("requested", "confirmed"))
            if work.of(Erasure).count(every(work, "erasure"), Query(where=same)):
                raise Conflict("this was asked for already", culprit=made.subject_id)
            work.of(Erasure).add(made, scope)
            work.record("erasure.requested", made.subject_id, {"erasure": made.id})
        return made

    def confirm(self, erasure_id: str, by: Actor) -> Erasure:
        """The second step: a job erases them. Raises as `Erasure.confirmed`, Conflict on hold."""
        scope, now = self.desk.scope(by, "erasure", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Erasure).load(erasure_id, scope)
            free(work, before.subject_id)
            after = before.confirmed(by.person_id, now, four_eyes=self.four_eyes)
            work.of(Erasure).save(after, scope, expected=before.version)
            job, args = f"job_{erasure_id}", {"erasure": erasure_id}
            work.enqueue(JobRequest(job, ERASE, SYSTEM, args, key=erasure_id))
            work.record("erasure.confirmed", before.subject_id, {"erasure": erasure_id})
        return after

    def refuse(self, erasure_id: str, by: Actor) -> Erasure:
        """Turns a request down."""
        scope, now = self.desk.scope(by, "erasure", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Erasure).load(erasure_id, scope)
            after = before.refused(by.person_id, now)
            work.of(Erasure).save(after, scope, expected=before.version)
            work.record("erasure.refused", before.subject_id, {"erasure": erasure_id})
        return after
