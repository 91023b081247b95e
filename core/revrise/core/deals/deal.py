"""A deal: one card with one business attribute on its way through a sales process."""

from collections.abc import Mapping
from datetime import datetime

from attrs import asdict, evolve, frozen

from revrise.core.deals.criterion import Check
from revrise.core.deals.moves import missing
from revrise.core.deals.process import SalesProcess
from revrise.core.errors import Refused
from revrise.core.events import Event
from revrise.core.money import Money
from revrise.core.period import utc


@frozen
class StageChange:
    """A deal came into `stage` at `at`, moved by `by`."""

    stage: str
    at: datetime
    by: str


@frozen
class Deal:
    """`history` ends with the current stage. `outcome` is won | lost once final.

    `evidence` names what is attached (`economic_buyer`, `pain`, …); `product` is its name.
    `next_step_at` is when the next step is due. `entered_at` is when the deal came into its
    stage: it follows from the history, and is kept so that a database can count by it.
    """

    id: str
    name: str
    stage: str
    owner_id: str | None
    team_id: str | None
    process_id: str = "standard"
    account_id: str | None = None
    card_id: str | None = None
    product: str | None = None
    value: Money | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    lost_reason: str | None = None
    next_step: str | None = None
    next_step_at: datetime | None = None
    entered_at: datetime | None = None
    evidence: tuple[str, ...] = ()
    history: tuple[StageChange, ...] = ()
    source: str | None = None
    external_id: str | None = None
    digest: str | None = None
    version: int = 1

    def __attrs_post_init__(self) -> None:
        came = self.history[-1].at if self.history else self.opened_at
        object.__setattr__(self, "entered_at", came and utc(came))

    def advance(
        self,
        process: SalesProcess,
        to: str,
        *,
        at: datetime,
        by: str,
        checks: Mapping[str, Check] | None = None,
    ) -> tuple["Deal", tuple[Event, ...]]:
        """Moved to another stage, and the events of it.

        Raises NotFound for a stage the process does not know, Refused when it has no such move
        or a criterion is unmet, naming it.
        """
        self._may_move(process, to)
        self._meets(process, to, checks or {})
        outcome = process.state(to).outcome
        moved = evolve(
            self,
            stage=to,
            outcome=outcome,
            closed_at=at if outcome else None,
            history=(*self.history, StageChange(to, at, by)),
            version=self.version + 1,
        )
        data = {"from": self.stage, "to": to, "owner": self.owner_id}
        events = [Event("deal.advanced", self.id, at, by, data)]
        if outcome:
            events.append(Event(f"deal.{outcome}", self.id, at, by, data))
        return moved, tuple(events)

    def _may_move(self, process: SalesProcess, to: str) -> None:
        allowed = process.moves.get(process.state(self.stage).id, ())
        process.state(to)
        if to not in allowed:
            options = ", ".join(allowed) or "nowhere: it is final"
            raise Refused(
                f"cannot move from {self.stage} to {to}",
                culprit=self.name,
                remedy=f"from here it goes to {options}",
            )

    def _meets(self, process: SalesProcess, to: str, checks: Mapping[str, Check]) -> None:
        facts = asdict(self, recurse=False)
        open_ones = missing(process, self.stage, to, facts, checks)
        titles = list(dict.fromkeys(one.title_en for one in open_ones))
        if titles:
            plural = "criterion" if len(titles) == 1 else "criteria"
            raise Refused(
                f"{len(titles)} {plural} unmet for {to}: {'; '.join(titles)}",
                culprit=self.name,
                remedy="fill them in and move it again",
            )
