"""`revrise comments`: what people say of calls, and whom they mention."""

from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.coaching.comment import SHARED, CallComment


@click.group()
def comments() -> None:
    """Comments on calls, at a moment or on the whole."""


@comments.command("list")
@click.argument("call_id", metavar="CALL")
@as_json
@acting
def list_(session: Session, call_id: str, as_json: bool) -> None:
    """The comments on CALL you may see, oldest first."""
    from attrs import asdict

    found = session.app.feedback.comments(call_id, session.actor)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    lines = [(one.id, f"{one.at:%Y-%m-%d}", _at(one.at_ms), one.author_id, one.text)
             for one in found]  # fmt: skip
    table("Comments", ["id", "on", "moment", "by", "what"], lines)


@comments.command()
@click.argument("call_id", metavar="CALL")
@click.argument("text", metavar="TEXT")
@click.option("--at", type=float, help="The moment it is about, in seconds.")
@click.option("--answers", metavar="COMMENT", help="The comment it answers.")
@click.option("--shared", type=click.Choice(SHARED), default="rep", show_default=True)
@click.option("--mention", "mentions", multiple=True, metavar="PERSON", help="Whom to tell, by id.")
@as_json
@acting
def add(session: Session, call_id: str, text: str, as_json: bool, **given: Any) -> None:
    """Comment on CALL; `@` and a name in TEXT tells that person, if they may see it."""
    from revrise.services.coaching.feedback import AddComment

    moment = None if given["at"] is None else round(given["at"] * 1_000)
    command = AddComment(
        call_id,
        text,
        moment,
        parent_id=given["answers"],
        shared=given["shared"],
        mentions=given["mentions"],
    )
    _say(session.app.feedback.comment(command, session.actor), as_json=as_json)


@comments.command()
@click.argument("call_id", metavar="CALL")
@click.argument("typed", metavar="[TYPED]", default="")
@click.option("--shared", type=click.Choice(SHARED), default="rep", show_default=True)
@as_json
@acting
def whom(session: Session, call_id: str, typed: str, shared: str, as_json: bool) -> None:
    """Whom a comment on CALL may mention: names that fit TYPED, in pinyin's first letters too."""
    found = session.app.mentionable.show(call_id, typed, session.actor, shared)
    if as_json:
        show_json({"items": [{"person_id": one, "name": name} for one, name in found.items()]})
        return
    table("Whom to mention", ["id", "name"], list(found.items()))


@comments.command()
@click.argument("comment_id", metavar="COMMENT")
@click.argument("text", metavar="TEXT")
@click.option("--version", type=int, required=True, help="The version it replaces.")
@as_json
@acting
def change(session: Session, comment_id: str, text: str, version: int, as_json: bool) -> None:
    """Other words for a comment of your own."""
    _say(session.app.feedback.reword(comment_id, text, version, session.actor), as_json=as_json)


@comments.command()
@click.argument("comment_id", metavar="COMMENT")
@click.option("--version", type=int, required=True, help="The version it takes away.")
@as_json
@acting
def remove(session: Session, comment_id: str, version: int, as_json: bool) -> None:
    """Take a comment of your own away for good, unless somebody answered it."""
    session.app.feedback.remove(comment_id, version, session.actor)
    document = {"id": comment_id, "removed": True}
    show_json(document) if as_json else echo(f"removed {comment_id}")


def _say(made: CallComment, *, as_json: bool) -> None:
    from attrs import asdict

    if as_json:
        show_json(asdict(made))
        return
    told = f", told {', '.join(made.mentions)}" if made.mentions else ""
    echo(f"{made.id} (version {made.version}){told}")


def _at(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1_000, 60)
    return f"{minutes}:{seconds:02d}"
