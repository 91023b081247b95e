"""`revrise audit`: whether the chain holds, its checkpoints, its entries as a file."""

import sys
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.services.text_file import text_of

_KEY = 64
_INSIDE = (
    "not checked against a checkpoint from outside: a cut tail or a chain written anew, with the "
    "checkpoints in the database, would not be seen (--against FILE)"
)


@click.group()
def audit() -> None:
    """Verify, sign and export the audit chain."""


@audit.command()
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Checkpoints kept elsewhere, a line each.")  # fmt: skip
@click.option("--public-key", "keys", multiple=True,
              help="Trust only this key: hex, or a file of them. May be given again.")  # fmt: skip
@as_json
@acting
def verify(session: Session, against: Path | None, keys: tuple[str, ...], as_json: bool) -> int:
    """Check every entry and every checkpoint; exit code 1 when one is wrong.

    Edits, deletions, insertions and reordering show by the chain itself. A cut tail and a chain
    written anew show by checkpoints from outside: those of `audit.anchor`, or --against FILE.
    """
    from revrise.services.auditing.verifying import told

    lines = None if against is None else text_of(against).splitlines()
    trusted = [key for one in keys for key in _keys(one)]
    proof = session.app.verifying.verify(session.actor, lines, str(against or ""), trusted)
    if as_json:
        show_json(told(proof))
    elif proof.breach:
        echo(f"broken at entry {proof.breach.seq}: {proof.breach.reason}")
    else:
        echo(f"{proof.entries:,} entries, unbroken; head {str(proof.head)[:16]}…")
        echo(
            f"{proof.checkpoints:,} checkpoints in the database, {proof.outside:,} outside; "
            f"{proof.uncovered:,} entries since the last one"
        )
    if not as_json:
        echo(f"checked against {proof.against}" if proof.outside else _INSIDE)
    return 1 if proof.breach else 0


@audit.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path),
              help="Append the checkpoint to this file too.")  # fmt: skip
@as_json
@acting
def checkpoint(session: Session, out: Path | None, as_json: bool) -> None:
    """Sign the newest entry now, and print the checkpoint: a line to keep elsewhere."""
    from revrise.core.governance.checkpoint import line

    made = session.app.checkpoints.take(session.actor)
    told = line(session.actor.tenant_id, made)
    if out is not None:
        with out.open("a", encoding="utf-8") as file:
            file.write(f"{told}\n")
    if as_json:
        echo(told)
        return
    echo(f"entry {made.seq:,} signed by key {made.key_id}, kept in "
               f"{session.app.anchor.place}")  # fmt: skip
    echo(told)


@audit.command("rotate-key")
@as_json
@acting
def rotate_key(session: Session, as_json: bool) -> None:
    """Sign with a new key from now on; the old public key stays known."""
    key = session.app.checkpoints.rotate(session.actor)
    if as_json:
        show_json({"id": key.id, "public_key": key.hex})
    else:
        echo(f"key {key.id} signs from now on: {key.hex}")


@audit.command()
@as_json
@acting
def keys(session: Session, as_json: bool) -> None:
    """Print the public keys that signed here, to keep elsewhere; the newest last."""
    known = session.app.verifying.keys(session.actor)
    if as_json:
        show_json([{"id": key.id, "public_key": key.hex} for key in known])
        return
    for key in known:
        echo(key.hex)


def _filters(command: Any) -> Any:
    """What `list` and `export` are narrowed by, as the page is."""
    options = (
        click.option("--since", help="From this day or moment on, e.g. 2026-03-01."),
        click.option("--until", help="Up to this day (all of it) or moment."),
        click.option("--who", help="Entries by this person."),
        click.option("--action", default="", help="Actions that begin so, e.g. deal."),
        click.option("--subject", default="", help="Entries about this id."),
        click.option("--only", default="", help="refusals | access | exports | policy | audit"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@audit.command("list")
@_filters
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500))
@click.option("--oldest", is_flag=True, help="The oldest first, not the newest.")
@click.option("--after", type=int, help="Go on behind this entry: the last one of the page before.")
@as_json
@acting
def list_(
    session: Session, limit: int, oldest: bool, after: int | None, as_json: bool, **asked: Any
) -> None:
    """The entries, a page at a time, the newest first."""
    sought, trail = _sought(session, asked), session.app.trail
    rows, further = trail.listed(sought, session.actor, after, limit, oldest=oldest)
    if as_json:
        show_json({"items": rows, "after": further})
        return
    lines = [(e.seq, f"{e.at:%Y-%m-%d %H:%M:%S}", e.actor_id, e.action, e.subject) for e in rows]
    table("Audit", ["seq", "at", "who", "did", "to"], lines, right="seq")
    if further is not None:
        echo(f"more: --after {further}")


@audit.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: stdout.")
@_filters
@as_json
@acting
def export(session: Session, form: str, out: Path | None, as_json: bool, **asked: Any) -> None:
    """Write the entries as a file that anybody can check. The export is itself an entry."""
    from revrise.apps.files.writing import Table, write
    from revrise.services.auditing.files import HEADS, written

    found = session.app.trail_files.make(_sought(session, asked), form, session.actor)
    file: Any = nullcontext(sys.stdout.buffer) if out is None else out.open("wb")
    stream: IO[bytes]
    with file as stream:
        if form == "csv":
            write(Table("audit", HEADS, found.rows()), form, stream)
        else:
            written(found.jsonl(), stream)
    if as_json and out is not None:
        show_json({"file": str(out), "until": found.until, "complete": found.complete})
    elif out is not None:
        echo(f"entries up to {found.until:,} in {out}")


def _sought(session: Session, asked: dict[str, Any]) -> Any:
    from revrise.services.auditing.trail import Sought

    who: Actor = session.actor
    people = (session.app.people.find(asked["who"], who),) if asked["who"] else None
    return Sought(
        people,
        asked["action"],
        asked["subject"],
        moment(asked["since"]),
        moment(asked["until"], end=True),
        asked["only"],
    )


def moment(text: str | None, *, end: bool = False) -> datetime | None:
    """A day or a moment, UTC where it names no zone. `end`: of a day, its end. Raises Invalid."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("this is no day", culprit=text[:40], remedy="e.g. 2026-03-01") from None
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    is_day = len(text) <= len("2026-03-01")
    return zoned + timedelta(days=1) if end and is_day else zoned


def _keys(text: str) -> list[str]:
    path = Path(text)
    found = text_of(path).split() if path.is_file() else [text.strip().lower()]
    for one in found:
        if len(one) != _KEY or set(one) - set("0123456789abcdef"):
            raise Invalid("is no public key in hex", culprit=text[:80])
    return found
