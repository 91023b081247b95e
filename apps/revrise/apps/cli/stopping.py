"""`revrise calls stopped` and `restart`: what stopped calls, and all of a cause started again."""

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Progress, Session, acting, as_json, many, show_json
from revrise.apps.cli.echo import echo


@click.command()
@as_json
@acting
def stopped(session: Session, as_json: bool) -> None:
    """What calls wait for that who runs the system has to mend: by cause, the commonest first."""
    found = session.app.stopped_calls.causes(session.actor)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    if not found:
        echo("No call waits for something to be mended.")
        return
    for one in found:
        since = f" since {one.since:%Y-%m-%d %H:%M} UTC" if one.since else ""
        more = f" ({one.errors - 1:,} other errors)" if one.errors > 1 else ""
        echo(f"{one.id}\n  {many(one.calls, 'call')}{since}")
        echo(f"  error: {one.error or 'not kept'}{more}\n  to do: {one.remedy}")
    echo("Once it is mended: revrise calls restart CAUSE")


@click.command()
@click.argument("cause")
@as_json
@acting
def restart(session: Session, cause: str, as_json: bool) -> None:
    """Start all calls again that one cause stopped, once it is mended; a worker takes them on.

    Calls that are worked on already are left alone. Stopped, it goes on where it was.
    """
    show = Progress("restart")
    found = session.app.restarting.run(
        cause, session.actor, lambda done, calls: show(f"{done:,} of {calls:,} calls")
    )
    if as_json:
        show_json(asdict(found))
        return
    left = f"; {found.left:,} are worked on already" if found.left else ""
    echo(f"{many(found.started, 'call')} started again{left}")
