"""Asking systems that keep calls for what is new: as jobs, each page kept before the next.

Killed at any moment, the next run goes on behind the last page; a call that came before is known.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from attrs import frozen

from revrise.core.conversations.intake.pulling import Pulling
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.errors import (
    Busy,
    Conflict,
    Fatal,
    Invalid,
    Misconfigured,
    Retriable,
    RevRiseError,
)
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import All, AnyOf, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.quiet import quiet
from revrise.ports.call_sources import CallPage, CallSource
from revrise.ports.catalogue import Catalogue, PluginFailed
from revrise.ports.jobs import JobContext, JobRequest
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.intake.bringing import Bringing

SYNC = "intake.sync"
EVERY = timedelta(minutes=15)
# What somebody must mend is tried now and then: mostly, keys that are refused stay so.
_BROKEN = timedelta(days=1)
_REASON = "ask systems for their calls"
# So many pages in a row may bring nothing: more is a source that never says it is done.
_MOST_EMPTY = 1_000
_TELL = "report it to the plugin's author"
Told = Callable[[Pulling], object]


class Over(Conflict):
    """Another sync of the source took over, or it was switched off: this one ends."""


@frozen
class CallSyncs:
    """The use case, and the task."""

    desk: Desk
    tenant_id: str
    catalogue: Catalogue
    on_behalf: Callable[[str], Actor]
    bringing: Bringing

    def queue(self) -> int:
        """Queues the syncs whose time has come; says how many. Cheap while none has."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            due = work.of(IntakeSource).load_many(self._scope("read"), Query(where=self._due()))
        for source in due:
            with suppress(Conflict), self.desk.store.begin(system_actor(self.tenant_id)) as work:
                work.enqueue(_job(source, str(source.due_at)))
                after = source.change(due_at=self.desk.clock.now() + EVERY)
                work.of(IntakeSource).save(after, self._scope(), expected=source.version)
                work.record("intake_source.due", source.id)
        return len(due)

    def ask(self, source_id: str, by: Actor) -> str:
        """Queues a sync now; says its job.

        Raises NotFound when hidden, Conflict for a source that is off, sends by itself, or whose
        system asked to wait.
        """
        scope = self.desk.scope(by, "intake_source", "update")
        with self.desk.store.begin(by) as work:
            source = work.of(IntakeSource).load(source_id, scope)
            self._askable(source)
            request = _job(source, self.desk.ids.new("ask"))
            work.enqueue(request)
            work.record("intake_source.asked", source_id)
        return request.id

    def now(self, source_id: str, by: Actor, told: Told = quiet) -> Pulling:
        """A sync at once, because somebody asked; raises as `ask`, and what stopped it."""
        scope = self.desk.scope(by, "intake_source", "update")
        with self.desk.store.read(by) as work:
            self._askable(work.of(IntakeSource).load(source_id, scope))
        return self._run(source_id, self.desk.ids.new("ask"), told)

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """The task. A failure of the system is kept with the source, and it is asked later."""

        def told(one: Pulling) -> None:
            context.progress(one.brought, 0, "calls")

        try:
            after = self._run(str(args["source"]), context.job_id, told)
        except Over:
            return {"state": "over"}
        except Retriable as error:
            return {"state": "late", "error": error.message}
        return {"state": after.state, "brought": after.brought, "left_out": after.left_out}

    def _run(self, source_id: str, job: str, told: Told) -> Pulling:
        source = self._begin(source_id, job)
        try:
            by = self.on_behalf(source.owner_id)
            self.bringing.allowed(by)
            for page in _ending_some_day(self._pages(source)):
                brought = self.bringing.bring(page.calls, source, by)
                told(self._save(source_id, job, brought.on, cursor=page.cursor))
        except Over:
            raise
        except RevRiseError as error:
            self._failed(source_id, job, error)
            raise
        now = self.desk.clock.now()
        return self._save(source_id, job, lambda one: one.end("done", now))

    def _pages(self, source: IntakeSource) -> Iterator[CallPage]:
        """From the cursor on; from the start where its plugin knows the cursor no longer."""
        cursor, connector = source.cursor, self._connector(source)
        try:
            yield from connector.pull(cursor)
        except Invalid:
            if cursor is None:
                raise
            yield from connector.pull(None)

    def _connector(self, source: IntakeSource) -> CallSource:
        found = self.catalogue.call_source(str(source.connector))
        ready = found.check()
        if not ready.ready:
            raise Misconfigured(ready.reason, culprit=str(source.connector), remedy=ready.remedy)
        return found

    def _begin(self, source_id: str, job: str) -> IntakeSource:
        now = self.desk.clock.now()
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            source = work.of(IntakeSource).load(source_id, self._scope())
            if not source.active or source.connector is None:
                raise Over("this source is switched off", culprit=source_id)
            after = source.pulled((source.pulling or Pulling()).begin(job, now), now + EVERY)
            work.of(IntakeSource).save(after, self._scope(), expected=source.version)
            work.record("intake_source.sync_begun", source_id)
        return after

    def _save(
        self,
        source_id: str,
        job: str,
        change: Callable[[Pulling], Pulling],
        due: timedelta = EVERY,
        cursor: str | None = None,
    ) -> Pulling:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            source = work.of(IntakeSource).load(source_id, self._scope())
            if source.pulling is None or source.pulling.job != job or not source.active:
                raise Over("another sync took over, or the source is off", culprit=source_id)
            pulling = change(source.pulling)
            after = source.pulled(pulling, self.desk.clock.now() + due, cursor)
            work.of(IntakeSource).save(after, self._scope(), expected=source.version)
            done = "reached" if pulling.state == "running" else f"sync_{pulling.state}"
            data = {"brought": pulling.brought, "left_out": pulling.left_out}
            work.record(f"intake_source.{done}", source_id, data)
        return pulling

    def _failed(self, source_id: str, job: str, error: RevRiseError) -> None:
        state, due = _ending(error)
        now, why = self.desk.clock.now(), {"error": _said(error), "remedy": error.remedy}
        self._save(source_id, job, lambda one: one.end(state, now, **why), due)

    def _askable(self, source: IntakeSource) -> None:
        """Raises Conflict where nothing may be asked now."""
        if source.connector is None:
            raise Conflict("this source sends its calls by itself", culprit=source.id)
        if not source.active:
            raise Conflict("this source is switched off", culprit=source.id)
        waits = source.pulling is not None and source.pulling.state == "waits"
        if waits and source.due_at and source.due_at > self.desk.clock.now():
            raise Conflict(
                f"its system asks to wait until {source.due_at:%H:%M:%S} UTC", culprit=source.id
            )

    def _due(self) -> All:
        """Also what no wait of ours explains: it was put off before the clock was set back."""
        now, at = self.desk.clock.now(), Column("due_at")
        late = Compare("<=", at, Const(now)), Compare(">", at, Const(now + 2 * _BROKEN))
        return All((where(active=True), AnyOf(late)))

    def _scope(self, action: str = "update") -> Scope:
        return system_scope(self.tenant_id, "intake_source", action, _REASON)


def _ending_some_day(pages: Iterator[CallPage]) -> Iterator[CallPage]:
    """The same pages. Raises Fatal where they bring nothing any more and go on."""
    empty = 0
    for page in pages:
        empty = 0 if page.calls else empty + 1
        if empty > _MOST_EMPTY:
            raise Fatal(f"{_MOST_EMPTY:,} pages in a row bring no call", remedy=_TELL)
        yield page


def _ending(error: RevRiseError) -> tuple[str, timedelta]:
    if isinstance(error, Busy) and error.wait_s is not None:
        return "waits", timedelta(seconds=error.wait_s)
    return ("late", EVERY) if isinstance(error, Retriable | Conflict) else ("broken", _BROKEN)


def _said(error: RevRiseError) -> str:
    """What went wrong; of a plugin's fault also whose."""
    whose = f"{error.culprit}: " if isinstance(error, PluginFailed) else ""
    return whose + error.message


def _job(source: IntakeSource, why: str) -> JobRequest:
    """The same `why` is the same job."""
    job_id = derived("job", SYNC, source.id, why)
    return JobRequest(job_id, SYNC, "system", {"source": source.id}, key=source.id)
