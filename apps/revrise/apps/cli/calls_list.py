"""Which calls `revrise calls list` shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from revrise.apps.cli.acting import Session
from revrise.apps.cli.filing import Wanted
from revrise.core.governance.rule import ALWAYS, where
from revrise.ports.query import Query

_IN_A_FILE = 10_000


def found(
    session: Session, limit: int, tracker: str | None, file: Wanted | None
) -> Sequence[Mapping[str, Any]] | None:
    """The newest calls, of a tracker those in which it was met; None once they are in a file."""
    app, by = session.app, session.actor
    met = app.call_lists.met(tracker, by, _IN_A_FILE if file else limit) if tracker else ()
    if file:
        rule = where(id=tuple(row["id"] for row in met)) if tracker else ALWAYS
        file.listed(session, "calls", rule)
        return None
    return met if tracker else app.calls.list(by, Query(limit=limit))
