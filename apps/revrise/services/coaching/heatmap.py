"""The heat map: people × competencies, the level and how sure it is, the gap to the target."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import median

from attrs import frozen

from revrise.core.coaching.change import Estimate, drift
from revrise.core.coaching.gap import Gap
from revrise.core.coaching.plan import Plan
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, Rule, where
from revrise.core.people.competency import Competency
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.coaching.gaps import Gaps, GapView
from revrise.services.desk import Desk

ORDERS = ("gap", "change", "name")


@frozen
class Cell:
    """A person's level in a competency; `drift` is the newer half of it minus the older one."""

    gap: Gap
    drift: Estimate | None


@frozen
class Row:
    """One person; `plan` is their newest open plan. `cells` by competency, missing where unseen."""

    person_id: str
    name: str
    hired_at: datetime | None
    cells: Mapping[str, Cell]
    plan: View | None

    @property
    def widest(self) -> float:
        """How wide the widest known gap surely is; very small where nothing is known."""
        known = [
            cell.gap.size - (cell.gap.margin or 0.0)
            for cell in self.cells.values()
            if cell.gap.size is not None
        ]
        return max(known, default=-9.0)

    @property
    def fallen(self) -> float:
        """The steepest sure change, downwards first."""
        drifts = (cell.drift for cell in self.cells.values())
        return min((one.value for one in drifts if one is not None and one.sure), default=9.0)


@frozen
class HeatMap:
    """`competencies` with the widest median gap first; `medians` by competency."""

    competencies: tuple[Competency, ...]
    rows: tuple[Row, ...]
    medians: Mapping[str, float]
    teams: tuple[View, ...]
    gaps: tuple[Gap, ...]
    as_of: datetime

    @property
    def below(self) -> int:
        """How many people have a known gap."""
        return sum(any((one.gap.size or 0) > 0 for one in row.cells.values()) for row in self.rows)


@frozen
class HeatMaps:
    """The use case."""

    desk: Desk
    gaps: Gaps

    def show(
        self, by: Actor, *, team_id: str | None = None, order: str = "gap", own: bool = False
    ) -> HeatMap:
        """The people in reach but oneself, of one team or all; `own`: oneself alone.

        Raises Refused for who may see no levels.
        """
        rule: Rule = where(team_id=team_id) if team_id else ALWAYS
        found = [one for one in self.gaps.all(by, rule) if (one.person_id == by.person_id) is own]
        with self.desk.store.read(by) as work:
            known = work.of(Competency).load_many(self.desk.scope(by, "competency"))
            people = self._people(work, by, {one.person_id for one in found})
            plans = self._plans(work, by)
            teams = work.of(Team).rows(self.desk.scope(by, "team"), Query(order=(("name", False),)))
        seen: dict[str, list[Gap]] = {}
        for one in found:
            seen.setdefault(one.person_id, []).append(one)
        rows = [_row(person, people, seen[person], plans) for person in people]
        return HeatMap(
            _worst_first(known, found),
            tuple(sorted(rows, key=_ORDER[order if order in ORDERS else "gap"])),
            _medians(found),
            tuple(team for team in teams if team["id"] in by.subtree or not by.subtree),
            tuple(found),
            self.desk.clock.now(),
        )

    def competencies(self, by: Actor) -> dict[str, Competency]:
        """Every competency by its id."""
        with self.desk.store.read(by) as work:
            found = work.of(Competency).load_many(self.desk.scope(by, "competency"))
        return {one.id: one for one in found}

    def competency(self, competency_id: str, by: Actor) -> Competency:
        """A competency by its id. Raises NotFound."""
        with self.desk.store.read(by) as work:
            return work.of(Competency).load(competency_id, self.desk.scope(by, "competency"))

    def cell(self, person_id: str, competency_id: str, by: Actor) -> tuple[GapView, Cell]:
        """One cell with its quotes. Raises NotFound where nothing was seen or it is hidden."""
        rule = where(person_id=person_id, competency_id=competency_id)
        found = self.gaps.quoted(by, rule)
        if not found:
            raise NotFound(f"nothing is known of {person_id} in {competency_id}")
        return found[0], _cell(found[0].gap)

    def _people(self, work: UnitOfWork, by: Actor, ids: set[str]) -> dict[str, View]:
        query = Query(where=where(id=tuple(sorted(ids))), order=(("name", False),))
        rows = work.of(Person).rows(self.desk.scope(by, "person"), query)
        return {row["id"]: row for row in rows}

    def _plans(self, work: UnitOfWork, by: Actor) -> dict[str, View]:
        """The newest open plan of each person."""
        query = Query(
            where=where(state=("proposed", "accepted")),
            order=(("created_at", False),),
            columns=("id", "person_id", "competency_id", "state", "due_at", "created_at"),
        )
        rows = work.of(Plan).rows(self.desk.scope(by, "plan"), query)
        return {row["person_id"]: row for row in rows}


def _cell(found: Gap) -> Cell:
    return Cell(found, drift(found.levels))


def _row(
    person_id: str, people: Mapping[str, View], gaps: Sequence[Gap], plans: Mapping[str, View]
) -> Row:
    person = people[person_id]
    cells = {one.competency_id: _cell(one) for one in gaps}
    return Row(
        person_id,
        person.get("name") or person_id,
        person.get("hired_at"),
        cells,
        plans.get(person_id),
    )


def _medians(gaps: Sequence[Gap]) -> dict[str, float]:
    levels: dict[str, list[float]] = {}
    for one in gaps:
        if one.current is not None:
            levels.setdefault(one.competency_id, []).append(one.current)
    return {competency: median(known) for competency, known in levels.items()}


def _worst_first(known: Sequence[Competency], gaps: Sequence[Gap]) -> tuple[Competency, ...]:
    """The competencies somebody was seen in, the farthest below target first."""
    medians, seen = _medians(gaps), {one.competency_id for one in gaps}
    chosen = [one for one in known if one.id in seen]
    return tuple(sorted(chosen, key=lambda one: medians.get(one.id, 9.0) - one.target))


_ORDER = {
    "gap": lambda row: (-row.widest, row.name),
    "change": lambda row: (row.fallen, row.name),
    "name": lambda row: (row.name,),
}
