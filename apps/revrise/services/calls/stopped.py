"""Calls that go on once who runs the system has mended something: told by cause, not by call."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.conversations.call import FOR_ADMINS, Call
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.ports.query import Measure, Query
from revrise.services.desk import Desk
from revrise.services.once import tell_once, today

STOPPED = "calls.stopped"
_REASON = "count the calls that wait for who runs the system"


@frozen
class Cause:
    """`remedy` is what has to be done, `calls` how many wait for it."""

    remedy: str
    calls: int


@frozen
class Stopped:
    """The use case."""

    desk: Desk

    def causes(self, by: Actor) -> Sequence[Cause]:
        """The commonest first, of all calls. Raises Refused for who does not run the system.

        Neither a call nor why it stopped is named: that may be told by its file's name.
        """
        self.desk.scope(by, "plugin", "manage")
        with self.desk.store.read(by) as work:
            scope = system_scope(by.tenant_id, "call", "read", _REASON)
            failed = Query(where=where(state="failed"))
            rows = work.of(Call).group(scope, ["remedy"], [Measure("count")], failed)
        found = [
            Cause(row["remedy"].removeprefix(FOR_ADMINS), row["count"])
            for row in rows
            if (row["remedy"] or "").startswith(FOR_ADMINS)
        ]
        return sorted(found, key=lambda one: (-one.calls, one.remedy))


def tell(desk: Desk, tenant_id: str, remedy: str) -> None:
    """That calls wait for who runs the system: once a day for what they have to do."""
    cause = derived("cause", remedy)
    tell_once(desk, tenant_id, STOPPED, cause, f"stopped/{cause}/{today(desk)}", {})
