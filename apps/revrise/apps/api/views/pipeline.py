"""Deals, accounts, cards, products, processes."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from revrise.apps.api.views.common import (
    ABSENT,
    Absent,
    Amount,
    Command,
    Count,
    Free,
    Id,
    Line,
    Time,
    Version,
    View,
)

Evidence = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=80)], ...],
    Meta(
        max_length=50,
        description="What is attached, by name.",
        examples=[["pain", "economic_buyer"]],
    ),
]
Stage = Annotated[
    str,
    Meta(min_length=1, max_length=80, description="A stage of its process.", examples=["Proposal"]),
]


class StageChange(Struct):
    """When a deal came into a stage, and who moved it there."""

    stage: str
    at: datetime
    by: str


class Deal(View):
    """A deal on its way through a sales process."""

    id: str
    version: Version
    name: Annotated[str | None, Meta(examples=["Hospital network, 40 sites"])] = None
    stage: Stage | None = None
    owner_id: Annotated[str | None, Meta(description="The rep whose deal it is.")] = None
    team_id: Annotated[str | None, Meta(description="The team it counts for.")] = None
    process_id: Annotated[str | None, Meta(examples=["standard"])] = None
    account_id: str | None = None
    card_id: Annotated[str | None, Meta(description="The person at the account.")] = None
    product: Annotated[str | None, Meta(description="The name of what is sold.")] = None
    value: Amount | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    entered_at: Annotated[datetime | None, Meta(description="Since when it stands there.")] = None
    outcome: Annotated[str | None, Meta(description="won or lost once final.")] = None
    lost_reason: str | None = None
    next_step: Annotated[str | None, Meta(examples=["Demo for the IT lead"])] = None
    next_step_at: datetime | None = None
    evidence: list[str] | None = None
    history: Annotated[
        list[StageChange] | None, Meta(description="Every stage; only for a single deal.")
    ] = None
    source: Annotated[str | None, Meta(description="The CRM it came from.")] = None
    external_id: Annotated[str | None, Meta(description="Its id there.")] = None


class NewDeal(Command):
    """A deal to open in the first stage of its process."""

    name: Annotated[Line, Meta(examples=["Hospital network, 40 sites"])]
    owner_id: Annotated[Id | None, Meta(description="Whose it is; yours when left out.")] = None
    process_id: Id = "standard"
    account_id: Id | None = None
    card_id: Id | None = None
    product: Line | None = None
    value: Amount | None = None
    next_step: Annotated[Line | None, Meta(examples=["Call the IT lead"])] = None
    next_step_at: Time | None = None


class DealChanges(Command):
    """Fields to set; those left out stay, null empties a field."""

    name: Line | Absent = ABSENT
    account_id: Id | Absent | None = ABSENT
    card_id: Id | Absent | None = ABSENT
    product: Line | Absent | None = ABSENT
    value: Amount | Absent | None = ABSENT
    next_step: Annotated[Line | Absent | None, Meta(examples=["Send the offer"])] = ABSENT
    next_step_at: Time | Absent | None = ABSENT
    lost_reason: Line | Absent | None = ABSENT
    evidence: Evidence | Absent = ABSENT


class Advance(Command):
    """Where to, and what the way there asks for."""

    to: Stage
    evidence: Evidence = ()
    lost_reason: Annotated[
        Line | None, Meta(description="Needed for a loss.", examples=["Budget was cut"])
    ] = None


class NewDeals(Command):
    """Deals to open; each stands or falls alone."""

    items: Annotated[list[NewDeal], Meta(min_length=1, max_length=500)]


class Account(View):
    """A company that is sold to."""

    id: str
    version: Version
    name: str | None = None
    industry: Annotated[str | None, Meta(examples=["medical"])] = None
    country: str | None = None
    employees: int | None = None
    revenue: str | None = None
    parent_id: Annotated[str | None, Meta(description="The account it belongs to.")] = None
    owner_id: str | None = None
    team_id: str | None = None
    source: str | None = None
    external_id: str | None = None


class Card(View):
    """A contact card: one person at an account."""

    id: str
    version: Version
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    account_id: str | None = None
    owner_id: str | None = None
    team_id: str | None = None


class Product(View):
    """Something sold, at a list price."""

    id: str
    version: Version
    name: str | None = None
    category: str | None = None
    price: Amount | None = None


class Process(View):
    """A sales process: its stages in order, the moves between them, what each asks for."""

    id: str
    version: Version
    name: str | None = None
    states: list[Free] | None = None
    moves: dict[str, list[str]] | None = None
    revision: Annotated[int | None, Meta(description="Counts its published editions.")] = None


class Report(View):
    """Counts, values (major units of `currency`) and win rate of the deals in reach."""

    currency: str
    deals: Count
    open: Count
    won: Count
    lost: Count
    win_rate: Annotated[float | None, Meta(description="won ÷ (won + lost); null before any.")]
    won_value: float
    open_value: float
    by: Annotated[dict[str, list[Free]], Meta(description="The same by team, product, stage.")]
    other_currencies: Free | None = None
