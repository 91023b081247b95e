"""A person's own copy: asking for it, and taking it away while it is there."""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from revrise.core.errors import NotFound
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.rule import where
from revrise.core.governance.subject_export import SubjectExport
from revrise.core.people.person import Person
from revrise.ports.blobs import Blobs
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.privacy.due import every
from revrise.services.privacy.exporting import EXPORT


@frozen
class SubjectExports:
    """Use cases around a person's copy. One's own, or anybody's for who may."""

    desk: Desk
    blobs: Callable[[], Blobs]

    def list(self, by: Actor, person_id: str | None = None) -> Sequence[SubjectExport]:
        """Those in reach, the newest first."""
        rule = where(person_id=person_id) if person_id else where()
        with self.desk.store.read(by) as work:
            query = Query(rule, order=(("asked_at", True),))
            return work.of(SubjectExport).load_many(self.desk.scope(by, "subject_export"), query)

    def show(self, export_id: str, by: Actor) -> SubjectExport:
        """One."""
        with self.desk.store.read(by) as work:
            return work.of(SubjectExport).load(export_id, self.desk.scope(by, "subject_export"))

    def ask(self, by: Actor, person_id: str | None = None) -> SubjectExport:
        """A job makes the copy. Raises NotFound for nobody, Refused for somebody out of reach."""
        whom = person_id or by.person_id
        made = SubjectExport(self.desk.ids.new("sexp"), whom, by.person_id, self.desk.clock.now())
        scope = self.desk.scope(by, "subject_export", "create")
        with self.desk.store.begin(by) as work:
            if not scope.admits({"id": made.id, "person_id": whom}):
                raise NotFound(f"no person {whom}")
            if not work.of(Person).count(every(work, "person"), Query(where=where(id=whom))):
                raise NotFound(f"no person {whom}")
            work.of(SubjectExport).add(made, scope)
            job, args = f"job_{made.id}", {"export": made.id}
            work.enqueue(JobRequest(job, EXPORT, SYSTEM, args, key=made.id))
            work.record("export.asked", whom, {"export": made.id})
        return made

    def open(self, export_id: str, by: Actor) -> tuple[SubjectExport, Iterator[bytes]]:
        """The file, told in the audit. Raises Conflict before it is ready and after its time."""
        with self.desk.store.begin(by) as work:
            found = work.of(SubjectExport).load(export_id, self.desk.scope(by, "subject_export"))
            sha256 = found.open(self.desk.clock.now())
            work.record("export.fetched", found.person_id, {"export": export_id})
        return evolve(found), self.blobs().open(by.tenant_id, sha256)
