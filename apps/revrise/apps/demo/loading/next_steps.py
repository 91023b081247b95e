"""What the demo's reps mean to do next on their open deals: most have a plan, some are late."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from revrise.apps.demo.chance import dice, weighted
from revrise.apps.demo.company import Company
from revrise.apps.demo.deal import Deal
from revrise.core.bilingual import Bilingual

_STEPS: Mapping[str, Sequence[Bilingual]] = {
    "LeadIn": (
        Bilingual("Call about their sites", "致电了解门店情况"),
        Bilingual("Send the intro deck", "发送公司介绍"),
        Bilingual("Qualify the budget", "确认预算"),
    ),
    "Discovery": (
        Bilingual("Meet the finance lead", "约见财务负责人"),
        Bilingual("Confirm what the errors cost", "核实差错造成的损失"),
        Bilingual("Walk through a working day", "了解一天的工作流程"),
    ),
    "TechnicalDemo": (
        Bilingual("Send the case study", "发送客户案例"),
        Bilingual("Share the security sheet", "提供安全说明"),
        Bilingual("Demo with their own data", "用对方数据演示"),
    ),
    "Proposal": (
        Bilingual("Work through a price example", "一起核算报价"),
        Bilingual("Review terms with legal", "与法务过条款"),
        Bilingual("Name who signs", "确认签字人"),
    ),
    "Closing": (
        Bilingual("Sign the order form", "签订单"),
        Bilingual("Talk about the start date", "商定上线日期"),
        Bilingual("Close the last price point", "敲定最后的价格"),
    ),
}
# Days from the company's last day: mostly ahead, sometimes missed.
_DUE = {-6: 1, -3: 2, 0: 3, 1: 4, 2: 4, 4: 3, 7: 3, 10: 2}
_WITHOUT = 0.1


def next_step(company: Company, deal: Deal) -> tuple[str | None, datetime | None]:
    """What happens next on a deal and when it is due; nothing once it is closed."""
    roll = dice(company.seed, "next step", deal.id)
    if deal.state != "open" or roll.random() < _WITHOUT:
        return None, None
    rep = next(one for one in company.reps if one.id == deal.rep_id)
    text = roll.choice(_STEPS[deal.stage]).of(rep.language)
    return text, _evening(company.today + timedelta(days=weighted(roll, _DUE)))


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(17), UTC)
