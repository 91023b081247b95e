"""The board: columns that add up to its title, and cards that say what blocks their next move."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from attrs import frozen

from revrise.core.deals.deal import Deal
from revrise.core.deals.process import SalesProcess, State
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Rule, where
from revrise.core.governance.scope import Scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Measure, Query
from revrise.ports.storage import View
from revrise.services.desk import Desk
from revrise.services.pipeline import asking
from revrise.services.pipeline.cards import Cards
from revrise.services.pipeline.lookup import Lookup
from revrise.services.pipeline.sums import settled, sums, totals
from revrise.services.pipeline.views import BoardView, Card, Column, Filters, Sums, Tile

CARDS = 8
PAGE = 30
ENTIRE = Filters()


@frozen
class Board:
    """What the board shows; every count and sum is the database's, within the actor's reach."""

    desk: Desk
    catalogue: Catalogue

    def view(self, by: Actor, filters: Filters = ENTIRE, *, cards: int = CARDS) -> BoardView:
        """The board with the first cards of every column.

        Raises Refused for who sees no deals, NotFound for an unknown process.
        """
        scope = self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            one = _Reading(Lookup(self.desk, work, by), scope, self.catalogue, filters)
            return one.board(cards)

    def more(
        self, stage: str, after: str, by: Actor, filters: Filters = ENTIRE, limit: int = PAGE
    ) -> Column:
        """The next cards of a column, its count and sum. Raises NotFound for an unknown stage."""
        scope = self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            one = _Reading(Lookup(self.desk, work, by), scope, self.catalogue, filters)
            return one.column(stage, after, limit)

    def table(
        self, by: Actor, filters: Filters = ENTIRE, after: str | None = None, limit: int = PAGE
    ) -> tuple[tuple[Card, ...], str | None]:
        """Open deals as rows, those longest in their stage first, and where the next begin."""
        scope = self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            one = _Reading(Lookup(self.desk, work, by), scope, self.catalogue, filters)
            rule = All((one.rule, asking.still_open(one.process)))
            rows = one.deals.rows(scope, asking.first(rule, scope, limit + 1, after))
            return one.cards.of(rows[:limit]), rows[limit - 1]["id"] if len(rows) > limit else None

    def currency(self, by: Actor) -> str:
        """The organisation's currency."""
        with self.desk.store.read(by) as work:
            return Lookup(self.desk, work, by).home()

    def process(self, process_id: str | None, by: Actor) -> SalesProcess:
        """A sales process, the standard one for None. Raises NotFound for an unknown one."""
        with self.desk.store.read(by) as work:
            return Lookup(self.desk, work, by).process(process_id)

    def processes(self, by: Actor) -> tuple[SalesProcess, ...]:
        """Every sales process."""
        with self.desk.store.read(by) as work:
            return tuple(Lookup(self.desk, work, by).processes().values())

    def card(self, deal_id: str, by: Actor) -> Card:
        """One deal as a card. Raises NotFound when hidden or missing."""
        scope = self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            lookup = Lookup(self.desk, work, by)
            query = Query(where(id=deal_id), columns=asking.readable(scope))
            rows = work.of(Deal).rows(scope, query)
            if not rows:
                raise NotFound(f"no deal {deal_id}")
            process = lookup.process(rows[0].get("process_id"))
            return Cards(lookup, process, self.catalogue.criteria()).of(rows)[0]


