"""Jobs: what runs, what waits, what died and why."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import words
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Rule, where
from revrise.core.jobs.job import Job
from revrise.ports.jobs import Working
from revrise.ports.query import Query
from revrise.services.processing.stopped import Cause

_PAGE = 50
STATES = ("queued", "running", "succeeded", "dead", "cancelled")
_GOING = ("queued", "running")


@frozen
class Listed:
    """A page of jobs. `live` while something on it may still change."""

    jobs: Sequence[Job]
    titles: dict[str, tuple[str, str]]
    counts: dict[str, int]
    state: str
    queue: str
    cursor: str | None
    live: bool


@get("/admin/jobs")
def listing(request: Web, app: App, by: By) -> Response[str]:
    """The jobs in reach, the newest first; the rows fetch themselves anew while jobs run."""
    asked = request.query_params
    state, queue = asked.get("state", ""), asked.get("queue", "")
    query = Query(_rule(state, queue), limit=_PAGE + 1, after=asked.get("cursor") or None)
    jobs = list(app.jobs.list(by, query))
    counts = dict(app.jobs.states(by))
    cursor = jobs[_PAGE - 1].id if len(jobs) > _PAGE else None
    jobs = jobs[:_PAGE]
    live = any(counts.get(one) for one in _GOING)
    found = Listed(jobs, _titles(app, jobs), counts, state, queue, cursor, live)
    return page(
        request,
        "admin/jobs.html",
        part="rows",
        found=found,
        states=STATES,
        queues=_queues(app),
        workers=_workers(app, by),
        stopped=_stopped(app, by),
    )


def _workers(app: Any, by: Actor) -> Sequence[Working] | None:
    """None for who does not run the system."""
    try:
        found: Sequence[Working] = app.jobs.workers(by)
    except Refused:
        return None
    return found


def _stopped(app: Any, by: Actor) -> Sequence[Cause]:
    """What calls wait for; nothing for who does not run the system."""
    try:
        found: Sequence[Cause] = app.stopped_calls.causes(by)
    except Refused:
        return ()
    return found


@get("/admin/jobs/{job_id:str}")
def show(request: Web, app: App, by: By, job_id: Part) -> Response[str]:
    """One job."""
    job = app.jobs.get(job_id, by)
    title = _titles(app, [job])[job.task]
    return page(request, "admin/job.html", part="job", job=job, title=title)


@post("/admin/stopped/{cause_id:str}/restart")
def restart(request: Web, app: App, by: By, cause_id: Part) -> Response[Any]:
    """All calls of a cause once more: by a job, the same one for who presses again."""
    asked, _ = app.restarting.ask(cause_id, by), words(request)
    said = _("These calls are started again; a worker takes them on one by one.")
    return redirect(request, "/admin/jobs", said if asked.calls else _("No call waits any more"))


@post("/admin/jobs/{job_id:str}/retry")
def retry(request: Web, app: App, by: By, job_id: Part) -> Response[Any]:
    """Once more."""
    _ = words(request)
    app.jobs.retry(job_id, by)
    return redirect(request, f"/admin/jobs/{job_id}", _("Queued again"))


@post("/admin/jobs/{job_id:str}/cancel")
def cancel(request: Web, app: App, by: By, job_id: Part) -> Response[Any]:
    """No more."""
    _ = words(request)
    app.jobs.cancel(job_id, by)
    return redirect(request, f"/admin/jobs/{job_id}", _("Cancelled"))


def _rule(state: str, queue: str) -> Rule:
    parts: list[Rule] = []
    if state in STATES:
        parts.append(where(state=state))
    if queue:
        parts.append(where(queue=queue))
    return All(tuple(parts))


def _queues(app: Any) -> Sequence[str]:
    """The queues there is work for."""
    return sorted({task.queue for task in app.jobs.engine.tasks()})


def _titles(app: Any, jobs: Sequence[Job]) -> dict[str, tuple[str, str]]:
    found = {}
    for name in {job.task for job in jobs}:
        task = app.jobs.task(name)
        found[name] = (task.title_en or name, task.title_zh or name) if task else (name, name)
    return found


HANDLERS = [listing, show, restart, retry, cancel]
