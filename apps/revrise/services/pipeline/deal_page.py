"""A deal's page: its way so far, what is missing, what was done on it, and what to worry about."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.content.asset import Asset, AssetUse
from revrise.core.conversations.call import Call
from revrise.core.deals.account import Account
from revrise.core.deals.account import Card as ContactCard
from revrise.core.deals.deal import Deal
from revrise.core.deals.moves import moves, onward
from revrise.core.deals.process import SalesProcess
from revrise.core.deals.warnings import Standing, days_between, warnings
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, Compare, Const, evaluate, where
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Measure, Query
from revrise.ports.storage import View
from revrise.services.desk import Desk
from revrise.services.pipeline.asking import readable
from revrise.services.pipeline.lookup import Lookup
from revrise.services.pipeline.sums import of_row
from revrise.services.pipeline.views import Contact, DealView, LastChange, Met, Spell
from revrise.services.reach import Blank

_NEWEST, _MANY = 20, 500
_RECENT = 2_000  # audit entries to look through for the last change of a deal


@frozen
class DealPages:
    """What a deal's page shows."""

    desk: Desk
    catalogue: Catalogue

    def view(self, deal_id: str, by: Actor) -> DealView:
        """The deal. Raises NotFound when hidden or missing."""
        scope = self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            columns = (*readable(scope), *(("history",) if scope.covers("history") else ()))
            rows = work.of(Deal).rows(scope, Query(where(id=deal_id), columns=columns))
            if not rows:
                raise NotFound(f"no deal {deal_id}")
            return _Page(Lookup(self.desk, work, by), self.catalogue, rows[0]).view()

    def accounts(self, by: Actor) -> list[tuple[str, str]]:
        """Ids and names of accounts to link a deal to, the first 500 by name."""
        query = Query(order=(("name", False),), limit=_MANY, columns=("id", "name"))
        with self.desk.store.read(by) as work:
            rows = Lookup(self.desk, work, by).rows(Account, "account", query)
        return [(row["id"], row["name"]) for row in rows]

    def last_change(self, deal_id: str, by: Actor) -> LastChange | None:
        """Who changed a deal the actor may see last, and what; None when that is long ago."""
        self.view(deal_id, by)
        head = self.desk.store.audit_head(by.tenant_id)
        newest = Compare(">", Column("seq"), Const((head[0] if head else 0) - _RECENT))
        scope = system_scope(by.tenant_id, "audit", "read", "who changed a deal the actor sees")
        entries = [
            entry
            for entry in self.desk.store.audit(scope, Query(where=newest))
            if entry.subject == deal_id
        ]
        if not entries:
            return None
        last = entries[-1]
        with self.desk.store.read(by) as work:
            names = Lookup(self.desk, work, by).names(Person, "person", [last.actor_id])
        return LastChange(
            names.get(last.actor_id, last.actor_id),
            last.at,
            tuple(last.detail.get("fields", ())),
            last.detail.get("to"),
        )


