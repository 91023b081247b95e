"""Which calls `revrise calls list` shows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from revrise.apps.cli.acting import Session, table
from revrise.apps.cli.filing import Wanted
from revrise.core.governance.rule import where
from revrise.ports.query import Query

if TYPE_CHECKING:
    from revrise.services.calls.narrowing import CallFilter

_IN_A_FILE = 10_000


def found(
    session: Session, limit: int, wanted: "CallFilter", file: Wanted | None
) -> Sequence[Mapping[str, Any]] | None:
    """The newest calls, narrowed, of a tracker those that met it; None once in a file."""
    app, by = session.app, session.actor
    tracker = wanted.tracker
    met = app.call_lists.met(wanted, by, _IN_A_FILE if file else limit) if tracker else ()
    if file:
        rule = where(id=tuple(row["id"] for row in met)) if tracker else wanted.rule
        file.listed(session, "calls", rule)
        return None
    return met if tracker else app.calls.list(by, Query(wanted.rule, limit=limit))


def told(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """A table of these calls."""
    reps = dict(session.app.call_lists.reps(session.actor))
    lines = [
        (
            row["id"],
            row["title"],
            reps.get(row["owner_id"], row["owner_id"]),
            f"{row['started_at']:%Y-%m-%d}",
            row["language"],
            row["state"],
        )
        for row in rows
    ]
    table("Calls", ["id", "title", "rep", "on", "language", "state"], lines)
