"""What can be asked of a deal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import Factory, evolve, field, frozen

from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Invalid
from revrise.core.money import Money

CHANGEABLE = (
    *("name", "product", "value", "next_step", "next_step_at"),
    *("account_id", "card_id", "lost_reason", "evidence"),
)
_LONGEST = 500


@frozen
class AdvanceDeal:
    """Move a deal to a stage, filling in on the way what the move asks for.

    `expected` is the version the actor saw; None moves whatever is there. `changes` are fields
    of the deal to set first, as in ChangeDeal.
    """

    deal_id: str
    to: str
    evidence: tuple[str, ...] = ()
    lost_reason: str | None = None
    expected: int | None = None
    changes: Mapping[str, Any] = Factory(dict)


def _known(_: object, __: object, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise Invalid(
                f"{name!r} of a deal cannot be set",
                culprit=name,
                remedy=f"one of {', '.join(CHANGEABLE)}",
            )
        if isinstance(value, str) and len(value) > _LONGEST:
            raise Invalid(f"is longer than {_LONGEST} characters", culprit=name)


@frozen
class ChangeDeal:
    """New values for some fields of a deal; `expected` is the version the actor saw.

    Raises Invalid for a field that cannot be set or a text over 500 characters.
    """

    deal_id: str
    changes: Mapping[str, Any] = field(validator=_known)
    expected: int | None = None


@frozen
class AddDeal:
    """A new deal in the first stage, its owner's. The same `token` twice is the same deal."""

    name: str
    account_id: str | None = None
    card_id: str | None = None
    product: str | None = None
    value: Money | None = None
    next_step: str | None = None
    next_step_at: datetime | None = None
    owner_id: str | None = None
    process_id: str = "standard"
    token: str = ""


def seen(deal: Deal, expected: int | None) -> None:
    """Raises Conflict when the deal is no longer the version the actor saw."""
    if expected is not None and deal.version != expected:
        raise Conflict(
            f"{deal.name} was changed by somebody else", culprit=deal.id, remedy="look at both"
        )


def filled(deal: Deal, command: AdvanceDeal) -> Deal:
    """The deal with what the move brings along, still in its stage and version."""
    ChangeDeal(deal.id, command.changes)
    evidence = tuple(dict.fromkeys((*deal.evidence, *command.evidence)))
    reason = command.lost_reason or deal.lost_reason
    return evolve(deal, **{"evidence": evidence, "lost_reason": reason, **command.changes})