class _Page:
    """One reading of a deal and what hangs on it."""

    def __init__(self, lookup: Lookup, catalogue: Catalogue, row: View) -> None:
        self.lookup, self.row = lookup, row
        self.checks = catalogue.criteria()
        self.process = lookup.process(row.get("process_id"))
        self.now = lookup.desk.clock.now()

    def view(self) -> DealView:
        row, state = self.row, self.process.state(self.row["stage"])
        people = self.lookup.names(Person, "person", self._people())
        contacts = self._contacts()
        calls, content = self._calls(), self._content()
        found = moves(self.process, state.id, row, self.checks)
        return DealView(
            row=row,
            value=of_row(row),
            state=state,
            process=self.process,
            account=self._account(),
            owner=people.get(row.get("owner_id") or ""),
            team=self.lookup.names(Team, "team", [row.get("team_id")]).get(row["team_id"] or ""),
            contacts=contacts,
            spells=spells(self.process, row.get("history") or (), people, self.now),
            moves=found,
            onward=onward(found),
            criteria=self._criteria(),
            warnings=warnings(self._standing(contacts), self.now) if not row["outcome"] else (),
            calls=calls,
            content=content,
            may_move=self._may("advance"),
            may_change=self._may("update"),
            as_of=self.now,
        )

    def _may(self, action: str) -> bool:
        scope = self.lookup.scope("deal", action)
        return scope is not None and scope.admits(Blank(self.row))

    def _people(self) -> list[str | None]:
        return [self.row.get("owner_id"), *(one["by"] for one in self.row.get("history") or ())]

    def _account(self) -> View | None:
        query = Query(
            where(id=self.row.get("account_id") or ""), columns=("id", "name", "industry")
        )
        rows = self.lookup.rows(Account, "account", query)
        return rows[0] if rows else None

    def _contacts(self) -> tuple[Contact, ...]:
        """The people at the account, the deal's own contact first."""
        scope = self.lookup.scope("card")
        account, own = self.row.get("account_id"), self.row.get("card_id")
        if scope is None or not (account or own):
            return ()
        columns = ("id", "name", "phone", "email", "account_id", "owner_id", "team_id")
        rule = where(account_id=account) if account else where(id=own)
        rows = self.lookup.rows(
            ContactCard, "card", Query(rule, (("name", False),), _NEWEST, columns=columns)
        )
        opening = scope.opening("phone")
        made = [
            Contact(
                row["id"],
                row["name"] or row["id"],
                row.get("phone"),
                row.get("email"),
                evaluate(opening, Blank(row), scope.me) is not True,
            )
            for row in rows
        ]
        return tuple(sorted(made, key=lambda one: one.id != own))

    def _calls(self) -> tuple[View, ...]:
        columns = ("id", "title", "started_at", "duration_ms", "state", "language", "owner_id")
        query = Query(
            where(deal_id=self.row["id"]), (("started_at", True),), _NEWEST, columns=columns
        )
        return tuple(self.lookup.rows(Call, "call", query))

    def _content(self) -> tuple[View, ...]:
        columns = ("id", "asset_id", "person_id", "action", "at")
        query = Query(where(deal_id=self.row["id"]), (("at", True),), _NEWEST, columns=columns)
        uses = self.lookup.rows(AssetUse, "asset_use", query)
        titles = self.lookup.names(Asset, "asset", (row["asset_id"] for row in uses), "title")
        people = self.lookup.names(Person, "person", (row["person_id"] for row in uses))
        return tuple(
            {**row, "title": titles.get(row["asset_id"]), "person": people.get(row["person_id"])}
            for row in uses
        )

    def _criteria(self) -> tuple[Met, ...]:
        """What the process asks on the way to the next stage, met or not."""
        found = moves(self.process, self.row["stage"], self.row, self.checks)
        ahead = onward(found)
        if ahead is None:
            return ()
        asked = dict.fromkeys((*self.process.state(self.row["stage"]).exit, *ahead.to.entry))
        return tuple(Met(one, one not in ahead.unmet) for one in asked)

    def _standing(self, contacts: Sequence[Contact]) -> Standing:
        row = self.row
        return Standing(
            entered_at=row.get("entered_at"),
            limit_days=self.process.state(row["stage"]).max_days,
            next_step=row.get("next_step"),
            next_step_at=row.get("next_step_at"),
            touched_at=self._touched(),
            contacts=len(contacts) if row.get("account_id") and contacts else None,
        )

    def _touched(self) -> datetime | None:
        """When anything last happened on it, of everybody's doing: only the moment is told."""
        reason = "when a deal the actor sees was last touched"
        tenant, mine = self.lookup.by.tenant_id, where(deal_id=self.row["id"])
        moments = [self.row.get("entered_at")]
        for kind, resource, column in (
            (Call, "call", "started_at"),
            (AssetUse, "asset_use", "at"),
        ):
            scope = system_scope(tenant, resource, "read", reason)
            newest = Measure("last", "max", column)
            rows = self.lookup.work.of(kind).group(scope, (), (newest,), Query(mine))
            moments += [row["last"] for row in rows]
        return max((one for one in moments if one), default=None)


def spells(
    process: SalesProcess,
    history: Sequence[View],
    people: Mapping[str, str],
    now: datetime,
) -> tuple[Spell, ...]:
    """The stays in the stages, in order of time; the last of an open deal has no end."""
    starts = [_moment(one["at"]) for one in history]
    found = []
    for index, one in enumerate(history):
        end = starts[index + 1] if index + 1 < len(starts) else None
        state = process.state(one["stage"])
        until = end or (starts[index] if state.outcome else now)
        found.append(
            Spell(
                state,
                starts[index],
                end,
                days_between(starts[index], until),
                people.get(one["by"], one["by"]),
            )
        )
    return tuple(found)


def _moment(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
