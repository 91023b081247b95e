"""Search, jobs, plugins, policy, audit."""

from typing import Any

from attrs import asdict

from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import system as views
from revrise.apps.api.views.trail import AuditPage, AuditQuery, sought
from revrise.core.governance.audit import AuditEntry
from revrise.core.jobs.job import Job
from revrise.services.auditing.verifying import told

TAG = "System"
JOBS = Resource(
    Job, "job", "jobs", "job", "jobs", TAG, views.Job,
    filters=("task", "queue", "state", "key", "actor_id", "created_at", "ended_at"),
    sorts=("id", "created_at", "ended_at"), order="-created_at",
)  # fmt: skip
offer(JOBS)


@operation("GET /v1/search", tag=TAG, needs="", answer=views.Hits, pace="search")
def search(context: Context, query: views.SearchQuery) -> Any:
    """Search names and titles.

    Of deals, calls, people, accounts, content, courses and scenarios you may see.
    """
    found = context.app.search.find(query.q, context.by, query.kind, query.limit)
    return {"items": [asdict(hit) for hit in found]}


@operation("POST /v1/jobs/{job_id}:retry", tag=TAG, needs="job:manage", answer=views.Job)
def retry_job(context: Context, job_id: str) -> Any:
    """Run a dead or cancelled job again.

    Conflict in any other state.
    """
    context.app.jobs.retry(job_id, context.by)
    return single(JOBS, context, job_id)


@operation("POST /v1/jobs/{job_id}:cancel", tag=TAG, needs="job:manage", answer=views.Job)
def cancel_job(context: Context, job_id: str) -> Any:
    """Stop a queued or running job.

    It ends at its next step. Conflict once it has ended.
    """
    context.app.jobs.cancel(job_id, context.by)
    return single(JOBS, context, job_id)


@operation("GET /v1/audit", tag=TAG, needs="audit:read", answer=AuditPage)
def list_audit_entries(context: Context, query: AuditQuery) -> Any:
    """List the audit chain.

    In its order, or the newest first; `after` of a page, sent again with the same filters, gives
    the next one. Filters by person, action, subject, time, and by sort: `only=refusals`,
    `only=access` (recordings and transcripts).
    """
    found, after = context.app.trail.listed(
        sought(query), context.by, query.after, query.limit, oldest=query.order == "oldest"
    )
    return {"items": [_entry(one) for one in found], "after": after}


@operation("GET /v1/audit/verification", tag=TAG, needs="audit:verify", answer=views.Verified)
def verify_audit(context: Context) -> Any:
    """Check the whole audit chain.

    Against its head and its checkpoints, here and outside; `breach` is null when it holds.
    """
    return told(context.app.verifying.verify(context.by))


def _entry(entry: AuditEntry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor_id": entry.actor_id,
        "action": entry.action,
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "changes": entry.changes,
        "previous": entry.previous,
        "hash": entry.hash,
    }
