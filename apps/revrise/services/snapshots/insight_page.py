"""What moved revenue, as the analytics page shows it: of the night, or computed when asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from attrs import Factory, frozen

from revrise.core.attribution.comparison import Comparison, Decided, compare
from revrise.core.attribution.insight import Insight
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.people.competency import Competency
from revrise.ports.query import Query
from revrise.ports.storage import View
from revrise.services.attribution.deal_panel import DealRow
from revrise.services.attribution.service import Attribution
from revrise.services.desk import Desk
from revrise.services.snapshots.service import Snapshots, unit

_KEPT = timedelta(minutes=15)
_MOST = 64


@frozen
class Told:
    """An insight and the moment it is of; `kept` when it is of the night."""

    as_of: datetime
    insight: Insight
    kept: bool


@frozen
class InsightPages:
    """What the analytics page shows. What was computed stays for a quarter of an hour."""

    desk: Desk
    attribution: Attribution
    snapshots: Snapshots
    _memo: dict[tuple[Any, ...], tuple[datetime, Any]] = Factory(dict)
    _lock: Any = Factory(Lock)

    def ready(self, by: Actor) -> Told | None:
        """What is there without computing; None where it has to be. Raises Refused for others."""
        self.attribution.reach(by)
        kept = self.snapshots.insight(by)
        if kept is not None:
            return Told(kept.as_of, kept.value, kept=True)
        known = self._known("insight", by)
        return Told(*known, kept=False) if known else None

    def told(self, by: Actor) -> Told:
        """The insight, computed where need be; seconds over thousands of deals."""
        ready = self.ready(by)
        if ready is not None:
            return ready
        return Told(*self._remember("insight", by, self.attribution.insight(by)), kept=False)

    def credit(self, by: Actor) -> tuple[datetime, Mapping[str, Any]]:
        """How each model shares the wins among channels."""
        self.attribution.reach(by)
        return self._known("credit", by) or self._remember(
            "credit", by, self.attribution.credit(by)
        )

    def comparison(self, behaviour: str, by: Actor) -> Comparison:
        """A behaviour beside the win rate. Raises NotFound for one nobody showed."""
        self.attribution.reach(by)
        known = self._known("rows", by) or self._remember("rows", by, self.attribution.rows(by))
        rows: list[DealRow] = known[1]
        decided = [
            Decided(_quarter(row.closed_at), row.won, row.behaviours[behaviour], row.rep)
            for row in rows
            if behaviour in row.behaviours
        ]
        if not decided:
            raise NotFound(f"no behaviour {behaviour}", culprit="row")
        whole = not self.desk.policy.explain(by, "deal", "read").allowed
        return compare(decided, crowd=whole)

    def competencies(self, by: Actor) -> Sequence[View]:
        """Ids and titles of the framework."""
        columns = ("id", "title_en", "title_zh")
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "competency")
            return work.of(Competency).rows(scope, Query(columns=columns))

    def _known(self, what: str, by: Actor) -> tuple[datetime, Any] | None:
        found = self._memo.get(self._key(what, by))
        if found is None or self.desk.clock.now() - found[0] > _KEPT:
            return None
        return found

    def _remember(self, what: str, by: Actor, value: Any) -> tuple[datetime, Any]:
        found = (self.desk.clock.now(), value)
        with self._lock:
            if len(self._memo) >= _MOST:
                self._memo.clear()
            self._memo[self._key(what, by)] = found
        return found

    def _key(self, what: str, by: Actor) -> tuple[Any, ...]:
        """One's own rows count, so it is the person's, under the policy of the moment."""
        version = self.desk.store.version(by.tenant_id)
        return what, by.tenant_id, by.person_id, unit(by), version


def _quarter(day: datetime) -> str:
    return f"{day.year} Q{(day.month + 2) // 3}"
