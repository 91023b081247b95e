"""`revrise clips`: stretches of calls worth hearing again."""

from pathlib import Path
from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.coaching.clip import SHARED
from revrise.services.clips.service import ChangeClip, CutClip


@click.group()
def clips() -> None:
    """Stretches of calls worth hearing again, under the call's consent."""


@clips.command("list")
@click.option("--call", metavar="CALL", help="Of this call only.")
@as_json
@acting
def list_(session: Session, call: str | None, as_json: bool) -> None:
    """The clips you may see, newest first."""
    found = session.app.clips.list(session.actor, call)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    lines = [(one.id, one.title, one.call_id, _at(one.start_ms), _at(one.end_ms), one.shared)
             for one in found]  # fmt: skip
    table("Clips", ["id", "title", "call", "from", "to", "shared"], lines)


@clips.command()
@click.argument("call_id", metavar="CALL")
@click.option("--from", "start", type=float, required=True, help="Where it begins, in seconds.")
@click.option("--to", "end", type=float, required=True, help="Where it ends, in seconds.")
@click.option("--title", required=True)
@click.option("--note", default="")
@click.option("--shared", type=click.Choice(SHARED), default="call", show_default=True)
@as_json
@acting
def cut(session: Session, call_id: str, as_json: bool, **given: Any) -> None:
    """Cut a clip of CALL."""
    start, end = round(given["start"] * 1_000), round(given["end"] * 1_000)
    command = CutClip(call_id, start, end, given["title"], given["note"], given["shared"])
    _say(session.app.clips.cut(command, session.actor), as_json=as_json)


@clips.command()
@click.argument("clip_id", metavar="CLIP")
@click.option("--sound", type=click.Path(path_type=Path), help="Also write its sound here (WAV).")
@as_json
@acting
def show(session: Session, clip_id: str, sound: Path | None, as_json: bool) -> None:
    """A clip with the words in it."""
    found = session.app.clip_playing.show(clip_id, session.actor)
    if sound is not None:
        taken = session.app.clip_playing.sound(clip_id, session.actor, leaves=True)
        sound.write_bytes(taken)
    if as_json:
        show_json(asdict(found))
        return
    echo(f"{found.clip.title} ({_at(found.clip.start_ms)}-{_at(found.clip.end_ms)})")
    for one in found.lines:
        echo(f"{_at(one.start_ms)} {one.side}: {one.text}")
    if not found.allowed:
        echo(f"words withheld: {found.because}")


@clips.command()
@click.argument("clip_id", metavar="CLIP")
@click.argument("shared", type=click.Choice(SHARED))
@as_json
@acting
def share(session: Session, clip_id: str, shared: str, as_json: bool) -> None:
    """Offer a clip to who may see the call, or to the team of its rep too."""
    now = session.app.clip_playing.show(clip_id, session.actor).clip
    command = ChangeClip(clip_id, now.version, now.title, now.note, shared)
    _say(session.app.clips.change(command, session.actor), as_json=as_json)


@clips.command()
@click.argument("clip_id", metavar="CLIP")
@as_json
@acting
def remove(session: Session, clip_id: str, as_json: bool) -> None:
    """Take a clip away for good; the call stays."""
    now = session.app.clip_playing.show(clip_id, session.actor).clip
    session.app.clips.remove(clip_id, now.version, session.actor)
    show_json({"id": clip_id, "removed": True}) if as_json else echo(f"removed {clip_id}")


def _say(made: Any, *, as_json: bool) -> None:
    if as_json:
        show_json(asdict(made))
        return
    echo(f"{made.id}: {_at(made.start_ms)}-{_at(made.end_ms)} for {made.shared}")


def _at(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1_000, 60)
    return f"{minutes}:{seconds:02d}"
