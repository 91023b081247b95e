"""`revrise calls bring`: the words of a call that is on record without them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.agreeing import agreeing
from revrise.apps.cli.echo import echo
from revrise.apps.cli.speaking import speaking

_CHUNK = 1 << 20


@click.command()
@click.argument("call_id", metavar="CALL")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@speaking
@agreeing
@as_json
@acting
def bring(session: Session, call_id: str, file: Path, as_json: bool, **options: Any) -> None:
    """FILE, a recording or transcript, becomes the words of CALL, which has none yet.

    Person, deal, title and time of the call stay as they are. A worker reads and scores it.
    """
    from revrise.core.errors import Invalid
    from revrise.services.calls.receiving import ReceiveCall

    if not file.is_file():
        raise Invalid("no such file", culprit=str(file), remedy="check the path")
    app, by = session.app, session.actor
    options["channel_delay_ms"] = options["channel_delay_ms"] or None
    app.desk.scope(by, "call", "create")
    kept = app.blobs.put(by.tenant_id, _chunks(file))
    command = ReceiveCall(kept.sha256, file.name, by.person_id, call_id=call_id, **options)
    call = app.receiving.receive(command, by).call
    found = {"file": str(file), "id": call.id, "state": call.state}
    show_json(found) if as_json else echo(f"{call.id}: {call.state}; a worker goes on")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
