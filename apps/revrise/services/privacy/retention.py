"""How long each class of data is kept, and what is due."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.governance.actor import Actor
from revrise.core.governance.retention import CLASSES, RetentionSetting, checked, horizons
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.ports.registry import Registry
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.held import held
from revrise.services.privacy.due import due, free


@frozen
class ClassDue:
    """A class of data: how long it is kept, how many rows are due, how many of them are held.

    `tables` says how many of which kind are due.
    """

    name: str
    days: int | None
    due: int
    on_hold: int
    tables: Mapping[str, int]


@frozen
class Retention:
    """Use cases around retention."""

    desk: Desk
    registry: Registry

    def settings(self, by: Actor) -> Mapping[str, int | None]:
        """Class → days; None: for good."""
        with self.desk.store.read(by) as work:
            found = work.of(RetentionSetting).load_many(self.desk.scope(by, "retention_setting"))
        days = {one.id: one.days for one in found}
        return {name: days.get(name) for name in CLASSES}

    def set(self, name: str, days: int | None, by: Actor) -> None:
        """Keeps a class for so many days, from the next night on. Raises Invalid."""
        checked(name, days)
        scope = self.desk.scope(by, "retention_setting", "update")
        made = RetentionSetting(name, days, by.person_id, self.desk.clock.now())
        with self.desk.store.begin(by) as work:
            read = self.desk.scope(by, "retention_setting")
            known = work.of(RetentionSetting).load_many(read, Query(where=where(id=name)))
            if known:
                after = evolve(made, version=known[0].version + 1)
                work.of(RetentionSetting).save(after, scope, expected=known[0].version)
            else:
                create = self.desk.scope(by, "retention_setting", "create")
                work.of(RetentionSetting).add(made, create)
            work.record("retention.set", name, {"days": days})

    def report(self, by: Actor) -> Sequence[ClassDue]:
        """What is due now, class by class. Raises Refused for who may not see it."""
        days = self.settings(by)
        self.desk.scope(by, "privacy")
        with self.desk.store.read(by) as work:
            stays = held(work)
            return [self._due(work, name, days[name], stays) for name in CLASSES]

    def _due(
        self, work: UnitOfWork, name: str, days: int | None, stays: Collection[str]
    ) -> ClassDue:
        now = self.desk.clock.now()
        ends = horizons([RetentionSetting(name, days, "", now)], now)
        tables: dict[str, int] = {}
        on_hold = 0
        for end in ends.values():
            for one in due(self.registry, name, end):
                there: list[Any] = [
                    thing for thing in one.each(work) if one.over(thing) is not thing
                ]
                open_ = sum(free(thing, stays) for thing in there)
                on_hold += len(there) - open_
                if open_:
                    tables[one.declared.resource] = open_
        return ClassDue(name, days, sum(tables.values()), on_hold, tables)
