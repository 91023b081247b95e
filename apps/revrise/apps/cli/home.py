"""`revrise home`: what to do next, and setting it aside."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.home.step_mark import DONE, OPEN, SNOOZED, UNTIL


@click.group()
def home() -> None:
    """What to do next."""


@home.command()
@as_json
@acting
def steps(session: Session, as_json: bool) -> None:
    """Your next steps, and those you set aside."""
    view = session.app.home.show(session.actor)
    if as_json:
        from attrs import asdict

        show_json(
            {name: [asdict(one) for one in getattr(view, name)] for name in ("steps", "aside")}
        )
        return
    named = [(one, "") for one in view.steps] + [(one, "set aside") for one in view.aside]
    lines = [
        (one.id, one.kind, one.about, f"{one.due:%Y-%m-%d}" if one.due else "", aside)
        for one, aside in named
    ]
    table("Next steps", ["id", "kind", "about", "due", ""], lines)


@home.command()
@click.argument("step_id", metavar="ID")
@click.option("--until", type=click.Choice(UNTIL), default="tomorrow", show_default=True)
@as_json
@acting
def snooze(session: Session, step_id: str, until: str, as_json: bool) -> None:
    """Put a step off; it comes back at the first moment of the day, UTC."""
    _set(session, step_id, SNOOZED, as_json, until)


@home.command()
@click.argument("step_id", metavar="ID")
@as_json
@acting
def done(session: Session, step_id: str, as_json: bool) -> None:
    """Say that a step is done; it comes back only for a new reason."""
    _set(session, step_id, DONE, as_json)


@home.command()
@click.argument("step_id", metavar="ID")
@as_json
@acting
def again(session: Session, step_id: str, as_json: bool) -> None:
    """Take a step up again that was set aside."""
    _set(session, step_id, OPEN, as_json)


def _set(
    session: Session, step_id: str, state: str, as_json: bool, until: str = "tomorrow"
) -> None:
    from revrise.services.home.service import SetAside

    step = session.app.home.set_aside(SetAside(step_id, state, until), session.actor)
    if as_json:
        show_json({"id": step.id, "about": step.about, "state": state})
        return
    echo(f"{step.about}: {state}" + (f" until {until}" if state == SNOOZED else ""))
