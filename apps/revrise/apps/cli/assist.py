"""`revrise assist`: asking a language model about calls."""

from collections.abc import Mapping
from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.echo import echo
from revrise.core.assist.answer import OBJECTIONS, TASKS, ModelAnswer
from revrise.services.assist.model_reading import AskModel

MARK = "By a language model, not checked; only the quotes are known to be in the call."


@click.group()
def assist() -> None:
    """Ask a language model about calls; off until an administrator sets one up."""


@assist.command()
@click.argument("call_id", metavar="CALL")
@click.option("--task", type=click.Choice(TASKS), default="summary", show_default=True)
@click.option("--question", default="", help="With --task answer.")
@click.option("--rubric", default="", help="With --task rubric, e.g. discovery.")
@as_json
@acting
def ask(
    session: Session, call_id: str, task: str, question: str, rubric: str, as_json: bool
) -> None:
    """Queue a question about CALL, where everybody on it agreed.

    `revrise jobs show JOB` says how it goes, `jobs cancel JOB` stops it, `assist show CALL` shows
    the answer.
    """
    job = session.app.assisting.ask(AskModel(call_id, task, question, rubric), session.actor)
    show_json({"job_id": job}) if as_json else echo(f"{job}: see revrise jobs show {job}")


@assist.command()
@click.argument("call_id", metavar="CALL")
@as_json
@acting
def show(session: Session, call_id: str, as_json: bool) -> None:
    """What was answered about CALL, newest first, and your questions that were not yet."""
    from revrise.services.assist.model_comparing import document

    found = session.app.assisting.list(call_id, session.actor)
    beside = session.app.model_comparing.of_call(call_id, found, session.actor)
    told = [
        document(each) if one.task == OBJECTIONS else {}
        for one, each in zip(found, beside, strict=True)
    ]
    if as_json:
        show_json([{**asdict(one), **each} for one, each in zip(found, told, strict=True)])
        return
    for one, each in zip(found, told, strict=True):
        _show(one, each)
    for job in session.app.assisting.unanswered(call_id, session.actor):
        echo(f"{job.args['task']} {job.args['question']} ({job.id} is {job.state}) {job.error}")


def _show(made: ModelAnswer, beside: Mapping[str, Any]) -> None:
    echo(f"{made.task} {made.question} ({made.model}, {made.prompt}, {made.at:%Y-%m-%d})")
    echo(f"{MARK} Heard {made.heard} of {made.lines} lines; dropped {made.dropped}.")
    for point in made.points:
        level = f"{point.about} {point.level or ''}".strip() + ": " if point.about else ""
        lines = ", ".join(str(quote.utterance) for quote in point.quotes)
        echo(f"- {level}{point.text}".rstrip() + f" [{lines}]")
    if beside.get("both") is not None:
        both, alone = (", ".join(map(str, beside[key])) for key in ("both", "model_alone"))
        heard = [f"{one['utterance']} {one['category']}" for one in beside["detectors_alone"]]
        told = "; only by the detectors: " + (", ".join(heard) or "none")
        echo(f"By the detectors too: {both or 'none'}{told}; only by the model: {alone or 'none'}")