class _Reading:
    """One reading of the board: everything from one consistent state."""

    def __init__(
        self, lookup: Lookup, scope: Scope, catalogue: Catalogue, filters: Filters
    ) -> None:
        self.lookup, self.scope, self.filters = lookup, scope, filters
        self.process = lookup.process(filters.process)
        self.home = lookup.home()
        self.now = lookup.desk.clock.now()
        self.rule = asking.chosen(filters, self.process)
        self.cards = Cards(lookup, self.process, catalogue.criteria())
        self.deals = lookup.work.of(Deal)

    def board(self, limit: int) -> BoardView:
        groups = self._groups(asking.still_open(self.process))
        columns = self._columns(groups, limit)
        won, lost, quarter = self._closed()
        choices = self._choices()
        return BoardView(
            process=self.process,
            processes={one.id: one.name for one in self.lookup.processes().values()},
            columns=columns,
            count=sum(row["deals"] for row in groups),
            sums=sums(groups, self.home),
            weighted=self._weighted(groups),
            over=_total(groups, "over"),
            stepless=_total(groups, "stepless"),
            late=_total(groups, "late"),
            won=won,
            lost=lost,
            quarter=quarter,
            as_of=self.now,
            may_add=self.lookup.scope("deal", "create") is not None,
            owners=self.lookup.names(Person, "person", (row["owner_id"] for row in choices)),
            teams=self.lookup.names(Team, "team", (row["team_id"] for row in choices)),
            products=tuple(sorted({row["product"] for row in choices if row["product"]})),
        )

    def column(self, stage: str, after: str, limit: int) -> Column:
        state = self.process.state(stage)
        rule = where(stage=stage)
        query = asking.first(All((self.rule, rule)), self.scope, limit + 1, after or None)
        rows = self.deals.rows(self.scope, query)
        return self._column(state, self._groups(rule), self.cards.of(rows[:limit]), len(rows))

    def _columns(self, groups: Sequence[View], limit: int) -> tuple[Column, ...]:
        found: dict[str, Sequence[View]] = {}
        for state in asking.stages(self.process):
            rule = All((self.rule, where(stage=state.id)))
            found[state.id] = self.deals.rows(self.scope, asking.first(rule, self.scope, limit + 1))
        cards = self.cards.of([row for rows in found.values() for row in rows[:limit]])
        return tuple(
            self._column(
                state,
                [row for row in groups if row["stage"] == state.id],
                [card for card in cards if card.stage == state.id],
                len(found[state.id]),
            )
            for state in asking.stages(self.process)
        )

    def _column(
        self, state: State, groups: Sequence[View], cards: Sequence[Card], seen: int
    ) -> Column:
        return Column(
            state,
            sum(row["deals"] for row in groups),
            sums(groups, self.home),
            _total(groups, "over"),
            tuple(cards),
            cards[-1].id if cards and seen > len(cards) else None,
        )

    def _groups(self, rule: Rule) -> Sequence[View]:
        keys = [name for name in ("stage", "value_currency") if self.scope.covers(name)]
        query = Query(All((self.rule, rule)))
        measures = asking.figures(self.process, self.scope, self.now)
        return self.deals.group(self.scope, keys, measures, query)

    def _weighted(self, groups: Sequence[View]) -> Sums:
        amounts: dict[str, float] = {}
        for row in groups:
            for currency, minor in totals([row], self.home).items():
                weight = self.process.state(row["stage"]).probability
                amounts[currency] = amounts.get(currency, 0.0) + minor * weight
        return settled(amounts, self.home)

    def _closed(self) -> tuple[Tile, Tile, datetime]:
        start = _quarter(self.now)
        query = Query(All((self.rule, asking.since("closed_at", start))))
        measures = asking.figures(self.process, self.scope, self.now)[:2]
        try:
            rows = self.deals.group(self.scope, ["outcome", "value_currency"], measures, query)
        except Refused:
            rows = ()
        tiles = [[row for row in rows if row["outcome"] == kind] for kind in ("won", "lost")]
        won, lost = (Tile(_total(some, "deals"), sums(some, self.home)) for some in tiles)
        return won, lost, start

    def _choices(self) -> Sequence[Mapping[str, str | None]]:
        """Owner, team and product of every open deal in reach, whatever the filters say.

        The stage stands first only to lead the database to its index: by owner it would walk
        every deal there ever was.
        """
        keys = ["stage", "owner_id", "team_id", "product"]
        rule = All((where(process_id=self.process.id), asking.still_open(self.process)))
        try:
            return self.deals.group(self.scope, keys, (Measure("deals"),), Query(rule))
        except Refused:
            return ()


def _total(rows: Sequence[View], name: str) -> int:
    return sum(int(row.get(name) or 0) for row in rows)


def _quarter(now: datetime) -> datetime:
    return datetime(now.year, 3 * ((now.month - 1) // 3) + 1, 1, tzinfo=UTC)
