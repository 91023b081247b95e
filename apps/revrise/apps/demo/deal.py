"""A deal and its dated way through the default sales process."""

from datetime import datetime
from typing import Literal

from attrs import frozen

from revrise.core.money import Money

STAGES = ("LeadIn", "Discovery", "TechnicalDemo", "Proposal", "Closing")
WON, LOST = "ClosedWon", "ClosedLost"


@frozen
class StageChange:
    """The moment a deal entered a stage."""

    stage: str
    at: datetime


@frozen
class Deal:
    """An opportunity: a contact card and a product. `history` starts with LeadIn.

    `loss_reason` is set exactly when it is lost.
    """

    id: str
    name: str
    account_id: str
    contact_id: str
    product_id: str
    rep_id: str
    source: str
    amount: Money
    history: tuple[StageChange, ...]
    expected_close: datetime
    loss_reason: str | None = None

    @property
    def stage(self) -> str:
        """Where it is now."""
        return self.history[-1].stage

    @property
    def opened_at(self) -> datetime:
        """When the lead came in."""
        return self.history[0].at

    @property
    def closed_at(self) -> datetime | None:
        """When it was won or lost; None while open."""
        return self.history[-1].at if self.state != "open" else None

    @property
    def state(self) -> Literal["open", "won", "lost"]:
        """Open, won or lost."""
        return "won" if self.stage == WON else "lost" if self.stage == LOST else "open"
