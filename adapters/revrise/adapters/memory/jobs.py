"""Jobs in memory, as workers keep them; see `ports.jobs.JobLog`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve

from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.rows.codec import Codec
from revrise.adapters.rows.kinds import codec
from revrise.core.jobs.job import Job, Progress
from revrise.core.quiet import quiet
from revrise.ports.jobs import AHEAD

_codec: Codec[Job] = codec(Job)


class MemoryJobLog:
    """Implements `ports.jobs.JobLog` over the rows of a memory store."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._steps: dict[tuple[str, str], dict[str, Any]] = {}
        self._served: dict[tuple[str, str], datetime] = {}

    def put(self, tenant_id: str, jobs: Sequence[Job]) -> None:
        """See JobLog."""
        with self._store.lock():
            for job in jobs:
                self._rows(tenant_id).setdefault(job.id, _codec.encode(job))

    def hand_over(
        self,
        tenant_id: str,
        at: datetime,
        queue_of: Callable[[str], str],
        give: Callable[[Any, Sequence[Job]], None],
        limit: int = 100,
    ) -> Sequence[Job]:
        """See JobLog."""
        with self._store.lock():
            jobs = [_codec.decode(row) for row in self._rows(tenant_id).values()]
            waiting = [one for one in jobs if one.state == "queued" and not one.handed]
            due = [one for one in waiting if one.due_at is None or one.due_at <= at]
            due.sort(key=lambda one: (one.created_at, one.id))
            given = [one.handed_over(queue_of(one.task)) for one in due[:limit]]
            for job in given:
                self._keep(tenant_id, job)
            give(None, given)
        return given

    def take(
        self,
        tenant_id: str,
        job_id: str,
        run: int,
        worker: str,
        at: datetime,
        first: Callable[[Job], object] = quiet,
    ) -> Job | None:
        """See JobLog."""
        with self._store.lock():
            row = self._rows(tenant_id).get(job_id)
            job = None if row is None else _codec.decode(row)
            if job is None or job.run != run or job.ended:
                return None
            first(job)
            taken = job.taken(worker, at)
            self._keep(tenant_id, taken)
        return taken

    def settle(self, tenant_id: str, job: Job) -> bool:
        """See JobLog."""
        with self._store.lock():
            if not self._holds(tenant_id, job.id, job.version - 1):
                return False
            if job.state == "succeeded":
                self._steps.pop((tenant_id, job.id), None)
            shown = self._rows(tenant_id)[job.id]["progress"]
            self._rows(tenant_id)[job.id] = {**_codec.encode(job), "progress": shown}
        return True

    def handed(self, tenant_id: str, limit: int = 500) -> Sequence[Job]:
        """See JobLog."""
        jobs = [_codec.decode(row) for row in self._rows(tenant_id).values()]
        return [job for job in jobs if job.handed and not job.ended][:limit]

    def report(self, tenant_id: str, job: Job, progress: Progress) -> bool:
        """See JobLog."""
        with self._store.lock():
            if not self._holds(tenant_id, job.id, job.version):
                return False
            self._keep(tenant_id, evolve(job, progress=progress))
        return True

    def recall(self, tenant_id: str, job_id: str) -> Mapping[str, Any]:
        """See JobLog."""
        return dict(self._steps.get((tenant_id, job_id), {}))

    def remember(self, tenant_id: str, job: Job, step: str, answer: Any) -> bool:
        """See JobLog."""
        with self._store.lock():
            if not self._holds(tenant_id, job.id, job.version):
                return False
            self._steps.setdefault((tenant_id, job.id), {}).setdefault(step, answer)
        return True

    def due(self, tenant_id: str, schedule: str, latest: datetime, job: Job) -> bool:
        """See JobLog."""
        with self._store.lock():
            served = self._served.setdefault((tenant_id, schedule), latest)
            if latest <= served <= job.created_at + AHEAD:
                return False
            self._served[tenant_id, schedule] = latest
            self.put(tenant_id, [job])
        return True

    def _rows(self, tenant_id: str) -> dict[str, dict[str, Any]]:
        return self._store.tenant(tenant_id).rows.setdefault("job", {})

    def _keep(self, tenant_id: str, job: Job) -> None:
        self._rows(tenant_id)[job.id] = _codec.encode(job)

    def _holds(self, tenant_id: str, job_id: str, version: int) -> bool:
        row = self._rows(tenant_id).get(job_id)
        return row is not None and row["version"] == version
