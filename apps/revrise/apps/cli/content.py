"""`revrise content`: the library from draft to published."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.core.content.asset import KINDS
from revrise.services.content import AddAsset


@click.group()
def content() -> None:
    """The library: draft, review, publish."""


@content.command("list")
@as_json
@acting
def list_(session: Session, as_json: bool) -> None:
    """The assets you may see."""
    rows = session.app.content.list(session.actor)
    if as_json:
        show_json(rows)
        return
    heads = ["id", "kind", "title", "language", "state", "published_version"]
    table("Library", heads, [tuple(row[name] for name in heads) for row in rows])


@content.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--title", required=True)
@click.option("--kind", type=click.Choice(KINDS), default="playbook", show_default=True)
@click.option("--language", default="en", show_default=True)
@as_json
@acting
def add(session: Session, file: Path, title: str, kind: str, language: str, as_json: bool) -> None:
    """Add FILE's text as a draft."""
    body = file.read_text(encoding="utf-8")
    made = session.app.content.add(AddAsset(kind, title, body, language), session.actor)
    _say(made.id, made.state, as_json=as_json)


@content.command()
@click.argument("asset_id", metavar="ASSET")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
@acting
def revise(session: Session, asset_id: str, file: Path, as_json: bool) -> None:
    """Add FILE's text as a new draft version of ASSET."""
    made = session.app.content.revise(asset_id, file.read_text(encoding="utf-8"), session.actor)
    _say(asset_id, f"{made.number} {made.state}", as_json=as_json)


def _step(name: str, what: str) -> None:
    @content.command(name.replace("_", "-"), help=what)
    @click.argument("asset_id", metavar="ASSET")
    @as_json
    @acting
    def step(session: Session, asset_id: str, as_json: bool) -> None:
        made: Any = getattr(session.app.content, name)(asset_id, session.actor)
        _say(asset_id, made.state, as_json=as_json)


_step("submit", "Ask for review of ASSET's newest version.")
_step("publish", "Show ASSET's newest approved version.")


@content.command()
@click.argument("asset_id", metavar="ASSET")
@click.option("--comment", default="", help="What you think of it.")
@as_json
@acting
def approve(session: Session, asset_id: str, comment: str, as_json: bool) -> None:
    """Approve ASSET's newest version; its author may not."""
    made = session.app.content_review.approve(asset_id, session.actor, comment)
    _say(asset_id, made.state, as_json=as_json)


@content.command("send-back")
@click.argument("asset_id", metavar="ASSET")
@click.option("--comment", required=True, help="What is to be changed.")
@as_json
@acting
def send_back(session: Session, asset_id: str, comment: str, as_json: bool) -> None:
    """Do not approve ASSET's newest version: it is a draft again."""
    made = session.app.content_review.send_back(asset_id, session.actor, comment)
    _say(asset_id, made.state, as_json=as_json)


def _say(asset_id: str, state: str, *, as_json: bool) -> None:
    show_json({"id": asset_id, "state": state}) if as_json else click.echo(f"{asset_id}: {state}")
