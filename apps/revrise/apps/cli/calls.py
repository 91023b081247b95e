"""`revrise calls`: add, analyse, list and show calls."""

from datetime import UTC
from pathlib import Path
from typing import Any

import rich_click as click
from attrs import evolve

from revrise.apps.cli.acting import Progress, Session, acting, as_json, many, show_json, table
from revrise.apps.cli.agreeing import agreeing
from revrise.apps.cli.bringing import bring
from revrise.apps.cli.clearing import clear
from revrise.apps.cli.detecting import detectors
from revrise.apps.cli.echo import echo
from revrise.apps.cli.evaluating import evaluate
from revrise.apps.cli.explaining import explain
from revrise.apps.cli.figures import in_words
from revrise.apps.cli.filing import Wanted, as_file
from revrise.apps.cli.measured import tell
from revrise.apps.cli.narrowing import narrowed, narrowing
from revrise.apps.cli.renaming import rename
from revrise.apps.cli.said import reindex, remeasure, search
from revrise.apps.cli.speaking import speaking
from revrise.apps.cli.stopping import restart, stopped
from revrise.apps.cli.syncing import sources, sync
from revrise.apps.cli.training import train
from revrise.apps.cli.watching import watch
from revrise.core.errors import Fatal, Invalid, Misconfigured, Retriable, RevRiseError
from revrise.services.calls.reading import ReadCall
from revrise.services.calls.service import Added
from revrise.services.processing.adding_files import AddFile


@click.group()
def calls() -> None:
    """Add, analyse and show calls."""


for one in (bring, clear, detectors, evaluate, explain, reindex, remeasure, rename, restart,
            search, sources, stopped, sync, train, watch):  # fmt: skip
    calls.add_command(one)


@calls.command()
@click.argument("files", metavar="FILE", nargs=-1, required=True, type=click.Path(path_type=Path))
@speaking
@click.option("--rubric", "rubrics", multiple=True, help="Score on these only.")
@click.option("--trackers", type=click.Path(path_type=Path), help="A TOML file of them.")
@as_json
@acting
def analyze(
    session: Session,
    files: tuple[Path, ...],
    seller: str | None,
    seller_channel: int | None,
    channel_delay_ms: int,
    language: str | None,
    rubrics: tuple[str, ...],
    trackers: Path | None,
    as_json: bool,
) -> int:
    """Measure and score recordings or transcripts; nothing is stored, no database is needed.

    A folder stands for the files in it. With several files, --json prints one JSON object a
    line, and one that cannot be read is reported while the others go on; the exit code is then 1.
    """
    from revrise.services.calls.views import document
    from revrise.services.measures.tracker_file import tracker_file

    listened = tracker_file(trackers) if trackers else None
    paths, show, failed = _files(files), Progress("analyze"), 0
    several = len(paths) > 1
    for number, path in enumerate(paths, 1):
        command = ReadCall(path, seller, seller_channel, language, channel_delay_ms)
        try:
            transcript = session.app.reader.read(command)
        except RevRiseError as error:
            if len(paths) == 1:
                raise
            echo(f"revrise: {error}", err=True)
            failed += 1
            continue
        analysed = session.app.analyst.analyse(transcript, list(rubrics) or None, listened)
        if not as_json:
            analysed = evolve(analysed, scorecards=in_words(session, analysed.scorecards))
        found = document(analysed)
        if several:
            found = {"file": str(path), **found}
        show_json(found, lines=several) if as_json else tell(session, path.name, found, transcript)
        show(f"{number} of {len(paths)}")
    return 1 if failed else 0


