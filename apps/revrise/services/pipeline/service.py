"""The pipeline: what is open, won and lost; opening deals, changing and moving them."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict, evolve, frozen

from revrise.core.deals.account import Account, Card
from revrise.core.deals.deal import Deal, StageChange
from revrise.core.deals.kpi import win_rate
from revrise.core.deals.process import SalesProcess
from revrise.core.errors import Invalid, NotFound
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, IsNull, where
from revrise.core.ids import derived
from revrise.core.money import Money
from revrise.core.people.organisation import Organisation, Team
from revrise.core.people.person import Person
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import ALL_ROWS, Measure, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.naming import names
from revrise.services.pipeline.commands import AddDeal, AdvanceDeal, ChangeDeal, filled, seen

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
_REFERENCES: tuple[tuple[str, type[Any], str], ...] = (
    ("account_id", Account, "account"),
    ("card_id", Card, "card"),
)
_CUTS = {"team": "team_id", "product": "product", "stage": "stage"}


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

    def add(self, command: AddDeal, by: Actor) -> Deal:
        """Opens a deal in the first stage of its process, for the actor or somebody in reach.

        Raises Invalid without a name, NotFound for an unknown account, card, owner or process.
        """
        name = command.name.strip()
        if not name:
            raise Invalid("a deal needs a name", culprit="name")
        scope = self.desk.scope(by, "deal", "create")
        token = f"deal.add/{by.person_id}/{command.token}"
        fingerprint = derived("ask", *(str(v) for v in asdict(command, recurse=False).values()))
        with self.desk.store.begin(by) as work:
            known = work.recall(token, fingerprint) if command.token else None
            if known:
                return work.of(Deal).load(known.answer["id"], scope)
            deal = self._opened(work, by, evolve(command, name=name))
            work.of(Deal).add(deal, scope)
            work.emit(Event("deal.added", deal.id, self.desk.clock.now(), by.person_id))
            if command.token:
                work.remember(token, fingerprint, {"id": deal.id})
            work.record("deal.added", deal.id)
        return deal

    def change(self, command: ChangeDeal, by: Actor) -> Deal:
        """Sets fields of a deal. Raises Conflict when it is no longer what the actor saw."""
        scope = self.desk.scope(by, "deal", "update")
        with self.desk.store.begin(by) as work:
            deal = work.of(Deal).load(command.deal_id, scope)
            wanted = evolve(deal, **command.changes)
            if wanted == deal:
                return deal
            seen(deal, command.expected)
            self._refers(work, by, command.changes)
            changed = evolve(wanted, version=deal.version + 1)
            work.of(Deal).save(changed, scope, expected=deal.version)
            work.record("deal.changed", deal.id, {"fields": sorted(command.changes)})
        return changed

    def advance(self, command: AdvanceDeal, by: Actor) -> Deal:
        """Moves a deal. Raises NotFound when hidden, Refused naming the unmet criterion.

        Raises Conflict when it is no longer what the actor saw; a second click on the same move
        is none.
        """
        scope = self.desk.scope(by, "deal", "advance")
        with self.desk.store.begin(by) as work:
            deal = work.of(Deal).load(command.deal_id, scope)
            if _done(deal, command, by):
                return deal
            seen(deal, command.expected)
            self._refers(work, by, command.changes)
            process = self._process(work, by, deal)
            moved, events = filled(deal, command).advance(
                process,
                command.to,
                at=self.desk.clock.now(),
                by=by.person_id,
                checks=self.catalogue.criteria(),
            )
            work.of(Deal).save(moved, scope, expected=deal.version)
            work.emit(*events)
            told = {"from": deal.stage, "to": moved.stage, "evidence": list(command.evidence)}
            work.record("deal.advanced", deal.id, told)
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

    def _opened(self, work: UnitOfWork, by: Actor, command: AddDeal) -> Deal:
        self._refers(work, by, asdict(command, recurse=False))
        process = work.of(SalesProcess).load(
            command.process_id, self.desk.scope(by, "sales_process")
        )
        owner = command.owner_id or by.person_id
        now = self.desk.clock.now()
        return Deal(
            self.desk.ids.new("deal"),
            command.name,
            process.initial,
            owner,
            self._team(work, by, owner),
            process.id,
            account_id=command.account_id,
            card_id=command.card_id,
            product=command.product,
            value=command.value,
            opened_at=now,
            next_step=command.next_step,
            next_step_at=command.next_step_at,
            history=(StageChange(process.initial, now, by.person_id),),
        )

    def _team(self, work: UnitOfWork, by: Actor, owner: str) -> str | None:
        if owner == by.person_id:
            return by.team_id
        query = Query(where=where(id=owner), columns=("id", "team_id"))
        found = work.of(Person).rows(self.desk.scope(by, "person"), query)
        if not found:
            raise NotFound(f"no person {owner}", culprit="owner_id")
        team: str | None = found[0]["team_id"]
        return team

    def _refers(self, work: UnitOfWork, by: Actor, fields: Mapping[str, Any]) -> None:
        """Raises NotFound for an account or card that is missing or hidden."""
        for name, kind, resource in _REFERENCES:
            wanted = fields.get(name)
            query = Query(where=where(id=wanted), columns=("id",))
            if wanted and not work.of(kind).rows(self.desk.scope(by, resource), query):
                raise NotFound(f"no {resource} {wanted}", culprit=name)

    def _process(self, work: UnitOfWork, by: Actor, deal: Deal) -> SalesProcess:
        scope = self.desk.scope(by, "sales_process")
        return work.of(SalesProcess).load(deal.process_id, scope)

    def _currency(self, work: UnitOfWork, by: Actor) -> str:
        scope = self.desk.scope(by, "organisation")
        return work.of(Organisation).load(by.tenant_id, scope).currency


def _done(deal: Deal, command: AdvanceDeal, by: Actor) -> bool:
    """Whether this very move was made by a first click."""
    if command.expected is None or not deal.history:
        return False
    mine = deal.history[-1].by == by.person_id and deal.version == command.expected + 1
    return mine and deal.stage == command.to


def _rate(won: int, lost: int) -> float | None:
    return win_rate(won, lost)


def _major(minor: int | None, currency: str) -> int | float:
    amount = Money(int(minor or 0), currency).amount
    return int(amount) if amount == amount.to_integral_value() else float(amount)
