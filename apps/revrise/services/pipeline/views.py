"""What the board and a deal's page show. Amounts are one Money a currency, the home one first."""

from collections.abc import Mapping
from datetime import datetime

from attrs import Factory, frozen

from revrise.core.deals.criterion import Criterion
from revrise.core.deals.moves import Move
from revrise.core.deals.process import SalesProcess, State
from revrise.core.deals.warnings import DealWarning
from revrise.core.money import Money
from revrise.ports.storage import View

Sums = tuple[Money, ...]


@frozen
class Filters:
    """Which deals: of whom, which team, which product; None is all."""

    owner: str | None = None
    team: str | None = None
    product: str | None = None
    process: str | None = None


@frozen
class Card:
    """A deal on the board. `days` in its stage and `unmet` of its next step forward."""

    id: str
    name: str
    version: int
    state: State
    process: str
    value: Money | None
    product: str | None
    account: str | None
    owner: str | None
    days: int | None
    limit: int | None
    next_step: str | None
    next_step_at: datetime | None
    moves: tuple[Move, ...]
    unmet: tuple[Criterion, ...]
    may_move: bool

    @property
    def stage(self) -> str:
        """The id of its stage."""
        return self.state.id

    @property
    def over(self) -> bool:
        """Whether it stands longer in its stage than the process allows."""
        return self.days is not None and self.limit is not None and self.days > self.limit


@frozen
class Column:
    """A stage. `count` and `sums` are of every deal there, `cards` of the first ones.

    `after` continues behind the last card, None where all are shown.
    """

    state: State
    count: int
    sums: Sums
    over: int
    cards: tuple[Card, ...]
    after: str | None


@frozen
class Tile:
    """Deals that ended in the quarter so far."""

    count: int
    sums: Sums


@frozen
class BoardView:
    """The open deals of a process in reach. `owners`, `teams` and `products` can be asked for."""

    process: SalesProcess
    processes: Mapping[str, str]
    columns: tuple[Column, ...]
    count: int
    sums: Sums
    weighted: Sums
    over: int
    stepless: int
    late: int
    won: Tile
    lost: Tile
    quarter: datetime
    as_of: datetime
    may_add: bool
    owners: Mapping[str, str] = Factory(dict)
    teams: Mapping[str, str] = Factory(dict)
    products: tuple[str, ...] = ()


@frozen
class Spell:
    """A stay in a stage; `end` None while it lasts, `by` the name of who moved the deal there."""

    state: State
    start: datetime
    end: datetime | None
    days: int
    by: str


@frozen
class Met:
    """A criterion on the way forward, and whether the deal meets it."""

    criterion: Criterion
    met: bool


@frozen
class Contact:
    """A contact card; `masked` where the policy hides phone and e-mail from the actor."""

    id: str
    name: str
    phone: str | None
    email: str | None
    masked: bool


@frozen
class DealView:
    """Everything a deal's page shows. `row` holds the cells the actor may read."""

    row: View
    value: Money | None
    state: State
    process: SalesProcess
    account: View | None
    owner: str | None
    team: str | None
    contacts: tuple[Contact, ...]
    spells: tuple[Spell, ...]
    moves: tuple[Move, ...]
    onward: Move | None
    criteria: tuple[Met, ...]
    warnings: tuple[DealWarning, ...]
    calls: tuple[View, ...]
    content: tuple[View, ...]
    may_move: bool
    may_change: bool
    as_of: datetime


@frozen
class LastChange:
    """Who changed a deal last, when, and what: fields, or a stage."""

    by: str
    at: datetime
    fields: tuple[str, ...] = ()
    stage: str | None = None
