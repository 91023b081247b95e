"""`revrise notifications`: one's own inbox."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, in_lang, show_json, table
from revrise.apps.cli.echo import echo
from revrise.services.notifications.commands import NotificationView


@click.group()
def notifications() -> None:
    """What you were told: calls scored, plans, points, failures."""


@notifications.command("list")
@click.option("--limit", default=30, show_default=True)
@in_lang
@as_json
@acting
def list_(session: Session, limit: int, lang: str, as_json: bool) -> None:
    """Your notifications, the newest first."""
    from revrise.ports.query import Query

    found = session.app.notifications.list(session.actor, Query(limit=limit))
    if as_json:
        show_json([_document(one) for one in found])
        return
    lines = [
        (one.id, f"{one.at:%Y-%m-%d}", one.title.of(lang), "" if one.read_at else "new")  # type: ignore[arg-type]
        for one in found
    ]
    table("Notifications", ["id", "on", "what", ""], lines)


@notifications.command()
@click.argument("notification_id", metavar="[ID]", required=False)
@as_json
@acting
def read(session: Session, notification_id: str | None, as_json: bool) -> None:
    """Mark one as read, or all of them."""
    count = 1
    if notification_id is None:
        count = session.app.notifications.mark_all(session.actor)
    else:
        session.app.notifications.mark(notification_id, session.actor)
    show_json({"read": count}) if as_json else echo(f"{count} read")


@notifications.command()
@click.option("--mute", "muted", multiple=True, metavar="KIND", help="Not to be told of.")
@click.option("--channel", "channels", multiple=True, metavar="NAME", help="To be told on.")
@click.option("--reset", is_flag=True, help="Back to: everything, in the app only.")
@as_json
@acting
def prefer(
    session: Session, muted: tuple[str, ...], channels: tuple[str, ...], reset: bool, as_json: bool
) -> None:
    """Choose kinds not to be told of and channels outside the app; without options: show."""
    from revrise.services.notifications.commands import SetPreferences

    service, by = session.app.notifications, session.actor
    if muted or channels or reset:
        service.prefer(SetPreferences(muted, channels), by)
    found = service.preferences(by)
    if as_json:
        show_json({"muted": found.muted, "channels": found.channels, "offered": found.offered})
        return
    lines = [
        (kind, label.en, "muted" if kind in found.muted else "") for kind, label in found.kinds
    ]
    table("Kinds", ["kind", "what", ""], lines)
    offered = ", ".join(found.offered) or "none is set up"
    echo(f"Channels outside the app: {', '.join(found.channels) or 'none'} (of {offered})")


def _document(one: NotificationView) -> dict[str, object]:
    from attrs import asdict

    return asdict(one)
