"""`revrise webhooks`: receivers of events."""

from datetime import UTC, datetime

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.services.webhooks.commands import AddWebhook, ChangeWebhook, ReplayWebhook, WebhookView


@click.group()
def webhooks() -> None:
    """Receivers of events: signed, retried, replayed."""


@webhooks.command("list")
@as_json
@acting
def list_(session: Session, as_json: bool) -> None:
    """The receivers you may see, and how their deliveries stand."""
    found = session.app.webhooks.list(session.actor)
    if as_json:
        show_json(found)
        return
    lines = [
        (one.id, one.url, " ".join(one.events), _state(one), one.delivered, one.pending, one.failed)
        for one in found
    ]
    heads = ["id", "url", "events", "state", "delivered", "pending", "failed"]
    table("Webhooks", heads, lines, right="delivered pending failed")


@webhooks.command()
@click.argument("url")
@click.option("--event", "events", multiple=True, help="A name, deal.* or *; several allowed.")
@as_json
@acting
def add(session: Session, url: str, events: tuple[str, ...], as_json: bool) -> None:
    """Send events to URL: those that you may read, as you may read them.

    Prints the secret that signatures are made with; it is never shown again.
    """
    made = session.app.webhooks.add(AddWebhook(url, events or ("*",)), session.actor)
    if as_json:
        show_json(made)
        return
    echo(f"{made.id}\nsecret: {made.secret}")


@webhooks.command()
@click.argument("webhook_id", metavar="ID")
@as_json
@acting
def test(session: Session, webhook_id: str, as_json: bool) -> int:
    """Send a test event now; the exit code is 1 when it was not taken."""
    found = session.app.webhooks.test(webhook_id, session.actor)
    if as_json:
        show_json(found)
    else:
        echo(f"{found['state']}: {found['error'] or found['status']}")
    return 0 if found["state"] == "delivered" else 1


@webhooks.command()
@click.argument("webhook_id", metavar="ID")
@click.option("--limit", default=30, show_default=True)
@as_json
@acting
def log(session: Session, webhook_id: str, limit: int, as_json: bool) -> None:
    """What was sent to a receiver, the newest first."""
    from revrise.ports.query import Query

    found = session.app.webhooks.deliveries(webhook_id, session.actor, Query(limit=limit))
    if as_json:
        show_json(found)
        return
    lines = [
        (one["id"], one["event"], f"{one['at']:%Y-%m-%d %H:%M}", one["state"], one["attempts"],
         one["error"] or one["status"])
        for one in found
    ]  # fmt: skip
    table("Deliveries", ["id", "event", "at", "state", "attempts", "answer"], lines)


@webhooks.command()
@click.argument("webhook_id", metavar="ID")
@click.option("--delivery", "delivery_id", metavar="ID", help="This one only.")
@click.option("--since", type=click.DateTime(), help="Events from this time on, UTC.")
@click.option("--until", type=click.DateTime(), help="Events before this time, UTC.")
@click.option("--all", "everything", is_flag=True, help="Also those that were delivered.")
@as_json
@acting
def replay(
    session: Session,
    webhook_id: str,
    delivery_id: str | None,
    since: datetime | None,
    until: datetime | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Queue deliveries again, each under the id it had."""
    first, last = (at.replace(tzinfo=UTC) if at else None for at in (since, until))
    command = ReplayWebhook(webhook_id, delivery_id, first, last, failed_only=not everything)
    count = session.app.webhooks.replay(command, session.actor)
    show_json({"queued": count}) if as_json else echo(f"{count} queued; a worker sends them")


@webhooks.command()
@click.argument("webhook_id", metavar="ID")
@click.option("--on/--off", "active", default=True, help="Switch it on or off.")
@as_json
@acting
def switch(session: Session, webhook_id: str, active: bool, as_json: bool) -> None:
    """Switch a receiver on or off; switched on, its failures are forgotten."""
    seen = session.app.webhooks.show(webhook_id, session.actor)
    command = ChangeWebhook(webhook_id, seen.url, seen.events, active, seen.version)
    after = session.app.webhooks.change(command, session.actor)
    show_json(after) if as_json else echo(_state(after))


@webhooks.command()
@click.argument("webhook_id", metavar="ID")
@as_json
@acting
def rotate(session: Session, webhook_id: str, as_json: bool) -> None:
    """Make a new secret; the old one signs beside it for a day."""
    made = session.app.webhooks.rotate(webhook_id, session.actor)
    show_json(made) if as_json else echo(f"secret: {made.secret}")


@webhooks.command()
@click.argument("webhook_id", metavar="ID")
@as_json
@acting
def remove(session: Session, webhook_id: str, as_json: bool) -> None:
    """Take a receiver away, with everything that was to be sent to it."""
    session.app.webhooks.remove(webhook_id, session.actor)
    show_json({"removed": webhook_id}) if as_json else echo("removed")


def _state(one: WebhookView) -> str:
    return "on" if one.active else f"off: {one.off_because}" if one.off_because else "off"
