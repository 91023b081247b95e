"""The board's questions to the database: which deals, which figures of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from revrise.core.deals.process import SalesProcess, State
from revrise.core.governance.rule import (
    All,
    AnyOf,
    Column,
    Compare,
    Const,
    IsNull,
    Not,
    Rule,
    where,
)
from revrise.core.governance.scope import Scope
from revrise.ports.query import Measure, Query
from revrise.services.pipeline.views import Filters

COLUMNS = (
    *("id", "version", "name", "stage", "owner_id", "team_id", "process_id", "account_id"),
    *("card_id", "product", "value", "value_currency", "opened_at", "closed_at", "outcome"),
    *("lost_reason", "next_step", "next_step_at", "entered_at", "evidence"),
)


def chosen(filters: Filters, process: SalesProcess) -> Rule:
    """The deals of a process that pass the filters, open or not."""
    pairs = {"owner_id": filters.owner, "team_id": filters.team, "product": filters.product}
    return where(process_id=process.id, **{name: v for name, v in pairs.items() if v})


def still_open(process: SalesProcess) -> Rule:
    """Deals in a stage that is not final: the stage, not the outcome, so that an index serves."""
    return where(stage=tuple(state.id for state in stages(process)))


def stages(process: SalesProcess) -> Sequence[State]:
    """The stages that are not final, in order."""
    return [state for state in process.states if state.outcome is None]


def figures(process: SalesProcess, scope: Scope, now: datetime) -> tuple[Measure, ...]:
    """Count, sum, and how many are over the limit, without a next step, or late with it."""
    asked = [Measure("deals")]
    if scope.covers("value"):
        asked.append(Measure("value", "sum", "value"))
    if scope.covers("entered_at"):
        asked.append(Measure("over", where=over(process, now)))
    if scope.covers("next_step"):
        asked.append(Measure("stepless", where=IsNull(Column("next_step"))))
    if scope.covers("next_step_at"):
        asked.append(Measure("late", where=before("next_step_at", now)))
    return tuple(asked)


def over(process: SalesProcess, now: datetime) -> Rule:
    """Deals that stand longer in their stage than its limit: `days > max_days` in whole days."""
    return AnyOf(
        tuple(
            All(
                (
                    where(stage=state.id),
                    Compare(
                        "<=",
                        Column("entered_at"),
                        Const(now - timedelta(days=state.max_days + 1)),
                    ),
                )
            )
            for state in stages(process)
            if state.max_days is not None
        )
    )


def before(column: str, moment: datetime) -> Rule:
    """Rows whose moment is known and past."""
    return All((Not(IsNull(Column(column))), Compare("<", Column(column), Const(moment))))


def since(column: str, moment: datetime) -> Rule:
    """Rows whose moment is this or later."""
    return Compare(">=", Column(column), Const(moment))


def readable(scope: Scope) -> tuple[str, ...]:
    """The cells of a card this scope ever gives."""
    return tuple(name for name in COLUMNS if name in ("id", "version") or scope.covers(name))


def first(rule: Rule, scope: Scope, limit: int, after: str | None = None) -> Query:
    """Cards of a column: those longest in the stage first."""
    order = (("entered_at", False),) if scope.covers("entered_at") else ()
    return Query(rule, order, limit, after, readable(scope))
