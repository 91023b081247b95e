"""Rows of deals as cards: days in the stage, what the next move lacks, who may move it."""

from collections.abc import Mapping, Sequence

from revrise.core.deals.account import Account
from revrise.core.deals.criterion import Check
from revrise.core.deals.moves import moves, onward
from revrise.core.deals.process import SalesProcess
from revrise.core.deals.warnings import days_between
from revrise.core.people.person import Person
from revrise.ports.storage import View
from revrise.services.pipeline.lookup import Lookup
from revrise.services.pipeline.sums import of_row
from revrise.services.pipeline.views import Card
from revrise.services.reach import Blank


class Cards:
    """Makes cards of rows of one process; names come with two queries for all of them."""

    def __init__(self, lookup: Lookup, process: SalesProcess, checks: Mapping[str, Check]) -> None:
        self._lookup, self._process, self._checks = lookup, process, checks
        self._now = lookup.desk.clock.now()

    def of(self, rows: Sequence[View]) -> tuple[Card, ...]:
        """A card a row, in their order."""
        accounts = self._lookup.names(Account, "account", (r.get("account_id") for r in rows))
        owners = self._lookup.names(Person, "person", (r.get("owner_id") for r in rows))
        advance = self._lookup.scope("deal", "advance")
        return tuple(
            self._card(
                row,
                accounts.get(row.get("account_id") or ""),
                owners.get(row.get("owner_id") or ""),
                may_move=advance is not None and advance.admits(Blank(row)),
            )
            for row in rows
        )

    def _card(self, row: View, account: str | None, owner: str | None, *, may_move: bool) -> Card:
        state = self._process.state(row["stage"])
        found = moves(self._process, state.id, row, self._checks)
        ahead = onward(found)
        entered = row.get("entered_at")
        return Card(
            id=row["id"],
            name=row["name"] or row["id"],
            version=row["version"],
            state=state,
            process=self._process.id,
            value=of_row(row),
            product=row.get("product"),
            account=account,
            owner=owner,
            days=days_between(entered, self._now) if entered else None,
            limit=state.max_days,
            next_step=row.get("next_step"),
            next_step_at=row.get("next_step_at"),
            moves=found,
            unmet=ahead.unmet if ahead else (),
            may_move=may_move,
        )
