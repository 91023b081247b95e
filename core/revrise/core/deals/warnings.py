"""What is wrong with an open deal: one definition a warning, from what is stored about it.

Whether price was talked about is no warning here: nothing stored says it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from attrs import frozen

from revrise.core.bilingual import Bilingual

QUIET = timedelta(days=14)


@frozen
class Standing:
    """What is known of an open deal. None means that nobody knows, and warns of nothing.

    `limit_days` is how long the process lets it stand in its stage, `touched_at` when anything
    last happened on it, `contacts` how many people are known at the account.
    """

    entered_at: datetime | None = None
    limit_days: int | None = None
    next_step: str | None = None
    next_step_at: datetime | None = None
    touched_at: datetime | None = None
    contacts: int | None = None


@frozen
class DealWarning:
    """`reason` says why it holds for this deal, `definition` when it holds at all."""

    id: str
    title: Bilingual
    reason: Bilingual
    definition: Bilingual


def warnings(deal: Standing, now: datetime) -> tuple[DealWarning, ...]:
    """What to look at, the most pressing first."""
    found = []
    for kind, (title, definition, check) in _ALL.items():
        reason = check(deal, now)
        if reason is not None:
            found.append(DealWarning(kind, title, reason, definition))
    return tuple(found)


def days_between(start: datetime, end: datetime) -> int:
    """Whole days, zero or more."""
    return max(0, (end - start).days)


def _overdue(deal: Standing, now: datetime) -> Bilingual | None:
    if not deal.next_step or deal.next_step_at is None or deal.next_step_at >= now:
        return None
    days = days_between(deal.next_step_at, now)
    if days == 0:
        return Bilingual("The next step was due today.", "下一步今天到期。")
    plural = "day" if days == 1 else "days"
    return Bilingual(f"The next step is {days} {plural} late.", f"下一步已逾期 {days} 天。")


def _stalled(deal: Standing, now: datetime) -> Bilingual | None:
    if deal.entered_at is None or deal.limit_days is None:
        return None
    days = days_between(deal.entered_at, now)
    if days <= deal.limit_days:
        return None
    return Bilingual(
        f"{days} days in this stage; the limit is {deal.limit_days}.",
        f"已在本阶段停留 {days} 天，上限 {deal.limit_days} 天。",
    )


def _stepless(deal: Standing, _now: datetime) -> Bilingual | None:
    if deal.next_step:
        return None
    return Bilingual("Nobody wrote down what happens next.", "没有写下一步要做什么。")


def _quiet(deal: Standing, now: datetime) -> Bilingual | None:
    if deal.touched_at is None or now - deal.touched_at < QUIET:
        return None
    days = days_between(deal.touched_at, now)
    return Bilingual(
        f"Nothing happened on it for {days} days.",
        f"已有 {days} 天没有任何动作。",
    )


def _single(deal: Standing, _now: datetime) -> Bilingual | None:
    if deal.contacts != 1:
        return None
    return Bilingual("Only one person is known at the account.", "该客户只有一位已知联系人。")


_Check = Callable[[Standing, datetime], Bilingual | None]
_ALL: Mapping[str, tuple[Bilingual, Bilingual, _Check]] = {
    "overdue": (
        Bilingual("Next step overdue", "下一步逾期"),
        Bilingual("The next step has a date, and the date is past.", "下一步有日期，且日期已过。"),
        _overdue,
    ),
    "stalled": (
        Bilingual("Stalled in its stage", "停滞在本阶段"),
        Bilingual(
            "More days in the stage than the sales process allows it.",
            "在本阶段停留的天数超过销售流程的上限。",
        ),
        _stalled,
    ),
    "no_next_step": (
        Bilingual("No next step", "没有下一步"),
        Bilingual("The next step of the deal is empty.", "商机的“下一步”为空。"),
        _stepless,
    ),
    "no_activity": (
        Bilingual("No activity", "没有动作"),
        Bilingual(
            f"No call, no content used and no move for {QUIET.days} days or more.",
            f"连续 {QUIET.days} 天或以上没有通话、没有使用内容、没有阶段变化。",
        ),
        _quiet,
    ),
    "single_contact": (
        Bilingual("Single contact", "单一联系人"),
        Bilingual(
            "The account has exactly one contact card you may see.",
            "在可见的范围内，该客户只有一张名片。",
        ),
        _single,
    ),
}
