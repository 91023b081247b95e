"""`revrise content`: the library from draft to published."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.content.approval import COURSE, ApprovalRule
from revrise.core.content.asset import KINDS
from revrise.services.content.service import AddAsset
from revrise.services.text_file import text_of


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
    body = text_of(file)
    made = session.app.content.add(AddAsset(kind, title, body, language), session.actor)
    _say(made.id, made.state, as_json=as_json)


@content.command()
@click.argument("asset_id", metavar="ASSET")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
@acting
def revise(session: Session, asset_id: str, file: Path, as_json: bool) -> None:
    """Add FILE's text as a new draft version of ASSET."""
    made = session.app.content.revise(asset_id, text_of(file), session.actor)
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
_step("withdraw", "Take your version of ASSET back from review.")
_step("publish", "Show ASSET's newest approved version.")
_step("expire", "End the time of ASSET now.")


@content.command()
@click.argument("asset_id", metavar="ASSET")
@click.option("--comment", default="", help="What you think of it.")
@as_json
@acting
def approve(session: Session, asset_id: str, comment: str, as_json: bool) -> None:
    """Approve ASSET's newest version; its author may not."""
    made = session.app.content_review.approve(asset_id, session.actor, comment)
    _say(asset_id, made.state, as_json=as_json)


@content.command("return")
@click.argument("asset_id", metavar="ASSET")
@click.option("--comment", required=True, help="What is to be changed.")
@as_json
@acting
def send_back(session: Session, asset_id: str, comment: str, as_json: bool) -> None:
    """Do not approve ASSET's newest version: it is a draft again."""
    made = session.app.content_review.send_back(asset_id, session.actor, comment)
    _say(asset_id, made.state, as_json=as_json)


@content.command()
@as_json
@acting
def inbox(session: Session, as_json: bool) -> None:
    """What waits for your approval, the longest first."""
    found = session.app.content_review.mine(session.actor)
    courses = session.app.course_review.mine(session.actor)
    rows = [
        {
            "id": one.asset["id"],
            "kind": one.asset["kind"],
            "title": one.asset["title"],
            "version": one.edition["number"],
            "author": one.author,
            "since": one.since,
            "approvals": f"{one.approvals}/{one.needed}",
        }
        for one in found
    ] + [
        {
            "id": one.course.id,
            "kind": COURSE,
            "title": one.course.title,
            "version": str(one.course.edition),
            "author": one.author,
            "since": one.since,
            "approvals": f"{one.approvals}/{one.needed}",
        }
        for one in courses
    ]
    rows.sort(key=lambda row: row["since"])
    if as_json:
        show_json(rows)
        return
    table("Waiting for you", ["id", "kind", "title", "version", "author", "since", "approvals"],
          [tuple(row.values()) for row in rows])  # fmt: skip


@content.command()
@click.argument("asset_id", metavar="ASSET")
@click.argument("number", metavar="VERSION")
@as_json
@acting
def rollback(session: Session, asset_id: str, number: str, as_json: bool) -> None:
    """Publish the earlier VERSION of ASSET again, as a new version."""
    made = session.app.content_review.rollback(asset_id, number, session.actor)
    _say(asset_id, f"{made.number} {made.state}", as_json=as_json)


@content.command()
@click.argument("asset_id", metavar="ASSET")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The day its time is over.")
@as_json
@acting
def renew(session: Session, asset_id: str, until: datetime | None, as_json: bool) -> None:
    """Set how long ASSET is shown, again where it has expired; without a day for ever."""
    day = until.replace(tzinfo=UTC) if until else None
    made = session.app.content_review.set_expiry(asset_id, day, session.actor)
    _say(asset_id, made.state, as_json=as_json)


@content.command()
@click.argument("asset_id", metavar="ASSET")
@click.argument("old")
@click.argument("new")
@as_json
@acting
def diff(session: Session, asset_id: str, old: str, new: str, as_json: bool) -> None:
    """What differs between two versions of ASSET; words that changed stand in brackets."""
    view = session.app.library.asset(asset_id, session.actor, new, old)
    if as_json:
        show_json([{"kind": one.kind, "pieces": one.pieces} for one in view.changes])
        return
    for line in view.changes:
        text = "".join(f"[{piece}]" if changed else piece for piece, changed in line.pieces)
        echo({"same": "  ", "gone": "- ", "new": "+ "}[line.kind] + text)


@content.command()
@as_json
@acting
def rules(session: Session, as_json: bool) -> None:
    """Who has to approve which kind of content."""
    rows = [dict(one) for one in session.app.content_review.rules(session.actor)]
    if as_json:
        show_json(rows)
        return
    heads = ["id", "needed", "approvers", "roles"]
    table("Approval", heads, [tuple(str(row[name]) for name in heads) for row in rows])


@content.command()
@click.argument("kind", type=click.Choice([*KINDS, "course", "any"]))
@click.option("--needed", type=int, default=1, show_default=True)
@click.option("--approver", "approvers", multiple=True, help="Somebody who is asked, by id.")
@click.option("--role", "roles", multiple=True, help="A role whose people are asked.")
@as_json
@acting
def rule(
    session: Session,
    kind: str,
    needed: int,
    approvers: tuple[str, ...],
    roles: tuple[str, ...],
    as_json: bool,
) -> None:
    """Set who has to approve a KIND of content; `any` for those without a rule of their own."""
    wanted = ApprovalRule("*" if kind == "any" else kind, needed, approvers, roles)
    made = session.app.content_review.set_rule(wanted, session.actor)
    _say(made.id, f"needs {made.needed}", as_json=as_json)


def _say(asset_id: str, state: str, *, as_json: bool) -> None:
    show_json({"id": asset_id, "state": state}) if as_json else echo(f"{asset_id}: {state}")
