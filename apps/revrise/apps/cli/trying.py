"""`revrise plugins try`: a thing of a plugin run once, and what the host sees of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.speaking import speaking
from revrise.core.errors import NotFound

if TYPE_CHECKING:
    from revrise.core.conversations.moment import Moment
    from revrise.core.conversations.transcript import Transcript
    from revrise.ports.detectors import Detector

KINDS = ("detector",)


@click.command("try")
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@click.argument("thing", metavar="ID")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@speaking
@as_json
@acting
def try_(
    session: Session,
    kind: str,
    thing: str,
    file: Path,
    seller: str | None,
    seller_channel: int | None,
    channel_delay_ms: int,
    language: str | None,
    as_json: bool,
) -> None:
    """Run a thing of a plugin once on a call and print what the host would see; kind: detector.

    ID is the thing's, FILE a recording or transcript. Nothing is stored, no database is needed. A
    plugin that fails on it says how, with code and way out.
    """
    from revrise.services.calls.reading import ReadCall

    detector = _detector(session, kind, thing)
    command = ReadCall(file, seller, seller_channel, language, channel_delay_ms)
    transcript = session.app.reader.read(command)
    found = _tried(detector, transcript)
    if as_json:
        show_json(found)
        return
    echo(f"{found['detector']} finds {found['kind']} in {transcript.language or 'a call'}")
    if not found["asked"]:
        echo("the host would not ask it: the call is in none of its languages")
    if all(transcript.side(one) == "unknown" for one in transcript.refs):
        echo("nobody is known to sell or to buy; --seller NAME says who sells")
    rows = [(one["utterance"], one["side"], one["label"], one["said"]) for one in found["moments"]]
    table(f"{len(rows)} moments", ["utterance", "side", "label", "words"], rows, right="utterance")


def _detector(session: Session, kind: str, thing: str) -> "Detector":
    known = {one.definition.id: one for one in session.app.catalogue.detectors()}
    if thing in known:
        return known[thing]
    here = ", ".join(sorted(known)) or "none"
    set_aside = next(
        (one for one in session.app.catalogue.states() if one.id == thing and one.code), None
    )
    if set_aside:
        why = f"its plugin is not in use: {set_aside.code} {set_aside.cause}"
        raise NotFound(why, culprit=thing, remedy=set_aside.remedy)
    raise NotFound(f"no {kind} {thing!r}", culprit=thing, remedy=f"in use: {here}")


def _tried(detector: "Detector", transcript: "Transcript") -> dict[str, Any]:
    definition = detector.definition
    found = detector.find(transcript)
    moments = sorted(found, key=lambda one: (one.span.utterance, one.span.start))
    return {
        "detector": definition.ref,
        "kind": definition.kind,
        "instead": definition.instead,
        "language": transcript.language,
        "asked": definition.speaks(transcript.language),
        "moments": [_shown(one, transcript) for one in moments],
    }


def _shown(one: "Moment", transcript: "Transcript") -> dict[str, Any]:
    said = transcript.utterances[one.span.utterance]
    return {
        "utterance": one.span.utterance,
        "start": one.span.start,
        "end": one.span.end,
        "side": transcript.side(said.speaker),
        "label": one.label,
        "said": said.text[one.span.start : one.span.end],
    }
