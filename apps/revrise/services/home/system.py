"""How the installation does, for who runs it."""

from collections import Counter

from attrs import asdict, frozen

from revrise.core.crm.source import CrmRun, CrmSource
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.people.person import Person
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.home.views import Source, System
from revrise.services.jobs.service import Jobs
from revrise.services.reach import may

_BROKEN = ("quarantined", "blocked")


@frozen
class Watch:
    """Reads it."""

    desk: Desk
    catalogue: Catalogue
    jobs: Jobs

    def system(self, by: Actor) -> System | None:
        """Queues, plugins, syncs and people; None for who does not run the system."""
        if not may(self.desk, by, "plugin", "manage"):
            return None
        states = self.catalogue.states()
        active, inactive = self._people(by)
        return System(
            self._jobs(by),
            Counter(one.state for one in states),
            [asdict(one, recurse=False) for one in states if one.state in _BROKEN],
            self._sources(by),
            active,
            inactive,
        )

    def _jobs(self, by: Actor) -> dict[str, int]:
        try:
            return dict(self.jobs.states(by))
        except Refused:
            return {}

    def _people(self, by: Actor) -> tuple[int, int]:
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "person")
            rows = work.of(Person).group(scope, ["active"], [Measure("n")])
        counted = {bool(row["active"]): int(row["n"]) for row in rows}
        return counted.get(True, 0), counted.get(False, 0)

    def _sources(self, by: Actor) -> tuple[Source, ...]:
        try:
            scope = self.desk.scope(by, "crm_source")
        except Refused:
            return ()
        with self.desk.store.read(by) as work:
            query = Query(order=(("name", False),), columns=("id", "name", "connector"))
            sources = work.of(CrmSource).rows(scope, query)
            runs = {row["id"]: self._last(work, by, row["id"]) for row in sources}
        return tuple(
            Source(
                row["name"],
                row["connector"],
                runs[row["id"]].get("state"),
                runs[row["id"]].get("ended_at"),
                runs[row["id"]].get("error"),
                runs[row["id"]].get("remedy"),
            )
            for row in sources
        )

    def _last(self, work: UnitOfWork, by: Actor, source_id: str) -> View:
        """The newest run of a source; empty before the first."""
        query = Query(where(source_id=source_id), (("started_at", True),), limit=1)
        rows = work.of(CrmRun).rows(self.desk.scope(by, "crm_run"), query)
        return rows[0] if rows else {}
