"""How much may be uploaded in a day: counted in the unit of work that keeps the call."""

from attrs import frozen

from revrise.core.conversations.upload import DAY, Quota, Upload
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, Compare, Const
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_ANY = Quota()
_REASON = "count what was uploaded today"


@frozen
class Quotas:
    """The use case."""

    desk: Desk
    quota: Quota = _ANY

    def room(self, by: Actor) -> None:
        """Raises Refused before the first byte where nothing fits any more."""
        if self.quota != _ANY:
            with self.desk.store.read(by) as work:
                self._check(work, by, 1)

    def count(self, work: UnitOfWork, by: Actor, size: int) -> None:
        """One upload more. Raises Refused where it does not fit."""
        if self.quota != _ANY:
            self._check(work, by, size)
        made = Upload(self.desk.ids.new("upl"), by.person_id, self.desk.clock.now(), size)
        work.of(Upload).add(made, self._scope(by, "create"))

    def _check(self, work: UnitOfWork, by: Actor, size: int) -> None:
        since = Compare(">", Column("at"), Const(self.desk.clock.now() - DAY))
        sums = work.of(Upload).group(
            self._scope(by, "read"),
            ("person_id",),
            (Measure("bytes", "sum", "size"),),
            Query(since),
        )
        found = {row["person_id"]: int(row["bytes"] or 0) for row in sums}
        self.quota.check(found.get(by.person_id, 0), sum(found.values()), size)

    def _scope(self, by: Actor, action: str) -> Scope:
        return system_scope(by.tenant_id, "upload", action, _REASON)
