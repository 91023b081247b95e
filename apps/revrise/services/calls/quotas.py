"""How much may be uploaded in a day: counted in the unit of work that keeps the call."""

from attrs import frozen

from revrise.core.conversations.intake.partial_upload import PartialUpload
from revrise.core.conversations.intake.upload import DAY, Quota, Upload
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_ANY = Quota()
# Uploads in parts of one person that may be under way at once.
MOST_BEGUN = 50
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

    def admit(self, work: UnitOfWork, by: Actor, size: int) -> None:
        """An upload in parts that may begin. What was begun and is not done counts as uploaded.

        Raises Refused where it does not fit, or where too many are under way.
        """
        waits = All(
            (where(done=False), Compare(">", Column("ends_at"), Const(self.desk.clock.now())))
        )
        found = work.of(PartialUpload).group(
            system_scope(by.tenant_id, "partial_upload", "read", _REASON),
            ("person_id",),
            (Measure("bytes", "sum", "size"), Measure("files")),
            Query(waits),
        )
        begun = {row["person_id"]: row for row in found}
        own = begun.get(by.person_id, {"bytes": 0, "files": 0})
        if own["files"] >= MOST_BEGUN:
            raise Refused(
                f"{MOST_BEGUN} uploads of yours are under way",
                culprit="quota",
                remedy="end some of them, or wait until they are done",
            )
        everybody = sum(int(row["bytes"] or 0) for row in found)
        if self.quota != _ANY:
            self._check(work, by, size, int(own["bytes"] or 0), everybody)

    def count(self, work: UnitOfWork, by: Actor, size: int) -> None:
        """One upload more. Raises Refused where it does not fit."""
        if self.quota != _ANY:
            self._check(work, by, size)
        made = Upload(self.desk.ids.new("upl"), by.person_id, self.desk.clock.now(), size)
        work.of(Upload).add(made, self._scope(by, "create"))

    def _check(
        self, work: UnitOfWork, by: Actor, size: int, own: int = 0, everybody: int = 0
    ) -> None:
        # What a clock a day ahead wrote down is not of this day.
        now, at = self.desk.clock.now(), Column("at")
        since = All((Compare(">", at, Const(now - DAY)), Compare("<", at, Const(now + DAY))))
        sums = work.of(Upload).group(
            self._scope(by, "read"),
            ("person_id",),
            (Measure("bytes", "sum", "size"),),
            Query(since),
        )
        found = {row["person_id"]: int(row["bytes"] or 0) for row in sums}
        mine = found.get(by.person_id, 0) + own
        self.quota.check(mine, sum(found.values()) + everybody, size)

    def _scope(self, by: Actor, action: str) -> Scope:
        return system_scope(by.tenant_id, "upload", action, _REASON)
