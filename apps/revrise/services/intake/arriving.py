"""A call that a source tells of: taken down once, whatever becomes of it."""

from attrs import frozen

from revrise.core.conversations.intake.arrival import MOST_PARTIES, Arrival
from revrise.core.conversations.intake.began import began
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.conversations.title import cleaned
from revrise.core.errors import Conflict, Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.ports.http import Downloads
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.commands import CONSENTS
from revrise.services.calls.files import Files
from revrise.services.desk import Desk
from revrise.services.intake.commands import Came, Comes

TAKE_IN = "intake.take"
_REASON = "know a call that came in before"


@frozen
class Arriving:
    """The use case."""

    desk: Desk
    downloads: Downloads
    files: Files

    def take_down(self, command: Comes, source: IntakeSource, by: Actor) -> Came:
        """Keeps it until a job knows whose it is; the same call of the same source is known.

        `by` answers for the source. Raises Conflict for a source that is off and for a message
        that came before, Invalid for a link that is never called and for too many parties,
        Retriable where its file is taken away at this moment, for who may not keep it.
        """
        if not source.active:
            raise Conflict("this source is switched off", culprit=source.id)
        self._checked(command)
        made = self._arrival(command, source)
        with self.desk.store.begin(by) as work:
            known = self._known(work, made, by)
            if known is not None:
                return self._again(work, known, command, by)
            if made.sha256 is not None:
                self.files.named(work, made.sha256)
            work.of(Arrival).add(made, self.desk.scope(by, "call_arrival", "create"))
            work.enqueue(taking(made, by.person_id))
            work.record("call_arrival.arrived", made.id)
        return Came(made, created=True)

    def knows(self, origin_id: str, source: IntakeSource, by: Actor) -> bool:
        """Whether this call of the source came before, whatever became of it."""
        scope = system_scope(by.tenant_id, "call_arrival", "read", _REASON)
        with self.desk.store.read(by) as work:
            query = Query(where=where(id=_key(origin_id, source)))
            return bool(work.of(Arrival).count(scope, query))

    def _again(self, work: UnitOfWork, known: Arrival, command: Comes, by: Actor) -> Came:
        if not command.message:
            return Came(known, created=False)
        after = known.heard(command.message)
        scope = system_scope(by.tenant_id, "call_arrival", "update", _REASON)
        work.of(Arrival).save(after, scope, expected=known.version)
        work.record("call_arrival.told_again", known.id)
        return Came(after, created=False)

    def _known(self, work: UnitOfWork, made: Arrival, by: Actor) -> Arrival | None:
        scope = system_scope(by.tenant_id, "call_arrival", "read", _REASON)
        found = work.of(Arrival).load_many(scope, Query(where=where(id=made.id)))
        return found[0] if found else None

    def _checked(self, command: Comes) -> None:
        if (command.sha256 is None) == (command.link is None):
            raise Invalid(
                "the call has neither words nor a link, or both",
                culprit="media_url",
                remedy="send transcript, or media_url",
            )
        if command.consent is not None and command.consent not in CONSENTS:
            raise Invalid(f"no consent {command.consent!r}", culprit="consent")
        if len(command.parties) > MOST_PARTIES:
            raise Invalid(f"more than {MOST_PARTIES} took part", culprit="participants")
        if command.link is not None:
            try:
                self.downloads.check(command.link)
            except Invalid as error:  # named as the sender knows it
                why, remedy = error.message, error.remedy
                raise Invalid(why, culprit="media_url", remedy=remedy) from None

    def _arrival(self, command: Comes, source: IntakeSource) -> Arrival:
        now = self.desk.clock.now()
        return Arrival(
            id=_key(command.origin_id, source),
            source_id=source.id,
            owner_id=source.owner_id,
            origin_id=command.origin_id,
            arrived_at=now,
            started_at=began(command.started_at, now, "started_at"),
            title=cleaned(command.title),
            parties=command.parties,
            file_name=command.file_name,
            sha256=command.sha256,
            link=(command.link,) if command.link else (),
            consent=command.consent or source.consent,
            jurisdiction=command.jurisdiction or source.jurisdiction,
            separately=source.separately if command.separately is None else command.separately,
            language=command.language,
            seller=command.seller,
            seller_channel=command.seller_channel,
            messages=(command.message,) if command.message else (),
        )


def _key(origin_id: str, source: IntakeSource) -> str:
    """A system that is asked has the same calls, whichever source of ours asks it."""
    return derived("arr", source.connector or source.id, origin_id)


def taking(arrival: Arrival, actor_id: str) -> JobRequest:
    """The job that finds out whose it is; the same one for the same version of it."""
    job_id = derived("job", TAKE_IN, arrival.id, str(arrival.version))
    return JobRequest(job_id, TAKE_IN, actor_id, {"arrival": arrival.id}, key=arrival.id)
