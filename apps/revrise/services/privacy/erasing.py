"""Erasing a person: the task. What tells of them goes, and nothing names them afterwards.

Driven by the column registry: a row about the person is taken away or left without what it
tells. Ids stay: they name nobody any more. Each part is a step of its own and may run twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict
from revrise.core.governance.actor import system_actor
from revrise.core.governance.consent import Consent
from revrise.core.governance.contact_consent import ConsentRequest
from revrise.core.governance.erasure import Erasure
from revrise.core.governance.rule import where
from revrise.core.governance.subject_export import SubjectExport
from revrise.core.people.person import Person
from revrise.ports.blobs import Blobs
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.registry import DeclaredKind, Registry
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import EVERYTHING, Cascade
from revrise.services.desk import Desk
from revrise.services.held import held
from revrise.services.privacy.blanking import KEPT, blank, mark, rootless
from revrise.services.privacy.due import branches, ended, every, free
from revrise.services.privacy.felling import fell
from revrise.services.privacy.mentions import Mentions
from revrise.services.privacy.subject import Subject, subject

ERASE = "privacy.erase"
# Points stay as numbers of nobody: the ledger has to add up.
_NUMBERS = frozenset({"points"})


@frozen
class Erasing:
    """The task."""

    desk: Desk
    tenant_id: str
    registry: Registry
    blobs: Callable[[], Blobs]

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Erases whom a confirmed request names. Raises Conflict while a hold keeps them."""
        erasure, who = self._asked(str(args["erasure"]))
        if erasure.state != "confirmed":
            return {"state": erasure.state}
        counts: dict[str, int] = {}
        parts = self._parts(who)
        for number, (name, part) in enumerate(parts, 1):
            context.progress(number, len(parts), name)
            for table, rows in context.step(name, part).items():
                counts[table] = counts.get(table, 0) + rows
        done = self._receipt(erasure.id, counts)
        self.desk.store.scrub()
        return {"state": done.state, "digest": done.digest, "rows": sum(counts.values())}

    def _parts(self, who: Subject) -> Sequence[tuple[str, Callable[[], Mapping[str, int]]]]:
        """In this order: what is needed to find the rest goes last."""
        about = [
            (f"rows of {declared.resource}", lambda declared=declared: self._rows(declared, who))
            for declared in reversed(self.registry.kinds())
            if declared.resource != "call" and set(declared.subjects) - {"id"}
        ]
        mentions = Mentions(self.desk, self.tenant_id, self.registry)
        named = [
            (f"names in {one.resource}", lambda declared=one: mentions.strike(declared, who))
            for one in self.registry.kinds()
        ]
        return [
            ("calls", lambda: self._calls(who)),
            ("files", lambda: self._files(who)),
            *about,
            *named,
            ("beside", lambda: self._beside(who)),
            ("self", lambda: self._self(who)),
        ]

    def _asked(self, erasure_id: str) -> tuple[Erasure, Subject]:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            erasure = work.of(Erasure).load(erasure_id, every(work, "erasure"))
            who = subject(work, erasure.subject_kind, erasure.subject_id)
            stuck = self._stuck(work, who)
        if stuck and erasure.state == "confirmed":
            raise Conflict(
                "a legal hold keeps this person's data",
                culprit=stuck,
                remedy="release the hold, then run this job again",
            )
        return erasure, who

    def _stuck(self, work: UnitOfWork, who: Subject) -> str:
        """The first row that would go and may not; empty where all may."""
        stays, cascade = held(work), Cascade(self.desk, self.tenant_id)
        if not stays or who.id in stays:
            return who.id if stays else ""
        calls = (one for one in who.calls(work) if cascade.touched(work, one, stays))
        rows = (one for one in self._about(work, who) if not free(one, stays))
        found = next(calls, None) or next(rows, None)
        return str(found.id) if found else ""

    def _about(self, work: UnitOfWork, who: Subject) -> Iterator[Any]:
        """Every row about them."""
        for declared in self.registry.kinds():
            for column in sorted(set(declared.subjects) - {"id"}):
                query = Query(where=where(**{column: who.id}))
                yield from work.of(declared.kind).load_many(every(work, declared.resource), query)

    def _calls(self, who: Subject) -> Mapping[str, int]:
        """Their calls: words, scores, file, points; what is left is that there was a call."""
        by = system_actor(self.tenant_id)
        with self.desk.store.read(by) as work:
            calls = [call.id for call in who.calls(work)]
        counts: dict[str, int] = {}
        for call_id in calls:
            with self.desk.store.begin(by) as work:
                call = work.of(Call).load(call_id, every(work, "call"))
                for table, rows in self._call(work, call, who).items():
                    counts[table] = counts.get(table, 0) + rows
                work.record("call.erased", call_id)
        return counts

    def _call(self, work: UnitOfWork, call: Call, who: Subject) -> Mapping[str, int]:
        cascade = Cascade(self.desk, self.tenant_id)
        taken = dict(cascade.take(work, call, EVERYTHING))
        name = mark(who.id)
        after = evolve(ended(call), title=name, blocked_reason=name, version=call.version + 1)
        work.of(Call).save(after, every(work, "call", "update"), expected=call.version)
        query = Query(where=where(call_id=call.id))
        words = work.of(Consent).load_many(every(work, "consent"), query)
        bare = [
            (evolve(one, participant=mark(one.id), evidence="", version=one.version + 1), one)
            for one in words
        ]
        work.of(Consent).save_many(
            ((a, b.version) for a, b in bare), every(work, "consent", "update")
        )
        cascade.forget_file(work, call)
        return {**taken, "call": 1, "consent": len(bare)}

    def _files(self, who: Subject) -> Mapping[str, int]:
        """Copies of their data that were made for them."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(person_id=who.id))
            made = work.of(SubjectExport).load_many(every(work, "subject_export"), query)
        names = {one.sha256 for one in made if one.sha256}
        for sha256 in names:
            self.blobs().delete(self.tenant_id, sha256)
        return {"file": len(names)}

    def _rows(self, declared: DeclaredKind, who: Subject) -> Mapping[str, int]:
        """The rows of a kind that are about them."""
        gone = 0
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            for column in sorted(set(declared.subjects) - {"id"}):
                query = Query(where=where(**{column: who.id}))
                found = work.of(declared.kind).load_many(every(work, declared.resource), query)
                done: set[str] = set()
                for thing in found:
                    if thing.id not in done:
                        done |= self._row(work, declared, thing, column)
                gone += len(done)
            if gone:
                work.record("person.erased", who.id, {"table": declared.resource, "rows": gone})
        return {declared.resource: gone}

    def _row(self, work: UnitOfWork, declared: DeclaredKind, thing: Any, column: str) -> set[str]:
        if declared.resource not in KEPT:
            tree = branches(work, self.registry, declared, thing)
            return fell(work, Cascade(self.desk, self.tenant_id), tree)
        theirs = {one.name for one in declared.personal if one.subject == column} - _NUMBERS
        after = blank(thing, theirs, "")
        if after is thing:
            return set()
        scope = every(work, declared.resource, "update")
        work.of(declared.kind).save(after, scope, expected=thing.version)
        return {thing.id}

    def _beside(self, who: Subject) -> Mapping[str, int]:
        """Events, remembered answers, answers of steps."""
        return {"beside": self.desk.store.forget(self.tenant_id, who.strike.finds)}

    def _self(self, who: Subject) -> Mapping[str, int]:
        """The person or contact, left as an id."""
        declared = next(one for one in self.registry.kinds() if one.resource == who.kind)
        theirs = [one.name for one in declared.personal]
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            thing = work.of(declared.kind).load(who.id, every(work, who.kind))
            after = rootless(blank(thing, theirs, mark(who.id)))
            if isinstance(after, Person):
                after = evolve(after, active=False, roles=())
            newer = evolve(after, version=thing.version + 1)
            scope = every(work, who.kind, "update")
            work.of(declared.kind).save(newer, scope, expected=thing.version)
            links = self._links(work, who)
            work.record("person.erased", who.id, {"table": who.kind, "rows": 1})
        return {who.kind: 1, "consent_request": links}

    def _links(self, work: UnitOfWork, who: Subject) -> int:
        """The links a contact could still answer by open nothing any more; how many did."""
        now, query = self.desk.clock.now(), Query(where=where(card_id=who.id))
        found = work.of(ConsentRequest).load_many(every(work, "consent_request"), query)
        live = [one for one in found if one.open(now)]
        work.of(ConsentRequest).save_many(
            ((evolve(one, revoked_at=now, version=one.version + 1), one.version) for one in live),
            every(work, "consent_request", "update"),
        )
        return len(live)

    def _receipt(self, erasure_id: str, counts: Mapping[str, int]) -> Erasure:
        told = {name: rows for name, rows in sorted(counts.items()) if rows}
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            before = work.of(Erasure).load(erasure_id, every(work, "erasure"))
            if before.state == "done":
                return before
            after = before.done(told, self.desk.clock.now())
            scope = every(work, "erasure", "update")
            work.of(Erasure).save(after, scope, expected=before.version)
            work.record("erasure.done", erasure_id, {"digest": after.digest, "counts": told})
        return after
