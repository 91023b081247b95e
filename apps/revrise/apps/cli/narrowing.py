"""The options that say which calls are listed: as the page and the API call them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import rich_click as click

from revrise.apps.cli.acting import Session
from revrise.core.conversations.call import STATES

if TYPE_CHECKING:
    from revrise.services.calls.narrowing import CallFilter

F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--rep", metavar="PERSON", help="Whose calls."),
    click.option("--team", metavar="ID", help="Calls of this team."),
    click.option("--deal", metavar="DEAL", help="Calls about this deal: its id or CRM id."),
    click.option("--account", metavar="ID", help="Calls with this account."),
    click.option("--state", type=click.Choice(STATES), help="Where their processing stands."),
    click.option("--language", help="Calls in this language: en | zh."),
    click.option("--since", type=click.DateTime(), help="Calls that began then or later, UTC."),
    click.option("--until", type=click.DateTime(), help="Calls that began before, UTC."),
    click.option(
        "--reviewed", type=click.Choice(("true", "false")), help="Whether somebody scored them."
    ),
    click.option("--talk-share-gte", metavar="SHARE", help="The rep's share, 0 to 1, from here."),
    click.option("--talk-share-lt", metavar="SHARE", help="The rep's share, 0 to 1, below this."),
    click.option("--tracker", metavar="ID", help="Those in which it was heard."),
    click.option("--objections", metavar="CATEGORY", help="With this objection, or any."),
)


def narrowing(command: F) -> F:
    """Puts the options on a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def narrowed(session: Session, asked: Mapping[str, Any]) -> "CallFilter":
    """What they ask for. Raises Invalid for what none can be, NotFound for whom nobody knows."""
    from revrise.services.calls.narrowing import (
        AT_LEAST,
        BELOW,
        OBJECTIONS,
        REVIEWED,
        CallFilter,
        measured,
    )

    app, by = session.app, session.actor
    said = {
        REVIEWED: asked["reviewed"],
        AT_LEAST: asked["talk_share_gte"],
        BELOW: asked["talk_share_lt"],
        OBJECTIONS: asked["objections"],
    }
    return CallFilter(
        rep_id=app.people.find(asked["rep"], by) if asked["rep"] else None,
        deal_id=app.pipeline.find(asked["deal"], by) if asked["deal"] else None,
        language=asked["language"],
        state=asked["state"],
        since=_utc(asked["since"]),
        until=_utc(asked["until"]),
        team_id=asked["team"],
        account_id=asked["account"],
        tracker=asked["tracker"],
        **measured({name: text for name, text in said.items() if text}),
    )


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
