"""How leads become deals: stages entered over time, won, lost or still open."""

from datetime import datetime, timedelta
from math import exp
from random import Random
from typing import Final

from revrise.apps.demo.chance import WORKDAY_HOURS, dice, weighted
from revrise.apps.demo.deal import LOST, STAGES, WON, Deal, StageChange
from revrise.apps.demo.leads import Lead
from revrise.apps.demo.skills import Skills

_MEDIAN_DAYS: Final = {
    "LeadIn": 4,
    "Discovery": 9,
    "TechnicalDemo": 12,
    "Proposal": 11,
    "Closing": 9,
}
_SPREAD = 0.6
_FASTER_PER_LEVEL = 0.08
_EXPECTED_DAYS = sum(_MEDIAN_DAYS.values())
# Where lost deals are lost, in relative numbers, and why.
_LOST_IN: Final = {
    "LeadIn": 15,
    "Discovery": 30,
    "TechnicalDemo": 25,
    "Proposal": 20,
    "Closing": 10,
}
_REASONS: Final = {
    "LeadIn": {"no fit": 5, "no answer": 5},
    "Discovery": {"no need": 5, "timing": 3, "no answer": 2},
    "TechnicalDemo": {"competitor": 4, "no fit": 3, "timing": 2},
    "Proposal": {"price": 6, "competitor": 3, "timing": 1},
    "Closing": {"price": 3, "no decision": 4, "competitor": 2},
}
_FRIDAY = 4


def progress(seed: int, lead: Lead, skills: Skills, probability: float, now: datetime) -> Deal:
    """The deal that a lead became by `now`."""
    roll = dice(seed, "way", lead.id)
    won = lead.luck < probability
    last = STAGES[-1] if won else weighted(roll, _LOST_IN)
    reason = None if won else weighted(roll, _REASONS[last])
    pace = exp(-_FASTER_PER_LEVEL * (skills.level(lead.rep.id, "closing", lead.opened) - 3))
    planned = _way(roll, lead.opened, last, pace, WON if won else LOST)
    history = tuple(change for change in planned if change.at <= now)
    done = len(history) == len(planned)
    return Deal(
        id=lead.id,
        name=f"{lead.account.name} – {lead.product.name}",
        account_id=lead.account.id,
        contact_id=lead.contact.id,
        product_id=lead.product.id,
        rep_id=lead.rep.id,
        source=lead.source,
        amount=lead.amount,
        history=history,
        expected_close=lead.opened + timedelta(days=round(_EXPECTED_DAYS * roll.uniform(0.8, 1.8))),
        loss_reason=reason if done else None,
    )


def _way(roll: Random, opened: datetime, last: str, pace: float, end: str) -> list[StageChange]:
    at, found = opened, []
    for stage in STAGES[: STAGES.index(last) + 1]:
        found.append(StageChange(stage, at))
        at = _later(roll, at, _MEDIAN_DAYS[stage] * pace * roll.lognormvariate(0, _SPREAD))
    return [*found, StageChange(end, at)]


def _later(roll: Random, at: datetime, days: float) -> datetime:
    """That many days on, at least one, in working hours of a weekday."""
    moved = at + timedelta(days=max(1, round(days)))
    moved += timedelta(days=2 * (moved.weekday() > _FRIDAY))
    return moved.replace(hour=roll.randrange(*WORKDAY_HOURS), minute=roll.randrange(60))
