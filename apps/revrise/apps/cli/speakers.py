"""`revrise speakers`: who speaks in a call, and putting it right."""

from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.core.conversations.call import CallTranscript

_SIDES = click.Choice(["seller", "buyer", "unknown"])


@click.group()
def speakers() -> None:
    """Who speaks in a call; put right, it is measured again."""


@speakers.command("list")
@click.argument("call_id", metavar="CALL")
@as_json
@acting
def list_(session: Session, call_id: str, as_json: bool) -> None:
    """The speakers of CALL and what was put right of them."""
    _tell(session.app.correcting.now(call_id, session.actor), as_json=as_json)


@speakers.command("set")
@click.argument("call_id", metavar="CALL")
@click.argument("speaker", metavar="SPEAKER")
@click.option("--side", type=_SIDES, required=True)
@click.option("--name", help="What they are called.")
@as_json
@acting
def set_(session: Session, call_id: str, speaker: str, as_json: bool, **given: Any) -> None:
    """Another side or name for SPEAKER, as `speakers list` calls them."""
    from revrise.services.calls.correcting import CorrectSpeaker

    command = CorrectSpeaker(call_id, speaker, given["side"], given["name"])
    _tell(session.app.correcting.speaker(command, session.actor), as_json=as_json)


@speakers.command()
@click.argument("call_id", metavar="CALL")
@click.argument("number", metavar="LINE", type=click.IntRange(min=0))
@click.argument("speaker", metavar="SPEAKER")
@as_json
@acting
def line(session: Session, call_id: str, number: int, speaker: str, as_json: bool) -> None:
    """LINE (counted from 0) was said by SPEAKER."""
    from revrise.services.calls.correcting import CorrectLine

    command = CorrectLine(call_id, number, speaker)
    _tell(session.app.correcting.line(command, session.actor), as_json=as_json)


@speakers.command()
@click.argument("call_id", metavar="CALL")
@click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))
@as_json
@acting
def undo(session: Session, call_id: str, number: int, as_json: bool) -> None:
    """Take correction NUMBER back."""
    from revrise.services.calls.correcting import UndoCorrection

    command = UndoCorrection(call_id, number)
    _tell(session.app.correcting.undo(command, session.actor), as_json=as_json)


def _tell(words: CallTranscript, *, as_json: bool) -> None:
    from attrs import asdict

    if as_json:
        found = {
            "call_id": words.call_id,
            "version": words.version,
            "speakers": [asdict(one) for one in words.transcript.speakers],
            "corrections": [asdict(one) for one in words.corrections],
        }
        show_json(found)
        return
    lines = [one.speaker for one in words.transcript.utterances]
    listed = [(one.ref, one.side, one.name or "", lines.count(one.ref))
              for one in words.transcript.speakers]  # fmt: skip
    table("Speakers", ["speaker", "side", "name", "lines"], listed, right="lines")
    done = [
        (one.number, "speaker" if one.line is None else f"line {one.line}",
         f"{one.before.ref} {one.before.side} → {one.after.ref} {one.after.side}",
         one.by, "undone" if one.undone_by else "")
        for one in words.corrections
    ]  # fmt: skip
    if done:
        table("Corrections", ["number", "of", "what", "by", ""], done)
