"""`revrise assist`: asking a language model about calls."""

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.core.assist.answer import TASKS, ModelAnswer
from revrise.services.calls.assisting import AskModel

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
    """Ask about CALL, where everybody on it agreed."""
    made = session.app.assisting.ask(AskModel(call_id, task, question, rubric), session.actor)
    show_json(asdict(made)) if as_json else _show(made)


@assist.command()
@click.argument("call_id", metavar="CALL")
@as_json
@acting
def show(session: Session, call_id: str, as_json: bool) -> None:
    """What was answered about CALL, newest first."""
    found = session.app.assisting.list(call_id, session.actor)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    for one in found:
        _show(one)


def _show(made: ModelAnswer) -> None:
    click.echo(f"{made.task} {made.question} ({made.model}, {made.prompt}, {made.at:%Y-%m-%d})")
    click.echo(f"{MARK} Heard {made.heard} of {made.lines} lines; dropped {made.dropped}.")
    for point in made.points:
        level = f"{point.about} {point.level}: " if point.about else ""
        lines = ", ".join(str(quote.utterance) for quote in point.quotes)
        click.echo(f"- {level}{point.text} [{lines}]")
