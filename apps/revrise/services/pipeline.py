"""The pipeline: what is open, won and lost; moving a deal through its process."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.deals.deal import Deal
from revrise.core.deals.kpi import win_rate
from revrise.core.deals.process import SalesProcess
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, IsNull, where
from revrise.core.money import Money
from revrise.core.people.organisation import Organisation, Team
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import ALL_ROWS, Measure, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.naming import names

WON, LOST = where(outcome="won"), where(outcome="lost")
OPEN = IsNull(Column("outcome"))
_COUNTS = (
    Measure("deals"),
    Measure("open", where=OPEN),
    Measure("won", where=WON),
    Measure("lost", where=LOST),
)
_VALUES = (
    Measure("won_value", "sum", "value", WON),
    Measure("open_value", "sum", "value", OPEN),
)
_CUTS = {"team": "team_id", "product": "product", "stage": "stage"}


@frozen
class AdvanceDeal:
    """Move a deal to a stage, attaching evidence or a reason on the way."""

    deal_id: str
    to: str
    evidence: tuple[str, ...] = ()
    lost_reason: str | None = None


@frozen
class Pipeline:
    """Use cases around deals."""

    desk: Desk
    catalogue: Catalogue

    def report(self, by: Actor) -> Mapping[str, Any]:
        """Counts, values and win rate of the deals the actor may see, also by team, product, stage.

        Values are in major units of the organisation's currency; others stand apart.
        """
        scope = self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            currency = self._currency(work, by)
            deals = work.of(Deal)
            total = self._figures(
                deals.group(scope, ["value_currency"], (*_COUNTS, *_VALUES)), currency
            )
            cuts = {
                cut: self._cut(work, by, cut, column, currency)
                for cut, column in _CUTS.items()
                if scope.covers(column)
            }
        return {"currency": currency, **total, "by": cuts}

    def deals(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[View]:
        """The deals the actor may see."""
        with self.desk.store.read(by) as work:
            return work.of(Deal).rows(self.desk.scope(by, "deal"), query)

    def find(self, reference: str, by: Actor) -> str:
        """The id of the deal with this id or CRM id. Raises NotFound when hidden."""
        scope = self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            for column in ("id", "external_id"):
                query = Query(where=where(**{column: reference}), columns=("id",))
                found = work.of(Deal).rows(scope, query)
                if found:
                    return str(found[0]["id"])
        raise NotFound(f"no deal {reference}")

    def advance(self, command: AdvanceDeal, by: Actor) -> Deal:
        """Moves a deal. Raises NotFound when hidden, Refused naming the unmet criterion."""
        scope = self.desk.scope(by, "deal", "advance")
        with self.desk.store.begin(by) as work:
            deal = work.of(Deal).load(command.deal_id, scope)
            process = self._process(work, by, deal)
            ready = _with_evidence(deal, command)
            moved, events = ready.advance(
                process,
                command.to,
                at=self.desk.clock.now(),
                by=by.person_id,
                checks=self.catalogue.criteria(),
            )
            work.of(Deal).save(moved, scope, expected=deal.version)
            work.emit(*events)
            work.record("deal.advanced", deal.id, {"from": deal.stage, "to": moved.stage})
        return moved

    def _cut(
        self, work: UnitOfWork, by: Actor, cut: str, column: str, currency: str
    ) -> list[Mapping[str, Any]]:
        scope = self.desk.scope(by, "deal")
        rows = work.of(Deal).group(scope, [column, "value_currency"], (*_COUNTS, *_VALUES))
        groups: dict[str | None, list[View]] = {}
        for row in rows:
            groups.setdefault(row[column], []).append(row)
        called = names(self.desk, work, by, Team, "team") if cut == "team" else {}
        lines = [
            {cut: called.get(str(key), key), **self._figures(part, currency)}
            for key, part in groups.items()
        ]
        return sorted(lines, key=lambda line: (-line["won_value"], str(line[cut])))

    def _figures(self, rows: Sequence[View], currency: str) -> dict[str, Any]:
        counts = {m.name: sum(row[m.name] for row in rows) for m in _COUNTS}
        figures: dict[str, Any] = {**counts, "win_rate": _rate(counts["won"], counts["lost"])}
        elsewhere: dict[str, Any] = {}
        for measure in _VALUES:
            figures[measure.name] = 0
            for row in rows:
                if row["value_currency"] in (None, currency):
                    figures[measure.name] += _major(row[measure.name], currency)
                elif row[measure.name]:
                    other = elsewhere.setdefault(row["value_currency"], {})
                    other[measure.name] = _major(row[measure.name], row["value_currency"])
        return {**figures, "other_currencies": elsewhere} if elsewhere else figures

    def _process(self, work: UnitOfWork, by: Actor, deal: Deal) -> SalesProcess:
        scope = self.desk.scope(by, "sales_process")
        return work.of(SalesProcess).load(deal.process_id, scope)

    def _currency(self, work: UnitOfWork, by: Actor) -> str:
        scope = self.desk.scope(by, "organisation")
        return work.of(Organisation).load(by.tenant_id, scope).currency


def _with_evidence(deal: Deal, command: AdvanceDeal) -> Deal:
    evidence = tuple(dict.fromkeys((*deal.evidence, *command.evidence)))
    return evolve(deal, evidence=evidence, lost_reason=command.lost_reason or deal.lost_reason)


def _rate(won: int, lost: int) -> float | None:
    return win_rate(won, lost)


def _major(minor: int | None, currency: str) -> int | float:
    amount = Money(int(minor or 0), currency).amount
    return int(amount) if amount == amount.to_integral_value() else float(amount)
