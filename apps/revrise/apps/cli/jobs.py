"""`revrise jobs`: what runs, what died and why; run it again or stop it."""

from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.governance.rule import where
from revrise.core.jobs.job import Job
from revrise.ports.query import Query

_STATES = ("queued", "running", "succeeded", "dead", "cancelled")


@click.group()
def jobs() -> None:
    """Work that is done in the background."""


@jobs.command("list")
@click.option("--state", type=click.Choice(_STATES), help="Only in this state.")
@click.option("--task", metavar="NAME", help="Only of this kind, e.g. call.process.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=30, show_default=True)
@as_json
@acting
def list_(session: Session, state: str | None, task: str | None, limit: int, as_json: bool) -> None:
    """The jobs you may see, newest first."""
    wanted = {key: value for key, value in (("state", state), ("task", task)) if value}
    query = Query(where=where(**wanted), limit=limit) if wanted else Query(limit=limit)
    found = session.app.jobs.list(session.actor, query)
    if as_json:
        show_json([_document(job) for job in found])
        return
    lines = [
        (job.id, job.task, job.key or None, job.state, _done(job), job.attempts, job.error[:80])
        for job in found
    ]
    heads = ["id", "task", "about", "state", "done", "tries", "why"]
    table("Jobs", heads, lines, right="tries")


@jobs.command()
@click.argument("job")
@as_json
@acting
def show(session: Session, job: str, as_json: bool) -> None:
    """One job: its state, how far it is, why it failed and what to do about it."""
    found = session.app.jobs.get(job, session.actor)
    if as_json:
        show_json(_document(found))
        return
    for name, value in _document(found).items():
        if value not in (None, "", {}, []):
            echo(f"{name:11} {value}")


@jobs.command()
@click.argument("job", required=False)
@click.option("--dead", is_flag=True, help="Every dead job that you may see.")
@as_json
@acting
def retry(session: Session, job: str | None, dead: bool, as_json: bool) -> None:
    """Run a dead or cancelled job again; steps it has done stay done."""
    if (job is None) != dead:
        raise click.UsageError("give either the id of a job or --dead")
    query = Query(where=where(state="dead"))
    ids = [job] if job else [one.id for one in session.app.jobs.list(session.actor, query)]
    _tell([session.app.jobs.retry(one, session.actor) for one in ids], as_json)


@jobs.command()
@click.argument("job")
@as_json
@acting
def cancel(session: Session, job: str, as_json: bool) -> None:
    """Stop a job; one that runs ends at its next step."""
    _tell([session.app.jobs.cancel(job, session.actor)], as_json)


@jobs.command()
@as_json
@acting
def prune(session: Session, as_json: bool) -> None:
    """Queue the housekeeping now: what is over goes after its time (`keep.*`)."""
    from revrise.services.flow.tidying import TIDY
    from revrise.services.jobs.errands import Ask

    asked = Ask(TIDY, "plugin", "manage", {})
    _tell(
        [session.app.jobs.get(session.app.errands.ask(asked, session.actor), session.actor)],
        as_json,
    )


@jobs.command()
@as_json
@acting
def workers(session: Session, as_json: bool) -> None:
    """Who runs jobs now, for administrators."""
    found = session.app.jobs.workers(session.actor)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    if not found:
        echo("no worker runs: start one with `revrise worker`")
        return
    lines = [(one.id, " ".join(one.queues), f"{one.seen_at:%Y-%m-%d %H:%M:%S}") for one in found]
    table("Workers", ["id", "queues", "last seen (UTC)"], lines)


def _tell(jobs_: list[Job], as_json: bool) -> None:
    if as_json:
        show_json([_document(job) for job in jobs_])
        return
    for job in jobs_:
        echo(f"{job.id} ({job.task}) is {job.state}")


def _done(job: Job) -> str | None:
    progress = job.progress
    if progress.total:
        return f"{progress.done:,}/{progress.total:,} {progress.note}".strip()
    return f"{progress.done:,} {progress.note}".strip() if progress.done else None


def _document(job: Job) -> dict[str, Any]:
    inner = {"run", "handed", "version", "progress"}
    cells = asdict(job, filter=lambda field, _: field.name not in inner)
    return {**cells, "progress": asdict(job.progress)}
