"""Key figures of a pipeline: one definition each, for reports, screens and plugins alike.

The functions take plain numbers. Money is in integer minor units of one currency; a figure is
None exactly when its null rule applies.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Literal

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.errors import Invalid, NotFound

Unit = Literal["deals", "money", "ratio", "days"]


@frozen
class Kpi:
    """What a figure means. `ratio` is 0–1 (attainment may exceed 1)."""

    id: str
    title: Bilingual
    formula: Bilingual
    unit: Unit
    null_rule: Bilingual


def win_rate(won: int, lost: int) -> float | None:
    """Won / (won + lost); None before any deal is decided. Raises Invalid for negative counts."""
    _counts(won=won, lost=lost)
    return won / (won + lost) if won + lost else None


def average_deal_size(values: Iterable[int | None]) -> float | None:
    """Mean of the known values of deals won; None without one."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def cycle_time(days: Iterable[float | None]) -> float | None:
    """Median days from opening to winning; None without a deal that has both dates.

    Raises Invalid for a deal closed before it was opened.
    """
    known = [length for length in days if length is not None]
    if any(length < 0 for length in known):
        raise Invalid("a deal was closed before it was opened", culprit="days")
    return float(median(known)) if known else None


def stage_distribution(stages: Iterable[str]) -> Mapping[str, float]:
    """Stage → share of open deals, most first; empty without open deals."""
    counts = Counter(stages)
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {stage: count / total for stage, count in ranked}


def quota_attainment(won_value: int, quota: int | None) -> float | None:
    """Won value / quota of the same period; None without a quota above zero."""
    return won_value / quota if quota is not None and quota > 0 else None


def kpi(kpi_id: str) -> Kpi:
    """A definition by its id. Raises NotFound naming those there are."""
    if kpi_id not in KPIS:
        raise NotFound(f"there is no KPI {kpi_id!r}", remedy=f"one of {', '.join(KPIS)}")
    return KPIS[kpi_id]


def _counts(**counts: int) -> None:
    for name, value in counts.items():
        if value < 0:
            raise Invalid(f"{value} is not a count", culprit=name)


_NEVER = Bilingual("Never null; zero without deals.", "不为空；没有商机时为 0。")
_ALL = (
    Kpi(
        "created_count",
        Bilingual("Deals created", "新建商机数"),
        Bilingual("Deals opened in the period.", "期间内新建的商机数量。"),
        "deals",
        _NEVER,
    ),
    Kpi(
        "won_count",
        Bilingual("Deals won", "赢单数"),
        Bilingual("Deals closed as won in the period.", "期间内以赢单关闭的商机数量。"),
        "deals",
        _NEVER,
    ),
    Kpi(
        "lost_count",
        Bilingual("Deals lost", "输单数"),
        Bilingual("Deals closed as lost in the period.", "期间内以输单关闭的商机数量。"),
        "deals",
        _NEVER,
    ),
    Kpi(
        "win_rate",
        Bilingual("Win rate", "赢单率"),
        Bilingual(
            "Deals won ÷ (deals won + deals lost); open deals do not count.",
            "赢单数 ÷（赢单数 + 输单数），不含进行中的商机。",
        ),
        "ratio",
        Bilingual("Null before any deal is won or lost.", "没有赢单或输单时为空。"),
    ),
    Kpi(
        "won_value",
        Bilingual("Won value", "赢单金额"),
        Bilingual("Sum of the values of deals won.", "赢单商机金额之和。"),
        "money",
        _NEVER,
    ),
    Kpi(
        "open_value",
        Bilingual("Open value", "在途金额"),
        Bilingual("Sum of the known values of open deals.", "进行中商机已知金额之和。"),
        "money",
        _NEVER,
    ),
    Kpi(
        "average_deal_size",
        Bilingual("Average deal size", "平均客单价"),
        Bilingual("Won value ÷ deals won whose value is known.", "赢单金额 ÷ 金额已知的赢单数。"),
        "money",
        Bilingual("Null without a won deal of known value.", "没有金额已知的赢单时为空。"),
    ),
    Kpi(
        "cycle_time",
        Bilingual("Sales cycle", "销售周期"),
        Bilingual(
            "Median days from opening to winning, over deals won.",
            "赢单商机从新建到赢单天数的中位数。",
        ),
        "days",
        Bilingual("Null without a won deal that has both dates.", "没有日期完整的赢单时为空。"),
    ),
    Kpi(
        "stage_distribution",
        Bilingual("Stage distribution", "阶段分布"),
        Bilingual("Open deals of each stage ÷ open deals.", "各阶段进行中商机数 ÷ 进行中商机数。"),
        "ratio",
        Bilingual("Empty without open deals.", "没有进行中的商机时为空集。"),
    ),
    Kpi(
        "quota_attainment",
        Bilingual("Quota attainment", "业绩完成率"),
        Bilingual("Won value ÷ quota of the same period.", "赢单金额 ÷ 同期业绩目标。"),
        "ratio",
        Bilingual("Null without a quota above zero.", "没有大于 0 的业绩目标时为空。"),
    ),
)
KPIS: Mapping[str, Kpi] = {each.id: each for each in _ALL}