@calls.command()
@click.argument("files", metavar="FILE", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rep", metavar="PERSON", help="Whose call; you by default.")
@click.option("--deal", metavar="DEAL", help="The deal it was about: its id or CRM id.")
@speaking
@click.option("--title", help="What to call it; the file's name by default.")
@click.option("--at", type=click.DateTime(), help="When it began, UTC; the file's time by default.")
@agreeing
@as_json
@acting
def add(session: Session, files: tuple[Path, ...], as_json: bool, **options: Any) -> int:
    """Keep calls with metrics and scorecards. Adding a file again changes nothing.

    A folder stands for the files in it. A file that cannot be read is reported and the others
    go on; the exit code is then that of the errors, or 1 when they differ.
    """
    actor, show = session.actor, Progress("add")
    rep = session.app.people.find(options["rep"] or actor.person_id, actor)
    deal = session.app.pipeline.find(options["deal"], actor) if options["deal"] else None
    added: list[dict[str, Any]] = []
    failed: list[tuple[Path, RevRiseError]] = []
    paths = _files(files)
    for number, path in enumerate(paths, 1):
        try:
            command = _command(path, rep, deal, options)
            added.append(_line(path, session.app.intake.add(command, actor)))
        except (Retriable, Fatal) as error:
            if not isinstance(error, Misconfigured):  # the world failed: the next would fail too
                raise
            failed.append((path, error))
        except RevRiseError as error:
            failed.append((path, error))
        show(f"{number} of {len(paths)}")
    if as_json:
        lines = [{"file": str(path), "error": str(one)} for path, one in failed]
        show_json({"calls": added, "failed": lines})
    else:
        if added or not failed:
            _tell_added(added)
        for _, one in failed:
            echo(f"revrise: {one}", err=True)
    return _code([one for _, one in failed])


def _code(failed: list[RevRiseError]) -> int:
    from revrise.apps.cli.main import FAILURE, code

    codes = {code(error) for error in failed} or {0}
    return codes.pop() if len(codes) == 1 else FAILURE


@calls.command("list")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@narrowing
@as_json
@as_file
@acting
def list_(
    session: Session, limit: int, as_json: bool, file: Wanted | None, **asked: str | None
) -> None:
    """The calls you may see, newest first."""
    from revrise.apps.cli.calls_list import found, told

    rows = found(session, limit, narrowed(session, asked), file)
    if rows is None:
        return
    show_json(rows) if as_json else told(session, rows)


@calls.command()
@click.argument("call_id", metavar="ID")
@click.argument("agreed", type=click.Choice(("all-party", "seller-only", "withdrawn")))
@click.option("--evidence", required=True, help="How it is known, e.g. the e-mail of a day.")
@click.option("--jurisdiction", default="unknown", show_default=True, help="Where they were.")
@click.option("--separately", is_flag=True, help="They agreed to each purpose by itself.")
@as_json
@acting
def consent(session: Session, call_id: str, agreed: str, as_json: bool, **said: Any) -> None:
    """Say what everybody on a call agreed to; in force at once."""
    from revrise.services.calls.consents import SetConsent

    command = SetConsent(
        call_id, agreed, said["jurisdiction"], said["evidence"], said["separately"]
    )
    changed = session.app.consents.change(command, session.actor)
    if as_json:
        show_json({"call": call_id, "consent": agreed, "changed": changed})
        return
    echo(f"{agreed}: {many(changed, 'word')} of participants changed")


@calls.command("show")
@click.argument("call_id", metavar="ID")
@as_json
@acting
def show_(session: Session, call_id: str, as_json: bool) -> None:
    """A call with its metrics and scorecards; its words only where everybody agreed."""
    from revrise.services.calls.views import shown

    kept = session.app.calls.show(call_id, session.actor)
    remedy = kept["call"].remedy
    if as_json:
        show_json({**shown(kept), "remedy": remedy})
        return
    cards = in_words(session, kept["scorecards"])
    found = shown({**kept, "scorecards": cards, "transcript": None})
    if found["blocked_reason"]:
        more = f" ({remedy})" if remedy else ""
        echo(f"{found['title']} is {found['state']}: {found['blocked_reason']}{more}")
    if found["metrics"] or not found["blocked_reason"]:
        tell(session, found["title"], found, kept["transcript"])
    if not found["consent"]["allowed"]:
        echo(f"The words are not shown: {found['consent']['because']}.")


def _files(given: tuple[Path, ...]) -> list[Path]:
    """The files, and those in the folders and below, hidden ones left out, in order of name."""
    found: list[Path] = []
    for path in given:
        inside = sorted(one for one in path.rglob("*") if one.is_file() and not _hidden(one, path))
        if not inside and path.is_dir():
            raise Invalid("no files in this folder", culprit=str(path), remedy="check the path")
        found += inside or [path]
    return found


def _hidden(file: Path, folder: Path) -> bool:
    """Whether it, or a folder on the way to it, is."""
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _command(path: Path, rep: str, deal: str | None, options: dict[str, Any]) -> AddFile:
    at = options["at"]
    return AddFile(
        ReadCall(
            path,
            options["seller"],
            options["seller_channel"],
            options["language"],
            options["channel_delay_ms"],
        ),
        rep,
        options["consent"],
        options["jurisdiction"],
        deal,
        options["title"],
        at.replace(tzinfo=UTC) if at else None,
        options["separately"],
    )


def _line(path: Path, added: Added) -> dict[str, Any]:
    call = added.call
    return {
        "file": str(path),
        "id": call.id,
        "created": added.created,
        "state": call.state,
        "blocked_reason": call.blocked_reason,
        "scorecards": {card.rubric: card.score for card in added.scorecards},
    }


def _tell_added(added: list[dict[str, Any]]) -> None:
    lines = [
        (
            one["file"],
            one["id"],
            "added" if one["created"] else "was there",
            one["state"] + (f": {one['blocked_reason']}" if one["blocked_reason"] else ""),
            ", ".join(
                f"{rubric} {'–' if score is None else score}"
                for rubric, score in one["scorecards"].items()
            ),
        )
        for one in added
    ]
    table("Calls", ["file", "id", "", "state", "scores"], lines)
    if any(one["state"] == "blocked" for one in added):
        echo("Blocked calls were kept and not analysed; add consent: --consent all-party")
